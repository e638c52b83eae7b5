"""JSON Lines → pages, one row at a time."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from typing import IO, Final

from sayso.errors import PageError, RowError
from sayso.pages.limits import MAX_ROW_BYTES, MIB
from sayso.pages.options import PageOptions, Problem, problem_of
from sayso.pages.original import IsKnown, Known, Opened, Original, open_original
from sayso.pages.row import identity_of, parse_row

_HELD_BACK: Final = 1_000


def read_rows(
    stream: IO[bytes],
    *,
    origin: str,
    options: PageOptions,
    listed: bool = False,
    known: IsKnown | None = None,
) -> Iterator[Opened | Known | Problem]:
    """A page or a problem for each row of `stream` that is not blank.

    `listed` says that nobody asked for this file by name (it was found in a folder): if none of its
    rows has a `text` or `html`, it is one skipped file and not as many failed pages.
    """
    held: list[Problem] | None = [] if listed else None
    rows = 0
    try:
        for number, line in _lines(stream):
            if line is not None and not line.strip():
                continue
            rows += 1
            result = _read_row(line, number, origin=origin, options=options, known=known)
            if held is not None and isinstance(result, Problem) and len(held) < _HELD_BACK:
                held.append(result)
                continue
            if held is not None:
                yield from held
                held = None
            yield result
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield from held or ()
        yield Problem(
            origin=origin,
            cause=f"The gzip data is broken ({str(error).rstrip('.')}); {rows:,} rows were read. "
            "Download or pack it again.",
        )
        return
    if held:
        yield _skipped(origin, held)
    elif not rows:
        yield Problem(
            origin=origin,
            cause=f"The file has no rows. E{options.fields.choices[1:]}.",
        )


def one_document(data: bytes) -> io.BytesIO:
    """The rows of a JSON file that is one object or a list of them; else its lines."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return io.BytesIO(data)
    rows = value if isinstance(value, list) else [value]
    return io.BytesIO(b"\n".join(json.dumps(row).encode() for row in rows))


def _skipped(origin: str, held: list[Problem]) -> Problem:
    return Problem(
        origin=origin,
        cause=f"None of the {len(held):,} rows is a page. The first: {held[0].cause}",
        kind="skipped",
    )


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one that is too long to take in."""
    number = 0
    while line := stream.readline(MAX_ROW_BYTES):
        number += 1
        if len(line) == MAX_ROW_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(MIB)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _read_row(
    line: bytes | None, number: int, *, origin: str, options: PageOptions, known: IsKnown | None
) -> Opened | Known | Problem:
    name = f"row {number:,}"
    try:
        if line is None:
            raise RowError(
                f"{name} is longer than {MAX_ROW_BYTES // MIB} MiB",
                step="leave it out, or split the page",
            )
        identity = identity_of(parse_row(line, fields=options.fields, name=name))
    except PageError as error:
        return problem_of(error, origin=f"{origin}#{number}")
    return open_original(
        Original(data=line.rstrip(b"\r\n"), form="row"),
        origin=f"{origin}#{number if identity is None else identity}",
        options=options,
        known=known,
        name=name,
    )
