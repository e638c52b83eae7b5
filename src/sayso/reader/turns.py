"""Transcripts: what stands after a speaker's name in capitals and a colon is what that one says."""

from __future__ import annotations

import re
from collections import Counter

from sayso.reader.drafts import Draft
from sayso.reader.layout import Layout
from sayso.reader.spans import overlap, trimmed
from sayso.reading import Span

_LABEL = re.compile(
    r"(?:^[ \t\"“”'‘(\[>*-]*|(?<=[.?!…”\"’)\]:])[ \t]+)"
    r"((?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]*[ \t]+){0,3}[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]+)(:)(?=\s)",
    re.MULTILINE,
)
_FEWEST = 2
"""Times that each speaker has to speak, and speakers that there have to be."""
_SCORE = 0.6
"""How sure a turn is as a statement: on PolNeAR's training articles 11 of 15 such lines are gold
statements, before speakers had to speak twice."""


def find_turns(layout: Layout) -> list[Draft]:
    """The turns of a page on which at least two speakers take at least two turns each.

    A turn goes to the next one's name or to the end of its paragraph.
    """
    labels = list(_LABEL.finditer(layout.text))
    often = Counter(label[1] for label in labels)
    labels = [label for label in labels if often[label[1]] >= _FEWEST]
    if len({label[1] for label in labels}) < _FEWEST:
        return []
    turns = []
    for number, label in enumerate(labels):
        end = layout.paragraph_of(label.start(1)).end
        if number + 1 < len(labels):
            end = min(end, labels[number + 1].start())
        content = trimmed(layout.text, Span(label.end(), end))
        if content.start < content.end and layout.is_prose(Span(*label.span(1))):
            turns.append(Draft([Span(*label.span(2))], [Span(*label.span(1))], [content], _SCORE))
    return turns


def take_turns(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the page's turns among them; those that reach over a turn's name are gone."""
    turns = find_turns(layout)
    names = [turn.source[0] for turn in turns]
    kept = [
        draft
        for draft in drafts
        if not any(overlap(span, name) for span in draft.spans() for name in names)
    ]
    return kept + turns
