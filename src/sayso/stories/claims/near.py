"""How near two words are in what they mean, by a table of vectors (`training.near_words`)."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

TABLE: Final = files("sayso.stories.claims") / "near_words.npz"
DIRECTIONS: Final = 48

_RAREST: Final = 6.0
_COMMON: Final = 150.0
"""Places of words in the table, from the most frequent on, that tell next to nothing."""

Vectors = NDArray[np.float32]


@cache
def _table() -> tuple[dict[str, int], Vectors]:
    with TABLE.open("rb") as file, np.load(file, allow_pickle=False) as table:
        words = str(table["words"]).split()
        vectors = table["vectors"].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return {word: place for place, word in enumerate(words)}, vectors


@lru_cache(maxsize=32768)
def _place(word: str) -> int | None:
    return _table()[0].get(word)


def rarity(word: str) -> float:
    """How much a word tells by itself, by how rare it is in any text, from 1 to 6."""
    place = _place(word)
    return _RAREST if place is None else min(1.0 + math.log1p(place / _COMMON), _RAREST)


def vector_of(word: str) -> Vectors:
    """The vector of a word in lower case, of length 1; zeros for one that is not in the table."""
    place = _place(word)
    if place is None:
        return np.zeros(DIRECTIONS, dtype=np.float32)
    found: Vectors = _table()[1][place]
    return found
