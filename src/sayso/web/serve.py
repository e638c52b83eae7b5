"""Opens a room on a port, until somebody closes it."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from sayso.web.settings import LOOPBACK, Settings

HOST: Final = "127.0.0.1"
PORT: Final = 8765

_KEEP_ALIVE: Final = 15
"""Seconds that a connection is kept open for another request."""
_LEAVING: Final = 5
"""Seconds that answers in the making are waited for when the room is closed."""
_CONNECTIONS: Final = 500
"""At once; more are told to come back."""


def serve(
    archive_path: str | Path | None,
    *,
    settings: Settings | None = None,
    host: str = HOST,
    port: int = PORT,
    proxies: Iterable[str] = ("127.0.0.1", "::1"),
    opened: Callable[[str], None] | None = None,
) -> None:
    """Serves the room over `archive_path` at `host` and `port`; returns when it is closed.

    `proxies` are the addresses that are believed when they say for whom they ask
    (`X-Forwarded-For`). `opened` is called with the room's address once it listens. Ctrl-C and
    SIGTERM close it. Raises `ArchiveError` for a file that is no archive, and `OSError` when the
    port is taken.
    """
    import uvicorn

    from sayso.web.app import create_app

    app = create_app(archive_path, settings=settings)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        # What people look for is nobody's business, and stands in addresses.
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=",".join(proxies),
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_LEAVING,
        limit_concurrency=_CONNECTIONS,
    )
    # Here and not by uvicorn, which would end the process when the port is taken.
    with listening_at(host, port) as listening:
        if opened is not None:
            opened(address_of(host, listening.getsockname()[1]))
        uvicorn.Server(config).run(sockets=[listening])


def listening_at(host: str, port: int) -> socket.socket:
    """A socket that listens at `host` and `port`. Raises `OSError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=2048)


def hosts_of(host: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The names for `Settings.hosts` of a room that is bound to `host` and called `names`.

    Addresses need not be named.
    """
    found = [*LOOPBACK, *(name.lower().rstrip(".") for name in names)]
    try:
        ipaddress.ip_address(host)
    except ValueError:
        found.append(host.lower())
    return tuple(dict.fromkeys(found))


def is_loopback(host: str) -> bool:
    """Whether a room that is bound to `host` is for this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def address_of(host: str, port: int) -> str:
    """Where a browser on this machine finds the room."""
    wildcards = {"0.0.0.0": HOST, "::": "::1", "": HOST}
    host = wildcards.get(host, host)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
