"""A batch: plan, work, and what becomes of it as it goes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from sayso.batch.dataset import (
    Manifest,
    begin,
    header_of,
    manifest_of,
    manifests_in,
    strangers,
    sweep,
)
from sayso.batch.engines import Advanced, engine_of
from sayso.batch.errors import BatchError, DatasetError
from sayso.batch.hand import READER, Job
from sayso.batch.plan import SHARD_PAGES, Shard, plan
from sayso.batch.stores import WEB, Folder, is_disk, scheme_of, store_of
from sayso.errors import OptionError
from sayso.extras import extra_module
from sayso.models import reader_version
from sayso.pages import PageOptions, Problem

PAGE_SECONDS = 60.0
"""Seconds that one page may take. The longest news pages take one or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What there is to do, before it begins."""

    shards: int
    finished: tuple[Manifest, ...]
    """Of those, the ones that an earlier run has finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A shard that is in the dataset now."""

    manifest: Manifest
    seconds: float
    """Since the work began."""


def batch(
    inputs: Iterable[str | Path],
    output: str | Path,
    *,
    options: PageOptions | None = None,
    engine: str = "local",
    workers: int | None = None,
    address: str | None = None,
    shard_pages: int = SHARD_PAGES,
    page_seconds: float = PAGE_SECONDS,
    replace: bool = False,
    reader: str = READER,
) -> Iterator[Problem | Planned | Advanced | Finished]:
    """Reads all pages that `inputs` name into the dataset `output`.

    Gives a `Problem` for each input that cannot be planned, then `Planned`, then `Finished` for
    each shard that was not there, in the order in which they are finished, and `Advanced` in
    between where that is known. What is wrong with single pages is in the table `errors`.

    Stopped at any moment, the same call goes on from the finished shards. Shards whose inputs have
    changed since, or are not named any more, are refused, or with `replace` removed.

    `engine` is `local` or `ray`; `workers` and `address` are as in `engine_of`. `shard_pages` is
    how many pages a shard has at most, `page_seconds` how long one may take. Raises `BatchError`,
    `DatasetError`, `OptionError`, and without pyarrow or Ray `MissingExtraError`.
    """
    extra_module("pyarrow", "parquet", "Parquet files")
    if shard_pages < 1 or not page_seconds > 0:
        raise OptionError(
            f"shards of {shard_pages} pages, {page_seconds:g} seconds a page: neither can be 0",
            choices=f"by default {SHARD_PAGES} pages and {PAGE_SECONDS:g} seconds",
        )
    options = options or PageOptions()
    runs = engine_of(engine, workers=workers, address=address)
    made_by = reader_version() if reader == READER else reader
    given = list(inputs)
    _check_apart(given, output)
    folder = Folder(output)
    shards: list[Shard] = []
    for found in plan(given, options=options, made_by=made_by, shard_pages=shard_pages):
        if isinstance(found, Problem):
            yield found
        else:
            shards.append(found)
    if not shards:
        return
    if begin(folder, header_of(options, made_by=made_by, shard_pages=shard_pages)):
        _check_shards(folder, shards, replace)
    names = {shard.name for shard in shards}
    there = set(folder.names())
    finished = {
        manifest.shard: manifest
        for manifest in manifests_in(folder)
        # One of which a file was removed is made anew.
        if manifest.shard in names and there.issuperset(manifest.files)
    }
    yield Planned(shards=len(shards), finished=tuple(finished.values()))
    left = [shard for shard in shards if shard.name not in finished]
    if not left:
        return
    job = Job(
        output=_absolute(output),
        options=options,
        seconds=page_seconds,
        made_by=made_by,
        reader=reader,
    )
    by_name = {shard.name: shard for shard in left}
    started = time.monotonic()
    for result in runs.run(job, left):
        if isinstance(result, Advanced):
            yield result
            continue
        if manifest_of(folder, by_name[result.shard]) is None:
            raise BatchError(
                f"a worker has written shard {result.shard}, and it is not in {folder.address!r}: "
                "it lies on the worker's own disk",
                step="name a folder that all nodes share, or one in an object store",
            )
        yield Finished(manifest=result, seconds=time.monotonic() - started)
    if folder.is_local:
        # Whoever is killed while writing leaves a file behind.
        sweep(folder, names)


def _check_apart(inputs: list[str | Path], output: str | Path) -> None:
    """A dataset among its own inputs would be read the next time."""
    target = _place(output)
    for given in inputs:
        if scheme_of(str(given)) in WEB:
            continue
        with suppress(DatasetError):  # what has no store is told as an input
            folder = _place(given)
            if folder == target or (folder[0] == target[0] and folder[1] in target[1].parents):
                break
    else:
        return
    raise DatasetError(
        f"{str(output)!r} lies in {str(given)!r}, which is to be read",
        step="name a folder outside of the inputs",
    )


def _place(address: str | Path) -> tuple[str, PurePath]:
    """The kind of store, empty for disks, and the path there."""
    scheme = scheme_of(str(address))
    if not scheme:
        return "", Path(address).resolve()
    store, path = store_of(str(address))
    return ("", Path(path).resolve()) if is_disk(store) else (scheme, PurePosixPath(path))


def _check_shards(folder: Folder, shards: list[Shard], replace: bool) -> None:
    """Sees that there is nothing of other inputs in a dataset, where pages could be twice."""
    names = {shard.name for shard in shards}
    others = strangers(folder, names)
    if others and not replace:
        raise DatasetError(
            f"the dataset {folder.address!r} has {len(others):,} shards of inputs that have "
            f"changed since, or are not named now, such as {others[0]!r}",
            step="name another folder, or remove these shards with --replace",
        )
    sweep(folder, names)


def _absolute(output: str | Path) -> str:
    """The same for a process that runs in another folder."""
    return str(output) if scheme_of(str(output)) else str(Path(output).resolve())
