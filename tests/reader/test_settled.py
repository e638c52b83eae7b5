"""What a page holds of an event, by its factuality."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.events.factuality.settled import HAPPENED, NOT_HAPPENED, settle

FACTUALITY = st.floats(-3, 3)
ORDER = ("not_happened", "unsettled", "happened")


@pytest.mark.parametrize(
    ("factuality", "settled"),
    [
        (3.0, "happened"),
        (HAPPENED, "happened"),
        (math.nextafter(HAPPENED, -3), "unsettled"),
        (0.0, "unsettled"),
        (math.nextafter(NOT_HAPPENED, 3), "unsettled"),
        (NOT_HAPPENED, "not_happened"),
        (-3.0, "not_happened"),
    ],
)
def test_thresholds_belong_to_what_is_settled(factuality: float, settled: str) -> None:
    assert settle(factuality) == settled


@given(FACTUALITY, FACTUALITY)
def test_what_is_surer_is_never_settled_less(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert ORDER.index(settle(low)) <= ORDER.index(settle(high))
