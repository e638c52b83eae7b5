"""Nouns by which one source is called after another: what a later noun may take up."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sayso.reader.vocabulary.lexicon import lexicon

_LIKE: Final = (
    lexicon("study report paper analysis research"),
    lexicon("poll survey"),
    lexicon("newspaper paper"),
    lexicon("website site"),
    lexicon("letter memo"),
    lexicon("article piece story column"),
    lexicon("lawsuit suit complaint"),
)
_OTHERS: Final = {
    noun: frozenset().union(*(nouns for nouns in _LIKE if noun in nouns)) - {noun}
    for nouns in _LIKE
    for noun in nouns
}
"""For each of these the others that are like it."""
_NONE: Final[frozenset[str]] = frozenset()
_SIDES: Final = lexicon("campaign camp team")
_LAWMAKERS: Final = lexicon(
    "senator representative congressman congresswoman assemblyman assemblywoman delegate",
)
_OFFICIALS: Final = lexicon("commissioner director secretary minister superintendent treasurer")
_UNDER: Final = {
    "lawmaker": _LAWMAKERS,
    "legislator": _LAWMAKERS,
    "official": _OFFICIALS,
    "officer": lexicon("sergeant lieutenant captain trooper detective"),
    "academic": lexicon("professor"),
    "candidate": lexicon("nominee"),
}


_BODIES: Final = (
    lexicon("company firm corporation bank airline manufacturer business maker"),
    lexicon("agency bureau department commission board administration service authority ministry"),
    lexicon("group organization organisation association league union foundation coalition"),
    lexicon("university college school academy"),
    lexicon("court tribunal"),
    lexicon("newspaper magazine broadcaster network outlet website"),
    lexicon("campaign party"),
)


def is_other_body(noun: str, name: Collection[str]) -> bool:
    """Whether a noun calls another kind of body than a name with these words (lower case) says of
    itself: "the company" is no "Harbor Board".
    """
    mine = [bodies for bodies in _BODIES if noun in bodies]
    theirs = [bodies for bodies in _BODIES if not bodies.isdisjoint(name)]
    return bool(mine and theirs) and not any(bodies in theirs for bodies in mine)


def alike(noun: str, modifiers: Collection[str]) -> frozenset[str]:
    """The other nouns (singular, lower case) that may have introduced what a noun takes up.

    "The report" is a study; but "the team" is a campaign only where both are called "the Roe …".
    """
    if noun in _SIDES and modifiers:
        return _SIDES - {noun}
    return _OTHERS.get(noun, _NONE)


def covers(general: str, noun: str) -> bool:
    """Whether one noun is as good as another or a more general one: "lawmaker" and "senator"."""
    return general == noun or noun in _UNDER.get(general, ())
