"""The archive for people who write SQL: what is in it, and asking it without changing it."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from sayso.archive.archive import Archive
from sayso.archive.migrations import migrations
from sayso.errors import ArchiveError

SECONDS: Final = 60.0
"""How long a query may take, unless the caller says otherwise."""

LARGEST: Final = 100_000_000
"""Bytes of the largest value that a query may make: `zeroblob` would take all memory."""

_STEPS: Final = 10_000
"""Of SQLite's machine between two looks at the clock: about a millisecond."""


class SqlError(ArchiveError):
    """A query cannot be run, or would change the archive, or takes too long."""


@dataclass(frozen=True, slots=True)
class SqlColumn:
    """A column of a table or a view."""

    name: str
    type: str
    """SQLite's; empty where a view computes it."""
    meaning: str
    """In a line; empty where the name says it."""


@dataclass(frozen=True, slots=True)
class SqlTable:
    """A table or a view that can be asked."""

    name: str
    kind: Literal["view", "table", "search"]
    """`search` is an index of words, for `MATCH`."""
    meaning: str
    columns: tuple[SqlColumn, ...]


@dataclass(frozen=True, slots=True)
class SqlExample:
    """A question, and the query that answers it."""

    question: str
    query: str


@dataclass(frozen=True, slots=True)
class SqlSchema:
    """What an archive can be asked in SQL: views first, for they are what most will want."""

    tables: tuple[SqlTable, ...]
    examples: tuple[SqlExample, ...]


@dataclass(frozen=True, slots=True)
class SqlAnswer:
    """What a query gives: the names of its columns, and its rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


EXAMPLES: Final = (
    SqlExample(
        "What has Dana Whitlock denied?",
        "SELECT published, outlet, content, url FROM said_by\n"
        "WHERE name = 'Dana Whitlock' AND polarity = 'denies' ORDER BY published DESC",
    ),
    SqlExample(
        "Which outlets rest on unnamed sources most, of those with a hundred statements a month?",
        "SELECT outlet, month, round(share, 2) AS share, statements FROM unnamed_share\n"
        "WHERE statements >= 100 ORDER BY share DESC LIMIT 20",
    ),
    SqlExample(
        "Who speaks in most outlets?",
        "SELECT name, outlets, pages, statements FROM speakers ORDER BY outlets DESC LIMIT 20",
    ),
    SqlExample(
        "What was said about a bridge?",
        "SELECT s.name, s.content, s.outlet, s.published FROM statements_fts AS f\n"
        "JOIN said_by AS s ON s.statement_key = f.rowid\n"
        "WHERE statements_fts MATCH 'content : bridge' ORDER BY f.rowid DESC LIMIT 20",
    ),
    SqlExample(
        "What do outlets say happened on unnamed sources' word alone?",
        "SELECT published, outlet, trigger, actors, recipients, according_to FROM told_events\n"
        "WHERE settled = 'happened' AND naming = 'unnamed' ORDER BY published DESC LIMIT 20",
    ),
)
"""Each of them is run by a test."""

_MEANINGS: Final = {
    "pages": "Pages, and which of their versions is the current one.",
    "versions": "Every version of a page that was kept, with its text.",
    "readings": "What was read in each version: the whole record, packed.",
    "entities": "Who and what takes part in statements and events, page by page.",
    "statements": "Who says what, and how; of the current version of each page.",
    "events": "What pages say happened, did not, or might; of the current versions.",
    "story_pages": "Which story each page is in.",
    "pages_fts": "The words of titles and texts, for MATCH; rowid is versions.version_id.",
    "statements_fts": "The words of sources and contents; rowid is statements.statement_key.",
}
"""Of tables before whose definition no comment stands."""

_DEFINED: Final = re.compile(
    r"((?:^--.*\n)+)?^CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (\w+)", re.MULTILINE
)
_COMMENTED: Final = re.compile(r"^(?P<code>[^\n]*?)\s+-- (?P<meaning>.+)$", re.MULTILINE)


def describe_schema(connection: sqlite3.Connection) -> SqlSchema:
    """The tables and views of the archive with what they mean, and queries to begin with."""
    meanings = _meanings()
    found = []
    for name, kind, sql in connection.execute(
        "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view')"
        " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE '%~_fts~_%' ESCAPE '~'"
    ):
        comments = _comments(sql, view=kind == "view")
        columns = tuple(
            SqlColumn(column, type_, comments.get(column, ""))
            for column, type_ in connection.execute(
                "SELECT name, type FROM pragma_table_info(?)", (name,)
            )
        )
        what: Literal["view", "table", "search"] = "view" if kind == "view" else "table"
        if sql.startswith("CREATE VIRTUAL"):
            what = "search"
        found.append(SqlTable(name, what, meanings.get(name, ""), columns))
    order = list(meanings)
    found.sort(
        key=lambda table: (
            ("view", "table", "search").index(table.kind),
            order.index(table.name) if table.name in order else len(order),
        )
    )
    return SqlSchema(tuple(found), EXAMPLES)


@contextmanager
def run_sql(path: str | Path, query: str, *, seconds: float = SECONDS) -> Iterator[SqlAnswer]:
    """The answer to one query, whose rows can be taken within the block.

    Nothing that a query says can change the archive, or read or write another file. Raises
    `ArchiveError` when the archive cannot be opened, and `SqlError`, also while rows are taken, for
    a query that is none, that is more than one, that would change something or takes longer than
    `seconds`.
    """
    with Archive(path, readonly=True) as archive:
        connection = archive.connection
        connection.execute("PRAGMA query_only = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
        _touch(connection)
        end = time.monotonic() + seconds
        connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        connection.set_authorizer(_authorize)
        with _explained(path, seconds):
            # SQLite would stop at a NUL, and sqlite3 cannot encode half a surrogate pair.
            cursor = connection.execute(query.encode("utf-8", "replace").decode())
            if cursor.description is None:
                raise SqlError("the query asks for nothing", step="begin it with SELECT or WITH")
        columns = tuple(column[0] for column in cursor.description)
        yield SqlAnswer(columns, _rows(cursor, path, seconds))


def _touch(connection: sqlite3.Connection) -> None:
    """Opens the tables that are made by code, which looks like changing the schema."""
    made = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'"
        )
    ]
    for name in (*made, *(f"pragma_{pragma}" for pragma in _PRAGMAS), "json_each", "json_tree"):
        connection.execute(f"SELECT 1 FROM {name} LIMIT 0")


def _rows(cursor: sqlite3.Cursor, path: str | Path, seconds: float) -> Iterator[tuple[Any, ...]]:
    with _explained(path, seconds):
        yield from cursor


_ALLOWED: Final = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)
_PRAGMAS: Final = frozenset(
    "table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list"
    " function_list collation_list compile_options".split()
)
"""Those that only tell something."""


def _authorize(
    action: int, one: str | None, two: str | None, database: str | None, inner: str | None
) -> int:
    if action == sqlite3.SQLITE_FUNCTION and (two or "").lower() == "load_extension":
        return sqlite3.SQLITE_DENY
    if action in _ALLOWED:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and (one or "").lower() in _PRAGMAS:
        return sqlite3.SQLITE_OK
    # FTS5 asks how the file has changed since it last looked.
    if action == sqlite3.SQLITE_PRAGMA and one == "data_version":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


@contextmanager
def _explained(path: str | Path, seconds: float) -> Iterator[None]:
    """SQLite's errors, with what to do."""
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_INTERRUPT:
            raise SqlError(
                f"the query took longer than {seconds:g} seconds",
                step="ask for less, or allow it more time",
            ) from error
        if code in (sqlite3.SQLITE_AUTH, sqlite3.SQLITE_READONLY):
            raise SqlError(
                f"the query would change the archive {os.fspath(path)!r} or read another file",
                choices="SELECT, WITH, EXPLAIN and VALUES",
                step="copy the file and open the copy with sqlite3 to change it",
            ) from error
        raise SqlError(
            f"the query cannot be run: {str(error).rstrip('.')}",
            step="sayso sql tells which tables there are",
        ) from error


def _meanings() -> dict[str, str]:
    """What each table and view means: the comment before it, up to the first stop."""
    found: dict[str, str] = {}
    for migration in migrations():
        for number, (comment, name) in enumerate(_DEFINED.findall(migration.sql)):
            if not comment and not number:
                # The first table of a file may be what all of the file is about.
                comment = migration.sql.partition("\n\n")[0]
            words = " ".join(line.removeprefix("--").strip() for line in comment.splitlines())
            sentence = re.match(r".*?\.(?= |$)", words)
            found[name] = _MEANINGS.get(name) or (sentence[0] if sentence else words)
    return found


def _comments(sql: str, *, view: bool) -> dict[str, str]:
    """What each column means: the comment behind it. Of a view the name is what comes last."""
    found: dict[str, str] = {}
    for commented in _COMMENTED.finditer(sql):
        names = re.findall(r"\w+", commented["code"])
        if names:
            found[names[-1] if view else names[0]] = commented["meaning"].strip()
    return found
