"""A dataset → an archive, as if the archive had read the pages itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.archive import Archive
from sayso.archive.keep import keep
from sayso.archive.packing import now, utc
from sayso.batch.dataset import Dataset
from sayso.collect import Added
from sayso.collect.adding import is_kept, known
from sayso.pages import Known
from sayso.stories.filing import file_page


def add_dataset(archive: Archive, address: str | Path) -> Iterator[Added]:
    """Keeps the pages of a dataset with the Readings that they have there; nothing is read.

    Each page is one transaction, as in `sayso.collect.add`, so the same call goes on after a stop.
    The archive notes the model that made the dataset, so `reread` finds what an older one has read.
    Raises `DatasetError` at once when there is no dataset, and `ArchiveError`.
    """
    dataset = Dataset(address)
    return _added(archive, dataset)


def _added(archive: Archive, dataset: Dataset) -> Iterator[Added]:
    for opened, reading in dataset.pages():
        page = opened.page
        if is_kept(archive, page.id):
            item = Known(origin=page.origin, digest=page.id, url=opened.options.url)
            yield known(archive, item)
            continue
        with archive.writing() as connection:
            kept = keep(connection, opened, reading, model=dataset.made_by)
            if kept.outcome != "known" and kept.current:
                retrieved = utc(opened.retrieved) or now()
                file_page(connection, kept.page_id, page, retrieved=retrieved)
        yield Added(origin=page.origin, page_id=kept.page_id, outcome=kept.outcome)
