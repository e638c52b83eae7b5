"""What a caller may ask of pages, and what is said of an input that gave none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.errors import NoPageError, OptionError, PageError
from sayso.pages.dates import iso_date
from sayso.pages.fields import FIELD_NAMES, FieldNames


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """How inputs are read. `published`, `outlet` and `url`, if given, hold for every page.

    Raises `OptionError` when a value cannot be used.
    """

    published: str | None = None
    """ISO 8601 date or date-time."""
    outlet: str | None = None
    url: str | None = None
    force: bool = False
    """Read pages in other languages than English too."""
    allow_private: bool = False
    """Fetch from loopback, private and link-local addresses too."""
    timeout: float = 20.0
    """Seconds that fetching one URL may take in all, redirects included."""
    fields: FieldNames = FIELD_NAMES
    """What the fields of rows of JSON Lines are called."""

    def __post_init__(self) -> None:
        if self.published is not None and iso_date(self.published) is None:
            raise OptionError(
                f"the publication date {self.published!r} is no ISO 8601 date",
                choices="valid are a date such as 2025-09-05 "
                "or a date-time such as 2025-09-05T14:30:00Z",
                step="write it in that form, or leave it out",
            )
        if not self.timeout > 0:
            raise OptionError(
                f"the time limit {self.timeout!r} is not a positive number of seconds",
                step="give a number above 0",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An input that gave no page, and why.

    `failed` is something to mend; `skipped` is a page that sayso does not read (another language),
    or what nobody asked for by name and is no page: a file of a folder, a record of a WARC file.
    """

    origin: str
    cause: str
    """Whole sentences for people; does not repeat `origin`."""
    kind: Literal["failed", "skipped"] = "failed"


def problem_of(error: PageError, *, origin: str) -> Problem:
    """The problem that `error` makes of the input `origin`."""
    return Problem(
        origin=origin,
        cause=str(error),
        kind="skipped" if isinstance(error, NoPageError) else "failed",
    )
