"""The front page, and the page of each story."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sayso.errors import SaysoError
from sayso.web.board import (
    Story,
    StoryLine,
    front_page,
    story_of,
)
from sayso.web.claims_desk import ClaimsDesk, ToldStory
from sayso.web.counting import patiently
from sayso.web.listing import Id, Limit, Listing, Offset, earlier, further
from sayso.web.problems import NoArchiveError, RoomError
from sayso.web.read_api import PROBLEMS
from sayso.web.rendering import render
from sayso.web.shelf import Shelf
from sayso.web.spread_graph import spread_graph

PER_PAGE: Final = 20
PATIENCE: Final = 0.1
"""Seconds that a page waits for its story to be compared."""

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
    return render(request, "story.html", story=told, outlets=_most_heard(told))


@router.get("/stories/{story_id}/claims")
def claims(request: Request, story_id: Id, part: bool = False) -> Response:
    """What its pages tell together; by itself, since comparing pages takes a while.

    `part` is for the page of the story, which puts it in its place.
    """
    desk: ClaimsDesk = request.app.state.claims
    told = desk.told(story_id, patience=PATIENCE)
    return render(
        request,
        "claims_body.html" if part else "claims.html",
        status=200 if told else 202,
        # What is not found out yet may be in a second.
        headers=None if told else {"Cache-Control": "no-store"},
        story_id=story_id,
        told=told,
        spread_graph=spread_graph,
    )


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
    """Its pages, who says what in which outlet, related stories."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        return story_of(connection, story_id)


@api.get("/stories/{story_id}/claims", summary="What the pages of a story tell together")
async def claims_as_json(request: Request, story_id: Id) -> ToldStory:
    """Claims with their origin, their spread and how accounts differ; disputes; the time line."""
    desk: ClaimsDesk = request.app.state.claims
    seconds: float = request.app.state.settings.seconds
    told = await patiently(lambda: desk.told(story_id, patience=PATIENCE), seconds)
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
        further=further(request, offset, PER_PAGE, more=more),
        earlier=earlier(request, offset, PER_PAGE),
    )


def _most_heard(story: Story) -> list[str]:
    """The outlets that are columns of the table of who says what."""
    counts: dict[str, int] = {}
    for voice in story.voices:
        for outlet, number in voice.by_outlet.items():
            counts[outlet] = counts.get(outlet, 0) + number
    return sorted(counts, key=lambda outlet: (-counts[outlet], outlet))[:8]
