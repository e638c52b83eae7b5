"""Commands that read pages and keep nothing: `read`, `label`, `events`, `schema`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from sayso.cli.app import app
from sayso.cli.options import (
    ARCHIVE,
    Address,
    AllowPrivate,
    ArchivePath,
    Fields,
    Force,
    Inputs,
    Jobs,
    OutletName,
    Output,
    PublishedOn,
    Quiet,
    page_options,
)
from sayso.cli.output import (
    STDOUT,
    NothingToWrite,
    check_destinations,
    close,
    destination,
    ending_well,
    report_on,
)
from sayso.cli.sourcing import DividedBy, label_archive
from sayso.views.outline import Order

if TYPE_CHECKING:
    from sayso.reading import Reading


@app.command(short_help="Read news pages: who says what, and how.")
def read(
    inputs: Inputs,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON Lines: one Reading a line, UTF-8.")
    ] = False,
    html: Annotated[
        str | None,
        typer.Option(
            "--html",
            metavar="FILE",
            help="Write one self-contained HTML page of all pages to FILE (- for stdout).",
        ),
    ] = None,
    by: Annotated[
        Order,
        typer.Option(
            "--by", help="Show statements in the order of the text, or by source (not in JSON)."
        ),
    ] = "text",
    events: Annotated[
        bool,
        typer.Option(
            "--events",
            help="Show under the statements what the page says happened, by time, or with --by "
            "source by on whose word (JSON and HTML always have it).",
        ),
    ] = False,
    output: Output = None,
    published: PublishedOn = None,
    outlet: OutletName = None,
    url: Address = None,
    field: Fields = None,
    force: Force = False,
    allow_private: AllowPrivate = False,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """Read news pages: every statement in them, with its source, its cue and its exact words.

    An INPUT is plain text, HTML, either of them gzipped, or JSON Lines with a page a row (its text
    or html; if given: id, title, published, outlet, url).

    \b
    Examples:
      sayso read story.txt
      sayso read https://example.com/story.html
      sayso read --published 2025-09-05 --outlet "The Courier" story.txt
      sayso read --by source story.html
      sayso read --events story.html
      sayso read --html story.page.html story.html
      sayso read --json pages/ 'more/*.html.gz' -o readings.jsonl
      pdftotext report.pdf - | sayso read - --json | jq .label

    \b
    Exit status:
      0  all was read (or skipped for its language, which is said)
      1  some input failed; the others were read
      2  wrong usage
    """
    from sayso.api import read_all

    options = page_options(
        published=published,
        outlet=outlet,
        url=url,
        field=field,
        force=force,
        allow_private=allow_private,
    )
    lines_to = (output or STDOUT) if json or output or html is None else None
    check_destinations(inputs, lines_to, html)

    # Pages that scroll by on the terminal are progress enough, and a bar would stand in them.
    report = report_on(inputs, quiet, printing=STDOUT in (lines_to, html))
    with ending_well(), suppress(NothingToWrite), ExitStack() as stack:
        stack.enter_context(report)
        readings = report.watch(read_all(inputs, options=options, threads=jobs))
        if lines_to is not None:
            lines = stack.enter_context(destination(lines_to, "--output", utf8=json))
            readings = _as_json(readings, lines) if json else _as_text(readings, lines, by, events)
        if html is not None:
            page = stack.enter_context(destination(html, "--html", utf8=True))
            from sayso.views.html import write_page

            write_page(readings, page, by=by)
        for _ in readings:
            pass
        if not report.read:
            # Better the file of an earlier run than an empty one.
            raise NothingToWrite
    close(report, quiet)


@app.command(short_help="Count how pages, or outlets over time, are sourced.")
def label(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Files, folders, globs, http(s) addresses, or - for standard input. None: the "
            "archive.",
            show_default=False,
        ),
    ] = None,
    csv: Annotated[
        bool, typer.Option("--csv", help="Print CSV for a spreadsheet: a row a page, UTF-8.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON Lines: an object a page, UTF-8.")
    ] = False,
    output: Output = None,
    archive: ArchivePath = ARCHIVE,
    by: Annotated[
        list[DividedBy] | None,
        typer.Option(
            "--by", help="What the archive is counted by, outlet by default. May be given twice."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Of the archive: published on or after, 2026-03-12."),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Of the archive: published on or before.")
    ] = None,
    chart: Annotated[
        str | None,
        typer.Option(
            "--chart",
            metavar="FILE",
            help="Of the archive: draw the share of unnamed sourcing over time (.svg or .png).",
        ),
    ] = None,
    published: PublishedOn = None,
    outlet: OutletName = None,
    url: Address = None,
    field: Fields = None,
    force: Force = False,
    allow_private: AllowPrivate = False,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """The sourcing labels of news pages: how many statements, direct or not, by how many sources,
    named or not, and which outlets are credited.

    Without an INPUT the pages of an archive are counted together: by outlet, by month, or both,
    with the share of statements that rests on unnamed sources. INPUT and the other options are as
    in `sayso read`; --outlet narrows an archive to one outlet. In CSV a text that begins with = + -
    or @ gets an apostrophe before it, so that no spreadsheet takes it for a formula.

    \b
    Examples:
      sayso label story.html
      sayso label pages/
      sayso label --csv pages/ -o labels.csv
      sayso label --json pages/ | jq .label.unnamed_sources
      sayso label --by outlet --by month --since 2026 --csv -o sourcing.csv
      sayso label --by month --by outlet --chart unnamed.svg

    \b
    Exit status:
      0  all was read (or skipped for its language, which is said)
      1  some input failed; the others were read
      2  wrong usage
    """
    from sayso.api import read_all
    from sayso.views.label_table import LabelCsv, label_json, print_labels, row_of

    if csv and json:
        raise typer.BadParameter("both would be written to one place: give --csv or --json.")
    if not inputs:
        label_archive(
            archive,
            by=by or [],
            outlet=outlet,
            since=since,
            until=until,
            chart=chart,
            csv=csv,
            json=json,
            output=output,
        )
        return
    if by or since or until or chart:
        raise typer.BadParameter("--by, --since, --until and --chart are for an archive: no INPUT.")
    options = page_options(
        published=published,
        outlet=outlet,
        url=url,
        field=field,
        force=force,
        allow_private=allow_private,
    )
    target = output or STDOUT
    check_destinations(inputs, target, None)

    streams = csv or json
    # The table comes when all is read, so until then there is room for a bar.
    report = report_on(inputs, quiet, printing=streams and target == STDOUT)
    rows = []
    with ending_well(), suppress(NothingToWrite), ExitStack() as stack:
        stream = stack.enter_context(destination(target, "--output", utf8=streams))
        with report:
            table: LabelCsv | None = None
            for reading in report.watch(read_all(inputs, options=options, threads=jobs)):
                if json:
                    stream.write(label_json(reading) + "\n")
                elif csv:
                    table = table or LabelCsv(stream)
                    table.write(row_of(reading))
                else:
                    rows.append(row_of(reading))
                if streams:
                    stream.flush()
        if not report.read:
            raise NothingToWrite
        if rows:
            from sayso.views.lines import console_for

            print_labels(rows, console_for(stream))
    close(report, quiet)


@app.command(short_help="List what pages say happened: a row an event.")
def events(
    inputs: Inputs,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON Lines, not CSV: an object an event, UTF-8.")
    ] = False,
    output: Output = None,
    published: PublishedOn = None,
    outlet: OutletName = None,
    url: Address = None,
    field: Fields = None,
    force: Force = False,
    allow_private: AllowPrivate = False,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """What news pages say happened, did not, or might: a row an event, as CSV, with who did what to
    whom, where, when, and on whose word.

    INPUT and the options are as in `sayso read`. Types and modes are PLOVER's, and columns have the
    names that they have in PLOVER's data, in lower case: event_type, actor_name. In CSV several
    names in a cell have ; between them, and a text that begins with = + - or @ gets an apostrophe
    before it, so that no spreadsheet takes it for a formula. JSON has lists, and null for what is
    not known.

    \b
    Examples:
      sayso events story.html
      sayso events pages/ -o events.csv
      sayso events --published 2025-09-05 story.txt
      sayso events --json pages/ | jq 'select(.settled == "happened")'
      python -c 'import pandas; print(pandas.read_csv("events.csv"))'

    \b
    Exit status:
      0  all was read (or skipped for its language, which is said)
      1  some input failed; the others were read
      2  wrong usage
    """
    from sayso.api import read_all
    from sayso.views.event_table import EventCsv, event_json, event_rows

    options = page_options(
        published=published,
        outlet=outlet,
        url=url,
        field=field,
        force=force,
        allow_private=allow_private,
    )
    target = output or STDOUT
    check_destinations(inputs, target, None)

    report = report_on(inputs, quiet, printing=target == STDOUT)
    with ending_well(), suppress(NothingToWrite), ExitStack() as stack:
        stream = stack.enter_context(destination(target, "--output", utf8=True))
        with report:
            table: EventCsv | None = None
            for reading in report.watch(read_all(inputs, options=options, threads=jobs)):
                if not json:
                    # A page without events still makes a table, of a row of names.
                    table = table or EventCsv(stream)
                for row in event_rows(reading):
                    if table:
                        table.write(row)
                    else:
                        stream.write(event_json(row) + "\n")
                stream.flush()
        if not report.read:
            raise NothingToWrite
    close(report, quiet)


@app.command(short_help="Print the JSON Schema of what read --json prints.")
def schema() -> None:
    """Print the JSON Schema of what `sayso read --json` prints.

    \b
    Example:
      sayso schema > reading.schema.json
    """
    from json import dumps

    from sayso.reading import json_schema

    with ending_well():
        typer.echo(dumps(json_schema(), indent=2, ensure_ascii=False))


def _as_json(readings: Iterable[Reading], stream: TextIO) -> Iterator[Reading]:
    """`readings`, each written to `stream` on its way."""
    for reading in readings:
        stream.write(reading.to_json() + "\n")
        # Whoever reads along should not wait for a buffer to fill.
        stream.flush()
        yield reading


def _as_text(
    readings: Iterable[Reading], stream: TextIO, by: Order, events: bool
) -> Iterator[Reading]:
    """`readings`, each printed to `stream` on its way."""
    from sayso.views.lines import console_for
    from sayso.views.terminal import print_reading

    console = console_for(stream)
    for number, reading in enumerate(readings):
        if number:
            stream.write("\n\n")
        print_reading(reading, console, by=by, events=events)
        stream.flush()
        yield reading
