"""What profiles are looked up by.

`n:` first name and surname, `x:` the same where the first name is an initial, `i:` initial and
surname; `b:` the words of a body's name, `a:` its initials; `s:` a surname, or what else somebody
is called in one word, `p:` the same where that is all that is known; `w:` a word of a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sayso.archive.profiles.bodies import Body, display_body
from sayso.archive.profiles.names import WORD, fold
from sayso.archive.profiles.people import Person, display_person, given_names

_LONGEST_INITIALS = 6


def display(name: str, *, is_person: bool) -> str:
    """A name for showing."""
    return display_person(name) if is_person else display_body(name)


def person_keys(names: Iterable[Person]) -> Iterator[str]:
    """What a person is looked up by."""
    names = list(names)
    partial = all(name.first is None for name in names)
    for name in names:
        yield f"s:{name.core}"
        if partial:
            yield f"p:{name.core}"
        if name.first is None:
            continue
        if name.first_surname:
            yield f"s:{name.first_surname}"
        for first in _firsts(name):
            yield f"n:{first} {name.core}"
        yield f"i:{name.first[0]} {name.core}"
        if len(name.first) == 1:
            yield f"x:{name.first} {name.core}"
        if name.middles:
            yield f"n:{name.first} {name.middles[-1]}"
            yield f"n:{name.middles[0]} {name.core}"


def person_lookups(names: Iterable[Person]) -> Iterator[str]:
    """The keys of all that a person with these names may be, those of whole names first."""
    names = list(names)
    whole = [name for name in names if name.first is not None]
    for name in whole:
        assert name.first is not None
        for first in _firsts(name):
            yield f"n:{first} {name.core}"
        if len(name.first) == 1:
            yield f"i:{name.first} {name.core}"
        else:
            yield f"x:{name.first[0]} {name.core}"
        if name.middles:
            yield f"n:{name.first} {name.middles[-1]}"
            yield f"n:{name.middles[0]} {name.core}"
        yield f"p:{name.first}"
        if name.nickname:
            yield f"p:{name.nickname}"
        if name.first_surname:
            yield f"p:{name.first_surname}"
    for name in names:
        yield f"{'p' if whole else 's'}:{name.core}"
        yield f"b:{' '.join(sorted(name.key().split()))}"


def _firsts(name: Person) -> list[str]:
    assert name.first is not None
    found = [name.first, *sorted(given_names(name.first))]
    if name.nickname:
        found += sorted(given_names(name.nickname))
    return list(dict.fromkeys(found))


def body_keys(names: Iterable[Body]) -> Iterator[str]:
    """What a body is looked up by."""
    names = list(names)
    partial = all(name.is_short for name in names)
    for name in names:
        yield f"b:{name.key}"
        if name.is_short:
            yield f"s:{name.words[0]}"
            if partial:
                yield f"p:{name.words[0]}"
            continue
        for initials in name.initials:
            yield f"a:{initials}"
        rest = name.without_land
        if rest:
            yield f"b:{rest}"


def body_lookups(names: Iterable[Body]) -> Iterator[str]:
    """The keys of all that a body with these names may be."""
    for name in names:
        yield f"b:{name.key}"
        if name.is_short:
            yield f"s:{name.words[0]}"
            if 2 <= len(name.words[0]) <= _LONGEST_INITIALS:
                yield f"a:{name.words[0]}"
            continue
        for initials in name.initials:
            yield f"p:{initials}"
        rest = name.without_land
        if rest:
            yield f"b:{rest}"
        if len(name.words) == 2:
            yield f"n:{name.words[0]} {name.words[1]}"


def row_key(key: str) -> str:
    """A key as it stands in its row: the surname, or all of another name, and then what sort of key
    it is. So the keys of one name lie side by side in the file: `smith:i j`, `smith:n john`,
    `smith:s`, `smith:w`.
    """
    sort, _, name = key.partition(":")
    first, _, last = name.partition(" ")
    return f"{last}:{sort} {first}" if sort in _OF_TWO and last else f"{name}:{sort}"


_OF_TWO = frozenset("nix")
"""Sorts of keys that are a first name, or its initial, and a surname."""


@lru_cache(maxsize=8192)
def word_keys(name: str) -> tuple[str, ...]:
    """The words of a name, by which it is searched for."""
    return tuple(_word_keys(name))


def _word_keys(name: str) -> Iterator[str]:
    for word in dict.fromkeys(WORD.findall(fold(name).replace("’", "'"))):
        bare = word.strip(".").replace(".", "")
        yield f"w:{bare}"
        for part in bare.split("-")[1:]:
            yield f"w:{part}"
