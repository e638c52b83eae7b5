"""The source of a statement for which the model found none: the subject of its verb of saying."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.reader.drafts import Draft
from sayso.reader.extents import name_run, reach
from sayso.reader.grammar import Words
from sayso.reader.spans import overlap
from sayso.reading import Span


def fill_sources(words: Words, drafts: Sequence[Draft]) -> None:
    """Gives drafts without a source the subject of their cue, where grammar is plain about it."""
    for draft in drafts:
        if not draft.source and draft.cue:
            source = subject_of(words, draft.cue)
            if source is not None and not any(overlap(source, span) for span in draft.spans()):
                draft.source = [source]


_LED_ON = ("conj", "xcomp", "advcl")
"""How a verb hangs on one whose subject it shares: "he left, saying", "she rose and said"."""
_ACTIVE = ("VB", "VBD", "VBG", "VBP", "VBZ")


def subject_of(words: Words, cue: Sequence[Span]) -> Span | None:
    """Who does what a cue says: the subject of its verb in the active voice, by its span."""
    verb = next((i for span in cue for i in words.within(span) if words.tags[i][:2] == "VB"), None)
    if verb is None:
        return None
    for _ in range(_HIGHEST):
        if words.tags[verb] == "VBN" and not _has_perfect(words, verb):
            return None
        children = words.children(verb)
        if any(words.relations[i] in ("nsubj:pass", "csubj", "expl") for i in children):
            return None
        subjects = [i for i in children if words.relations[i] == "nsubj"]
        if subjects:
            return _phrase(words, subjects[0], verb) if len(subjects) == 1 else None
        head = words.heads[verb]
        if words.relations[verb] == "acl" and words.tags[verb] == "VBG":
            return _phrase(words, head, verb)
        if words.relations[verb] not in _LED_ON or words.tags[head][:2] != "VB" or head == verb:
            return None
        verb = head
    return None


_HIGHEST = 3


def _has_perfect(words: Words, verb: int) -> bool:
    """Whether "has", "have" or "had" makes a participle active: "has said"."""
    helpers = [i for i in words.children(verb) if words.relations[i] == "aux"]
    return any(words.word(i).lower() in ("has", "have", "had", "having", "'ve") for i in helpers)


def _phrase(words: Words, head: int, verb: int) -> Span | None:
    if words.tags[head][:1] not in ("N", "P", "W") or words.blocks[head] != words.blocks[verb]:
        return None
    if words.word(head).lower() in ("it", "there", "this", "that", "which", "what"):
        return None
    first, last = reach(words, head)
    run = name_run(words, head)
    end = max(head, run[1], min(last, verb - 1) if head < verb else last)
    return words.span(min(first, run[0]), end)
