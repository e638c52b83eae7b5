"""A unit of a shard → its pages, as `sayso read` opens them."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any, Final, cast

from sayso.batch.plan import Unit, cause_of
from sayso.batch.stores import opened
from sayso.errors import PageError
from sayso.extras import extra_module
from sayso.pages import IsKnown, Known, Opened, Original, PageOptions, Problem
from sayso.pages.fields import FieldNames

# What opens a stream, too: a file in a store is read no otherwise than one on disk.
from sayso.pages.inputs import Source, read_stream
from sayso.pages.limits import MAX_ROW_BYTES, MIB
from sayso.pages.options import problem_of
from sayso.pages.original import open_original
from sayso.pages.row import identity_of, parse_row
from sayso.pages.rows import read_rows
from sayso.pages.unzip import MAGIC, Unzipped
from sayso.pages.warc import read_warc

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE: Final = MIB
_HEAD: Final = 64 * 1024
"""Packed bytes from which it can be told whether they are the start of a WARC record."""
_MEMBER: Final = MAGIC + b"\x08"
_RECORD: Final = b"WARC/"
_ROWS_AT_ONCE: Final = 16


def open_unit(
    unit: Unit, *, options: PageOptions, known: IsKnown | None = None
) -> Iterator[Opened | Known | Problem]:
    """The pages of `unit`, and why others gave none. A bad file is a problem, not an error."""
    try:
        with opened(unit.path) as stream:
            if unit.kind == "rows":
                yield from _rows(unit, stream, options, known)
            elif unit.kind == "warc":
                yield from _warc(unit, stream, options, known)
            elif unit.kind == "parquet":
                yield from _parquet(unit, stream, options, known)
            else:
                source = Source(origin=unit.origin, path=unit.path, kind="file", listed=unit.listed)
                yield from read_stream(stream, source, options, known)
    except PageError as error:
        yield problem_of(error, origin=unit.origin)
    except PermissionError as error:
        yield Problem(origin=unit.origin, cause=cause_of(error))
    except OSError as error:
        yield Problem(
            origin=unit.origin,
            cause=f"It was there when the batch was planned, and could not be read now: "
            f"{error.strerror or error}.",
        )


class _Pieces(io.RawIOBase):
    """A stream of pieces that come one after the other."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        view = memoryview(buffer).cast("B")
        count = min(len(view), len(self._left))
        view[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def _buffered(pieces: Iterator[bytes]) -> io.BufferedReader:
    return io.BufferedReader(_Pieces(pieces), MIB)


def _stretch(stream: IO[bytes], start: int, end: int | None) -> Iterator[bytes]:
    """The bytes from `start` up to `end`."""
    stream.seek(start)
    left = end - start if end is not None else None
    while left is None or left > 0:
        data = stream.read(_PIECE if left is None else min(_PIECE, left))
        if not data:
            return
        yield data
        if left is not None:
            left -= len(data)


def _rows(
    unit: Unit, stream: IO[bytes], options: PageOptions, known: IsKnown | None
) -> Iterator[Opened | Known | Problem]:
    packed = stream.read(2) == MAGIC
    pieces = (
        _packed_rows(stream, unit.start, unit.end)
        if packed
        else _after_blank(unit.row - 1, _stretch(stream, unit.start, unit.end))
    )
    yield from read_rows(
        _buffered(pieces),
        origin=unit.origin,
        options=options,
        listed=unit.listed,
        known=known,
    )


def _after_blank(rows: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """`pieces` after so many blank rows, so that rows have the numbers that they have in the file.

    Blank rows are counted and not read.
    """
    while rows:
        count = min(rows, _PIECE)
        yield b"\n" * count
        rows -= count
    yield from pieces


def _packed_rows(stream: IO[bytes], start: int, end: int | None) -> Iterator[bytes]:
    """The rows from `start` up to `end` of packed JSON Lines, after blank ones for the others."""
    stream.seek(0)
    lines = gzip.GzipFile(fileobj=io.BufferedReader(cast(io.RawIOBase, stream)))
    for number, line in enumerate(lines):
        if end is not None and number >= end:
            return
        yield line if number >= start else b"\n"


def _warc(
    unit: Unit, stream: IO[bytes], options: PageOptions, known: IsKnown | None
) -> Iterator[Opened | Known | Problem]:
    start = unit.start
    if unit.is_part:
        found = _next_record(stream, unit.start, unit.end) if unit.start else 0
        if found is None:
            # The record that begins before this part goes on to its end.
            return
        start = found
        end = _next_record(stream, unit.end, None) if unit.end is not None else None
    else:
        end = None
    stream.seek(start)
    packed = stream.read(2) == MAGIC
    raw = _buffered(_stretch(stream, start, end))
    read = read_warc(
        io.BufferedReader(Unzipped(raw)) if packed else raw,
        origin=unit.origin,
        options=options,
        listed=unit.listed or unit.is_part,
        known=known,
    )
    for item in read:
        if unit.is_part and isinstance(item, Problem) and item.origin == unit.origin:
            where = f"in the part that begins at byte {start:,} of the file"
            yield replace(item, cause=f"{where[0].upper()}{where[1:]}: {item.cause}")
        else:
            yield item


def _next_record(stream: IO[bytes], start: int, end: int | None) -> int | None:
    """Where the first record of a WARC file, each packed by itself, begins from `start` on; None if
    none does up to `end`.
    """
    stream.seek(start)
    data = b""
    at = start
    ended = False
    while not ended:
        more = stream.read(_PIECE)
        ended = not more
        data += more
        found = data.find(_MEMBER)
        while found >= 0 and (ended or found + _HEAD <= len(data)):
            if end is not None and at + found >= end:
                return None
            if _starts_record(data[found : found + _HEAD]):
                return at + found
            found = data.find(_MEMBER, found + 1)
        cut = found if found >= 0 else max(len(data) - len(_MEMBER) + 1, 0)
        data, at = data[cut:], at + cut
        if end is not None and at >= end:
            return None
    return None


def _starts_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, len(_RECORD)) == _RECORD
    except zlib.error:
        return False


def _parquet(
    unit: Unit, stream: IO[bytes], options: PageOptions, known: IsKnown | None
) -> Iterator[Opened | Known | Problem]:
    arrow = extra_module("pyarrow", "parquet", "Parquet files")
    files = extra_module("pyarrow.parquet", "parquet", "Parquet files")
    try:
        table = files.ParquetFile(stream)
        columns = _columns(table.schema_arrow.names, options.fields)
        for number, row in _table_rows(table, columns, unit.start, unit.end):
            yield _page_of_row(row, number + 1, unit.origin, options, known)
    except (arrow.ArrowInvalid, arrow.ArrowNotImplementedError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        # What Arrow cannot make sense of is an OSError to it, too.
        words = " ".join(str(error).split()).rstrip(".")
        yield Problem(
            origin=unit.origin, cause=f"The Parquet file is broken ({words}). Copy it again."
        )


def _columns(names: list[str], fields: FieldNames) -> list[str]:
    """The columns that a page is made of; the others are not read."""
    said = (getattr(fields, name) for name in fields.__dataclass_fields__)
    wanted = {part for name in said if name for part in (name, name.partition(".")[0])}
    return [name for name in names if name in wanted]


def _table_rows(
    table: Any, columns: list[str], start: int, end: int | None
) -> Iterator[tuple[int, dict[str, Any]]]:
    before = 0
    for group in range(table.num_row_groups):
        count = table.metadata.row_group(group).num_rows
        if end is not None and before >= end:
            return
        if before + count > start:
            number = before
            batches = table.iter_batches(_ROWS_AT_ONCE, row_groups=[group], columns=columns)
            for batch in batches:
                if number + batch.num_rows > start and (end is None or number < end):
                    for offset, row in enumerate(batch.to_pylist()):
                        if start <= number + offset and (end is None or number + offset < end):
                            yield number + offset, row
                number += batch.num_rows
        before += count


def _page_of_row(
    row: dict[str, Any], number: int, origin: str, options: PageOptions, known: IsKnown | None
) -> Opened | Known | Problem:
    """A row of Parquet is read as the row of JSON Lines that says the same."""
    name = f"row {number:,}"
    data = json.dumps(
        {key: value for key, value in row.items() if value is not None},
        ensure_ascii=False,
        default=_plain,
    ).encode("utf-8", "surrogatepass")
    try:
        if len(data) > MAX_ROW_BYTES:
            return Problem(
                origin=f"{origin}#{number}",
                cause=f"{name.capitalize()} is longer than {MAX_ROW_BYTES // MIB} MiB.",
            )
        identity = identity_of(parse_row(data, fields=options.fields, name=name))
    except PageError as error:
        return problem_of(error, origin=f"{origin}#{number}")
    return open_original(
        Original(data=data, form="row"),
        origin=f"{origin}#{number if identity is None else identity}",
        options=options,
        known=known,
        name=name,
    )


def _plain(value: object) -> str:
    """What JSON has no form for: dates as ISO 8601 has them, the rest as Python shows it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
