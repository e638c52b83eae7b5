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
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.reader.scoring.relation import Relation
from sayso.reader.scoring.tokens import Tokens
from sayso.reader.scoring.windows import SIZE, Window
from sayso.reading import Span

Floats = NDArray[np.float32]

CUE_LABELS: Final = ("O", "B-cue", "I-cue")
ROLE_LABELS: Final = ("O", "B-source", "I-source", "B-content", "I-content")
PAIR: Final = 128
"""Width of the pairwise perceptron."""
RANK: Final = 64
"""Rank of the bilinear link scores."""
TAGS: Final = len(CUE_LABELS) + len(ROLE_LABELS)
FEATURES: Final = 2 * PAIR + 3 * RANK

IMPOSSIBLE: Final = -80.0
"""Score of what cannot be; its exponential is still a number in single precision."""

_FARTHEST: Final = 255
_steps = np.arange(-_FARTHEST, _FARTHEST + 1)
_octaves = np.where(_steps, 1 + np.floor(2 * np.log2(np.maximum(np.abs(_steps), 1))), 0)
DISTANCE_BUCKETS: Final[NDArray[np.int64]] = (np.sign(_steps) * _octaves + _octaves.max()).astype(
    np.int64
)
"""Bucket of the distance from cue to token (in tokens, signed, plus `FARTHEST`): half octaves."""
DISTANCES: Final = int(DISTANCE_BUCKETS.max()) + 1


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
    """Added to the score of a cue's beginning: what gave the best F1 on held-out articles."""
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
    """What the graph says of one window: `[length, columns]`, a row for each token.

    The first columns are those that attribution needs; `columns.COLUMNS` names the others.
    """

    output: Floats

    @property
    def tags(self) -> Floats:
        """Scores of the labels `[length, TAGS]`: of cues, then of roles."""
        return self.output[:, :TAGS]

    @property
    def features(self) -> Floats:
        """What a token is to a cue and as a cue, `[length, FEATURES]`."""
        return self.output[:, TAGS : TAGS + FEATURES]


class Found(NamedTuple):
    """A relation in tokens of its window, and what speaks for it."""

    cue: tuple[int, int]
    labels: NDArray[np.int8]
    """Role label of each token of the window, and 0 past its end."""
    evidence: Floats
    """1; probability p of the labels, p², probability c of the cue, p·c."""


def decode(scorer: Scorer, batch: Sequence[tuple[Tokens, Window, Scores]]) -> list[list[Relation]]:
    """The relations of each window of `batch`, in order of their cues."""
    return [
        [
            Relation(
                cue=_spans(tokens, window, [found.cue]),
                source=_spans(tokens, window, _runs(found.labels, 1)),
                content=_spans(tokens, window, _runs(found.labels, 3)),
                score=round(score, 4),
            )
            for found, score in zip(relations, _confidence(scorer, relations), strict=True)
        ]
        for (tokens, window, _), relations in zip(batch, find(scorer, batch), strict=True)
    ]


def _confidence(scorer: Scorer, relations: Sequence[Found]) -> list[float]:
    """How likely each relation is to be exactly right."""
    logits = np.array([scorer.calibration @ found.evidence for found in relations])
    chances: list[float] = (1 / (1 + np.exp(-logits))).tolist()
    return chances


def find(scorer: Scorer, batch: Sequence[tuple[Tokens, Window, Scores]]) -> list[list[Found]]:
    """What `decode` gives, in tokens and with its evidence."""
    relations: list[list[Found]] = [[] for _ in batch]
    cues = _cues(scorer, batch)
    if not cues:
        return relations
    emissions = _stack(
        [
            scores
            for row, among in groupby(cues, key=itemgetter(0))
            for scores in _role_scores(
                scorer, batch[row][2], [(first, after) for _, first, after in among]
            )
        ]
    )
    paths, log_probabilities = viterbi(emissions, scorer.role_transitions)
    p, c = np.exp(log_probabilities), _cue_chances(batch, cues)
    evidence = np.stack([np.ones_like(p), p, p * p, c, p * c], axis=1).astype(np.float32)
    for (row, first, after), path, speaks in zip(cues, paths, evidence, strict=True):
        relations[row].append(Found((first, after), path, speaks))
    return relations


def _cue_chances(
    batch: Sequence[tuple[Tokens, Window, Scores]], cues: Sequence[tuple[int, int, int]]
) -> Floats:
    """The probability of each cue by the scores of its own tokens."""
    tags = np.concatenate(
        [batch[row][2].tags[first:after, : len(CUE_LABELS)] for row, first, after in cues]
    )
    ends = np.cumsum([0, *(after - first for _, first, after in cues)]).tolist()
    labels = np.full(len(tags), 2)
    labels[ends[:-1]] = 1
    told = tags[np.arange(len(tags)), labels] - np.logaddexp.reduce(tags, axis=1)
    chances: Floats = np.exp([told[begin:end].sum() for begin, end in pairwise(ends)])
    return chances


def _cues(
    scorer: Scorer, batch: Sequence[tuple[Tokens, Window, Scores]]
) -> list[tuple[int, int, int]]:
    """Row of the batch, first token and token after the last, of every cue its window owns."""
    if not batch:
        return []
    bias = np.array([[0], [scorer.cue_bias], [0]], np.float32)
    emissions = _stack([s.tags[:, : len(CUE_LABELS)].T + bias for _, _, s in batch])
    paths, _ = best_paths(emissions, scorer.cue_transitions)
    return [
        (row, first, after)
        for row, (_, window, _) in enumerate(batch)
        for first, after in _runs(paths[row], 1)
        if window.start + first >= window.owned
    ]


_NOUGHTS: Final = np.zeros((SIZE, PAIR), np.float32)
"""NumPy takes the maximum of an array and this in a third of the time that it takes with a 0."""


def _role_scores(scorer: Scorer, scores: Scores, cues: Sequence[tuple[int, int]]) -> Floats:
    """Scores of the role labels of one window for each of its cues `[first, after)`.

    They are `[cues, roles, length]`: NumPy adds along few labels far slower than along a window.
    """
    features = scores.features
    of_cues = np.array(
        [
            np.add.reduce(features[first:after, : PAIR + 2 * RANK]) / (after - first)
            for first, after in cues
        ]
    )
    pairs = np.ascontiguousarray(features[:, PAIR + 2 * RANK : 2 * PAIR + 2 * RANK])
    links = features[:, 2 * PAIR + 2 * RANK :]
    length = len(pairs)
    roles = np.empty((len(cues), len(ROLE_LABELS), length), np.float32)
    mixed = np.empty_like(pairs)
    for (first, _), cue, own in zip(cues, of_cues, roles, strict=True):
        buckets = DISTANCE_BUCKETS[_FARTHEST - first : _FARTHEST - first + length]
        (scorer.distance + cue[:PAIR]).take(buckets, 0, mixed, "clip")
        mixed += pairs
        own[:] = (np.maximum(mixed, _NOUGHTS[:length], out=mixed) @ scorer.pair_weight).T
    roles += scorer.pair_bias[:, None]
    roles += scores.tags[:, len(CUE_LABELS) :].T
    linked = of_cues[:, PAIR:].reshape(-1, 2, RANK) @ links.T / np.float32(RANK**0.5)
    roles[:, 1:3] += linked[:, :1]
    roles[:, 3:5] += linked[:, 1:]
    return roles


def viterbi(emissions: Floats, transitions: Floats) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """The best label sequence of each row and its log-probability under the chain.

    `emissions` is `[length, labels, rows]`; label 0 is "outside", odd labels begin, even ones
    continue (IOB2), and no sequence opens with a continuation. Returns `[rows, length]` and
    `[rows]`.
    """
    paths, scores = best_paths(emissions, transitions)
    return paths, scores - _log_partition(emissions, transitions)


def _log_partition(emissions: Floats, transitions: Floats) -> NDArray[np.float64]:
    """Logarithm of the sum over all sequences of each row, `[rows]`, by the forward algorithm."""
    length, _, rows = emissions.shape
    weights = np.exp(np.maximum(transitions, IMPOSSIBLE))[:, :, None].repeat(rows, 2)
    most = emissions.max(1, keepdims=True)
    odds = np.exp(emissions - most)
    share = odds[0].copy()
    share[2::2] = 0
    scale = np.empty((length, rows), np.float32)
    before, moves = share[:, None], np.empty_like(weights)
    for total, odd in zip(scale[:-1], odds[1:], strict=True):
        np.add.reduce(share, axis=0, out=total)
        share /= total
        np.multiply(weights, before, out=moves)
        np.add.reduce(moves, axis=0, out=share)
        share *= odd
    np.add.reduce(share, axis=0, out=scale[-1])
    return np.asarray(np.log(scale).sum(0, np.float64) + most.sum((0, 1), np.float64))


def best_paths(emissions: Floats, transitions: Floats) -> tuple[NDArray[np.int8], Floats]:
    """What `viterbi` gives, with scores in place of log-probabilities."""
    length, labels, rows = emissions.shape
    # As long as the rows, so that NumPy need not spread it out in each step.
    onward = transitions[:, :, None].repeat(rows, 2)
    best = np.empty_like(emissions)
    best[0] = emissions[0]
    best[0, 2::2] = IMPOSSIBLE
    moves = np.empty_like(onward)
    for before, emitted, here in zip(best[:-1, :, None], emissions[1:], best[1:], strict=True):
        np.add(before, onward, out=moves)
        np.maximum.reduce(moves, axis=0, out=here)
        here += emitted
    back = np.ascontiguousarray(transitions.T)
    path = np.empty((length, rows), np.intp)
    last = best[-1].argmax(0, path[-1])
    came = np.empty((rows, labels), np.float32)
    for before, label in zip(best[-2::-1].transpose(0, 2, 1), path[-2::-1], strict=True):
        back.take(last, 0, came, "clip")  # any other mode would write to a copy first
        came += before
        last = came.argmax(1, label)
    return path.T.astype(np.int8, "C"), best[-1].max(0)


def _stack(rows: Sequence[Floats]) -> Floats:
    """Emissions `[labels, length]` of many rows as one; past a row's end all is "outside".

    Always of one length, so that a page's figures do not depend on what it is read together with,
    and longer than any row, so that every sequence ends "outside" as it did in training.
    """
    stacked = np.full((SIZE + 1, len(rows[0]), len(rows)), IMPOSSIBLE, np.float32)
    stacked[:, 0] = 0
    for n, row in enumerate(rows):
        stacked[: row.shape[1], :, n] = row.T
    return stacked


def _runs(labels: NDArray[np.int8], begin: int) -> list[tuple[int, int]]:
    """Runs `[first, after)` of label `begin` followed by `begin + 1`."""
    runs = []
    row = labels.tobytes()  # in which Python looks far faster than in an array
    inside = bytes([begin + 1])
    after = 0
    while (first := row.find(begin, after)) >= 0:
        after = len(row) - len(row[first + 1 :].lstrip(inside))
        runs.append((first, after))
    return runs


def _spans(tokens: Tokens, window: Window, runs: list[tuple[int, int]]) -> tuple[Span, ...]:
    starts, ends, start = tokens.starts, tokens.ends, window.start
    return tuple(
        [Span(starts.item(start + first), ends.item(start + after - 1)) for first, after in runs]
    )
