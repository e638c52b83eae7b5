"""An archive for other programs: Parquet, CSV, JSON Lines, W3C Web Annotations."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TextIO

from sayso.archive.stored import page_ids, reading_of
from sayso.export.annotations import write_annotations
from sayso.export.folders import FolderError, whole_folder
from sayso.export.parquet import write_parquet
from sayso.export.spreadsheets import write_csv
from sayso.export.tables import TABLES, ExportTable, Field
from sayso.files import whole_file

ExportFormat = Literal["parquet", "csv", "jsonl", "annotations"]
"""Tables in a folder, as Parquet or CSV; or one file of Readings, or of annotations."""

IN_A_FOLDER: Final[frozenset[ExportFormat]] = frozenset({"parquet", "csv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written."""

    path: Path
    format: ExportFormat
    rows: dict[str, int]
    """How many of each table; of a file, how many `readings` or `annotations`."""


def export(connection: sqlite3.Connection, path: str | Path, format_: ExportFormat) -> Exported:
    """Writes the archive to `path`, whole or not at all, however large it is.

    `parquet` and `csv` make a folder with a file for each of `TABLES`; `jsonl` makes a file with a
    Reading a line, as `sayso read --json` does, and `annotations` one of JSON-LD. Within
    `Archive.reading` it is one state of the archive. Raises `FolderError`, `OSError`, and without
    pyarrow `MissingExtraError`.
    """
    target = Path(path)
    if format_ not in IN_A_FOLDER:
        with whole_file(target) as stream:
            rows = write_lines(connection, stream, format_)
        return Exported(path=target, format=format_, rows=rows)
    write: Callable[[sqlite3.Connection, ExportTable, Path], int]
    write = write_parquet if format_ == "parquet" else write_csv
    files = {table.name: f"{table.name}.{format_}" for table in TABLES}
    with whole_folder(target, files.values()) as folder:
        rows = {
            table.name: write(connection, table, folder / files[table.name]) for table in TABLES
        }
    return Exported(path=target, format=format_, rows=rows)


def write_lines(
    connection: sqlite3.Connection, stream: TextIO, format_: ExportFormat
) -> dict[str, int]:
    """Writes `jsonl` or `annotations` to an open stream, UTF-8, and gives how many there are."""
    if format_ == "annotations":
        return {"annotations": write_annotations(connection, stream)}
    if format_ != "jsonl":
        raise ValueError(f"{format_!r} is written to a folder")
    count = 0
    for page_id in page_ids(connection):
        stream.write(reading_of(connection, page_id).to_json() + "\n")
        count += 1
    return {"readings": count}


__all__ = [
    "IN_A_FOLDER",
    "TABLES",
    "ExportFormat",
    "ExportTable",
    "Exported",
    "Field",
    "FolderError",
    "export",
    "write_lines",
]
