"""The wording of a page, by which copies of it are known: runs of words outside of quotation marks.

Two outlets that write of one thing by themselves share quotations, but hardly ever four words in a
row of their own over a good part of a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.reader.layout import SENTENCE_ENDS
from sayso.reader.quotation import find_quotations
from sayso.reading import READ_ROLES, Page, Span

RUN: Final = 4
"""Words in a row that are compared. With 3, pages about one thing share up to a tenth by chance."""
_WORD: Final = re.compile(r"\w+")
_MARKS: Final = re.compile(r"[\u0300-\u036f'’‘`]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, and the runs of its words that stand outside of quotation marks."""

    span: Span
    runs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The wording of a page without its headline, and what decides which of two came first."""

    sentences: tuple[Sentence, ...]
    runs: frozenset[str]
    moment: str
    """When it was published, or else first seen, as text that sorts by time."""
    title: str | None = None
    outlet: str | None = None
    credits: tuple[str, ...] = ()


def fold(text: str) -> list[str]:
    """The words of a text without case, accents and apostrophes, however those are written."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _WORD.findall(plain)


def sentences_of(page: Page) -> tuple[Sentence, ...]:
    """The sentences of what is read of a page, without its headline."""
    quoted = [found.span for found in find_quotations(page.text) if found.depth == 1]
    roles = READ_ROLES - {"title"}
    blocks = [block.span for block in page.blocks if block.role in roles]
    if not page.blocks:
        blocks = [Span(0, len(page.text))]
    return tuple(
        Sentence(span=span, runs=_runs(page.text, span, quoted))
        for block in blocks
        for span in _sentences(page.text, block)
    )


def _sentences(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    ends = [found.end() for found in SENTENCE_ENDS.finditer(text, block.start, block.end)]
    for end in (*ends, block.end):
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            yield Span(start, end)
            start = end


def _runs(text: str, span: Span, quoted: Sequence[Span]) -> frozenset[str]:
    runs: set[str] = set()
    at = span.start
    for start, end in (*quoted, Span(span.end, span.end)):
        if end <= at or start > span.end:
            continue
        words = fold(text[at : max(at, min(start, span.end))])
        runs.update(" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
        at = min(end, span.end)
    return frozenset(runs)
