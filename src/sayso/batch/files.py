"""Inputs → files: what folders, patterns and addresses in stores stand for.

Hidden files and folders are passed over, and so are datasets, whose pages are read already.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from sayso.batch.errors import DatasetError
from sayso.batch.stores import WEB, expand_store, scheme_of
from sayso.batch.tables import HEADER
from sayso.pages import Problem
from sayso.pages.inputs import PAGE_SUFFIXES, Source, expand

PARQUET: Final = frozenset({".parquet", ".pq"})


def files_of(inputs: Iterable[str | Path]) -> Iterator[Source | Problem]:
    """The files that `inputs` stand for, in their order, and a problem for what stands for none."""
    for given in inputs:
        name = str(given)
        scheme = scheme_of(name)
        if name == "-" or scheme in WEB:
            yield Problem(
                origin=name,
                cause="A batch reads files, not addresses of the web or standard input: they could "
                "not be read again after a stop. Keep such pages by `sayso add`, or in a file.",
            )
        elif scheme:
            yield from _stored(name)
        else:
            yield from _local(given)


def is_page_file(name: str) -> bool:
    """Whether a file of a folder is taken, by its name."""
    path = PurePosixPath(name)
    inner = PurePosixPath(path.stem).suffix if path.suffix.lower() == ".gz" else path.suffix
    return inner.lower() in PAGE_SUFFIXES | PARQUET or (path.suffix.lower() == ".gz" and not inner)


def _stored(address: str) -> Iterator[Source | Problem]:
    try:
        found = list(expand_store(address))
    except DatasetError as error:
        yield Problem(origin=address, cause=str(error))
        return
    except Exception as error:  # noqa: BLE001 - each store's library has errors of its own
        yield Problem(
            origin=address,
            cause=f"It could not be found in its store ({type(error).__name__}: {error}). "
            "Check the bucket's name, the path, and that you may read it.",
        )
        return
    datasets = sorted(name.removesuffix(f"/{HEADER}") for name, _ in found if _is_header(name))
    for dataset in datasets:
        yield _is_read(dataset, named=dataset == address.rstrip("/"))
    for name, listed in found:
        apart = not any(name.startswith(f"{dataset}/") for dataset in datasets)
        if apart and (is_page_file(name) or not listed):
            yield Source(origin=name, path=name, kind="file", listed=listed)


def _is_header(name: str) -> bool:
    return name.rpartition("/")[2] == HEADER


def _is_read(dataset: str, *, named: bool) -> Problem:
    return Problem(
        origin=dataset,
        cause="It is a dataset that a batch wrote: its pages are read already. Take it into an "
        "archive (sayso add), or name the folder `pages` in it to read them anew.",
        kind="failed" if named else "skipped",
    )


def _local(given: str | Path, *, named: bool = True) -> Iterator[Source | Problem]:
    name = os.fspath(given)
    if not os.path.lexists(name) and glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207  names need not be text
        datasets = {Path(match).parent for match in matches if _is_header(match)}
        for dataset in sorted(datasets):
            yield _is_read(str(dataset), named=False)
        for match in matches:
            # ** gives the folders and what is in them; once is enough.
            once = "**" not in name or not Path(match).is_dir()
            if once and datasets.isdisjoint(Path(match).parents):
                yield from _local(match, named=False)
        if matches:
            return
    if not Path(given).is_dir():
        yield from expand([given])
        return
    tables, datasets = _tables_and_datasets(Path(given))
    for dataset in sorted(datasets):
        yield _is_read(str(dataset), named=named and dataset == Path(given))
    # Folders give the files that `sayso read` takes, and Parquet besides.
    for path in tables:
        for item in expand([path]):
            yield replace(item, listed=True) if isinstance(item, Source) else item
    for item in expand([given]):
        if isinstance(item, Source):
            if datasets.isdisjoint(Path(item.path).parents):
                yield item
        elif not ((tables or datasets) and item.cause.startswith("The folder holds no pages")):
            yield item


def _tables_and_datasets(folder: Path) -> tuple[list[Path], set[Path]]:
    """The Parquet files in a folder that are of no dataset, and the datasets."""
    found = [
        path
        for path in folder.rglob("*")
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    datasets = {path.parent for path in found if path.name == HEADER}
    tables = [
        path
        for path in found
        if path.suffix.lower() in PARQUET
        # Spark and others write folders whose names end so, with the files in them.
        and not path.is_dir()
        and datasets.isdisjoint(path.parents)
    ]
    return sorted(tables), datasets
