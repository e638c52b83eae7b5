"""Inputs → the archive: each page is read and kept before the next is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.api import read_opened
from sayso.archive import Archive
from sayso.archive.keep import Kept, Outcome, keep, replace_reading
from sayso.archive.lookup import add_address, find_digest
from sayso.archive.stored import original_of, outdated
from sayso.errors import PageError
from sayso.models import reader_version
from sayso.pages import Known, Opened, PageOptions, Problem, open_originals, page_of
from sayso.reading import Reading


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
        known=lambda digest: find_digest(archive.connection, digest) is not None,
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
            yield _known(archive, item)
        else:
            opened, reading = item
            kept = keep_reading(archive, opened, reading)
            yield Added(origin=opened.page.origin, page_id=kept.page_id, outcome=kept.outcome)


def keep_reading(archive: Archive, opened: Opened, reading: Reading) -> Kept:
    """Keeps one page and all that follows from it, in one transaction."""
    with archive.writing() as connection:
        return keep(connection, opened, reading, model=reader_version())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A version of a page that has a new Reading."""

    origin: str
    version_id: int


def reread(
    archive: Archive, *, everything: bool = False, threads: int | None = None
) -> Iterator[Reread | Problem]:
    """Reads again, from the kept bytes, what another model or version of sayso has read.

    Each Reading is replaced in a transaction of its own, so stopping loses nothing. With
    `everything`, what this model has read is read again, too.
    """
    model = "" if everything else reader_version()
    versions = outdated(archive.connection, model)
    waiting = iter(versions)

    def items() -> Iterator[Opened | Problem]:
        for version_id in versions:
            original, origin, options = original_of(archive.connection, version_id)
            try:
                page = page_of(original, origin=origin, options=options)
            except PageError as error:
                # What was a page for an earlier version may be none for this one: it keeps its
                # Reading.
                yield Problem(origin=origin, cause=str(error))
            else:
                yield Opened(page=page, original=original, options=options)

    for item in read_opened(items(), threads):
        version_id = next(waiting)
        if isinstance(item, Problem):
            yield item
        elif isinstance(item, tuple):
            opened, reading = item
            with archive.writing() as connection:
                replace_reading(connection, version_id, reading, model=reader_version())
            yield Reread(origin=opened.page.origin, version_id=version_id)


def _known(archive: Archive, item: Known) -> Added:
    page_id = find_digest(archive.connection, item.digest)
    assert page_id is not None
    if item.url:
        with archive.writing() as connection:
            add_address(connection, item.url, page_id)
    return Added(origin=item.origin, page_id=page_id, outcome="known")
