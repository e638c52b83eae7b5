"""Plurals of English nouns and what one of them is called."""

from __future__ import annotations

from typing import Final

IRREGULAR: Final = {"people": "person", "men": "man", "women": "woman", "children": "child"} | {
    "feet": "foot",
    "teeth": "tooth",
    "geese": "goose",
    "mice": "mouse",
    "oxen": "ox",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "wolves": "wolf",
    "thieves": "thief",
    "leaves": "leaf",
    "halves": "half",
    "shelves": "shelf",
    "loaves": "loaf",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "alumni": "alumnus",
    "movies": "movie",
    "ties": "tie",
    "pies": "pie",
    "cookies": "cookie",
    "zombies": "zombie",
    "rookies": "rookie",
    "buses": "bus",
    "gases": "gas",
    "viruses": "virus",
    "campuses": "campus",
    "bonuses": "bonus",
    "censuses": "census",
    "heroes": "hero",
    "potatoes": "potato",
    "tomatoes": "tomato",
    "torpedoes": "torpedo",
    "volcanoes": "volcano",
    "vetoes": "veto",
    "crises": "crisis",
    "analyses": "analysis",
    "theses": "thesis",
    "hypotheses": "hypothesis",
}
UNCHANGED: Final = frozenset(
    "police aircraft spacecraft hovercraft sheep fish deer moose offspring species series"
    " personnel cattle poultry livestock headquarters barracks means percent".split()
)
"""Nouns that are counted without a plural of their own."""
_COMPOUNDS: Final = ("people", "men", "women", "children", "feet", "lives", "wives", "knives")
_NO_PLURALS: Final = ("ss", "us", "is", "'s", "ous")


def is_plural(noun: str) -> bool:
    """Whether a word looks like the plural of a noun, or is a noun that is counted without one."""
    low = noun.lower()
    if low in IRREGULAR or low in UNCHANGED or low.endswith(_COMPOUNDS):
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(_NO_PLURALS)


def singular(noun: str) -> str:
    """One of them: `sailors` → `sailor`, `children` → `child`; other words as they are.

    The case stays.
    """
    low = noun.lower()
    if low in UNCHANGED or not is_plural(noun):
        return noun
    for plural in (low, *_COMPOUNDS):
        if plural in IRREGULAR and low.endswith(plural):
            stem = noun[: len(noun) - len(plural)]
            one = IRREGULAR[plural]
            return stem + (one.capitalize() if noun[len(stem)].isupper() else one)
    if low.endswith("ies") and len(low) > 4:
        return noun[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return noun[:-2]
    return noun[:-1]
