"""One who says something and then says more, in one sentence: "said that prices would fall and
promised more aid". The second verb is theirs, and no part of what they said first.
"""

from __future__ import annotations

from typing import Final

from sayso.reader.grammar.words import Words
from sayso.reader.spans import overlap
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.nested import SAYING
from sayso.reader.vocabulary.cue_words import is_any
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Span

_MORE: Final = SAYING | lexicon(
    "promise urge ask deny warn vow accuse pledge demand criticise criticize praise thank blame",
    "condemn denounce welcome reject dismiss call describe threaten apologise apologize appeal",
    "advise order suggest propose recommend insist add",
)
_PAST: Final = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS: Final = ("nsubj", "nsubj:pass", "expl", "csubj")
_PRONOUNS: Final = lexicon("he she they we i you who")
_FEWEST: Final = 2
"""Words of what is said."""
_SURE: Final = 0.6
"""How sure a statement is that grammar alone makes out."""


def part_cues(words: Words, drafts: list[Draft]) -> None:
    """Adds the statements of second verbs of saying, and takes them from what is said first."""
    waiting = list(drafts)
    while waiting:
        draft = waiting.pop()
        verb = _verb(words, draft)
        if verb is None or not draft.source:
            continue
        second = _second(words, verb)
        if second is None:
            continue
        cue, said = _cue(words, second), _said(words, second, draft)
        owners = [d for d in drafts if any(overlap(span, cue) for span in d.cue)]
        holders = [d for d in drafts if any(overlap(span, cue) for span in d.content)]
        if any(d.source != draft.source for d in owners) or any(d is not draft for d in holders):
            continue
        if said is None or any(d is draft for d in owners):
            continue
        _cut(words, draft, second)
        if not owners:
            owners = [Draft([cue], list(draft.source), [], min(_SURE, draft.score))]
            drafts.extend(owners)
        for other in owners:
            if not other.content:
                other.content = [said]
                waiting.append(other)


def _verb(words: Words, draft: Draft) -> int | None:
    """The verb of saying in a draft's cue, in the active voice and before what is said."""
    for span in draft.cue:
        for index in words.within(span):
            if words.tags[index] in _PAST and is_any(words.low[index], _MORE):
                before = draft.content and draft.content[0].start < words.starts[index]
                passive = "aux:pass" in words.relations_below(index)
                return None if before or passive else index
    return None


def _second(words: Words, verb: int) -> int | None:
    """The next verb of saying that is coordinated with one."""
    later = range(verb + 2, words.sentences[verb].stop)
    heads = [verb]
    for child in words.children[verb]:
        relation = words.relations[child]
        if relation == "conj" or (relation == "ccomp" and child > verb):
            heads.append(child)
    joined = [i for head in heads for i in words.children[head] if words.relations[i] == "conj"]
    for index in sorted(joined):
        if (
            index in later
            and words.tags[index] == words.tags[verb]
            and is_any(words.low[index], _MORE)
            and _is_led(words, index)
            and words.relations_below(index).isdisjoint(_SUBJECTS)
        ):
            head = words.heads[index]
            if words.relations[head] != "ccomp" or head == verb or _is_unlike(words, head):
                return index
    return None


def _cue(words: Words, verb: int) -> Span:
    """A verb with its preposition: "warned against"."""
    after = verb + 1
    led = after in words.sentences[verb] and words.tags[after] == "IN"
    case = led and words.relations[after] == "case"
    return words.span(verb, after if case else verb)


def _is_led(words: Words, index: int) -> bool:
    """Whether "and", "but" or a comma stands right before a verb."""
    before = index - 1
    if words.tags[before] == "RB":
        before -= 1
    return before >= 0 and (words.tags[before] == "CC" or words.low[before] == ",")


def _is_unlike(words: Words, clause: int) -> bool:
    """Whether the verb of a clause and one in the past cannot have one subject: "would fall", or
    its subject can say nothing.
    """
    children = words.children[clause]
    if any(words.relations[i] == "aux" and words.tags[i] == "MD" for i in children):
        return True
    subjects = [i for i in children if words.relations[i] in _SUBJECTS]
    return len(subjects) == 1 and not (
        words.kinds[subjects[0]] in ("person", "organization", "place")
        or words.names[subjects[0]] != "O"
        or words.low[subjects[0]] in _PRONOUNS
        or words.tags[subjects[0]] in ("NNS", "PRP", "WP", "WDT", "DT")
    )


def _said(words: Words, second: int, draft: Draft) -> Span | None:
    """What is said by a second verb: the rest of the first one's content, or of the sentence."""
    end = words.sentences[second].stop - 1
    held = [span for span in draft.content if span.start < words.starts[second] < span.end]
    if held:
        end = words.within(held[0])[-1]
    elif any(span.start > words.starts[second] for span in draft.content):
        return None
    while end > second and words.tags[end] in (".", ",", ":"):
        end -= 1
    first = words.within(_cue(words, second))[-1] + 1
    if end - first + 1 < _FEWEST or any(
        words.tags[i] in ("``", "''") for i in range(first, end + 1)
    ):
        return None
    return words.span(first, end)


def _cut(words: Words, draft: Draft, second: int) -> None:
    """Ends what is said first before the conjunction of a second verb."""
    last = second - 2 if words.tags[second - 1] == "RB" else second - 1
    while last > 0 and words.tags[last] in ("CC", ","):
        last -= 1
    end = words.ends[last]
    draft.content = [
        Span(span.start, min(span.end, end)) for span in draft.content if span.start < end
    ]
