"""JSON Lines: one page a row, one result a row."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from pathlib import Path

import pytest

from sayso.pages import Opened, PageOptions, Problem, open_pages
from sayso.pages.limits import MAX_ROW_BYTES
from sayso.pages.rows import read_rows
from sayso.reading import Page, Published
from tests.pages.samples import LEAD, SECOND, read_text


def rows(*lines: object, listed: bool = False, **options: str) -> list[Page | Problem]:
    data = b"".join(
        line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines
    )
    results = read_rows(
        io.BytesIO(data), origin="a.jsonl", options=PageOptions(**options), listed=listed
    )
    return [result.page if isinstance(result, Opened) else result for result in results]  # type: ignore[misc]


def test_text_row_with_all_fields() -> None:
    line = {
        "id": "x7",
        "text": f"Board  Weighs\r\nPlan\n\n{LEAD}",
        "title": "Board Weighs Plan",
        "published": "2025-09-05",
        "outlet": "The Example Times",
        "url": "https://example.test/x7",
        "more": 1,
    }
    (page,) = rows(line)
    assert isinstance(page, Page)
    assert page.origin == "a.jsonl#x7"
    assert page.text == f"Board  Weighs\nPlan\n\n{LEAD}"
    assert page.title == "Board Weighs Plan"
    assert page.published == Published(value="2025-09-05", basis="given")
    assert page.outlet == "The Example Times"
    assert page.url == "https://example.test/x7"
    assert page.id == hashlib.sha256(json.dumps(line).encode()).hexdigest()


def test_html_row() -> None:
    (page,) = rows({"html": f"<html><body><p>{LEAD}</p><p>{SECOND}</p></body></html>"})
    assert isinstance(page, Page)
    assert read_text(page) == f"{LEAD} {SECOND}"


def test_row_number_where_there_is_no_id() -> None:
    found = rows({"text": LEAD}, b"\n", {"text": SECOND, "id": None}, {"text": LEAD, "id": 12})
    assert [page.origin for page in found] == ["a.jsonl#1", "a.jsonl#3", "a.jsonl#12"]


def test_options_beat_the_row() -> None:
    (page,) = rows({"text": LEAD, "published": "2025-01-01"}, published="2024-12-31")
    assert isinstance(page, Page)
    assert page.published.value == "2024-12-31"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2025-09-05T10:30:00Z", "2025-09-05T10:30:00Z"),
        ("5 September 2025", "2025-09-05"),
        ("", None),
    ],
)
def test_dates(value: str, read: str | None) -> None:
    (page,) = rows({"text": LEAD, "published": value})
    assert isinstance(page, Page)
    assert page.published.value == read


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        (b"{not json\n", "Row 2 is no JSON"),
        (b'["a"]\n', "Row 2 is a list, not an object. Each row is a JSON object with `text`"),
        (b'{"txt": "a"}\n', "Row 2 has neither `text` nor `html` (its fields: `txt`)"),
        (b"{}\n", "Row 2 has neither `text` nor `html` (its fields: none)"),
        (b'{"text": 5}\n', "The `text` of row 2 is a number, not a string"),
        (b'{"text": " "}\n', "Row 2 has neither `text` nor `html`"),
        (b'{"text": "a", "id": [1]}\n', "The `id` of row 2 is a list"),
        (b'{"text": "\\ud800 said so"}\n', "lone surrogate U+D800) at offset 0"),
        (b'{"text": "a", "title": "\\udc00"}\n', "The `title` of row 2 has half a character"),
        (b'{"text": "a\\u0000b"}\n', "NUL character at offset 1"),
        (b'{"text": "a", "published": "05/09/2025"}\n', "cannot be read in one way only"),
        (b'{"text": "\xff"}\n', "Row 2 is not UTF-8 (byte 10)"),
        (b"[" * 200_000 + b"\n", "Row 2 is nested too deeply"),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_bad_row_is_one_problem(line: bytes, cause: str) -> None:
    first, problem, last = rows({"text": LEAD}, line, {"text": SECOND})
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert isinstance(problem, Problem)
    assert problem.kind == "failed"
    assert problem.origin == "a.jsonl#2"
    assert cause in problem.cause


def test_row_that_is_too_long() -> None:
    long = b'{"text": "' + b"a" * MAX_ROW_BYTES + b'"}\n'
    problem, page = rows(long, {"text": LEAD})
    assert isinstance(problem, Problem)
    assert "Row 1 is longer than 17 MiB" in problem.cause
    assert isinstance(page, Page)


def test_last_row_needs_no_newline_and_the_first_may_have_a_mark() -> None:
    found = rows(b"\xef\xbb\xbf", {"text": LEAD}, json.dumps({"text": SECOND}).encode())
    assert [type(page) for page in found] == [Page, Page]


def test_file_without_rows() -> None:
    (problem,) = rows(b"\n\n")
    assert isinstance(problem, Problem)
    assert problem.cause.startswith("The file has no rows.")


def test_other_peoples_json_lines_in_a_folder_are_one_skipped_file() -> None:
    (problem,) = rows({"a": 1}, {"a": 2}, listed=True)
    assert isinstance(problem, Problem)
    assert problem.kind == "skipped"
    assert problem.origin == "a.jsonl"
    assert "None of the 2 rows is a page" in problem.cause


def test_one_page_in_a_folders_file_and_the_others_have_failed() -> None:
    found = rows({"a": 1}, {"text": LEAD}, {"a": 2}, listed=True)
    assert [type(result) for result in found] == [Problem, Page, Problem]


def test_broken_gzip_keeps_the_rows_before(tmp_path: Path) -> None:
    import random

    noise = random.Random(1).randbytes(60_000).hex()
    lines = [json.dumps({"text": LEAD, "noise": noise}) for _ in range(20)]
    data = gzip.compress("\n".join(lines).encode())
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(data[: len(data) // 2])
    *pages, problem = open_pages([file])
    assert 5 <= len(pages) <= 11
    assert all(isinstance(page, Page) for page in pages)
    assert isinstance(problem, Problem)
    assert "The gzip data is broken" in problem.cause
    assert f"{len(pages)} rows were read" in problem.cause
