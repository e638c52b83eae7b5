"""Lists that come in pages, for the room and for the API alike."""

from __future__ import annotations

from typing import Annotated, Any, Final, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Path, Query, Request
from pydantic import BaseModel, Field

Item = TypeVar("Item")

MOST: Final = 100
FURTHEST: Final = 2_000
"""Who has not found it among so many asks for something narrower; going further takes longer the
further it goes."""

HIGHEST: Final = 2**53 - 1
"""Of numbers: what JSON of any maker holds."""

Id = Annotated[int, Path(ge=1, le=HIGHEST)]
"""A number in an address."""
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=FURTHEST, description="How many to pass over.")]
Anywhere = Annotated[int, Query(ge=0, le=HIGHEST, description="How many to pass over.")]
"""The same where it costs no more the further it goes."""


class Listing(BaseModel, Generic[Item]):
    """Some of a list, and where it goes on."""

    items: list[Item]
    next: Annotated[str | None, Field(description="Where it goes on; null at the end.")] = None


def further(
    request: Request, offset: int, limit: int, *, more: bool, most: int | None = FURTHEST
) -> str | None:
    """The address of the next part of a list, None at its end or where it begins after `most`."""
    near = most is None or offset + limit <= most
    return _at(request, offset + limit) if more and near else None


def earlier(request: Request, offset: int, limit: int) -> str | None:
    """The address of the part before, None at the beginning."""
    return _at(request, max(0, offset - limit)) if offset else None


def turning(
    request: Request, offset: int, limit: int, *, more: bool, most: int | None = FURTHEST
) -> dict[str, Any]:
    """Where a page of the room leads back and on from a part of a list."""
    return {
        "earlier": earlier(request, offset, limit),
        "further": further(request, offset, limit, more=more, most=most),
    }


def _at(request: Request, offset: int) -> str:
    """The address of what is asked for, from `offset` on; relative, as the room may be anywhere."""
    values = [(key, value) for key, value in request.query_params.multi_items() if value]
    values = [(key, value) for key, value in values if key != "offset"]
    if offset:
        values.append(("offset", str(offset)))
    return f"{request.url.path}?{urlencode(values)}" if values else request.url.path
