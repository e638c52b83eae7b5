"""How far a phrase reaches around its head, and what stands around it there, in words."""

from __future__ import annotations

from collections.abc import Container
from itertools import takewhile
from typing import Final

from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.source_words import CALENDAR
from sayso.reading import Span

FARTHEST: Final = 40
"""Words that a phrase may reach from its head; longer ones are as a rule wrong grammar."""

LOOSE: Final = frozenset(
    {"acl", "acl:relcl", "advcl", "appos", "ccomp", "csubj", "discourse", "parataxis"}
)
"""What is said about a phrase's head, and belongs to no name of it."""
ENDS: Final = frozenset({",", ":", "(", ")", "VBD", "VBZ", "VBP", "MD"})
"""Tags of what a phrase's own sentence goes on with, where wrong grammar takes it in."""
_EDGES: Final = frozenset({"punct", "cc", "case", "mark", "discourse"})
_CLOSING: Final = frozenset({".", ",", ":", "``", "''", "(", ")"})


def reach(
    words: Words, head: int, skip: Container[str] = LOOSE, *, quotes: bool = False
) -> tuple[int, int]:
    """First and last word of the unbroken stretch around `head` of what depends on it.

    Children by a relation of `skip` are left out with all below them, and so are the preposition of
    the head itself and the conjunction and punctuation before it. Sentences are not
    crossed, quotation marks only with `quotes`.
    """
    inside = {head}
    waiting = [head]
    while waiting:
        current = waiting.pop()
        for child in words.children[current]:
            relation = words.relations[child]
            if child in inside or abs(child - head) > FARTHEST or relation in skip:
                continue
            edge = relation in _EDGES and words.tags[child] != "POS"
            if current == head and edge and (child < head or relation in ("case", "mark")):
                continue
            if words.blocks[child] == words.blocks[head]:
                inside.add(child)
                waiting.append(child)
    first = last = head
    stops = (".",) if quotes else (".", "``", "''")
    while (before := _next(words, first, -1, inside, quotes)) in inside and (
        words.tags[before] not in stops
    ):
        first = before
    while (after := _next(words, last, 1, inside, quotes)) in inside and (
        words.tags[after] not in stops
    ):
        last = after
    while first < head and words.tags[first] in _CLOSING:
        first += 1
    while last > head and (words.tags[last] in _CLOSING or words.tags[last] in ("CC", "POS")):
        last -= 1
    return first, last


def _next(words: Words, index: int, step: int, inside: Container[int], quotes: bool) -> int:
    """The word beside another one, or beyond the quotation mark between two that are inside."""
    beside = index + step
    if (
        quotes
        and beside not in inside
        and 0 <= beside < len(words)
        and words.tags[beside] in ("``", "''")
    ):
        beside += step
    return beside


def name_run(words: Words, index: int) -> tuple[int, int]:
    """First and last word of the name that a word is part of; the word alone if of none."""
    names = words.names
    label = names[index]
    if label == "O":
        return index, index
    first, after = index, index + 1
    inner = f"I{label[1:]}"
    while names[first] == inner and first > 0 and names[first - 1][1:] == label[1:]:
        first -= 1
    while after < len(names) and names[after] == inner:
        after += 1
    return first, after - 1


def prepositions(words: Words, index: int) -> list[str]:
    """The prepositions that a noun depends with, in lower case: "according to" is two."""
    found: list[str] = []
    for child in words.children[index]:
        if words.relations[child] == "case" and words.tags[child] != "POS":
            found.append(words.low[child])
            if words.children[child]:
                found.extend(_fixed_to(words, child))
    return found


def _fixed_to(words: Words, preposition: int) -> list[str]:
    """The further words of a preposition of several: "to" of "according to"."""
    return [words.low[i] for i in words.children[preposition] if words.relations[i] == "fixed"]


def case_of(words: Words, index: int) -> str:
    """The first of a noun's prepositions, in lower case; empty where it has none."""
    for child in words.children[index]:
        if words.relations[child] == "case" and words.tags[child] != "POS":
            return words.low[child]
    return ""


def ancestors(words: Words, index: int) -> list[int]:
    """The words that a word depends on, the nearest first; each once."""
    found: list[int] = []
    current = words.heads[index]
    while current != index and current not in found and len(found) < FARTHEST:
        found.append(current)
        current = words.heads[current]
    return found


def clip(words: Words, first: int, last: int, stops: Container[str]) -> int:
    """The last word from `first` on, up to `last`, before one whose tag is in `stops`."""
    kept = takewhile(lambda i: words.tags[i] not in stops, range(first, last + 1))
    return max(kept, default=first)


def whole_phrase(words: Words, head: int) -> Span:
    """The noun phrase of a head with what follows it, or the whole name that it is part of."""
    first, last = reach(words, head)
    run = name_run(words, head)
    first, last = min(first, run[0]), max(last, run[1])
    return words.span(first, clip(words, head, last, ENDS))


def before_head(words: Words, head: int) -> list[int]:
    """The words of a noun phrase that stand before its head, possessives included."""
    start = head
    while start > 0 and head - start < 14 and words.blocks[start - 1] == words.blocks[head]:
        tag = words.tags[start - 1]
        if not (tag[:2] in ("NN", "JJ") or tag in ("POS", "HYPH", "DT", "PRP$", "CD")):
            of = words.low[start - 1] == "of" and start > 1 and words.names[start - 2] != "O"
            inner = of and words.names[start - 1] != "O"
            if not inner:
                break
        if words.low[start - 1] in CALENDAR:
            break
        start -= 1
        if words.tags[start] in ("DT", "PRP$") and (start == 0 or words.tags[start - 1] != "POS"):
            break
    return list(range(start, head))


def complements(words: Words, head: int) -> list[int]:
    """The nouns with prepositions after a head, its own before those of its other parts."""
    found: list[int] = []
    for top in (head, *(i for i in words.children[head] if words.relations[i] == "conj")):
        own = [
            i
            for i in words.children[top]
            if top < i <= head + 20
            and words.relations[i] in ("nmod", "obl")
            and words.blocks[i] == words.blocks[head]
        ]
        found.extend(own)
        # "professor of law at the university", with "at" taken for the law's.
        found.extend(
            i
            for complement in own
            for i in words.children[complement]
            if complement < i <= head + 20
            and words.relations[i] == "nmod"
            and case_of(words, i) in ("at", "for", "with")
        )
    return found


def text_of(words: Words, first: int, last: int) -> str:
    """The words from `first` to `last` on one line."""
    return " ".join(words.text[words.starts[first] : words.ends[last]].split())
