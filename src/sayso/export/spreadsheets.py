"""An archive as CSV, a file a table, for spreadsheets and whatever reads no Parquet."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path
from typing import Any, Final

from sayso.export.tables import ExportTable, Field
from sayso.views.cells import cell, one_line

AS_IT_IS: Final = frozenset({"origin", "url", "digest"})
"""Columns by which rows are brought together with files and pages."""


def write_csv(connection: sqlite3.Connection, table: ExportTable, path: Path) -> int:
    """Writes the table (RFC 4180, UTF-8) and gives how many rows it has. No text of pages."""
    columns = tuple(column for column in table.columns if not column.long)
    count = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(column.name for column in columns)
        for row in table.rows(connection, columns):
            writer.writerow(map(_cell, columns, row))
            count += 1
    return count


def _cell(column: Field, value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return cell(value if column.name in AS_IT_IS else one_line(value))
    return value  # type: ignore[no-any-return]
