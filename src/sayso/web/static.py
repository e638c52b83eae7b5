"""The style, the script and the sign of the room."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sayso.web.problems import RoomError
from sayso.web.rendering import assets

router = APIRouter(include_in_schema=False)


@router.get("/static/{name}")
def static(request: Request, name: str) -> Response:
    """An asset; its address holds its digest, so it may be kept for good."""
    asset = assets().get(name)
    if asset is None:
        raise RoomError(404, f"there is nothing at {request.url.path!r}")
    fresh = request.query_params.get("v") == asset.digest
    return Response(
        asset.data,
        media_type=asset.media,
        headers={
            "Cache-Control": "public, max-age=31536000, immutable" if fresh else "no-cache",
            "ETag": f'"{asset.digest}"',
        },
    )
