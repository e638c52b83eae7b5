"""Archives for tests: pages that a Reader without a model has read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sayso.archive import Archive
from sayso.archive.keep import Kept, keep
from sayso.pages import Opened, Original, PageOptions, page_of
from sayso.reading import Reading
from tests.fakes import FakeReader

MODEL = "made for a test"


def opened(
    text: str,
    *,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    retrieved: str | None = None,
    origin: str = "-",
) -> Opened:
    """A page of plain text, as it is opened."""
    options = PageOptions(url=url, outlet=outlet, published=published, force=True)
    original = Original(data=text.encode(), html=False)
    page = page_of(original, origin=origin, options=options)
    return Opened(page=page, original=original, options=options, retrieved=retrieved)


def put(archive: Archive, page: Opened, reading: Reading | None = None) -> Kept:
    """Keeps a page, read by the Reader without a model unless its Reading is given."""
    if reading is None:
        reading = FakeReader().read(page.page)
    with archive.writing() as connection:
        return keep(connection, page, reading, model=MODEL)


def fill(path: Path, pages: Iterable[Opened]) -> Archive:
    """A new archive with these pages."""
    archive = Archive(path, create=True)
    for page in pages:
        put(archive, page)
    return archive


def rows(archive: Archive, query: str, *values: object) -> list[tuple[object, ...]]:
    """What a query gives."""
    return archive.connection.execute(query, values).fetchall()
