"""Rooms for the tests: in this process, and on a port for browsers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi.testclient import TestClient

from sayso.reading import Page, Reading
from sayso.stories.claims import tell
from sayso.web import Settings, create_app
from sayso.web.claims_desk import Compare
from tests.fakes import FakeReader

TOKEN = "a token that is long enough"
TEXT = "“We will pay,” Smith said.\n\n“We will not,” Jones said. They met."


@contextmanager
def room(
    archive: Path | None = None, *, seconds: float = 0, compare: Compare = tell, **settings: Any
) -> Iterator[TestClient]:
    """A client of a room whose pages are read by the fake reader."""
    app = create_app(
        archive,
        settings=Settings(**{"reads_per_minute": 0, "views_per_minute": 0, **settings}),
        read=FakeReader(seconds=seconds).read,
        compare=compare,
    )
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client


@contextmanager
def served(
    archive: Path | None = None,
    *,
    read: Callable[[Page], Reading] | None = None,
    **settings: Any,
) -> Iterator[str]:
    """The address of a room that listens, with the shipped reader or with `read`."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    app = create_app(
        archive,
        settings=Settings(**{"reads_per_minute": 0, "views_per_minute": 0, **settings}),
        read=read,
    )
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the room does not open"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
