"""How word lists are written down."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, count


def lexicon(*lines: str) -> frozenset[str]:
    """The words of `lines`, which white space parts. Refuses to be empty."""
    words = frozenset(word for line in lines for word in line.split())
    if not words:
        raise ValueError("A lexicon needs at least one word, and these lines have none.")
    return words


def places_of(known: frozenset[str], words: Sequence[str]) -> list[int]:
    """Where words of a lexicon stand among `words`."""
    return list(compress(count(), map(known.__contains__, words)))
