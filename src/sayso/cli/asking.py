"""Commands that ask an archive: `search`, `said`, `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import app
from sayso.cli.options import (
    ARCHIVE,
    ArchivePath,
    AsCsv,
    AsJson,
    Form,
    Limit,
    Mode,
    Named,
    Offset,
    Outlets,
    Output,
    Since,
    SourceWords,
    Stance,
    Until,
    filters_of,
)
from sayso.cli.output import asked, write_hits

if TYPE_CHECKING:
    from sayso.archive.search import Ranking
    from sayso.archive.sources import SourceOrder
else:
    from typing import Literal

    # Typer looks these up; the modules that they come from are not needed to show help.
    Ranking = Literal["best", "newest"]
    SourceOrder = Literal["statements", "pages", "outlets", "newest", "name"]


@app.command(short_help="Search the statements of an archive, or its pages.")
def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help='All of these, "phrases", OR, -without, begin*. Without any: the newest.',
            show_default=False,
        ),
    ],
    archive: ArchivePath = ARCHIVE,
    pages: Annotated[
        bool, typer.Option("--pages", help="Search whole pages, not what is said in them.")
    ] = False,
    order: Annotated[
        Ranking, typer.Option(help="What fits best comes first, or what is newest.")
    ] = "best",
    source: SourceWords = None,
    outlet: Outlets = None,
    since: Since = None,
    until: Until = None,
    form: Form = None,
    named: Named = None,
    mode: Mode = None,
    polarity: Stance = None,
    limit: Limit = 20,
    offset: Offset = 0,
    json: AsJson = False,
    csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Search what was said: the statements whose content, or whose source's name, has all WORDS.

    Words are found in any form (“resign” finds “resigned”). Put -- before words that begin with a
    minus sign.

    \b
    Examples:
      sayso search ceasefire
      sayso search '"no survivors"' --since 2026-03 --outlet "The Courier"
      sayso search --unnamed --form direct sanctions -n 50
      sayso search --pages --order newest -- strike -rail
      sayso search --csv pipeline -o pipeline.csv

    \b
    Exit status:
      0  something was found, or nothing
      1  the archive cannot be read
      2  wrong usage
    """
    from sayso.archive.search import search_pages, search_statements
    from sayso.archive.search_records import FoundPage, FoundStatement
    from sayso.views.found import print_found

    query = " ".join(words)
    filters = filters_of(
        source=source,
        outlets=outlet,
        since=since,
        until=until,
        form=form,
        named=named,
        mode=mode,
        polarity=polarity,
    )
    with asked(archive) as connection:
        if pages:
            found = search_pages(
                connection, query, filters, order=order, limit=limit, offset=offset
            )
            write_hits(
                found.hits,
                lambda to: print_found(found, to),
                kind=FoundPage,
                json=json,
                csv=csv,
                output=output,
            )
        else:
            told = search_statements(
                connection, query, filters, order=order, limit=limit, offset=offset
            )
            write_hits(
                told.hits,
                lambda to: print_found(told, to),
                kind=FoundStatement,
                json=json,
                csv=csv,
                output=output,
            )


@app.command(short_help="Show everything that a person or body has said.")
def said(
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME",
            help="A name, the number of a profile, or a description: White House official.",
            show_default=False,
        ),
    ],
    archive: ArchivePath = ARCHIVE,
    about: Annotated[
        str, typer.Option("--about", metavar="WORDS", help="Only what has these words.")
    ] = "",
    outlet: Outlets = None,
    since: Since = None,
    until: Until = None,
    form: Form = None,
    mode: Mode = None,
    polarity: Stance = None,
    limit: Limit = 20,
    offset: Offset = 0,
    json: AsJson = False,
    csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Show what somebody has said, word for word, the newest first, with outlet, date and link.

    A surname, another spelling or a short form will do; if several people may be meant, they are
    named with their numbers. Who is taken for whom can be put right: `sayso who`, `merge`, `split`.

    \b
    Examples:
      sayso said Whitlock
      sayso said Marco Rubio --about Venezuela -n 200
      sayso said "White House official" --since 2026
      sayso said 17 --json | jq -r .content
    """
    from sayso.archive.said import said as said_by
    from sayso.archive.search_records import FoundStatement
    from sayso.views.found import print_said

    filters = filters_of(
        outlets=outlet, since=since, until=until, form=form, mode=mode, polarity=polarity
    )
    whom = " ".join(name)
    with asked(archive) as connection:
        found = said_by(
            connection,
            int(whom) if whom.isdecimal() else whom,
            about=about,
            filters=filters,
            limit=limit,
            offset=offset,
        )
        write_hits(
            found.statements,
            lambda to: print_said(found, to),
            kind=FoundStatement,
            json=json,
            csv=csv,
            output=output,
        )


@app.command(short_help="List who speaks how often, and where.")
def sources(
    archive: ArchivePath = ARCHIVE,
    order: Annotated[SourceOrder, typer.Option(help="By what they are ordered.")] = "statements",
    source: SourceWords = None,
    outlet: Outlets = None,
    since: Since = None,
    until: Until = None,
    form: Form = None,
    named: Named = None,
    mode: Mode = None,
    polarity: Stance = None,
    limit: Limit = 20,
    offset: Offset = 0,
    json: AsJson = False,
    csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the sources of an archive: how many statements each makes, on how many pages of how many
    outlets, and when.

    A named source is one across pages; unnamed ones are counted by what they are called.

    \b
    Examples:
      sayso sources
      sayso sources --unnamed --outlet "The Courier" --since 2026-01
      sayso sources --order outlets -n 100 --csv -o sources.csv
    """
    from sayso.archive.sources import Speaking
    from sayso.archive.sources import sources as sources_of
    from sayso.views.found_sources import print_sources

    filters = filters_of(
        source=source,
        outlets=outlet,
        since=since,
        until=until,
        form=form,
        named=named,
        mode=mode,
        polarity=polarity,
    )
    with asked(archive) as connection:
        found = sources_of(connection, filters, order=order, limit=limit, offset=offset)
        write_hits(
            found.sources,
            lambda to: print_sources(found, to),
            kind=Speaking,
            json=json,
            csv=csv,
            output=output,
        )
