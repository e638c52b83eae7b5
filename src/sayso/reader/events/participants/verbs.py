"""Who did what to whom, and where, around a verb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sayso.reader.events.participants.company import named_after
from sayso.reader.events.participants.control import controller
from sayso.reader.events.participants.headlines import passive_subject, who_is_to
from sayso.reader.events.participants.parties import is_place, named_by
from sayso.reader.events.participants.roles import NOMINAL, Roles, linked, obliques
from sayso.reader.grammar.clauses import agent, is_object, is_passive, resolved, subject
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.event_words import (
    ADDRESSING,
    AIMING,
    CHANGING,
    ENTERING,
    GIVING,
    HURT,
    MAKING,
    MEETING,
    MOVING,
    TAKING,
    TARGETING,
    UNDERGOING,
    VISITING,
    WHERE,
    concerning,
    is_form,
)
from sayso.reader.vocabulary.role_words import HURLING, LEAVING, TRANSITIVE, WEAPONS

_UNDERGOING_ALONE: Final = UNDERGOING | CHANGING
"""Verbs whose subject something happens to where they have no object."""
_PARTICIPLES: Final = ("VBN", "VBD", "JJ")
"""Tags of what may be a passive without its "was"."""


def read_verb(roles: Roles, verb: int, beside: Sequence[int]) -> None:
    """Fills the roles of an event whose head is a verb, with others `beside` it in its trigger."""
    words = roles.words
    word = words.low[verb]
    around = obliques(words, verb)
    told, idiom = around, False
    for noun in beside:
        if words.relations[noun] == "obj" and words.heads[noun] == verb:  # "set fire to a house"
            told = told + linked(words, words.children[noun], NOMINAL)
            idiom = True
    objects = _objects(words, verb)
    undergone = None
    if words.tags[verb] in _PARTICIPLES:
        undergone = passive_subject(words, verb)
        if undergone is None:
            undergone = named_after(words, verb)
    if undergone is None:
        passive, who = is_passive(words, verb), controller(words, verb) or subject(words, verb)
        if who is None:
            who = who_is_to(words, verb)
    else:
        passive, who = True, undergone
    directed = _directed(words, word, told, [who] if passive else objects) if told else []
    if passive:
        roles.actor(agent(words, verb))
        if not (directed and _is_given(roles, word, directed)):
            roles.recipient(who)
    else:
        if who is not None:
            undergoing = UNDERGOING if directed or objects else _UNDERGOING_ALONE
            if is_form(word, undergoing):
                roles.recipient(who)
            else:
                roles.actor(who)
        if objects and _hurls(words, verb, objects[0]):
            roles.recipients(_targets(words, told))
        elif not (idiom or (directed and _is_given(roles, word, directed))):
            _read_objects(roles, verb, objects, who)
    left = _left(words, around) if around and is_form(word, LEAVING) else []
    for _, noun in directed:
        if noun not in left:
            roles.recipient(noun)
    for noun in left:
        roles.place(noun)
    read_places(roles, verb, around)


def read_adjective(roles: Roles, adjective: int) -> None:
    """Fills the roles of an event whose head is an adjective: "hurt", "convicted"."""
    words = roles.words
    word = words.low[adjective]
    if adjective and words.low[adjective - 1] == "to" and words.relations[adjective] == "amod":
        # A headline's "Rebels to free 60 soldiers"
        roles.actor(who_is_to(words, adjective))
        roles.recipient(words.heads[adjective])
        return
    if word not in HURT and not word.endswith("ed"):
        return
    before_noun = words.relations[adjective] == "amod"
    who = words.heads[adjective] if before_noun else subject(words, adjective)
    roles.recipient(named_after(words, adjective) or who)
    roles.actor(agent(words, adjective))
    read_places(roles, adjective, obliques(words, adjective))


def _read_objects(roles: Roles, verb: int, objects: list[int | None], who: int | None) -> None:
    words = roles.words
    word = words.low[verb]
    below = words.relations_below(verb)
    if "iobj" in below and roles.recipients(_receivers(words, verb)):
        return
    found = objects or _unsaid_objects(words, verb, who, below)
    if not found or is_form(word, MAKING):
        return
    for one in found:
        if one is None:
            continue
        if is_place(words, one):
            visited = is_form(word, VISITING)
            if visited or is_form(word, ENTERING):
                roles.place(one)
            if is_form(word, ENTERING) and not visited:
                continue
        if not roles.recipient(one) and _is_toll(words, word, one):
            roles.counted(one)


def _receivers(words: Words, verb: int) -> list[int | None]:
    """Whom a verb gives something to by a second object: "gave them arms"."""
    return [resolved(words, c, verb) for c in words.children[verb] if words.relations[c] == "iobj"]


def _is_toll(words: Words, word: str, noun: int) -> bool:
    """Whether a number stands for people: "kills eight", but not "beat them 3-1"."""
    counts = words.tags[noun] == "CD" and words.names[noun] == "O" and words.low[noun] != "one"
    return counts and "-" not in words.low[noun] and is_form(word, TRANSITIVE)


def _objects(words: Words, verb: int) -> list[int | None]:
    """A verb's object: the first one, as what follows is as a rule said of it ("named her
    chairwoman"), but for a name that was taken apart.
    """
    found = []
    relations = words.relations
    for child in words.children[verb]:
        if relations[child] not in _OBJECTS or (child < verb and relations[child] == "nsubj"):
            continue
        if is_object(words, child, verb):
            found.append(child)
    if not found:
        return []
    while len(found) > 1 and found[1] == found[0] + 1 and words.tags[found[0]][:3] == "NNP":
        found = found[1:]
    return [resolved(words, found[0], verb)]


_OBJECTS: Final = ("obj", "nsubj")
"""Relations of what may be an object, a "him" that is taken for a subject included."""
_WHOLE: Final = frozenset({"obl", "xcomp", "ccomp", "advmod"})
_COMPLETE: Final = frozenset({"obl", "xcomp", "ccomp", "advcl", "obj", "iobj"})
_NEXT: Final = 3
"""Words from a verb to one that it shares its object with."""
_PAST: Final = ("VBD", "VBN")


def _unsaid_objects(words: Words, verb: int, who: int | None, below: frozenset[str]) -> list[int]:
    """What a verb without an object has for one from the clauses around it; `below` are the
    relations of what depends on it.
    """
    found = []
    if words.relations[verb] == "acl:relcl" and _WHOLE.isdisjoint(below):
        left_out = _left_out(words, verb, who)
        if left_out is not None:
            found.append(left_out)
    if "conj" in below and _COMPLETE.isdisjoint(below):
        found += _shared_objects(words, verb)
    return found


def _shared_objects(words: Words, verb: int) -> list[int]:
    """The object of the next verb for one without: "arrested and charged Lee"."""
    following = next(
        (c for c in words.children[verb] if words.relations[c] == "conj" and c > verb), None
    )
    if following is None or following > verb + _NEXT:
        return []
    one, other = words.tags[verb], words.tags[following]
    if one != other and not (one in _PAST and other in _PAST):
        return []
    return [child for child in words.children[following] if words.relations[child] == "obj"]


def _left_out(words: Words, verb: int, who: int | None) -> int | None:
    """The noun that a relative clause leaves out after its verb: "the man she shot"."""
    noun = words.heads[verb]
    leaves_out = (
        noun < verb
        and who not in (None, noun)
        and words.kinds[noun] in ("person", "organization", "object")
    )
    return noun if leaves_out else None


def _is_given(roles: Roles, word: str, directed: Sequence[tuple[str, int]]) -> bool:
    """Whether a verb says whom something is given to, who is added."""
    if not is_form(word, GIVING):
        return False
    return roles.recipients([noun for preposition, noun in directed if preposition == "to"])


_BY_PREPOSITION: Final = {
    "to": GIVING | ADDRESSING,
    "with": MEETING,
    "on": TARGETING,
    "upon": TARGETING,
    "at": AIMING,
    "from": TAKING,
}


def _directed(
    words: Words, word: str, told: Iterable[tuple[str, int]], sent: Iterable[int | None]
) -> list[tuple[str, int]]:
    """Whom a verb concerns by a preposition. When no thing is `sent`, "to" a place is none."""
    special = concerning(word)
    found = []
    for preposition, noun in told:
        if preposition == "to" and is_place(words, noun) and is_form(word, MOVING):
            things = any(one is not None and words.kinds[one] == "object" for one in sent)
            if not things or not is_form(word, GIVING):
                continue
        if (
            preposition == "against"
            or preposition in special
            or (preposition in _BY_PREPOSITION and is_form(word, _BY_PREPOSITION[preposition]))
        ):
            found.append((preposition, noun))
    return found


def _hurls(words: Words, verb: int, noun: int | None) -> bool:
    """Whether a verb's object is what is thrown or fired, and nobody: "fired rockets at Safed".

    Rockets that are "shot down" are struck themselves.
    """
    return (
        noun is not None
        and is_form(words.low[noun], WEAPONS)
        and is_form(words.low[verb], HURLING)
        and words.kinds[noun] not in ("person", "organization")
        and "compound:prt" not in words.relations_below(verb)
    )


_AT: Final = frozenset({"at", "on", "onto", "upon", "against", "toward", "towards"})


def _targets(words: Words, told: Iterable[tuple[str, int]]) -> list[int]:
    """Whom what is thrown or fired is to hit: "launched rockets at Safed", "into Israel"."""
    return [
        noun
        for by, noun in told
        if by in _AT or (by == "into" and words.names[named_by(words, noun)] != "O")
    ]


def _left(words: Words, around: Iterable[tuple[str, int]]) -> list[int]:
    """The places that somebody leaves: "withdrew from Goma"."""
    return [noun for by, noun in around if by == "from" and is_place(words, noun)]


_WHITHER: Final = WHERE | {"to", "into"}
_WITHIN: Final = frozenset({"in", "at", "near", "off", "outside"})


def _is_where(words: Words, verb: int) -> bool:
    """Whether a relative clause says what happens at the noun before it."""
    noun = words.heads[verb]
    return any(
        words.tags[child] == "WRB" and noun < child and words.low[child] == "where"
        for child in words.children[verb]
    )


def read_places(roles: Roles, verb: int, around: Sequence[tuple[str, int]]) -> None:
    """Adds where a verb says that it happens: "in Paris", "at a rally in Paris", "killed twelve
    people in Paris", "Paris, where". `around` are its `obliques`.
    """
    words = roles.words
    placed = False
    if around:
        leading = _WHITHER if is_form(words.low[verb], MOVING) else WHERE
        placed = roles.place_by(verb, leading, around)
    if words.relations[verb] == "acl:relcl" and _is_where(words, verb):
        placed |= roles.place(words.heads[verb])
    if placed:
        return
    for preposition, noun in around:
        telling = preposition == "by" or words.kinds[noun] == "event"
        if telling and words.relations[noun] == "obl" and words.heads[noun] == verb:
            _read_places_of(roles, noun)
    if "obj" in words.relations_below(verb):
        for child in words.children[verb]:
            if words.relations[child] == "obj" and child > verb:
                _read_places_of(roles, child)


def _read_places_of(roles: Roles, noun: int) -> None:
    words = roles.words
    below = linked(words, words.children[noun])
    if below:
        roles.place_by(noun, _WITHIN, below)
