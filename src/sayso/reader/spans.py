"""Small tools over spans: trim them, join them, find those that touch a stretch of text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from operator import itemgetter
from typing import Final, Generic, TypeVar

from sayso.reading import Span

T = TypeVar("T")
_WORD: Final = re.compile(r"[^\W_]")


def trimmed(text: str, span: Span) -> Span:
    """`span` clipped to the text and without outer whitespace; may come out empty."""
    start, end = span
    if 0 <= start < end <= len(text) and not (text[start].isspace() or text[end - 1].isspace()):
        return span
    start, end = max(start, 0), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, max(start, end))


def tidy(text: str, spans: Iterable[Span]) -> list[Span]:
    """Trimmed, non-empty spans in text order; those that overlap made one."""
    kept: list[Span] = []
    for loose in spans:
        span = trimmed(text, loose)
        if span.start < span.end:
            kept.append(span)
    if len(kept) < 2:
        return kept
    return _merged(sorted(kept))


def without(text: str, spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """`spans` less the stretches of `taken`, trimmed; both in text order."""
    left: list[Span] = []
    holes = _merged(taken)
    place = 0
    if not holes:
        return tidy(text, spans)
    for start, end in spans:
        while place < len(holes) and holes[place].end <= start:
            place += 1
        for begin, after in holes[place:]:
            if begin >= end:
                break
            if begin > start:
                left.append(Span(start, begin))
            if after > start:
                start = after
        if start < end:
            left.append(Span(start, end))
    return tidy(text, left)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def inside(inner: Span, outer: Span) -> bool:
    """Whether all of `inner` lies in `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def has_word(text: str, start: int, end: int) -> bool:
    """Whether a letter or digit stands in `text[start:end]`."""
    return _WORD.search(text, start, end) is not None


class SpanIndex(Generic[T]):
    """Spans with what they belong to, for the question which of them touch a stretch of text."""

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        self._items = sorted(items, key=itemgetter(0))
        spans = [span for span, _ in self._items]
        self._starts = list(map(itemgetter(0), spans))
        # The furthest end among the items up to each one tells before which nothing touches.
        self._furthest = list(accumulate(map(itemgetter(1), spans), max))

    def touching(self, span: Span) -> list[tuple[Span, T]]:
        """The items that share a character with `span`, the last one first."""
        start, end = span
        first, after = bisect_right(self._furthest, start), bisect_left(self._starts, end)
        return _ending_after(self._items[first:after], start) if first < after else []


def _ending_after(items: list[tuple[Span, T]], position: int) -> list[tuple[Span, T]]:
    return [item for item in reversed(items) if item[0][1] > position]
