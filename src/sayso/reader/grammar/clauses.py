"""Whose clause it is: the subject of a verb, its own or one that it shares, and its voice."""

from __future__ import annotations

from typing import Final

from sayso.reader.grammar.extents import ancestors, case_of, prepositions
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.event_words import (
    INTRANSITIVE,
    PROMISING,
    TOUGH,
    calling,
    is_form,
)

_SUBJECTS: Final = ("nsubj", "nsubj:pass")
_STEPS: Final = 6
"""Clauses that a subject may be shared through."""
_UNNAMED: Final = frozenset({"csubj", "expl"})
_SOMEBODY: Final = ("person", "organization")
_PAST: Final = ("VBN", "VBD")
_FINITE: Final = ("VBD", "VBZ", "VBP", "MD")
_HAVE: Final = frozenset({"has", "have", "had", "having", "'ve", "'s", "'d"})


def is_passive(words: Words, verb: int) -> bool:
    """Whether a verb says what is done to its subject, "get killed" and "the man shot" included."""
    for _ in range(_STEPS):
        relations = words.relations_below(verb)
        if "aux:pass" in relations:
            # "He's resigned" is "has".
            return not is_form(words.low[verb], INTRANSITIVE) or _is_written_out(words, verb)
        is_done_to = "nsubj:pass" in relations
        if not is_done_to and ("nsubj" in relations or words.tags[verb] not in _PAST):
            return False
        if is_form(words.low[verb], INTRANSITIVE):
            return False
        if is_done_to:
            return "aux" not in relations or not _has_done(words, verb)
        if words.relations[verb] in ("acl", "amod") and words.tags[verb] == "VBD":
            return True
        if words.tags[verb] != "VBN" or "aux" in relations:
            return False
        if words.relations[verb] != "conj":
            return True
        head = words.heads[verb]
        if words.tags[head][0] != "V" or head >= verb:
            return True
        verb = head
    return False


def _is_written_out(words: Words, verb: int) -> bool:
    """Whether no "'s" helps a verb, which may be "is" or "has"."""
    return all(words.low[child] != "'s" for child in words.children[verb])


def _has_done(words: Words, verb: int) -> bool:
    """Whether "have" is all that helps a verb, whatever grammar makes of its subject."""
    below = words.children[verb]
    return any(
        words.low[child] in _HAVE for child in below if words.relations[child] == "aux"
    ) and all(words.low[child] != "been" for child in below)


def subject(words: Words, verb: int, steps: int = _STEPS) -> int | None:
    """The head of what a verb has or shares for a subject, whatever the voice; None if unsure.

    "Who" is the noun before it. Of an infinitive it is who is to do it ("urged Congress to act"),
    of a participle whom the main clause is about, or the noun that it follows. It may be shared
    through one clause less than there are `steps`.
    """
    if not steps:
        return None
    own = _own_subject(words, verb)
    if own is not None:
        return resolved(words, own, verb)
    head, relation = words.heads[verb], words.relations[verb]
    if head == verb or words.blocks[head] != words.blocks[verb]:
        return None
    if not _UNNAMED.isdisjoint(words.relations_below(verb)):
        return None
    called = _called(words, verb)
    if called is not None:
        return called
    if relation in ("acl", "xcomp") and _is_somebody_before(words, verb):
        return verb - 1
    if relation == "conj":
        if words.tags[verb] == "VBN" and words.tags[verb - 1] == "CD" and verb:
            return verb - 1  # "Twelve people were killed and 30 wounded."
        return subject(words, head, steps - 1) if head < verb else None
    if relation == "xcomp":
        return _controller(words, head, verb, steps)
    if relation in ("advcl", "ccomp"):
        return _main(words, head, verb, steps)
    if relation in ("acl", "acl:relcl", "amod"):
        return _noun(words, head, verb, steps)
    return None


def _own_subject(words: Words, verb: int) -> int | None:
    """The last subject before a verb, else the first after it."""
    found, relations = None, words.relations
    for child in words.children[verb]:
        if relations[child] in _SUBJECTS:
            if child < verb:
                found = child
            elif found is None and not is_object(words, child, verb):
                return child
    return found


def _is_somebody_before(words: Words, verb: int) -> bool:
    """Whether a participle is about the one right before it, whatever grammar hangs it on: "filmed
    guards beating a boy", "a clip of her brother dancing".
    """
    before, head = verb - 1, words.heads[verb]
    return (
        words.tags[verb] == "VBG"
        and verb > 0
        and words.kinds[before] in _SOMEBODY
        and words.tags[before][0] == "N"
        and words.blocks[before] == words.blocks[verb]
        and (words.tags[head][0] != "N" or words.kinds[head] not in _SOMEBODY)
        and (
            words.relations[before] == "obj"
            or (words.relations[before] == "nmod" and case_of(words, before) == "of")
        )
    )


def _controller(words: Words, head: int, verb: int, steps: int) -> int | None:
    """Who is to do what an infinitive or participle after a verb or adjective says."""
    word = words.low[head]
    if words.tags[head][0] == "J" and word in TOUGH:
        return None
    for child in words.children[head]:
        if child < verb and (words.relations[child] == "iobj" or is_object(words, child, head)):
            if is_form(word, PROMISING) and words.tags[verb] == "VB" and _has_to(words, verb):
                break
            return resolved(words, child, head)
    addressed = _addressed(words, head, verb)
    if addressed is not None:
        return addressed
    return subject(words, head, steps - 1)


def _addressed(words: Words, head: int, verb: int) -> int | None:
    """Who is called on to do something: "appealed to Congress to act"."""
    called = calling(words.low[head])
    if not called:
        return None
    for child in words.children[head]:
        is_oblique = child < verb and words.relations[child] == "obl"
        if is_oblique and not called.isdisjoint(prepositions(words, child)):
            return child
    return None


def _main(words: Words, head: int, verb: int, steps: int) -> int | None:
    """The subject of the clause that a participle or an infinitive of purpose hangs on."""
    finite = words.tags[verb] in _FINITE or any(
        words.tags[child] in _FINITE
        for child in words.children[verb]
        if words.relations[child] in ("aux", "aux:pass", "cop")
    )
    if finite or words.relations[verb] == "ccomp":
        return None
    if words.tags[verb] == "VB":
        if not _has_to(words, verb):
            return None
        addressed = _addressed(words, head, verb)
        if addressed is not None:
            return addressed
        if words.tags[head][0] == "V" and is_passive(words, head):
            return agent(words, head)
        if words.tags[head][0] == "J" and words.low[head] in TOUGH:
            return None
    return subject(words, head, steps - 1)


def _noun(words: Words, noun: int, verb: int, steps: int) -> int | None:
    """The noun that a participle or a relative clause without a subject is about, or for an
    infinitive who has it to do: "its intention to leave", "made a pledge to leave".
    """
    relation = words.relations[verb]
    if words.tags[verb] in ("VB", "VBP") and relation == "acl":
        if words.kinds[noun] in ("person", "organization"):
            return noun
        owner = next(
            (c for c in words.children[noun] if words.relations[c] == "nmod:poss" and c < noun),
            None,
        )
        if owner is not None:
            return owner
        above = words.heads[noun]
        if words.relations[noun] == "obj" and above < noun and words.tags[above][0] == "V":
            return None if is_passive(words, above) else subject(words, above, steps - 1)
        return None
    if relation == "acl:relcl":
        return None
    if relation == "amod" and words.tags[verb] not in ("VBN", "VBG", "VBD", "JJ"):
        return None
    return noun


def resolved(words: Words, index: int, verb: int) -> int | None:
    """The noun that a relative pronoun stands for; other words as they are, None for "what"."""
    if words.tags[index][0] != "W":
        return index
    if words.low[index] not in ("who", "whom", "which", "that"):
        return None
    return antecedent(words, index, verb)


def antecedent(words: Words, pronoun: int, verb: int) -> int | None:
    """The noun before, that the relative clause of a pronoun and its verb says something of."""
    for above in (verb, *ancestors(words, verb)[:_STEPS]):
        head = words.heads[above]
        if words.relations[above] == "acl:relcl" and head < pronoun:
            return head if words.blocks[head] == words.blocks[pronoun] else None
        if head > pronoun > above:
            return None
    return None


def agent(words: Words, verb: int) -> int | None:
    """Who a passive says by "by" did it."""
    return next(
        (
            child
            for child in words.children[verb]
            if words.relations[child] == "obl" and case_of(words, child) == "by"
        ),
        None,
    )


_OBLIQUE: Final = frozenset("for to on with from against".split())
"""Other prepositions may be of a number: "at least twelve people"."""
_OBJECTIVE: Final = frozenset("me him her us them".split())


def is_object(words: Words, index: int, verb: int) -> bool:
    """Whether a word is a verb's object, by its form too: "help us talk", but not "call for us"."""
    relation = words.relations[index]
    if relation == "obj":
        return index < verb or case_of(words, index) not in _OBLIQUE
    return relation == "nsubj" and index > verb and words.low[index] in _OBJECTIVE


def _called(words: Words, verb: int) -> int | None:
    """Who is to do it by "for": "wrong for him to leave"."""
    if words.tags[verb] != "VB":
        return None
    marks = [c for c in words.children[verb] if words.relations[c] == "mark" and c < verb]
    if not marks or words.low[marks[-1]] != "to" or marks[-1] < 2:
        return None
    noun = marks[-1] - 1
    first = noun
    while first > noun - _STEPS and first > 1 and words.heads[first - 1] == noun:
        first -= 1
    led = "for" in (words.low[first], words.low[first - 1])
    return noun if led and words.tags[noun][0] in "NP" else None


def _has_to(words: Words, verb: int) -> bool:
    return any(
        words.relations[child] == "mark" and words.low[child] == "to"
        for child in words.children[verb]
    )
