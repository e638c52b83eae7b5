"""What somebody pastes, drops or points to → an opened page.

A name is never taken for a file of this machine: an address is fetched, a text is text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from sayso.errors import FetchError, PageError, PrivateAddressError
from sayso.pages import Known, Opened, Original, PageOptions, Problem
from sayso.pages.dates import now
from sayso.pages.inputs import HTML_SUFFIXES, TEXT_SUFFIXES
from sayso.pages.original import open_original
from sayso.pages.page import unpacked

PASTED: Final = "pasted text"
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_LONGEST_NAME: Final = 120


def opened_text(text: str, *, html: bool, options: PageOptions) -> Opened:
    """The page that `text` is. Raises `PageError`."""
    data = text.encode("utf-8", "replace")
    return _opened(
        Original(data=data, html=html, charset="utf-8"),
        origin=options.url or PASTED,
        options=options,
    )


def opened_file(name: str, data: bytes, *, options: PageOptions) -> Opened:
    """The page in a file that somebody sends; it may be gzipped. Raises `PageError`."""
    suffix = PurePosixPath(name.lower().removesuffix(".gz")).suffix
    html = True if suffix in HTML_SUFFIXES else False if suffix in TEXT_SUFFIXES else None
    return _opened(
        Original(data=unpacked(data), html=html), origin=file_name(name), options=options
    )


def opened_address(url: str, *, options: PageOptions) -> Opened:
    """The page at `url`, which must be on the public web. Raises `PageError`."""
    from sayso.pages.fetch import fetch  # httpx is slow to import

    url = checked_address(url)
    # Whatever a caller has set: what this machine can reach is not for everybody who reaches it.
    options = replace(options, allow_private=False)
    try:
        found = fetch(url, options=options)
    except PrivateAddressError as error:
        raise PrivateAddressError(
            error.what,
            choices="only pages of the public web are fetched",
            step="if you have the page, paste it or send the file",
        ) from None
    if found.rows:
        raise PageError(
            f"{url!r} is a list of pages, not a page",
            step="add it to the archive with sayso add",
        )
    return _opened(
        Original(data=unpacked(found.data), html=found.html, charset=found.charset),
        origin=url,
        options=replace(options, url=options.url or found.url),
        retrieved=now(),
    )


def checked_address(url: str) -> str:
    """`url` without what surrounds it. Raises `FetchError` when it is no address of a page."""
    url = url.strip()
    if not _ADDRESS.fullmatch(url):
        raise FetchError(
            f"{url[:_LONGEST_NAME]!r} is no address of a web page",
            choices="addresses that begin with http:// or https://",
        )
    return url


def file_name(name: str) -> str:
    """The last part of a file's name as it was sent; what it lay in is nobody's business."""
    last = re.split(r"[/\\]", name)[-1].strip()
    return "".join(c if c.isprintable() else "�" for c in last)[:_LONGEST_NAME] or "a file"


def _opened(
    original: Original, *, origin: str, options: PageOptions, retrieved: str | None = None
) -> Opened:
    found = open_original(original, origin=origin, options=options, retrieved=retrieved)
    if isinstance(found, Problem):
        raise PageError(f"{origin!r} was not read: {found.cause.rstrip('.')}")
    assert not isinstance(found, Known)
    return found
