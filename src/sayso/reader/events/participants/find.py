"""Who did what to whom, and where: the participants of an event, read off its grammar.

Actors are who does it: people, bodies and countries; no documents, things or ideas. Recipients are
whom or what it is done to: these, and places and things, not what comes of it or is only about it.
Where something is given to somebody, the receiver is the recipient. Places are where it happens.
A participant that grammar is not plain about is left out.
"""

from __future__ import annotations

from typing import Final

from sayso.reader.events.participants.nationalities import doer_before
from sayso.reader.events.participants.nouns import read_noun
from sayso.reader.events.participants.parties import can_act
from sayso.reader.events.participants.roles import Participants, Roles
from sayso.reader.events.participants.verbs import read_adjective, read_verb
from sayso.reader.events.triggers import Trigger
from sayso.reader.grammar.extents import case_of
from sayso.reader.grammar.words import Words

_OF_NOUNS: Final = frozenset({"det", "nmod:poss"})
_OF_VERBS: Final = frozenset({"obj", "nsubj", "aux", "aux:pass"})
_CLAUSES: Final = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "xcomp", "parataxis"})


def find_participants(words: Words, trigger: Trigger) -> Participants:
    """The participants of one event."""
    roles = Roles(words)
    head = trigger.head
    tag = words.tags[head]
    if tag[0] == "N" or (tag == "VBG" and _is_noun_like(words, head)):
        read_noun(roles, head, _light_verb(words, trigger))
    elif tag[0] == "J" and "obj" not in words.relations_below(head):
        read_adjective(roles, head)
    else:
        read_verb(roles, head, trigger.beside)
    return roles.filled()


def _light_verb(words: Words, trigger: Trigger) -> int | None:
    """The verb that stands with a noun in its trigger."""
    for index in trigger.beside:
        if words.tags[index][0] == "V":
            return index
    return None


def _is_noun_like(words: Words, head: int) -> bool:
    """Whether a participle is a noun by what stands around it: "the killing", "shelling by", "rebel
    shelling".
    """
    below = words.relations_below(head)
    if not _OF_VERBS.isdisjoint(below):
        return False
    if not _OF_NOUNS.isdisjoint(below) or doer_before(words, head) is not None:
        return True
    within_clause = words.relations[head] in _CLAUSES
    return any(
        _is_agent(words, child) or (case_of(words, child) == "of" and not within_clause)
        for child in words.children[head]
        if child > head and words.relations[child] in ("nmod", "obl")
    )


def _is_agent(words: Words, noun: int) -> bool:
    """Whether a "by" tells who does it; nobody does by "himself"."""
    itself = words.low[noun].endswith(("self", "selves"))
    return case_of(words, noun) == "by" and not itself and can_act(words, noun)
