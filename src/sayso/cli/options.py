"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sayso.reading import Naming, Polarity, StatementForm, StatementMode

if TYPE_CHECKING:
    from sayso.archive.filters import Filters
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
Outlets = Annotated[
    list[str] | None,
    typer.Option(
        "--outlet", metavar="NAME", help="Only pages of this outlet; may be given several times."
    ),
]
SourceWords = Annotated[
    str | None, typer.Option("--source", metavar="WORDS", help="Only what such sources say.")
]
Since = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Published on or after: 2026-03-12, 2026-03 or 2026."),
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Published on or before.")]
Form = Annotated[StatementForm | None, typer.Option("--form", help="Only statements of this form.")]
Mode = Annotated[StatementMode | None, typer.Option("--mode", help="Only this mode.")]
Stance = Annotated[Polarity | None, typer.Option("--polarity", help="Only this polarity.")]
Named = Annotated[
    bool | None,
    typer.Option("--named/--unnamed", help="Only what sources with a name say, or those without."),
]
Limit = Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="How many to show.")]
Offset = Annotated[int, typer.Option(metavar="N", min=0, help="How many to leave out before.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines, UTF-8.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV for a spreadsheet, UTF-8.")]


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


def filters_of(
    *,
    source: str | None = None,
    outlets: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    form: StatementForm | None = None,
    named: bool | None = None,
    mode: StatementMode | None = None,
    polarity: Polarity | None = None,
) -> Filters:
    """What the caller asks for. Ends with a message when a value cannot be used."""
    from sayso.archive.filters import Filters
    from sayso.errors import OptionError

    naming: Naming | None = None if named is None else "named" if named else "unnamed"
    try:
        return Filters(
            source=source,
            outlets=tuple(outlets or ()),
            since=since,
            until=until,
            form=form,
            naming=naming,
            mode=mode,
            polarity=polarity,
        )
    except OptionError as error:
        raise typer.BadParameter(str(error)) from None
