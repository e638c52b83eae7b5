"""The archive's file: opened, checked, brought up to date, and written to one page at a time.

One SQLite file in WAL mode: any number of processes read it while one writes. What a transaction
wrote is there after a crash, and what it did not finish never was.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sayso.archive.migrations import migrations
from sayso.errors import (
    ArchiveBusyError,
    ArchiveError,
    ArchiveFullError,
    NewerArchiveError,
    NotAnArchiveError,
)

APPLICATION_ID: Final = 0x73617973
"""What SQLite writes into the file's header for `file` and the like: "says"."""
PAGE_SIZE: Final = 4096
"""Bytes. A page that is kept changes some 150 of these all over the indexes, and each goes through
the log as a whole: with 8192 keeping one takes a twelfth longer, and the file is 7 % smaller."""
CACHE: Final = 65_536
"""KiB of the file that a writer holds in memory: with SQLite's default of 2,000 it reads indexes
of a large archive again for each page."""
READING_CACHE: Final = 16_384
"""The same of a reader, of whom there may be many."""
MAPPED: Final = 2_147_418_112
"""Bytes of the file, SQLite's most, that a writer reads as memory. Keeping a page in a large
archive takes some 200 reads all over the file, and by calls a twentieth longer. A disk that fails
then ends the process, and what was kept is whole; a reader may be a server, and goes without."""
LOG: Final = 67_108_864
"""Bytes of the write-ahead log after which it goes into the file. What several of the pages that
are kept touch is written to the file once: with SQLite's default of 1000 changed pages of the file,
it would go there with every sixth page that is kept."""
STATEMENTS: Final = 512
"""Statements of SQL that stay prepared; to keep a page takes about a hundred."""
PATIENCE: Final = 30.0
"""Seconds to wait for another process that writes. Writing a page takes milliseconds."""


class Archive:
    """An open archive. One thread uses it at a time; a process may open it several times.

    A context manager: leaving it closes the file.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = False,
        readonly: bool = False,
        patience: float = PATIENCE,
    ) -> None:
        """Opens the archive at `path`; with `create`, makes it if there is none.

        An archive of an older version of sayso is brought up to date, unless `readonly`. Raises
        `ArchiveError`.
        """
        self.path = Path(path)
        self.readonly = readonly
        if not self.path.exists() and (readonly or not create):
            raise ArchiveError(
                f"there is no archive at {os.fspath(path)!r}",
                step="make one with sayso add, or name another with --archive",
            )
        with self._explained():
            self.connection = self._connect(patience)
            try:
                self._check()
                if not readonly:
                    self._bring_up_to_date()
            except BaseException:
                self.connection.close()
                raise

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all that is written in it is kept, or, if it raises, nothing.

        Raises `ArchiveBusyError`, `ArchiveFullError` or `ArchiveError`.
        """
        with self._explained():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the archive, however much is written meanwhile. Raises `ArchiveError`."""
        with self._explained():
            if self.connection.in_transaction:
                yield self.connection
                return
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self._roll_back()

    def _roll_back(self) -> None:
        # After some errors SQLite has done it by itself.
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _connect(self, patience: float) -> sqlite3.Connection:
        mode = "ro" if self.readonly else "rwc"
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=STATEMENTS,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = {-(READING_CACHE if self.readonly else CACHE)}")
        connection.execute(f"PRAGMA mmap_size = {0 if self.readonly else MAPPED}")
        return connection

    def _check(self) -> None:
        """Refuse what is no archive, before anything is written to it."""
        application = self._pragma("application_id")
        version = self._pragma("user_version")
        tables = self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application == 0 and version == 0 and not tables and not self.readonly:
            return
        if application != APPLICATION_ID:
            raise NotAnArchiveError(
                f"{os.fspath(self.path)!r} is no archive of sayso's, but another SQLite file",
                step="name another file with --archive",
            )
        newest = len(migrations())
        if version > newest:
            raise NewerArchiveError(
                f"the archive {os.fspath(self.path)!r} was made by a newer version of sayso "
                f"(its schema is number {version}, and this version knows {newest})",
                step="install the newer version: pip install --upgrade sayso",
            )
        if self.readonly and version < newest:
            raise ArchiveError(
                f"the archive {os.fspath(self.path)!r} was made by an older version of sayso",
                step="open it for writing once, which brings it up to date",
            )

    def _bring_up_to_date(self) -> None:
        if self._pragma("user_version") == 0:
            self.connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = NORMAL")
        changed = LOG // self._pragma("page_size")
        self.connection.execute(f"PRAGMA wal_autocheckpoint = {changed}")
        self.connection.execute(f"PRAGMA journal_size_limit = {LOG}")
        for migration in migrations():
            if migration.number <= self._pragma("user_version"):
                continue
            with self.writing() as connection:
                # Somebody else may have got here first.
                if migration.number <= self._pragma("user_version"):
                    continue
                for statement in migration.statements():
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {migration.number}")

    def _pragma(self, name: str) -> int:
        return int(self.connection.execute(f"PRAGMA {name}").fetchone()[0])

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """SQLite's errors, with the file and what to do."""
        name = os.fspath(self.path)
        try:
            yield
        except sqlite3.OperationalError as error:
            code = error.sqlite_errorcode & 0xFF
            if code == sqlite3.SQLITE_BUSY:
                raise ArchiveBusyError(
                    f"another process is writing to the archive {name!r}",
                    step="wait until it is done, or stop it, and try again; nothing is lost",
                ) from error
            if code == sqlite3.SQLITE_FULL:
                raise ArchiveFullError(
                    f"there is no room to write to the archive {name!r}: the disk is full",
                    step="make room and run the same command again; what was kept is whole",
                ) from error
            raise ArchiveError(
                f"the archive {name!r} cannot be used: {error}",
                step="check its folder and permissions, and that there is room on the disk",
            ) from error
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code == sqlite3.SQLITE_NOTADB:
                raise NotAnArchiveError(
                    f"{name!r} is no archive of sayso's, nor any SQLite file",
                    step="name another file with --archive",
                ) from error
            if code == sqlite3.SQLITE_CORRUPT:
                raise ArchiveError(
                    f"the archive {name!r} is damaged: {error}",
                    step="copy it, then try SQLite's .recover, or restore a backup",
                ) from error
            raise
