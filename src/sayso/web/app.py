"""The application: one room over one archive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from sayso import __version__
from sayso.reading import Page, Reading
from sayso.web import (
    api_room,
    outlets_room,
    page_room,
    people_room,
    read_api,
    read_room,
    search_room,
    sources_room,
    static,
    stories_room,
    token_room,
)
from sayso.web.answers import Answers
from sayso.web.claims_desk import ClaimsDesk, Compare
from sayso.web.counting import Counting
from sayso.web.desk import Desk
from sayso.web.guard import Guard
from sayso.web.problems import explain_problems
from sayso.web.settings import Settings
from sayso.web.shelf import Shelf
from sayso.web.workers import ComparingWorker, ReadingWorker

_THREADS: Final = 8
"""That make answers: each holds a page and all that is shown of it, which is some MB."""


def create_app(
    archive_path: str | Path | None,
    *,
    settings: Settings | None = None,
    read: Callable[[Page], Reading] | None = None,
    compare: Compare | None = None,
) -> FastAPI:
    """The room over the archive at `archive_path`, or over none, as an ASGI application.

    An archive that is not there yet may come later; until then the room says how to make one.
    `read` makes a Reading of a page and `compare` tells a story of Readings; each is called by one
    thread. By default it is the shipped reader, loaded when the application starts, and
    `sayso.stories.claims.tell`, both in processes of their own. Raises `ArchiveError` for a file
    that is no archive.

    A program that calls this and is run by its name needs the usual `if __name__ == "__main__":`,
    as the processes begin by importing it.
    """
    settings = settings or Settings()
    shelf = Shelf(archive_path, seconds=settings.seconds, read_only=settings.read_only)
    counting: Counting[Any] = Counting()
    desk = Desk(read or ReadingWorker(), settings)
    comparing = compare or ComparingWorker()
    claims = ClaimsDesk(shelf, comparing)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # More at once would take no less time, but more memory.
        to_thread.current_default_thread_limiter().total_tokens = _THREADS
        desk.warm()
        try:
            yield
        finally:
            desk.close()
            counting.close()
            claims.close()
            if isinstance(comparing, ComparingWorker):
                comparing.close()
            shelf.close()

    app = FastAPI(
        title="sayso",
        version=__version__,
        summary="Who says what, on what footing, in news pages",
        openapi_url="/api/openapi.json",
        # Theirs load their style and script from elsewhere; the room has a page of its own.
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.desk = desk
    app.state.shelf = shelf
    app.state.claims = claims
    app.state.counting = counting
    explain_problems(app)
    app.include_router(static.router)
    app.include_router(read_api.router)
    app.include_router(read_room.router)
    for part in (
        stories_room, page_room, search_room, sources_room, people_room, outlets_room,
    ):  # fmt: skip
        app.include_router(part.api)
        app.include_router(part.router)
    app.include_router(token_room.router)
    app.include_router(api_room.router)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Answers, state=shelf.state)
    app.add_middleware(Guard, settings=settings)
    return app
