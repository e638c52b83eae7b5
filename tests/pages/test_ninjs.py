"""ninjs, IPTC's News in JSON, of all series."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import NoPageError
from sayso.pages import Problem, open_pages
from sayso.pages.ninjs import is_ninjs, row_of_ninjs
from sayso.reading import Page, Published
from tests.pages.samples import LEAD, SECOND, read_text

URI = "https://agency.test/items/17"
BODY = f"<p>{LEAD}</p><p>{SECOND}</p>"
FIRST = {
    "uri": URI,
    "type": "text",
    "firstcreated": "2025-09-04T09:30:00Z",
    "versioncreated": "2025-09-05T10:46:53+02:00",
    "language": "en-GB",
    "copyrightholder": "Harbour Agency",
    "byline": "Dana Whitcombe",
    "headline": "Board Weighs Plan",
    "headline_short": "Plan",
    "description_text": "A summary that is not read.",
    "body_html": BODY,
    "body_text": LEAD,
    "associations": {"main": {"uri": "x", "type": "picture", "body_text": "A caption."}},
}
SECOND_SERIES = {
    "uri": URI,
    "standard": {"name": "ninjs", "version": "2.1"},
    "versioncreated": "2025-09-05T10:46:53+02:00",
    "by": "Dana Whitcombe",
    "infosources": [{"name": "Harbour Agency", "rel": "source"}],
    "headlines": [
        {"role": "short", "value": "Plan"},
        {"role": "main", "value": "Board Weighs Plan"},
    ],
    "bodies": [
        {"role": "plain", "contenttype": "text/plain", "value": LEAD},
        {"role": "article", "contenttype": "text/html", "value": BODY},
    ],
}
THIRD = {
    "uri": URI,
    "versionCreated": "2025-09-05T10:46:53+02:00",
    "by": "Dana Whitcombe",
    "copyrightHolder": "Harbour Agency",
    "headlines": [{"role": "main", "value": "Board Weighs Plan"}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": BODY}],
}
OLD_SECOND = {
    "uri": URI,
    "versioncreated": "2025-09-05T10:46:53+02:00",
    "byline": "Dana Whitcombe",
    "copyrightholder": "Harbour Agency",
    "headline": [{"name": "main", "text": "Board Weighs Plan"}],
    "body": [{"name": "text", "value": LEAD}, {"name": "xhtml", "value": BODY}],
}
SUPERDESK = {
    "guid": URI,
    "versioncreated": "2025-09-05T10:46:53+0200",
    "byline": "Dana Whitcombe",
    "source": "Harbour Agency",
    "headline": "Board Weighs Plan",
    "body_html": BODY,
}


def opened(tmp_path: Path, item: object, name: str = "a.json") -> list[Page | Problem]:
    file = tmp_path / name
    file.write_text(json.dumps(item))
    return list(open_pages([file]))


@pytest.mark.parametrize(
    "item",
    [FIRST, SECOND_SERIES, THIRD, OLD_SECOND, SUPERDESK],
    ids=["1", "2", "3", "2 at first", "Superdesk"],
)
def test_item(tmp_path: Path, item: dict[str, Any]) -> None:
    (page,) = opened(tmp_path, item)
    assert isinstance(page, Page), page
    assert page.origin == f"{tmp_path}/a.json#{URI}"
    assert page.url == URI
    assert page.title == "Board Weighs Plan"
    assert page.byline == "Dana Whitcombe"
    assert page.published == Published(value="2025-09-05T10:46:53+02:00", basis="given")
    assert page.outlet == "Harbour Agency"
    assert read_text(page) == f"Board Weighs Plan {LEAD} {SECOND}"


def test_items_as_rows_and_as_a_list(tmp_path: Path) -> None:
    assert len(opened(tmp_path, [FIRST, THIRD])) == 2
    file = tmp_path / "rows"
    file.write_text(json.dumps(FIRST) + "\n" + json.dumps(THIRD) + "\n")
    assert [type(result) for result in open_pages([file])] == [Page, Page]


def test_text_alone(tmp_path: Path) -> None:
    (page,) = opened(tmp_path, {"uri": "urn:a:17", "body_text": LEAD, "headline": "Board"})
    assert isinstance(page, Page)
    assert page.text == LEAD
    assert page.url is None
    assert page.published == Published()


def test_html_that_is_plain_text(tmp_path: Path) -> None:
    body = "(Agency)--" + LEAD.replace("ferry", "R&D")
    (page,) = opened(tmp_path, {"uri": "urn:a:17", "body_xhtml": body, "headline": "Board"})
    assert isinstance(page, Page)
    assert body in page.text


def test_markup_without_a_declared_type(tmp_path: Path) -> None:
    item = {"uri": "urn:a", "headlines": [], "bodies": [{"role": "main", "value": BODY}]}
    (page,) = opened(tmp_path, item)
    assert isinstance(page, Page)
    assert read_text(page) == f"{LEAD} {SECOND}"


def test_row_with_a_text_is_no_ninjs(tmp_path: Path) -> None:
    (page,) = opened(tmp_path, {"id": "k", "text": LEAD, **FIRST})
    assert isinstance(page, Page)
    assert page.origin.endswith("#k")
    assert page.text == LEAD


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"pubstatus": "canceled"}, "Its provider has marked this ninjs item as canceled."),
        (
            {"type": "picture", "body_html": None, "body_text": ""},
            "This is a ninjs item of type 'picture', without a text.",
        ),
    ],
)
def test_items_that_are_skipped(tmp_path: Path, changes: dict[str, Any], cause: str) -> None:
    (problem,) = opened(tmp_path, {**FIRST, **changes})
    assert isinstance(problem, Problem)
    assert problem.kind == "skipped"
    assert problem.cause == cause


def test_text_item_without_text_has_failed(tmp_path: Path) -> None:
    (problem,) = opened(tmp_path, {**FIRST, "body_html": None, "body_text": 5})
    assert isinstance(problem, Problem)
    assert problem.kind == "failed"
    assert "Row 1 has neither `text` nor `html` (its fields: `id`" in problem.cause


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just(BODY),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["role", "name", "value", "contentType", "x"]), inner)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from([*FIRST, *SECOND_SERIES, *THIRD, *SUPERDESK, "body", "infosource"])


@given(st.dictionaries(NAMES, VALUES))
def test_any_item_gives_strings_or_a_reason(item: dict[str, Any]) -> None:
    is_ninjs(item)
    try:
        row = row_of_ninjs(item)
    except NoPageError:
        return
    assert all(isinstance(value, str) and value for value in row.values())
