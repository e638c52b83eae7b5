"""How sure it is that two statements or two events are one claim.

A logistic regression on what the matcher sees, fitted on pairs that somebody has read: those of
`benchmarks/claim_pairs.jsonl` which are of the pages that the matcher was made with (by
`training.sureness`). The others are for measuring.
"""

from __future__ import annotations

import math
from typing import Final

from sayso.stories.claims.names import Kinship

SURE: Final = 0.75
"""From here on a claim's tellings are said to be of one thing; below they may be."""

_CONSTANT: Final = -1.21
_LIKENESS: Final = 2.4
_LEAST_LIKE: Final = -0.5
_MOST_LIKE: Final = 1.2
"""Between these a likeness counts as it is."""
_EVENTS: Final = -2.1
_SAME_WORD: Final = 3.26
_SAME_TYPE: Final = 1.54
_KINSHIP: Final[dict[Kinship, float]] = {
    "same": 0.54,
    "related": 0.82,
    "unknown": 0.75,
    "different": 0.0,
}
"""Of the sources of two statements."""


def sureness_of_statements(likeness: float, kinship: Kinship) -> float:
    """The probability that two statements with these sources are one claim."""
    return _probability(likeness, _KINSHIP[kinship])


def sureness_of_events(likeness: float, *, same_word: bool, same_type: bool) -> float:
    """The probability that two events are one claim, by whether their triggers are one word and
    their types, if they have any, one type.
    """
    return _probability(likeness, _EVENTS + _SAME_WORD * same_word + _SAME_TYPE * same_type)


def _probability(likeness: float, rest: float) -> float:
    counted = min(max(likeness, _LEAST_LIKE), _MOST_LIKE)
    return 1 / (1 + math.exp(-(_CONSTANT + _LIKENESS * counted + rest)))
