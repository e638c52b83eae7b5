"""Text to tokens: word pieces with what an uncased encoder does not see.

The encoder's vocabulary is lower-case and its input has neither paragraphs nor a notion of what
stands inside quotation marks. Each token therefore carries a *shape*: one small integer that
combines letter case, place relative to quotation marks, place in the paragraph, and whether white
space precedes it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sayso.reader.quotation import Quotation
from sayso.reading import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int32]

_flat = chain.from_iterable

CASES: Final = ("lower", "title", "upper", "mixed", "digit", "other")
QUOTES: Final = ("outside", "double", "single", "nested", "unclosed", "opening", "closing")
PLACES: Final = ("inside", "first", "last")
SPACES: Final = ("joined", "spaced")
SHAPE_SIZES: Final = (len(CASES), len(QUOTES), len(PLACES), len(SPACES))
SHAPES: Final = int(np.prod(SHAPE_SIZES))

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
    written = list(map(re.Match.group, parts))
    pieces_of = {
        part: (_known if len(part) <= _LONGEST_KNOWN else _cut)(tokenizer, part)
        for part in set(written)
    }
    found = list(map(pieces_of.__getitem__, written))
    counts = np.fromiter(map(len, found), np.int64, len(found)) // _PIECE
    pieces = np.frombuffer(b"".join(found), np.int32).reshape(-1, _NUMBERS)
    ids, starts, ends, cases, spaces = pieces.T
    opens = list(map(re.Match.start, parts))
    after_space = list(map(str.isspace, map((" " + text).__getitem__, opens)))
    begins, spaced = np.array([opens, after_space], np.int32).repeat(counts, 1)
    spaces = np.where(starts == 0, spaced, spaces)
    starts, ends = starts + begins, ends + begins
    numbers = np.repeat(np.arange(len(spans), dtype=np.int32), [len(among) for among in cut])
    paragraphs = np.repeat(numbers, counts)
    shapes = np.ravel_multi_index(
        (cases, _quotes(starts, quotations), _places(paragraphs), spaces), SHAPE_SIZES
    ).astype(np.int32)
    return Tokens(ids.copy(), starts, ends, shapes, paragraphs)


_MARKS: Final = re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’–—…")
_PART: Final = re.compile(rf"\[[A-Z]+\]|[{_MARKS}]|[^ \t\n{_MARKS}]+")
"""What the tokenizer takes apart without a look at what stands beside it: its own signs ("[SEP]"),
the commonest of the marks that it parts from words, and what stands between them and blanks.
"""


_NUMBERS: Final = 5
_PIECE: Final = _NUMBERS * np.dtype(np.int32).itemsize


def _cut(tokenizer: Tokenizer, part: str) -> bytes:
    """The tokens of a part of a text, `_NUMBERS` for each: id, first character and the one after
    the last, case, and whether white space precedes it within the part.

    As bytes, which are joined far faster than a thousand small arrays.
    """
    encoding = tokenizer.encode(part, add_special_tokens=False)
    numbers = array("i")
    for number, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
        spaced = part[start - 1 : start].isspace()
        numbers.extend((number, start, end, _case(part[start:end]), spaced))
    return numbers.tobytes()


_known = lru_cache(maxsize=16_384)(_cut)
"""96 in 100 parts of a page of news are still known from the pages before it, and to look a part up
takes a third of the time that tokenizing it does."""
_LONGEST_KNOWN: Final = 48
"""Characters of a part that is kept: a page may be one endless word."""


def _case(written: str) -> int:
    upper = [not c.islower() for c in written if c.isupper() or c.istitle() or c.islower()]
    if not upper:
        return _DIGIT if all(map(str.isdigit, written)) else _OTHER
    if not any(upper):
        return _LOWER
    if sum(upper) == 1 and upper[0]:
        return _TITLE
    return _UPPER if all(upper) else _MIXED


def _quotes(starts: Ints, quotations: Sequence[Quotation]) -> Ints:
    state = np.full(len(starts), _OUTSIDE, np.int32)
    edges = starts.searchsorted([quotation.span for quotation in quotations]).tolist()
    for quotation, (first, after) in zip(quotations, edges, strict=True):
        if first == after:
            continue
        if not quotation.closed:
            inside = _UNCLOSED
        elif quotation.depth > 1:
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
