"""What sayso raises.

Every message has up to four parts: what happened, the value it happened to, the valid choices and
the next step. Callers who want the parts find them as attributes; `str(error)` joins them.
"""

from __future__ import annotations


class SaysoError(Exception):
    """Base of everything that sayso raises on purpose.

    `what` says what happened and names the value; `choices` and `step`, where they help, say what
    would have been valid and what to do next. Each is a sentence without its final stop.
    """

    def __init__(self, what: str, *, choices: str | None = None, step: str | None = None) -> None:
        self.what = what
        self.choices = choices
        self.step = step
        super().__init__(_join(what, choices, step))


class OptionError(SaysoError):
    """An option has a value that no page could be read with."""


class PageError(SaysoError):
    """One input cannot be made a page; the others are not concerned."""


class InputNotFoundError(PageError):
    """No file, folder or match by that name, or it may not be opened."""


class EmptyPageError(PageError):
    """There is no text to read."""


class NotTextError(PageError):
    """The bytes are no text: an image, an archive, or text with NUL bytes in it."""


class EncodingError(PageError):
    """The bytes seem to be text, but in no encoding that was declared or could be recognised."""


class PageTooLargeError(PageError):
    """The input is larger than the limit for one page."""


class RowError(PageError):
    """A row of a JSON Lines file is not a page."""


class FetchError(PageError):
    """A URL could not be fetched."""


class PrivateAddressError(FetchError):
    """A URL leads to an address that is not public, and that was not allowed."""


class BusyError(FetchError):
    """A server cannot or will not answer now, and may later.

    `retry_after` is in how many seconds it asked to be asked again, if it did.
    """

    def __init__(
        self,
        what: str,
        *,
        retry_after: float | None = None,
        choices: str | None = None,
        step: str | None = None,
    ) -> None:
        super().__init__(what, choices=choices, step=step)
        self.retry_after = retry_after


class FeedError(PageError):
    """What should be a feed is none that can be read."""


class NoPageError(PageError):
    """The input is not for sayso to read, though nothing is wrong with it: skipped, not failed."""


class RobotsError(FetchError, NoPageError):
    """The robots.txt of a site asks programs not to fetch a page; it is skipped, not failed."""


class LanguageError(NoPageError):
    """The page is in a language that sayso does not read; it is skipped, not failed."""

    def __init__(
        self, what: str, *, language: str, choices: str | None = None, step: str | None = None
    ) -> None:
        super().__init__(what, choices=choices, step=step)
        self.language = language


class ArchiveError(SaysoError):
    """An archive cannot be opened, read or written."""


class NotAnArchiveError(ArchiveError):
    """The file is no archive of sayso's."""


class NewerArchiveError(ArchiveError):
    """The archive was made by a newer version of sayso."""


class ArchiveBusyError(ArchiveError):
    """Another process has been writing to the archive for too long."""


class ArchiveFullError(ArchiveError):
    """There is no room to write. What was kept before is whole."""


class UnknownPageError(ArchiveError):
    """The archive has no such page."""


class UnknownStoryError(ArchiveError):
    """The archive has no such story."""


def _join(*parts: str | None) -> str:
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts if part)
