"""Fetching as a guest: by each site's robots.txt, one request at a time, with pauses between."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

import httpx

from sayso.errors import BusyError, FetchError, NotTextError, PageTooLargeError, RobotsError
from sayso.pages.fetch import (
    MAX_REDIRECTS,
    USER_AGENT,
    Answer,
    Fetched,
    Validators,
    address_of,
    request,
    too_often_redirected,
)
from sayso.pages.options import PageOptions

if TYPE_CHECKING:
    from protego import Protego

ROBOT: Final = USER_AGENT.split()[0]
"""What robots.txt files know sayso by."""
DELAY: Final = 2.0
"""Seconds between two requests to a host, unless its robots.txt asks for more."""
BACK_OFF: Final = 30.0
"""Seconds that a host is left alone after it first failed to answer; doubled each time after."""
MAX_BACK_OFF: Final = 3600.0
MAX_RETRY_AFTER: Final = 86_400.0
"""Longest wait in seconds that a server may ask for; who asks for more may mean never."""

_ROBOTS_LIFE: Final = 86_400.0  # RFC 9309, 2.4: not longer than 24 hours
_ROBOTS_BYTES: Final = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB
_ROBOTS_REDIRECTS: Final = 5  # RFC 9309, 2.3.1.2: at least five


class Clock(Protocol):
    """The time, and a way to let it pass. The seam at which tests put a clock of their own."""

    def now(self) -> float:
        """Seconds since 1970."""

    def sleep(self, seconds: float) -> bool:
        """Wait so long; whether it was not cut short."""


class SystemClock:
    """The system's clock, whose sleep ends when `stop` is set."""

    def __init__(self, stop: threading.Event | None = None) -> None:
        self._stop = stop or threading.Event()

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> bool:
        """Wait so long; whether `stop` was not set in that time."""
        return not self._stop.wait(seconds)


class NotYetError(BusyError):
    """A host is to be left alone for longer than the patience lasts; it was not asked."""


def host_of(url: str) -> str:
    """The host of `url`, as `Guest` knows it; empty when it has none."""
    try:
        return address_of(url).host
    except FetchError:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A page is still the one that its validators came with."""

    url: str


@dataclass(slots=True)
class _Host:
    delay: float
    next_at: float = 0.0
    failures: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class _Rules:
    robots: Protego
    until: float


class Guest:
    """Fetches pages as their sites ask it to be done. Several threads may use one.

    `delay` is the least number of seconds between two requests to one host. `patience` is how many
    seconds a fetch may wait for its turn; where that is not enough it raises `BusyError`, whose
    `retry_after` says how long is.
    """

    def __init__(
        self,
        *,
        options: PageOptions,
        delay: float = DELAY,
        patience: float = 60.0,
        clock: Clock | None = None,
    ) -> None:
        self._options = options
        self._delay = delay
        self._patience = patience
        self._clock = clock or SystemClock()
        self._hosts: dict[str, _Host] = {}
        self._rules: dict[str, _Rules] = {}

    def fetch(self, url: str, *, validators: Validators | None = None) -> Fetched | Unchanged:
        """What is at `url`, or that it is as it was when `validators` came with it.

        Each site that a redirect leads through is asked by its own robots.txt. Raises `RobotsError`
        when one of them asks not to fetch the page, `BusyError` when there is no answer now, and
        what `sayso.pages.fetch.fetch` raises.
        """
        at = address_of(url)
        for _ in range(MAX_REDIRECTS + 1):
            self._check(at)
            answer = self._ask(at, validators=validators)
            if answer.status == 304 and validators is not None:
                return Unchanged(url=answer.url)
            if answer.location is None:
                return answer.content()
            at = address_of(answer.location, base=at)
        raise too_often_redirected()

    def ready_at(self, host: str) -> float:
        """When `host` may be asked next, on the clock; 0 for one that was not asked before."""
        known = self._hosts.get(host)
        return known.next_at if known is not None else 0.0

    def is_backing_off(self, host: str) -> bool:
        """Whether `host` failed to answer when it was last asked."""
        known = self._hosts.get(host)
        return known is not None and known.failures > 0

    def _host(self, url: httpx.URL) -> _Host:
        return self._hosts.setdefault(url.host, _Host(delay=self._delay))

    def _ask(self, url: httpx.URL, *, validators: Validators | None = None) -> Answer:
        """One request, in its turn. A host that cannot answer it is left alone for a while."""
        host = self._host(url)
        with host.lock:
            self._await(host, url)
            try:
                answer = request(url, options=self._options, validators=validators)
                if answer.busy:
                    answer.content()
            except BusyError as error:
                raise self._back_off(host, error) from None
            finally:
                host.next_at = max(host.next_at, self._clock.now() + host.delay)
            host.failures = 0
        return answer

    def _await(self, host: _Host, url: httpx.URL) -> None:
        wait = host.next_at - self._clock.now()
        if wait > self._patience:
            raise NotYetError(
                f"{url.host} is to be left alone for {wait:,.0f} seconds more", retry_after=wait
            )
        if wait > 0 and not self._clock.sleep(wait):
            raise NotYetError(f"it was stopped while it waited for {url.host}", retry_after=wait)

    def _back_off(self, host: _Host, error: BusyError) -> BusyError:
        own = min(MAX_BACK_OFF, BACK_OFF * 2.0 ** min(host.failures, 16))
        pause = max(own, min(MAX_RETRY_AFTER, error.retry_after or 0.0))
        host.failures += 1
        host.next_at = self._clock.now() + pause
        return BusyError(error.what, retry_after=pause, choices=error.choices, step=error.step)

    def _check(self, url: httpx.URL) -> None:
        """Raise `RobotsError` when the robots.txt of its site asks not to fetch `url`."""
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        rules = self._rules.get(site)
        if rules is None or rules.until <= self._clock.now():
            robots = self._robots(address_of(f"{site}/robots.txt"))
            rules = _Rules(robots, self._clock.now() + _ROBOTS_LIFE)
            self._rules[site] = rules
            host = self._host(url)
            host.delay = max(self._delay, _asked_delay(robots))
            host.next_at = max(host.next_at, self._clock.now() + host.delay)
        if not rules.robots.can_fetch(str(url), ROBOT):
            raise RobotsError(
                f"the robots.txt of {url.host} asks programs not to fetch this page",
                step="if you may have it, save it from a browser and read the file",
            )

    def _robots(self, url: httpx.URL) -> Protego:
        """What a robots.txt asks; nothing when there is none (RFC 9309, 2.3.1)."""
        from protego import Protego

        at = url
        for _ in range(_ROBOTS_REDIRECTS + 1):
            try:
                answer = self._ask(at)
            except (NotTextError, PageTooLargeError):
                break
            except NotYetError:
                raise
            except BusyError as error:
                raise BusyError(
                    f"the robots.txt of {url.host} could not be read, so the site is left alone: "
                    f"{error.what}",
                    retry_after=error.retry_after,
                    step="try again later",
                ) from None
            if answer.fetched is not None:
                text = answer.fetched.data[:_ROBOTS_BYTES].decode("utf-8", "replace")
                return Protego.parse(text.removeprefix("\ufeff").replace("\0", ""))
            if answer.location is None:
                break
            at = address_of(answer.location, base=at)
        return Protego.parse("")


def _asked_delay(robots: Protego) -> float:
    """Seconds between requests that a robots.txt asks for, 0 when it asks for none."""
    rate = robots.request_rate(ROBOT)
    between = min(rate.seconds, MAX_RETRY_AFTER) / rate.requests if rate else 0.0
    return min(MAX_RETRY_AFTER, max(robots.crawl_delay(ROBOT) or 0.0, between))
