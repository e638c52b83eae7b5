"""*Search*: words in statements or in pages, with filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from sayso.archive.search import Found, search_pages, search_statements
from sayso.archive.search_records import FoundPage, FoundStatement
from sayso.errors import SaysoError
from sayso.web.asking import Asked, asked
from sayso.web.listing import Limit, Listing, Offset, further, turning
from sayso.web.problems import NoArchiveError, RoomError, status_of
from sayso.web.read_api import PROBLEMS
from sayso.web.rendering import render
from sayso.web.shelf import Shelf

PER_PAGE = 20

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["Search"], responses=PROBLEMS)

Search = Annotated[Asked, Depends(asked)]
Kind = Literal["statements", "pages"]


@router.get("/search")
def search(
    request: Request,
    search: Search,
    kind: Annotated[Kind | Literal[""], Query()] = "",
    offset: Offset = 0,
) -> Response:
    """The form, and what was found."""
    kind = kind or "statements"
    found: Found[Any] | None = None
    error: SaysoError | None = None
    if not search.empty:
        try:
            found = _found(request, kind, search, PER_PAGE, offset)
        except RoomError:
            raise
        except SaysoError as problem:
            error = problem
    return render(
        request,
        "search.html",
        status=200 if error is None or isinstance(error, NoArchiveError) else status_of(error),
        asked=search,
        kind=kind,
        found=found,
        error=error,
        **turning(request, offset, PER_PAGE, more=found is not None and found.more),
    )


@api.get("/statements", summary="Search statements")
def statements(
    request: Request, search: Search, limit: Limit = PER_PAGE, offset: Offset = 0
) -> Listing[FoundStatement]:
    """Statements that have the words; without words, all that fit the filters, the newest first."""
    return _listed(request, "statements", search, limit, offset)


@api.get("/search", summary="Search pages")
def pages(
    request: Request, search: Search, limit: Limit = PER_PAGE, offset: Offset = 0
) -> Listing[FoundPage]:
    """Pages that have the words in headline or text; of statements one must fit the filters."""
    return _listed(request, "pages", search, limit, offset)


def _listed(request: Request, kind: Kind, search: Asked, limit: int, offset: int) -> Listing[Any]:
    found = _found(request, kind, search, limit, offset)
    return Listing(items=list(found.hits), next=further(request, offset, limit, more=found.more))


def _found(request: Request, kind: Kind, search: Asked, limit: int, offset: int) -> Found[Any]:
    """What is found of a kind. Raises `SaysoError`."""
    look: Callable[..., Found[Any]] = search_pages if kind == "pages" else search_statements
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        return look(
            connection,
            search.q,
            search.filters,
            order=search.ranking,
            limit=limit,
            offset=offset,
        )
