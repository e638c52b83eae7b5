"""JSON Lines → pages, one row at a time."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any, Final

from sayso.errors import LanguageError, PageError, RowError
from sayso.pages.dates import iso_date, stated_date
from sayso.pages.limits import MAX_ROW_BYTES, MIB
from sayso.pages.options import PageOptions, Problem
from sayso.pages.page import page_from_html, page_from_text
from sayso.reading import Page

FIELDS: Final = "`text` or `html`, and if known `id`, `title`, `published`, `outlet` and `url`"
_HELD_BACK: Final = 1_000


def read_rows(
    stream: IO[bytes], *, origin: str, options: PageOptions, listed: bool = False
) -> Iterator[Page | Problem]:
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
            result = _read_row(line, number, origin=origin, options=options)
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
            cause=f"The file has no rows. Each row is a JSON object with {FIELDS}.",
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
    line: bytes | None, number: int, *, origin: str, options: PageOptions
) -> Page | Problem:
    name = f"{origin}#{number}"
    try:
        if line is None:
            raise RowError(
                f"row {number:,} is longer than {MAX_ROW_BYTES // MIB} MiB",
                step="leave it out, or split the page",
            )
        row = _parse(line, number)
        name = f"{origin}#{_identity(row, number)}"
        return _page_of(row, line.rstrip(b"\r\n"), number, origin=name, options=options)
    except LanguageError as error:
        return Problem(origin=name, cause=str(error), kind="skipped")
    except PageError as error:
        return Problem(origin=name, cause=str(error))


def _parse(line: bytes, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RowError(
            f"row {number:,} is not UTF-8 (byte {error.start:,})", step="write the file as UTF-8"
        ) from None
    except RecursionError:
        raise RowError(f"row {number:,} is nested too deeply to be a page") from None
    except ValueError as error:
        raise RowError(
            f"row {number:,} is no JSON ({error})",
            choices=f"each row is a JSON object with {FIELDS}",
            step="check that every page stands on one line",
        ) from None
    if not isinstance(row, dict):
        raise RowError(
            f"row {number:,} is {_kind(row)}, not an object",
            choices=f"each row is a JSON object with {FIELDS}",
        )
    return row


def _identity(row: dict[str, Any], number: int) -> str:
    value = row.get("id")
    if value is None or value == "":
        return str(number)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise RowError(
            f"the `id` of row {number:,} is {_kind(value)}", choices="a string or a whole number"
        )
    # Lone surrogates could not be printed in the messages that name the row.
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")


def _page_of(
    row: dict[str, Any], line: bytes, number: int, *, origin: str, options: PageOptions
) -> Page:
    text, html = _string(row, "text", number), _string(row, "html", number)
    if text is None and html is None:
        fields = ", ".join(f"`{key}`" for key in list(row)[:8]) or "none"
        raise RowError(
            f"row {number:,} has neither `text` nor `html` (its fields: {fields})",
            choices=f"each row is a JSON object with {FIELDS}",
        )
    own = replace(
        options,
        published=options.published or _date(row, number),
        outlet=options.outlet or _string(row, "outlet", number),
        url=options.url or _string(row, "url", number),
    )
    title = _string(row, "title", number)
    digest = hashlib.sha256(line).hexdigest()
    if text is not None:
        return page_from_text(text, origin=origin, options=own, title=title, id=digest)
    assert html is not None
    return page_from_html(html, origin=origin, options=own, title=title, id=digest)


def _string(row: dict[str, Any], field: str, number: int) -> str | None:
    """A field's text; None when it is missing, null or blank."""
    value = row.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise RowError(
            f"the `{field}` of row {number:,} is {_kind(value)}, not a string",
            step="write it as a JSON string, or leave it out",
        )
    if field in ("text", "html"):
        return value if value.strip() else None
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise RowError(
            f"the `{field}` of row {number:,} has half a character (a lone surrogate) in it",
            step="write such characters as whole surrogate pairs",
        ) from None
    return " ".join(value.split()) or None


def _date(row: dict[str, Any], number: int) -> str | None:
    value = _string(row, "published", number)
    if value is None:
        return None
    found = iso_date(value) or stated_date(value)
    if found is None:
        raise RowError(
            f"the `published` of row {number:,} is {value!r}, which cannot be read in one way only",
            choices="an ISO 8601 date such as 2025-09-05, or a date-time",
            step="write it in that form, or leave it out",
        )
    return found


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string"}
    names |= {list: "a list", dict: "an object", type(None): "null"}
    return names.get(type(value), type(value).__name__)
