"""The words of a page with their grammar, as the model sees it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Final

from sayso.reader.vocabulary.cue_words import plain
from sayso.reading import Span

_EMPTY: Final = frozenset({"punct", "case", "cc", "mark"})
"""Relations of words that head a phrase only where it has no others."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of the blocks that are read, in text order; the lists run in parallel.

    Grammar is predicted, so anything may be wrong in it: a head may be any word of the page, and
    heads may form a circle.
    """

    text: str
    """The page's text."""
    starts: list[int]
    ends: list[int]
    """Code points of each word, `[start, end)`."""
    tags: list[str]
    """Of the Penn Treebank (`syntax.TAG_LABELS`)."""
    names: list[str]
    """Type of the name that a word is part of, and whether it begins it (`syntax.NAME_LABELS`)."""
    kinds: list[str]
    """Kind of what the word is the head of a mention of (`coreference.MENTION_LABELS`)."""
    heads: list[int]
    """Index of the word that each depends on; a root's own."""
    relations: list[str]
    """How it depends on that, in Universal Dependencies (`syntax.RELATION_LABELS`)."""
    blocks: list[int]
    """Number of the block each word stands in."""
    written: list[str] = field(init=False, default_factory=list)
    """Each word as it stands."""
    low: list[str] = field(init=False, default_factory=list)
    """Each word in lower case, with straight apostrophes and without a closing point."""
    plain: list[str] = field(init=False, default_factory=list)
    """Each word as `cue_words.plain` has it."""
    children: list[list[int]] = field(init=False, default_factory=list)
    """The words that depend on each word, in text order."""
    sentences: list[range] = field(init=False, default_factory=list)
    """The words of the sentence that each word stands in."""
    _within: dict[Span, range] = field(init=False, default_factory=dict)
    _heads: dict[Span, int] = field(init=False, default_factory=dict)
    _relations_below: dict[int, frozenset[str]] = field(init=False, default_factory=dict)
    """What the methods of these names found: the same is asked for again and again."""

    def __post_init__(self) -> None:
        ends = zip(self.starts, self.ends, strict=True)
        text, low, children = self.text, self.low, self.children
        self.written.extend([text[start:end] for start, end in ends])
        self.plain.extend(map(str.lower, self.written))
        low.extend(self.plain)
        for index, lower in enumerate(self.plain):
            if not lower.isalpha():  # most words are letters only, and alike in every way
                low[index] = lower.replace("’", "'").rstrip(".")
                self.plain[index] = plain(lower)
        children.extend([[] for _ in self.starts])
        for child, head in enumerate(self.heads):
            if child != head:
                children[head].append(child)
        self.sentences.extend(_sentences(self.tags, self.blocks))

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, last: int) -> Span:
        """From the beginning of word `first` to the end of word `last`."""
        return Span(self.starts[first], self.ends[last])

    def within(self, span: Span) -> range:
        """The words that touch a span."""
        inside = self._within.get(span)
        if inside is None:
            first = bisect_right(self.ends, span.start)
            inside = range(first, bisect_left(self.starts, span.end, first))
            self._within[span] = inside
        return inside

    def head_of(self, span: Span) -> int | None:
        """The word of a span that depends on none of the others; None if there is no word."""
        found = self._heads.get(span)
        if found is None:
            inside = self.within(span)
            if inside:
                found = self._heads[span] = self._head_among(inside)
        return found

    def _head_among(self, inside: range) -> int:
        heads = self.heads
        only_empty = None
        for index in inside:
            head = heads[index]
            if head == index or head not in inside:
                if self.relations[index] not in _EMPTY:
                    return index
                if only_empty is None:
                    only_empty = index
        if only_empty is not None:
            return only_empty
        # They depend on each other in a circle.
        return next((i for i in inside if self.relations[i] not in _EMPTY), inside[0])

    def below(self, index: int) -> set[int]:
        """A word and all that depend on it directly or not."""
        children = self.children
        found, waiting = {index}, [index]
        while waiting:
            for child in children[waiting.pop()]:
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return found

    def relations_below(self, index: int) -> frozenset[str]:
        """The relations by which others depend on a word."""
        found = self._relations_below.get(index)
        if found is None:
            found = frozenset(map(self.relations.__getitem__, self.children[index]))
            self._relations_below[index] = found
        return found


def _sentences(tags: list[str], blocks: list[int]) -> list[range]:
    """The words of the sentence that each word stands in; blocks end sentences, too."""
    found: list[range] = []
    closing = [*tags, "."]
    first = point = 0
    while first < len(tags):
        if point <= first:
            point = closing.index(".", first) + 1
        after = min(point, bisect_right(blocks, blocks[first], first))
        found.extend([range(first, after)] * (after - first))
        first = after
    return found
