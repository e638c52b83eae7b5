"""SQL on an archive: what can be asked, that it is told, and that nothing can be changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.archive import Archive
from sayso.archive.sql import EXAMPLES, SqlError, describe_schema, run_sql
from sayso.errors import ArchiveError, NotAnArchiveError
from tests.archive.filled import Line, keep_page


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "sayso.db"
    with Archive(path, create=True) as archive:
        keep_page(
            archive,
            Line(content="the bridge is safe", source="Dana Whitlock", role="mayor"),
            Line(content="that she knew", source="Dana Whitlock", cue="denied", polarity="denies"),
            Line(content="“a bridge too far”", source="officials", naming="unnamed", form="direct"),
            Line(content="who would pay", source=None),
            title="Bridge",
            outlet="The Courier",
            published="2026-03-12T08:00:00Z",
            url="https://courier.example/bridge",
            text="The council met.",
            events=("met",),
        )
        keep_page(archive, "nothing", outlet=None, published=None, title="Other")
    return path


def asked(path: Path, query: str, **options: Any) -> list[tuple[Any, ...]]:
    with run_sql(path, query, **options) as answer:
        return list(answer.rows)


class TestViews:
    def test_said_by(self, path: Path) -> None:
        with run_sql(path, "SELECT * FROM said_by ORDER BY statement_key") as answer:
            rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        assert len(rows) == 5
        first, second, third, fourth, _ = rows
        assert (first["name"], first["role"], first["outlet"], first["title"], first["url"]) == (
            "Dana Whitlock", "mayor", "The Courier", "Bridge", "https://courier.example/bridge",
        )  # fmt: skip
        assert (second["polarity"], second["cue"]) == ("denies", "denied")
        assert (third["name"], third["naming"], third["profile_id"]) == (
            "officials", "unnamed", None,
        )  # fmt: skip
        assert (fourth["name"], fourth["kind"], fourth["content"]) == (None, None, "who would pay")

    def test_unnamed_share(self, path: Path) -> None:
        assert asked(path, "SELECT * FROM unnamed_share ORDER BY outlet") == [
            (None, None, 1, 1, 0, 0.0),
            ("The Courier", "2026-03", 1, 4, 1, 0.25),
        ]

    def test_current_pages_speakers_and_told_events(self, path: Path) -> None:
        assert asked(path, "SELECT title, version, statements FROM current_pages") == [
            ("Bridge", 1, 4),
            ("Other", 1, 1),
        ]
        assert asked(path, "SELECT name, statements, direct, pages, outlets FROM speakers") == [
            ("Dana Whitlock", 3, 0, 2, 1)
        ]
        assert asked(path, "SELECT trigger, settled, according_to, title FROM told_events") == [
            ("met", "happened", None, "Bridge")
        ]


class TestSchema:
    def test_every_table_and_view_has_a_meaning_in_a_line(self, path: Path) -> None:
        with Archive(path, readonly=True) as archive:
            schema = describe_schema(archive.connection)
        assert [table.name for table in schema.tables[:5]] == [
            "said_by", "current_pages", "unnamed_share", "speakers", "told_events",
        ]  # fmt: skip
        names = {table.name for table in schema.tables}
        assert {"pages", "versions", "statements", "profiles", "statements_fts"} <= names
        assert not any("_fts_" in name or name.startswith("sqlite") for name in names)
        for table in schema.tables:
            assert table.meaning, table.name
            assert "\n" not in table.meaning
            assert table.columns, table.name

    def test_every_column_of_a_view_has_a_meaning(self, path: Path) -> None:
        with Archive(path, readonly=True) as archive:
            schema = describe_schema(archive.connection)
        for table in schema.tables:
            for column in table.columns:
                assert column.meaning or table.kind != "view", (table.name, column.name)
        said_by = schema.tables[0]
        meanings = {column.name: column.meaning for column in said_by.columns}
        assert meanings["cue"] == "the words of saying"
        statements = next(table for table in schema.tables if table.name == "statements")
        meanings = {column.name: column.meaning for column in statements.columns}
        assert meanings["source"] == "name of the entity"

    @pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.question)
    def test_examples_run(self, path: Path, example: Any) -> None:
        with run_sql(path, example.query) as answer:
            assert answer.columns
            list(answer.rows)

    def test_the_first_example_answers_its_question(self, path: Path) -> None:
        assert asked(path, EXAMPLES[0].query) == [
            ("2026-03-12T08:00:00Z", "The Courier", "that she knew",
             "https://courier.example/bridge")
        ]  # fmt: skip


class TestReadOnly:
    @pytest.mark.parametrize(
        "query",
        [
            "DELETE FROM statements",
            "UPDATE pages SET version_id = 2",
            "INSERT INTO stories DEFAULT VALUES",
            "DROP TABLE statements",
            "CREATE TEMP TABLE t (a)",
            "ATTACH 'OTHER' AS other",
            "VACUUM INTO 'OTHER'",
            "PRAGMA query_only = OFF",
            "PRAGMA writable_schema = ON",
            "PRAGMA journal_mode = DELETE",
            "BEGIN IMMEDIATE",
            "SELECT load_extension('evil')",
            "INSERT INTO statements_fts (statements_fts) VALUES ('delete-all')",
            "WITH x AS (SELECT 1) DELETE FROM pages",
        ],
    )
    def test_nothing_can_be_changed(self, path: Path, query: str, tmp_path: Path) -> None:
        before = path.read_bytes()
        with pytest.raises(SqlError, match=r"would change the archive|cannot be run"):
            asked(path, query.replace("OTHER", str(tmp_path / "other.db")))
        assert path.read_bytes() == before
        assert not (tmp_path / "other.db").exists()

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT count(*) FROM pages",
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION SELECT 2 FROM n LIMIT 5) SELECT * FROM n",
            "SELECT name FROM sqlite_schema",
            "SELECT * FROM pragma_table_info('pages')",
            "PRAGMA table_info(pages)",
            "EXPLAIN QUERY PLAN SELECT * FROM pages",
            "VALUES (1), (2)",
            "SELECT highlight(statements_fts, 1, '', '') FROM statements_fts('bridge')",
            "SELECT * FROM json_each('[1]')",
            "SELECT 1;",
        ],
    )
    def test_whatever_only_reads_is_answered(self, path: Path, query: str) -> None:
        assert asked(path, query)

    def test_an_endless_query_ends(self, path: Path) -> None:
        endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        with pytest.raises(SqlError, match=r"took longer than 0\.2 seconds"):
            asked(path, endless + "SELECT max(i) FROM n", seconds=0.2)
        with (
            pytest.raises(SqlError, match="took longer"),
            run_sql(path, endless + "SELECT i FROM n WHERE i % 100000 = 0", seconds=0.2) as answer,
        ):
            for _ in answer.rows:
                pass

    def test_no_value_takes_all_memory(self, path: Path) -> None:
        with pytest.raises(SqlError, match="cannot be run: string or blob too big"):
            asked(path, "SELECT zeroblob(2000000000)")

    @pytest.mark.parametrize(
        ("query", "message"),
        [
            ("SELEKT 1", 'cannot be run: near "SELEKT"'),
            ("SELECT 1; SELECT 2", "one statement at a time. Sayso sql tells"),
            ("SELECT * FROM quotes", "cannot be run: no such table: quotes"),
            ("", "asks for nothing. Begin it with SELECT"),
            ("-- nothing", "asks for nothing"),
            ("SELECT '\0'", "cannot be run"),
            ("SELECT '\ud800", "cannot be run"),
            ("SELECT * FROM statements_fts WHERE statements_fts MATCH '\"'", "cannot be run"),
        ],
    )
    def test_what_is_no_query(self, path: Path, query: str, message: str) -> None:
        with pytest.raises(SqlError) as caught:
            asked(path, query)
        assert message in str(caught.value)


def test_what_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no archive"):
        asked(tmp_path / "none.db", "SELECT 1")
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE t (a)")
    with pytest.raises(NotAnArchiveError):
        asked(other, "SELECT 1")
