"""Profiles made one, made two, and both undone.

Whatever a change moved is written down with it, so that undoing it puts back exactly that,
also after later pages have joined, which stay where they are.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from sayso.archive.packing import now
from sayso.archive.profiles import store
from sayso.archive.profiles.rules import rules_between, standing
from sayso.archive.profiles.store import Placed
from sayso.errors import ArchiveError

ChangeKind = Literal["merge", "split", "undo"]


class UnknownProfileError(ArchiveError):
    """The archive has no such profile."""


class ChangeError(ArchiveError):
    """Profiles cannot be changed so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Profiles made one or two."""

    change_id: int
    kind: ChangeKind
    by_hand: bool
    """Whether a person did it; else a page showed it."""
    made: str
    """UTC."""
    why: str
    page_id: int | None
    kept: int
    """The profile that stays: merged into, or split from."""
    other: int
    """The profile that goes with a merge or comes with a split."""
    entities: int
    """How many entities of pages went from the one to the other."""
    undone: bool


def merge(connection: sqlite3.Connection, a: int, b: int, *, why: str) -> Change:
    """Makes profile `b` one with `a`, as a person says; later pages do not overturn it.

    `b` stays good as an id, and means `a` from now on. Raises `UnknownProfileError` and
    `ChangeError`.
    """
    a, b = find_standing(connection, a), find_standing(connection, b)
    if a == b:
        raise ChangeError(f"profile {a} is one already", step="name two profiles to merge")
    rules = rules_between(connection, a, b)
    change_id = _merge(connection, a, b, why=why, by_hand=True, page_id=None)
    connection.executemany(
        "UPDATE profiles_apart SET revoked = ? WHERE change_id = ?",
        [(change_id, rule) for rule in rules],
    )
    return change(connection, change_id)


def merge_found(
    connection: sqlite3.Connection, kept: int, other: int, *, why: str, page_id: int
) -> Change:
    """Makes two profiles one because a page shows that they are."""
    return change(
        connection, _merge(connection, kept, other, why=why, by_hand=False, page_id=page_id)
    )


def _merge(
    connection: sqlite3.Connection,
    kept: int,
    other: int,
    *,
    why: str,
    by_hand: bool,
    page_id: int | None,
) -> int:
    moved = store.placed_in(connection, other)
    store.move(connection, moved, into=kept, reason="by_hand" if by_hand else "merged")
    connection.execute("UPDATE profiles SET merged_into = ? WHERE profile_id = ?", (kept, other))
    return _note(connection, "merge", by_hand, why, page_id, kept, other, moved)


def split(
    connection: sqlite3.Connection,
    profile_id: int,
    *,
    why: str,
    entities: Collection[int] | None = None,
    pages: Collection[int] | None = None,
    outlet: str | None = None,
    role: str | None = None,
) -> Change:
    """Takes some of a profile's entities out into a new one, as a person says: later pages do not
    make them one again.

    Those taken meet all that is given: their `entity_key` is among `entities`, their page among
    `pages`, the page is by `outlet`, the page gives them `role`, case apart. Raises
    `UnknownProfileError`, and `ChangeError` where that is none of them, or all.
    """
    profile_id = find_standing(connection, profile_id)
    if entities is None and pages is None and outlet is None and role is None:
        raise ChangeError(
            f"nothing says what of profile {profile_id} is somebody else",
            choices="its pages, an outlet, a role, or entities",
        )
    every = store.placed_in(connection, profile_id)
    chosen = [
        placed
        for placed in every
        if (entities is None or placed.entity_key in entities)
        and (pages is None or placed.page_id in pages)
        and (outlet is None or _same(placed.evidence.outlet, outlet))
        and (role is None or any(_same(one, role) for one in placed.evidence.roles))
    ]
    if not chosen or len(chosen) == len(every):
        raise ChangeError(
            f"{'all' if chosen else 'none'} of the {len(every)} entities of profile {profile_id} "
            "would go, and some must",
            step="see with sayso said which pages it has",
        )
    new = store.create(connection)
    store.move(connection, chosen, into=new, reason="by_hand")
    change_id = _note(connection, "split", True, why, None, profile_id, new, chosen)
    _hold_apart(connection, profile_id, new, change_id)
    return change(connection, change_id)


def _same(one: str | None, other: str) -> bool:
    return one is not None and one.casefold() == other.casefold()


def undo(connection: sqlite3.Connection, change_id: int) -> Change:
    """Takes a change back, as a person says. What joined since stays where it is.

    Of a merge that a page brought about, the two stay two from then on. Raises `ChangeError`.
    """
    done = change(connection, change_id)
    if done.kind == "undo" or done.undone:
        what = "took another back" if done.kind == "undo" else "has been taken back already"
        raise ChangeError(
            f"change {change_id} {what}", step="merge or split again, which can be undone, too"
        )
    moved = _moved(connection, change_id)
    into = standing(connection, done.kept)
    if done.kind == "merge":
        return _undo_merge(connection, done, into, moved)
    return _undo_split(connection, done, into, moved)


def _undo_merge(
    connection: sqlite3.Connection, done: Change, into: int, moved: list[tuple[int, int, str, str]]
) -> Change:
    if into != done.kept and standing(connection, done.other) != into:
        raise ChangeError(f"change {done.change_id} is no longer in force")
    connection.execute("UPDATE profiles SET merged_into = NULL WHERE profile_id = ?", (done.other,))
    back, reasons = _still_in(connection, into, moved)
    if back:
        store.move(connection, back, into=done.other, reason=None, reasons=reasons)
    new = _note(
        connection, "undo", True, f"undoes change {done.change_id}", None, into, done.other, back
    )
    _close(connection, done.change_id, new)
    if not done.by_hand:
        _hold_apart(connection, into, done.other, new)
    return change(connection, new)


def _undo_split(
    connection: sqlite3.Connection, done: Change, into: int, moved: list[tuple[int, int, str, str]]
) -> Change:
    other = standing(connection, done.other)
    back = store.placed_in(connection, other)
    _, reasons = _still_in(connection, other, moved)
    if other != into:
        store.move(connection, back, into=into, reason=None, reasons=reasons)
        connection.execute(
            "UPDATE profiles SET merged_into = ? WHERE profile_id = ?", (into, other)
        )
    new = _note(
        connection, "undo", True, f"undoes change {done.change_id}", None, into, other, back
    )
    _close(connection, done.change_id, new)
    return change(connection, new)


def _close(connection: sqlite3.Connection, change_id: int, by: int) -> None:
    connection.execute("UPDATE profile_changes SET undone = ? WHERE change_id = ?", (by, change_id))


def _hold_apart(connection: sqlite3.Connection, one: int, other: int, change_id: int) -> None:
    connection.execute(
        "INSERT INTO profiles_apart (one, other, change_id) VALUES (?, ?, ?)",
        (one, other, change_id),
    )


def _note(
    connection: sqlite3.Connection,
    kind: ChangeKind,
    by_hand: bool,
    why: str,
    page_id: int | None,
    kept: int,
    other: int,
    moved: Iterable[Placed],
) -> int:
    rows = [[one.entity_key, one.page_id, one.key, one.reason] for one in moved]
    cursor = connection.execute(
        "INSERT INTO profile_changes (kind, by_hand, made, why, page_id, kept, other, moved)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (kind, by_hand, now(), why, page_id, kept, other, json.dumps(rows, ensure_ascii=False)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _moved(connection: sqlite3.Connection, change_id: int) -> list[tuple[int, int, str, str]]:
    (rows,) = connection.execute(
        "SELECT moved FROM profile_changes WHERE change_id = ?", (change_id,)
    ).fetchone()
    return [(row[0], row[1], row[2], row[3]) for row in json.loads(rows)]


def _still_in(
    connection: sqlite3.Connection, profile_id: int, moved: list[tuple[int, int, str, str]]
) -> tuple[list[Placed], dict[int, str]]:
    """Those that a change moved and that still are where it moved them, and their reasons before.

    A page that was read anew has other keys, and the same names.
    """
    exact = {(entity_key, page_id, key): reason for entity_key, page_id, key, reason in moved}
    named = {(page_id, key): reason for _, page_id, key, reason in moved}
    found: list[Placed] = []
    reasons: dict[int, str] = {}
    for placed in store.placed_in(connection, profile_id):
        reason = exact.get((placed.entity_key, placed.page_id, placed.key))
        if reason is None:
            reason = named.get((placed.page_id, placed.key))
        if reason is not None:
            found.append(placed)
            reasons[placed.entity_key] = reason
    return found, reasons


def change(connection: sqlite3.Connection, change_id: int) -> Change:
    """A change by its id. Raises `ChangeError`."""
    found = _changes(connection, "change_id = ?", change_id)
    if not found:
        raise ChangeError(f"the archive has no change {change_id}")
    return found[0]


def changes_of(connection: sqlite3.Connection, profile_ids: Collection[int]) -> list[Change]:
    """The changes that some profiles took part in, first to last."""
    found = {
        one.change_id: one
        for profile_id in profile_ids
        for one in _changes(connection, "kept = ?1 OR other = ?1", profile_id)
    }
    return [found[change_id] for change_id in sorted(found)]


def _changes(connection: sqlite3.Connection, where: str, value: int) -> list[Change]:
    return [
        Change(
            change_id=row[0],
            kind=row[1],
            by_hand=bool(row[2]),
            made=row[3],
            why=row[4],
            page_id=row[5],
            kept=row[6],
            other=row[7],
            entities=row[8],
            undone=row[9] is not None,
        )
        for row in connection.execute(
            "SELECT change_id, kind, by_hand, made, why, page_id, kept, other,"
            f" json_array_length(moved), undone FROM profile_changes WHERE {where}"
            " ORDER BY change_id",
            (value,),
        )
    ]


def find_standing(connection: sqlite3.Connection, profile_id: int) -> int:
    """The profile that an id means by now. Raises `UnknownProfileError`."""
    found = standing(connection, profile_id)
    if not connection.execute("SELECT 1 FROM profiles WHERE profile_id = ?", (found,)).fetchone():
        raise UnknownProfileError(
            f"the archive has no profile {profile_id}",
            choices="the number of a profile, as said and sources print it",
        )
    return found
