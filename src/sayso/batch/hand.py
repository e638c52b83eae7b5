"""The process that reads: it holds one session of the model, and may die of a page.

It talks with the `Worker` that started it over a socket, and ends when that does.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from socket import gethostname
from typing import TYPE_CHECKING, Final, Literal

from sayso.batch.dataset import Manifest, write_shard
from sayso.batch.plan import Shard
from sayso.batch.slices import open_unit
from sayso.batch.spool import Result, Spool
from sayso.batch.stores import Folder
from sayso.batch.tables import Failure, FailureKind, failure_of
from sayso.errors import SaysoError
from sayso.models import reader_version
from sayso.pages import Known, Opened, PageOptions, Problem
from sayso.reader.garbage import collect_rarely
from sayso.reading import Page

if TYPE_CHECKING:
    from sayso.reader.reader import Reader

READER: Final = "sayso.api:make_reader"
"""What makes the Reader: `module:function`, which is given the number of threads."""
OPENING: Final = 10
"""Times the limit of a page that finding its bytes may take: in packed JSON Lines, what is before
them is unpacked, too."""
CAREFUL: Final = 64
"""Results that are made one by one after a death: a Reader has fewer pages in hand at once."""

_GONE: Final = 0.3
"""Seconds after which a process whose files are closed has ended."""

Stage = Literal["opening", "reading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is the same for all shards of a run."""

    output: str
    options: PageOptions
    seconds: float
    """That one page may take."""
    made_by: str
    """See `sayso.models.reader_version`: what the dataset is to be made with, on every node."""
    reader: str = READER


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why a result is not tried again."""

    kind: FailureKind
    cause: str
    stage: Stage
    """Whether its bytes were being found, or a page was being made of them and read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A shard, and what is known of it from earlier tries."""

    shard: Shard
    spool: str
    careful: bool
    verdicts: dict[int, Verdict]
    """By the number of the result in the shard, from 0."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded."""


@dataclass(frozen=True, slots=True)
class At:
    """One result is being made by itself."""

    number: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class Progress:
    """So many results are kept; after the last comes the writing."""

    count: int


@dataclass(frozen=True, slots=True)
class Writing:
    """All results are there."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The shard cannot be written, or the store not be read."""

    cause: str


Message = Ready | At | Progress | Writing | Manifest | Refused


def main() -> None:
    """Reads shards until nobody asks for any more. The arguments are the number of the
    socket and the folder of the worker."""
    # What libraries print is no business of whoever started the run.
    os.dup2(2, 1)
    collect_rarely()
    connection = Connection(int(sys.argv[1]))
    # What a hanging page prevents, ending with the worker, is done by a thread that Python has no
    # part in.
    faulthandler.enable()
    parent = os.getppid()
    try:
        job: Job = connection.recv()
        module, _, function = job.reader.partition(":")
        reader: Reader = getattr(import_module(module), function)(1)
        with closing(reader):
            connection.send(Ready())
            while True:
                task: Task = connection.recv()
                connection.send(_work(task, job, reader, connection))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        # The worker is gone; if it was killed, it could not take its folder away.
        time.sleep(_GONE)
        if os.getppid() != parent:
            shutil.rmtree(sys.argv[2], ignore_errors=True)


def _work(task: Task, job: Job, reader: Reader, connection: Connection) -> Manifest | Refused:
    here = reader_version() if job.reader == READER else job.made_by
    if here != job.made_by:
        return Refused(
            f"A worker has {here}, and the run {job.made_by}. "
            "Install the same sayso on all nodes, then run the same again."
        )
    spool = Spool(Path(task.spool))
    try:
        with closing(spool):
            for result in _Results(task, job, spool.count, connection).read(reader):
                spool.add(result)
                connection.send(Progress(spool.count))
            faulthandler.cancel_dump_traceback_later()
            connection.send(Writing())
            return write_shard(Folder(job.output), task.shard, spool)
    except SaysoError as error:
        return Refused(str(error))
    except OSError as error:
        if isinstance(error, BrokenPipeError | ConnectionResetError):
            raise
        return Refused(
            f"A worker could not go on: {error.strerror or error}. What it has read lies in "
            f"{str(Path(task.spool).parent.parent)!r} on {gethostname()!r} until it is written; "
            "see that there is room, or name another folder by TMPDIR."
        )


class _Results:
    """The results of a shard that are not there yet, in their order."""

    def __init__(self, task: Task, job: Job, finished: int, connection: Connection) -> None:
        self._task = task
        self._job = job
        self._finished = finished
        self._connection = connection
        self._number = 0
        """Of the result that is being made."""
        self._careful = task.careful

    def read(self, reader: Reader) -> Iterator[Result]:
        """Reads what is not finished; one by one first, if something went wrong there."""
        items = self._items()
        if self._careful:
            for item in islice(items, CAREFUL):
                yield (item, reader.read(item.page)) if isinstance(item, Opened) else item
            self._careful = False
        waiting: deque[Opened | Failure] = deque()

        def pages() -> Iterator[Page]:
            for item in items:
                waiting.append(item)
                if isinstance(item, Opened):
                    yield item.page

        for reading in reader.read_many(pages()):
            while not isinstance(first := waiting.popleft(), Opened):
                yield first
            yield first, reading
        for left in waiting:
            assert not isinstance(left, Opened), "fewer Readings than pages"
            yield left

    def _items(self) -> Iterator[Opened | Failure]:
        """What the units hold from the first that is not finished on."""
        for unit in self._task.shard.units:
            found = open_unit(unit, options=self._job.options, known=self._is_passed)
            while True:
                verdict = self._verdict()
                if verdict is not None and verdict.stage == "opening":
                    # Where it comes from cannot be read on.
                    item: Opened | Known | Problem | Failure | None = Failure(
                        origin=unit.origin, cause=verdict.cause, kind=verdict.kind
                    )
                else:
                    self._tell("opening")
                    item = next(found, None)
                if item is None:
                    break
                if self._number >= self._finished:
                    if isinstance(item, Known):
                        assert verdict is not None
                        yield Failure(origin=item.origin, cause=verdict.cause, kind=verdict.kind)
                    else:
                        yield failure_of(item) if isinstance(item, Problem) else item
                self._number += 1
                if isinstance(item, Failure):
                    break

    def _verdict(self) -> Verdict | None:
        return self._task.verdicts.get(self._number)

    def _is_passed(self, digest: str) -> bool:
        """Whether no page is made of the bytes that were found: it is finished, or given up."""
        if self._number < self._finished or self._verdict() is not None:
            return True
        self._tell("reading")
        return False

    def _tell(self, stage: Stage) -> None:
        # Should the worker be gone, a page that hangs must not stay for ever.
        faulthandler.dump_traceback_later(2 * OPENING * self._job.seconds, exit=True)
        if self._careful and self._number >= self._finished:
            self._connection.send(At(self._number, stage))
