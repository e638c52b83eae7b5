"""How bytes and Readings lie in the archive: packed with zlib."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, replace
from datetime import UTC, datetime

from sayso.pages.fields import FIELD_NAMES, FieldNames
from sayso.pages.options import PageOptions
from sayso.reading import Reading


def pack(data: bytes) -> bytes:
    """`data`, smaller."""
    return zlib.compress(data, 6)


def unpack(packed: bytes) -> bytes:
    """What `pack` was given."""
    return zlib.decompress(packed)


def pack_reading(reading: Reading) -> bytes:
    """`reading` without its page's text, which lies beside it for the search."""
    return pack(replace(reading, page=replace(reading.page, text="")).to_json().encode())


def unpack_reading(packed: bytes, text: str) -> Reading:
    """What `pack_reading` was given, whose page has `text`."""
    reading = Reading.from_json(unpack(packed))
    return replace(reading, page=replace(reading.page, text=text))


def options_json(options: PageOptions) -> str:
    """What the caller said of a page; what holds for fetching alone is left out."""
    said = {
        "published": options.published,
        "outlet": options.outlet,
        "url": options.url,
        "force": options.force,
        "fields": asdict(options.fields) if options.fields != FIELD_NAMES else None,
    }
    return json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False)


def options_of(said: str) -> PageOptions:
    """The options that `options_json` wrote."""
    values = json.loads(said)
    if "fields" in values:
        values["fields"] = FieldNames(**values["fields"])
    return PageOptions(**values)


def utc(value: str | None) -> str | None:
    """An ISO 8601 date as it is; a date-time in UTC, whole seconds, so that text sorts by time.

    A date-time without a zone is taken for UTC.
    """
    if value is None or len(value) <= len("2025-09-05"):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def now() -> str:
    """This moment, as `utc` writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
