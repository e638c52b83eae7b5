"""Whether anything says that an event did not happen, and not only that it has not happened yet.

UDS It-Happened puts what is planned, possible or yet to come as low as what is denied, for neither
had happened. A page holds the one open and the other not, so an event that nothing denies is never
below `OPEN`.
"""

from __future__ import annotations

from typing import Final

from sayso.reader.base_forms import base_forms
from sayso.reader.cue_words import plain
from sayso.reader.grammar import Words
from sayso.reader.lexicon import lexicon

OPEN: Final = -0.9
"""Factuality of what is surely not yet, on the scale of UDS It-Happened: not enough for
`settled.NOT_HAPPENED`."""

_NOT = lexicon("not n't never no neither nor without none nobody nothing")
_PREVENTING = lexicon(
    "deny refuse fail prevent avoid cancel reject abandon halt stop block decline forbid ban",
    "forgo scrap withhold thwart foil avert refrain rule prohibit veto",
)
_PASSING_ON = frozenset({"xcomp", "ccomp", "acl", "obj", "nsubj:pass", "conj", "obl", "csubj"})
"""Relations through which what is denied of a word is denied of what depends on it."""
_FARTHEST = 4
"""Words up the grammar that are looked at; it may go in circles."""


def is_denied(words: Words, head: int) -> bool:
    """Whether an event's word, or one that it depends on, is negated or prevented."""
    current = head
    for _ in range(_FARTHEST):
        if _is_negated(words, current):
            return True
        above, relation = words.heads[current], words.relations[current]
        if above == current or relation not in _PASSING_ON or _is_asked(words, current):
            return False
        if relation != "conj":
            if not _PREVENTING.isdisjoint(base_forms(plain(words.word(above)))):
                return True
        elif any(words.tags[child] == "CC" for child in words.children(current)):
            return False  # "did not wait and left"
        current = above
    return False


def is_command(words: Words, head: int) -> bool:
    """Whether a verb only tells somebody to do something, or not to: "don't shoot"."""
    below = words.children(head)
    return (
        words.tags[head] in ("VB", "VBP")
        and any(plain(words.word(child)) in ("do", "do not") for child in below)
        and not any(words.relations[child].startswith("nsubj") for child in below)
    )


def _is_asked(words: Words, index: int) -> bool:
    """Whether a clause leaves open what it says: "has not decided whether to attend"."""
    return any(plain(words.word(child)) in ("whether", "if") for child in words.children(index))


def _is_negated(words: Words, index: int) -> bool:
    return any(
        not _NOT.isdisjoint(plain(words.word(child)).split())
        and words.blocks[child] == words.blocks[index]
        for child in words.children(index)
    )
