"""The roles of an event as they are filled, and what stands beside a word by a preposition."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import Final, NamedTuple, TypeVar

from sayso.reader.events.participants.company import companion
from sayso.reader.events.participants.nationalities import whose
from sayso.reader.events.participants.parties import (
    can_act,
    can_undergo,
    is_place,
    joined,
    named_by,
    noun_phrase,
    place_around,
)
from sayso.reader.grammar.extents import FARTHEST, case_of
from sayso.reader.grammar.words import Words
from sayso.reading import Span

T = TypeVar("T")


class Participants(NamedTuple):
    """Who takes part in an event, by noun phrases without what follows their heads, in text order
    within a role.
    """

    actors: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()


class Roles:
    """Participants of one event as they come together, by their heads."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._actors: list[int] = []
        self._recipients: list[int] = []
        self._places: list[int] = []

    def actor(self, *heads: int | None) -> bool:
        """Adds who does it, and who is coordinated with them. False if none can do anything.

        Of arms and deeds it is whose they are: "Turkish jets bombed", "an Israeli raid killed".
        """
        if self._add(self._actors, heads, can_act):
            return True
        added = False
        for head in heads:
            owner = None if head is None else whose(self.words, head)
            if owner is not None:
                self.doer(owner)
                added = True
        return added

    @property
    def has_actor(self) -> bool:
        """Whether anybody is known to do it."""
        return bool(self._actors)

    def doer(self, head: int | None) -> None:
        """Adds who does it by an adjective or by the first part of a compound: "Russian"."""
        if head is not None and head not in self._actors:
            self._actors.append(head)

    def counted(self, head: int) -> None:
        """Adds a number that stands for people: "kills eight"."""
        if head not in self._recipients:
            self._recipients.append(head)

    def recipient(self, *heads: int | None) -> bool:
        """Adds whom or what it is done to. False if none of them is somebody or something."""
        return self._add(self._recipients, heads, can_undergo)

    def place(self, *heads: int | None) -> bool:
        """Adds where it happens. False if none of them is a place."""
        return self._add(self._places, heads, is_place)

    def place_by(
        self, head: int, leading: Container[str], around: Iterable[tuple[str, int]]
    ) -> bool:
        """Adds the places around a word that stand with one of some prepositions."""
        placed = False
        for preposition, noun in around:
            if preposition in leading and noun > head - FARTHEST:
                placed |= self.place(noun)
        return placed

    def _add(
        self, role: list[int], heads: tuple[int | None, ...], fits: Callable[[Words, int], bool]
    ) -> bool:
        words, added = self.words, False
        for head in heads:
            if head is None:
                continue
            nouns = joined(words, head)
            if role is not self._places:
                beside = companion(words, head)
                if beside is not None and fits(words, head):
                    nouns.append(beside)
            for one in nouns:
                noun = named_by(words, one)
                if fits(words, noun) or (noun != one and fits(words, one)):
                    added = True
                    if noun not in role:
                        role.append(noun)
        return added

    def filled(self) -> Participants:
        """The record. Nobody does something to themselves, but for "himself"."""
        actors = self._spans(self._actors)
        recipients: Sequence[Span] = ()
        if self._recipients:
            recipients = self._spans(_without(self._recipients, self._actors))
            recipients = _without(recipients, actors)
        places = self._spans(self._named_places()) if self._places else ()
        return Participants(actors, tuple(recipients), places)

    def _named_places(self) -> list[int]:
        """The places, named ones for buildings in them that are what it is done to, or that the
        page brings up for the first time: "struck a depot in Ryazan", "at a cafe in Lahore".
        """
        named: list[int] = []
        others: list[int] = []
        for head in self._places:
            around = None
            if self.words.names[head] != "O":
                named.append(head)
            elif head in self._recipients or _is_new(self.words, head):
                around = place_around(self.words, head)
                (others if around is None else named).append(head if around is None else around)
            else:
                return self._places
        return list(dict.fromkeys(named)) or others

    def _spans(self, heads: Sequence[int]) -> tuple[Span, ...]:
        spans: list[Span] = []
        for head in heads:
            span = noun_phrase(self.words, head)
            if span not in spans:
                spans.append(span)
        spans.sort()
        return tuple(spans)


def _without(some: Sequence[T], others: Sequence[T]) -> Sequence[T]:
    """Those of some that are none of others."""
    if not some or not others:
        return some
    return [one for one in some if one not in others]


def _is_new(words: Words, head: int) -> bool:
    """Whether a noun is none that readers know: "a cafe", "his home"; no "Roe military prison"."""
    before = [child for child in words.children[head] if child < head]
    if any(words.low[child] in ("the", "this", "that") for child in before):
        return False
    named = any(words.names[child][2:] in ("place", "organization", "person") for child in before)
    return not named or any(words.relations[child] == "det" for child in before)


def linked(words: Words, nouns: Iterable[int], *relations: str) -> list[tuple[str, int]]:
    """Those of some words that depend by one of `relations`, each with its first preposition."""
    found = []
    for noun in nouns:
        relation = words.relations[noun]
        if relation in relations:
            found.append((case_of(words, noun), noun))
    return found


def obliques(words: Words, head: int) -> list[tuple[str, int]]:
    """The prepositions around a word and their nouns."""
    return linked(words, words.children[head], "obl", "nmod") + beside(words, head)


def beside(words: Words, head: int) -> list[tuple[str, int]]:
    """The preposition right after a word and its noun, where grammar hangs it on another word."""
    after, end = head + 1, len(words.tags)
    while after < end and words.tags[after] in ("''", "RP") and after < head + _NEAR:
        after += 1
    if after >= end or words.relations[after] != "case" or words.tags[after] == "POS":
        return []
    noun = words.heads[after]
    if (
        after < noun <= after + _FAR
        and words.heads[noun] not in (head, noun)
        and words.blocks[noun] == words.blocks[head]
    ):
        return linked(words, [noun], "nmod", "obl")
    return []


_NEAR: Final = 3
"""Words from a word to the preposition after it."""
_FAR: Final = 6
"""Words from a preposition to its noun."""
