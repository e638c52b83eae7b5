"""Copies in the archive: the same as in memory, kept in its tables.

Everything here happens within the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from sayso.archive.packing import unpack
from sayso.reading import Block, Page, Published, Span
from sayso.stories.bodies import Body
from sayso.stories.copies import HOLDERS, Changes, Copy, CopyKind, body_of, changes_between, join

_PAGE: Final = '"page":'
"""Stands in a Reading's JSON before its page, which comes first but for the schema's name."""
_COLUMNS: Final = "page_id, of_id, kind, shared, kept, other_headline, credit"


def join_page(
    connection: sqlite3.Connection, page_id: int, page: Page, *, retrieved: str
) -> Copy | None:
    """Notes what a page of the archive was made of; None if it was made of none that is there.

    `retrieved` is when it was fetched, as `utc` writes it. A page that has changed is joined again.
    """
    return join(page_id, body_of(page, seen=retrieved), ArchiveCopies(connection))


def copy_of(connection: sqlite3.Connection, page_id: int) -> Copy | None:
    """What a page was made of."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM copies WHERE page_id = ?", (page_id,)
    ).fetchone()
    return None if row is None else _copy(row)


def copies_of(connection: sqlite3.Connection, page_id: int) -> list[Copy]:
    """What was made of a page, first come first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM copies WHERE of_id = ? ORDER BY page_id", (page_id,)
    )
    return [_copy(row) for row in rows]


def changes_of(connection: sqlite3.Connection, copy: Copy) -> Changes | None:
    """What a copy changed, as both pages are now; None if one is not there any more."""
    index = ArchiveCopies(connection)
    page, original = index.body(copy.page), index.body(copy.of)
    return None if page is None or original is None else changes_between(page, original)


def _copy(row: tuple[int, int, CopyKind, float, float, int, str | None]) -> Copy:
    page, of, kind, shared, kept, other_headline, credit = row
    return Copy(
        page=page,
        of=of,
        kind=kind,
        shared=shared,
        kept=kept,
        other_headline=bool(other_headline),
        credit=credit,
    )


@lru_cache(maxsize=64)
def _body(
    origin: str,
    outlet: str | None,
    title: str | None,
    byline: str | None,
    published: str | None,
    retrieved: str,
    text: str,
    reading: bytes,
) -> Body:
    """The wording of a page by what is kept of it. An agency's story is asked for again and again,
    as its copies come in.
    """
    written = unpack(reading).decode()
    # The rest of the Reading, which is most of it, is not even parsed.
    kept, _ = json.JSONDecoder().raw_decode(written, written.index(_PAGE) + len(_PAGE))
    return body_of(
        Page(
            id="",
            origin=origin,
            outlet=outlet,
            title=title,
            byline=byline,
            published=Published(value=published),
            text=text,
            blocks=tuple(Block(span=Span(*b["span"]), role=b["role"]) for b in kept["blocks"]),
        ),
        seen=retrieved,
    )


class ArchiveCopies:
    """The wording of the pages of an archive, as far as it is asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def holders(self, key: int) -> dict[int, int]:
        """See `CopyIndex.holders`."""
        return dict(
            self._connection.execute(
                "SELECT page_id, coalesce(of_id, page_id)"
                " FROM (SELECT page_id FROM copy_keys WHERE key = ? ORDER BY page_id LIMIT ?)"
                " LEFT JOIN copies USING (page_id)",
                (key, HOLDERS),
            )
        )

    def body(self, page: int) -> Body | None:
        """See `CopyIndex.body`: that of the current version."""
        row = self._connection.execute(
            "SELECT v.origin, v.outlet, v.title, v.byline, v.published, v.retrieved, v.text, r.data"
            " FROM pages AS p JOIN versions AS v USING (version_id)"
            " JOIN readings AS r USING (version_id) WHERE p.page_id = ?",
            (page,),
        ).fetchone()
        return None if row is None else _body(*row)

    def copy_of(self, page: int) -> Copy | None:
        """See `CopyIndex.copy_of`."""
        return copy_of(self._connection, page)

    def put(self, copy: Copy) -> None:
        """See `CopyIndex.put`."""
        self._connection.execute(
            f"INSERT OR REPLACE INTO copies ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                copy.page,
                copy.of,
                copy.kind,
                copy.shared,
                copy.kept,
                copy.other_headline,
                copy.credit,
            ),
        )

    def drop(self, page: int) -> None:
        """See `CopyIndex.drop`."""
        self._connection.execute("DELETE FROM copies WHERE page_id = ?", (page,))

    def add(self, page: int, body: Body, keys: Iterable[int]) -> None:
        """See `CopyIndex.add`. The wording itself is in the page's version.

        Keys of earlier versions stay: they find a page, and what it says now decides.
        """
        self._connection.executemany(
            "INSERT INTO copy_keys (key, page_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            ((key, page) for key in keys),
        )
