"""URL → bytes, with limits on time, size and place."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpcore
import httpx

from sayso.errors import BusyError, FetchError, NotTextError
from sayso.pages.guard import DeadlineError, guarded_client, left, reason
from sayso.pages.limits import MAX_PAGE_BYTES
from sayso.pages.media import HTML_TYPES, OPAQUE_TYPES, ROW_TYPES, media_of
from sayso.pages.options import PageOptions
from sayso.pages.unzip import inflated, joined, too_large

MAX_REDIRECTS: Final = 8
USER_AGENT: Final = "sayso (+https://pypi.org/project/sayso/)"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which it is worth asking again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave with a page, so that it can be asked whether the page has changed."""

    etag: str | None = None
    last_modified: str | None = None


NO_VALIDATORS: Final = Validators()


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
    validators: Validators = NO_VALIDATORS


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered to one request."""

    url: str
    status: int
    reason: str = ""
    location: str | None = None
    """Where it sends us instead."""
    retry_after: float | None = None
    """In how many seconds it asks to be asked again."""
    fetched: Fetched | None = None

    @property
    def busy(self) -> bool:
        """Whether it is worth asking again later."""
        return self.status in _BUSY

    def content(self) -> Fetched:
        """What came. Raises `FetchError` when that is no page."""
        if self.fetched is not None:
            return self.fetched
        what = f"the server answered {self.status} {self.reason}".rstrip()
        if self.busy:
            raise BusyError(what, retry_after=self.retry_after, step="try again later")
        raise FetchError(
            what,
            step="check the address in a browser; if it opens there, save the page "
            "and read the file",
        )


def fetch(url: str, *, options: PageOptions) -> Fetched:
    """What is at `url`. Raises `PageError`: see `sayso.errors`."""
    deadline = time.monotonic() + options.timeout
    at = address_of(url)
    for _ in range(MAX_REDIRECTS + 1):
        answer = request(at, options=options, deadline=deadline)
        if answer.location is None:
            return answer.content()
        at = address_of(answer.location, base=at)
    raise too_often_redirected()


def request(
    url: httpx.URL,
    *,
    options: PageOptions,
    deadline: float | None = None,
    validators: Validators | None = None,
) -> Answer:
    """What the server at `url` answers, redirects not followed.

    `deadline`, on `time.monotonic`'s clock, is by default the time limit of `options` from now.
    Raises `FetchError` when no answer comes, and what else is wrong with what does.
    """
    if deadline is None:
        deadline = time.monotonic() + options.timeout
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
        # Nothing else, so that no decoder runs that cannot be bounded.
        "Accept-Encoding": "gzip",
        "Accept-Language": "en,*;q=0.5",
    }
    if validators is not None and validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators is not None and validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    try:
        with (
            guarded_client(deadline=deadline, allow_private=options.allow_private) as client,
            client.stream("GET", url, headers=headers) as response,
        ):
            return _answer(response, url, deadline)
    except (httpx.TimeoutException, httpcore.TimeoutException, DeadlineError):
        raise BusyError(
            f"the page did not come within {options.timeout:g} seconds",
            step="try again later, give more time, or save the page and read the file",
        ) from None
    except ssl.SSLError as error:
        raise FetchError(f"no secure connection could be made ({reason(error)})") from None
    except (httpx.HTTPError, httpcore.ConnectError, httpcore.NetworkError) as error:
        raise BusyError(
            f"no connection could be made or kept ({reason(error)})",
            step="check the address and the network",
        ) from None
    except httpcore.ProtocolError as error:
        raise FetchError(f"the server's answer is no valid HTTP ({reason(error)})") from None
    except httpx.InvalidURL as error:
        raise FetchError(f"this is no valid URL ({reason(error)})") from None


def address_of(url: str, *, base: httpx.URL | None = None) -> httpx.URL:
    """`url` as one that can be fetched; a redirect's stands beside where it came from, `base`.

    Raises `FetchError`.
    """
    try:
        parsed = base.join(url) if base is not None else httpx.URL(url)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError(f"{url!r} is no valid URL ({reason(error)})") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchError(
            f"{url!r} is no address of a web page" + (" (it was redirected there)" if base else ""),
            choices="URLs that begin with http:// or https://",
        )
    return parsed


def too_often_redirected() -> FetchError:
    """The error for a page that is always somewhere else."""
    return FetchError(
        f"it was redirected more than {MAX_REDIRECTS} times",
        step="open it in a browser and use the address that it ends at",
    )


def _answer(response: httpx.Response, url: httpx.URL, deadline: float) -> Answer:
    status = response.status_code
    return Answer(
        url=str(url),
        status=status,
        reason=response.reason_phrase,
        location=response.headers.get("location") if status in _REDIRECTS else None,
        retry_after=_retry_after(response.headers.get("retry-after")),
        fetched=_read(response, url, deadline) if status == 200 else None,
    )


def _retry_after(value: str | None) -> float | None:
    """A `Retry-After` (RFC 9110, 10.2.3), a number of seconds or a date, in seconds from now."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return None


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
        validators=Validators(
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
        ),
    )


def _timed(chunks: Iterable[bytes], deadline: float) -> Iterator[bytes]:
    for chunk in chunks:
        left(deadline)
        yield chunk


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield from inflated(chunks)
    except zlib.error as error:
        raise FetchError(f"the page came broken ({reason(error)})", step="try again") from None
    except EOFError:
        raise FetchError("the page came only in part", step="try again") from None
