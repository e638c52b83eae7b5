"""Decoding: the Viterbi path is the best one, and scores become spans of the page."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.models import SHIPPED
from sayso.reader.scoring.attribution import (
    IMPOSSIBLE,
    ROLE_LABELS,
    Scorer,
    decode,
    distance_bucket,
    viterbi,
)

TRANSITIONS = Scorer.load(SHIPPED).role_transitions
LABELS = len(ROLE_LABELS)


def allowed(path: tuple[int, ...]) -> bool:
    """Whether a label sequence is well-formed IOB2."""
    return all(
        label % 2 or label == 0 or before in (label - 1, label)
        for before, label in zip((0, *path), path, strict=False)
    )


def score_of(path: tuple[int, ...], emissions: np.ndarray) -> float:
    """The chain's score of a path over emissions `[length, labels]`."""
    emitted = sum(emissions[i, label] for i, label in enumerate(path))
    return float(emitted + sum(TRANSITIONS[a, b] for a, b in pairwise(path)))


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.integers(1, 3))
def test_viterbi_finds_the_best_of_all_paths(seed: int, length: int, rows: int) -> None:
    emissions = np.random.default_rng(seed).normal(0, 3, (length, LABELS, rows)).astype(np.float32)
    paths, log_probabilities = viterbi(emissions, TRANSITIONS)
    every = [path for path in product(range(LABELS), repeat=length) if allowed(path)]
    for row in range(rows):
        scores = {path: score_of(path, emissions[:, :, row]) for path in every}
        total = np.logaddexp.reduce(list(scores.values()))
        best = max(scores, key=lambda path: scores[path])
        assert scores[tuple(paths[row].tolist())] == pytest.approx(scores[best], abs=1e-3)
        assert log_probabilities[row] == pytest.approx(scores[best] - total, abs=1e-2)


def test_viterbi_never_continues_what_was_not_begun() -> None:
    emissions = np.zeros((4, LABELS, 1), np.float32)
    emissions[:, 4] = 9
    (path,), _ = viterbi(emissions, TRANSITIONS)
    assert path.tolist() == [3, 4, 4, 4]


def test_impossible_scores_stay_finite() -> None:
    emissions = np.full((300, LABELS, 2), IMPOSSIBLE, np.float32)
    emissions[:, 0] = 0
    paths, log_probabilities = viterbi(emissions, TRANSITIONS)
    assert not paths.any()
    assert np.isfinite(log_probabilities).all()


def test_distances_have_a_sign_and_grow() -> None:
    steps = np.arange(-400, 401)
    buckets = distance_bucket(steps)
    assert (np.diff(buckets) >= 0).all()
    assert buckets[0] == 0
    assert distance_bucket(np.array([-1]))[0] < distance_bucket(np.array([0]))[0]
    assert distance_bucket(np.array([0]))[0] < distance_bucket(np.array([1]))[0]


def test_nothing_in_nothing_out() -> None:
    assert decode(Scorer.load(SHIPPED), []) == []
