"""Which statements and events of several pages are one claim.

A false merge is worse than a missed one: two units are one claim when what they are called, whom
they are about and the words around them agree, and nothing in them speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sayso.reader.lexicon import lexicon
from sayso.reading import Span
from sayso.stories.claims.credits import Credits
from sayso.stories.claims.names import Names
from sayso.stories.claims.near import DIRECTIONS, Vectors, rarity, vector_of
from sayso.stories.claims.sureness import sureness_of_events, sureness_of_statements
from sayso.stories.claims.units import Unit, Units

THRESHOLD: Final = 0.34
"""Score from which two units are one claim."""
JOINED: Final = 0.4
"""The least score (`_link`) of two groups of units that one pair of theirs joins."""

_FAR: Final = 0.35
_NEAR: Final = 0.8
_MOST: Final = 0.8
"""Words of two texts count as one in part from a cosine of `_FAR` on (of two words drawn by lot one
pair in a hundred has as much), and from `_NEAR` on by so much."""
_TRIGGER_WEIGHT: Final = 0.6
"""What an event is called is one of its words; it weighs by how rare it is in any page, not in the
story, most of which may be of that event."""
_COVERED: Final = 0.6
"""How much it counts that the shorter telling's words are in the longer one's, beside that each
other's are."""
_TYPED: Final = 0.9
_SAME_TYPE: Final = 0.8
_COUNTS_ALIKE: Final = 0.7
_CALLED_NEAR: Final = 0.7
_CALLED_OTHERWISE: Final = 0.6
"""What the likeness of two events is worth whose triggers are not the same word: where PLOVER's
type and mode are, or its type, or what is counted beside them, where they are near words, and where
they are not."""
_ACTOR: Final = 0.15
_RECIPIENT: Final = 0.25
"""What one party in common adds: that something is done to the same tells more than who does it."""
_OTHER_ARGUMENT: Final = 0.25
_COUNTED: Final = 0.1
_COUNTED_BESIDE: Final = 0.15
_SAME_NUMBER: Final = 0.2
"""What it adds that two units count the same, beside triggers that are the same, and that they come
to the same number of it."""
_KEY: Final = 0.1
"""What it adds that two events are called the same and all pages tell of one called so; by the
share of the pages that do: that is what the story is about."""
_SAME_DATE: Final = 0.2
"""What it adds that the words of two units name a day that is not about the day of publication."""
_SAME_DAY: Final = 0.08
_OTHER_DAY: Final = 0.25
_OTHER_PLACE: Final = 0.15
_LEAST: Final = 2.0
"""Weight of the words that two units share at least, where they share no party."""
_SAME_TELLER: Final = 0.1
"""What it adds that one page credits a unit to the outlet that the other is of."""
_EVERYWHERE: Final = 0.4
_SEVERAL: Final = 3
_ALIKE: Final = 0.4
"""What makes two units worth comparing: a word that no more than this share of the units has, so
many words of any kind, or so near a mean of all words."""
_OPPOSED: Final = 0.6
"""Share of a denial's words that what it denies must have."""
_LIKEST: Final = 0.2
_MARGIN: Final = 1.3
"""What it adds that of all units of the other page each of two is the likest to the other, by so
much more than the next sentence's."""
_SAME_DENIAL: Final = {"same": 0.25, "related": 0.2, "unknown": 0.1, "different": 0.0}
"""What it adds that both deny: one source most often denies one thing in a story, and speaks now
by its name and now by somebody's."""
_DECLINED: Final = 0.6
"""The likeness of two refusals of one source to say something, which often say no more."""
_OTHER_SIGN: Final = 0.3
"""What it takes that there is a "not" in one of them: "keep away", "nobody should go near it"."""
_BY_KINSHIP: Final = {"same": 0.12, "related": 0.0, "unknown": -0.1, "different": -1.0}
"""What the sources of two statements add to the likeness of their contents."""
_TELLING_NUMBER: Final = 12
"""Numbers from which on it is no chance that two agree."""
_BEST: Final = 0.9
"""How much of the best score with another page a pair must have whose triggers are not the same:
of the events of one sentence only the likest is the other."""

_CALENDAR: Final = lexicon(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may",
    "june july august september october november december north south east west",
)
"""Words that are near and never the same."""


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """A bag of weighted words as arrays."""

    forms: tuple[str, ...]
    weights: Vectors
    vectors: Vectors
    total: float


@dataclass(frozen=True, slots=True)
class _Shared:
    """How far two bags agree: what is covered of the lighter one, and of both, and the weight."""

    covered: float
    dice: float
    mass: float


class Matcher:
    """Compares the units of one story."""

    def __init__(self, units: Units, names: Names, credited: Mapping[str, Credits]) -> None:
        """`credited` is what each page credits to whom, by its id."""
        self._units = units
        self._names = names
        self._credited = credited
        self._tellers: dict[tuple[str, str, str], tuple[str | None, bool]] = {}
        self._shares = _shares_of(units)
        self._bags: dict[tuple[str, str, str, bool], _Words] = {}

    def groups(self, *, alone: bool = False) -> list[list[Unit]]:
        """The units in groups that are one claim each, those of a single page left out if not
        `alone`.

        The order of the pages does not matter.
        """
        statements, events = (
            self._cluster([unit for unit in self._units.all if unit.kind == kind], alone)
            for kind in ("statement", "event")
        )
        return [*statements, *events]

    def likeness(self, one: Unit, other: Unit) -> float:
        """How sure it is that two units of one kind are one claim: from `THRESHOLD` on they are."""
        compare = self._statements if one.kind == "statement" else self._events
        score = compare(one, other)
        return score + _SAME_TELLER if score and self._share_teller(one, other) else score

    def sureness(self, one: Unit, other: Unit) -> float:
        """The probability that two units of one kind are one claim."""
        likeness = self.likeness(one, other)
        if one.kind == "statement":
            kinship = self._names.kinship((one.page, one.source), (other.page, other.source))
            return sureness_of_statements(likeness, kinship)
        return sureness_of_events(
            likeness,
            same_word=bool(one.triggers & other.triggers),
            same_type=one.type is not None and one.type == other.type,
        )

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

    def opposes(self, one: Unit, other: Unit) -> bool:
        """Whether one statement denies what another, of somebody else, asserts."""
        if one.kind != "statement" or other.kind != "statement":
            return False
        if {one.polarity, other.polarity} - {"asserts", "denies"} or one.denies == other.denies:
            return False
        kinship = self._names.kinship((one.page, one.source), (other.page, other.source))
        if kinship in ("same", "related") or one.source is None or other.source is None:
            return False
        shared = _overlap(self._bag(one, True), self._bag(other, True))
        return shared.covered >= _OPPOSED and shared.mass >= _LEAST * 2

    def _cluster(self, units: Sequence[Unit], alone: bool) -> list[list[Unit]]:
        ordered = sorted(units, key=lambda unit: unit.key)
        scores: dict[tuple[int, int], float] = {}
        for i, j in self._pairs(ordered):
            score = self.likeness(ordered[i], ordered[j])
            if score > 0:
                scores[i, j] = score
        scores = _compared(ordered, scores)
        groups: dict[int, list[int]] = {i: [i] for i in range(len(ordered))}
        group_of = list(range(len(ordered)))
        pairs = sorted(
            _chosen(ordered, scores),
            key=lambda pair: (-scores[pair], ordered[pair[0]].key, ordered[pair[1]].key),
        )
        for i, j in pairs:
            one, other = group_of[i], group_of[j]
            if one == other or _link(groups[one], groups[other], scores, ordered) < JOINED:
                continue
            groups[one] += groups.pop(other)
            for member in groups[one]:
                group_of[member] = one
        return [
            [ordered[i] for i in members]
            for members in groups.values()
            if alone or len({ordered[i].page for i in members}) > 1
        ]

    def _pairs(self, units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
        """The pairs of units of different pages that are worth comparing: they share a word, a
        party or a quotation, or are near in all that they say."""
        if not units:
            return
        numbers: dict[str, int] = {}
        forms = [
            {*unit.bag, *unit.triggers, *unit.actors, *unit.recipients, *unit.quoted}
            for unit in units
        ]
        for known in forms:
            for form in sorted(map(str, known)):
                numbers.setdefault(form, len(numbers))
        has = np.zeros((len(units), len(numbers)), dtype=np.float32)
        means = np.zeros((len(units), DIRECTIONS), dtype=np.float32)
        for place, (unit, known) in enumerate(zip(units, forms, strict=True)):
            has[place, [numbers[str(form)] for form in known]] = 1.0
            bag = self._bag(unit, True)
            if bag.forms:
                mean = bag.weights @ bag.vectors
                means[place] = mean / (float(np.linalg.norm(mean)) or 1.0)
        rare = has.mean(axis=0) <= _EVERYWHERE
        worth = (
            ((has * rare) @ has.T >= 1) | (has @ has.T >= _SEVERAL) | (means @ means.T >= _ALIKE)
        )
        order: dict[str, int] = {}
        pages = np.array([order.setdefault(unit.page, len(order)) for unit in units])
        worth &= pages[:, None] != pages[None, :]
        yield from ((int(i), int(j)) for i, j in np.argwhere(np.triu(worth, 1)))

    def _statements(self, one: Unit, other: Unit) -> float:
        if shares_quotation(one, other):
            return 1.0
        kinship = self._names.kinship((one.page, one.source), (other.page, other.source))
        if (one.polarity == "declines") != (other.polarity == "declines"):
            return 0.0
        if one.polarity == "declines" and kinship in ("same", "related"):
            return _DECLINED
        denied = (one.polarity == "denies") != (other.polarity == "denies")
        if denied and one.denies != other.denies:
            return 0.0
        shared, counted = self._compare(one, other)
        if shared.mass < _LEAST and not counted:
            return 0.0
        score = _COVERED * shared.covered + (1 - _COVERED) * shared.dice + counted
        if one.denies != other.denies:
            if shared.covered >= _OPPOSED:
                return 0.0  # "one was locked", "none was locked"
            score -= _OTHER_SIGN
        elif one.denies:
            score += _SAME_DENIAL[kinship]
        if one.dates & other.dates:
            score += _SAME_DATE
        return score + _BY_KINSHIP[kinship]

    def _events(self, one: Unit, other: Unit) -> float:
        done_to = one.recipients & other.recipients
        done_by = one.actors & other.actors
        crossed = (one.actors & other.recipients) | (one.recipients & other.actors)
        shared, counted = self._compare(one, other)
        if shared.mass < _LEAST and not done_to | done_by:
            return 0.0
        exact = bool(one.triggers & other.triggers)
        score = _called(one, other) * (
            _COVERED * shared.covered + (1 - _COVERED) * shared.dice + counted
        )
        if exact:
            score += _COUNTED_BESIDE * _count_alike(one, other)
            score += _KEY * max(self._shares.get(f, 0.0) for f in one.triggers & other.triggers)
        if done_to or done_by:
            score += _RECIPIENT if done_to else _ACTOR
        elif not crossed and _differ(one, other):
            score -= _OTHER_ARGUMENT
        if one.dates & other.dates:
            score += _SAME_DATE
        if one.place and other.place and one.place != other.place:
            score -= _OTHER_PLACE
        if one.day and other.day:
            same = one.day.startswith(other.day) or other.day.startswith(one.day)
            open_ = "unsettled" in (one.settled, other.settled)
            score += _SAME_DAY if same else 0.0 if open_ else -_OTHER_DAY
        return score

    def _compare(self, one: Unit, other: Unit) -> tuple[_Shared, float]:
        """How far the words of two units agree, and what it adds that they count the same.

        Numbers of the same thing that differ are left out: figures change from page to page.
        """
        counted = [
            (mine, theirs)
            for mine in one.figures
            for theirs in other.figures
            if mine.unit == theirs.unit or None in (mine.unit, theirs.unit)
        ]
        same = any(m.value == t.value and m.value >= _TELLING_NUMBER for m, t in counted)
        numbers = same or not counted
        shared = _overlap(self._bag(one, numbers), self._bag(other, numbers))
        alike = any(m.unit is not None and m.unit == t.unit for m, t in counted)
        return shared, _COUNTED * alike + _SAME_NUMBER * same

    def _bag(self, unit: Unit, numbers: bool) -> _Words:
        key = (*unit.key, unit.kind, numbers)
        if key not in self._bags:
            bag = {f: w for f, w in unit.bag.items() if numbers or not f[0].isdigit()}
            words = {form: self._units.words.get(form, "") for form in bag}
            for form in sorted(unit.triggers):
                bag[form] = _TRIGGER_WEIGHT * rarity(unit.called)
                words[form] = unit.called
            weights = np.fromiter(bag.values(), dtype=np.float32, count=len(bag))
            vectors = [_vector(form, words[form]) for form in bag]
            self._bags[key] = _Words(
                forms=tuple(bag),
                weights=weights,
                vectors=np.array(vectors, dtype=np.float32).reshape(len(bag), DIRECTIONS),
                total=float(weights.sum()),
            )
        return self._bags[key]


def _shares_of(units: Units) -> dict[str, float]:
    """In what share of a story's pages something happens that is called so; 0 for bare verbs."""
    pages: dict[str, set[str]] = defaultdict(set)
    for unit in units.all:
        for form in unit.triggers:
            pages[form].add(unit.page)
    every = len({unit.page for unit in units.all})
    return {form: len(p) / every for form, p in pages.items() if form[0] != "="}


def _vector(form: str, word: str) -> Vectors:
    if form[0] == "@" or word in _CALENDAR:
        return np.zeros(DIRECTIONS, dtype=np.float32)
    return vector_of(word)


def _overlap(one: _Words, other: _Words) -> _Shared:
    # A word that every sentence of a story has weighs nothing.
    if not one.total or not other.total:
        return _Shared(0.0, 0.0, 0.0)
    cosines = one.vectors @ other.vectors.T
    near = np.clip((cosines - _FAR) / (_NEAR - _FAR), 0.0, 1.0) * _MOST
    places = {form: place for place, form in enumerate(other.forms)}
    for row, form in enumerate(one.forms):
        if (column := places.get(form)) is not None:
            near[row, column] = 1.0
    best, best_other = near.max(axis=1), near.max(axis=0)
    mine, theirs = float(best @ one.weights), float(best_other @ other.weights)
    covered = mine / one.total if one.total <= other.total else theirs / other.total
    return _Shared(covered, (mine + theirs) / (one.total + other.total), min(mine, theirs))


def _compared(
    units: Sequence[Unit], scores: Mapping[tuple[int, int], float]
) -> dict[tuple[int, int], float]:
    """The scores, higher where each of two units is by far the likest to the other on its page.

    Units of one sentence are no rivals, and the headline is none: it tells what the page tells.
    """
    best: dict[tuple[int, str], float] = defaultdict(float)
    for (i, j), score in scores.items():
        for key in ((i, units[j].page), (j, units[i].page)):
            best[key] = max(best[key], score)
    sentences: dict[tuple[int, str], set[Span | None]] = defaultdict(set)
    for (i, j), score in scores.items():
        for mine, other in ((i, j), (j, i)):
            if score == best[mine, units[other].page]:
                sentences[mine, units[other].page].add(units[other].sentence)
    rivals: dict[tuple[int, str], float] = defaultdict(float)
    for (i, j), score in scores.items():
        for mine, other in ((i, j), (j, i)):
            key = (mine, units[other].page)
            if units[other].sentence not in sentences[key] and not units[other].heading:
                rivals[key] = max(rivals[key], score)
    found = {}
    for (i, j), score in scores.items():
        one, two = (i, units[j].page), (j, units[i].page)
        mutual = score == best[one] == best[two]
        far = mutual and score >= _MARGIN * max(rivals[one], rivals[two])
        found[i, j] = score + (_LIKEST if far else 0.0)
    return found


def _chosen(
    units: Sequence[Unit], scores: Mapping[tuple[int, int], float]
) -> Iterator[tuple[int, int]]:
    """The pairs that are good enough, and where they are called otherwise the best for both."""
    best: dict[tuple[int, str], float] = defaultdict(float)
    for (i, j), score in scores.items():
        for mine, page in ((i, units[j].page), (j, units[i].page)):
            best[mine, page] = max(best[mine, page], score)
    for (i, j), score in scores.items():
        if score < THRESHOLD:
            continue
        most = max(best[i, units[j].page], best[j, units[i].page])
        if units[i].triggers & units[j].triggers or score >= _BEST * most:
            yield i, j


def _link(
    one: Sequence[int],
    other: Sequence[int],
    scores: Mapping[tuple[int, int], float],
    units: Sequence[Unit],
) -> float:
    """How far two groups are one claim: the mean, over their pairs of pages, of the best score that
    units of the two have.

    A page may tell a claim in several places, of which one is enough; but each page must agree.
    """
    best: dict[tuple[str, str], float] = {}
    for a in one:
        for b in other:
            pages = (units[a].page, units[b].page)
            if pages[0] != pages[1]:
                score = scores.get((min(a, b), max(a, b)), 0.0)
                best[pages] = max(best.get(pages, score), score)
    return sum(best.values()) / len(best)


def _called(one: Unit, other: Unit) -> float:
    """How far two events are called the same, 0 to 1."""
    if one.triggers & other.triggers:
        return 1.0
    if one.type is not None and one.type == other.type:
        return _TYPED if one.mode is not None and one.mode == other.mode else _SAME_TYPE
    near = float(vector_of(one.called) @ vector_of(other.called))
    if near >= _FAR:
        return min(_CALLED_NEAR + (near - _FAR) / 2, _TYPED)
    return _COUNTS_ALIKE if _count_alike(one, other) else _CALLED_OTHERWISE


def _count_alike(one: Unit, other: Unit) -> bool:
    """Whether numbers of the same stand beside both triggers."""
    return any(m.unit == t.unit or None in (m.unit, t.unit) for m in one.near for t in other.near)


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
    return not one.quoted.isdisjoint(other.quoted)
