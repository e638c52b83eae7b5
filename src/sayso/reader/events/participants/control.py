"""Who does what a participle after a preposition tells of: of "kept the crowd from burning the
bus", "blamed the army for bombing it" and "accused Lee of stealing" the one who is kept, blamed or
accused, and not who keeps, blames or accuses them.
"""

from __future__ import annotations

from typing import Final

from sayso.reader.grammar.clauses import is_object, is_passive, resolved, subject
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.event_words import is_form
from sayso.reader.vocabulary.role_words import ACCUSED_OF, BLAMED_FOR, KEPT_FROM

_BY_PREPOSITION: Final = {"from": KEPT_FROM, "for": BLAMED_FOR, "of": ACCUSED_OF}
_FARTHEST: Final = 15
"""Words from such a verb to the participle."""


def controller(words: Words, verb: int) -> int | None:
    """Who does what a participle tells of, by the verb before its preposition; None where the
    participle is none of these.
    """
    if words.tags[verb] not in ("VBG", "NN", "VBN"):
        return None
    mark = verb - 1
    while mark > 0 and words.tags[mark] in ("RB", "VBG", "``") and mark > verb - 4:
        mark -= 1
    known = _BY_PREPOSITION.get(words.low[mark]) if mark >= 0 else None
    if known is None or words.blocks[mark] != words.blocks[verb]:
        return None
    above = _verb_before(words, mark, known)
    if above is None:
        return None
    if is_passive(words, above):
        return subject(words, above)
    # Grammar may take the participle for the last of two objects.
    for child in words.children[above]:
        if above < child < mark and is_object(words, child, above):
            return resolved(words, child, above)
    return None


def _verb_before(words: Words, mark: int, known: frozenset[str]) -> int | None:
    """The nearest verb before a preposition, if it is one of `known`."""
    for index in range(mark - 1, max(mark - _FARTHEST, words.sentences[mark][0]) - 1, -1):
        if words.tags[index][0] == "V" and words.relations[index] not in ("aux", "aux:pass", "cop"):
            if is_form(words.low[index], known):
                return index
            if words.relations[index] not in ("amod", "acl", "acl:relcl", "compound"):
                return None
    return None
