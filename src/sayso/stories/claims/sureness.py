"""How sure it is that two statements or two events are one claim.

The trees (`matching`) learned it from clauses, of which the likeliest two events count as one.
Whoever reads the two is stricter: this is a logistic regression on pairs that somebody read, those
of `benchmarks/claim_pairs.jsonl` that are of the happenings in `tests/stories` (`training.claims`).
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from sayso.stories.claims.features import Features

SURE: Final = 0.75
"""From here on a claim's tellings are said to be of one thing; below they may be."""
_LEAST: Final = 1e-3


class Grounds(NamedTuple):
    """What tells how sure it is."""

    odds: float
    """What the trees say, as the logarithm of odds."""
    event: float
    same_word: float
    same_type: float
    called: float
    """How near the triggers are that are not one word."""
    same_source: float
    related_source: float
    unknown_source: float
    covered: float


_WEIGHTS: Final = Grounds(
    odds=0.79,
    event=-0.61,
    same_word=2.22,
    same_type=0.85,
    called=1.19,
    same_source=-0.14,
    related_source=0.37,
    unknown_source=0.38,
    covered=0.66,
)
_CONSTANT: Final = -0.49


def grounds(seen: Features, chance: float) -> Grounds:
    """What tells how sure a pair is, of what is seen of it and how likely the trees have it."""
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    told = not seen.event
    return Grounds(
        odds=math.log(chance / (1 - chance)),
        event=seen.event,
        same_word=seen.same_word,
        same_type=seen.same_type,
        called=0.0 if seen.same_word else seen.called,
        same_source=told and seen.same_source,
        related_source=told and seen.related_source,
        unknown_source=told and not (seen.same_source or seen.related_source or seen.other_source),
        covered=seen.covered,
    )


def sureness(seen: Features, chance: float) -> float:
    """The probability that whoever reads two units has them for one claim."""
    ground = grounds(seen, chance)
    odds = sum(weight * one for weight, one in zip(_WEIGHTS, ground, strict=True))
    return 1 / (1 + math.exp(-(odds + _CONSTANT)))
