"""A noun of saying with its clause, where the sentence is about it: "the promise by the bank that
no branch would close was broken". What is said ends before the verb of the sentence, and the one
whom "by" names says it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.reader.drafts import Draft
from sayso.reader.grammar import Words
from sayso.reader.spans import overlap, tidy, without
from sayso.reading import Span

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBAL = _FINITE | {"VBN"}
_LONGEST = 12
"""Words of "by" and whom it names."""


def part_nouns(words: Words, drafts: Sequence[Draft]) -> None:
    """Parts what a noun at the beginning of a sentence says from what the sentence says of it."""
    for draft in drafts:
        noun = _noun(words, draft.cue)
        if noun is None:
            continue
        mark = _mark(words, noun)
        if mark is None:
            continue
        if mark > noun + 2 and words.low[noun + 1] == "by":
            who = words.span(noun + 2, mark - 1)
            if words.tags[mark - 1][:1] == "N":
                draft.cue = without(words.text, draft.cue, [who])
                draft.source = [who]
                draft.content = tidy(
                    words.text,
                    [
                        Span(max(span.start, words.starts[mark]), span.end)
                        for span in draft.content
                        if span.end > words.starts[mark]
                    ],
                )
        end = _end(words, mark)
        if end is not None:
            draft.content = _until(words, draft.content, mark, end)


def _noun(words: Words, cue: Sequence[Span]) -> int | None:
    """The noun of a cue before which its sentence has no verb."""
    nouns = [i for span in cue for i in words.within(span) if words.tags[i] in ("NN", "NNS")]
    if not nouns or any(words.tags[i] in _VERBAL for span in cue for i in words.within(span)):
        return None
    noun = nouns[-1]
    before = range(words.sentences[noun].start, noun)
    return None if any(words.tags[i] in _FINITE for i in before) else noun


def _mark(words: Words, noun: int) -> int | None:
    """The "that" after a noun, or after "by" and whom it names."""
    sentence = words.sentences[noun]
    if noun + 1 not in sentence:
        return None
    if words.low[noun + 1] == "that":
        return noun + 1
    if words.low[noun + 1] != "by":
        return None
    for index in range(noun + 2, min(noun + _LONGEST, sentence.stop)):
        if words.low[index] == "that":
            return index
        if words.tags[index] in _FINITE or words.tags[index] in (",", ":"):
            return None
    return None


def _end(words: Words, mark: int) -> int | None:
    """The last word of the clause that "that" opens, if the sentence goes on with its own verb."""
    verb = words.heads[mark]
    if verb <= mark or words.blocks[verb] != words.blocks[mark]:
        return None
    clause = _clause(words, verb, mark)
    end = verb
    while end + 1 in clause:
        end += 1
    following = words.sentences[mark]
    own = end + 1
    while own in following and words.tags[own] in ("RB", ","):
        own += 1
    if own not in following or words.tags[own] not in _VERBAL:
        return None
    main = own
    while words.relations[main] in ("aux", "aux:pass", "cop") and words.heads[main] > main:
        main = words.heads[main]
    return None if main in clause else end


def _clause(words: Words, verb: int, mark: int) -> set[int]:
    """What depends on the verb of a clause; the root of the sentence does not, though grammar that
    is wrong may have it so.
    """
    found, waiting = {verb}, [verb]
    while waiting:
        for child in words.children[waiting.pop()]:
            if child >= mark and child not in found and words.relations[child] != "root":
                found.add(child)
                waiting.append(child)
    return found


def _until(words: Words, content: Sequence[Span], mark: int, end: int) -> list[Span]:
    clause = words.span(mark, end)
    return [
        Span(span.start, min(span.end, clause.end)) if overlap(span, clause) else span
        for span in content
        if span.start < clause.end
    ]
