"""Whose land or group a word before a noun stands for: "Russian", "U.S.", "rebel"."""

from __future__ import annotations

from typing import Final

from sayso.reader.grammar.extents import name_run
from sayso.reader.grammar.words import Words
from sayso.reader.places.countries import country_named, country_of
from sayso.reader.vocabulary.cue_words import is_noun_of
from sayso.reader.vocabulary.role_words import BANDS

BESIDE: Final = frozenset({"amod", "compound"})
"""How a word depends on the noun that it stands before."""
_SHORT: Final = frozenset({"US", "U.S.", "U.S", "UK", "U.K.", "U.K"})
"""Names of countries that stand for their adjectives."""


def country_of_people(words: Words, index: int) -> str | None:
    """ISO 3166-1 alpha-3 of the country whose people an adjective names: "Sri Lankan", "U.S."."""
    name = _name(words, index)
    if name in _SHORT:
        return country_of(name)
    adjective = words.names[index] != "O" and words.tags[index] in ("JJ", "NNP")
    return country_of(name) if adjective and country_named(name) is None else None


def is_adjective_of_land(words: Words, index: int) -> bool:
    """Whether a word before a noun stands there for a country: "Russian"."""
    return words.relations[index] in BESIDE and country_of_people(words, index) is not None


def is_group_before(words: Words, index: int) -> bool:
    """Whether a word before a noun stands there for a group: "rebel"."""
    return words.relations[index] in BESIDE and is_noun_of(words.low[index], BANDS)


def _name(words: Words, index: int) -> str:
    """The name that a word is part of, with a first part of another type: "Sri" "Lankan"."""
    first, last = name_run(words, index)
    before = first - 1
    if first and words.heads[before] == index and words.relations[before] == "compound":
        first = before
    return words.text[slice(*words.span(first, last))]
