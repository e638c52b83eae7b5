"""The sourcing label of an archive: by outlet, and over time."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, get_args

from sayso.archive.filters import EVERYTHING, Filters, page_conditions, where, with_outlets
from sayso.archive.search_plan import fitting, statement_question
from sayso.archive.search_words import wanted
from sayso.errors import OptionError

Period = Literal["day", "week", "month", "year"]
Division = Literal["outlet", "day", "week", "month", "year"]
"""What counts are divided by."""

_Z: Final = 1.959963984540054
"""Standard deviations on either side of the mean that hold 95 % of a normal distribution."""


class Interval(NamedTuple):
    """Where a share lies, 0 to 1, with a confidence of 95 %."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """How the pages of an outlet, of a period, or of both are sourced."""

    outlet: str | None
    """None where the pages name none, or where counts are not divided by outlet."""
    period: str | None
    """`2026-03-12`, `2026-W11` (ISO 8601), `2026-03` or `2026`, in UTC; None where the pages have
    no date, or where counts are not divided by time."""
    pages: int
    """Those without a statement included, unless statements of a kind were asked for."""
    statements: int
    direct: int
    indirect: int
    mixed: int
    sources: int
    """A named source that several pages have is one. Unnamed ones count on each page, for nobody
    can tell whether they are the same."""
    unnamed_sources: int
    statements_by_unnamed: int

    @property
    def share_by_unnamed(self) -> float | None:
        """Of the statements the share that unnamed sources make, 0 to 1; None of no statements."""
        return self.statements_by_unnamed / self.statements if self.statements else None

    @property
    def interval(self) -> Interval | None:
        """Where `share_by_unnamed` lies, were these statements a sample (Wilson's interval); None
        of no statements."""
        return wilson(self.statements_by_unnamed, self.statements)


def wilson(hits: int, total: int) -> Interval | None:
    """Wilson's score interval for a share, at 95 %; None of nothing.

    >>> low, high = wilson(1, 10)
    >>> round(low, 3), round(high, 3)
    (0.018, 0.404)
    """
    if not total:
        return None
    share = hits / total
    spread = _Z * math.sqrt(share * (1 - share) / total + _Z * _Z / (4 * total * total))
    middle = share + _Z * _Z / (2 * total)
    scale = 1 + _Z * _Z / total
    low, high = (middle - spread) / scale, (middle + spread) / scale
    # At the ends rounding would leave the share itself outside.
    return Interval(max(min(low, share), 0.0) if hits else 0.0, min(max(high, share), 1.0))


def sourcing(
    connection: sqlite3.Connection,
    by: Sequence[Division] = ("outlet",),
    filters: Filters = EVERYTHING,
) -> list[Sourcing]:
    """The counts for each outlet, each period, or each outlet in each period, in this order.

    With `by` empty, of all together. Every statement is counted: with 2.7 million of them that
    takes some seconds. Raises `OptionError` and `UnknownOutletError`.
    """
    period = _period(by)
    filters = with_outlets(connection, filters)
    fit = fitting(statement_question(wanted(""), filters))

    def keys(table: str) -> str:
        outlet = f"{table}.outlet" if "outlet" in by else "NULL"
        return f"{outlet}, {PERIODS[period].format(f'{table}.published') if period else 'NULL'}"

    counted = {
        (row[0], row[1]): row[2:]
        for row in connection.execute(
            f"SELECT {keys('s')}, count(DISTINCT s.page_id), count(*), {_COUNTS}"
            f" FROM statements AS s WHERE {fit.sql} GROUP BY 1, 2",
            fit.values,
        )
    }
    pages: dict[tuple[str | None, str | None], int] = {}
    if not filters.of_statements:
        among = where(page_conditions(filters, "v"))
        for outlet, span, number in connection.execute(
            f"SELECT {keys('v')}, count(*) FROM pages AS p JOIN versions AS v USING (version_id)"
            f" WHERE {among.sql} GROUP BY 1, 2",
            among.values,
        ):
            pages[outlet, span] = number
    rows = []
    for key in sorted(counted.keys() | pages.keys(), key=_place):
        having, *counts = counted.get(key, (0,) * (2 + _COUNTS.count(" AS ")))
        rows.append(
            Sourcing(
                outlet=key[0],
                period=key[1],
                pages=pages.get(key, having),
                statements=counts[0],
                direct=counts[1],
                indirect=counts[2],
                mixed=counts[3],
                sources=counts[4],
                unnamed_sources=counts[5],
                statements_by_unnamed=counts[6],
            )
        )
    return rows


_COUNTS: Final = (
    "sum(s.form = 'direct') AS direct, sum(s.form = 'indirect') AS indirect,"
    " sum(s.form = 'mixed') AS mixed,"
    " count(DISTINCT coalesce(-s.profile_id, s.entity_key)) AS sources,"
    " count(DISTINCT CASE s.naming WHEN 'unnamed' THEN s.entity_key END) AS unnamed_sources,"
    " sum(s.naming IS 'unnamed') AS by_unnamed"
)
_THURSDAY: Final = "date(substr({0}, 1, 10), '-3 days', 'weekday 4')"
"""Of the week of a date; the year that it lies in is the year of the week."""
PERIODS: Final[dict[Period, str]] = {
    "day": "date(substr({0}, 1, 10))",
    "week": (
        f"strftime('%Y', {_THURSDAY}) || '-W'"
        f" || printf('%02d', (strftime('%j', {_THURSDAY}) + 6) / 7)"
    ),
    "month": "strftime('%Y-%m', substr({0}, 1, 10))",
    "year": "strftime('%Y', substr({0}, 1, 10))",
}
"""SQL for the period of a date, null for what is no day."""


def _period(by: Sequence[Division]) -> Period | None:
    for division in by:
        if division not in get_args(Division):
            raise OptionError(
                f"counts cannot be divided by {division!r}",
                choices=", ".join(get_args(Division)),
            )
    periods = [division for division in by if division != "outlet"]
    if len(periods) > 1:
        raise OptionError(f"counts cannot be divided by {periods[0]} and {periods[1]} at once")
    return periods[0] if periods else None


def _place(key: tuple[str | None, str | None]) -> tuple[bool, str, str, bool, str]:
    """The outlets by name and those without one last; in each the periods in order."""
    outlet, period = key
    return (outlet is None, (outlet or "").casefold(), outlet or "", period is None, period or "")
