"""The events of many pages, a row each: as CSV that pandas and a spreadsheet can take, as JSON."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings

from sayso.reading import Reading
from sayso.views.event_table import COLUMNS, EventCsv, event_json, event_rows
from tests.strategies import readings
from tests.views.sample import MARCH, eventful, sample

NUMBERS = {"factuality", "trigger_start", "trigger_end", "sentence_start", "sentence_end"}


def as_csv(*found: Reading) -> str:
    stream = StringIO(newline="")
    writer = EventCsv(stream)
    for reading in found:
        for row in event_rows(reading):
            writer.write(row)
    return stream.getvalue()


def as_json(reading: Reading) -> list[dict[str, object]]:
    return [json.loads(event_json(row)) for row in event_rows(reading)]


def test_csv_has_the_documented_columns_and_a_row_an_event() -> None:
    reading = eventful()
    text = reading.page.text
    written = as_csv(reading, reading)
    assert written.count("\r\n") == written.count("\n") == 15
    rows = list(csv.DictReader(StringIO(written)))
    assert tuple(rows[0]) == COLUMNS
    start = text.index("arrested")
    first = text.index("The police arrested")
    assert rows[5] == {
        "page_id": reading.page.id,
        "origin": "bridge.txt",
        "url": "",
        "outlet": "The Ellery Courier",
        "title": "Harbour Bridge Will Close for Repairs, Mayor Says",
        "published": "2026-03-12",
        "event_id": "V6",
        "event_date": "2026-03-09",
        "event_type": "COERCE",
        "event_mode": "arrest",
        "settled": "unsettled",
        "factuality": "1.4",
        "actor_name": "the police",
        "actor_country": "USA",
        "actor_kind": "organization",
        "actor_naming": "unnamed",
        "actor_id": "N18",
        "recipient_name": "two of them;some forty residents",
        "recipient_country": ";",
        "recipient_kind": "group;group",
        "recipient_naming": "unnamed;unnamed",
        "recipient_id": "N19;N16",
        "placename": "",
        "country": "",
        "place_id": "",
        "time_value": "2026-03-09TNI",
        "time_text": "that night",
        "trigger": "arrested",
        "trigger_start": str(start),
        "trigger_end": str(start + len("arrested")),
        "sentence": "The police arrested two of them that night, the Residents’ League said.",
        "sentence_start": str(first),
        "sentence_end": str(text.index(MARCH) + len(MARCH)),
        "according_to": "Q13",
        "source_name": "the Residents’ League",
        "source_naming": "named",
        "source_id": "N15",
        "via": "",
        "form": "indirect",
        "polarity": "asserts",
        "disputed_with": "V7",
    }
    assert (rows[4]["placename"], rows[4]["disputed_with"]) == ("PORT ELLERY", "Q15")
    assert (rows[4]["according_to"], rows[4]["polarity"]) == ("", "")
    assert (rows[3]["according_to"], rows[3]["source_naming"]) == ("Q8", "")
    # Of a date that is partly open or no day only the value is given.
    assert [(row["time_value"], row["event_date"]) for row in (rows[2], rows[3])] == [
        ("2025-04", ""),
        ("XXXX-06", ""),
    ]


def test_json_has_the_same_columns_with_lists_and_null() -> None:
    rows = as_json(eventful())
    assert tuple(rows[0]) == COLUMNS
    assert rows[5]["recipient_name"] == ["two of them", "some forty residents"]
    assert rows[5]["recipient_country"] == [None, None]
    assert (rows[4]["according_to"], rows[4]["via"], rows[4]["url"]) == (None, [], None)
    assert rows[5]["factuality"] == 1.4
    assert rows[6]["factuality"] == -2.4


def test_who_relayed_the_statement_is_named() -> None:
    reading = eventful()
    event = replace(reading.events[0], according_to="Q10")
    (row,) = as_json(replace(reading, events=(event,)))
    assert (row["via"], row["source_name"]) == (["Coast Radio"], "aides to the governor")


@given(readings())
@settings(max_examples=50, deadline=None)
def test_no_cell_of_text_is_a_formula_and_lists_can_be_split(reading: Reading) -> None:
    rows = list(csv.DictReader(StringIO(as_csv(reading), newline="")))
    assert len(rows) == len(reading.events)
    for row, record in zip(rows, as_json(reading), strict=True):
        assert None not in row
        for name in COLUMNS:
            value = record[name]
            if name in NUMBERS:
                assert float(row[name]) == value
                continue
            assert not row[name].lstrip().startswith(("=", "+", "-", "@"))
            if isinstance(value, list) and value:
                assert len(row[name].split(";")) == len(value)
        start, end = record["trigger_start"], record["trigger_end"]
        assert reading.page.text[start:end] == record["trigger"]  # type: ignore[misc]
        start, end = record["sentence_start"], record["sentence_end"]
        assert reading.page.text[start:end] == record["sentence"]  # type: ignore[misc]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_what_would_be_calculated_gets_an_apostrophe(words: str) -> None:
    reading = eventful()
    names = tuple(replace(entity, name=words) for entity in reading.entities)
    rows = list(csv.DictReader(StringIO(as_csv(replace(reading, entities=names)))))
    assert rows[5]["recipient_name"] == f"'{words};{words}"
    assert rows[4]["placename"] == rows[2]["source_name"] == f"'{words}"
    assert rows[6]["factuality"] == "-2.4"


def test_a_name_with_a_semicolon_stays_one_name() -> None:
    reading = eventful()
    names = tuple(replace(entity, name="Ito; Roe & Co.") for entity in reading.entities)
    rows = list(csv.DictReader(StringIO(as_csv(replace(reading, entities=names)))))
    assert rows[4]["actor_name"] == "Ito, Roe & Co."


def test_pages_without_events_have_no_rows() -> None:
    assert as_csv(sample()) == ",".join(COLUMNS) + "\r\n"
    assert as_json(sample()) == []


def test_every_column_is_documented_in_order_and_every_documented_column_exists(
    root: Path,
) -> None:
    page = (root / "docs/events.md").read_text("utf-8")
    section = page.partition("## Columns")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.+?`) \| (.+) \|$", section, re.MULTILINE)
    assert [name for names, _ in rows for name in re.findall(r"`(\w+)`", names)] == list(COLUMNS)
    assert all(len(meaning) > 8 for _, meaning in rows)
