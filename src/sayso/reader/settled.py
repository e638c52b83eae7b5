"""Factuality to what the page holds of an event: that it happened, that it did not, or neither."""

from __future__ import annotations

from sayso.reading import Settled

HAPPENED = 1.0
NOT_HAPPENED = -1.0
"""On the scale of UDS It-Happened, -3 (surely did not) … 3 (surely did).

First choices, before there was a model to sweep them with: a third of the way to either end. To
choose again, run `python -m benchmarks.events CORPORA --sweep`.
"""


def settle(factuality: float) -> Settled:
    """`happened` at `HAPPENED` or more, `not_happened` at `NOT_HAPPENED` or less."""
    if factuality >= HAPPENED:
        return "happened"
    if factuality <= NOT_HAPPENED:
        return "not_happened"
    return "unsettled"
