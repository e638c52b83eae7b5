"""What a `Content-Type` says, of a server's answer or of a record of a WARC file."""

from __future__ import annotations

from email.message import Message
from typing import Final, NamedTuple

HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
TEXT_TYPE: Final = "text/plain"
ROW_TYPES: Final = frozenset(
    {"application/jsonl", "application/x-ndjson", "application/x-jsonlines"}
)
OPAQUE_TYPES: Final = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip")
"""How those types begin of which no text can come."""


class Media(NamedTuple):
    """A media type in lower case, empty when none is given, and the charset beside it."""

    type: str
    charset: str | None = None


def media_of(content_type: str | None) -> Media:
    """What the header `content_type` says; one that is no media type counts as `text/plain`."""
    if not content_type:
        return Media("")
    header = Message()
    header["content-type"] = " ".join(content_type.split())
    charset = header.get_param("charset")
    return Media(header.get_content_type(), charset if isinstance(charset, str) else None)
