"""gzip, with a limit on what comes out."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import Final, Protocol

from sayso.errors import NotTextError, PageTooLargeError
from sayso.pages.limits import MAX_PAGE_BYTES, MAX_PARAGRAPHS, MIB

MAGIC: Final = b"\x1f\x8b"


class Readable(Protocol):
    """Anything that bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""


def gunzip(data: bytes, *, limit: int = MAX_PAGE_BYTES) -> bytes:
    """What `data` unpacks to. Raises `NotTextError` or `PageTooLargeError`."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        return read_capped(stream, limit=limit)


def read_capped(stream: Readable, *, limit: int = MAX_PAGE_BYTES) -> bytes:
    """All of `stream`, which is refused when longer than `limit` bytes.

    Never holds more than `limit` and one piece more. Raises `PageTooLargeError`, and `NotTextError`
    when `stream` unpacks gzip that is broken.
    """
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := stream.read(MIB):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise too_large(f"more than {limit:,} bytes")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise NotTextError(
            f"the gzip data is broken ({str(error).rstrip('.')})", step="download or pack it again"
        ) from None
    return b"".join(pieces)


def too_many(count: int) -> PageTooLargeError:
    """The error for a page of `count` paragraphs."""
    return PageTooLargeError(
        f"the page has {count:,} lines or paragraphs",
        choices=f"one page may have up to {MAX_PARAGRAPHS:,}",
        step="if these are many pages, give them as the rows of a JSON Lines file",
    )


def too_large(size: str, *, limit: int = MAX_PAGE_BYTES) -> PageTooLargeError:
    """The error for a page of `size`."""
    return PageTooLargeError(
        f"the page is too large: {size}",
        choices=f"one page may have up to {limit // MIB} MiB, unpacked",
        step="split it, or give many pages as the rows of a JSON Lines file",
    )
