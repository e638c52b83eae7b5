"""What words mean where they stand, as vectors: near ones are of words that mean much the same.

A branch on the reader's own graph makes them (`training.meaning`), of each sentence by itself. It
is loaded when pages of a story are first compared; reading knows nothing of it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.models import SHIPPED
from sayso.reader.scoring.engine import Engine
from sayso.reader.scoring.tokens import Tokens, load_tokenizer, tokenize
from sayso.reader.scoring.windows import SIZE, Window
from sayso.reading import Page
from sayso.stories.claims.sentences import sentences_of
from sayso.stories.claims.units import Unit

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

BRANCH: Final = Path(str(files("sayso.stories.claims") / "meaning.xml"))
DIRECTIONS: Final = 256

_KEPT: Final = 64
"""Pages of which the vectors are kept: stories are told again as pages come to them."""
_NEARNESS: Final = ((0.92, 0.05), (0.7, 0.0), (0.3, 0.0))
"""How much less a token tells of a unit for each token between them, and what it does at least: of
its sentence, of its clause, and of the words beside it."""
_COMMONEST: Final = 0.1
"""What a token tells that every sentence of a story has."""
_SHORTEST: Final = 1e-6
"""Length from which on a vector has a direction."""


@dataclass(frozen=True, slots=True, eq=False)
class _Meant:
    """The tokens of a page's sentences, and their vectors `[tokens, directions]`."""

    tokens: Tokens
    vectors: NDArray[np.float16]


class Nearness(NamedTuple):
    """How near two units are in meaning: cosines."""

    sentence: float
    """Of the words of their sentences, those that stand near to them above all."""
    clause: float
    """The same of the words around them."""
    beside: float
    """The same of the few that stand next to them."""
    core: float
    """Of two events' triggers, or the contents of two statements."""


class Meanings:
    """What the units of a story mean. Of no units there is none."""

    def __init__(self, units: Sequence[Unit], pages: Mapping[str, Page]) -> None:
        """`pages` has those of the units, by id."""
        self._pages = {page: _meant(pages[page]) for page in sorted({u.page for u in units})}
        self._rarity = _rarity(one.tokens for one in self._pages.values())
        self._places = {unit: place for place, unit in enumerate(units)}
        every = np.array([self._of(unit) for unit in units], np.float32)
        lengths = np.linalg.norm(every, axis=2, keepdims=True)
        self._directions: Vectors = every / np.maximum(lengths, _SHORTEST)

    def nearness(self, one: Unit, other: Unit) -> Nearness:
        """How near two units are."""
        mine, theirs = (self._directions[self._places[unit]] for unit in (one, other))
        return Nearness(*(mine * theirs).sum(axis=1).tolist())

    def sentences(self, units: Sequence[Unit]) -> Vectors:
        """What the nearness of sentences compares, `[units, directions]`."""
        found: Vectors = self._directions[[self._places[unit] for unit in units], 0]
        return found

    def _of(self, unit: Unit) -> Vectors:
        """What each of `Nearness` is found by, `[4, directions]`."""
        page = self._pages[unit.page]
        told = (unit.span,) if unit.kind == "event" else unit.reach
        whole = (*told, unit.sentence) if unit.sentence else told
        first, last = min(span.start for span in whole), max(span.end for span in whole)
        begin, end = page.tokens.starts.searchsorted([first, last]).tolist()
        starts, ends = page.tokens.starts[begin:end], page.tokens.ends[begin:end]
        inside = np.zeros(end - begin, bool)
        for span in told:
            inside |= (starts < span.end) & (ends > span.start)
        ids = page.tokens.ids[begin:end].tolist()
        rarity = np.array([self._rarity[number] for number in ids], np.float32)
        vectors = page.vectors[begin:end].astype(np.float32)
        weights = np.stack([*(_nearness(inside) * rarity), inside]).astype(np.float32)
        found: Vectors = weights @ vectors
        return found


def _nearness(inside: NDArray[np.bool_]) -> Vectors:
    """1 from the first token inside to the last, and less the farther from them: a row for each
    of `_NEARNESS`."""
    at, within = np.arange(len(inside)), np.flatnonzero(inside)
    if not len(within):
        return np.ones((len(_NEARNESS), len(inside)), np.float32)
    apart = np.maximum(np.maximum(within[0] - at, at - within[-1]), 0)
    rows = [np.maximum(share**apart, least) for share, least in _NEARNESS]
    found: Vectors = np.array(rows, np.float32)
    return found


def _rarity(pages: Iterable[Tokens]) -> dict[int, float]:
    """How much each token tells, by how few of a story's sentences have it."""
    having: Counter[int] = Counter()
    sentences = 0
    for tokens in pages:
        having.update(np.unique([tokens.paragraphs, tokens.ids], axis=1)[1].tolist())
        sentences += len(np.unique(tokens.paragraphs))
    return {number: math.log((sentences + 1) / n) + _COMMONEST for number, n in having.items()}


@cache
def _engine() -> Engine:
    return Engine(SHIPPED, branch=BRANCH)


@cache
def _tokenizer() -> Tokenizer:
    return load_tokenizer(SHIPPED)


@lru_cache(maxsize=_KEPT)
def _meant(page: Page) -> _Meant:
    tokens = tokenize(page.text, sentences_of(page), [], _tokenizer())
    scores = _engine().submit_all([(tokens, window) for window in _windows(tokens)])
    none = np.zeros((0, DIRECTIONS), np.float16)
    vectors = np.concatenate([none, *(one.result().output.astype(np.float16) for one in scores)])
    return _Meant(tokens, vectors)


def _windows(tokens: Tokens) -> Iterator[Window]:
    """A window for each sentence, several for one that is too long."""
    change = np.flatnonzero(np.diff(tokens.paragraphs)) + 1
    for start, end in pairwise([0, *change.tolist(), len(tokens)]):
        for first in range(start, end, SIZE):
            yield Window(first, first, min(first + SIZE, end))
