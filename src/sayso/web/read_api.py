"""`POST /api/read`: the Reading of a page that is not kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from sayso.pages import Opened, PageOptions
from sayso.reading import Reading
from sayso.web.desk import Desk, Job
from sayso.web.inputs import PASTED, checked_address, opened_address, opened_text
from sayso.web.problems import PROBLEM_JSON, Problem, RoomError

PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    "default": {
        "description": "What went wrong",
        "model": Problem,
        "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}
"""How every endpoint says what went wrong."""

router = APIRouter(prefix="/api", tags=["Reading"], responses=PROBLEMS)


class ReadRequest(BaseModel):
    """A page to read: exactly one of `text`, `html` and `url`."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str | None, Field(description="Plain text.", examples=[None])] = None
    html: Annotated[str | None, Field(description="HTML.", examples=[None])] = None
    url: Annotated[
        str | None,
        Field(
            description="An address on the public web; beside `text` or `html`, where that stood.",
            max_length=2000,
        ),
    ] = None
    published: Annotated[
        str | None, Field(description="When it was published, ISO 8601.", max_length=40)
    ] = None
    outlet: Annotated[str | None, Field(description="Who published it.", max_length=200)] = None
    force: Annotated[
        bool, Field(description="Read it though it is in another language than English.")
    ] = False

    def opening(self) -> tuple[str, Callable[[], Opened]]:
        """What the page is called, and how it is opened. Raises `SaysoError`."""
        given = [name for name in ("text", "html") if getattr(self, name)]
        if len(given) > 1 or not (given or self.url):
            raise RoomError(
                422,
                "there is nothing to read" if not given else "there is more than one page",
                choices="one of text, html and url",
            )
        url = checked_address(self.url) if self.url else None
        options = PageOptions(
            published=self.published or None,
            outlet=self.outlet or None,
            # Of what is fetched, the address is where it was found.
            url=url if given else None,
            force=self.force,
        )
        if not given:
            assert url is not None
            return url, lambda: opened_address(url, options=options)
        html = given == ["html"]
        text = (self.html if html else self.text) or ""
        return url or PASTED, lambda: opened_text(text, html=html, options=options)


@router.post("/read", response_model=Reading, summary="Read a page without keeping it")
async def read(request: Request, page: Annotated[ReadRequest, Body()]) -> Response:
    """The Reading of a page, as `sayso schema` describes it. Nothing of it is kept.

    Pages are read one at a time: the answer comes when those before it are done.
    """
    desk: Desk = request.app.state.desk
    job = desk.submit(*page.opening())
    try:
        reading = await result(job, request.app.state.settings.seconds)
    finally:
        desk.drop(job)
    return Response(reading.to_json(), media_type="application/json")


async def result(job: Job, seconds: float) -> Reading:
    """The Reading that `job` comes to within so many seconds. Raises `SaysoError`."""
    await finished(job, seconds)
    if not job.finished:
        raise RoomError(
            503,
            f"the page was not read within {seconds:g} seconds",
            step="try again later, or send a shorter page",
            headers={"Retry-After": "30"},
        )
    if job.error:
        raise job.error
    assert job.reading is not None
    return job.reading


async def finished(job: Job, seconds: float) -> None:
    """Waits for `job`, so long at most; whether it has ended says `job.finished`."""
    # Not `wait_for`, which would cancel what it waits for.
    await asyncio.wait([asyncio.wrap_future(job.outcome)], timeout=seconds)
