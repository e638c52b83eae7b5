"""Libraries that only some commands need, and that are installed only when asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Literal

from sayso.errors import SaysoError

Extra = Literal["charts", "parquet"]


class MissingExtraError(SaysoError):
    """A library is not installed that what was asked for needs."""


def extra_module(module: str, extra: Extra, purpose: str) -> Any:
    """The module of a library that the extra `extra` installs.

    `purpose` is what needs it, in the plural: "charts". Raises `MissingExtraError`.
    """
    library = module.partition(".")[0]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != library:
            raise
        raise MissingExtraError(
            f"{purpose} need {library}, which is not installed",
            step=f"install it: pip install 'sayso[{extra}]'",
        ) from None
