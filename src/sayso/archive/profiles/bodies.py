"""Names of bodies, taken apart and compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sayso.archive.profiles.lists import GENERIC, KNOWN_ABBREVIATIONS, LEGAL_FORMS
from sayso.archive.profiles.names import ASIDE, WORD, Relation, bare, fold, strip
from sayso.reader.places.countries import country_named

_SMALL = frozenset("the of for and on in at de la du des der to a an".split())
_LANDS = frozenset({"us", "uk", "national", "federal"})
"""Words before a body's name that may be left out."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name: its words in order, folded, and the same as a set in one string."""

    words: tuple[str, ...]
    key: str

    @property
    def is_generic(self) -> bool:
        """Whether nothing in it says which of a thousand such bodies it is."""
        return all(word in GENERIC for word in self.words)

    @property
    def initials(self) -> frozenset[str]:
        """What it may be called for short: "fsa", "doj"."""
        return frozenset() if self.is_country else _initials(self.words)

    @property
    def is_country(self) -> bool:
        """Whether it is a country, by its code."""
        return self.key.startswith("country ")

    @property
    def without_land(self) -> str:
        """The key of "National Hurricane Center" for "U.S. National Hurricane Center"."""
        if self.words[0] not in _LANDS or len(self.words) < 3:
            return ""
        return " ".join(sorted({word for word in self.words[1:] if word not in _SMALL}))

    @property
    def is_short(self) -> bool:
        """Whether it is one word."""
        return len(self.words) == 1


@lru_cache(maxsize=8192)
def body(name: str) -> Body | None:
    """What a body's name is compared by; None for what has no word in it."""
    name = " ".join(ASIDE.sub(" ", name).split())
    land = country_code(bare(name))
    if land is not None:
        return Body((fold(land), "country"), f"country {fold(land)}")
    words = [strip(word) for word in WORD.findall(name)]
    folded = [fold(word).replace(".", "").replace("’", "'") for word in words]
    folded = ["and" if word == "&" else _SPELLINGS.get(word, word) for word in folded if word]
    while len(folded) > 1 and folded[0] in ("the", "a", "an"):
        folded = folded[1:]
    while len(folded) > 1 and folded[-1] in LEGAL_FORMS:
        folded = folded[:-1]
    # "the Chicago Police Department" is the Chicago police.
    if len(folded) > 2 and folded[-2:] == ["police", "department"]:
        folded = folded[:-1]
    if not folded:
        return None
    if len(folded) == 1 and folded[0] in KNOWN_ABBREVIATIONS:
        folded = [w for w in KNOWN_ABBREVIATIONS[folded[0]].split() if w]
    key = " ".join(sorted({word for word in folded if word not in _SMALL})) or " ".join(folded)
    return Body(tuple(folded), key)


_SPELLINGS: Final = {"dept": "department", "univ": "university", "centre": "center",
            "organisation": "organization", "defence": "defense", "labour": "labor",
            "govt": "government", "assn": "association", "assoc": "association",
            "natl": "national", "intl": "international", "us": "us", "usa": "us",
            "programme": "program", "theatre": "theater", "bros": "brothers"}  # fmt: skip


def country_code(name: str) -> str | None:
    """The code of the country that a name is; None for a part of one and for everything else."""
    if _is_america(name):
        return "USA"
    code = None if fold(name) in _PARTS else country_named(re.sub(r"^[Tt]he ", "", name))
    return None if code == "USA" else code


_PARTS = frozenset({"england", "scotland", "wales", "northern ireland"})


def _is_america(name: str) -> bool:
    """Whether a name is the country's and not that of a state of it."""
    return fold(name).removeprefix("the ") in {
        "us", "u.s.", "usa", "u.s.a.", "united states", "america", "united states of america",
    }  # fmt: skip


def _initials(words: Iterable[str]) -> frozenset[str]:
    words = [part for word in words for part in word.split("-") if part]
    if len(words) < 2:
        return frozenset()
    every = "".join(word[0] for word in words)
    without = "".join(word[0] for word in words if word not in _SMALL)
    return frozenset(found for found in (every, without) if len(found) >= 2)


def compare_bodies(one: Body, other: Body) -> Relation:
    """What one body's name is to another."""
    if one.key == other.key:
        return "same"
    short, long = sorted((one, other), key=lambda body: len(body.words))
    if short.is_short and short.words[0] in long.initials:
        return "short"
    if one.is_country or other.is_country:
        return "other"
    if not short.is_short and not short.is_generic and long.words[1:] == short.words:
        return "long" if long.words[0] in _LANDS else "other"
    return "other"


def display_body(name: str) -> str:
    """A body's name for showing: without a possessive and what stands in parentheses."""
    name = bare(" ".join(name.split()).strip(" ,;"))
    return ASIDE.sub(" ", name).strip() or name
