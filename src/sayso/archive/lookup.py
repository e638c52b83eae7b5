"""Which page of the archive something is: by its bytes, by its address, by its text."""

from __future__ import annotations

import sqlite3

from sayso.archive.addresses import address_key
from sayso.reading import Page


def find_digest(connection: sqlite3.Connection, digest: str) -> int | None:
    """The page that has been made of the bytes with this digest."""
    row = connection.execute(
        "SELECT page_id FROM versions WHERE digest = ? LIMIT 1", (digest,)
    ).fetchone()
    return None if row is None else int(row[0])


def find_address(connection: sqlite3.Connection, url: str) -> int | None:
    """The page at this address."""
    row = connection.execute(
        "SELECT page_id FROM addresses WHERE url = ?", (address_key(url),)
    ).fetchone()
    return None if row is None else int(row[0])


def add_address(connection: sqlite3.Connection, url: str, page_id: int) -> None:
    """Notes that a page stands at `url`, too."""
    connection.execute(
        "INSERT INTO addresses (url, page_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (address_key(url), page_id),
    )


def find_page(connection: sqlite3.Connection, page: Page) -> tuple[int | None, bool]:
    """The page of the archive that `page` is, and whether it is there as it is now."""
    page_id = find_digest(connection, page.id)
    if page_id is not None:
        return page_id, True
    page_id = find_address(connection, page.url) if page.url else None
    if page_id is None:
        return None, False
    same = connection.execute(
        "SELECT 1 FROM versions WHERE page_id = ? AND text = ? AND title IS ? LIMIT 1",
        (page_id, page.text, page.title),
    ).fetchone()
    return page_id, same is not None
