"""How a pair of units stands among the others that either may be paired with.

A sentence of one page most often tells what one sentence of another does, and what two pages tell
a third tells as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

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
    with_: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), chance in chances.items():
        for mine, other in ((i, j), (j, i)):
            having[mine, units[other].page].append((chance, units[other].sentence))
            with_[mine][other] = chance
    pages = len({unit.page for unit in units})
    found = []
    for (i, j), chance in chances.items():
        sides = sorted(
            _side(chance, units[other].sentence, having[mine, units[other].page])
            for mine, other in ((i, j), (j, i))
        )
        common = sorted(_common(units, i, j, with_), reverse=True)
        found.append(
            Standing(
                chance,
                *sides[0],
                *sides[1],
                third=common[0] if common else 0.0,
                thirds=sum(common[:_SUPPORT]),
                pages=pages,
            )
        )
    return found


def _side(
    chance: float, sentence: Span | None, rivals: Sequence[tuple[float, Span | None]]
) -> tuple[float, int, float]:
    """How a unit's pair stands among those that it has with units of one page."""
    elsewhere = max((other for other, where in rivals if where != sentence), default=0.0)
    higher = [other for other, _ in rivals if other > chance]
    return chance - elsewhere, len(higher), max(higher, default=chance)


def _common(
    units: Sequence[Unit], i: int, j: int, with_: Mapping[int, Mapping[int, float]]
) -> Iterator[float]:
    """What two units both have with each unit of third pages."""
    few, many = sorted((with_[i], with_[j]), key=len)
    pages = (units[i].page, units[j].page)
    for third, chance in few.items():
        if third in many and units[third].page not in pages:
            yield min(chance, many[third])
