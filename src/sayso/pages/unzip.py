"""What is packed, with a limit on what comes out."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Final, Protocol

from sayso.errors import NotTextError, PageTooLargeError
from sayso.pages.limits import MAX_PAGE_BYTES, MAX_PARAGRAPHS, MIB

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAGIC: Final = b"\x1f\x8b"
GZIP: Final = 31
"""How zlib is told that data are gzip."""
_PACKED: Final = 16 * 1024
"""Packed bytes that are read at once."""


class Readable(Protocol):
    """Anything that bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""


class Unzipped(io.RawIOBase):
    """What a gzip file unpacks to, member by member; each ends with a checksum of what it holds.

    All that comes before a break is given before its error, but for what zlib unpacked with it.
    """

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed
        self._inflater: zlib._Decompress | None = None
        """Of the member that is being unpacked."""
        self._left = b""
        """What was read of `packed` and is not unpacked yet."""
        self._given = 0
        self.whole = 0
        """Up to where what was given stands in members that have ended as their checksums say."""

    def readable(self) -> bool:
        """True: it is for reading."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the start of `buffer`; how many bytes that are."""
        view = memoryview(buffer).cast("B")
        data = b""
        while view and not data:
            ended = not self._left and not self._more()
            if self._inflater is None:
                # Zeros may stand between members, and after the last.
                self._left = self._left.lstrip(b"\0")
                if ended:
                    return 0
                if not self._left:
                    continue
                self._inflater = zlib.decompressobj(GZIP)
            data = self._inflater.decompress(self._left, len(view))
            self._given += len(data)
            self._left = self._inflater.unconsumed_tail
            if self._inflater.eof:
                self._left, self._inflater = self._inflater.unused_data, None
                self.whole = self._given
            elif ended and not data:
                raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        view[: len(data)] = data
        return len(data)

    def _more(self) -> bool:
        self._left = self._packed.read(_PACKED)
        return bool(self._left)


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


def inflated(chunks: Iterable[bytes], *, wbits: int = GZIP) -> Iterator[bytes]:
    """What `chunks` unpack to, never more than a MiB at a time; `wbits` is zlib's.

    Raises `zlib.error` when they are broken, and `EOFError` when they end too early.
    """
    inflater = zlib.decompressobj(wbits=wbits)
    for chunk in chunks:
        while chunk:
            yield inflater.decompress(chunk, MIB)
            chunk = inflater.unconsumed_tail
            if inflater.eof:
                return
    if not inflater.eof:
        raise EOFError("the end is missing")


def deflate_bits(data: bytes) -> int:
    """The `wbits` for `data` that HTTP calls deflate: zlib's format (RFC 1950), though some servers
    send what it holds without it.
    """
    return 15 if len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0 else -15


def joined(chunks: Iterable[bytes], *, limit: int = MAX_PAGE_BYTES) -> bytes:
    """All of `chunks`. Raises `PageTooLargeError` as soon as they are more than `limit` bytes."""
    pieces: list[bytes] = []
    size = 0
    for piece in chunks:
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise too_large(f"more than {limit:,} bytes came")
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
