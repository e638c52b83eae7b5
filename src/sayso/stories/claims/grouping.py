"""Units that are one claim, from how likely pairs of them are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sayso.stories.claims.rivals import Pair
from sayso.stories.claims.units import Unit

JOINED: Final = 0.08
"""Probability from which on a pair joins what its units are of, and the least that two groups have
in common (`_mean`) which are joined."""
SHARE: Final = 0.35
"""The least share of what already holds either of two groups together that these have in common.

A page that tells something near to a claim of which others clearly speak does not tell that claim;
where all that there is is as faint, it may."""
CLEAR: Final = 0.8
"""What counts of that at the most: pages that copy one another have more, and say nothing of how
another would word it."""

_Common = dict[tuple[str, str], float]
"""Two pages, the first of the alphabet first, and the most that units of the two have."""


@dataclass(slots=True)
class _Group:
    members: list[int]
    common: _Common = field(default_factory=dict)


def group(units: Sequence[Unit], chances: Mapping[Pair, float]) -> list[list[Unit]]:
    """The units in groups, those of one unit among them; likely pairs are joined first.

    The order of the pages does not matter.
    """
    group_of = [_Group([i]) for i in range(len(units))]
    for i, j in sorted(
        (pair for pair, chance in chances.items() if chance >= JOINED),
        key=lambda pair: (-chances[pair], units[pair[0]].key, units[pair[1]].key),
    ):
        one, other = group_of[i], group_of[j]
        if one is other:
            continue
        between = _between(one, other, chances, units)
        held = min(CLEAR, max(_mean(one.common), _mean(other.common)))
        if _mean(between) < max(JOINED, SHARE * held):
            continue
        one.members += other.members
        one.common = _most(one.common, other.common, between)
        for member in other.members:
            group_of[member] = one
    groups = {id(one): one for one in group_of}
    return [[units[i] for i in one.members] for one in groups.values()]


def _between(
    one: _Group, other: _Group, chances: Mapping[Pair, float], units: Sequence[Unit]
) -> _Common:
    """What two groups have in common, page by page.

    A page may tell a claim in several places, of which one is enough; but each page must agree.
    """
    common: _Common = {}
    for a in one.members:
        for b in other.members:
            first, second = sorted((units[a].page, units[b].page))
            if first != second:
                chance = chances.get((min(a, b), max(a, b)), 0.0)
                common[first, second] = max(common.get((first, second), chance), chance)
    return common


def _most(*every: _Common) -> _Common:
    return {pages: max(c.get(pages, 0.0) for c in every) for common in every for pages in common}


def _mean(common: _Common) -> float:
    return sum(common.values()) / len(common) if common else 0.0
