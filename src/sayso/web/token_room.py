"""Where a person shows the token, so that their browser may write."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from sayso.web.problems import RoomError
from sayso.web.rendering import render
from sayso.web.tokens import COOKIE, give_cookie, is_token

router = APIRouter(include_in_schema=False)


@router.get("/token")
def form(request: Request) -> Response:
    """The form."""
    return render(request, "token.html", error=None)


@router.post("/token")
async def show(request: Request) -> Response:
    """Takes the token and gives a cookie for it, or takes the cookie back."""
    fields = await request.form(max_files=0, max_fields=4)
    settings = request.app.state.settings
    if fields.get("leave"):
        leaving = RedirectResponse("/token", status_code=303)
        leaving.delete_cookie(COOKIE)
        return leaving
    if not (settings.writable and is_token(str(fields.get("token", "")).strip(), settings)):
        wrong = RoomError(
            403,
            "this is not the token of this room",
            step="look where the room was opened, with sayso serve --token",
        )
        return await run_in_threadpool(render, request, "token.html", status=403, error=wrong)
    answer = RedirectResponse("/token", status_code=303)
    give_cookie(request, answer, settings)
    return answer
