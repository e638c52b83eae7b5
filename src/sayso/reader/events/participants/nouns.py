"""Who did what to whom, and where, around the noun of an event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sayso.reader.events.participants.answerable import answerable
from sayso.reader.events.participants.nationalities import doer_before
from sayso.reader.events.participants.parties import is_place
from sayso.reader.events.participants.roles import NOMINAL, Roles, linked, obliques
from sayso.reader.events.participants.verbs import read_places
from sayso.reader.grammar.clauses import agent, is_passive, subject
from sayso.reader.grammar.extents import case_of
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.cue_words import is_noun_of
from sayso.reader.vocabulary.event_words import (
    COUNTING,
    DEED_ENDINGS,
    DONE,
    GIVEN,
    GIVING,
    HAPPENING,
    HARMING,
    JOINT,
    LED,
    POWERS,
    RULING,
    SUFFERED,
    SUFFERING,
    UNDER,
    WHERE,
    ZERO,
    is_form,
)
from sayso.reader.vocabulary.role_words import AIMED, PARTITIVE, WORKS
from sayso.reader.vocabulary.source_words import COLLECTIVES, DOCUMENTS


def read_noun(roles: Roles, noun: int, verb: int | None) -> None:
    """Fills the roles of an event whose head is a noun; `verb` is the one that stands with it in
    its trigger ("made" of "made a decision").
    """
    words = roles.words
    word = words.low[noun]
    dependents = obliques(words, noun) + _strayed(words, noun)
    patients = _after(dependents, "of")
    agents = _after(dependents, "by")
    if agents and not patients and not (is_form(word, DONE) or is_form(word, HARMING)):
        patients = _patients_below(words, agents)
    undergone = _read_of(roles, word, patients)
    for preposition, dependent in dependents:
        _read_dependent(roles, word, preposition, dependent)
        if preposition in ("by", "on", "of"):
            _read_nested(roles, word, dependent)
        if not agents and preposition in _HOLDING:
            below = _agents_below(words, preposition, dependent)
            if below:
                roles.actors(below)
    _read_owners(roles, noun, verb, suffers=is_form(word, SUFFERED) and not undergone)
    if "compound" in words.relations_below(noun):
        roles.actors(_powers(words, noun))
    above = words.heads[noun]
    if words.relations[noun] == "nsubj" and is_form(words.low[above], HAPPENING):
        read_places(roles, above, obliques(words, above))
    case = case_of(words, noun)
    if case == "under":
        roles.recipient(_who_is_under(words, noun, verb))
        roles.actors(_after(dependents, "from"))
    elif verb is not None:
        _read_light_verb(roles, word, verb)
    if case == "of" and is_noun_of(words.low[above], AIMED):
        roles.recipient(_told_of(words, above))
    if not roles.has_actor:
        roles.actor(answerable(words, noun))
    if not roles.has_actor:
        roles.doer(doer_before(words, noun))


def _after(dependents: Iterable[tuple[str, int]], preposition: str) -> list[int]:
    return [noun for by, noun in dependents if by == preposition]


def _strayed(words: Words, noun: int) -> list[tuple[str, int]]:
    """Who does it by a "by" that grammar hangs on the verb beside the noun: "the killing of nurses
    in Bara by soldiers was condemned", "she recalled the arrest of her son by police".
    """
    verb = words.heads[noun]
    if words.tags[verb][0] != "V" or words.blocks[verb] != words.blocks[noun]:
        return []
    if verb < noun and is_passive(words, verb):
        return []  # its own "by"
    return [
        (by, other)
        for by, other in linked(words, words.children[verb])
        if by == "by"
        and other > noun
        and (other < verb or noun > verb)
        and not _has_verb(words, noun + 1, other, verb)
    ]


def _has_verb(words: Words, first: int, stop: int, verb: int) -> bool:
    """Whether another verb stands between: "made the announcement in a letter released by the
    club".
    """
    return any(words.tags[i][0] == "V" for i in range(first, stop) if i != verb)


_WRITTEN: Final = WORKS | DOCUMENTS
_PARTS: Final = PARTITIVE | COLLECTIVES
_HOLDING: Final = frozenset({"of", "on", "against", "to", "in", "at", "near", "outside"})
"""Prepositions of nouns that grammar may hang the "by" of the noun before them on."""


def _agents_below(words: Words, preposition: str, noun: int) -> list[int]:
    """Who does it by a "by" that grammar hangs on the noun between: "the arrest of Lee by police".

    A book by somebody is theirs, and so is a deed.
    """
    if words.kinds[noun] == "event" or is_noun_of(words.low[noun], _WRITTEN):
        return []
    if preposition in ("in", "at", "near", "outside") and not is_place(words, noun):
        return []
    if preposition in ("to", "against") and words.kinds[noun] == "abstract":
        return []  # "a protest against violations by the army"
    below = linked(words, words.children[noun])
    if not below:
        return []
    found = [one for by, one in below if by == "by" and one > noun]
    if found or words.kinds[noun] == "abstract":
        return found
    inner = [(by, one) for by, one in below if by in _HOLDING and one > noun]
    return [agent for by, one in inner for agent in _agents_below(words, by, one)][:1]


def _patients_below(words: Words, agents: list[int]) -> list[int]:
    """Whom it is done to by an "of" that grammar hangs on who does it: "the arrest by soldiers of
    three reporters". Not so in "by members of the group", "by leaders of the party".
    """
    return [
        one
        for who in agents
        if not is_noun_of(words.low[who], _PARTS)
        for by, one in linked(words, words.children[who], NOMINAL)
        if by == "of" and (words.names[who] != "O" or _is_told_anew(words, one))
    ]


def _is_told_anew(words: Words, noun: int) -> bool:
    """Whether a noun is of somebody whom the page names, or brings up for the first time."""
    return words.names[noun].endswith("person") or any(
        words.tags[child] == "CD" or words.low[child] in ("a", "an")
        for child in words.children[noun]
        if child < noun
    )


def _who_is_under(words: Words, noun: int, verb: int | None) -> int | None:
    """Who is under attack; nobody is "under the deal"."""
    own = subject(words, noun if verb is None else verb)
    if own is not None or verb is not None or "det" in words.relations_below(noun):
        return own
    above = words.heads[noun]
    if words.relations[noun] == "nmod" and above < noun:
        return above
    return subject(words, above) if is_form(words.low[above], UNDER) else None


def _told_of(words: Words, noun: int) -> int | None:
    """Of whom a clause says what they are: "the bus was the target"."""
    if "cop" not in words.relations_below(noun):
        return None
    return subject(words, noun)


def _read_of(roles: Roles, word: str, nouns: list[int]) -> bool:
    """What "of" says: who does it ("the resignation of Lee") or whom it is done to. True if that.

    Where the noun leaves that open, nothing.
    """
    if not nouns:
        return False
    undergone = is_form(word, ZERO)
    if is_form(word, DONE) and not undergone:
        roles.actors(nouns)
        return False
    if undergone or word.removesuffix("s").endswith(DEED_ENDINGS):
        # "Ohio's removal of thousands": of people, though of nobody in particular.
        return roles.recipients(nouns) or any(roles.words.low[noun] in COUNTING for noun in nouns)
    return False


_BY_PREPOSITION: Final = {"on": HARMING, "with": JOINT, "to": GIVEN, "over": RULING}
_VISITS: Final = frozenset({"visit"})
_WITHIN: Final = frozenset({"in", "at", "near", "off", "outside"})


def _read_dependent(roles: Roles, word: str, preposition: str, noun: int) -> None:
    """What another preposition after an event's noun says."""
    if preposition in ("by", "between", "among"):
        roles.actor(noun)
    elif preposition == "to" and is_form(word, LED) and is_place(roles.words, noun):
        roles.place(noun)
    elif preposition == "against" or is_form(word, _BY_PREPOSITION.get(preposition, frozenset())):
        roles.recipient(noun)
        if is_form(word, _VISITS):
            roles.place(noun)
    elif preposition in WHERE:
        roles.place(noun)


def _read_nested(roles: Roles, word: str, noun: int) -> None:
    """What hangs on the noun before it only because the two stand side by side: "an attack by
    rebels on the village", "a strike on a boat near the coast".
    """
    words = roles.words
    for preposition, dependent in linked(words, words.children[noun], NOMINAL):
        known = preposition in ("on", "to") and is_form(word, _BY_PREPOSITION[preposition])
        if known or preposition in _WITHIN or preposition == "against":
            _read_dependent(roles, word, preposition, dependent)


def _read_owners(roles: Roles, noun: int, verb: int | None, *, suffers: bool) -> None:
    words = roles.words
    owned = verb is not None and subject(words, verb) is not None
    has_own = "nmod:poss" in words.relations_below(noun)
    owners = _own_owners(words, noun) if has_own else []
    for owner in owners or _owner_beside(words, noun):
        if not (owned and words.tags[owner] == "PRP$"):  # "They made their case."
            (roles.recipient if suffers else roles.actor)(owner)


def _own_owners(words: Words, noun: int) -> list[int]:
    return [c for c in words.children[noun] if words.relations[c] == "nmod:poss" and c < noun]


def _owner_beside(words: Words, noun: int) -> list[int]:
    """Whose a noun is by an "'s" before it, where grammar says something else."""
    before = noun - 1
    while before > 0 and words.heads[before] == noun and words.tags[before] != "POS":
        before -= 1
    if before < 1 or words.tags[before] != "POS":
        return []
    owner = words.heads[before]
    return [owner] if owner < before and words.relations[owner] == "conj" else []


def _powers(words: Words, noun: int) -> list[int]:
    """The parts of a compound that do what its last one says: "police raid"."""
    return [
        part
        for part in words.children[noun]
        if words.relations[part] == "compound"
        and (is_noun_of(words.low[part], POWERS) or words.names[part][2:] == "organization")
    ]


def _read_light_verb(roles: Roles, word: str, verb: int) -> None:
    words = roles.words
    light = words.low[verb]
    who = subject(words, verb)
    if is_passive(words, verb):
        roles.actor(agent(words, verb))
        roles.recipient(who)
    else:
        (roles.recipient if is_form(light, SUFFERING) else roles.actor)(who)
    roles.recipients([c for c in words.children[verb] if words.relations[c] == "iobj"])
    for preposition, noun in linked(words, words.children[verb]):
        if preposition == "to" and is_form(light, GIVING):
            roles.recipient(noun)
        elif preposition != "by":
            _read_dependent(roles, word, preposition, noun)
