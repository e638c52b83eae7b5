"""Whether a first name is a man's or a woman's."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

from sayso.reader.grammar.noun_phrases import Gender


@cache
def _genders() -> dict[str, Gender]:
    table = (files("sayso.reader.identity") / "first_names.txt").read_text(encoding="ascii")
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
    folded = first_name.casefold()
    if not folded.isascii():
        parts = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
        folded = parts.encode("ascii", "ignore").decode("ascii")
    return _genders().get(folded, "")


_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that have no accent to take away."""
