"""Answers that have been given: not made again, nor sent again, while nothing has changed."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HELD: Final = 16 * 1024 * 1024
"""Bytes of answers that are held."""
_LARGEST: Final = 512 * 1024
_SECONDS: Final = 60.0
"""For which an answer holds though the archive is the same: “today” may have become yesterday."""
_APART: Final = ("/static/", "/read/", "/token")
"""What is the same for all anyway, or not of the archive."""

_Key = tuple[str, str, bytes, bool]


@dataclass(slots=True)
class _Answer:
    state: int
    made: float
    start: Message
    body: bytes


class Answers:
    """Gives entity tags to answers, and holds those of the archive; an ASGI middleware.

    What somebody is told who may write is not held: it is not for others.
    """

    def __init__(self, app: ASGIApp, state: Callable[[], int]) -> None:
        """`state` is a number that changes with what is answered."""
        self._app = app
        self._state = state
        self._held: OrderedDict[_Key, _Answer] = OrderedDict()
        self._size = 0
        self._making: dict[_Key, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        key = (
            headers.get("host", ""),
            scope["path"],
            scope["query_string"],
            "gzip" in headers.get("accept-encoding", ""),
        )
        state = self._state()
        shared = not scope["path"].startswith(_APART) and not scope.get("sayso.may_write")
        if shared:
            answer = await self._shared(key, scope, receive, state)
        else:
            answer = await self._made(scope, receive, state)
        await _send(answer, headers, send, whole=scope["method"] == "GET")

    async def _shared(self, key: _Key, scope: Scope, receive: Receive, state: int) -> _Answer:
        """The answer that is held, or one that is made, once for all who want it at the time."""
        while (answer := self._find(key, state)) is None:
            making = self._making.get(key)
            if making is None:
                making = self._making[key] = asyncio.Event()
                try:
                    answer = await self._made(scope, receive, state)
                    if _lasts(answer):
                        self._hold(key, answer)
                    return answer
                finally:
                    del self._making[key]
                    making.set()
            await making.wait()
            if key not in self._held:
                # It was not one that lasts, so it is this one's own to make.
                return await self._made(scope, receive, state)
        return answer

    async def _made(self, scope: Scope, receive: Receive, state: int) -> _Answer:
        start: Message = {}
        parts: list[bytes] = []

        async def taking(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        await self._app({**scope, "method": "GET"}, receive, taking)
        body = b"".join(parts)
        headers = MutableHeaders(scope=start)
        if start["status"] == 200 and "etag" not in headers:
            headers["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
        return _Answer(state, time.monotonic(), start, body)

    def _find(self, key: _Key, state: int) -> _Answer | None:
        answer = self._held.get(key)
        if answer is None:
            return None
        if answer.state != state or answer.made < time.monotonic() - _SECONDS:
            self._drop(key)
            return None
        self._held.move_to_end(key)
        return answer

    def _hold(self, key: _Key, answer: _Answer) -> None:
        if len(answer.body) > _LARGEST:
            return
        if key in self._held:
            self._drop(key)
        self._held[key] = answer
        self._size += len(answer.body)
        while self._size > _HELD:
            self._drop(next(iter(self._held)))

    def _drop(self, key: _Key) -> None:
        self._size -= len(self._held.pop(key).body)


def _lasts(answer: _Answer) -> bool:
    """Whether an answer is the same for whoever asks next."""
    cached = Headers(raw=answer.start["headers"]).get("cache-control", "")
    return bool(answer.start["status"] == 200 and "no-store" not in cached)


async def _send(answer: _Answer, asked: Headers, send: Send, *, whole: bool) -> None:
    tag = Headers(raw=answer.start["headers"]).get("etag")
    known = {one.strip().removeprefix("W/") for one in asked.get("if-none-match", "").split(",")}
    start = {**answer.start, "headers": list(answer.start["headers"])}
    body = answer.body if whole else b""
    if tag is not None and tag in known:
        kept = (b"etag", b"cache-control", b"vary")
        start["status"] = 304
        start["headers"] = [pair for pair in start["headers"] if pair[0].lower() in kept]
        body = b""
    await send(start)
    await send({"type": "http.response.body", "body": body})
