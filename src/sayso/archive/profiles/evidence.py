"""What a page gives to tell by who an entity of it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, TypeVar

from sayso.archive.profiles.bodies import Body, body
from sayso.archive.profiles.people import Person, person


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One entity of one page: what it is called there, and what stands around it."""

    names: tuple[str, ...]
    """Its names, the fullest first, as they are written."""
    aliases: tuple[str, ...] = ()
    """What the page gives as short for it: "FSA" of "the Food Safety Agency (FSA)"."""
    kind: str
    country: str | None = None
    roles: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    """Bodies and places that it is said to belong to, folded."""
    company: tuple[str, ...] = ()
    """Keys of the others on the page."""
    near: tuple[str, ...] = ()
    """Other capitalised words right around its name, folded."""
    outlet: str | None = None
    published: str | None = None

    @property
    def is_person(self) -> bool:
        """Whether it is compared as a person's name is."""
        return self.kind in ("person", "author")

    def people(self) -> tuple[Person, ...]:
        """Its names as a person's."""
        return tuple(_distinct(person(name) for name in self.names))

    def bodies(self) -> tuple[Body, ...]:
        """Its names as a body's."""
        return tuple(_distinct(body(name) for name in (*self.names, *self.aliases)))

    def key(self) -> str:
        """Its main name as it is compared."""
        if self.is_person:
            return self.people()[0].key()
        return self.bodies()[0].key

    def to_json(self) -> str:
        """One line; what is empty is left out."""
        given = {name: value for name in _FIELDS if (value := getattr(self, name))}
        return json.dumps(given, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> Evidence:
        """What `to_json` wrote."""
        return _parsed(line)


_FIELDS = tuple(one.name for one in fields(Evidence))


@lru_cache(maxsize=4096)
def _parsed(line: str) -> Evidence:
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(line).items()
    }
    return Evidence(**given)


_T = TypeVar("_T")


def _distinct(items: Iterable[_T | None]) -> list[_T]:
    return list(dict.fromkeys(item for item in items if item is not None))
