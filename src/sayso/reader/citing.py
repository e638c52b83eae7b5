"""Whom a report cites between its verb and what it says: "Reuters reported, citing two officials,
that …". The model takes the clause for what is cited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.reader.cue_words import is_any
from sayso.reader.drafts import Draft
from sayso.reader.extents import reach
from sayso.reader.gaps import subject_of
from sayso.reader.grammar import Words
from sayso.reader.lexicon import lexicon
from sayso.reader.spans import overlap
from sayso.reading import Span

_CITING = frozenset({"citing", "quoting"})
_SAYING = lexicon("report say write add claim announce state reveal disclose confirm")
_BETWEEN = ("NNP", "IN", "RB", "DT", "NN", "CD")
"""Tags of what may stand between the verb and its comma: "reported on Monday"."""
_FARTHEST = 30
"""Words of who is cited."""


def part_citing(words: Words, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with the clause given back to the verb of saying, and who is cited to "citing"."""
    found = list(drafts)
    for verb, citing, mark in _parentheses(words):
        said, cited = words.span(verb, verb), words.span(citing, citing)
        own = [d for d in found if any(overlap(s, c) for s in d.cue for c in (said, cited))]
        if not own:
            continue
        source = next((d.source for d in own if d.source), None)
        if source is None:
            subject = subject_of(words, [said])
            source = [] if subject is None else [subject]
        start = words.starts[mark]
        end = max((s.end for d in own for s in d.content if s.start <= start < s.end), default=0)
        if not end:
            end = words.ends[reach(words, words.heads[mark], quotes=True)[1]]
        if not source or end <= words.ends[mark]:
            continue
        cue = next((d.cue for d in own if all(span.end <= cited.start for span in d.cue)), [said])
        score = max(draft.score for draft in own)
        found = [draft for draft in found if draft not in own]
        found.append(Draft(list(cue), list(source), [Span(start, end)], score))
        whom = words.span(citing + 1, mark - 2)
        found.append(Draft([cited], list(source), [whom], score))
    found.sort(key=lambda d: (d.start, -d.score, d.content, d.cue, d.source))
    return found


def _parentheses(words: Words) -> Iterator[tuple[int, int, int]]:
    """Verbs of saying that ", citing Y, that …" follows, with "citing" and "that"."""
    for citing, word in enumerate(words.low):
        if word not in _CITING or citing < 2 or words.tags[citing - 1] != ",":
            continue
        verb = citing - 2
        while verb > citing - 7 and verb > 0 and words.tags[verb] in _BETWEEN:
            verb -= 1
        if words.tags[verb] not in ("VBD", "VBZ", "VBP", "VBN") or (
            not is_any(words.low[verb], _SAYING) or words.blocks[verb] != words.blocks[citing]
        ):
            continue
        sentence = words.sentences[citing]
        for mark in range(citing + 3, min(citing + _FARTHEST, sentence.stop)):
            if words.low[mark] == "that" and words.tags[mark] == "IN":
                if words.tags[mark - 1] == ",":
                    yield verb, citing, mark
                break
