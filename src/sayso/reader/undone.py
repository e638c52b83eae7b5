"""What plain words say did not come about: called off, prevented, spared, refrained from."""

from __future__ import annotations

from sayso.reader.event_words import ATTEMPTING, LASTING, LIGHT_VERBS
from sayso.reader.governing import (
    Standing,
    attached,
    is_form,
    is_subject_of_passive,
    marks,
    standing,
)
from sayso.reader.grammar import Words
from sayso.reader.lexicon import lexicon

_CALLING_OFF = lexicon("cancel scrap shelve abort scrub veto")
"""Whose object, or whose subject in the passive, does not come to be."""
_AVERTING = lexicon("foil thwart avert prevent forestall preempt avoid deter")
_PUTTING_OFF = lexicon("postpone delay defer reschedule")
_PARTICLES = {
    "call": ("off", False),
    "vote": ("down", False),
    "put": ("off", True),
    "push": ("back", True),
}
"""Verbs that call off or, where True, put off with a particle."""
_NOUNS = lexicon("cancellation prevention avoidance")
_DELAYS = lexicon("postponement delay")
_SPARING = lexicon("spare")
_SHIELDING = lexicon("save protect shield safeguard immune exempt safe")
_ESCAPING = lexicon("escape evade dodge elude avoid")
_HINDERING = lexicon("prevent stop keep hinder")
"""Who does this to somebody "from" doing something leaves it undone."""
_DISSUADING = lexicon("deter dissuade discourage bar block ban")
"""The same, as far as it helps."""
_REFRAINING = {
    "refrain": "from", "abstain": "from", "desist": "from", "decide": "against", "stop": "of",
    "short": "of", "shy": "from",
}  # fmt: skip
_INSTEAD = ("without", "instead of", "rather than")
_CLEARING = lexicon("acquit clear exonerate absolve")
_LACKING = lexicon("refusal failure inability")
_UNABLE = lexicon("unable powerless")
_DEFINITE = lexicon("the this that these those his her its their")


def undone(words: Words, head: int) -> Standing | None:
    """Whether words around an event say that it did not come about ("so"), or may not ("open");
    None where they say neither.
    """
    governor, relation = attached(words, head)
    if words.tags[head][:1] == "N" and not _is_gerund(words, head):
        found = _of_noun(words, head, governor, relation)
        if found is None and relation == "obj" and is_form(words, governor, LIGHT_VERBS):
            return _of_verb(words, governor, *attached(words, governor))
        return found
    if words.tags[head][:1] == "V" and _is_no_longer(words, head):
        return "so"
    if governor == head:
        return None
    return _of_verb(words, head, governor, relation)


def _of_noun(words: Words, head: int, governor: int, relation: str) -> Standing | None:
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
    if _is_done_to(words, head, governor, relation):
        off = _calls_off(words, head, governor)
        return None if off is None else _as_is(words, governor, off)
    opening = marks(words, head)
    if "without" in opening and relation in ("obl", "nmod"):
        return None if _is_definite(words, head) else _as_is(words, governor, "so")
    if relation == "nmod" and "of" in opening:
        if is_form(words, governor, _NOUNS):
            return "so"
        return "open" if is_form(words, governor, _DELAYS) else None
    if relation == "obl" and "from" in opening and not _is_definite(words, head):
        if is_form(words, governor, _SPARING):
            return _as_is(words, governor, "so")
        if is_form(words, governor, _SHIELDING):
            return _as_is(words, governor, "open")
    return None


def _is_done_to(words: Words, noun: int, governor: int, relation: str) -> bool:
    """Whether a noun is what a verb acts on, headlines ("Strike called off") included."""
    if relation == "obj" or is_subject_of_passive(words, noun):
        return True
    if relation in ("root", "compound", "nsubj"):
        ended = words.tags[governor] in ("VBN", "VBD") and noun < governor
        return ended and "obj" not in words.relations_below(governor)
    return relation == "obl" and not marks(words, noun)  # "voted down the bill"


def _calls_off(words: Words, noun: int, verb: int) -> Standing | None:
    """Whether a verb calls an event off ("so"), or puts it off ("open")."""
    for child in words.children[verb]:
        if words.relations[child] == "compound:prt":
            for form, (particle, later) in _PARTICLES.items():
                if words.plain[child] == particle and is_form(words, verb, frozenset({form})):
                    return "open" if later else "so"
    if is_form(words, verb, _ESCAPING):
        bare = not any(words.relations[i] in ("det", "nmod:poss") for i in words.children[noun])
        if bare and words.tags[noun] == "NN" and not is_form(words, noun, LASTING):
            return "so"
    if is_form(words, verb, _AVERTING) and not is_form(words, noun, LASTING):
        return "so"
    # What was in force is over when it is scrapped: "scrapped the tariffs".
    if is_form(words, verb, _CALLING_OFF):
        lasted = is_form(words, noun, LASTING) and not is_form(words, verb, frozenset({"veto"}))
        return None if lasted else "so"
    return "open" if is_form(words, verb, _PUTTING_OFF) else None


def _as_is(words: Words, governor: int, off: Standing) -> Standing | None:
    """What a governor says of an event, if it is told as done itself."""
    stands = standing(words, governor)
    if stands == "not so":
        return None
    return off if stands == "so" else "open"


def _of_verb(words: Words, head: int, governor: int, relation: str) -> Standing | None:
    if relation in ("acl", "xcomp") and words.tags[head] == "VB":
        return _of_infinitive(words, governor, relation)
    if relation not in ("advcl", "obl", "xcomp", "ccomp", "conj", "nmod", "acl"):
        return None
    held = words.heads[governor]
    if relation == "acl" and words.relations[governor] in ("obj", "nsubj:pass"):
        governor = held  # "acquitted the general of shelling"
    for opening in marks(words, head):
        if opening in _INSTEAD and (words.tags[head] in ("VBG", "NN", "VB")):
            return _as_is(words, governor, "so")
        if opening == "from" and is_form(words, governor, _HINDERING):
            return _as_is(words, governor, "so")
        if opening == "from" and is_form(words, governor, _DISSUADING):
            return _as_is(words, governor, "open")
        if opening == "of" and is_form(words, governor, _CLEARING):
            return _as_is(words, governor, "so")
        if any(
            opening == preposition and _refrains(words, governor, verb)
            for verb, preposition in _REFRAINING.items()
        ):
            return _as_is(words, governor, "so")
    return None


def _is_no_longer(words: Words, verb: int) -> bool:
    return any(
        words.plain[child] == "longer" and words.plain[child - 1] == "no"
        for child in words.children[verb]
    )


def _refrains(words: Words, governor: int, verb: str) -> bool:
    if not is_form(words, governor, frozenset({verb})):
        return False
    short = [i for i in words.children[governor] if words.plain[i] == "short"]
    return verb != "stop" or bool(short)


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


def _is_definite(words: Words, noun: int) -> bool:
    return any(words.plain[child] in _DEFINITE for child in words.children[noun])
