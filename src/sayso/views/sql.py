"""What an archive can be asked in SQL, and answers, on the terminal, as CSV and as JSON Lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any, TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.archive.sql import SqlAnswer, SqlSchema
from sayso.views.cells import cell
from sayso.views.lines import MEASURE, hanging, one_line

SHOWN = 1_000
"""Rows of a table for people; CSV and JSON have all."""


def print_schema(schema: SqlSchema, console: Console) -> None:
    """Print the tables and views with what their columns mean, and some queries."""
    width = min(console.width, MEASURE)
    for table in schema.tables:
        heading = Text(table.name, style="bold").append(f" ({table.kind})", style="dim")
        if table.meaning:
            heading.append(f": {table.meaning}", style="")
        _print(heading, console, width, indent=2)
        for column in table.columns:
            line = Text(f"  {column.name}", style="cyan").append(
                f"  {column.meaning}" if column.meaning else "", style=""
            )
            _print(line, console, width, indent=6)
        console.print()
    for example in schema.examples:
        _print(Text(example.question, style="italic"), console, width, indent=2)
        for query_line in example.query.splitlines():
            console.print(f"  {query_line}", soft_wrap=True)
        console.print()


def print_answer(answer: SqlAnswer, console: Console) -> None:
    """Print the rows as a table, the first `SHOWN` of them."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in answer.columns:
        table.add_column(Text(one_line(name)), overflow="fold")
    left_out = False
    for number, row in enumerate(answer.rows):
        if number == SHOWN:
            left_out = True
            break
        table.add_row(*(Text("" if value is None else one_line(_text(value))) for value in row))
    console.print(table)
    if left_out:
        console.print(f"There are more than {SHOWN:,} rows: --csv and --json give all of them.")


def write_answer_csv(answer: SqlAnswer, stream: TextIO) -> None:
    """Write the rows as CSV (RFC 4180) under their names; no spreadsheet calculates a cell."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([cell(name) for name in answer.columns])
    for row in answer.rows:
        writer.writerow(
            [
                ""
                if value is None
                else value
                if isinstance(value, int | float)
                else cell(_text(value))
                for value in row
            ]
        )


def answer_lines(answer: SqlAnswer) -> Iterator[str]:
    """The rows as JSON objects, a line each; bytes in hexadecimal."""
    for row in answer.rows:
        values = (value.hex() if isinstance(value, bytes) else value for value in row)
        yield json.dumps(dict(zip(answer.columns, values, strict=True)), ensure_ascii=False)


def _text(value: Any) -> str:
    return f"{len(value)} bytes" if isinstance(value, bytes) else str(value)


def _print(text: Text, console: Console, width: int, indent: int) -> None:
    for line in hanging(text, console, width, indent):
        console.print(line, soft_wrap=True)
