"""Answers that are held: made once for all who want them, anew when the archive has changed."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.types import Receive, Scope, Send

from sayso.web.answers import Answers


class Made:
    """An application that takes its time and counts what it was asked."""

    def __init__(self, *, status: int = 200, cache: bytes = b"no-cache") -> None:
        self.asked = 0
        self.status = status
        self.cache = cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        number = self.asked
        await asyncio.sleep(0.02)
        headers = [(b"cache-control", self.cache)]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": str(number).encode()})


async def ask(app: Any, path: str = "/", **more: Any) -> tuple[int, bytes]:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
    await app({**scope, **more}, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


def test_many_who_ask_at_once_are_given_one_answer() -> None:
    async def go() -> None:
        made = Made()
        app = Answers(made, state=lambda: 1)
        answers = await asyncio.gather(*(ask(app) for _ in range(20)))
        assert set(answers) == {(200, b"1")}
        assert await ask(app) == (200, b"1")
        assert made.asked == 1

    asyncio.run(go())


def test_what_does_not_last_is_made_for_each() -> None:
    async def go() -> None:
        for made in (Made(status=404), Made(cache=b"no-store")):
            app = Answers(made, state=lambda: 1)
            answers = await asyncio.gather(*(ask(app) for _ in range(5)))
            assert len(set(answers)) == 5

    asyncio.run(go())


def test_another_state_is_another_answer_and_so_is_another_host() -> None:
    async def go() -> None:
        state = 1
        made = Made()
        app = Answers(made, state=lambda: state)
        assert await ask(app) == (200, b"1")
        assert await ask(app, headers=[(b"host", b"b")]) == (200, b"2")
        state = 2
        assert await ask(app) == (200, b"3")

    asyncio.run(go())


def test_what_a_writer_is_told_is_for_nobody_else() -> None:
    async def go() -> None:
        app = Answers(Made(), state=lambda: 1)
        assert await ask(app, **{"sayso.may_write": True}) == (200, b"1")
        assert await ask(app) == (200, b"2")

    asyncio.run(go())
