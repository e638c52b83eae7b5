"""What is kept, given back: pages, their versions, their Readings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.archive.lookup import find_address, find_digest
from sayso.archive.packing import options_of, unpack, unpack_reading
from sayso.errors import UnknownPageError
from sayso.pages.options import PageOptions
from sayso.pages.original import Original
from sayso.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A page as it was at one time."""

    version_id: int
    page_id: int
    number: int
    digest: str
    origin: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    retrieved: str
    current: bool


def find(connection: sqlite3.Connection, name: str) -> int:
    """The id of a page that a person calls `name`: its number, its address, or its digest, of which
    the first 8 digits will do.

    Raises `UnknownPageError`.
    """
    found: int | None = None
    if name.isdecimal():
        found = _one(connection, "SELECT page_id FROM pages WHERE page_id = ?", int(name))
    if found is None and ("/" in name or "." in name):
        found = find_address(connection, name)
    if found is None and len(name) >= 8 and set(name) <= set("0123456789abcdef"):
        found = find_digest(connection, name) or _one(
            connection,
            "SELECT page_id FROM versions WHERE digest >= ? AND digest < ? LIMIT 1",
            name,
            name + "g",
        )
    if found is None:
        raise UnknownPageError(
            f"the archive has no page {name!r}",
            choices="a page's number as search and said print it, its address, or its digest",
        )
    return found


def versions(connection: sqlite3.Connection, page_id: int) -> list[Version]:
    """The versions of a page, first to last."""
    rows = connection.execute(
        "SELECT version_id, page_id, number, digest, origin, url, outlet, title, published,"
        " retrieved, version_id = (SELECT version_id FROM pages WHERE page_id = v.page_id)"
        " FROM versions AS v WHERE page_id = ? ORDER BY number",
        (page_id,),
    )
    return [
        Version(
            version_id=row[0],
            page_id=row[1],
            number=row[2],
            digest=row[3],
            origin=row[4],
            url=row[5],
            outlet=row[6],
            title=row[7],
            published=row[8],
            retrieved=row[9],
            current=bool(row[10]),
        )
        for row in rows
    ]


def reading_of(connection: sqlite3.Connection, page_id: int, number: int | None = None) -> Reading:
    """The Reading of a page: of its current version, or of that with this number.

    Raises `UnknownPageError`.
    """
    which = "v.number = ?" if number is not None else "v.version_id = p.version_id"
    row = connection.execute(
        "SELECT r.data, v.text FROM pages AS p JOIN versions AS v USING (page_id)"
        " JOIN readings AS r ON r.version_id = v.version_id"
        f" WHERE p.page_id = ? AND {which}",
        (page_id,) if number is None else (page_id, number),
    ).fetchone()
    if row is None:
        what = f"page {page_id}" if number is None else f"version {number} of page {page_id}"
        raise UnknownPageError(f"the archive has no {what}")
    return unpack_reading(*row)


def original_of(
    connection: sqlite3.Connection, version_id: int
) -> tuple[Original, str, PageOptions]:
    """The bytes that a version was made of, its origin, and what the caller said of it."""
    form, html, charset, data, origin, options = connection.execute(
        "SELECT o.form, o.html, o.charset, o.data, v.origin, v.options"
        " FROM versions AS v JOIN originals AS o USING (digest) WHERE v.version_id = ?",
        (version_id,),
    ).fetchone()
    original = Original(
        data=unpack(data),
        form=form,
        html=None if html is None else bool(html),
        charset=charset,
    )
    return original, origin, options_of(options)


def retrieved_of(connection: sqlite3.Connection, version_id: int) -> str:
    """When a version was fetched, in UTC."""
    (retrieved,) = connection.execute(
        "SELECT retrieved FROM versions WHERE version_id = ?", (version_id,)
    ).fetchone()
    return str(retrieved)


def page_ids(connection: sqlite3.Connection) -> Iterator[int]:
    """The pages of the archive in the order in which they came."""
    last = 0
    while rows := connection.execute(
        "SELECT page_id FROM pages WHERE page_id > ? ORDER BY page_id LIMIT 1000", (last,)
    ).fetchall():
        for (last,) in rows:
            yield last


def outdated(connection: sqlite3.Connection, model: str) -> list[int]:
    """The versions, in the order in which they came, whose Reading `model` has not made."""
    rows = connection.execute(
        "SELECT version_id FROM readings WHERE model != ? ORDER BY version_id", (model,)
    )
    return [version_id for (version_id,) in rows]


def _one(connection: sqlite3.Connection, query: str, *values: object) -> int | None:
    row = connection.execute(query, values).fetchone()
    return None if row is None else int(row[0])
