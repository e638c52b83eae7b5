"""Factuality to what the page holds of an event: that it happened, that it did not, or neither."""

from __future__ import annotations

from sayso.reading import Settled

HAPPENED = 1.0
NOT_HAPPENED = -1.0
"""On the scale of UDS It-Happened, -3 (surely did not) … 3 (surely did).

At 1.0, of UDS It-Happened's development part 6.3 % of what did not happen is called so, and 10.4 %
of what did is not; at 0.8, 7.2 and 9.7 %, at 1.3, 4.6 and 12.4 %. Where in doubt, an event is
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
