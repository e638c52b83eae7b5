"""Days: dates, weekdays, holidays, and "that week" of which the page spoke."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from sayso.reader.times.grammar import Match, Meant, Rules, as_date
from sayso.reader.times.values import day_value, month_day_value, moved, unit_value
from sayso.reader.times.vocabulary import SETS

RULES: Final = Rules()


@RULES.add("iso")
def _iso(match: Match) -> Meant | None:
    written = match.tokens.original(match.first)
    try:
        date.fromisoformat(written[:10])
    except ValueError:
        return None
    return Meant("TIME" if "T" in written else "DATE", written)


@RULES.add("slash")
def _slash(match: Match) -> Meant | None:
    parts = match.tokens.original(match.first).split("/")
    if parts == ["9", "11"]:
        return as_date("2001-09-11")
    if len(parts) < 3:
        return None
    first, second = int(parts[0]), int(parts[1])
    year = int(parts[2]) if len(parts[2]) == 4 else None
    if year is None and match.published:
        near = match.published.year
        year = min(
            (near // 100 * 100 + int(parts[2]) + c for c in (-100, 0, 100)),
            key=lambda y: abs(y - near),
        )
    # Americans write the month first, others the day; where both may be meant, both stay open.
    if first > 12 or (first == second <= 12):
        return as_date(month_day_value(second, first, year) if 0 < second <= 12 else None)
    if second > 12:
        return as_date(month_day_value(first, second, year) if first else None)
    return as_date(f"{'XXXX' if year is None else f'{year:04}'}-XX-XX")


@RULES.add("right? day_word")
def day_word(match: Match) -> Meant | None:
    """ "today" and its like."""
    # A name: "USA Today"; a headline's capitals are no names.
    before = match.tokens.original(match.first - 1)
    if match.tokens.original(match.first) == "Today" and before[:1].isupper():
        return None
    step = match.number("day_word") or 0
    return Meant("DATE", unit_value("D", step, match.published))


@RULES.add(
    "month DAY_NUMBER comma? year",
    "month the? DAY_NUMBER",
    "weekday comma? month DAY_NUMBER",
    "weekday comma? month DAY_NUMBER comma? year",
    "the? DAY_NUMBER of? month",
    "the? DAY_NUMBER of? month comma? year",
    "weekday comma? the? DAY_NUMBER of? month",
    "weekday comma? the? DAY_NUMBER of? month comma? year",
    "month DAY_NUMBER of? LAST|THIS|NEXT unit",
    "month DAY_NUMBER comma LAST|THIS|NEXT unit",
)
def _month_day(match: Match) -> Meant | None:
    day, month = match.number(*SETS["DAY_NUMBER"].split()), match.number("month")
    if day is None or month is None or (match.has("unit") and match.unit() != "Y"):
        return None
    year = match.year()
    if year is None and month_day_value(month, day, None):
        year = nearest_year(match, month)
    return as_date(month_day_value(month, day, year))


@RULES.add("<month <DAY_NUMBER <hyphen|to|and DAY_NUMBER")
def _second_day(match: Match) -> Meant | None:
    # The end of "Nov. 1-3"; a number that counts something else has a noun after it.
    if match.kind(1) == "other" and match.word(-1) == "and":
        return None
    day = match.number(*SETS["DAY_NUMBER"].split())
    before = re.match(r"([\dX]{4})-(\d\d)-\d\d", match.focus.value)
    if day is None or not before:
        return None
    year = None if "X" in before[1] else int(before[1])
    return as_date(month_day_value(int(before[2]), day, year))


_BETWEEN: Final = frozenset(
    "to through until hyphen and or comma month number ordinal first second".split()
)


def _year_after(match: Match) -> int | None:
    """The year that the end of a range gives its beginning: "from May to July 2023"."""
    tokens, index = match.tokens, match.last + 1
    kinds = set()
    while index <= match.last + 5 and tokens.kind(index) in _BETWEEN:
        kinds.add(tokens.kind(index))
        index += 1
    if tokens.kind(index) != "year" or not kinds & {"month", "number", "ordinal"}:
        return None
    year = tokens.values[index]
    return year if isinstance(year, int) else None


FAR_AHEAD: Final = 2
"""Months: a date that is nearer than this on one side of the publication is on that side whatever
its clause says; of one that lies ten months off on the other side, news would give the year."""


def nearest_year(match: Match, month: int, *, far: bool = False) -> int | None:
    """Of a month or a day without a year: before or after the publication, as its clause says.

    `far`: also where that is most of a year off, as with holidays.
    """
    named, published = _year_after(match), match.published
    if named is not None or not published:
        return named
    direction = "past" if match.word(-1) == "since" else match.direction()
    ahead = (month - published.month) % 12
    if not far and direction == "past" and 0 < ahead <= FAR_AHEAD:
        direction = "future"
    elif not far and direction == "future" and 12 - ahead <= FAR_AHEAD:
        direction = "past"
    if direction == "future" or (not direction and ahead <= 6):
        return published.year + (month < published.month)
    return published.year - (month > published.month)


@RULES.add(
    "weekday",
    "LAST|THIS|NEXT weekday",
    "the LAST|NEXT weekday",
    "weekday LAST|THIS|NEXT unit",
    "weekday of LAST|THIS|NEXT unit",
)
def weekday(match: Match) -> Meant | None:
    """A weekday, by the tense of its clause."""
    number = match.number("weekday") or 1
    if match.has("unit"):
        if match.unit() != "W":
            return None
        week = unit_value("W", match.step() or 0, match.published)
        day = _day_of_week(week, number)
        return as_date(day_value(day) if day else f"XXXX-WXX-{number}")
    anchor = match.anchor()
    if anchor is None:
        return as_date(f"XXXX-WXX-{number}")
    back = (anchor.isoweekday() - number) % 7
    step = match.step()
    if step == -1:
        return as_date(day_value(moved(anchor, -(back or 7))))
    if step == 1 or (step is None and match.direction() == "future") or step == 0:
        ahead = (number - anchor.isoweekday()) % 7
        if step == 0 and match.direction() == "past":
            return as_date(day_value(moved(anchor, -back)))
        return as_date(day_value(moved(anchor, ahead or (7 if step == 1 else 0))))
    return as_date(day_value(moved(anchor, -back)))


def _day_of_week(week: str, weekday: int) -> date | None:
    found = re.fullmatch(r"(\d{4})-W(\d\d)", week)
    return date.fromisocalendar(int(found[1]), int(found[2]), weekday) if found else None


@RULES.add("that|same unit", "the? same unit", "the unit")
def _that_unit(match: Match) -> Meant | None:
    unit = match.unit()
    if unit == "WE" and match.has("the"):
        return weekend(match)
    if match.has("the") and not match.has("same"):
        return _the_unit(match, unit)
    if unit.startswith("T") or unit == "2W":
        return None
    if unit == "D" and not re.fullmatch(r"\d{4}-\d\d-\d\d", match.focus.value):
        return as_date(unit_value(unit, 0, None))
    return as_date(unit_value(unit, 0, match.focus.day()))


def _the_unit(match: Match, unit: str) -> Meant | None:
    """ "the year", which is a time where a preposition makes it one."""
    if unit == "Y" and match.word(-1) in ("for", "in", "of", "during", "throughout", "through"):
        return as_date(unit_value("Y", 0, match.published))
    if unit == "W" and match.word(-1) in ("for", "of", "during", "throughout", "in"):
        return as_date(unit_value("W", 0, match.published))
    if unit == "M" and match.word(-1) in ("of", "during", "for"):
        return as_date(unit_value("M", 0, match.published))
    return None


def weekend(match: Match) -> Meant:
    """A weekend: of this week, of the one before or of the next."""
    published, step = match.published, match.step()
    if published is None:
        return Meant("DATE", "XXXX-WXX-WE")
    if step is None or step == 0:
        behind = match.direction() != "future" and published.isoweekday() < 6
        step = -1 if behind and (step is None or published.isoweekday() < 3) else 0
    return Meant("DATE", unit_value("WE", step, published))


@RULES.add(
    "holiday",
    "holiday unit|eve",
    "LAST|THIS|NEXT holiday",
    "holiday_day possessive? unit",
    "new unit possessive unit|eve",
    "holiday comma? year",
)
def _holiday(match: Match) -> Meant | None:
    tokens = match.tokens
    begins = match.last if match.kinds()[-1].startswith("holiday") else match.first
    if not tokens.original(begins)[0].isupper() or tokens.words[match.last] in ("year", "week"):
        return None
    if not match.has("eve") and match.has("unit") and tokens.words[match.last] != "day":
        return None
    month, *rest = map(
        int, str((match.values("holiday", "holiday_day") or ["01-01"])[0]).split("-")
    )
    if match.has("eve") and month == 1:
        month, rest = 12, [32]
    named = match.year()
    year = named if named is not None else nearest_year(match, month, far=True)
    if len(rest) > 1:
        if year is None:
            return as_date(f"XXXX-{month:02}-XX")
        return as_date(day_value(_weekday_of_month(year, month, *rest)))
    if match.has("eve"):
        rest = [rest[0] - 1]
    return as_date(month_day_value(month, rest[0], year))


def _weekday_of_month(year: int, month: int, count: int, weekday: int) -> date | None:
    """The `count`-th weekday of a month, the last one for 5."""
    if not 0 < year < 9999:
        return None
    first = date(year, month, 1)
    day = 1 + (weekday - first.isoweekday()) % 7 + 7 * (count - 1)
    return first.replace(day=day) if day <= 31 and month != 2 else first.replace(day=day - 7)
