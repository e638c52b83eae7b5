"""Feeds → pages, as their entries appear.

A queue of what is to be fetched and when: feeds again and again, each page that they name once.
Whatever host may be asked first comes first, so a slow or broken one holds up no other.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from sayso.errors import BusyError, PageError, PrivateAddressError
from sayso.pages.dates import iso_date
from sayso.pages.decode import decode
from sayso.pages.feeds import Feed, FeedEntry, FeedList, parse_feed
from sayso.pages.fetch import Fetched
from sayso.pages.inputs import open_fetched
from sayso.pages.limits import MAX_PAGE_BYTES
from sayso.pages.options import PageOptions, Problem, problem_of
from sayso.pages.original import IsKnown, Known, Opened
from sayso.pages.polite import Clock, Guest, NotYetError, SystemClock, host_of
from sayso.pages.unzip import read_capped
from sayso.pages.watch_store import FeedState, Ledger, WatchStore
from sayso.reading import Published

INTERVAL: Final = 900.0
"""Seconds between two looks at a feed."""
MAX_INTERVAL: Final = 86_400.0
"""Longest time in seconds that a feed is left alone for its failures."""
_TRIES: Final = 8
"""How often a page whose server is busy is asked for: some four hours, by the pauses of `Guest`."""
_PATIENCE: Final = 60.0
"""Seconds that one round waits for a server that is busy."""
_TOLD_FROM: Final = 1.0
"""Seconds of waiting that are worth telling of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRead:
    """A feed was looked at."""

    url: str
    title: str | None = None
    entries: int = 0
    new: int = 0
    """Of these, how many have not been seen and are going to be fetched."""
    changed: bool = True
    """False when the server says that it is as it was."""
    next_due: float
    """When it is looked at again, in seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """There is nothing to fetch before `until`, in seconds since 1970."""

    until: float
    pages: int
    """How many pages are waited for, beside feeds."""


Found = Opened | Known | Problem | FeedRead | Waiting


@dataclass(slots=True, kw_only=True)
class _Task:
    """Something to fetch: a feed, or the page of one of its entries."""

    url: str
    feed: str
    due: float
    entry: FeedEntry | None = None
    tries: int = 0
    host: str = field(init=False)

    def __post_init__(self) -> None:
        self.host = host_of(self.url)


def watch(
    feeds: Iterable[str | Path],
    *,
    store: WatchStore,
    options: PageOptions,
    known: IsKnown | None = None,
    interval: float = INTERVAL,
    once: bool = False,
    guest: Guest | None = None,
    clock: Clock | None = None,
    stop: threading.Event | None = None,
) -> Iterator[Found]:
    """The pages that `feeds` name and that `store` has not seen, as they appear, with news of how
    it goes.

    `feeds` are addresses of feeds or of OPML, and files: OPML, a saved feed, or addresses, one a
    line. A feed is looked at every `interval` seconds; one that cannot be read is a `Problem` each
    time, and each time twice as long is waited. `once` makes one round and ends.

    A page is given under the address that its feed has for it (its `origin`), and `store` is to
    know that address as soon as the page is kept. Of what gives no page, `give_up` is called.
    The feed's date is taken where the page has none of its own.

    Ends soon after `stop` is set, at once while it waits. An exception (Ctrl-C) ends it anywhere
    and loses nothing that a `store` needs.
    """
    clock = clock or SystemClock(stop)
    watching = _Watch(
        ledger=Ledger(store),
        options=options,
        known=known,
        interval=interval,
        once=once,
        guest=guest or Guest(options=options, clock=clock),
        clock=clock,
        stop=stop or threading.Event(),
    )
    yield from watching.run(feeds)


@dataclass(slots=True, kw_only=True)
class _Watch:
    ledger: Ledger
    options: PageOptions
    known: IsKnown | None
    interval: float
    once: bool
    guest: Guest
    clock: Clock
    stop: threading.Event
    tasks: list[_Task] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    """The pages that are in the queue or were given out, which the store may not have seen yet."""

    def run(self, feeds: Iterable[str | Path]) -> Iterator[Found]:
        for name in feeds:
            yield from self._start(name)
        while self.tasks and not self.stop.is_set():
            self.ledger.settle()
            task = min(self.tasks, key=self._order)
            wait = self._ready_at(task) - self.clock.now()
            if self.once and wait > _PATIENCE and self._is_put_off(task):
                self.tasks.remove(task)
                busy = "its server was busy" if task.entry else "it could not be read"
                yield self._postponed(task, f"{busy} when it was last asked")
            elif wait > 0:
                if wait > _TOLD_FROM:
                    pages = sum(task.entry is not None for task in self.tasks)
                    yield Waiting(until=self.clock.now() + wait, pages=pages)
                if not self.clock.sleep(wait):
                    break
            else:
                self.tasks.remove(task)
                yield from self._feed(task) if task.entry is None else self._page(task, task.entry)
        self.ledger.settle()

    def _ready_at(self, task: _Task) -> float:
        return max(task.due, self.guest.ready_at(task.host))

    def _is_put_off(self, task: _Task) -> bool:
        """Whether a task waits for what failed, and not just for its turn."""
        failed = task.tries if task.entry is not None else self.ledger.states[task.url].failures
        return failed > 0 or self.guest.is_backing_off(task.host)

    def _order(self, task: _Task) -> tuple[float, bool]:
        """What may be fetched first; of what may be now, pages before feeds, in their order."""
        return max(0.0, self._ready_at(task) - self.clock.now()), task.entry is None

    def _start(self, name: str | Path) -> Iterator[Found]:
        """Put the feed or the list of feeds that the user named into the queue."""
        if isinstance(name, str) and "://" in name[:12]:
            self._add(name)
            return
        origin = str(name)
        try:
            with Path(name).open("rb") as stream:
                found = _feeds_in(read_capped(stream, limit=MAX_PAGE_BYTES), origin)
        except OSError as error:
            yield Problem(origin=origin, cause=f"It could not be read: {error.strerror or error}.")
        except PageError as error:
            yield problem_of(error, origin=origin)
        else:
            if isinstance(found, Feed):
                news, _ = self._read(found, next_due=self.clock.now())
                yield news
            else:
                for url in found.feeds:
                    self._add(url)

    def _add(self, url: str) -> None:
        if url in self.ledger.states:
            return
        state = self.ledger.add(url)
        # One round looks at all feeds but those that it is too early to try again.
        due = 0.0 if self.once and not state.failures else state.next_due
        self.tasks.append(_Task(url=url, feed=url, due=due))

    def _feed(self, task: _Task) -> Iterator[Found]:
        validators = self.ledger.states[task.url].validators
        feed: Feed | FeedList | None = None
        try:
            found = self.guest.fetch(task.url, validators=validators)
            if isinstance(found, Fetched):
                feed = parse_feed(found.data, url=found.url, charset=found.charset)
                validators = found.validators
        except NotYetError as error:
            self._later(task, error)
            return
        except PageError as error:
            yield self._failed(task, error)
            return
        due = self.clock.now() + self.interval
        self._again(task, due)
        state = FeedState(validators=validators, next_due=due)
        if isinstance(feed, Feed):
            news, new = self._read(replace(feed, url=task.url), next_due=due)
            self.ledger.read(task.url, state, new)
            yield news
            return
        self.ledger.read(task.url, state)
        if feed is None:
            yield FeedRead(url=task.url, changed=False, next_due=due)
            return
        for url in feed.feeds:
            self._add(url)
        yield FeedRead(url=task.url, entries=len(feed.feeds), next_due=due)

    def _again(self, task: _Task, due: float) -> None:
        if not self.once:
            self.tasks.append(_Task(url=task.url, feed=task.url, due=due))

    def _later(self, task: _Task, error: BusyError) -> None:
        task.due = self.clock.now() + (error.retry_after or 0.0)
        self.tasks.append(task)

    def _failed(self, task: _Task, error: PageError) -> Problem:
        """Leave a feed alone for a while, twice as long each time."""
        if isinstance(error, PrivateAddressError):
            # It was not asked, so it has not failed: who allows it then need not wait.
            self._again(task, self.clock.now() + self.interval)
            return problem_of(error, origin=task.url)
        failures = self.ledger.states[task.url].failures
        pause = min(MAX_INTERVAL, self.interval * 2.0 ** min(failures, 16))
        if isinstance(error, BusyError):
            pause = max(pause, error.retry_after or 0.0)
        due = self.clock.now() + pause
        self.ledger.failed(task.url, next_due=due)
        self._again(task, due)
        problem = problem_of(error, origin=task.url)
        again = f" The feed is not tried again for {_spoken(pause)}."
        return replace(problem, cause=problem.cause + again)

    def _read(self, feed: Feed, *, next_due: float) -> tuple[FeedRead, list[str]]:
        """Put the pages of a feed that are new into the queue, the oldest first."""
        new = [
            entry
            for entry in reversed(feed.entries)
            if entry.url not in self.taken and not self.ledger.store.is_seen(entry.url)
        ]
        now = self.clock.now()
        for entry in new:
            self.taken.add(entry.url)
            self.tasks.append(_Task(url=entry.url, feed=feed.url, due=now, entry=entry))
        news = FeedRead(
            url=feed.url,
            title=feed.title,
            entries=len(feed.entries) + feed.without_url,
            new=len(new),
            next_due=next_due,
        )
        return news, [entry.url for entry in new]

    def _page(self, task: _Task, entry: FeedEntry) -> Iterator[Found]:
        try:
            found = self.guest.fetch(task.url)
        except NotYetError as error:
            self._later(task, error)
            return
        except BusyError as error:
            task.tries += 1
            if task.tries < _TRIES:
                self._later(task, error)
            else:
                yield self._postponed(task, error.what)
            return
        except PageError as error:
            self.ledger.gave_up(task.feed, task.url)
            yield problem_of(error, origin=task.url)
            return
        assert isinstance(found, Fetched), "no validators were sent"
        gave = False
        for result in open_fetched(found, origin=task.url, options=self.options, known=self.known):
            gave = gave or not isinstance(result, Problem)
            yield _dated(result, entry) if isinstance(result, Opened) else result
        if gave:
            self.ledger.gave(task.feed, task.url)
        else:
            self.ledger.gave_up(task.feed, task.url)

    def _postponed(self, task: _Task, why: str) -> Problem:
        """Leave what its server does not give now to the next time."""
        when = "feeds are watched"
        if task.entry is not None:
            when = "its feed is read"
            self.taken.discard(task.url)
            self.ledger.put_off(task.feed)
        return Problem(origin=task.url, cause=f"It is put off until {when} again: {why}.")


def _dated(result: Opened, entry: FeedEntry) -> Opened:
    """`result` with the feed's date, where the page has none of its own."""
    if entry.published is None or result.page.published.value is not None:
        return result
    published = Published(value=iso_date(entry.published), basis="given")
    return replace(
        result,
        page=replace(result.page, published=published),
        options=replace(result.options, published=entry.published),
    )


def _feeds_in(data: bytes, origin: str) -> Feed | FeedList:
    """What a file of feeds is: a feed that was saved, OPML, or addresses, one a line."""
    lines = [line.strip() for line in decode(data).splitlines()]
    addresses = [line for line in lines if line and not line.startswith("#")]
    if addresses and all(line.startswith(("http://", "https://")) for line in addresses):
        return FeedList(url=origin, feeds=tuple(dict.fromkeys(addresses)))
    return parse_feed(data, url=origin)


def _spoken(seconds: float) -> str:
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"
