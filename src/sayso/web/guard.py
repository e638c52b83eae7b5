"""What stands before the room: who may come in, how much they may bring, what goes out with it."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.problems import RoomError, refuse
from sayso.web.settings import Settings
from sayso.web.tokens import may_write

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No inline script or style, nothing from elsewhere: should markup of a page ever get through, it
does nothing."""

HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Sites that are linked to do not learn what was looked at here. Not "no-referrer", with which
    # browsers send forms of this very room with `Origin: null`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_CLIENTS: Final = 20_000
"""Whose rates are known: a few MB."""


class Guard:
    """Refuses what may not come in, and bounds what may; an ASGI middleware."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._rates = Rates(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        scope["sayso.may_write"] = may_write(request, self._settings)
        guarded = _with_headers(send)
        try:
            self._check(request)
        except RoomError as error:
            await refuse(request, error)(scope, receive, guarded)
            return
        await self._app(scope, self._bounded(request, receive), guarded)

    def _check(self, request: Request) -> None:
        _check_host(request, self._settings)
        if request.method not in _SAFE:
            _check_origin(request)
        self._rates.check(request)
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._settings.body_limit:
            raise _too_large(self._settings)

    def _bounded(self, request: Request, receive: Receive) -> Receive:
        """`receive` for a body that is neither too long nor too slow."""
        deadline = time.monotonic() + self._settings.seconds
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            if taken < 0:
                return await receive()
            try:
                async with asyncio.timeout(max(deadline - time.monotonic(), 0.001)):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408, "the request did not come in within the time") from None
            if message["type"] == "http.request":
                taken += len(message.get("body", b""))
                if taken > self._settings.body_limit:
                    raise HTTPException(413, str(_too_large(self._settings)))
                if not message.get("more_body"):
                    # Later calls wait for the client to go away, however long that takes.
                    taken = -1
            return message

        return bounded


class Rates:
    """How often each client may ask, by what it costs to answer.

    A bucket each: so many at once, and then as many as drip in. Whoever was there longest ago is
    forgotten when there are too many of them.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._buckets: OrderedDict[tuple[str, bool], tuple[float, float]] = OrderedDict()

    def check(self, request: Request) -> None:
        """Counts a request. Raises `RoomError` for one too many."""
        if request.url.path.startswith("/static/"):
            return
        costly = request.method not in _SAFE
        settings = self._settings
        most = settings.reads_per_minute if costly else settings.views_per_minute
        if not most:
            return
        key, now = (client_key(request), costly), time.monotonic()
        left, since = self._buckets.pop(key, (float(most), now))
        left = min(most, left + (now - since) * most / 60)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        while len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        if not allowed:
            wait = math.ceil((1 - left) * 60 / most)
            raise RoomError(
                429,
                f"there were more than {most} requests of this kind in a minute",
                step=f"wait {wait} seconds",
                headers={"Retry-After": str(wait)},
            )


def client_key(request: Request) -> str:
    """Who asks: an address, of IPv6 the network that is given to one customer."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((int(address), 64), strict=False))
    return host


def _check_host(request: Request, settings: Settings) -> None:
    if "*" in settings.hosts:
        return
    host = request.headers.get("host", "")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if name.lower() not in settings.hosts and not _is_address(name):
        raise RoomError(
            421,
            f"this room is not called {name[:100]!r}",
            step="name that host when opening the room",
        )


def _is_address(name: str) -> bool:
    """Whether a host is called by its address, which nobody can have lead elsewhere."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _check_origin(request: Request) -> None:
    """Refuses what another site has a browser send here."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = site not in (None, "same-origin", "none")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        foreign = True
    if foreign:
        raise RoomError(403, "this was sent from another site", step="send it from the room itself")


def _too_large(settings: Settings) -> RoomError:
    return RoomError(
        413,
        "the request is too large",
        choices=f"at most {settings.body_limit:,} bytes are taken",
        step="add large pages to the archive with sayso add",
    )


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-cache")
        await send(message)

    return sending
