"""How likely an entity of a page and a profile are one, and by what signs.

Points are added as the logarithms of odds would be: what speaks for it, what against. They were set
from general knowledge, and put right where the benchmark's cases showed a rule to be wrong; none
was fitted to a corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sayso.archive.profiles.bodies import compare_bodies
from sayso.archive.profiles.evidence import Evidence
from sayso.archive.profiles.known import Known
from sayso.archive.profiles.lists import COMMON_FIRST_NAMES, NEAR_PROFESSIONS
from sayso.archive.profiles.names import Relation
from sayso.archive.profiles.people import compare_people, given_names

JOIN: Final = 1.0
"""Points from which on two are one."""
MARGIN: Final = 0.75
"""Points by which one of several must lead."""
NEVER: Final = -100.0

# What a name alone is worth, where its surname is rare and where it is common.
_PEOPLE: Final[dict[Relation, tuple[float, float]]] = {
    "same": (2.5, 1.0),
    "nickname": (1.5, 0.0),
    "initial": (0.0, -1.0),
    "long": (0.5, -0.5),
    "short": (0.0, -1.0),
    "given": (-1.5, -1.5),
}
_COMMON_FIRST: Final = -1.0
"""Added where first name and surname are both common: John Smith."""
_ALONE: Final = (0.5, -0.5)
"""Two surnames, and the first name of neither is known."""
_BODIES: Final[dict[Relation, float]] = {"same": 3.0, "long": 1.5, "short": -0.5}
_ONE_WORD: Final = 1.5
"""A body of one word: "Northway"."""
_GENERIC: Final = -0.5
"""A body called as a thousand others are: "Supreme Court"."""
_GIVEN_SHORT: Final = 0.75
"""An abbreviation that a page gives as short for a body's name."""
_OTHER_KIND: Final = -1.5
"""A person here and a body there: the page may be right, or its reading wrong."""

_SAME_ROLE: Final = 1.5
_SAME_PROFESSION: Final = 0.7
_OTHER_PROFESSION: Final = -3.5
_INTO_POLITICS: Final = -2.0
"""A nurse and a governor: people go into politics from every trade."""
_OTHER_ROLE: Final = (-0.5, -1.0)
"""Two roles that have nothing to do with each other, as far as is known."""
_OTHER_OFFICE: Final = -3.5
"""The same office of two places: the governors of Ohio and Virginia."""
_SAME_COUNTRY: Final = 1.0
_OTHER_COUNTRY: Final = -3.5
_SAME_TIE: Final = 2.0
_OTHER_TIE: Final = (-1.0, -2.0)
_OTHER_GENDER: Final = -4.0
_COMPANY: Final = ((3, 1.5), (20, 1.0), (100, 0.5))
"""What being named beside the same other is worth, by the pages of the archive that name that one;
for one of more pages, 0.25.
"""
_MOST_COMPANY: Final = 3.0
_PLACE: Final = 0.4
_NEAR: Final = 0.4
_MOST_NEAR: Final = 1.2
_SAME_OUTLET: Final = 0.5
_OWN_OUTLET: Final = 1.0
"""The same for a generic body: a paper's "City Council" is that of its city."""
_DAYS: Final = ((3, 1.0), (30, 0.5))
"""What the days between two pages are worth, at most so many."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for or against, in words."""

    points: float
    words: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """An entity held against a profile."""

    relation: Relation
    signs: tuple[Sign, ...]

    @property
    def points(self) -> float:
        """The sum of the signs."""
        return sum(sign.points for sign in self.signs)

    @property
    def context(self) -> float:
        """The sum without what the names are worth."""
        return sum(sign.points for sign in self.signs[1:])

    @property
    def is_apart(self) -> bool:
        """Whether something speaks plainly against, whatever speaks for it."""
        return any(sign.points <= _INTO_POLITICS for sign in self.signs)

    def words(self) -> str:
        """The signs, the weightiest of each side first."""
        ordered = sorted(self.signs[1:], key=lambda sign: -abs(sign.points))
        return "; ".join(sign.words for sign in (*self.signs[:1], *ordered) if sign.words)


def relation_of(one: Known, other: Known) -> Relation:
    """What the names of two are to each other: the nearest of any two, unless some clash.

    What stands for a name in one word says nothing where both have more.
    """
    if one.is_person != other.is_person:
        return _across_kinds(one, other)
    pairs = _pairs_of_people(one, other) if one.is_person else _pairs_of_bodies(one, other)
    found: Relation = next((relation for relation in _NEAREST if relation in pairs), "other")
    # "Rubio" and "Marco Rubio", whom some page calls "Rubio", too.
    return "short" if found == "same" and one.is_partial != other.is_partial else found


def _pairs_of_people(one: Known, other: Known) -> list[Relation]:
    mine = [name for name in one.people if name.first or one.is_partial]
    theirs = [name for name in other.people if name.first or other.is_partial]
    if one.is_partial != other.is_partial:
        mine, theirs = list(one.people), list(other.people)
    return [compare_people(a, b) for a in mine for b in theirs]


def _pairs_of_bodies(one: Known, other: Known) -> list[Relation]:
    mine, theirs = one.bodies, other.bodies
    if not one.is_partial and not other.is_partial:
        mine = tuple(name for name in mine if not name.is_short)
        theirs = tuple(name for name in theirs if not name.is_short)
    if {name.key for name in mine} & {name.key for name in theirs}:
        return ["same"]  # nothing is nearer, and a body may have many names
    return [compare_bodies(a, b) for a in mine for b in theirs]


_NEAREST: Final[tuple[Relation, ...]] = (
    "clash",
    "same",
    "nickname",
    "initial",
    "long",
    "short",
    "given",
)


def _across_kinds(one: Known, other: Known) -> Relation:
    """A person's name that is a body's, word for word."""
    one, other = (one, other) if one.is_person else (other, one)
    # What stands for those who have more in one word says nothing: "North" for "Ann North".
    people = [name for name in one.people if name.first or one.is_partial]
    bodies = [name for name in other.bodies if not name.is_short or other.is_partial]
    mine = {" ".join(sorted(name.key().split())) for name in people}
    return "same" if any(" ".join(sorted(name.words)) in mine for name in bodies) else "other"


def weigh(one: Known, other: Known, *, pages_with: Callable[[str], int]) -> Weighed:
    """Holds an entity against a profile, or two profiles against each other.

    `pages_with` says of how many pages a key is.
    """
    relation = relation_of(one, other)
    if relation in ("other", "clash"):
        return Weighed(relation, (Sign(NEVER, "two names that are not one"),))
    common = one.is_common and other.is_person
    signs = [_name_sign(one, other, relation, common)]
    # Where the first names agree, "Teddy" may be a woman's.
    alone = relation in ("short", "given")
    mine, theirs = (k.genders if alone else k.courtesies for k in (one, other))
    if mine and theirs and not mine & theirs:
        signs.append(Sign(_OTHER_GENDER, "a man here and a woman there"))
    signs += _role_signs(one, other, common)
    signs += _around_signs(one, other, pages_with)
    # That two pages are of one day says whom a part of a name means, and nothing of a whole one.
    if relation != "same" or (one.is_partial and other.is_partial):
        signs += _day_signs(one, other)
    return Weighed(relation, tuple(signs))


def _name_sign(one: Known, other: Known, relation: Relation, common: bool) -> Sign:
    words = _RELATION_WORDS[relation]
    if one.is_person and other.is_person:
        points = _PEOPLE[relation][common]
        if relation == "same" and one.is_partial and other.is_partial:
            points = _ALONE[common]
            words = "the same surname, and no first name"
        elif relation in ("same", "nickname") and common and _common_first(one):
            points += _COMMON_FIRST
        return Sign(points, words)
    if one.is_person or other.is_person:
        whole = _ONE_WORD if one.is_partial or other.is_partial else _BODIES["same"]
        return Sign(whole + _OTHER_KIND, "the same name, of a person here and of a body there")
    points = _BODIES[relation]
    names = one.bodies if len(one.bodies) <= len(other.bodies) else other.bodies
    if relation == "same":
        if _is_generic(one) or _is_generic(other):
            return Sign(_GENERIC, "the same name, which many bodies bear")
        if all(name.is_short for name in names):
            points = _ONE_WORD
    elif relation == "short":
        alone = {name.words[0] for name in (*one.bodies, *other.bodies) if name.is_short}
        if alone & (one.aliases | other.aliases):
            points, words = _GIVEN_SHORT, "an abbreviation that a page gives for it"
    return Sign(points, words)


def _is_generic(one: Known) -> bool:
    return not one.is_person and all(name.is_generic for name in one.bodies)


_RELATION_WORDS: Final[dict[Relation, str]] = {
    "same": "the same name",
    "nickname": "a short form of the same first name, and the same surname",
    "initial": "an initial or middle name, and the same surname",
    "long": "the same name, and more of it",
    "short": "the surname or the initials alone",
    "given": "the first name alone",
}


def _common_first(one: Known) -> bool:
    return any(given_names(name.first) & COMMON_FIRST_NAMES for name in one.people if name.first)


def _role_signs(one: Known, other: Known, common: bool) -> Iterable[Sign]:
    offices = one.offices & other.offices
    mine, theirs = one.professions, other.professions
    ties = one.ties & other.ties
    parted = bool(one.ties and other.ties) and not ties
    elsewhere = bool(one.seats and other.seats) and not one.seats & other.seats
    if offices and elsewhere:
        yield Sign(_OTHER_OFFICE, f"{min(offices)} of another place")
    elif offices:
        yield Sign(_SAME_ROLE, f"{min(offices)} in both")
    elif mine & theirs:
        yield Sign(_SAME_PROFESSION, f"of {min(mine & theirs)} in both")
    elif mine and theirs and not any(_is_near(a, b) for a in mine for b in theirs):
        points = _INTO_POLITICS if "politics" in mine | theirs else _OTHER_PROFESSION
        yield Sign(points, f"of {min(mine)} here and of {min(theirs)} there")
    elif one.offices and other.offices and not (mine and theirs):
        words = f"{min(one.offices)} here and {min(other.offices)} there"
        yield Sign(_OTHER_ROLE[common], words)
    if ties:
        yield Sign(_SAME_TIE, f"belongs to {min(ties)} in both")
    elif parted:
        yield Sign(_OTHER_TIE[common], f"belongs to {min(one.ties)}, and to {min(other.ties)}")
    if one.countries and other.countries:
        if one.countries & other.countries:
            yield Sign(_SAME_COUNTRY, "of the same country")
        else:
            yield Sign(_OTHER_COUNTRY, "of another country")


def _is_near(one: str, other: str) -> bool:
    return one == other or frozenset((one, other)) in NEAR_PROFESSIONS


def _around_signs(one: Known, other: Known, pages_with: Callable[[str], int]) -> Iterable[Sign]:
    shared = sorted(one.company & other.company)
    points = sum(_company_points(key, pages_with) for key in shared)
    if shared:
        beside = ", ".join(key[2:] for key in shared[:3])
        yield Sign(min(points, _MOST_COMPANY), f"beside {beside} in both")
    words = sorted(one.near & other.near)
    if words:
        yield Sign(min(len(words) * _NEAR, _MOST_NEAR), f"near {', '.join(words[:3])} in both")
    outlets = {e.outlet for e in one.evidence} & {e.outlet for e in other.evidence} - {None}
    if outlets:
        points = _OWN_OUTLET if _is_generic(one) and _is_generic(other) else _SAME_OUTLET
        yield Sign(points, "of the same outlet")


def _day_signs(one: Known, other: Known) -> Iterable[Sign]:
    days = _days_between(one, other)
    for most, points in _DAYS:
        if days is not None and days <= most:
            yield Sign(points, f"within {most} days")
            break


def _company_points(key: str, pages_with: Callable[[str], int]) -> float:
    if key.startswith("l:"):
        return _PLACE
    pages = pages_with(key)
    return next((points for most, points in _COMPANY if pages <= most), 0.25)


def _days_between(one: Known, other: Known) -> int | None:
    mine, theirs = (
        [day for day in map(_day, known.evidence) if day is not None] for known in (one, other)
    )
    return min((abs((a - b).days) for a in mine for b in theirs), default=None)


def _day(one: Evidence) -> date | None:
    try:
        return date.fromisoformat((one.published or "")[:10])
    except ValueError:
        return None
