"""The benchmark of speed: what it makes, and that it measures what it says."""

from __future__ import annotations

import io
import time
from itertools import pairwise
from pathlib import Path

import pytest
import typer
from rich.console import Console

import sayso.reader.reader as reading
from benchmarks.speed import __main__ as command
from benchmarks.speed import processes, rates, stages
from benchmarks.speed.rates import Rate
from sayso.pages import page_from_text
from sayso.reading import READ_ROLES

STORY = "\n\n".join(
    [
        "Harbour board votes to keep the ferry",
        "The harbour board voted on Tuesday to keep the night ferry for another two years.",
        "“We will <not> sell the boats & the pier,” Mara Lindqvist, its chairwoman, said.",
        "The council had asked for the vote after a petition of 4,000 residents last spring.",
    ]
)


def test_a_text_made_into_html_reads_as_the_text(tmp_path: Path) -> None:
    rates.write_html([page_from_text(STORY)], tmp_path)
    (page,) = rates.pages_of(tmp_path)
    read = [page.text[slice(*b.span)] for b in page.blocks if b.role in READ_ROLES]
    assert read == STORY.split("\n\n")


def test_a_rate_is_per_page() -> None:
    found = rates.rate(lambda: time.sleep(0.1), 4)
    assert 0.025 <= found.clock < 0.1
    assert found.processor < 0.01


def test_the_rate_of_several_rounds_is_the_median(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = iter([Rate(1, 3), Rate(2, 1), Rate(3, 2)])
    monkeypatch.setattr(rates, "rate", lambda work, pages: next(taken))
    assert rates.in_turns({"one": (lambda: None, 1)}) == {"one": Rate(3, 2)}


@pytest.mark.parametrize("repeated", [1, 40])
def test_windows_that_overlap_by_a_quarter_cover_the_page(repeated: int) -> None:
    page = page_from_text("\n\n".join([STORY] * repeated))
    ((tokens, _),) = rates.windows_of([page])
    windows = rates.overlapping(tokens)
    assert windows[0].start == 0
    assert windows[-1].end == len(tokens)
    assert all(b.start - a.start == 192 for a, b in pairwise(windows))
    assert all(len(range(window.start, window.end)) == 254 for window in windows[:-1])
    assert windows[-1].end - windows[-1].start <= 254


def test_stages_are_watched_and_left_as_they_were() -> None:
    plain = {name: getattr(reading, name) for name in stages.STAGES}
    spent: dict[str, float] = {}
    with stages.watched(spent):
        reading.find_quotations("“No,” he said. " * 2_000)
    stage = stages.STAGES["find_quotations"]
    assert spent[stage] > 0
    assert list(spent) == [stage]
    assert {name: getattr(reading, name) for name in stages.STAGES} == plain


def test_a_processor_is_only_held_to_what_it_can_do(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def tried(folder: Path, *wanted: str) -> Rate | None:
        asked.append(wanted)
        return None

    monkeypatch.setattr(processes, "processor", lambda: ("P", frozenset({"avx2", "avx512bw"})))
    monkeypatch.setattr(processes, "on_lesser", tried)
    assert list(processes.lesser(Path("x"))) == [
        "this processor",
        "without bfloat16",
        "AVX-512",
        "AVX2",
    ]
    assert asked == [(), ("f32",), ("f32", "AVX512_CORE"), ("f32", "AVX2")]


@pytest.mark.parametrize(
    ("rate", "cells"),
    [(Rate(0.05, 0.08), ["20.0", "50.0", "80.0", "2.00"]), (None, ["cannot be measured here"])],
)
def test_a_rate_is_shown_by_clock_and_processor(rate: Rate | None, cells: list[str]) -> None:
    shown = io.StringIO()
    table = command.rates_table("Rates", {"everything": rate}, Rate(0.03, 0.04))
    Console(file=shown, width=120).print(table)
    row = next(line for line in shown.getvalue().splitlines() if "everything" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")][1:][: len(cells)] == cells


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter, match="holds no page that can be read"):
        command.measure(tmp_path, None, 1)


@pytest.mark.parametrize(("compiled", "shown"), [(True, "rules compiled"), (False, "in Python")])
def test_figures_say_whether_the_rules_are_compiled(compiled: bool, shown: str) -> None:
    speed = command.Speed(
        processor="a processor",
        capabilities=[],
        threads=2,
        compiled=compiled,
        pages=1,
        words_per_page=800.0,
        rates={"the bare encoder": Rate(0.03, 0.06)},
        stages={"the engine": 0.06},
        processes={"1 of one thread": Rate(0.06, 0.06)},
        lesser={"this processor": Rate(0.06, 0.06)},
        alone={"one page, median": 0.1},
    )
    output = io.StringIO()
    command.show(speed, Console(file=output, width=120))
    assert shown in output.getvalue()
