"""The benchmark of events' times, on a document made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.event_times import LinkedDocument, dated, measure, nearest, read_linked
from sayso.reader.grammar.words import Words
from sayso.reading import Time
from tests.reader.parsed import parsed

TIMEML = (
    '<?xml version="1.0" ?><TimeML><TEXT>The mayor <EVENT eid="e1">said</EVENT> on'
    ' <TIMEX3 tid="t1" type="DATE" value="2025-09-02">Tuesday</TIMEX3> that he had'
    ' <EVENT eid="e2">met</EVENT> her <TIMEX3 tid="t2" type="DATE" value="2025-W35">last week'
    "</TIMEX3>.</TEXT>"
    '<MAKEINSTANCE eventID="e1" eiid="ei1"/><MAKEINSTANCE eventID="e2" eiid="ei2"/>'
    '<TLINK relType="IS_INCLUDED" eventInstanceID="ei1" relatedToTime="t1"/>'
    '<TLINK relType="INCLUDES" timeID="t2" relatedToEventInstance="ei2"/>'
    '<TLINK relType="BEFORE" eventInstanceID="ei2" relatedToTime="t1"/></TimeML>'
)
WORDS = parsed(
    "The/DT/2/det mayor/NN/3/nsubj said/VBD/0/root on/IN/5/case Tuesday/NNP/3/obl that/IN/9/mark "
    "he/PRP/9/nsubj had/VBD/9/aux met/VBN/3/ccomp her/PRP/9/obj last/JJ/12/amod "
    "week/NN/9/obl:unmarked ././3/punct"
)


@pytest.fixture
def document() -> LinkedDocument:
    return read_linked("made-1", TIMEML)


def test_links_are_read_in_either_direction(document: LinkedDocument) -> None:
    assert document.links == {
        ("e1", "t1"): "IS_INCLUDED",
        ("e2", "t2"): "IS_INCLUDED",
        ("e2", "t1"): "BEFORE",
    }
    assert [document.text[slice(*span)] for span in document.events.values()] == ["said", "met"]


def test_right_answers_count(document: LinkedDocument) -> None:
    counts = measure((document,), lambda text: WORDS, dated)
    assert (counts.right, counts.found, counts.judged, counts.gold) == (2, 2, 2, 2)


def test_wrong_answers_are_judged_and_shown(document: LinkedDocument) -> None:
    def first(words: Words, head: int, times: Sequence[Time]) -> str:
        return times[0].id

    counts = measure((document,), lambda text: WORDS, first)
    assert (counts.right, counts.found, counts.judged, counts.gold) == (1, 2, 2, 2)
    (line,) = counts.wrong
    assert "'met' 'Tuesday' ['last week']" in line
    assert counts.as_dict()["judged precision"] == 50.0


def test_no_answer_costs_recall_alone(document: LinkedDocument) -> None:
    counts = measure((document,), lambda text: WORDS, lambda words, head, times: None)
    assert (counts.found, counts.gold) == (0, 2)


def test_the_plain_way_takes_the_nearest(document: LinkedDocument) -> None:
    assert nearest(WORDS, 2, document.times) == "t1"
    assert nearest(WORDS, 8, document.times) == "t2"
