"""TIMEX3 values on the calendar and in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading import Span, Time, TimeType
from sayso.views.timex import known_part, period_of


def time(value: str, type_: TimeType = "DATE") -> Time:
    return Time(id="T1", span=Span(0, 1), type=type_, value=value)


@pytest.mark.parametrize(
    ("value", "begins", "words", "clock"),
    [
        ("19", "1900-01-01", "1900s", ""),
        ("197", "1970-01-01", "1970s", ""),
        ("2026", "2026-01-01", "2026", ""),
        ("2026-H2", "2026-07-01", "second half of 2026", ""),
        ("2026-Q3", "2026-07-01", "third quarter of 2026", ""),
        ("2026-SU", "2026-06-01", "summer 2026", ""),
        ("2026-03", "2026-03-01", "March 2026", ""),
        ("2026-W11", "2026-03-09", "week of 9 March 2026", ""),
        ("2026-W11-WE", "2026-03-14", "weekend of 14 March 2026", ""),
        ("2026-W11-4", "2026-03-12", "12 March 2026", ""),
        ("2026-03-12", "2026-03-12", "12 March 2026", ""),
        ("2026-03-12T09:30", "2026-03-12", "12 March 2026", "09:30"),
        ("2026-03-12T09", "2026-03-12", "12 March 2026", "09:00"),
        ("2026-03-12T09:30Z", "2026-03-12", "12 March 2026", "09:30 UTC"),
        ("2026-03-12T09:30-05:00", "2026-03-12", "12 March 2026", "09:30 UTC-05:00"),
        ("2026-03-12TEV", "2026-03-12", "12 March 2026", "evening"),
        ("2026-03-12TXX", "2026-03-12", "12 March 2026", ""),
    ],
)
def test_what_is_resolved_has_its_place_and_its_words(
    value: str, begins: str, words: str, clock: str
) -> None:
    period = period_of(time(value))
    assert period
    assert (period.begins.isoformat(), period.words, period.clock) == (begins, words, clock)
    assert (period.day is not None) == words.startswith("12 March")
    assert known_part(time(value)) is None


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("XXXX-WXX-2", ""),
        ("XXXX-06", ""),
        ("XXXX-SP", ""),
        ("XXXX-XX-XXT09:00", ""),
        ("2026-XX-12", "2026"),
        ("2026-QX", "2026"),
        ("197X", "197"),
        ("XXX", ""),
    ],
)
def test_what_is_partly_open_has_no_place_but_what_is_known_of_it(value: str, known: str) -> None:
    assert period_of(time(value)) is None
    assert known_part(time(value)) == known


@pytest.mark.parametrize("value", ["P6W", "PXD", "PT20M", "PAST_REF", "2026-02-30", "2026-W60", ""])
def test_lengths_references_and_days_that_never_were_are_no_dates(value: str) -> None:
    assert period_of(time(value)) is None
    assert known_part(time(value)) is None


@pytest.mark.parametrize("kind", ["DURATION", "SET"])
def test_what_recurs_or_lasts_is_not_at_one_time(kind: TimeType) -> None:
    for value in ("2026-03-12", "XXXX-WXX-2"):
        assert period_of(time(value, kind)) is None
        assert known_part(time(value, kind)) is None
    assert period_of(None) is None
    assert known_part(None) is None


@given(st.lists(st.dates(min_value=date(1, 1, 1)), min_size=2, max_size=6))
def test_days_are_in_the_order_of_the_calendar(days: list[date]) -> None:
    periods = [period_of(time(day.isoformat())) for day in days]
    assert all(periods)
    ordered = sorted(period for period in periods if period)
    assert [period.day for period in ordered] == sorted(days)


def test_what_begins_together_is_longest_first_and_hours_follow_the_day() -> None:
    values = ["2026-01-01T15:00", "2026-01-01TMO", "2026-01-01", "2026-01", "2026-Q1", "2026"]
    periods = [period for value in values if (period := period_of(time(value)))]
    assert sorted(periods) == periods[::-1]
