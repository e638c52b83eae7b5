"""Fits the trees that tell which statements and events are one claim: `python -m training.claims`.

They learn it from `training/happenings`, pages that were written for it, with the words of each
that tell a claim, and with the statements and events that whoever read them has for the same; and
from the pairs of `benchmarks/claim_pairs.jsonl` that are of the happenings in `tests/stories`,
which somebody read one by one. Those of `examples/happenings` are for measuring.

An annotated clause holds several events, of which most often one is what another page's clause
tells. So of two pages' units that may tell a claim the likeliest pair counts as one claim, by the
trees of the round before (expectation maximisation), and so do events that are called the same, and
what was read as the same. What was so elsewhere may only be spoken of, not told: it is left open.
All others are two.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.claims import (
    DEV,
    PAIRS,
    Happening,
    Pair,
    place_of,
    read_gold,
    read_happenings,
    read_pairs,
)
from sayso.reading import Span
from sayso.stories.claims import features, rivals, sureness
from sayso.stories.claims.find import Story
from sayso.stories.claims.matching import KINDS
from sayso.stories.claims.records import ClaimKind
from sayso.stories.claims.trees import LEAVES, TABLE, Trees
from sayso.stories.claims.units import Unit

HAPPENINGS = Path(__file__).parent / "happenings"
UNITS = HAPPENINGS / "units.jsonl"
ROUNDS = 3
FOLDS = 5
"""Happenings are seen among rivals, and it is asked how sure a pair is, by trees that were fitted
without them."""
INSIDE = 0.5
"""Share of the shorter one that a statement and annotated words have in common at least."""
PARAMETERS: Mapping[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.065,
    "num_leaves": LEAVES,
    "min_data_in_leaf": 20,
    "lambda_l2": 5.0,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "feature_fraction": 0.5,
    "deterministic": True,
    "num_threads": 1,
    "verbosity": -1,
}
TREES = 150
SEEDS = (1, 2, 3, 4, 5)
"""So many forests judge together: one by itself moves by a claim or three with its seed."""
UNKNOWN = -1
SAME_WORD = features.NAMES.index("same_word")

Numbers = NDArray[np.float64]
Places = tuple[int, int]
Forests = Sequence[lightgbm.Booster]


@dataclass(slots=True, eq=False)
class Compared:
    """The pairs of units of one kind of a happening."""

    happening: str
    kind: ClaimKind
    units: Sequence[Unit]
    pairs: Sequence[Places]
    seen: Numbers
    """`[pairs, features]`."""
    told: Sequence[Sequence[int]]
    """For each claim and two of its pages the pairs that may tell it."""
    same: Sequence[int]
    """Pairs of units that were read as the same, told or spoken of."""
    open: Sequence[int]
    """Pairs of which whoever read them could not say."""
    judged: Mapping[int, bool]
    """Pairs that somebody read one by one."""
    is_annotated: bool
    """Whether pairs that tell no claim are known to be two."""
    chances: Numbers
    """How likely each pair is one claim, as far as is known."""

    def labels(self) -> NDArray[np.int8]:
        """1 for one claim, 0 for two, `UNKNOWN`."""
        found = np.full(len(self.pairs), 0 if self.is_annotated else UNKNOWN, np.int8)
        found[[*self.same, *self.open]] = UNKNOWN
        same = set(self.same)
        for places in self.told:
            ones = [p for p in places if p in same or self.seen[p, SAME_WORD]]
            found[[*ones, max(places, key=lambda place: self.chances[place])]] = 1
        for place, is_one in self.judged.items():
            found[place] = is_one
        return found


def annotated() -> Iterator[Compared]:
    """The pairs of the happenings whose claims are annotated."""
    claims: dict[str, list[Sequence[tuple[str, str]]]] = defaultdict(list)
    for one in read_gold(HAPPENINGS / "claims.jsonl"):
        claims[one.happening].append(one.tellings)
    read = _read_units()
    for name, happening in read_happenings(HAPPENINGS).items():
        for kind, units, seen in _compared(happening) if name in claims else ():
            told = _told(units, seen, happening, claims[name])
            same, open_ = (
                _pairs_of(units, seen, happening, read[name, kind, field])
                for field in ("same", "open")
            )
            yield _with(name, kind, units, seen, told, same=same, open_=open_, is_annotated=True)


def judged() -> Iterator[Compared]:
    """The pairs of the happenings of which somebody read pairs."""
    pairs = read_pairs(PAIRS, DEV[1])
    for name, happening in read_happenings(DEV[1]).items():
        for kind, units, seen in _compared(happening):
            its = [pair for pair in pairs if (pair.happening, pair.kind) == (name, kind)]
            known = dict(_known(units, seen, happening, its))
            yield _with(name, kind, units, seen, (), judged=known)


def _compared(
    happening: Happening,
) -> Iterator[tuple[ClaimKind, Sequence[Unit], Mapping[Places, features.Features]]]:
    matcher = Story(happening.readings.values()).matcher
    for kind in KINDS:
        yield kind, matcher.units[kind], matcher.seen[kind]


def _with(
    name: str,
    kind: ClaimKind,
    units: Sequence[Unit],
    seen: Mapping[Places, features.Features],
    told: Sequence[Sequence[int]],
    *,
    same: Sequence[int] = (),
    open_: Sequence[int] = (),
    judged: Mapping[int, bool] | None = None,
    is_annotated: bool = False,
) -> Compared:
    return Compared(
        happening=name,
        kind=kind,
        units=units,
        pairs=tuple(seen),
        seen=np.array([*seen.values()], float).reshape(len(seen), len(features.NAMES)),
        told=told,
        same=same,
        open=open_,
        judged=judged or {},
        is_annotated=is_annotated,
        chances=np.array([o.covered + o.called + o.meaning + o.core for o in seen.values()]),
    )


def _told(
    units: Sequence[Unit],
    pairs: Iterable[Places],
    happening: Happening,
    claims: Sequence[Sequence[tuple[str, str]]],
) -> list[list[int]]:
    spans: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    for number, tellings in enumerate(claims):
        for page, quote in tellings:
            reading = happening.readings[page]
            spans[reading.page.id].append((number, place_of(reading, quote)))
    telling = [
        {number for number, span in spans[unit.page] if _may_tell(unit, span)} for unit in units
    ]
    told: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for place, (i, j) in enumerate(pairs):
        first, second = sorted((units[i].page, units[j].page))
        for claim in telling[i] & telling[j]:
            told[claim, first, second].append(place)
    return [*told.values()]


def _read_units() -> Mapping[tuple[str, str, str], list[list[tuple[str, Span]]]]:
    """By happening, kind, and `same` or `open`: where units stand that are so of one another."""
    found: dict[tuple[str, str, str], list[list[tuple[str, Span]]]] = defaultdict(list)
    for line in UNITS.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        field = "same" if "same" in one else "open"
        places = [(page, Span(start, end)) for page, start, end in one[field]]
        found[one["happening"], one["kind"], field].append(places)
    return found


def _pairs_of(
    units: Sequence[Unit],
    pairs: Iterable[Places],
    happening: Happening,
    groups: Iterable[Sequence[tuple[str, Span]]],
) -> list[int]:
    """The places of the pairs within groups, as far as the reading still has them."""
    number = {pair: place for place, pair in enumerate(pairs)}
    at: dict[tuple[str, Span], list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        at[unit.page, unit.span].append(place)
    found: set[int] = set()
    for group in groups:
        ends = [(happening.readings[page].page.id, span) for page, span in group]
        members = sorted(place for end in ends for place in at[end])
        found.update(number[pair] for pair in combinations(members, 2) if pair in number)
    return sorted(found)


def _may_tell(unit: Unit, span: Span) -> bool:
    if unit.kind == "event":
        return span.start <= unit.span.start < span.end
    shared = min(unit.span.end, span.end) - max(unit.span.start, span.start)
    shorter = min(unit.span.end - unit.span.start, span.end - span.start)
    return shared > 0 and shared >= INSIDE * shorter


def _known(
    units: Sequence[Unit], seen: Iterable[Places], happening: Happening, pairs: Sequence[Pair]
) -> Iterator[tuple[int, bool]]:
    """The places of pairs that somebody read and the reading still has."""
    number = {pair: place for place, pair in enumerate(seen)}
    at = {(unit.page, unit.span): place for place, unit in enumerate(units)}
    for pair in pairs:
        ends = [at.get((happening.readings[page].page.id, span)) for page, span in pair.places]
        one, other = sorted(-1 if end is None else end for end in ends)
        if (one, other) in number:
            yield number[one, other], pair.same


def fit(compared: Sequence[Compared], seen: Sequence[Numbers]) -> Forests:
    """Trees for pairs that are seen as `seen`."""
    labels = [one.labels() for one in compared]
    known = [one != UNKNOWN for one in labels]
    given = np.concatenate([s[k] for s, k in zip(seen, known, strict=True)])
    gold = np.concatenate([one[k] for one, k in zip(labels, known, strict=True)])
    data = lightgbm.Dataset(given, gold.astype(float))
    return [lightgbm.train({**PARAMETERS, "seed": seed}, data, TREES) for seed in SEEDS]


def fit_alone(compared: Sequence[Compared]) -> Forests:
    """Trees for pairs by themselves; leaves what they say of them as their chances."""
    for _ in range(ROUNDS):
        forests = fit(compared, [one.seen for one in compared])
        for one in compared:
            one.chances = _chances(forests, one.seen)
    return forests


def fit_among(compared: Sequence[Compared]) -> Forests:
    """Trees for pairs among their rivals, after `fit_alone`."""
    seen: dict[int, Numbers] = {}
    for others, left_out in _folds(compared):
        forests = fit(others, [one.seen for one in others])
        seen |= {id(one): _among(one, _chances(forests, one.seen)) for one in left_out}
    return fit(compared, [seen[id(one)] for one in compared])


def fit_sureness(annotated: Sequence[Compared], judged: Sequence[Compared]) -> Numbers:
    """The weights of `sayso.stories.claims.sureness`, and the constant.

    A logistic regression on pairs that somebody read, with what trees say that have not seen them.
    """
    rows: list[tuple[float, ...]] = []
    gold: list[bool] = []
    for others, left_out in _folds(judged):
        fitted = [*annotated, *others]
        alone = fit_alone(fitted)
        among = fit_among(fitted)
        for one in left_out:
            chances = _chances(among, _among(one, _chances(alone, one.seen)))
            for place, is_one in one.judged.items():
                seen = features.Features(*one.seen[place].tolist())
                rows.append(sureness.grounds(seen, float(chances[place])))
                gold.append(is_one)
    model = LogisticRegression(C=1.0, max_iter=1000).fit(np.array(rows), np.array(gold))
    return np.array([*model.coef_[0], model.intercept_[0]])


def _folds(compared: Sequence[Compared]) -> Iterator[tuple[list[Compared], list[Compared]]]:
    """All but some happenings, and those."""
    names = sorted({one.happening for one in compared})
    for fold in range(FOLDS):
        left_out = set(names[fold::FOLDS])
        yield (
            [one for one in compared if one.happening not in left_out],
            [one for one in compared if one.happening in left_out],
        )


def _among(one: Compared, chances: Numbers) -> Numbers:
    """Pairs as they are seen among their rivals, by what chances they have alone.

    Of those that are too unlikely to be weighed again there is nothing but what was seen.
    """
    known = dict(zip(one.pairs, chances.tolist(), strict=True))
    likely = {pair: chance for pair, chance in known.items() if chance >= rivals.LEAST}
    standing = dict(zip(likely, rivals.standings(one.units, likely), strict=True))
    none = (0.0,) * len(rivals.NAMES)
    among = np.array([standing.get(pair, none) for pair in one.pairs], float)
    return np.concatenate([one.seen, among.reshape(-1, len(rivals.NAMES))], axis=1)


def _chances(forests: Forests, seen: Numbers) -> Numbers:
    """How likely pairs are, by the mean of the odds."""
    if not len(seen):
        return np.zeros(0)
    odds = np.mean([one.predict(seen, raw_score=True) for one in forests], axis=0)
    return np.asarray(1 / (1 + np.exp(-odds)))


def as_arrays(forests: Forests, name: str) -> dict[str, NDArray[Any]]:
    """Trees as `sayso.stories.claims.trees` reads them, which adds up what they say."""
    every = [tree["tree_structure"] for one in forests for tree in one.dump_model()["tree_info"]]
    shape = (len(every), LEAVES - 1)
    feature, threshold = np.zeros(shape, np.int16), np.full(shape, np.inf)
    kept, value = np.full(shape, 255, np.uint8), np.zeros((len(every), LEAVES))
    for number, root in enumerate(every):
        leaves = decisions = 0

        def add(node: Mapping[str, Any], number: int = number) -> None:
            nonlocal leaves, decisions
            if "leaf_value" in node:
                value[number, leaves] = node["leaf_value"] / len(forests)
                leaves += 1
                return
            at, first = (number, decisions), leaves
            decisions += 1
            add(node["left_child"])
            feature[at], threshold[at] = node["split_feature"], node["threshold"]
            kept[at] = 255 & ~sum(1 << leaf for leaf in range(first, leaves))
            add(node["right_child"])

        add(root)
    arrays = {"feature": feature, "threshold": threshold, "kept": kept, "value": value}
    return {f"{name}_{field}": array for field, array in arrays.items()}


def _check(forests: Forests, name: str, compared: Sequence[Compared]) -> None:
    """Raises `AssertionError` if the trees say another thing in our arrays than in LightGBM's."""
    arrays = as_arrays(forests, name)
    ours = Trees(**{key.removeprefix(f"{name}_"): array for key, array in arrays.items()})
    for one in compared:
        seen = one.seen if name == "alone" else _among(one, one.chances)
        np.testing.assert_allclose(ours.probabilities(seen), _chances(forests, seen), rtol=1e-9)


def main() -> None:
    """Writes the trees, and prints the numbers for `sayso.stories.claims.sureness`."""
    of_claims, of_pairs = list(annotated()), list(judged())
    weights = fit_sureness(of_claims, of_pairs)
    compared = [*of_claims, *of_pairs]
    alone = fit_alone(compared)
    among = fit_among(compared)
    for name, forests in (("alone", alone), ("among", among)):
        _check(forests, name, compared)
    path = Path(str(TABLE))
    # As arrays they would not go with the option that numpy has among these keywords.
    arrays: dict[str, Any] = {**as_arrays(alone, "alone"), **as_arrays(among, "among")}
    np.savez_compressed(path, **arrays)
    pairs = sum(int((one.labels() != UNKNOWN).sum()) for one in compared)
    ones = sum(int((one.labels() == 1).sum()) for one in compared)
    print(f"{path}: {pairs} pairs, {ones} of one claim, {path.stat().st_size} bytes")
    for name, weight in zip((*sureness.Grounds._fields, "constant"), weights, strict=True):
        print(f"{name}: {weight:.2f}")


if __name__ == "__main__":
    main()
