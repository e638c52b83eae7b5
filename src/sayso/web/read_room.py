"""*Read*: somebody pastes a page, points to it or drops it, and looks at its Reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from sayso.errors import SaysoError
from sayso.pages import Opened, PageOptions
from sayso.web import parts
from sayso.web.desk import Desk, Job
from sayso.web.inputs import (
    PASTED,
    checked_address,
    file_name,
    opened_address,
    opened_file,
    opened_text,
)
from sayso.web.problems import RoomError, status_of
from sayso.web.read_api import finished
from sayso.web.rendering import render
from sayso.web.showing import shown

SOON: Final = 2.5
"""Seconds that a browser is let wait, so that most see the Reading at once and no page that says
that it is being made; a long news page takes about one."""

router = APIRouter(include_in_schema=False)


@router.get("/read")
def form(request: Request) -> Response:
    """The form."""
    return render(request, "read.html", error=None, given={})


@router.post("/read")
async def send(request: Request) -> Response:
    """Takes a page, and leads to where its Reading is, or will be."""
    desk: Desk = request.app.state.desk
    limit = request.app.state.settings.body_limit
    fields = await request.form(max_files=1, max_fields=10, max_part_size=limit)
    try:
        job = desk.submit(*await _opening(fields))
        await finished(job, SOON)
        if job.error:
            raise job.error
    except SaysoError as error:
        given = {name: value for name, value in fields.items() if isinstance(value, str)}
        return await run_in_threadpool(
            render, request, "read.html", status=status_of(error), error=error, given=given
        )
    return RedirectResponse(f"/read/{job.id}", status_code=303)


@router.get("/read/{job_id}")
def result(request: Request, job_id: str, part: parts.Number = 1, at: parts.At = "") -> Response:
    """The Reading, or how far it is."""
    desk: Desk = request.app.state.desk
    job = desk.find(job_id)
    if job.error:
        raise job.error
    if job.reading is None:
        return render(request, "waiting.html", job=job, says=_progress(desk, job)["says"])
    here = parts.part_of(job.reading, part, at=at)
    return render(
        request,
        "reading.html",
        shown=shown(here.reading()),
        part=here,
        here=f"/read/{job.id}?part=",
        known=(),
        job=job.id,
        held_minutes=round(request.app.state.settings.held_seconds / 60),
    )


@router.get("/read/{job_id}/state")
def state(request: Request, job_id: str) -> Response:
    """How far it is, for the script of the page that waits."""
    desk: Desk = request.app.state.desk
    return JSONResponse(_progress(desk, desk.find(job_id)))


def _progress(desk: Desk, job: Job) -> dict[str, str | int | bool | None]:
    before = desk.before(job)
    if job.stage == "opening":
        says = f"Opening {job.origin}"
    elif job.stage == "reading" and job.words:
        says = f"Reading {job.words:,} words"
    elif before:
        says = f"Waiting: {before} {'page is' if before == 1 else 'pages are'} read before it"
    else:
        says = "About to be read"
    return {"state": job.state, "says": says, "before": before, "seconds": round(job.seconds)}


async def _opening(fields: FormData) -> tuple[str, Callable[[], Opened]]:
    """What was sent. Raises `SaysoError` when that is nothing, or several things."""
    text, url, upload = _field(fields, "text"), _field(fields, "url").strip(), fields.get("file")
    file = upload if isinstance(upload, UploadFile) and upload.filename else None
    sent = [name for name, there in (("text", text.strip()), ("file", file)) if there]
    if len(sent) > 1 or (file and url):
        raise RoomError(
            422,
            "there is more than one page: " + ", ".join([*sent, *(["an address"] if url else [])]),
            step="clear all but one",
        )
    if not sent and not url:
        raise RoomError(
            422,
            "there is nothing to read yet",
            step="paste a text, give an address, or choose a file",
        )
    address = checked_address(url) if url else None
    options = PageOptions(
        published=_field(fields, "published").strip() or None,
        outlet=_field(fields, "outlet").strip() or None,
        # Of what is fetched, the address is where it was found.
        url=address if sent else None,
        force=_field(fields, "force") == "yes",
    )
    if file is not None:
        name, data = file_name(file.filename or ""), await file.read()
        return name, lambda: opened_file(name, data, options=options)
    if text.strip():
        html = text.lstrip()[:200].lower().startswith(("<!doctype", "<html"))
        return address or PASTED, lambda: opened_text(text, html=html, options=options)
    assert address is not None
    return address, lambda: opened_address(address, options=options)


def _field(fields: FormData, name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""
