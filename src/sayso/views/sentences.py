"""Sentences, as readers of a list need them: the words around a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sayso.reader.layout import SENTENCE_ENDS
from sayso.reading import Block, Span


class Excerpt(NamedTuple):
    """Words of the page with what stands before and after them, each on one line."""

    before: str
    words: str
    after: str


def sentence_of(text: str, blocks: Sequence[Block], span: Span) -> Span:
    """The sentence of the block (of the line, where no block is) in which `span` begins.

    It always holds `span`, as far as that lies in the text; a span across two sentences has both.
    """
    start, end = max(min(span.start, len(text)), 0), max(min(span.end, len(text)), 0)
    block = next((b.span for b in blocks if b.span.start <= start < b.span.end), None)
    if block is None:
        line_end = text.find("\n", end)
        block = Span(text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end)
    first, last = block.start, max(min(block.end, len(text)), end)
    for found in SENTENCE_ENDS.finditer(text, block.start, last):
        if found.end() <= start:
            first = found.end()
        elif found.end() >= end:
            last = found.end()
            break
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return Span(first, last)


def excerpt_of(text: str, sentence: Span, span: Span, width: int) -> Excerpt:
    """The words of `span` in their sentence, of which at most `width` characters are kept.

    What is left out at either end is marked. The words of `span` themselves are never cut.
    """
    words = _one_line(text[max(span.start, 0) : max(span.end, 0)])
    before, after = text[sentence.start : max(span.start, 0)], text[max(span.end, 0) : sentence.end]
    # One space says that there was white space between them; punctuation stays where it is.
    lead = " " if before[-1:].isspace() else ""
    gap = " " if after[:1].isspace() else ""
    before, after = _one_line(before) + lead, gap + _one_line(after)
    room = max(width - len(words), 0)
    if len(before) + len(after) > room:
        left = max(room // 2, room - len(after))
        before = _last(before, left)
        after = _first(after, room - len(before))
    return Excerpt(before, words, after)


def _first(words: str, width: int) -> str:
    if len(words) <= width:
        return words
    head, _, _ = words[: max(width - 1, 0)].rpartition(" ")
    return f"{head} …" if head.strip() else " …"


def _last(words: str, width: int) -> str:
    if len(words) <= width:
        return words
    _, _, tail = words[len(words) - max(width - 1, 0) :].partition(" ")
    return f"… {tail}" if tail.strip() else "… "


def _one_line(words: str) -> str:
    return " ".join(words.split())
