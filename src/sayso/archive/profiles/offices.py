"""Roles told apart: what somebody is, of which line of work, and where."""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.archive.profiles.bodies import country_code
from sayso.archive.profiles.lists import LOCAL_OFFICES, PROFESSIONS, TITLE_ROLES
from sayso.archive.profiles.names import fold
from sayso.reader.places.countries import country_named, country_of
from sayso.reader.vocabulary.lexicon import lexicon

_HEAD = re.compile(r"\s+(?:of|for|in|at|with|from|to|on|and)\b.*|[,;(–—].*", re.DOTALL)
_NO_ROLE = lexicon(
    "mr mrs ms miss mx sir dame lord lady former ex late then acting first vice prime deputy",
    "hon dr state madam",
)


@lru_cache(maxsize=4096)
def role_noun(role: str) -> str | None:
    """The noun of a role: "governor" of "former Virginia governor"; None where it has none."""
    words = _HEAD.sub("", role.strip()).split()
    if not words:
        return None
    noun = fold(words[-1]).strip(".").removesuffix("'s").removeprefix("ex-")
    noun = TITLE_ROLES.get(noun, noun)
    if noun == "general" and len(words) > 1 and fold(words[-2]) in ("attorney", "surgeon"):
        noun = f"{fold(words[-2])} general"
    return None if noun in _NO_ROLE else noun


@lru_cache(maxsize=4096)
def profession(role: str) -> str | None:
    """The line of work that a role belongs to; None where it may be any: "a spokesman"."""
    noun = role_noun(role)
    if noun is None:
        return None
    if noun.endswith(" general"):
        return "law" if noun.startswith("attorney") else "medicine"
    return next((field for field, nouns in PROFESSIONS.items() if noun in nouns), None)


@lru_cache(maxsize=4096)
def seats(role: str) -> frozenset[str]:
    """The countries, states and towns that an office is of: "virginia", "fra"."""
    words = [_POSSESSIVE.sub("", word.strip(",;()")) for word in role.split()]
    found: set[str] = set()
    for length in (1, 2, 3):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            code = country_named(name) or (country_of(name) if length == 1 else None)
            if code == "USA" and (name in _AMERICAN or country_code(name) is not None):
                continue  # a senator of the USA is one of a state, too
            if code is not None:
                found.add(fold(name if code == "USA" else code))
    noun = role_noun(role)
    if noun in LOCAL_OFFICES and not found:
        after = re.search(r"\bof ((?:[A-Z][\w'’-]+ ?)+)", role)
        before = [word for word in words if word[:1].isupper()]
        if after is not None:
            found.add(fold(after.group(1).strip()))
        elif before and role_noun(before[0]) != noun and not role_only(fold(before[0])):
            found.add(fold(before[0]))
    return frozenset(found)


_AMERICAN = frozenset({"American", "Americans"})
_POSSESSIVE = re.compile(r"['’]s?$")


def role_only(tie: str) -> bool:
    """Whether words are no more than a title: "Attorney General", "Senate"."""
    words = set(tie.split())
    nouns = {noun for field in PROFESSIONS.values() for noun in field}
    return words <= nouns | _OFFICIAL


_OFFICIAL = lexicon(
    "chief state vice deputy attorney general executive director chair assistant senior press",
    "house senate congress democrat democratic republican rep sen gov county city officer head",
    "former communications campaign manager majority minority leader speaker white sir",
)
