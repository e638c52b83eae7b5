"""The archive's schema, step by step: `NNNN_name.sql`, each run once and in one transaction.

A step that has been released is never changed; what comes after goes into the next.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema."""

    number: int
    name: str
    sql: str

    def statements(self) -> Iterator[str]:
        """Its SQL, a statement at a time."""
        statement = ""
        for line in self.sql.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                yield statement
                statement = ""


@cache
def migrations() -> tuple[Migration, ...]:
    """All steps, numbered from 1 without a gap."""
    found = sorted(
        (entry for entry in files(__name__).iterdir() if entry.name.endswith(".sql")),
        key=lambda entry: entry.name,
    )
    steps = tuple(
        Migration(int(entry.name[:4]), entry.name[5:-4], entry.read_text(encoding="utf-8"))
        for entry in found
    )
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        raise RuntimeError(f"the migrations are not numbered from 1: {[s.number for s in steps]}")
    return steps
