"""Who is who: why pages are taken to mean somebody, and how people put that right."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Body, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import FormData

from sayso.archive.profiles import (
    Change,
    Decision,
    Explanation,
    Profile,
    explain,
    find_profiles,
    merge,
    split,
    undo,
)
from sayso.errors import SaysoError
from sayso.web.listing import HIGHEST, Id, Limit, Listing, Offset, further, turning
from sayso.web.problems import RoomError, status_of
from sayso.web.read_api import PROBLEMS
from sayso.web.rendering import render
from sayso.web.shelf import Shelf
from sayso.web.tokens import require_writer

PER_PAGE: Final = 50
"""Pages that one page of the room lists, each with why it is taken to mean somebody."""
_CHANGES: Final = 50
_NAMES: Final = 100
_ROLES: Final = 100
_CANDIDATES: Final = 12
"""Who are called like somebody and may be the same."""
_WHY: Final = 500
"""Characters of a reason."""

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["Who is who"], responses=PROBLEMS)

Name = Annotated[str, Query(max_length=200)]
Why = Annotated[
    str,
    Field(
        min_length=1,
        max_length=_WHY,
        pattern=r"\S",
        description="Why, for whoever looks at it later.",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody has filled in, to be shown again beside what is wrong with it."""

    act: Literal["merge", "split", "undo", ""] = ""
    q: str = ""
    other: str = ""
    number: str = ""
    """Of the other, where it is none of those that were offered."""
    why: str = ""
    entities: tuple[int, ...] = ()
    outlet: str = ""
    role: str = ""
    change: str = ""


@router.get("/sources/{profile_id}/who")
def who(
    request: Request,
    profile_id: Id,
    q: Name = "",
    offset: Offset = 0,
    done: Annotated[int | None, Query(ge=1, le=HIGHEST)] = None,
) -> Response:
    """Who is taken for one, why, and what was changed."""
    return _who(request, profile_id, q=q, offset=offset, done=done)


@router.post("/sources/{profile_id}/merge")
async def merge_by_form(request: Request, profile_id: Id) -> Response:
    """Says that somebody else is the same."""
    return await _changed(request, profile_id, "merge")


@router.post("/sources/{profile_id}/split")
async def split_by_form(request: Request, profile_id: Id) -> Response:
    """Says that some pages mean somebody else."""
    return await _changed(request, profile_id, "split")


@router.post("/sources/{profile_id}/undo")
async def undo_by_form(request: Request, profile_id: Id) -> Response:
    """Takes a change back."""
    return await _changed(request, profile_id, "undo")


class MergeRequest(BaseModel):
    """That two profiles are one person or body."""

    model_config = ConfigDict(extra="forbid")

    other: Annotated[
        int, Field(ge=1, le=HIGHEST, description="The number of the one who is the same.")
    ]
    why: Why


class SplitRequest(BaseModel):
    """That some of a profile's pages mean somebody else: those that meet all that is given."""

    model_config = ConfigDict(extra="forbid")

    why: Why
    pages: Annotated[
        list[Annotated[int, Field(ge=1, le=HIGHEST)]] | None,
        Field(max_length=1000, description="Numbers of the pages."),
    ] = None
    entities: Annotated[
        list[Annotated[int, Field(ge=1, le=HIGHEST)]] | None,
        Field(max_length=1000, description="The `entity_key` of decisions."),
    ] = None
    outlet: Annotated[str | None, Field(max_length=200, description="Whose pages they are.")] = None
    role: Annotated[
        str | None, Field(max_length=300, description="The role that they give, word for word.")
    ] = None


@api.get("/sources/{profile_id}/decisions", summary="Why pages are taken to mean somebody")
def decisions_as_json(
    request: Request, profile_id: Id, limit: Limit = PER_PAGE, offset: Offset = 0
) -> Listing[Decision]:
    """A decision for each page, the newest first."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        _, found, more = _decisions(connection, profile_id, limit, offset)
    return Listing(items=found, next=further(request, offset, limit, more=more))


@api.post("/sources/{profile_id}/merge", summary="Say that two are one person or body")
def merge_as_json(
    request: Request, profile_id: Id, asked: Annotated[MergeRequest, Body()]
) -> Change:
    """Needs the token. Pages that come later do not overturn it; the other number stays good."""
    require_writer(request)
    with _writing(request) as connection:
        return merge(connection, profile_id, asked.other, why=asked.why)


@api.post("/sources/{profile_id}/split", summary="Say that one is two")
def split_as_json(
    request: Request, profile_id: Id, asked: Annotated[SplitRequest, Body()]
) -> Change:
    """Needs the token. Those whom the pages mean get a number of their own."""
    require_writer(request)
    with _writing(request) as connection:
        return split(
            connection,
            profile_id,
            why=asked.why,
            pages=asked.pages,
            entities=asked.entities,
            outlet=asked.outlet,
            role=asked.role,
        )


@api.post("/changes/{change_id}/undo", summary="Take a merge or a split back")
def undo_as_json(request: Request, change_id: Annotated[int, Path(ge=1, le=HIGHEST)]) -> Change:
    """Needs the token. What joined since stays where it is."""
    require_writer(request)
    with _writing(request) as connection:
        return undo(connection, change_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a writer needs to put right who somebody is."""

    candidates: tuple[Profile, ...]
    """Who may be the same: those of the name that was looked for, else of the same name."""
    decisions: tuple[Decision, ...]
    roles: tuple[str, ...]
    outlets: tuple[str, ...]
    q: str
    typed: Typed


def desk_for(
    connection: sqlite3.Connection,
    explanation: Explanation,
    decisions: Sequence[Decision],
    *,
    q: str = "",
    typed: Typed | None = None,
) -> Desk:
    """What the forms on somebody's page offer."""
    mine = explanation.profile
    found = find_profiles(connection, q.strip() or mine.name, most=_CANDIDATES + 1)
    outlets = connection.execute(
        "SELECT v.outlet FROM entities AS e JOIN pages AS p USING (page_id)"
        " JOIN versions AS v ON v.version_id = p.version_id"
        " WHERE e.profile_id = ? AND v.outlet IS NOT NULL"
        " GROUP BY v.outlet ORDER BY count(*) DESC, v.outlet LIMIT ?",
        (mine.profile_id, _NAMES),
    )
    return Desk(
        candidates=tuple(one for one in found if one.profile_id != mine.profile_id)[:_CANDIDATES],
        decisions=tuple(decisions),
        roles=tuple(told.role for told in explanation.roles[::-1][:_ROLES]),
        outlets=tuple(outlet for (outlet,) in outlets),
        q=q.strip(),
        typed=typed or Typed(),
    )


def _who(
    request: Request,
    profile_id: int,
    *,
    q: str = "",
    offset: int = 0,
    done: int | None = None,
    typed: Typed | None = None,
    error: SaysoError | None = None,
) -> Response:
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        explanation, decisions, more = _decisions(connection, profile_id, PER_PAGE, offset)
        profile = explanation.profile
        changes = explanation.changes[::-1]
        called = _called(connection, changes[:_CHANGES])
        desk = None
        if request.scope.get("sayso.may_write"):
            desk = desk_for(connection, explanation, decisions, q=q, typed=typed)
    if profile.profile_id != profile_id and error is None:
        return RedirectResponse(f"/sources/{profile.profile_id}/who", status_code=302)
    return render(
        request,
        "who.html",
        status=200 if error is None else status_of(error),
        profile=profile,
        names=explanation.names[:_NAMES],
        roles=explanation.roles[::-1][:_ROLES],
        roles_in_all=len(explanation.roles),
        decisions=decisions,
        changes=changes[:_CHANGES],
        changes_in_all=len(changes),
        called=called,
        done=next((change for change in changes if change.change_id == done), None),
        desk=desk,
        error=error,
        offset=offset,
        **turning(request, offset, PER_PAGE, more=more and error is None),
    )


def _called(connection: sqlite3.Connection, changes: Sequence[Change]) -> dict[int, str]:
    """What those are called who took part in changes, of the merged what they were called last."""
    ids = sorted({number for change in changes for number in (change.kept, change.other)})
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(
        f"SELECT profile_id, name FROM profiles WHERE profile_id IN ({marks})", ids
    )
    return {number: " ".join(name.split()) for number, name in rows}


def _decisions(
    connection: sqlite3.Connection, profile_id: int, limit: int, offset: int
) -> tuple[Explanation, list[Decision], bool]:
    """Somebody, some of the decisions with the newest first, and whether there are more."""
    explanation = explain(connection, profile_id, most=offset + limit + 1)
    newest = explanation.decisions[::-1]
    return explanation, list(newest[offset : offset + limit]), len(newest) > offset + limit


async def _changed(
    request: Request, profile_id: int, act: Literal["merge", "split", "undo"]
) -> Response:
    """Does what a form asks for, and leads to where it is told; or says what is wrong with it."""
    require_writer(request)
    fields = await request.form(max_files=0, max_fields=2 * PER_PAGE)
    entities = fields.getlist("entity")
    typed = Typed(
        act=act,
        q=_field(fields, "q"),
        other=_field(fields, "other"),
        number=_field(fields, "number"),
        why=_field(fields, "why"),
        entities=tuple(
            int(one) for one in entities if isinstance(one, str) and re.fullmatch(r"\d{1,15}", one)
        ),
        outlet=_field(fields, "outlet"),
        role=_field(fields, "role"),
        change=_field(fields, "change"),
    )

    def do() -> Response:
        try:
            with _writing(request) as connection:
                change = _do(connection, profile_id, typed)
        except SaysoError as error:
            if status_of(error) >= 500:
                raise
            return _who(request, profile_id, q=typed.q, typed=typed, error=error)
        place = f"/sources/{change.kept}/who?done={change.change_id}"
        return RedirectResponse(place, status_code=303)

    return await run_in_threadpool(do)


def _do(connection: sqlite3.Connection, mine: int, typed: Typed) -> Change:
    """What a form asks for. Raises `SaysoError`."""
    if typed.act == "undo":
        if not re.fullmatch(r"\d{1,15}", typed.change):
            raise RoomError(422, "it is not said which change to take back")
        return undo(connection, int(typed.change))
    if typed.act == "split":
        return split(
            connection,
            mine,
            why=_why(typed),
            entities=typed.entities or None,
            outlet=typed.outlet or None,
            role=typed.role or None,
        )
    # A number, or the address of a page of the room that has it.
    number = re.search(r"\d{1,15}", (typed.number or typed.other).rpartition("/sources/")[2])
    if number is None:
        raise RoomError(
            422, "it is not said who is the same", step="choose somebody, or give a number"
        )
    return merge(connection, mine, int(number[0]), why=_why(typed))


def _why(typed: Typed) -> str:
    if not typed.why:
        raise RoomError(422, "it is not said why", step="say it in a few words, for others")
    return typed.why[:_WHY]


def _field(fields: FormData, name: str) -> str:
    value = fields.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


@contextmanager
def _writing(request: Request) -> Iterator[sqlite3.Connection]:
    """A transaction in the archive, which must be there: none is made for this."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading():
        pass
    with shelf.writing() as archive, archive.writing() as connection:
        yield connection
