"""Shards → the dataset, one after the other, whatever happens to the process that reads.

The process (`hand`) may be killed, crash or hang. What it has finished of the shard is kept; what
it may have died of is then read page by page, so that the page is found that is to blame. That is
not read again: it is an error with its cause, and the rest of the shard goes on.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final, Self

from sayso.batch.dataset import Manifest
from sayso.batch.errors import BatchError
from sayso.batch.hand import (
    OPENING,
    At,
    Job,
    Message,
    Progress,
    Refused,
    Stage,
    Task,
    Verdict,
    Writing,
)
from sayso.batch.plan import Shard

STARTING: Final = 300.0
"""Seconds in which a process must have loaded the model. It takes two; on a machine that has just
started, with cold disks, a minute has been seen."""
WRITING: Final = 900.0
"""Seconds in which a shard must be written."""
STRIKES: Final = 2
"""So often a process must be killed over one page, alone, before the page is to blame: one time it
may have been anybody."""
TRIES: Final = 5
"""Times that a process may die while it starts."""
DEATHS: Final = 20
"""Times in a row that it may die without having read or written anything: by other hands than a
page's, which is told from these."""


# Not by -m, which would have the classes of its messages twice.
_START: Final = "from sayso.batch.hand import main; main()"


class StoppedError(Exception):
    """The worker was told to stop."""


class _DiedError(Exception):
    """The process is gone."""


class _SlowError(Exception):
    """The process has said nothing for too long."""


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    connection: Connection
    errors: IO[bytes]

    def receive(self, seconds: float) -> Message:
        try:
            if not self.connection.poll(seconds):
                raise _SlowError
            return self.connection.recv()  # type: ignore[no-any-return]
        except (EOFError, OSError):
            raise _DiedError from None

    def send(self, what: Job | Task) -> None:
        try:
            self.connection.send(what)
        except OSError:
            raise _DiedError from None

    def kill(self) -> int:
        """Ends it; how it ended, as `subprocess` has it."""
        self.connection.close()
        # One that is dying by itself may say why.
        with suppress(subprocess.TimeoutExpired):
            return self.process.wait(1)
        self.process.kill()
        return self.process.wait()

    def last_words(self) -> str:
        self.errors.seek(0)
        lines = self.errors.read().decode("utf-8", "replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


class Worker:
    """Reads shards in a process of its own. For one thread, the one that made it."""

    def __init__(self, job: Job, *, told: Callable[[], object] | None = None) -> None:
        """`told` is called for each result of the shard in hand."""
        self._job = job
        self._told = told or (lambda: None)
        self._child: _Child | None = None
        self._folder = TemporaryDirectory(prefix="sayso-batch-")
        self._shards = 0
        self._stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Of the process that reads, if there is one."""
        return self._child.process.pid if self._child else None

    def stop(self) -> None:
        """Makes `work` raise `StoppedError` soon. For other threads."""
        self._stopped = True
        if (child := self._child) is not None:
            child.process.kill()

    def close(self) -> None:
        """Ends the process."""
        if self._child is not None:
            self._child.connection.close()
            self._child.process.kill()
            self._child.process.wait()
            self._child.errors.close()
            self._child = None
        self._folder.cleanup()

    def start(self) -> None:
        """Loads the model, which the first shard would else do. Raises `BatchError`."""
        for _ in range(TRIES):
            if self._stopped:
                raise StoppedError
            if self._child is not None:
                return
            self._child = self._started()
            try:
                self._child.send(self._job)
                self._child.receive(STARTING)
            except (_DiedError, _SlowError):
                words = self._bury()[1]
        if self._child is None:
            raise BatchError(
                f"a worker does not start: its process ended {TRIES} times before it had loaded "
                f"the model ({words or 'without a word'})",
                step="see that sayso is installed there, with the model, and that there is memory "
                "enough: about 600 MB a worker",
            )

    def work(self, shard: Shard) -> Manifest:
        """Reads and writes a shard. Raises `BatchError` when it cannot be written."""
        self._shards += 1
        spool = Path(self._folder.name) / f"{self._shards}.spool"
        try:
            return self._work(shard, spool)
        finally:
            with suppress(FileNotFoundError):
                spool.unlink()

    def _work(self, shard: Shard, spool: Path) -> Manifest:
        verdicts: dict[int, Verdict] = {}
        strikes: Counter[int] = Counter()
        careful = False
        deaths = 0
        while True:
            self.start()
            assert self._child is not None
            last: Message | None = None
            slow = False
            try:
                self._child.send(
                    Task(shard=shard, spool=str(spool), careful=careful, verdicts=verdicts)
                )
                while True:
                    last = self._child.receive(self._patience(last))
                    if isinstance(last, Manifest):
                        return last
                    if isinstance(last, Refused):
                        raise BatchError(last.cause.rstrip("."))
                    if isinstance(last, Progress):
                        deaths = 0
                        self._told()
            except _DiedError:
                pass
            except _SlowError:
                slow = True
            status, words = self._bury(slow=slow)
            deaths += 1
            if isinstance(last, At):
                strikes[last.number] += 1
                if slow or status > 0 or strikes[last.number] >= STRIKES:
                    verdicts[last.number] = self._verdict(last.stage, slow, status, words)
            elif deaths >= DEATHS:
                raise BatchError(
                    f"a worker died {deaths} times without reading or writing anything of shard "
                    f"{shard.name} ({words or 'without a word'}; it begins with "
                    f"{shard.units[0].origin!r})"
                )
            careful = True

    def _patience(self, last: Message | None) -> float:
        """Seconds that may pass before the next message."""
        if isinstance(last, Writing):
            return WRITING
        if isinstance(last, At) and last.stage == "opening":
            return OPENING * self._job.seconds
        # Of several pages that are read at once none is to blame yet for what they take together.
        return self._job.seconds

    def _verdict(self, stage: Stage, slow: bool, status: int, words: str) -> Verdict:
        rest = "" if stage == "reading" else " What comes after it in the same file was not read."
        if slow:
            return Verdict(
                kind="hung",
                stage=stage,
                cause=f"It was not read within {self._job.seconds:g} seconds.{rest} Give more "
                "(--page-seconds), or leave it out.",
            )
        how = (
            f"{_signal(-status)} {STRIKES} times, when nothing else was being read"
            if status < 0
            else words or f"exit status {status}"
        )
        hint = "There may be too little memory" if status == -signal.SIGKILL else "Please report it"
        return Verdict(
            kind="crashed",
            stage=stage,
            cause=f"Reading it ended the process that read it ({how}).{rest} {hint}.",
        )

    def _bury(self, *, slow: bool = False) -> tuple[int, str]:
        child, self._child = self._child, None
        assert child is not None
        if slow:
            child.process.kill()
        status = child.kill()
        words = child.last_words()
        child.errors.close()
        return status, words

    def _started(self) -> _Child:
        ours, theirs = socket.socketpair()
        errors = (Path(self._folder.name) / "stderr").open("w+b")
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-c", _START, str(theirs.fileno()), self._folder.name],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                pass_fds=(theirs.fileno(),),
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                # Ctrl-C is for the run, which ends its workers.
                start_new_session=True,
            )
        return _Child(process, Connection(ours.detach()), errors)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
