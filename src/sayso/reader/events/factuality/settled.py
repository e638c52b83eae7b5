"""Factuality to what the page holds of an event: that it happened, that it did not, or neither."""

from __future__ import annotations

from typing import Final

from sayso.reading import Settled

HAPPENED: Final = 1.1
NOT_HAPPENED: Final = -1.0
"""On the scale of UDS It-Happened, -3 (surely did not) … 3 (surely did).

At 1.1, of UDS It-Happened's development part 6.0 % of what did not happen is called so, and 10.3 %
of what did is not; at 0.9, 7.6 and 9.5 %, at 1.3, 4.9 and 11.7 %. Where in doubt, an event is
better left open than reported. At -1.0, 3 % of what did happen is called not happened, before the
bounds that words set. To choose again, run `python -m benchmarks.events CORPORA --sweep`.
"""


def settle(factuality: float) -> Settled:
    """`happened` at `HAPPENED` or more, `not_happened` at `NOT_HAPPENED` or less."""
    if factuality >= HAPPENED:
        return "happened"
    if factuality <= NOT_HAPPENED:
        return "not_happened"
    return "unsettled"
