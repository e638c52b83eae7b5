"""Rows whose fields have other names, as the caller says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.errors import OptionError
from sayso.pages import (
    FieldNames,
    Opened,
    PageOptions,
    Problem,
    field_names,
    open_originals,
    open_pages,
    page_of,
)
from sayso.reading import Page
from tests.pages.samples import LEAD, SECOND, read_text

HTML = f"<html><body><p>{LEAD}</p><p>{SECOND}</p></body></html>"


def options(*specs: str) -> PageOptions:
    return PageOptions(fields=field_names(specs))


def opened(tmp_path: Path, row: object, *specs: str) -> Page | Problem:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(row))
    (result,) = open_pages([file], options=options(*specs))
    return result


def test_named_fields(tmp_path: Path) -> None:
    row = {
        "nr": 7,
        "content": LEAD,
        "html": "<p>no</p>",
        "meta": {"date": "2025-09-05", "paper": {"name": "The Courier"}},
        "head.line": "Board Weighs Plan",
        "link": "https://example.test/7",
        "author": "Dana Whitcombe",
    }
    specs = (
        "id=nr",
        "text=content",
        "published = meta.date",
        "outlet=meta.paper.name",
        "title=head.line",
        "url=link",
        "byline=author",
    )
    page = opened(tmp_path, row, *specs)
    assert isinstance(page, Page), page
    assert page.origin.endswith("#7")
    assert page.text == LEAD
    assert page.published.value == "2025-09-05"
    assert page.outlet == "The Courier"
    assert page.title == "Board Weighs Plan"
    assert page.url == "https://example.test/7"
    assert page.byline == "Dana Whitcombe"
    (item,) = open_originals([tmp_path / "a.jsonl"], options=options(*specs))
    assert isinstance(item, Opened)
    assert page_of(item.original, origin=page.origin, options=item.options) == page


def test_other_things_keep_their_fields(tmp_path: Path) -> None:
    page = opened(tmp_path, {"body": LEAD, "title": "Board Weighs Plan"}, "text=body")
    assert isinstance(page, Page)
    assert page.title == "Board Weighs Plan"


def test_who_names_html_has_no_text(tmp_path: Path) -> None:
    page = opened(tmp_path, {"text": "A teaser.", "content": HTML}, "html=content")
    assert isinstance(page, Page)
    assert read_text(page) == f"{LEAD} {SECOND}"


def test_row_without_the_named_field(tmp_path: Path) -> None:
    problem = opened(tmp_path, {"text": LEAD}, "text=body", "id=nr")
    assert isinstance(problem, Problem)
    assert problem.cause == (
        "Row 1 has no `body` (its fields: `text`). Each row is a JSON object with `body`, and if "
        "known `nr`, `title`, `byline`, `published`, `outlet` and `url`. If your rows call them "
        "otherwise, say how (--field text=NAME)."
    )


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ({"a": {"b": 5}}, "The `a.b` of row 1 is a number, not a string."),
        ({"a": {"b": LEAD}, "d": "5/9/25"}, "The `d` of row 1 is '5/9/25', which cannot be read"),
        ({"a": "b"}, "Row 1 has no `a.b`"),
        ({"a": {"b": {"c": 1}}}, "The `a.b` of row 1 is an object"),
    ],
)
def test_messages_name_the_callers_fields(tmp_path: Path, row: object, cause: str) -> None:
    problem = opened(tmp_path, row, "text=a.b", "published=d")
    assert isinstance(problem, Problem)
    assert cause in problem.cause


@pytest.mark.parametrize(
    ("specs", "cause"),
    [
        (["body"], r"^'body' does not say which field holds what\. Valid is THING=FIELD, such as"),
        (["body=text"], "where THING is one of text, html, id, title, byline, published, outlet,"),
        (["text="], "^'text=' does not say which field holds what"),
        (["=a"], "^'=a' does not say which field holds what"),
        (["text=a", "text=b"], "^'text=b' is the second field for text; 'a' is the first"),
    ],
)
def test_wrong_specs(specs: list[str], cause: str) -> None:
    with pytest.raises(OptionError, match=cause):
        field_names(specs)


def test_no_specs_are_the_usual_names() -> None:
    assert field_names([]) == FieldNames()


def test_rows_on_stdin_are_known_by_the_named_fields(tmp_path: Path) -> None:
    file = tmp_path / "rows"
    file.write_text(json.dumps({"article": {"body": LEAD}}) + "\n")
    (page,) = open_pages([file], options=options("text=article.body"))
    assert isinstance(page, Page)
    assert page.text == LEAD
