"""Statements inside a statement: those that the one who is quoted quotes.

Only clear ones count: a verb of saying in the indicative, somebody who is its subject, and a clause
or a quotation that is said. What somebody might say, did not say or is asked to say is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from sayso.reader.grammar.extents import FARTHEST, LOOSE, clip, name_run, prepositions, reach
from sayso.reader.grammar.words import Words
from sayso.reader.layout import Layout
from sayso.reader.lists import where
from sayso.reader.sources.nouns import is_role
from sayso.reader.spans import inside, overlap
from sayso.reader.vocabulary.cue_words import is_any, is_noun_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import (
    DOCUMENTS,
    GROUP_NOUNS,
    ORGANIZATION_NOUNS,
    PERSON_NOUNS,
)
from sayso.reading import Span


class NestedRelation(NamedTuple):
    """A statement inside another one's content; the fields are those of `Relation`."""

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]


SAYING: Final = lexicon(
    "say tell warn announce claim argue acknowledge admit report insist write tweet testify deny",
    "declare predict vow confirm explain allege assert contend state remark boast promise concede",
    "complain reveal disclose swear reply maintain estimate conclude note assure inform",
)
TELLING: Final = lexicon("tell warn assure inform")
CITING: Final = lexicon("quote cite")
"""Verbs whose object is always a source: "reported him as missing" quotes nobody."""
_JUDGING: Final = lexicon(
    "call describe accuse blame deny reject dismiss criticize criticise condemn denounce praise",
    "brand label",
)
"""Verbs that say something of their objects."""
_NOBODY: Final = lexicon(
    "people person folks everyone everybody anyone anybody someone somebody nobody guy guys man",
    "men woman women kids one ones many some others most few both all none lot media press world",
    "they you we i it this that these those who which what whoever there which whom everything",
)
_IF: Final = lexicon(
    "if when whenever whether unless until before once because while after as how why"
)
_WITHOUT: Final = frozenset("would could should may might must can 'd will 'll wo shall".split())
_VERBAL: Final = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG"})
_NOT: Final = lexicon("not n't never neither nor hardly no")


def find_nested(words: Words, layout: Layout, content: Sequence[Span]) -> list[NestedRelation]:
    """The statements inside one statement's content, in text order; they may stand in each other.

    All their spans lie in `content`.
    """
    found: list[NestedRelation] = []
    for place in content:
        inner = words.within(place)
        for index in _saying(words, inner):
            if words.low[index] == "according":
                relation = _according(words, layout, index, place, inner)
            else:
                relation = _by_verb(words, layout, index, place, inner)
            if relation is not None:
                found.append(relation)
    return found


def _saying(words: Words, inner: range) -> list[int]:
    """The words that may say something: verbs of saying, and "according"."""
    start, stop = inner.start, inner.stop
    verbs = where(words.tags[start:stop], _VERBAL)
    saying = [start + verb for verb in verbs if is_any(words.low[start + verb], SAYING)]
    if "according" in words.low[start:stop]:
        according = [index for index in inner if words.low[index] == "according"]
        saying = sorted({*saying, *according})
    return saying


def find_relayed(words: Words, outlet: int, content: Sequence[Span]) -> NestedRelation | None:
    """What the subject of a clause says that is somebody else's by "according to": "she called it a
    farce, according to CNN". Clauses and quotations are `find_nested`'s; this one is for objects.
    """
    verb = words.heads[outlet]
    place = next((span for span in content if verb in words.within(span)), None)
    if place is None or not is_any(words.low[verb], _JUDGING):
        return None
    inner = words.within(place)
    children = [child for child in words.children[verb] if child in inner]
    subject = _subject(words, verb, children)
    if subject is None or subject > verb or not is_somebody(words, subject):
        return None
    cue = _cue(words, verb, children)
    objects = [i for i in children if words.relations[i] == "obj" and i > verb]
    if cue is None or not objects or not _is_stated(words, verb, subject, children):
        return None
    if any(words.relations[i] in ("ccomp", "conj") and i > verb for i in children[:-1]):
        return None
    said = Span(words.starts[verb + 1], place.end)
    source = _source(words, subject, inner)
    if any(overlap(said, span) for span in (cue, source)):
        return None
    return NestedRelation(cue=(cue,), source=(source,), content=(said,))


def _by_verb(
    words: Words, layout: Layout, verb: int, place: Span, inner: range
) -> NestedRelation | None:
    if words.blocks[verb] != words.blocks[inner[0]]:
        return None
    children = [child for child in words.children[verb] if child in inner]
    subject = _subject(words, verb, children)
    if subject is None or not (
        is_somebody(words, subject) or _is_cited(words, verb, subject, inner)
    ):
        return None
    cue = _cue(words, verb, children)
    if cue is None or not _is_stated(words, verb, subject, children):
        return None
    source = _source(words, subject, inner)
    said = _said(words, layout, verb, children, place, inner, (cue, source))
    if said is None:
        return None
    return NestedRelation(cue=(cue,), source=(source,), content=(said,))


def _subject(words: Words, verb: int, children: Sequence[int]) -> int | None:
    """Who says it; the verb's own subject, not that of another verb."""
    subjects = [child for child in children if words.relations[child] == "nsubj"]
    if len(subjects) != 1 or abs(subjects[0] - verb) > 25:
        return None
    return subjects[0]


def _is_cited(words: Words, verb: int, subject: int, inner: range) -> bool:
    """Whether "who" says it of somebody cited: "cited an official who said that …"."""
    if words.low[subject] != "who" or words.relations[verb] != "acl:relcl":
        return False
    cited = words.heads[verb]
    citing = words.heads[cited]
    return (
        cited in inner
        and words.relations[cited] == "obj"
        and is_any(words.low[citing], CITING)
        and is_somebody(words, cited)
    )


def is_somebody(words: Words, index: int) -> bool:
    """Whether a noun is somebody: a name, "he" and "she", a description of people or a body."""
    word = words.low[index]
    if word in ("he", "she"):
        return True
    if words.names[index] != "O":
        return words.names[index][2:] in ("person", "organization", "place")
    if word in _NOBODY or words.tags[index][:1] != "N":
        return False
    if is_noun_of(word, DOCUMENTS) or is_noun_of(word, ORGANIZATION_NOUNS):
        return _is_definite(words, index)
    people = is_role(word) or word in GROUP_NOUNS or word in PERSON_NOUNS
    return people and (_is_definite(words, index) or words.tags[index] == "NNS")


_FOLLOWING: Final = LOOSE | {"nmod"}


def _is_definite(words: Words, index: int) -> bool:
    first, _ = reach(words, index, _FOLLOWING)
    return any(
        words.low[i] in ("the", "this", "that", "these", "those", "a", "an", "one", "two")
        or words.tags[i] in ("PRP$", "POS", "NNP", "CD")
        for i in range(first, index)
    )


def _cue(words: Words, verb: int, children: Sequence[int]) -> Span | None:
    """The verb with its auxiliaries and what stands between: "has told", "has also said"."""
    first = verb
    joined = ("aux", "advmod")
    while first - 1 in children and words.relations[first - 1] in joined:
        first -= 1
    while first < verb and words.relations[first] == "advmod":
        first += 1
    helpers = {words.low[child] for child in children if words.relations[child] == "aux"}
    if helpers & (_WITHOUT | {"do", "did", "does", "to"}):
        return None
    if words.tags[verb] in ("VBN", "VBG") and not helpers:
        return None
    return words.span(first, verb)


def _is_stated(words: Words, verb: int, subject: int, children: Sequence[int]) -> bool:
    """Whether the page says that it was said: no question, condition, order or negation."""
    for child in children:
        word = words.low[child]
        if word in _NOT and abs(child - verb) < 4:
            return False
        if words.relations[child] == "mark" and word in _IF:
            return False
        if words.relations[child] == "aux:pass":
            return False
        if words.relations[child] in ("advmod", "obj", "obl") and words.tags[child] in (
            "WRB",
            "WP",
        ):
            return False
    if words.relations[verb] in ("acl:relcl", "acl", "csubj", "advcl"):
        if words.low[subject] == "who":
            return True  # see `_is_cited`
        return (
            words.relations[verb] == "advcl"
            and subject < verb
            and not any(words.relations[child] == "mark" for child in children)
        )
    if subject > verb:
        # Inverted: "…, said Jane Roe". A helper first makes it a question.
        return words.tags[verb] in ("VBD", "VBZ")
    return True


def _source(words: Words, subject: int, inner: range) -> Span:
    first, last = reach(words, subject)
    run = name_run(words, subject)
    first, last = min(first, run[0]), max(last, run[1])
    last = max(subject, clip(words, subject, last, (",", ":", "(", "VBD", "VBZ", "VBP", "MD")))
    return words.span(max(first, inner[0]), min(last, inner[-1]))


def _said(
    words: Words,
    layout: Layout,
    verb: int,
    children: Sequence[int],
    place: Span,
    inner: range,
    taken: tuple[Span, Span],
) -> Span | None:
    """What is said: the clause that depends on the verb, or the quotation right after it."""
    for _, quotation in layout.quotations.touching(place):
        quote = quotation.span
        if quote.start >= words.ends[verb] and inside(quote, place) and quote != place:
            between = words.text[words.ends[verb] : quote.start]
            if not between.strip(" ,:\n") or between.strip(" ,:\n") in (
                "that",
                "me",
                "us",
                "him",
                "her",
            ):
                return quote
    objects = [child for child in children if words.relations[child] == "obj"]
    if objects and not is_any(words.low[verb], TELLING):
        return None  # "he said one thing that I liked"
    for child in children:
        if words.relations[child] == "ccomp" and abs(child - verb) <= FARTHEST:
            said = _clause(words, verb, child, inner)
            if said is None:
                return None
            said = Span(max(said.start, place.start), min(_closed(words.text, said), place.end))
            return None if any(overlap(said, span) for span in taken) else said
    return None


_SUBJECTS: Final = ("nsubj", "nsubj:pass", "expl", "csubj")
_OPENERS: Final = ("mark", *_SUBJECTS)
_FEWEST: Final = 3
"""Words of a clause; shorter ones ("he said so") are as a rule the beginning of a longer one."""


def _clause(words: Words, verb: int, clause: int, inner: range) -> Span | None:
    """The clause that depends on a verb of saying; None where the grammar is not clear."""
    children = words.children[clause]
    # "He says what others think" and "whatever he wants" say nothing here.
    if any(words.tags[i] in ("WP", "WDT", "WRB") for i in (clause, *children) if i > verb):
        return None
    subjects = [i for i in children if words.relations[i] in _SUBJECTS]
    if words.blocks[clause] != words.blocks[verb] or not subjects:
        return None
    first, last = reach(words, clause, ("parataxis",), quotes=True)
    if clause > verb:
        opening = [i for i in children if words.relations[i] in _OPENERS and i > verb]
        if not opening:
            return None
        # The marker "that" is no part of what `reach` finds.
        first = max(verb + 1, min(first, *opening))
        if first > min(opening):
            return None
        while first - 1 > verb and words.tags[first - 1] in ("DT", "PDT", "PRP$", "JJ", "CD"):
            first -= 1
    else:
        last = min(last, verb - 1)
    first, last = max(first, inner[0]), min(last, inner[-1])
    while first < last and words.tags[first] in (",", ":", "``", "''"):
        first += 1
    if last - first + 1 < _FEWEST or not any(first <= i <= last for i in subjects):
        return None
    if "because" in (words.low[first], words.low[first + 1]):
        return None  # "she had said that because she was angry"
    return words.span(first, last)


_MARKS: Final = (
    (re.compile("“"), re.compile("”")),
    (re.compile(r"‘(?!\w\w? )"), re.compile(r"’(?!\w)")),
    (re.compile(r"''(?=\w)"), re.compile(r"''(?!\w)")),
    (re.compile(r'"(?=\w)'), re.compile(r'"(?!\w)')),
    (re.compile(r"(?<![\w'])'(?=\w)"), re.compile(r"(?<=[^\s'])'(?![\w'])")),
)


def _closed(text: str, span: Span) -> int:
    """The end of a span with the closing mark of a quotation that opens in it."""
    words = text[span.start : span.end]
    for opening, closing in _MARKS:
        if len(opening.findall(words)) > len(closing.findall(words)):
            after = re.compile(rf"[,.!?]?{closing.pattern}").match(text, span.end)
            if after:
                return after.end()
    return span.end


def _according(
    words: Words, layout: Layout, index: int, place: Span, inner: range
) -> NestedRelation | None:
    """ "According to X" inside of what somebody says: the rest of its sentence is what X says."""
    if index + 2 not in inner or words.low[index + 1] != "to":
        return None
    noun = words.heads[index]
    if noun not in inner or noun <= index + 1 or noun - index > 15:
        return None
    if "according" not in prepositions(words, noun) or not is_somebody(words, noun):
        return None
    source = _source(words, noun, inner)
    cue = words.span(index, index + 1)
    if source.start < cue.end:
        return None
    start = max(layout.sentence_start(cue.start), place.start)
    end = min(layout.sentence_end(source.end), place.end)
    before = words.within(Span(start, cue.start)) if start < cue.start else range(0)
    after = words.within(Span(source.end, end)) if source.end < end else range(0)
    stretch = before if len(before) > len(after) else after
    kept = [i for i in stretch if i in inner]
    while kept and words.tags[kept[0]] in (",", ":", "``", "''", "CC"):
        kept.pop(0)
    while kept and words.tags[kept[-1]] in (",", ":", "``", "''", "."):
        kept.pop()
    if len(kept) < 3:
        return None
    said = words.span(kept[0], kept[-1])
    said = Span(max(said.start, place.start), min(said.end, place.end))
    return NestedRelation(cue=(cue,), source=(source,), content=(said,))
