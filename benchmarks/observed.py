"""Texts of corpora as read: what the reader writes down, and what the model says of their words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.pages.paragraphs import split_paragraphs
from sayso.reader.identity.entities import Analysis
from sayso.reading import Block, Event, Page, Reading, Span


class Reads(Protocol):
    """What a benchmark needs of a `Reader`."""

    def read_many(self, pages: Iterable[Page]) -> Iterator[Reading]: ...
    def analyse(self, page: Page) -> Analysis | None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """A page's Reading, and the model's words with their scores."""

    reading: Reading
    analysis: Analysis

    def word_at(self, trigger: Span) -> int:
        """The word of a gold trigger: that its last code point is of.

        Raises `ValueError` if there is none.
        """
        return self._within(Span(trigger.end - 1, trigger.end))[-1]

    def told_by(self, event: Event) -> int:
        """The word that a listed event is read off: of "shot down" or "gave help" the likeliest.

        Raises `ValueError` if there is none.
        """
        chances = self.analysis.events.event
        return max(self._within(event.trigger), key=lambda word: float(chances[word]))

    def _within(self, span: Span) -> range:
        found = self.analysis.words.within(span)
        if not found:
            text = self.reading.page.text
            raise ValueError(f"no word at {span} ({text[slice(*span)]!r}) of {text!r}")
        return found


def page_of(text: str) -> Page:
    """A page all of whose paragraphs are read, whatever they look like."""
    blocks = tuple(Block(span=span, role="paragraph") for span in split_paragraphs(text))
    identifier = hashlib.sha256(text.encode()).hexdigest()
    return Page(id=identifier, origin="-", text=text, blocks=blocks)


def observe(reader: Reads, texts: Sequence[str]) -> list[Observed]:
    """Each text by itself. Raises `ValueError` for one without words."""
    pages = [page_of(text) for text in texts]
    observed = []
    for page, reading in zip(pages, reader.read_many(pages), strict=True):
        analysis = reader.analyse(page)
        if analysis is None:
            raise ValueError(f"the model finds no words in {page.text!r}")
        observed.append(Observed(reading, analysis))
    return observed
