"""What somebody has said, word for word."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from sayso.archive.filters import EVERYTHING, Filters, with_outlets
from sayso.archive.profiles.find import Profile, find_profiles, profile
from sayso.archive.search_plan import newest_statements, statement_question
from sayso.archive.search_records import FoundStatement, statements_of
from sayso.archive.search_words import wanted
from sayso.errors import OptionError


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidBy:
    """What somebody has said, the newest first."""

    asked: str
    """Who was asked for, as typed."""
    profile: Profile | None
    """Who was taken; None where that is nobody whom the archive knows by it across pages, and all
    were taken whose name or description has the words."""
    others: tuple[Profile, ...] = ()
    """Whom `asked` may mean, too."""
    statements: tuple[FoundStatement, ...]
    more: bool
    """Whether there are more after these."""
    offset: int = 0
    """How many came before these."""


def said(
    connection: sqlite3.Connection,
    who: str | int,
    *,
    about: str = "",
    filters: Filters = EVERYTHING,
    limit: int = 20,
    offset: int = 0,
) -> SaidBy:
    """All that `who` has said, on any page, the newest first.

    `who` is a name or the number of a profile, or a description (`White House official`) of sources
    without a name. `about` are words as for a search, of what is said alone. Raises `OptionError`,
    `UnknownOutletError`, and `UnknownProfileError` for a number.
    """
    filters = with_outlets(connection, filters)
    taken, others = _taken(connection, who)
    if taken is not None:
        filters = replace(filters, profile=taken.profile_id)
    else:
        name = str(who)
        if not wanted(name).groups:
            raise OptionError(f"{name!r} names nobody", step="give a name or a description")
        filters = replace(filters, source=" ".join(filter(None, (name, filters.source))))
    question = statement_question(wanted(about), filters, column="content")
    keys = newest_statements(connection, question, offset + limit + 1)
    return SaidBy(
        asked=str(who),
        profile=taken,
        others=tuple(others),
        statements=statements_of(connection, keys[offset : offset + limit], question),
        more=len(keys) > offset + limit,
        offset=offset,
    )


def _taken(connection: sqlite3.Connection, who: str | int) -> tuple[Profile | None, list[Profile]]:
    """Whom `who` means most likely, and whom else it may mean."""
    if isinstance(who, int):
        return profile(connection, who), []
    found = [each for each in find_profiles(connection, who) if each.statements]
    if found and found[0].match not in ("name", "surname") and _speaks(connection, who):
        # “police” are those who are called no more than that, too, and not the Police Federation.
        return None, found
    return (found[0], found[1:]) if found else (None, [])


def _speaks(connection: sqlite3.Connection, description: str) -> bool:
    """Whether sources have all words of `description`."""
    question = statement_question(wanted(""), Filters(source=description))
    return bool(newest_statements(connection, question, 1))
