"""The words by which pages are told apart: folded, without those that every page has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from sayso.models import SHIPPED
from sayso.reading import READ_ROLES, Page

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_STOP: Final = frozenset(
    """a about above after again against all also although am among an and another any are around as
    at away back be became because become been before being below between both but by can come
    could day did do does doing done down during each either else even ever every few first for
    from further get go going got had has have having he her here hers herself him himself his how
    however i if in including into is it its itself just last later least let like made make many
    may me might more most much must my myself near never new next no nor not now of off on once
    one only or other others our ours ourselves out over own people per perhaps put rather said
    same say saying says see seen several should since so some still such take than that the their
    theirs them themselves then there these they this those though three through time to today told
    too toward towards two under until up upon us use used very via want was way we well were what
    when where whether which while who whom whose why will with within without would year yet you
    your yours yourself yourselves""".split()
)
_NEGATED: Final = re.compile(r"n['’]t$|['’](?:d|ll|m|re|ve)$")
_PLURAL: Final = re.compile(r"(?<=\w\w)(?<![isu])s$")

FIRST_WORD: Final = 1996
"""Number of the first whole word ("the") in the vocabulary of the shipped tokenizer."""


def terms_of(text: str) -> Iterator[str]:
    """The words of a text that say what it is about, in its order, plurals as singulars."""
    for found in _WORD.finditer(text.casefold()):
        word = _POSSESSIVE.sub("", found[0])
        if len(word) > 1 and word not in _STOP and not _NEGATED.search(word):
            word = _singular(word)
            if word not in _STOP:
                yield word


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return _PLURAL.sub("", word)


def read_text(page: Page) -> str:
    """What of a page is read: its title, paragraphs and the like, without teasers and furniture."""
    spans = [block.span for block in page.blocks if block.role in READ_ROLES]
    if not page.blocks:
        return page.text
    return "\n".join(page.text[start:end] for start, end in spans)


@cache
def _ranks() -> dict[str, int]:
    """The place of each word among all, the most frequent first: the vocabulary is in that order.

    (Its order is that of the books and the encyclopedia that the tokenizer was made from.)
    """
    made = json.loads((SHIPPED / "tokenizer.json").read_text(encoding="utf-8"))
    ranks: dict[str, int] = {}
    for word, number in made["model"]["vocab"].items():
        if number >= FIRST_WORD and word.isalpha():
            ranks.setdefault(_singular(word), number - FIRST_WORD + 1)
    return ranks


def usual_share(term: str) -> float:
    """In what share of pages a word is expected before any page has been seen (Zipf's law)."""
    rank = _ranks().get(term)
    return 0.0 if rank is None else min(_MOST, _ZIPF / rank)


_ZIPF: Final = 60.0
"""The word of rank 60 is expected in every page, that of rank 6,000 in one of a hundred."""
_MOST: Final = 0.5
