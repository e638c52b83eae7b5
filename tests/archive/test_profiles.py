"""Who is who across pages, as pages come and go."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from benchmarks.profile_cases import page_of_case
from sayso.archive import Archive
from sayso.archive.keep import keep
from sayso.archive.profiles import explain, find_profiles, link_entities, profile, unlink_page
from sayso.archive.profiles.bodies import body, compare_bodies
from sayso.archive.profiles.evidence import Evidence
from sayso.archive.profiles.gather import gather
from sayso.archive.profiles.keys import body_lookups, display, person_lookups
from sayso.archive.profiles.known import Known
from sayso.archive.profiles.offices import profession, role_noun, seats
from sayso.archive.profiles.people import compare_people, person
from sayso.archive.profiles.store import keys_of, last_with, most_with
from sayso.archive.profiles.weighing import relation_of


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "a.db", create=True) as made:
        yield made


def put(archive: Archive, *entities: str | dict[str, Any], **page: Any) -> int:
    """Keeps a page with these on it; a name alone is a person who says something."""
    told = [{"name": one} if isinstance(one, str) else one for one in entities]
    page.setdefault("name", str(archive.connection.total_changes))
    opened, reading = page_of_case(told, **page)
    with archive.writing() as connection:
        return keep(connection, opened, reading, model="made for a test").page_id


def who(archive: Archive, page_id: int, name: str) -> int | None:
    (profile_id,) = archive.connection.execute(
        "SELECT profile_id FROM entities WHERE page_id = ? AND name = ?", (page_id, name)
    ).fetchone()
    return profile_id


def reason(archive: Archive, page_id: int, name: str) -> tuple[str, str]:
    return archive.connection.execute(
        "SELECT e.reason, l.words FROM entities AS e JOIN profile_log AS l USING (entity_key)"
        " WHERE e.page_id = ? AND e.name = ?",
        (page_id, name),
    ).fetchone()


def org(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": "organization", **more}


# --- Names


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Sen. Marco Rubio (R-Fla.)", "marco", "rubio"),
        ("RUBIO, MARCO", "marco", "rubio"),
        ("Secretary of State John Kerry", "john", "kerry"),
        ("U.S. President Barack Obama’s", "barack", "obama"),
        ("Ursula von der Leyen", "ursula", "von der leyen"),
        ("von der Leyen", None, "von der leyen"),
        ("Al Gore", "al", "gore"),
        ("Ban Ki-moon", "ki", "ban"),
        ("Ki-moon Ban", "ki", "ban"),
        ("Xi Jinping", "jinping", "xi"),
        ("JD Vance", "j", "vance"),
        ("J.D. Vance", "j", "vance"),
        ("Mr. Smith", None, "smith"),
        ("José Núñez", "jose", "nunez"),
        ("Robert C. “Bobby” Scott", "robert", "scott"),
        ("King", None, "king"),
    ],
)
def test_a_persons_name_is_taken_apart(written: str, first: str | None, last: str) -> None:
    parsed = person(written)
    assert parsed is not None
    assert (parsed.first, parsed.last) == (first, last)


@pytest.mark.parametrize(
    "written", ["the President", "Mr. Chief Justice", "Senator", "a President"]
)
def test_a_title_alone_is_no_name(written: str) -> None:
    assert person(written) is None


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("John R. Smith", "John Smith", "same"),
        ("John R. Smith", "John Robert Smith", "same"),
        ("John R. Smith", "John T. Smith", "clash"),
        ("Ken Griffey Jr.", "Ken Griffey Sr.", "clash"),
        ("Bob Smith", "Robert Smith", "nickname"),
        ("Ted Kennedy", "Edward M. Kennedy", "nickname"),
        ("G.K. Butterfield", "George Butterfield", "initial"),
        ("Rubio", "Marco Rubio", "short"),
        ("Hillary", "Hillary Clinton", "given"),
        ("Bill Clinton", "Hillary Clinton", "other"),
        ("Luis Rubio", "Marco Rubio", "other"),
        ("Bashar al-Assad", "Bashar Assad", "same"),
        ("Jean-Luc Perrault", "Jean Luc Perrault", "same"),
        ("Ban Ki-moon", "Ki-moon Ban", "same"),
        ("King Aldric IV", "King Aldric III", "clash"),
    ],
)
def test_what_one_persons_name_is_to_another(one: str, other: str, relation: str) -> None:
    a, b = person(one), person(other)
    assert a is not None
    assert b is not None
    assert compare_people(a, b) == compare_people(b, a) == relation


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("The Acme Group Inc.", "Acme Group", "same"),
        ("Department of Justice", "Justice Department", "same"),
        ("FBI", "the Federal Bureau of Investigation", "same"),
        ("U.S.", "the United States", "same"),
        ("Chicago Police Department", "the Chicago police", "same"),
        ("Food Safety Agency", "FSA", "short"),
        ("Leeds Police", "York Police", "other"),
        ("New Mexico", "Mexico", "other"),
        ("Scotland", "the United Kingdom", "other"),
        ("Britain", "the United Kingdom", "same"),
        ("The Times", "Tampa Bay Times", "other"),
    ],
)
def test_what_one_bodys_name_is_to_another(one: str, other: str, relation: str) -> None:
    a, b = body(one), body(other)
    assert a is not None
    assert b is not None
    assert compare_bodies(a, b) == compare_bodies(b, a) == relation


def test_a_name_is_shown_without_title_possessive_and_capitals() -> None:
    assert display("Sen. MARCO RUBIO’S", is_person=True) == "Marco Rubio"
    assert display("RUBIO", is_person=True) == "Rubio"
    assert display("the Food Safety Agency (FSA)", is_person=False) == "the Food Safety Agency"


def test_roles_are_told_by_their_nouns() -> None:
    assert role_noun("former Virginia governor") == role_noun("Gov") == "governor"
    assert role_noun("attorney general of Ohio") == "attorney general"
    assert profession("attorney general of Ohio") == "law"
    assert profession("spokeswoman for the company") is None
    assert seats("Virginia governor") == seats("governor of Virginia") == {"virginia"}
    assert seats("French president") == seats("president of France") == {"fra"}
    assert seats("Kelmouth mayor") == seats("mayor of Kelmouth") == {"kelmouth"}
    assert not seats("U.S. senator") | seats("American senator") | seats("candidate for senate")


PEOPLE = (
    "Marco Rubio", "Rubio", "M. Rubio", "Sean Patrick Doyle", "Patrick Doyle", "Bob Scott", "Scott",
    "Robert C. “Bobby” Scott", "Bobby Scott", "Hillary Clinton", "Hillary", "G.K. Butterfield",
    "George Butterfield", "Inés Carranza Vidal", "Inés Carranza", "Carranza", "Ban Ki-moon", "Ban",
    "Ursula von der Leyen", "von der Leyen", "Alex Moreno", "Alexandra Moreno", "Marcus Bell Jr.",
)  # fmt: skip
BODIES = (
    "Food Safety Agency", "FSA", "F.S.A.", "Justice Department", "Department of Justice", "DOJ",
    "U.S. National Hurricane Center", "National Hurricane Center", "NHC", "the United States",
)  # fmt: skip


@pytest.mark.parametrize(("names", "kind"), [(PEOPLE, "person"), (BODIES, "organization")])
def test_whoever_may_be_one_is_looked_up_whichever_comes_first(
    names: tuple[str, ...], kind: str
) -> None:
    known = [Evidence(names=(name,), kind=kind) for name in names]
    for me, other in product(known, known):
        # A first name alone is too little to look for everybody who has it.
        if relation_of(Known([me]), Known([other])) in ("other", "clash", "given"):
            continue
        lookups = person_lookups(me.people()) if me.is_person else body_lookups(me.bodies())
        assert keys_of(other) & set(lookups), (me.names, other.names)


# --- Linking


def test_a_surname_joins_the_one_who_bears_it_in_the_same_story(archive: Archive) -> None:
    full = put(archive, "Marco Rubenko", "Ted Cassel", published="2026-03-01")
    short = put(archive, "Rubenko", "Ted Cassel", published="2026-03-02")
    assert who(archive, full, "Marco Rubenko") == who(archive, short, "Rubenko")
    code, words = reason(archive, short, "Rubenko")
    assert code == "short_name"
    assert "beside ted cassel in both" in words


def test_a_surname_joins_the_whole_name_that_comes_later_too(archive: Archive) -> None:
    short = put(archive, "Rubenko", "Ted Cassel", published="2026-03-02")
    full = put(archive, "Marco Rubenko", "Ted Cassel", published="2026-03-01")
    assert who(archive, full, "Marco Rubenko") == who(archive, short, "Rubenko")
    (found,) = find_profiles(archive.connection, "rubenko")
    assert found.name == "Marco Rubenko"
    assert not found.ambiguous


def test_a_surname_far_away_is_of_its_own_and_marked(archive: Archive) -> None:
    put(archive, "Marco Rubenko", published="2020-03-01", outlet="The Courier")
    short = put(archive, "Rubenko", published="2026-03-02", outlet="Highland Wire")
    code, words = reason(archive, short, "Rubenko")
    assert code == "unclear"
    assert "Marco Rubenko" in words
    mine = who(archive, short, "Rubenko")
    assert mine is not None
    assert profile(archive.connection, mine).ambiguous


def test_a_surname_is_that_of_the_one_on_the_page_however_many_bear_it(archive: Archive) -> None:
    others = [f"{first} Calder" for first in ("Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida")]
    ann = put(archive, {"name": "Ann Calder", "role": "mayor of Tarn"}, outlet="The Courier")
    for other in others:
        for _ in range(2 if other < "Gus" else 1):
            put(archive, other, outlet="Highland Wire")
    page = put(
        archive, {"name": "Ann Calder", "role": "mayor of Tarn"}, "Calder", outlet="The Courier"
    )
    assert who(archive, page, "Calder") == who(archive, ann, "Ann Calder")
    assert reason(archive, page, "Calder")[0] == "same_page"


def test_who_is_looked_at_for_a_name_has_most_pages_or_came_last(archive: Archive) -> None:
    pages = {first: put(archive, f"{first} Calder") for first in ("Ann", "Bo", "Cy", "Di")}
    ids = {first: who(archive, page, f"{first} Calder") for first, page in pages.items()}
    put(archive, "Bo Calder")
    connection = archive.connection
    assert most_with(connection, "s:calder", 3) == [(ids["Bo"], 2), (ids["Di"], 1), (ids["Cy"], 1)]
    assert most_with(connection, "s:calder", 1) == [(ids["Bo"], 2)]
    assert last_with(connection, "s:calder", 3) == [(ids["Di"], 1), (ids["Cy"], 1), (ids["Bo"], 2)]
    assert most_with(connection, "s:rubenko", 3) == last_with(connection, "s:rubenko", 3) == []


def test_a_surname_that_two_on_the_page_bear_is_neither_s(archive: Archive) -> None:
    page = put(archive, "Bill Calder", "Jane Calder", "Calder")
    assert len({who(archive, page, name) for name in ("Bill Calder", "Jane Calder", "Calder")}) == 3


def test_two_of_one_name_stay_two_by_what_they_do(archive: Archive) -> None:
    nurse = put(archive, {"name": "John Smith", "role": "nurse", "after": ", a nurse in Leeds,"})
    governor = put(archive, {"name": "John Smith", "role": "Virginia governor"})
    third = put(archive, {"name": "John Smith", "role": "governor of Virginia"})
    assert who(archive, nurse, "John Smith") != who(archive, governor, "John Smith")
    assert who(archive, third, "John Smith") == who(archive, governor, "John Smith")
    code, words = reason(archive, governor, "John Smith")
    assert code == "other_of_name"
    assert "of politics here and of medicine there" in words


def test_two_offices_of_two_places_are_two(archive: Archive) -> None:
    one = put(archive, {"name": "Quentin Aylward", "role": "governor of Ohio"}, "Hal Brandt")
    other = put(archive, {"name": "Quentin Aylward", "role": "Nevada governor"}, "Hal Brandt")
    assert who(archive, one, "Quentin Aylward") != who(archive, other, "Quentin Aylward")
    assert "governor of another place" in reason(archive, other, "Quentin Aylward")[1]


def test_one_who_went_into_politics_stays_one(archive: Archive) -> None:
    surgeon = put(archive, {"name": "Ben Carrow", "role": "neurosurgeon"}, "Hal Brandt")
    candidate = put(archive, {"name": "Ben Carrow", "role": "candidate"}, "Hal Brandt")
    assert who(archive, surgeon, "Ben Carrow") == who(archive, candidate, "Ben Carrow")


def test_the_initials_of_a_country_are_not_short_for_it(archive: Archive) -> None:
    one = put(archive, org("Germany"), "Hal Brandt", "Ada Holm")
    other = put(archive, org("D.C."), "Hal Brandt", "Ada Holm")
    assert who(archive, one, "Germany") != who(archive, other, "D.C.")


def test_an_abbreviation_that_a_page_gives_joins(archive: Archive) -> None:
    full = put(archive, org("Food Safety Agency", after=" (FSA)"), published="2026-03-01")
    short = put(archive, org("FSA"), published="2026-03-02")
    assert who(archive, full, "Food Safety Agency") == who(archive, short, "FSA")


def test_a_generic_body_is_not_joined_by_its_name_alone(archive: Archive) -> None:
    one = put(archive, org("City Council"), "Ruth Sandoval", outlet="The Courier")
    other = put(archive, org("City Council"), "Leo Tran", outlet="Highland Wire")
    assert who(archive, one, "City Council") != who(archive, other, "City Council")


def test_the_outlet_of_the_page_is_meant_by_its_last_words(archive: Archive) -> None:
    one = put(archive, org("Courier"), outlet="The Alder Bay Courier")
    other = put(archive, org("Courier"), outlet="The Merrow Courier")
    assert who(archive, one, "Courier") != who(archive, other, "Courier")
    elsewhere = put(archive, org("The Alder Bay Courier"), outlet="Highland Wire")
    assert who(archive, elsewhere, "The Alder Bay Courier") == who(archive, one, "Courier")


def test_a_page_with_both_forms_makes_two_profiles_one(archive: Archive) -> None:
    kathy = put(archive, {"name": "Kathy Young", "role": "nurse"}, published="2020-01-01")
    katherine = put(archive, {"name": "Katherine Young", "role": "miner"}, published="2026-01-01")
    before = who(archive, kathy, "Kathy Young"), who(archive, katherine, "Katherine Young")
    assert before[0] != before[1]
    fsa = put(archive, org("Lorne Valley Rail"), published="2020-01-01")
    lvr = put(archive, org("LVR"), published="2026-01-01")
    assert who(archive, fsa, "Lorne Valley Rail") != who(archive, lvr, "LVR")
    put(archive, org("Lorne Valley Rail", after=" (LVR)"), published="2026-01-02")
    assert who(archive, fsa, "Lorne Valley Rail") == who(archive, lvr, "LVR")
    told = explain(archive.connection, who(archive, fsa, "Lorne Valley Rail") or 0)
    (change,) = told.changes
    assert not change.by_hand
    assert change.why.startswith("a page shows that they are one")


def test_unnamed_ones_and_documents_are_nobody(archive: Archive) -> None:
    page = put(
        archive,
        {"name": "a spokeswoman", "naming": "unnamed"},
        {"name": "Clean Water Act", "kind": "document"},
        {"name": "Ann Roe and Bo Doe", "kind": "group"},
        {"name": "the President"},
    )
    rows = archive.connection.execute(
        "SELECT name, profile_id, reason FROM entities WHERE page_id = ?", (page,)
    ).fetchall()
    assert rows == [
        ("a spokeswoman", None, None),
        ("Clean Water Act", None, "no_party"),
        ("Ann Roe and Bo Doe", None, "no_party"),
        ("the President", None, "no_party"),
    ]
    assert not find_profiles(archive.connection, "spokeswoman")


def test_statements_are_of_their_sources_profile(archive: Archive) -> None:
    page = put(archive, "Ada Lindgren", {"name": "somebody", "naming": "unnamed"})
    rows = archive.connection.execute(
        "SELECT source, profile_id FROM statements WHERE page_id = ? ORDER BY id", (page,)
    ).fetchall()
    assert rows == [("Ada Lindgren", who(archive, page, "Ada Lindgren")), ("somebody", None)]


def test_a_place_is_somebody_where_it_speaks_alone(archive: Archive) -> None:
    page = put(
        archive,
        {"name": "Moscow", "kind": "place"},
        {"name": "Leeds", "kind": "place", "silent": 1},
    )
    assert who(archive, page, "Moscow") is not None
    assert who(archive, page, "Leeds") is None


def test_a_profile_that_nobody_is_left_in_goes(archive: Archive) -> None:
    one = put(archive, "Ada Lindgren", "Hal Brandt")
    other = put(archive, "Hal Brandt")
    with archive.writing() as connection:
        unlink_page(connection, one)
    assert not find_profiles(archive.connection, "Ada Lindgren")
    (left,) = find_profiles(archive.connection, "Hal Brandt")
    assert left.pages == 1
    assert who(archive, other, "Hal Brandt") == left.profile_id
    assert who(archive, one, "Ada Lindgren") is None
    for table in ("profile_keys", "profile_facts"):
        (rows,) = archive.connection.execute(
            f"SELECT count(*) FROM {table} WHERE profile_id != ?", (left.profile_id,)
        ).fetchone()
        assert not rows


def test_who_is_read_anew_keeps_the_number(archive: Archive) -> None:
    page = put(archive, "Ada Lindgren", "Rubenko", org("Harbor Bank"))
    names = ("Ada Lindgren", "Rubenko", "Harbor Bank")
    before = [who(archive, page, name) for name in names]
    with archive.writing() as connection:
        unlink_page(connection, page)
    put(archive, "Somebody Else")
    with archive.writing() as connection:
        link_entities(connection, page)
    assert [who(archive, page, name) for name in names] == before


def test_evidence_says_where_somebody_is_from() -> None:
    _, reading = page_of_case(
        [{"name": "Jo Roe", "role": "chief of Acme Bank", "after": ", a nurse from Leeds,"}]
    )
    (found,) = gather(reading).values()
    assert set(found.ties) == {"acme bank", "leeds"}


# --- Finding


@pytest.fixture
def filled(archive: Archive) -> Archive:
    for day in (1, 2, 3):
        put(archive, {"name": "Marco Rubenko", "role": "senator"}, published=f"2026-01-0{day}")
    put(archive, {"name": "Marco Rubenko", "role": "secretary"}, published="2026-05-01")
    put(archive, {"name": "Luis Rubenko", "role": "chef"}, published="2026-05-01")
    put(archive, "Inés Rubenkova", org("Rubenko Foundation"), published="2026-01-01")
    put(archive, org("Food Safety Agency", after=" (FSA)"))
    return archive


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("marco rubenko", ["Marco Rubenko"]),
        ("Rubenko, Marco", ["Marco Rubenko"]),
        ("Sen. MARCO RUBENKO", ["Marco Rubenko"]),
        (
            "rubenko",
            ["Marco Rubenko", "Luis Rubenko", "Rubenko Foundation", "Inés Rubenkova"],
        ),
        ("ines", ["Inés Rubenkova"]),
        ("INES RUB", ["Inés Rubenkova"]),
        ("fsa", ["Food Safety Agency"]),
        ("food saf", ["Food Safety Agency"]),
        ("agency", ["Food Safety Agency"]),
        ("nobody", []),
        ("", []),
        ("%", []),
        ("'; DROP TABLE profiles", []),
    ],
)
def test_profiles_are_found_in_order(filled: Archive, words: str, names: list[str]) -> None:
    assert [found.name for found in find_profiles(filled.connection, words)] == names


def test_a_profile_tells_its_newest_role_and_its_counts(filled: Archive) -> None:
    (found,) = find_profiles(filled.connection, "Marco Rubenko")
    assert found.match == "name"
    assert (found.role, found.pages, found.statements) == ("secretary", 4, 4)
    told = explain(filled.connection, found.profile_id)
    assert [(one.role, one.pages, one.first, one.last) for one in told.roles] == [
        ("senator", 3, "2026-01-01", "2026-01-03"),
        ("secretary", 1, "2026-05-01", "2026-05-01"),
    ]
    assert [one.reason for one in told.decisions] == ["new", "same_name", "same_name", "same_name"]


def test_the_fullest_name_is_the_profiles_own(archive: Archive) -> None:
    for name in ("John Kerrison", "Sen. John F. Kerrison", "JOHN KERRISON"):
        put(archive, {"name": name, "role": "senator"})
    (found,) = find_profiles(archive.connection, "Kerrison")
    assert found.name == "John F. Kerrison"
