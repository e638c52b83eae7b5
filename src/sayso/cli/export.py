"""Commands that give an archive to other programs: `export`, `sql`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sayso.cli.app import app
from sayso.cli.options import ARCHIVE, ArchivePath, AsCsv, AsJson, Output, Quiet
from sayso.cli.output import STDOUT, asked, destination, ending_well

if TYPE_CHECKING:
    from sayso.export import ExportFormat
else:
    ExportFormat = Literal["parquet", "csv", "jsonl", "annotations"]


@app.command(short_help="Write an archive as Parquet, CSV, JSON Lines or Web Annotations.")
def export(
    path: Annotated[
        str,
        typer.Argument(
            metavar="PATH",
            help="A folder for parquet and csv, a file for jsonl and annotations (- for stdout).",
            show_default=False,
        ),
    ],
    format_: Annotated[
        ExportFormat, typer.Option("--format", "-f", help="What to write.")
    ] = "parquet",
    archive: ArchivePath = ARCHIVE,
    quiet: Quiet = False,
) -> None:
    """Write an archive for other programs, whole or not at all.

    Parquet and CSV are a folder of tables: pages, entities, statements, events. JSON Lines has a
    whole Reading a line, as `sayso read --json`. Annotations are W3C Web Annotations (JSON-LD), one
    for each statement. Parquet needs pyarrow: pip install 'sayso[parquet]'.

    \b
    Examples:
      sayso export tables/
      sayso export --format csv tables/
      sayso export --format jsonl - | jq .label
      sayso export --format annotations statements.jsonld
      duckdb -c "SELECT outlet, count(*) FROM 'tables/statements.parquet' GROUP BY 1"
    """
    from sayso.export import IN_A_FOLDER, write_lines
    from sayso.export import export as write_export

    with asked(archive) as connection:
        if path == STDOUT and format_ not in IN_A_FOLDER:
            with destination(STDOUT, "PATH", utf8=True) as stream:
                rows = write_lines(connection, stream, format_)
        else:
            try:
                rows = write_export(connection, path, format_).rows
            except OSError as error:
                raise typer.BadParameter(
                    f"{path!r} cannot be written: {error.strerror or error}."
                ) from None
        if not quiet:
            counts = ", ".join(f"{count:,} {name}" for name, count in rows.items())
            typer.echo(f"Written: {counts}.", err=True)


@app.command(short_help="Ask an archive in SQL, or show what can be asked.")
def sql(
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY",
            help="One query; - reads it from standard input. None: the tables and views.",
            show_default=False,
        ),
    ] = None,
    archive: ArchivePath = ARCHIVE,
    json: AsJson = False,
    csv: AsCsv = False,
    output: Output = None,
    seconds: Annotated[
        float, typer.Option(metavar="N", min=0.1, help="Seconds that a query may take.")
    ] = 60.0,
) -> None:
    """Ask an archive in SQL, which cannot change it; without a QUERY, show its tables and views,
    what their columns mean, and some queries to begin with.

    The archive is an SQLite file: DuckDB, Datasette and pandas read it as it is.

    \b
    Examples:
      sayso sql
      sayso sql "SELECT outlet, month, share FROM unnamed_share ORDER BY share DESC"
      sayso sql --csv "SELECT * FROM said_by WHERE name LIKE '%Whitlock%'" -o whitlock.csv
      datasette sayso.db
    """
    from sayso.archive import Archive
    from sayso.archive.sql import describe_schema, run_sql
    from sayso.views.lines import console_for
    from sayso.views.sql import answer_lines, print_answer, print_schema, write_answer_csv

    if json and csv:
        raise typer.BadParameter("both would be written to one place: give --csv or --json.")
    with ending_well(), destination(output or STDOUT, "--output", utf8=json or csv) as stream:
        if query is None:
            with Archive(archive, readonly=True) as kept, kept.reading() as connection:
                print_schema(describe_schema(connection), console_for(stream))
            return
        wanted = sys.stdin.read() if query == "-" else query
        with run_sql(archive, wanted, seconds=seconds) as answer:
            if json:
                for line in answer_lines(answer):
                    stream.write(line + "\n")
            elif csv:
                write_answer_csv(answer, stream)
            else:
                print_answer(answer, console_for(stream))
