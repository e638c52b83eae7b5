"""Which pages and statements a question is about."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Final, get_args

from sayso.archive.search_words import Wanted, wanted
from sayso.errors import ArchiveError, OptionError
from sayso.reading import Naming, Polarity, StatementForm, StatementMode

_A_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_AFTER: Final = "~"
"""Sorts behind all that an ISO 8601 date goes on with, so that a day holds its hours, and a month
its days."""

_CLOSE: Final = 5
"""Outlets that are named to somebody who asks for one that the archive does not have."""


class UnknownOutletError(ArchiveError):
    """The archive has no page of such an outlet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What pages and statements have to be like; what is None does not matter.

    `source` are words of the source's name or description, and may be whatever a search may be.
    `outlets` are names, or words that stand in them; any of them will do. `since` and `until` are
    days, months or years (`2026-03-12`, `2026-03`, `2026`), both of them included, by the date of
    publication in UTC; a page without a date is in no such range. The rest is as in `Statement` and
    `Entity`; a page fits if one of its statements does.

    Raises `OptionError` for a value that is none.
    """

    source: str | None = None
    profile: int | None = None
    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    form: StatementForm | None = None
    naming: Naming | None = None
    mode: StatementMode | None = None
    polarity: Polarity | None = None

    def __post_init__(self) -> None:
        for name, kind in (
            ("form", StatementForm),
            ("naming", Naming),
            ("mode", StatementMode),
            ("polarity", Polarity),
        ):
            value = getattr(self, name)
            if value is not None and value not in get_args(kind):
                raise OptionError(
                    f"{value!r} is no {name} of statements", choices=", ".join(get_args(kind))
                )
        for name in ("since", "until"):
            if (value := getattr(self, name)) is not None:
                _check_date(name, value)
        if self.since and self.until and self.since > self.until + _AFTER:
            raise OptionError(f"nothing lies between {self.since} and {self.until}")

    @property
    def of_statements(self) -> bool:
        """Whether anything is asked of statements, and not of pages alone."""
        return any((self.source, self.profile, self.form, self.naming, self.mode, self.polarity))

    @property
    def of_pages(self) -> bool:
        """Whether anything is asked of the page: where and when it was published."""
        return any((self.outlets, self.since, self.until))

    @property
    def of_few(self) -> bool:
        """Whether statements of a polarity are asked for that few have."""
        return self.polarity not in (None, "asserts")

    @property
    def wanted_source(self) -> Wanted:
        """The words of the source."""
        return wanted(self.source or "")


EVERYTHING: Final = Filters()


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL, with the values for its question marks."""

    sql: str
    values: tuple[str | int, ...] = ()


def page_conditions(filters: Filters, table: str) -> Iterator[Condition]:
    """What `table`, of versions or of statements, must fulfil in outlet and date."""
    if filters.outlets:
        marks = ", ".join("?" * len(filters.outlets))
        # Of one outlet the index gives the pages by date; of several they must be sorted.
        among = "= ?" if len(filters.outlets) == 1 else f"IN ({marks})"
        yield Condition(f"{table}.outlet {among}", filters.outlets)
    if filters.since:
        yield Condition(f"{table}.published >= ?", (filters.since,))
    if filters.until:
        yield Condition(f"{table}.published < ?", (filters.until + _AFTER,))


def statement_conditions(filters: Filters, table: str) -> Iterator[Condition]:
    """What `table`, of statements, must fulfil beside outlet, date and words of the source."""
    if filters.profile is not None:
        yield Condition(f"{table}.profile_id = ?", (filters.profile,))
    for column in ("form", "naming", "mode", "polarity"):
        if value := getattr(filters, column):
            yield Condition(f"{table}.{column} = ?", (value,))
    if filters.of_few:
        # SQLite does not see by itself that the index of those has it.
        yield Condition(f"{table}.polarity != 'asserts'")


def where(conditions: Iterable[Condition]) -> Condition:
    """All of them as one; true where there is none."""
    found = list(conditions)
    return Condition(
        " AND ".join(condition.sql for condition in found) or "1",
        tuple(value for condition in found for value in condition.values),
    )


def with_outlets(connection: sqlite3.Connection, filters: Filters) -> Filters:
    """`filters` with the outlets as the archive spells them.

    Each is the one that has that name, in capitals or not, or else all in whose names its words
    stand. Raises `UnknownOutletError`.
    """
    if not filters.outlets:
        return filters
    known = outlets(connection)
    found = {name: None for asked in filters.outlets for name in _outlets_called(asked, known)}
    return replace(filters, outlets=tuple(found))


def outlets(connection: sqlite3.Connection) -> list[str]:
    """The outlets whose pages the archive has, in the order of the alphabet."""
    # One look into the index for each, not one for each of their pages.
    rows = connection.execute(
        "WITH RECURSIVE each (outlet) AS ("
        " SELECT min(outlet) FROM versions"
        " UNION ALL SELECT (SELECT min(outlet) FROM versions WHERE outlet > each.outlet)"
        " FROM each WHERE each.outlet IS NOT NULL)"
        " SELECT outlet FROM each WHERE outlet IS NOT NULL"
    )
    return sorted((name for (name,) in rows), key=str.casefold)


def _outlets_called(asked: str, known: list[str]) -> list[str]:
    folded = " ".join(asked.casefold().split())
    same = [name for name in known if name.casefold() == folded]
    if same:
        return same
    holding = [name for name in known if folded and folded in name.casefold()]
    if holding:
        return holding
    by_folded = {name.casefold(): name for name in known}
    close = [by_folded[each] for each in get_close_matches(folded, by_folded, _CLOSE, 0.5)]
    raise UnknownOutletError(
        f"the archive has no page of an outlet {asked!r}",
        choices=", ".join(close or known[:_CLOSE]) or None,
    )


def _check_date(name: str, value: str) -> None:
    complete = value + "-01-01"[len(value) - 4 :] if _A_DATE.fullmatch(value) else ""
    try:
        date.fromisoformat(complete)
    except ValueError:
        raise OptionError(
            f"{value!r} is no date for {name!r}", choices="2026, 2026-03 or 2026-03-12"
        ) from None
