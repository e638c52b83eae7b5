"""What a person puts right about who is who, and that it stays so."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.profile_cases import page_of_case
from sayso.archive import Archive
from sayso.archive.keep import keep
from sayso.archive.profiles import (
    ChangeError,
    UnknownProfileError,
    explain,
    find_profiles,
    link_entities,
    merge,
    profile,
    split,
    undo,
    unlink_page,
)
from sayso.pages import Opened, Original, PageOptions
from sayso.reading import Reading
from tests.archive.test_profiles import archive, org, put, who
from tests.strategies import readings

__all__ = ["archive"]


def again(archive: Archive, page_id: int) -> None:
    """Reads a page anew."""
    with archive.writing() as connection:
        unlink_page(connection, page_id)
        link_entities(connection, page_id)


def state(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    """All that says who is who."""
    queries = {
        "entities": "SELECT entity_key, profile_id, reason FROM entities ORDER BY entity_key",
        "statements": "SELECT statement_key, profile_id FROM statements ORDER BY statement_key",
        "profiles": "SELECT * FROM profiles WHERE merged_into IS NULL ORDER BY profile_id",
        "keys": "SELECT * FROM profile_keys ORDER BY key, profile_id",
        "facts": "SELECT * FROM profile_facts ORDER BY profile_id, fact, value",
    }
    return {name: archive.connection.execute(query).fetchall() for name, query in queries.items()}


def one_of(archive: Archive, page_id: int, name: str) -> int:
    found = who(archive, page_id, name)
    assert found is not None
    return found


def two(archive: Archive) -> tuple[int, int, int, int]:
    """Two pages and the profiles of the two John Smiths on them."""
    nurse = put(archive, {"name": "John Smith", "role": "nurse"}, outlet="The Courier")
    governor = put(archive, {"name": "John Smith", "role": "Virginia governor"}, outlet="The Wire")
    ids = one_of(archive, nurse, "John Smith"), one_of(archive, governor, "John Smith")
    return nurse, governor, *ids


def test_what_a_person_merges_is_one(archive: Archive) -> None:
    nurse, governor, a, b = two(archive)
    with archive.writing() as connection:
        done = merge(connection, a, b, why="he changed his work")
    assert (done.kept, done.other, done.entities, done.by_hand) == (a, b, 1, True)
    assert who(archive, governor, "John Smith") == a
    (found,) = find_profiles(archive.connection, "john smith")
    assert (found.profile_id, found.pages, found.statements) == (a, 2, 2)
    # The other's number stays good.
    assert profile(archive.connection, b).profile_id == a
    assert [change.why for change in explain(archive.connection, b).changes] == [
        "he changed his work"
    ]
    rows = archive.connection.execute("SELECT DISTINCT profile_id FROM statements").fetchall()
    assert rows == [(a,)]
    # And stays one when its pages are read anew.
    again(archive, governor)
    again(archive, nurse)
    assert who(archive, governor, "John Smith") == who(archive, nurse, "John Smith") == a


def test_a_merge_undone_is_as_it_was(archive: Archive) -> None:
    _, _, a, b = two(archive)
    before = state(archive)
    with archive.writing() as connection:
        done = merge(connection, a, b, why="by mistake")
    assert state(archive) != before
    with archive.writing() as connection:
        undo(connection, done.change_id)
    assert state(archive) == before


def test_what_joined_since_stays_after_an_undo(archive: Archive) -> None:
    _, _, a, b = two(archive)
    with archive.writing() as connection:
        done = merge(connection, a, b, why="by mistake")
    third = put(archive, {"name": "John Smith", "role": "nurse"}, outlet="The Courier")
    assert who(archive, third, "John Smith") == a
    with archive.writing() as connection:
        undo(connection, done.change_id)
    assert who(archive, third, "John Smith") == a
    assert profile(archive.connection, b).pages == 1


def test_what_a_person_splits_stays_two(archive: Archive) -> None:
    pages = [
        put(archive, {"name": "Ada Lindgren", "role": "nurse"}, "Hal Brandt", outlet=outlet)
        for outlet in ("The Courier", "The Wire", "The Wire")
    ]
    a = one_of(archive, pages[0], "Ada Lindgren")
    with archive.writing() as connection:
        done = split(connection, a, outlet="the wire", why="two nurses")
    b = done.other
    assert [who(archive, page, "Ada Lindgren") for page in pages] == [a, b, b]
    for page in pages:
        again(archive, page)
    assert [who(archive, page, "Ada Lindgren") for page in pages] == [a, b, b]
    # A page that would make them one does not.
    put(archive, {"name": "Ada Lindgren", "role": "nurse"}, "Hal Brandt", outlet="The Courier")
    put(archive, {"name": "Ada Lindgren", "role": "nurse"}, "Hal Brandt", outlet="The Wire")
    assert [who(archive, page, "Ada Lindgren") for page in pages] == [a, b, b]
    assert {found.profile_id for found in find_profiles(archive.connection, "Ada")} >= {a, b}


def test_a_split_undone_is_as_it_was(archive: Archive) -> None:
    pages = [put(archive, {"name": "Ada Lindgren", "role": role}) for role in ("nurse", "midwife")]
    before = state(archive)
    a = one_of(archive, pages[0], "Ada Lindgren")
    with archive.writing() as connection:
        done = split(connection, a, role="Midwife", why="by mistake")
    assert who(archive, pages[1], "Ada Lindgren") == done.other != a
    with archive.writing() as connection:
        undo(connection, done.change_id)
    assert state(archive) == before
    assert profile(archive.connection, done.other).profile_id == a


def test_a_merge_by_a_page_undone_is_not_done_again(archive: Archive) -> None:
    full = put(archive, org("Lorne Valley Rail"), published="2020-01-01")
    short = put(archive, org("LVR"), published="2026-01-01")
    put(archive, org("Lorne Valley Rail", after=" (LVR)"), published="2026-01-02")
    a = one_of(archive, full, "Lorne Valley Rail")
    assert who(archive, short, "LVR") == a
    (done,) = explain(archive.connection, a).changes
    with archive.writing() as connection:
        undo(connection, done.change_id)
    b = one_of(archive, short, "LVR")
    assert b != one_of(archive, full, "Lorne Valley Rail")
    put(archive, org("Lorne Valley Rail", after=" (LVR)"), published="2026-01-01")
    assert who(archive, short, "LVR") == b != who(archive, full, "Lorne Valley Rail")


def test_who_was_split_can_be_merged_again(archive: Archive) -> None:
    pages = [put(archive, {"name": "Ada Lindgren", "role": role}) for role in ("nurse", "midwife")]
    a = one_of(archive, pages[0], "Ada Lindgren")
    with archive.writing() as connection:
        done = split(connection, a, pages=[pages[1]], why="two")
        back = merge(connection, a, done.other, why="one after all")
    assert who(archive, pages[1], "Ada Lindgren") == a
    with archive.writing() as connection:
        undo(connection, back.change_id)
    assert who(archive, pages[1], "Ada Lindgren") == done.other


def test_a_profile_that_a_person_touched_stays_without_pages(archive: Archive) -> None:
    nurse, governor, a, b = two(archive)
    with archive.writing() as connection:
        merge(connection, a, b, why="one")
        unlink_page(connection, nurse)
        unlink_page(connection, governor)
    assert profile(archive.connection, b).profile_id == a
    with archive.writing() as connection:
        link_entities(connection, governor)
        link_entities(connection, nurse)
    assert who(archive, nurse, "John Smith") == who(archive, governor, "John Smith") == a


def test_what_was_undone_touches_nobody(archive: Archive) -> None:
    nurse, governor, a, b = two(archive)
    with archive.writing() as connection:
        done = merge(connection, a, b, why="by mistake")
        undo(connection, done.change_id)
        unlink_page(connection, nurse)
        unlink_page(connection, governor)
    assert not find_profiles(archive.connection, "John Smith")
    with pytest.raises(UnknownProfileError):
        profile(archive.connection, b)


def test_what_cannot_be_changed_says_why(archive: Archive) -> None:
    page = put(archive, "Ada Lindgren")
    a = one_of(archive, page, "Ada Lindgren")
    with archive.writing() as connection:
        with pytest.raises(UnknownProfileError, match="The archive has no profile 999"):
            merge(connection, a, 999, why="")
        with pytest.raises(ChangeError, match=f"Profile {a} is one already"):
            merge(connection, a, a, why="")
        with pytest.raises(ChangeError, match="Nothing says what of profile 1 is"):
            split(connection, a, why="")
        with pytest.raises(ChangeError, match="None of the 1 entities of profile"):
            split(connection, a, outlet="The Wire", why="")
        with pytest.raises(ChangeError, match="All of the 1 entities of profile"):
            split(connection, a, pages=[page], why="")
        with pytest.raises(ChangeError, match="The archive has no change 7"):
            undo(connection, 7)
    with pytest.raises(UnknownProfileError):
        explain(archive.connection, 12345)


def test_a_change_is_undone_once(archive: Archive) -> None:
    _, _, a, b = two(archive)
    with archive.writing() as connection:
        done = merge(connection, a, b, why="one")
        back = undo(connection, done.change_id)
        with pytest.raises(ChangeError, match="has been taken back already"):
            undo(connection, done.change_id)
        with pytest.raises(ChangeError, match="took another back"):
            undo(connection, back.change_id)


# --- Whatever the pages

NAMES = (
    "Marco Rubenko", "Rubenko", "Sen. Rubenko", "Luis Rubenko", "John Smith", "Smith",
    "Bob Tarrant", "Robert Tarrant", "Tarrant", "Ann Tarrant",
)  # fmt: skip
ROLES = (None, "senator", "nurse", "Virginia governor", "governor of Ohio")
PEOPLE = st.builds(
    lambda name, role: {"name": name, "role": role}, st.sampled_from(NAMES), st.sampled_from(ROLES)
)
PAGES = st.lists(
    st.tuples(
        st.lists(PEOPLE, min_size=1, max_size=3, unique_by=lambda person: person["name"]),
        st.sampled_from(("The Courier", "The Wire")),
        st.integers(1, 28),
    ),
    min_size=2,
    max_size=6,
)


@cache
def empty() -> bytes:
    """An empty archive: to make it anew for each of many pages takes the disk too long."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        Archive(path, create=True).close()
        return path.read_bytes()


@contextmanager
def an_archive() -> Iterator[Archive]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        path.write_bytes(empty())
        with Archive(path) as archive:
            archive.connection.execute("PRAGMA synchronous = OFF")
            yield archive


@contextmanager
def of_pages(
    pages: list[Any], order: list[int] | None = None
) -> Iterator[tuple[Archive, list[int]]]:
    """An archive of pages, put in some order; with the ids of the pages in that of the list."""
    with an_archive() as archive:
        ids: dict[int, int] = {}
        for number in order if order is not None else range(len(pages)):
            people, outlet, day = pages[number]
            opened, reading = page_of_case(
                people, outlet=outlet, published=f"2026-01-{day:02}", name=str(number)
            )
            with archive.writing() as connection:
                ids[number] = keep(connection, opened, reading, model="made for a test").page_id
        yield archive, [ids[number] for number in range(len(pages))]


def standing(archive: Archive) -> list[int]:
    rows = archive.connection.execute(
        "SELECT profile_id FROM profiles WHERE merged_into IS NULL ORDER BY profile_id"
    )
    return [row[0] for row in rows]


@settings(max_examples=15)
@given(PAGES, st.data())
def test_any_merge_undone_is_as_it_was(pages: list[Any], data: st.DataObject) -> None:
    with of_pages(pages) as (archive, _):
        profiles = standing(archive)
        if len(profiles) < 2:
            return
        a, b = data.draw(st.permutations(profiles))[:2]
        before = state(archive)
        with archive.writing() as connection:
            done = merge(connection, a, b, why="one")
            undo(connection, done.change_id)
        assert state(archive) == before


@settings(max_examples=15)
@given(PAGES, st.data())
def test_any_split_undone_is_as_it_was(pages: list[Any], data: st.DataObject) -> None:
    with of_pages(pages) as (archive, ids):
        a = data.draw(st.sampled_from(standing(archive)))
        before = state(archive)
        chosen = data.draw(st.sets(st.sampled_from(ids), min_size=1))
        with archive.writing() as connection:
            try:
                done = split(connection, a, pages=chosen, why="two")
            except ChangeError:
                return
            undo(connection, done.change_id)
        assert state(archive) == before


@settings(max_examples=15)
@given(PAGES, st.data())
def test_reading_pages_anew_changes_nothing_that_a_person_decided(
    pages: list[Any], data: st.DataObject
) -> None:
    with of_pages(pages) as (archive, ids):
        profiles = standing(archive)
        if len(profiles) < 2:
            return
        a, b = data.draw(st.permutations(profiles))[:2]
        with archive.writing() as connection:
            merge(connection, a, b, why="one")
        query = "SELECT page_id, name FROM entities WHERE profile_id = ? ORDER BY page_id, name"
        together = archive.connection.execute(query, (a,)).fetchall()
        for page_id in data.draw(st.permutations(ids)):
            again(archive, page_id)
        # Under another number, where a page showed them to be somebody else besides.
        now = profile(archive.connection, a).profile_id
        assert {who(archive, *one) for one in together} == {now}


@settings(max_examples=15)
@given(PAGES, st.booleans(), st.data())
def test_whatever_comes_later_and_in_whatever_order_leaves_a_decision_alone(
    pages: list[Any], together: bool, data: st.DataObject
) -> None:
    """Those that a person made one stay one, and those that a person made two stay two."""
    ann = {"name": "Ann Tarrant", "role": "nurse"}
    other = ann if not together else {"name": "John Smith", "role": "nurse"}
    first = [([ann], "The Courier", 1), ([other], "The Wire", 2)]
    with of_pages(first) as (archive, (one, two_)):
        a = one_of(archive, one, "Ann Tarrant")
        name = str(other["name"])
        with archive.writing() as connection:
            if together:
                merge(connection, a, one_of(archive, two_, name), why="one")
            elif who(archive, two_, name) == a:
                split(connection, a, pages=[two_], why="two")
            else:
                return
        for number in data.draw(st.permutations(range(len(pages)))):
            people, outlet, day = pages[number]
            put(archive, *people, outlet=outlet, published=f"2026-01-{day:02}", name=str(number))
        again(archive, data.draw(st.sampled_from((one, two_))))
        assert (who(archive, one, "Ann Tarrant") == who(archive, two_, name)) == together


@settings(max_examples=15)
@given(PAGES, st.data())
def test_whatever_the_order_nobody_is_two_on_one_page(
    pages: list[Any], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(pages))))
    with of_pages(pages, order) as (archive, _):
        rows = archive.connection.execute(
            "SELECT page_id, profile_id, group_concat(name, '|') FROM entities"
            " WHERE profile_id IS NOT NULL GROUP BY page_id, profile_id HAVING count(*) > 1"
        ).fetchall()
        for *_, names in rows:
            firsts = {name.split()[-2] for name in names.split("|") if " " in name} - {"Sen."}
            assert len(firsts) <= 1 or firsts == {"Bob", "Robert"}


@settings(max_examples=15)
@given(PAGES)
def test_counts_are_what_they_count(pages: list[Any]) -> None:
    with of_pages(pages) as (archive, ids):
        for page_id in ids[::2]:
            again(archive, page_id)
        rows = archive.connection.execute(
            "SELECT p.pages, (SELECT count(DISTINCT page_id) FROM entities AS e"
            " WHERE e.profile_id = p.profile_id)"
            " FROM profiles AS p"
        ).fetchall()
        assert all(said == counted for said, counted in rows)
        with archive.writing() as connection:
            for page_id in ids:
                unlink_page(connection, page_id)
        assert not standing(archive)
        left = archive.connection.execute("SELECT count(*) FROM profile_keys").fetchone()
        assert left == (0,)


@settings(max_examples=30)
@given(readings())
def test_any_reading_is_linked_and_leaves_nothing_behind(reading: Reading) -> None:
    page = replace(reading.page, id="0" * 64)
    reading = replace(reading, page=page)
    opened = Opened(page=page, original=Original(data=b"", html=False), options=PageOptions())
    with an_archive() as archive:
        with archive.writing() as connection:
            page_id = keep(connection, opened, reading, model="made for a test").page_id
        for profile_id in standing(archive):
            told = explain(archive.connection, profile_id)
            assert told.decisions
            assert all(one.reason and one.words for one in told.decisions)
            find_profiles(archive.connection, told.profile.name)
        before = state(archive)
        again(archive, page_id)
        assert state(archive) == before
        with archive.writing() as connection:
            unlink_page(connection, page_id)
        assert not standing(archive)
