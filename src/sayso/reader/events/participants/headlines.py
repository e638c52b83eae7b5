"""Who did what to whom in headlines, which leave out "was" and "is": "Ranger killed in ambush",
"Germany to send tanks".
"""

from __future__ import annotations

from typing import Final

from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.event_words import is_form
from sayso.reader.vocabulary.role_words import TRANSITIVE

_COMPLETE: Final = frozenset({"obj", "iobj", "aux", "aux:pass", "ccomp", "expl", "csubj"})
_LONGEST: Final = 9
"""Words that a headline may open with before its "to"."""


def is_headline(words: Words, index: int) -> bool:
    """Whether a word stands in a headline: first on the page, and without a full stop."""
    return not words.blocks[index] and words.tags[words.sentences[index][-1]] != "."


def passive_subject(words: Words, verb: int) -> int | None:
    """To whom it is done in a headline that leaves out "was": "Ranger killed in ambush".

    Headlines tell what somebody did in the present tense, so that a past tense of what needs an
    object, and has none, is none.
    """
    if words.tags[verb] not in ("VBN", "VBD") or not is_headline(words, verb):
        return None
    if not is_form(words.low[verb], TRANSITIVE):
        return None
    if not _COMPLETE.isdisjoint(words.relations_below(verb)):
        return None
    own = [c for c in words.children[verb] if words.relations[c] in ("nsubj", "nsubj:pass")]
    if own:
        before = own[-1] < verb and words.tags[own[-1]][0] in "NC"
        return own[-1] if before else None
    above = words.heads[verb]
    if above < verb and words.relations[verb] in ("root", "dep", "parataxis", "acl", "amod"):
        return above if words.tags[above][0] in "NC" else None
    return None


def who_is_to(words: Words, verb: int) -> int | None:
    """Who is to do it in a headline that leaves out "is": "Germany to send tanks"."""
    if verb < 2 or not is_headline(words, verb):
        return None
    to = verb - 1
    if words.tags[to] == "RB":
        to -= 1
    first = words.sentences[verb][0]
    if words.low[to] != "to" or not 0 < to - first <= _LONGEST:
        return None
    before = range(first, to)
    if words.tags[to - 1][0] not in ("N", "C"):
        return None
    plain = all(words.tags[i][0] in "NJDCP$" or words.tags[i] in ("HYPH", "VBN") for i in before)
    return to - 1 if plain else None
