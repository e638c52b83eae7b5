"""What is seen of two statements or two events that may be one claim, as numbers."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from sayso.reading import Page, Span
from sayso.stories.claims.bags import Bags, shared_of
from sayso.stories.claims.credits import Credits
from sayso.stories.claims.meaning import Meanings
from sayso.stories.claims.names import Names
from sayso.stories.claims.near import vector_of
from sayso.stories.claims.records import Figure
from sayso.stories.claims.units import Unit, Units

_TELLING_NUMBER: Final = 12
"""Numbers from which on it is no chance that two agree."""
_BARE: Final = "="
"""What the form of a verb that says little begins with."""


class Features(NamedTuple):
    """What is seen of a pair. Those from `same_word` on are of events alone, 0 for statements."""

    event: float
    covered: float
    """Share of the lighter one's words that are in the other, near words in part."""
    dice: float
    mass: float
    """The weight of the words in both, as a logarithm; so are the next two."""
    lighter: float
    heavier: float
    exact: float
    """Share of the lighter one's words that are in the other in the same form."""
    direction: float
    """Cosine of the means of their words."""
    names: float
    """Names in both, and the others."""
    other_names: float
    same_number: float
    other_number: float
    counted: float
    """Whether they count the same thing."""
    same_date: float
    other_date: float
    headings: float
    """How many of the two stand in headlines."""
    one_denies: float
    both_deny: float
    other_polarity: float
    other_settled: float
    """Whether one happened and the other did not, or may have."""
    both_told: float
    one_told: float
    same_source: float
    related_source: float
    other_source: float
    quotation: float
    """Whether they have words between quotation marks in common."""
    teller: float
    """Whether one page credits the other's outlet with it."""
    meaning: float
    """Cosine of what the words of their sentences mean, of those near to them above all."""
    clause: float
    """The same of the words around them, and of those beside them."""
    next_to: float
    core: float
    """Cosine of what an event's trigger means, or a statement's content."""
    ahead: float
    """How many units of its sentence, of one kind with it, stand before it: the fewest of the two,
    the most, and how many there are, likewise."""
    ahead_most: float
    beside: float
    beside_most: float
    same_word: float
    bare: float
    """How many of the triggers say little."""
    same_type: float
    other_type: float
    same_mode: float
    called: float
    """Cosine of their triggers."""
    named_inside: float
    """How many of the triggers are among the words of the other."""
    actor: float
    recipient: float
    crossed: float
    other_part: float
    """Whether the same part is played by other names."""
    no_actor: float
    no_recipient: float
    same_place: float
    other_place: float
    same_day: float
    other_day: float
    key: float
    """Share of the pages that tell of an event with the same trigger."""


NAMES: Final = Features._fields


class Comparison:
    """Compares the units of a story in pairs."""

    def __init__(
        self,
        units: Units,
        names: Names,
        credited: Mapping[str, Credits],
        pages: Mapping[str, Page],
    ) -> None:
        """`credited` is what each page credits to whom, `pages` the pages, either by id."""
        self.bags = Bags(units.words)
        self._units, self._pages = units.all, pages
        self._names = names
        self._credited = credited
        self._tellers: dict[tuple[str, str, str], tuple[str | None, bool]] = {}
        self._shares = _shares_of(units.all)
        self._places = _places_of(units.all)

    @cached_property
    def meanings(self) -> Meanings:
        """What each unit means; found when first asked for, since it is no cheap thing."""
        return Meanings(self._units, self._pages)

    def features(self, one: Unit, other: Unit) -> Features:
        """Of two units of one kind, in either order."""
        mine, theirs = self.bags.of(one), self.bags.of(other)
        lighter, heavier = sorted((mine.total, theirs.total))
        same, counted, differ = _numbers(one, other)
        # Numbers of the same thing that differ are left out: figures change from page to page.
        shared = (
            shared_of(mine, theirs)
            if same or not differ
            else shared_of(*(self.bags.of(unit, numbers=False) for unit in (one, other)))
        )
        both = one.bag.keys() & other.bag.keys()
        exact = sum(min(one.bag[form], other.bag[form]) for form in both)
        weight = min(mine.said, theirs.said)
        kinship = self._names.kinship((one.page, one.source), (other.page, other.source))
        known = one.kind == "statement" or None not in (one.source, other.source)
        near = self.meanings.nearness(one, other)
        return Features(
            event=one.kind == "event",
            covered=shared.covered,
            dice=shared.dice,
            mass=math.log1p(shared.mass),
            lighter=math.log1p(lighter),
            heavier=math.log1p(heavier),
            exact=exact / weight if weight else 0.0,
            direction=float(mine.mean @ theirs.mean),
            names=len(mine.names & theirs.names),
            other_names=len(mine.names ^ theirs.names),
            same_number=same,
            other_number=differ and not same,
            counted=counted,
            same_date=bool(one.dates & other.dates),
            other_date=bool(one.dates and other.dates) and one.dates.isdisjoint(other.dates),
            headings=one.heading + other.heading,
            one_denies=one.denies != other.denies,
            both_deny=one.denies and other.denies,
            other_polarity=one.polarity != other.polarity,
            other_settled=one.settled != other.settled,
            both_told=one.told and other.told,
            one_told=one.told != other.told,
            same_source=known and kinship == "same",
            related_source=known and kinship == "related",
            other_source=known and kinship == "different",
            quotation=shares_quotation(one, other),
            teller=self._share_teller(one, other),
            meaning=near.sentence,
            clause=near.clause,
            next_to=near.beside,
            core=near.core,
            **self._of_places(one, other),
            **(self._of_events(one, other) if one.kind == "event" else _NO_EVENTS),
        )

    def _of_places(self, one: Unit, other: Unit) -> dict[str, float]:
        mine, theirs = self._places[one], self._places[other]
        ahead, ahead_most = sorted((mine.ahead, theirs.ahead))
        beside, beside_most = sorted((mine.beside, theirs.beside))
        return {
            "ahead": ahead,
            "ahead_most": ahead_most,
            "beside": beside,
            "beside_most": beside_most,
        }

    def _of_events(self, one: Unit, other: Unit) -> dict[str, float]:
        both = one.triggers & other.triggers
        typed = None not in (one.type, other.type)
        days = bool(one.day and other.day)
        same_day = days and _is_within(one.day or "", other.day or "")
        places = bool(one.place and other.place)
        return {
            "same_word": bool(both),
            "bare": sum(any(f[0] == _BARE for f in unit.triggers) for unit in (one, other)),
            "same_type": typed and one.type == other.type,
            "other_type": typed and one.type != other.type,
            "same_mode": one.mode is not None and one.mode == other.mode,
            "called": float(vector_of(one.called) @ vector_of(other.called)),
            "named_inside": (not one.triggers.isdisjoint(other.bag))
            + (not other.triggers.isdisjoint(one.bag)),
            "actor": not one.actors.isdisjoint(other.actors),
            "recipient": not one.recipients.isdisjoint(other.recipients),
            "crossed": not one.actors.isdisjoint(other.recipients)
            or not one.recipients.isdisjoint(other.actors),
            "other_part": _differ(one, other),
            "no_actor": (not one.actors) + (not other.actors),
            "no_recipient": (not one.recipients) + (not other.recipients),
            "same_place": places and one.place == other.place,
            "other_place": places and one.place != other.place,
            "same_day": same_day,
            "other_day": days and not same_day,
            "key": max((self._shares.get(form, 0.0) for form in both), default=0.0),
        }

    def _share_teller(self, one: Unit, other: Unit) -> bool:
        """Whether a page credits one of two units to the outlet that the other is of, or that its
        page credits with it."""
        (first, mine), (second, theirs) = self._teller(one), self._teller(other)
        return first is not None and first == second and (mine or theirs)

    def _teller(self, unit: Unit) -> tuple[str | None, bool]:
        """The outlet that a unit is of, and whether its page credits another with it."""
        key = (*unit.key, unit.kind)
        if key not in self._tellers:
            credited = self._credited[unit.page]
            scope = credited.at(unit.span.start, unit.span.end)
            self._tellers[key] = (scope.chain[0] if scope else credited.own, scope is not None)
        return self._tellers[key]


_NO_EVENTS: Final = dict.fromkeys(NAMES[NAMES.index("same_word") :], 0.0)


def shares_quotation(one: Unit, other: Unit) -> bool:
    """Whether two statements have words between quotation marks in common, several in a row."""
    return not one.quoted.isdisjoint(other.quoted)


def _numbers(one: Unit, other: Unit) -> tuple[bool, bool, bool]:
    """Whether two units have a number in common that is no chance, count the same thing, and have
    numbers that may be of the same thing."""
    pairs = [
        (mine, theirs)
        for mine in one.figures
        for theirs in other.figures
        if mine.unit == theirs.unit or None in (mine.unit, theirs.unit)
    ]
    same = any(m.value == t.value and m.value >= _TELLING_NUMBER for m, t in pairs)
    return same, any(_is_counted(*pair) for pair in pairs), bool(pairs)


def _is_counted(one: Figure, other: Figure) -> bool:
    return one.unit is not None and one.unit == other.unit


def _is_within(one: str, other: str) -> bool:
    """Whether of two days, months or years one is in the other."""
    return one.startswith(other) or other.startswith(one)


def _differ(one: Unit, other: Unit) -> bool:
    """Whether the same part in two events is played by different names."""
    for mine, theirs in ((one.actors, other.actors), (one.recipients, other.recipients)):
        named = {key for key in mine if key[0] == "@"}
        others = {key for key in theirs if key[0] == "@"}
        if named and others and named.isdisjoint(others):
            return True
    return False


class _Place(NamedTuple):
    """How many units of its kind stand before a unit in its sentence, and how many there are."""

    ahead: int
    beside: int


def _places_of(units: Sequence[Unit]) -> dict[Unit, _Place]:
    starts: dict[tuple[str, str, Span | None], list[int]] = defaultdict(list)
    for unit in sorted(units, key=lambda unit: unit.span):
        starts[unit.page, unit.kind, unit.sentence].append(unit.span.start)
    found = {}
    for unit in units:
        beside = starts[unit.page, unit.kind, unit.sentence]
        found[unit] = _Place(beside.index(unit.span.start), len(beside))
    return found


def _shares_of(units: Sequence[Unit]) -> dict[str, float]:
    """In what share of a story's pages something happens that is called so; 0 for bare verbs."""
    pages: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        for form in unit.triggers:
            pages[form].add(unit.page)
    every = len({unit.page for unit in units})
    return {form: len(p) / every for form, p in pages.items() if form[0] != _BARE}
