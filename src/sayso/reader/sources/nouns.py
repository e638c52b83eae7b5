"""What a noun that describes a source stands for: a role, people or a body."""

from __future__ import annotations

from typing import Final

from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.cue_words import is_noun_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import (
    CALENDAR,
    GROUP_NOUNS,
    ORGANIZATION_NOUNS,
    ORGANIZATION_SIGNS,
    OUTLET_SIGNS,
    PERSON_NOUNS,
)
from sayso.reader.vocabulary.titles import TITLES

BELIEVERS: Final = lexicon(
    "democrat republican conservative liberal libertarian independent socialist"
)
PAIRS: Final = {"couple": 2, "pair": 2, "duo": 2, "trio": 3, "quartet": 4}
_GENERIC: Final = lexicon(
    "person people individual someone somebody man men woman women source sources one ones other",
    "others member members those boy girl family anyone everyone somebody some many most several",
    "percent half majority third quarter",
)
_AGENTS: Final = tuple(
    "man men person ist cian aor eor ior tor ors grapher ologist nomer keeper maker worker holder "
    "owner writer lawyer player singer dancer rapper banker plumber farmer baker trainer lover "
    "actress nurse clerk student agent guard pilot chef host critic comic soldier marine veteran "
    "entrepreneur physician surgeon scholar fellow intern correspondent columnist founder manager "
    "officer adviser advisor donor counsel aide expert hopeful front-runner frontrunner contender "
    "incumbent graduate newcomer attendee employee appointee detainee trainee refugee mogul tycoon "
    "analyst partner retiree homemaker chaplain".split()
)
"""What the nouns end in that say what somebody does or is."""
_TRADES: Final = frozenset({"service", "fund"})
"""What one works in rather than for: "customer service", "hedge fund"."""


_ROLES: Final = TITLES | PERSON_NOUNS | GROUP_NOUNS


def is_role(word: str) -> bool:
    """Whether a noun (lower case) tells what somebody is: "chairman", "plumber"."""
    if word in _GENERIC or word in CALENDAR:
        return False
    if is_noun_of(word, _ROLES) or "spokes" in word[:-1]:
        return True
    return word.endswith(_AGENTS) or word.removesuffix("s").endswith(_AGENTS)


def is_people(words: Words, head: int) -> bool:
    """Whether a word heads a description of people, one or many: "officials", "Democrat"."""
    word = words.low[head]
    if word in PERSON_NOUNS or word in GROUP_NOUNS or word in _GENERIC or word in PAIRS:
        return True
    if word.removesuffix("s") in BELIEVERS:
        return True
    if words.kinds[head] in ("organization", "place", "event", "time") or is_body(words, head):
        return False
    if words.names[head].endswith(("-organization", "-place")):
        return False
    return words.kinds[head] == "person" or is_role(word)


def is_body(words: Words, index: int) -> bool:
    """Whether a word heads the name or description of an organization or outlet."""
    if words.tags[index][0] != "N":
        return False
    if words.names[index].endswith("-organization"):
        return True
    if words.names[index].endswith("-person"):
        return False
    word = words.low[index]
    if words.kinds[index] == "organization" or (word in ORGANIZATION_NOUNS and word not in _TRADES):
        return True
    written = words.written[index]
    if not written[0].isupper():
        return False
    return bool(ORGANIZATION_SIGNS.fullmatch(written) or OUTLET_SIGNS.fullmatch(written))
