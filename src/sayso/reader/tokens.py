"""Text to tokens: word pieces with what an uncased encoder does not see.

The encoder's vocabulary is lower-case and its input has neither paragraphs nor a notion of what
stands inside quotation marks. Each token therefore carries a *shape*: one small integer that
combines letter case, place relative to quotation marks, place in the paragraph, and whether white
space precedes it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.reader.quotation import Quotation
from sayso.reading import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int32]

_flat = chain.from_iterable

CASES = ("lower", "title", "upper", "mixed", "digit", "other")
QUOTES = ("outside", "double", "single", "nested", "unclosed", "opening", "closing")
PLACES = ("inside", "first", "last")
SPACES = ("joined", "spaced")
SHAPE_SIZES = (len(CASES), len(QUOTES), len(PLACES), len(SPACES))
SHAPES = int(np.prod(SHAPE_SIZES))

_LOWER, _TITLE, _UPPER, _MIXED, _DIGIT, _OTHER = range(len(CASES))
_OUTSIDE, _DOUBLE, _SINGLE, _NESTED, _UNCLOSED, _OPENING, _CLOSING = range(len(QUOTES))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a page's read blocks, in text order; every array has shape `[tokens]`."""

    ids: Ints
    starts: Ints
    """First code point of each token in the page's text."""
    ends: Ints
    """Code point after each token's last."""
    shapes: Ints
    """`case, quote, place, space` as one number in mixed radix `SHAPE_SIZES`."""
    paragraphs: Ints
    """Index of the block each token stands in."""

    def __len__(self) -> int:
        return len(self.ids)


def load_tokenizer(model: Path) -> Tokenizer:
    """The word-piece tokenizer of the model folder, without truncation or padding."""
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokenize(
    text: str, spans: Sequence[Span], quotations: Sequence[Quotation], tokenizer: Tokenizer
) -> Tokens:
    """Tokens of `text` within `spans` (ascending, apart), one paragraph a span."""
    cut = [list(_PART.finditer(text, start, end)) for start, end in spans]
    parts = list(_flat(cut))
    pieces = [_pieces(tokenizer, part[0]) for part in parts]
    counts = [len(piece.ids) for piece in pieces]
    ids = np.fromiter(_flat([piece.ids for piece in pieces]), np.int32)
    opens = np.repeat(np.array([part.start() for part in parts], np.int32), counts)
    starts = np.fromiter(_flat([piece.starts for piece in pieces]), np.int32) + opens
    ends = np.fromiter(_flat([piece.ends for piece in pieces]), np.int32) + opens
    numbers = np.repeat(np.arange(len(spans), dtype=np.int32), [len(found) for found in cut])
    paragraphs = np.repeat(numbers, counts)
    kinds = _LETTERS.of(text)
    shapes = np.ravel_multi_index(
        (
            _cases(kinds, starts, ends),
            _quotes(starts, ends, quotations),
            _places(paragraphs),
            _spaces(kinds, starts),
        ),
        SHAPE_SIZES,
    ).astype(np.int32)
    return Tokens(ids, starts, ends, shapes, paragraphs)


_MARKS = re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’–—…")
_PART = re.compile(rf"\[[A-Z]+\]|[{_MARKS}]|[^ \t\n{_MARKS}]+")
"""What the tokenizer takes apart without a look at what stands beside it: its own signs ("[SEP]"),
the commonest of the marks that it parts from words, and what stands between them and blanks.
"""


class _Pieces(NamedTuple):
    """The tokens of a part of a text; offsets are from the part's beginning."""

    ids: list[int]
    starts: list[int]
    ends: list[int]


@lru_cache(maxsize=16_384)
def _pieces(tokenizer: Tokenizer, part: str) -> _Pieces:
    # 96 in 100 parts of a page of news are still known from the pages before it, and to look a part
    # up takes a third of the time that tokenizing it does.
    encoding = tokenizer.encode(part, add_special_tokens=False)
    offsets = encoding.offsets
    return _Pieces(encoding.ids, [start for start, _ in offsets], [end for _, end in offsets])


class _Letters:
    """What each character of a text is, looked up in one table that fills as characters come."""

    UPPER, LOWER, DIGIT, SPACE, OTHER = (1, 2, 4, 8, 16)

    def __init__(self) -> None:
        self._table = np.zeros(sys.maxunicode + 1, np.uint8)

    def of(self, text: str) -> NDArray[np.uint8]:
        """One of the constants for each code point of `text`."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        kinds = self._table[codes]
        if not kinds.all():
            for code in np.unique(codes[kinds == 0]).tolist():
                self._table[code] = self._kind(chr(code))
            kinds = self._table[codes]
        return kinds

    def _kind(self, character: str) -> int:
        if character.isspace():
            return self.SPACE
        if character.isupper() or character.istitle():
            return self.UPPER
        if character.islower():
            return self.LOWER
        return self.DIGIT if character.isdigit() else self.OTHER


_LETTERS = _Letters()


def _cases(kinds: NDArray[np.uint8], starts: Ints, ends: Ints) -> Ints:
    def count(kind: int) -> Ints:
        """Characters of a kind in each token."""
        before = np.concatenate(([0], np.cumsum(kinds == kind, dtype=np.int32)))
        return before[ends] - before[starts]

    upper, lower, digits = map(count, (_LETTERS.UPPER, _LETTERS.LOWER, _LETTERS.DIGIT))
    cased = np.flatnonzero((kinds == _LETTERS.UPPER) | (kinds == _LETTERS.LOWER))
    cased = np.append(cased, len(kinds))
    first_cased = cased[np.searchsorted(cased, starts)]
    opens_upper = np.append(kinds, 0)[first_cased] == _LETTERS.UPPER
    return np.select(
        [
            (upper == 0) & (lower > 0),
            (upper == 1) & opens_upper,
            (upper > 0) & (lower == 0),
            upper > 0,
            (digits > 0) & (digits == ends - starts),
        ],
        [_LOWER, _TITLE, _UPPER, _MIXED, _DIGIT],
        _OTHER,
    ).astype(np.int32)


def _quotes(starts: Ints, ends: Ints, quotations: Sequence[Quotation]) -> Ints:
    state = np.full(len(starts), _OUTSIDE, np.int32)
    for quotation in quotations:
        (start, end), depth = quotation.span, quotation.depth
        first, after = np.searchsorted(starts, (start, end))
        if first == after:
            continue
        if not quotation.closed:
            inside = _UNCLOSED
        elif depth > 1:
            inside = _NESTED
        else:
            inside = _DOUBLE if quotation.kind == "double" else _SINGLE
        state[first:after] = inside
        state[first] = _OPENING
        if quotation.closed:
            state[after - 1] = _CLOSING
    return state


def _places(paragraphs: Ints) -> Ints:
    place = np.zeros(len(paragraphs), np.int32)
    if len(paragraphs):
        change = paragraphs[1:] != paragraphs[:-1]
        place[np.append(change, True)] = PLACES.index("last")
        place[np.insert(change, 0, True)] = PLACES.index("first")
    return place


def _spaces(kinds: NDArray[np.uint8], starts: Ints) -> Ints:
    return np.where(starts == 0, 1, kinds[starts - 1] == _LETTERS.SPACE).astype(np.int32)
