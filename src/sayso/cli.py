"""The command line. Commands are thin: they parse, call what `sayso.api` and `sayso.views` offer,
and say how it went. Results go to stdout, messages to stderr.

Whatever is slow to import is imported by the command that needs it, so that `--help` is quick.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from enum import IntEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TextIO

import typer

from sayso.views.outline import Order

if TYPE_CHECKING:
    from sayso.pages import PageOptions
    from sayso.reading import Reading
    from sayso.views.report import Report

STDOUT: Final = "-"
"""What stands for stdout where a FILE is asked for."""


class Exit(IntEnum):
    """What the process says when it ends."""

    OK = 0
    SOME_FAILED = 1
    """Some input failed; the rest was read. A page skipped for its language did not fail."""
    USAGE = 2
    INTERRUPTED = 130
    PIPE_CLOSED = 141
    """Whoever read the output has closed it: what a shell reports of any tool in `… | head`."""


app = typer.Typer(
    name="sayso",
    no_args_is_help=True,
    add_completion=False,
    # Rich help and tracebacks would cost every start the import of half of rich.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """The entry point of the command `sayso`."""
    # As an exception, so that files that are half written are taken away.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    app()


def _version(wanted: bool) -> None:
    if wanted:
        from sayso import __version__

        typer.echo(f"sayso {__version__}")
        raise typer.Exit()


@app.callback()
def sayso(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version and exit.", callback=_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Who says it, on what footing: every statement in a news page, exact to the character.

    \b
      sayso read story.html               one page, to look at
      sayso read --json pages/ > r.jsonl  many pages, one JSON object a line
      sayso read --html all.html pages/   many pages, as one HTML page
      sayso label pages/                  how each is sourced, in counts
      sayso events pages/ > events.csv    what they say happened, a row an event
      sayso read --help                   all that it can do
    """


# What every command that reads pages takes.
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
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="No progress bar and no closing line; failures are still named."
    ),
]


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

    options = _options(published, outlet, url, force, allow_private)
    lines_to = (output or STDOUT) if json or output or html is None else None
    _check_destinations(inputs, lines_to, html)

    # Pages that scroll by on the terminal are progress enough, and a bar would stand in them.
    report = _report(inputs, quiet, printing=STDOUT in (lines_to, html))
    with _ending_well(), suppress(_NothingToWrite), ExitStack() as stack:
        stack.enter_context(report)
        readings = report.watch(read_all(inputs, options=options, threads=jobs))
        if lines_to is not None:
            lines = stack.enter_context(_destination(lines_to, "--output", utf8=json))
            readings = _as_json(readings, lines) if json else _as_text(readings, lines, by, events)
        if html is not None:
            page = stack.enter_context(_destination(html, "--html", utf8=True))
            from sayso.views.html import write_page

            write_page(readings, page, by=by)
        for _ in readings:
            pass
        if not report.read:
            # Better the file of an earlier run than an empty one.
            raise _NothingToWrite
    _close(report, quiet)


@app.command(short_help="Count how pages are sourced: a row a page.")
def label(
    inputs: Inputs,
    csv: Annotated[
        bool, typer.Option("--csv", help="Print CSV for a spreadsheet: a row a page, UTF-8.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON Lines: an object a page, UTF-8.")
    ] = False,
    output: Output = None,
    published: PublishedOn = None,
    outlet: OutletName = None,
    url: Address = None,
    force: Force = False,
    allow_private: AllowPrivate = False,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """The sourcing labels of news pages: how many statements, direct or not, by how many sources,
    named or not, and which outlets are credited.

    INPUT and the options are as in `sayso read`. In CSV a text that begins with = + - or @ gets
    an apostrophe before it, so that no spreadsheet takes it for a formula.

    \b
    Examples:
      sayso label story.html
      sayso label pages/
      sayso label --csv pages/ -o labels.csv
      sayso label --json pages/ | jq .label.unnamed_sources

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
    options = _options(published, outlet, url, force, allow_private)
    destination = output or STDOUT
    _check_destinations(inputs, destination, None)

    streams = csv or json
    # The table comes when all is read, so until then there is room for a bar.
    report = _report(inputs, quiet, printing=streams and destination == STDOUT)
    rows = []
    with _ending_well(), suppress(_NothingToWrite), ExitStack() as stack:
        stream = stack.enter_context(_destination(destination, "--output", utf8=streams))
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
            raise _NothingToWrite
        if rows:
            from sayso.views.terminal import console_for

            print_labels(rows, console_for(stream))
    _close(report, quiet)


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

    options = _options(published, outlet, url, force, allow_private)
    destination = output or STDOUT
    _check_destinations(inputs, destination, None)

    report = _report(inputs, quiet, printing=destination == STDOUT)
    with _ending_well(), suppress(_NothingToWrite), ExitStack() as stack:
        stream = stack.enter_context(_destination(destination, "--output", utf8=True))
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
            raise _NothingToWrite
    _close(report, quiet)


@app.command(short_help="Print the JSON Schema of what read --json prints.")
def schema() -> None:
    """Print the JSON Schema of what `sayso read --json` prints.

    \b
    Example:
      sayso schema > reading.schema.json
    """
    from json import dumps

    from sayso.reading import json_schema

    with _ending_well():
        typer.echo(dumps(json_schema(), indent=2, ensure_ascii=False))


def _options(
    published: str | None, outlet: str | None, url: str | None, force: bool, allow_private: bool
) -> PageOptions:
    from sayso.errors import OptionError
    from sayso.pages import PageOptions

    try:
        return PageOptions(
            published=published, outlet=outlet, url=url, force=force, allow_private=allow_private
        )
    except OptionError as error:
        raise typer.BadParameter(str(error), param_hint="'--published'") from None


def _report(inputs: list[str], quiet: bool, *, printing: bool) -> Report:
    """The report of a run; `printing` says that results go to stdout while it lasts."""
    from sayso.pages import count_pages
    from sayso.views.report import Report

    return Report(
        sys.stderr,
        bar=not quiet and sys.stderr.isatty() and not (printing and sys.stdout.isatty()),
        total=lambda: count_pages(inputs),
    )


def _close(report: Report, quiet: bool) -> None:
    """Say what the run came to, and end with 1 if some input failed."""
    if not quiet:
        typer.echo(report.closing_line(), err=True)
    if report.failed:
        raise typer.Exit(Exit.SOME_FAILED)


class _NothingToWrite(Exception):
    """Not one page was read: files stay as they were."""


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
    from sayso.views.terminal import console_for, print_reading

    console = console_for(stream)
    for number, reading in enumerate(readings):
        if number:
            stream.write("\n\n")
        print_reading(reading, console, by=by, events=events)
        stream.flush()
        yield reading


def _check_destinations(inputs: list[str], lines_to: str | None, page_to: str | None) -> None:
    """Refuse what would overwrite an input or mix two outputs."""
    if lines_to == page_to == STDOUT:
        raise typer.BadParameter("both would go to stdout: give --html or --output a FILE.")
    if lines_to and page_to and _same(lines_to, page_to):
        raise typer.BadParameter(f"--html and --output would both be written to {page_to!r}.")
    from sayso.pages.inputs import expand

    for destination in (lines_to, page_to):
        if not destination or destination == STDOUT or not Path(destination).is_file():
            continue
        if any(_same(destination, source.origin) for source in expand(inputs)):
            raise typer.BadParameter(
                f"{destination!r} is an input too, and would be overwritten: name another FILE."
            )


def _same(one: str, other: str) -> bool:
    """Whether both name one regular file, there already or not."""
    try:
        return Path(one).samefile(other) and Path(one).is_file()
    except (OSError, ValueError):
        return Path(one).absolute() == Path(other).absolute()


@contextmanager
def _destination(name: str, option: str, *, utf8: bool) -> Iterator[TextIO]:
    """The stream to write to: stdout, or a file that is there when all went well.

    Files are UTF-8. So is stdout for programs (`utf8`); for people it is what their terminal says
    it understands, with question marks for the rest.
    """
    from sayso.files import whole_file

    if name == STDOUT:
        if isinstance(sys.stdout, TextIOWrapper):
            if utf8:
                # Line ends as they are written: CSV has its own, JSON Lines has line feeds.
                sys.stdout.reconfigure(newline="\n")
            sys.stdout.reconfigure(encoding="utf-8" if utf8 else None, errors="replace")
        yield sys.stdout
        sys.stdout.flush()
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(whole_file(name))
        except OSError as error:
            raise typer.BadParameter(
                f"{name!r} cannot be written: {error.strerror}. Name a file in a folder that is "
                "there and that you may write to.",
                param_hint=f"'{option}'",
            ) from None
        yield stream


@contextmanager
def _ending_well() -> Iterator[None]:
    """Ends the process as a shell expects when it is interrupted or nobody reads on."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("Interrupted.", err=True)
        raise typer.Exit(Exit.INTERRUPTED) from None
    except BrokenPipeError:
        # Python would write what is left in the buffer when it ends, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(Exit.PIPE_CLOSED) from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
            raise
        typer.echo(f"The results could not be written: {error.strerror}.", err=True)
        raise typer.Exit(Exit.SOME_FAILED) from None
