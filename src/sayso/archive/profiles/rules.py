"""What a person has decided of profiles, and whom an older id means by now."""

from __future__ import annotations

import sqlite3


def standing(connection: sqlite3.Connection, profile_id: int) -> int:
    """The profile that one turned out to be, itself if it stands; ids stay good after merges."""
    while True:
        row = connection.execute(
            "SELECT merged_into FROM profiles WHERE profile_id = ?", (profile_id,)
        ).fetchone()
        if row is None or row[0] is None:
            return profile_id
        profile_id = row[0]


def merged(connection: sqlite3.Connection, profile_id: int) -> list[int]:
    """A profile and all those that were found to be it."""
    rows = connection.execute(
        "WITH RECURSIVE family (id) AS (SELECT ? UNION SELECT p.profile_id FROM profiles AS p"
        " JOIN family ON p.merged_into = family.id) SELECT id FROM family ORDER BY id",
        (profile_id,),
    )
    return [row[0] for row in rows]


def rules_between(connection: sqlite3.Connection, one: int, other: int) -> list[int]:
    """The changes by which a person holds two profiles to be two, whoever they were then."""
    mine, theirs = set(merged(connection, one)), set(merged(connection, other))
    found: set[int] = set()
    for member in mine:
        for a, b, change_id in connection.execute(
            "SELECT a.one, a.other, a.change_id FROM profiles_apart AS a"
            " JOIN profile_changes AS c USING (change_id)"
            " LEFT JOIN profile_changes AS r ON r.change_id = a.revoked"
            " WHERE (a.one = ?1 OR a.other = ?1) AND c.undone IS NULL"
            " AND (a.revoked IS NULL OR r.undone IS NOT NULL)",
            (member,),
        ):
            if (b if a == member else a) in theirs:
                found.add(change_id)
    return sorted(found)


def is_touched(connection: sqlite3.Connection, profile_id: int) -> bool:
    """Whether a person has decided anything of a profile that still holds.

    To take back what a person did is no decision; to take back what a page showed is one.
    """
    return any(
        connection.execute(
            "SELECT 1 FROM profile_changes AS c WHERE (kept = ?1 OR other = ?1) AND by_hand"
            " AND undone IS NULL AND (kind != 'undo' OR NOT EXISTS (SELECT 1"
            " FROM profile_changes AS d WHERE d.undone = c.change_id AND d.by_hand)) LIMIT 1",
            (member,),
        ).fetchone()
        for member in merged(connection, profile_id)
    )
