"""The organization, outlet or place that a source belongs to: "the Doe campaign"."""

from __future__ import annotations

from typing import Final

from sayso.reader.grammar.extents import (
    before_head,
    case_of,
    complements,
    name_run,
    text_of,
    whole_phrase,
)
from sayso.reader.grammar.words import Words
from sayso.reader.sources.nouns import is_body, is_people, is_role
from sayso.reader.vocabulary.cue_words import is_any
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import OUTLET_SIGNS
from sayso.reading import Span

_ADVISING: Final = lexicon("adviser advisor aide consultant counsel lawyer attorney liaison")
_BELONGING: Final = frozenset({"for", "of", "at", "with", "from", "within", "inside"})
_SIDES: Final = frozenset({"minority", "majority"})


def find_affiliation(words: Words, head: int, name: tuple[int, int] | None = None) -> Span | None:
    """The organization, outlet or place that the person or people of a noun phrase belong to.

    `name` is the first and last word of the person's name, where the page names one.
    """
    if name is None and is_body(words, head):
        return None
    first = head if name is None else name[0]
    before = before_head(words, first)
    bodies = [i for i in before if is_body(words, i) and not _is_field(words, i)]
    if bodies:
        outlet = next((i for i in bodies if _is_outlet(words, i)), bodies[-1])
        return _body_before(words, outlet, before[0])
    place: Span | None = None
    for child in complements(words, head):
        case = case_of(words, child)
        if name is not None and case not in ("of", "at", "with", "from"):
            continue  # "Roe for the House": not hers
        somewhere = case == "at" and words.tags[child].startswith("NNP")
        advised = case == "to" and is_any(words.low[head], _ADVISING)
        belongs = case in _BELONGING or case in ("in", "on") or advised
        if somewhere or (belongs and is_body(words, child)):
            if words.written[child] != "state":  # "secretary of state"
                return whole_phrase(words, child)
        elif _is_place(words, child) and case in ("of", "from", "for") and place is None:
            place = whole_phrase(words, child)
    if name is None and not is_people(words, head):
        return None
    found = next((i for i in reversed(before) if _is_place(words, i)), None)
    if found is not None:
        run = name_run(words, found)
        return words.span(max(run[0], before[0]), min(run[1], before[-1]))
    return place


def _body_before(words: Words, body: int, limit: int) -> Span:
    """The span of an organization's noun phrase that stands before a head: "the Roe campaign"."""
    first, last = name_run(words, body)
    first = max(first, limit)
    # "Senate Minority Leader" taken for one name.
    while last > first and (is_role(words.low[last]) or words.low[last] in _SIDES):
        last -= 1
    while first > limit:
        tag, word = words.tags[first - 1], words.written[first - 1]
        capital = word[:1].isupper() and not is_role(words.low[first - 1])
        common = tag == "NN" and not is_role(words.low[first - 1])
        described = tag in ("POS", "PRP$") or common or (capital and tag[:2] in ("NN", "JJ"))
        if words.names[body] == "O" and described:
            first -= 1
        elif (
            tag == "DT"
            and word.lower() == "the"
            and last + 1 < len(words)
            and (words.tags[last + 1] == "POS")
        ):
            first -= 1
            break
        else:
            break
    return words.span(first, last)


def _is_field(words: Words, index: int) -> bool:
    """Whether a word is only what a title is about: "State" in "Secretary of State"."""
    unnamed = words.names[index] == "O" and index > 0
    return words.low[index] == "state" or (unnamed and words.low[index - 1] == "of")


def _is_place(words: Words, index: int) -> bool:
    return words.names[index].endswith("-place") and words.tags[index][0] == "N"


def _is_outlet(words: Words, index: int) -> bool:
    run = name_run(words, index)
    return OUTLET_SIGNS.search(text_of(words, *run)) is not None
