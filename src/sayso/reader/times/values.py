"""Values of TIMEX3: calendar arithmetic that leaves open what is not known."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Final

from sayso.reading import TimeType

OPEN: Final = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
} | {
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}
"""A day, a week, … of which nothing is known."""
SEASON_MONTHS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which a season begins, in the north, where the news that is read is made."""


@cache
def _forms() -> dict[TimeType, re.Pattern[str]]:
    part = r"(?:MO|MI|AF|EV|NI|DT)"
    zone = r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
    clock = rf"T(?:{part}|(?:[01][0-9]|2[0-4]|XX)(?::[0-5][0-9]){{0,2}}{zone}?)"
    year = r"[0-9X]{4}"
    day = rf"{year}-(?:(?:[0-9][0-9]|XX)-(?:[0-9][0-9]|XX)|W(?:[0-9][0-9]|XX)-[1-7])"
    calendar = (
        rf"{day}|{year}(?:-(?:[0-9][0-9]|XX|W(?:[0-9][0-9]|XX)(?:-WE)?|Q[1-4X]|H[12X]|SP|SU|FA|WI))?"
        r"|[0-9X]{2,3}"
    )
    number = r"(?:[0-9]+(?:\.[0-9]+)?|X)"
    date_units = rf"(?:{number}(?:Y|M|WE|W|DE|CE|D|Q))"
    length = rf"P(?:{date_units}+(?:T(?:{number}[HMS])+)?|T(?:{number}[HMS])+)"
    reference = r"PAST_REF|PRESENT_REF|FUTURE_REF"
    return {
        "DATE": re.compile(rf"(?:{calendar}|{reference})"),
        "TIME": re.compile(rf"(?:(?:{day}){clock}|{reference})"),
        "DURATION": re.compile(length),
        "SET": re.compile(rf"(?:{length}|{calendar}|(?:{day}){clock})"),
    }


def is_valid(type_: TimeType, value: str) -> bool:
    """Whether a value is one of TIMEX3 for a time of this type, open parts being X."""
    return _forms()[type_].fullmatch(value) is not None


def day_value(day: date | None) -> str:
    """`1998-02-13`"""
    return day.isoformat() if day else OPEN["D"]


def week_value(day: date | None, suffix: str = "") -> str:
    """The ISO week of a day: `1998-W07`."""
    if day is None:
        return f"XXXX-WXX{suffix}"
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}{suffix}"


def moved(day: date, days: int) -> date | None:
    """A day that many days on; None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def unit_value(unit: str, steps: int, anchor: date | None) -> str:
    """The day, week, month, … that lies `steps` of them after the one that `anchor` is in."""
    if anchor is None or abs(steps) > 1_000_000:
        return OPEN.get(unit, "XXXX-XX-XX")
    if unit in ("D", "W", "WE"):
        day = moved(anchor, steps * (1 if unit == "D" else 7))
        if unit == "D" or day is None:
            return day_value(day) if unit == "D" else OPEN[unit]
        return week_value(day, "-WE" if unit == "WE" else "")
    if unit in ("M", "Q"):
        months = 12 * anchor.year + anchor.month - 1 + steps * (1 if unit == "M" else 3)
        year, month = divmod(months, 12)
        if not 0 < year < 10_000:
            return OPEN[unit]
        return f"{year:04}-{month + 1:02}" if unit == "M" else f"{year:04}-Q{month // 3 + 1}"
    year = anchor.year + steps * {"Y": 1, "DE": 10, "CE": 100}.get(unit, 0)
    return f"{year:04}"[: {"DE": 3, "CE": 2}.get(unit, 4)] if 0 < year < 10_000 else OPEN[unit]


def year_earlier(value: str, years: int = -1) -> str:
    """A value whose year is known, moved by years; one whose year is open stays as it is."""
    if not re.match(r"\d{4}", value):
        return value
    year = int(value[:4]) + years
    return f"{year:04}{value[4:]}" if 0 < year < 10_000 else f"XXXX{value[4:]}"


def duration(number: float | None, unit: str) -> str:
    """`P3Y`, `PT20M`; open without a number. Halves of years are months, as people count them."""
    time = "T" if unit.startswith("T") else ""
    unit = unit.removeprefix("T")
    if unit == "2W":
        number, unit = None if number is None else 2 * number, "W"
    if unit == "Q":
        number, unit = None if number is None else 3 * number, "M"
    if number is None:
        return f"P{time}X{unit}"
    if unit == "Y" and number % 1 == 0.5:
        whole = int(number)
        return f"P{whole}Y6M" if whole else "P6M"
    digits = f"{number:.4f}".rstrip("0").rstrip(".")
    return f"P{time}{digits}{unit}"


def month_value(month: int, year: int | None) -> str:
    """`1998-02`"""
    return f"{_year(year)}-{month:02}"


def month_day_value(month: int, day: int, year: int | None) -> str | None:
    """`1998-02-13`; None where that month never has such a day."""
    longest = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return f"{_year(year)}-{month:02}-{day:02}" if 1 <= day <= longest else None


def _year(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04}"
