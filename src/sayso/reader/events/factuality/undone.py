"""What plain words say did not come about: called off, prevented, spared, refrained from."""

from __future__ import annotations

from typing import Final

from sayso.reader.events.factuality.governing import (
    Hold,
    Standing,
    hold_of,
    is_definite,
    is_form,
    is_subject_of_passive,
    standing,
)
from sayso.reader.events.factuality.negatives import helping, is_negated
from sayso.reader.events.factuality.signs import signs_of
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.event_words import ATTEMPTING, LASTING, LIGHT_VERBS
from sayso.reader.vocabulary.lexicon import lexicon

_CALLING_OFF: Final = lexicon("cancel scrap shelve abort scrub")
"""Whose object, or whose subject in the passive, does not come to be."""
_VETOING: Final = lexicon("veto")
_AVERTING: Final = lexicon("foil thwart avert prevent forestall preempt avoid deter")
_PUTTING_OFF: Final = lexicon("postpone delay defer reschedule")
_OFF: Final[dict[str, tuple[frozenset[str], Standing]]] = {
    "off": (lexicon("call"), "so"),
    "down": (lexicon("vote"), "so"),
    "back": (lexicon("push"), "open"),
}
"""Particles by the verbs that they make call an event off, or put it off."""
_PUTTING: Final = lexicon("put")
_CANCELLATIONS: Final = lexicon("cancellation prevention avoidance")
_DELAYS: Final = lexicon("postponement delay")
_SPARING: Final = lexicon("spare")
_SHIELDING: Final = lexicon("save protect shield safeguard immune exempt safe")
_ESCAPING: Final = lexicon("escape evade dodge elude avoid")
_HINDERING: Final = lexicon("prevent stop keep hinder")
"""Who does this to somebody "from" doing something leaves it undone."""
_DISSUADING: Final = lexicon("deter dissuade discourage bar block ban")
"""The same, as far as it helps."""
_IN_THE_PAST: Final = lexicon("did could had has have was were")
_DID: Final = lexicon("did has have had")
_TAKING: Final = lexicon("take")
_COMING: Final = lexicon("come")
_HAPPENING: Final = lexicon("happen occur materialise materialize")
_WHOLLY: Final = lexicon(
    "not n't never ever even also actually apparently reportedly simply really"
)
_FAILING: Final = lexicon("fail")
_REFRAINING: Final = {
    "from": lexicon("refrain abstain desist shy"),
    "against": lexicon("decide"),
    "of": lexicon("short acquit clear exonerate absolve"),
}
"""Who does this, by the preposition of what they leave undone or did not do."""
_STOPPING: Final = lexicon("stop")
_INSTEAD: Final = ("without", "instead of", "rather than")
_LACKING: Final = lexicon("refusal failure inability")
_UNABLE: Final = lexicon("unable powerless")
_CLAUSES: Final = ("advcl", "obl", "xcomp", "ccomp", "conj", "nmod", "acl")


def undone(words: Words, hold: Hold) -> Standing | None:
    """Whether words around an event say that it did not come about ("so"), may not have ("open"),
    or did in spite of all ("not so"); None where they say nothing of that.
    """
    head, governor = hold.head, hold.governor
    kind = words.tags[head][0]
    if kind == "N" and not _is_gerund(words, head):
        found = _of_noun(words, hold)
        if found is None and hold.relation == "obj" and is_form(words, governor, LIGHT_VERBS):
            return _of_verb(words, hold_of(words, governor))
        return found
    if kind == "V" and head in signs_of(words).no_longer:
        return "so"
    return None if governor == head else _of_verb(words, hold)


def _of_noun(words: Words, hold: Hold) -> Standing | None:
    head, governor, relation, opening = hold
    if is_form(words, head, ATTEMPTING):
        return None  # what is foiled with an attempt was attempted
    for child in words.children[head]:
        # "Attack on power plant foiled": a headline leaves out "is".
        if words.relations[child] == "acl" and words.tags[child] in ("VBN", "VBD"):
            off = _calls_off(words, head, child)
            if off is not None:
                return off
    if governor == head:
        return None
    if relation == "nsubj" and _is_happening(words, governor):
        return _of_happening(words, governor)
    if _is_done_to(words, hold):
        off = _calls_off(words, head, governor)
        return None if off is None else _as_is(words, governor, off)
    if relation == "nmod" and "of" in opening:
        if is_form(words, governor, _CANCELLATIONS):
            return "so"
        return "open" if is_form(words, governor, _DELAYS) else None
    if relation not in ("obl", "nmod") or is_definite(words, head):
        return None
    if "without" in opening:
        return _as_is(words, governor, "so")
    if "from" in opening:
        if is_form(words, governor, _SPARING):
            return _as_is(words, governor, "so")
        if is_form(words, governor, _SHIELDING):
            return _as_is(words, governor, "open")
    return None


def _is_happening(words: Words, verb: int) -> bool:
    """Whether a verb says that its subject happens."""
    if is_form(words, verb, _TAKING):
        return any(words.plain[child] == "place" for child in words.children[verb])
    return is_form(words, verb, _HAPPENING) or (
        is_form(words, verb, _COMING)
        and any(words.plain[child] == "never" for child in words.children[verb])
    )


def _of_happening(words: Words, verb: int) -> Standing | None:
    """What a verb says of what it denies to happen. "Did not happen on Tuesday" leaves it open
    whether it did on another day.
    """
    if not is_negated(words, verb):
        return None
    helped = helping(words, verb)
    if (helped and _DID.isdisjoint(helped)) or "mark" in words.relations_below(verb):
        return "open"
    return "open" if is_narrowed(words, verb) else "so"


def is_narrowed(words: Words, verb: int) -> bool:
    """Whether a verb of happening says when, where or how, and so denies no more than that: damage
    that "did not happen overnight" is there.
    """
    return _is_happening(words, verb) and any(
        words.relations[i][:3] == "obl"
        or (words.relations[i] == "advmod" and not _denies_all(words.plain[i]))
        for i in words.children[verb]
    )


def _denies_all(word: str) -> bool:
    """Whether an adverb is a "not" ("didn't" is one, for grammar), or goes with one and all."""
    return word in _WHOLLY or word.endswith(" not")


def _is_done_to(words: Words, hold: Hold) -> bool:
    """Whether a noun is what a verb acts on, headlines ("Strike called off") included."""
    head, governor, relation, opening = hold
    if relation == "obj" or is_subject_of_passive(words, head):
        return True
    if relation in ("root", "compound", "nsubj"):
        ended = words.tags[governor] in ("VBN", "VBD") and head < governor
        return ended and "obj" not in words.relations_below(governor)
    return relation == "obl" and not opening  # "voted down the bill"


def _calls_off(words: Words, noun: int, verb: int) -> Standing | None:
    """Whether a verb calls an event off ("so"), or puts it off ("open")."""
    for child in words.children[verb]:
        particle = words.plain[child]
        if words.relations[child] == "compound:prt" and particle in _OFF:
            verbs, off = _OFF[particle]
            if is_form(words, verb, verbs):
                return off
            if particle == "off" and is_form(words, verb, _PUTTING):
                return "open"
    if is_form(words, verb, _VETOING):
        return "so"
    if is_form(words, verb, _PUTTING_OFF):
        return "open"
    # What was in force is over when it is scrapped: "scrapped the tariffs".
    if is_form(words, noun, LASTING):
        return None
    if is_form(words, verb, _AVERTING) or is_form(words, verb, _CALLING_OFF):
        return "so"
    bare = not any(words.relations[i] in ("det", "nmod:poss") for i in words.children[noun])
    escaped = bare and words.tags[noun] == "NN" and is_form(words, verb, _ESCAPING)
    return "so" if escaped else None


def _as_is(words: Words, governor: int, off: Standing) -> Standing | None:
    """What a governor says of an event, if it is told as done itself."""
    stands = standing(words, governor)
    if stands == "not so":
        return None
    return off if stands == "so" else "open"


def _of_verb(words: Words, hold: Hold) -> Standing | None:
    head, governor, relation, openings = hold
    if relation in ("acl", "xcomp") and words.tags[head] == "VB":
        return _of_infinitive(words, governor, relation)
    if relation not in _CLAUSES or not openings:
        return None
    if relation == "acl" and words.relations[governor] in ("obj", "nsubj:pass"):
        governor = words.heads[governor]  # "acquitted the general of shelling"
    for opening in openings:
        if opening == "from" and is_form(words, governor, _HINDERING):
            return "not so" if _is_in_vain(words, governor) else _as_is(words, governor, "so")
        if opening == "from" and is_form(words, governor, _DISSUADING):
            return _as_is(words, governor, "open")
        if _leaves_undone(words, head, governor, opening):
            return _as_is(words, governor, "so")
    return None


def _leaves_undone(words: Words, head: int, governor: int, opening: str) -> bool:
    """Whether what a clause opens with, or with it what it hangs on, says that it was not done."""
    if opening in _INSTEAD:
        return words.tags[head] in ("VBG", "NN", "VB")
    if opening == "before":
        return any(words.plain[child] == "could" for child in words.children[head])
    if opening not in _REFRAINING:
        return False
    if is_form(words, governor, _REFRAINING[opening]):
        return True
    short = opening == "of" and is_form(words, governor, _STOPPING)
    return short and any(words.plain[child] == "short" for child in words.children[governor])


def _is_in_vain(words: Words, verb: int) -> bool:
    """Whether somebody could not, did not or failed to: "did not stop them from looting"."""
    if is_negated(words, verb):
        return not _IN_THE_PAST.isdisjoint(helping(words, verb))
    governor = words.heads[verb]
    return (
        words.relations[verb] == "xcomp"
        and is_form(words, governor, _FAILING)
        and words.tags[governor] in ("VBD", "VBN")
        and not is_negated(words, governor)
    )


def _of_infinitive(words: Words, governor: int, relation: str) -> Standing | None:
    if relation == "xcomp" and words.plain[governor] in _UNABLE:
        return _as_is(words, governor, "so")
    owned = any(words.relations[child] == "nmod:poss" for child in words.children[governor])
    if relation == "acl" and owned and is_form(words, governor, _LACKING):
        return "so"
    return None


def _is_gerund(words: Words, head: int) -> bool:
    """Whether a noun in -ing stands for a clause: it has an object, or what opens clauses."""
    return words.plain[head].endswith("ing") and any(
        words.relations[child] in ("obj", "mark") for child in words.children[head]
    )
