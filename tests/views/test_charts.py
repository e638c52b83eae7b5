"""The chart of unnamed sourcing: what is drawn, what it says without being seen, and that it is the
same file each time."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sayso.archive.sourcing import Sourcing
from sayso.errors import OptionError
from sayso.extras import MissingExtraError
from sayso.views.charts import MOST_LINES, unnamed_chart
from tests.strategies import WORDS

pytest.importorskip("matplotlib")
SVG = "{http://www.w3.org/2000/svg}"


def row(outlet: str | None, period: str | None, statements: int, unnamed: int) -> Sourcing:
    return Sourcing(
        outlet=outlet,
        period=period,
        pages=1,
        statements=statements,
        direct=0,
        indirect=statements,
        mixed=0,
        sources=1,
        unnamed_sources=1,
        statements_by_unnamed=unnamed,
    )


ROWS = [
    row("The Courier", "2026-01", 40, 10),
    row("The Courier", "2026-02", 10, 4),
    row("The Post", "2026-01", 80, 8),
    row("The Post", "2026-02", 100, 20),
]


def drawn(rows: Sequence[Sourcing]) -> etree._Element:
    return etree.fromstring(unnamed_chart(rows))


def texts(svg: etree._Element) -> list[str]:
    return ["".join(text.itertext()).strip() for text in svg.iter(f"{SVG}text")]


def description(svg: etree._Element) -> str:
    return str(svg.findtext(f"{SVG}desc"))


def test_lines_are_named_and_few_statements_are_told() -> None:
    svg = drawn(ROWS)
    assert {"The Courier", "The Post"} <= set(texts(svg))
    assert any("hollow: fewer than 20" in text for text in texts(svg))
    assert any("95 % interval" in text for text in texts(svg))


def test_it_can_be_read_out() -> None:
    svg = drawn(ROWS)
    assert svg.get("role") == "img"
    labels = str(svg.get("aria-labelledby")).split()
    assert [svg.find(f"*[@id='{label}']").tag for label in labels] == [f"{SVG}title", f"{SVG}desc"]  # type: ignore[union-attr]
    assert "The Courier: 25% of 40 statements in 2026-01 to 40% of 10 statements in 2026-02" in (
        description(svg)
    )


def test_the_same_counts_make_the_same_file() -> None:
    assert unnamed_chart(ROWS) == unnamed_chart(ROWS)
    assert unnamed_chart(ROWS, "png") == unnamed_chart(ROWS, "png")
    assert b"<dc:date>" not in unnamed_chart(ROWS)


def test_png() -> None:
    assert unnamed_chart(ROWS, "png").startswith(b"\x89PNG")


def test_the_smaller_outlets_are_one_line() -> None:
    rows = [
        row(f"Outlet {number}", "2026-01", 100 - number, 10) for number in range(MOST_LINES + 3)
    ]
    shown = texts(drawn([*rows, row(None, "2026-01", 5, 5)]))
    assert f"Outlet {MOST_LINES - 1}" in shown
    assert f"Outlet {MOST_LINES}" not in shown
    assert "3 other outlets" in shown
    # 94 + 93 + 92 statements, and 5 of pages without an outlet.
    rest = description(drawn([*rows, row(None, "2026-01", 5, 5)])).split("3 other outlets: ")[1]
    assert rest.startswith("12% of 284 statements")


@pytest.mark.parametrize(
    "periods",
    [("2026-01", "2026-02"), ("2026-W01", "2026-W53"), ("2025", "2026"), ("2026-01-31",)],
)
def test_all_periods(periods: tuple[str, ...]) -> None:
    svg = drawn([row(None, period, 30, 3) for period in periods])
    assert "All pages" in texts(svg)


def test_what_has_no_date_or_no_statement_has_no_place() -> None:
    rows = [*ROWS, row("The Post", None, 900, 900), row("The Post", "2026-03", 0, 0)]
    assert unnamed_chart(rows) == unnamed_chart(ROWS)


def test_nothing_to_draw() -> None:
    with pytest.raises(OptionError, match="no time to draw a chart along"):
        unnamed_chart([row("The Post", None, 10, 1)])
    with pytest.raises(OptionError, match="no statement on a page with a date fits"):
        unnamed_chart([row("The Post", "2026-01", 0, 0)])
    with pytest.raises(OptionError, match="nothing to draw"):
        unnamed_chart([])


@settings(max_examples=25)
@given(names=st.lists(WORDS, min_size=1, max_size=8))
def test_whatever_an_outlet_is_called_it_is_a_picture(names: list[str]) -> None:
    rows = [row(name, "2026-01", 30, 3) for name in names]
    svg = unnamed_chart(rows)
    etree.fromstring(svg)
    assert b"<script" not in svg


def test_dollar_signs_make_no_formula() -> None:
    assert "The $x^2$ Post" in texts(drawn([row("The $x^2$ Post", "2026-01", 30, 3)]))


def test_without_matplotlib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'sayso\[charts\]'"):
        unnamed_chart(ROWS)
