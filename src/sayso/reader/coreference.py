"""Which mentions are of one entity: scores of pairs of head words (Dobrovolskii 2021)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MENTION_LABELS = ("none", "person", "organization", "place", "object", "event", "time", "abstract")
"""What a token heads a mention of; GUM's entity types, things and animals as `object`."""

LINK = 64
"""Rank of the bilinear link scores, and width of the pairwise perceptron."""
LINK_DISTANCES = 24
"""Buckets of the distance from a mention to an antecedent: half octaves of tokens."""


def link_bucket(steps: NDArray[np.int64]) -> NDArray[np.int64]:
    """The bucket of each distance in tokens (positive), any shape."""
    octaves = np.floor(2 * np.log2(np.maximum(steps, 1))).astype(np.int64)
    return np.minimum(octaves, LINK_DISTANCES - 1)
