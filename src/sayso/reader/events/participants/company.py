"""Who takes part beside the one whom grammar gives: "Israel, along with Jordan", "Also killed was a
photographer".
"""

from __future__ import annotations

from typing import Final

from sayso.reader.grammar.extents import name_run
from sayso.reader.grammar.words import Words

_WITH: Final = frozenset({"along", "together"})
_BEGINNING: Final = _WITH | {"as"}
_LONGEST: Final = 6
"""Words from the preposition to the head of the noun phrase after it."""
_INSIDE: Final = frozenset("DT JJ CD PRP$ NN NNS NNP NNPS POS HYPH VBN".split())


def companion(words: Words, noun: int) -> int | None:
    """Who does it or suffers it along with, together with or as well as somebody."""
    # Nearly always there is nobody, and many ask.
    first = noun - _LONGEST if noun > _LONGEST else 0
    if _BEGINNING.isdisjoint(words.low[first : noun + 3]):
        return None
    after = noun + 1
    if after < len(words) and words.tags[after] == ",":
        after += 1
    length = _length(words, after)
    if length:
        return _head_from(words, after + length, words.sentences[noun].stop)
    return _before(words, noun)


def _length(words: Words, index: int) -> int:
    """Words of the "along with" that begins at a word; 0 if none does."""
    if index >= len(words) or words.low[index] not in _BEGINNING:
        return 0
    low = words.low[index : index + 3]
    if len(low) > 1 and low[0] in _WITH and low[1] == "with":
        return 2
    return 3 if low == ["as", "well", "as"] else 0


def _head_from(words: Words, first: int, stop: int) -> int | None:
    last = None
    for index in range(first, min(first + _LONGEST, stop)):
        if words.tags[index] not in _INSIDE:
            break
        if words.tags[index][0] == "N":
            last = index
    return last


def _before(words: Words, noun: int) -> int | None:
    """Who comes before "as well as", where grammar takes what follows for the subject."""
    first = name_run(words, noun)[0]
    while first - 1 > words.sentences[noun][0] and words.heads[first - 1] == noun:
        first -= 1
        if _length(words, first):
            before = first - 1
            if words.tags[before] == ",":
                before -= 1
            return before if words.tags[before][0] == "N" else None
    start = first - 3
    if start > words.sentences[noun][0] and _length(words, start) == 3:
        return start - 1 if words.tags[start - 1][0] == "N" else None
    return None


_OPENING: Final = frozenset("RB IN DT CC CD JJ NN NNS VBN ,".split())
_FIRST: Final = frozenset({"also", "among", "amongst", "including"})
_WAS: Final = frozenset({"was", "were", "is", "are"})
_FAR: Final = 8
"""Words from the participle to its "was"."""


def named_after(words: Words, verb: int) -> int | None:
    """To whom it is done where they come last: "Among those killed was the writer Ana Roe"."""
    if words.tags[verb] not in ("VBN", "JJ"):
        return None
    first = words.sentences[verb][0]
    if verb - first > _LONGEST:
        return None
    if words.low[first] not in _FIRST and verb != first:
        return None
    if any(words.tags[i] not in _OPENING for i in range(first, verb)):
        return None
    stop = words.sentences[verb].stop
    for index in range(verb + 1, min(verb + _FAR, stop)):
        if words.low[index] in _WAS:
            return _named(words, index, stop)
        if words.tags[index][0] not in "RINDPJ" or words.tags[index] == "PRP":
            return None
    return None


def _named(words: Words, was: int, stop: int) -> int | None:
    noun = words.heads[was]
    if noun < was or words.tags[noun][0] not in "NC" or words.relations[was] != "cop":
        return None
    after = noun + 1
    if words.names[noun] == "O" and after < stop and words.names[after] == "B-person":
        return name_run(words, after)[1]
    return noun
