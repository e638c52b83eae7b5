"""How a run goes, on stderr: what was not read and why, how far it is, and what it came to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING, Self, TextIO, TypeVar

from sayso.views.outline import plural, visible

if TYPE_CHECKING:
    from types import TracebackType

    from sayso.archive.keep import Outcome
    from sayso.collect.adding import Added
    from sayso.pages import Problem
    from sayso.pages.watch import FeedRead, Waiting

Result = TypeVar("Result")


class Report:
    """Counts what passes through `watch` and tells of it on `stream`.

    A context manager, because a progress bar has to be taken down again. `total` finds out how many
    results there will be, None when that is not known; it is only asked when there is a bar.
    """

    def __init__(
        self, stream: TextIO, *, bar: bool = False, total: Callable[[], int | None] = lambda: None
    ) -> None:
        self.read = 0
        self.skipped = 0
        self.failed = 0
        self._stream = stream
        self._bar = bar
        self._total = total
        self._stack = ExitStack()
        self._advance: Callable[[], object] = lambda: None
        self._say: Callable[[str], object] = lambda line: print(line, file=stream, flush=True)

    def __enter__(self) -> Self:
        if self._bar and (total := self._total()) != 1:
            self._show_bar(total)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stack.close()

    def watch(self, items: Iterable[Result | Problem]) -> Iterator[Result]:
        """The results among `items`; of each problem it is said why it is none."""
        from sayso.pages import Problem

        for item in items:
            if isinstance(item, Problem):
                failed = item.kind == "failed"
                self.failed += failed
                self.skipped += not failed
                what = "failed" if failed else "skipped"
                cause = " ".join(visible(item.cause).split())
                self._say(f"{visible(item.origin)}: {what}: {cause}")
            else:
                self.read += 1
                yield item
            self._advance()

    def closing_line(self) -> str:
        """What the run came to: `3 pages read, 1 skipped, 0 failed.`"""
        return f"{plural(self.read, 'page')} read, {self.skipped} skipped, {self.failed} failed."

    def _show_bar(self, total: int | None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
        from rich.text import Text

        progress = Progress(
            "Reading",
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(file=self._stream),
            transient=True,
            # By default rich takes over stdout too, and results would end up among the messages.
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._stack.enter_context(progress)
        task = progress.add_task("", total=total)
        self._advance = lambda: progress.advance(task)
        self._say = lambda line: progress.console.print(Text(line), soft_wrap=True)


def adding_line(outcomes: Mapping[Outcome, int], report: Report) -> str:
    """What filling an archive came to: `3 pages added, 1 changed, 40 there already, …`"""
    return (
        f"{plural(outcomes.get('new', 0), 'page')} added, {outcomes.get('changed', 0)} changed, "
        f"{outcomes.get('known', 0)} there already, {report.skipped} skipped, "
        f"{report.failed} failed."
    )


def watching_line(item: Added | FeedRead | Waiting) -> str:
    """What a watch of feeds has just done."""
    from sayso.collect.adding import Added
    from sayso.pages.watch import FeedRead

    if isinstance(item, Added):
        outcome = {"new": "added", "changed": "changed", "known": "there already"}[item.outcome]
        return f"{visible(item.origin)}: {outcome}"
    if isinstance(item, FeedRead):
        name = visible(item.title or item.url)
        if not item.changed:
            return f"{name}: unchanged"
        entries = "1 entry" if item.entries == 1 else f"{item.entries} entries"
        return f"{name}: {entries}, {item.new} new"
    until = datetime.fromtimestamp(item.until).strftime("%H:%M:%S")
    pages = f", {plural(item.pages, 'page')} to fetch" if item.pages else ""
    return f"Waiting until {until}{pages}"
