"""Times: where they are, what they are worth, and what is none."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.reader.times import find_times
from sayso.reader.times.rules import ROOMS
from sayso.reader.times.values import is_valid
from sayso.reading import Span

FRIDAY = date(2025, 9, 5)


def found(text: str, published: date | None = FRIDAY) -> list[tuple[str, str, str]]:
    times = find_times(text, (Span(0, len(text)),), published)
    return [(text[t.span.start : t.span.end], t.type, t.value) for t in times]


def values(text: str, published: date | None = FRIDAY) -> dict[str, str]:
    return {words: value for words, _, value in found(text, published)}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("She resigned today.", "today", "2025-09-05"),
        ("He left yesterday morning.", "yesterday morning", "2025-09-04TMO"),
        ("It rained late yesterday.", "late yesterday", "2025-09-04"),
        ("Police said Tuesday that two men fled.", "Tuesday", "2025-09-02"),
        ("The talks will resume on Tuesday.", "Tuesday", "2025-09-09"),
        ("The talks, which resumed in May, will end on Tuesday.", "Tuesday", "2025-09-09"),
        ("He would come next week, after talks on Tuesday ended.", "Tuesday", "2025-09-02"),
        ("A vote is due to be held on Tuesday.", "Tuesday", "2025-09-09"),
        ("He was released on Friday.", "Friday", "2025-09-05"),
        ("He was released last Friday.", "last Friday", "2025-08-29"),
        ("Tuesday's strike killed nine.", "Tuesday", "2025-09-02"),
        ("He called on Tuesday of last week.", "Tuesday of last week", "2025-08-26"),
        ("The ship sank on Monday night.", "Monday night", "2025-09-01TNI"),
        ("It began on Sept. 2.", "Sept. 2", "2025-09-02"),
        ("It began on 2 September 2024.", "2 September 2024", "2024-09-02"),
        ("It began on Tuesday, Sept. 2, 2025.", "Tuesday, Sept. 2, 2025", "2025-09-02"),
        ("It began on the 2nd of September.", "the 2nd of September", "2025-09-02"),
        ("The court ruled on Dec. 12.", "Dec. 12", "2024-12-12"),
        ("The court will rule on Jan. 12.", "Jan. 12", "2026-01-12"),
        ("It opened 2025-09-01.", "2025-09-01", "2025-09-01"),
        ("It opened 25/12/2024.", "25/12/2024", "2024-12-25"),
        ("It opened 12/25/2024.", "12/25/2024", "2024-12-25"),
        ("It opened 4/5/2024.", "4/5/2024", "2024-XX-XX"),
        ("She joined in March.", "March", "2025-03"),
        ("She may return in March.", "March", "2026-03"),
        ("She joined in May 2019.", "May 2019", "2019-05"),
        ("It ran from May to July 2023.", "May", "2023-05"),
        ("It ran from Nov. 28 to Dec. 2, 2023.", "Nov. 28", "2023-11-28"),
        ("It ended late last month.", "late last month", "2025-08"),
        ("It ended earlier this year.", "earlier this year", "2025"),
        ("It ends early next year.", "early next year", "2026"),
        ("It ends at the end of the month.", "the end of the month", "2025-09"),
        ("It ends by the year's end.", "the year's end", "2025-12-31"),
        ("They met this week.", "this week", "2025-W36"),
        ("They met last week.", "last week", "2025-W35"),
        ("They spoke over the weekend.", "the weekend", "2025-W35-WE"),
        ("Clarke (1635 – 1699) and Hume (1711–1776) wrote.", "1635", "1635"),
        ("Clarke (1635 – 1699) and Hume (1711–1776) wrote.", "1776", "1776"),
        ("He won the 2019 election.", "2019", "2019"),
        ("He has worked there since 1998.", "1998", "1998"),
        ("In fiscal 2024 it lost money.", "fiscal 2024", "2024"),
        ("Sales rose in mid-2023.", "mid-2023", "2023"),
        ("By the late 1970s it closed.", "the late 1970s", "197"),
        ("In the '90s it grew.", "the '90s", "199"),
        ("It is a 19th-century house.", "19th-century", "18"),
        ("The 21st century began badly.", "The 21st century", "20"),
        ("It earned more in the third quarter.", "the third quarter", "2025-Q3"),
        ("It earned more in the fourth quarter.", "the fourth quarter", "2024-Q4"),
        ("It will earn more in the fourth quarter.", "the fourth quarter", "2025-Q4"),
        ("It earned less in the first half of 2024.", "the first half of 2024", "2024-H1"),
        ("They married last winter.", "last winter", "2024-WI"),
        ("They will marry next spring.", "next spring", "2026-SP"),
        ("It opened in winter 2021.", "winter 2021", "2021-WI"),
        ("He left two weeks ago.", "two weeks ago", "2025-W34"),
        ("He left nearly four years ago.", "nearly four years ago", "2021"),
        ("He left three days ago.", "three days ago", "2025-09-02"),
        ("In 2019 he won. A year later he lost.", "A year later", "2020"),
        ("On Monday he won. That day he wept.", "That day", "2025-09-01"),
        ("It snowed at Christmas.", "Christmas", "2024-12-25"),
        ("It will snow on Christmas Eve.", "Christmas Eve", "2025-12-24"),
        ("They met on New Year's Eve 2019.", "New Year's Eve", "2024-12-31"),
        ("They met on Thanksgiving.", "Thanksgiving", "2024-11-28"),
        ("They marched on Memorial Day.", "Memorial Day", "2025-05-26"),
        ("It was planned before 9/11.", "9/11", "2001-09-11"),
        ("He now leads it.", "now", "PRESENT_REF"),
        ("He recently left.", "recently", "PAST_REF"),
        ("In the near future it may close.", "the near future", "FUTURE_REF"),
    ],
)
def test_dates(text: str, words: str, value: str) -> None:
    assert values(text).get(words) == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The blast came at 10 p.m. Wednesday.", "10 p.m. Wednesday", "2025-09-03T22:00"),
        ("The blast came at noon on Tuesday.", "noon on Tuesday", "2025-09-02T12:00"),
        ("The blast came on Tuesday at 5:30pm.", "Tuesday at 5:30pm", "2025-09-02T17:30"),
        ("It ends at 14:30 GMT on Tuesday.", "14:30 GMT on Tuesday", "2025-09-02T14:30Z"),
        (
            "It ended at 5 p.m. EST Nov. 9, 2024.",
            "5 p.m. EST Nov. 9, 2024",
            "2024-11-09T17:00-05:00",
        ),
        ("It ended at 9 a.m. ET.", "9 a.m. ET", "XXXX-XX-XXT09:00"),
        ("It ended at five o'clock.", "five o'clock", "XXXX-XX-XXTXX:00"),
        ("Saturday's 6 p.m. deadline passed.", "Saturday's 6 p.m.", "2025-08-30T18:00"),
        ("On the evening of Sept. 3 he left.", "the evening of Sept. 3", "2025-09-03TEV"),
        ("He called this morning.", "this morning", "2025-09-05TMO"),
        ("He called last night.", "last night", "2025-09-04TNI"),
        ("He called early Sunday morning.", "early Sunday morning", "2025-08-31TMO"),
    ],
)
def test_times_of_day(text: str, words: str, value: str) -> None:
    assert (words, "TIME", value) in found(text)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It took twenty-three days.", "twenty-three days", "P23D"),
        ("A 10-hour tour followed.", "10-hour", "PT10H"),
        ("He reigned for nearly forty years.", "nearly forty years", "P40Y"),
        ("It took 2 1/2 years.", "2 1/2 years", "P2Y6M"),
        ("It took three and a half hours.", "three and a half hours", "PT3.5H"),
        ("It took half an hour.", "half an hour", "PT0.5H"),
        ("It may be called up for up to 180 days.", "up to 180 days", "P180D"),
        ("It fell for the past two months.", "the past two months", "P2M"),
        ("It waited for a couple of weeks.", "a couple of weeks", "P2W"),
        ("It fell over several months.", "several months", "PXM"),
        ("They fought for weeks.", "weeks", "PXW"),
        ("It rose in recent years.", "recent years", "PXY"),
        ("It could last 60 days.", "60 days", "P60D"),
        ("It ruled for two decades.", "two decades", "P2DE"),
        ("It fell for two quarters.", "two quarters", "P6M"),
        ("It may stop within a week.", "a week", "P1W"),
    ],
)
def test_durations(text: str, words: str, value: str) -> None:
    assert (words, "DURATION", value) in found(text)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It costs $33 million a year.", "a year", "P1Y"),
        ("They meet every Sunday.", "every Sunday", "XXXX-WXX-7"),
        ("They meet on Mondays.", "Mondays", "XXXX-WXX-1"),
        ("They meet each month.", "each month", "P1M"),
        ("They meet every two years.", "every two years", "P2Y"),
        ("They meet twice a week.", "twice a week", "P1W"),
        ("They publish it annually.", "annually", "P1Y"),
    ],
)
def test_sets(text: str, words: str, value: str) -> None:
    assert (words, "SET", value) in found(text)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Police said Tuesday that two men fled.", "Tuesday", "XXXX-WXX-2"),
        ("She resigned today.", "today", "XXXX-XX-XX"),
        ("They met last week.", "last week", "XXXX-WXX"),
        ("She joined in March.", "March", "XXXX-03"),
        ("It began on Sept. 2.", "Sept. 2", "XXXX-09-02"),
        ("It began on Sept. 2 of last year.", "Sept. 2 of last year", "XXXX-09-02"),
        ("It earned more in the third quarter.", "the third quarter", "XXXX-Q3"),
        ("They married last summer.", "last summer", "XXXX-SU"),
        ("He left two years ago.", "two years ago", "XXXX"),
        ("In the '90s it grew.", "the '90s", "XX9"),
        ("The blast came at 10 p.m. Wednesday.", "10 p.m. Wednesday", "XXXX-WXX-3T22:00"),
        ("They marched on Memorial Day.", "Memorial Day", "XXXX-05-XX"),
        ("It ran from May to July 2023.", "May", "2023-05"),
    ],
)
def test_without_a_publication_date_what_hangs_on_it_stays_open(
    text: str, words: str, value: str
) -> None:
    assert values(text, None).get(words) == value


@pytest.mark.parametrize(
    "text",
    [
        "The home side won 10:30, or 7-3, and 2000 people cheered.",
        "It paid $1990 for 1500 pens, and No. 1984 was drawn.",
        "He may march; the second man to fall was a sun king.",
        "The 45-year-old, who is 37 years old by another account, was held.",
        "The Good Friday Agreement and Super Tuesday came up.",
        "USA Today wrote to him. Call 555-1234. The F-35 flew.",
        "He told ABC’s “This Week” of the last year of the war.",
        "A quarter of the house was sold to an Augustan.",
        "He spoke 31/45/2020.",
        "",
    ],
)
def test_no_times(text: str) -> None:
    assert found(text) == []


def test_dates_that_no_calendar_has_are_cut_to_what_it_has() -> None:
    assert found("It began on June 31.") == [("June", "DATE", "2025-06")]


def test_ids_and_spans_follow_the_text() -> None:
    text = "On Tuesday\x00he left. 😀 On Monday he came."
    times = find_times(text, (Span(0, len(text)),), FRIDAY)
    assert [one.id for one in times] == ["T1", "T2"]
    assert [text[one.span.start : one.span.end] for one in times] == ["Tuesday", "Monday"]


def test_only_the_blocks_that_are_read_have_times() -> None:
    text = "today tomorrow yesterday"
    (only,) = find_times(text, (Span(6, 14),), FRIDAY)
    assert (only.id, only.span) == ("T1", Span(6, 14))
    assert find_times(text, (), FRIDAY) == ()


def test_no_time_reaches_from_one_block_into_the_next() -> None:
    text = "Sept.2, 2020"
    assert all(
        one.span.end <= 5 or one.span.start >= 5
        for one in find_times(text, (Span(0, 5), Span(5, 12)), None)
    )


def test_every_pattern_is_made_of_known_classes() -> None:
    for room in ROOMS:
        for rule in room.RULES.rules:
            assert rule.beginnings(), rule.pattern
            assert not rule.compiled().fullmatch(""), rule.pattern


WORDS = st.sampled_from(
    "the a last next this early late mid - of in on at by , . ' 's first second 2 30 31 1990 2024"
    " January May Sept. Monday Sun fall summer year years day weeks quarter century decade ago"
    " earlier later noon 10:30 p.m. 5pm GMT today tonight night morning each every twice two"
    " twenty hundred half and a few several couple couple 1/2 3/4/99 1990s '90s 12th end since"
    " until said will Christmas Eve New Year's Memorial Day weekend fiscal previous following"
    " 9999 0001-01-01 2024-02-30 29 February 53 \n\n 😀 %".split(" ")
)
DATES = st.none() | st.dates() | st.sampled_from([date.min, date.max, date(2024, 2, 29)])


@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80), DATES)
@example("a century ago, next year, 9999 years later, last weekend", date.min)
@example("in 9999 years, next week, tomorrow, next quarter", date.max)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_valid_times_inside_its_blocks(text: str, published: date | None) -> None:
    half = len(text) // 2
    spans = (Span(0, half), Span(half, len(text)))
    times = find_times(text, spans, published)
    assert [one.id for one in times] == [f"T{n}" for n in range(1, len(times) + 1)]
    end = 0
    for one in times:
        assert one.span.start >= end
        end = one.span.end
        assert any(s.start <= one.span.start < one.span.end <= s.end for s in spans)
        assert is_valid(one.type, one.value)
        assert text[one.span.start : one.span.end].strip() == text[one.span.start : one.span.end]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_weekday_of_the_past_is_one_of_the_last_seven_days(published: date) -> None:
    ((_, _, value),) = found("Police said Tuesday that they left.", published)
    day = date.fromisoformat(value)
    assert day.isoweekday() == 2
    assert timedelta(0) <= published - day < timedelta(7)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        " " * 100_000 + "x",
        "\n" * 100_000,
        "1,000" * 20_000,
        "1/2/" * 25_000,
        "1-" * 50_000,
        "'" * 100_000,
        "the last next first " * 5_000,
        "two million and " * 6_000,
        "Monday " * 14_000,
        "Sept. 2, " * 10_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_text_is_read_in_bounded_time(text: str) -> None:
    begun = time.perf_counter()
    find_times(text, (Span(0, len(text)),), FRIDAY)
    assert time.perf_counter() - begun < 10
