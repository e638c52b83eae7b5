"""Who and what a noun may be of, and the noun phrase that stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.reader.grammar.extents import FARTHEST, case_of, name_run
from sayso.reader.grammar.noun_phrases import singular
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.event_words import POLITIES
from sayso.reader.vocabulary.role_words import PEOPLE, PLACE_CLASSES
from sayso.reader.vocabulary.source_words import (
    CALENDAR,
    COLLECTIVES,
    DOCUMENTS,
    GROUP_NOUNS,
    ORGANIZATION_NOUNS,
    PERSON_NOUNS,
)
from sayso.reading import Span


def joined(words: Words, head: int) -> list[int]:
    """A noun and those that are coordinated with it: "Roe and Doe"."""
    found = [head]
    below = words.children[head]
    if below and below[-1] > head:
        for child in below:
            relation = words.relations[child]
            if relation == "conj" and child > head and words.tags[child][0] in "NP":
                found.append(child)
    return found


_BEFORE: Final = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "advmod", "dep"})


def noun_phrase(words: Words, head: int) -> Span:
    """The noun phrase of a head, without what follows it, or the whole name that it is of."""
    first = last = head
    if words.names[head] != "O":
        first, last = name_run(words, head)
    if first == last and words.tags[head] not in ("PRP", "PRP$"):
        children = words.children[head]
        if children and children[0] < head:
            first = _first_before(words, head, children)
        if words.low[first] in ("least", "most") and first and words.low[first - 1] == "at":
            first -= words.blocks[first - 1] == words.blocks[first]
    return Span(words.starts[first], words.ends[last])


def _first_before(words: Words, head: int, children: Sequence[int]) -> int:
    """The first word of the unbroken stretch up to a head of what may stand before it."""
    inside: set[int] = set()
    for child in children:
        if child < head and words.relations[child] in _BEFORE:
            inside.add(child)
            if words.children[child]:
                inside.update(words.below(child))
    first, block = head, words.blocks[head]
    while first - 1 in inside and first > head - FARTHEST and words.blocks[first - 1] == block:
        first -= 1
    return first


def can_act(words: Words, head: int) -> bool:
    """Whether a noun or pronoun is of somebody: a person, a body, a country."""
    tag = words.tags[head]
    if tag[0] != "N" and tag != "CD":
        return _stands_for_somebody(words, head)
    kind, word, name = words.kinds[head], words.low[head], words.names[head]
    if name != "O":
        if name.endswith(("person", "organization")):
            return True
        if name.endswith("place"):
            return kind != "object"
    forms = word, singular(word)
    if not DOCUMENTS.isdisjoint(forms):
        return False
    if kind in ("person", "organization"):
        return word not in CALENDAR  # "Friday's raid"
    if kind == "place":
        return tag in ("NNP", "NNPS") or not POLITIES.isdisjoint(forms)
    if tag == "CD" or not COLLECTIVES.isdisjoint(forms):
        return _is_of_people(words, head)
    if tag in ("NN", "NNS") and not PEOPLE.isdisjoint(forms):
        return True
    return kind == "none" and tag[:2] == "NN" and not _PEOPLE_NOUNS.isdisjoint(forms)


def _stands_for_somebody(words: Words, head: int) -> bool:
    """Whether a pronoun, an article or the like is of somebody."""
    letter, kind = words.tags[head][0], words.kinds[head]
    if letter == "P":
        return words.low[head] in _PEOPLE or kind in ("person", "organization", "place")
    return letter in "DW" and kind == "person"


def _is_of_people(words: Words, noun: int) -> bool:
    """Whether "of" says that a number or group is one of people: "dozens of rebels"."""
    return any(
        words.kinds[child] == "person"
        for child in words.children[noun]
        if words.relations[child] == "nmod" and case_of(words, child) == "of"
    )


_PEOPLE: Final = frozenset(
    "he she i we him her me us his our my himself herself myself ourselves themselves you".split()
)
_PEOPLE_NOUNS: Final = PERSON_NOUNS | GROUP_NOUNS | ORGANIZATION_NOUNS


def can_undergo(words: Words, head: int) -> bool:
    """Whether a noun or pronoun is of somebody or something that can be touched."""
    if can_act(words, head):
        return True
    return (
        words.kinds[head] in ("place", "object")
        and words.tags[head][0] in "NPC"
        and words.tags[head] != "CC"
        and _MADE.isdisjoint((words.low[head], singular(words.low[head])))
    )


_MADE: Final = DOCUMENTS | frozenset(
    "money dollar fund cash speech film movie song picture photo video music ad vote life".split()
)
"""What is told, shown or paid rather than acted on."""


def is_place(words: Words, head: int) -> bool:
    """Whether a noun is of a place."""
    if words.tags[head][0] != "N":
        return False
    name = words.names[head]
    if words.kinds[head] == "place":
        return not name.endswith(("person", "organization"))
    return name.endswith("place")


_NAMED_ITSELF: Final = frozenset({"region", "district", "territory", "county", "state", "province"})
"""Nouns that a name before them names: "the Lori region of Armenia"."""


def named_by(words: Words, head: int) -> int:
    """The name of a place that a noun only says the class of: "Geneina" of "the western city of
    Geneina"; other nouns as they are.
    """
    if words.low[head] not in PLACE_CLASSES or words.names[head] != "O":
        return head
    return _name_of_class(words, head)


def _name_of_class(words: Words, head: int) -> int:
    if words.low[head] in _NAMED_ITSELF and any(
        words.relations[c] == "compound" and words.names[c] != "O" for c in words.children[head]
    ):
        return head
    for child in words.children[head]:
        if words.relations[child] != "nmod" or case_of(words, child) != "of":
            continue
        named = words.names[child][2:] in ("place", "organization", "person")
        if named and words.tags[child][:3] == "NNP":
            first = name_run(words, child)[0]
            if first > head and all(words.low[i] in ("of", "the") for i in range(head + 1, first)):
                return child
    return head


_IN: Final = frozenset({"in", "at", "near", "off", "outside"})


def place_around(words: Words, head: int) -> int | None:
    """The named place that a noun says it is in: "Ryazan" of "an oil depot in Ryazan"."""
    for child in words.children[head]:
        if child > head and words.relations[child] in ("nmod", "obl"):
            inner = named_by(words, child)
            if case_of(words, child) in _IN and words.names[inner][2:] == "place":
                return inner
    return None
