"""What the user named → pages: paths, folders, globs, `-` for stdin, URLs."""

from __future__ import annotations

import glob
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Literal, cast, overload

from sayso.errors import PageError
from sayso.pages.dates import now
from sayso.pages.fields import FieldNames
from sayso.pages.limits import MAX_PAGE_BYTES
from sayso.pages.options import PageOptions, Problem, problem_of
from sayso.pages.original import IsKnown, Known, Opened, Original, open_original
from sayso.pages.page import unpacked
from sayso.pages.rows import one_document, read_rows
from sayso.pages.unzip import MAGIC, Unzipped, read_capped
from sayso.pages.warc import WARC_SUFFIXES, count_pages_in, read_warc
from sayso.reading import Page

if TYPE_CHECKING:
    from sayso.pages.fetch import Fetched

HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml"})
TEXT_SUFFIXES: Final = frozenset({".txt", ".text"})
ROW_SUFFIXES: Final = frozenset({".jsonl", ".ndjson", ".jsonlines", ".json"})
PAGE_SUFFIXES: Final = HTML_SUFFIXES | TEXT_SUFFIXES | ROW_SUFFIXES | WARC_SUFFIXES
"""Endings of the files that are taken from a folder; `.gz` may follow, or stand alone."""

_DEFAULT: Final = PageOptions()
_COUNTED_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One thing to open."""

    origin: str
    """Its name for people: what the user typed, or the path to it."""
    path: str = ""
    """The same for the system, where names need not be text."""
    kind: Literal["file", "stdin", "url"]
    listed: bool = False
    """Whether it was found in a folder and not named by the user."""


def open_pages(
    inputs: Iterable[str | Path], *, options: PageOptions = _DEFAULT
) -> Iterator[Page | Problem]:
    """A `Page` or a `Problem` for everything that `inputs` name, in their order.

    Lazy: no more than one page is held at a time, and a bad input never stops the others.
    """
    for result in open_originals(inputs, options=options):
        yield result.page if isinstance(result, Opened) else result


@overload
def open_originals(
    inputs: Iterable[str | Path], *, options: PageOptions = ..., known: None = None
) -> Iterator[Opened | Problem]: ...


@overload
def open_originals(
    inputs: Iterable[str | Path], *, options: PageOptions = ..., known: IsKnown | None
) -> Iterator[Opened | Known | Problem]: ...


def open_originals(
    inputs: Iterable[str | Path],
    *,
    options: PageOptions = _DEFAULT,
    known: IsKnown | None = None,
) -> Iterator[Opened | Known | Problem]:
    """As `open_pages`, each page with the bytes that it was made of.

    An original for whose digest `known` is true is not made a page, which is most of the work.
    """
    for source in expand(inputs):
        if isinstance(source, Problem):
            yield source
            continue
        try:
            yield from _open(source, options, known)
        except PageError as error:
            yield problem_of(error, origin=source.origin)
        except OSError as error:
            yield Problem(origin=source.origin, cause=_os_cause(error))


def count_pages(inputs: Iterable[str | Path]) -> int | None:
    """How many results `open_pages` will give; None when that cannot be told cheaply."""
    total = 0
    for source in expand(inputs):
        if isinstance(source, Problem) or source.kind == "url":
            total += 1
            continue
        if source.kind == "stdin":
            return None
        name, zipped = _unzipped_name(source.path)
        suffix = Path(name).suffix.lower()
        if suffix not in ROW_SUFFIXES | WARC_SUFFIXES:
            total += 1
            continue
        try:
            if not os.path.isfile(source.path):
                return None
            reading = zipped or suffix in WARC_SUFFIXES
            if reading and os.path.getsize(source.path) > _COUNTED_BYTES:
                return None
            with _binary(source.path) as stream:
                if suffix in WARC_SUFFIXES:
                    total += count_pages_in(_peeked(stream))
                    continue
                total += sum(1 for line in _peeked(stream) if not line.isspace())
        except (OSError, EOFError, zlib.error):
            total += 1
    return total


def expand(inputs: Iterable[str | Path]) -> Iterator[Source | Problem]:
    """The single files, URLs and streams that `inputs` stand for; folders and globs in order."""
    for given in inputs:
        name = os.fspath(given)
        if name == "-":
            yield Source(origin=name, kind="stdin")
        elif isinstance(given, str) and "://" in name[:12]:
            yield Source(origin=name, kind="url")
        else:
            yield from _paths(name)


def _paths(name: str) -> Iterator[Source | Problem]:
    try:
        found = os.stat(name)
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError) and glob.has_magic(name):
            matches = sorted(glob.glob(name, recursive=True))
            for match in matches:
                # ** gives the folders and what is in them; once is enough.
                if "**" not in name or not os.path.isdir(match):
                    yield from _paths(match)
            if not matches:
                yield Problem(
                    origin=_printable(name),
                    cause="No file matches this pattern. Check the folder it starts from "
                    f"({os.getcwd() if not os.path.isabs(name) else os.path.dirname(name)}).",
                )
            return
        cause = (
            _os_cause(error)
            if isinstance(error, OSError)
            else "This is no path: it has a NUL in it."
        )
        yield Problem(origin=_printable(name), cause=cause)
        return
    if not stat.S_ISDIR(found.st_mode):
        yield Source(origin=_printable(name), path=name, kind="file")
        return
    empty = True
    for result in _walk(name):
        empty = False
        yield result
    if empty:
        yield Problem(
            origin=_printable(name),
            cause="The folder holds no pages. Files are taken from it that end in "
            f"{', '.join(sorted(PAGE_SUFFIXES))}, each also with .gz. "
            "Name other files one by one or by a pattern.",
        )


def _walk(folder: str) -> Iterator[Source | Problem]:
    try:
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Problem(origin=_printable(folder), cause=_os_cause(error))
        return
    for entry in ordered:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path)
            elif entry.is_file() and _is_page_name(entry.name):
                origin = _printable(entry.path)
                yield Source(origin=origin, path=entry.path, kind="file", listed=True)
        except OSError as error:
            yield Problem(origin=_printable(entry.path), cause=_os_cause(error))


def _is_page_name(name: str) -> bool:
    inner, zipped = _unzipped_name(name)
    suffix = Path(inner).suffix.lower()
    return suffix in PAGE_SUFFIXES or (zipped and not suffix)


def _unzipped_name(name: str) -> tuple[str, bool]:
    return (name[:-3], True) if name.lower().endswith(".gz") else (name, False)


_Results = Iterator[Opened | Known | Problem]


def _open(source: Source, options: PageOptions, known: IsKnown | None) -> _Results:
    if source.kind == "url":
        yield from _open_url(source, options, known)
        return
    if source.kind == "stdin":
        yield from read_stream(sys.stdin.buffer, source, options, known)
        return
    with closing(_binary(source.path)) as stream:
        yield from read_stream(stream, source, options, known)


def _open_url(source: Source, options: PageOptions, known: IsKnown | None) -> _Results:
    from sayso.pages.fetch import fetch  # httpx is slow to import

    found = fetch(source.origin, options=options)
    yield from open_fetched(found, origin=source.origin, options=options, known=known)


def open_fetched(
    found: Fetched, *, origin: str, options: PageOptions, known: IsKnown | None = None
) -> Iterator[Opened | Known | Problem]:
    """The page, or the pages of the rows, that were fetched just now as `found`."""
    if found.rows:
        yield from read_rows(io.BytesIO(found.data), origin=origin, options=options, known=known)
        return
    try:
        data = unpacked(found.data)
    except PageError as error:
        yield problem_of(error, origin=origin)
        return
    yield open_original(
        Original(data=data, html=found.html, charset=found.charset),
        origin=origin,
        options=replace(options, url=options.url or found.url),
        known=known,
        retrieved=now(),
    )


def _binary(path: str) -> IO[bytes]:
    return open(path, "rb")


def _peeked(raw: IO[bytes]) -> io.BufferedReader:
    """`raw` buffered, unpacked when it is gzip."""
    buffered = (
        raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, raw))
    )
    if buffered.peek(2)[:2] == MAGIC:
        return io.BufferedReader(Unzipped(buffered))
    return buffered


def read_stream(
    raw: IO[bytes], source: Source, options: PageOptions, known: IsKnown | None
) -> Iterator[Opened | Known | Problem]:
    """What is in a stream of bytes: a page, rows, or the records of a WARC file, gzipped or not.

    Which of them, the name of `source` says, else how the bytes begin. Raises `PageError` and what
    reading the stream raises.
    """
    name, _ = _unzipped_name(source.path)
    suffix = Path(name).suffix.lower()
    stream = _peeked(raw)
    rows: IO[bytes] | None = None
    if suffix in WARC_SUFFIXES or (suffix not in PAGE_SUFFIXES and _starts_with(stream, b"WARC/")):
        yield from read_warc(
            stream, origin=source.origin, options=options, listed=source.listed, known=known
        )
        return
    if suffix == ".json" and not _starts_with_row(stream, options.fields):
        rows = one_document(read_capped(stream, limit=MAX_PAGE_BYTES))
    elif suffix in ROW_SUFFIXES or (
        suffix not in PAGE_SUFFIXES and _starts_with_row(stream, options.fields)
    ):
        rows = stream
    if rows is not None:
        yield from read_rows(
            rows, origin=source.origin, options=options, listed=source.listed, known=known
        )
        return
    html = True if suffix in HTML_SUFFIXES else False if suffix in TEXT_SUFFIXES else None
    yield open_original(
        Original(data=unpacked(read_capped(stream, limit=MAX_PAGE_BYTES)), html=html),
        origin=source.origin,
        options=options,
        known=known,
    )


def _starts_with(stream: io.BufferedReader, start: bytes) -> bool:
    try:
        return stream.peek(len(start)).startswith(start)
    except (OSError, EOFError, zlib.error):
        return False  # reading will say what is wrong


def _starts_with_row(stream: io.BufferedReader, fields: FieldNames) -> bool:
    """Whether a stream without a telling name begins with a JSON object that has a page in it."""
    try:
        head = stream.peek(4096)[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    except (OSError, EOFError, zlib.error):
        return False  # reading will say what is wrong
    names = {fields.text, fields.html, fields.id, "text", "html", "id", "uri", "guid"}
    return head.startswith((b'{"', b'{ "')) and any(
        f'"{name.partition(".")[0]}"'.encode() in head for name in names if name
    )


def _printable(name: str) -> str:
    """A file's name as text: bytes that are none, and NULs, are spelt out."""
    raw = name.encode("utf-8", "surrogateescape")
    return raw.decode("utf-8", "backslashreplace").replace("\0", "\\0")


def _os_cause(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "There is no such file or folder. Check the spelling and the folder you are in."
    if isinstance(error, PermissionError):
        return "The file may not be opened. Check its permissions."
    return f"It could not be read: {error.strerror or error}."
