"""How well the model tells what happened, at the triggers that annotators marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Literal

import numpy as np

from benchmarks.figures import Figure, Floor
from benchmarks.metrics import Share, share
from benchmarks.observed import Observed
from benchmarks.sentences import Sentence
from sayso.reader.events.factuality.settled import HAPPENED, settle
from sayso.reading import Settled, Span

Scale = Literal["factuality", "meantime"]
"""UDS It-Happened's judgement, which the record follows, or MEANTIME's."""

SURE = 3.0
"""What "all happened" gives every event."""
DID_NOT = 0.0
"""Below it annotators hold that an event did not happen."""
DID = 1.5
"""Above it they hold that it did."""
SWEPT = tuple(step / 10 for step in range(21))
"""Thresholds that `sweep` tries."""

WRONGLY = Floor(7.0, at_most=True)
MISSED = Floor(12.0, at_most=True)
"""Per cent."""
UDS_PEARSON, UDS_ERROR = Floor(0.83), Floor(0.85, at_most=True)
MEANTIME_PEARSON = Floor(0.45)


@dataclass(frozen=True, slots=True)
class Judged:
    """An event with the factuality that annotators gave and the one that the model gives."""

    sentence: Sentence
    trigger: Span
    gold: float
    given: float
    found: Settled | None
    """What the Reading holds of it; None where its word is in no listed event's trigger."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How near factuality is to gold."""

    of: int
    pearson: float | None
    """-1 … 1; None where one of both never varies."""
    mae: float
    """Mean absolute error, on a scale of six."""


@dataclass(frozen=True, slots=True)
class HappenedErrors:
    """The two ways to be wrong about what happened."""

    wrongly: Share
    """Events below `DID_NOT` that are called happened."""
    missed: Share
    """Events above `DID` that are not called happened."""


def judge(
    sentences: Sequence[Sentence], observed: Sequence[Observed], scale: Scale = "factuality"
) -> list[Judged]:
    """Each gold event with what is given for it, as one or the other corpus judges."""
    judged = []
    for sentence, one in zip(sentences, observed, strict=True):
        settled = {
            word: event.settled
            for event in one.reading.events
            for word in one.analysis.words.within(event.trigger)
        }
        for event in sentence.events:
            word = one.word_at(event.trigger)
            given = float(getattr(one.analysis.events, scale)[word])
            found = settled.get(word)
            judged.append(Judged(sentence, event.trigger, event.factuality, given, found))
    return judged


def agreement(gold: Sequence[float], given: Sequence[float]) -> Agreement:
    """Over events. Raises `ValueError` for none, or for more of one than of the other."""
    if len(gold) != len(given) or not gold:
        raise ValueError(f"{len(gold)} gold scores and {len(given)} given ones")
    varies = len(set(gold)) > 1 and len(set(given)) > 1
    pearson = float(np.corrcoef(gold, given)[0, 1]) if varies else None
    mae = fmean(abs(one - other) for one, other in zip(gold, given, strict=True))
    return Agreement(len(gold), pearson, mae)


def happened_errors(gold: Sequence[float], settled: Sequence[Settled | None]) -> HappenedErrors:
    """Over events; one that was not found (None) counts as not called happened."""
    pairs = list(zip(gold, settled, strict=True))
    return HappenedErrors(
        wrongly=share(called == "happened" for score, called in pairs if score < DID_NOT),
        missed=share(called != "happened" for score, called in pairs if score > DID),
    )


def sweep(
    gold: Sequence[float], given: Sequence[float], thresholds: Sequence[float] = SWEPT
) -> dict[float, HappenedErrors]:
    """Both errors with each threshold in place of `HAPPENED`."""
    return {
        threshold: happened_errors(
            gold, ["happened" if score >= threshold else "unsettled" for score in given]
        )
        for threshold in thresholds
    }


def agreement_figures(
    judged: Sequence[Judged],
    training: Sequence[float],
    pearson: Floor | None = None,
    error: Floor | None = None,
) -> list[Figure]:
    """Pearson and MAE beside one number for all: `SURE`, and the median of `training`."""
    gold = [one.gold for one in judged]
    own = agreement(gold, [one.given for one in judged])
    plain = {
        f"all happened ({SURE:g})": agreement(gold, [SURE] * len(gold)),
        f"training median ({median(training):g})": agreement(gold, [median(training)] * len(gold)),
    }
    return [
        Figure(
            name="Pearson's r",
            of=own.of,
            value=own.pearson,
            plain={way: other.pearson for way, other in plain.items()},
            floor=pearson,
        ),
        Figure(
            name="mean absolute error",
            of=own.of,
            value=own.mae,
            plain={way: other.mae for way, other in plain.items()},
            floor=error,
        ),
    ]


def happened_figures(judged: Sequence[Judged]) -> list[Figure]:
    """Both errors at gold triggers, with their floors, and at the reader's own triggers."""
    gold = [one.gold for one in judged]
    all_happened = happened_errors(gold, ["happened"] * len(gold))
    at_gold = happened_errors(gold, [settle(one.given) for one in judged])
    own = happened_errors(gold, [one.found for one in judged])
    figures = []
    for where, errors, floors in (
        ("gold triggers", at_gold, (WRONGLY, MISSED)),
        ("the reader's own triggers", own, (None, None)),
    ):
        for name, figure, plain, floor in (
            (
                f"below {DID_NOT:g}, called happened",
                errors.wrongly,
                all_happened.wrongly,
                floors[0],
            ),
            (f"above {DID:g}, not called happened", errors.missed, all_happened.missed, floors[1]),
        ):
            figures.append(
                Figure(
                    name=f"{name} ({where}), %",
                    of=figure.of,
                    value=figure.percent,
                    plain={"all happened": plain.percent},
                    floor=floor,
                )
            )
    return figures


def sweep_lines(judged: Sequence[Judged]) -> Iterator[str]:
    """A line for each threshold."""
    swept = sweep([one.gold for one in judged], [one.given for one in judged])
    yield f"happened from   below {DID_NOT:g} called so, %   above {DID:g} not called so, %"
    for threshold, errors in swept.items():
        here = "  <- HAPPENED" if threshold == HAPPENED else ""
        yield f"{threshold:13.1f}{errors.wrongly.percent:26.2f}{errors.missed.percent:27.2f}{here}"


def errors(judged: Sequence[Judged]) -> Iterator[str]:
    """A line for each event, that whose factuality is furthest from gold first."""
    for one in sorted(judged, key=lambda one: -abs(one.gold - one.given)):
        text, (start, end) = one.sentence.text, one.trigger
        yield (
            f"{one.sentence.id}: gold {one.gold:.2f}, given {one.given:.2f}"
            f"  {text[:start]}[{text[start:end]}]{text[end:]}"
        )
