"""`import sayso`: light, typed, and honest about what it could not read."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

import sayso
import sayso.api
from sayso.pages import Problem
from tests.commands import GERMAN, STORY
from tests.fakes import FakeReader


@pytest.fixture(autouse=True)
def readers(monkeypatch: pytest.MonkeyPatch) -> list[FakeReader]:
    made: list[FakeReader] = []

    def make(threads: int | None = None) -> FakeReader:
        made.append(FakeReader(threads))
        return made[-1]

    monkeypatch.setattr(sayso.api, "make_reader", make)
    sayso.api._shared_reader.cache_clear()
    yield made  # type: ignore[misc]
    sayso.api._shared_reader.cache_clear()


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_a_path_is_read(story: Path) -> None:
    reading = sayso.read(story, published="2025-09-05", outlet="The Courier")
    assert reading == sayso.read(str(story), published="2025-09-05", outlet="The Courier")
    assert reading.page.text == STORY
    assert reading.page.outlet == "The Courier"
    assert [reading.page.text[slice(*s.content_spans[0])] for s in reading.statements] == [
        "“It is not safe,”",
        "“I would not drive over it,”",
    ]


def test_the_model_is_loaded_once(story: Path, readers: list[FakeReader]) -> None:
    sayso.read(story)
    sayso.read(story)
    sayso.read_text(STORY)
    assert len(readers) == 1


def test_a_text_is_read() -> None:
    reading = sayso.read_text(STORY, url="https://example.test/a", origin="mine")
    assert (reading.page.origin, reading.page.url) == ("mine", "https://example.test/a")
    assert len(reading.statements) == 2


def test_what_cannot_be_read_is_an_error_that_names_it(tmp_path: Path) -> None:
    gone = tmp_path / "gone.txt"
    with pytest.raises(sayso.SaysoError, match=r"gone\.txt' was not read: "):
        sayso.read(gone)
    with pytest.raises(sayso.SaysoError):
        sayso.read_text(" \n ")
    with pytest.raises(sayso.SaysoError):
        sayso.read_text(GERMAN)
    assert sayso.read_text(GERMAN, force=True).page.language == "de"
    with pytest.raises(sayso.SaysoError, match="'soon' is no ISO 8601 date"):
        sayso.read_text(STORY, published="soon")


def test_read_is_for_one_page(story: Path, tmp_path: Path) -> None:
    (tmp_path / "another.txt").write_text(STORY, encoding="utf-8")
    with pytest.raises(sayso.SaysoError, match=r"holds more than one page.*read_all"):
        sayso.read(tmp_path)


def test_read_all_gives_one_result_an_input_in_order(story: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone.txt"
    found = list(sayso.read_all([gone, story, story, story, gone, gone, story, gone]))
    assert [isinstance(item, Problem) for item in found] == [
        True, False, False, False, True, True, False, True,
    ]  # fmt: skip


def test_read_all_takes_inputs_as_it_needs_them(story: Path) -> None:
    taken = []

    def endless():  # type: ignore[no-untyped-def]
        while True:
            taken.append(story)
            yield story

    assert len(list(islice(sayso.read_all(endless()), 5))) == 5
    assert len(taken) < 12


def test_read_all_closes_its_reader(story: Path, readers: list[FakeReader]) -> None:
    list(sayso.read_all([story], threads=2))
    assert readers[0].closed
    assert readers[0].threads == 2


def test_everything_public_is_there() -> None:
    for name in sayso.__all__:
        assert getattr(sayso, name) is not None
        assert name in dir(sayso)
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        sayso.raed  # noqa: B018


def test_importing_is_light() -> None:
    code = (
        "import sys; before = set(sys.modules); import sayso; "
        "print(sorted(n for n in set(sys.modules) - before "
        "if '.' not in n and n not in sys.stdlib_module_names))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "['sayso']\n"
