"""What somebody denies: the events of a denial, whether or not it is read as a statement."""

from __future__ import annotations

from typing import Final

from sayso.reader.events.factuality.governing import attached, is_form
from sayso.reader.events.factuality.negatives import is_negated
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Span

_DENYING: Final = lexicon("deny")
_CLAIMS: Final = lexicon(
    "claim report allegation accusation charge rumour rumor suggestion assertion speculation",
)
_MADE: Final = _CLAIMS | lexicon(
    "request appeal offer proposal call plea argument complaint criticism invitation demand",
    "petition bid motion question idea notion",
)
"""What was said or made for all that somebody rejects it."""
_OF_A_DENIAL: Final = ("obj", "xcomp", "ccomp")
"""Relations to a verb of denying by which it denies something."""
_PERHAPS_OF_A_DENIAL: Final = (*_OF_A_DENIAL, "conj")
"""The same, and what may go on a list of what somebody denies."""
_STEPS: Final = 4
"""Words up the grammar that are looked at; it may go in circles."""


def is_denied(words: Words, head: int) -> bool:
    """Whether a word is what somebody denies: "denies arming the rebels", "denies any contact"."""
    if words.relations[head] not in _PERHAPS_OF_A_DENIAL:
        return False
    governor, relation = attached(words, head)
    if relation not in _OF_A_DENIAL or not is_form(words, governor, _DENYING):
        return False
    if relation == "obj" and (is_made(words, head) or not _is_any(words, head)):
        return False
    return not is_negated(words, governor)


def _is_any(words: Words, noun: int) -> bool:
    return any(words.plain[child] == "any" for child in words.children[noun])


def is_made(words: Words, noun: int) -> bool:
    """Whether a noun stands for words, which were said though what they say may not be so."""
    return words.tags[noun][0] == "N" and is_form(words, noun, _MADE)


def is_said_by(words: Words, head: int, content: Span) -> bool:
    """Whether a word is what a content says: its head, what goes on after it ("and killed"), or
    what the claim that it names is about ("reports that it had killed").
    """
    main = words.head_of(content)
    if main is None:
        return False
    inside = words.within(content)
    for _ in range(_STEPS):
        if head == main:
            return not is_made(words, head)
        governor, relation = words.heads[head], words.relations[head]
        if is_form(words, main, _CLAIMS) and words.tags[head][0] == "V":
            # Grammar hangs the clause on the claim, or on what is done to that.
            if relation in ("acl", "ccomp") and governor in (main, words.heads[main]):
                return True
            if relation == "acl:relcl" and governor == main:
                return any(words.plain[child] == "that" for child in words.children[head])
        if relation != "conj" or governor not in inside:
            return False
        head = governor
    return False
