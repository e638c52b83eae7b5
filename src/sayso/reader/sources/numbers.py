"""How many people a source is, and of whom: "two of the officials"."""

from __future__ import annotations

from typing import Final

from sayso.reader.grammar.extents import before_head, complements, prepositions, whole_phrase
from sayso.reader.grammar.words import Words
from sayso.reader.sources.nouns import PAIRS, is_people
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import GROUP_NOUNS
from sayso.reading import Span

PARTS: Final = lexicon(
    "one two three four five six seven eight nine ten another several some many most few any",
    "each none half majority member members either neither dozen others third quarter percent",
)
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        start=1,
    )
} | {"dozen": 12, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a": 1, "an": 1}
_ONE: Final = lexicon("one another either neither someone somebody")
_INEXACT: Final = lexicon(
    "least most more less fewer about nearly almost around roughly approximately over under up",
    "some to only than or between dozens hundreds",
)


def count_people(words: Words, head: int) -> int | None:
    """How many people a noun phrase is of; None if it does not say, or is of no people."""
    word = words.low[head]
    if word in _ONE:
        return 1
    value = _value(words, head)
    if value is not None:
        return value
    if not is_people(words, head):
        return None
    before = [i for i in before_head(words, head) if words.heads[i] == head]
    for child in words.children[head]:
        if child >= head or words.relations[child] not in ("nummod", "amod", "det", "dep"):
            continue
        value = _value(words, child)
        if value is not None:
            return value if words.tags[head] in ("NNS", "NNPS") or value == 1 else None
        if words.tags[child] == "CD":
            return None
    openings = {words.low[i] for i in before}
    if word in PAIRS:
        of = complements(words, head)
        return PAIRS[word] if not of or is_people(words, of[0]) else None
    if words.tags[head] in ("NN", "NNP") and word not in GROUP_NOUNS:
        return None if openings & {"every", "each", "no", "any"} else 1
    return 2 if "both" in openings and words.tags[head] == "NNS" else None


def find_part(words: Words, head: int) -> Span | None:
    """The noun phrase of those that a source is some of: "the officials" after "one of"."""
    if words.low[head] not in PARTS and words.tags[head] != "CD":
        return None
    for child in words.children[head]:
        if child > head and "of" in prepositions(words, child):
            below = words.children[child]
            definite = any(
                words.low[i] in ("the", "these", "those") or words.relations[i] == "nmod:poss"
                for i in below
                if i < child
            )
            people = is_people(words, child) or words.tags[child] == "PRP"
            if people and (definite or words.tags[child] == "PRP"):
                return whole_phrase(words, child)
    return None


def _value(words: Words, index: int) -> int | None:
    """The number that a numeral says exactly; None for "about 20", "at least two"."""
    if words.tags[index] != "CD" and words.low[index] != "dozen":
        return None
    for near in {*words.children[index], index - 1, index - 2}:
        if 0 <= near < index and index - near < 4 and words.low[near] in _INEXACT:
            return None
    for near in words.children[index]:
        if words.low[near] == "half":
            return 6 if words.low[index] == "dozen" else None
    word = words.low[index].replace(",", "")
    if index + 1 < len(words) and words.low[index + 1] in ("percent", "%", "dozen", "million"):
        return _value(words, index + 1) if words.low[index + 1] == "dozen" and word == "a" else None
    if word.isascii() and word.isdigit() and len(word) < 7:
        return int(word) or None
    return _NUMBERS.get(word)
