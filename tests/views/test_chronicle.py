"""Events in the order of time, on whose word, and what they are against."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from sayso.reading import Event, Polarity, Reading, Span, Time
from sayso.views.chronicle import chronicle, facts_of, word_of
from sayso.views.outline import outline
from tests.strategies import readings
from tests.views.sample import eventful


def with_times(*values: str | None) -> Reading:
    """Events of these times, in the order of the text."""
    reading = eventful()
    times = tuple(
        Time(id=f"T{n}", span=Span(n, n + 1), type="DATE", value=value)
        for n, value in enumerate(values)
        if value
    )
    events = tuple(
        Event(
            id=f"V{n}",
            trigger=Span(n, n + 1),
            time=f"T{n}" if value else None,
            factuality=0,
            settled="unsettled",
        )
        for n, value in enumerate(values)
    )
    return replace(reading, times=times, events=events, disputes=())


def test_dated_events_come_first_then_partly_open_ones_then_the_undated() -> None:
    values = (
        None, "XXXX-WXX-2", "2026-03-12TNI", "P6W", "2026", "2026-03-12", "197X", "2025-W10",
        "XXXX-06", "PAST_REF", "2026-03-12T09:00", "2025-03-01",
    )  # fmt: skip
    reading = with_times(*values)
    contents = outline(reading)
    found = chronicle(reading, contents)
    assert [h.time.value if h.time else None for h in found.by_time()] == [
        "2025-03-01", "2025-W10", "2026", "2026-03-12", "2026-03-12T09:00", "2026-03-12TNI",
        "197X", "XXXX-WXX-2", "XXXX-06", None, "P6W", "PAST_REF",
    ]  # fmt: skip
    assert [(group.heading, len(group.events)) for group in found.grouped("text", contents)] == [
        ("1 March 2025", 1),
        ("week of 3 March 2025", 1),
        ("2026", 1),
        ("12 March 2026", 3),
        ("Not fully dated", 3),
        ("Undated", 3),
    ]


@given(readings())
@settings(max_examples=50, deadline=None)
def test_every_event_is_in_one_group_of_either_order(reading: Reading) -> None:
    contents = outline(reading)
    found = chronicle(reading, contents)
    numbers = list(range(1, len(reading.events) + 1))
    assert [happening.number for happening in found.events] == numbers
    for by in ("text", "source"):
        groups = list(found.grouped(by, contents))  # type: ignore[arg-type]
        assert sorted(h.number for group in groups for h in group.events) == numbers


@pytest.mark.parametrize(
    ("according_to", "polarity", "words"),
    [
        (None, "asserts", "the page's own words"),
        ("Q13", "asserts", "according to the Residents’ League"),
        ("Q13", "denies", "according to the Residents’ League, who denies it"),
        ("Q13", "asks", "according to the Residents’ League, who asks about it"),
        ("Q13", "declines", "according to the Residents’ League, who declines to say"),
        ("Q8", "asserts", "according to a statement without a source"),
        ("Q8", "denies", "according to a statement without a source, which denies it"),
        ("Q99", "asserts", "according to Q99"),
    ],
)
def test_on_whose_word_an_event_stands(
    according_to: str | None, polarity: Polarity, words: str
) -> None:
    reading = eventful()
    statements = tuple(replace(statement, polarity=polarity) for statement in reading.statements)
    event = replace(reading.events[0], according_to=according_to)
    changed = replace(reading, statements=statements, events=(event,), disputes=())
    (happening,) = chronicle(changed, outline(changed)).events
    assert word_of(happening) == words


def test_an_event_without_its_statement_is_not_the_pages_own_word() -> None:
    reading = eventful()
    lost = replace(reading, events=(replace(reading.events[0], according_to="Q99"),), disputes=())
    contents = outline(lost)
    (group,) = chronicle(lost, contents).grouped("source", contents)
    assert group.heading == "On the word of a statement that is not there"


def test_what_is_known_of_an_event_is_said_once() -> None:
    reading = eventful()
    contents = outline(reading)
    march, arrest = chronicle(reading, contents).events[4:6]
    assert facts_of(march, contents, dated=True) == [
        "PROTEST: demo", "in PORT ELLERY", "9 March 2026", "“On 9 March”",
    ]  # fmt: skip
    # "that night" tells the hour.
    assert facts_of(arrest, contents, dated=False) == ["COERCE: arrest", "“that night”"]


def test_disputes_are_found_from_either_side() -> None:
    reading = eventful()
    found = chronicle(reading, outline(reading))
    assert found.against("V6") == ("V7",)
    assert found.against("V7") == ("V6",)
    assert found.against("Q15") == ("V5",)
    assert found.against("V1") == ()
