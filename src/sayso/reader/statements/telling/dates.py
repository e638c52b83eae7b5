"""When a statement was made: the time beside its words of saying."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.reader.layout import SENTENCE_ENDS
from sayso.reader.spans import SpanIndex, overlap
from sayso.reading import Span, Statement, Time

FARTHEST: Final = 60
"""Characters between the words of saying and the time: "said in an interview on Monday"."""


def date_statements(
    text: str, statements: Sequence[Statement], times: Sequence[Time]
) -> tuple[Statement, ...]:
    """The statements, with the time of those that have one beside their cue.

    That is the nearest date or clock time of the sentence that neither belongs to the source or the
    content of any statement nor has one of them between itself and the cue.
    """
    taken = SpanIndex(
        (span, one.id) for one in statements for span in (*one.content_spans, *one.source_spans)
    )
    told = [
        time for time in times if time.type in ("DATE", "TIME") and not taken.touching(time.span)
    ]
    if not told:
        return tuple(statements)
    starts = [time.span.start for time in told]
    dated = []
    for statement in statements:
        found = None
        for cue in statement.cue_spans:
            first = bisect_left(starts, cue.start - FARTHEST)
            for number in range(first, bisect_left(starts, cue.end + FARTHEST)):
                time = told[number]
                gap = _between(cue, time.span)
                if gap.end - gap.start > FARTHEST:
                    continue
                if SENTENCE_ENDS.search(text, gap.start, gap.end) or "\n" in text[slice(*gap)]:
                    continue
                if any(overlap(gap, span) for span in statement.content_spans):
                    continue
                distance = gap.end - gap.start
                if found is None or distance < found[0]:
                    found = (distance, time.id)
        dated.append(statement if found is None else replace(statement, time=found[1]))
    return tuple(dated)


def _between(one: Span, other: Span) -> Span:
    """What lies between two spans; empty when they touch."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    return Span(start, max(start, end))
