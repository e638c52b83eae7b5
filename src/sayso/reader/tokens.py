"""Text to tokens: word pieces with what an uncased encoder does not see.

The encoder's vocabulary is lower-case and its input has neither paragraphs nor a notion of what
stands inside quotation marks. Each token therefore carries a *shape*: one small integer that
combines letter case, place relative to quotation marks, place in the paragraph, and whether white
space precedes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sayso.reader.quotation import Quotation
from sayso.reading import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int32]

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
    encodings = tokenizer.encode_batch(
        [text[start:end] for start, end in spans], add_special_tokens=False
    )
    lengths = [len(encoding) for encoding in encodings]
    paragraphs = np.repeat(np.arange(len(spans), dtype=np.int32), lengths)
    ids = np.fromiter((i for e in encodings for i in e.ids), np.int32, sum(lengths))
    offsets = np.array([o for e in encodings for o in e.offsets], np.int32).reshape(-1, 2)
    offsets += np.repeat(np.array([start for start, _ in spans], np.int32), lengths)[:, None]
    starts, ends = offsets[:, 0].copy(), offsets[:, 1].copy()
    shapes = np.ravel_multi_index(
        (
            _cases(text, starts, ends),
            _quotes(starts, ends, quotations),
            _places(paragraphs),
            _spaces(text, starts),
        ),
        SHAPE_SIZES,
    ).astype(np.int32)
    return Tokens(ids, starts, ends, shapes, paragraphs)


def _cases(text: str, starts: Ints, ends: Ints) -> Ints:
    return np.fromiter(
        (_case(text[start:end]) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)),
        np.int32,
        len(starts),
    )


def _case(word: str) -> int:
    if word.islower():
        return _LOWER
    if word.istitle():
        return _TITLE
    if word.isupper():
        return _UPPER
    if word.isdigit():
        return _DIGIT
    return _MIXED if any(c.isalpha() for c in word) else _OTHER


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


def _spaces(text: str, starts: Ints) -> Ints:
    return np.fromiter(
        (start == 0 or text[start - 1].isspace() for start in starts.tolist()),
        np.int32,
        len(starts),
    )
