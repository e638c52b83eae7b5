"""An archive as W3C Web Annotations: one JSON-LD document, an annotation a statement.

The document is an AnnotationCollection with a single AnnotationPage in it
(https://www.w3.org/TR/annotation-model/). Positions are in code points, as the specification has
it, of the text that sayso read: HTML without its markup and without what is not of the story. A
reader that does not have that text finds the words by the quote beside the position.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Final, TextIO
from uuid import NAMESPACE_URL, uuid5

from sayso.archive.stored import page_ids, reading_of
from sayso.reading import Entity, Reading, Span, Statement

NAMESPACE: Final = "urn:x-sayso:"
"""Of the terms that the specification does not have: those of the record of a statement."""
CONTEXT: Final = ("http://www.w3.org/ns/anno.jsonld", {"sayso": NAMESPACE})
AROUND: Final = 32
"""Characters of the prefix and the suffix of a quote."""


def write_annotations(connection: sqlite3.Connection, stream: TextIO) -> int:
    """Writes the document and gives how many annotations it has."""
    (total,) = connection.execute("SELECT count(*) FROM statements").fetchone()
    head = {
        "@context": CONTEXT,
        "id": f"{NAMESPACE}archive",
        "type": "AnnotationCollection",
        "label": "Statements of an archive of sayso's",
        "total": total,
        "first": {
            "id": f"{NAMESPACE}archive:1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [],
        },
    }
    # Item by item, so that the document may be of any length.
    opened, closed = _json(head).rsplit("[]", 1)
    stream.write(f"{opened}[")
    count = 0
    for page_id in page_ids(connection):
        for annotation in annotations_of(reading_of(connection, page_id)):
            stream.write(f"{',' if count else ''}\n{_json(annotation)}")
            count += 1
    stream.write(f"\n]{closed}\n")
    return count


def annotations_of(reading: Reading) -> Iterator[dict[str, Any]]:
    """An annotation for each statement of `reading`, in their order."""
    entities = {entity.id: entity for entity in reading.entities}
    for statement in reading.statements:
        yield _annotation(reading, statement, entities.get(statement.source or ""))


def _annotation(reading: Reading, statement: Statement, source: Entity | None) -> dict[str, Any]:
    page = reading.page
    # Without content it is the words of saying that are annotated; without those, the page.
    spans = statement.content_spans or statement.cue_spans or statement.source_spans
    address = page.url if page.url and _is_iri(page.url) else f"urn:sha256:{page.id}"
    targets: list[Any] = [_target(page.text, span, address) for span in spans] or [address]
    return {
        "id": uuid5(NAMESPACE_URL, f"{NAMESPACE}{page.id}:{statement.id}").urn,
        "type": "Annotation",
        "motivation": "describing",
        "body": [_words(reading, statement, source), _record(reading, statement, source)],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _target(text: str, span: Span, address: str) -> dict[str, Any]:
    start, end = span
    quote = {"type": "TextQuoteSelector", "exact": text[start:end]}
    if before := text[max(start - AROUND, 0) : start]:
        quote["prefix"] = before
    if after := text[end : end + AROUND]:
        quote["suffix"] = after
    return {
        "type": "SpecificResource",
        "source": address,
        "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, quote],
    }


def _words(reading: Reading, statement: Statement, source: Entity | None) -> dict[str, str]:
    """The statement in words, for whoever shows annotations and knows nothing of sayso."""
    who = source.name if source else "No source given"
    unnamed = " (unnamed)" if source and source.naming == "unnamed" else ""
    cue = _said(reading.page.text, statement.cue_spans)
    traits = [statement.form, statement.mode, statement.polarity]
    return {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "text/plain",
        "language": "en",
        "value": f"{who}{unnamed}{f' “{cue}”' if cue else ''}: {', '.join(traits)}",
    }


def _record(reading: Reading, statement: Statement, source: Entity | None) -> dict[str, Any]:
    record = {
        "source": source.name if source else None,
        "sourceKind": source.kind if source else None,
        "naming": source.naming if source else None,
        "cue": _said(reading.page.text, statement.cue_spans) or None,
        "form": statement.form,
        "mode": statement.mode,
        "polarity": statement.polarity,
        "confidence": statement.confidence,
        "page": f"urn:sha256:{reading.page.id}",
        "statement": statement.id,
        "outlet": reading.page.outlet,
        "published": reading.page.published.value,
    }
    known = {f"sayso:{name}": value for name, value in record.items() if value is not None}
    return {"type": "sayso:Statement", **known}


def _said(text: str, spans: Iterable[Span]) -> str:
    return " ".join(" ".join(text[start:end].split()) for start, end in spans)


def _is_iri(url: str) -> bool:
    """Whether `url` can be an IRI in JSON-LD; what a page gives for its address may be anything."""
    scheme, colon, rest = url.partition("://")
    return (
        bool(colon and rest) and scheme in ("http", "https") and not set(url) & set(' <>"{}|\\^`')
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
