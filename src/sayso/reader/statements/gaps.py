"""What the model left out of a relation, and grammar is plain about: a source, a content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.reader.grammar.extents import name_run, reach
from sayso.reader.grammar.words import Words
from sayso.reader.layout import Layout
from sayso.reader.spans import overlap
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.nested import find_nested
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import CALENDAR
from sayso.reading import Span


def fill_sources(words: Words, drafts: Sequence[Draft]) -> None:
    """Gives drafts without a source the subject of their cue, where grammar is plain about it."""
    for draft in drafts:
        if not draft.source and draft.cue and not draft.nobody:
            source = subject_of(words, draft.cue) or _name_before(words, draft.cue[0])
            if source is None:
                _part_speaker(words, draft)
            elif not any(overlap(source, span) for span in draft.spans()):
                draft.source = [source]


def _part_speaker(words: Words, draft: Draft) -> None:
    """Parts who says it from what is said, where the cue follows and grammar takes them for a
    second subject of what is said: "The mill will be sold, two people told Reuters".
    """
    verb = words.head_of(draft.cue[0])
    if verb is None or words.tags[verb] not in ("VBD", "VBZ", "VBP"):
        return
    for number, span in enumerate(draft.content):
        said = words.within(span)
        if not said or said.stop != words.within(draft.cue[0])[0]:
            continue
        comma = next((i for i in reversed(said) if words.tags[i] == ","), said[0])
        who = range(comma + 1, said.stop)
        told_of = next((i for i in who if words.tags[i][:1] == "W"), who.stop)
        own = range(who.start, told_of)  # "three sailors who had swum ashore"
        if comma == said[0] or not own or any(words.tags[i] in _OWN_CLAUSE for i in own):
            return
        if any(_is_second_subject(words, i, said[0], comma) for i in who):
            draft.content[number] = Span(span.start, words.ends[comma - 1])
            draft.source = [words.span(who[0], who[-1])]
        return


_OWN_CLAUSE: Final = frozenset({"VBD", "VBZ", "VBP", "MD", "CC"})


def _is_second_subject(words: Words, index: int, first: int, comma: int) -> bool:
    """Whether a word of people is a subject of a verb that has another before a comma."""
    if words.relations[index][:5] != "nsubj" or words.kinds[index] not in _SPEAKING:
        return False
    return any(
        first <= other < comma and words.relations[other][:5] == "nsubj"
        for other in words.children[words.heads[index]]
    )


_SPEAKING: Final = ("person", "organization")


def one_source(words: Words, drafts: Sequence[Draft]) -> None:
    """Leaves each draft the one stretch that says its cue: the subject of its verb, else the
    nearest. A stretch beside it is of another sentence, or of who else is named: the hearer of
    "Roe wrote to the council explaining the delay".
    """
    for draft in drafts:
        if len(draft.source) < 2 or not draft.cue:
            continue
        found = [span for span in draft.source if not _is_of_time(words, span)] or draft.source
        subject = subject_of(words, draft.cue)
        ours = [span for span in found if subject is not None and overlap(span, subject)]
        cue = draft.cue[0]
        draft.source = [min(ours or found, key=lambda span: _gap(span, cue))]


def _is_of_time(words: Words, span: Span) -> bool:
    head = words.head_of(span)
    return head is not None and _is_time(words, head)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end)


def trim_sources(words: Words, drafts: Sequence[Draft]) -> None:
    """Leaves out of the sources when they spoke: "in 2015" of "the panel in 2015 found"."""
    for draft in drafts:
        draft.source = [_without_time(words, span) for span in draft.source]


def _without_time(words: Words, source: Span) -> Span:
    inside = words.within(source)
    if not inside or not _is_time(words, inside[-1]):
        return source
    head = words.head_of(source)
    if head is None or words.kinds[head] not in ("person", "organization"):
        return source  # "an ad in 2008" is not that of 2012
    if any(words.relations[i] in ("acl", "acl:relcl") for i in range(head + 1, inside.stop)):
        return source  # "the skipper who lost a boat in 2015"
    last = inside.stop - 1
    while last > inside.start and _is_time(words, last):
        last -= 1
    if last == inside.stop - 1:
        return source
    if words.tags[last] == "IN" and words.written[last].lower() in ("in", "on", "since", "during"):
        last -= 1
    elif words.written[last + 1].lower() not in _DAYS_AGO | CALENDAR:
        return source  # "the poll of last year"
    if last < inside.start or words.tags[last][:1] not in "NP":
        return source  # "the poll released on Monday"
    return Span(source.start, words.ends[last])


def _is_time(words: Words, index: int) -> bool:
    if words.names[index] != "O":
        return False  # "Theresa May"
    word = words.written[index].lower()
    year = words.tags[index] == "CD" and word.isdigit() and len(word) == 4
    return year or word in CALENDAR or word in _DAYS_AGO or word in _PERIODS


_DAYS_AGO: Final = lexicon("this last next today yesterday")
_PERIODS: Final = lexicon(
    "early late mid day week weekend month year morning afternoon evening night"
)
_LED_ON: Final = ("conj", "xcomp", "advcl")
"""How a verb hangs on one whose subject it shares: "he left, saying", "she rose and said"."""


def fill_contents(words: Words, layout: Layout, drafts: Sequence[Draft]) -> None:
    """Gives drafts without a content the clause that their verb says, or for "according to" the
    rest of the sentence, where no other statement has it.
    """
    taken = [span for draft in drafts for span in draft.content]
    for draft in drafts:
        if draft.content or not draft.cue or not draft.source:
            continue
        edges = sorted(draft.cue + draft.source)
        sentence = Span(layout.sentence_start(edges[0].start), layout.sentence_end(edges[-1].end))
        if layout.words(draft.cue[0]).lower().startswith("according"):
            found = _rest(words, sentence, edges)
        else:
            inner = find_nested(words, layout, [sentence])
            found = next((list(r.content) for r in inner if overlap(r.cue[0], draft.cue[0])), [])
        if found and not any(overlap(a, b) for a in found for b in (*taken, *edges)):
            draft.content = found
            taken.extend(found)


def _rest(words: Words, sentence: Span, edges: Sequence[Span]) -> list[Span]:
    """The longer of what stands before and after some spans of a sentence."""
    sides = [
        [i for i in words.within(side) if words.starts[i] >= side.start]
        for side in (Span(sentence.start, edges[0].start), Span(edges[-1].end, sentence.end))
        if side.start < side.end
    ]
    kept = max(sides, key=len, default=[])
    while kept and words.tags[kept[0]] in _LOOSE_ENDS:
        kept = kept[1:]
    while kept and words.tags[kept[-1]] in _LOOSE_ENDS:
        kept = kept[:-1]
    return [words.span(kept[0], kept[-1])] if len(kept) >= _SHORTEST else []


_LOOSE_ENDS: Final = frozenset({",", ":", ".", "CC"})
_SHORTEST: Final = 3


def subject_of(words: Words, cue: Sequence[Span]) -> Span | None:
    """Who does what a cue says: the subject of its verb in the active voice, by its span."""
    verb = next((i for span in cue for i in words.within(span) if words.tags[i][:2] == "VB"), None)
    if verb is None:
        return None
    for _ in range(_HIGHEST):
        if words.tags[verb] == "VBN" and not _has_perfect(words, verb):
            return None
        children = words.children[verb]
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


_HIGHEST: Final = 3


def _name_before(words: Words, cue: Span) -> Span | None:
    """The person's name right before a verb in the past that has no subject by its grammar."""
    verb = next(iter(words.within(cue)), 0)
    if not verb or words.tags[verb] not in ("VBD", "VBZ"):
        return None
    if any(words.relations[i][:5] == "nsubj" for i in words.children[verb]):
        return None
    before = verb - 1
    if words.blocks[before] != words.blocks[verb] or not words.names[before].endswith("person"):
        return None
    return words.span(*name_run(words, before))


def _has_perfect(words: Words, verb: int) -> bool:
    """Whether "has", "have" or "had" makes a participle active: "has said"."""
    helpers = [i for i in words.children[verb] if words.relations[i] == "aux"]
    return any(words.written[i].lower() in ("has", "have", "had", "having", "'ve") for i in helpers)


def _phrase(words: Words, head: int, verb: int) -> Span | None:
    if words.tags[head][:1] not in ("N", "P", "W", "C") or words.blocks[head] != words.blocks[verb]:
        return None
    if words.written[head].lower() in ("it", "there", "this", "that", "which", "what"):
        return None
    first, last = reach(words, head)
    run = name_run(words, head)
    end = max(head, run[1], min(last, verb - 1) if head < verb else last)
    return words.span(min(first, run[0]), end)
