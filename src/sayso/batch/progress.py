"""How a batch goes, on stderr: what cannot be read, how far it is, and what it came to."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, TextIO

from sayso.batch.dataset import Manifest
from sayso.batch.engines import Advanced
from sayso.batch.run import Finished, Planned
from sayso.pages import Problem
from sayso.views.outline import plural, visible

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


EVERY: Final = 60.0
"""Seconds between the lines of a log."""


class BatchReport:
    """Takes a batch to its end and tells of it on `stream`, with a bar if that is wanted.

    What is known when the batch stops, by whatever, is what the closing line says.
    """

    def __init__(self, stream: TextIO, *, bar: bool = False, lines: bool = False) -> None:
        """`lines` says how far it is in a line from time to time, for logs."""
        self.unread = 0
        """Inputs that were not even planned, which are no rows of `errors`."""
        self._stream = stream
        self._bar = bar
        self._lines = lines
        self._told = time.monotonic()
        self._shards = 0
        self._finished: dict[str, Manifest] = {}
        self._before = 0
        self._results = 0
        self._started = time.monotonic()

    @property
    def failed(self) -> int:
        """How many inputs and pages failed, in this run and those before it."""
        counts = self._counts()
        return self.unread + counts["failed"] + counts["crashed"] + counts["hung"]

    def watch(self, items: Iterable[Problem | Planned | Advanced | Finished]) -> None:
        """Runs the batch."""
        with ExitStack() as stack:
            progress: Progress | None = None
            task: TaskID | None = None
            for item in items:
                if isinstance(item, Problem):
                    self.unread += item.kind == "failed"
                    what = "failed" if item.kind == "failed" else "skipped"
                    cause = " ".join(visible(item.cause).split())
                    print(f"{visible(item.origin)}: {what}: {cause}", file=self._stream, flush=True)
                elif isinstance(item, Planned):
                    self._shards = item.shards
                    self._before = len(item.finished)
                    self._finished.update((m.shard, m) for m in item.finished)
                    if self._bar and self._before < self._shards:
                        progress = stack.enter_context(_bar(self._stream))
                        task = progress.add_task(
                            "", total=self._shards, completed=self._before, rate=""
                        )
                else:
                    if isinstance(item, Finished):
                        self._finished[item.manifest.shard] = item.manifest
                    else:
                        self._results += item.count
                    if progress is not None and task is not None:
                        progress.update(task, completed=len(self._finished), rate=self._rate())
                    elif self._lines and time.monotonic() - self._told >= EVERY:
                        self._told = time.monotonic()
                        done = f"{len(self._finished):,} of {self._shards:,} shards"
                        print(f"{done}, {self._rate()}", file=self._stream, flush=True)

    def closing_line(self) -> str:
        """What it came to: `20,000 pages read, 3 skipped, 1 failed, in 79 shards (12 were …).`"""
        counts = self._counts()
        rows = sum(manifest.rows["pages"] for manifest in self._finished.values())
        done = len(self._finished)
        of = f"{done:,}" if done == self._shards else f"{done:,} of {self._shards:,}"
        there = f" ({self._before:,} were there already)" if self._before else ""
        stopped = [f"{counts[kind]:,} {kind}" for kind in ("crashed", "hung") if counts[kind]]
        ended = "" if done == self._shards else " Run the same again to go on."
        parts = [
            f"{rows:,} {plural(rows, 'page').partition(' ')[2]} read",
            f"{counts['skipped']:,} skipped",
            f"{counts['failed'] + self.unread:,} failed",
            *stopped,
        ]
        shards = "shard" if self._shards == 1 else "shards"
        return f"{', '.join(parts)}, in {of} {shards}{there}.{ended}"

    def _counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for manifest in self._finished.values():
            counts.update(manifest.failures)
        return counts

    def _rate(self) -> str:
        """Pages a second since the beginning; on Ray only whole shards are known of."""
        now = list(self._finished.values())[self._before :]
        pages = max(self._results, sum(m.rows["pages"] + m.rows["errors"] for m in now))
        return f"{pages / max(time.monotonic() - self._started, 1e-9):,.1f} pages/s"


def _bar(stream: TextIO) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    return Progress(
        "Shards",
        BarColumn(),
        MofNCompleteColumn(),
        "{task.fields[rate]}",
        TimeRemainingColumn(),
        console=Console(file=stream),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
