"""Whom a report cites between its verb and what it says: "Reuters reported, citing two officials,
that …", where the model takes the clause for what is cited; and whom it gives in a word: "…, per
two officials", which the model does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.reader.grammar.extents import reach, whole_phrase
from sayso.reader.grammar.words import Words
from sayso.reader.lists import where
from sayso.reader.sources.outlets import is_outlet
from sayso.reader.spans import overlap
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.gaps import subject_of
from sayso.reader.statements.nested import is_somebody
from sayso.reader.vocabulary.cue_words import is_any, is_noun_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import DOCUMENTS
from sayso.reading import Span

_CITING: Final = frozenset({"citing", "quoting"})
_MARKS: Final = _CITING | {"per"}
_SAYING: Final = lexicon("report say write add claim announce state reveal disclose confirm")
_BETWEEN: Final = ("NNP", "IN", "RB", "DT", "NN", "CD")
"""Tags of what may stand between the verb and its comma: "reported on Monday"."""
_FARTHEST: Final = 30
"""Words of who is cited."""
_SHORTEST: Final = 3
"""Words of what is said."""
_SURE: Final = 0.6
"""How sure a statement is that grammar alone makes out."""


def part_citing(words: Words, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with the clause given back to the verb of saying, and who is cited to "citing"."""
    found = list(drafts)
    places = where(words.low, _MARKS)
    if not places:
        return found
    for verb, citing, mark in _parentheses(words, places):
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
    found.extend(_per(words, places, found))
    found.sort(key=lambda d: (d.start, -d.score, d.content, d.cue, d.source))
    return found


def _per(words: Words, places: Sequence[int], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The statements of "…, per X", where no other has their words."""
    for index in places:
        if words.low[index] != "per" or words.tags[index] != "IN":
            continue
        sentence, noun = words.sentences[index], words.heads[index]
        opens = index == sentence.start
        if not (opens or words.tags[index - 1] == ",") or not index < noun < index + _FARTHEST:
            continue
        if words.relations[index] != "case" or not (
            is_outlet(words, noun)
            or is_somebody(words, noun)
            or words.kinds[noun] in ("person", "organization")
            or is_noun_of(words.low[noun], DOCUMENTS)
        ):
            continue
        source = whole_phrase(words, noun)
        rest = range(sentence.start, index)
        if opens:
            rest = range(words.within(source)[-1] + 1, sentence.stop)
        kept = list(rest)
        while kept and words.tags[kept[0]] in (",", ":", ".", "CC"):
            kept.pop(0)
        while kept and words.tags[kept[-1]] in (",", ":", "."):
            kept.pop()
        if len(kept) < _SHORTEST:
            continue
        said = words.span(kept[0], kept[-1])
        if not any(overlap(said, s) or overlap(source, s) for d in drafts for s in d.spans()):
            yield Draft([words.span(index, index)], [source], [said], _SURE)


def _parentheses(words: Words, places: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Verbs of saying that ", citing Y, that …" follows, with "citing" and "that"."""
    for citing in places:
        if words.low[citing] not in _CITING or citing < 2 or words.tags[citing - 1] != ",":
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
