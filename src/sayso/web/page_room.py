"""A page of the archive: its Reading, its versions, what changed between them, its story."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Body, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from sayso.archive.changes import Revision, changes_of
from sayso.archive.keep import Kept as KeptPage
from sayso.archive.keep import Outcome
from sayso.archive.stored import Version, find, reading_of, versions
from sayso.reading import Reading
from sayso.stories.kept import placement_of
from sayso.web import parts
from sayso.web.desk import Desk, Job
from sayso.web.listing import HIGHEST, Id, Offset, turning
from sayso.web.problems import RoomError
from sayso.web.read_api import PROBLEMS, ReadRequest, result
from sayso.web.rendering import render
from sayso.web.shelf import Shelf
from sayso.web.showing import shown
from sayso.web.tokens import require_writer

PER_PAGE: Final = 50
"""Versions, or changes between two, that a page of the room lists."""
_VERSIONS: Final = 20
"""That a page names, the newest."""

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["Pages"], responses=PROBLEMS)

Number = Annotated[
    int | None, Query(ge=1, le=HIGHEST, description="Of a version; the current one if none.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A source of the page that is somebody of the archive."""

    entity: str
    name: str
    profile_id: int
    statements: int
    """On all pages."""


@router.get("/pages/{page_id}")
def page(
    request: Request,
    page_id: Id,
    version: Number = None,
    part: parts.Number = 1,
    at: parts.At = "",
) -> Response:
    """A page's Reading."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        reading = reading_of(connection, page_id, version)
        kept = versions(connection, page_id)
        current = next(one for one in kept if one.current)
        is_current = version is None or version == current.number
        sources = known_sources(connection, page_id) if is_current else []
        placement = placement_of(connection, page_id)
    here = parts.part_of(reading, part, at=at)
    read = here.reading()
    heard = {statement.source for statement in read.statements}
    return render(
        request,
        "page.html",
        shown=shown(read, {one.entity: one.profile_id for one in sources}),
        part=here,
        here=f"/pages/{page_id}?{f'version={version}&' if version else ''}part=",
        page_id=page_id,
        version=next(one for one in kept if one.number == (version or current.number)),
        versions=kept[-_VERSIONS:],
        versions_in_all=len(kept),
        known=[one for one in sources if one.entity in heard],
        story=placement.story if placement else None,
    )


@router.get("/pages/{page_id}/versions")
def all_versions(request: Request, page_id: Id, offset: Offset = 0) -> Response:
    """The versions of a page, the newest first, however many there are."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        kept = _versions(connection, page_id)[::-1]
    return render(
        request,
        "versions.html",
        page_id=page_id,
        current=next(one for one in kept if one.current),
        versions=kept[offset : offset + PER_PAGE],
        versions_in_all=len(kept),
        **turning(request, offset, PER_PAGE, more=offset + PER_PAGE < len(kept)),
    )


@router.get("/pages/{page_id}/changes")
def changes(
    request: Request,
    page_id: Id,
    before: Annotated[int | None, Query(alias="from", ge=1, le=HIGHEST)] = None,
    after: Annotated[int | None, Query(alias="to", ge=1, le=HIGHEST)] = None,
    offset: Offset = 0,
) -> Response:
    """What changed between two versions of a page."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        _versions(connection, page_id)
        revision = changes_of(connection, page_id, before, after)
    found = revision.changes
    lists = {
        "statement came": found.added,
        "statement went": found.removed,
        "statement changed": found.changed,
        "paragraph came": found.paragraphs_added,
        "paragraph went": found.paragraphs_removed,
    }
    every = [(kind, one) for kind, several in lists.items() for one in several]
    return render(
        request,
        "changes.html",
        revision=revision,
        page_id=page_id,
        counts={kind: len(several) for kind, several in lists.items()},
        shown=every[offset : offset + PER_PAGE],
        offset=offset,
        **turning(request, offset, PER_PAGE, more=offset + PER_PAGE < len(every)),
    )


@router.post("/pages")
async def keep(request: Request) -> Response:
    """Keeps a page that was read here, and leads to it."""
    require_writer(request)
    fields = await request.form(max_files=0, max_fields=4)
    desk: Desk = request.app.state.desk
    kept = await run_in_threadpool(_keep, request, desk.find(str(fields.get("job", ""))))
    return RedirectResponse(f"/pages/{kept.page_id}", status_code=303)


class Kept(BaseModel):
    """A page that is in the archive now."""

    page_id: int
    outcome: Outcome


@api.post("/pages", status_code=201, summary="Read a page and keep it")
async def keep_as_json(
    request: Request, response: Response, page: Annotated[ReadRequest, Body()]
) -> Kept:
    """Needs the token. The same bytes or the same address twice are one page."""
    require_writer(request)
    desk: Desk = request.app.state.desk
    job = desk.submit(*page.opening())
    try:
        await result(job, request.app.state.settings.seconds)
        kept = await run_in_threadpool(_keep, request, job)
    finally:
        desk.drop(job)
    response.headers["Location"] = f"/api/pages/{kept.page_id}"
    return Kept(page_id=kept.page_id, outcome=kept.outcome)


@api.get("/pages/{page_id}", response_model=Reading, summary="The Reading of a page")
def page_as_json(request: Request, page_id: Id, version: Number = None) -> Response:
    """The record, as `sayso schema` describes it."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        reading = reading_of(connection, page_id, version)
    return Response(reading.to_json(), media_type="application/json")


@api.get("/pages", summary="Find a page by its address or its digest")
def find_page(
    request: Request,
    name: Annotated[
        str, Query(description="An address, or a digest or its first 8 digits.", max_length=2000)
    ],
) -> list[Version]:
    """The versions of the page that is called so."""
    if name.isdecimal() and int(name) > HIGHEST:
        raise RoomError(404, f"the archive has no page {name[:40]!r}")
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        return versions(connection, find(connection, name))


@api.get("/pages/{page_id}/versions", summary="The versions of a page")
def versions_as_json(request: Request, page_id: Id) -> list[Version]:
    """First to last."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        return _versions(connection, page_id)


@api.get("/pages/{page_id}/changes", summary="What changed between two versions of a page")
def changes_as_json(
    request: Request,
    page_id: Id,
    before: Annotated[
        int | None,
        Query(alias="from", ge=1, le=HIGHEST, description="The one before, if not given."),
    ] = None,
    after: Annotated[
        int | None,
        Query(alias="to", ge=1, le=HIGHEST, description="The current one, if not given."),
    ] = None,
) -> Revision:
    """Headline, statements and paragraphs that came, went or changed."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        _versions(connection, page_id)
        return changes_of(connection, page_id, before, after)


def known_sources(connection: sqlite3.Connection, page_id: int) -> list[KnownSource]:
    """The sources of a page's current version that are somebody of the archive."""
    rows = connection.execute(
        "SELECT e.id, e.name, e.profile_id,"
        " (SELECT count(*) FROM statements AS s WHERE s.profile_id = e.profile_id)"
        " FROM entities AS e WHERE e.page_id = ? AND e.profile_id IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM statements AS s WHERE s.entity_key = e.entity_key)"
        " ORDER BY e.entity_key",
        (page_id,),
    )
    return [
        KnownSource(entity=row[0], name=row[1], profile_id=row[2], statements=row[3])
        for row in rows
    ]


def _versions(connection: sqlite3.Connection, page_id: int) -> list[Version]:
    """The versions of a page. Raises `UnknownPageError` for one that there is not."""
    found = versions(connection, page_id)
    if not found:
        find(connection, str(page_id))
    return found


def _keep(request: Request, job: Job) -> KeptPage:
    from sayso.collect import keep_reading

    shelf: Shelf = request.app.state.shelf
    if job.opened is None or job.reading is None:
        raise RoomError(409, "this page has not been read", step="wait until it is")
    with shelf.writing() as archive:
        return keep_reading(archive, job.opened, job.reading)
