"""Datasets: what a batch writes, and what an archive can take in.

    DATASET/_sayso.json                     what it is, and what it was made with
    DATASET/_shards/SHARD.json              of a finished shard: its files, rows and digests
    DATASET/TABLE/month=2026-03/SHARD.parquet

A shard counts when its file in `_shards` is there, which is written last. Engines that read Parquet
pass over names that begin with `_`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, Final

from sayso.archive.packing import options_json
from sayso.batch.errors import DatasetError
from sayso.batch.plan import Shard
from sayso.batch.stores import PART, Folder, scheme_of
from sayso.batch.tables import (
    HEADER,
    PAGES,
    SCHEMA_VERSION,
    TABLES,
    Failure,
    Table,
    opened_of,
    parquet_of,
    rows_of,
)
from sayso.extras import extra_module
from sayso.pages import Opened, PageOptions
from sayso.reading import Reading

SHARDS: Final = "_shards"
DATASET: Final = "sayso dataset"
_ROWS_AT_ONCE: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a finished shard consists of."""

    shard: str
    digest: str
    """See `Shard.digest`."""
    rows: dict[str, int]
    """How many rows each table has of it."""
    failures: dict[str, int]
    """How many of the rows of `errors` are of each kind."""
    files: dict[str, str]
    """Its files and the SHA-256 of each."""
    inputs: tuple[str, ...] = ()
    """What it was read from."""

    def to_json(self) -> str:
        """As it lies in the dataset."""
        return json.dumps(
            {
                "shard": self.shard,
                "digest": self.digest,
                "rows": self.rows,
                "failures": self.failures,
                "files": self.files,
                "inputs": self.inputs,
            },
            ensure_ascii=False,
            indent=1,
        )

    @classmethod
    def from_json(cls, data: bytes) -> Manifest:
        """What `to_json` wrote. Raises `ValueError`."""
        try:
            values = json.loads(data)
            return cls(**{**values, "inputs": tuple(values["inputs"])})
        except (TypeError, KeyError) as error:
            raise ValueError(str(error)) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a dataset was made with. Its shards are all of one making."""

    made_by: str
    options: str
    shard_pages: int
    schema: int = SCHEMA_VERSION

    def to_json(self) -> str:
        """As it lies in the dataset."""
        values = {
            "format": DATASET,
            "schema": self.schema,
            "made_by": self.made_by,
            "options": json.loads(self.options),
            "shard_pages": self.shard_pages,
        }
        return json.dumps(values, ensure_ascii=False, indent=1)


def header_of(options: PageOptions, *, made_by: str, shard_pages: int) -> Header:
    """The header of a dataset that is to be."""
    return Header(made_by=made_by, options=options_json(options), shard_pages=shard_pages)


def is_dataset(address: str | Path) -> bool:
    """Whether there is a dataset at `address`, of whichever version."""
    if not scheme_of(str(address)):
        return (Path(address) / HEADER).is_file()
    return Folder(address).get(HEADER) is not None


class Dataset:
    """A dataset that is there, whole or still being written: what is finished of it."""

    def __init__(self, address: str | Path) -> None:
        """Raises `DatasetError` when there is none, or one of another version."""
        self.folder = Folder(address)
        self.header = read_header(self.folder)

    @property
    def made_by(self) -> str:
        """What its Readings were made with; see `sayso.models.reader_version`."""
        return self.header.made_by

    def manifests(self) -> Iterator[Manifest]:
        """What is finished, by the names of the shards. Raises `DatasetError`."""
        yield from manifests_in(self.folder)

    def pages(self) -> Iterator[tuple[Opened, Reading]]:
        """Each page with its bytes and its Reading. No more than some pages are held at a time.

        Raises `DatasetError` when a file that counts is not there, or is broken.
        """
        for manifest in self.manifests():
            for row in self.rows(manifest, PAGES):
                yield opened_of(row)

    def rows(
        self, manifest: Manifest, table: Table, columns: Iterable[str] | None = None
    ) -> Iterator[dict[str, Any]]:
        """The rows that a shard has of a table. Raises `DatasetError`."""
        arrow = extra_module("pyarrow", "parquet", "Parquet files")
        files = extra_module("pyarrow.parquet", "parquet", "Parquet files")
        wanted = list(columns) if columns is not None else None
        for name in sorted(manifest.files):
            if not name.startswith(f"{table.name}/"):
                continue
            data = self.folder.get(name)
            if data is None:
                raise DatasetError(
                    f"the dataset {self.folder.address!r} is not whole: {name!r} is not there",
                    step="run the batch again, which makes that shard anew",
                )
            try:
                for batch in files.ParquetFile(BytesIO(data)).iter_batches(
                    _ROWS_AT_ONCE, columns=wanted
                ):
                    yield from batch.to_pylist()
            except (arrow.ArrowInvalid, OSError) as error:
                raise self._broken(name, str(error).rstrip(".")) from None

    def _broken(self, name: str, why: str) -> DatasetError:
        return DatasetError(
            f"the dataset {self.folder.address!r} is not whole: {name!r} cannot be read ({why})",
            step=f"remove {SHARDS}/{PurePosixPath(name).stem}.json and run the batch again, which "
            "makes that shard anew",
        )


def open_dataset(address: str | Path) -> Iterator[tuple[Opened, Reading]]:
    """The pages of a dataset with their Readings, as `sayso.api.read_opened` gives them.

    Raises `DatasetError` at once when there is no dataset that can be read.
    """
    return Dataset(address).pages()


def read_header(folder: Folder) -> Header:
    """The header of the dataset in `folder`. Raises `DatasetError`."""
    data = folder.get(HEADER)
    if data is None:
        raise DatasetError(
            f"{folder.address!r} is no dataset: it has no {HEADER}",
            step="name the folder that `sayso batch` wrote to",
        )
    try:
        values = json.loads(data)
        if values["format"] != DATASET:
            raise ValueError(f"it is a {values['format']!r}")
        version = values["schema"]
        if version != SCHEMA_VERSION:
            raise DatasetError(
                f"{folder.address!r} is a dataset of version {version} of the tables",
                choices=f"this sayso reads and writes version {SCHEMA_VERSION}",
                step="use the version of sayso that wrote it, or read the pages into a new folder",
            )
        return Header(
            made_by=values["made_by"],
            options=json.dumps(values["options"], ensure_ascii=False),
            shard_pages=values["shard_pages"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DatasetError(
            f"{folder.address!r} is no dataset that can be read: its {HEADER} is broken ({error})",
            step="name another folder",
        ) from None


def begin(folder: Folder, header: Header) -> bool:
    """Makes `folder` a dataset, or sees that it is this one; whether it was there before.

    Raises `DatasetError` for a folder with anything else in it, and for a dataset that was made
    with anything else.
    """
    if folder.get(HEADER) is None:
        others = folder.names()
        if others:
            raise DatasetError(
                f"the folder {folder.address!r} holds other files, such as {others[0]!r}",
                step="name a folder that is empty or not there yet",
            )
        folder.put(HEADER, header.to_json().encode())
        return False
    found = read_header(folder)
    for what, there, here in (
        ("read by", found.made_by, header.made_by),
        ("read with the options", found.options, header.options),
        ("cut into shards of so many pages:", str(found.shard_pages), str(header.shard_pages)),
    ):
        if there != here:
            raise DatasetError(
                f"the dataset {folder.address!r} was {what} {there}, and this run has {here}",
                step="name another folder, or run with what the dataset was made with",
            )
    return True


def manifests_in(folder: Folder) -> Iterator[Manifest]:
    """The finished shards of a dataset. Raises `DatasetError`."""
    for name in folder.names(SHARDS):
        if not name.endswith(".json") or PurePosixPath(name).name.startswith("."):
            continue
        data = folder.get(name)
        if data is None:
            continue
        try:
            yield Manifest.from_json(data)
        except ValueError as error:
            raise DatasetError(
                f"{name!r} in {folder.address!r} is broken ({error})",
                step="remove it and run the batch again, which makes that shard anew",
            ) from None


def manifest_of(folder: Folder, shard: Shard) -> Manifest | None:
    """What is finished of `shard`: all or nothing."""
    data = folder.get(f"{SHARDS}/{shard.name}.json")
    return None if data is None else Manifest.from_json(data)


def sweep(folder: Folder, shards: Collection[str]) -> None:
    """Removes what is of none of `shards`, and what was left when writing was stopped."""
    for name in folder.names():
        path = PurePosixPath(name)
        stray = path.name.startswith(".") and path.suffix == PART
        if not stray and (name == HEADER or path.stem in shards):
            continue
        if stray or path.parts[0] == SHARDS or path.parts[0] in {table.name for table in TABLES}:
            folder.remove(name)


def strangers(folder: Folder, shards: Collection[str]) -> list[str]:
    """The shards of which anything is there and that are none of `shards`."""
    tables = {SHARDS, *(table.name for table in TABLES)}
    paths = map(PurePosixPath, folder.names())
    return sorted(
        {
            path.stem
            for path in paths
            if path.parts[0] in tables and not path.name.startswith(".") and path.stem not in shards
        }
    )


def write_shard(
    folder: Folder, shard: Shard, results: Iterable[tuple[Opened, Reading] | Failure]
) -> Manifest:
    """Writes a shard whose results are all there. Raises `DatasetError`.

    Written twice, also at once, it is the same to the last byte.
    """
    months = rows_of(results, shard=shard.name)
    counts = dict.fromkeys((table.name for table in TABLES), 0)
    failures: dict[str, int] = {}
    files: dict[str, str] = {}
    for table in TABLES:
        for month, tables in sorted(months.items()):
            rows = tables[table.name]
            if not rows:
                continue
            counts[table.name] += len(rows)
            if table.name == "errors":
                for row in rows:
                    failures[row["kind"]] = failures.get(row["kind"], 0) + 1
            name = f"{table.name}/month={month}/{shard.name}.parquet"
            data = parquet_of(table, rows)
            folder.put(name, data)
            files[name] = hashlib.sha256(data).hexdigest()
    manifest = Manifest(
        shard=shard.name,
        digest=shard.digest,
        rows=counts,
        failures=dict(sorted(failures.items())),
        files=files,
        inputs=tuple(unit.origin for unit in shard.units),
    )
    folder.put(f"{SHARDS}/{shard.name}.json", manifest.to_json().encode())
    return manifest


def check(dataset: Dataset) -> Iterator[str]:
    """What is wrong with the files of a dataset, against the digests that were noted."""
    for manifest in dataset.manifests():
        for name, digest in manifest.files.items():
            data = dataset.folder.get(name)
            if data is None:
                yield f"{name} is not there"
            elif hashlib.sha256(data).hexdigest() != digest:
                yield f"{name} is not what was written"
