"""A page that is kept gets its story and its original, in the archive as in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sayso.archive.archive import Archive
from sayso.archive.keep import keep
from sayso.pages import PageOptions
from sayso.pages.original import Opened, Original
from sayso.reading import Page, Reading
from sayso.stories.copies import Copy
from sayso.stories.filing import Filed, file_page
from sayso.stories.kept import pages_of
from sayso.stories.kept_copies import changes_of, copies_of, copy_of
from tests.stories.test_copies import OWN, PAGES, SEEN, WIRE, joined, later, page


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "made.db", create=True) as made:
        yield made


def add(archive: Archive, each: Page, number: int = 0) -> tuple[int, Filed]:
    """Keeps a page as `sayso add` does, and files it in the same transaction."""
    opened = Opened(
        page=each,
        original=Original(data=f"{number} {each.text}".encode(), form="page"),
        options=PageOptions(),
        retrieved=SEEN,
    )
    with archive.writing() as connection:
        kept = keep(connection, opened, Reading(page=each), model="none")
        return kept.page_id, file_page(connection, kept.page_id, each, retrieved=SEEN)


def test_a_copy_is_found_with_its_changes(archive: Archive) -> None:
    first, filed = add(archive, page(WIRE))
    assert filed.copy is None
    second, filed_too = add(archive, later([*WIRE[:4], OWN[3]]))
    copy = filed_too.copy
    assert copy is not None
    assert (copy.page, copy.of, copy.credit) == (second, first, "Meridian Wire")
    assert copy_of(archive.connection, second) == copy
    assert copies_of(archive.connection, first) == [copy]
    assert copies_of(archive.connection, second) == []
    changes = changes_of(archive.connection, copy)
    assert changes is not None
    assert len(changes.added) == 1
    assert len(changes.cut) == 2
    # A copy is of the same happening.
    assert filed.placement.story == filed_too.placement.story
    assert pages_of(archive.connection, filed.placement.story) == [first, second]


def test_a_page_that_changed_stays_in_its_story_and_is_compared_again(archive: Archive) -> None:
    first, _ = add(archive, page(WIRE))
    address = "https://fjord.example/crane"
    copied = replace(later(WIRE), url=address, id="1")
    rewritten = replace(later(OWN), url=address, id="2")
    second, filed = add(archive, copied)
    assert filed.copy is not None
    again, filed_again = add(archive, rewritten)
    assert again == second
    assert filed_again.copy is None
    assert filed_again.placement.story == filed.placement.story
    assert copies_of(archive.connection, first) == []


def test_a_page_that_is_taken_away_takes_what_was_said_of_it_along(archive: Archive) -> None:
    first, _ = add(archive, page(WIRE))
    second, _ = add(archive, later(WIRE))
    with archive.writing() as connection:
        copy = copy_of(connection, second)
        assert copy is not None
        connection.execute("DELETE FROM pages WHERE page_id = ?", (first,))
        assert copy_of(connection, second) is None
        assert changes_of(connection, copy) is None
    other = replace(later(WIRE, outlet="Nordlys"), id="another")
    third, filed = add(archive, other, 3)
    assert filed.copy is not None
    assert filed.copy.of == second
    assert third != second


def test_a_copy_is_in_the_story_of_its_original_however_short_it_is(archive: Archive) -> None:
    _, filed = add(archive, page([*WIRE, *OWN], title="Nine things that Saltby speaks of"))
    brief = replace(later([WIRE[3]], title="In brief"), id="brief")
    _, filed_brief = add(archive, brief)
    assert filed_brief.copy is not None
    assert filed_brief.copy.kind == "cut"
    assert filed_brief.placement.story == filed.placement.story


def test_a_copy_of_what_is_long_past_is_in_no_old_story(archive: Archive) -> None:
    _, filed = add(archive, page(WIRE, published="2025-03-03T09:00:00Z"))
    _, again = add(archive, later(WIRE))
    assert again.copy is not None
    assert again.placement.story != filed.placement.story


@given(PAGES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_archive_joins_as_memory_does(tmp_path: Path, pages: list[Page]) -> None:
    path = tmp_path / "made.db"
    path.unlink(missing_ok=True)
    distinct = [replace(each, id=str(number)) for number, each in enumerate(pages)]
    expected = joined(*distinct).copies
    with Archive(path, create=True) as archive:
        for number, each in enumerate(distinct, start=1):
            assert add(archive, each, number)[0] == number
        found: dict[int, Copy | None] = {
            number: copy_of(archive.connection, number) for number in range(1, len(pages) + 1)
        }
    assert {number: copy for number, copy in found.items() if copy} == expected
