"""From the words that are likely to tell of an event to the spans that name one event each.

A verb takes its particle along ("shot down"), a noun the verb that says no more than that it
happens ("carried out strikes", "is under investigation"). Auxiliaries, modals and copulas are no
events, nor is the "going" of what is going to happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.event_words import COUNTING, LIGHT_VERBS, UNDER, completing, is_form
from sayso.reading import Span


class Trigger(NamedTuple):
    """The words that tell of an event."""

    head: int
    """The word that says what happens: of "carried out strikes" the last."""
    span: Span
    beside: Sequence[int] = ()
    """The words of it other than its head; most have none."""


def find_triggers(words: Words, chances: NDArray[np.floating], threshold: float) -> list[Trigger]:
    """The triggers of a page in text order; no two share a word, and each lies in one block.

    `chances` holds for each word the probability that it tells of an event; from `threshold` on it
    does.
    """
    nouns: list[int] = []
    others: list[int] = []
    for index in np.flatnonzero(chances >= threshold).tolist():
        letter = words.tags[index][0]
        if letter in _TELLING and _may_tell(words, index):
            (nouns if letter == "N" else others).append(index)
    triggers: dict[int, Trigger] = {}
    taken: set[int] = set()
    for head in nouns:
        if head not in taken:
            verb = _light_verb(words, head)
            extent = head, _first_of(words, head, verb), head
            _take(words, triggers, taken, head, extent)
            if verb is not None:
                # "Strikes were carried out": the verb tells of no event beside its noun's.
                taken.add(verb)
    for head in others:
        if head not in taken:
            _take(words, triggers, taken, head, _extent(words, head))
    return [triggers[head] for head in sorted(triggers)]


def _take(
    words: Words,
    triggers: dict[int, Trigger],
    taken: set[int],
    head: int,
    extent: tuple[int, int, int],
) -> None:
    """Notes a trigger and takes its words; only the word itself where others have been taken."""
    noun, first, last = extent
    if first < last:
        own = range(first, last + 1)
        if taken.isdisjoint(own):
            taken.update(own)
            span = Span(words.starts[first], words.ends[last])
            triggers[noun] = Trigger(noun, span, (*range(first, noun), *range(noun + 1, last + 1)))
            return
    taken.add(head)
    triggers[head] = Trigger(head, Span(words.starts[head], words.ends[head]))


_TELLING: Final = "NVJ"
"""Letters that the tags of nouns, verbs and adjectives begin with."""
_NEVER: Final = frozenset({"aux", "aux:pass", "cop", "case", "mark", "det", "fixed"})


def _may_tell(words: Words, index: int) -> bool:
    if words.relations[index] in _NEVER:
        return False
    return words.low[index] not in _HELPERS or not _is_helper(words, index)


def is_counted(words: Words, index: int) -> bool:
    """Whether a word says what became of so many: "twelve dead", "two soldiers dead".

    Not so in "two dead ends", where it belongs to a noun after it.
    """
    before, after = index - 1, index + 1
    if before < 0 or words.blocks[before] != words.blocks[index]:
        return False
    if after < len(words) and words.tags[after][0] in "NJ":
        return False
    return _is_number(words, before) or (
        words.tags[before][0] == "N"
        and any(_is_number(words, child) for child in words.children[before] if child < before)
    )


def _is_number(words: Words, index: int) -> bool:
    return words.tags[index] == "CD" or words.low[index] in COUNTING


_HELPERS: Final = frozenset(
    {"going", "gonna", "have", "has", "had", "used", "ought", "supposed", "about"}
)


def _is_helper(words: Words, index: int) -> bool:
    """Whether one of `_HELPERS` only says when or that something must be: "is going to"."""
    return any(
        words.relations[child] == "xcomp"
        and child > index
        and any(words.low[mark] == "to" for mark in words.children[child] if mark < child)
        for child in words.children[index]
    )


_FAR: Final = 6
"""Words that may stand from a verb to its noun."""


def _first_of(words: Words, noun: int, verb: int | None) -> int:
    """The first word of the span of an event's noun, whose light verb is `verb`."""
    if verb is not None and verb < noun and _is_whole(words, verb, noun):
        return verb
    under = _under(words, noun)
    return noun if under is None else under


_COMPLETING: Final = frozenset({"compound:prt", "obj"})


def _extent(words: Words, head: int) -> tuple[int, int, int]:
    """The head of the event that a verb or adjective tells of, and the first and the last word of
    its span.
    """
    last = head
    if _COMPLETING.isdisjoint(words.relations_below(head)):
        return head, head, head
    relations = words.relations
    for child in words.children[head]:
        if relations[child] == "obj":
            if not _is_whole(words, last, child) or child > head + _FAR:
                continue
            if words.low[child] in completing(words.low[head]):
                return head, head, child
            if words.kinds[child] == "event" and is_form(words.low[head], LIGHT_VERBS):
                return child, head, child
        elif (
            relations[child] == "compound:prt"
            and child == last + 1
            and words.blocks[child] == words.blocks[head]
        ):
            last = child
    return head, head, last


def _light_verb(words: Words, noun: int) -> int | None:
    """The verb that says of an event's noun that it happens; None if there is none such."""
    verb, relation = words.heads[noun], words.relations[noun]
    if relation in ("obj", "nsubj:pass"):
        found = (
            verb != noun
            and abs(noun - verb) <= _FAR
            and words.tags[verb][0] == "V"
            and words.blocks[verb] == words.blocks[noun]
            and is_form(words.low[verb], LIGHT_VERBS)
        )
    else:
        found = (
            relation in ("obl", "xcomp")
            and verb < noun
            and is_form(words.low[verb], UNDER)
            and _under(words, noun) is not None
        )
    return verb if found else None


def _under(words: Words, noun: int) -> int | None:
    """The "under" that says of somebody what is done to them: "under attack"."""
    for child in words.children[noun]:
        if (
            words.low[child] == "under"
            and words.relations[child] == "case"
            and _is_whole(words, child, noun)
        ):
            return child
    return None


_INSIDE: Final = frozenset({"RP", "DT", "JJ", "JJR", "JJS", "CD", "PRP$", "NN", "NNS", "NNP", "POS",
                     "IN", "HYPH", "RB", "PDT", "VBN", "VBG"})  # fmt: skip


def _is_whole(words: Words, first: int, noun: int) -> bool:
    """Whether nothing but what belongs to the noun, and a verb's particle, parts the two."""
    if not first < noun <= first + _FAR or words.blocks[first] != words.blocks[noun]:
        return False
    after = first + 1
    for between in range(after, noun):
        if words.tags[between] not in _INSIDE:
            return False
        if words.heads[between] == first and between > after:
            return False
    return True
