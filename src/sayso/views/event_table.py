"""The events of many pages, a row each: CSV for spreadsheets and pandas, JSON Lines.

Columns that PLOVER's dataset POLECAT has too have its names, in lower case with underscores:
`Event Type` is `event_type`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from typing import Final, TextIO

from sayso.reading import Entity, Reading
from sayso.views.cells import cell, one_line
from sayso.views.chronicle import Chronicle, Happening, chronicle
from sayso.views.outline import Outline, outline

Value = str | int | float | list[str | None] | None
"""Of a column; a list has one item for each of several, None where that is not known."""

COLUMNS: Final = (
    "page_id",
    "origin",
    "url",
    "outlet",
    "title",
    "published",
    "event_id",
    "event_date",
    "event_type",
    "event_mode",
    "settled",
    "factuality",
    "actor_name",
    "actor_country",
    "actor_kind",
    "actor_naming",
    "actor_id",
    "recipient_name",
    "recipient_country",
    "recipient_kind",
    "recipient_naming",
    "recipient_id",
    "placename",
    "country",
    "place_id",
    "time_value",
    "time_text",
    "trigger",
    "trigger_start",
    "trigger_end",
    "sentence",
    "sentence_start",
    "sentence_end",
    "according_to",
    "source_name",
    "source_naming",
    "source_id",
    "via",
    "form",
    "polarity",
    "disputed_with",
)

SEPARATOR: Final = ";"
"""Between several in a cell of the CSV; in a name it becomes a comma, so cells can be split."""


def event_rows(reading: Reading) -> Iterator[dict[str, Value]]:
    """A row for each event of `reading`, in text order: the value of each of `COLUMNS`."""
    contents = outline(reading)
    found = chronicle(reading, contents)
    for happening in found.events:
        yield _row(reading, happening, found, contents)


class EventCsv:
    """CSV (RFC 4180: CRLF, quoted where needed), a row an event, under a row of names."""

    def __init__(self, stream: TextIO) -> None:
        self._writer = csv.writer(stream, lineterminator="\r\n")
        self._writer.writerow(COLUMNS)

    def write(self, row: dict[str, Value]) -> None:
        """Write one row. A text that a spreadsheet would calculate gets an apostrophe before it."""
        # The origin as it is, so that rows can be brought together with their files.
        self._writer.writerow(_cell(row[name], as_it_is=name == "origin") for name in COLUMNS)


def event_json(row: dict[str, Value]) -> str:
    """One line of JSON."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _row(
    reading: Reading, happening: Happening, found: Chronicle, contents: Outline
) -> dict[str, Value]:
    page, event = reading.page, happening.event
    day = happening.period.day if happening.period else None
    told = happening.told
    source = told.source.entity if told else None
    statement = told.statement if told else None
    time, place = happening.time, happening.place
    return {
        "page_id": page.id,
        "origin": page.origin,
        "url": page.url,
        "outlet": page.outlet,
        "title": page.title,
        "published": page.published.value,
        "event_id": event.id,
        "event_date": day.isoformat() if day else None,
        "event_type": event.type,
        "event_mode": event.mode,
        "settled": event.settled,
        "factuality": event.factuality,
        **_sides("actor", happening.actors),
        **_sides("recipient", happening.recipients),
        "placename": place.name if place else None,
        "country": place.country if place else None,
        "place_id": place.id if place else None,
        "time_value": time.value if time else None,
        "time_text": page.text[slice(*time.span)] if time else None,
        "trigger": page.text[slice(*event.trigger)],
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "sentence": page.text[slice(*happening.sentence)],
        "sentence_start": happening.sentence.start,
        "sentence_end": happening.sentence.end,
        "according_to": event.according_to,
        "source_name": source.name if source else None,
        "source_naming": source.naming if source else None,
        "source_id": source.id if source else None,
        "via": [
            contents.entities[relay].name
            for relay in (statement.via if statement else ())
            if relay in contents.entities
        ],
        "form": statement.form if statement else None,
        "polarity": statement.polarity if statement else None,
        "disputed_with": list(found.against(event.id)),
    }


def _sides(side: str, entities: Sequence[Entity]) -> dict[str, Value]:
    return {
        f"{side}_name": [entity.name for entity in entities],
        f"{side}_country": [entity.country for entity in entities],
        f"{side}_kind": [entity.kind for entity in entities],
        f"{side}_naming": [entity.naming for entity in entities],
        f"{side}_id": [entity.id for entity in entities],
    }


def _cell(value: Value, *, as_it_is: bool) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        return cell(value if as_it_is else one_line(value))
    items = (one_line(item or "").replace(SEPARATOR, ",") for item in value)
    return cell(SEPARATOR.join(items))
