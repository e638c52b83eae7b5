"""The desk at which pages are read: one at a time, in the order in which they came.

A page is opened (fetched, perhaps) by one of a few threads and then read by one; whoever sent it
gets an id at once and asks how far it is. What was read is held for a while and then forgotten.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, Literal

from sayso.errors import PageTooLargeError, SaysoError
from sayso.pages import Opened
from sayso.reading import Page, Reading
from sayso.web.problems import RoomError
from sayso.web.settings import Settings

State = Literal["waiting", "opening", "reading", "done", "failed"]

_OPENERS: Final = 4
"""Pages that are fetched at the same time: most of that is waiting for somebody else's server."""

_log = logging.getLogger("sayso.web")


@dataclass(slots=True)
class Job:
    """A page that somebody wants read."""

    id: str
    origin: str
    stage: State = "waiting"
    """How far it is, while it is not finished."""
    words: int | None = None
    """Of the page, once it is open."""
    characters: int = 0
    """Of its text, likewise."""
    opened: Opened | None = None
    """What it was made of, while it may be kept."""
    begun: float = field(default_factory=time.monotonic)
    outcome: Future[Reading | SaysoError] = field(default_factory=Future)
    """An error is a result of it, so that nobody has to pick it up."""

    @property
    def finished(self) -> bool:
        """Whether it has come to an end, good or bad."""
        return self.outcome.done()

    @property
    def state(self) -> State:
        """How far it is."""
        if not self.outcome.done():
            return self.stage
        return "failed" if isinstance(self.outcome.result(), SaysoError) else "done"

    @property
    def reading(self) -> Reading | None:
        """The Reading, once there is one."""
        result = self.outcome.result() if self.outcome.done() else None
        return None if isinstance(result, SaysoError) else result

    @property
    def error(self) -> SaysoError | None:
        """Why there is no Reading and will be none."""
        result = self.outcome.result() if self.outcome.done() else None
        return result if isinstance(result, SaysoError) else None

    @property
    def seconds(self) -> float:
        """Since it came."""
        return time.monotonic() - self.begun

    def end(self, outcome: Reading | SaysoError) -> None:
        """Ends it, unless it has been ended."""
        with suppress(InvalidStateError):
            self.outcome.set_result(outcome)


class Desk:
    """Where pages are read. Used from any thread."""

    def __init__(self, read: Callable[[Page], Reading], settings: Settings) -> None:
        """`read` is called by one thread alone."""
        self._read = read
        self._settings = settings
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = Lock()
        self._openers: ThreadPoolExecutor | None = None
        self._readers: ThreadPoolExecutor | None = None

    def submit(self, origin: str, opening: Callable[[], Opened]) -> Job:
        """A job for the page that `opening` gives. Raises `RoomError` when too many wait."""
        job = Job(secrets.token_urlsafe(12), origin)
        with self._lock:
            self._forget()
            waiting = sum(not other.finished for other in self._jobs.values())
            if waiting >= self._settings.waiting_limit:
                raise RoomError(
                    503,
                    f"{waiting} pages are waiting to be read, which is as many as may",
                    step="try again in a minute",
                    headers={"Retry-After": "60"},
                )
            self._jobs[job.id] = job
            openers, _ = self._threads()
            openers.submit(self._open, job, opening)
        return job

    def find(self, job_id: str) -> Job:
        """The job with this id. Raises `RoomError` when there is none any more."""
        with self._lock:
            self._forget()
            job = self._jobs.get(job_id)
        if job is None:
            minutes = self._settings.held_seconds / 60
            raise RoomError(
                404,
                "this reading is not held any more, if it ever was",
                choices=f"readings are held for {minutes:.0f} minutes",
                step="send the page again",
            )
        return job

    def drop(self, job: Job) -> None:
        """Lets go of a job whose outcome has been taken; of one that goes on, when it is old."""
        with self._lock:
            if job.finished:
                self._jobs.pop(job.id, None)

    def before(self, job: Job) -> int:
        """How many pages are read before this one."""
        with self._lock:
            jobs = list(self._jobs.values())
        ahead = jobs[: jobs.index(job)] if job in jobs else []
        return sum(not other.finished for other in ahead)

    def warm(self) -> None:
        """Makes ready for the first page, in the background."""
        if callable(warm := getattr(self._read, "warm", None)):
            with self._lock:
                _, readers = self._threads()
            readers.submit(warm)

    def close(self) -> None:
        """Ends the threads; what waits is given up. A page that comes later starts them again."""
        with self._lock:
            threads, self._openers, self._readers = (self._openers, self._readers), None, None
            for pool in threads:
                if pool is not None:
                    pool.shutdown(wait=False, cancel_futures=True)
            unfinished = [job for job in self._jobs.values() if not job.finished]
        for job in unfinished:
            job.end(RoomError(503, "the room was closed", step="send the page again"))
        if callable(close := getattr(self._read, "close", None)):
            close()

    def _threads(self) -> tuple[ThreadPoolExecutor, ThreadPoolExecutor]:
        if self._openers is None or self._readers is None:
            self._openers = ThreadPoolExecutor(_OPENERS, "sayso-open")
            self._readers = ThreadPoolExecutor(1, "sayso-read")
        return self._openers, self._readers

    def _open(self, job: Job, opening: Callable[[], Opened]) -> None:
        job.stage = "opening"
        try:
            job.opened = opening()
            text = job.opened.page.text
            if len(text) > self._settings.text_limit:
                raise PageTooLargeError(
                    f"the page has {len(text):,} characters",
                    choices=f"at most {self._settings.text_limit:,} are read here",
                    step="read it with sayso read on your own machine",
                )
        except Exception as error:  # noqa: BLE001 - it is told to whoever waits for the job
            self._fail(job, error)
            return
        job.words, job.characters = len(text.split()), len(text)
        job.stage = "waiting"
        with self._lock:
            if job.finished:
                return
            _, readers = self._threads()
            readers.submit(self._finish, job)

    def _finish(self, job: Job) -> None:
        assert job.opened is not None
        job.stage = "reading"
        try:
            reading = self._read(job.opened.page)
        except Exception as error:  # noqa: BLE001 - it is told to whoever waits for the job
            self._fail(job, error)
            return
        if not self._settings.writable:
            job.opened = None
        job.end(reading)

    def _fail(self, job: Job, error: Exception) -> None:
        if not isinstance(error, SaysoError):
            _log.error("a page was not read", exc_info=error)
            error = RoomError(500, "the page could not be read: something is wrong in sayso itself")
        job.end(error)

    def _forget(self) -> None:
        """Lets go of what is too old or too much, finished jobs alone."""
        oldest = time.monotonic() - self._settings.held_seconds
        surplus = len(self._jobs) - self._settings.held_limit
        characters = sum(job.characters for job in self._jobs.values())
        for job in list(self._jobs.values()):
            if not job.finished:
                continue
            too_much = surplus > 0 or characters > self._settings.held_characters
            if too_much or job.begun < oldest:
                del self._jobs[job.id]
                surplus -= 1
                characters -= job.characters
