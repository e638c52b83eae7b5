"""A dataset → an archive, as if the archive had read the pages itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from sayso.archive import Archive
from sayso.batch.dataset import Dataset, is_dataset
from sayso.collect import Added, add
from sayso.collect.adding import added, is_kept, known
from sayso.pages import Known, PageOptions, Problem


def add_inputs(
    archive: Archive,
    inputs: Iterable[str | Path],
    *,
    options: PageOptions | None = None,
    threads: int | None = None,
) -> Iterator[Added | Problem]:
    """As `sayso.collect.add`, and those inputs that are datasets as `add_dataset`."""
    for is_one, group in groupby(inputs, key=_may_be_dataset):
        if is_one:
            for address in group:
                yield from add_dataset(archive, address)
        else:
            yield from add(archive, group, options=options, threads=threads)


def _may_be_dataset(address: str | Path) -> bool:
    """An address of the web is never asked for more than a page."""
    return not str(address).startswith(("http://", "https://")) and is_dataset(address)


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
        else:
            yield added(archive, opened, reading, model=dataset.made_by)
