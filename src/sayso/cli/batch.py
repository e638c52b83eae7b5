"""The command that reads many pages into a dataset: `batch`."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from sayso.cli.app import Exit, app
from sayso.cli.options import Fields, Force, OutletName, PublishedOn, Quiet, page_options
from sayso.cli.output import ending_well

Engine = Literal["local", "ray"]


@app.command(short_help="Read millions of pages into Parquet tables, on many cores.")
def batch(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT… OUTPUT",
            help="Files, folders, patterns, Parquet and WARC, on disk or in an object store; last, "
            "the folder of the dataset.",
            show_default=False,
        ),
    ],
    engine: Annotated[
        Engine, typer.Option(help="This machine's processes, or a Ray cluster's.")
    ] = "local",
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-j", metavar="N", min=1, help="By default one a core."),
    ] = None,
    address: Annotated[
        str | None, typer.Option(metavar="HOST:PORT", help="Of a Ray cluster; else RAY_ADDRESS.")
    ] = None,
    shard_pages: Annotated[
        int, typer.Option(metavar="N", min=1, help="Pages of a shard, which is done or not.")
    ] = 256,
    page_seconds: Annotated[
        float, typer.Option(metavar="N", min=0.1, help="Seconds that one page may take.")
    ] = 60.0,
    replace: Annotated[
        bool, typer.Option("--replace", help="Remove shards of inputs that have changed or gone.")
    ] = False,
    stories: Annotated[
        bool, typer.Option("--stories", help="Find copies and stories of the dataset, too.")
    ] = False,
    window: Annotated[
        int, typer.Option(metavar="DAYS", min=1, help="How far back stories are looked for.")
    ] = 90,
    published: PublishedOn = None,
    outlet: OutletName = None,
    field: Fields = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Read many pages into a dataset of Parquet tables: pages, entities, statements, events, and
    errors.

    Stopped at any moment, the same command goes on from the finished shards. A page that crashes or
    hangs a worker becomes a row of errors and stops nothing. The result is the same whatever the
    number of workers. `sayso add OUTPUT` takes a dataset into an archive. Parquet needs pyarrow, a
    cluster needs Ray: pip install 'sayso[ray]'.

    \b
    Examples:
      sayso batch crawl/ readings/
      sayso batch --field text=body pages.parquet 's3://bucket/2026/*.warc.gz' s3://bucket/readings
      sayso batch --engine ray --stories crawl/ readings/

    \b
    Exit status:
      0  all was read (or skipped, which is in the table errors)
      1  some page or input failed, or the dataset cannot be written
      2  wrong usage
    """
    from sayso.batch import batch as run_batch
    from sayso.batch import group_dataset
    from sayso.batch.progress import BatchReport

    *inputs, output = paths
    if not inputs:
        raise typer.BadParameter(
            "name what is to be read and, last, the folder to write: sayso batch INPUT… OUTPUT",
            param_hint="'INPUT… OUTPUT'",
        )
    options = page_options(published=published, outlet=outlet, field=field, force=force)
    seen = sys.stderr.isatty()
    report = BatchReport(sys.stderr, bar=not quiet and seen, lines=not quiet and not seen)
    with ending_well():
        try:
            report.watch(
                run_batch(
                    inputs,
                    output,
                    options=options,
                    engine=engine,
                    workers=workers,
                    address=address,
                    shard_pages=shard_pages,
                    page_seconds=page_seconds,
                    replace=replace,
                )
            )
        finally:
            if not quiet:
                typer.echo(report.closing_line(), err=True)
        if stories:
            grouped = group_dataset(
                output, window=window, workers=workers, engine=engine, ray_address=address
            )
            if not quiet:
                found = "story" if grouped.stories == 1 else "stories"
                made = "copy" if grouped.copies == 1 else "copies"
                typer.echo(f"{grouped.stories:,} {found}, {grouped.copies:,} {made}.", err=True)
    if report.failed:
        raise typer.Exit(Exit.SOME_FAILED)
