"""Dates, times and numbers in words, the same on every page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def day(value: str | None) -> str:
    """`12 March 2026` of an ISO 8601 date or date-time; empty for none.

    >>> day("2026-03-12T07:05:00Z"), day("2026-03"), day(None)
    ('12 March 2026', 'March 2026', '')
    """
    if not value:
        return ""
    if len(value) == len("2026-03"):
        value, parts = f"{value}-01", 1
    else:
        parts = 2
    try:
        found = date.fromisoformat(value[:10])
    except ValueError:
        return value
    month = f"{_MONTHS[found.month - 1]} {found.year}"
    return f"{found.day} {month}" if parts == 2 else month


def moment(value: str | None) -> str:
    """`12 March 2026, 07:05 UTC`; the day alone where no time is given.

    >>> moment("2026-03-12T08:05:00+01:00")
    '12 March 2026, 07:05 UTC'
    """
    if not value or len(value) <= len("2026-03-12"):
        return day(value)
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return f"{day(found.date().isoformat())}, {found:%H:%M} UTC"


def count(number: int) -> str:
    """A number that people can read: `12,400`."""
    return f"{number:,}"


def month(value: str) -> str:
    """`Mar 2026` of `2026-03`; a year is a year.

    >>> month("2026-03"), month("2026")
    ('Mar 2026', '2026')
    """
    year, _, number = value.partition("-")
    return f"{_MONTHS[int(number) - 1][:3]} {year}" if number else year


def share(part: float, whole: float) -> str:
    """A share in per cent; a dash of nothing.

    >>> share(1, 8), share(0, 0)
    ('12 %', '–')
    """
    return f"{100 * part / whole:.0f} %" if whole else "–"
