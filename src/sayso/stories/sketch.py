"""What a page is about, small enough to keep beside it: weighted words, and the day.

A sketch has the words of a page as they stand in it; a vector has what they weigh among the pages
seen so far (TF-IDF), and is not made again as others come in: nothing of the past moves.
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sayso.reading import Page
from sayso.stories.words import read_text, terms_of, usual_share

Vector = Mapping[str, float]
"""Weights of words, the heaviest first; of length 1, or shorter where a page has few words."""

TITLE: Final = 2.0
"""What standing in the headline adds to a word's 1 + log(count). Without it B³ F1 on news-clusters
is two to three points lower. With 3 the happenings in `examples/` come apart sooner, whose outlets
lead with different things."""
TERMS: Final = 100
"""Words of a vector. 50 are a point worse on whole pages, 200 and all of them the same."""
FEW: Final = 8
"""A page of fewer words has a vector that is shorter than 1: two words that agree are no proof."""
PRIOR: Final = 300
"""So many pages' worth the frequencies that words are expected to have count for, until the
archive's own outweigh them. With less, happenings in a young archive come apart, as every word in
it seems to be common (50: five points of B³ F1 on those in `examples/`); with more, it takes too
long to learn which names everybody writes of: with 1000, 18 of the 84 PolNeAR articles, all of
one campaign, were one story, and with 300 four."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """The words of a page by how much it speaks of them, and the day it belongs to."""

    terms: Mapping[str, float]
    day: int
    """As `date.toordinal` counts."""


def sketch_page(page: Page, *, seen: date) -> Sketch:
    """The sketch of a page that was fetched, or first seen, on the day `seen`.

    That day stands in for the day of publication where the page has none, or has one to come.
    """
    terms = {
        term: 1 + math.log(count) for term, count in Counter(terms_of(read_text(page))).items()
    }
    for term in dict.fromkeys(terms_of(page.title or "")):
        terms[term] = terms.get(term, 0.0) + TITLE
    return Sketch(terms=terms, day=_day(page, seen).toordinal())


def _day(page: Page, seen: date) -> date:
    if page.published.value is None:
        return seen
    try:
        return min(date.fromisoformat(page.published.value[:10]), seen)
    except ValueError:
        # A year or a month alone.
        return seen


def weigh(sketch: Sketch, *, pages: int, having: Callable[[str], int]) -> Vector:
    """The vector of a page among `pages` pages, of which `having(term)` have a term.

    Weights are rounded to half precision, as they are kept, so that what is computed of kept ones
    is the same to the last bit.
    """
    weights = {
        term: count
        * math.log(
            (pages + PRIOR + 1) / min(having(term) + PRIOR * usual_share(term) + 0.5, pages + PRIOR)
        )
        for term, count in sketch.terms.items()
    }
    heaviest = sorted(weights, key=lambda term: (-weights[term], term))[:TERMS]
    norm = math.sqrt(sum(weights[term] ** 2 for term in heaviest))
    norm *= max(1.0, FEW / max(len(heaviest), 1))
    return {term: _half(weights[term] / norm) for term in heaviest}


def _half(value: float) -> float:
    (rounded,) = struct.unpack("<e", struct.pack("<e", value))
    return float(rounded)


def likeness(one: Vector, other: Vector) -> float:
    """The cosine of two vectors; of `other`, the words of `one` will do."""
    return sum(one[term] * weight for term, weight in other.items() if term in one)
