"""An archive as Parquet, a file a table, for pandas, Polars, DuckDB and R."""

from __future__ import annotations

import sqlite3
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sayso.export.columns import Kind, schema_of
from sayso.export.tables import ExportTable
from sayso.extras import extra_module

ROWS: Final = 20_000
"""Rows that are held at a time, and that lie in one row group: some 20 MB."""
LONG_ROWS: Final = 5_000
"""The same of a table with whole texts."""


def write_parquet(connection: sqlite3.Connection, table: ExportTable, path: Path) -> int:
    """Writes the table and gives how many rows it has.

    The schema says of each column what it means. Raises `MissingExtraError` without pyarrow.
    """
    arrow = extra_module("pyarrow", "parquet", "Parquet files")
    files = extra_module("pyarrow.parquet", "parquet", "Parquet files")
    schema = _schema(arrow, table)
    rows = table.rows(connection, table.columns)
    at_a_time = LONG_ROWS if any(column.long for column in table.columns) else ROWS
    count = 0
    with files.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(rows, at_a_time)):
            columns = [
                arrow.array(_values(column.kind, values), type=field.type)
                for column, field, values in zip(
                    table.columns, schema, zip(*batch, strict=True), strict=True
                )
            ]
            writer.write_batch(arrow.record_batch(columns, schema=schema))
            count += len(batch)
    return count


def _schema(arrow: Any, table: ExportTable) -> Any:
    kinds: dict[Kind, Any] = {
        "text": arrow.string(),
        "whole": arrow.int64(),
        "number": arrow.float64(),
        "date": arrow.date32(),
    }
    return schema_of(arrow, table.columns, kinds, {"meaning": table.meaning})


def _values(kind: str, values: tuple[Any, ...]) -> list[Any]:
    if kind != "date":
        return list(values)
    return [None if value is None else date.fromisoformat(value) for value in values]
