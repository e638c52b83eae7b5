"""Where results go, and how a command ends: to stdout or a file, with a report on stderr."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import typer

from sayso.cli.app import Exit
from sayso.errors import SaysoError

if TYPE_CHECKING:
    import sqlite3

    from rich.console import Console

    from sayso.views.found import Record
    from sayso.views.report import Report

STDOUT: Final = "-"
"""What stands for stdout where a FILE is asked for."""


def report_on(inputs: list[str], quiet: bool, *, printing: bool) -> Report:
    """The report of a run; `printing` says that results go to stdout while it lasts."""
    from sayso.pages import count_pages
    from sayso.views.report import Report

    return Report(
        sys.stderr,
        bar=not quiet and sys.stderr.isatty() and not (printing and sys.stdout.isatty()),
        total=lambda: count_pages(inputs),
    )


def close(report: Report, quiet: bool, line: str | None = None) -> None:
    """Say what the run came to, and end with 1 if some input failed."""
    if not quiet:
        typer.echo(line or report.closing_line(), err=True)
    if report.failed:
        raise typer.Exit(Exit.SOME_FAILED)


class NothingToWrite(Exception):
    """Not one page was read: files stay as they were."""


def check_destinations(inputs: list[str], lines_to: str | None, page_to: str | None) -> None:
    """Refuse what would overwrite an input or mix two outputs."""
    if lines_to == page_to == STDOUT:
        raise typer.BadParameter("both would go to stdout: give --html or --output a FILE.")
    if lines_to and page_to and _same(lines_to, page_to):
        raise typer.BadParameter(f"--html and --output would both be written to {page_to!r}.")
    from sayso.pages.inputs import expand

    for name in (lines_to, page_to):
        if not name or name == STDOUT or not Path(name).is_file():
            continue
        if any(_same(name, source.origin) for source in expand(inputs)):
            raise typer.BadParameter(
                f"{name!r} is an input too, and would be overwritten: name another FILE."
            )


def _same(one: str, other: str) -> bool:
    """Whether both name one regular file, there already or not."""
    try:
        return Path(one).samefile(other) and Path(one).is_file()
    except (OSError, ValueError):
        return Path(one).absolute() == Path(other).absolute()


@contextmanager
def destination(name: str, option: str, *, utf8: bool) -> Iterator[TextIO]:
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
def ending_well() -> Iterator[None]:
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
    except SaysoError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(Exit.SOME_FAILED) from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
            raise
        typer.echo(f"The results could not be written: {error.strerror}.", err=True)
        raise typer.Exit(Exit.SOME_FAILED) from None


@contextmanager
def asked(archive: Path) -> Iterator[sqlite3.Connection]:
    """One state of an archive, to ask it; whatever happens meanwhile, the command ends well."""
    from sayso.archive import Archive

    with ending_well(), Archive(archive, readonly=True) as kept, kept.reading() as connection:
        yield connection


def write_hits(
    hits: Iterable[Record],
    show: Callable[[Console], None],
    *,
    kind: type[Record],
    json: bool,
    csv: bool,
    output: str | None,
) -> None:
    """Writes what was found as it is asked for: records of a `kind` as JSON Lines or CSV, or
    `show`s it.
    """
    if json and csv:
        raise typer.BadParameter("both would be written to one place: give --csv or --json.")
    from sayso.views.found import record_of, write_csv
    from sayso.views.lines import console_for

    with destination(output or STDOUT, "--output", utf8=json or csv) as stream:
        if json:
            from json import dumps

            for hit in hits:
                stream.write(dumps(record_of(hit), ensure_ascii=False) + "\n")
        elif csv:
            write_csv(hits, stream, kind)
        else:
            show(console_for(stream))
