"""Stories kept in an archive are those that there would be in memory."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from hypothesis import given

from sayso.archive.archive import Archive
from sayso.archive.migrations import migrations
from sayso.stories.kept import (
    ArchiveIndex,
    pages_of,
    place_page,
    placement_of,
    related_to,
)
from sayso.stories.memory import MemoryIndex
from sayso.stories.placing import place
from sayso.stories.sketch import Sketch
from tests.stories.test_placing import CHEESE, SKETCHES, TRAM, TRAM_AGAIN, page

SEEN = date(2026, 3, 4)


def empty() -> sqlite3.Connection:
    """An archive's tables in memory, whose pages nobody asks for."""
    connection = sqlite3.connect(":memory:")
    for migration in migrations():
        for statement in migration.statements():
            connection.execute(statement)
    return connection


@given(SKETCHES)
def test_an_archive_places_as_memory_does(fed: list[Sketch]) -> None:
    memory = MemoryIndex()
    connection = empty()
    index = ArchiveIndex(connection)
    for number, sketch in enumerate(fed, start=1):
        expected = place(number, sketch, memory)
        assert place(number, sketch, index) == expected
        kept = placement_of(connection, number)
        assert kept is not None
        assert (kept.story, kept.likeness, kept.words) == (
            expected.story,
            expected.likeness,
            expected.words,
        )
    for neighbour in memory.pages.values():
        assert neighbour.page in pages_of(connection, neighbour.story)


def test_a_page_stays_in_its_story_when_it_changes() -> None:
    connection = empty()
    first = place_page(connection, 1, page(TRAM), seen=SEEN)
    again = place_page(connection, 2, page(TRAM_AGAIN), seen=SEEN)
    changed = place_page(connection, 2, page(CHEESE), seen=SEEN)
    assert first.story == again.story == changed.story
    assert pages_of(connection, first.story) == [1, 2]


def test_stories_that_a_page_would_both_fit_are_related() -> None:
    connection = empty()
    both = (TRAM[0], f"{TRAM[1]} {CHEESE[0]}. {CHEESE[1]}")
    tram = place_page(connection, 1, page(TRAM), seen=SEEN).story
    cheese = place_page(connection, 2, page(CHEESE), seen=SEEN).story
    bridge = place_page(connection, 3, page(both), seen=SEEN)
    assert related_to(connection, tram) == [cheese]
    assert related_to(connection, cheese) == [tram]
    assert placement_of(connection, 3) == bridge
    assert pages_of(connection, tram) == [1, 3]


def test_what_is_not_there_has_no_story() -> None:
    connection = empty()
    assert placement_of(connection, 1) is None
    assert pages_of(connection, 1) == []
    assert related_to(connection, 1) == []


def test_a_page_that_is_taken_away_is_in_no_story_and_found_by_none() -> None:
    connection = empty()
    place_page(connection, 1, page(TRAM), seen=SEEN)
    connection.execute("DELETE FROM story_pages WHERE page_id = 1")
    assert place_page(connection, 2, page(TRAM_AGAIN), seen=SEEN).likeness == 0


def test_what_a_broken_transaction_placed_is_not_there(tmp_path: Path) -> None:
    with Archive(tmp_path / "made.db", create=True) as archive:
        archive.connection.execute("PRAGMA foreign_keys = OFF")
        try:
            with archive.writing() as connection:
                place_page(connection, 1, page(TRAM), seen=SEEN)
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
        with archive.writing() as connection:
            assert placement_of(connection, 1) is None
            # Not even its words count.
            assert connection.execute("SELECT count(*) FROM story_terms").fetchone() == (0,)
