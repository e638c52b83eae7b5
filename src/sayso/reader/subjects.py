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


def subject_of(words: Words, cue: Sequence[Span]) -> Span | None:
    """Who does what a cue says: the subject of its verb in the active voice, by its span."""
    for span in cue:
        for verb in words.within(span):
            if words.tags[verb][:2] != "VB":
                continue
            children = words.children(verb)
            subjects = [i for i in children if words.relations[i] == "nsubj"]
            if len(subjects) == 1 and words.tags[subjects[0]][:1] in ("N", "P"):
                head = subjects[0]
                first, last = reach(words, head)
                run = name_run(words, head)
                return words.span(min(first, run[0]), max(head, run[1], min(last, verb - 1)))
    return None
