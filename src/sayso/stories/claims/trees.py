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
    depths: NDArray[np.int32]
    """Of each tree, how many decisions there are at most."""

    def probabilities(self, seen: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of pairs `[pairs, features]`, how likely each is."""
        flat, first = seen.ravel(), np.arange(len(seen)) * seen.shape[1]
        odds = np.zeros(len(seen))
        for root, depth in zip(self.roots.tolist(), self.depths.tolist(), strict=True):
            at = np.full(len(seen), root)
            for _ in range(depth):
                goes_left = flat.take(first + self.feature.take(at)) <= self.threshold.take(at)
                at = np.where(goes_left, self.left.take(at), self.right.take(at))
            odds += self.value.take(at)
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
        return chances


@cache
def trees(name: str) -> Trees:
    """The shipped trees of a name: `alone` or `among`."""
    with TABLE.open("rb") as file, np.load(file, allow_pickle=False) as table:
        parts = {
            field: table[f"{name}_{field}"]
            for field in ("roots", "feature", "threshold", "left", "right", "value", "depths")
        }
        return Trees(**parts)
