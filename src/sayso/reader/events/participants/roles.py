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

    def actor(self, head: int | None) -> None:
        """Adds who does it, and who is coordinated with them.

        Of arms and deeds it is whose they are: "Turkish jets bombed", "an Israeli raid killed".
        """
        if head is not None and not self._add(self._actors, head, can_act):
            self.doer(whose(self.words, head))

    def actors(self, heads: Sequence[int]) -> None:
        """The same of several; whose arms or deeds they are only if none of them can do it."""
        others = [head for head in heads if not self._add(self._actors, head, can_act)]
        if len(others) == len(heads):
            for head in others:
                self.doer(whose(self.words, head))

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

    def recipient(self, head: int | None) -> bool:
        """Adds whom or what it is done to. False if it is neither somebody nor something."""
        return head is not None and self._add(self._recipients, head, can_undergo)

    def recipients(self, heads: Iterable[int | None]) -> bool:
        """The same of several. False if none of them is somebody or something."""
        added = False
        for head in heads:
            added |= self.recipient(head)
        return added

    def place(self, head: int) -> bool:
        """Adds where it happens. False if it is no place."""
        return self._add(self._places, head, is_place)

    def place_by(
        self, head: int, leading: Container[str], around: Iterable[tuple[str, int]]
    ) -> bool:
        """Adds the places around a word that stand with one of some prepositions."""
        placed = False
        for preposition, noun in around:
            if preposition in leading and noun > head - FARTHEST:
                placed |= self.place(noun)
        return placed

    def _add(self, role: list[int], head: int, fits: Callable[[Words, int], bool]) -> bool:
        words, added = self.words, False
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
        actors = self._spans(self._actors) if self._actors else ()
        recipients: tuple[Span, ...] = ()
        if self._recipients:
            recipients = self._spans(_without(self._recipients, self._actors))
            recipients = tuple(_without(recipients, actors))
        places = self._spans(self._named_places()) if self._places else ()
        return Participants(actors, recipients, places)

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
        if len(heads) == 1:
            return (noun_phrase(self.words, heads[0]),)
        return tuple(sorted({noun_phrase(self.words, head) for head in heads}))


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


NOMINAL: Final = ("nmod",)
OBLIQUE: Final = ("obl", "nmod")
"""Relations of nouns with prepositions to a noun, and to any word."""


def linked(
    words: Words, nouns: Iterable[int], by: Container[str] = OBLIQUE
) -> list[tuple[str, int]]:
    """Those of some words that depend by one of some relations, each with its first preposition."""
    found = []
    relations = words.relations
    for noun in nouns:
        if relations[noun] not in by:
            continue
        found.append((case_of(words, noun), noun))
    return found


def obliques(words: Words, head: int) -> list[tuple[str, int]]:
    """The prepositions around a word and their nouns."""
    return linked(words, words.children[head]) + beside(words, head)


def beside(words: Words, head: int) -> list[tuple[str, int]]:
    """The preposition right after a word and its noun, where grammar hangs it on another word."""
    tags, after, end = words.tags, head + 1, len(words.tags)
    while after < end and tags[after] in ("''", "RP") and after < head + _NEAR:
        after += 1
    if after >= end or words.relations[after] != "case" or tags[after] == "POS":
        return []
    noun = words.heads[after]
    if (
        after < noun <= after + _FAR
        and words.heads[noun] not in (head, noun)
        and words.blocks[noun] == words.blocks[head]
    ):
        return linked(words, (noun,))
    return []


_NEAR: Final = 3
"""Words from a word to the preposition after it."""
_FAR: Final = 6
"""Words from a preposition to its noun."""
