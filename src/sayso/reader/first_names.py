"""Whether a first name is a man's or a woman's, by how often either bore it (US census)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sayso.reader.noun_phrases import Gender


@cache
def _genders() -> dict[str, Gender]:
    table = (files("sayso.reader") / "first_names.txt").read_text(encoding="ascii")
    lines = [line.split() for line in table.splitlines()]
    genders: tuple[Gender, Gender] = ("he", "she")
    return {
        name: gender
        for gender in genders
        for word, *names in lines
        if word == gender
        for name in names
    }


def gender_of(first_name: str) -> Gender:
    """The pronoun that goes with a first name, empty where it may be either or is unknown."""
    return _genders().get(first_name.casefold(), "")
