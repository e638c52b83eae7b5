"""Where things stand on a page: its paragraphs, sentences, blocks and quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from sayso.reader.quotation import Quotation, find_paragraphs
from sayso.reader.spans import SpanIndex, overlap
from sayso.reading import READ_ROLES, Block, BlockRole, Page, Span

PROSE: Final[frozenset[BlockRole]] = frozenset({"paragraph", "list_item"})

# The abbreviations of titles, initials and "U.S." end no sentence.
SENTENCE_ENDS: Final = re.compile(
    r"[.!?…](?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSen\.)(?<!\bRep\.)(?<!\bGov\.)"
    r"(?<!\bGen\.)(?<!\bLt\.)(?<!\bCol\.)(?<!\bSgt\.)(?<!\bSt\.)(?<!\bJr\.)(?<!\bSr\.)(?<!\bNo\.)"
    r"(?<!\b[A-Z]\.)(?<!\.[A-Za-z]\.)[\"”’'»)\]]*(?=\s)"
)


class Layout:
    """The places of one page. Positions and spans are code points of its text."""

    def __init__(self, page: Page, quotations: Sequence[Quotation]) -> None:
        self.text = page.text
        self.quotations = SpanIndex((quotation.span, quotation) for quotation in quotations)
        self.paragraphs = list(find_paragraphs(page.text, 0, len(page.text)))
        self._paragraph_starts = [span.start for span in self.paragraphs]
        self._sentence_ends = [found.end() for found in SENTENCE_ENDS.finditer(page.text)]
        self._blocks = page.blocks
        self._block_starts = [block.span.start for block in page.blocks]
        self.outermost = [q for q in quotations if q.depth == 1 and self._is_read(q.span)]

    @property
    def titles(self) -> list[Span]:
        """The headlines of the page."""
        return [block.span for block in self._blocks if block.role == "title"]

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
        role = self._role(span)
        return role is None or role in PROSE

    def goes_on(self, last: Quotation, this: Quotation) -> bool:
        """Whether the running text's quotation `this` takes up one that was left open before it,
        in the paragraph before or past pictures and links to other stories.
        """
        if last.closed or not self.is_prose(this.span):
            return False
        if this.continues:
            return True
        first, after = map(self.paragraph_number, (last.span.start, this.span.start))
        between = self.paragraphs[first + 1 : after]
        return (
            this.kind == last.kind
            and bool(between)
            and this.span.start == self.paragraphs[after].start
            and not any(self.is_prose(paragraph) for paragraph in between)
        )

    def prose_before(self, paragraph: int) -> Span | None:
        """What of the running text stands before a paragraph, links to other stories left out."""
        for before in reversed(self.paragraphs[:paragraph]):
            if self._is_read(before):
                return before if self.is_prose(before) else None
        return None

    def _is_read(self, span: Span) -> bool:
        role = self._role(span)
        return role is None or role in READ_ROLES

    def _role(self, span: Span) -> BlockRole | None:
        """The role of the block that `span` begins in, as far as the page's blocks tell."""
        place = bisect_right(self._block_starts, span.start) - 1
        if place < 0 or not overlap(self._blocks[place].span, span):
            return None
        return self._blocks[place].role
