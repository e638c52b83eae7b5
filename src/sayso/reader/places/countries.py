"""Which country words name: by its name, its people, its capital or its seat of power.

`countries.tsv` holds what English calls them. It was written down from general knowledge; a test
holds its names against the Unicode CLDR's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

_AMERICAN_STATES: Final = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|"
    "Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|"
    "Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|"
    "New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|"
    "South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|West Virginia|Wisconsin|"
    "Wyoming"
)
"""Without Georgia, which is a country, too."""

# What holds the name of a country or a state, and is none of it.
_NO_COUNTRY: Final = (
    "New England|Native American|Native Americans|American Indian|American Indians|"
    "Latin America|Latin American|Latin Americans|Central America|Central American|"
    "Central Americans|South America|South American|South Americans|North America|North American|"
    "North Americans|Indian Ocean|Paris Agreement|Paris Accord|Paris Accords|Geneva Convention|"
    "Vienna Convention|Georgia Tech|French Open|Australian Open|English Channel|Spanish flu|"
    "Gulf of Mexico|Sea of Japan|South China Sea|Persian Gulf|Bay of Bengal|Washington Post|"
    "New York Times|New York Post|New York Daily News|New York Magazine|"
    "Irish Times|Irish Independent|"
    "Moscow Times|Jerusalem Post|Times of Israel|Times of India|South China Morning Post|"
    "China Daily|Japan Times|Korea Herald|Texas Tribune|Chicago Tribune|USA Today|USA TODAY|"
    "Bangkok Post|London Review of Books|Washington Times|Washington Examiner|Washington Monthly"
)
_LONGEST: Final = 6
"""Words of the longest name."""
_WORD: Final = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['-][^\W_]+)*\.?|&")
_AMERICAN: Final = re.compile(r"[A-Z]\w+[- ]Americans?")
"""Irish-American, African American."""

_ABROAD: Final = re.compile(
    r"\b(?:to|in|on|about|against|over|near|between|toward|towards|visiting|who|which|that|"
    r"familiar|briefed|involved|under|with)\b|[,;:(—–]"
)


@lru_cache(maxsize=4096)
def country_of(words: str) -> str | None:
    """ISO 3166-1 alpha-3 of the one country that a noun phrase belongs to, or None.

    "French officials" and "the Kremlin" have one; "French and German officials" have none, and nor
    has "Georgia", which names a state of the USA, too. What the head of the phrase is about or
    where it stands does not count: the Russian ambassador to France is Russian. Not made for the
    names of people ("Paris Smith").
    """
    text = " ".join(words.replace("’", "'").split())
    away = _ABROAD.search(text, 1)
    found = _countries_in(text[: away.start()] if away else text)
    return found.pop() if len(found) == 1 else None


def country_named(name: str) -> str | None:
    """ISO 3166-1 alpha-3 of the country that is called so, or that a state of the USA so called is
    in; None for every other name, and for Georgia.
    """
    return _lands().get(name)


def is_country(name: str) -> bool:
    """Whether a country is called so; no state of the USA, and not Georgia, which is both."""
    return name in _lands() and name not in _AMERICAN_STATES.split("|")


def _countries_in(text: str) -> set[str]:
    """The codes of all countries that a text names; longer names win over what they hold."""
    known = _names()
    words = [word.removesuffix("'s").removesuffix("'") for word in _WORD.findall(text)]
    found: set[str] = set()
    place = 0
    while place < len(words):
        # Every name in the table begins with a capital.
        longest = min(_LONGEST, len(words) - place) if words[place][:1].isupper() else 0
        for length in range(longest, 0, -1):
            name = " ".join(words[place : place + length])
            code = known.get(name)
            if code is None and length == 1:
                code = known.get(name.removesuffix("."))
            if code is None and length < 3 and _AMERICAN.fullmatch(name):
                code = known.get(name, "USA")
            if code is not None:
                found.add(code)
                place += length - 1
                break
        place += 1
    return found - {""}


@lru_cache(maxsize=1)
def _lands() -> dict[str, str]:
    known = dict.fromkeys(_AMERICAN_STATES.split("|"), "USA")
    for code, names, *_ in _rows():
        known.update(dict.fromkeys(names.split("|"), code))
    return known


def _rows() -> Iterator[list[str]]:
    table = (files("sayso.reader.places") / "countries.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """The code for each name, empty for what names no country."""
    known = dict.fromkeys(_AMERICAN_STATES.split("|"), "USA")
    for code, *cells in _rows():
        known.update((name, code) for cell in cells for name in cell.split("|") if name)
    known.update(dict.fromkeys(_NO_COUNTRY.split("|"), ""))
    return known
