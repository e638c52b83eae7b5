"""What a watch of feeds remembers, so that the next one carries on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from sayso.pages.fetch import NO_VALIDATORS, Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is known of a feed from when it was last looked at."""

    validators: Validators = NO_VALIDATORS
    next_due: float = 0.0
    """When to look again, in seconds since 1970."""
    failures: int = 0
    """How often in a row it could not be read."""


class WatchStore(Protocol):
    """What is remembered from one watch to the next."""

    def feed(self, url: str) -> FeedState | None:
        """What `keep_feed` was last given for the feed at `url`."""

    def keep_feed(self, url: str, state: FeedState) -> None:
        """Remember the state of a feed."""

    def is_seen(self, url: str) -> bool:
        """Whether the page at `url` was kept, or `give_up` was called for it."""

    def give_up(self, url: str) -> None:
        """Remember that no page can be made of `url`, so that it is not fetched again."""


@dataclass(slots=True)
class MemoryStore:
    """A `WatchStore` that forgets. `seen` has what was kept and what was given up."""

    feeds: dict[str, FeedState] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def feed(self, url: str) -> FeedState | None:
        """See `WatchStore`."""
        return self.feeds.get(url)

    def keep_feed(self, url: str, state: FeedState) -> None:
        """See `WatchStore`."""
        self.feeds[url] = state

    def is_seen(self, url: str) -> bool:
        """See `WatchStore`."""
        return url in self.seen

    def give_up(self, url: str) -> None:
        """See `WatchStore`."""
        self.seen.add(url)


@dataclass(slots=True)
class Ledger:
    """The feeds of a watch as they are now, and which of their pages are not kept yet.

    Of a feed that has not changed since, a server says no more than that, so that pages which it
    named and which were lost would never be named again. A feed's validators are therefore kept
    only when the store has seen all its pages; until then the store has those of before.
    """

    store: WatchStore
    states: dict[str, FeedState] = field(default_factory=dict)
    _open: dict[str, set[str]] = field(default_factory=dict)
    """For each feed that changed, its pages that the store has not seen yet."""
    _given: deque[tuple[str, str]] = field(default_factory=deque)
    """The pages that were given out, each with its feed, until the store has seen them."""

    def add(self, feed: str) -> FeedState:
        """Begin with a feed as it was when it was last watched."""
        return self.states.setdefault(feed, self.store.feed(feed) or FeedState())

    def read(self, feed: str, state: FeedState, pages: Iterable[str] = ()) -> None:
        """A feed was read, and named `pages` that are new."""
        self.states[feed] = state
        self._open.setdefault(feed, set()).update(pages)
        self.store.keep_feed(feed, replace(state, validators=self._kept_validators(feed)))
        self._close(feed)

    def failed(self, feed: str, *, next_due: float) -> None:
        """A feed could not be read, and is not tried again before `next_due`."""
        state = FeedState(
            validators=self._kept_validators(feed),
            next_due=next_due,
            failures=self.states[feed].failures + 1,
        )
        self.states[feed] = state
        self.store.keep_feed(feed, state)

    def gave(self, feed: str, page: str) -> None:
        """A page was given to whom it is for, who has yet to keep it."""
        self._given.append((feed, page))

    def gave_up(self, feed: str, page: str) -> None:
        """No page can be made of `page`."""
        self.store.give_up(page)
        self._done(feed, page)

    def put_off(self, feed: str) -> None:
        """A page of the feed is left for the next time, so that the feed must name it again."""
        if feed in self.states:
            validators = self._kept_validators(feed)
            self.states[feed] = replace(self.states[feed], validators=validators)

    def settle(self) -> None:
        """Look which of the pages that were given out the store has seen by now."""
        while self._given and self.store.is_seen(self._given[0][1]):
            self._done(*self._given.popleft())

    def _done(self, feed: str, page: str) -> None:
        self._open.get(feed, set()).discard(page)
        self._close(feed)

    def _close(self, feed: str) -> None:
        if not self._open.get(feed) and feed in self.states:
            self.store.keep_feed(feed, self.states[feed])

    def _kept_validators(self, feed: str) -> Validators:
        kept = self.store.feed(feed)
        return kept.validators if kept is not None else NO_VALIDATORS
