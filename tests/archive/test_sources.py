"""Who speaks how often: what is counted, whose it is, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.archive.filters import Filters
from sayso.archive.sources import SourceOrder, Sources, sources
from tests.archive.filled import Line, keep_page


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "sayso.db", create=True) as made:
        keep_page(
            made,
            Line(content="“one”", source="Dana Whitlock", role="mayor", form="direct"),
            Line(content="two", source="Dana Whitlock"),
            Line(content="three", source="officials", naming="unnamed", kind="group"),
            Line(content="nobody says so", source=None),
            outlet="The Courier",
            published="2026-03-12",
        )
        keep_page(
            made,
            Line(content="four", source="Dana Whitlock"),
            Line(content="five", source="the officials", naming="unnamed", kind="group"),
            Line(content="six", source="Ann Berg"),
            outlet="The Post",
            published="2026-04-01",
        )
        keep_page(made, Line(content="seven", source="Ann Berg"), outlet="The Post", published=None)
        yield made


def names(found: Sources) -> list[str]:
    return [source.name for source in found.sources]


def test_what_is_counted_of_each(archive: Archive) -> None:
    first, third, second = sources(archive.connection).sources
    assert first.name == "Dana Whitlock"
    assert (first.naming, first.kind, first.role) == ("named", "person", "mayor")
    assert (first.statements, first.direct, first.pages, first.outlets) == (3, 1, 2, 2)
    assert (first.first, first.last) == ("2026-03-12", "2026-04-01")
    assert first.share_direct == pytest.approx(1 / 3)
    assert first.profile_id is not None
    # Unnamed sources of one description are counted together, whatever the article.
    assert second.name == "the officials"
    assert (second.naming, second.kind, second.profile_id) == ("unnamed", "group", None)
    assert (second.statements, second.pages) == (2, 2)
    # A page without a date counts, and says nothing of first and last.
    assert (third.name, third.statements, third.first, third.last) == (
        "Ann Berg", 2, "2026-04-01", "2026-04-01",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("statements", ["Dana Whitlock", "Ann Berg", "the officials"]),
        ("pages", ["Dana Whitlock", "Ann Berg", "the officials"]),
        ("outlets", ["Dana Whitlock", "the officials", "Ann Berg"]),
        ("newest", ["Dana Whitlock", "Ann Berg", "the officials"]),
        ("name", ["Ann Berg", "Dana Whitlock", "the officials"]),
    ],
)
def test_orders(archive: Archive, order: SourceOrder, expected: list[str]) -> None:
    assert names(sources(archive.connection, order=order)) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"naming": "unnamed"}, ["the officials"]),
        ({"naming": "named", "outlets": ("Post",)}, ["Ann Berg", "Dana Whitlock"]),
        ({"source": "berg"}, ["Ann Berg"]),
        ({"until": "2026-03"}, ["Dana Whitlock", "officials"]),
        ({"form": "direct"}, ["Dana Whitlock"]),
        ({"mode": "thought"}, []),
    ],
)
def test_filters(archive: Archive, options: dict[str, object], expected: list[str]) -> None:
    found = sources(archive.connection, Filters(**options), order="name")  # type: ignore[arg-type]
    assert names(found) == expected


def test_the_rest_follows(archive: Archive) -> None:
    first = sources(archive.connection, limit=2)
    assert (len(first.sources), first.more) == (2, True)
    rest = sources(archive.connection, limit=2, offset=2)
    assert (len(rest.sources), rest.more, rest.offset) == (1, False, 2)
