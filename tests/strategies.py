"""Hypothesis strategies for the records: any Reading that the contract allows."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeVar

from hypothesis import strategies as st

from sayso.reading import (
    Block,
    BlockRole,
    Dispute,
    Entity,
    Event,
    EventCounts,
    Label,
    Mention,
    Page,
    Published,
    Quantity,
    Reading,
    Span,
    Statement,
    Time,
)

# What breaks views: markup, quotes, controls, directions, marks that combine, no text at all.
HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\"'><b onmouseover='x'>",
    "&lt;&amp;&#0;",
    "]]>--><!--",
    "{{7*7}} ${x} %s [bold red]",
    "\x1b[31mred\x1b]8;;http://x\x07",
    "\u202eright to left\u202c שלום مرحبا",
    "e\u0301\u0323\u200d\u200b\ufeff",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "\x00\x07\x7f\x85\u2028",
    "\n\n \t\n",
    "“We ‘may’ go,” she said.",
    "http://example.test/" + "a" * 120,
)
TIMEX3 = (
    "2025", "2025-09", "2025-09-02", "2025-W36", "2025-W36-2", "2025-W36-WE", "2025-Q3", "2025-H2",
    "2025-SU", "199", "19", "2025-09-02T09:00", "2025-09-02TMO", "2025-09-02T09:00Z",
    "XXXX-WXX-2", "XXXX-09-02", "2025-XX-02", "199X", "XXXX-XX-XXT09:00", "P6W", "PXD", "PAST_REF",
)  # fmt: skip
SPACED = st.characters(exclude_categories=("Cs",))
WORDS = st.one_of(st.text(SPACED, max_size=12), st.sampled_from(HOSTILE))
TEXTS = st.lists(WORDS, max_size=12).map("".join)
NAMES = WORDS.filter(lambda words: words != "")
FLOATS = st.floats(allow_nan=False, allow_infinity=False, width=32)


def spans(length: int) -> st.SearchStrategy[Span]:
    """A span that holds something, in a text of `length` > 0."""
    offsets = st.integers(0, length)
    return st.builds(
        lambda one, other: Span(min(one, other), max(one, other)), offsets, offsets
    ).filter(lambda span: span.start < span.end)


def span_lists(length: int, most: int = 3) -> st.SearchStrategy[tuple[Span, ...]]:
    """Spans in text order that do not touch one another."""
    if not length:
        return st.just(())
    return st.lists(spans(length), max_size=most).map(_apart)


def _apart(found: list[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(found):
        if not kept or span.start > kept[-1].end:
            kept.append(span)
    return tuple(kept)


T = TypeVar("T")


def several(element: st.SearchStrategy[T], most: int) -> st.SearchStrategy[tuple[T, ...]]:
    """Up to `most` of them, none where there is none to choose from."""
    return st.just(()) if element.is_empty else st.lists(element, max_size=most).map(tuple)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """A page whose blocks cover its non-blank text."""
    text = draw(TEXTS)
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=6))
    edges = sorted({0, len(text), *cuts})
    blocks = []
    for start, end in pairwise(edges):
        words = text[start:end]
        if words.strip():
            span = Span(
                start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
            )
            role: BlockRole = draw(st.sampled_from(BlockRole.__args__))
            blocks.append(Block(span=span, role=role))
    return Page(
        id=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        origin=draw(NAMES),
        outlet=draw(st.none() | WORDS),
        title=draw(st.none() | WORDS),
        byline=draw(st.none() | WORDS),
        published=draw(
            st.builds(
                Published,
                value=st.none() | st.dates().map(str) | st.just("2025-09-05T10:00:00Z"),
                basis=st.sampled_from(("given", "metadata", "text", "unknown")),
            )
        ),
        url=draw(
            st.none() | st.sampled_from(("https://example.test/a?b=1&c=\"<'", "javascript:x"))
        ),
        language=draw(st.sampled_from(("en", "de", "und"))),
        text=text,
        blocks=tuple(blocks),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A Reading with entities, statements (overlapping, nested, interrupted), events and all."""
    page = draw(pages())
    length = len(page.text)
    entity_ids = [f"N{n}" for n in range(1, draw(st.integers(0, 12)) + 1)]
    entity = st.sampled_from(entity_ids) if entity_ids else st.nothing()
    statement_ids = [f"Q{n}" for n in range(1, draw(st.integers(0, 8)) + 1)]
    statement = st.sampled_from(statement_ids) if statement_ids else st.nothing()
    span = spans(length) if length else st.nothing()
    time_ids = [f"T{n}" for n in range(1, draw(st.integers(0, 2)) + 1)] if length else []
    time = st.sampled_from(time_ids) if time_ids else st.nothing()

    entities = tuple(
        draw(
            st.builds(
                Entity,
                id=st.just(identity),
                name=NAMES,
                kind=st.sampled_from(("person", "group", "organization", "outlet", "other")),
                naming=st.sampled_from(("named", "unnamed")),
                number=st.none() | st.integers(0, 50),
                role=st.none() | WORDS,
                affiliation=st.none() | entity,
                part_of=st.none() | entity,
                grounds=st.none() | WORDS,
                country=st.none() | st.just("USA"),
                mentions=several(
                    st.builds(
                        Mention, span=span, form=st.sampled_from(("name", "nominal", "pronoun"))
                    ),
                    2,
                ),
            )
        )
        for identity in entity_ids
    )
    statements = tuple(
        draw(
            st.builds(
                Statement,
                id=st.just(identity),
                form=st.sampled_from(("direct", "indirect", "mixed")),
                mode=st.sampled_from(("speech", "writing", "thought")),
                source=st.none() | entity,
                source_spans=span_lists(length),
                cue_spans=span_lists(length),
                content_spans=span_lists(length),
                polarity=st.sampled_from(("asserts", "denies", "asks", "declines")),
                via=several(entity, 2),
                addressee=st.none() | entity,
                occasion=st.none() | span,
                time=st.none() | time,
                within=st.none() | statement,
                confidence=st.floats(0, 1),
            )
        )
        for identity in statement_ids
    )
    event_ids = [f"V{n}" for n in range(1, draw(st.integers(0, 4)) + 1)] if length else []
    events = tuple(
        draw(
            st.builds(
                Event,
                id=st.just(identity),
                trigger=span,
                type=st.none() | st.just("ASSAULT"),
                mode=st.none() | st.just("aerial"),
                actors=several(entity, 2),
                recipients=several(entity, 2),
                place=st.none() | entity,
                time=st.none() | time,
                factuality=st.floats(-3, 3),
                settled=st.sampled_from(("happened", "not_happened", "unsettled")),
                according_to=st.none() | statement,
            )
        )
        for identity in event_ids
    )
    times = tuple(
        draw(
            st.builds(
                Time,
                id=st.just(identity),
                span=span,
                type=st.sampled_from(("DATE", "TIME", "DURATION", "SET")),
                value=st.sampled_from(TIMEX3),
            )
        )
        for identity in time_ids
    )
    quantities = draw(
        several(st.builds(Quantity, span=span, value=FLOATS, unit=st.none() | WORDS), 2)
    )
    parties = [*statement_ids, *event_ids]
    party = st.sampled_from(parties) if parties else st.nothing()
    disputes = draw(
        several(
            st.builds(
                Dispute,
                between=st.tuples(party, party),
                about=st.sampled_from(("happened", "quantity", "other")),
            ),
            2,
        )
    )
    counts = st.integers(0, 99)
    label = draw(
        st.builds(
            Label,
            statements=counts,
            direct=counts,
            indirect=counts,
            mixed=counts,
            sources=counts,
            named_sources=counts,
            unnamed_sources=counts,
            statements_by_unnamed=counts,
            outlets_credited=several(entity, 2),
            events=st.builds(EventCounts, happened=counts, not_happened=counts, unsettled=counts),
            events_in_own_voice=counts,
        )
    )
    return Reading(
        page=page,
        entities=entities,
        statements=statements,
        events=events,
        times=times,
        quantities=quantities,
        disputes=disputes,
        label=label,
    )
