"""The labels of many pages: as a table, as CSV that a spreadsheet can take, as JSON Lines."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings
from rich.cells import cell_len
from rich.console import Console

from sayso.reading import Label, Reading
from sayso.views.label_table import COLUMNS, COUNTED, LabelCsv, label_json, print_labels, row_of
from sayso.views.lines import console_for
from tests.strategies import readings
from tests.views.sample import eventful, sample

TABLE = """\
                              state-           in-         named unnamed      by
Page                           ments direct direct mixed sources sources unnamed
────────────────────────────────────────────────────────────────────────────────
Harbour Bridge Will Close for     12      3      7     2       3       5 5 (42%)
Repairs, Mayor Says
The Ellery Courier
credits Coast Radio

stdin.txt                          0      0      0     0       0       0       0

All 2 pages                       12      3      7     2       3       5 5 (42%)

Mean of a page                   6.0    1.5    3.5   1.0     1.5     2.5     2.5
"""


def empty() -> Reading:
    """A page of which nothing is known, without statements."""
    page = replace(sample().page, title=None, outlet=None, origin="stdin.txt")
    return replace(sample(), page=page, statements=(), label=Label())


def table(*found: Reading) -> str:
    stream = StringIO()
    print_labels([row_of(reading) for reading in found], console_for(stream))
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


def as_csv(*found: Reading) -> str:
    stream = StringIO(newline="")
    writer = LabelCsv(stream)
    for reading in found:
        writer.write(row_of(reading))
    return stream.getvalue()


def test_a_row_a_page_their_sum_and_their_mean() -> None:
    assert table(sample(), empty()) == TABLE


def test_one_page_has_no_sum() -> None:
    assert "All" not in table(sample())


@pytest.mark.parametrize("width", [70, 80, 120, 200])
def test_the_table_is_no_wider_than_the_terminal(width: int) -> None:
    stream = StringIO()
    console = Console(file=stream, force_terminal=True, color_system=None, width=width)
    print_labels([row_of(sample())], console)
    assert {cell_len(line) for line in stream.getvalue().splitlines()} == {min(width, 120)}


def test_csv_has_the_documented_columns_and_a_row_a_page() -> None:
    written = as_csv(sample(), empty())
    assert written.count("\r\n") == written.count("\n") == 3
    rows = list(csv.DictReader(StringIO(written)))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0] == {
        "origin": "bridge.txt",
        "outlet": "The Ellery Courier",
        "title": "Harbour Bridge Will Close for Repairs, Mayor Says",
        "published": "2026-03-12",
        "statements": "12",
        "direct": "3",
        "indirect": "7",
        "mixed": "2",
        "sources": "8",
        "named_sources": "3",
        "unnamed_sources": "5",
        "statements_by_unnamed": "5",
        "share_by_unnamed": "0.417",
        "outlets_credited": "Coast Radio",
        "events": "0",
        "events_happened": "0",
        "events_unsettled": "0",
        "events_not_happened": "0",
        "events_in_own_voice": "0",
    }
    assert (rows[1]["share_by_unnamed"], rows[1]["title"]) == ("", "")


def test_csv_counts_events() -> None:
    (row,) = csv.DictReader(StringIO(as_csv(eventful())))
    assert [row[name] for name in COLUMNS[14:]] == ["7", "3", "3", "1", "2"]


@given(readings())
@settings(max_examples=50, deadline=None)
def test_no_cell_of_text_is_a_formula_and_csv_comes_back(reading: Reading) -> None:
    (row,) = csv.DictReader(StringIO(as_csv(reading), newline=""))
    assert None not in row
    assert [int(row[name]) for name in COUNTED] == [getattr(reading.label, n) for n in COUNTED]
    for name in ("origin", "outlet", "title", "published", "outlets_credited"):
        assert not row[name].lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", " \t=1", "-"])
def test_what_would_be_calculated_gets_an_apostrophe(words: str) -> None:
    reading = sample()
    page = replace(reading.page, title=words, outlet=words, origin=words)
    names = tuple(replace(entity, name=words) for entity in reading.entities)
    (row,) = csv.DictReader(StringIO(as_csv(replace(reading, page=page, entities=names))))
    for name in ("outlet", "title", "outlets_credited"):
        assert row[name] == f"'{words.strip()}"
    assert row["origin"] == f"'{words}"


def test_json_has_the_label_of_the_record_and_outlets_by_name() -> None:
    line = json.loads(label_json(sample()))
    record = json.loads(sample().to_json())
    assert list(line) == ["origin", "title", "outlet", "published", "label", "credits"]
    assert line["label"] == record["label"]
    assert line["published"] == record["page"]["published"]
    assert line["credits"] == ["Coast Radio"]
