"""Templates → pages, and the style and script that they share.

Everything that a template is given is escaped by Jinja; markup made by `sayso.views`, which escapes
by itself, is marked as such where it is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from sayso.views.label import statements_in_words
from sayso.views.outline import plural
from sayso.web.marking import marked
from sayso.web.small_label import small_label
from sayso.web.wording import count, day, moment, share

if TYPE_CHECKING:
    from sayso.web.settings import Settings

_PARTS: Final = {
    "room.css": (
        "text/css",
        (("views", "reading.css"), ("views", "page.css"), ("web", "room.css")),
    ),
    "room.js": ("text/javascript", (("views", "page.js"), ("web", "room.js"))),
    "icon.svg": ("image/svg+xml", (("web", "icon.svg"),)),
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load, from here and from nowhere else."""

    data: bytes
    media: str
    digest: str


@cache
def assets() -> dict[str, Asset]:
    """The files by their names."""
    return {name: _asset(media, parts) for name, (media, parts) in _PARTS.items()}


def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """A page of the room."""
    settings: Settings = request.app.state.settings
    html = (
        _environment()
        .get_template(template)
        .render(
            request=request,
            settings=settings,
            address=str(request.url.replace(query="", fragment="")),
            may_write=bool(request.scope.get("sayso.may_write")),
            **values,
        )
    )
    return HTMLResponse(html, status_code=status, headers=headers)


def asset_url(name: str) -> str:
    """The address of an asset, another one when it has changed."""
    return f"/static/{name}?v={assets()[name].digest}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sayso.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        asset=asset_url,
        plural=plural,
        count=count,
        marked=marked,
        small_label=small_label,
        share=share,
        statements_in_words=statements_in_words,
    )
    environment.filters.update(day=day, moment=moment)
    return environment


def _asset(media: str, parts: tuple[tuple[str, str], ...]) -> Asset:
    folders = {"views": files("sayso.views"), "web": files("sayso.web") / "static"}
    data = b"\n".join((folders[folder] / name).read_bytes() for folder, name in parts)
    return Asset(data, media, sha256(data).hexdigest()[:12])
