"""Inputs → shards: pieces of bounded size, each known by the digest of all that decides its rows.

A shard is some files of one page each, or a slice of a file of many: rows of JSON Lines or Parquet,
or the records of a WARC file that begin within a stretch of its bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final, Literal, cast

from sayso.archive.packing import options_json
from sayso.batch.files import PARQUET, files_of
from sayso.batch.stores import Facts, facts_of, opened, scheme_of
from sayso.extras import extra_module
from sayso.pages import PageOptions, Problem
from sayso.pages.fields import FieldNames
from sayso.pages.unzip import MAGIC
from sayso.pages.warc import WARC_SUFFIXES

SHARD_PAGES: Final = 256
"""Pages of a shard. What a shard costs beyond its pages (starting, five files or more) is then some
thousandths of reading them, and a worker that dies takes half a minute's work with it."""
SHARD_BYTES: Final = 64 * 1024 * 1024
"""Bytes of a shard at most, as they lie in files."""
WARC_PAGE: Final = 32 * 1024
"""Bytes that a page takes in a packed WARC file, its request included: Common Crawl's news have
about thirty thousand records to the gigabyte."""
LINES: Final = frozenset({".jsonl", ".ndjson", ".jsonlines"})

_FORMS: Final = {b"WARC/": "WARC", b"PAR1": "Parquet"}
"""How files of other forms begin."""

UnitKind = Literal["file", "rows", "warc", "parquet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A file, or a slice of one."""

    origin: str
    """As it is told to people."""
    path: str
    """Path or address."""
    kind: UnitKind
    size: int
    version: str
    listed: bool = False
    """Whether it was found in a folder and not named by the user."""
    start: int = 0
    """First byte of a slice, or the first row of Parquet and of packed JSON Lines, from 0."""
    end: int | None = None
    """One after the last; None for all that is left."""
    row: int = 1
    """Number of the first row of JSON Lines."""

    @property
    def is_part(self) -> bool:
        """Whether there is more of the file than this."""
        return self.start > 0 or self.end is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """What is read and written as one."""

    digest: str
    """SHA-256, in hexadecimal, of its files' names and states, slices, options and the reader."""
    units: tuple[Unit, ...]

    @property
    def name(self) -> str:
        """What its files are called."""
        return self.digest[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    unit: Unit
    pages: int
    size: int


def plan(
    inputs: Iterable[str | Path],
    *,
    options: PageOptions,
    made_by: str,
    shard_pages: int = SHARD_PAGES,
) -> Iterator[Shard | Problem]:
    """The shards that `inputs` make, in their order, and a problem for each that is none.

    `made_by` is what reads them. JSON Lines are read through once here, to know where their rows
    begin; of Parquet only the end is read, of packed WARC files nothing.
    """
    units: list[Unit] = []
    pages = size = 0
    for found in _units(inputs, options, shard_pages):
        if isinstance(found, Problem):
            yield found
            continue
        full = pages + found.pages > shard_pages or size + found.size > SHARD_BYTES
        if units and full:
            yield _shard(units, options, made_by)
            units, pages, size = [], 0, 0
        units.append(found.unit)
        pages += found.pages
        size += found.size
    if units:
        yield _shard(units, options, made_by)


def _shard(units: list[Unit], options: PageOptions, made_by: str) -> Shard:
    said = [made_by, options_json(options), [asdict(unit) for unit in units]]
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()
    return Shard(digest=digest, units=tuple(units))


def _units(
    inputs: Iterable[str | Path], options: PageOptions, shard_pages: int
) -> Iterator[_Weighed | Problem]:
    seen: set[str] = set()
    for found in files_of(inputs):
        if isinstance(found, Problem):
            yield found
            continue
        origin, path, listed = found.origin, found.path, found.listed
        place = path if scheme_of(path) else os.path.abspath(path)  # noqa: PTH100
        if place in seen:
            # Named by two patterns, say: its pages would be in the tables twice.
            continue
        seen.add(place)
        try:
            facts = facts_of(path)
            yield from _slices(origin, path, listed, facts, options.fields, shard_pages)
        except OSError as error:
            yield Problem(origin=origin, cause=cause_of(error))


def _slices(
    origin: str, path: str, listed: bool, facts: Facts, fields: FieldNames, shard_pages: int
) -> Iterator[_Weighed | Problem]:
    name = PurePosixPath(path.lower())
    suffix = (PurePosixPath(name.stem) if name.suffix == ".gz" else name).suffix

    def unit(
        kind: UnitKind, start: int = 0, end: int | None = None, row: int = 1, pages: int = 1
    ) -> _Weighed:
        size = facts.size if end is None or kind == "parquet" else end - start
        made = Unit(
            origin=origin,
            path=path,
            kind=kind,
            size=facts.size,
            version=facts.version,
            listed=listed,
            start=start,
            end=end,
            row=row,
        )
        return _Weighed(unit=made, pages=pages, size=min(size, SHARD_BYTES))

    if suffix in PARQUET:
        count = _rows_of(path, fields)
        if isinstance(count, str):
            yield Problem(origin=origin, cause=count, kind="skipped" if listed else "failed")
            return
        if not count:
            yield Problem(
                origin=origin,
                cause="The Parquet file has no rows.",
                kind="skipped" if listed else "failed",
            )
        for start in range(0, count, shard_pages):
            end = min(start + shard_pages, count)
            part = end if end < count or start else None
            yield unit("parquet", start, part, pages=end - start)
        return
    if suffix in WARC_SUFFIXES:
        step = shard_pages * WARC_PAGE
        if not _is_packed(path):
            # Records of unpacked files are not told apart without reading what is before them.
            yield unit("warc", pages=shard_pages)
            return
        for start in range(0, max(facts.size, 1), step):
            end = start + step
            left = min(step, facts.size - start)
            yield unit(
                "warc",
                start,
                end if end < facts.size else None,
                pages=max(1, left // WARC_PAGE),
            )
        return
    if suffix in LINES:
        packed = _is_packed(path)
        other = _other_form(path, packed)
        if other:
            yield Problem(
                origin=origin,
                cause=f"It is a {other} file, and its name says JSON Lines. Rename it.",
                kind="skipped" if listed else "failed",
            )
            return
        with opened(path) as stream:
            cuts = list(_cuts(io.BufferedReader(cast(io.RawIOBase, stream)), packed, shard_pages))
        *_, (_, total) = cuts
        for at, (offset, rows) in enumerate(cuts[:-1]):
            last = at + 2 == len(cuts)
            begin, end = (rows, cuts[at + 1][1]) if packed else (offset, cuts[at + 1][0])
            count = (total if last else cuts[at + 1][1]) - rows
            yield unit("rows", begin, None if last else end, rows + 1, pages=max(count, 1))
        return
    yield unit("file")


def _cuts(stream: IO[bytes], packed: bool, shard_pages: int) -> Iterator[tuple[int, int]]:
    """Where slices of JSON Lines begin, and the end: byte, and number of rows before it."""
    offset = rows = begun = first = 0
    yield 0, 0
    try:
        lines: Iterable[bytes] = gzip.GzipFile(fileobj=stream) if packed else stream
        for line in lines:
            if rows - first == shard_pages or (offset > begun and offset - begun > SHARD_BYTES):
                yield offset, rows
                begun, first = offset, rows
            offset += len(line)
            rows += 1
    except (EOFError, zlib.error, gzip.BadGzipFile):
        # Whoever reads the last slice meets it again, and says so.
        pass
    yield offset, rows


def _other_form(path: str, packed: bool) -> str:
    """What a file named as JSON Lines is by its first bytes, if each of its lines would be a row
    that failed; else empty."""
    with opened(path) as stream, suppress(EOFError, zlib.error, gzip.BadGzipFile):
        raw = io.BufferedReader(cast(io.RawIOBase, stream))
        head = (gzip.GzipFile(fileobj=raw) if packed else raw).read(max(map(len, _FORMS)))
        return next((form for start, form in _FORMS.items() if head.startswith(start)), "")
    return ""


def _is_packed(path: str) -> bool:
    with opened(path) as stream:
        return stream.read(2) == MAGIC


def _rows_of(path: str, fields: FieldNames) -> int | str:
    """How many rows a Parquet file has, or why they are none that can be read."""
    arrow = extra_module("pyarrow", "parquet", "Parquet files")
    files = extra_module("pyarrow.parquet", "parquet", "Parquet files")
    with opened(path) as stream:
        try:
            table = files.ParquetFile(stream)
        except arrow.ArrowInvalid as error:
            return (
                f"It is no Parquet file, or broken ({str(error).rstrip('.')}). "
                "Check what it is, or copy it again."
            )
        columns = table.schema_arrow.names
        wanted = [name for name in (fields.text, fields.html) if name]
        if not any(name.partition(".")[0] in columns for name in wanted):
            named = ", ".join(f"`{name}`" for name in columns[:8])
            return (
                f"It has no column {' or '.join(f'`{name}`' for name in wanted)} "
                f"(its columns: {named}). Say how yours are called (--field text=NAME)."
            )
        return int(table.metadata.num_rows)


def cause_of(error: OSError) -> str:
    """Why a file cannot be read, in sentences, as `sayso read` says it."""
    if isinstance(error, FileNotFoundError):
        return "There is no such file or folder. Check the spelling and the folder you are in."
    if isinstance(error, PermissionError):
        return "The file may not be opened. Check its permissions."
    return f"It could not be read: {error.strerror or error}."
