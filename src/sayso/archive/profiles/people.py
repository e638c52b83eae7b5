"""Names of people, taken apart and compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.archive.profiles.lists import (
    COMMON_SURNAMES,
    COURTESY,
    FAMILY_FIRST,
    LETTERS,
    NICKNAMES,
    PARTICLES,
    SUFFIXES,
    TITLES,
)
from sayso.archive.profiles.names import ASIDE, Relation, bare, fold, strip
from sayso.reader.identity.first_names import gender_of
from sayso.reader.places.countries import country_of
from sayso.reader.vocabulary.source_words import SURNAMES

_QUOTED = re.compile(r"[\"“”„‟«»‘’'(]+\s*([^\W\d_][\w.-]*)\s*[\"“”«»‘’')]+(?=\s)")
_INITIALS = re.compile(r"(?:[A-Z]\.?){1,3}")
_EASTERN = re.compile(r"[A-Z][a-z]+-[a-z]+")
_LONGEST = 7
"""Words of what may be a person's name; more are a phrase."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name in its parts, all folded. Without `first` it is a surname, or looks so."""

    first: str | None
    middles: tuple[str, ...]
    last: str
    """With its particles: "van der leyen"."""
    suffix: str | None = None
    nickname: str | None = None
    titles: tuple[str, ...] = ()

    @property
    def core(self) -> str:
        """The surname without particles, by which it is looked up."""
        return self.last.rpartition(" ")[2].removeprefix("al-").removeprefix("el-")

    @property
    def first_surname(self) -> str | None:
        """The first of two surnames, which may stand for both: "Carranza" of "Carranza Vidal"."""
        middle = self.middles[-1] if self.middles else ""
        return middle if len(middle) > 1 and not gender_of(middle) else None

    @property
    def courtesy(self) -> str:
        """`he` or `she` where a title tells, else empty."""
        return next((COURTESY[title] for title in self.titles if title in COURTESY), "")

    @property
    def gender(self) -> str:
        """`he` or `she` where a title or else the first name tells, else empty."""
        return self.courtesy or (gender_of(self.first) if self.first else "")

    @property
    def is_common(self) -> bool:
        """Whether many bear the surname."""
        return self.core in COMMON_SURNAMES

    def key(self) -> str:
        """The name in one string."""
        return " ".join(x for x in (self.first, *self.middles, self.last, self.suffix) if x)


@lru_cache(maxsize=8192)
def person(name: str) -> Person | None:
    """The parts of a person's name; None for what is none."""
    nickname = None
    quoted = _QUOTED.search(name, 1)
    if quoted is not None and quoted.group(1)[0].isupper():
        nickname = fold(quoted.group(1))
        name = f"{name[: quoted.start()]} {name[quoted.end() :]}"
    name = ASIDE.sub(" ", name)
    name = _in_order(" ".join(name.split()))
    written = [word for word in (strip(word) for word in name.split()) if word]
    titles, written = _untitled(_unplaced(written))
    if len(written) == 1 and fold(written[0]) in _ONLY_TITLES:
        return None  # "the President", "Mr. Chief Justice"
    words = [w for word in written for w in _folded_words(word, single=len(written) == 1)]
    suffix = None
    while len(words) > 1 and words[-1] in SUFFIXES | LETTERS:
        suffix = words.pop() if words[-1] in SUFFIXES else suffix if words.pop() else None
    if not words or len(words) > _LONGEST:
        return None
    first, middles, last = _parts(words, written)
    if first is not None and "-" in first.strip("-"):
        first, *more = first.split("-")  # "Jean-Luc" is "Jean Luc", and "Ki-moon" is "Ki Moon"
        middles = more + middles
    return Person(first, tuple(middles), last, suffix, nickname, tuple(titles))


def _in_order(name: str) -> str:
    """ "Rubio, Marco" as "Marco Rubio"; "Smith, Jr." without its comma."""
    last, comma, rest = name.partition(",")
    if not comma:
        return name
    after = fold(rest).replace(".", "").split()
    if not after or after[0] in SUFFIXES | LETTERS:
        return f"{last} {rest}"
    if len(after) <= 2 and len(last.split()) <= 2 and "," not in rest:
        return f"{rest} {last}"
    return last


def _unplaced(words: list[str]) -> list[str]:
    """A name without an article, or a country before a title: "U.S. President Doe"."""
    while len(words) > 1 and words[0].casefold() in ("the", "a", "an"):
        words = words[1:]
    for place in range(1, min(_LONGEST_LAND + 1, len(words) - 1)):
        if fold(words[place]).strip(".") in TITLES and country_of(" ".join(words[:place])):
            return words[place:]
    return words


_LONGEST_LAND = 3
_ONLY_TITLES = TITLES - SURNAMES


def _untitled(words: list[str]) -> tuple[list[str], list[str]]:
    """The titles before a name, and the name. One word is a name, whatever it is."""
    titles: list[str] = []
    while len(words) > 1:
        title = fold(words[0]).strip(".").replace(".", "")
        known = title in TITLES or (title.startswith("ex-") and title[3:] in TITLES)
        # "Bishop Auckland", "Major Smith": only before a name, which "Judge Jr." has not.
        if not known or fold(words[1]).strip(".") in SUFFIXES:
            break
        titles.append(title)
        words = words[1:]
    if titles and len(words) > 3 and fold(words[0]) in ("of", "for"):
        # "Secretary of State John Kerry": one word is what the office is of.
        more, name = _untitled(words[2:])
        return titles + more, name
    return titles, words


def _folded_words(word: str, *, single: bool) -> list[str]:
    initials = _INITIALS.fullmatch(word)
    if initials and not single and ("." in word or (len(word) <= 2 and not _has_vowel(word))):
        return [letter for letter in fold(word) if letter.isalpha()]
    folded = fold(word).replace(".", "").replace("’", "'")
    return [folded] if folded else []


def _has_vowel(word: str) -> bool:
    return len(word) > 1 and any(letter in "AEIOUY" for letter in word)


def _parts(words: list[str], written: list[str]) -> tuple[str | None, list[str], str]:
    if len(words) == 1:
        return None, [], words[0]
    # "Ban Ki-moon", "Xi Jinping": the family's name stands first.
    eastern = any(_EASTERN.fullmatch(word) for word in written[1:])
    if eastern and not _EASTERN.fullmatch(written[0]) and len(words) == 2:
        return words[1], [], words[0]
    if words[0] in FAMILY_FIRST and len(words) == 2 and not gender_of(words[1]):
        return words[1], [], words[0]
    if words[0] == "kim" and len(words) == 3 and max(map(len, words)) <= 4:
        return words[1], words[2:], words[0]  # "Kim Jong Un"
    start = len(words) - 1
    while start > 0 and words[start - 1] in PARTICLES:
        # "Al Gore", "Van Jones": a given name where nothing stands before it.
        if len(words) == 2 and words[0] in ("al", "van", "ben"):
            break
        start -= 1
    last = " ".join(words[start:])
    if start == 0:
        return None, [], last
    return words[0], words[1:start], last


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    """For a first name those that it may stand for, itself among them."""
    found: dict[str, set[str]] = {}
    for full, *short in NICKNAMES:
        found.setdefault(full, {full})
        for name in short:
            found.setdefault(name, {name}).add(full)
    return {name: frozenset(full) for name, full in found.items()}


def given_names(first: str) -> frozenset[str]:
    """The first names that a first name may stand for: bob and robert for "bob"."""
    return _nicknames().get(first, frozenset((first,)))


def compare_people(one: Person, other: Person) -> Relation:
    """What one person's name is to another."""
    if one.first is None or other.first is None:
        return _compare_short(one, other)
    if one.core != other.core:
        return "long" if _goes_on(one, other) or _goes_on(other, one) else "other"
    if "clash" in (_suffixes(one, other), _middles(one, other)):
        clash = given_names(one.first) & given_names(other.first)
        return "clash" if clash else "other"
    if one.first == other.first:
        return "same"
    if given_names(one.first) & given_names(other.first):
        return "nickname"
    for a, b in ((one, other), (other, one)):
        if a.nickname and b.first and given_names(a.nickname) & given_names(b.first):
            return "nickname"
    if 1 in (len(one.first), len(other.first)) and one.first[0] == other.first[0]:
        return "initial"
    if one.first in other.middles or other.first in one.middles:
        return "initial"
    return "other"


def _compare_short(one: Person, other: Person) -> Relation:
    if one.core == other.core and _suffixes(one, other):
        return "clash"
    if one.first is None and other.first is None:
        return "same" if one.core == other.core else "other"
    short, full = (one, other) if one.first is None else (other, one)
    if short.last == full.last or short.core == full.core or short.core == full.first_surname:
        return "short"
    assert full.first is not None
    if not short.titles and short.last in (full.first, full.nickname):
        return "given"
    return "other"


def _goes_on(short: Person, long: Person) -> bool:
    """Whether a second surname follows: "Ana Guajardo" and "Ana Guajardo Villarreal"."""
    return short.first == long.first and len(long.middles) == 1 and short.last == long.middles[0]


def _suffixes(one: Person, other: Person) -> str:
    differ = one.suffix and other.suffix and one.suffix != other.suffix
    return "clash" if differ else ""


def _middles(one: Person, other: Person) -> str:
    for a, b in zip(one.middles, other.middles, strict=False):
        if a != b and not (a[0] == b[0] and 1 in (len(a), len(b))):
            return "clash"
    return ""


def display_person(name: str) -> str:
    """A person's name for showing: without titles, a possessive or capitals throughout."""
    name = " ".join(name.split())
    ordered = _in_order(" ".join(ASIDE.sub(" ", name).split()))
    # A nickname in quotation marks stays.
    words = [bare(word.strip(",;:")) for word in ordered.split()]
    _, kept = _untitled([word for word in words if word])
    shown = " ".join(kept)
    if shown.isupper() and len(shown) > _LONGEST_ABBREVIATION:
        shown = re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), shown)
    return shown or name


_LONGEST_ABBREVIATION = 4
