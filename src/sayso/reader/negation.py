"""What the words around an event plainly say of whether it happened, where the model goes wrong.

UDS It-Happened puts what is planned, possible or yet to come as low as what is denied, for neither
had happened. A page holds the one open and the other not, so an event that nothing denies is never
below -`OPEN`. And hardly any of its events are nouns: what is weighed or demanded, as in "weighs
strikes", is never above `OPEN`; nor is what is alleged, or asked with "whether". What somebody
plainly did not do, or failed to do, is below -1.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import compress
from typing import Final

from sayso.reader.base_forms import base_forms
from sayso.reader.grammar import Words
from sayso.reader.lexicon import lexicon

OPEN: Final = 0.9
"""On the scale of UDS It-Happened: neither this nor its opposite settles anything (`settled`)."""

SETTLED: Final = 1.1
"""On the same scale, what is plainly so or not so, at the least."""

_NOT = lexicon("not n't never no neither nor without none nobody nothing")
_PREVENTING = lexicon(
    "deny refuse fail prevent avoid cancel reject abandon halt stop block decline forbid ban",
    "forgo scrap withhold thwart foil avert refrain prohibit veto",
)
_NO = lexicon("no")
_NOBODY = lexicon("nobody none neither nothing")
_ASKING = lexicon("whether if")
_ASKING_MARK = lexicon("?")
_COMMANDING = frozenset({"do", "do not"})
_WEIGHING = lexicon(
    "weigh consider mull contemplate ponder plan propose want seek urge demand request threaten",
    "fear expect predict anticipate advocate envision envisage prepare promise pledge vow suggest",
    "recommend risk await hope",
)
_FAILING = lexicon("fail refuse decline neglect forget")
"""Who does this to do something does not do it."""
_ALLEGED = lexicon("allegedly supposedly purportedly ostensibly")
_SURE = lexicon("doubt question secret surprise wonder dispute denying mistake")
"""Nouns of which "no" says that something is so."""
_DONE = ("VBD", "VBN")
_NOT_DONE = lexicon("not never")
_PARTLY = lexicon("only just merely simply necessarily even yet still")
"""What is "not only" done is done, and what is not yet may be."""
_PAST = lexicon("did was were had have has")
_PASSING_ON = frozenset({"xcomp", "ccomp", "acl", "obj", "nsubj:pass", "conj", "obl", "csubj"})
"""Relations through which what is denied of a word is denied of what depends on it."""
_FARTHEST = 4
"""Words up the grammar that are looked at; it may go in circles."""


def bounded(words: Words, head: int, factuality: float, *, denied: bool) -> float:
    """An event's factuality, -3 to 3, within what its words allow.

    `denied` says that the model holds it to be denied, as they may, too.
    """
    if _is_ruled_out(words, head):
        return -abs(factuality)
    if _is_left_undone(words, head):
        factuality = min(factuality, -SETTLED)
    if _is_weighed(words, head) or _is_alleged(words, head):
        factuality = min(factuality, OPEN)
    if _is_command(words, head) or not (denied or _is_denied(words, head)):
        factuality = max(factuality, -OPEN)
    return factuality


def _is_denied(words: Words, head: int) -> bool:
    """Whether an event's word, or one that it depends on, is negated or prevented."""
    current = head
    for _ in range(_FARTHEST):
        if _is_negated(words, current):
            return True
        above, relation = words.heads[current], words.relations[current]
        if above == current or relation not in _PASSING_ON or _is_asked(words, current):
            return False
        if relation != "conj":
            if not _PREVENTING.isdisjoint(base_forms(words.plain[above])):
                return True
        elif any(words.tags[child] == "CC" for child in words.children[current]):
            return False  # "did not wait and left"
        current = above
    return False


def _is_command(words: Words, head: int) -> bool:
    """Whether a negated verb only tells somebody not to: "don't shoot"."""
    return (
        head in words.above(_COMMANDING)
        and words.tags[head] in ("VB", "VBP")
        and not any(words.relations[child].startswith("nsubj") for child in words.children[head])
    )


def _is_ruled_out(words: Words, head: int) -> bool:
    """Whether nobody did it ("nobody called"), or nothing speaks for it ("no sign that he did") or
    for what it is part of ("no sign that he decided to").
    """
    if head in words.above(_NOBODY) and any(
        words.relations[child] in ("nsubj", "nsubj:pass") and words.plain[child] in _NOBODY
        for child in words.children[head]
    ):
        return True
    above = words.heads[head]
    if words.relations[head] == "xcomp" and above != head:
        return words.relations[above] != "xcomp" and _is_unsupported(words, above)
    return _is_unsupported(words, head)


def _is_unsupported(words: Words, head: int) -> bool:
    above, relation = words.heads[head], words.relations[head]
    return (
        above in words.above(_NO)
        and (relation in ("acl", "ccomp") or (relation == "acl:relcl" and _is_content(words, head)))
        and words.tags[above][:1] == "N"
        and words.plain[above] not in _SURE
    )


def _is_content(words: Words, head: int) -> bool:
    """Whether a clause after "that" says all of a noun, and is not about it."""
    return any(
        words.plain[child] == "that" and words.relations[child] == "mark"
        for child in words.children[head]
    )


def _is_left_undone(words: Words, head: int) -> bool:
    """Whether somebody did not do it ("did not arrest"), or failed to."""
    if words.tags[head][:1] != "V" or _is_question(words, head):
        return False
    above = words.heads[head]
    if (
        words.relations[head] == "xcomp"
        and words.tags[above] in ("VBD", "VBN")
        and not _FAILING.isdisjoint(base_forms(words.plain[above]))
    ):
        return not _is_negated(words, above)
    if head not in words.above(_NOT_DONE) or head in words.above(_PARTLY):
        return False
    below = words.children[head]
    if any(words.tags[i] == "MD" or words.relations[i] == "mark" for i in below):
        return False
    helping = [words.plain[child] for child in below if words.relations[child].startswith("aux")]
    return any(word in _PAST for word in helping) if helping else words.tags[head][:3] in _DONE


def _is_question(words: Words, head: int) -> bool:
    return head in words.above(_ASKING_MARK)


def _is_alleged(words: Words, head: int) -> bool:
    """Whether somebody unnamed says so, or it is asked whether it is so."""
    return head in words.above(_ALLEGED) or (
        head in words.above(_ASKING)
        and any(
            words.plain[child] == "whether" and words.relations[child] == "mark"
            for child in words.children[head]
        )
    )


def _is_weighed(words: Words, head: int) -> bool:
    """Whether an event's noun is only what somebody thinks of or asks for: "weighs strikes"."""
    return (
        words.tags[head][:1] == "N"
        and words.relations[head] in ("obj", "obl", "nsubj:pass")
        and not _WEIGHING.isdisjoint(base_forms(words.plain[words.heads[head]]))
    )


def _is_asked(words: Words, index: int) -> bool:
    """Whether a clause leaves open what it says: "has not decided whether to attend"."""
    return index in words.above(_ASKING)


def _is_negated(words: Words, index: int) -> bool:
    return index in _negated(words)


@lru_cache(maxsize=1)
def _negated(words: Words) -> frozenset[int]:
    """The words that one that negates depends on; those of the last page are kept."""
    signs = frozenset(filter(_negates, words.vocabulary))
    arcs = compress(enumerate(words.heads), map(signs.__contains__, words.plain))
    return frozenset(
        [
            head
            for index, head in arcs
            if head != index and words.blocks[index] == words.blocks[head]
        ]
    )


def _negates(word: str) -> bool:
    """Whether a word (`cue_words.plain`) negates; "do not" is one, if it was written "don't"."""
    return word in _NOT or (" " in word and not _NOT.isdisjoint(word.split()))
