"""What makes a page of the archive, what is a new version, and that all of it is found again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.archive import Archive
from sayso.archive.addresses import address_key
from sayso.archive.changes import changes_of, compare
from sayso.archive.keep import Kept
from sayso.archive.packing import (
    options_json,
    options_of,
    pack_reading,
    unpack_reading,
    utc,
)
from sayso.archive.stored import find, original_of, page_ids, reading_of, versions
from sayso.errors import UnknownPageError
from sayso.pages import Opened, PageOptions, open_originals, page_of
from sayso.pages.fields import field_names
from sayso.reading import Page, Reading
from tests.archive.made import fill, opened, put, rows
from tests.fakes import FakeReader

FIRST = "The bridge is shut.\n\n“It is not safe,” Whitlock said. The council met on Thursday.\n"
LATER = (
    "The bridge is shut.\n\n“It is not at all safe,” Whitlock said. The council met on Thursday.\n"
    "\n“I would not drive over it,” Okoro said after the meeting.\n"
)
ADDRESS = "https://courier.example/bridge"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return fill(tmp_path / "sayso.db", [])


def test_what_is_kept_comes_back_as_it_was(archive: Archive) -> None:
    page = opened(FIRST, url=ADDRESS, outlet="The Courier", published="2026-03-12")
    kept = put(archive, page)
    assert kept == Kept(page_id=1, outcome="new")
    reading = reading_of(archive.connection, kept.page_id)
    assert reading == FakeReader().read(page.page)
    assert reading.page.text == FIRST
    (version,) = versions(archive.connection, kept.page_id)
    original, origin, options = original_of(archive.connection, version.version_id)
    assert original == page.original
    assert page_of(original, origin=origin, options=options) == page.page


def test_the_same_bytes_twice_are_one_page(archive: Archive) -> None:
    put(archive, opened(FIRST))
    again = put(archive, opened(FIRST, url=ADDRESS))
    assert again == Kept(page_id=1, outcome="known")
    assert list(page_ids(archive.connection)) == [1]
    # The address that came with them the second time is one of the page's.
    assert find(archive.connection, ADDRESS) == 1


def test_an_address_whose_text_changed_has_a_new_version(archive: Archive) -> None:
    put(archive, opened(FIRST, url=ADDRESS))
    kept = put(archive, opened(LATER, url="http://www.courier.example/bridge/?utm_source=x#top"))
    assert kept == Kept(page_id=1, outcome="changed")
    assert [version.current for version in versions(archive.connection, 1)] == [False, True]
    before, after = (reading_of(archive.connection, 1, number) for number in (1, 2))
    assert before.page.text == FIRST
    assert reading_of(archive.connection, 1) == after
    changes = compare(before, after)
    assert [pair.after.content for pair in changes.changed] == ["“It is not at all safe,”"]
    assert [said.source for said in changes.added] == ["Okoro"]
    assert changes.removed == ()
    assert changes.title is None


def test_changes_of_a_page_that_is_not_there_say_so(archive: Archive) -> None:
    with pytest.raises(UnknownPageError, match="has no page 7"):
        changes_of(archive.connection, 7, None, None)


def test_questions_are_asked_of_the_current_version_alone(archive: Archive) -> None:
    put(archive, opened(FIRST, url=ADDRESS))
    put(archive, opened(LATER, url=ADDRESS))
    contents = "SELECT content FROM statements ORDER BY start"
    assert rows(archive, contents) == [
        ("“It is not at all safe,”",),
        ("“I would not drive over it,”",),
    ]
    search = "SELECT count(*) FROM {0}_fts WHERE {0}_fts MATCH 'safe'"
    assert rows(archive, search.format("statements")) == [(1,)]
    assert rows(archive, search.format("pages")) == [(1,)]
    for table in ("pages_fts", "statements_fts"):
        with archive.writing() as connection:
            # Raises when the index holds anything but what the tables do.
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")


def test_bytes_that_changed_without_the_text_are_no_new_version(archive: Archive) -> None:
    put(archive, opened(FIRST, url=ADDRESS))
    kept = put(archive, opened(FIRST.replace("\n", "\r\n"), url=ADDRESS))
    assert kept == Kept(page_id=1, outcome="known")
    assert len(versions(archive.connection, 1)) == 1


def test_what_was_fetched_earlier_does_not_become_current(archive: Archive) -> None:
    put(archive, opened(LATER, url=ADDRESS, retrieved="2026-03-14T08:00:00Z"))
    kept = put(archive, opened(FIRST, url=ADDRESS, retrieved="2026-03-12T08:00:00Z"))
    assert kept.outcome == "changed"
    assert reading_of(archive.connection, 1).page.text == LATER
    assert rows(archive, "SELECT count(*) FROM statements") == [(2,)]


def test_pages_without_an_address_are_told_apart_by_their_bytes(archive: Archive) -> None:
    put(archive, opened(FIRST, origin="one.txt"))
    assert put(archive, opened(LATER, origin="one.txt")).page_id == 2


def test_a_page_is_found_by_number_address_and_digest(archive: Archive) -> None:
    put(archive, opened(FIRST, url=ADDRESS))
    digest = versions(archive.connection, 1)[0].digest
    for name in ("1", ADDRESS, "courier.example/bridge", digest, digest[:8]):
        assert find(archive.connection, name) == 1
    for name in ("2", "courier.example/other", "0" * 8, digest[:7] + "g", ""):
        with pytest.raises(UnknownPageError, match="number as search and said print it"):
            find(archive.connection, name)


def test_a_page_that_cannot_be_kept_whole_is_not_kept_at_all(archive: Archive) -> None:
    page = opened(FIRST, url=ADDRESS)
    broken = FakeReader().read(page.page)
    object.__setattr__(broken.statements[0], "form", None)
    with pytest.raises(Exception, match="NOT NULL"):
        put(archive, page, broken)
    for table in ("pages", "versions", "originals", "readings", "statements", "addresses"):
        assert rows(archive, f"SELECT count(*) FROM {table}") == [(0,)]
    assert put(archive, page).outcome == "new"


def test_the_shipped_examples_are_kept_to_the_character(archive: Archive, examples: Path) -> None:
    for page in open_originals([examples / "dam.txt", examples / "ferry.html"]):
        assert isinstance(page, Opened)
        kept = put(archive, page)
        assert reading_of(archive.connection, kept.page_id).page == page.page


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_no_text_is_lost_in_packing(text: str) -> None:
    reading = Reading(page=Page(id="0" * 64, origin="-", text=text))
    assert unpack_reading(pack_reading(reading), text) == reading


def test_options_come_back() -> None:
    options = PageOptions(published="2026-03-12", outlet="Ö & Söhne", url=ADDRESS, force=True)
    assert options_of(options_json(options)) == options
    assert options_of(options_json(PageOptions())) == PageOptions()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-12", "2026-03-12"),
        ("2026-03-12T01:30:00+02:00", "2026-03-11T23:30:00Z"),
        ("2026-03-12T01:30:00.25Z", "2026-03-12T01:30:00Z"),
        ("2026-03-12T01:30:00", "2026-03-12T01:30:00Z"),
        ("2026-03", "2026-03"),
        (None, None),
    ],
)
def test_times_are_kept_in_utc(value: str | None, expected: str | None) -> None:
    assert utc(value) == expected


@pytest.mark.parametrize(
    "other",
    [
        "http://courier.example/bridge",
        "https://www.courier.example/bridge/",
        "https://COURIER.example/bridge#comments",
        "https://courier.example/bridge?utm_source=feed&utm_medium=rss",
    ],
)
def test_addresses_that_are_one(other: str) -> None:
    assert address_key(other) == address_key(ADDRESS)


@pytest.mark.parametrize(
    "other",
    [
        "https://courier.example/Bridge",
        "https://courier.example/bridge?page=2",
        "https://sport.courier.example/bridge",
        "https://courier.example/",
    ],
)
def test_addresses_that_are_not(other: str) -> None:
    assert address_key(other) != address_key(ADDRESS)


def test_rows_are_read_again_by_the_fields_that_the_caller_named(
    archive: Archive, tmp_path: Path
) -> None:
    dump = tmp_path / "dump.jsonl"
    dump.write_text('{"body": "The bridge is shut.\\n\\n“No,” Okoro said.", "of": "2026-03-12"}')
    options = PageOptions(fields=field_names(["text=body", "published=of"]), force=True)
    (page,) = open_originals([dump], options=options)
    assert isinstance(page, Opened)
    kept = put(archive, page)
    (version,) = versions(archive.connection, kept.page_id)
    original, origin, kept_options = original_of(archive.connection, version.version_id)
    assert page_of(original, origin=origin, options=kept_options) == page.page
