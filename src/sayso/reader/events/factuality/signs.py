"""The few words of a page that may say that something did not happen, or may not have."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from sayso.reader.grammar.words import Words
from sayso.reader.lists import where
from sayso.reader.vocabulary.lexicon import lexicon

_NOT: Final = lexicon(
    "not n't never no neither nor without none nobody nothing cannot hardly scarcely barely",
)
_NOT_DONE: Final = lexicon("not never neither")
NOBODY: Final = lexicon("nobody none neither nothing")
_NOT_ANY: Final = lexicon("no neither not")
"""What makes nobody of a noun: "not a single soldier"."""
_NO: Final = lexicon("no")
_ASKING: Final = lexicon("whether if")
_ASKING_MARK: Final = lexicon("?")
_COMMANDING: Final = frozenset({"do", "do not"})
_ALLEGED: Final = lexicon("allegedly supposedly purportedly ostensibly")
ONLY: Final = lexicon("only just merely simply")
_MERE: Final = ONLY | lexicon("necessarily")
_PARTLY: Final = _MERE | lexicon("even yet still")
"""What is "not only" done is done, and what is not yet may be."""
HEARSAY: Final = _ALLEGED | lexicon("reportedly")
SO_CALLED: Final = lexicon(
    # alleged
    "alleged suspected rumoured rumored purported supposed unconfirmed",
    # yet to come
    "possible potential imminent impending looming threatened planned proposed feared upcoming",
    "prospective intended expected anticipated would-be hypothetical",
    # tried
    "attempted foiled thwarted averted aborted abortive cancelled canceled postponed",
    # not real
    "fake mock simulated fictional fictitious imaginary pretend",
)
_HEDGING: Final = HEARSAY | SO_CALLED | lexicon("failed")
_LONGER: Final = "longer"
NEARLY: Final = lexicon("nearly almost")
NO_ONE: Final = "no-one"
"""It may be one word or more."""


class Signs(NamedTuple):
    """The words of a page that one of each lexicon's depends on."""

    all: frozenset[int]
    """Those that any sign depends on, or what it makes nobody of."""
    negations: frozenset[int]
    """Of the same block; those of others may stand in another one."""
    not_done: frozenset[int]
    no_longer: frozenset[int]
    of_nobody: frozenset[int]
    """Those that may have nobody for a subject."""
    no_one: bool
    """Whether "no-one" stands anywhere on the page."""
    asked: frozenset[int]
    """The first words of the sentences of those with a question mark."""
    nobody: frozenset[int]
    no: frozenset[int]
    asking: frozenset[int]
    asking_mark: frozenset[int]
    commanding: frozenset[int]
    alleged: frozenset[int]
    partly: frozenset[int]
    hedging: frozenset[int]


_LEXICONS: Final = (
    NOBODY,
    _NO,
    _ASKING,
    _ASKING_MARK,
    _COMMANDING,
    _ALLEGED,
    _PARTLY,
    _HEDGING,
)
_SIGNS: Final = frozenset({_LONGER}).union(_NOT, _NOT_DONE, NEARLY, *_LEXICONS)


@lru_cache(maxsize=1)
def signs_of(words: Words) -> Signs:
    """Looked up once for all of a page's events; those of the last page are kept."""
    heads, blocks, plain = words.heads, words.blocks, words.plain
    # "Did not" is one, if it was written "didn't".
    signs = _SIGNS.union([word for word in set(plain) if " " in word])
    arcs = [(i, heads[i], plain[i]) for i in where(plain, signs) if heads[i] != i]
    nobodies = {i for i, _, word in arcs if word in NOBODY}
    nobodies.update([head for _, head, word in arcs if word in _NOT_ANY])
    of_nobody = frozenset([heads[i] for i in nobodies])
    return Signs(
        of_nobody.union([head for _, head, _ in arcs]),
        frozenset(
            [
                head
                for i, head, word in arcs
                if _negates(word) and blocks[i] == blocks[head] and not _is_mere(words, i)
            ]
        ),
        frozenset([head for _, head, word in arcs if is_not(word)]),
        frozenset([head for i, head, word in arcs if word == _LONGER and plain[i - 1] == "no"]),
        of_nobody,
        NO_ONE in words.text.lower(),
        frozenset([words.sentences[head].start for _, head, word in arcs if word in _ASKING_MARK]),
        *[frozenset([head for _, head, word in arcs if word in known]) for known in _LEXICONS],
    )


def _is_mere(words: Words, index: int) -> bool:
    """Whether a "not" belongs to "only" or the like, and denies nothing."""
    return index + 1 < len(words) and words.plain[index + 1] in _MERE


def is_not(word: str) -> bool:
    """Whether a word says that something was not done, with its helper ("didn't") or without."""
    return word in _NOT_DONE or word.endswith(" not")


def _negates(word: str) -> bool:
    """Whether a word (`cue_words.plain`) negates; "do not" is one, if it was written "don't"."""
    return word in _NOT or (" " in word and not _NOT.isdisjoint(word.split()))
