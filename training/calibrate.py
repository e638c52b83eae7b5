"""Chooses the cue bias and calibrates the confidence, on articles the network was not fitted to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.metrics import HasSpans, Spans, calibration_error, normal
from sayso.reader.attribution import Scorer, find
from training.evaluate import Scored, f1, relations_of

BIASES = np.arange(-1.5, 1.01, 0.25)


def choose_bias(scorer: Scorer, articles: Sequence[Scored]) -> Scorer:
    """The scorer with the cue bias of best F1 on whole relations and cues together."""

    def worth(bias: float) -> float:
        scores = f1(replace(scorer, cue_bias=bias), articles)
        return scores["relation"].f1 + scores["cue"].f1

    return replace(scorer, cue_bias=float(max(BIASES, key=worth)))


def calibrate(scorer: Scorer, articles: Sequence[Scored]) -> Scorer:
    """The scorer with a logistic regression (Platt 1999) from evidence to being exactly right."""
    evidence, right = [], []
    for scored in articles:
        text = scored.article.text
        gold = {_key(a, text) for a in scored.article.attributions}
        evidence.extend(f.evidence for found in find(scorer, scored.batch) for f in found)
        right.extend(_key(relation, text) in gold for relation in relations_of(scorer, scored))
    model = LogisticRegression(C=10.0, fit_intercept=False).fit(np.array(evidence), right)
    return replace(scorer, calibration=model.coef_[0].astype(np.float32))


def confidence_error(scorer: Scorer, articles: Sequence[Scored]) -> float:
    """Expected calibration error of the relations' scores."""
    confidence, right = [], []
    for scored in articles:
        text = scored.article.text
        gold = {_key(a, text) for a in scored.article.attributions}
        for relation in relations_of(scorer, scored):
            confidence.append(relation.score)
            right.append(_key(relation, text) in gold)
    return calibration_error(confidence=confidence, right=right)


def _key(relation: HasSpans, text: str) -> tuple[Spans, ...]:
    return tuple(normal(spans, text) for spans in (relation.cue, relation.source, relation.content))
