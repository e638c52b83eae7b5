"""The entities of a page → profiles of the archive, as the page comes and as it goes.

Full names come first, then what is short for them. An entity joins the profile that the most speaks
for, if enough does and no other is near it; else it gets a profile of its own, which is marked as
ambiguous where it may be somebody else's. Profiles that a page shows to be one are merged. What is
looked at is found by keys and bounded in number, so that a page costs the same however large the
archive is.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from sayso.archive.profiles import store
from sayso.archive.profiles.candidates import Candidate, Candidates, most_favour
from sayso.archive.profiles.changes import merge_found
from sayso.archive.profiles.evidence import Evidence
from sayso.archive.profiles.gather import gather
from sayso.archive.profiles.known import Known
from sayso.archive.profiles.names import Relation
from sayso.archive.profiles.rules import is_touched, merged, standing
from sayso.archive.profiles.store import Placed
from sayso.archive.profiles.weighing import JOIN, MARGIN, NEVER, Weighed
from sayso.archive.stored import reading_of
from sayso.reading import Reading

_REASONS: Final[dict[Relation, str]] = {
    "same": "same_name",
    "nickname": "nickname",
    "initial": "initial",
    "long": "longer_name",
    "short": "short_name",
    "given": "first_name",
}


def link_entities(
    connection: sqlite3.Connection, page_id: int, reading: Reading | None = None
) -> None:
    """Says of each named person and body of a page who that is across pages.

    Within the caller's transaction, after the page's rows are written. `reading` is the page's
    current Reading; without it, it is read from the archive.
    """
    found = gather(reading if reading is not None else reading_of(connection, page_id))
    rows = connection.execute(
        "SELECT entity_key, id, naming FROM entities WHERE page_id = ? ORDER BY entity_key",
        (page_id,),
    ).fetchall()
    linker = _Linker(connection, page_id)
    parties = [(key, found[id_]) for key, id_, _ in rows if id_ in found]
    for entity_key, evidence in sorted(parties, key=lambda party: _fullness(party[1])):
        linker.link(entity_key, evidence)
    connection.executemany(
        "UPDATE entities SET reason = 'no_party' WHERE entity_key = ?",
        [(key,) for key, id_, naming in rows if naming == "named" and id_ not in found],
    )
    connection.execute("DELETE FROM profile_pins WHERE page_id = ? AND NOT by_hand", (page_id,))
    connection.execute(
        "UPDATE statements SET profile_id = (SELECT profile_id FROM entities AS e"
        " WHERE e.entity_key = statements.entity_key) WHERE page_id = ?",
        (page_id,),
    )


def unlink_page(connection: sqlite3.Connection, page_id: int) -> None:
    """Takes a page's entities away from their profiles, before its rows are removed.

    Profiles that nobody is left in go, unless a person has decided something of them. What a person
    decided of the page's entities is kept for when it is linked again.
    """
    emptied: set[int] = set()
    for profile_id, placed in store.placed_on(connection, page_id):
        connection.execute(
            "INSERT OR REPLACE INTO profile_pins (page_id, key, name, profile_id, by_hand)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                page_id,
                placed.key,
                placed.evidence.names[0],
                profile_id,
                is_touched(connection, profile_id),
            ),
        )
        store.forget(connection, placed, profile_id)
        emptied.add(profile_id)
    connection.execute("UPDATE statements SET profile_id = NULL WHERE page_id = ?", (page_id,))
    for profile_id in sorted(emptied):
        store.refresh(connection, profile_id)
        _remove_if_empty(connection, profile_id)


def _remove_if_empty(connection: sqlite3.Connection, profile_id: int) -> None:
    (pages,) = connection.execute(
        "SELECT pages FROM profiles WHERE profile_id = ?", (profile_id,)
    ).fetchone()
    if pages or is_touched(connection, profile_id):
        return
    # With it go those that were merged into it, who have nobody either.
    family = [(member,) for member in merged(connection, profile_id)]
    connection.executemany("UPDATE profiles SET merged_into = NULL WHERE profile_id = ?", family)
    connection.executemany("DELETE FROM profiles WHERE profile_id = ?", family)


def _fullness(evidence: Evidence) -> tuple[bool, int]:
    if evidence.is_person:
        names = evidence.people()
        return all(name.first is None for name in names), -max(len(n.key()) for n in names)
    bodies = evidence.bodies()
    return all(name.is_short for name in bodies), -max(len(name.words) for name in bodies)


class _Linker:
    """Links the entities of one page, one after the other."""

    def __init__(self, connection: sqlite3.Connection, page_id: int) -> None:
        self.connection = connection
        self.page_id = page_id
        self.candidates = Candidates(connection)
        self.is_new = not connection.execute(
            "SELECT 1 FROM profile_pins WHERE page_id = ? LIMIT 1", (page_id,)
        ).fetchone()

    def link(self, entity_key: int, evidence: Evidence) -> None:
        """Puts one entity to its profile."""
        me = Known([evidence])
        pinned = self._pinned(evidence)
        if pinned is not None:
            self._place(entity_key, evidence, pinned, "by_hand", "as a person decided", True)
            return
        candidates = self.candidates.of(me)
        chosen, rivals = self._choose(me, candidates)
        if chosen is None:
            self._alone(entity_key, evidence, me, candidates, rivals)
            return
        relation = chosen.weighed.relation
        reason = "same_page" if self.candidates.on_page(chosen) else _REASONS[relation]
        words = f"{chosen.words()} ({chosen.name}, profile {chosen.profile_id})"
        sure = not me.is_partial and not chosen.is_vague
        self._place(entity_key, evidence, chosen.profile_id, reason, words, sure)
        if not me.is_partial:
            self._absorb(me, chosen, candidates)

    def _pinned(self, evidence: Evidence) -> int | None:
        """Whom a person's decision makes an entity."""
        pin = self._pin(evidence, by_hand=True)
        profile_id = None if pin is None else standing(self.connection, pin)
        return profile_id if self._exists(profile_id) else None

    def _former(self, evidence: Evidence) -> int | None:
        """The id that somebody had who was nobody else's when the page was read before."""
        pin = self._pin(evidence, by_hand=False)
        return None if self._exists(pin) else pin

    def _pin(self, evidence: Evidence, *, by_hand: bool) -> int | None:
        """The profile of an entity when the page was read before, by its name or else its key."""
        if self.is_new:
            return None
        rows = self.connection.execute(
            "SELECT name, profile_id FROM profile_pins WHERE page_id = ? AND key = ?"
            " AND by_hand = ?",
            (self.page_id, evidence.key(), by_hand),
        ).fetchall()
        named = dict(rows)
        if len(rows) == 1:
            return int(rows[0][1])
        return named.get(evidence.names[0])

    def _exists(self, profile_id: int | None) -> bool:
        if profile_id is None:
            return False
        row = self.connection.execute(
            "SELECT 1 FROM profiles WHERE profile_id = ?", (profile_id,)
        ).fetchone()
        return row is not None

    def _place(
        self,
        entity_key: int,
        evidence: Evidence,
        profile_id: int,
        reason: str,
        words: str,
        sure: bool,
    ) -> None:
        placed = Placed(entity_key, self.page_id, evidence.key(), reason, sure, evidence)
        store.place(self.connection, profile_id, placed, words=words)
        self.candidates.join(profile_id, Known([evidence]))

    def _alone(
        self,
        entity_key: int,
        evidence: Evidence,
        me: Known,
        candidates: list[Candidate],
        rivals: list[Candidate],
    ) -> None:
        """Gives an entity a profile of its own."""
        near = [rival for rival in rivals if rival.weighed.points > NEVER / 2]
        # Whoever has a whole name is that, whatever a part of a name may stand for.
        doubtful = [
            rival
            for rival in near
            if not rival.weighed.is_apart and (me.is_partial or not rival.known.is_partial)
        ]
        if doubtful:
            names = ", ".join(f"{r.name} (profile {r.profile_id})" for r in doubtful[:3])
            reason, words = "unclear", f"may be {names}, and too little says so or which"
        elif me.is_partial and evidence.is_person:
            reason, words = "part_of_name", "a part of a name, of nobody that the archive knows"
        elif near := [rival for rival in near if rival.weighed.is_apart]:
            best = near[0]
            reason = "other_of_name"
            words = f"not {best.name} (profile {best.profile_id}): {best.words()}"
        else:
            reason, words = "new", "the first of that name"
        sure = not doubtful and not (me.is_partial and evidence.is_person)
        profile_id = store.create(self.connection, self._former(evidence))
        self._place(entity_key, evidence, profile_id, reason, words, sure)
        if not me.is_partial:
            self._absorb(me, None, candidates, into=profile_id)

    def _choose(
        self, me: Known, candidates: list[Candidate]
    ) -> tuple[Candidate | None, list[Candidate]]:
        """The profile that an entity joins, if any, and those that it may have joined."""
        able = [c for c in candidates if c.is_enough]
        if me.is_partial:
            here = [c for c in candidates if self.candidates.on_page(c) and not c.known.is_partial]
            if len(here) > 1:
                return None, here  # "Clinton", where the page has Bill and Hillary
        whole = [c for c in able if not c.known.is_partial]
        best = next(iter(whole or able), None)
        if best is None:
            return None, candidates
        rivals = [
            c
            for c in candidates
            if c is not best
            and not c.is_vague
            and c.known.is_partial == best.known.is_partial
            and c.points > best.points - MARGIN
            and c.points >= JOIN - MARGIN
        ]
        if not me.is_partial and best.known.is_partial:
            rivals = [c for c in self.candidates.others(best) if c.points > best.points - MARGIN]
        if any(not self.candidates.are_one(best, rival) for rival in rivals):
            return None, [best, *rivals]
        return best, []

    def _absorb(
        self,
        me: Known,
        chosen: Candidate | None,
        candidates: list[Candidate],
        into: int | None = None,
    ) -> None:
        """Merges the profiles that the page shows to be the one which an entity has joined."""
        target = into if chosen is None else chosen.profile_id
        assert target is not None
        for candidate in candidates:
            if candidate.profile_id == target or self.candidates.on_page(candidate):
                continue
            if candidate.weighed.is_apart or not self._may_be_enough(me, target, candidate):
                continue
            if not self.candidates.may_be_one(target, candidate):
                continue
            weighed = self.candidates.weighed(target, candidate)
            if weighed.is_apart:
                continue
            if candidate.known.is_partial and not self._is_plain(me, target, candidate):
                continue
            bonus = sum(sign.points for sign in candidate.bonus)
            if candidate.is_enough and weighed.points + bonus >= JOIN:
                target = self._merge(target, candidate, weighed)

    def _may_be_enough(self, me: Known, target: int, candidate: Candidate) -> bool:
        """Whether a profile may turn out to be the target, before others are looked for."""
        if candidate.points >= JOIN or not candidate.known.is_partial:
            return candidate.points >= JOIN
        _, pages, _, _ = self.candidates.row(target)
        if candidate.points + most_favour(pages, common=me.is_common) < JOIN:
            return False
        return self.candidates.is_best_known(pages, candidate)

    def _is_plain(self, me: Known, target: int, partial: Candidate) -> bool:
        """Whether nobody else may be meant by a part of a name as well as the target, to which the
        page's entity belongs; adds to the candidate what being the best known of it is worth.
        """
        others = [other for other in self.candidates.others(partial) if other.profile_id != target]
        own = self.candidates.alone(target, partial)
        own.favour(sum(c.pages for c in (own, partial, *others)), common=me.is_common)
        partial.bonus += own.bonus
        return all(other.points <= partial.points - MARGIN for other in others)

    def _merge(self, target: int, candidate: Candidate, weighed: Weighed) -> int:
        """Merges two profiles, into that of more pages or else the older, and gives that one."""
        sizes = {id_: self.candidates.row(id_)[1] for id_ in (target, candidate.profile_id)}
        kept = max(sizes, key=lambda profile_id: (sizes[profile_id], -profile_id))
        other = target if kept != target else candidate.profile_id
        why = f"a page shows that they are one: {weighed.words()}"
        merge_found(self.connection, kept, other, why=why, page_id=self.page_id)
        self.candidates.merge(kept, other)
        return kept
