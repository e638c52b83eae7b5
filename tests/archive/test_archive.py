"""The archive's file: what is refused, what two processes do, and what is left after the worst."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.archive.archive import APPLICATION_ID
from sayso.archive.migrations import migrations
from sayso.archive.profiles import find_profiles
from sayso.archive.stored import page_ids, reading_of
from sayso.errors import (
    ArchiveBusyError,
    ArchiveError,
    ArchiveFullError,
    NewerArchiveError,
    NotAnArchiveError,
)
from tests.archive.made import fill, opened, put, rows
from tests.archive.test_profiles import org
from tests.archive.test_profiles import put as put_people


def story(number: int) -> str:
    return f"Bridge {number} is shut.\n\n“It is not safe,” Whitlock said of bridge {number}.\n"


def test_an_archive_is_an_sqlite_file_of_its_own_kind(tmp_path: Path) -> None:
    fill(tmp_path / "sayso.db", [opened(story(1))]).close()
    with sqlite3.connect(tmp_path / "sayso.db") as plain:
        assert plain.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert plain.execute("PRAGMA user_version").fetchone() == (len(migrations()),)
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"no archive at .*Make one with sayso add"):
        Archive(tmp_path / "sayso.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"Not a database at all.\n" * 100, b"PK\x03\x04" * 500])
def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sayso.db"
    path.write_bytes(content)
    for create in (False, True):
        with pytest.raises(NotAnArchiveError, match="nor any SQLite file"):
            Archive(path, create=create)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE birds (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotAnArchiveError, match="another SQLite file"):
        Archive(path, create=True)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_an_archive(tmp_path: Path) -> None:
    # What a process leaves that was killed as it made one.
    path = tmp_path / "sayso.db"
    path.touch()
    with Archive(path, create=True) as archive:
        assert put(archive, opened(story(1))).outcome == "new"


def test_an_archive_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    archive = fill(path, [opened(story(1))])
    archive.connection.execute("PRAGMA user_version = 999")
    archive.close()
    with pytest.raises(NewerArchiveError, match=r"schema is number 999.*pip install --upgrade"):
        Archive(path)


def test_a_folder_and_a_missing_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be used"):
        Archive(tmp_path, create=True)
    with pytest.raises(ArchiveError, match="cannot be used"):
        Archive(tmp_path / "none" / "sayso.db", create=True)


def test_a_damaged_archive_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    with fill(path, [opened(story(n)) for n in range(30)]) as archive:
        archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match="damaged"), Archive(path) as archive:
        put(archive, opened(story(31)))


def test_a_second_writer_waits_and_is_told_when_it_waits_too_long(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    first = fill(path, [opened(story(1))])
    with Archive(path, patience=0.1) as second:
        with first.writing():
            began = time.monotonic()
            with pytest.raises(ArchiveBusyError, match="Another process is writing"):
                put(second, opened(story(2)))
            assert time.monotonic() - began >= 0.1
            # Who only reads does not wait.
            assert list(page_ids(second.connection)) == [1]
        assert put(second, opened(story(2))).outcome == "new"


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    fill(path, [opened(story(1))]).close()
    with Archive(path, readonly=True) as archive:
        assert reading_of(archive.connection, 1).page.text == story(1)
        with pytest.raises(ArchiveError):
            put(archive, opened(story(2)))


def _schema(archive: Archive) -> list[tuple[object, ...]]:
    return rows(archive, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")


@pytest.mark.parametrize("before", [5, 6])
def test_an_archive_of_an_earlier_version_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    path = tmp_path / "sayso.db"
    pages = [opened(story(n)) for n in range(5)]

    def add_people(archive: Archive) -> None:
        put_people(archive, "Dana Whitlock", org("Food Safety Agency"), name="1")
        put_people(archive, "D. Whitlock", "Hal van Bergen", "Rubenko", name="2")

    with monkeypatch.context() as earlier:
        steps = migrations()[:before]
        earlier.setattr("sayso.archive.archive.migrations", lambda: steps)
        earlier.setattr("sayso.archive.profiles.store.row_key", str)
        with fill(path, pages) as archive:
            add_people(archive)
            kept = list(archive.connection.iterdump())
    with pytest.raises(ArchiveError, match=r"older version.*Open it for writing once"):
        Archive(path, readonly=True)
    with Archive(path) as archive, fill(tmp_path / "new.db", pages) as new:
        add_people(new)
        assert rows(archive, "PRAGMA user_version") == [(len(migrations()),)]
        assert _schema(archive) == _schema(new)
        there = set(archive.connection.iterdump())
        gone = [line for line in kept if line.startswith("INSERT") and line not in there]
        assert [line for line in gone if '"profile_keys"' not in line] == []
        keys = "SELECT * FROM profile_keys ORDER BY key, profile_id"
        assert rows(archive, keys) == rows(new, keys)
        for asked in ("dana whitlock", "whitlock", "bergen", "agen", "van ber"):
            found = find_profiles(archive.connection, asked)
            assert found
            assert found == find_profiles(new.connection, asked)
        assert put(archive, opened(story(5))).outcome == "new"
        assert put(archive, pages[1]).outcome == "known"
        assert rows(archive, "PRAGMA integrity_check") == [("ok",)]
        assert rows(archive, "PRAGMA foreign_key_check") == []
    Archive(path, readonly=True).close()


def test_what_refers_to_a_row_is_found_without_going_through_all(tmp_path: Path) -> None:
    # Else SQLite does so each time that such a row is written, and pages cost more and more.
    with Archive(tmp_path / "sayso.db", create=True) as archive:
        tables = rows(archive, "SELECT name FROM pragma_table_list WHERE type = 'table'")
        missing = {
            (table, column)
            for (table,) in tables
            for (column,) in rows(
                archive, 'SELECT "from" FROM pragma_foreign_key_list(?) WHERE seq = 0', table
            )
            if not rows(
                archive,
                "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2 AND pk = 1"
                " UNION SELECT 1 FROM pragma_index_list(?1) AS l, pragma_index_info(l.name) AS i"
                " WHERE NOT l.partial AND i.seqno = 0 AND i.name = ?2",
                table,
                column,
            )
        }
    # Changes are never taken away.
    assert missing == {("profiles_apart", "change_id")}


def test_a_full_disk_loses_the_page_in_hand_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    archive = fill(path, [opened(story(1))])
    pages = archive.connection.execute("PRAGMA page_count").fetchone()[0]
    archive.connection.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(ArchiveFullError, match=r"disk is full.*what was kept is whole"):
        _put_stories(archive, range(2, 1000))
    kept = len(list(page_ids(archive.connection)))
    archive.close()
    with Archive(path, create=True) as archive:
        assert rows(archive, "PRAGMA integrity_check") == [("ok",)]
        assert len(list(page_ids(archive.connection))) == kept
        assert put(archive, opened(story(1000) * 20)).outcome == "new"


def _put_stories(archive: Archive, numbers: Iterable[int]) -> None:
    for number in numbers:
        put(archive, opened(story(number) * 20))


FILLING = """
import sys
from pathlib import Path
from sayso.archive import Archive
from tests.archive.made import opened, put
from tests.archive.test_archive import story
with Archive(sys.argv[1], create=True) as archive:
    for number in range(int(sys.argv[2])):
        if put(archive, opened(story(number))).outcome == "new":
            print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX's")
def test_killed_in_the_midst_of_writing_it_loses_nothing_that_it_had_said(
    tmp_path: Path, root: Path
) -> None:
    path = tmp_path / "sayso.db"
    wanted = 400
    said: set[int] = set()
    kills = 0
    while True:
        process = subprocess.Popen(
            [sys.executable, "-c", FILLING, str(path), str(wanted)],
            cwd=root,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        # So many more pages each time, so that it is somewhere else in its writing when it dies.
        until = 7 + 11 * kills
        for count, line in enumerate(process.stdout, start=1):
            said.add(int(line))
            if count == until and kills < 12:
                process.send_signal(signal.SIGKILL)
                break
        said.update(int(line) for line in process.stdout if line.endswith("\n"))
        process.stdout.close()
        code = process.wait()
        with Archive(path, create=True) as archive:
            assert rows(archive, "PRAGMA integrity_check") == [("ok",)]
            assert rows(archive, "PRAGMA foreign_key_check") == []
            there = {
                int(reading_of(archive.connection, page_id).page.text.split()[1])
                for page_id in page_ids(archive.connection)
            }
            # Killed between COMMIT and print, it may have one that it had not said.
            assert said <= there
            assert len(there - said) <= 1
            said = there
        if code == 0:
            break
        assert code == -signal.SIGKILL
        kills += 1
    assert said == set(range(wanted))
    assert kills >= 4
