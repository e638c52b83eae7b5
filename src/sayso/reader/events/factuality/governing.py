"""What an event's word hangs on, and whether the page says that this is so itself."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from sayso.reader.events.factuality.negatives import has_nobody, is_negated
from sayso.reader.grammar.noun_phrases import DEFINITE, POSSESSIVES
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.base_forms import base_forms
from sayso.reader.vocabulary.lexicon import lexicon

Standing = Literal["so", "open", "not so"]
"""Whether a page tells that something was done, leaves it open, or says that it was not."""

_OPENERS: Final = frozenset({"mark", "case", "cc", "fixed"})
_OPENED: Final = frozenset({"advcl", "obl", "xcomp", "ccomp", "conj", "nmod", "acl"})
"""Relations of which it matters what opens them."""
_BEFORE_THAN: Final = ("rather", "instead")
"""What opens clauses with a word of its own: "rather than", "instead of"."""
_DEFINITE: Final = DEFINITE | POSSESSIVES
_FALLING_SHORT: Final = lexicon(
    "fail refuse decline neglect forget try attempt seek struggle unable powerless unwilling",
)
"""What these are to do was not done, or not for sure."""
_BRINGING_ABOUT: Final = lexicon("help manage serve succeed work")
_OPENING: Final = lexicon("if unless whether until before without lest")
_REALISED: Final = lexicon("after by since and but for")
"""What may open a clause in -ing that tells what was done: "after averting"."""
_STEPS: Final = 4
"""Words up the grammar that are looked at; it may go in circles."""


class Hold(NamedTuple):
    """What an event's word hangs on."""

    head: int
    """The event's word."""
    governor: int
    """The word that it hangs on; its own of one that hangs on none."""
    relation: str
    opening: tuple[str, ...]
    """What opens its clause or phrase ("of", "rather than", "as if"), where that matters."""


def hold_of(words: Words, head: int) -> Hold:
    """What an event's word hangs on; of one that goes on a list, what the first does."""
    governor, relation = attached(words, head)
    opened = governor != head and relation in _OPENED
    return Hold(head, governor, relation, tuple(marks(words, head)) if opened else ())


def is_form(words: Words, index: int, known: frozenset[str]) -> bool:
    """Whether a word is a form of one of a lexicon's."""
    return not known.isdisjoint(base_forms(words.plain[index]))


def attached(words: Words, index: int) -> tuple[int, str]:
    """The word that a word hangs on, and how; for one that goes on a list, what the first does."""
    relation = words.relations[index]
    if relation != "conj":
        return words.heads[index], relation
    current = index
    for _ in range(_STEPS):
        governor, relation = words.heads[current], words.relations[current]
        if relation != "conj" or governor == current or not _is_like(words, current, governor):
            return governor, relation
        current = governor
    return words.heads[index], words.relations[index]


_ALIKE: Final = frozenset({("VB", "VBP"), ("NN", "NNS"), ("VBG", "NN")})
_ITS_OWN: Final = frozenset({"nsubj", "nsubj:pass", "aux"})


def _is_like(words: Words, conjunct: int, first: int) -> bool:
    """Whether a conjunct shares all that stands before the first: it has no subject or helper."""
    one, other = words.tags[conjunct], words.tags[first]
    # "bomb/VBP … and kidnap/VB": the same form.
    alike = one == other or (one, other) in _ALIKE or (other, one) in _ALIKE
    return alike and _ITS_OWN.isdisjoint(words.relations_below(conjunct))


def marks(words: Words, index: int) -> list[str]:
    """What opens a clause or phrase ("of", "rather than", "as if"); for a list, its first part."""
    for _ in range(_STEPS):
        found = []
        for child in words.children[index]:
            if child >= index:
                break
            if words.relations[child] in _OPENERS or (
                words.plain[child] in _BEFORE_THAN and words.children[child]
            ):
                found.append(
                    _with_fixed(words, child) if words.children[child] else words.plain[child]
                )
        if found or words.relations[index] != "conj":
            return found
        index = words.heads[index]
    return []


def _with_fixed(words: Words, index: int) -> str:
    """The words of what opens with one: "rather than"."""
    fixed = [words.plain[i] for i in words.children[index] if words.relations[i] == "fixed"]
    return " ".join([words.plain[index], *fixed])


def standing(words: Words, verb: int) -> Standing:
    """Whether a verb, or the noun or adjective that stands for one, is told as done."""
    for _ in range(_STEPS):
        below = words.children[verb]
        if is_negated(words, verb) or has_nobody(words, verb):
            return "not so"
        if any(words.tags[child] == "MD" for child in below):
            # What could have been prevented was not.
            have = any(words.plain[i] in ("have", "'ve") for i in below)
            return "not so" if have else "open"
        marked = [words.plain[child] for child in below if words.relations[child] == "mark"]
        if not _OPENING.isdisjoint(marked):
            return "open"
        governor, relation = words.heads[verb], words.relations[verb]
        tag = words.tags[verb]
        if tag == "VBG" and not _REALISED.issuperset(marks(words, verb)):
            return "open"  # "talks on averting a war"
        if tag not in ("VB", "VBG", "NN") or governor == verb:
            return "so"
        if relation == "xcomp":
            if is_form(words, governor, _FALLING_SHORT):
                return "not so"
            if not is_form(words, governor, _BRINGING_ABOUT) and tag == "VB":
                return "open"
        elif relation == "conj":
            if "to" in marked:
                return "open"
        elif tag == "VB":
            did = any(words.plain[child] in ("did", "does", "do") for child in below)
            return "so" if did else "open"
        elif relation != "advcl":
            return "so"
        verb = governor
    return "so"


def is_content(words: Words, verb: int) -> bool:
    """Whether a clause after "that" says all of a noun, and is not about it."""
    return any(
        words.plain[child] == "that" and words.relations[child] == "mark"
        for child in words.children[verb]
    )


def is_definite(words: Words, noun: int) -> bool:
    """Whether a noun is one that is known: "the strike", "their talks"."""
    return not _DEFINITE.isdisjoint([words.plain[child] for child in words.children[noun]])


_PASSIVE: Final = frozenset({"aux:pass", "cop"})


def is_subject_of_passive(words: Words, noun: int) -> bool:
    """Whether what a noun is the subject of is done to it; grammar often misses the passive."""
    governor, relation = words.heads[noun], words.relations[noun]
    if relation == "nsubj:pass":
        return True
    return (
        relation == "nsubj"
        and words.tags[governor] == "VBN"
        and not _PASSIVE.isdisjoint(words.relations_below(governor))
    )
