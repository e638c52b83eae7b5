"""Inputs → the archive: each page is read and kept before the next is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.api import read_opened
from sayso.archive import Archive
from sayso.archive.addresses import is_address
from sayso.archive.keep import Kept, Outcome, keep
from sayso.archive.lookup import add_address, find_digest
from sayso.archive.packing import now, utc
from sayso.models import reader_version
from sayso.pages import Known, Opened, PageOptions, Problem, open_originals
from sayso.reading import Reading
from sayso.stories.filing import file_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A page that is in the archive now, whether or not it was before."""

    origin: str
    page_id: int
    outcome: Outcome


def add(
    archive: Archive,
    inputs: Iterable[str | Path],
    *,
    options: PageOptions | None = None,
    threads: int | None = None,
) -> Iterator[Added | Problem]:
    """Reads all that `inputs` name and keeps it; what is there already is not read again.

    Each page is one transaction, so stopping at any moment loses at most those in hand, and the
    same call again goes on from there. `inputs` and `threads` are as for `sayso.read_all`. Raises
    `ArchiveError` when the archive cannot be written.
    """
    items = open_originals(
        inputs,
        options=options or PageOptions(),
        known=lambda digest: is_kept(archive, digest),
    )
    return keep_all(archive, items, threads=threads)


def keep_all(
    archive: Archive, items: Iterable[Opened | Known | Problem], *, threads: int | None = None
) -> Iterator[Added | Problem]:
    """Reads pages that are opened, and keeps them, as they come."""
    for item in read_opened(items, threads):
        if isinstance(item, Problem):
            yield item
        elif isinstance(item, Known):
            yield known(archive, item)
        else:
            yield added(archive, *item)


def keep_reading(
    archive: Archive, opened: Opened, reading: Reading, *, model: str | None = None
) -> Kept:
    """Keeps one page and all that follows from it, in one transaction: who its entities are across
    pages, which story it belongs to, and what it was copied from.

    `model` is what made the Reading, by default this version of sayso.
    """
    with archive.writing() as connection:
        kept = keep(connection, opened, reading, model=model or reader_version())
        if kept.outcome != "known" and kept.current:
            retrieved = utc(opened.retrieved) or now()
            file_page(connection, kept.page_id, reading.page, retrieved=retrieved)
        return kept


def is_kept(archive: Archive, digest: str) -> bool:
    """Whether a page has been made of the bytes with this digest."""
    return find_digest(archive.connection, digest) is not None


def added(archive: Archive, opened: Opened, reading: Reading, *, model: str | None = None) -> Added:
    """Keeps a page as `keep_reading` does, and says so."""
    kept = keep_reading(archive, opened, reading, model=model)
    return Added(origin=opened.page.origin, page_id=kept.page_id, outcome=kept.outcome)


def known(archive: Archive, item: Known) -> Added:
    """Says of a page that it is there, and notes where else it was found."""
    page_id = find_digest(archive.connection, item.digest)
    assert page_id is not None
    addresses = [url for url in (item.url, item.origin) if url and is_address(url)]
    if addresses:
        with archive.writing() as connection:
            for address in addresses:
                add_address(connection, address, page_id)
    return Added(origin=item.origin, page_id=page_id, outcome="known")
