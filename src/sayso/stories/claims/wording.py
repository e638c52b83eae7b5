"""Sentences of one page that are another's, by the words outside of their quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from sayso.reading import Page, Span
from sayso.stories.claims.sentences import is_heading, own_words, sentences_of

_RUN: Final = 4
"""Words in a row that are compared."""
SHARED: Final = 0.6
"""Share of a sentence's runs that stand in one sentence of the other page, from which on it is
that page's sentence."""
_FEWEST: Final = 5
"""Runs that are shared at least: eight words. Shorter ones agree by chance."""
_BASED: Final = 0.4
"""Share of a page's sentences that are another's, from which on its quotations are too."""
_LEAST_SENTENCES: Final = 2


class Wording:
    """The sentences of a story's pages, as runs of words."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = {page.id: page for page in pages}
        self._shares: dict[tuple[str, Span, str], float] = {}

    @cached_property
    def _runs(self) -> dict[str, dict[Span, frozenset[tuple[str, ...]]]]:
        return {
            identity: {
                sentence: _runs_of(own_words(page.text[slice(*sentence)]))
                for sentence in sentences_of(page)
                if not is_heading(page, sentence.start)
            }
            for identity, page in self._pages.items()
        }

    def share(self, page: str, sentence: Span | None, other: str) -> float:
        """How much of a page's sentence stands in one sentence of another page, 0 to 1."""
        if sentence is None:
            return 0.0
        key = (page, sentence, other)
        if key not in self._shares:
            runs = self._runs.get(page, {}).get(sentence, frozenset())
            most = max((len(runs & one) for one in self._runs.get(other, {}).values()), default=0)
            self._shares[key] = most / len(runs) if most >= _FEWEST else 0.0
        return self._shares[key]

    def is_based(self, page: str, other: str) -> bool:
        """Whether so much of a page is another's that its quotations are taken from there too."""
        sentences = [s for s, runs in self._runs.get(page, {}).items() if len(runs) >= _FEWEST]
        taken = [s for s in sentences if self.share(page, s, other) >= SHARED]
        return len(taken) >= _LEAST_SENTENCES and len(taken) >= _BASED * len(sentences)


def _runs_of(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
