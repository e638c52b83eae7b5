"""One statement's words, and what hangs together with its word of saying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from sayso.reader.grammar.extents import ENDS, FARTHEST, clip, reach
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.cue_words import is_any
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import CALENDAR
from sayso.reading import Span

TELLING: Final = lexicon(
    "tell ask inform assure remind warn notify advise reassure persuade convince urge order",
    "instruct brief alert text email implore beg beseech caution query",
)
"""Verbs whose object is the one who is told."""
TALKING: Final = lexicon(
    "say speak talk complain explain confirm write testify admit confess add respond reply",
    "suggest announce boast lie comment disclose reveal confide vow promise swear insist mention",
    "describe express apologise apologize address appear lament joke whisper read",
)
"""Verbs that need "to" or "with" before the one who is told."""
_NEAR: Final = 2 * FARTHEST
"""Words between the word of saying and what may be said about the telling."""
_LINKED: Final = frozenset({"advcl", "acl", "acl:relcl", "obl", "nmod", "xcomp", "ccomp"})


@dataclass(slots=True, kw_only=True, eq=False)
class Scene:
    """Where a page says that a statement was made; words are given by their indices."""

    words: Words
    cue: frozenset[int]
    source: frozenset[int]
    content: frozenset[int]
    source_head: int | None
    verb: int
    """The word of saying; for "according to", the head of the source."""
    anchors: tuple[int, ...]
    """The words that what is said about the telling may hang on, `verb` first."""
    circumstances: list[tuple[int, int]] = field(init=False)
    """The anchors with what hangs on them and is free, and no word of the source."""

    def __post_init__(self) -> None:
        self.circumstances = []
        for anchor in self.anchors:
            for child in self.words.children[anchor]:
                if child not in self.source and self.is_free(child):
                    self.circumstances.append((anchor, child))

    @classmethod
    def of(
        cls, words: Words, cue: Sequence[Span], source: Sequence[Span], content: Sequence[Span]
    ) -> Scene | None:
        """The scene of a statement with these spans; None if its cue has no word."""
        verb = None
        for span in cue:
            verb = words.head_of(span)
            if verb is not None:
                break
        if verb is None:
            return None
        source_head = words.head_of(source[0]) if source else None
        if words.low[verb] in ("according", "to") and source_head is not None:
            # "according to CNN": what the cue depends on is the source.
            verb = source_head
        inside_cue = _inside(words, cue)
        inside_content = _inside(words, content)
        anchors = _anchors(words, verb, inside_cue, source_head)
        return cls(
            words=words,
            cue=inside_cue,
            source=_inside(words, source) - inside_content,
            content=inside_content,
            source_head=source_head,
            verb=verb,
            anchors=tuple(dict.fromkeys([a for a in anchors if a not in inside_content])),
        )

    def is_free(self, index: int) -> bool:
        """Whether a word may say something about the telling: outside of what is said, and near."""
        if index in self.content or abs(index - self.verb) > _NEAR:
            return False
        blocks = self.words.blocks
        return blocks[index] == blocks[self.verb]

    def phrase(self, head: int) -> Span:
        """A noun phrase, cut where the content or the next part of the sentence begins."""
        words = self.words
        first, last = reach(words, head)
        if (
            first > 0
            and words.names[first] == "O"
            and words.tags[first - 1] == "DT"
            and words.heads[first - 1] == head
        ):
            first -= 1
        last = _untimed(words, head, clip(words, head, last, ENDS))
        while last > head and last in self.content:
            last -= 1
        while first < head and (first in self.content or first in self.source):
            first += 1
        return words.span(first, last)


def _inside(words: Words, spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(chain.from_iterable(map(words.within, spans)))


def _anchors(words: Words, verb: int, cue: frozenset[int], source_head: int | None) -> list[int]:
    anchors = [verb] if len(cue) < 2 else [verb, *sorted(cue - {verb})]
    # "…, speaking at a rally", "in speaking to CNN".
    speaking: list[int] = []
    for index in anchors if source_head is None else [*anchors, source_head]:
        for child in words.children[index]:
            speaks = words.tags[child] == "VBG" and words.relations[child] in _LINKED
            if speaks and _tells(words, child):
                speaking.append(child)
    anchors.extend(speaking)
    head = words.heads[verb]
    joined = words.relations[verb] in ("advcl", "xcomp", "conj")
    if joined and _tells(words, head) and words.blocks[head] == words.blocks[verb]:
        anchors.append(head)
    return anchors


def _tells(words: Words, index: int) -> bool:
    word = words.low[index]
    return words.tags[index][:1] == "V" and (is_any(word, TELLING) or is_any(word, TALKING))


_DAYS: Final = CALENDAR | {"yesterday", "today", "tomorrow", "week"}


def _untimed(words: Words, head: int, last: int) -> int:
    """The last word before "on Monday" and the like."""
    for index in range(head + 1, last + 1):
        timed = words.low[index] in _DAYS
        if timed and words.tags[index] != "POS":
            cut = index - 1
            while cut > head and words.tags[cut] in ("IN", "DT", "JJ", "TO", "CD"):
                cut -= 1
            return cut
    return last
