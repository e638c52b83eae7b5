"""*Sources*: people and bodies of the archive, and everything that each said."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from sayso.archive.profiles import Explanation, Profile, explain, find_profiles
from sayso.archive.said import SaidBy, said
from sayso.archive.search_records import FoundStatement
from sayso.errors import SaysoError
from sayso.web.asking import Asked, asked
from sayso.web.bars import bars
from sayso.web.listing import Id, Limit, Listing, Offset, further, turning
from sayso.web.people_room import desk_for
from sayso.web.problems import NoArchiveError
from sayso.web.read_api import PROBLEMS
from sayso.web.rendering import render
from sayso.web.shelf import Shelf
from sayso.web.wording import month

PER_PAGE: Final = 20
RECENT: Final = 300
"""Newest pages whose sources are listed before anybody is asked for: counting all statements of a
large archive takes seconds, and it is the last days that people look at first."""
_MONTHS: Final = 36
"""More months than these are shown by years."""

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["Sources"], responses=PROBLEMS)

Search = Annotated[Asked, Depends(asked)]
Name = Annotated[str, Query(max_length=200, description="A name, or the beginning of one.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Somebody who is quoted in the newest pages."""

    profile_id: int
    name: str
    kind: str
    role: str | None
    statements: int
    """In those pages."""
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """So many statements of an outlet, or of a month or year."""

    name: str
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A person or body of the archive."""

    profile: Profile
    explanation: Explanation
    outlets: tuple[Counted, ...]
    """That quote it, most first."""
    over_time: tuple[Counted, ...]
    """By months, `2026-03`, or by years where they are many."""


@router.get("/sources")
def sources(request: Request, q: Name = "", offset: Offset = 0) -> Response:
    """Who is called so, or who is heard in the newest pages."""
    shelf: Shelf = request.app.state.shelf
    found: list[Profile] | None = None
    heard: list[Heard] = []
    more = False
    error: SaysoError | None = None
    try:
        with shelf.reading() as connection:
            if q.strip():
                found, more = _called(connection, q, PER_PAGE, offset)
            else:
                heard = heard_lately(connection)
    except NoArchiveError as problem:
        error = problem
    return render(
        request,
        "sources.html",
        q=q.strip(),
        found=found,
        heard=heard,
        error=error,
        **turning(request, offset, PER_PAGE, more=more),
    )


@router.get("/sources/{profile_id}")
def source(request: Request, profile_id: Id, search: Search, offset: Offset = 0) -> Response:
    """One of them, and what it said."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        told = source_of(connection, profile_id)
        if told.profile.profile_id != profile_id:
            # For now: a merge can be taken back.
            return RedirectResponse(f"/sources/{told.profile.profile_id}", status_code=302)
        found = _said(connection, profile_id, search, PER_PAGE, offset)
        desk = None
        if request.scope.get("sayso.may_write"):
            desk = desk_for(connection, told.explanation, told.explanation.decisions[::-1])
    return render(
        request,
        "source.html",
        source=told,
        profile=told.profile,
        desk=desk,
        asked=search,
        chart=bars(_columns(told.over_time), title="Statements over time"),
        found=found,
        **turning(request, offset, PER_PAGE, more=found.more),
    )


@router.get("/sources/{profile_id}/chart.svg")
def chart(request: Request, profile_id: Id) -> Response:
    """The chart of a source, to be saved."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        told = source_of(connection, profile_id)
    drawn = bars(
        _columns(told.over_time), title=f"Statements of {told.profile.name} over time", alone=True
    )
    return Response(
        str(drawn),
        media_type="image/svg+xml",
        headers={"Content-Disposition": f'attachment; filename="source-{profile_id}.svg"'},
    )


@api.get("/sources", summary="Find people and bodies")
def sources_as_json(
    request: Request, q: Name, limit: Limit = PER_PAGE, offset: Offset = 0
) -> Listing[Profile]:
    """Those whom a name may mean, the likeliest first; at most 200."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        found, more = _called(connection, q, limit, offset)
    return Listing(items=found, next=further(request, offset, limit, more=more))


def _called(
    connection: sqlite3.Connection, name: str, limit: int, offset: int
) -> tuple[list[Profile], bool]:
    """Some of those whom a name may mean, and whether there are more."""
    found = find_profiles(connection, name, most=offset + limit + 1)
    return found[offset : offset + limit], len(found) > offset + limit


@api.get("/sources/{profile_id}", summary="A person or body")
def source_as_json(request: Request, profile_id: Id) -> Source:
    """Names, roles, outlets, statements over time, and why all that is taken for one."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        return source_of(connection, profile_id)


@api.get("/sources/{profile_id}/statements", summary="Everything that somebody said")
def statements_as_json(
    request: Request, profile_id: Id, search: Search, limit: Limit = PER_PAGE, offset: Offset = 0
) -> Listing[FoundStatement]:
    """The newest first; with `q`, what has the words."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        found = _said(connection, profile_id, search, limit, offset)
    return Listing(
        items=list(found.statements), next=further(request, offset, limit, more=found.more)
    )


def _said(
    connection: sqlite3.Connection, profile_id: int, search: Asked, limit: int, offset: int
) -> SaidBy:
    return said(
        connection,
        profile_id,
        about=search.q,
        filters=search.filters,
        limit=limit,
        offset=offset,
    )


def source_of(connection: sqlite3.Connection, profile_id: int) -> Source:
    """A source by its id. Raises `UnknownProfileError`."""
    explanation = explain(connection, profile_id, most=20)
    standing = explanation.profile.profile_id
    outlets = connection.execute(
        "SELECT outlet, count(*) FROM statements WHERE profile_id = ? AND outlet IS NOT NULL"
        " GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT 20",
        (standing,),
    )
    months = connection.execute(
        "SELECT substr(published, 1, 7), count(*) FROM statements"
        " WHERE profile_id = ? AND published IS NOT NULL GROUP BY 1 ORDER BY 1",
        (standing,),
    )
    return Source(
        profile=explanation.profile,
        explanation=explanation,
        outlets=tuple(Counted(name=name, statements=number) for name, number in outlets),
        over_time=_without_gaps([(name, number) for name, number in months]),
    )


def heard_lately(connection: sqlite3.Connection, *, most: int = 60) -> list[Heard]:
    """Who is quoted most in the newest pages."""
    rows = connection.execute(
        "WITH newest AS (SELECT page_id FROM versions WHERE published IS NOT NULL"
        " ORDER BY published DESC LIMIT ?),"
        " counted AS (SELECT s.profile_id, count(*) AS statements,"
        " count(DISTINCT s.outlet) AS outlets"
        " FROM (SELECT DISTINCT page_id FROM newest) JOIN statements AS s USING (page_id)"
        " WHERE s.profile_id IS NOT NULL GROUP BY s.profile_id)"
        " SELECT profile_id, name, kind, (SELECT e.role FROM entities AS e"
        " WHERE e.profile_id = p.profile_id AND e.role IS NOT NULL"
        " ORDER BY e.entity_key DESC LIMIT 1), statements, outlets FROM counted"
        " JOIN profiles AS p USING (profile_id)"
        " ORDER BY statements DESC, outlets DESC, name LIMIT ?",
        (RECENT, most),
    )
    return [
        Heard(
            profile_id=row[0], name=row[1], kind=row[2], role=row[3], statements=row[4],
            outlets=row[5],
        )
        for row in rows
    ]  # fmt: skip


def _without_gaps(months: Sequence[tuple[str, int]]) -> tuple[Counted, ...]:
    """Each month from the first to the last, or each year where they are many."""
    if not months:
        return ()
    counts = dict(months)
    first, last = (int(at[:4]) * 12 + int(at[5:7]) - 1 for at in (months[0][0], months[-1][0]))
    if last - first < _MONTHS:
        names = [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(first, last + 1)]
    else:
        names = [f"{year:04}" for year in range(first // 12, last // 12 + 1)]
        years = dict.fromkeys(names, 0)
        for name, number in months:
            years[name[:4]] += number
        counts = years
    return tuple(Counted(name=name, statements=counts.get(name, 0)) for name in names)


def _columns(over_time: Sequence[Counted]) -> list[tuple[str, int]]:
    return [(month(one.name), one.statements) for one in over_time]
