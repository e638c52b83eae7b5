"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from sayso.pages import PageOptions

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files, folders, globs, http(s) addresses, or - for standard input.",
        show_default=False,
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to FILE, not stdout; whole or not at all."
    ),
]
PublishedOn = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When the pages were published: 2025-09-05 (ISO 8601)."),
]
OutletName = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the pages.")]
Address = Annotated[str | None, typer.Option(metavar="URL", help="Where the pages were published.")]
Force = Annotated[
    bool, typer.Option("--force", help="Read pages in other languages than English too.")
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="THING=FIELD",
        help="What rows of JSON Lines call a thing: text=body, published=meta.date. Things are "
        "text, html, id, title, byline, published, outlet, url. May be given several times.",
    ),
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private", help="Fetch from private addresses too (localhost, your network)."
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", metavar="N", min=1, help="Processor cores to use (all by default)."
    ),
]
ArchivePath = Annotated[
    Path,
    typer.Option(
        "--archive",
        metavar="FILE",
        envvar="SAYSO_ARCHIVE",
        help="The archive.",
    ),
]
"""Defaults to `ARCHIVE`."""
ARCHIVE: Final = Path("sayso.db")
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="No progress bar and no closing line; failures are still named."
    ),
]


def page_options(
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    field: list[str] | None = None,
    force: bool = False,
    allow_private: bool = False,
) -> PageOptions:
    """What the caller says of the pages. Ends with a message when a value cannot be used."""
    from sayso.errors import OptionError
    from sayso.pages import PageOptions
    from sayso.pages.fields import field_names

    try:
        fields = field_names(field or ())
    except OptionError as error:
        raise typer.BadParameter(str(error), param_hint="'--field'") from None
    try:
        return PageOptions(
            published=published,
            outlet=outlet,
            url=url,
            fields=fields,
            force=force,
            allow_private=allow_private,
        )
    except OptionError as error:
        raise typer.BadParameter(str(error), param_hint="'--published'") from None
