"""From whom each telling of a claim has it, who told it first, and how many are independent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sayso.stories.claims.credits import Credits
from sayso.stories.claims.features import shares_quotation
from sayso.stories.claims.outlets import Outlets
from sayso.stories.claims.records import Edge, Why
from sayso.stories.claims.units import Unit
from sayso.stories.claims.wording import SHARED, Wording

_COPIED: Final = 0.3
"""Share of a sentence's runs of words that a copy keeps of what it copies, though it edits it."""


class Root(NamedTuple):
    """Where a claim comes from: an outlet, and its page if that tells the claim."""

    outlet: str | None
    page: str | None

    @property
    def key(self) -> str:
        """What tellings that are one outlet's share."""
        return self.outlet or self.page or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How a claim went from page to page."""

    edges: tuple[Edge, ...]
    origin: Root
    independent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What is known of a story's pages that makes one rest on another."""

    outlets: Outlets
    credits: Mapping[str, Credits]
    copies: Mapping[str, str]
    wording: Wording

    def outlet(self, page: str) -> str | None:
        """The outlet of a page."""
        return self.outlets.of_page(page)

    def chain(self, page: str, units: Sequence[Unit]) -> tuple[str, ...]:
        """The outlets that the words of a telling are credited to; empty where the page's own
        outlet was told, or where it credits none.

        `units` are the page's, the one first that tells it most as the other pages do.
        """
        mine = self.credits[page]
        for unit in _body(units):
            if mine.is_own(*_anchor(unit)):
                return ()
            scope = mine.at(*_anchor(unit))
            if scope is not None and not (scope.aside and _answers(unit)):
                return scope.chain
        return ()

    def is_own(self, page: str, units: Sequence[Unit]) -> bool:
        """Whether a telling is what the page's own outlet was told."""
        mine = self.credits[page]
        for unit in _body(units):
            if mine.is_own(*_anchor(unit)):
                return True
            if mine.at(*_anchor(unit)) is not None:
                return False
        return False

    def told_first(self, page: str, units: Sequence[Unit]) -> str | None:
        """The outlet that a telling says told it first."""
        scopes = (self.credits[page].at(*_anchor(u)) for u in units if not _answers(u))
        return next((s.chain[0] for s in scopes if s is not None and s.first), None)


def _body(units: Sequence[Unit]) -> Sequence[Unit]:
    """Units without those of headlines, which credit nobody; all where there are no others."""
    return [unit for unit in units if not unit.heading] or list(units)


def _anchor(unit: Unit) -> tuple[int, int]:
    """The first words of a unit: a statement may run on beyond the sentence with the credit."""
    return unit.span.start, min(unit.span.end, unit.span.start + 1)


def _answers(unit: Unit) -> bool:
    """Whether a unit answers a report and is not in it: a denial, a refusal to comment."""
    return unit.polarity in ("denies", "declines")


Told = Mapping[str, Sequence[Unit]]
"""Page → its units that tell a claim, the pages in order of time, of the units the one first that
tells it most as the other pages do."""


def spread_of(told: Told, links: Links) -> Spread:
    """How a claim that `told` are the tellings of went from page to page."""
    pages = list(told)
    edges = {page: edge for page in pages if (edge := _edge(page, told, links)) is not None}
    roots = {page: _root(page, edges, links) for page in pages}
    origin = roots[pages[0]]
    for page in pages:
        first = links.told_first(page, told[page])
        if first is not None and not links.outlets.has_page(first):
            origin = Root(first, None)
            break
    return Spread(
        edges=tuple(edges.values()),
        origin=origin,
        independent=len({root.key for root in roots.values()}),
    )


def _edge(page: str, told: Told, links: Links) -> Edge | None:
    """What a telling rests on, None for one that stands on its own."""
    units = told[page]
    mine = links.outlet(page)
    if links.is_own(page, units):
        return None
    if chain := links.chain(page, units):
        for outlet in chain:
            if (other := _of_outlet(outlet, page, told, links)) is not None:
                return _to(page, other, "via", links)
        return Edge(of=page, on=None, outlet=chain[-1], why="via")
    credited = links.credits[page]
    for outlet in credited.whole:
        other = _of_outlet(outlet, page, told, links)
        if other is not None:
            return _to(page, other, "credit", links)
    if credited.whole:
        return Edge(of=page, on=None, outlet=credited.whole[0], why="credit")
    earlier = [other for other in told if other != page and links.outlet(other) != mine]
    before = earlier[: sum(1 for other in list(told)[: list(told).index(page)] if other in earlier)]
    copied = links.copies.get(page)
    while copied is not None and copied not in told:
        copied = links.copies.get(copied)
    if copied is not None and copied != page and _is_copied(units, told, copied, links):
        return _to(page, copied, "copy", links)
    for outlet in credited.part:
        other = _of_outlet(outlet, page, told, links)
        # A page that says that some of it is a wire's has of the wire what that told before.
        if other in before:
            return _to(page, other, "credit", links)
    for other in before:
        if _shares(units, other, links):
            return _to(page, other, "wording", links)
    for other in before:
        exclusive = links.is_own(other, told[other]) or links.wording.is_based(page, other)
        if exclusive and _quotes(units, told[other]):
            return _to(page, other, "wording", links)
    return None


def _to(page: str, other: str, why: Why, links: Links) -> Edge:
    return Edge(of=page, on=other, outlet=links.outlet(other), why=why)


def _of_outlet(outlet: str, page: str, told: Told, links: Links) -> str | None:
    """The first telling of an outlet that is another page's."""
    return next((one for one in told if one != page and links.outlet(one) == outlet), None)


def _shares(units: Sequence[Unit], other: str, links: Links) -> bool:
    return any(
        links.wording.share(unit.page, unit.sentence, other) >= SHARED
        for unit in units
        if not unit.heading
    )


def _is_copied(units: Sequence[Unit], told: Told, other: str, links: Links) -> bool:
    """Whether a copy has a telling from what it is a copy of, and not from its own addition."""
    if _quotes(units, told[other]):
        return True
    body = [unit for unit in units if not unit.heading]
    kept = (links.wording.share(unit.page, unit.sentence, other) >= _COPIED for unit in body)
    return not body or any(kept) or not _other_figures(body, told[other])


def _other_figures(units: Sequence[Unit], others: Sequence[Unit]) -> bool:
    mine = {(figure.unit, figure.value) for unit in units for figure in unit.figures}
    theirs = {(figure.unit, figure.value) for unit in others for figure in unit.figures}
    return bool(mine) and mine.isdisjoint(theirs)


def _quotes(units: Sequence[Unit], others: Sequence[Unit]) -> bool:
    return any(shares_quotation(one, other) for one in units for other in others)


def _root(page: str, edges: Mapping[str, Edge], links: Links) -> Root:
    seen = {page}
    at = page
    while (edge := edges.get(at)) is not None:
        if edge.on is None:
            return Root(edge.outlet, None)
        if edge.on in seen:
            # Two that credit each other: whoever told it first in the circle.
            return _first_of(seen, edges, links)
        at = edge.on
        seen.add(at)
    return Root(links.outlet(at), at)


def _first_of(seen: set[str], edges: Mapping[str, Edge], links: Links) -> Root:
    at = next(page for page in edges if page in seen)
    return Root(links.outlet(at), at)
