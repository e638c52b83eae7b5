"""A long Reading in parts: each a Reading of some of its paragraphs that makes a light page.

What is shown of a page weighs some twenty times its text: every statement stands in the text, in
the list of sources and in the table, every event in the text and in a list. Parts are cut between
paragraphs, and inside of one that is too much by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import accumulate, pairwise
from typing import Annotated, Final

from fastapi import Query

from sayso.reader.label import build_label
from sayso.reading import Block, Event, Reading, Span, Statement
from sayso.views.outline import joined, shortened
from sayso.views.sentences import sentence_of
from sayso.web.problems import RoomError

WEIGHT: Final = 185_000
"""Bytes that a part comes to, as estimated. On the repository's pages the estimate is a tenth above
what is sent; a page of the room without a Reading has 4 kB."""
_STATEMENT: Final = 1_000
"""Bytes of markup for a statement without words,"""
_EVENT: Final = 750
"""and for an event."""
_SENTENCE: Final = 240
"""Characters at most of an event's sentence."""
_TIMES: Final = {"text": 2, "source": 6, "party": 2}
"""How often words are written: the text, which stands in lists too where it is said; a source's
name for each of its statements; the name of who takes part in an event."""
_SMALLEST: Final = 400
"""Characters; no paragraph is cut into less."""
_WORDS: Final = 160
"""Characters that are given of what cannot hold together with something of another part."""
_GAP: Final = re.compile(r"\s+")


Number = Annotated[int, Query(ge=1, le=100_000, description="Of a part of a long page.")]
At = Annotated[str, Query(max_length=12, description="A statement or event that the part has.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A statement or an event that cannot hold if another does."""

    id: str
    words: str
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Where one is among the parts of a Reading."""

    number: int
    """1 for the first."""
    spans: tuple[Span, ...]
    """All of them, in the text of the whole."""
    whole: Reading

    @property
    def last(self) -> int:
        """How many there are."""
        return len(self.spans)

    @property
    def near(self) -> tuple[int, ...]:
        """The numbers to choose from: the first, the last, and those around this one."""
        around = range(self.number - 3, self.number + 4)
        return tuple(sorted({1, self.last, *(n for n in around if 1 <= n <= self.last)}))

    def reading(self) -> Reading:
        """What this part has of the Reading."""
        return _cut(self.whole, self.spans[self.number - 1]) if self.last > 1 else self.whole

    def of(self, record_id: str) -> int | None:
        """The part in which a statement or an event begins; None for what the Reading lacks."""
        starts = [_start(s) for s in self.whole.statements if s.id == record_id]
        starts += [event.trigger.start for event in self.whole.events if event.id == record_id]
        return self._at(starts[0]) if starts else None

    def apart(self) -> Iterator[tuple[Side, Side]]:
        """What stands here and what in another part, where both cannot hold."""
        if self.last == 1:
            return
        for dispute in self.whole.disputes:
            sides = [side for one in dispute.between if (side := self._side(one)) is not None]
            parts = {side.part for side in sides}
            if len(parts) == 2 and self.number in parts:
                here, there = sorted(sides, key=lambda side: side.part != self.number)
                yield here, there

    def _side(self, record_id: str) -> Side | None:
        words = ""
        for statement in self.whole.statements:
            if statement.id == record_id:
                words = joined(self.whole.page.text, statement.content_spans)
        for event in self.whole.events:
            if event.id == record_id:
                sentence = sentence_of(self.whole.page.text, self.whole.page.blocks, event.trigger)
                words = self.whole.page.text[slice(*sentence)]
        part = self.of(record_id)
        if part is None:
            return None
        return Side(id=record_id, words=shortened(words, _WORDS) or record_id, part=part)

    def _at(self, offset: int) -> int:
        ends = (number for number, span in enumerate(self.spans, start=1) if offset < span.end)
        return next(ends, self.last)


def part_of(reading: Reading, number: int = 1, *, at: str = "") -> Part:
    """The `number`-th part of a Reading, or the one with the statement or event that `at` names.

    Most have one part. Raises `RoomError` where there are not so many.
    """
    part = Part(number=number, spans=tuple(_spans(reading)), whole=reading)
    if at and (found := part.of(at)) is not None:
        return replace(part, number=found)
    if number > part.last:
        raise RoomError(404, f"this page has no part {number}", choices=f"1 to {part.last}")
    return part


def _spans(reading: Reading) -> Iterator[Span]:
    """The parts, of about equal weight."""
    text = reading.page.text
    scale = _Scale(reading)
    total = scale.weight(Span(0, len(text)))
    if total <= WEIGHT:
        yield Span(0, len(text))
        return
    even = total / -(-total // WEIGHT)
    begin, held = 0, 0
    for piece in _pieces(reading, scale):
        weight = scale.weight(piece)
        if held and held + weight > WEIGHT:
            yield Span(begin, piece.start)
            begin, held = piece.start, 0
        held += weight
        if held >= even:
            yield Span(begin, piece.end)
            begin, held = piece.end, 0
    if text[begin:].strip() or begin == 0:
        yield Span(begin, len(text))


def _pieces(reading: Reading, scale: _Scale) -> Iterator[Span]:
    """The text from one place where it may be cut to the next."""
    text = reading.page.text
    starts = {0, len(text), *(min(max(b.span.start, 0), len(text)) for b in reading.page.blocks)}
    for start, end in pairwise(sorted(starts)):
        yield from _halved(text, Span(start, end), scale)


def _halved(text: str, span: Span, scale: _Scale) -> Iterator[Span]:
    """`span`, in halves of halves where it is too heavy; cut between words if it has any."""
    if scale.weight(span) <= WEIGHT or span.end - span.start < 2 * _SMALLEST:
        yield span
        return
    middle = (span.start + span.end) // 2
    gap = _GAP.search(text, middle, span.end - _SMALLEST)
    cut = gap.end() if gap else middle
    yield from _halved(text, Span(span.start, cut), scale)
    yield from _halved(text, Span(cut, span.end), scale)


class _Scale:
    """Tells what a stretch of a Reading comes to as a page, in bytes."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.page.text
        names = {entity.id: _bytes(entity.name) for entity in reading.entities}
        weights = [
            (_start(one), _STATEMENT + _TIMES["source"] * names.get(one.source or "", 0))
            for one in reading.statements
        ]
        wide = _bytes(self._text) / max(len(self._text), 1)
        weights += [
            (
                event.trigger.start,
                _EVENT
                + round(wide * _SENTENCE / 2)
                + _TIMES["party"]
                * sum(names.get(one, 0) for one in (*event.actors, *event.recipients)),
            )
            for event in reading.events
        ]
        weights.sort()
        self._starts = [start for start, _ in weights]
        self._sums = [0, *accumulate(weight for _, weight in weights)]

    def weight(self, span: Span) -> int:
        """The bytes that the records come to that begin in `span`, with its text."""
        first, end = (bisect_left(self._starts, offset) for offset in span)
        records = self._sums[end] - self._sums[first]
        return records + _TIMES["text"] * _bytes(self._text[slice(*span)])


def _bytes(words: str) -> int:
    return len(escape(words).encode("utf-8", "replace"))


def _cut(reading: Reading, span: Span) -> Reading:
    """What stands in `span` of a Reading, as a Reading of that text alone."""

    def moved(spans: Sequence[Span]) -> tuple[Span, ...]:
        clipped = (Span(max(s.start, span.start), min(s.end, span.end)) for s in spans)
        return tuple(
            Span(s.start - span.start, s.end - span.start) for s in clipped if s.start < s.end
        )

    def held(statement: Statement) -> bool:
        spans = statement.content_spans or (*statement.source_spans, *statement.cue_spans)
        return bool(moved(spans)) or (not spans and span.start == 0)

    statements = tuple(
        replace(
            one,
            source_spans=moved(one.source_spans),
            cue_spans=moved(one.cue_spans),
            content_spans=moved(one.content_spans),
            occasion=next(iter(moved([one.occasion])), None) if one.occasion else None,
        )
        for one in reading.statements
        if held(one)
    )
    events: tuple[Event, ...] = tuple(
        replace(one, trigger=moved([one.trigger])[0])
        for one in reading.events
        if moved([one.trigger])
    )
    records: tuple[Statement | Event, ...] = (*statements, *events)
    ids = {record.id for record in records}
    # A day that another part names dates what is here, too; its words are not here.
    times = {record.time for record in records}
    page = reading.page
    return replace(
        reading,
        page=replace(
            page,
            text=page.text[slice(*span)],
            blocks=tuple(
                Block(span=kept, role=block.role)
                for block in page.blocks
                for kept in moved([block.span])
            ),
        ),
        statements=statements,
        events=events,
        times=tuple(
            replace(time, span=next(iter(moved([time.span])), Span(0, 0)))
            for time in reading.times
            if time.id in times
        ),
        quantities=(),
        disputes=tuple(one for one in reading.disputes if ids.issuperset(one.between)),
        label=build_label(statements, reading.entities, events, outlet=page.outlet),
    )


def _start(statement: Statement) -> int:
    spans = statement.content_spans or (*statement.source_spans, *statement.cue_spans)
    return min((span.start for span in spans), default=0)
