"""Questions at the head of an answer: "Asked by Y whether …, X said …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sayso.reader.layout import Layout
from sayso.reader.spans import SpanIndex, has_word
from sayso.reader.statements.drafts import Draft
from sayso.reader.vocabulary.cue_words import plain
from sayso.reading import Span

_ASKED: Final = re.compile(
    r"[\"“'‘(\s]*(?:(?:and|but|so|then|also|later)\s+)?"
    r"(?:when\s+|after\s+being\s+|being\s+|having\s+been\s+)?"
    r"(?:asked|pressed|questioned|quizzed|queried)\b",
    re.IGNORECASE,
)
_ASKED_CLAUSE: Final = re.compile(
    r"\b((?:if|whether|about|why|what|when|where|how|who)\b[^\"“”‘]+),\s\Z", re.IGNORECASE
)
_ASKING_CUE: Final = re.compile(r"\b(?:ask|question|quiz|press|quer|wonder|inquir)\w*")
_LONGEST_CLAUSE: Final = 400


def without_question(layout: Layout, pieces: list[Span], draft: Draft) -> list[Span]:
    """Pieces of a content, less what the source was asked.

    Not when that is all there is: "Asked whether …, X declined to say".
    """
    if len(pieces) < 2 or not draft.cue or _asks(layout, draft):
        return pieces
    cue = draft.cue[0]
    kept = [p for p in pieces if p.end > cue.start or not _is_asked(layout, p)]
    return kept or pieces


def fill_questions(layout: Layout, drafts: Sequence[Draft]) -> None:
    """Give "Asked by Y if …, X said" its question where the relation came without one.

    Only a clause that nobody claims, that its own word opens, and after whose comma another
    statement's source or cue stands.
    """
    lacking = [d for d in drafts if d.cue and not d.content and _asks(layout, d)]
    if not lacking:
        return
    everything = SpanIndex((span, draft) for draft in drafts for span in draft.spans())
    for draft in lacking:
        start = max(span.end for span in draft.spans())
        sentence = Span(start, layout.sentence_end(start))
        answers = [
            span
            for span, other in everything.touching(sentence)
            if other is not draft and span not in other.content
        ]
        if not answers:
            continue
        end = min(answers).start
        clause = _ASKED_CLAUSE.search(layout.text, max(start, end - _LONGEST_CLAUSE), end)
        if clause is not None:
            question = Span(clause.start(1), clause.end(1))
            if not any(everything.touching(question)):
                draft.content = [question]


def _asks(layout: Layout, draft: Draft) -> bool:
    cue = layout.text[draft.cue[0].start : draft.cue[-1].end]
    return _ASKING_CUE.search(plain(cue[:200])) is not None


def _is_asked(layout: Layout, piece: Span) -> bool:
    head = layout.text[layout.sentence_start(piece.start) : piece.start]
    if not has_word(head, 0, len(head)):
        return _ASKED.match(layout.text, piece.start, piece.end) is not None
    return _ASKED.match(head) is not None
