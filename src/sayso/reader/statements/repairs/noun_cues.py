"""A noun of saying with its clause, where the sentence is about it: "the promise by the bank that
no branch would close was broken". What is said ends before the verb of the sentence, and the one
whom "by" names says it. Where the sentence is about something else, the model misses every other
one that somebody is said to have made: "it contradicts the sheriff's claim that …".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.reader.grammar.extents import name_run, reach
from sayso.reader.grammar.words import Words
from sayso.reader.lists import where
from sayso.reader.sources.outlets import is_outlet
from sayso.reader.spans import inside, overlap, tidy, without
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.nested import is_somebody
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Span

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBAL: Final = _FINITE | {"VBN"}
_LONGEST: Final = 12
"""Words of "by" and whom it names."""


_SAYING: Final = lexicon(
    "claim promise warning assurance denial statement prediction suggestion allegation admission",
    "announcement report argument assertion accusation contention insistence confirmation pledge",
    "declaration testimony belief conviction complaint acknowledgment acknowledgement",
)
_NOUNS: Final = _SAYING | frozenset(f"{noun}s" for noun in _SAYING)
_THAT: Final = frozenset({"that"})
_OWN: Final = lexicon("his her their its my our")
_SURE: Final = 0.5
"""How sure a statement is that grammar alone makes out."""


def add_nouns(words: Words, drafts: list[Draft]) -> None:
    """Adds what somebody is said to have said by a noun, where no draft has its words."""
    for mark in where(words.low, _THAT):
        if mark and words.low[mark - 1] in _NOUNS:
            new = _by_noun(words, mark)
            if new is None:
                continue
            whole = Span(new.source[0].start, new.content[0].end)
            near = [d for d in drafts if any(overlap(span, whole) for span in d.spans())]
            if all(_beside(draft, new) for draft in near):
                drafts.append(new)


def _by_noun(words: Words, mark: int) -> Draft | None:
    noun, verb = mark - 1, words.heads[mark]
    if words.tags[mark] != "IN" or words.relations[mark] != "mark" or verb <= mark:
        return None  # "a claim that was false"
    if words.tags[noun][:2] != "NN" or words.relations[verb] == "acl:relcl":
        return None  # "a report that the board has read"
    if words.blocks[verb] != words.blocks[noun]:
        return None
    owner = next((i for i in words.children[noun] if i < noun and _may_own(words, i)), None)
    if owner is None:
        return None
    first, last = reach(words, owner)
    run = name_run(words, owner)
    first, last = min(first, run[0]), max(last, run[1])
    if last >= noun:
        return None
    if words.tags[last + 1] == "POS":
        last += 1
    clause = _clause(words, verb, mark)
    end = verb
    while end + 1 in clause:
        end += 1
    while end > verb and words.tags[end] in (",", ":", ".", "CC"):
        end -= 1
    cue = words.span(last + 1, noun)
    return Draft([cue], [words.span(first, last)], [words.span(mark, end)], _SURE)


def _may_own(words: Words, index: int) -> bool:
    """Whether a word before a noun says whose it is: "Roe's", "their", "a Gazette report"."""
    relation = words.relations[index]
    if relation == "nmod:poss":
        return words.low[index] in _OWN or is_somebody(words, index)
    return relation == "compound" and is_outlet(words, index)


def _beside(draft: Draft, new: Draft) -> bool:
    """Whether two drafts have no words in common, or one stands in what the other says."""
    if any(overlap(a, b) for a in draft.cue for b in new.cue):
        return False
    for one, other in ((draft, new), (new, draft)):
        if all(any(inside(a, b) for b in other.content) for a in one.spans()):
            return True
    return not any(overlap(a, b) for a in draft.spans() for b in new.spans())


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
