"""*Outlets*: how each sources what it says, over time, and whom it quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.archive.filters import Filters
from sayso.archive.sources import Speaking
from sayso.archive.sources import sources as count_sources
from sayso.archive.sourcing import Division, Period, Sourcing, sourcing
from sayso.errors import SaysoError
from sayso.web.counting import Count, Counting, patiently
from sayso.web.listing import FURTHEST, Listing, Offset, turning
from sayso.web.problems import NoArchiveError, RoomError
from sayso.web.read_api import PROBLEMS
from sayso.web.rendering import render
from sayso.web.shares import Column, shares
from sayso.web.shelf import Shelf
from sayso.web.wording import month

PER_PAGE: Final = 100
"""Outlets that a page lists, those with most statements first."""
PATIENCE: Final = 0.1
"""Seconds that the page waits for its counts: in a small archive they come at once."""
_VOICES: Final = 20
_COLUMNS: Final = 48

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["Outlets"], responses=PROBLEMS)

Outlet = Annotated[
    str, Query(max_length=200, description="An outlet's name, or words of it; all if empty.")
]
By = Annotated[Literal["month", "year", "week", "day", ""], Query()]
Day = Annotated[str, Query(max_length=10, description="A day, month or year: 2026-03-12.")]
Drawn = Literal["unnamed", "form"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """What the page shows."""

    by_outlet: tuple[Sourcing, ...]
    over_time: tuple[Sourcing, ...]
    voices: tuple[Speaking, ...]
    """Who is quoted most; counted for one outlet alone."""


@router.get("/outlets")
def outlets(
    request: Request,
    outlet: Outlet = "",
    by: By = "",
    since: Day = "",
    until: Day = "",
    offset: Offset = 0,
) -> Response:
    """All outlets, or one."""
    error: SaysoError | None = None
    counted = None
    try:
        counted = _counted(request, outlet.strip(), by or "month", since, until)
    except NoArchiveError as problem:
        error = problem
    found = counted[0] if counted else None
    dated = [row for row in found.over_time if row.period] if found else []
    rows = found.by_outlet if found else ()
    return render(
        request,
        "outlets.html",
        # What is not counted yet may be in a second.
        headers=None if found or error else {"Cache-Control": "no-store"},
        outlet=outlet.strip(),
        by=by or "month",
        since=since,
        until=until,
        found=found,
        made=counted[1] if counted else None,
        error=error,
        charts={kind: draw(kind, dated) for kind in ("unnamed", "form")} if dated else {},
        dated=dated[-_COLUMNS:],
        rows=rows[offset : offset + PER_PAGE],
        offset=offset,
        **turning(request, offset, PER_PAGE, more=offset + PER_PAGE < len(rows)),
    )


@router.get("/outlets/{kind}.svg")
async def chart(
    request: Request,
    kind: Drawn,
    outlet: Outlet = "",
    by: By = "",
    since: Day = "",
    until: Day = "",
) -> Response:
    """A chart, to be saved."""
    seconds: float = request.app.state.settings.seconds
    counted = await patiently(
        lambda: _counted(request, outlet.strip(), by or "month", since, until), seconds
    )
    if counted is None:
        raise RoomError(503, "it is still being counted", step="try again in a moment")
    dated = [row for row in counted[0].over_time if row.period]
    return Response(
        str(draw(kind, dated, outlet=outlet.strip(), alone=True)),
        media_type="image/svg+xml",
        headers={"Content-Disposition": f'attachment; filename="outlets-{kind}.svg"'},
    )


@api.get("/outlets", summary="How outlets source what they say")
async def outlets_as_json(
    request: Request,
    outlet: Outlet = "",
    by: Annotated[
        list[Division] | None,
        Query(description="What counts are divided by; by outlet if not given.", max_length=2),
    ] = None,
    since: Day = "",
    until: Day = "",
) -> Listing[Sourcing]:
    """Pages, statements by form, sources and unnamed ones, of each outlet or period or both."""
    shelf: Shelf = request.app.state.shelf
    counting: Counting[list[Sourcing]] = request.app.state.counting
    filters = _filters(outlet.strip(), since, until)
    divided = tuple(dict.fromkeys(by or ("outlet",)))

    def count() -> list[Sourcing]:
        with shelf.reading() as connection:
            return sourcing(connection, divided, filters)

    def ask() -> Count[list[Sourcing]] | None:
        return counting.ask(
            ("api", divided, filters), count, state=shelf.state(), patience=PATIENCE
        )

    held = await patiently(ask, request.app.state.settings.seconds)
    if held is None:
        raise RoomError(503, "it is still being counted", step="try again in a moment")
    return Listing(items=held.result)


def draw(kind: Drawn, rows: Sequence[Sourcing], *, outlet: str = "", alone: bool = False) -> str:
    """A chart of some periods: the share of unnamed sources, or the forms of quotation."""
    rows = rows[-_COLUMNS:]
    of = f", {outlet}" if outlet else ""
    if kind == "unnamed":
        columns = [
            Column(
                label=month(row.period or "") if len(row.period or "") == 7 else row.period or "",
                parts=(row.share_by_unnamed or 0.0,),
                total=row.statements,
                low=row.interval.low if row.interval else None,
                high=row.interval.high if row.interval else None,
            )
            for row in rows
        ]
        words = ["statements by unnamed sources"]
        return shares(columns, words, title=f"Share of unnamed sourcing{of}", alone=alone)
    columns = [
        Column(
            label=month(row.period or "") if len(row.period or "") == 7 else row.period or "",
            parts=tuple(
                number / row.statements if row.statements else 0.0
                for number in (row.direct, row.mixed, row.indirect)
            ),
            total=row.statements,
        )
        for row in rows
    ]
    return shares(columns, ["direct", "mixed", "indirect"], title=f"Form{of}", alone=alone)


def _counted(
    request: Request,
    outlet: str,
    by: Period,
    since: str,
    until: str,
) -> tuple[Outlets, datetime] | None:
    """The counts, and when they were made; None while they are being made."""
    shelf: Shelf = request.app.state.shelf
    counting: Counting[Outlets] = request.app.state.counting
    filters = _filters(outlet, since, until)

    def count() -> Outlets:
        with shelf.reading() as connection:
            rows = [] if outlet else sourcing(connection, ("outlet",), filters)
            rows.sort(key=lambda row: (-row.statements, row.outlet or ""))
            return Outlets(
                by_outlet=tuple(rows[: FURTHEST + PER_PAGE]),
                over_time=tuple(sourcing(connection, (by,), filters)),
                voices=(
                    count_sources(connection, filters, limit=_VOICES).sources if outlet else ()
                ),
            )

    # What there is none of is told at once.
    with shelf.reading():
        pass
    held = counting.ask(("room", by, filters), count, state=shelf.state(), patience=PATIENCE)
    return None if held is None else (held.result, datetime.fromtimestamp(held.made, UTC))


def _filters(outlet: str, since: str, until: str) -> Filters:
    return Filters(
        outlets=(outlet,) if outlet else (),
        since=since.strip() or None,
        until=until.strip() or None,
    )
