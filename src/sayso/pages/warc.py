"""WARC files (ISO 28500) → the pages that a crawl kept in them.

Pages are the `response` records of HTTP with status 200 and the `resource` records, if they are
HTML or plain text. All else (requests, revisits, images, errors) is no page and is passed over.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sayso.errors import NotTextError, PageError
from sayso.pages.dates import iso_date
from sayso.pages.limits import MAX_PAGE_BYTES, MIB
from sayso.pages.media import HTML_TYPES, TEXT_TYPE, Media, media_of
from sayso.pages.options import PageOptions, Problem, problem_of
from sayso.pages.original import IsKnown, Known, Opened, Original, open_original
from sayso.pages.page import looks_like_html, unpacked
from sayso.pages.unzip import GZIP, MAGIC, Unzipped, deflate_bits, inflated, joined, too_large

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

WARC_SUFFIXES: Final = frozenset({".warc"})
"""Endings of WARC files; `.gz` may follow."""

_MAX_HEADER_BYTES: Final = 256 * 1024
"""Longest header of a record; they have some hundred bytes."""
_MAX_HTTP_HEADER_BYTES: Final = 64 * 1024
_PIECE: Final = 256 * 1024
_GZIP: Final = frozenset({"gzip", "x-gzip"})
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_MAX_CHUNK_LINE: Final = 1024
_KINDS_NAMED: Final = 3


def read_warc(
    stream: io.BufferedReader,
    *,
    origin: str,
    options: PageOptions,
    listed: bool = False,
    known: IsKnown | None = None,
) -> Iterator[Opened | Known | Problem]:
    """The pages of `stream`, an unpacked WARC file, and why others gave none.

    A page's origin is `ORIGIN#URL`, its address the record's, unless `options` give one. Records
    are not asked for one by one, so those of which no page can be made are skipped and not failed;
    a file that breaks off is a failure that comes after all its whole records. So is a file
    without pages, unless it was not asked for by name either (`listed`: it lay in a folder).
    """
    passed: Counter[str] = Counter()
    pages = 0
    try:
        for found in _records(stream):
            if isinstance(found, str):
                passed[found] += 1
                continue
            pages += 1
            yield _open(found, origin=origin, options=options, known=known)
    except _BrokenError as error:
        yield Problem(
            origin=origin, cause=f"{error} {pages:,} pages before it were read. Copy it again."
        )
        return
    if not pages:
        yield _without_pages(origin, passed, listed)


def count_pages_in(stream: io.BufferedReader) -> int:
    """How many results `read_warc` gives."""
    pages = 0
    try:
        for found in _records(stream):
            pages += not isinstance(found, str)
    except _BrokenError:
        return pages + 1
    return pages or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A record that is a page."""

    url: str
    retrieved: str | None
    media: Media
    payload: bytes
    """As it was sent, and no more of it than a page may have."""
    chunked: bool = False
    encoding: str = ""


class _BrokenError(Exception):
    """The file cannot be read on."""


class _Lines:
    """A stream for warcio, whose lines it reads without a limit."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.offset = 0
        self.left = _MAX_HEADER_BYTES

    def read(self, size: int) -> bytes:
        data = self._stream.read(min(size, _PIECE))
        self.offset += len(data)
        return data

    def readline(self) -> bytes:
        line = self._stream.readline(self.left)
        self.offset += len(line)
        self.left -= len(line)
        if not self.left:
            raise _BrokenError(f"its header is longer than {_MAX_HEADER_BYTES // 1024} KiB")
        return line

    def tell(self) -> int:
        return self.offset


def _records(stream: io.BufferedReader) -> Iterator[_Found | str]:
    """The records in their order: those that are pages, of the others what they are.

    The checksum of what a record was packed in comes after it. So each is held back until the next
    begins, and one whose packing turns out to be damaged is not given.
    """
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader

    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    lines = _Lines(stream)
    packed = stream.raw if isinstance(stream.raw, Unzipped) else None
    held: _Found | str | None = None
    start = end = at = 0
    try:
        while True:
            lines.left = _MAX_HEADER_BYTES
            first = b"\n"
            while first and not first.strip():
                at = lines.offset
                first = lines.readline()
            record = (
                loader.parse_record_stream(
                    lines, statusline=first, known_format="warc", no_record_parse=True
                )
                if first
                else None
            )
            if held is not None:
                yield held
            if record is None:
                return
            held, start = None, at
            held, end = _checked(record), lines.offset
    except ArchiveLoadFailed:
        cause = "what is there is no record of a WARC file"
    except _BrokenError as error:
        cause = str(error)
    except (EOFError, zlib.error) as error:
        cause = f"the gzip data is broken: {str(error).rstrip('.')}"
    if packed is None or packed.whole >= end:
        if held is not None:
            yield held
        start = at
    where = f"byte {start:,} of what it unpacks to" if packed else f"byte {start:,}"
    raise _BrokenError(f"The file is broken or cut off in the record at {where} ({cause}).")


def _checked(record: ArcWarcRecord) -> _Found | str:
    """What `record` is, when all of it is there."""
    length = record.rec_headers.get_header("Content-Length") or ""
    if not (length.isascii() and length.isdigit()):
        raise _BrokenError("it has no valid Content-Length")
    found = _found(record)
    while record.raw_stream.read(_PIECE):
        pass
    if record.raw_stream.limit:
        raise _BrokenError(f"{record.raw_stream.limit:,} of its {int(length):,} bytes are missing")
    return found


def _found(record: ArcWarcRecord) -> _Found | str:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    start = _read(record, _MAX_HTTP_HEADER_BYTES)
    http: Mapping[str, str] = {}
    if record.rec_type == "response" and url.lower().startswith(("http:", "https:")):
        status, http, start = _http(start)
        if status != "200":
            return "answers without status 200"
        media = media_of(http.get("content-type"))
    elif record.rec_type == "resource":
        media = media_of(record.content_type)
    else:
        return f"records of type {record.rec_type}"
    if media.type and media.type not in HTML_TYPES and media.type != TEXT_TYPE:
        return f"of type {media.type}"
    if not media.type and not looks_like_html(start):
        return "of no type"
    if url.endswith("/robots.txt"):
        return "robots.txt"
    return _Found(
        url=url,
        retrieved=iso_date(record.rec_headers.get_header("WARC-Date") or ""),
        media=media,
        # More than a page may have, so that too much is seen to be too much.
        payload=start + _read(record, MAX_PAGE_BYTES + MIB),
        chunked=http.get("transfer-encoding", "").lower() == "chunked",
        encoding=http.get("content-encoding", "").lower(),
    )


def _read(record: ArcWarcRecord, most: int) -> bytes:
    pieces = []
    while most > 0 and (piece := record.raw_stream.read(most)):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _http(start: bytes) -> tuple[str, dict[str, str], bytes]:
    """The status and the headers of an answer, and what of its body `start` has already."""
    from warcio.statusandheaders import StatusAndHeadersParser

    stream = io.BytesIO(start)
    try:
        answer = StatusAndHeadersParser(["HTTP/"], verify=False).parse(stream)
    except EOFError:
        return "", {}, b""
    headers: dict[str, str] = {}
    for name, value in answer.headers:
        headers.setdefault(name.lower(), value.strip())
    return answer.statusline[:3], headers, stream.read()


def _open(
    found: _Found, *, origin: str, options: PageOptions, known: IsKnown | None
) -> Opened | Known | Problem:
    origin = f"{origin}#{found.url}"
    try:
        original = Original(
            data=unpacked(_body(found)),
            html=True if found.media.type in HTML_TYPES else None,
            charset=found.media.charset,
        )
    except PageError as error:
        return replace(problem_of(error, origin=origin), kind="skipped")
    url = found.url if found.url.lower().startswith(("http:", "https:")) else None
    result = open_original(
        original,
        origin=origin,
        options=replace(options, url=options.url or url),
        known=known,
        retrieved=found.retrieved,
    )
    return replace(result, kind="skipped") if isinstance(result, Problem) else result


def _body(found: _Found) -> bytes:
    """The payload as the page's server had it before it was packed. Raises `PageError`."""
    data = found.payload
    if len(data) > MAX_PAGE_BYTES + _MAX_HTTP_HEADER_BYTES:
        raise too_large(f"more than {MAX_PAGE_BYTES:,} bytes")
    if found.chunked:
        data = _unchunked(data)
    encoding = found.encoding
    if encoding in ("", "identity") or (encoding in _GZIP and not data.startswith(MAGIC)):
        return data  # unpacked by the crawler, like chunks
    if encoding not in _GZIP and encoding != "deflate":
        raise NotTextError(
            f"the page is packed as {encoding!r}",
            choices="gzip and deflate are read",
            step="crawl it again without asking for that",
        )
    try:
        bits = deflate_bits(data) if encoding == "deflate" else GZIP
        return joined(inflated([data], wbits=bits))
    except (zlib.error, EOFError) as error:
        raise NotTextError(f"the page was kept broken ({str(error).rstrip('.')})") from None


def _unchunked(data: bytes) -> bytes:
    """`data` out of its chunks (RFC 9112, 7.1), as far as they go; as it is when it has none, for
    crawlers unpack what they keep, and may leave the header.
    """
    stream = io.BytesIO(data)
    chunks: list[bytes] = []
    while size := _CHUNK.fullmatch(stream.readline(_MAX_CHUNK_LINE)):
        chunks.append(stream.read(int(size[1], 16)))
        stream.readline(2)
    return b"".join(chunks) if chunks else data


def _without_pages(origin: str, passed: Counter[str], listed: bool) -> Problem:
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in passed.most_common(_KINDS_NAMED))
    total = sum(passed.values())
    return Problem(
        origin=origin,
        cause=f"The WARC file has no pages: none of its {total:,} records is an answer of HTTP "
        f"with status 200, or a resource, that is HTML or plain text ({kinds})."
        if total
        else "The WARC file is empty.",
        kind="skipped" if listed else "failed",
    )
