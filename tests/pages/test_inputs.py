"""Paths, folders, globs and stdin → pages and problems."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest

from sayso.pages import PageOptions, Problem, count_pages, open_pages
from sayso.pages.limits import MAX_PAGE_BYTES
from sayso.reading import Page
from tests.pages.samples import LEAD, SECOND

HTML = f"<!DOCTYPE html><html><body><p>{LEAD}</p><p>{SECOND}</p></body></html>"


def origins(*inputs: str | Path) -> list[str]:
    return [result.origin for result in open_pages(inputs)]


def only_problem(*inputs: str | Path) -> Problem:
    (problem,) = open_pages(inputs)
    assert isinstance(problem, Problem)
    return problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(LEAD)
    (tmp_path / "a.html").write_text(HTML)
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(LEAD.encode()))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.jsonl").write_text(json.dumps({"text": LEAD, "id": "k"}) + "\n")
    (tmp_path / "sub" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (tmp_path / "sub" / ".hidden.txt").write_text(LEAD)
    (tmp_path / "z.md").write_text(LEAD)
    return tmp_path


def test_folder_is_read_in_order_and_in_depth(folder: Path) -> None:
    assert origins(folder) == [
        str(folder / name) for name in ("a.html", "b.txt", "c.txt.gz", "sub/d.jsonl#k")
    ]
    assert count_pages([folder]) == 4


def test_other_files_are_read_when_named(folder: Path) -> None:
    assert origins(folder / "z.md") == [str(folder / "z.md")]


def test_glob(folder: Path) -> None:
    assert origins(f"{folder}/*.txt") == [str(folder / "b.txt")]
    assert origins(f"{folder}/**/*.jsonl") == [str(folder / "sub/d.jsonl#k")]
    assert origins(f"{folder}/*") == origins(folder / "a.html", folder / "b.txt") + origins(
        folder / "c.txt.gz", folder / "sub", folder / "z.md"
    )


def test_glob_of_a_folder_and_what_is_in_it_reads_nothing_twice(folder: Path) -> None:
    found = origins(f"{folder}/**")
    assert len(found) == len(set(found))


def test_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    odd = tmp_path / "what[1]*.txt"
    odd.write_text(LEAD)
    assert origins(odd) == [str(odd)]


def test_glob_without_match(tmp_path: Path) -> None:
    problem = only_problem(f"{tmp_path}/*.html")
    assert problem.cause.startswith("No file matches this pattern.")
    assert str(tmp_path) in problem.cause


def test_folder_without_pages(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    problem = only_problem(tmp_path)
    assert problem.kind == "failed"
    assert problem.origin == str(tmp_path)
    assert problem.cause.startswith("The folder holds no pages. Files are taken from it that end")
    assert ".html" in problem.cause


def test_no_such_file(tmp_path: Path) -> None:
    problem = only_problem(tmp_path / "gone.txt")
    assert problem.origin == str(tmp_path / "gone.txt")
    assert problem.cause.startswith("There is no such file or folder.")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_file_that_may_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(LEAD)
    file.chmod(0)
    assert only_problem(file).cause.startswith("The file may not be opened.")


def test_name_with_a_nul() -> None:
    assert "no path" in only_problem("a\0b.txt").cause


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("empty.txt", b"", "The page is empty."),
        ("blank.html", b" \n ", "The page holds nothing but white space."),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "This is a PNG image, not a text."),
        ("nul.txt", b"a\0b", "There is a NUL byte at offset 1, so this is not a text."),
        ("broken.txt.gz", gzip.compress(b"abc" * 99, mtime=0)[:20], "The gzip data is broken"),
        ("scripts.html", b"<html><script>x()</script></html>", "No text was found in the HTML."),
    ],
)
def test_bad_file_is_named_and_the_rest_is_read(
    tmp_path: Path, name: str, data: bytes, cause: str
) -> None:
    (tmp_path / "a.txt").write_text(LEAD)
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(SECOND)
    first, problem, last = open_pages([tmp_path / "a.txt", tmp_path / name, tmp_path / "z.txt"])
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert isinstance(problem, Problem)
    assert problem.kind == "failed"
    assert problem.origin == str(tmp_path / name)
    assert cause in problem.cause


def test_file_of_50_mb(tmp_path: Path) -> None:
    file = tmp_path / "big.html"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "The page is too large: more than 16,777,216 bytes." in only_problem(file).cause


def test_gzip_bomb(tmp_path: Path) -> None:
    file = tmp_path / "bomb.txt.gz"
    with gzip.open(file, "wb", compresslevel=1) as stream:
        for _ in range(40):
            stream.write(b"a" * 1_000_000)
    assert file.stat().st_size < MAX_PAGE_BYTES
    assert "too large" in only_problem(file).cause


def test_endless_file() -> None:
    if Path("/dev/zero").exists():
        assert "too large" in only_problem("/dev/zero").cause


def test_pages_are_opened_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LEAD)
    results = open_pages([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert isinstance(next(results), Page)
    (tmp_path / "b.txt").write_text(SECOND)  # made after the first was taken
    assert isinstance(next(results), Page)


def test_id_of_a_gzipped_page_is_that_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LEAD)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(LEAD.encode()))
    one, other = open_pages([tmp_path / "a.txt", tmp_path / "a.txt.gz"])
    assert isinstance(one, Page)
    assert isinstance(other, Page)
    assert one.id == other.id


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (LEAD.encode(), ["-"]),
        (HTML.encode(), ["-"]),
        (gzip.compress(HTML.encode()), ["-"]),
        (
            json.dumps({"text": LEAD}).encode() + b"\n" + json.dumps({"html": HTML}).encode(),
            ["-#1", "-#2"],
        ),
        (gzip.compress(json.dumps({"id": "q", "text": LEAD}).encode()), ["-#q"]),
    ],
    ids=["text", "html", "gzip", "rows", "gzipped rows"],
)
def test_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes, found: list[str]) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]

    monkeypatch.setattr(sys, "stdin", Stdin)
    results = list(open_pages(["-"]))
    assert all(isinstance(result, Page) for result in results), results
    assert [result.origin for result in results] == found
    assert all(LEAD in result.text for result in results if isinstance(result, Page))


def test_empty_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(b""))  # type: ignore[arg-type]

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert only_problem("-") == Problem(
        origin="-", cause="The page is empty. Check that it was saved or downloaded whole."
    )
    assert count_pages(["-"]) is None


def test_plain_text_that_starts_with_a_brace(tmp_path: Path) -> None:
    file = tmp_path / "page"
    file.write_text("{" + LEAD)
    (page,) = open_pages([file])
    assert isinstance(page, Page)


def test_other_addresses_than_of_the_web() -> None:
    problem = only_problem("ftp://example.test/a.txt")
    assert "is no address of a web page" in problem.cause
    assert "http:// or https://" in problem.cause


def test_options_are_checked() -> None:
    from sayso.errors import OptionError

    with pytest.raises(OptionError, match=r"'5\.9\.2025' is no ISO 8601 date.*2025-09-05"):
        PageOptions(published="5.9.2025")
    with pytest.raises(OptionError, match="not a positive number"):
        PageOptions(timeout=0)


def test_names_that_are_no_text(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(LEAD)
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    (page,) = open_pages([tmp_path])
    assert isinstance(page, Page)
    assert page.origin == f"{tmp_path}/caf\\xe9.txt"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (json.dumps({"id": "a", "text": LEAD}, indent=2), ["#a"]),
        (json.dumps([{"text": LEAD}, {"id": "b", "text": SECOND}], indent=2), ["#1", "#b"]),
        (json.dumps({"text": LEAD}) + "\n" + json.dumps({"text": SECOND}), ["#1", "#2"]),
    ],
    ids=["object", "list", "lines"],
)
def test_json_files(tmp_path: Path, content: str, found: list[str]) -> None:
    file = tmp_path / "a.json"
    file.write_text(content)
    results = list(open_pages([file]))
    assert all(isinstance(result, Page) for result in results), results
    assert [result.origin for result in results] == [f"{file}{name}" for name in found]


def test_other_json_in_a_folder_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"a": 1}, indent=2))
    problem = only_problem(tmp_path)
    assert problem.kind == "skipped"
    assert "None of the 1 rows is a page" in problem.cause


@pytest.mark.parametrize("name", ["a", "a.jsonl.gz", "a.txt.gz", "a.gz"])
def test_gzip_broken_at_its_start(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    data = gzip.compress(LEAD.encode() * 50)
    file.write_bytes(data[:12] + b"\xff" * 20 + data[32:])
    *_, problem = open_pages([file])
    assert isinstance(problem, Problem)
    assert "gzip data is broken" in problem.cause
    assert count_pages([file]) in (1, 2)
