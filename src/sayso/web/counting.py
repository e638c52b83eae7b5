"""Counts that take long in a large archive: made in the background, shown as they last were."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Lock
from typing import Final, Generic, TypeVar

from fastapi.concurrency import run_in_threadpool

from sayso.errors import SaysoError

T = TypeVar("T")

_PAUSE: Final = 0.2
"""Seconds between two looks whether something is counted."""
_FRESH: Final = 60.0
"""Seconds for which counts are shown though pages have come since."""
_HELD: Final = 200
_WAITING: Final = 32
"""Counts that are waited for; whoever wants one more asks again."""


@dataclass(frozen=True, slots=True)
class Count(Generic[T]):
    """What was counted, and when (a `time.time`)."""

    result: T
    made: float
    state: int


class Counting(Generic[T]):
    """Counts one thing at a time. Used from any thread."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, Count[T]] = OrderedDict()
        self._running: dict[Hashable, Future[None]] = {}
        self._failed: dict[Hashable, SaysoError] = {}
        self._lock = Lock()
        self._pool: ThreadPoolExecutor | None = None

    def ask(
        self,
        key: Hashable,
        count: Callable[[], T],
        *,
        state: int,
        patience: float,
    ) -> Count[T] | None:
        """What `count` gave last for `key`; None while it has not given anything yet.

        So many seconds of `patience` are waited for it. It is called again when the archive, whose
        state is `state`, has changed and a minute has gone by. Raises the `SaysoError` that it
        raised.
        """
        with self._lock:
            held = self._held.get(key)
            stale = held is None or (held.state != state and held.made < time.time() - _FRESH)
            if held is not None:
                self._held.move_to_end(key)
            running = self._running.get(key)
            if stale and running is None and len(self._running) < _WAITING:
                if self._pool is None:
                    self._pool = ThreadPoolExecutor(1, "sayso-count")
                running = self._pool.submit(self._count, key, count, state)
                self._running[key] = running
        if held is not None:
            return held
        if running is None:
            return None
        wait([running], patience)
        if running.done() and not running.cancelled():
            # What is no `SaysoError` is a bug, and whoever waited is told of it.
            running.result()
        with self._lock:
            if (error := self._failed.pop(key, None)) is not None:
                raise error
            return self._held.get(key)

    def close(self) -> None:
        """Ends the thread."""
        with self._lock:
            pool, self._pool = self._pool, None
            self._running.clear()
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _count(self, key: Hashable, count: Callable[[], T], state: int) -> None:
        try:
            result = count()
        except SaysoError as error:
            with self._lock:
                self._failed[key] = error
        else:
            with self._lock:
                self._held[key] = Count(result, time.time(), state)
                while len(self._held) > _HELD:
                    self._held.popitem(last=False)
        finally:
            with self._lock:
                self._running.pop(key, None)


async def patiently(ask: Callable[[], T | None], seconds: float) -> T | None:
    """What `ask` gives, asked again and again for so long; no thread waits for it."""
    until = time.monotonic() + seconds
    while (found := await run_in_threadpool(ask)) is None and time.monotonic() < until:
        await asyncio.sleep(_PAUSE)
    return found
