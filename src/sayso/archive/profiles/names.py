"""Names of people and bodies, taken apart and compared.

A name is compared folded: without case, diacritics, titles, possessives and points. What one
name is to another is a `Relation`; how much that is worth is for `weighing` to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from sayso.archive.profiles.lists import (
    COMMON_SURNAMES,
    COURTESY,
    FAMILY_FIRST,
    GENERIC,
    KNOWN_ABBREVIATIONS,
    LEGAL_FORMS,
    LETTERS,
    NICKNAMES,
    PARTICLES,
    SUFFIXES,
    TITLES,
)
from sayso.reader.countries import country_named, country_of
from sayso.reader.first_names import gender_of
from sayso.reader.source_words import SURNAMES

Relation = Literal["same", "nickname", "initial", "long", "short", "given", "clash", "other"]
"""Of two names, or of all the names of two entities.

`same`: the same words. `nickname`: Bob and Robert Smith. `initial`: J. and John Smith. `long`: one
goes on (Guajardo, Guajardo Villarreal; police, police department). `short`: a surname or an
abbreviation, and the whole. `given`: a first name, and the whole. `clash`: alike, and yet two
(Jr. and Sr., John R. and John T.). `other`: nothing to do with each other.
"""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)
_QUOTED = re.compile(r"[\"“”„‟«»‘’'(]+\s*([^\W\d_][\w.-]*)\s*[\"“”«»‘’')]+(?=\s)")
_ASIDE = re.compile(r"\s*\([^)]*\)?\s*")
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Z]\.?){1,3}")
_EASTERN = re.compile(r"[A-Z][a-z]+-[a-z]+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*\.?|&")
_SMALL = frozenset("the of for and on in at de la du des der to a an".split())
_LONGEST = 7
"""Words of what may be a person's name; more are a phrase."""


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Small letters without diacritics."""
    marks = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in marks if not unicodedata.combining(c)).translate(_LETTERS)


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
    name = _ASIDE.sub(" ", name)
    name = _in_order(" ".join(name.split()))
    written = [word for word in (_strip(word) for word in name.split()) if word]
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


def _strip(word: str) -> str:
    return _POSSESSIVE.sub("", word.strip(" ,;:!?\"“”‘’'«»()[]")).strip("-–—")


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


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name: its words in order, folded, and the same as a set in one string."""

    words: tuple[str, ...]
    key: str

    @property
    def is_generic(self) -> bool:
        """Whether nothing in it says which of a thousand such bodies it is."""
        return all(word in GENERIC for word in self.words)

    @property
    def initials(self) -> frozenset[str]:
        """What it may be called for short: "fsa", "doj"."""
        return frozenset() if self.is_country else _initials(self.words)

    @property
    def is_country(self) -> bool:
        """Whether it is a country, by its code."""
        return self.key.startswith("country ")

    @property
    def is_short(self) -> bool:
        """Whether it is one word."""
        return len(self.words) == 1


@lru_cache(maxsize=8192)
def body(name: str) -> Body | None:
    """What a body's name is compared by; None for what has no word in it."""
    name = " ".join(_ASIDE.sub(" ", name).split())
    bare = _POSSESSIVE.sub("", name)
    land = "USA" if _is_america(bare) else country_named(re.sub(r"^[Tt]he ", "", bare))
    if land == "USA" and not _is_america(bare):
        land = None  # a state of it
    if land is not None and fold(bare) not in _WITHIN_COUNTRIES:
        return Body((fold(land), "country"), f"country {fold(land)}")
    words = [_strip(word) for word in _WORD.findall(name)]
    folded = [fold(word).replace(".", "").replace("’", "'") for word in words]
    folded = ["and" if word == "&" else _SPELLINGS.get(word, word) for word in folded if word]
    while len(folded) > 1 and folded[0] in ("the", "a", "an"):
        folded = folded[1:]
    while len(folded) > 1 and folded[-1] in LEGAL_FORMS:
        folded = folded[:-1]
    # "the Chicago Police Department" is the Chicago police.
    if len(folded) > 2 and folded[-2:] == ["police", "department"]:
        folded = folded[:-1]
    if not folded:
        return None
    if len(folded) == 1 and folded[0] in KNOWN_ABBREVIATIONS:
        folded = [w for w in KNOWN_ABBREVIATIONS[folded[0]].split() if w]
    key = " ".join(sorted({word for word in folded if word not in _SMALL})) or " ".join(folded)
    return Body(tuple(folded), key)


_SPELLINGS: Final = {"dept": "department", "univ": "university", "centre": "center",
            "organisation": "organization", "defence": "defense", "labour": "labor",
            "govt": "government", "assn": "association", "assoc": "association",
            "natl": "national", "intl": "international", "us": "us", "usa": "us",
            "programme": "program", "theatre": "theater", "bros": "brothers"}  # fmt: skip


_WITHIN_COUNTRIES = frozenset({"england", "scotland", "wales", "northern ireland"})


def _is_america(name: str) -> bool:
    """Whether a name is the country's and not that of a state of it."""
    return fold(name).removeprefix("the ") in {
        "us", "u.s.", "usa", "u.s.a.", "united states", "america", "united states of america",
    }  # fmt: skip


def _initials(words: Iterable[str]) -> frozenset[str]:
    words = [part for word in words for part in word.split("-") if part]
    if len(words) < 2:
        return frozenset()
    every = "".join(word[0] for word in words)
    without = "".join(word[0] for word in words if word not in _SMALL)
    return frozenset(found for found in (every, without) if len(found) >= 2)


def compare_bodies(one: Body, other: Body) -> Relation:
    """What one body's name is to another."""
    if one.key == other.key:
        return "same"
    short, long = sorted((one, other), key=lambda body: len(body.words))
    if short.is_short and short.words[0] in long.initials:
        return "short"
    if one.is_country or other.is_country:
        return "other"
    if not short.is_short and not short.is_generic and long.words[1:] == short.words:
        return "long" if long.words[0] in _LANDS else "other"
    return "other"


@lru_cache(maxsize=8192)
def display(name: str, *, is_person: bool) -> str:
    """A name for showing: without titles, a possessive or capitals throughout."""
    name = " ".join(name.split())
    if not is_person:
        name = _POSSESSIVE.sub("", name.strip(" ,;"))
        return _ASIDE.sub(" ", name).strip() or name
    bare = _in_order(" ".join(_ASIDE.sub(" ", name).split()))
    # A nickname in quotation marks stays.
    words = [_POSSESSIVE.sub("", word.strip(",;:")) for word in bare.split()]
    _, kept = _untitled([word for word in words if word])
    shown = " ".join(kept)
    if shown.isupper() and len(shown) > 4:
        shown = re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), shown)
    return shown or name


def person_keys(names: Iterable[Person]) -> Iterator[str]:
    """What a person is looked up by.

    `n:` first name and surname, `x:` the same where the first name is an initial, `i:` initial and
    surname, `s:` surname or what else the person is called in one word, `p:` the same where that is
    all that is known.
    """
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
    """What a body is looked up by: `b:` its words, `s:` what it is called in one word, `p:` the
    same where that is all that is known, `a:` its initials.
    """
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
        rest = _without_land(name)
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
        rest = _without_land(name)
        if rest:
            yield f"b:{rest}"
        if len(name.words) == 2:
            yield f"n:{name.words[0]} {name.words[1]}"


def _without_land(name: Body) -> str:
    """The key of "National Hurricane Center" for "U.S. National Hurricane Center"."""
    if name.words[0] not in _LANDS or len(name.words) < 3:
        return ""
    return " ".join(sorted({word for word in name.words[1:] if word not in _SMALL}))


_LANDS = frozenset({"us", "uk", "national", "federal"})
_LONGEST_INITIALS = 6


@lru_cache(maxsize=8192)
def word_keys(name: str) -> tuple[str, ...]:
    """The words of a name, by which it is searched for."""
    return tuple(_word_keys(name))


def _word_keys(name: str) -> Iterator[str]:
    for word in dict.fromkeys(_WORD.findall(fold(name).replace("’", "'"))):
        bare = word.strip(".").replace(".", "")
        yield f"w:{bare}"
        for part in bare.split("-")[1:]:
            yield f"w:{part}"
