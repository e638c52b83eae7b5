"""How a pair of units stands among the others that either may be paired with.

A sentence of one page most often tells what one sentence of another does, and what two pages tell
a third tells as well.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.reading import Span
from sayso.stories.claims.units import Unit

Pair = tuple[int, int]
"""Two units by their places in a sequence, the lesser first."""

_SUPPORT: Final = 3
"""Units of third pages that are counted together."""


class Standing(NamedTuple):
    """How a pair stands. What holds of either unit is given for the worse one and the better."""

    chance: float
    """That it is one claim, seen by itself."""
    lead: float
    """How far that lies above what the unit has with another sentence of the other's page."""
    rank: float
    """How many units of the other's page it has more with."""
    most: float
    """The most it has with one."""
    other_lead: float
    other_rank: float
    other_most: float
    third: float
    """The most that both have with one unit of a third page."""
    thirds: float
    """That of several such units, together."""
    pages: float
    """Of the story."""


NAMES: Final = Standing._fields
LEAST: Final = 0.005
"""Pairs that are less likely by themselves are none, and no rivals: half of all, and of those that
are one claim 4 %."""


def standings(units: Sequence[Unit], chances: Mapping[Pair, float]) -> list[Standing]:
    """How each pair of units of one kind stands, in the order of `chances`."""
    having: dict[tuple[int, str], list[tuple[float, Span | None]]] = defaultdict(list)
    for (i, j), chance in chances.items():
        for mine, other in ((i, j), (j, i)):
            having[mine, units[other].page].append((chance, units[other].sentence))
    rivals = {whose: _rivals_of(those) for whose, those in having.items()}
    pages = len({unit.page for unit in units})
    found = []
    for ((i, j), chance), common in zip(chances.items(), _common(units, chances), strict=True):
        sides = sorted(
            rivals[mine, units[other].page].side(chance, units[other].sentence)
            for mine, other in ((i, j), (j, i))
        )
        third, *rest = common.tolist()
        found.append(
            Standing(
                chance, *sides[0], *sides[1], third=third, thirds=sum(rest, third), pages=pages
            )
        )
    return found


class _Rivals(NamedTuple):
    """What a unit has with those of one page."""

    chances: Sequence[float]
    """The least first."""
    best: Span | None
    """The sentence that it has the most with."""
    elsewhere: float
    """The most that it has with another sentence."""

    def side(self, chance: float, sentence: Span | None) -> tuple[float, int, float]:
        """How one of the pairs stands among them."""
        most = self.chances[-1]
        elsewhere = self.elsewhere if sentence == self.best else most
        return chance - elsewhere, len(self.chances) - bisect_right(self.chances, chance), most


def _rivals_of(those: Sequence[tuple[float, Span | None]]) -> _Rivals:
    by_sentence: dict[Span | None, float] = {}
    for chance, sentence in those:
        by_sentence[sentence] = max(by_sentence.get(sentence, 0.0), chance)
    best = max(by_sentence, key=lambda sentence: by_sentence[sentence])
    elsewhere = max((most for one, most in by_sentence.items() if one != best), default=0.0)
    return _Rivals(sorted(chance for chance, _ in those), best, elsewhere)


def _common(units: Sequence[Unit], chances: Mapping[Pair, float]) -> NDArray[np.float64]:
    """`[pairs, _SUPPORT]`: the most that both units of each pair have with one of third pages.

    For all pairs of a unit at once: of its partners with one another, where these have any.
    """
    found = np.zeros((len(chances), _SUPPORT))
    if not chances:
        return found
    order = {page: number for number, page in enumerate(dict.fromkeys(u.page for u in units))}
    pages = np.array([order[unit.page] for unit in units])
    ends = np.array([*chances])
    both = np.concatenate([ends, ends[:, ::-1]])
    sort = np.argsort(both[:, 0], kind="stable")
    mine, partners = both[sort].T
    having = np.tile(np.fromiter(chances.values(), float), 2)[sort]
    numbers = np.where(sort < len(ends), sort, -1)
    first = np.searchsorted(mine, np.arange(len(units) + 1))
    place = np.full(len(units), -1)
    for unit in np.unique(ends[:, 0]):
        its = slice(first[unit], first[unit + 1])
        columns, number = partners[its], numbers[its]
        place[columns] = np.arange(len(columns))
        rows = columns[number >= 0]
        counts = first[rows + 1] - first[rows]
        row = np.repeat(np.arange(len(rows)), counts)
        entry = np.arange(counts.sum()) + np.repeat(
            first[rows] - (counts.cumsum() - counts), counts
        )
        known = place[partners[entry]] >= 0
        row, entry = row[known], entry[known]
        column = place[partners[entry]]
        least = np.zeros((len(rows), max(len(columns), _SUPPORT)))
        # What it has with one of the other's own page is no third page's word.
        third = pages[columns[column]] != pages[rows[row]]
        least[row[third], column[third]] = np.minimum(having[entry], having[its][column])[third]
        found[number[number >= 0]] = -np.sort(-least, axis=1)[:, :_SUPPORT]
        place[columns] = -1
    return found
