"""The claims of a story: what several of its pages tell."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import Final

from sayso.reading import Entity, Reading
from sayso.stories.claims.credits import find_credits, find_outlets
from sayso.stories.claims.features import Comparison
from sayso.stories.claims.matching import Matcher
from sayso.stories.claims.names import Names
from sayso.stories.claims.order import in_order
from sayso.stories.claims.records import Claim, Figure, Telling
from sayso.stories.claims.sentences import sentence_at, sentences_of
from sayso.stories.claims.spread import Links, Spread, spread_of
from sayso.stories.claims.sureness import SURE
from sayso.stories.claims.units import Unit, Units
from sayso.stories.claims.wording import Wording
from sayso.stories.claims.words import form_of

_ID_LENGTH: Final = 8
"""Hexadecimal digits of a claim's id: enough for the claims of a story, few enough to type."""


def find_claims(
    readings: Iterable[Reading],
    copies: Mapping[str, str] | None = None,
    *,
    alone: bool = False,
) -> tuple[Claim, ...]:
    """The claims that at least two pages of a story tell: those that are sure, then those whose
    tellings only may be of one thing, each the most often told first.

    `readings` are of the story's pages, in any order; `copies` says of pages (by id) of which
    earlier page they are a copy. With `alone` what one page alone tells is a claim too.
    """
    return Story(readings, copies, alone=alone).claims


class Story:
    """The readings of a story in order of time, and what was found out about its pages."""

    def __init__(
        self,
        readings: Iterable[Reading],
        copies: Mapping[str, str] | None = None,
        *,
        alone: bool = False,
    ) -> None:
        by_page = {reading.page.id: reading for reading in readings}
        given = [by_page[page] for page in sorted(by_page)]
        known = {
            page: other
            for page, other in (copies or {}).items()
            if page in by_page and other in by_page and page != other
        }
        # By id first: whose name an outlet gets is not to depend on the order that they came in.
        self.outlets = find_outlets(given)
        found = {r.page.id: find_credits(r, self.outlets) for r in given}
        self.readings: Sequence[Reading] = in_order(given, self.outlets, found, known)
        self.by_page: Mapping[str, Reading] = by_page
        self.links = Links(
            outlets=self.outlets,
            credits=found,
            copies=known,
            wording=Wording([reading.page for reading in self.readings]),
        )
        self.names = Names(given, lambda name: self.outlets.resolve(name) is not None)
        self.units = Units(given, self.names)
        pages = {r.page.id: r.page for r in given}
        comparison = Comparison(self.units, self.names, found, pages)
        self.matcher = Matcher(self.units, self.names, comparison)
        self._alone = alone

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What at least two pages tell, or any if claims may be `alone`."""
        return tuple(claim for claim, _ in self._made)

    @cached_property
    def claim_units(self) -> Sequence[Sequence[Unit]]:
        """The units of each of `claims`."""
        return tuple(units for _, units in self._made)

    @cached_property
    def _made(self) -> Sequence[tuple[Claim, Sequence[Unit]]]:
        made = [(self.claim_of(units), units) for units in self.matcher.groups(alone=self._alone)]
        return sorted(made, key=lambda one: self._place(one[0]))

    def sentence_of(self, page: str, identity: str) -> str:
        """The sentence of a page in which one of its statements or events begins, on one line."""
        reading = self.by_page[page]
        starts = [
            *(e.trigger for e in reading.events if e.id == identity),
            *(
                s.content_spans[0]
                for s in reading.statements
                if s.id == identity and s.content_spans
            ),
        ]
        if not starts:
            return ""
        sentence = sentence_at(sentences_of(reading.page), starts[0].start) or starts[0]
        return " ".join(reading.page.text[slice(*sentence)].split())

    def claim_of(self, units: Sequence[Unit]) -> Claim:
        """The one claim that some statements and events, at least one, are taken to tell."""
        told: dict[str, list[Unit]] = {}
        for reading in self.readings:
            mine = [unit for unit in units if unit.page == reading.page.id]
            if mine:
                told[reading.page.id] = self._central(mine, units)
        spread = spread_of(told, self.links)
        counted = _counted(told)
        tellings = tuple(self._telling(page, mine, spread, counted) for page, mine in told.items())
        first = next(iter(told.values()))[0]
        origin = spread.origin
        return Claim(
            id=_id_of(first),
            kind=first.kind,
            tellings=tellings,
            origin=origin.page or origin.outlet or first.page,
            origin_outlet=origin.outlet,
            confidence=self._confidence(told),
            independent=spread.independent,
            spread=spread.edges,
        )

    def _confidence(self, told: Mapping[str, Sequence[Unit]]) -> float:
        """Of the page that agrees least with the others, how sure it is that it tells the same."""
        sure: dict[str, list[float]] = {page: [] for page in told}
        for one, other in combinations(told, 2):
            surest = max(
                (
                    self.matcher.sureness(mine, theirs)
                    for mine in told[one]
                    for theirs in told[other]
                    if mine.kind == theirs.kind
                ),
                default=0.0,
            )
            sure[one].append(surest)
            sure[other].append(surest)
        return round(min((sum(its) / len(its) for its in sure.values() if its), default=1.0), 2)

    def _central(self, mine: Sequence[Unit], units: Sequence[Unit]) -> list[Unit]:
        """A page's units that tell a claim, the one first that tells it most as other pages do."""
        alike = {
            unit: sum(
                self.matcher.chance(unit, other)
                for other in sorted(units, key=lambda one: one.key)
                if other.page != unit.page and other.kind == unit.kind
            )
            for unit in mine
        }
        return sorted(mine, key=lambda u: (u.heading, -alike[u], u.span, u.id))

    def _telling(
        self, page: str, units: Sequence[Unit], spread: Spread, counted: str | None
    ) -> Telling:
        reading = self.by_page[page].page
        main = units[0]
        edge = next((one for one in spread.edges if one.of == page), None)
        chain = self.links.chain(page, units)
        if not chain and edge is not None and edge.why == "credit" and edge.outlet:
            chain = (edge.outlet,)
        source = self.names.entity(page, main.source)
        return Telling(
            page=page,
            ids=tuple(unit.id for unit in units),
            spans=tuple(unit.span for unit in units),
            outlet=reading.outlet or self.outlets.of_page(page),
            published=reading.published.value,
            source=_named(source),
            settled=next((unit.settled for unit in units if unit.settled), None),
            figures=_figures(units, counted),
            credits=chain,
            copy_of=edge.on if edge is not None and edge.why == "copy" else None,
        )

    def _place(self, claim: Claim) -> tuple[bool, int, int, int, str]:
        first = claim.tellings[0]
        order = next(i for i, r in enumerate(self.readings) if r.page.id == first.page)
        return (
            claim.confidence < SURE,
            -len(claim.tellings),
            -claim.independent,
            order * 100_000 + first.spans[0].start,
            claim.id,
        )


def _named(entity: Entity | None) -> str | None:
    return None if entity is None else " ".join(entity.name.split())


def _id_of(unit: Unit) -> str:
    named = f"{unit.page} {unit.kind} {unit.span.start} {unit.span.end}"
    return hashlib.sha256(named.encode()).hexdigest()[:_ID_LENGTH]


def _counted(told: Mapping[str, Sequence[Unit]]) -> str | None:
    """What a claim counts: that which most of its tellings give a number of; None for nothing that
    at least two do."""
    counts: Counter[str] = Counter()
    for units in told.values():
        counts.update({_unit(f) for u in units for f in _figures_of(u) if f.unit is not None})
    if not counts:
        return None
    most = max(counts.values())
    return min(name for name, count in counts.items() if count == most) if most > 1 else None


def _figures_of(unit: Unit) -> tuple[Figure, ...]:
    """The numbers that belong to a unit: all of a statement, those beside an event's trigger."""
    return unit.near if unit.kind == "event" else unit.figures


def _unit(figure: Figure) -> str:
    unit = figure.unit or ""
    return form_of(unit) if unit.islower() and unit.isalpha() else unit


def _figures(units: Sequence[Unit], counted: str | None) -> tuple[Figure, ...]:
    """The numbers of what a claim counts in one telling; a bare one where there is no other."""
    if counted is None:
        return ()
    for figures in (
        [figure for unit in units for figure in _figures_of(unit)],
        [figure for unit in units for figure in unit.figures],
    ):
        found = {figure.span: figure for figure in figures}
        fits = [figure for figure in found.values() if figure.unit and _unit(figure) == counted]
        bare = [figure for figure in found.values() if figure.unit is None]
        if fits or bare:
            return tuple(fits or bare)
    return ()
