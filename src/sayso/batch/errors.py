"""What goes wrong with a batch as a whole; what is wrong with one page is a row of `errors`."""

from __future__ import annotations

from sayso.errors import SaysoError


class BatchError(SaysoError):
    """A batch cannot go on. What was finished is whole, and the same call goes on from there."""


class DatasetError(SaysoError):
    """A dataset cannot be opened, or not be written where it is to be."""
