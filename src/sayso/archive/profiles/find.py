"""Profiles found by name, and told: who that is, what it has been called, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from sayso.archive.profiles import store
from sayso.archive.profiles.bodies import body
from sayso.archive.profiles.changes import Change, changes_of, find_standing
from sayso.archive.profiles.keys import body_keys, display, person_lookups, row_key, word_keys
from sayso.archive.profiles.names import fold
from sayso.archive.profiles.people import compare_people, person
from sayso.archive.profiles.rules import merged

Match = Literal["name", "surname", "prefix", "part"]
"""How words match a profile: all of a name; the surname or what it is called for short; a name
begins with them; they stand in one.
"""
_ORDER: Final[dict[Match, int]] = {"name": 0, "surname": 1, "prefix": 2, "part": 3}
_LOOKED_AT: Final = 200
"""Profiles that are ranked for one query."""
_LAST_PAGES: Final = 50
"""Pages, those that came last, from which somebody's newest role is taken."""
_SCANNED: Final = 10_000
"""Names that are looked through for those that begin so: of one letter there are more in a large
archive, and who types on will find the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTold:
    """A role of somebody as pages give it."""

    role: str
    pages: int
    first: str | None
    """When the first and the last page that says so were published, as far as pages tell."""
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One person or body of the archive."""

    profile_id: int
    name: str
    """The fullest that pages give."""
    kind: str
    country: str | None
    role: str | None
    """The newest."""
    ambiguous: bool
    """Whether only a part of a name is known, or it is open which of several this is."""
    pages: int
    statements: int
    match: Match | None = None
    """How it was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Why an entity of a page is of a profile."""

    entity_key: int
    page_id: int
    name: str
    role: str | None
    outlet: str | None
    published: str | None
    reason: str
    """A stable code."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How a profile came about."""

    profile: Profile
    names: tuple[tuple[str, int], ...]
    """What pages call it, with how many do."""
    roles: tuple[RoleTold, ...]
    decisions: tuple[Decision, ...]
    """In order of the pages' coming; the newest alone where they are more than was asked for."""
    changes: tuple[Change, ...]


def find_profiles(connection: sqlite3.Connection, words: str, *, most: int = 20) -> list[Profile]:
    """The profiles that `words` may mean, the likeliest first, whatever their case and diacritics.

    All of a name comes before a surname, that before the beginning of a name, and that before a
    part of one; of equals, those come first that are on most pages, and ambiguous ones last. Empty
    where there are none.
    """
    wanted = fold(display(words, is_person=True))
    found: dict[int, tuple[Match, bool, int, str]] = {}
    for profile_id in dict.fromkeys(
        (*_by_whole_name(connection, words), *_by_words(connection, wanted))
    ):
        name, kind, ambiguous, pages = connection.execute(
            "SELECT name, kind, ambiguous, pages FROM profiles WHERE profile_id = ?", (profile_id,)
        ).fetchone()
        forms = [form for form, _ in store.facts(connection, profile_id, "name")]
        match = _match(words, wanted, forms, is_person=kind in ("person", "author"))
        found[profile_id] = match, bool(ambiguous), -pages, name
    ranked = sorted(found, key=lambda id_: (_ORDER[found[id_][0]], *found[id_][1:], id_))
    return [_profile(connection, id_, found[id_][0]) for id_ in ranked[:most]]


def _by_whole_name(connection: sqlite3.Connection, words: str) -> Iterator[int]:
    """Those who bear a name, or what it may be short for, first those of most pages."""
    parsed, made = person(words), body(words)
    keys = list(person_lookups([parsed])) if parsed is not None else []
    keys += list(body_keys([made])) if made is not None else []
    for key in dict.fromkeys(keys):
        for profile_id, _ in store.most_with(connection, key, _LOOKED_AT):
            yield profile_id


def _by_words(connection: sqlite3.Connection, wanted: str) -> Iterator[int]:
    """Those in whose names words begin with all the words of `wanted`, first those of most pages.

    1. With the longest of the words as it is. 2. With one that begins so, on more than one page.
    3. The same on a page.
    """
    first, *others = sorted(set(word_keys(wanted)), key=lambda key: (-len(key), key)) or [""]
    if not first:
        return
    more = (
        " AND EXISTS (SELECT 1 FROM profile_keys AS o WHERE o.profile_id = k.profile_id"
        f" AND {_BEGUN.format('o.key')})"
    ) * len(others)
    bounds = [bound for key in others for bound in _bounds(key)]
    begun = f"SELECT profile_id, pages FROM profile_keys WHERE {_BEGUN.format('key')}"
    for names, asked in (
        (
            "SELECT profile_id, pages FROM profile_keys WHERE key = ? AND pages >= 2",
            (row_key(first),),
        ),
        (f"{begun} AND pages >= 2 LIMIT {_SCANNED}", _bounds(first)),
        (f"{begun} LIMIT {_SCANNED}", _bounds(first)),
    ):
        rows = connection.execute(
            f"SELECT profile_id FROM ({names}) AS k WHERE 1{more}"
            " GROUP BY profile_id ORDER BY max(pages) DESC LIMIT ?",
            (*asked, *bounds, _LOOKED_AT),
        ).fetchall()
        yield from (profile_id for (profile_id,) in rows)
        if len(rows) == _LOOKED_AT:
            return


_BEGUN: Final = "{0} >= ? AND {0} < ? AND {0} LIKE '%:w'"
"""A row's key is a word's, between two bounds."""


def _bounds(key: str) -> tuple[str, str]:
    """Between which the rows of all words lie that begin as that of a key."""
    word = key.removeprefix("w:")
    return word, f"{word}{_LAST}"


_LAST: Final = "\U0010ffff"
"""Comes after whatever may go on a word."""


def _match(words: str, wanted: str, forms: Collection[str], *, is_person: bool) -> Match:
    shown = [fold(display(form, is_person=is_person)) for form in forms]
    if is_person:
        mine = person(words)
        people = [parsed for parsed in map(person, forms) if parsed is not None]
        relations = [compare_people(mine, parsed) for parsed in people] if mine is not None else []
        if mine is not None and mine.first is not None:
            if "same" in relations:
                return "name"
        elif any(r in ("same", "short") for r in relations):
            return "surname"
    else:
        made = body(words)
        if made is not None and any(made.key == other.key for other in map(body, forms) if other):
            return "name"
    if wanted in shown:
        return "name"
    return "prefix" if any(form.startswith(wanted) for form in shown) else "part"


def profile(connection: sqlite3.Connection, profile_id: int) -> Profile:
    """A profile by its id, also by one from before it was merged. Raises `UnknownProfileError`."""
    return _profile(connection, find_standing(connection, profile_id))


def _profile(
    connection: sqlite3.Connection, profile_id: int, match: Match | None = None
) -> Profile:
    name, kind, country, ambiguous, pages = connection.execute(
        "SELECT name, kind, country, ambiguous, pages FROM profiles WHERE profile_id = ?",
        (profile_id,),
    ).fetchone()
    (statements,) = connection.execute(
        "SELECT count(*) FROM statements WHERE profile_id = ?", (profile_id,)
    ).fetchone()
    return Profile(
        profile_id=profile_id,
        name=name,
        kind=kind,
        country=country,
        role=_newest_role(connection, profile_id),
        ambiguous=bool(ambiguous),
        pages=pages,
        statements=statements,
        match=match,
    )


def _newest_role(connection: sqlite3.Connection, profile_id: int) -> str | None:
    """By date of publication, of the pages that came last."""
    row = connection.execute(
        "SELECT e.role FROM (SELECT entity_key, page_id, role FROM entities WHERE profile_id = ?"
        " ORDER BY entity_key DESC LIMIT ?) AS e JOIN pages AS p USING (page_id)"
        " JOIN versions AS v ON v.version_id = p.version_id WHERE e.role IS NOT NULL"
        " ORDER BY v.published DESC, e.entity_key DESC LIMIT 1",
        (profile_id, _LAST_PAGES),
    ).fetchone()
    if row is not None:
        return str(row[0])
    return next((role for role, _ in store.facts(connection, profile_id, "role", 1)), None)


def roles_of(connection: sqlite3.Connection, profile_id: int) -> list[RoleTold]:
    """The roles that pages give a profile, in order of the last page that does."""
    rows = connection.execute(
        "SELECT e.role, count(DISTINCT e.page_id), min(v.published), max(v.published)"
        " FROM entities AS e JOIN pages AS p USING (page_id)"
        " JOIN versions AS v ON v.version_id = p.version_id"
        " WHERE e.profile_id = ? AND e.role IS NOT NULL GROUP BY e.role"
        " ORDER BY max(v.published) NULLS FIRST, count(*), e.role",
        (find_standing(connection, profile_id),),
    )
    return [RoleTold(role=row[0], pages=row[1], first=row[2], last=row[3]) for row in rows]


def explain(connection: sqlite3.Connection, profile_id: int, *, most: int = 1000) -> Explanation:
    """Why the entities of a profile are taken for one, and what was changed since.

    Of the decisions, the newest `most`. Raises `UnknownProfileError`.
    """
    profile_id = find_standing(connection, profile_id)
    rows = connection.execute(
        "SELECT e.entity_key, e.page_id, e.name, e.role, v.outlet, v.published, e.reason, l.words"
        " FROM entities AS e JOIN profile_log AS l USING (entity_key)"
        " JOIN pages AS p ON p.page_id = e.page_id"
        " JOIN versions AS v ON v.version_id = p.version_id"
        " WHERE e.profile_id = ? ORDER BY e.entity_key DESC LIMIT ?",
        (profile_id, most),
    ).fetchall()
    return Explanation(
        profile=_profile(connection, profile_id),
        names=tuple(store.facts(connection, profile_id, "name")),
        roles=tuple(roles_of(connection, profile_id)),
        decisions=tuple(
            Decision(
                entity_key=row[0],
                page_id=row[1],
                name=row[2],
                role=row[3],
                outlet=row[4],
                published=row[5],
                reason=row[6],
                words=row[7],
            )
            for row in reversed(rows)
        ),
        changes=tuple(changes_of(connection, merged(connection, profile_id))),
    )
