"""What is told of a batch."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.batch import batch
from sayso.batch.progress import BatchReport
from tests.batch.readers import READER

Write = Callable[..., Path]


def test_it_is_said_what_a_batch_came_to(write_rows: Write, tmp_path: Path) -> None:
    path = write_rows(60, extra={3: "@CRASH@"})
    stream = io.StringIO()

    def told(inputs: list[Path], stop: int | None = None) -> BatchReport:
        report = BatchReport(stream)
        run = batch(inputs, tmp_path / "out", reader=READER, workers=1, shard_pages=25)
        report.watch(run if stop is None else (item for item, _ in zip(run, range(stop))))  # noqa: B905
        return report

    stopped = told([path], stop=1)
    assert stopped.closing_line() == (
        "0 pages read, 0 skipped, 0 failed, in 0 of 3 shards. Run the same again to go on."
    )
    first = told([path, tmp_path / "none.txt"])
    assert first.closing_line() == "59 pages read, 0 skipped, 1 failed, 1 crashed, in 3 shards."
    assert first.failed == 2
    assert stream.getvalue().startswith(f"{tmp_path / 'none.txt'}: failed: There is no such file")
    again = told([path])
    assert again.closing_line() == (
        "59 pages read, 0 skipped, 0 failed, 1 crashed, in 3 shards (3 were there already)."
    )


def test_a_bar_is_drawn_where_there_is_somebody_to_see_it(
    write_rows: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    report = BatchReport(stream, bar=True)
    report.watch(
        batch([write_rows(30)], tmp_path / "out", reader=READER, workers=1, shard_pages=25)
    )
    assert "Shards" in stream.getvalue()
    assert "pages/s" in stream.getvalue()


def test_a_log_has_a_line_from_time_to_time(
    write_rows: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(output: Path) -> list[str]:
        stream = io.StringIO()
        report = BatchReport(stream, lines=True)
        report.watch(batch([write_rows(60)], output, reader=READER, workers=1, shard_pages=25))
        return stream.getvalue().splitlines()

    assert told(tmp_path / "a") == []
    monkeypatch.setattr("sayso.batch.progress.EVERY", 0.0)
    lines = told(tmp_path / "b")
    assert re.fullmatch(r"0 of 3 shards, [\d,.]+ pages/s", lines[0])
    assert re.fullmatch(r"3 of 3 shards, [\d,.]+ pages/s", lines[-1])
