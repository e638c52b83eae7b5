"""Work that would keep the room from answering, in a process of its own.

Python does one thing at a time in a process: while a page is read there, nobody would be answered.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Lock, Thread
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from sayso.reading import Page, Reading
from sayso.web.problems import RoomError

if TYPE_CHECKING:
    from sayso.reader.reader import Reader
    from sayso.stories.claims import StoryTelling

P = ParamSpec("P")
T = TypeVar("T")


class Worker:
    """One process that does one thing after another. Used from any thread; started when needed."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._lock = Lock()

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `function`, of a module, gives there. Raises what it raises.

        Raises `RoomError` when the process has died, as one does that takes too much memory; the
        next call starts another.
        """
        with self._lock:
            if self._pool is None:
                # Not forked: a copy of a process with threads may wait for ever for one of them.
                self._pool = ProcessPoolExecutor(1, get_context("spawn"), _attend)
            pool = self._pool
        try:
            return pool.submit(function, *args, **kwargs).result()
        except BrokenProcessPool as error:
            with self._lock:
                if self._pool is pool:
                    self._pool = None
            raise RoomError(
                503, "the process that does this has ended", step="try again in a moment"
            ) from error

    def close(self) -> None:
        """Ends the process, when it is done with what it does."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


class ReadingWorker:
    """The shipped reader in a process of its own."""

    def __init__(self, threads: int | None = None) -> None:
        """`threads` is the number of processor cores to use, by default all."""
        self._threads = threads
        self._worker = Worker()

    def __call__(self, page: Page) -> Reading:
        """The Reading of `page`."""
        return self._worker.call(_read, page, self._threads)

    def warm(self) -> None:
        """Loads the model."""
        self._worker.call(_warm, self._threads)

    def close(self) -> None:
        """Ends the process."""
        self._worker.close()


class ComparingWorker:
    """`sayso.stories.claims.tell` in a process of its own."""

    def __init__(self) -> None:
        self._worker = Worker()

    def __call__(self, readings: Sequence[Reading], copies: Mapping[str, str]) -> StoryTelling:
        """The story that the pages tell together."""
        return self._worker.call(_compare, readings, copies)

    def close(self) -> None:
        """Ends the process."""
        self._worker.close()


_reader: Reader | None = None
"""Of the process that reads."""


def _warm(threads: int | None) -> None:
    global _reader  # one for the process, as the process is for one
    if _reader is None:
        from sayso.api import make_reader

        _reader = make_reader(threads)


def _read(page: Page, threads: int | None) -> Reading:
    _warm(threads)
    assert _reader is not None
    return _reader.read(page)


def _compare(readings: Sequence[Reading], copies: Mapping[str, str]) -> StoryTelling:
    from sayso.stories.claims import tell

    return tell(readings, copies)


def _attend() -> None:
    """Has this process end when the room has, however that ended, and not before."""
    # Ctrl-C goes to all processes of a terminal; the room is done with what it does first.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    room = parent_process()
    assert room is not None

    def watch() -> None:
        room.join()
        # Whatever is being done is for nobody.
        os._exit(0)

    Thread(target=watch, daemon=True).start()
