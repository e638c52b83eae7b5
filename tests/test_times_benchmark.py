"""The benchmark of times, on documents made by hand; with the corpora, its floors."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.metrics import Score
from benchmarks.timebank import Document, Timex, is_kept, read_timebank, read_timeml
from benchmarks.times import (
    FLOORS,
    app,
    as_dict,
    compare,
    dateparser_times,
    errors,
    measure,
    pairs,
    sayso_times,
)
from sayso.reading import Span

TIMEML = (
    '<?xml version="1.0" ?><TimeML><DOCID>made-1</DOCID><DCT><TIMEX3 tid="t0" type="DATE"'
    ' value="2025-09-05">09/05/2025</TIMEX3></DCT><TEXT>\nHe <EVENT eid="e1">left</EVENT> on'
    ' <TIMEX3 tid="t1" type="DATE" value="2025-09-02">Tuesday</TIMEX3> &amp; 😀 for'
    ' <TIMEX3 tid="t2" type="DURATION" value="P2D">two <b>days</b></TIMEX3>.\n</TEXT></TimeML>'
)


def timex(start: int, end: int, value: str = "2025", type_: str = "DATE") -> Timex:
    return Timex(Span(start, end), type_, value)


def test_timeml_is_read_with_offsets_in_its_text() -> None:
    document = read_timeml("made-1", TIMEML)
    assert document.text == "\nHe left on Tuesday & 😀 for two days.\n"
    assert document.published == date(2025, 9, 5)
    assert [
        (document.text[t.span.start : t.span.end], t.type, t.value) for t in document.times
    ] == [
        ("Tuesday", "DATE", "2025-09-02"),
        ("two days", "DURATION", "P2D"),
    ]
    assert [document.text[e.start : e.end] for e in document.events] == ["left"]


def test_halves_hang_on_the_name_alone() -> None:
    halves = {Document(f"d{n}", "", date.min, ()).half for n in range(20)}
    assert halves == {"seen", "unseen"}
    assert Document("d", "x", date.max, ()).half == Document("d", "", date.min, ()).half
    assert all(
        is_kept(name) == (Document(name, "", date.min, ()).half == "unseen") for name in "abcdefgh"
    )


def test_each_time_is_in_one_pair_and_the_same_spans_go_together() -> None:
    gold = [timex(0, 4), timex(6, 10)]
    found = [timex(3, 7), timex(6, 10), timex(20, 22)]
    assert list(pairs(gold, found)) == [
        (gold[0], found[0]),
        (gold[1], found[1]),
        (None, found[2]),
    ]
    assert list(pairs(gold[:1], [])) == [(gold[0], None)]


def test_counts() -> None:
    gold = [timex(0, 4), timex(6, 10), timex(12, 14)]
    found = [timex(0, 4), timex(5, 10, type_="SET"), timex(12, 14, "2024"), timex(20, 22)]
    assert compare(gold, found) == {
        "strict": Score(2, 4, 3),
        "relaxed": Score(3, 4, 3),
        "type": Score(2, 4, 3),
        "value": Score(2, 4, 3),
    }
    assert as_dict({"strict": Score(2, 4, 3)}) == {
        "strict": {"precision": 50.0, "recall": 66.7, "f1": 57.1}
    }


def test_sayso_and_the_library_read_the_same_document() -> None:
    document = read_timeml("made-1", TIMEML)
    assert measure([document], sayso_times)["value"] == Score(2, 2, 2)
    assert list(errors(document)) == []
    found = dateparser_times(document.text, document.published)
    assert "2025-09-02" in [time.value for time in found]
    assert "DURATION" not in [time.type for time in found]


def test_errors_say_what_is_wrong() -> None:
    document = read_timeml("made-1", TIMEML)
    (missed, made_up) = errors(document, lambda text, published: [document.times[0], timex(1, 3)])
    assert "missed: 'two days' DURATION P2D" in missed
    assert "made up: 'He' DATE 2025" in made_up


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "timebank").mkdir()
    with gzip.open(tmp_path / "timebank" / "all.jsonl.gz", "wt", encoding="utf-8") as file:
        for number in range(6):
            file.write(json.dumps({"id": f"d{number}", "timeml": TIMEML}) + "\n")
    result = CliRunner().invoke(app, [str(tmp_path), "--json"])
    figures = json.loads(result.stdout)
    assert figures["floors"] == FLOORS
    assert figures["seen"]["documents"] + figures["unseen"]["documents"] == 6
    assert figures["seen"]["sayso"]["strict"]["f1"] == 100.0
    result = CliRunner().invoke(app, [str(tmp_path), "--errors"])
    assert "TimeBank, unseen half" in result.stdout


@pytest.mark.corpora
@pytest.mark.timeout(300)
@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_times_of_timebank_reach_their_floors(corpora: Path, half: str) -> None:
    documents = [document for document in read_timebank(corpora) if document.half == half]
    figures = as_dict(measure(documents, sayso_times))
    for name, floor in FLOORS.items():
        assert figures[name]["f1"] >= floor
