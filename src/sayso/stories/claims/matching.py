"""Which statements and events of several pages are one claim.

A false merge is worse than a missed one: two units are one claim when what they are called, whom
they are about and the words around them agree, and nothing in them speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from sayso.stories.claims.names import Names
from sayso.stories.claims.units import Unit
from sayso.stories.claims.words import overlap_of

THRESHOLD: Final = 0.45
"""Score from which two units are one claim."""
JOINED: Final = 0.42
"""The least score (`_link`) of two groups of units that one pair of theirs joins."""

_TYPED: Final = 0.85
_SAME_TYPE: Final = 0.7
"""What a trigger of another word counts, where PLOVER's type and mode, or its type alone, are the
same."""
_TRIGGER: Final = "!"
_TRIGGER_WEIGHT: Final = 2.0
_COVERED: Final = 0.4
"""How much it counts that the shorter telling's words are in the longer one's, beside that each
other's are."""
_COUNTS_ALIKE: Final = 0.6
"""The same where they stand beside numbers of the same: "28,000 cars cross it", "31,000 cars use
it"."""
_ACTOR: Final = 0.2
_RECIPIENT: Final = 0.3
"""What one party in common adds: that something is done to the same tells more than who does it."""
_COUNTED: Final = 0.1
_SAME_NUMBER: Final = 0.2
"""What it adds that two units count the same, and that they come to the same number of it."""
_TELLING_NUMBER: Final = 12
"""Numbers from which on it is no chance that two agree."""
_OTHER_ARGUMENT: Final = 0.25
_SAME_DAY: Final = 0.08
_OTHER_DAY: Final = 0.25
_OTHER_PLACE: Final = 0.15
_FEWEST: Final = 2
"""Forms that two units share at least, or one that is a name and one party."""

_SAME_DENIAL: Final = 0.15
"""What it adds that one source denies in both: in one story that is most often the same thing."""
_OTHER_SIGN: Final = 0.3
"""What it takes that there is a "not" in one of them: "keep away", "nobody should go near it"."""
_BY_KINSHIP: Final = {"same": 0.12, "related": 0.0, "unknown": -0.1, "different": -1.0}
"""What the sources of two statements add to the likeness of their contents."""


def group(units: Sequence[Unit], names: Names) -> list[list[Unit]]:
    """The units in groups that are one claim each, those of a single page left out.

    The order of `units` does not matter but for groups that are exactly as good.
    """
    found: list[list[Unit]] = []
    for kind in ("statement", "event"):
        found += _cluster([unit for unit in units if unit.kind == kind], names)
    return found


def _cluster(units: Sequence[Unit], names: Names) -> list[list[Unit]]:
    ordered = sorted(units, key=lambda unit: unit.key)
    scores: dict[tuple[int, int], float] = {}
    for i, j in _candidates(ordered):
        score = likeness(ordered[i], ordered[j], names)
        if score > 0:
            scores[i, j] = score
    groups: dict[int, list[int]] = {i: [i] for i in range(len(ordered))}
    group_of = list(range(len(ordered)))
    pairs = sorted(
        (pair for pair, score in scores.items() if score >= THRESHOLD),
        key=lambda pair: (-scores[pair], ordered[pair[0]].key, ordered[pair[1]].key),
    )
    for i, j in pairs:
        one, other = group_of[i], group_of[j]
        if one == other:
            continue
        if _link(groups[one], groups[other], scores, ordered) < JOINED:
            continue
        groups[one] += groups.pop(other)
        for member in groups[one]:
            group_of[member] = one
    return [
        [ordered[i] for i in members]
        for members in groups.values()
        if len({ordered[i].page for i in members}) > 1
    ]


def _link(
    one: Sequence[int],
    other: Sequence[int],
    scores: Mapping[tuple[int, int], float],
    units: Sequence[Unit],
) -> float:
    """How far two groups are one claim: the mean of all their pairs and of each unit's best one.

    The first alone parts groups in which one page tells little; the second alone makes chains.
    """
    across = {
        (a, b): scores.get((min(a, b), max(a, b)), 0.0)
        for a in one
        for b in other
        if units[a].page != units[b].page
    }
    best: dict[int, float] = defaultdict(float)
    for (a, b), score in across.items():
        best[a] = max(best[a], score)
        best[b] = max(best[b], score)
    mean = sum(across.values()) / len(across)
    return mean / 2 + sum(best.values()) / len(best) / 2


def _candidates(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Pairs of different pages that share what two units must share to be one claim."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        for word in _index_words(unit):
            by_word[word].append(place)
    seen: set[tuple[int, int]] = set()
    for places in by_word.values():
        for i, j in combinations(places, 2):
            if units[i].page != units[j].page and (i, j) not in seen:
                seen.add((i, j))
                yield i, j


def _index_words(unit: Unit) -> set[str]:
    if unit.kind == "event":
        counted = (f"#{figure.unit}" for figure in unit.near if figure.unit)
        return {*unit.triggers, *([f"#{unit.type}"] if unit.type else []), *counted}
    heaviest = sorted(unit.bag, key=lambda form: (-unit.bag[form], form))
    return set(heaviest[:12])


def likeness(one: Unit, other: Unit, names: Names) -> float:
    """How sure it is that two units of one kind are one claim: from `THRESHOLD` on they are."""
    if one.kind == "statement":
        return _statements(one, other, names)
    return _events(one, other)


def _statements(one: Unit, other: Unit, names: Names) -> float:
    if shares_quotation(one, other):
        return 1.0
    if (one.polarity == "declines") != (other.polarity == "declines"):
        return 0.0
    if (one.polarity == "denies") != (other.polarity == "denies") and one.denies != other.denies:
        return 0.0
    content, common = _content(one, other)
    if one.denies != other.denies:
        content -= _OTHER_SIGN
    kinship = names.kinship((one.page, one.source), (other.page, other.source))
    denial = one.polarity == other.polarity == "denies" and kinship == "same"
    if common < (1 if denial else _FEWEST):
        return 0.0
    return content + _BY_KINSHIP[kinship] + (_SAME_DENIAL if denial else 0.0)


def _events(one: Unit, other: Unit) -> float:
    called = _called(one, other)
    if not called:
        return 0.0
    done_to = one.recipients & other.recipients
    done_by = one.actors & other.actors
    crossed = (one.actors & other.recipients) | (one.recipients & other.actors)
    content, common = _content(one, other, called)
    if common + len(done_to | done_by) < _FEWEST:
        return 0.0
    score = called * content
    if done_to or done_by:
        score += _RECIPIENT if done_to else _ACTOR
    elif not crossed and _differ(one, other):
        score -= _OTHER_ARGUMENT
    if one.place and other.place and one.place != other.place:
        score -= _OTHER_PLACE
    if one.day and other.day:
        same = one.day.startswith(other.day) or other.day.startswith(one.day)
        open_ = "unsettled" in (one.settled, other.settled)
        score += _SAME_DAY if same else 0.0 if open_ else -_OTHER_DAY
    return score


def _content(one: Unit, other: Unit, called: float = 0.0) -> tuple[float, int]:
    """How far the words of two units agree, and how many of them do.

    Numbers of the same thing that differ are left out: figures change from page to page.
    """
    counted = [
        (mine, theirs)
        for mine in one.figures
        for theirs in other.figures
        if mine.unit == theirs.unit or None in (mine.unit, theirs.unit)
    ]
    same = any(m.value == t.value and m.value >= _TELLING_NUMBER for m, t in counted)
    mine, theirs = one.bag, other.bag
    if counted and not same:
        mine, theirs = _without_numbers(mine), _without_numbers(theirs)
    if called:
        # What an event is called is one of its words; how rare it is in the story says little.
        mine, theirs = {**mine, _TRIGGER: _TRIGGER_WEIGHT}, {**theirs, _TRIGGER: _TRIGGER_WEIGHT}
    shared = overlap_of(mine, theirs)
    score = _COVERED * shared.covered + (1 - _COVERED) * shared.dice
    if any(m.unit is not None and m.unit == t.unit for m, t in counted):
        score += _COUNTED
    if same:
        score += _SAME_NUMBER
    return score, len(mine.keys() & theirs.keys()) + same


def _without_numbers(bag: Mapping[str, float]) -> Mapping[str, float]:
    return {form: weight for form, weight in bag.items() if not form[0].isdigit()}


def _called(one: Unit, other: Unit) -> float:
    """How far two events are called the same, 0 to 1."""
    if one.triggers & other.triggers:
        return 1.0
    if one.type is not None and one.type == other.type:
        return _TYPED if one.mode is not None and one.mode == other.mode else _SAME_TYPE
    if any(m.unit is not None and m.unit == t.unit for m in one.near for t in other.near):
        return _COUNTS_ALIKE
    return 0.0


def _differ(one: Unit, other: Unit) -> bool:
    """Whether the same part in two events is played by different names."""
    for mine, theirs in ((one.actors, other.actors), (one.recipients, other.recipients)):
        named = {key for key in mine if key[0] == "@"}
        others = {key for key in theirs if key[0] == "@"}
        if named and others and named.isdisjoint(others):
            return True
    return False


def shares_quotation(one: Unit, other: Unit) -> bool:
    """Whether two statements have words between quotation marks in common, several in a row."""
    return any(_run_in_common(mine, theirs) for mine in one.quotes for theirs in other.quotes)


_RUN: Final = 4


def _run_in_common(one: Sequence[str], other: Sequence[str]) -> bool:
    runs = {tuple(one[i : i + _RUN]) for i in range(len(one) - _RUN + 1)}
    return any(tuple(other[i : i + _RUN]) in runs for i in range(len(other) - _RUN + 1))


def pairs_of(groups: Sequence[Sequence[Unit]]) -> Mapping[tuple[str, str], int]:
    """Unit → the number of its group."""
    return {unit.key: number for number, units in enumerate(groups) for unit in units}
