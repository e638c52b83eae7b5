"""The rows of a page's current Reading, which are what questions are asked of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from sayso.archive.packing import utc
from sayso.reading import Reading, Span

GAP = " […] "
"""Stands in a content where it is interrupted."""
_JOINT = "; "


def index_reading(
    connection: sqlite3.Connection, page_id: int, version_id: int, reading: Reading
) -> None:
    """Writes the rows of `reading`. The page must have none."""
    keys = _index_entities(connection, page_id, reading)
    _index_statements(connection, page_id, reading, keys)
    _index_events(connection, page_id, reading)
    connection.execute(
        "INSERT INTO pages_fts (rowid, title, text) VALUES (?, ?, ?)",
        (version_id, reading.page.title, reading.page.text),
    )


def remove_from_index(connection: sqlite3.Connection, page_id: int) -> None:
    """Takes the rows of a page's current Reading away."""
    connection.execute(
        "INSERT INTO pages_fts (pages_fts, rowid, title, text)"
        " SELECT 'delete', version_id, title, text FROM versions"
        " WHERE version_id = (SELECT version_id FROM pages WHERE page_id = ?)",
        (page_id,),
    )
    connection.execute(
        "INSERT INTO statements_fts (statements_fts, rowid, source, content)"
        " SELECT 'delete', statement_key, source, content FROM statements WHERE page_id = ?",
        (page_id,),
    )
    for table in ("events", "statements", "entities"):
        connection.execute(f"DELETE FROM {table} WHERE page_id = ?", (page_id,))


def words(text: str, spans: Iterable[Span]) -> str:
    """The words of `spans`, verbatim but for line ends."""
    return GAP.join(" ".join(text[start:end].split()) for start, end in spans)


def _index_entities(
    connection: sqlite3.Connection, page_id: int, reading: Reading
) -> dict[str, int]:
    """Writes the entities and gives the key of each."""
    names = {entity.id: entity.name for entity in reading.entities}
    keys: dict[str, int] = {}
    for entity in reading.entities:
        cursor = connection.execute(
            "INSERT INTO entities (page_id, id, name, kind, naming, role, affiliation, country)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                page_id,
                entity.id,
                entity.name,
                entity.kind,
                entity.naming,
                entity.role,
                names.get(entity.affiliation or ""),
                entity.country,
            ),
        )
        assert cursor.lastrowid is not None
        keys[entity.id] = cursor.lastrowid
    return keys


def _index_statements(
    connection: sqlite3.Connection, page_id: int, reading: Reading, keys: dict[str, int]
) -> None:
    page = reading.page
    published = utc(page.published.value)
    entities = {entity.id: entity for entity in reading.entities}
    for statement in reading.statements:
        source = entities.get(statement.source or "")
        content = words(page.text, statement.content_spans)
        cursor = connection.execute(
            "INSERT INTO statements (page_id, id, entity_key, source, naming, form, mode, polarity,"
            " cue, content, start, outlet, published, confidence)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                page_id,
                statement.id,
                keys[source.id] if source else None,
                source.name if source else None,
                source.naming if source else None,
                statement.form,
                statement.mode,
                statement.polarity,
                words(page.text, statement.cue_spans),
                content,
                min((span.start for span in statement.content_spans), default=0),
                page.outlet,
                published,
                statement.confidence,
            ),
        )
        connection.execute(
            "INSERT INTO statements_fts (rowid, source, content) VALUES (?, ?, ?)",
            (cursor.lastrowid, source.name if source else None, content),
        )


def _index_events(connection: sqlite3.Connection, page_id: int, reading: Reading) -> None:
    names = {entity.id: entity.name for entity in reading.entities}
    times = {time.id: time.value for time in reading.times}

    def named(ids: Sequence[str]) -> str:
        return _JOINT.join(names[id] for id in ids)  # noqa: A001

    connection.executemany(
        "INSERT INTO events (page_id, id, trigger, type, mode, actors, recipients, place, time,"
        " factuality, settled, according_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                page_id,
                event.id,
                words(reading.page.text, [event.trigger]),
                event.type,
                event.mode,
                named(event.actors),
                named(event.recipients),
                names.get(event.place or ""),
                times.get(event.time or ""),
                event.factuality,
                event.settled,
                event.according_to,
            )
            for event in reading.events
        ),
    )
