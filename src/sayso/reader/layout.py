"""Where things stand on a page: its paragraphs, sentences, blocks and quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.reader.quotation import Quotation, find_paragraphs
from sayso.reader.spans import SpanIndex, overlap
from sayso.reading import Block, BlockRole, Page, Span

PROSE: frozenset[BlockRole] = frozenset({"paragraph", "list_item"})

# The abbreviations of titles, initials and "U.S." end no sentence.
SENTENCE_ENDS = re.compile(
    r"[.!?…](?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSen\.)(?<!\bRep\.)(?<!\bGov\.)"
    r"(?<!\bGen\.)(?<!\bLt\.)(?<!\bCol\.)(?<!\bSgt\.)(?<!\bSt\.)(?<!\bJr\.)(?<!\bSr\.)(?<!\bNo\.)"
    r"(?<!\b[A-Z]\.)(?<!\.[A-Za-z]\.)[\"”’'»)\]]*(?=\s)"
)


class Layout:
    """The places of one page. Positions and spans are code points of its text."""

    def __init__(self, page: Page, quotations: Sequence[Quotation]) -> None:
        self.text = page.text
        self.quotations = SpanIndex((quotation.span, quotation) for quotation in quotations)
        self.outermost = [quotation for quotation in quotations if quotation.depth == 1]
        self.paragraphs = list(find_paragraphs(page.text, 0, len(page.text)))
        self._paragraph_starts = [span.start for span in self.paragraphs]
        self._sentence_ends = [found.end() for found in SENTENCE_ENDS.finditer(page.text)]
        self._blocks = page.blocks
        self._block_starts = [block.span.start for block in page.blocks]

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    def paragraph_number(self, position: int) -> int:
        """The place among `paragraphs` of the one that `position` stands in or after."""
        return max(bisect_right(self._paragraph_starts, position) - 1, 0)

    def paragraph_of(self, position: int) -> Span:
        """The paragraph that `position` stands in or after."""
        return self.paragraphs[self.paragraph_number(position)]

    def by_paragraph(self, span: Span) -> list[Span]:
        """`span` cut at the breaks between paragraphs."""
        first, last = self.paragraph_number(span.start), self.paragraph_number(span.end - 1)
        return [
            Span(max(span.start, paragraph.start), min(span.end, paragraph.end))
            for paragraph in self.paragraphs[first : last + 1]
            if overlap(span, paragraph)
        ]

    def sentence_start(self, position: int) -> int:
        """Where the sentence of `position` begins."""
        before = bisect_right(self._sentence_ends, position) - 1
        end = self._sentence_ends[before] if before >= 0 else 0
        return min(max(self.paragraph_of(position).start, end), position)

    def sentence_end(self, position: int) -> int:
        """Where the sentence of `position` ends."""
        limit = max(self.paragraph_of(position).end, position)
        after = bisect_left(self._sentence_ends, position)
        return min([*self._sentence_ends[after : after + 1], limit])

    def blocks_of(self, span: Span) -> list[Block]:
        """The blocks that share a character with `span`."""
        first = max(bisect_right(self._block_starts, span.start) - 1, 0)
        last = bisect_left(self._block_starts, span.end)
        return [block for block in self._blocks[first:last] if overlap(block.span, span)]

    def is_prose(self, span: Span) -> bool:
        """Whether `span` begins in the running text, as far as the page's blocks tell."""
        place = bisect_right(self._block_starts, span.start) - 1
        if place < 0 or not overlap(self._blocks[place].span, span):
            return True
        return self._blocks[place].role in PROSE
