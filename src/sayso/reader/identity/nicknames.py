"""Names with a nickname inside, of which the model marks the parts: `Robert "Bob" Roe`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.reader.lists import where

_QUOTES: Final = frozenset("\"'“”‘’") | {"``", "''"}


def join_nicknames(
    words: Sequence[str], tags: Sequence[str], blocks: Sequence[int], names: Sequence[str]
) -> list[str]:
    """The labels of names, with those of a nickname in quotation marks, its marks and the surname
    that follows made to go on the person's name before. All four run in parallel.
    """
    found = list(names)
    for closing in where(words, _QUOTES):
        if not 3 <= closing < len(words) - 1 or words[closing - 2] not in _QUOTES:
            continue
        first, surname = closing - 3, closing + 1
        marked = names[surname].endswith("person") or (
            tags[surname] == "NNP" and names[surname] == "O" and tags[closing - 1] == "NNP"
        )
        if marked and names[first].endswith("person") and blocks[first] == blocks[surname]:
            found[closing - 2 : surname + 1] = ["I-person"] * 4
    return found
