"""How names are compared: folded, and what one may be to another.

A name is compared without case, diacritics, titles, possessives and points. What one name is to
another is a `Relation`; how much that is worth is for `weighing` to say.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

Relation = Literal["same", "nickname", "initial", "long", "short", "given", "clash", "other"]
"""Of two names, or of all the names of two entities.

`same`: the same words. `nickname`: Bob and Robert Smith. `initial`: J. and John Smith. `long`: one
goes on (Guajardo, Guajardo Villarreal; police, police department). `short`: a surname or an
abbreviation, and the whole. `given`: a first name, and the whole. `clash`: alike, and yet two
(Jr. and Sr., John R. and John T.). `other`: nothing to do with each other.
"""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)
ASIDE: Final = re.compile(r"\s*\([^)]*\)?\s*")
"""What stands in parentheses."""
WORD: Final = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*\.?|&")
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])$", re.IGNORECASE)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Small letters without diacritics."""
    marks = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in marks if not unicodedata.combining(c)).translate(_LETTERS)


def bare(word: str) -> str:
    """A word without an "'s" at its end."""
    return _POSSESSIVE.sub("", word)


def strip(word: str) -> str:
    """A word without the marks around it and an "'s" at its end."""
    return bare(word.strip(" ,;:!?\"“”‘’'«»()[]")).strip("-–—")
