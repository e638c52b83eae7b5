"""Whom a statement was made to: "told reporters", "in an interview with the Times"."""

from __future__ import annotations

from typing import Final

from sayso.reader.grammar.extents import ENDS, LOOSE, clip, name_run, prepositions, reach
from sayso.reader.grammar.words import Words
from sayso.reader.sources.nouns import is_role
from sayso.reader.sources.outlets import is_outlet, outlet_phrase
from sayso.reader.statements.repairs.hearers import (
    ASKED,
    HEARING,
    agent_phrase,
    find_asker,
    find_hearer,
    is_spoken_to,
)
from sayso.reader.statements.telling.scene import TALKING, TELLING, Scene
from sayso.reader.vocabulary.cue_words import is_any, is_noun_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import (
    GROUP_NOUNS,
    ORGANIZATION_NOUNS,
    PERSON_NOUNS,
    PRONOUNS,
)
from sayso.reading import Span

_EXCHANGES: Final = lexicon(
    "interview conversation call letter email e-mail message memo memorandum text note talk",
    "meeting exchange discussion petition remark testimony",
)
_HEARERS: Final = (
    GROUP_NOUNS | PERSON_NOUNS | ORGANIZATION_NOUNS | {"audience", "rally", "press", "crowd"}
)
_HEARER_RELATIONS: Final = frozenset({"obj", "iobj", "nsubj", "nsubj:pass", "obl", "nmod"})
_ASIDE: Final = frozenset({"acl", "advcl"})
_TALKING_WITH: Final = frozenset({"speak", "talk"})


def find_addressee(scene: Scene) -> Span | None:
    """The noun phrase of whom it was said to; None if the sentence does not say."""
    words = scene.words
    verb = scene.verb
    if is_spoken_to(words, verb) or words.low[verb] in ("heard", "hears"):
        return _hearer(scene, verb)
    for anchor, child in scene.circumstances:
        relation = words.relations[child]
        if relation not in _HEARER_RELATIONS or words.tags[anchor][:1] != "V":
            continue
        if words.tags[child][:1] not in "NP" or words.tags[child] in ("POS", "PDT"):
            continue
        word = words.low[anchor]
        told = asked = spoken = False
        if relation in ("obl", "nmod"):
            spoken = _is_spoken(words, anchor, child)
        elif is_any(word, TELLING):
            told = relation in ("obj", "iobj") and child > anchor
            asked = relation == "nsubj:pass" and "aux:pass" in words.relations_below(anchor)
            if relation == "nsubj" and not scene.source and anchor in scene.cue:
                asked = word == "told"  # "Nurse stole drugs, court told"
        if (told or asked or spoken) and _is_hearer(words, child):
            return scene.phrase(child)
        if told and any(is_outlet(words, i) for i in words.children[child]):
            return scene.phrase(child)  # "told NBC's breakfast show"
    return _outlet_after(scene)


def _is_spoken(words: Words, verb: int, noun: int) -> bool:
    """Whether what a verb says is said to or with a noun: "talked with reporters"."""
    cases, word = prepositions(words, noun), words.low[verb]
    if cases == ["with"]:
        return is_any(word, _TALKING_WITH)
    return cases == ["to"] and (is_any(word, TALKING) or is_any(word, TELLING))


def _outlet_after(scene: Scene) -> Span | None:
    """The outlet right after "told", whatever grammar makes of it: "told CNN Monday's vote was"."""
    words, after = scene.words, scene.verb + 1
    if words.low[scene.verb] not in ("told", "tells", "tell") or after + 1 >= len(words):
        return None
    if words.low[after] == "the":
        after += 1
    free = after not in scene.content and after not in scene.source
    if not free or words.names[after][:1] != "B" or not is_outlet(words, after):
        return None
    last = name_run(words, after)[1]
    named = last + 1 < len(words) and words.tags[last + 1] in ("NN", "NNS", "NNP", "POS")
    if named and last + 1 not in scene.content:
        return None  # "told CNN anchor Ada Roe"
    return outlet_phrase(words, after)


def find_questioner(scene: Scene) -> Span | None:
    """The noun phrase of who asked for what is said: "asked by the BBC whether …, she said"."""
    words = scene.words
    relations, children = words.relations, words.children
    subjects = [i for i in children[scene.verb] if relations[i] == "nsubj"]
    for above in (scene.verb, *subjects):
        for child in children[above]:
            if (
                relations[child] in _ASIDE
                and scene.is_free(child)
                and is_any(words.low[child], ASKED)
                and is_spoken_to(words, child)
                and (asker := find_asker(words, child)) is not None
                and asker not in scene.content
                and _is_hearer(words, asker)
            ):
                return agent_phrase(words, asker)
    return None


def _hearer(scene: Scene, verb: int) -> Span | None:
    """The noun phrase of who is told or hears, by the grammar of that verb."""
    words = scene.words
    if is_spoken_to(words, verb):
        head = find_hearer(words, verb)
    else:
        head = next((i for i in words.children[verb] if words.relations[i] == "nsubj"), None)
    if head is None or head in scene.source or words.blocks[head] != words.blocks[verb]:
        return None
    if words.tags[head][:1] not in "NPWC" or words.low[head] in ("it", "that", "which", "what"):
        return None
    subject = words.heads[head] == verb
    if not subject and (head in scene.content or not _is_hearer(words, head)):
        return None  # the subject of what is said after "asked whether …,"
    first, last = reach(words, head, LOOSE - {"appos"})
    return words.span(first, clip(words, head, last, ENDS))


def find_interviewer(words: Words, occasion: Span) -> Span | None:
    """The noun phrase of whom an interview was with, a letter went to; None if it is no such."""
    inside = words.within(occasion)
    if not any(is_noun_of(words.low[i], _EXCHANGES) for i in inside):
        return None
    for index in inside:
        cases = prepositions(words, index)
        if cases in (["with"], ["to"]) and index != inside[0] and _is_hearer(words, index):
            first, last = reach(words, index)
            return words.span(max(first, inside[0]), min(last, inside[-1]))
    return None


def _is_hearer(words: Words, index: int) -> bool:
    word = words.low[index]
    if words.names[index] != "O":
        return True
    if words.tags[index] == "PRP":
        return word in PRONOUNS - {"it"}
    if words.kinds[index] in ("person", "organization"):
        return True
    return is_noun_of(word, _HEARERS) or is_noun_of(word, HEARING) or is_role(word)
