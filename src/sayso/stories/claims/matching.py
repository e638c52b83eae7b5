"""Which statements and events of several pages are one claim.

Pairs of units are seen twice: by themselves (`features`), and among all that either may be paired
with (`rivals`). What either shows is weighed by boosted trees that learned it on happenings which
several outlets tell (`training.claims`), but for what is settled without (`rules`); likely pairs
are then joined (`grouping`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from sayso.stories.claims.bags import shared_of
from sayso.stories.claims.features import Comparison, Features
from sayso.stories.claims.grouping import group
from sayso.stories.claims.names import Names
from sayso.stories.claims.near import DIRECTIONS
from sayso.stories.claims.records import ClaimKind
from sayso.stories.claims.rivals import LEAST, Pair, standings
from sayso.stories.claims.rules import settled
from sayso.stories.claims.sureness import sureness
from sayso.stories.claims.trees import trees
from sayso.stories.claims.units import Unit, Units

KINDS: Final[tuple[ClaimKind, ...]] = ("statement", "event")

_EVERYWHERE: Final = 0.4
_SEVERAL: Final = 3
_ALIKE: Final = 0.4
"""What makes two units worth comparing, if they are not far in meaning: a word that no more than
this share of the units has, so many words of any kind, or so near a mean of all words."""
_NEAR: Final = 0.4
_FAR: Final = 0.2
"""Cosine from which on two units are worth comparing whatever their words, and under which they
are not whatever these.

When they were chosen, 88 in 100 of the annotated pairs in `training/happenings` were compared so,
and a quarter of all; by their words alone 82, for a fifth more pairs."""
_OPPOSED: Final = 0.6
"""Share of a denial's words that what it denies must have."""
_LEAST: Final = 4.0
"""Weight of the words that a denial and what it denies share at least."""


class Matcher:
    """Compares the units of one story."""

    def __init__(self, units: Units, names: Names, comparison: Comparison) -> None:
        self._names = names
        self.comparison = comparison
        self.units: Mapping[ClaimKind, Sequence[Unit]] = {
            kind: sorted((u for u in units.all if u.kind == kind), key=lambda unit: unit.key)
            for kind in KINDS
        }

    def groups(self, *, alone: bool = False) -> list[list[Unit]]:
        """The units in groups that are one claim each, those of a single page left out if not
        `alone`.

        The order of the pages does not matter.
        """
        return [
            members
            for kind in KINDS
            for members in group(self.units[kind], self._chances[kind])
            if alone or len({unit.page for unit in members}) > 1
        ]

    def chance(self, one: Unit, other: Unit) -> float:
        """How likely it is that two units of one kind are one claim."""
        return self._chances[one.kind].get(self._pair(one, other), 0.0)

    def sureness(self, one: Unit, other: Unit) -> float:
        """The probability that whoever reads two units of one kind has them for one claim."""
        pair = self._pair(one, other)
        chance = self._chances[one.kind].get(pair, 0.0)
        return sureness(self.seen[one.kind][pair], chance) if chance else 0.0

    def _pair(self, one: Unit, other: Unit) -> Pair:
        places = self._places[one.kind]
        i, j = sorted((places[one.key], places[other.key]))
        return i, j

    def opposes(self, one: Unit, other: Unit) -> bool:
        """Whether one statement denies what another, of somebody else, asserts."""
        if one.kind != "statement" or other.kind != "statement":
            return False
        if {one.polarity, other.polarity} - {"asserts", "denies"} or one.denies == other.denies:
            return False
        kinship = self._names.kinship((one.page, one.source), (other.page, other.source))
        if kinship in ("same", "related") or one.source is None or other.source is None:
            return False
        bags = self.comparison.bags
        shared = shared_of(bags.of(one), bags.of(other))
        return shared.covered >= _OPPOSED and shared.mass >= _LEAST

    @cached_property
    def _places(self) -> Mapping[ClaimKind, Mapping[tuple[str, str], int]]:
        return {
            kind: {unit.key: place for place, unit in enumerate(units)}
            for kind, units in self.units.items()
        }

    @cached_property
    def _chances(self) -> Mapping[ClaimKind, Mapping[Pair, float]]:
        return {kind: self._weighed(kind) for kind in KINDS}

    def _weighed(self, kind: ClaimKind) -> dict[Pair, float]:
        seen = self.seen[kind]
        chances = zip(seen, _weigh("alone", seen.values()), strict=True)
        alone = {pair: chance for pair, chance in chances if chance >= LEAST}
        standing = standings(self.units[kind], alone)
        among = ((*seen[pair], *one) for pair, one in zip(alone, standing, strict=True))
        weighed = dict(zip(alone, _weigh("among", among), strict=True))
        return weighed | dict(self._settled(kind))

    def _settled(self, kind: ClaimKind) -> Iterator[tuple[Pair, float]]:
        units = self.units[kind]
        for (i, j), seen in self.seen[kind].items():
            if (is_one := settled(units[i], units[j], seen)) is not None:
                yield (i, j), float(is_one)

    @cached_property
    def seen(self) -> Mapping[ClaimKind, Mapping[Pair, Features]]:
        """The pairs of units of either kind that are worth comparing, and what is seen of each."""
        return {
            kind: {
                (i, j): self.comparison.features(units[i], units[j])
                for i, j in _worth(units, self.comparison)
            }
            for kind, units in self.units.items()
        }


def _weigh(name: str, rows: Iterable[tuple[float, ...]]) -> list[float]:
    """How likely pairs are, by what is seen of them."""
    seen = np.array([*rows], np.float64)
    return trees(name).probabilities(seen).tolist() if len(seen) else []


def _worth(units: Sequence[Unit], comparison: Comparison) -> Iterator[Pair]:
    """The pairs of units of different pages that are worth comparing: they share a word, a
    party or a quotation, or are near in all that they say or in what it means.

    And all denials: "that is wrong" shares nothing with what it denies.
    """
    if len({unit.page for unit in units}) < 2:
        return
    numbers: dict[str, int] = {}
    forms = [
        {*unit.bag, *unit.triggers, *unit.actors, *unit.recipients, *unit.quoted} for unit in units
    ]
    for known in forms:
        for form in sorted(map(str, known)):
            numbers.setdefault(form, len(numbers))
    has = np.zeros((len(units), len(numbers)), dtype=np.float32)
    means = np.zeros((len(units), DIRECTIONS), dtype=np.float32)
    for place, (unit, known) in enumerate(zip(units, forms, strict=True)):
        has[place, [numbers[str(form)] for form in known]] = 1.0
        means[place] = comparison.bags.of(unit).mean
    rare = has.mean(axis=0) <= _EVERYWHERE
    worth = ((has * rare) @ has.T >= 1) | (has @ has.T >= _SEVERAL) | (means @ means.T >= _ALIKE)
    meanings = comparison.meanings.sentences(units)
    near = meanings @ meanings.T
    worth = (near >= _NEAR) | (worth & (near >= _FAR))
    denials = np.array([unit.kind == "statement" and unit.denies for unit in units])
    worth |= denials[:, None] & denials[None, :]
    order: dict[str, int] = {}
    pages = np.array([order.setdefault(unit.page, len(order)) for unit in units])
    worth &= pages[:, None] != pages[None, :]
    yield from ((int(i), int(j)) for i, j in np.argwhere(np.triu(worth, 1)))
