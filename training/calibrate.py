"""Chooses the cue bias and calibrates the confidence, on articles the network was not fitted to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.metrics import HasSpans, Spans, calibration_error, normal
from sayso.reader.scoring.attribution import Scorer, find
from training.evaluate import Scored, f1, relations_of, statements_of

BIASES = np.arange(-1.5, 1.01, 0.25)


SLACK = 0.003
"""F1 that may be given up for finding more."""


def choose_bias(scorer: Scorer, articles: Sequence[Scored]) -> Scorer:
    """The scorer with the greatest cue bias whose F1 is within `SLACK` of the best.

    F1 is the mean of that of relations, contents and cues. It hardly changes over a range of
    biases; the greatest finds the most statements, and a statement too many has its confidence to
    warn of it, where one too few has nothing.
    """

    def worth(bias: float) -> float:
        scores = f1(replace(scorer, cue_bias=bias), articles)
        return (scores["relation"].f1 + scores["content"].f1 + scores["cue"].f1) / 3

    worths = [(float(bias), worth(float(bias))) for bias in BIASES]
    best = max(value for _, value in worths)
    return replace(scorer, cue_bias=max(bias for bias, value in worths if value >= best - SLACK))


def calibrate(scorer: Scorer, articles: Sequence[Scored]) -> Scorer:
    """The scorer whose statements' confidence is the chance that they are exactly right.

    1. A logistic regression (Platt 1999) from each relation's evidence to its being right.
    2. Another from that to the statement's being right, since rules mend what the model found. It
       is monotonous, so the first one's order stays, and becomes part of the same weights.
    """
    evidence: list[NDArray[np.float32]] = []
    right: list[bool] = []
    for scored in articles:
        evidence.extend(f.evidence for found in find(scorer, scored.batch) for f in found)
        right.extend(_right(relations_of(scorer, scored), scored))
    model = LogisticRegression(C=10.0, fit_intercept=False).fit(np.array(evidence), right)
    scorer = replace(scorer, calibration=model.coef_[0].astype(np.float32))

    confidence, right = _confidences(scorer, articles)
    odds = np.log(confidence / (1 - confidence))
    model = LogisticRegression(C=10.0).fit(odds[:, None], right)
    calibration = scorer.calibration * model.coef_[0, 0]
    calibration[0] += model.intercept_[0]
    return replace(scorer, calibration=calibration.astype(np.float32))


def confidence_error(scorer: Scorer, articles: Sequence[Scored]) -> float:
    """Expected calibration error of the statements' confidence."""
    confidence, right = _confidences(scorer, articles)
    return calibration_error(confidence=confidence.tolist(), right=right)


def _confidences(
    scorer: Scorer, articles: Sequence[Scored]
) -> tuple[NDArray[np.float64], list[bool]]:
    confidence: list[float] = []
    right: list[bool] = []
    for scored in articles:
        found = statements_of(scorer, scored)
        confidence.extend(statement.confidence for statement in found)
        right.extend(_right(found, scored))
    return np.clip(confidence, 0.001, 0.999), right


def _right(found: Sequence[HasSpans], scored: Scored) -> list[bool]:
    text = scored.article.text
    gold = {_key(relation, text) for relation in scored.article.attributions}
    return [_key(relation, text) in gold for relation in found]


def _key(relation: HasSpans, text: str) -> tuple[Spans, ...]:
    return tuple(normal(spans, text) for spans in (relation.cue, relation.source, relation.content))
