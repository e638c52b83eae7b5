"""Those who are told or asked something, and what hears: they are no sources of it.

"The jury was told that …", "the court heard that …", "asked whether …, the mayor said …": the
model takes who comes first for who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.reader.grammar.extents import prepositions, reach, whole_phrase
from sayso.reader.grammar.words import Words
from sayso.reader.spans import without
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.nested import is_somebody
from sayso.reader.vocabulary.cue_words import is_any, is_noun_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import GROUP_NOUNS
from sayso.reading import Span

TOLD: Final = lexicon("tell inform warn assure notify advise remind brief")
ASKED: Final = lexicon("ask question quiz press query grill")
HEARING: Final = lexicon(
    "court inquiry enquiry inquest jury juror tribunal hearing committee subcommittee panel judge",
    "commission parliament magistrate councillor trial",
)
"""Bodies that statements are made before, and those who sit in them."""
_SPOKEN_TO: Final = TOLD | ASKED
_HEARD: Final = frozenset({"heard", "hears"})
_WHEN: Final = frozenset({"when", "after", "before", "being", ",", "“", '"'})
_SELF: Final = frozenset({"nsubj", "obj", "iobj"})
_ABOUT: Final = lexicon("about on over whether if that how why what when where who which")
"""What a question begins with after who asks it."""


def withdraw_hearers(words: Words, drafts: Sequence[Draft]) -> None:
    """Takes those who hear out of the sources, and puts those who speak to them there."""
    for draft in drafts:
        _leave_out_questions(words, draft)
        verb = words.head_of(draft.cue[0]) if draft.cue else None
        if verb is None or words.tags[verb][:2] != "VB":
            continue
        if words.low[verb] in _HEARD:
            _hear(words, draft, verb)
        elif is_spoken_to(words, verb):
            _be_told(words, draft, verb)
        elif _is_headline(words, draft, verb):
            draft.source = []


def is_spoken_to(words: Words, verb: int) -> bool:
    """Whether a verb of telling or asking is said of who is told: "was told", ", asked whether"."""
    if words.tags[verb] not in ("VBN", "VBD") or not is_any(words.low[verb], _SPOKEN_TO):
        return False
    relations = words.relations_below(verb)
    if "aux:pass" in relations or "nsubj:pass" in relations:
        return True
    if "aux" in relations or not _SELF.isdisjoint(relations):
        return False
    before = words.low[verb - 1] if verb > words.sentences[verb].start else ","
    participle = words.relations[verb] in ("acl", "advcl") and before in _WHEN
    return participle or (words.tags[verb] == "VBN" and before in _WHEN)


def find_asker(words: Words, verb: int) -> int | None:
    """Who asks or tells somebody, by a verb in the passive: the agent."""
    for child in words.children[verb]:
        if words.relations[child] in ("obl", "nmod") and "by" in prepositions(words, child):
            told = words.names[child] != "O" or _is_person(words, child)
            return child if told or is_any(words.low[verb], ASKED) else None
    return None


def find_hearer(words: Words, verb: int) -> int | None:
    """Who is asked or told, by a verb in the passive: its subject, or that of what they answer."""
    for child in words.children[verb]:
        if words.relations[child] == "nsubj:pass":
            return child
    head = words.heads[verb]
    if words.relations[verb] in ("acl", "advcl") and words.tags[head][:1] in "NP":
        return head
    if words.relations[verb] == "advcl" and words.tags[head][:1] == "V":
        subjects = [i for i in words.children[head] if words.relations[i] == "nsubj"]
        # Of "Secretary of State Jane Roe" grammar may make two.
        named = (i for i in subjects if words.names[i].endswith("-person"))
        return next(named, next(iter(subjects), None))
    return None


def _leave_out_questions(words: Words, draft: Draft) -> None:
    """Cuts what somebody was asked out of their name and out of their answer: "Roy, asked by the
    BBC whether it was so, said", "Roy said, when asked about it, that it was".
    """
    for number, span in enumerate(draft.source):
        inside = words.within(span)
        for index in inside[2:]:
            if words.low[index - 1] == "," and _is_asked(words, (index,)):
                draft.source[number] = words.span(inside[0], index - 2)
                break
    for number, span in enumerate(draft.content):
        inside = words.within(span)
        if not _is_asked(words, inside[:2]):
            continue
        for index in inside[2:]:
            if words.low[index] == "that" and words.low[index - 1] == ",":
                draft.content[number] = Span(words.starts[index], span.end)
                break
    if len(draft.content) > 1:
        draft.content = [s for s in draft.content if not _is_question(words, draft, s)]


def _is_question(words: Words, draft: Draft, span: Span) -> bool:
    """Whether a piece is what its speaker was asked: "“No,” she said when asked whether …"."""
    head = words.head_of(span)
    if head is None or words.relations[head] != "ccomp":
        return False
    asked = words.heads[head]
    between = draft.cue and draft.cue[-1].end <= words.starts[asked] < span.start
    return bool(between) and _is_asked(words, (asked,))


def _is_asked(words: Words, places: Sequence[int]) -> bool:
    """Whether one of some words says that somebody was asked."""
    for index in places:
        if (
            words.tags[index] in ("VBN", "VBD")
            and is_any(words.low[index], ASKED)
            and is_spoken_to(words, index)
        ):
            return True
    return False


def _be_told(words: Words, draft: Draft, verb: int) -> None:
    agent = find_asker(words, verb)
    hearer = find_hearer(words, verb)
    said = any(words.relations[i] == "ccomp" for i in words.children[verb])
    if hearer is not None and said and hearer < verb:
        # "The jury .. that the money was gone", "Roe .. whether it was so": whom it is told or who
        # is asked is no part of that.
        phrase = whole_phrase(words, hearer)
        left = without(words.text, draft.content, [phrase])
        if is_any(words.low[verb], _SPOKEN_TO) and any(s.start > words.ends[verb] for s in left):
            draft.content = left
    if agent is None:
        draft.source = [span for span in draft.source if _is_agent(words, span)]
        return
    source = agent_phrase(words, agent)
    kept = [span for span in draft.source if agent in words.within(span)]
    if kept and not any(words.low[i] in _ABOUT for span in kept for i in words.within(span)):
        draft.source = kept
    else:
        by = min(i for i in (*words.children[agent], agent) if words.low[i] == "by" or i == agent)
        taken = Span(words.starts[by], source.end)
        draft.content = without(words.text, draft.content, [taken])
        draft.source = [source]
        if not draft.content:
            draft.content = _clause(words, verb)


def agent_phrase(words: Words, agent: int) -> Span:
    """Who asks or tells, without what they ask about."""
    first, last = reach(words, agent)
    asks = [i - 1 for i in range(agent + 1, last + 1) if words.low[i] in _ABOUT]
    return words.span(first, min([last, *asks]))


def _clause(words: Words, verb: int) -> list[Span]:
    """What is asked: the clause under a verb, with its conjunction."""
    for child in words.children[verb]:
        if words.relations[child] == "ccomp" and child > verb:
            first, last = reach(words, child)
            marks = [i for i in words.children[child] if words.relations[i] == "mark"]
            return [words.span(min([first, *(i for i in marks if i > verb)]), last)]
    return []


def _is_agent(words: Words, span: Span) -> bool:
    """Whether "by" stands before a phrase."""
    head = words.head_of(span)
    return head is not None and "by" in prepositions(words, head)


def _hear(words: Words, draft: Draft, verb: int) -> None:
    """Takes "the court" out of what it heard, and finds whom it heard it from."""
    subject = next((i for i in words.children[verb] if words.relations[i] == "nsubj"), None)
    if subject is None or not any(subject in words.within(span) for span in draft.source):
        return
    teller = next(
        (
            i
            for i in words.children[verb]
            if i > verb and prepositions(words, i) == ["from"] and _is_person(words, i)
        ),
        None,
    )
    if teller is not None:
        draft.source = [whole_phrase(words, teller)]
        draft.content = without(words.text, draft.content, draft.source)
    elif is_noun_of(words.low[subject], HEARING):
        draft.source = []


def _is_person(words: Words, index: int) -> bool:
    """Whether a noun is somebody; "by loudspeaker" and "by email" are nobody."""
    bare = words.tags[index] == "NN" and words.relations_below(index) <= {"case", "punct"}
    if bare and words.low[index] not in GROUP_NOUNS:
        return False
    return words.kinds[index] in ("person", "organization") or is_somebody(words, index)


def _is_headline(words: Words, draft: Draft, verb: int) -> bool:
    """Whether a heading ends in who was told: "Nurse stole drugs, court told"."""
    if words.low[verb] != "told" or len(draft.source) != 1 or not draft.content:
        return False
    head = words.head_of(draft.source[0])
    after = verb + 1
    ends = after >= len(words) or words.blocks[after] != words.blocks[verb]
    return (
        ends
        and head == verb - 1
        and is_noun_of(words.low[head], HEARING)
        and draft.content[-1].end <= draft.source[0].start
    )
