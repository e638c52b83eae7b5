"""How strong a link must be to join a description with an entity that is called otherwise.

The model links what stands near. "The actress" may well be the one named before; "the bishop" is
nobody whom the page never called one, and "the junta" no bank.
"""

from __future__ import annotations

from collections.abc import Collection, Set
from typing import Final

from sayso.reader.places.countries import country_named
from sayso.reader.places.lookup import country_of_place
from sayso.reader.vocabulary.cue_words import is_noun_of
from sayso.reader.vocabulary.kindred import alike, covers, is_other_body
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import DOCUMENTS, ORGANIZATION_NOUNS
from sayso.reader.vocabulary.titles import TITLES

# Swept on GUM's dev and a part of its train, and beside some 300 links of descriptions in PolNeAR
# and in 141 news articles that were read: of those that call a person by an office two in three
# were wrong below -1, one in ten above 0.5. No figure tells 1 from 2 for UNLIKE. After a change
# run benchmarks.coreference, .sources and .claims.
KNOWN: Final = float("-inf")
"""Of what an entity may well be called: its own nouns and those that fit anybody of its kind."""
UNKNOWN: Final = 0.5
"""Of what the page would have called it before, and did not: an office, a court."""
UNTOLD: Final = -1.0
"""Of an office, where the page says of nobody's that is theirs."""
UNLIKE: Final = 1.5
"""Of what another kind of thing is called."""
LIKELY: Final = 0.0
"""Of what calls a body what the model has for a person."""
NEVER: Final = float("inf")

_OFFICES: Final = TITLES - lexicon("leader nominee candidate") | lexicon(
    "spokesman spokeswoman spokesperson priest monk nun king director manager head boss",
    "executive envoy diplomat editor host announcer narrator author lawyer attorney prosecutor",
    "nurse teacher driver pilot soldier trooper ruler monarch bride groom envoy",
)
"""What somebody is called by the first time that they are mentioned, if at all."""
_ANYBODY: Final = lexicon(
    "someone somebody anyone anybody everyone everybody nobody none former latter"
)
_SEXES: Final = lexicon("man woman boy girl guy person kid folk")
_COLLECTIVES: Final = lexicon(
    "gang militia mob crew squad couple pair duo trio family jury band crowd cohort team",
)
_SYNONYMOUS: Final = lexicon(
    "bank bureau department ministry office board commission authority service hospital church",
    "school college museum hotel airline foundation",
)
"""What bodies are called that as often have another word for it in their names: the Treasury is a
ministry, an infirmary a hospital.
"""
_POWERS: Final = (ORGANIZATION_NOUNS - _SYNONYMOUS) | lexicon(
    "junta regime gang militia cartel court tribunal coalition legislature panel jury",
)
"""Bodies of which a page says whose they are before it calls them so."""
_COUNTRIES: Final = lexicon("country nation republic kingdom")
_STATES: Final = lexicon("state province")
_TOWNS: Final = lexicon("city town village capital metropolis")
_PLACES: Final = lexicon("area region place site")
_REGIONS: Final = (
    _COUNTRIES | _STATES | _TOWNS | lexicon("county district island bay valley region")
)
"""What names of places end with."""
_FIRMS: Final = lexicon(
    "company firm corporation business maker manufacturer group organization organisation body",
    "association bloc alliance institution agency union league university newspaper paper magazine",
    "broadcaster network outlet website site channel station publication club team party",
)
"""What a page calls bodies that it has named, without having said that they are one."""

_GROUPS: Final = lexicon("group organization organisation body")


def least_link(
    noun: str,
    kinds: tuple[str, str],
    nouns: Collection[str],
    called: Set[str],
    names: Collection[str],
    *,
    rich: bool,
    many: bool,
    about: bool,
) -> float:
    """The least link of a description that heads with `noun` (singular, lower case).

    `kinds` are its own and the entity's; `nouns` are what the entity was called, `called` the words
    of its names, singular and lower case, `names` these as they are written. `rich` descriptions
    say of whom or what they are; `about` says that the entity is whom the page is about.
    """
    if noun in _ANYBODY:
        return NEVER
    named_so = kinds[1] != "person" and noun in called  # Stephen King is no king
    if noun in nouns or named_so or not alike(noun, ("",)).isdisjoint(nouns):
        return KNOWN
    if any(covers(noun, other) or other.endswith(noun) for other in nouns):
        return KNOWN
    own, kind = kinds
    if own == kind == "person":
        return _of_person(noun, nouns, rich=rich, many=many, about=about)
    if noun in _COUNTRIES or noun in _STATES:
        return KNOWN if any(country_named(name) for name in names) else UNLIKE
    if own != kind:
        # A name in no table of places may well be a body's, of which the model errs.
        firm = own == "organization" and noun in _FIRMS and names
        if kind == "person":
            return LIKELY if firm else NEVER
        placed = not called.isdisjoint(_REGIONS) or any(map(country_of_place, names))
        return UNLIKE if not firm or placed else KNOWN
    if own == "place":
        if noun == "village" and any(country_of_place(name) for name in names):
            return UNLIKE  # what the tables of places have are cities
        if noun in _TOWNS:
            return UNLIKE if any(country_named(name) for name in names) else KNOWN
        return KNOWN if noun in _PLACES else UNKNOWN
    if own == "organization":
        if noun in _FIRMS:
            # "The firm" is no union, but may be called a group.
            other = noun not in _GROUPS and is_other_body(noun, nouns)
            return UNLIKE if other else KNOWN
        if noun in _SYNONYMOUS:
            return UNTOLD
        return UNLIKE if noun in _POWERS else UNKNOWN
    if is_noun_of(noun, DOCUMENTS) and any(is_noun_of(other, DOCUMENTS) for other in nouns):
        return KNOWN  # "the messages" after "internal emails"
    return UNKNOWN


def _of_person(noun: str, nouns: Collection[str], *, rich: bool, many: bool, about: bool) -> float:
    if noun in _SEXES:
        return KNOWN if many and not rich else UNKNOWN
    if noun in _COLLECTIVES:
        return UNKNOWN if many else UNLIKE
    if noun in _OFFICES:
        if not _OFFICES.isdisjoint(nouns):
            return UNLIKE
        if about:
            return KNOWN
        return UNKNOWN if nouns else UNTOLD
    if many:
        return UNKNOWN
    return UNTOLD if rich else KNOWN
