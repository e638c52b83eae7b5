"""What a watch of feeds remembers, so that the next one carries on."""

from __future__ import annotations

from dataclasses import dataclass, field
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
