"""Units that are one claim, from how likely pairs of them are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sayso.stories.claims.rivals import Pair
from sayso.stories.claims.units import Unit

CHOSEN: Final = 0.1
"""Probability from which on a pair joins what its units are of."""
JOINED: Final = 0.1
"""The least that two groups have in common (`_link`) which are joined."""


def group(units: Sequence[Unit], chances: Mapping[Pair, float]) -> list[list[Unit]]:
    """The units in groups, those of one unit among them; likely pairs are joined first.

    The order of the pages does not matter.
    """
    groups: dict[int, list[int]] = {i: [i] for i in range(len(units))}
    group_of = list(range(len(units)))
    for i, j in sorted(
        (pair for pair, chance in chances.items() if chance >= CHOSEN),
        key=lambda pair: (-chances[pair], units[pair[0]].key, units[pair[1]].key),
    ):
        one, other = group_of[i], group_of[j]
        if one == other or _link(groups[one], groups[other], chances, units) < JOINED:
            continue
        groups[one] += groups.pop(other)
        for member in groups[one]:
            group_of[member] = one
    return [[units[i] for i in members] for members in groups.values()]


def _link(
    one: Sequence[int], other: Sequence[int], chances: Mapping[Pair, float], units: Sequence[Unit]
) -> float:
    """How far two groups are one claim: the mean, over their pairs of pages, of the most that units
    of the two have.

    A page may tell a claim in several places, of which one is enough; but each page must agree.
    """
    best: dict[tuple[str, str], float] = {}
    for a in one:
        for b in other:
            pages = (units[a].page, units[b].page)
            if pages[0] != pages[1]:
                chance = chances.get((min(a, b), max(a, b)), 0.0)
                best[pages] = max(best.get(pages, chance), chance)
    return sum(best.values()) / len(best) if best else 0.0
