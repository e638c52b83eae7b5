"""TIMEX3 values as views need them: where they lie on the calendar, and in words."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from sayso.reading import Time

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
"""`strftime` would write them in the language of the machine."""

_ORDINALS: Final = ("first", "second", "third", "fourth")
_SEASONS: Final = {
    "SP": (3, "spring"),
    "SU": (6, "summer"),
    "FA": (9, "autumn"),
    "WI": (12, "winter"),
}
_DAYPARTS: Final = {
    "DT": ("08:00", "daytime"),
    "MO": ("06:00", "morning"),
    "MI": ("12:00", "midday"),
    "AF": ("13:00", "afternoon"),
    "EV": ("18:00", "evening"),
    "NI": ("21:00", "night"),
}
"""From when on, so that they fall into place among hours, and in words."""

_VALUE: Final = re.compile(
    r"(?:(?P<century>\d\d)|(?P<decade>\d{3})|(?P<year>\d{4})(?:-(?:"
    r"(?P<month>\d\d)(?:-(?P<day>\d\d))?"
    r"|W(?P<week>\d\d)(?:-(?:(?P<weekday>[1-7])|(?P<weekend>WE)))?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?)"
    r"(?:T(?:XX|(?P<part>DT|MO|MI|AF|EV|NI)"
    r"|(?P<clock>\d\d(?::\d\d){0,2})(?P<zone>Z|[+-]\d\d:\d\d)?))?"
)
_OPEN: Final = re.compile(r"(?=[\dX])(?=[^T]*X)(?P<known>\d*)[\dX]*(?:-[\dA-SU-Z]+)*(?:T.*)?")


class Period(NamedTuple):
    """A stretch of the calendar whose beginning is known; in order they compare by it, and of two
    that begin together the longer one is first."""

    begins: date
    rank: int
    """0 for a century, more the shorter it is, 8 for a day."""
    hour: str
    """`09:00`, empty for the whole of it."""
    words: str
    """It without its hour: `12 March 2026`, `week of 9 March 2026`, `2020s`."""
    clock: str
    """Its hour in words, empty for the whole of it: `09:00 UTC`, `morning`."""

    @property
    def day(self) -> date | None:
        """The day, None for a longer period."""
        return self.begins if self.rank == _DAY else None


_DAY: Final = 8


def period_of(time: Time | None) -> Period | None:
    """The period that a time means; None for one that is partly open, for lengths and for sets."""
    if time is None or time.type not in ("DATE", "TIME"):
        return None
    found = _VALUE.fullmatch(time.value)
    if found is None:
        return None
    try:
        begins, rank, words = _calendar(found)
    except ValueError:
        # There is no 30 February.
        return None
    hour, clock = "", ""
    if part := found["part"]:
        hour, clock = _DAYPARTS[part]
    elif hour := found["clock"] or "":
        hour = hour if ":" in hour else f"{hour}:00"
        zone = found["zone"] or ""
        clock = f"{hour} UTC{zone.removeprefix('Z')}" if zone else hour
    return Period(begins, rank, hour, words, clock)


def known_part(time: Time | None) -> str | None:
    """Of a date that is partly open, the digits before what is open: `197` of `197X`, often none.

    None for what is no date, or one that is not open.
    """
    if time is None or time.type not in ("DATE", "TIME"):
        return None
    found = _OPEN.fullmatch(time.value)
    return None if found is None else found["known"]


def day_in_words(day: date) -> str:
    """`12 March 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _calendar(found: re.Match[str]) -> tuple[date, int, str]:
    """When a value begins, its rank and its words."""
    if century := found["century"]:
        return date(int(century) * 100, 1, 1), 0, f"{century}00s"
    if decade := found["decade"]:
        return date(int(decade) * 10, 1, 1), 1, f"{decade}0s"
    year = int(found["year"])
    if half := found["half"]:
        return date(year, 6 * int(half) - 5, 1), 3, f"{_ORDINALS[int(half) - 1]} half of {year}"
    if quarter := found["quarter"]:
        words = f"{_ORDINALS[int(quarter) - 1]} quarter of {year}"
        return date(year, 3 * int(quarter) - 2, 1), 4, words
    if season := found["season"]:
        month, name = _SEASONS[season]
        return date(year, month, 1), 4, f"{name} {year}"
    if week := found["week"]:
        if weekday := found["weekday"]:
            day = date.fromisocalendar(year, int(week), int(weekday))
            return day, _DAY, day_in_words(day)
        if found["weekend"]:
            day = date.fromisocalendar(year, int(week), 6)
            return day, 7, f"weekend of {day_in_words(day)}"
        day = date.fromisocalendar(year, int(week), 1)
        return day, 6, f"week of {day_in_words(day)}"
    if month_number := found["month"]:
        if number := found["day"]:
            day = date(year, int(month_number), int(number))
            return day, _DAY, day_in_words(day)
        begins = date(year, int(month_number), 1)
        return begins, 5, f"{MONTHS[begins.month - 1]} {year}"
    return date(year, 1, 1), 2, str(year)
