"""Who says it in the middle of what is said: "the road, she added, would be widened". What is said
is the clause that the aside stands in, on both its sides, and none of another clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.reader.grammar.extents import reach
from sayso.reader.grammar.words import Words
from sayso.reader.spans import overlap
from sayso.reader.statements.drafts import Draft
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Span

_OPENING: Final = lexicon(
    "if when while although though because since once until unless as whenever"
)
_REASONS: Final = lexicon("because when although though since whereas")
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS: Final = ("nsubj", "nsubj:pass")
_EDGES: Final = frozenset({",", ":", ".", "CC"})


def fit_asides(words: Words, drafts: Sequence[Draft]) -> None:
    """Gives drafts whose source and cue stand between commas the clause around them."""
    for draft in drafts:
        aside = _aside(words, draft)
        if aside is not None and draft.content:
            _fit(words, draft, aside, drafts)


def _aside(words: Words, draft: Draft) -> range | None:
    """The words of a source and a cue that alone stand between two commas."""
    spans = sorted([*draft.source, *draft.cue])
    if not spans:
        return None
    last = words.within(spans[-1])
    if not last or last.stop >= len(words.low) or words.low[last.stop] != ",":
        return None
    first = words.within(spans[0])
    if not first:
        return None
    begin, end = first[0], last[-1]
    if end - begin > _LONGEST or not any(words.tags[i][:2] == "VB" for i in range(begin, end + 1)):
        return None
    if (
        begin > 0
        and words.low[begin - 1] == "it"
        and words.heads[begin - 1] in range(begin, end + 1)
    ):
        begin -= 1
    sentence = words.sentences[begin]
    if begin - 1 not in sentence or end + 2 not in sentence:
        return None
    if words.low[begin - 1] != ",":
        return None
    return range(begin, end + 1)


_LONGEST: Final = 15
"""Words of an aside."""


def _fit(words: Words, draft: Draft, aside: range, drafts: Sequence[Draft]) -> None:
    sentence = words.sentences[aside[0]]
    it = [s for s in draft.content if words.text[s.start : s.end].lower() == "it"]
    if it and all(overlap(s, words.span(aside[0], aside[-1])) for s in it):
        draft.content = [span for span in draft.content if span not in it]
    before = [s for s in draft.content if s.end <= words.starts[aside[0]]]
    after = [s for s in draft.content if s.start >= words.ends[aside[-1]]]
    if len(before) + len(after) != len(draft.content):
        return
    if before and after and words.low[aside[0] - 2] in _REASONS:
        # "The pilot turned back because, officials said, an engine had failed."
        draft.content = [words.span(aside[0] - 2, aside[0] - 2), *after]
    elif before and not after and _goes_on(words, before[0], aside, sentence):
        rest = _rest(words, aside.stop + 1, sentence)
        if rest is not None and not _taken(rest, draft, drafts):
            draft.content = [*before, rest]
    elif after and not before:
        subject = _subject(words, after[0], aside, sentence)
        if subject is not None and not _taken(subject, draft, drafts):
            draft.content = [subject, *after]


def _taken(span: Span, draft: Draft, drafts: Sequence[Draft]) -> bool:
    return any(overlap(span, s) for d in drafts if d is not draft for s in d.spans())


def _goes_on(words: Words, before: Span, aside: range, sentence: range) -> bool:
    """Whether what stands before an aside is no sentence of its own."""
    inner = words.within(before)
    if words.low[inner[0]] in _OPENING and inner[0] == sentence.start:
        return True
    return not any(words.tags[i] in _FINITE for i in inner) and (
        words.tags[aside.stop + 1] in _FINITE or words.tags[aside.stop + 1] == "RB"
    )


def _rest(words: Words, first: int, sentence: range) -> Span | None:
    last = sentence.stop - 1
    while last > first and words.tags[last] in _EDGES:
        last -= 1
    quoted = any(words.tags[i] in ("``", "''") for i in range(first, last + 1))
    return words.span(first, last) if last >= first and not quoted else None


def _subject(words: Words, after: Span, aside: range, sentence: range) -> Span | None:
    """The subject before an aside of the verb that the sentence goes on with after it."""
    inner = words.within(after)
    if words.tags[inner[0]] not in _FINITE and words.tags[inner[0]] != "RB":
        return None
    for index in range(aside[0] - 2, sentence.start - 1, -1):
        if words.relations[index] in _SUBJECTS and words.heads[index] in inner:
            first, last = reach(words, index)
            return words.span(max(first, sentence.start), min(max(last, index), aside[0] - 2))
    return None
