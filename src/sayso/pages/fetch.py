"""URL → bytes, with limits on time, size and place.

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
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import httpcore
import httpx

from sayso.errors import FetchError, NotTextError, PrivateAddressError
from sayso.pages.limits import MAX_PAGE_BYTES
from sayso.pages.media import HTML_TYPES, OPAQUE_TYPES, ROW_TYPES, media_of
from sayso.pages.options import PageOptions
from sayso.pages.unzip import inflated, joined, too_large

MAX_REDIRECTS: Final = 8
_USER_AGENT: Final = "sayso (+https://pypi.org/project/sayso/)"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a URL gave."""

    data: bytes
    url: str
    """Where it was found, after redirects."""
    html: bool | None = None
    """Whether it is HTML; None when the server does not say."""
    rows: bool = False
    """Whether it is JSON Lines."""
    charset: str | None = None


def fetch(url: str, *, options: PageOptions) -> Fetched:
    """What is at `url`. Raises `PageError`: see `sayso.errors`."""
    deadline = time.monotonic() + options.timeout
    backend = _Guard(deadline=deadline, allow_private=options.allow_private)
    limits = httpx.Timeout(options.timeout)
    try:
        with httpx.Client(
            transport=_Transport(backend), timeout=limits, trust_env=False, follow_redirects=False
        ) as client:
            return _follow(client, _parsed(url), deadline)
    except (httpx.TimeoutException, httpcore.TimeoutException, _DeadlineError):
        raise FetchError(
            f"the page did not come within {options.timeout:g} seconds",
            step="try again later, give more time, or save the page and read the file",
        ) from None
    except ssl.SSLError as error:
        raise FetchError(f"no secure connection could be made ({_reason(error)})") from None
    except (httpx.HTTPError, httpcore.ConnectError, httpcore.NetworkError) as error:
        raise FetchError(
            f"no connection could be made or kept ({_reason(error)})",
            step="check the address and the network",
        ) from None
    except httpcore.ProtocolError as error:
        raise FetchError(f"the server's answer is no valid HTTP ({_reason(error)})") from None
    except httpx.InvalidURL as error:
        raise FetchError(f"this is no valid URL ({_reason(error)})") from None


def _parsed(url: str, *, base: httpx.URL | None = None) -> httpx.URL:
    try:
        parsed = base.join(url) if base is not None else httpx.URL(url)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError(f"{url!r} is no valid URL ({_reason(error)})") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchError(
            f"{url!r} is no address of a web page" + (" (it was redirected there)" if base else ""),
            choices="URLs that begin with http:// or https://",
        )
    return parsed


def _follow(client: httpx.Client, url: httpx.URL, deadline: float) -> Fetched:
    headers = {
        "User-Agent": _USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
        # Nothing else, so that no decoder runs that cannot be bounded.
        "Accept-Encoding": "gzip",
        "Accept-Language": "en,*;q=0.5",
    }
    for _ in range(MAX_REDIRECTS + 1):
        with client.stream("GET", url, headers=headers) as response:
            target = response.headers.get("location")
            if response.status_code in _REDIRECTS and target:
                url = _parsed(target, base=url)
                continue
            if response.status_code != 200:
                raise FetchError(
                    f"the server answered {response.status_code} {response.reason_phrase}",
                    step="check the address in a browser; if it opens there, save the page "
                    "and read the file",
                )
            return _read(response, url, deadline)
    raise FetchError(
        f"it was redirected more than {MAX_REDIRECTS} times",
        step="open it in a browser and use the address that it ends at",
    )


def _read(response: httpx.Response, url: httpx.URL, deadline: float) -> Fetched:
    media, charset = media_of(response.headers.get("content-type"))
    if media.startswith(OPAQUE_TYPES):
        raise NotTextError(
            f"the server sent {media}, not a text", choices="pages are plain text or HTML"
        )
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > MAX_PAGE_BYTES:
        raise too_large(f"{int(length):,} bytes, the server says")
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("gzip", "x-gzip", "identity", ""):
        raise FetchError(
            f"the server packed the page as {encoding!r}, which it was not asked to do"
        )
    raw = _timed(response.iter_raw(), deadline)
    data = joined(_unpacked(raw) if encoding in ("gzip", "x-gzip") else raw)
    return Fetched(
        data=data,
        url=str(url),
        html=True if media in HTML_TYPES else None,
        rows=media in ROW_TYPES or url.path.lower().endswith((".jsonl", ".ndjson")),
        charset=charset,
    )


def _timed(chunks: Iterable[bytes], deadline: float) -> Iterator[bytes]:
    for chunk in chunks:
        if time.monotonic() > deadline:
            raise _DeadlineError
        yield chunk


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield from inflated(chunks)
    except zlib.error as error:
        raise FetchError(f"the page came broken ({_reason(error)})", step="try again") from None
    except EOFError:
        raise FetchError("the page came only in part", step="try again") from None


def _reason(error: BaseException) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__


class _DeadlineError(Exception):
    """The time for the whole fetch is used up."""


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
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=backend
        )

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
                    timeout=_left(self._deadline),
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
        return self._stream.read(max_bytes, timeout=_left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=_left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _TimedStream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _DeadlineError
    return left


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
    thread.join(_left(deadline))
    if failed:
        raise failed[0]
    if not done:
        raise _DeadlineError
    return done[0]


def resolve(host: str, port: int) -> list[Address]:
    """The addresses of `host`. Raises `FetchError` when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"there is no host {host!r} ({_reason(error)})",
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
