"""The sourcing label in words, as parts, and as a picture."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from sayso.reading import Label, Reading
from sayso.views.label import events_in_words, parts_of, share_by_unnamed, statements_in_words
from sayso.views.label_picture import WIDTH, label_picture
from tests.strategies import readings
from tests.views.sample import eventful, sample


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        (Label(), ["no statements"]),
        (Label(statements=1, mixed=1), ["1 statement: 1 mixed", "1 statement without a source"]),
        (
            Label(
                statements=3,
                direct=1,
                indirect=2,
                sources=1,
                unnamed_sources=1,
                statements_by_unnamed=2,
                outlets_credited=("N9", "N12", "gone"),
            ),
            [
                "3 statements: 1 direct, 2 indirect",
                "2 statements by unnamed sources (67%)",
                "1 statement without a source",
                "1 source: 1 unnamed",
                "credits Coast Radio, The Ellery Courier",
            ],
        ),
    ],
)
def test_the_label_in_words(label: Label, lines: list[str]) -> None:
    assert statements_in_words(replace(sample(), label=label)) == lines
    assert events_in_words(label) == []


def test_the_parts_of_the_sample() -> None:
    assert [[tuple(part) for part in parts.parts] for parts in parts_of(sample())] == [
        [(6, "named"), (5, "unnamed"), (1, "no source")],
        [(3, "direct"), (2, "mixed"), (7, "indirect")],
    ]


@given(readings())
@settings(max_examples=50, deadline=None)
def test_no_part_is_below_nothing(reading: Reading) -> None:
    by_source, by_form = parts_of(reading)
    assert by_source.total == reading.label.statements
    assert all(part.number >= 0 for parts in (by_source, by_form) for part in parts.parts)


def test_the_share_of_no_statements_is_none() -> None:
    assert share_by_unnamed(Label()) is None
    assert share_by_unnamed(Label(statements=8, statements_by_unnamed=2)) == 0.25


def test_the_picture_says_the_same_in_words() -> None:
    picture = ElementTree.fromstring(label_picture(sample(), "p1"))
    assert picture.get("role") == "img"
    title, says = picture.find("title"), picture.find("desc")
    assert title is not None
    assert says is not None
    assert picture.get("aria-labelledby") == f"{title.get('id')} {says.get('id')}"
    assert title.text == "Sourcing label: 12 statements"
    assert says.text == (
        "By source: 6 named, 5 unnamed, 1 no source. By form: 3 direct, 2 mixed, 7 indirect."
    )
    words = [text.text for text in picture.iter("text")]
    assert words == [
        "by source", "6 named", "5 unnamed", "1 no source",
        "by form", "3 direct", "2 mixed", "7 indirect",
    ]  # fmt: skip


def test_events_are_counted_in_words_and_in_a_bar_of_their_own() -> None:
    assert events_in_words(eventful().label) == [
        "7 events: 3 happened, 3 unsettled, 1 did not happen",
        "2 events in the page's own words",
    ]
    picture = ElementTree.fromstring(label_picture(eventful(), "p1"))
    assert picture.findtext("title") == "Sourcing label: 15 statements, 7 events"
    assert (picture.findtext("desc") or "").endswith(
        "3 direct, 2 mixed, 10 indirect. Events: 3 happened, 3 unsettled, 1 did not happen."
    )
    words = [text.text for text in picture.iter("text")]
    assert words[8:] == ["events", "3 happened", "3 unsettled", "1 did not happen"]
    alone = replace(eventful(), label=replace(Label(), events=eventful().label.events))
    words = [text.text for text in ElementTree.fromstring(label_picture(alone, "p1")).iter("text")]
    assert words == ["events", "3 happened", "3 unsettled", "1 did not happen"]


def test_the_parts_of_a_picture_are_as_long_as_they_are_many() -> None:
    picture = label_picture(sample(), "p1")
    bars = re.findall(r'<rect class="(\w+)" x="[\d.]+" y="16.5" width="([\d.]+)"', picture)
    assert [kind for kind, _ in bars] == ["full", "half", "none"]
    for (_, width), number in zip(bars, (6, 5, 1), strict=True):
        assert float(width) + 1 == pytest.approx(WIDTH * number / 12, abs=0.2)


def test_a_part_of_none_is_not_drawn_and_a_page_of_none_has_no_picture() -> None:
    named = Label(statements=2, direct=2, sources=1, named_sources=1)
    reading = replace(sample(), label=named, statements=())
    assert label_picture(reading, "p1").count('height="13"') == 2
    assert label_picture(replace(reading, label=Label()), "p1") == ""
