"""Of whom something is said in a noun: "the minister faces questions about …", "the plan has drawn
criticism from farmers". The model takes the subject for who says it; it is whom "from" names, or
nobody that the page tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.reader.grammar.extents import prepositions, whole_phrase
from sayso.reader.grammar.words import Words
from sayso.reader.spans import overlap, tidy, without
from sayso.reader.statements.drafts import Draft
from sayso.reader.vocabulary.cue_words import is_any, is_noun_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Span

_MEETING: Final = lexicon(
    "face draw receive attract get earn win spark prompt provoke trigger endure come"
)
_IRREGULAR: Final = frozenset({"drew", "drawn", "got", "gotten", "won", "came"})
_JUDGING: Final = lexicon(
    "criticism praise condemnation scrutiny backlash rebuke outrage ridicule applause mockery",
    "blame acclaim denunciation",
)
"""What is said of somebody, who is part of it where nothing says of what: as PolNeAR has it."""
_SAYING: Final = _JUDGING | lexicon(
    "question accusation allegation claim complaint call demand doubt charge suggestion threat",
    "warning appeal objection denial speculation",
)
_HIGHEST: Final = 2
"""Steps from a noun up to its verb: "a barrage of questions"."""


def part_targets(words: Words, drafts: Sequence[Draft]) -> None:
    """Takes those of whom something is said out of the sources."""
    for draft in drafts:
        if len(draft.source) != 1:
            continue
        for index in (i for span in draft.cue for i in words.within(span)):
            if words.tags[index][:2] != "NN" or not is_noun_of(words.low[index], _SAYING):
                continue
            verb = _verb(words, index)
            if verb is not None and _is_subject(words, draft.source[0], verb):
                _part(words, draft, index, verb)
            break


def _verb(words: Words, noun: int) -> int | None:
    """The verb of meeting with something that a noun is the object of."""
    for _ in range(_HIGHEST):
        relation, above = words.relations[noun], words.heads[noun]
        if relation in ("obj", "obl") and above < noun:
            low = words.low[above]
            meets = low in _IRREGULAR or is_any(low, _MEETING)
            came = low in ("come", "came", "comes", "coming")
            return above if meets and came == (relation == "obl") else None
        if relation != "nmod":
            return None
        noun = above
    return None


def _is_subject(words: Words, source: Span, verb: int) -> bool:
    """Whether a source is the subject of a verb in the active voice, or of one that it hangs on."""
    head = words.head_of(source)
    if head is None:
        return False
    above = words.heads[head]
    led = words.heads[verb] == above and words.relations[verb] in ("conj", "xcomp", "advcl")
    return words.relations[head] == "nsubj" and head < verb and (above == verb or led)


def _part(words: Words, draft: Draft, noun: int, verb: int) -> None:
    from_whom = next(
        (
            child
            for above in (noun, verb)
            for child in words.children[above]
            if child > noun and prepositions(words, child)[:1] == ["from"]
        ),
        None,
    )
    of_whom = draft.source
    draft.source, draft.nobody = [], True
    if from_whom is not None:
        who = whole_phrase(words, from_whom)
        if not any(overlap(who, span) for span in draft.cue):
            draft.source = [who]
    content = draft.content
    # "Criticism for | closing a branch" says of what it is.
    led = bool(content) and words.tags[words.within(draft.cue[-1])[-1]] == "IN"
    if is_noun_of(words.low[noun], _JUDGING) and (from_whom is not None or not led):
        content = tidy(words.text, [*of_whom, *content])
    left = without(words.text, content, sorted([*draft.cue, *draft.source]))
    draft.content = [span for span in left if words.text[span.start : span.end] != "from"]
