"""The sourcing of an archive by outlet and over time, in counts and as a chart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.archive import Archive
from sayso.archive.filters import Filters
from sayso.archive.sourcing import PERIODS, Division, Sourcing, sourcing, wilson
from sayso.errors import OptionError
from tests.archive.filled import Line, keep_page


def unnamed(content: str) -> Line:
    return Line(content=content, source="officials", naming="unnamed")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "sayso.db", create=True) as made:
        keep_page(
            made,
            Line(content="“one”", form="direct"),
            Line(content="two “and a half”", form="mixed"),
            unnamed("three"),
            Line(content="four", source=None),
            outlet="The Courier",
            published="2026-03-30T23:00:00Z",
        )
        keep_page(made, "five", unnamed("six"), outlet="The Courier", published="2026-04-02")
        keep_page(made, unnamed("seven"), outlet="The Post", published="2026-04-02")
        keep_page(made, outlet="The Post", published="2026-04-03", text="Nobody says a thing.")
        keep_page(made, "eight", outlet=None, published=None)
        yield made


def keys(rows: list[Sourcing]) -> list[tuple[str | None, str | None]]:
    return [(row.outlet, row.period) for row in rows]


def test_by_outlet(archive: Archive) -> None:
    courier, post, nowhere = sourcing(archive.connection)
    assert courier == Sourcing(
        outlet="The Courier",
        period=None,
        pages=2,
        statements=6,
        direct=1,
        indirect=4,
        mixed=1,
        # Whitlock is one, on whichever page; the officials are two.
        sources=3,
        unnamed_sources=2,
        statements_by_unnamed=2,
    )
    assert courier.share_by_unnamed == pytest.approx(1 / 3)
    assert (post.outlet, post.pages, post.statements) == ("The Post", 2, 1)
    assert (nowhere.outlet, nowhere.statements, nowhere.share_by_unnamed) == (None, 1, 0)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ((), [(None, None)]),
        (("month",), [(None, "2026-03"), (None, "2026-04"), (None, None)]),
        (("year",), [(None, "2026"), (None, None)]),
        # 30 March and 2 April 2026 are Monday and Thursday of one week.
        (("week",), [(None, "2026-W14"), (None, None)]),
        (("day",), [
            (None, "2026-03-30"), (None, "2026-04-02"), (None, "2026-04-03"), (None, None),
        ]),
        (("month", "outlet"), [
            ("The Courier", "2026-03"), ("The Courier", "2026-04"), ("The Post", "2026-04"),
            (None, None),
        ]),
    ],
)  # fmt: skip
def test_over_time(
    archive: Archive, by: tuple[Division, ...], expected: list[tuple[str | None, str | None]]
) -> None:
    rows = sourcing(archive.connection, by)
    assert keys(rows) == expected
    assert sum(row.statements for row in rows) == 8
    assert sum(row.pages for row in rows) == 5


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_weeks_are_those_of_the_calendar(day: date) -> None:
    (week,) = (
        sqlite3.connect(":memory:")
        .execute(f"SELECT {PERIODS['week'].format('?1')}", (f"{day}T10:00:00Z",))
        .fetchone()
    )
    year, number, _ = day.isocalendar()
    assert week == f"{year}-W{number:02}"


def test_filters(archive: Archive) -> None:
    (row,) = sourcing(archive.connection, (), Filters(outlets=("post",), until="2026-04-02"))
    assert (row.pages, row.statements) == (1, 1)
    (row,) = sourcing(archive.connection, (), Filters(naming="unnamed"))
    assert (row.pages, row.statements, row.share_by_unnamed) == (3, 3, 1)
    (row,) = sourcing(archive.connection, (), Filters(source="whitlock"))
    assert (row.statements, row.sources) == (4, 1)


def test_divisions_that_cannot_be(archive: Archive) -> None:
    with pytest.raises(OptionError, match="divided by day and week at once"):
        sourcing(archive.connection, ("day", "week"))
    with pytest.raises(OptionError, match=r"divided by 'author'\. Outlet, day, week"):
        sourcing(archive.connection, ("author",))  # type: ignore[arg-type]


def test_a_page_without_statements_has_no_share(archive: Archive) -> None:
    row = sourcing(archive.connection, ("day",), Filters(since="2026-04-03"))[0]
    assert (row.pages, row.statements, row.share_by_unnamed, row.interval) == (1, 0, None, None)


@given(total=st.integers(1, 10**6), hits=st.integers(0, 10**6))
def test_the_interval_holds_the_share_and_narrows(total: int, hits: int) -> None:
    hits = min(hits, total)
    low, high = wilson(hits, total) or (0, 0)
    assert 0 <= low <= hits / total <= high <= 1
    wider = wilson(hits, total)
    narrower = wilson(hits * 4, total * 4)
    assert wider is not None
    assert narrower is not None
    assert narrower.high - narrower.low < wider.high - wider.low
