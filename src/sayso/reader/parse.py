"""Scores to words with their grammar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sayso.reader.grammar.words import Words
from sayso.reader.identity.entities import Analysis
from sayso.reader.identity.name_types import settle_names
from sayso.reader.identity.nicknames import join_nicknames
from sayso.reader.scoring.attribution import Scores
from sayso.reader.scoring.columns import COLUMNS
from sayso.reader.scoring.coreference import MENTION_LABELS, Linker, Mentions
from sayso.reader.scoring.event_scores import EventScores
from sayso.reader.scoring.syntax import ARC, NAME_LABELS, RELATION_LABELS, TAG_LABELS
from sayso.reader.scoring.tokens import Tokens
from sayso.reader.scoring.windows import Window

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_GOES_WITH: Final = RELATION_LABELS.index("goeswith")


def parse(text: str, tokens: Tokens, scored: Sequence[tuple[Window, Scores]]) -> tuple[Words, Ints]:
    """The words of a page, and the number of the first token of each.

    `scored` are all windows of `tokens`, in order. Every token gets its likeliest labels, and as
    its head the likeliest token of its window (no tree is enforced); tokens that go with the one
    before make one word with it.
    """
    best = {name: np.zeros(len(tokens), np.int64) for name in _LABELLED}
    heads = np.zeros(len(tokens), np.int64)
    for window, scores in scored:
        own = scores.output[window.owned - window.start :]
        for name in _LABELLED:
            best[name][window.owned : window.end] = own[:, COLUMNS[name]].argmax(1)
        # Laid out in the order in which they are multiplied, which halves the time of that.
        above = np.ascontiguousarray(scores.output[:, COLUMNS["heads"]].T)
        likeliest = _likeliest(own[:, COLUMNS["dependents"]], above)
        heads[window.owned : window.end] = window.start + likeliest
    goes_with = (best["relations"] == _GOES_WITH) & ~_begins(tokens)
    firsts = np.flatnonzero(~goes_with)
    word_of = np.cumsum(~goes_with) - 1
    lasts = np.append(firsts[1:], len(tokens))[: len(firsts)] - 1
    starts, ends = tokens.starts[firsts].tolist(), tokens.ends[lasts].tolist()
    tags, blocks = _labels(TAG_LABELS, best["tags"][firsts]), tokens.paragraphs[firsts].tolist()
    words = Words(
        text,
        starts,
        ends,
        tags,
        _names(best["names"][firsts]),
        _labels(MENTION_LABELS, best["mentions"][firsts]),
        word_of[heads[firsts]].tolist(),
        _labels(RELATION_LABELS, best["relations"][firsts]),
        blocks,
    )
    words.names[:] = join_nicknames(words.written, tags, blocks, words.names)
    settle_names(words)
    return words, firsts


def analyse(
    text: str, tokens: Tokens, scored: Sequence[tuple[Window, Scores]], linker: Linker
) -> Analysis | None:
    """All that the model says of a page's words; None for a page without any.

    `scored` are all windows of `tokens`, in order.
    """
    if not scored:
        return None
    words, firsts = parse(text, tokens, scored)
    output = np.concatenate(
        [scores.output[window.owned - window.start :, _AFTER_GRAMMAR:] for window, scores in scored]
    )[firsts]

    def columns(name: str) -> Floats:
        of = COLUMNS[name]
        return output[:, of.start - _AFTER_GRAMMAR : of.stop - _AFTER_GRAMMAR]

    return Analysis(
        words=words,
        linker=linker,
        mentions=Mentions(
            anaphors=columns("anaphors"),
            antecedents=columns("antecedents"),
            places=firsts,
            ids=tokens.ids[firsts].astype(np.int64),
        ),
        events=EventScores.of(columns("triggers"), columns("factuality")),
    )


def _likeliest(dependents: Floats, above: Floats) -> Ints:
    """The number of the likeliest head of each of some tokens; `above` is `[ARC, tokens]`."""
    whole = len(dependents) // _ROWS * _ROWS
    arcs = dependents[:whole].reshape(-1, _ROWS, ARC) @ above
    rest = dependents[whole:] @ above
    return np.concatenate([arcs.argmax(2).ravel(), rest.argmax(1)])


_ROWS: Final = 16
"""Rows multiplied at once: so few that BLAS does not wake threads of its own, which would take the
processors from the engine for longer than the multiplication lasts."""
_AFTER_GRAMMAR: Final = COLUMNS["anaphors"].start
_INSIDE: Final = np.array([label[0] == "I" for label in NAME_LABELS])
_LABELLED: Final = ("tags", "names", "relations", "mentions")


def _begins(tokens: Tokens) -> NDArray[np.bool_]:
    """Whether a token stands after white space or opens a paragraph."""
    begins = np.ones(len(tokens), np.bool_)
    begins[1:] = (tokens.starts[1:] > tokens.ends[:-1]) | (
        tokens.paragraphs[1:] != tokens.paragraphs[:-1]
    )
    return begins


def _labels(names: Sequence[str], numbers: Ints) -> list[str]:
    labels: list[str] = np.array(names, object)[numbers].tolist()
    return labels


def _names(numbers: Ints) -> list[str]:
    """Labels of names in IOB2: what is inside of no name begins one."""
    labels = _labels(NAME_LABELS, numbers)
    for index in np.flatnonzero(_INSIDE[numbers]).tolist():
        label = labels[index]
        if not index or labels[index - 1][2:] != label[2:]:
            labels[index] = f"B{label[1:]}"
    return labels
