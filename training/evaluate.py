"""Scores articles by a network or by the shipped graph, and counts what the decoder makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.metrics import ROLES, Score, compare
from sayso.pages import page_from_text
from sayso.reader.quotation import find_quotations
from sayso.reader.scoring.attribution import Scorer, Scores, decode
from sayso.reader.scoring.coreference import Linker
from sayso.reader.scoring.engine import CLS, SEP, Engine
from sayso.reader.scoring.relation import Relation
from sayso.reader.scoring.tokens import Tokens
from sayso.reader.scoring.windows import Window, cut_windows
from sayso.reader.statements.build import build_statements
from sayso.reading import Span
from training.corpus import Article
from training.examples import Encoded
from training.network import Network

UNCALIBRATED = np.zeros(5, np.float32)
"""A calibration for scorers that only decode."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An article with the scores of its windows."""

    article: Article
    batch: list[tuple[Tokens, Window, Scores]]
    """What the decoder takes."""


@dataclass(frozen=True, slots=True)
class Found:
    """A statement as the metrics take it."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


def scorer_of(network: Network) -> Scorer:
    """The weights that decoding needs, with neither bias nor calibration."""
    heads = network.heads

    def array(tensor: torch.Tensor) -> NDArray[np.float32]:
        return np.ascontiguousarray(tensor.detach().numpy().astype(np.float32))

    return Scorer(
        cue_transitions=array(heads.cue_crf.scores()),
        role_transitions=array(heads.role_crf.scores()),
        distance=array(heads.distance.weight),
        pair_weight=array(heads.pair_out.weight.T),
        pair_bias=array(heads.pair_out.bias),
        cue_bias=0.0,
        calibration=UNCALIBRATED,
    )


def linker_of(network: Network) -> Linker:
    """The weights that scoring links needs."""
    heads = network.heads
    return Linker(
        distance=heads.link_distance.weight.detach().numpy(),
        same_word=heads.same_word.weight.detach().numpy(),
        weight=heads.link_out.weight.detach().numpy()[0],
        bias=heads.link_out.bias.item(),
    )


def score_by_engine(engine: Engine, encoded: Sequence[Encoded]) -> list[Scored]:
    """Every article through the shipped graph."""
    scored = []
    for article in encoded:
        windows = cut_windows(article.tokens)
        futures = [engine.submit(article.tokens, window) for window in windows]
        batch = [(article.tokens, w, f.result()) for w, f in zip(windows, futures, strict=True)]
        scored.append(Scored(article.article, batch))
    return scored


@torch.no_grad()
def score_by_network(network: Network, encoded: Sequence[Encoded]) -> list[Scored]:
    """Every article through the network in PyTorch, as fitted."""
    network.eval()

    def scores(tokens: Tokens, window: Window) -> Scores:
        inside = slice(window.start, window.end)
        ids = np.concatenate(([CLS], tokens.ids[inside], [SEP])).astype(np.int64)
        shapes = np.pad(tokens.shapes[inside], 1).astype(np.int64)
        inputs = [torch.from_numpy(a)[None] for a in (ids, shapes, np.ones_like(ids))]
        return Scores(network(*inputs)[0, 1:-1].numpy())

    return [
        Scored(
            article.article,
            [(article.tokens, w, scores(article.tokens, w)) for w in cut_windows(article.tokens)],
        )
        for article in encoded
    ]


def relations_of(scorer: Scorer, scored: Scored) -> list[Relation]:
    """The decoded relations of an article."""
    return [relation for found in decode(scorer, scored.batch) for relation in found]


def statements_of(scorer: Scorer, scored: Scored) -> list[Found]:
    """What the reader makes of those relations: spans and confidence of each statement."""
    text = scored.article.text
    _, statements = build_statements(
        page_from_text(text), relations_of(scorer, scored), find_quotations(text)
    )
    return [Found(s.source_spans, s.cue_spans, s.content_spans, s.confidence) for s in statements]


def f1(scorer: Scorer, articles: Sequence[Scored]) -> dict[str, Score]:
    """Exact-match scores of the statements by role over `articles`."""
    total = {role: Score() for role in ROLES}
    for scored in articles:
        article = scored.article
        found = statements_of(scorer, scored)
        scores = compare(gold=article.attributions, found=found, text=article.text)
        total = {role: total[role] + scores[role] for role in ROLES}
    return total


def as_line(scores: dict[str, Score]) -> str:
    """F1 by role, in per cent."""
    return " ".join(f"{role} {100 * score.f1:.1f}" for role, score in scores.items())
