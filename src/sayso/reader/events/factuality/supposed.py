"""What is denied only in a condition, a wish, a purpose or a possibility, and so left open.

"If he does not pay", "does not want to pay", "may not pay" and "so that he does not pay" deny
nothing: the page does not say whether he paid. "Was not able to pay" and "could not pay" do.
"""

from __future__ import annotations

from typing import Final

from sayso.reader.events.factuality.governing import is_form
from sayso.reader.events.factuality.negatives import helping
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.lexicon import lexicon

_CONDITIONS: Final = lexicon("if unless lest whether")
_MAYBE: Final = lexicon("may might should must ought need")
_MINDING: Final = lexicon(
    "want plan intend expect wish hope need prefer require suppose mean have afford",
    "ask tell urge order beg implore advise warn encourage trust",
)
"""Who does not do this to do something may do it all the same, and who does it may not."""
_AFFORDING: Final = lexicon("afford")
"""The same of what somebody cannot have."""
_EXPECTING: Final = lexicon("expect hope wish")
"""The same of what somebody says "that" of."""
_ENSURING: Final = lexicon("ensure guarantee")
_MAKING: Final = lexicon("make")
_PAST: Final = lexicon("did was were had have has")
_PASSING_ON: Final = frozenset({"xcomp", "conj", "obj", "nsubj", "nsubj:pass", "acl"})
_STEPS: Final = 4
"""Words up the grammar that are looked at; it may go in circles."""


def is_supposed(words: Words, head: int) -> bool:
    """Whether what is denied of an event's word is no more than supposed."""
    current = head
    shared = True
    for _ in range(_STEPS):
        if _is_conditional(words, current):
            return True
        if shared and _is_possible(words, current):
            return True
        governor, relation = words.heads[current], words.relations[current]
        if governor == current:
            return False
        if relation == "xcomp" and is_form(words, governor, _MINDING):
            return True
        if relation == "obj" and is_form(words, governor, _AFFORDING):
            return True
        if relation == "ccomp" and is_form(words, governor, _EXPECTING):
            return True
        if relation not in _PASSING_ON:
            return False
        if relation == "conj":
            # "If he paid and she did not": both stand in the condition, but helpers are its own.
            shared = shared and words.relations_below(current).isdisjoint(("nsubj", "nsubj:pass"))
        current = governor
    return False


def _is_conditional(words: Words, verb: int) -> bool:
    """Whether a clause is a condition ("if"), or the purpose of something ("so that")."""
    marked = [words.plain[i] for i in words.children[verb] if words.relations[i] == "mark"]
    if not _CONDITIONS.isdisjoint(marked):
        return True
    # "So he did not play": what came of it.
    purpose = "so" in marked or _is_ensured(words, verb)
    return purpose and _PAST.isdisjoint(helping(words, verb))


def _is_ensured(words: Words, verb: int) -> bool:
    """Whether somebody makes sure of a clause."""
    if words.relations[verb] != "ccomp":
        return False
    governor = words.heads[verb]
    if is_form(words, governor, _MAKING):
        return any(words.plain[child] == "sure" for child in words.children[governor])
    return is_form(words, governor, _ENSURING)


def _is_possible(words: Words, verb: int) -> bool:
    """Whether a verb "may not" or "should not" be done."""
    return not _MAYBE.isdisjoint(helping(words, verb))


def is_open_question(words: Words, verb: int) -> bool:
    """Whether a clause only names what is not known of it: "who fled", "how long they stay"."""
    tags, children, governor = words.tags, words.children, words.heads[verb]
    return any(
        tags[child][0] == "W" or any(tags[i][0] == "W" for i in children[child] if i < child)
        for child in children[verb]
        if child < verb
    ) or any(tags[child][0] == "W" for child in children[governor] if governor < child < verb)
