"""Who may write: whoever shows the token, as a bearer or in a cookie that the room gave for it."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Final

from fastapi import Request
from starlette.responses import Response

from sayso.web.problems import RoomError
from sayso.web.settings import Settings

COOKIE: Final = "sayso-writer"
_MONTH: Final = 30 * 24 * 3600


def may_write(request: Request, settings: Settings) -> bool:
    """Whether the request shows the token and the room may be written to."""
    if not settings.writable:
        return False
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and is_token(shown.strip(), settings):
        return True
    cookie = request.cookies.get(COOKIE, "")
    return hmac.compare_digest(cookie.encode(), _cookie_of(settings).encode())


def require_writer(request: Request) -> None:
    """Raises `RoomError` for whoever may not write."""
    settings: Settings = request.app.state.settings
    if request.scope.get("sayso.may_write"):
        return
    if not settings.writable:
        raise RoomError(
            403,
            "this room is open for reading only",
            step="open it with a token to write to it: sayso serve --token TOKEN",
        )
    raise RoomError(
        401,
        "writing needs the token of this room",
        step="send it as Authorization: Bearer TOKEN, or show it at /token",
        headers={"WWW-Authenticate": "Bearer"},
    )


def is_token(shown: str, settings: Settings) -> bool:
    """Whether `shown` is the token, in a time that does not tell how much of it is right."""
    return settings.token is not None and hmac.compare_digest(
        shown.encode("utf-8", "replace"), settings.token.encode("utf-8", "replace")
    )


def give_cookie(request: Request, response: Response, settings: Settings) -> None:
    """Lets the browser that gets `response` write, without holding the token itself."""
    response.set_cookie(
        COOKIE,
        _cookie_of(settings),
        max_age=_MONTH,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def _cookie_of(settings: Settings) -> str:
    assert settings.token is not None
    return hmac.new(settings.token.encode("utf-8", "replace"), b"writer", sha256).hexdigest()
