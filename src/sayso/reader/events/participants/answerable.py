"""Who did it, by a clause around the noun of a deed: "claimed responsibility for the attack",
"blamed the army for the raid", "was convicted of the murder", "is behind the kidnapping".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sayso.reader.events.participants.roles import linked
from sayso.reader.grammar.clauses import is_object, is_passive, resolved, subject
from sayso.reader.grammar.extents import case_of
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.event_words import is_form
from sayso.reader.vocabulary.role_words import BLAMED_FOR, CLAIMING, DENYING, GUILTY, PINNING, TRIED

_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass", "csubj", "expl"})
_NOBODY: Final = frozenset({"no", "nobody", "none", "noone", "neither"})
_NOT: Final = frozenset({"not", "n't", "never"})


def answerable(words: Words, noun: int) -> int | None:
    """Who has done what a noun tells of, by the clause that it stands in; None if that is not said.

    Whether they have is another question: they may only be accused of it.
    """
    preposition = case_of(words, noun)
    if not preposition:
        return _pinned_on(words, noun)
    if preposition == "behind":
        return _behind(words, noun)
    for above in _above(words, noun):
        found = _by_clause(words, above, preposition, noun)
        if found is not None:
            return None if _is_nobody(words, found) else found
    return None


def _above(words: Words, noun: int) -> Iterator[int]:
    """The word before that a noun hangs on and, if that is a noun, the one above it: grammar may
    hang "for the raid" on "blamed" or on "the army".
    """
    current = noun
    for _ in range(2):
        above = words.heads[current]
        if above == current or above > noun or words.blocks[above] != words.blocks[noun]:
            return
        yield above
        if words.tags[above][0] not in "NP":
            return
        current = above


def _by_clause(words: Words, above: int, preposition: str, noun: int) -> int | None:
    word = words.low[above]
    if words.tags[above][0] == "J":
        wanted = GUILTY.get(word, frozenset())
        return _holder(words, above) if preposition in wanted else None
    if words.tags[above][0] != "V":
        return None
    if preposition == "for" and is_form(word, CLAIMING):
        held = any(
            words.low[child] in ("responsibility", "credit", "blame")
            for child in words.children[above]
            if child > above and words.relations[child] in ("obj", "nsubj:pass", "obl")
        )
        return subject(words, above) if held and not _is_denied(words, above) else None
    known = BLAMED_FOR if preposition == "for" else TRIED.get(preposition, frozenset())
    if not is_form(word, known):
        return None
    if is_passive(words, above):
        return subject(words, above)
    return next(
        (
            resolved(words, child, above)
            for child in words.children[above]
            if child < noun and is_object(words, child, above)
        ),
        None,
    )


def _holder(words: Words, adjective: int) -> int | None:
    """Of whom an adjective is said: "the men responsible", "he pleaded guilty", "found him guilty".

    Nobody who is "not guilty".
    """
    above = words.heads[adjective]
    verb = words.relations[adjective] in ("xcomp", "ccomp", "advcl") and words.tags[above][0] == "V"
    if _is_denied(words, adjective) or words.plain[adjective - 1].strip() in _NOT:
        return None
    if not verb or not _SUBJECTS.isdisjoint(words.relations_below(adjective)):
        return subject(words, adjective)
    if _is_denied(words, above):
        return None
    objects = [c for c in words.children[above] if is_object(words, c, above) and c < adjective]
    return objects[0] if objects else subject(words, above)


def _behind(words: Words, noun: int) -> int | None:
    """Who is behind it: "rebels were behind the raid", "the men behind the raid"."""
    own = [c for c in words.children[noun] if words.relations[c] in ("nsubj", "nsubj:pass")]
    if own and "cop" in words.relations_below(noun):
        return None if _is_denied(words, noun) else resolved(words, own[0], noun)
    above = words.heads[noun]
    if words.relations[noun] == "nmod" and words.kinds[above] in ("person", "organization"):
        return above
    return subject(words, above) if words.low[above] in ("be", "is", "was", "were", "are") else None


def _pinned_on(words: Words, noun: int) -> int | None:
    """On whom it is blamed: "blamed the raid on the army", "the raid was blamed on the army"."""
    verb = words.heads[noun]
    if words.relations[noun] not in ("obj", "nsubj:pass") or not is_form(words.low[verb], PINNING):
        return None
    return next(
        (
            other
            for by, other in linked(words, words.children[verb])
            if other > verb and by in ("on", "upon", "to")
        ),
        None,
    )


def _is_denied(words: Words, head: int) -> bool:
    return any(words.plain[c].strip() in _NOT for c in words.children[head]) or is_form(
        words.low[head], DENYING
    )


def _is_nobody(words: Words, head: int) -> bool:
    return words.low[head] in _NOBODY or any(
        words.low[child] in _NOBODY for child in words.children[head] if child < head
    )
