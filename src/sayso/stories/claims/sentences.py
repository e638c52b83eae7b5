"""The sentences of a page that are read, and those of its words that are its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sayso.reader.layout import SENTENCE_ENDS
from sayso.reading import READ_ROLES, Page, Span

QUOTED = re.compile(r"[“\"][^”\"\n]*[”\"]?")
"""What stands between quotation marks."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@lru_cache(maxsize=512)
def sentences_of(page: Page) -> tuple[Span, ...]:
    """The sentences of a page's title, subheads, paragraphs, captions and list items, in order."""
    return tuple(
        sentence
        for block in page.blocks
        if block.role in READ_ROLES
        for sentence in sentences_in(page.text, block.span)
    )


def sentences_in(text: str, block: Span) -> Iterator[Span]:
    """The sentences of a block of a text, without the white space around them."""
    start = block.start
    ends = [found.end() for found in SENTENCE_ENDS.finditer(text, block.start, block.end)]
    for end in (*ends, block.end):
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            yield Span(start, end)
        start = max(start, end)


def sentence_at(sentences: Sequence[Span], position: int) -> Span | None:
    """The sentence that a position stands in."""
    place = bisect_right(sentences, position, key=lambda one: one.start) - 1
    if place < 0 or position >= sentences[place].end:
        return None
    return sentences[place]


def paragraphs_of(page: Page) -> tuple[Span, ...]:
    """The blocks of a page that are read."""
    return tuple(block.span for block in page.blocks if block.role in READ_ROLES)


def is_heading(page: Page, position: int) -> bool:
    """Whether a position stands in the title or a subhead."""
    return any(
        block.role in ("title", "subhead") and block.span.start <= position < block.span.end
        for block in page.blocks
    )


def own_words(text: str) -> list[str]:
    """The words of a sentence outside of its quotation marks, in lower case."""
    return [word.casefold() for word in _WORD.findall(QUOTED.sub(" ", text))]


def quoted_words(text: str) -> list[list[str]]:
    """The words of each quotation of a text, in lower case."""
    found = ([w.casefold() for w in _WORD.findall(one[0])] for one in QUOTED.finditer(text))
    return [words for words in found if words]
