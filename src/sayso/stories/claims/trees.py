"""Boosted trees (Friedman 2001), as `training.claims` fits and writes them.

They are judged without walking down any: each decision that goes to the right takes away the leaves
on its left, and of those that are left the leftmost is the tree's (QuickScorer, Lucchese et al.
2015).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

TABLE: Final = files("sayso.stories.claims") / "trees.npz"
LEAVES: Final = 8
"""Of a tree at the most, one for each bit."""
_LEFTMOST: Final = np.array([(n & -n).bit_length() - 1 for n in range(1 << LEAVES)], np.int64)
"""The lowest bit of every number; that of 0 is asked for by nobody."""


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Trees of up to `LEAVES` leaves, whose values are summed. Leaves count from the left."""

    feature: NDArray[np.int16]
    """`[trees, LEAVES - 1]`: of each decision what it is about. Those beyond a tree's go left."""
    threshold: NDArray[np.float64]
    """The same shape: up to it a value goes to the left."""
    kept: NDArray[np.uint8]
    """The same shape: the leaves, as bits, that are left to a value that goes to the right."""
    value: NDArray[np.float64]
    """`[trees, LEAVES]`, on the scale of log-odds."""

    def probabilities(self, seen: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of pairs `[pairs, features]`, how likely each is."""
        columns = np.ascontiguousarray(seen.T)
        odds = np.zeros(len(seen))
        for feature, threshold, kept, value in zip(
            self.feature.tolist(), self.threshold.tolist(), self.kept, self.value, strict=True
        ):
            leaves = np.full(len(seen), 255, np.uint8)
            for about, most, after in zip(feature, threshold, kept, strict=True):
                goes_right = columns[about] > most
                # 0 where it does, and all bits where it does not.
                leaves &= (goes_right.view(np.uint8) - np.uint8(1)) | after
            odds += value.take(_LEFTMOST.take(leaves))
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
        return chances


@cache
def trees(name: str) -> Trees:
    """The shipped trees of a name: `alone` or `among`."""
    with TABLE.open("rb") as file, np.load(file, allow_pickle=False) as table:
        fields = ("feature", "threshold", "kept", "value")
        return Trees(**{field: table[f"{name}_{field}"] for field in fields})
