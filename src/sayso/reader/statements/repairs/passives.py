"""Who says it in the passive: "has been accused by the prosecutor of lying", "a plan described by
the mayor as a stunt". It is whom "by" names, and no word more; what is said is the rest of the
clause.

Who is told, warned or asked something is no part of it, as PolNeAR has it, and neither is the "it"
of "it was confirmed by the palace that …".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.reader.grammar.clauses import is_passive
from sayso.reader.grammar.extents import case_of, name_run, reach
from sayso.reader.grammar.words import Words
from sayso.reader.lists import where
from sayso.reader.spans import overlap, tidy, without
from sayso.reader.statements.drafts import Draft
from sayso.reader.vocabulary.cue_words import SPEECH, is_any
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import CALENDAR
from sayso.reading import Span

_SAYING: Final = SPEECH | lexicon(
    "write tweet post publish report",
    "see view regard consider believe expect deem know support back oppose favor favour prefer",
    "reject confirm reveal",
)
"""Verbs of which the subject is what is said or held, and not who feels something."""
_TELLING: Final = lexicon(
    "tell inform warn assure remind promise advise notify ask question quiz press caution",
)
_CALLED: Final = lexicon("dubbed branded labelled labeled called nicknamed")
_SURE: Final = 0.5
"""How sure a statement is that grammar alone makes out."""
_SUBJECTS: Final = ("nsubj:pass", "nsubj")
_ASIDE: Final = frozenset({"parataxis", "discourse", "advcl"})
_CLAUSE: Final = frozenset("that whether if how why what who when where".split())
_OPENING: Final = _CLAUSE | frozenset({"as", "of", "for", "to"})
"""What the rest of the clause begins with, after whom "by" names."""
_NEAR: Final = 6
_LONGEST: Final = 60
"""Words that a clause may go on for."""


def name_agents(words: Words, drafts: list[Draft]) -> None:
    """Gives drafts in the passive the one whom "by" names for their source, and the clause around
    it for their content. What somebody is called by a name is a statement if no draft has it yet.
    """
    for draft in drafts:
        verb = _verb(words, draft.cue)
        if verb is None:
            continue
        agent = _agent(words, verb)
        if agent is not None:
            _name(words, draft, verb, agent)
        _leave_out(words, draft, verb)
    for verb in where(words.low, _CALLED):
        if words.tags[verb] == "VBN" and words.relations[verb] == "acl":
            called = _called(words, verb)
            if called is not None and not _is_told(drafts, called):
                drafts.append(called)


def _called(words: Words, verb: int) -> Draft | None:
    """ "A plan dubbed a stunt by the mayor"."""
    agent, subject = _agent(words, verb), _subject(words, verb)
    if agent is None or subject is None:
        return None
    first, last = _phrase(words, verb, agent, None)
    name = range(verb + 1, first - 1)
    if not name or words.tags[name[0]] in ("IN", "TO", ","):
        return None  # "called to service by the governor"
    content = [subject, words.span(name[0], name[-1])]
    return Draft([words.span(verb, verb)], [words.span(first, last)], content, _SURE)


def _is_told(drafts: Sequence[Draft], new: Draft) -> bool:
    return any(overlap(span, new.cue[0]) for draft in drafts for span in draft.spans())


def _name(words: Words, draft: Draft, verb: int, agent: int) -> None:
    named = next((s for s in draft.source if agent in words.within(s)), None)
    first, last = _phrase(words, verb, agent, named)
    who = words.span(first, last)
    if any(overlap(who, span) for span in draft.cue):
        return
    rest = _rest(words, verb, last)
    parts = [] if rest is None else [rest]
    if named is None or named.end > who.end or len(draft.source) > 1:
        # Who is asked about something is no part of it; who is asked to do something is.
        led = rest is None or words.low[words.within(rest)[0]] in ("to", "not")
        told = is_any(words.low[verb], _TELLING) and not led
        subject = None if told else _subject(words, verb)
        parts += [] if subject is None else [subject]
    elif rest is not None and words.low[words.within(rest)[0]] != "as":
        parts = []
    draft.source = [who]
    taken = sorted([*draft.cue, who])
    content = _free(words, [*draft.content, *parts], taken)
    if draft.content and not content and (subject := _subject(words, verb)) is not None:
        content = _free(words, [subject], taken)
    draft.content = content


def _free(words: Words, spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """`spans` without what is taken, and without the "by" that is left before it."""
    left = without(words.text, tidy(words.text, spans), taken)
    return [span for span in left if words.text[span.start : span.end] != "by"]


def _verb(words: Words, cue: Sequence[Span]) -> int | None:
    """The passive participle of a cue."""
    for span in cue:
        for index in words.within(span):
            if (
                words.tags[index] in ("VBN", "VBD")
                and is_any(words.low[index], _SAYING)
                and is_passive(words, index)
            ):
                return index
    return None


def _agent(words: Words, verb: int) -> int | None:
    """The noun that "by" says did it; none for "by telephone" and "by Friday"."""
    for child in words.children[verb]:
        if words.relations[child] != "obl" or child < verb or case_of(words, child) != "by":
            continue
        if words.low[child] in CALENDAR or words.blocks[child] != words.blocks[verb]:
            return None
        if any(words.tags[i] in ("``", "''") for i in range(verb, child)):
            return None  # "titled “Long Road” by Ada Roe"
        tag = words.tags[child]
        if tag in ("NNP", "NNPS", "NNS", "PRP") or words.kinds[child] in ("person", "organization"):
            return child
        led = any(words.relations[i] in ("det", "nmod:poss") for i in words.children[child])
        return child if tag[:1] in "ND" and led else None
    return None


def _phrase(words: Words, verb: int, agent: int, named: Span | None) -> tuple[int, int]:
    """The words for who did it: those that the model has, up to where the clause goes on."""
    run = name_run(words, agent)
    if named is None:
        first, last = reach(words, agent)
        first, last = min(first, run[0]), max(last, run[1])
    else:
        inside = words.within(named)
        first, last = inside[0], inside[-1]
    if case_of(words, agent) == "by" and words.low[first] == "by":
        first += 1
    of_agent = words.below(agent)
    asks = is_any(words.low[verb], _TELLING)
    for i in range(max(agent, run[1]) + 1, last + 1):
        if words.tags[i][:1] == "W" or _is_relative(words, agent, i):
            break  # "by a reporter, who worked for …"
        opening = words.low[i] in _OPENING or (asks and words.low[i] == "about")
        doing = words.low[i] == "of" and i < last and words.low[i + 1].endswith("ing")
        goes_on = doing or words.relations[i] == "mark" or i not in of_agent
        if opening and (goes_on or words.low[i] == "as") and not _compares(words, i):
            last = i - 1
            break
    while last > agent and words.tags[last] in (",", ":"):
        last -= 1
    return max(first, verb + 1), last


def _is_relative(words: Words, noun: int, index: int) -> bool:
    """Whether a word begins a clause about a noun: "I spoke to" of "the experts I spoke to"."""
    return any(
        words.relations[child] == "acl:relcl" and index in words.below(child)
        for child in words.children[noun]
    )


def _compares(words: Words, index: int) -> bool:
    """Whether "as" at a word gives examples or likens: "such papers as", "as well as"."""
    before = words.low[max(index - _NEAR, 0) : index]
    return words.low[index] == "as" and ("such" in before or "as" in before)


def _rest(words: Words, verb: int, last: int) -> Span | None:
    """What the clause goes on with after who did it: "of lying", "as a stunt", "that …"."""
    left_out = {
        i
        for child in words.children[verb]
        if words.relations[child] in ("conj", "parataxis", "acl:relcl") and child > last
        for i in words.below(child)
    }
    clause = words.below(verb) - left_out
    begin = last + 1
    for child in words.children[verb]:
        # "by the Courier last week that …", "by the coach on Monday that …"
        if child > last and words.relations[child] in ("obl", "obl:unmarked"):
            if case_of(words, child) in _OPENING | {"about"}:
                break
            begin = max(begin, reach(words, child)[1] + 1)
    if begin >= len(words) or begin not in clause or words.low[begin] not in _OPENING | {"about"}:
        return None
    end = begin
    while (
        end + 1 in clause and end - begin < _LONGEST and words.blocks[end + 1] == words.blocks[verb]
    ):
        end += 1
    while end > begin and words.tags[end] in (".", ",", ":", "CC"):
        end -= 1
    return words.span(begin, end) if end > begin else None


def _subject(words: Words, verb: int) -> Span | None:
    """What is said something of: "the plan" of "the plan was criticised"."""
    heads = [i for i in words.children[verb] if words.relations[i] in _SUBJECTS and i < verb]
    if not heads and words.relations[verb] == "acl":
        heads = [words.heads[verb]]
    if not heads and words.relations[verb] == "conj" and words.heads[verb] < verb:
        return _subject(words, words.heads[verb])
    if len(heads) != 1 or words.tags[heads[0]][:1] not in "NPWCD" or heads[0] > verb:
        return None
    # "the claim that he knew was denied"
    first, last = reach(words, heads[0], _ASIDE)
    run = name_run(words, heads[0])
    last = min(max(last, run[1]), verb - 1)
    while words.relations[verb] == "acl" and last > first and words.tags[last] == ",":
        last -= 1
    return words.span(min(first, run[0]), last)


def _leave_out(words: Words, draft: Draft, verb: int) -> None:
    """Leaves "it" out of a content, and who is told it."""
    after = [span for span in draft.content if span.start >= words.ends[verb]]
    before = [span for span in draft.content if span.end <= words.starts[verb]]
    if len(before) != 1 or not after or len(before) + len(after) != len(draft.content):
        return
    clause = words.low[words.within(after[0])[0]] in _CLAUSE
    told = is_any(words.low[verb], _TELLING) and bool(draft.source)
    if clause and (told or words.low[words.within(before[0])[-1]] == "it"):
        draft.content = after
