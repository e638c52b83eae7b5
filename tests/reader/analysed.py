"""Words with grammar as the model would have analysed them, its scores chosen by a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sayso.reader.grammar.words import Words
from sayso.reader.identity.entities import Analysis
from sayso.reader.scoring.coreference import LINK, LINK_DISTANCES, Linker, Mentions
from sayso.reader.scoring.event_scores import FACTUALITY_LABELS, TRIGGER_LABELS, EventScores

SURE = 20.0
"""A score beside which zeros are nothing."""


def analysis_of(
    words: Words,
    likes: Sequence[tuple[str, str]] = (),
    happening: Mapping[str, float] | None = None,
) -> Analysis:
    """An analysis with nothing in it but what is given.

    The only likely links are those from one word to another in `likes`; the only triggers are the
    words in `happening`, each with its factuality; as MEANTIME judges, nothing is denied.
    """
    return Analysis(words, _linker(), _mentions(words, likes), _events(words, happening or {}))


def _linker() -> Linker:
    return Linker(
        distance=np.zeros((LINK_DISTANCES, LINK), np.float32),
        same_word=np.zeros((2, LINK), np.float32),
        weight=np.zeros(LINK, np.float32),
        bias=-5.0,
    )


def _mentions(words: Words, likes: Sequence[tuple[str, str]]) -> Mentions:
    count = len(words)
    anaphors = np.zeros((count, 2 * LINK), np.float32)
    antecedents = np.zeros((count, 2 * LINK), np.float32)
    for number, (anaphor, antecedent) in enumerate(likes):
        for index in range(count):
            anaphors[index, number] = 100.0 * (words.written[index] == anaphor)
            antecedents[index, number] = 1.0 * (words.written[index] == antecedent)
    places = np.arange(count, dtype=np.int64)
    return Mentions(anaphors, antecedents, places, places)


def _events(words: Words, happening: Mapping[str, float]) -> EventScores:
    count = len(words)
    triggers = np.full((count, len(TRIGGER_LABELS)), -SURE, np.float32)
    factuality = np.zeros((count, len(FACTUALITY_LABELS)), np.float32)
    for index in range(count):
        word = words.written[index]
        if word in happening:
            triggers[index] = SURE
            factuality[index] = happening[word], 3.0
    return EventScores.of(triggers, factuality)
