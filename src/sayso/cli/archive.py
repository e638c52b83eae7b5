"""Commands that fill an archive and look after it: `add`, `watch`, `reread`, `changes`."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import Exit, app
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
    PublishedOn,
    Quiet,
    page_options,
)
from sayso.cli.output import asked, close, ending_well, report_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.archive.keep import Outcome
    from sayso.pages.watch import FeedRead, Waiting


@app.command(short_help="Read pages and keep them in an archive.")
def add(
    inputs: Inputs,
    archive: ArchivePath = ARCHIVE,
    published: PublishedOn = None,
    outlet: OutletName = None,
    url: Address = None,
    field: Fields = None,
    force: Force = False,
    allow_private: AllowPrivate = False,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """Read news pages and keep them: the bytes, the page, and all that was read in it.

    INPUT may also be a dataset of `sayso batch`, whose pages are not read again.

    The archive is one file, made when it is not there: sayso.db in this folder, or what --archive
    or SAYSO_ARCHIVE names. INPUT and the other options are as in `sayso read`.

    Pages are kept one by one. Whatever stops it, the same command goes on from there: what is in
    the archive is not read again. Another text at an address that is there becomes a new version
    of that page (`sayso changes` shows what is new in it).

    \b
    Examples:
      sayso add pages/
      sayso add --archive campaign.db 'more/*.html.gz' https://example.com/story.html
      sayso add --outlet "The Courier" dump.jsonl

    \b
    Exit status:
      0  all is in the archive (or was skipped for its language, which is said)
      1  some input failed, or the archive cannot be written
      2  wrong usage
    """
    from sayso.archive import Archive
    from sayso.batch.adding import add_inputs
    from sayso.views.report import adding_line

    options = page_options(
        published=published,
        outlet=outlet,
        url=url,
        field=field,
        force=force,
        allow_private=allow_private,
    )
    report = report_on(inputs, quiet, printing=False)
    outcomes: Counter[Outcome] = Counter()
    with ending_well(), Archive(archive, create=True) as kept:
        try:
            with report:
                for added in report.watch(add_inputs(kept, inputs, options=options, threads=jobs)):
                    outcomes[added.outcome] += 1
        except BaseException:
            # What was done is done, whatever stopped it.
            if not quiet:
                typer.echo(adding_line(outcomes, report), err=True)
            raise
    close(report, quiet, adding_line(outcomes, report))


@app.command(short_help="Follow feeds and keep their pages as they appear.")
def watch(
    feeds: Annotated[
        list[str],
        typer.Argument(
            metavar="FEED",
            help="Addresses of feeds (RSS, Atom, JSON Feed) or of OPML, or files: OPML, a saved "
            "feed, or addresses, one a line.",
            show_default=False,
        ),
    ],
    archive: ArchivePath = ARCHIVE,
    once: Annotated[
        bool, typer.Option("--once", help="Look at each feed once, keep what is new, and end.")
    ] = False,
    every: Annotated[
        float, typer.Option(metavar="MINUTES", min=0.1, help="Minutes between two looks.")
    ] = 15.0,
    outlet: OutletName = None,
    force: Force = False,
    allow_private: AllowPrivate = False,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """Follow feeds: the pages that they name are read and kept as they appear.

    One request at a time goes to a host, with a pause between two; robots.txt is obeyed, and a
    server that is busy or broken is left alone for longer each time. A feed that breaks stops no
    other. Ctrl-C ends it after the page in hand; the same command carries on from there.

    \b
    Examples:
      sayso watch https://example.com/feed.xml
      sayso watch --archive campaign.db feeds.opml
      sayso watch --once --every 60 feeds.txt    (from cron)

    \b
    Exit status:
      0  ended by Ctrl-C, or --once and every feed was read
      1  --once and something failed, or the archive cannot be written
      2  wrong usage
    """
    import signal
    import threading

    from sayso.archive import Archive
    from sayso.collect.adding import Added
    from sayso.collect.watching import watch as watch_feeds
    from sayso.views.report import Report, adding_line, watching_line

    options = page_options(outlet=outlet, force=force, allow_private=allow_private)
    report = Report(sys.stderr)
    outcomes: Counter[Outcome] = Counter()
    stop = threading.Event()

    def finish(number: int, frame: object) -> None:
        # The second time, whoever presses it will not wait.
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    with ending_well(), Archive(archive, create=True) as kept:
        before = signal.signal(signal.SIGINT, finish)
        try:
            found = watch_feeds(
                kept,
                feeds,
                options=options,
                interval=60 * every,
                once=once,
                threads=jobs,
                stop=stop,
            )
            results: Iterator[Added | FeedRead | Waiting] = report.watch(found)
            for item in results:
                if isinstance(item, Added):
                    outcomes[item.outcome] += 1
                if not quiet:
                    typer.echo(watching_line(item), err=True)
        finally:
            signal.signal(signal.SIGINT, before)
            if not quiet:
                typer.echo(adding_line(outcomes, report), err=True)
    if report.failed and once:
        raise typer.Exit(Exit.SOME_FAILED)


@app.command(short_help="Read again what an older version has read.")
def reread(
    archive: ArchivePath = ARCHIVE,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what this version of sayso has read.")
    ] = False,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """Read the pages of an archive again, from the kept bytes, where another version of sayso or
    another model has read them.

    Readings are replaced one by one. Whatever stops it, the same command goes on from there.

    \b
    Examples:
      sayso reread
      sayso reread --archive campaign.db --all
    """
    from sayso.archive import Archive
    from sayso.archive.stored import outdated
    from sayso.collect import reread as reread_pages
    from sayso.models import reader_version
    from sayso.views.outline import plural
    from sayso.views.report import Report

    with ending_well(), ExitStack() as stack:
        kept = stack.enter_context(Archive(archive))
        count = len(outdated(kept.connection, "" if everything else reader_version()))
        report = Report(sys.stderr, bar=not quiet and sys.stderr.isatty(), total=lambda: count)
        with report:
            for _ in report.watch(reread_pages(kept, everything=everything, threads=jobs)):
                pass
    close(report, quiet, f"{plural(report.read, 'page')} read again, {report.failed} failed.")


@app.command(short_help="Show what changed between two versions of a page.")
def changes(
    page: Annotated[
        str,
        typer.Argument(
            metavar="PAGE",
            help="The number of a page, its address, or its digest.",
            show_default=False,
        ),
    ],
    before: Annotated[
        int | None,
        typer.Option("--from", metavar="N", min=1, help="Number of the earlier version."),
    ] = None,
    after: Annotated[
        int | None, typer.Option("--to", metavar="N", min=1, help="Number of the later version.")
    ] = None,
    archive: ArchivePath = ARCHIVE,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what changed in a page between two of its versions, by default the last two: headline,
    statements, paragraphs.

    \b
    Examples:
      sayso changes https://example.com/story.html
      sayso changes 17 --from 1 --to 3 --json
    """
    from sayso.archive.changes import changes_of
    from sayso.archive.stored import find
    from sayso.views.changes import changes_json, print_changes
    from sayso.views.lines import console_for

    with asked(archive) as connection:
        found = changes_of(connection, find(connection, page), before, after)
        if json:
            typer.echo(changes_json(found))
        else:
            print_changes(found, console_for(sys.stdout))
