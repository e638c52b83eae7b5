"""What went wrong → an answer: RFC 9457 problem details for programs, a page for people."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from sayso.archive.filters import UnknownOutletError
from sayso.archive.profiles import ChangeError, UnknownProfileError
from sayso.errors import (
    ArchiveBusyError,
    ArchiveError,
    ArchiveFullError,
    OptionError,
    PageError,
    PageTooLargeError,
    SaysoError,
    UnknownPageError,
    UnknownStoryError,
)
from sayso.web.rendering import render

PROBLEM_JSON: Final = "application/problem+json"
_log = logging.getLogger("sayso.web")


class NoArchiveError(ArchiveError):
    """The room has no archive, or none yet."""


# The first that an error is one of.
_STATUS: Final[tuple[tuple[type[SaysoError], int], ...]] = (
    (NoArchiveError, 404),
    (UnknownPageError, 404),
    (UnknownStoryError, 404),
    (UnknownOutletError, 404),
    (UnknownProfileError, 404),
    (ChangeError, 409),
    (ArchiveBusyError, 503),
    (ArchiveFullError, 507),
    (ArchiveError, 503),
    (OptionError, 422),
    (PageTooLargeError, 413),
    (PageError, 422),
)


class RoomError(SaysoError):
    """The room refuses a request; `status` is that of HTTP."""

    def __init__(
        self,
        status: int,
        what: str,
        *,
        choices: str | None = None,
        step: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(what, choices=choices, step=step)
        self.status = status
        self.headers = headers or {}


class Problem(BaseModel):
    """What is answered instead, as `application/problem+json` (RFC 9457)."""

    title: str
    """The status in words."""
    status: int
    detail: str
    """What happened, to which value, and what to do next."""
    what: str | None = None
    """The first part of `detail`."""
    choices: str | None = None
    """What would have been valid."""
    step: str | None = None
    """What to do next."""
    errors: list[Any] | None = None
    """Which values of the request are wrong, where it is several."""


def status_of(error: SaysoError) -> int:
    """The HTTP status of an error of sayso's."""
    if isinstance(error, RoomError):
        return error.status
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def problem_of(error: SaysoError) -> Problem:
    """The problem that `error` is."""
    status = status_of(error)
    return Problem(
        title=phrase(status),
        status=status,
        detail=str(error),
        what=error.what,
        choices=error.choices,
        step=error.step,
    )


def phrase(status: int) -> str:
    """A status in words."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def answer(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """The problem as whoever asks can read it."""
    if request.url.path.startswith("/api"):
        return JSONResponse(
            problem.model_dump(exclude_none=True),
            status_code=problem.status,
            media_type=PROBLEM_JSON,
            headers=headers,
        )
    return render(request, "problem.html", status=problem.status, headers=headers, problem=problem)


def refuse(request: Request, error: SaysoError) -> Response:
    """The answer to a request that ended in `error`."""
    headers = error.headers if isinstance(error, RoomError) else {}
    return answer(request, problem_of(error), headers)


def explain_problems(app: FastAPI) -> None:
    """Has `app` answer with problems in one form, whatever went wrong."""

    @app.exception_handler(SaysoError)
    def of_sayso(request: Request, error: SaysoError) -> Response:
        if status_of(error) >= 500:
            _log.warning("%s %s: %s", request.method, request.url.path, error)
        return refuse(request, _for_strangers(error))

    @app.exception_handler(HTTPException)
    def of_http(request: Request, error: HTTPException) -> Response:
        detail = str(error.detail)
        step = None
        if error.status_code == 404:
            detail = f"there is nothing at {request.url.path!r}"
            step = "go to the front page, or search" if not _api(request) else "see /api"
        found = RoomError(error.status_code, detail, step=step)
        return answer(request, problem_of(found), dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def of_validation(request: Request, error: RequestValidationError) -> Response:
        found = [
            {"where": ".".join(map(str, one["loc"])), "what": one["msg"]} for one in error.errors()
        ]
        said = "; ".join(f"{one['where']}: {one['what']}" for one in found[:5])
        return answer(
            request,
            Problem(
                title=phrase(422),
                status=422,
                detail=f"The request cannot be understood: {said}.",
                errors=jsonable_encoder(found),
            ),
        )

    @app.exception_handler(Exception)
    def of_bug(request: Request, error: Exception) -> Response:
        # The traceback goes to the log; what is told to the client says nothing of the machine.
        return answer(
            request,
            Problem(
                title=phrase(500),
                status=500,
                detail="Something went wrong in sayso itself. It has been written to the log.",
            ),
        )


def _for_strangers(error: SaysoError) -> SaysoError:
    """`error` without the name of the archive's file, which is for the one who opened the room."""
    if not isinstance(error, ArchiveError) or status_of(error) < 500:
        return error
    if isinstance(error, ArchiveBusyError):
        what, step = "somebody is writing to the archive", "try again in a moment"
    else:
        what, step = "the archive cannot be used", "the log of this room says why"
    return RoomError(status_of(error), what, step=step, headers={"Retry-After": "5"})


def _api(request: Request) -> bool:
    return request.url.path.startswith("/api")
