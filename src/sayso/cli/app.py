"""The command line's frame: the program, its exit codes, its entry point.

Whatever is slow to import is imported by the command that needs it, so that `--help` is quick.
"""

from __future__ import annotations

import signal
import sys
from enum import IntEnum
from typing import Annotated

import typer

from sayso.reader.garbage import collect_rarely


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
    collect_rarely()
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
