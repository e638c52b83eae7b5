"""The bytes that a page is made of, kept beside it, so that it can be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sayso.errors import PageError
from sayso.pages.options import PageOptions, Problem, problem_of
from sayso.pages.page import page_from_unpacked
from sayso.pages.row import A_ROW, page_from_row, parse_row
from sayso.reading import Page

IsKnown = Callable[[str], bool]
"""Whether a digest is that of an original whose page is already there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes that a page is made of, and what came with them."""

    data: bytes
    """Unpacked; never more than `MAX_PAGE_BYTES`, or for a row `MAX_ROW_BYTES`."""
    form: Literal["page", "row"] = "page"
    """Whether they are the page itself or a row of JSON Lines that holds it."""
    html: bool | None = None
    """Whether a page is HTML, as its name or the server has it; None: its bytes tell."""
    charset: str | None = None
    """The encoding that a server declared."""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal: the `id` of the page."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A page, and all that it takes to make it again.

    `page == page_of(original, origin=page.origin, options=options)`.
    """

    page: Page
    original: Original
    options: PageOptions
    """The caller's, with what the place where the page was found adds to them (its address)."""
    retrieved: str | None = None
    """When it was fetched, an ISO 8601 date-time in UTC; None for what lay in a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An original that the caller has already; no page was made of it."""

    origin: str
    digest: str
    url: str | None = None
    """Where it was found this time, if it was fetched or the caller says so."""


def page_of(original: Original, *, origin: str, options: PageOptions, name: str = A_ROW) -> Page:
    """The page that `original` holds. Raises `PageError`.

    `name` is what the message calls a row that is no page.
    """
    if original.form == "row":
        return page_from_row(
            parse_row(original.data, fields=options.fields, name=name),
            id=original.digest,
            origin=origin,
            options=options,
        )
    return page_from_unpacked(
        original.data,
        origin=origin,
        options=options,
        html=original.html,
        declared=original.charset,
    )


def open_original(
    original: Original,
    *,
    origin: str,
    options: PageOptions,
    known: IsKnown | None = None,
    retrieved: str | None = None,
    name: str = A_ROW,
) -> Opened | Known | Problem:
    """`original` with its page, or why it has none; `Known` when `known` says so."""
    if known is not None and known(digest := original.digest):
        return Known(origin=origin, digest=digest, url=options.url)
    try:
        page = page_of(original, origin=origin, options=options, name=name)
    except PageError as error:
        return problem_of(error, origin=origin)
    return Opened(page=page, original=original, options=options, retrieved=retrieved)
