"""Ways to say who says it that are no verbs of saying: "in the words of the judge", "as the captain
put it", "put the toll at 45", "“Never” was her reply".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.reader.grammar.extents import case_of, name_run, reach
from sayso.reader.grammar.words import Words
from sayso.reader.layout import Layout
from sayso.reader.lists import where
from sayso.reader.spans import overlap
from sayso.reader.statements.drafts import Draft
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Span

_WORDS: Final = frozenset({"words", "view", "opinion"})
_PUT: Final = frozenset({"put", "puts"})
_HEADS: Final = _WORDS | _PUT
_REPLIES: Final = lexicon("reply answer response retort message verdict explanation comment advice")
_BE: Final = frozenset({"was", "is", "were", "came"})
_NUMBERS: Final = frozenset(
    "half a about around more at between nearly over up some roughly least".split()
)
_EDGES: Final = frozenset({",", ":", ".", "CC"})
_LINKS: Final = frozenset({"IN", "WP", "WDT", "WRB"})
"""What a clause begins with that is another's, or no sentence: "said that, in his view, …"."""
_FEWEST: Final = 2
"""Words of what is said."""
_SURE: Final = 0.6
"""How sure a statement is that these phrases alone make out."""


def add_idioms(words: Words, layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with those of phrases of saying that the model has not, in text order."""
    found = list(drafts)
    for new in _idioms(words, layout):
        clashing = [d for d in found if any(overlap(a, b) for a in d.cue for b in _sides(new))]
        if any(_is_whole(draft, new) for draft in clashing):
            continue
        found = [draft for draft in found if not any(draft is other for other in clashing)]
        new.score = max([_SURE, *(draft.score for draft in clashing)])
        found.append(new)
    if len(found) != len(drafts):
        found.sort(key=lambda d: (d.start, -d.score, d.content, d.cue, d.source))
    return found


def _sides(draft: Draft) -> list[Span]:
    return [*draft.cue, *draft.source]


def _is_whole(draft: Draft, new: Draft) -> bool:
    """Whether a draft has who says it and something of what is said, and nothing else of these."""
    return (
        bool(draft.source)
        and any(overlap(a, b) for a in draft.source for b in new.source)
        and any(overlap(a, b) for a in draft.content for b in new.content)
        and not any(overlap(a, b) for a in draft.content for b in _sides(new))
    )


def _idioms(words: Words, layout: Layout) -> Iterator[Draft]:
    for index in where(words.low, _HEADS):
        draft = None
        if words.low[index] in _PUT:
            if words.tags[index][:2] == "VB":
                draft = _put_it(words, index) or _put_at(words, index)
        elif words.tags[index] in ("NN", "NNS"):
            draft = _in_words(words, index)
        if draft is not None and draft.content:
            yield draft
    for quotation in layout.outermost:
        draft = _reply(words, quotation.span) if quotation.closed else None
        if draft is not None:
            yield draft


def _in_words(words: Words, noun: int) -> Draft | None:
    """ "In the words of the judge, …", "in the judge's view"."""
    sentence = words.sentences[noun]
    begin = noun - 1
    while begin > sentence.start and words.low[begin] != "in" and noun - begin < _LONGEST:
        if words.tags[begin] in (",", ":", "VBD", "VBZ", "VBP"):
            return None
        begin -= 1
    if words.low[begin] != "in":
        return None
    follows = noun + 1 in sentence and words.low[noun + 1] == "of"
    if follows and words.low[begin + 1] == "the" and noun == begin + 2:
        owner = next((i for i in words.children[noun] if case_of(words, i) == "of"), None)
        if owner is None or owner < noun:
            return None
        first, last = _phrase(words, owner)
        first, last = max(first, noun + 2), max(last, noun + 2)
        cue = words.span(begin, noun + 1)
    else:
        owner = next(
            (i for i in words.children[noun] if words.relations[i] == "nmod:poss" and i < noun),
            None,
        )
        if (
            owner is None
            or owner < begin
            or words.low[owner] in ("other", "its", "my", "our", "your")
        ):
            return None
        first, last = begin + 1, noun - 1
        if words.tags[last] not in ("POS", "PRP$"):
            return None  # "in the minister's original words"
        return _spoken(words, words.span(noun, noun), words.span(first, last), begin, noun)
    return _spoken(words, cue, words.span(first, last), begin, last)


_LONGEST: Final = 10
"""Words of who it is whose words or view it is."""


def _phrase(words: Words, head: int) -> tuple[int, int]:
    first, last = reach(words, head)
    run = name_run(words, head)
    return min(first, run[0]), max(last, run[1])


def _spoken(words: Words, cue: Span, who: Span, first: int, last: int) -> Draft | None:
    """The draft of a phrase that the rest of its sentence stands around, parted by commas."""
    sentence = words.sentences[first]
    opens = first == sentence.start or words.tags[first - 1] in (",", ":", "``", "CC", "IN")
    closes = last + 1 not in sentence or words.tags[last + 1] in (",", ".", ":", "``")
    if not opens or not closes or (first - 2 in sentence and words.tags[first - 2] in _LINKS):
        return None
    rest = [
        _trimmed(words, r) for r in (range(sentence.start, first), range(last + 1, sentence.stop))
    ]
    content = [words.span(r[0], r[-1]) for r in rest if r]
    if sum(map(len, rest)) < _FEWEST:
        return None
    return Draft([cue], [who], content, _SURE)


def _trimmed(words: Words, stretch: range) -> range:
    first, after = stretch.start, stretch.stop
    while first < after and words.tags[first] in _EDGES | {"''"}:
        first += 1
    while after > first and words.tags[after - 1] in _EDGES:
        after -= 1
    return range(first, after)


def _put_it(words: Words, verb: int) -> Draft | None:
    """ "As the captain put it, …"."""
    sentence = words.sentences[verb]
    if verb + 1 not in sentence or words.low[verb + 1] != "it":
        return None
    who = [i for i in words.children[verb] if words.relations[i] == "nsubj" and i < verb]
    if len(who) != 1:
        return None
    first, last = _phrase(words, who[0])
    last = min(last, verb - 1)
    begin = first - 1
    if begin not in sentence or words.low[begin] != "as":
        return None
    return _spoken(words, words.span(verb, verb + 1), words.span(first, last), begin, verb + 1)


def _put_at(words: Words, verb: int) -> Draft | None:
    """ "Rescuers put the toll at 45"."""
    sentence = words.sentences[verb]
    children = words.children[verb]
    who = [i for i in children if words.relations[i] == "nsubj" and i < verb]
    what = [i for i in children if words.relations[i] == "obj" and i > verb]
    if len(who) != 1 or not what:
        return None
    at = next((i for i in range(what[0] + 1, sentence.stop) if words.low[i] == "at"), None)
    if at is None or at + 1 not in sentence or at - verb > _FARTHEST:
        return None
    number = at + 1
    while number in sentence and (
        words.low[number] in _NUMBERS or words.low[number] == "than" or words.tags[number] == "$"
    ):
        if words.low[number] == "half" or any(c.isdigit() for c in words.low[number]):
            break
        number += 1
    if number not in sentence or not (words.tags[number] == "CD" or _counts(words, number)):
        return None
    last = number
    while last + 1 in sentence and (
        words.tags[last + 1] in ("CD", "$", "NN", "NNS")
        or words.low[last + 1] in ("a", "an", "per", "%")
    ):
        last += 1
    first, end = _phrase(words, who[0])
    begin = verb
    while (
        begin > end + 1 and words.heads[begin - 1] == verb and words.relations[begin - 1] == "aux"
    ):
        begin -= 1
    if any(words.tags[i] == "MD" or words.low[i] == "to" for i in range(begin, verb)):
        return None
    who_says = words.span(first, min(end, begin - 1))
    return Draft([words.span(begin, verb)], [who_says], [words.span(verb + 1, last)], _SURE)


_FARTHEST: Final = 20
"""Words between "put" and the number."""


def _counts(words: Words, index: int) -> bool:
    return words.low[index] == "half" or any(c.isdigit() for c in words.low[index])


def _reply(words: Words, quotation: Span) -> Draft | None:
    """ "“Never” was her reply", "“We shall see,” came the reply from the minister"."""
    quoted = words.within(quotation)
    verb = quoted.stop
    if not len(quoted) or verb + 2 >= len(words) or words.low[verb] not in _BE:
        return None
    if words.blocks[verb] != words.blocks[quoted[0]]:
        return None
    sentence = words.sentences[verb]
    noun = next(
        (
            i
            for i in range(verb + 1, min(verb + _LONGEST, sentence.stop))
            if words.low[i] in _REPLIES and words.tags[i] in ("NN", "NNS")
        ),
        None,
    )
    if noun is None:
        return None
    for owner in words.children[noun]:
        if words.relations[owner] == "nmod:poss" and verb < owner < noun:
            first, last = _phrase(words, owner)
            if words.tags[last + 1] == "POS" and last + 1 < noun:
                last += 1
            who = words.span(max(first, verb + 1), last)
            return Draft(
                [words.span(verb, verb), words.span(noun, noun)], [who], [quotation], _SURE
            )
    for owner in range(noun + 2, min(noun + _LONGEST, sentence.stop)):
        if words.low[noun + 1] in ("from", "of") and case_of(words, owner) == words.low[noun + 1]:
            first, last = _phrase(words, owner)
            to = next((i for i in range(owner, last) if words.low[i + 1] == "to"), last)
            who = words.span(max(first, noun + 2), to)
            return Draft([words.span(verb, noun)], [who], [quotation], _SURE)
    return None
