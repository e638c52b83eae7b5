"""Originals: the bytes of a page beside it, and the page made of them again."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from sayso.errors import LanguageError
from sayso.pages import Known, Opened, PageOptions, Problem, open_originals, open_pages, page_of
from tests.pages.samples import LEAD, SECOND

HTML = f"<!DOCTYPE html><html><body><p>{LEAD}</p><p>{SECOND}</p></body></html>"
ROWS = [
    {"id": "k", "text": LEAD, "published": "2025-09-05", "outlet": "The Courier"},
    {"html": HTML, "url": "https://example.test/b"},
]
GERMAN = "Der Hafen wird am Dienstag geschlossen, sagten zwei Mitglieder des Rates. " * 4


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.html").write_text(HTML)
    (tmp_path / "b.txt").write_text(LEAD + "\r\n\r\n" + SECOND)
    (tmp_path / "c.html.gz").write_bytes(gzip.compress(gzip.compress(HTML.encode())))
    (tmp_path / "d.jsonl").write_text("\n".join(json.dumps(row) for row in ROWS))
    (tmp_path / "e.json").write_text(json.dumps(ROWS, indent=2))
    (tmp_path / "f.txt").write_bytes("“Café,” she said in Malmö. ".encode("cp1252") * 9)
    (tmp_path / "g.txt").write_text(GERMAN)
    (tmp_path / "h.jsonl").write_text("{}\n")
    return tmp_path


@pytest.mark.parametrize(
    "options",
    [
        PageOptions(),
        PageOptions(published="2025-01-01", outlet="B", url="https://b.test/", force=True),
    ],
    ids=["plain", "given"],
)
def test_page_is_made_again_from_its_original(folder: Path, options: PageOptions) -> None:
    results = list(open_originals([folder], options=options))
    opened = [result for result in results if isinstance(result, Opened)]
    assert len(opened) == (9 if options.force else 8)
    for item in opened:
        assert item.page.id == item.original.digest
        assert item.page.id == hashlib.sha256(item.original.data).hexdigest()
        assert page_of(item.original, origin=item.page.origin, options=item.options) == item.page
        assert item.retrieved is None


def test_pages_are_those_of_the_originals(folder: Path) -> None:
    results = list(open_originals([folder, folder / "gone"]))
    assert list(open_pages([folder, folder / "gone"])) == [
        result.page if isinstance(result, Opened) else result for result in results
    ]


def test_original_is_unpacked(folder: Path) -> None:
    (item,) = open_originals([folder / "c.html.gz"])
    assert isinstance(item, Opened)
    assert item.original.data == HTML.encode()
    assert item.original.html is True


def test_known_originals_are_not_made_pages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [folder / name for name in ("a.html", "b.txt", "d.jsonl", "gone.txt")]
    digests = [
        result.original.digest for result in open_originals(paths) if isinstance(result, Opened)
    ]

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a known page was read")

    monkeypatch.setattr("sayso.pages.original.page_of", fail)
    *found, problem = open_originals(paths, known=lambda digest: digest in digests)
    assert [result.digest for result in found if isinstance(result, Known)] == digests
    assert [result.origin for result in found][2:] == [
        f"{folder}/d.jsonl#k",
        f"{folder}/d.jsonl#2",
    ]
    assert isinstance(problem, Problem)


def test_known_original_says_where_it_was_found(folder: Path) -> None:
    options = PageOptions(url="https://example.test/again")
    (result,) = open_originals([folder / "a.html"], options=options, known=lambda digest: True)
    assert result == Known(
        origin=str(folder / "a.html"),
        digest=hashlib.sha256(HTML.encode()).hexdigest(),
        url="https://example.test/again",
    )


def test_page_that_is_no_longer_read_is_an_error(folder: Path) -> None:
    (item,) = open_originals([folder / "g.txt"], options=PageOptions(force=True))
    assert isinstance(item, Opened)
    with pytest.raises(LanguageError, match="another language than English"):
        page_of(item.original, origin="g.txt", options=PageOptions())
