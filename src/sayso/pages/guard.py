"""Connections to checked addresses only, none of which outlasts its deadline.

Addresses are checked where the connection is made: the name is resolved once, the addresses are
checked, and the socket is opened to one of those that passed. A name that resolves differently the
next time (DNS rebinding) or a redirect to an inner host gains nothing. Proxies of the environment
are not used, since what is behind a proxy cannot be checked.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

import httpcore
import httpx

from sayso.errors import BusyError, FetchError, PrivateAddressError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class DeadlineError(Exception):
    """The time for the whole fetch is used up."""


def guarded_client(*, deadline: float, allow_private: bool) -> httpx.Client:
    """A client whose connections are guarded; `deadline` is on `time.monotonic`'s clock."""
    backend = _Guard(deadline=deadline, allow_private=allow_private)
    return httpx.Client(
        transport=_Transport(backend),
        timeout=httpx.Timeout(max(0.001, deadline - time.monotonic())),
        trust_env=False,
        follow_redirects=False,
    )


def left(deadline: float) -> float:
    """Seconds until `deadline`. Raises `DeadlineError` when it has passed."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise DeadlineError
    return seconds


def reason(error: BaseException) -> str:
    """What `error` says, or else its name."""
    return str(error).strip().rstrip(".") or type(error).__name__


@lru_cache(maxsize=1)
def _ssl_context() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)  # reads a hundred certificates


class _Stream(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class _Transport(httpx.BaseTransport):
    """httpx over a connection pool whose sockets come from `backend`."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=_ssl_context(), network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Stream(answer.stream),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Guard(httpcore.NetworkBackend):
    """Opens sockets to checked addresses only, and lets none outlast the deadline."""

    def __init__(self, *, deadline: float, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _within(self._deadline, lambda: resolve(host, port))
        allowed = [address for address in addresses if self._allow_private or is_public(address)]
        if not allowed:
            private = str(addresses[0])
            raise PrivateAddressError(
                f"{private} is not a public address"
                if private == host
                else f"the host {host} is {private}, which is not a public address",
                choices="only pages of the public web are fetched",
                step="if you trust it, allow private addresses "
                "(--allow-private, allow_private=True), or save the page and read the file",
            )
        for place, address in enumerate(allowed):
            try:
                stream = self._plain.connect_tcp(
                    str(address),
                    port,
                    timeout=left(self._deadline),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if place == len(allowed) - 1:
                    raise
            else:
                return _TimedStream(stream, self._deadline)
        raise AssertionError("unreachable: the last address returns or raises")


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every operation ends with the deadline, however little comes at a time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, left(self._deadline))
        return _TimedStream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _within(deadline: float, work: Callable[[], list[Address]]) -> list[Address]:
    """`work` in a thread of its own: the system's resolver knows no time limit."""
    done: list[list[Address]] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except (FetchError, OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(left(deadline))
    if failed:
        raise failed[0]
    if not done:
        raise DeadlineError
    return done[0]


def resolve(host: str, port: int) -> list[Address]:
    """The addresses of `host`. Raises `FetchError` when it has none,
    and `BusyError` when none can be found now.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
            raise BusyError(
                f"the host {host!r} could not be looked up ({reason(error)})",
                step="check the network, and try again later",
            ) from None
        raise FetchError(
            f"there is no host {host!r} ({reason(error)})",
            step="check the address and the network",
        ) from None
    addresses = (ipaddress.ip_address(str(entry[4][0]).split("%")[0]) for entry in found)
    return list(dict.fromkeys(addresses))


_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether `address` belongs to the public internet, addresses inside addresses included."""
    if isinstance(address, ipaddress.IPv6Address):
        inner: list[Address | None] = [address.ipv4_mapped, address.sixtofour]
        if address.teredo:
            inner.extend(address.teredo)
        if address in _NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        inside = [one for one in inner if one is not None]
        if inside:
            return all(is_public(one) for one in inside)
    return address.is_global and not address.is_multicast
