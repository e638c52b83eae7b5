"""A page and its Reading → the archive.

What makes a page: the same bytes twice are one page, and so are two pages of one address. A page
whose text has changed under its address is a new version; one whose bytes alone have changed (an
advertisement, a token) is not.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from sayso.archive.addresses import is_address
from sayso.archive.index import index_reading, remove_from_index
from sayso.archive.lookup import add_address, find_page
from sayso.archive.packing import now, options_json, pack, pack_reading, utc
from sayso.archive.profiles import link_entities, unlink_page
from sayso.pages.original import Opened
from sayso.reading import Page, Reading

Outcome = Literal["new", "changed", "known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of a page: `new`, a `changed` version of one that was there, or `known`."""

    page_id: int
    outcome: Outcome
    current: bool = True
    """False for a version that was fetched before one that is there already."""


def keep(connection: sqlite3.Connection, opened: Opened, reading: Reading, *, model: str) -> Kept:
    """Keeps a page with its Reading, within the caller's transaction.

    `model` says what made the Reading.
    """
    page = reading.page
    page_id, known = find_page(connection, page)
    if page_id is not None:
        _add_addresses(connection, page, page_id)
    if page_id is not None and known:
        return Kept(page_id=page_id, outcome="known")

    outcome: Outcome = "changed"
    if page_id is None:
        outcome = "new"
        page_id = _next_page(connection)
        _add_addresses(connection, page, page_id)
    retrieved = utc(opened.retrieved) or now()
    version_id = _add_version(connection, page_id, opened, page, retrieved)
    _put_reading(connection, version_id, reading, model=model)
    # Of a page whose versions come in out of order, the one that was fetched last is current.
    current = version_id == _latest(connection, page_id)
    if current:
        if outcome == "changed":
            _take_out(connection, page_id)
        connection.execute(
            "UPDATE pages SET version_id = ? WHERE page_id = ?", (version_id, page_id)
        )
        _put_in(connection, page_id, version_id, reading)
    return Kept(page_id=page_id, outcome=outcome, current=current)


def replace_reading(
    connection: sqlite3.Connection, version_id: int, reading: Reading, *, model: str
) -> Kept:
    """Keeps a new Reading of a version in place of the one that it had, within a transaction.

    The page is as the new Reading has it: another version of sayso may find another title.
    """
    page = reading.page
    page_id, current = connection.execute(
        "SELECT page_id, v.version_id = p.version_id FROM versions AS v JOIN pages AS p"
        " USING (page_id) WHERE v.version_id = ?",
        (version_id,),
    ).fetchone()
    if current:
        _take_out(connection, page_id)
    values = _page_values(page)
    connection.execute(
        f"UPDATE versions SET {', '.join(f'{column} = ?' for column in values)}"
        " WHERE version_id = ?",
        (*values.values(), version_id),
    )
    _put_reading(connection, version_id, reading, model=model)
    if current:
        _put_in(connection, page_id, version_id, reading)
    return Kept(page_id=page_id, outcome="changed", current=bool(current))


def _put_in(
    connection: sqlite3.Connection, page_id: int, version_id: int, reading: Reading
) -> None:
    """Makes `reading` what is found when the page is asked for."""
    index_reading(connection, page_id, version_id, reading)
    link_entities(connection, page_id, reading)


def _take_out(connection: sqlite3.Connection, page_id: int) -> None:
    unlink_page(connection, page_id)
    remove_from_index(connection, page_id)


def _put_reading(
    connection: sqlite3.Connection, version_id: int, reading: Reading, *, model: str
) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO readings (version_id, model, made, data) VALUES (?, ?, ?, ?)",
        (version_id, model, now(), pack_reading(reading)),
    )


def _add_addresses(connection: sqlite3.Connection, page: Page, page_id: int) -> None:
    """Notes where the page is said to stand, and where it was fetched."""
    for address in (page.url, page.origin):
        if address and is_address(address):
            add_address(connection, address, page_id)


def _next_page(connection: sqlite3.Connection) -> int:
    # The current version is set when there is one; until then the reference is not checked.
    cursor = connection.execute("INSERT INTO pages (version_id) VALUES (0)")
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _add_version(
    connection: sqlite3.Connection, page_id: int, opened: Opened, page: Page, retrieved: str
) -> int:
    original = opened.original
    connection.execute(
        "INSERT INTO originals (digest, form, html, charset, data) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (page.id, original.form, original.html, original.charset, pack(original.data)),
    )
    (number,) = connection.execute(
        "SELECT 1 + coalesce(max(number), 0) FROM versions WHERE page_id = ?", (page_id,)
    ).fetchone()
    values = {
        "page_id": page_id,
        "number": number,
        "digest": page.id,
        "origin": page.origin,
        "options": options_json(opened.options),
        "retrieved": retrieved,
        **_page_values(page),
    }
    cursor = connection.execute(
        f"INSERT INTO versions ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
        tuple(values.values()),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _page_values(page: Page) -> dict[str, str | None]:
    """The columns of a version that say what is on the page."""
    return {
        "url": page.url,
        "outlet": page.outlet,
        "title": page.title,
        "byline": page.byline,
        "published": utc(page.published.value),
        "published_basis": page.published.basis,
        "language": page.language,
        "text": page.text,
    }


def _latest(connection: sqlite3.Connection, page_id: int) -> int:
    (version_id,) = connection.execute(
        "SELECT version_id FROM versions WHERE page_id = ?"
        " ORDER BY retrieved DESC, number DESC LIMIT 1",
        (page_id,),
    ).fetchone()
    return int(version_id)
