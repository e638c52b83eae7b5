"""A page's text cut where a statement's words or an event's begin or end.

Statements overlap, stand inside of each other and share their sources' words, so their spans do not
nest like elements do. Cut at every boundary, the text becomes a row of segments, each with the same
statements throughout, and each character is in exactly one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.reading import Block, Span
from sayso.views.chronicle import Happening
from sayso.views.outline import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text and the statements that it is content, source or cue of, and the events
    that it names.

    Each outermost first: what starts earlier, and of those the one that ends later.
    """

    span: Span
    content: tuple[Told, ...] = ()
    source: tuple[Told, ...] = ()
    cue: tuple[Told, ...] = ()
    starts: tuple[Told, ...] = ()
    """Statements whose first words these are."""
    events: tuple[Happening, ...] = ()
    """In text order."""
    begun: tuple[Happening, ...] = ()
    """Those whose trigger begins here."""

    @property
    def statements(self) -> tuple[Told, ...]:
        """All of them, in text order."""
        every = {told.number: told for told in (*self.content, *self.source, *self.cue)}
        return tuple(every[number] for number in sorted(every))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block with its segments; `block` is None for text that no block holds."""

    block: Block | None
    segments: tuple[Segment, ...]


def stretches(
    text: str,
    blocks: Sequence[Block],
    statements: Sequence[Told],
    events: Sequence[Happening] = (),
) -> list[Stretch]:
    """`text` as blocks and what lies between them, in order, every character once.

    Spans beyond the text, empty, or (of blocks) overlapping an earlier one are clipped: what cannot
    be shown as it was meant must not keep the rest from being shown.
    """
    areas = _areas(len(text), blocks)
    segments = _segments(len(text), statements, events, [start for start, _, _ in areas])
    result: list[Stretch] = []
    upcoming = next(segments, None)
    for _, end, block in areas:
        held = []
        while upcoming is not None and upcoming.span.end <= end:
            held.append(upcoming)
            upcoming = next(segments, None)
        result.append(Stretch(block, tuple(held)))
    return result


def _areas(length: int, blocks: Sequence[Block]) -> list[tuple[int, int, Block | None]]:
    areas: list[tuple[int, int, Block | None]] = []
    done = 0
    for block in sorted(blocks, key=lambda block: block.span):
        start, end = max(block.span.start, done), min(block.span.end, length)
        if start >= end:
            continue
        if start > done:
            areas.append((done, start, None))
        areas.append((start, end, block))
        done = end
    if done < length:
        areas.append((done, length, None))
    return areas


def _segments(
    length: int, statements: Sequence[Told], events: Sequence[Happening], cuts: Sequence[int]
) -> Iterator[Segment]:
    """The segments of a text of `length`, cut at `cuts` as well."""
    opening: dict[int, list[tuple[str, Told]]] = {}
    closing: dict[int, list[tuple[str, Told]]] = {}
    first: dict[int, list[Told]] = {}
    for told in statements:
        parts = {
            "content": told.statement.content_spans,
            "source": told.statement.source_spans,
            "cue": told.statement.cue_spans,
        }
        begins = []
        for part, spans in parts.items():
            for start, end in spans:
                start, end = max(start, 0), min(end, length)
                if start < end:
                    opening.setdefault(start, []).append((part, told))
                    closing.setdefault(end, []).append((part, told))
                    begins.append((part != "content", start))
        if begins:
            # A statement is marked at its content; one without content at its first other words.
            first.setdefault(min(begins)[1], []).append(told)

    # Start of a trigger → its end and its event.
    begun: dict[int, list[tuple[int, Happening]]] = {}
    for happening in events:
        start, end = max(happening.event.trigger.start, 0), min(happening.event.trigger.end, length)
        if start < end:
            begun.setdefault(start, []).append((end, happening))
    named: list[tuple[int, Happening]] = []

    # How many spans of a part of a statement are open: they may overlap in an odd Reading.
    active: dict[str, dict[int, tuple[Told, int]]] = {"content": {}, "source": {}, "cue": {}}
    ends = [end for held in begun.values() for end, _ in held]
    edges = sorted({0, *cuts, *opening, *closing, *begun, *ends, length})
    for start, end in pairwise(edges):
        for part, told in closing.get(start, ()):
            _, count = active[part].pop(told.number)
            if count > 1:
                active[part][told.number] = (told, count - 1)
        for part, told in opening.get(start, ()):
            _, count = active[part].get(told.number, (told, 0))
            active[part][told.number] = (told, count + 1)
        open_now = {
            part: tuple(told for told, _ in sorted(held.values(), key=_outermost_first))
            for part, held in active.items()
        }
        named = [held for held in named if held[0] > start] + begun.get(start, [])
        yield Segment(
            span=Span(start, end),
            starts=tuple(first.get(start, ())),
            events=tuple(happening for _, happening in named),
            begun=tuple(happening for _, happening in begun.get(start, ())),
            **open_now,
        )


def _outermost_first(item: tuple[Told, int]) -> tuple[int, int, int]:
    told, _ = item
    spans = told.statement.content_spans or told.statement.source_spans or (Span(0, 0),)
    return (min(spans).start, -max(span.end for span in spans), told.number)
