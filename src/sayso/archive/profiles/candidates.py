"""The profiles that an entity of a page may be, each held against it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Final

from sayso.archive.profiles import store
from sayso.archive.profiles.keys import body_lookups, person_lookups
from sayso.archive.profiles.known import Known
from sayso.archive.profiles.rules import rules_between
from sayso.archive.profiles.weighing import JOIN, NEVER, Sign, Weighed, weigh

_WHOLE: Final = (4, 2)
"""Profiles looked at for a key: so many of most pages, and so many that came last, beside those
that the page has already. With twice as many the figures of the benchmark are the same, and in a
large archive, where a surname has that many, a page takes a tenth longer to keep."""
_PARTIAL: Final = (2, 1)
"""The same of those of whom a part of a name is known."""
_SAME_PAGE: Final = 3.0
"""Points for a short name whose full name the page has, of one person alone."""
_PLAIN: Final = ((30, 2.0), (10, 1.0))
"""Points for the bearer of a short name who has most of the pages with it, by their number,"""
_SHARE: Final = 0.9
"""and what part of them most is."""
_SHARED: Final = 50
"""Pages of a profile that are looked at for whether another is on them, too."""


def most_favour(pages: int, *, common: bool) -> float:
    """What it is worth at most to be of so many pages."""
    points = next((points for least, points in _PLAIN if pages >= least), 0.0)
    return points / 2 if common else points


_FIRM: Final = 2.0
"""Points besides the name that join somebody to a profile of which it is open whose it is."""


@dataclass(slots=True)
class Candidate:
    """A profile held against an entity, or against a part of a name."""

    profile_id: int
    name: str
    pages: int
    ambiguous: bool
    known: Known
    weighed: Weighed
    bonus: list[Sign] = field(default_factory=list)

    @property
    def points(self) -> float:
        """What speaks for it, with what the page and the archive have of its name."""
        return self.weighed.points + sum(sign.points for sign in self.bonus)

    def favour(self, total: int, *, common: bool) -> None:
        """Adds what it is worth to have most of the pages with a short name."""
        points = most_favour(self.pages, common=common)
        if points and self.pages >= _SHARE * total:
            self.bonus.append(Sign(points, "by far the best known of that name"))

    @property
    def is_enough(self) -> bool:
        """Whether what speaks for it is enough to join it."""
        return self.points >= JOIN and (not self.is_vague or self.weighed.context >= _FIRM)

    @property
    def is_vague(self) -> bool:
        """Whether it has a full name, and it is open whose."""
        return self.ambiguous and not self.known.is_partial

    def words(self) -> str:
        """The same in words."""
        more = "".join(f"; {sign.words}" for sign in self.bonus)
        return f"{self.weighed.words()}{more}"


class Candidates:
    """Finds them for the entities of one page, one after the other.

    `mates` are the profiles that entities of the page have joined already, with those.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.mates: dict[int, list[Known]] = {}
        self._mates_with: dict[str, list[int]] = {}
        """The same by the keys of those entities."""
        self._pages_with: dict[str, int] = {}
        self._known: dict[int, Known] = {}
        self._rows: dict[int, tuple[str, int, bool, bool]] = {}

    def of(self, me: Known) -> list[Candidate]:
        """The profiles that an entity may be, the likeliest first."""
        of_each = (self._candidate(me, *bearer) for bearer in self._bearers(me).items())
        found = [candidate for candidate in of_each if candidate is not None]
        if me.is_partial:
            self._favour(me, found)
        return sorted(found, key=lambda c: (-c.points, c.ambiguous, -c.pages, c.profile_id))

    def _bearers(self, known: Known) -> dict[int, bool]:
        """The profiles that have any of the keys of all that one may be, and whether by more than a
        part of a name.
        """
        lookups = person_lookups(known.people) if known.is_person else body_lookups(known.bodies)
        found: dict[int, bool] = {}
        for key in dict.fromkeys(lookups):
            is_part = key.startswith("p:")
            most, last = _PARTIAL if is_part else _WHOLE
            bearers = store.last_with(self.connection, key, most + last)
            if len(bearers) == most + last:
                bearers = [*bearers[:last], *store.most_with(self.connection, key, most)]
            for profile_id in (*self._mates_with.get(key, ()), *(id_ for id_, _ in bearers)):
                found[profile_id] = found.get(profile_id, False) or not is_part
        return found

    def _candidate(self, me: Known, profile_id: int, by_whole: bool) -> Candidate | None:
        name, pages, ambiguous, is_person = self.row(profile_id)
        if me.is_person and not me.is_partial and not is_person and not by_whole:
            return None  # "Ann North", and a body that is called "North": most of what is found
        known = self.known_of(profile_id)
        weighed = weigh(me, known, pages_with=self.pages_with)
        if weighed.relation == "other":
            return None
        mates = self.mates.get(profile_id, ())
        if any(not self._may_be_mates(me, mate) for mate in mates):
            return None
        return Candidate(profile_id, name, pages, ambiguous, known, weighed)

    def _may_be_mates(self, me: Known, mate: Known) -> bool:
        """Whether two entities of one page, which its reading tells apart, may be one after all."""
        relation = weigh(me, mate, pages_with=self.pages_with).relation
        return relation in ("same", "short") or (relation == "long" and not me.is_person)

    def on_page(self, candidate: Candidate) -> bool:
        """Whether another entity of the page has joined it."""
        return candidate.profile_id in self.mates

    def _favour(self, me: Known, candidates: list[Candidate]) -> None:
        """Adds to a short name's candidates what the page and the archive have of the full name."""
        whole = [c for c in candidates if not c.known.is_partial and c.weighed.points > NEVER / 2]
        here = [c for c in whole if self.on_page(c)]
        if len(here) == 1:
            here[0].bonus.append(Sign(_SAME_PAGE, "the page has the whole name"))
        total = sum(c.pages for c in candidates)
        for candidate in whole:
            candidate.favour(total, common=me.is_common)

    def others(self, partial: Candidate) -> list[Candidate]:
        """The whole names that a part of a name may be short for, but for those of this page."""
        known_here = {*self.mates, partial.profile_id}
        ids = [id_ for id_ in self._bearers(partial.known) if id_ not in known_here]
        others = (self.alone(id_, partial) for id_ in ids)
        return [c for c in others if not c.known.is_partial and c.weighed.relation != "other"]

    def alone(self, profile_id: int, partial: Candidate) -> Candidate:
        """A profile held against that of a part of a name."""
        name, pages, ambiguous, _ = self.row(profile_id)
        known, weighed = self.known_of(profile_id), self.weighed(profile_id, partial)
        return Candidate(profile_id, name, pages, ambiguous, known, weighed)

    def row(self, profile_id: int) -> tuple[str, int, bool, bool]:
        """The name of a profile, its pages, whether it is ambiguous, and whether it is a person."""
        if profile_id not in self._rows:
            name, pages, ambiguous, kind = self.connection.execute(
                "SELECT name, pages, ambiguous, kind FROM profiles WHERE profile_id = ?",
                (profile_id,),
            ).fetchone()
            row = name, pages, bool(ambiguous), kind in ("person", "author")
            self._rows[profile_id] = row
        return self._rows[profile_id]

    def are_one(self, one: Candidate, other: Candidate) -> bool:
        """Whether two profiles, which one entity may be either of, may be one themselves."""
        if not self.may_be_one(one.profile_id, other):
            return False
        weighed = self.weighed(one.profile_id, other)
        return weighed.points >= JOIN and not weighed.is_apart

    def is_best_known(self, pages: int, partial: Candidate) -> bool:
        """Whether whoever is of so many pages may have most of those with a part of a name."""
        known = partial.known
        alone = {name.core for name in known.people} | {name.words[0] for name in known.bodies}
        totals = (
            sum(of for _, of in store.most_with(self.connection, f"s:{word}", _WHOLE[0]))
            for word in alone
        )
        return pages >= _SHARE * max(totals, default=0)

    def may_be_one(self, profile_id: int, other: Candidate) -> bool:
        """Whether nobody holds two profiles to be two: no person, and no page that has them both,
        by names that are not the same.
        """
        if rules_between(self.connection, profile_id, other.profile_id):
            return False
        if not other.known.is_person or self.weighed(profile_id, other).relation == "same":
            return True
        shared = self.connection.execute(
            "SELECT 1 FROM (SELECT page_id FROM entities WHERE profile_id = ?"
            " ORDER BY entity_key DESC LIMIT ?) AS o JOIN entities AS e USING (page_id)"
            " WHERE +e.profile_id = ? LIMIT 1",
            (other.profile_id, _SHARED, profile_id),
        ).fetchone()
        return shared is None

    def weighed(self, profile_id: int, other: Candidate) -> Weighed:
        """A profile held against another."""
        return weigh(self.known_of(profile_id), other.known, pages_with=self.pages_with)

    def known_of(self, profile_id: int) -> Known:
        """What is known of a profile."""
        if profile_id not in self._known:
            self._known[profile_id] = store.known(self.connection, profile_id)
        return self._known[profile_id]

    def pages_with(self, key: str) -> int:
        """Of how many pages a key is, by the profile that has most of them."""
        if key not in self._pages_with:
            most = store.most_with(self.connection, key, 1)
            self._pages_with[key] = most[0][1] if most else 0
        return self._pages_with[key]

    def join(self, profile_id: int, me: Known) -> None:
        """Takes note of whom an entity has joined."""
        self.mates.setdefault(profile_id, []).append(me)
        for key in store.names_of(me.evidence[0]):
            self._mates_with.setdefault(key, []).append(profile_id)
        self._forget(profile_id)

    def merge(self, kept: int, other: int) -> None:
        """Takes note that two profiles are one from now on."""
        mates = [mate for profile_id in (kept, other) for mate in self.mates.pop(profile_id, [])]
        if mates:
            self.mates[kept] = mates
            for profiles in self._mates_with.values():
                if other in profiles:
                    profiles[:] = [kept if one == other else one for one in profiles]
        self._forget(kept)
        self._forget(other)

    def _forget(self, profile_id: int) -> None:
        self._known.pop(profile_id, None)
        self._rows.pop(profile_id, None)
