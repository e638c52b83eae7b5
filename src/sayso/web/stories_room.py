"""The front page, and the page of each story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from sayso.errors import SaysoError
from sayso.stories.board import (
    Story,
    StoryLine,
    StoryPage,
    Voice,
    front_page,
    names_of,
    story_line,
    story_of,
    story_pages,
    voices_of,
)
from sayso.web.claims_desk import FIRST, MOST, ClaimsDesk, ToldStory
from sayso.web.counting import patiently
from sayso.web.listing import HIGHEST, Anywhere, Id, Limit, Listing, Offset, further, turning
from sayso.web.problems import NoArchiveError, RoomError
from sayso.web.read_api import PROBLEMS
from sayso.web.rendering import render
from sayso.web.shelf import Shelf
from sayso.web.spread_graph import spread_graph

PER_PAGE: Final = 20
PER_STORY: Final = 100
"""Pages of a story that one page of the room lists, and sources."""
PATIENCE: Final = 0.1
"""Seconds that a page waits for its story to be compared."""
TELLINGS: Final = 6
"""Of a claim in a list, the first; its own page has all."""
_AT_FIRST: Final = {"claims": 10, "disputes": 10, "figures": 10, "rests": 20, "timeline": 30}
_MOST: Final = {"claims": 20, "disputes": 50, "figures": 20, "rests": 100, "timeline": 100}
"""So many of each on a page of all, and on one of its own."""
_OUTLETS: Final = 8
"""Columns of the table of who says what."""

Shown = Literal["claims", "disputes", "figures", "rests", "timeline", ""]

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["Stories"], responses=PROBLEMS)


@router.get("/")
def front(request: Request, offset: Offset = 0) -> Response:
    """The newest stories."""
    return _front(request, "front.html", offset)


@router.get("/news")
def news(request: Request) -> Response:
    """The list alone, for the script that looks whether anything is new."""
    return _front(request, "stories.html", 0)


@router.get("/stories/{story_id}")
def story(request: Request, story_id: Id) -> Response:
    """A story."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        told = story_of(connection, story_id)
        listed = told.pages[-PER_STORY:]
        names = names_of(connection, listed)
    return render(
        request,
        "story.html",
        story=told,
        line=told.line,
        pages=listed,
        names=names,
        voices=told.voices,
        outlets=_most_heard(told.voices),
    )


@router.get("/stories/{story_id}/pages")
def pages(request: Request, story_id: Id, offset: Anywhere = 0) -> Response:
    """The pages of a story, the newest of them first, however many there are."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        line = story_line(connection, story_id)
        found = story_pages(connection, story_id, limit=PER_STORY, offset=offset)
        names = names_of(connection, found)
    return render(
        request,
        "story_pages.html",
        line=line,
        pages=found[::-1],
        names=names,
        offset=offset,
        **turning(request, offset, PER_STORY, more=offset + PER_STORY < line.pages, most=None),
    )


@router.get("/stories/{story_id}/voices")
def voices(request: Request, story_id: Id, offset: Offset = 0) -> Response:
    """Who says what in a story, however many say something."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        newest = story_pages(connection, story_id)
        line = story_line(connection, story_id)
        every = voices_of(connection, [page.page_id for page in newest])
    return render(
        request,
        "story_voices.html",
        line=line,
        looked_at=len(newest),
        voices=every[offset : offset + PER_STORY],
        outlets=_most_heard(every),
        heard=len(every),
        offset=offset,
        **turning(request, offset, PER_STORY, more=offset + PER_STORY < len(every)),
    )


@router.get("/stories/{story_id}/claims")
def claims(
    request: Request,
    story_id: Id,
    after: Anywhere = 0,
    show: Annotated[Shown, Query()] = "",
    offset: Offset = 0,
    part: bool = False,
) -> Response:
    """What pages of it tell together; by itself, since comparing pages takes a while.

    `after` says which pages, `show` what of it alone; `part` is for the page of the story, which
    puts it in its place.
    """
    return _claims(
        request,
        story_id,
        after,
        "claims_body.html" if part else "claims.html",
        show=show,
        offset=offset,
        most=_MOST if show else _AT_FIRST,
    )


@router.get("/stories/{story_id}/claims/{claim_id}")
def claim(
    request: Request,
    story_id: Id,
    claim_id: Annotated[str, Path(max_length=64)],
    after: Anywhere = 0,
) -> Response:
    """One claim with all of its tellings."""
    return _claims(request, story_id, after, "claim.html", claim_id=claim_id)


def _claims(request: Request, story_id: int, after: int, template: str, **values: Any) -> Response:
    desk: ClaimsDesk = request.app.state.claims
    told = desk.told(story_id, after=after, patience=PATIENCE)
    if told is not None and (claim_id := values.get("claim_id")) is not None:
        found = next((one for one in told.claims if one.id == claim_id), None)
        if found is None:
            raise RoomError(
                404, f"these pages tell no claim {claim_id!r}", step="look at all that they tell"
            )
        values["claim"] = found
    show, offset = values.get("show"), values.get("offset", 0)
    lists = _lists(told) if told is not None else {}
    if show:
        more = offset + _MOST[show] < len(lists.get(show, ()))
        values |= turning(request, offset, _MOST[show], more=more)
    return render(
        request,
        template,
        status=200 if told else 202,
        # What is not found out yet may be in a second.
        headers=None if told else {"Cache-Control": "no-store"},
        story_id=story_id,
        told=told,
        lists=lists,
        lot=MOST,
        first=FIRST,
        tellings=TELLINGS,
        spread_graph=spread_graph,
        **values,
    )


def _lists(told: ToldStory) -> dict[str, Sequence[object]]:
    """What its parts list, by the name that an address has for them."""
    return {
        "claims": told.claims,
        "disputes": told.disputes,
        "figures": [claim for claim in told.claims if claim.figures_differ],
        "rests": told.rests,
        "timeline": told.timeline,
    }


@api.get("/stories", summary="The newest stories")
def stories_as_json(
    request: Request, limit: Limit = PER_PAGE, offset: Offset = 0
) -> Listing[StoryLine]:
    """By when the newest page of each was published."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        lines, more = front_page(connection, limit=limit, offset=offset)
    return Listing(items=lines, next=further(request, offset, limit, more=more))


@api.get("/stories/{story_id}", summary="A story")
def story_as_json(request: Request, story_id: Id) -> Story:
    """Its newest pages, who says what in which outlet, related stories."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        return story_of(connection, story_id)


@api.get("/stories/{story_id}/pages", summary="The pages of a story")
def pages_as_json(
    request: Request, story_id: Id, limit: Limit = PER_PAGE, offset: Anywhere = 0
) -> Listing[StoryPage]:
    """The newest first."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        found = story_pages(connection, story_id, limit=limit + 1, offset=offset)[::-1]
    more = len(found) > limit
    return Listing(
        items=list(found[:limit]), next=further(request, offset, limit, more=more, most=None)
    )


@api.get("/stories/{story_id}/voices", summary="Who says what in a story")
def voices_as_json(
    request: Request, story_id: Id, limit: Limit = PER_PAGE, offset: Offset = 0
) -> Listing[Voice]:
    """Those in most outlets first, in its newest 200 pages."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        newest = story_pages(connection, story_id)
        every = voices_of(connection, [page.page_id for page in newest])
    more = offset + limit < len(every)
    return Listing(
        items=list(every[offset : offset + limit]), next=further(request, offset, limit, more=more)
    )


@api.get("/stories/{story_id}/claims", summary="What the pages of a story tell together")
async def claims_as_json(
    request: Request,
    story_id: Id,
    after: Annotated[
        int, Query(ge=0, le=HIGHEST, description="How many of its pages to pass over, in twenties.")
    ] = 0,
) -> ToldStory:
    """Claims with their origin, their spread and how accounts differ; disputes; the time line.

    Twenty pages are compared at once, in order of time: with each other, and with the first ten.
    """
    desk: ClaimsDesk = request.app.state.claims
    seconds: float = request.app.state.settings.seconds
    told = await patiently(lambda: desk.told(story_id, after=after, patience=PATIENCE), seconds)
    if told is None:
        raise RoomError(
            503,
            "the pages are still being compared",
            step="try again in a moment",
            headers={"Retry-After": "5"},
        )
    return told


def _front(request: Request, template: str, offset: int) -> Response:
    shelf: Shelf = request.app.state.shelf
    lines: list[StoryLine] = []
    more = False
    error: SaysoError | None = None
    try:
        with shelf.reading() as connection:
            lines, more = front_page(connection, limit=PER_PAGE, offset=offset)
    except NoArchiveError as problem:
        error = problem
    return render(
        request,
        template,
        lines=lines,
        error=error,
        offset=offset,
        **turning(request, offset, PER_PAGE, more=more),
    )


def _most_heard(voices: Sequence[Voice]) -> list[str]:
    """The outlets that are columns of the table of who says what."""
    counts: dict[str, int] = {}
    for voice in voices:
        for outlet, number in voice.by_outlet.items():
            counts[outlet] = counts.get(outlet, 0) + number
    return sorted(counts, key=lambda outlet: (-counts[outlet], outlet))[:_OUTLETS]
