"""The rows of profiles: counted up when an entity comes to one, down when it goes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sayso.archive.profiles.evidence import Evidence
from sayso.archive.profiles.keys import body_keys, display, person_keys, row_key, word_keys
from sayso.archive.profiles.known import Known
from sayso.archive.profiles.people import compare_people, person

_NEWEST: Final = 4
"""Entities of a profile by which it is judged what stands around it. With 6 and 10, the figures of
the benchmark were the same.
"""
_MOST_NAMES: Final = 16
_MOST_ROLES: Final = 8
_MOST_FACTS: Final = 64


@dataclass(frozen=True, slots=True)
class Placed:
    """An entity as it lies with its profile."""

    entity_key: int
    page_id: int
    key: str
    reason: str
    sure: bool
    evidence: Evidence


def create(connection: sqlite3.Connection, profile_id: int | None = None) -> int:
    """A profile without anybody in it yet, with this id or a new one."""
    cursor = connection.execute(
        "INSERT INTO profiles (profile_id, name, kind, ambiguous, pages)"
        " VALUES (?, '', 'other', 0, 0)",
        (profile_id,),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def place(connection: sqlite3.Connection, profile_id: int, placed: Placed, *, words: str) -> None:
    """Puts an entity that is of nobody yet to a profile, with the reason at length."""
    connection.execute(
        "INSERT INTO profile_log (entity_key, page_id, key, words, sure, evidence)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            placed.entity_key,
            placed.page_id,
            placed.key,
            words,
            placed.sure,
            placed.evidence.to_json(),
        ),
    )
    _assign(connection, placed.entity_key, profile_id, placed.reason)
    _count(connection, profile_id, placed, 1)
    refresh(connection, profile_id)


def move(
    connection: sqlite3.Connection,
    placed: Iterable[Placed],
    *,
    into: int,
    reason: str | None,
    reasons: dict[int, str] | None = None,
) -> None:
    """Takes entities from their profile to another, with a new reason, or that in `reasons`."""
    left: set[int] = set()
    for one in placed:
        (profile_id,) = connection.execute(
            "SELECT profile_id FROM entities WHERE entity_key = ?", (one.entity_key,)
        ).fetchone()
        _count(connection, profile_id, one, -1)
        new = (reasons or {}).get(one.entity_key, reason)
        _assign(connection, one.entity_key, into, one.reason if new is None else new)
        connection.execute(
            "UPDATE statements SET profile_id = ? WHERE entity_key = ?", (into, one.entity_key)
        )
        _count(connection, into, one, 1)
        left.add(profile_id)
    for profile_id in sorted({*left, into}):
        refresh(connection, profile_id)


def forget(connection: sqlite3.Connection, placed: Placed, profile_id: int) -> None:
    """Takes an entity away from its profile, and what was written down of it."""
    _count(connection, profile_id, placed, -1)
    connection.execute("DELETE FROM profile_log WHERE entity_key = ?", (placed.entity_key,))
    _assign(connection, placed.entity_key, None, None)


def _assign(
    connection: sqlite3.Connection, entity_key: int, profile_id: int | None, reason: str | None
) -> None:
    connection.execute(
        "UPDATE entities SET profile_id = ?, reason = ? WHERE entity_key = ?",
        (profile_id, reason, entity_key),
    )


def placed_in(connection: sqlite3.Connection, profile_id: int) -> list[Placed]:
    """The entities of a profile."""
    return list(_placed(connection, "e.profile_id = ?", profile_id))


def placed_on(connection: sqlite3.Connection, page_id: int) -> list[tuple[int, Placed]]:
    """The entities of a page that have a profile, each after its profile's id."""
    rows = _placed(connection, "l.page_id = ?", page_id)
    whose = dict(
        connection.execute(
            "SELECT entity_key, profile_id FROM entities WHERE page_id = ?", (page_id,)
        ).fetchall()
    )
    return [(whose[one.entity_key], one) for one in rows]


def _placed(connection: sqlite3.Connection, where: str, value: int) -> Iterator[Placed]:
    for entity_key, page_id, key, reason, sure, evidence in connection.execute(
        "SELECT e.entity_key, e.page_id, l.key, e.reason, l.sure, l.evidence"
        f" FROM entities AS e JOIN profile_log AS l USING (entity_key) WHERE {where}"
        " ORDER BY e.entity_key",
        (value,),
    ).fetchall():
        yield Placed(entity_key, page_id, key, reason, bool(sure), Evidence.from_json(evidence))


def keys_of(evidence: Evidence) -> set[str]:
    """What an entity makes its profile be found by."""
    keys = names_of(evidence)
    for name in (*evidence.names, *evidence.aliases):
        keys.update(word_keys(display(name, is_person=evidence.is_person)))
    return keys


def names_of(evidence: Evidence) -> set[str]:
    """The same without the single words, which are for people who look for it."""
    if evidence.is_person:
        return set(person_keys(evidence.people()))
    return set(body_keys(evidence.bodies()))


def _facts_of(placed: Placed) -> set[tuple[str, str]]:
    evidence = placed.evidence
    facts = {("name", name) for name in (*evidence.names, *evidence.aliases)}
    facts |= {("role", role) for role in evidence.roles}
    facts.add(("kind", evidence.kind))
    if evidence.country:
        facts.add(("country", evidence.country))
    if placed.sure:
        facts.add(("sure", "1"))
    return facts


def _count(connection: sqlite3.Connection, profile_id: int, placed: Placed, by: int) -> None:
    connection.execute(
        "UPDATE profiles SET pages = pages + ?1 WHERE profile_id = ?2 AND NOT EXISTS (SELECT 1"
        " FROM entities WHERE page_id = ?3 AND +profile_id = ?2 AND entity_key != ?4)",
        (by, profile_id, placed.page_id, placed.entity_key),
    )
    keys = [(key, profile_id, by) for key in sorted(map(row_key, keys_of(placed.evidence)))]
    connection.executemany(
        "INSERT INTO profile_keys (key, profile_id, pages) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET pages = pages + excluded.pages",
        keys,
    )
    facts = [(profile_id, *fact, by) for fact in sorted(_facts_of(placed))]
    connection.executemany(
        "INSERT INTO profile_facts (profile_id, fact, value, pages) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET pages = pages + excluded.pages",
        facts,
    )
    if by < 0:
        connection.executemany(
            "DELETE FROM profile_keys WHERE key = ? AND profile_id = ? AND pages <= 0",
            [row[:2] for row in keys],
        )
        connection.executemany(
            "DELETE FROM profile_facts WHERE profile_id = ? AND fact = ? AND value = ?"
            " AND pages <= 0",
            [row[:3] for row in facts],
        )


def most_with(connection: sqlite3.Connection, key: str, most: int) -> list[tuple[int, int]]:
    """The profiles that most of the pages with a key are of, each with how many those are; of
    equals, those that came last.
    """
    # The index leaves out the many that a key has one page of: they would be half of what is
    # written to it. They come second, which is the order in which SQLite goes through a union of
    # all, and are not looked at where there are enough before them.
    return connection.execute(
        "SELECT profile_id, pages FROM (SELECT profile_id, pages FROM profile_keys"
        " WHERE key = ?1 AND pages >= 2 ORDER BY pages DESC, profile_id DESC LIMIT ?2)"
        " UNION ALL SELECT profile_id, pages FROM (SELECT profile_id, pages FROM profile_keys"
        " WHERE key = ?1 AND pages = 1 ORDER BY profile_id DESC LIMIT ?2) LIMIT ?2",
        (row_key(key), most),
    ).fetchall()


def last_with(connection: sqlite3.Connection, key: str, most: int) -> list[tuple[int, int]]:
    """The profiles with a key that came last, and of how many pages with it each is."""
    return connection.execute(
        "SELECT profile_id, pages FROM profile_keys WHERE key = ? ORDER BY profile_id DESC LIMIT ?",
        (row_key(key), most),
    ).fetchall()


def facts(
    connection: sqlite3.Connection, profile_id: int, fact: str, most: int = _MOST_NAMES
) -> list[tuple[str, int]]:
    """What pages give a profile of one sort, with how many do, the most frequent first."""
    return connection.execute(
        "SELECT value, pages FROM profile_facts WHERE profile_id = ? AND fact = ?"
        " ORDER BY pages DESC, value DESC LIMIT ?",
        (profile_id, fact, most),
    ).fetchall()


def _all_facts(connection: sqlite3.Connection, profile_id: int) -> dict[str, list[tuple[str, int]]]:
    """The most frequent facts of a profile by their sort."""
    found: dict[str, list[tuple[str, int]]] = {}
    for fact, value, pages in connection.execute(
        "SELECT fact, value, pages FROM profile_facts WHERE profile_id = ?"
        " ORDER BY pages DESC, fact DESC, value DESC LIMIT ?",
        (profile_id, _MOST_FACTS),
    ):
        found.setdefault(fact, []).append((value, pages))
    return found


def refresh(connection: sqlite3.Connection, profile_id: int) -> None:
    """Brings a profile's own row up to date with its facts."""
    given = _all_facts(connection, profile_id)
    if "kind" not in given:
        return
    kind = given["kind"][0][0]
    connection.execute(
        "UPDATE profiles SET name = ?, kind = ?, country = ?, ambiguous = ? WHERE profile_id = ?",
        (
            _fullest(given["name"][:_MOST_NAMES], kind in ("person", "author")),
            kind,
            given["country"][0][0] if "country" in given else None,
            "sure" not in given,
            profile_id,
        ),
    )


_RARE: Final = 20
"""A name that one in so many of the pages gives may be a slip, and is no profile's own."""


def _fullest(names: list[tuple[str, int]], is_person: bool) -> str:
    """The name with most parts; of equals the most frequent, not in capitals, with diacritics."""
    shown: dict[str, int] = {}
    for name, pages in names:
        form = display(name, is_person=is_person)
        shown[form] = shown.get(form, 0) + pages
    most = max(shown.values())
    frequent = [form for form in shown if _RARE * shown[form] >= most]
    if is_person:
        frequent = _of_one_first_name(frequent, shown)

    def rank(form: str) -> tuple[int, int, bool, int, str]:
        parts = 0
        marks = sum(ord(c) > 127 for c in form)
        if is_person and (parsed := person(form)) is not None:
            parts = (
                2 * (parsed.first is not None and len(parsed.first) > 1)
                + (parsed.first is not None)
                + len(parsed.middles)
                + (parsed.suffix is not None)
            )
        elif not is_person:
            parts = min(len(form.removeprefix("the ").removeprefix("The ").split()), 6)
        return parts, shown[form], not form.isupper(), marks, form

    return max(frequent, key=rank)


def _of_one_first_name(forms: list[str], pages: dict[str, int]) -> list[str]:
    """Those that have the first name of the most frequent, so that what was taken for part of a
    name by mistake is not: "Floridians Jeb Bush".
    """
    parsed = {form: person(form) for form in forms}
    whole = [form for form, name in parsed.items() if name is not None and name.first]
    if not whole:
        return forms
    best = parsed[max(whole, key=lambda form: (pages[form], form))]
    assert best is not None
    return [
        form
        for form in whole
        if (name := parsed[form]) is not None
        and compare_people(name, best) in ("same", "nickname", "long")
    ]


def known(connection: sqlite3.Connection, profile_id: int) -> Known:
    """What is known of a profile."""

    def evidence() -> list[Evidence]:
        rows = connection.execute(
            "SELECT l.evidence FROM entities AS e JOIN profile_log AS l USING (entity_key)"
            " WHERE e.profile_id = ? ORDER BY e.entity_key DESC LIMIT ?",
            (profile_id, _NEWEST),
        )
        return [Evidence.from_json(line) for (line,) in rows]

    given = _all_facts(connection, profile_id)
    few = sum(map(len, given.values())) < _MOST_FACTS
    return Known(
        evidence,
        is_person="kind" not in given or given["kind"][0][0] in ("person", "author"),
        names=[name for name, _ in given.get("name", [])[:_MOST_NAMES]],
        roles=[role for role, _ in given.get("role", [])[:_MOST_ROLES]],
        has_all_names=few and len(given.get("name", [])) <= _MOST_NAMES,
    )
