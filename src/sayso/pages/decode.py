"""Bytes of a page → its text.

The order of belief: a byte order mark, UTF-8 that is valid, the encoding that HTTP or the HTML
declares, UTF-8 with a few broken characters, and last what the bytes look like.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from sayso.errors import EmptyPageError, EncodingError, NotTextError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES: Final = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (an image, sound or video)"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip data inside gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"(\xb5/\xfd", "Zstandard data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"ID3", "an MP3 sound"),
)

# What browsers take these labels to mean (WHATWG Encoding Standard), where Python means less.
_WIDER: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
}
# Labels that would let text be smuggled past whoever looked at the bytes, or that are no charsets.
_REFUSED: Final = frozenset({"utf-7", "utf-16", "utf-32", "hz", "punycode", "idna"})

_META_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE
)
_HEAD_BYTES: Final = 4096
_SAMPLE_BYTES: Final = 64 * 1024

# One broken character in this many is damage; more is another encoding.
_VALID_PER_BROKEN: Final = 10

# High bytes that Windows-1252 text in English is full of: dashes, curly quotes, ellipsis, pounds,
# and the commoner accented letters. Recognisers by statistics confuse short ones with other pages.
_TYPOGRAPHIC: Final = frozenset(
    b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xad\xae\xb0\xb7\xbb\xbd"
    b"\xe0\xe1\xe2\xe4\xe7\xe8\xe9\xea\xeb\xed\xee\xef\xf1\xf3\xf4\xf6\xfa\xfb\xfc\xc9"
)


def decode(data: bytes, *, html: bool = False, declared: str | None = None) -> str:
    """The text of `data`, without a byte order mark, its newlines made `\\n`.

    `declared` is an encoding that came with the bytes (HTTP). Raises `EmptyPageError`,
    `NotTextError` or `EncodingError`.
    """
    if not data or data.isspace():
        raise EmptyPageError(
            "the page is empty" if not data else "the page holds nothing but white space",
            step="check that it was saved or downloaded whole",
        )
    text = _decoded(data, html=html, declared=declared)
    at = text.find("\0")
    if at >= 0:
        raise NotTextError(
            f"there is a NUL character at offset {at:,}, so this is not a text",
            choices="pages are plain text or HTML",
            step="convert the file, or remove the NUL characters",
        )
    if not text or text.isspace():
        raise EmptyPageError("the page holds nothing but white space")
    return newlines(text)


def newlines(text: str) -> str:
    r"""`text` with `\r\n` and `\r` made `\n`: the one change that offsets must live with."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decoded(data: bytes, *, html: bool, declared: str | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, said_by="its byte order mark")
    for signature, what in _SIGNATURES:
        if data.startswith(signature) and _is_binary(data[:_HEAD_BYTES]):
            raise NotTextError(
                f"this is {what}, not a text",
                choices="pages are plain text or HTML, either may be gzipped",
                step="convert it to text first",
            )
    wide = _utf16_without_mark(data[:_HEAD_BYTES])
    if wide is not None:
        return _strict(data, wide, said_by="the zeros in it")
    if b"\0" in data:
        raise NotTextError(
            f"there is a NUL byte at offset {data.index(0):,}, so this is not a text",
            choices="pages are plain text or HTML, either may be gzipped",
            step="convert the file, or remove the NUL bytes",
        )
    label = _codec(declared) or (_codec(_declared_in(data)) if html else None)
    if label is not None and label.startswith("iso2022"):  # all its bytes are ASCII
        return _strict(data, label, said_by="the page")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken_at = error.start
    if label is not None and label != "utf-8":
        try:
            return data.decode(label)
        except UnicodeDecodeError:
            pass
    text = data.decode("utf-8", "replace")
    if _is_damaged_utf8(data, text):
        return text
    return _recognised(data, broken_at)


def _strict(data: bytes, encoding: str, *, said_by: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"by {said_by} this is {encoding}, but byte {error.start:,} does not fit that",
            step="save the page again as UTF-8",
        ) from None


def _declared_in(data: bytes) -> str | None:
    found = _META_CHARSET.search(data[:_HEAD_BYTES])
    return found.group(1).decode("ascii") if found else None


def _codec(label: str | None) -> str | None:
    """Python's codec for a declared charset; None when there is no such text encoding."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
        "".encode(name)  # refuses codecs that make bytes of bytes, such as base64
    except (LookupError, ValueError, TypeError):
        return None
    return None if name in _REFUSED else _WIDER.get(name, name)


def _utf16_without_mark(head: bytes) -> str | None:
    if len(head) < 8 or b"\0" not in head:
        return None
    half = len(head) // 2
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if odd >= 0.7 * half and even == 0:
        return "utf-16-le"
    if even >= 0.7 * half and odd == 0:
        return "utf-16-be"
    return None


def _is_binary(head: bytes) -> bool:
    """Whether `head` has bytes that no text has: controls other than white space and ESC."""
    controls = sum(head.count(byte) for byte in (*range(8), *range(14, 27), *range(28, 32)))
    return controls > 0 or not _is_utf8(head)


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(data: bytes, text: str) -> bool:
    broken = text.count("\ufffd")
    ascii_bytes = len(data.translate(None, _HIGH_BYTES))
    valid = len(text) - broken - ascii_bytes
    return valid >= _VALID_PER_BROKEN * broken


_HIGH_BYTES: Final = bytes(range(0x80, 0x100))


def _recognised(data: bytes, broken_at: int) -> str:
    # The sample is taken where the text stops being ASCII, or it might show nothing.
    start = max(0, broken_at - _SAMPLE_BYTES // 4)
    sample = data[start : start + _SAMPLE_BYTES]
    low_controls = sum(sample.count(byte) for byte in (*range(1, 9), *range(14, 32)))
    high = [byte for byte in sample if byte >= 0x80]
    if low_controls > len(sample) // 100:
        raise NotTextError(
            "the bytes are not those of a text (too many control characters)",
            choices="pages are plain text or HTML, either may be gzipped",
            step="convert the file to text first",
        )
    if sum(byte in _TYPOGRAPHIC for byte in high) >= 0.9 * len(high):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    import charset_normalizer  # slow to import, rarely needed

    best = charset_normalizer.from_bytes(sample).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    raise EncodingError(
        f"byte {broken_at:,} is not valid UTF-8, and no other encoding could be recognised",
        choices="text in any common encoding is read when HTML declares it or it is plain to see",
        step="save the page as UTF-8",
    )
