"""Archives to ask things of, filled with pages made of the statements that a test names."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.archive import Archive
from sayso.archive.keep import keep
from sayso.pages import PageOptions
from sayso.pages.original import Opened, Original
from sayso.reading import (
    Block,
    Entity,
    EntityKind,
    Event,
    Label,
    Mention,
    Naming,
    Page,
    Polarity,
    Published,
    Reading,
    Span,
    Statement,
    StatementForm,
    StatementMode,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A statement to be: `content`, `cue` and `source` in one paragraph."""

    content: str
    source: str | None = "Dana Whitlock"
    cue: str = "said"
    naming: Naming = "named"
    kind: EntityKind = "person"
    role: str | None = None
    form: StatementForm = "indirect"
    mode: StatementMode = "speech"
    polarity: Polarity = "asserts"
    confidence: float = 0.9


def reading_of(
    lines: Sequence[Line],
    *,
    title: str | None = "A headline",
    outlet: str | None = "The Courier",
    published: str | None = "2026-03-12",
    url: str | None = None,
    text: str = "",
    events: Sequence[str] = (),
) -> Reading:
    """A Reading with a statement for each of `lines`; `text` follows them, with `events` in it."""
    parts: list[str] = []
    blocks: list[Block] = []
    entities: dict[str, Entity] = {}
    statements: list[Statement] = []
    end = 0

    def add(words: str) -> Span:
        nonlocal end
        parts.append(words)
        span = Span(end, end + len(words))
        end = span.end
        return span

    if title is not None:
        blocks.append(Block(span=add(title), role="title"))
        add("\n\n")
    for number, line in enumerate(lines, start=1):
        start = end
        content = add(line.content)
        add(" ")
        cue = add(line.cue)
        source = None
        if line.source is not None:
            add(" ")
            source = add(line.source)
            entity = entities.get(line.source) or Entity(
                id=f"N{len(entities) + 1}",
                name=line.source,
                kind=line.kind,
                naming=line.naming,
                role=line.role,
            )
            form = "name" if line.naming == "named" else "nominal"
            mention = Mention(span=source, form=form)
            entities[line.source] = Entity(
                **{
                    field: getattr(entity, field)
                    for field in ("id", "name", "kind", "naming", "role")
                },
                mentions=(*entity.mentions, mention),
            )
        blocks.append(Block(span=Span(start, end), role="paragraph"))
        add("\n\n")
        statements.append(
            Statement(
                id=f"Q{number}",
                form=line.form,
                mode=line.mode,
                polarity=line.polarity,
                source=entities[line.source].id if line.source is not None else None,
                source_spans=(source,) if source else (),
                cue_spans=(cue,),
                content_spans=(content,),
                confidence=line.confidence,
            )
        )
    if text:
        blocks.append(Block(span=add(text), role="paragraph"))
    whole = "".join(parts)
    return Reading(
        page=Page(
            id=hashlib.sha256(f"{url}{whole}{outlet}{published}".encode()).hexdigest(),
            origin=url or f"pages/{title}.txt",
            outlet=outlet,
            title=title,
            published=Published(value=published, basis="given" if published else "unknown"),
            url=url,
            text=whole,
            blocks=tuple(blocks),
        ),
        entities=tuple(entities.values()),
        statements=tuple(statements),
        events=tuple(
            Event(
                id=f"V{number}",
                trigger=Span(whole.index(words), whole.index(words) + len(words)),
                type="PROTEST",
                factuality=2.5,
                settled="happened",
            )
            for number, words in enumerate(events, start=1)
        ),
        label=Label(statements=len(statements)),
    )


def keep_reading(archive: Archive, reading: Reading) -> int:
    """Keeps `reading`, with its text for the bytes that it was made of, and gives its page."""
    opened = Opened(
        page=reading.page,
        original=Original(data=reading.page.text.encode("utf-8", "replace")),
        options=PageOptions(),
    )
    with archive.writing() as connection:
        return keep(connection, opened, reading, model="test").page_id


def keep_page(archive: Archive, *lines: Line | str, **known: object) -> int:
    """Keeps a page with these statements, plain contents being Dana Whitlock's."""
    made = [Line(content=line) if isinstance(line, str) else line for line in lines]
    return keep_reading(archive, reading_of(made, **known))  # type: ignore[arg-type]
