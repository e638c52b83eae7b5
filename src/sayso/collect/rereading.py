"""What was kept → read again, when the model changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.api import read_opened
from sayso.archive import Archive
from sayso.archive.keep import replace_reading
from sayso.archive.stored import original_of, outdated, retrieved_of
from sayso.errors import PageError
from sayso.models import reader_version
from sayso.pages import Opened, Problem, page_of
from sayso.stories.filing import file_page


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
                kept = replace_reading(connection, version_id, reading, model=reader_version())
                if kept.current:
                    retrieved = retrieved_of(connection, version_id)
                    file_page(connection, kept.page_id, reading.page, retrieved=retrieved)
            yield Reread(origin=opened.page.origin, version_id=version_id)
