"""Which mentions are of one entity: scores of pairs of head words (Dobrovolskii 2021)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

MENTION_LABELS: Final = (
    "none",
    "person",
    "organization",
    "place",
    "object",
    "event",
    "time",
    "abstract",
)
"""What a token heads a mention of; GUM's entity types, things and animals as `object`."""

LINK: Final = 64
"""Rank of the bilinear link scores, and width of the pairwise perceptron."""
LINK_DISTANCES: Final = 24
"""Buckets of the distance from a mention to an antecedent: half octaves of tokens."""


FEW: Final = 120
"""Mentions before it that a mention may refer to: so that a page's cost grows with its length."""


def link_bucket(steps: NDArray[np.int64]) -> NDArray[np.int64]:
    """The bucket of each distance in tokens (positive), any shape."""
    return _BUCKETS.take(steps, mode="clip")


_BUCKETS: Final[NDArray[np.int64]] = np.minimum(
    np.floor(2 * np.log2(np.maximum(np.arange(2 ** (LINK_DISTANCES // 2) + 1), 1))),
    LINK_DISTANCES - 1,
).astype(np.int64)
"""The bucket of each distance up to the first that falls into the last bucket anyway."""


_NOUGHTS: Final = np.zeros((FEW, LINK), np.float32)
"""As in `attribution`: NumPy is slow to take the maximum of an array and a number."""


@dataclass(frozen=True, slots=True)
class Linker:
    """The weights that scoring pairs needs beside the graph; made by `training/`."""

    distance: Floats
    """`[LINK_DISTANCES, LINK]`"""
    same_word: Floats
    """`[2, LINK]`: whether the two heads are different words or one."""
    weight: Floats
    """`[LINK]`"""
    bias: float
    pairs: Floats = field(init=False, repr=False)
    """`[2 * LINK_DISTANCES, LINK]`: both of these together, for each distance of either kind."""

    def __post_init__(self) -> None:
        pairs = self.same_word[:, None] + self.distance
        object.__setattr__(self, "pairs", pairs.reshape(-1, LINK))

    @classmethod
    def load(cls, model: Path) -> Linker:
        """The weights in the model folder."""
        with np.load(model / "links.npz") as arrays:
            return cls(
                distance=arrays["distance"],
                same_word=arrays["same_word"],
                weight=arrays["weight"],
                bias=float(arrays["bias"]),
            )


@dataclass(frozen=True, slots=True, eq=False)
class Mentions:
    """The head tokens of a page's mentions, in text order."""

    anaphors: Floats
    antecedents: Floats
    """The graph's features of them, `[mentions, 2 * LINK]`."""
    places: Ints
    """Their numbers in the page."""
    ids: Ints
    """Their word pieces."""

    def at(self, numbers: Sequence[int]) -> Mentions:
        """Some of them."""
        chosen = np.asarray(numbers, np.int64)
        return Mentions(
            self.anaphors[chosen], self.antecedents[chosen], self.places[chosen], self.ids[chosen]
        )


class Links:
    """How likely each of some mentions is one with those before it.

    A mention is scored when it is asked for; what hangs on the mentions alone is worked out before.
    """

    def __init__(self, linker: Linker, mentions: Mentions) -> None:
        self._linker = linker
        self._kinds = _kinds(mentions)
        # Divided here by a power of two, which changes no digit of a product.
        self._asking = mentions.anaphors[:, :LINK] / np.float32(LINK**0.5)
        self._asking_mixed = mentions.anaphors[:, LINK:]
        self._asked = mentions.antecedents[:, :LINK]
        self._asked_mixed = np.ascontiguousarray(mentions.antecedents[:, LINK:])

    def of(self, number: int) -> list[float]:
        """Scores of the antecedents of one mention, the nearest first; at most `FEW`.

        Positive when a link is likelier than none.
        """
        first = max(0, number - FEW)
        linker, kinds = self._linker, self._kinds[number]
        mixed = self._asked_mixed[first:number] + self._asking_mixed[number]
        mixed += linker.pairs.take(kinds[len(kinds) - (number - first) :], 0)
        np.maximum(mixed, _NOUGHTS[: number - first], out=mixed)
        scores = self._asked[first:number] @ self._asking[number]
        scores += mixed @ linker.weight
        scores += linker.bias
        nearest_first: list[float] = scores[::-1].tolist()
        return nearest_first


def _kinds(mentions: Mentions) -> Ints:
    """Which of `Linker.pairs` each mention is with each of those before it: the last column is of
    the one right before it. What stands where a mention has none before it means nothing.
    """
    places, ids = mentions.places, mentions.ids
    count = len(places)
    before = np.arange(count)[:, None] + np.arange(-min(count, FEW), 0)
    kinds = link_bucket(places[:, None] - places.take(before, mode="clip"))
    kinds += LINK_DISTANCES * (ids[:, None] == ids.take(before, mode="clip"))
    return kinds
