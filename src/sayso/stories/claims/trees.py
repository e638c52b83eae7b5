"""Boosted trees (Friedman 2001), as `training.claims` fits and writes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

TABLE: Final = files("sayso.stories.claims") / "trees.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Trees of decisions, each a run of nodes that begins with its root.

    A leaf is its own left and right node.
    """

    roots: NDArray[np.int32]
    feature: NDArray[np.int16]
    threshold: NDArray[np.float64]
    """Up to it a value goes to the left."""
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    """Of leaves, on the scale of log-odds."""
    depth: int

    def probabilities(self, seen: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of pairs `[pairs, features]`, how likely each is."""
        pairs = np.arange(len(seen))
        odds = np.zeros(len(seen))
        for root in self.roots:
            at = np.full(len(seen), root)
            for _ in range(self.depth):
                goes_left = seen[pairs, self.feature[at]] <= self.threshold[at]
                at = np.where(goes_left, self.left[at], self.right[at])
            odds += self.value[at]
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
        return chances


@cache
def trees(name: str) -> Trees:
    """The shipped trees of a name: `alone` or `among`."""
    with TABLE.open("rb") as file, np.load(file, allow_pickle=False) as table:
        parts = {
            field: table[f"{name}_{field}"]
            for field in ("roots", "feature", "threshold", "left", "right", "value")
        }
        return Trees(**parts, depth=int(table[f"{name}_depth"]))
