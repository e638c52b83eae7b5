"""Who is who across the pages of one story: a named person or body by name, others by their role.

It is for comparing sources and participants within a story and keeps nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Literal

from sayso.reading import Entity, Reading
from sayso.stories.claims.words import form_of

Kinship = Literal["same", "related", "unknown", "different"]
"""How two entities of two pages stand to each other: one; one who may speak for the other; not
known; two."""

_NAME = re.compile(r"\b[A-Z0-9][\w’'.&-]*")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("the a an of and for in at on by to".split())
_MOST_UNNAMED = 3
"""Words of an unnamed entity's description that tell who it is."""


class Names:
    """The entities of a story's pages by whom they are."""

    def __init__(
        self, readings: Sequence[Reading], is_outlet: Callable[[str], bool] = lambda _: False
    ) -> None:
        self._is_outlet = is_outlet
        self._entities = {(r.page.id, e.id): e for r in readings for e in r.entities}
        self._keys: dict[tuple[str, str], str] = {}
        named: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
        for key, entity in self._entities.items():
            if entity.naming == "named" and (words := name_words(entity.name)):
                named[words].append(key)
        # The fullest first, so that each shorter name finds the ones that it may shorten.
        full: list[tuple[str, ...]] = []
        for words in sorted(named, key=lambda words: (-len(words), words)):
            fuller = [other for other in full if _shortens(words, other)]
            whole = fuller[0] if len(fuller) == 1 else words
            if whole is words:
                full.append(words)
            for key in named[words]:
                self._keys[key] = " ".join(whole)
        self._roles = self._by_role({(r.page.id, s.source) for r in readings for s in r.statements})
        self._kin: dict[tuple[tuple[str, str | None], tuple[str, str | None]], Kinship] = {}

    def key(self, page: str, identity: str | None) -> str | None:
        """One key for all that are this entity in the story; None for one without a name or a role
        that is one person's alone."""
        if identity is None:
            return None
        known = self._keys.get((page, identity))
        if known is not None:
            return known
        entity = self._entities.get((page, identity))
        return None if entity is None else self._roles.get(_role_words(entity.name))

    def entity(self, page: str, identity: str | None) -> Entity | None:
        """The entity of a page with an id."""
        return None if identity is None else self._entities.get((page, identity))

    def kinship(self, one: tuple[str, str | None], other: tuple[str, str | None]) -> Kinship:
        """How two entities, each by its page and id, stand to each other."""
        if (known := self._kin.get((one, other))) is None:
            known = self._kin[one, other] = self._kinship(one, other)
        return known

    def _kinship(self, one: tuple[str, str | None], other: tuple[str, str | None]) -> Kinship:
        mine, theirs = self.entity(*one), self.entity(*other)
        if mine is None or theirs is None:
            return "unknown"
        my_key, their_key = self.key(*one), self.key(*other)
        if my_key is not None and my_key == their_key:
            return "same"
        if self._is_outlet(mine.name) or self._is_outlet(theirs.name):
            return "related"  # it relays what somebody else says
        if self._belongs(one, their_key) or self._belongs(other, my_key):
            return "related"
        if my_key is None or their_key is None:
            if my_key is None and their_key is None and _alike(mine, theirs):
                return "same"
            return "related" if _shares_role(mine, theirs) else "unknown"
        if mine.kind == theirs.kind == "person":
            return "different"
        return "unknown" if "person" in (mine.kind, theirs.kind) else "different"

    def _belongs(self, one: tuple[str, str | None], key: str | None) -> bool:
        entity = self.entity(*one)
        if key is None or entity is None:
            return False
        return any(
            other is not None and self.key(one[0], other) == key
            for other in (entity.affiliation, entity.part_of)
        )

    def _by_role(self, speakers: Container[tuple[str, str | None]]) -> Mapping[frozenset[str], str]:
        """Roles that one named person alone of those who speak has in the story: "the mayor" is
        she, whatever other mayors the pages speak of.
        """
        holders: dict[frozenset[str], set[str]] = defaultdict(set)
        for key, name in self._keys.items():
            entity = self._entities[key]
            if entity.kind != "person" or not entity.role or key not in speakers:
                continue
            words = _role_words(entity.role)
            holders[words].add(name)
            for word in words:
                holders[frozenset({word})].add(name)
        return {words: next(iter(names)) for words, names in holders.items() if len(names) == 1}


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that are capitalised or numbers, in lower case."""
    found = [word.strip(".'’") for word in _NAME.findall(name)]
    return tuple(
        word.removesuffix("'s").removesuffix("’s").casefold()
        for word in found
        if word and word.casefold() not in _SMALL
    )


def initials_of(words: Iterable[str]) -> str:
    """`npa` of the words of "Northern Press Agency"."""
    return "".join(word[0] for word in words if word)


def _shortens(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name is another's last words, its first and last ones, or its initials."""
    if len(words) >= len(full):
        return False
    if full[-len(words) :] == words:
        return True
    if len(words) > 1 and words[-1] == full[-1] and words[0] == full[0]:
        return True
    return len(words) == 1 and len(words[0]) > 1 and words[0] == initials_of(full)


def _role_words(words: str) -> frozenset[str]:
    found = [word.casefold() for word in _WORD.findall(words) if word.casefold() not in _SMALL]
    return frozenset(found) if len(found) <= _MOST_UNNAMED else frozenset()


def _forms(entity: Entity) -> frozenset[str]:
    words = (word.casefold() for word in _WORD.findall(f"{entity.name} {entity.role or ''}"))
    return frozenset(form for word in words if word not in _SMALL and (form := form_of(word)))


def _alike(one: Entity, other: Entity) -> bool:
    """Whether two without a name are described in the same words."""
    mine, theirs = _forms(one), _forms(other)
    return bool(mine) and (mine <= theirs or theirs <= mine)


def _shares_role(one: Entity, other: Entity) -> bool:
    return not _forms(one).isdisjoint(_forms(other))
