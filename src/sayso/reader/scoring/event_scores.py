"""What the graph says of each word as an event: whether it is one, whether it happened.

Two corpora count events differently, and each has a score of its own: TimeBank marks whatever
happens or holds at a time, in verbs, nouns and adjectives (Pustejovsky et al. 2003); UDS
It-Happened marks predicates (White et al. 2016). Factuality is on the latter's scale, from -3
(surely did not happen) to 3 (surely did), and stands twice: as UDS judges everyday text and as
MEANTIME judges news (Minard et al. 2016, unified by Stanovsky et al. 2017).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

TRIGGER_LABELS: Final = ("event", "predicate")
FACTUALITY_LABELS: Final = ("uds", "meantime")
FACTUALITY_LIMIT: Final = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class EventScores:
    """What the graph says of each word as an event; rows run parallel to `Words`."""

    event: Floats
    """`[words]`: probability of being the trigger of an event as TimeBank counts them."""
    predicate: Floats
    """`[words]`: probability of being a predicate as UDS It-Happened counts them."""
    factuality: Floats
    """`[words]`: on the UDS scale, -3 to 3, if the word is a trigger; what is only planned is near
    0 or below."""
    meantime: Floats
    """`[words]`: the same as MEANTIME judges it, where what is planned is as sure as what was;
    below 0 it is denied."""

    @classmethod
    def of(cls, triggers: Floats, factuality: Floats) -> EventScores:
        """Reads the graph's columns `[words, 2]`: logits, and scores."""
        event, predicate = 1 / (1 + np.exp(-triggers.T))
        limited = np.clip(factuality, -FACTUALITY_LIMIT, FACTUALITY_LIMIT)
        return cls(
            event=event,
            predicate=predicate,
            factuality=limited[:, 0],
            meantime=limited[:, 1],
        )
