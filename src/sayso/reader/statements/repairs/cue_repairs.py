"""What the model cuts wrongly at a cue, and grammar is plain about.

1. "He reportedly sold the house": the adverb alone says that somebody says so, and nobody is named;
   who did it is no source. The model takes the adverb for a cue in few such sentences.
2. "“Who will pay?” one farmer wanted to know": "to know" is no part of the question.
3. "She accused the bank on Monday of fraud": the content is whom and of what, without the day.
4. "He told CNN Tuesday's vote was a farce": the vote is no part of the outlet's name.
5. "Added Roe: “…”": the verb is no part of the name, nor the name of the cue.
"""

from __future__ import annotations

from typing import Final

from sayso.reader.grammar.extents import LOOSE, name_run, prepositions, reach
from sayso.reader.grammar.words import Words
from sayso.reader.lists import where
from sayso.reader.sources.outlets import is_outlet
from sayso.reader.spans import overlap, without
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.nested import SAYING
from sayso.reader.vocabulary.cue_words import cue_class, is_any
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import CALENDAR
from sayso.reading import Span

HEARSAY: Final = frozenset({"reportedly", "allegedly", "supposedly", "apparently"})
_REPORTEDLY: Final = frozenset({"reportedly"})
_WANTING: Final = lexicon("want demand")
_ACCUSING: Final = lexicon("accuse accuses accused accusing")
_SAID: Final = ("ccomp", "parataxis")
_FARTHEST: Final = 12
"""Words of a time between whom and of what somebody is accused."""
_TIMES: Final = CALENDAR | lexicon(
    "yesterday today last week month year morning night evening late early"
)


def repair_cues(words: Words, drafts: list[Draft]) -> None:
    """Cuts anew what is listed above, in place, and adds what is reported where no draft has it."""
    for draft in drafts:
        inside = [index for span in draft.cue for index in words.within(span)]
        if not inside:
            continue
        _invert(words, draft)
        hearsay = [i for i in inside if words.low[i] in HEARSAY]
        if hearsay:
            _be_hearsay(words, draft, hearsay[0])
        elif is_any(words.low[inside[-1]], _WANTING):
            _take_to_know(words, draft, inside[-1])
        elif words.low[inside[-1]] == "told":
            _tell(words, draft, inside[-1])
        else:
            accusing = [i for i in inside if words.low[i] in _ACCUSING]
            if accusing and words.tags[accusing[0]][:2] == "VB":
                _accuse(words, draft, accusing[0])
    for adverb in where(words.low, _REPORTEDLY):
        _add_report(words, drafts, adverb)


def _add_report(words: Words, drafts: list[Draft], adverb: int) -> None:
    verb = words.heads[adverb]
    first, last = min(adverb, verb), max(adverb, verb)
    if last - first > _FARTHEST:
        return
    report = Draft([words.span(first, last)], [], [], _SURE)
    _be_hearsay(words, report, adverb)
    if report.content and not any(
        overlap(span, own) for draft in drafts for span in draft.spans() for own in report.spans()
    ):
        drafts.append(report)


_SURE: Final = 0.5
"""How sure a statement is that grammar alone makes out."""


def _be_hearsay(words: Words, draft: Draft, adverb: int) -> None:
    verb = words.heads[adverb]
    if words.relations[adverb] != "advmod" or verb == adverb or words.tags[verb][:1] not in "VJN":
        return
    if not any(verb in words.within(span) for span in draft.cue):
        return
    kind = cue_class(words.low[verb])
    if kind is not None and words.low[adverb] == "apparently":
        return  # "she apparently disagrees": how her words look
    says = is_any(words.low[verb], SAYING) or (kind == "thought" and bool(draft.source))
    if says and not words.relations_below(verb).isdisjoint((*_SAID, "xcomp", "obj", "obl")):
        return  # "he reportedly said that": his own statement, as far as one hears
    subjects = _subjects(words, verb)
    shared = not subjects and words.relations[verb] == "conj" and words.heads[verb] < verb
    if shared:
        subjects = _subjects(words, words.heads[verb])
    if not subjects or words.tags[subjects[0]][:1] == "W":
        return
    first, last = reach(words, verb, ("parataxis",), quotes=True)
    who = reach(words, subjects[0])
    if not shared:
        first = min(first, who[0])
    last = _own_end(words, verb, last)
    while first < verb and (words.tags[first] in _EDGES or first == adverb):
        first += 1
    if first > last or words.blocks[first] != words.blocks[last]:
        return
    draft.cue, draft.source = [words.span(adverb, adverb)], []
    draft.content = without(words.text, [words.span(first, last)], draft.cue)
    if shared and who[1] < first:
        # "He took the keys and reportedly drove off"
        draft.content = [words.span(*who), *draft.content]


_EDGES: Final = frozenset({"WRB", "CC", "IN", ",", ":"})
"""Tags of what leads to a clause."""


def _own_end(words: Words, verb: int, last: int) -> int:
    """The last word of a verb's clause before one coordinated with it that has its own subject:
    "the bridge was reportedly built in a year, but nobody was fined".
    """
    for other in words.children[verb]:
        if verb < other <= last and words.relations[other] == "conj" and _subjects(words, other):
            last = min(last, reach(words, other)[0] - 1)
            while last > verb and words.tags[last] in ("CC", ",", ":"):
                last -= 1
    return last


def _subjects(words: Words, verb: int) -> list[int]:
    return [i for i in words.children[verb] if words.relations[i][:5] == "nsubj"]


def _invert(words: Words, draft: Draft) -> None:
    """Parts a verb of saying that a sentence begins with from who says it, before a colon."""
    said = words.within(draft.content[0]) if draft.content else range(0)
    if not said or words.tags[said[0]] != "``" or said[0] < _FEWEST:
        return
    colon = said[0] - 1
    sentence = words.sentences[colon]
    verb, who = sentence.start, range(sentence.start + 1, colon)
    if words.low[colon] != ":" or not 0 < len(who) <= _FARTHEST:
        return
    low = words.low[verb]
    if cue_class(low) in (None, "thought") or not (low.endswith(("ed", "s")) or low in _IRREGULAR):
        return
    named = words.names[who[0]] != "O" or words.tags[who[0]] in ("DT", "CD", "PRP", "NNP")
    if not named or any(words.tags[i] in _FINITE for i in who):
        return
    # "Reports: “…”", "Statement by the board: “…”"
    own = [*draft.cue, *draft.source]
    if all(overlap(span, words.span(verb, colon)) for span in own):
        draft.cue = [words.span(verb, verb)]
        draft.source = [words.span(who[0], who[-1])]


_FEWEST: Final = 3
"""Words of a verb, who says it and a colon."""
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_IRREGULAR: Final = frozenset({"said", "wrote", "told", "swore", "read"})


def _take_to_know(words: Words, draft: Draft, verb: int) -> None:
    know = verb + 2
    if know >= len(words) or (words.low[verb + 1], words.low[know]) != ("to", "know"):
        return
    both = words.span(verb + 1, know)
    left = without(words.text, draft.content, [both])
    if left != draft.content and any(span.end <= draft.cue[0].start for span in left):
        draft.content = left
        draft.cue = [*draft.cue[:-1], Span(draft.cue[-1].start, both.end)]


def _tell(words: Words, draft: Draft, verb: int) -> None:
    first = verb + 2 if words.low[min(verb + 1, len(words) - 1)] == "the" else verb + 1
    if first >= len(words) or not draft.content or not is_outlet(words, first):
        return
    start = name_run(words, first)[1] + 1
    said = words.within(draft.content[0])
    if not said or not start < said[0] <= start + _FARTHEST:
        return
    gap = range(start, said[0])
    if words.tags[said[0]] not in ("VBD", "VBZ", "VBP", "MD") or any(
        words.tags[i][:2] not in ("NN", "JJ", "DT", "PO", "CD", "PR") for i in gap
    ):
        return
    draft.content[0] = Span(words.starts[start], draft.content[0].end)


def _accuse(words: Words, draft: Draft, verb: int) -> None:
    """Whom and of what, from the grammar of the verb, where a time or an agent parts them."""
    children = words.children[verb]
    passive = "aux:pass" in words.relations_below(verb)
    relation = "nsubj:pass" if passive else "obj"
    whom = next((i for i in children if words.relations[i] == relation), None)
    if whom is None or (not passive and whom < verb):
        return
    first, last = reach(words, whom, LOOSE - {"appos"})
    agent = next((i for i in children if passive and prepositions(words, i) == ["by"]), None)
    start = last + 1 if agent is None else agent + 1
    charges = (i for i in range(start, start + _FARTHEST) if _is_charge(words, i, verb))
    of = next((i for i in charges if not _is_under(words, words.heads[i], agent)), None)
    if of is None or (passive and agent is None):
        return
    between = range(start, of)
    if agent is None and not any(words.low[i] in _TIMES for i in between):
        return
    if any(words.tags[i] in (",", ":", ".") for i in between):
        return
    end = max((s.end for s in (*draft.content, *draft.source) if s.end > words.ends[of]), default=0)
    charge = words.heads[of]
    end = max(end, words.ends[reach(words, charge)[1]]) if agent is None or not end else end
    content = [words.span(first, min(last, of - 1)), Span(words.starts[of], end)]
    if agent is not None:
        draft.source = [words.span(reach(words, agent)[0], of - 1)]
    draft.content = sorted(without(words.text, content, [*draft.cue, *draft.source]))


def _is_under(words: Words, noun: int, agent: int | None) -> bool:
    """Whether a noun belongs to who accuses: "by dozens of women"."""
    return agent is not None and words.heads[noun] == agent and words.tags[noun] != "VBG"


def _is_charge(words: Words, index: int, verb: int) -> bool:
    """Whether "of" opens what somebody is accused of."""
    if index >= len(words) or words.low[index] != "of" or words.blocks[index] != words.blocks[verb]:
        return False
    return words.relations[index] in ("mark", "case") and words.heads[index] > index
