"""What is said of something in a clause about it: "a report that the union says would have closed
the pit", "a bank she claims cheated her mother". The subject of what is said stands before who says
it: "that", or what the clause is about; the model often leaves it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.reader.grammar.extents import before_head, name_run
from sayso.reader.grammar.words import Words
from sayso.reader.spans import inside, overlap
from sayso.reader.statements.drafts import Draft
from sayso.reading import Span

_RELATIVE: Final = frozenset({"that", "which", "who", "whom", "what"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})


def fill_relatives(words: Words, drafts: Sequence[Draft]) -> None:
    """Gives contents that begin with a finite verb the subject before who says it."""
    for draft in drafts:
        if len(draft.source) != 1 or len(draft.cue) != 1 or not draft.content:
            continue
        source, cue, first = draft.source[0], draft.cue[0], min(draft.content)
        if not source.end <= cue.start < cue.end <= first.start:
            continue
        said = words.within(first)
        if not said or words.tags[said[0]] not in _FINITE:
            continue
        subject = _subject(words, source, cue)
        if subject is not None and not any(
            overlap(subject, span) and not _holds(other, draft, span)
            for other in drafts
            for span in other.spans()
        ):
            draft.content = [subject, *draft.content]


def _subject(words: Words, source: Span, cue: Span) -> Span | None:
    """The relative pronoun right before who says it, or the noun that the clause is about."""
    verb, who = words.head_of(cue), words.within(source)
    if verb is None or not who or who[0] == words.sentences[who[0]].start:
        return None
    before = who[0] - 1
    if words.low[before] in _RELATIVE:
        return words.span(before, before)
    noun = words.heads[verb]
    if words.relations[verb] != "acl:relcl" or words.tags[noun][:1] != "N":
        return None
    first, last = name_run(words, noun)
    if last != before:
        return None
    return words.span(min([first, *before_head(words, noun)]), last)


def _holds(other: Draft, draft: Draft, span: Span) -> bool:
    """Whether a span is what another draft says, and all of a draft stands in it."""
    return span in other.content and all(inside(own, span) for own in draft.spans())
