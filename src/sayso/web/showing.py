"""A Reading → what its page in the room shows beside the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup

from sayso.reading import Reading
from sayso.views.chronicle import SETTLED, Chronicle, chronicle
from sayso.views.html import render_article
from sayso.views.outline import Outline, Told, chain_of, joined, outline, own_words

_EVENTS: Final = '<section class="events"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A statement in the table of all, which is also what is shown of it beside its words."""

    number: int
    id: str
    source: str
    source_number: int
    profile_id: int | None
    """Who the source is across pages."""
    naming: Literal["named", "unnamed", "none"]
    own_words: str
    cue: str
    content: str
    form: str
    mode: str
    polarity: str
    inside: str
    chain: tuple[str, ...]
    confidence: int
    """In hundredths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """An event on the time line."""

    id: str
    sign: str
    words: str
    says: str
    """Whether it happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A stretch of the time line: a day, most often."""

    words: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that a template needs to show a Reading."""

    reading: Reading
    title: str
    article: Markup
    """The text and its sources; the element is still open."""
    events: Markup
    """The list of events, and the end of the element."""
    rows: tuple[Row, ...]
    sources: tuple[tuple[int, str], ...]
    days: tuple[Day, ...]
    undated: int
    """Events that have no place on the time line."""
    settled: tuple[tuple[str, str], ...]
    """The signs of the time line, in words."""


def shown(reading: Reading, profiles: Mapping[str, int] | None = None) -> Shown:
    """What is shown of `reading`; `profiles` says who its entities are across pages."""
    contents = outline(reading)
    found = chronicle(reading, contents)
    days = tuple(_days(found, contents))
    article, events, rest = render_article(reading).partition(_EVENTS)
    if not events:
        article, closing, _ = article.rpartition("</article>")
        events = closing
    return Shown(
        reading=reading,
        title=" ".join((reading.page.title or reading.page.origin).split()),
        # It escapes all that it shows, so what it is parted at is its own markup.
        article=Markup(article),
        events=Markup(events + rest),
        rows=tuple(_row(told, contents, profiles or {}) for told in contents.statements),
        sources=tuple((source.number, _line(source.name)) for source in contents.grouped),
        days=days,
        undated=len(found.events) - sum(len(day.dots) for day in days),
        settled=tuple(
            (happening.sign, SETTLED[happening.event.settled])
            for happening in {event.event.settled: event for event in found.events}.values()
        ),
    )


def _row(told: Told, contents: Outline, profiles: Mapping[str, int]) -> Row:
    statement, text = told.statement, contents.text
    outer = contents.outer(told)
    entity = told.source.entity
    return Row(
        number=told.number,
        id=statement.id,
        source=_line(told.source.name),
        source_number=told.source.number,
        profile_id=None if entity is None else profiles.get(entity.id),
        naming="none" if entity is None else entity.naming,
        own_words=own_words(told, contents),
        cue=_line(joined(text, statement.cue_spans)),
        content=_line(joined(text, statement.content_spans)),
        form=statement.form,
        mode=statement.mode,
        polarity=statement.polarity,
        inside="" if outer is None else _line(outer.source.name),
        chain=tuple(chain_of(told, contents)),
        confidence=round(statement.confidence * 100),
    )


def _days(found: Chronicle, contents: Outline) -> Iterator[Day]:
    for group in found.grouped("text", contents):
        dots = tuple(
            Dot(
                id=happening.event.id,
                sign=happening.sign,
                words=happening.words or happening.event.id,
                says=happening.settled,
            )
            for happening in group.events
            if happening.period is not None
        )
        if dots:
            yield Day(words=group.heading, dots=dots)


def _line(words: str) -> str:
    return " ".join(words.split())
