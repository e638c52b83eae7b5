"""How far the words of two units agree, near words among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from sayso.reader.vocabulary.lexicon import lexicon
from sayso.stories.claims.near import DIRECTIONS, Vectors, rarity, vector_of
from sayso.stories.claims.units import Unit

_FAR: Final = 0.35
_NEAR: Final = 0.8
_MOST: Final = 0.8
"""Words of two texts count as one in part from a cosine of `_FAR` on (of two words drawn by lot one
pair in a hundred has as much), and from `_NEAR` on by so much."""
_TRIGGER_WEIGHT: Final = 0.6
"""What an event is called is one of its words; it weighs by how rare it is in any page, not in the
story, most of which may be of that event."""
_CALENDAR: Final = lexicon(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may",
    "june july august september october november december north south east west",
)
"""Words that are near and never the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """Weighted words as arrays."""

    places: Mapping[str, int]
    """Where each form's weight and vector stand."""
    weights: Vectors
    vectors: Vectors
    total: float
    said: float
    """The same without what an event is called."""
    mean: Vectors
    """The direction of its words together, of length 1; zeros where none has a vector."""
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shared:
    """How far two bags agree: what is covered of the lighter one, and of both, and the weight."""

    covered: float
    dice: float
    mass: float


class Bags:
    """The bags of a story's units, each made once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """`words` has for each form one of the words that have it."""
        self._words = words
        self._made: dict[tuple[Unit, bool], Bag] = {}

    def of(self, unit: Unit, *, numbers: bool = True) -> Bag:
        """A unit's words, with its numbers or without."""
        if (bag := self._made.get((unit, numbers))) is None:
            bag = self._made[unit, numbers] = self._bag(unit, numbers)
        return bag

    def _bag(self, unit: Unit, numbers: bool) -> Bag:
        bag = {f: w for f, w in unit.bag.items() if numbers or not f[0].isdigit()}
        words = {form: self._words.get(form, "") for form in bag}
        for form in sorted(unit.triggers):
            bag[form] = _TRIGGER_WEIGHT * rarity(unit.called)
            words[form] = unit.called
        weights = np.fromiter(bag.values(), dtype=np.float32, count=len(bag))
        vectors = np.array([_vector(form, words[form]) for form in bag], dtype=np.float32)
        vectors = vectors.reshape(len(bag), DIRECTIONS)
        mean = weights @ vectors
        return Bag(
            places={form: place for place, form in enumerate(bag)},
            weights=weights,
            vectors=vectors,
            total=float(weights.sum()),
            said=sum(unit.bag.values()),
            mean=mean / (float(np.linalg.norm(mean)) or 1.0),
            names=frozenset(form for form in unit.bag if form[0] == "@"),
        )


def shared_of(one: Bag, other: Bag) -> Shared:
    """How far two bags agree."""
    # A word that every sentence of a story has weighs nothing.
    if not one.total or not other.total:
        return Shared(0.0, 0.0, 0.0)
    cosines = one.vectors @ other.vectors.T
    near = np.clip((cosines - _FAR) / (_NEAR - _FAR), 0.0, 1.0) * _MOST
    for form in one.places.keys() & other.places.keys():
        near[one.places[form], other.places[form]] = 1.0
    best, best_other = near.max(axis=1), near.max(axis=0)
    mine, theirs = float(best @ one.weights), float(best_other @ other.weights)
    covered = mine / one.total if one.total <= other.total else theirs / other.total
    return Shared(covered, (mine + theirs) / (one.total + other.total), min(mine, theirs))


def _vector(form: str, word: str) -> Vectors:
    if form[0] == "@" or word in _CALENDAR:
        return np.zeros(DIRECTIONS, dtype=np.float32)
    return vector_of(word)
