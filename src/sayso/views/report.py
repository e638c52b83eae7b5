"""How a run goes, on stderr: what was not read and why, how far it is, and what it came to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self, TextIO

from sayso.reading import Reading
from sayso.views.outline import plural, visible

if TYPE_CHECKING:
    from types import TracebackType

    from sayso.pages import Problem


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

    def watch(self, items: Iterable[Reading | Problem]) -> Iterator[Reading]:
        """The Readings among `items`; of each other item it is said why it is none."""
        for item in items:
            if isinstance(item, Reading):
                self.read += 1
                yield item
            else:
                failed = item.kind == "failed"
                self.failed += failed
                self.skipped += not failed
                what = "failed" if failed else "skipped"
                cause = " ".join(visible(item.cause).split())
                self._say(f"{visible(item.origin)}: {what}: {cause}")
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
