"""The archive as the room uses it: many readers at once, one writer, none of them for ever."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Full, LifoQueue
from threading import Lock
from typing import Final

from sayso.archive import Archive
from sayso.errors import ArchiveError
from sayso.web.problems import NoArchiveError, RoomError

_IDLE: Final = 8
"""Connections that are held open; opening one costs a millisecond."""
_STEPS: Final = 20_000
"""Of SQLite's machine between two looks at the clock, about a millisecond."""
_PATIENCE: Final = 5.0
"""Seconds that somebody waits for another who writes."""


class Shelf:
    """Where the archive stands. Used from any thread."""

    def __init__(self, path: str | Path | None, *, seconds: float, read_only: bool) -> None:
        """Opens nothing yet but an archive that is there, which is brought up to date.

        `seconds` is how long one question may take. Raises `ArchiveError`.
        """
        self._path = None if path is None else Path(path)
        self._seconds = seconds
        self._read_only = read_only
        self._idle: LifoQueue[Archive] = LifoQueue(_IDLE)
        self._writing = Lock()
        self._watch: sqlite3.Connection | None = None
        self._watching = Lock()
        if self._path is not None and self._path.exists():
            Archive(self._path, readonly=read_only).close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the archive. Raises `NoArchiveError` when there is none, or none yet."""
        archive = self._borrow()
        until = time.monotonic() + self._seconds
        late = False

        def too_late() -> int:
            nonlocal late
            late = time.monotonic() > until
            return int(late)

        archive.connection.set_progress_handler(too_late, _STEPS)
        try:
            with archive.reading() as connection:
                yield connection
        except ArchiveError:
            if late:
                raise RoomError(
                    503,
                    f"the answer took longer than {self._seconds:g} seconds",
                    step="ask for less: fewer words, or a shorter time",
                ) from None
            raise
        finally:
            archive.connection.set_progress_handler(None, 0)
            self._give_back(archive)

    @contextmanager
    def writing(self) -> Iterator[Archive]:
        """The archive to write to; it is made when there is none. Raises `ArchiveError`."""
        if self._path is None or self._read_only:
            raise NoArchiveError("this room has no archive to write to")
        with self._writing, Archive(self._path, create=True, patience=_PATIENCE) as archive:
            yield archive

    def state(self) -> int:
        """A number that changes when the archive does; 0 while there is none."""
        with self._watching:
            if self._watch is None:
                if self._path is None or not self._path.exists():
                    return 0
                self._watch = sqlite3.connect(
                    f"{self._path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
                )
            try:
                return int(self._watch.execute("PRAGMA data_version").fetchone()[0])
            except sqlite3.Error:
                self._watch.close()
                self._watch = None
                return 0

    def close(self) -> None:
        """Closes what is open and idle."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                break
        with self._watching:
            if self._watch is not None:
                self._watch.close()
                self._watch = None

    def _borrow(self) -> Archive:
        try:
            return self._idle.get_nowait()
        except Empty:
            pass
        if self._path is None:
            raise NoArchiveError(
                "this room has no archive", step="open it with one: sayso serve --archive FILE"
            )
        if not self._path.exists():
            raise NoArchiveError(
                "there is no page in the archive yet", step="add some: sayso add pages/"
            )
        return Archive(self._path, readonly=True, patience=_PATIENCE)

    def _give_back(self, archive: Archive) -> None:
        try:
            self._idle.put_nowait(archive)
        except Full:
            archive.close()
