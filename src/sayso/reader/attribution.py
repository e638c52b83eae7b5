"""Scores to relations: which words are a cue, and which are its source and its content.

The graph gives each token scores as a cue and features as a party to one. From them:

1. cues are decoded from the cue scores (Viterbi over IOB2 labels);
2. for every cue the whole window is labelled once more: outside, source, content (Viterbi again),
   so that interrupted contents, shared sources and relations without a source come out alike;
3. each relation gets the probability that it is exactly right, calibrated on held-out articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.reader.relation import Relation
from sayso.reader.tokens import Tokens
from sayso.reader.windows import Window
from sayso.reading import Span

Floats = NDArray[np.float32]

CUE_LABELS = ("O", "B-cue", "I-cue")
ROLE_LABELS = ("O", "B-source", "I-source", "B-content", "I-content")
PAIR = 128
"""Width of the pairwise perceptron."""
RANK = 64
"""Rank of the bilinear link scores."""
TAGS = len(CUE_LABELS) + len(ROLE_LABELS)
FEATURES = 2 * PAIR + 3 * RANK

_FARTHEST = 255
_steps = np.arange(-_FARTHEST, _FARTHEST + 1)
_octaves = np.where(_steps, 1 + np.floor(2 * np.log2(np.maximum(np.abs(_steps), 1))), 0)
DISTANCE_BUCKETS: NDArray[np.int64] = (np.sign(_steps) * _octaves + _octaves.max()).astype(np.int64)
"""Bucket of the distance from cue to token (in tokens, signed, plus `FARTHEST`): half octaves."""
DISTANCES = int(DISTANCE_BUCKETS.max()) + 1


def distance_bucket(steps: NDArray[np.int64]) -> NDArray[np.int64]:
    """The bucket of each signed distance in tokens, any shape."""
    return DISTANCE_BUCKETS[np.clip(steps, -_FARTHEST, _FARTHEST) + _FARTHEST]


@dataclass(frozen=True, slots=True)
class Scorer:
    """The weights that decoding needs beside the graph; made by `training/`."""

    cue_transitions: Floats
    role_transitions: Floats
    distance: Floats
    """`[DISTANCES, PAIR]`"""
    pair_weight: Floats
    """`[PAIR, roles]`"""
    pair_bias: Floats
    cue_bias: float
    """Added to the cue labels' scores: what gave the best F1 on held-out articles."""
    calibration: Floats
    """Intercept and coefficients of the confidence, in the order of `Found.evidence`."""

    @classmethod
    def load(cls, model: Path) -> Scorer:
        """The weights in the model folder."""
        with np.load(model / "decoder.npz") as arrays:
            return cls(
                cue_transitions=arrays["cue_transitions"],
                role_transitions=arrays["role_transitions"],
                distance=arrays["distance"],
                pair_weight=arrays["pair_weight"],
                pair_bias=arrays["pair_bias"],
                cue_bias=float(arrays["cue_bias"]),
                calibration=arrays["calibration"],
            )


@dataclass(frozen=True, slots=True)
class Scores:
    """What the graph says of one window: `tags [length, TAGS]`, `features [length, FEATURES]`."""

    tags: Floats
    features: Floats


@dataclass(frozen=True, slots=True)
class Found:
    """A relation in tokens of its window, and what speaks for it."""

    cue: tuple[int, int]
    labels: NDArray[np.int8]
    """Role label of each token of the window."""
    evidence: Floats
    """1; log-probability and probability of the labels; log-probability of the cue."""


def decode(scorer: Scorer, batch: Sequence[tuple[Tokens, Window, Scores]]) -> list[list[Relation]]:
    """The relations of each window of `batch`, in order of their cues."""
    return [
        [
            Relation(
                cue=_spans(tokens, window, [found.cue]),
                source=_spans(tokens, window, _runs(found.labels, 1)),
                content=_spans(tokens, window, _runs(found.labels, 3)),
                score=float(1 / (1 + np.exp(-(scorer.calibration @ found.evidence)))),
            )
            for found in relations
        ]
        for (tokens, window, _), relations in zip(batch, find(scorer, batch), strict=True)
    ]


def find(scorer: Scorer, batch: Sequence[tuple[Tokens, Window, Scores]]) -> list[list[Found]]:
    """What `decode` gives, in tokens and with its evidence."""
    relations: list[list[Found]] = [[] for _ in batch]
    cues = _cues(scorer, batch)
    if not cues:
        return relations
    emissions, lengths = _stack(
        [_role_scores(scorer, batch[row][2], first, after) for row, first, after in cues]
    )
    paths, log_probabilities = viterbi(emissions, lengths, scorer.role_transitions)
    for (row, first, after), path, length, log_probability in zip(
        cues, paths, lengths, log_probabilities, strict=True
    ):
        tags = batch[row][2].tags[first:after, : len(CUE_LABELS)]
        labels = np.array([1] + [2] * (after - first - 1))
        cue = tags[np.arange(after - first), labels] - np.logaddexp.reduce(tags, axis=1)
        evidence = np.array([1, log_probability, np.exp(log_probability), cue.sum()], np.float32)
        relations[row].append(Found((first, after), path[:length], evidence))
    return relations


def _cues(
    scorer: Scorer, batch: Sequence[tuple[Tokens, Window, Scores]]
) -> list[tuple[int, int, int]]:
    """Row of the batch, first token and token after the last, of every cue its window owns."""
    if not batch:
        return []
    bias = np.array([0, scorer.cue_bias, scorer.cue_bias], np.float32)
    emissions, lengths = _stack([s.tags[:, : len(CUE_LABELS)] + bias for _, _, s in batch])
    paths, _ = viterbi(emissions, lengths, scorer.cue_transitions)
    return [
        (row, first, after)
        for row, (_, window, _) in enumerate(batch)
        for first, after in _runs(paths[row, : lengths[row]], 1)
        if window.start + first >= window.owned
    ]


def _role_scores(scorer: Scorer, scores: Scores, first: int, after: int) -> Floats:
    """Scores of the role labels, `[length, roles]`, for the cue `[first, after)`."""
    cue = scores.features[first:after, : PAIR + 2 * RANK].mean(0)
    token = scores.features[:, PAIR + 2 * RANK :]
    bucket = distance_bucket(np.arange(len(token)) - first)
    mixed = token[:, :PAIR] + (cue[:PAIR] + scorer.distance[bucket])
    roles = np.maximum(mixed, 0, out=mixed) @ scorer.pair_weight + scorer.pair_bias
    roles += scores.tags[:, len(CUE_LABELS) :]
    links = token[:, PAIR:] @ cue[PAIR:].reshape(2, RANK).T / np.float32(RANK**0.5)
    roles[:, 1:3] += links[:, :1]
    roles[:, 3:5] += links[:, 1:]
    return np.asarray(roles, np.float32)


def viterbi(
    emissions: Floats, lengths: NDArray[np.int64], transitions: Floats
) -> tuple[NDArray[np.int8], Floats]:
    """The best label sequence of each row and its log-probability under the chain.

    `emissions` is `[rows, length, labels]`; label 0 is "outside", odd labels begin, even ones
    continue (IOB2), and no sequence opens with a continuation. Returns `[rows, length]` (0 past a
    row's length) and `[rows]`.
    """
    rows, length, labels = emissions.shape
    opening = np.array([0 if k % 2 or k == 0 else -1e4 for k in range(labels)], np.float32)
    best = emissions[:, 0] + opening
    total = best
    back = np.zeros((length, rows, labels), np.int8)
    onward = np.ascontiguousarray(transitions.T)
    for step in range(1, length):
        live = (step < lengths)[:, None]
        score = best[:, None, :] + onward
        back[step] = np.where(live, score.argmax(2), np.arange(labels))
        best = np.where(live, score.max(2) + emissions[:, step], best)
        paths = total[:, None, :] + onward
        top = paths.max(2)
        summed = np.log(np.exp(paths - top[:, :, None]).sum(2)) + top
        total = np.where(live, summed + emissions[:, step], total)
    top = total.max(1)
    partition = np.log(np.exp(total - top[:, None]).sum(1)) + top
    path = np.zeros((rows, length), np.int8)
    last = best.argmax(1)
    every = np.arange(rows)
    path[:, length - 1] = last
    for step in range(length - 1, 0, -1):
        last = back[step, every, last]
        path[:, step - 1] = last
    path[np.arange(length) >= lengths[:, None]] = 0
    return path, np.asarray(best.max(1) - partition, np.float32)


def _stack(rows: Sequence[Floats]) -> tuple[Floats, NDArray[np.int64]]:
    lengths = np.array([len(row) for row in rows])
    stacked = np.zeros((len(rows), int(lengths.max()), rows[0].shape[1]), np.float32)
    for target, row in zip(stacked, rows, strict=True):
        target[: len(row)] = row
    return stacked, lengths


def _runs(labels: NDArray[np.int8], begin: int) -> list[tuple[int, int]]:
    """Runs `[first, after)` of label `begin` followed by `begin + 1`."""
    firsts = np.flatnonzero(labels == begin)
    runs = []
    for first in firsts.tolist():
        after = first + 1
        while after < len(labels) and labels[after] == begin + 1:
            after += 1
        runs.append((first, after))
    return runs


def _spans(tokens: Tokens, window: Window, runs: list[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(
        Span(int(tokens.starts[window.start + first]), int(tokens.ends[window.start + after - 1]))
        for first, after in runs
    )
