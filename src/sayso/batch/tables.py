"""Readings → the tables of a dataset: their columns, what these mean, and their rows."""

from __future__ import annotations

import io
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from sayso.archive.index import words
from sayso.archive.packing import options_json, options_of, pack, unpack, utc
from sayso.errors import SaysoError
from sayso.export.columns import Column, Kind, schema_of
from sayso.extras import extra_module
from sayso.pages import Opened, Original, Problem
from sayso.reading import Entity, Reading, Span

SCHEMA_VERSION: Final = 1
"""Of the tables. It grows with any change of a column; `sayso` reads no other than its own."""
HEADER: Final = "_sayso.json"
"""Name of the file that says of a folder that it is a dataset."""
UNKNOWN: Final = "unknown"
"""The month of pages that have no day of publication, and of what is no page."""

FailureKind = Literal["failed", "skipped", "crashed", "hung"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a dataset."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input of which there is no Reading, and why.

    `failed` and `skipped` are as in `Problem`. `crashed` is a page whose reading ended the process
    that read it, `hung` one that took longer than the limit.
    """

    origin: str
    cause: str
    kind: FailureKind


def failure_of(problem: Problem) -> Failure:
    """The same as a row of `errors`."""
    return Failure(origin=problem.origin, cause=problem.cause, kind=problem.kind)


_PAGE: Final = Column("page", "text", "the page, as in pages", required=True)
_ID: Final = Column("id", "text", "its id in the Reading of the page", required=True)

TABLES: Final = (
    Table(
        "entities",
        "who or what takes part in statements and events, page by page",
        (
            _PAGE,
            _ID,
            Column("name", "text", "the fullest name or description", required=True),
            Column("kind", "text", "person, group, organization, …", required=True),
            Column("naming", "text", "named or unnamed", required=True),
            Column("number", "whole", "how many they are, where that is said"),
            Column("role", "text", "what they are, such as “mayor”"),
            Column("affiliation", "text", "id of the entity that they belong to"),
            Column("part_of", "text", "id of the entity that they are among"),
            Column("grounds", "text", "why they are not named, where that is said"),
            Column("country", "text", "ISO 3166-1, two letters"),
            Column("mentions", "mentions", "where they are named, described or meant"),
        ),
    ),
    Table(
        "statements",
        "who says what",
        (
            _PAGE,
            _ID,
            Column("form", "text", "direct, indirect or mixed", required=True),
            Column("mode", "text", "speech, writing or thought", required=True),
            Column("polarity", "text", "asserts, denies, asks or declines", required=True),
            Column("source", "text", "id of the entity that says it"),
            Column("source_name", "text", "its name"),
            Column("naming", "text", "named or unnamed; empty where no source is given"),
            Column("cue", "text", "the words of saying", required=True),
            Column("content", "text", "what is said, “[…]” where interrupted", required=True),
            Column("source_spans", "spans", "the words of the source"),
            Column("cue_spans", "spans", "the words of saying"),
            Column("content_spans", "spans", "what is said"),
            Column("via", "texts", "ids of the entities that relay it"),
            Column("addressee", "text", "id of the entity that it is said to"),
            Column("occasion", "span", "where it was said, such as “in an interview”"),
            Column("time", "text", "id of the time at which it was said"),
            Column("time_value", "text", "that time, as TIMEX3 has it"),
            Column("within", "text", "id of the statement that it is part of"),
            Column("confidence", "number", "that source, cue and content are right", required=True),
            Column("outlet", "text", "of the page"),
            Column("published", "text", "of the page"),
        ),
    ),
    Table(
        "events",
        "what pages say happened, did not, or might",
        (
            _PAGE,
            _ID,
            Column("trigger", "text", "the words that tell of it", required=True),
            Column("trigger_span", "span", "where they stand", required=True),
            Column("type", "text", "PLOVER's type"),
            Column("mode", "text", "PLOVER's mode"),
            Column("actors", "texts", "ids of the entities that do it"),
            Column("recipients", "texts", "ids of the entities to which it is done"),
            Column("place", "text", "id of the entity where it happens"),
            Column("time", "text", "id of the time at which it happens"),
            Column("time_value", "text", "that time, as TIMEX3 has it"),
            Column("factuality", "number", "from -3, surely not, to 3, surely", required=True),
            Column("settled", "text", "happened, not_happened or unsettled", required=True),
            Column("according_to", "text", "id of the statement on whose word it is told"),
            Column("outlet", "text", "of the page"),
            Column("published", "text", "of the page"),
        ),
    ),
    Table(
        "errors",
        "inputs of which there is no Reading, and why",
        (
            Column("origin", "text", "file, or FILE#id of a row or record", required=True),
            Column("kind", "text", "failed, skipped, crashed or hung", required=True),
            Column("cause", "text", "in sentences", required=True),
        ),
    ),
    # Last: whoever looks at these tables while they are written finds no page without its rows.
    Table(
        "pages",
        "a page each, with its whole Reading",
        (
            Column("page", "text", "key of the page, one of its own", required=True),
            Column("digest", "text", "SHA-256 of its bytes, in hexadecimal", required=True),
            Column("origin", "text", "file, or FILE#id of a row or record", required=True),
            Column("url", "text", "where it was published"),
            Column("outlet", "text", "who published it"),
            Column("title", "text", "its headline"),
            Column("byline", "text", "who wrote it"),
            Column("published", "text", "ISO 8601; with a time of day, in UTC"),
            Column("published_basis", "text", "given, metadata, text or unknown", required=True),
            Column("retrieved", "text", "when it was fetched, if a WARC file says so"),
            Column("language", "text", "ISO 639-1", required=True),
            Column("text", "text", "its text, into which all spans point", required=True),
            Column("statements", "whole", "how many there are", required=True),
            Column("direct", "whole", "direct ones", required=True),
            Column("indirect", "whole", "indirect ones", required=True),
            Column("mixed", "whole", "mixed ones", required=True),
            Column("sources", "whole", "sources", required=True),
            Column("named_sources", "whole", "sources with a name", required=True),
            Column("unnamed_sources", "whole", "sources without", required=True),
            Column("statements_by_unnamed", "whole", "statements by those", required=True),
            Column("outlets_credited", "texts", "outlets that it credits"),
            Column("events_happened", "whole", "events that happened", required=True),
            Column("events_not_happened", "whole", "events that did not", required=True),
            Column("events_unsettled", "whole", "events that may have", required=True),
            Column("events_in_own_voice", "whole", "on nobody’s word but its own", required=True),
            Column(
                "reading", "text", "the Reading, as `sayso read --json` gives it", required=True
            ),
            Column("options", "text", "what was said of the page when it was read", required=True),
            Column("original", "bytes", "its bytes, packed by zlib", required=True),
            Column("original_form", "text", "page, or row for a row of JSON", required=True),
            Column("original_html", "flag", "whether it is HTML, if that was said"),
            Column("original_charset", "text", "the encoding that a server declared"),
        ),
    ),
)
"""In the order in which they are written."""
PAGES: Final = TABLES[-1]

Rows = dict[str, list[dict[str, Any]]]


def month_of(published: str | None) -> str:
    """The month of a day or moment (`2026-03`), `unknown` for none."""
    return published[:7] if published is not None and len(published) >= len("2026-03") else UNKNOWN


def rows_of(
    results: Iterable[tuple[Opened, Reading] | Failure], *, shard: str
) -> defaultdict[str, Rows]:
    """The rows of each month, of each table. `shard` begins the keys of pages."""
    months: defaultdict[str, Rows] = defaultdict(lambda: {table.name: [] for table in TABLES})
    for number, result in enumerate(results):
        if isinstance(result, Failure):
            row = {"origin": result.origin, "kind": result.kind, "cause": result.cause}
            months[UNKNOWN]["errors"].append(row)
            continue
        opened, reading = result
        key = f"{shard}-{number:05d}"
        published = utc(reading.page.published.value)
        rows = months[month_of(published)]
        rows["pages"].append(_page(key, opened, reading, published))
        rows["entities"] += (_entity(key, entity) for entity in reading.entities)
        rows["statements"] += _statements(key, reading, published)
        rows["events"] += _events(key, reading, published)
    return months


def _page(key: str, opened: Opened, reading: Reading, published: str | None) -> dict[str, Any]:
    page, label, original = reading.page, reading.label, opened.original
    return {
        "page": key,
        "digest": page.id,
        "origin": page.origin,
        "url": page.url,
        "outlet": page.outlet,
        "title": page.title,
        "byline": page.byline,
        "published": published,
        "published_basis": page.published.basis,
        "retrieved": utc(opened.retrieved),
        "language": page.language,
        "text": page.text,
        "statements": label.statements,
        "direct": label.direct,
        "indirect": label.indirect,
        "mixed": label.mixed,
        "sources": label.sources,
        "named_sources": label.named_sources,
        "unnamed_sources": label.unnamed_sources,
        "statements_by_unnamed": label.statements_by_unnamed,
        "outlets_credited": list(label.outlets_credited),
        "events_happened": label.events.happened,
        "events_not_happened": label.events.not_happened,
        "events_unsettled": label.events.unsettled,
        "events_in_own_voice": label.events_in_own_voice,
        "reading": reading.to_json(),
        "options": options_json(opened.options),
        "original": pack(original.data),
        "original_form": original.form,
        "original_html": original.html,
        "original_charset": original.charset,
    }


def _entity(key: str, entity: Entity) -> dict[str, Any]:
    return {
        "page": key,
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "naming": entity.naming,
        "number": entity.number,
        "role": entity.role,
        "affiliation": entity.affiliation,
        "part_of": entity.part_of,
        "grounds": entity.grounds,
        "country": entity.country,
        "mentions": [
            {"start": mention.span.start, "end": mention.span.end, "form": mention.form}
            for mention in entity.mentions
        ],
    }


def _statements(key: str, reading: Reading, published: str | None) -> Iterator[dict[str, Any]]:
    page = reading.page
    entities = {entity.id: entity for entity in reading.entities}
    times = {time.id: time.value for time in reading.times}
    for statement in reading.statements:
        source = entities.get(statement.source or "")
        yield {
            "page": key,
            "id": statement.id,
            "form": statement.form,
            "mode": statement.mode,
            "polarity": statement.polarity,
            "source": statement.source,
            "source_name": source.name if source else None,
            "naming": source.naming if source else None,
            "cue": words(page.text, statement.cue_spans),
            "content": words(page.text, statement.content_spans),
            "source_spans": _spans(statement.source_spans),
            "cue_spans": _spans(statement.cue_spans),
            "content_spans": _spans(statement.content_spans),
            "via": list(statement.via),
            "addressee": statement.addressee,
            "occasion": None if statement.occasion is None else _span(statement.occasion),
            "time": statement.time,
            "time_value": times.get(statement.time or ""),
            "within": statement.within,
            "confidence": statement.confidence,
            "outlet": page.outlet,
            "published": published,
        }


def _events(key: str, reading: Reading, published: str | None) -> Iterator[dict[str, Any]]:
    page = reading.page
    times = {time.id: time.value for time in reading.times}
    for event in reading.events:
        yield {
            "page": key,
            "id": event.id,
            "trigger": words(page.text, [event.trigger]),
            "trigger_span": _span(event.trigger),
            "type": event.type,
            "mode": event.mode,
            "actors": list(event.actors),
            "recipients": list(event.recipients),
            "place": event.place,
            "time": event.time,
            "time_value": times.get(event.time or ""),
            "factuality": event.factuality,
            "settled": event.settled,
            "according_to": event.according_to,
            "outlet": page.outlet,
            "published": published,
        }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _spans(spans: Iterable[Span]) -> list[dict[str, int]]:
    return [_span(span) for span in spans]


def parquet_of(table: Table, rows: list[dict[str, Any]]) -> bytes:
    """A Parquet file of one row group. The same rows give the same bytes."""
    arrow = extra_module("pyarrow", "parquet", "Parquet files")
    files = extra_module("pyarrow.parquet", "parquet", "Parquet files")
    schema = arrow_schema(table)
    sink = io.BytesIO()
    made = arrow.Table.from_pylist(rows, schema=schema)
    files.write_table(made, sink, compression="zstd", row_group_size=max(len(rows), 1))
    return sink.getvalue()


def arrow_schema(table: Table) -> Any:
    """The schema of `table` for pyarrow, which says of each column what it means."""
    arrow = extra_module("pyarrow", "parquet", "Parquet files")
    span = arrow.struct(
        [
            arrow.field("start", arrow.int32(), nullable=False),
            arrow.field("end", arrow.int32(), nullable=False),
        ]
    )
    mention = arrow.struct([*span, arrow.field("form", arrow.string(), nullable=False)])
    kinds: dict[Kind, Any] = {
        "text": arrow.string(),
        "whole": arrow.int32(),
        "number": arrow.float64(),
        "flag": arrow.bool_(),
        "bytes": arrow.binary(),
        "texts": arrow.list_(arrow.string()),
        "span": span,
        "spans": arrow.list_(span),
        "mentions": arrow.list_(mention),
    }
    metadata = {"meaning": table.meaning, "sayso": f"dataset/{SCHEMA_VERSION}"}
    return schema_of(arrow, table.columns, kinds, metadata)


def opened_of(row: dict[str, Any]) -> tuple[Opened, Reading]:
    """The page and the Reading that a row of `pages` was made of. Raises `SaysoError`."""
    try:
        reading = Reading.from_json(row["reading"])
        original = Original(
            data=unpack(row["original"]),
            form=row["original_form"],
            html=row["original_html"],
            charset=row["original_charset"],
        )
    except (ValueError, zlib.error) as error:
        raise SaysoError(
            f"the row of page {row['page']!r} holds no Reading of this version ({error})",
            step="read the pages again into a new dataset",
        ) from None
    opened = Opened(
        page=reading.page,
        original=original,
        options=options_of(row["options"]),
        retrieved=row["retrieved"],
    )
    return opened, reading
