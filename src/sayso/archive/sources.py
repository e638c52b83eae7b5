"""Who speaks in the archive, how often and where."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final, Literal

from sayso.archive.filters import EVERYTHING, Filters, with_outlets
from sayso.archive.search_plan import fitting, statement_question
from sayso.archive.search_words import wanted
from sayso.reading import EntityKind, Naming

SourceOrder = Literal["statements", "pages", "outlets", "newest", "name"]
"""The most statements, pages or outlets first, who spoke last first, or the names in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """A source of the archive: a profile, or all that is called by one description."""

    name: str
    profile_id: int | None
    naming: Naming
    kind: EntityKind
    role: str | None
    statements: int
    direct: int
    """How many of them stand in quotation marks entirely."""
    pages: int
    outlets: int
    first: str | None
    last: str | None
    """When the first and the last of their pages were published, as far as pages tell."""

    @property
    def share_direct(self) -> float:
        """Of the statements the share that is direct, 0 to 1."""
        return self.direct / self.statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Sources in the order that was asked for."""

    sources: tuple[Speaking, ...]
    more: bool
    """Whether there are more after these."""
    offset: int = 0
    """How many came before these."""


_BARE: Final = (
    "CASE WHEN s.source LIKE 'the %' THEN substr(s.source, 5)"
    " WHEN s.source LIKE 'an %' THEN substr(s.source, 4)"
    " WHEN s.source LIKE 'a %' THEN substr(s.source, 3) ELSE s.source END"
)
"""“the officials” and “Officials” are one description."""
_WHO: Final = f"coalesce(s.profile_id, s.naming || ' ' || lower({_BARE}))"

_ORDERS: Final[dict[SourceOrder, str]] = {
    "statements": "c.statements DESC, c.pages DESC",
    "pages": "c.pages DESC, c.statements DESC",
    "outlets": "c.outlets DESC, c.statements DESC",
    "newest": "c.last DESC, c.statements DESC",
    "name": "called COLLATE NOCASE",
}


def sources(
    connection: sqlite3.Connection,
    filters: Filters = EVERYTHING,
    *,
    order: SourceOrder = "statements",
    limit: int = 20,
    offset: int = 0,
) -> Sources:
    """The sources of the statements that fit `filters`.

    A named source is a profile; unnamed ones are counted together by what they are called.
    Statements without a source are nobody's. Every statement is counted: with 2.7 million of them
    that takes some seconds. Raises `UnknownOutletError` and `OptionError`.
    """
    question = statement_question(wanted(""), with_outlets(connection, filters))
    fit = fitting(question)
    rows = connection.execute(
        "SELECT coalesce(p.name, e.name) AS called, c.profile_id, c.naming,"
        " coalesce(p.kind, e.kind), e.role,"
        " c.statements, c.direct, c.pages, c.outlets, c.first, c.last"
        " FROM (SELECT s.profile_id, s.naming, max(s.entity_key) AS entity_key,"
        "  count(*) AS statements, sum(s.form = 'direct') AS direct,"
        "  count(DISTINCT s.page_id) AS pages, count(DISTINCT s.outlet) AS outlets,"
        "  min(s.published) AS first, max(s.published) AS last"
        f" FROM statements AS s WHERE s.source IS NOT NULL AND {fit.sql} GROUP BY {_WHO}) AS c"
        " JOIN entities AS e USING (entity_key) LEFT JOIN profiles AS p"
        " ON p.profile_id = c.profile_id"
        f" ORDER BY {_ORDERS[order]}, called COLLATE NOCASE, c.entity_key LIMIT ? OFFSET ?",
        (*fit.values, limit + 1, offset),
    ).fetchall()
    return Sources(
        sources=tuple(
            Speaking(
                name=row[0],
                profile_id=row[1],
                naming=row[2],
                kind=row[3],
                role=row[4] or _role(connection, row[1]),
                statements=row[5],
                direct=row[6],
                pages=row[7],
                outlets=row[8],
                first=row[9],
                last=row[10],
            )
            for row in rows[:limit]
        ),
        more=len(rows) > limit,
        offset=offset,
    )


def _role(connection: sqlite3.Connection, profile_id: int | None) -> str | None:
    """The role that was last given to a profile."""
    row = connection.execute(
        "SELECT role FROM entities WHERE profile_id = ? AND role IS NOT NULL"
        " ORDER BY entity_key DESC LIMIT 1",
        (profile_id,),
    ).fetchone()
    return None if row is None else str(row[0])
