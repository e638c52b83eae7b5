"""URL → page."""

from __future__ import annotations

from sayso.errors import FetchError
from sayso.pages.options import PageOptions
from sayso.reading import Page


def fetch_page(url: str, *, options: PageOptions) -> Page:
    """The page at `url`. Raises `PageError`."""
    raise FetchError("fetching is not there yet")
