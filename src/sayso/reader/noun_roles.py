"""Who did what to whom, and where, around the noun of an event."""

from __future__ import annotations

from sayso.reader.clauses import agent, is_passive, subject
from sayso.reader.cue_words import is_noun_of
from sayso.reader.event_words import (
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
    WHERE,
    ZERO,
    is_form,
)
from sayso.reader.extents import case_of
from sayso.reader.grammar import Words
from sayso.reader.parties import is_place
from sayso.reader.roles import Roles, linked, obliques
from sayso.reader.verb_roles import read_places


def read_noun(roles: Roles, noun: int, verb: int | None) -> None:
    """Fills the roles of an event whose head is a noun; `verb` is the one that stands with it in
    its trigger ("made" of "made a decision").
    """
    words = roles.words
    word = words.low[noun]
    dependents = obliques(words, noun)
    undergone = _read_of(roles, word, [one for by, one in dependents if by == "of"])
    for preposition, dependent in dependents:
        _read_dependent(roles, word, preposition, dependent)
        if preposition in ("by", "on", "of"):
            _read_nested(roles, word, dependent)
    _read_owners(roles, noun, verb, suffers=is_form(word, SUFFERED) and not undergone)
    roles.actor(*(c for c in words.children[noun] if _is_power(words, c)))
    above = words.heads[noun]
    if words.relations[noun] == "nsubj" and is_form(words.low[above], HAPPENING):
        read_places(roles, above, obliques(words, above))
    if case_of(words, noun) == "under":
        roles.recipient(subject(words, noun if verb is None else verb))
    elif verb is not None:
        _read_light_verb(roles, word, verb)


def _read_of(roles: Roles, word: str, nouns: list[int]) -> bool:
    """What "of" says: who does it ("the resignation of Lee") or whom it is done to. True if that.

    Where the noun leaves that open, nothing.
    """
    undergone = is_form(word, ZERO)
    if is_form(word, DONE) and not undergone:
        roles.actor(*nouns)
        return False
    if undergone or word.removesuffix("s").endswith(DEED_ENDINGS):
        return roles.recipient(*nouns)
    return False


_BY_PREPOSITION = {"on": HARMING, "with": JOINT, "to": GIVEN, "over": RULING}
_VISITS = frozenset({"visit"})
_WITHIN = frozenset({"in", "at", "near", "off", "outside"})


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
    for preposition, dependent in linked(words, words.children[noun], "nmod"):
        known = preposition in ("on", "to") and is_form(word, _BY_PREPOSITION[preposition])
        if known or preposition in _WITHIN or preposition == "against":
            _read_dependent(roles, word, preposition, dependent)


def _read_owners(roles: Roles, noun: int, verb: int | None, *, suffers: bool) -> None:
    words = roles.words
    owned = verb is not None and subject(words, verb) is not None
    owners = [c for c in words.children[noun] if words.relations[c] == "nmod:poss" and c < noun]
    for owner in owners or _owner_beside(words, noun):
        if not (owned and words.tags[owner] == "PRP$"):  # "They made their case."
            (roles.recipient if suffers else roles.actor)(owner)


def _owner_beside(words: Words, noun: int) -> list[int]:
    """Whose a noun is by an "'s" before it, where grammar says something else."""
    before = noun - 1
    while before > 0 and words.heads[before] == noun and words.tags[before] != "POS":
        before -= 1
    if before < 1 or words.tags[before] != "POS":
        return []
    owner = words.heads[before]
    return [owner] if owner < before and words.relations[owner] == "conj" else []


def _is_power(words: Words, part: int) -> bool:
    """Whether the first part of a compound does what the second says: "police raid"."""
    return words.relations[part] == "compound" and (
        is_noun_of(words.low[part], POWERS) or words.names[part][2:] == "organization"
    )


def _read_light_verb(roles: Roles, word: str, verb: int) -> None:
    words = roles.words
    light = words.low[verb]
    who = subject(words, verb)
    if is_passive(words, verb):
        roles.actor(agent(words, verb))
        roles.recipient(who)
    else:
        (roles.recipient if is_form(light, SUFFERING) else roles.actor)(who)
    roles.recipient(*(c for c in words.children[verb] if words.relations[c] == "iobj"))
    for preposition, noun in linked(words, words.children[verb], "obl", "nmod"):
        if preposition == "to" and is_form(light, GIVING):
            roles.recipient(noun)
        elif preposition != "by":
            _read_dependent(roles, word, preposition, noun)
