"""Transcripts: what stands after a speaker's name in capitals and a colon is what that one says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from sayso.reader.layout import Layout
from sayso.reader.spans import overlap, trimmed
from sayso.reader.statements.drafts import Draft
from sayso.reading import Span

_LABEL: Final = re.compile(
    r"(?:^[ \t\"“”'‘(\[>*-]*|(?<=[.?!…”\"’)\]:])[ \t]+)"
    r"((?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]*[ \t]+){0,3}[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]+)(:)(?=\s)",
    re.MULTILINE,
)
# What every label ends with; most pages have none, and to look for labels takes ten times as long.
_ENDING: Final = re.compile(r":(?<=[A-ZÀ-ÖØ-Þ'’-]:)\s")
_FEWEST: Final = 2
"""Times that each speaker has to speak, and speakers that there have to be."""
_SCORE: Final = 0.6
"""How sure a turn is as a statement: on PolNeAR's training articles 11 of 15 such lines are gold
statements, before speakers had to speak twice."""


def find_turns(layout: Layout) -> list[Draft]:
    """The turns of a page on which at least two speakers take at least two turns each.

    A turn goes to the next one's name at the farthest.
    """
    if not _ENDING.search(layout.text):
        return []
    labels = list(_LABEL.finditer(layout.text))
    often = Counter(label[1] for label in labels)
    labels = [label for label in labels if often[label[1]] >= _FEWEST]
    if len({label[1] for label in labels}) < _FEWEST:
        return []
    turns = []
    for number, label in enumerate(labels):
        after = labels[number + 1].start() if number + 1 < len(labels) else len(layout.text)
        content = _said(layout, label, after)
        if content and layout.is_prose(Span(*label.span(1))):
            turns.append(Draft([Span(*label.span(2))], [Span(*label.span(1))], content, _SCORE))
    return turns


def _said(layout: Layout, label: re.Match[str], limit: int) -> list[Span]:
    """The rest of a label's paragraph, and in a quoted transcript those that go on with it, each
    without the marks that open every paragraph of one and close the last.
    """
    text = layout.text
    first = layout.paragraph_number(label.start(1))
    quoted = text[label.start(1) - 1 : label.start(1)] in _OPENING
    pieces = [Span(label.end(), min(layout.paragraphs[first].end, limit))]
    for paragraph in layout.paragraphs[first + 1 :]:
        if not quoted or paragraph.start >= limit or text[paragraph.start] not in _OPENING:
            break
        pieces.append(Span(paragraph.start + 1, min(paragraph.end, limit)))
    found = []
    for piece in pieces:
        start, end = trimmed(text, piece)
        if quoted and start < end and text[end - 1] in _CLOSING:
            end -= 1
        if start < end:
            found.append(Span(start, end))
    return found


_OPENING: Final = ('"', "“")
_CLOSING: Final = ('"', "”")


def without_turns(drafts: Sequence[Draft], turns: Sequence[Draft]) -> list[Draft]:
    """The drafts that reach over no turn's name: a transcript belongs to its speakers."""
    if not turns:
        return list(drafts)
    names = [turn.source[0] for turn in turns]
    return [
        draft
        for draft in drafts
        if not any(overlap(span, name) for span in draft.spans() for name in names)
    ]
