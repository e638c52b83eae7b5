"""Publication dates: the ones given, and the ones that a page states of itself in plain words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH: Final = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+)?"

# Only forms that can be read in one way: 05/09/2025 is not among them.
FULL_DATE: Final = (
    rf"{_WEEKDAY}(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH}),?\s+(?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})"
    r")"
)
_FULL_DATE: Final = re.compile(rf"(?<![\w/-]){FULL_DATE}(?![\w/-]|,?\d)", re.IGNORECASE)
_ISO_TIME: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?"
)


def iso_date(value: str) -> str | None:
    """`value` as an ISO 8601 date or date-time, or None when it is neither."""
    value = value.strip()
    try:
        if len(value) == 10:
            return date.fromisoformat(value).isoformat()
        if len(value) > 10 and value[4:5] == "-" and value[10] in "T ":
            return datetime.fromisoformat(value).isoformat().replace("+00:00", "Z")
    except ValueError:
        return None
    return None


def now() -> str:
    """The present moment, to the second, as an ISO 8601 date-time in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def stated_date(line: str) -> str | None:
    """The one full date in `line` as ISO 8601; None when there is none, or more than one."""
    moment = _ISO_TIME.search(line)
    if moment is not None:
        return iso_date(moment.group())
    found = {value for match in _FULL_DATE.finditer(line) if (value := _of(match))}
    return found.pop() if len(found) == 1 else None


def _of(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    day = part["d1"] or part["d2"] or part["d3"]
    year = part["y1"] or part["y2"] or part["y3"]
    named = part["m1"] or part["m2"]
    month = _MONTHS[named.rstrip(".").lower()] if named else int(part["m3"])
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None
