"""What a watch of feeds remembers, in the archive."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.archive.addresses import address_key
from sayso.archive.archive import Archive
from sayso.archive.lookup import find_address
from sayso.pages.fetch import Validators
from sayso.pages.watch_store import FeedState


@dataclass(frozen=True, slots=True)
class ArchiveStore:
    """A `WatchStore`: what was kept is seen, and states of feeds outlast the process."""

    archive: Archive

    def feed(self, url: str) -> FeedState | None:
        """See `WatchStore`."""
        row = self.archive.connection.execute(
            "SELECT etag, last_modified, next_due, failures FROM feeds WHERE url = ?", (url,)
        ).fetchone()
        if row is None:
            return None
        etag, last_modified, next_due, failures = row
        return FeedState(
            validators=Validators(etag=etag, last_modified=last_modified),
            next_due=next_due,
            failures=failures,
        )

    def keep_feed(self, url: str, state: FeedState) -> None:
        """See `WatchStore`."""
        validators = state.validators
        with self.archive.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO feeds (url, etag, last_modified, next_due, failures)"
                " VALUES (?, ?, ?, ?, ?)",
                (url, validators.etag, validators.last_modified, state.next_due, state.failures),
            )

    def is_seen(self, url: str) -> bool:
        """See `WatchStore`."""
        if find_address(self.archive.connection, url) is not None:
            return True
        row = self.archive.connection.execute(
            "SELECT 1 FROM given_up WHERE url = ?", (address_key(url),)
        ).fetchone()
        return row is not None

    def give_up(self, url: str) -> None:
        """See `WatchStore`."""
        with self.archive.writing() as connection:
            connection.execute(
                "INSERT INTO given_up (url) VALUES (?) ON CONFLICT DO NOTHING", (address_key(url),)
            )
