"""What the layers of events and their teacher have in common in being fitted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from torch import Tensor
from torch.nn import functional as F

from training.events import Scale

T = TypeVar("T")


def factuality_loss(scale: Scale, given: Tensor, gold: Tensor, turn: float) -> Tensor:
    """Sum over events. On UDS's scale an error counts as its square up to `turn`, and then by
    itself.

    Nine in ten of MEANTIME's events are at 3, and an absolute error would learn nothing but that.
    """
    if scale == "meantime":
        return 0.5 * F.mse_loss(given, gold, reduction="sum")
    return turn**0.5 * F.smooth_l1_loss(given, gold, beta=turn, reduction="sum")


def grouped(found: Sequence[T], lengths: Sequence[int], tokens: int) -> Iterator[Sequence[T]]:
    """What is found in turn, together no longer when padded than `tokens`."""
    first, longest = 0, 0
    for after, length in enumerate(lengths):
        longest = max(longest, length)
        if after > first and (after + 1 - first) * longest > tokens:
            yield found[first:after]
            first, longest = after, length
    if found:
        yield found[first:]
