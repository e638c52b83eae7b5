"""Which country words name: by its name, its people, its capital or its seat of power.

`countries.tsv` holds what English calls them. It was written down from general knowledge; a test
holds its names against the Unicode CLDR's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_AMERICAN_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|"
    "Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|"
    "Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|"
    "New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|"
    "South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|West Virginia|Wisconsin|"
    "Wyoming"
)
"""Without Georgia, which is a country, too."""

# Longer names that hold a shorter one of another country, or of none.
_ELSEWHERE = (
    "New England|New Mexico|Native American|Native Americans|African American|African Americans|"
    "African-American|African-Americans|American Indian|American Indians|Latin America|"
    "Latin American|Latin Americans|Central America|Central American|Central Americans|"
    "South America|South American|South Americans|North America|North American|North Americans|"
    "American Samoa|Indian Ocean|Panama City Beach|Paris Agreement|Paris Accord|Paris climate|"
    "Vienna Convention|Geneva Convention|Irish American|Irish-American|Italian American|"
    "Italian-American|Asian American|Asian-American|Cuban American|Cuban-American|"
    "Mexican American|Mexican-American|Arab American|Arab-American|Chinese American|"
    "Chinese-American|Japanese American|Japanese-American|Korean American|Korean-American|"
    "Indian American|Indian-American|Georgia Tech|New South Wales|Lebanon County|Jersey City"
)
_HYPHENATED_AMERICAN = re.compile(r"[- ]Americans?$")

_ABROAD = re.compile(
    r"\b(?:to|in|on|about|against|over|near|between|toward|towards|visiting|who|which|that|"
    r"familiar|briefed|involved|under|with)\b|[,;:(—–]"
)
_POSSESSED = re.compile(r"['’]s?$")


def country_of(words: str) -> str | None:
    """ISO 3166-1 alpha-3 of the one country that a noun phrase belongs to, or None.

    "French officials" and "the Kremlin" have one; "French and German officials" have none, and nor
    has "Georgia", which names a state of the USA, too. What the head of the phrase is about or
    where it stands does not count: the Russian ambassador to France is Russian. Not made for the
    names of people ("Paris Smith").
    """
    text = " ".join(words.replace("’", "'").split())
    away = _ABROAD.search(text)
    own = text[: away.start()] if away and away.start() > 0 else text
    found = _countries_in(own)
    return next(iter(found)) if len(found) == 1 else None


def _countries_in(text: str) -> set[str]:
    known, pattern = _names()
    found: set[str] = set()
    for match in pattern.finditer(text):
        code = known[match[0].removesuffix("'s")]
        if code == "":
            if _HYPHENATED_AMERICAN.search(match[0]) and match[0][:3] not in (
                "Lat",
                "Cen",
                "Sou",
                "Nor",
            ):
                found.add("USA")
            continue
        found.add(code)
    return found


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], re.Pattern[str]]:
    """The code for each name, empty for what names no country, and what finds the names."""
    known = dict.fromkeys(_ELSEWHERE.split("|"), "")
    known.update(dict.fromkeys(_AMERICAN_STATES.split("|"), "USA"))
    table = (files("sayso.reader") / "countries.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line.startswith("#"):
            continue
        code, *cells = line.split("\t")
        for cell in cells:
            known.update((name, code) for name in cell.split("|") if name)
    # Longest first, so that "North Korea" and "New Mexico" win over what they hold.
    longest = sorted(known, key=lambda name: (-len(name), name))
    choice = "|".join(map(re.escape, longest))
    return known, re.compile(rf"(?<![\w.-])(?:{choice})(?![\w])(?!-[A-Za-z])")
