"""Words that say no: "not", "no one", "neither", "not a single", and "no" of what there was not."""

from __future__ import annotations

from typing import Final

from sayso.reader.events.factuality.signs import NO_ONE, NOBODY, signs_of
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.lexicon import lexicon

_NOT: Final = lexicon("not n't never no hardly scarcely barely cannot")
_NO_NEGATION: Final = lexicon("only just merely simply")
SURE: Final = lexicon("doubt question secret surprise wonder dispute denying mistake")
"""Nouns of which "no" says that something is so."""
_BEING: Final = lexicon("be is are was were been being 's 're")
_SIGNS_OF: Final = lexicon(
    "sign signs evidence report reports indication indications proof trace word"
)
"""Nouns of which "no" says that there was none of what they are of."""
_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass"})
_HELPERS: Final = ("aux", "aux:pass")
_OPENING: Final = lexicon("if unless ?")


def helping(words: Words, verb: int) -> list[str]:
    """What helps a verb ("had", "would") or an adjective ("was"). "Hadn't" is one word, for grammar
    a "not", and helps as well as denies.
    """
    relations, plain = words.relations, words.plain
    return [
        plain[child].partition(" ")[0]
        for child in words.children[verb]
        if relations[child][:3] in ("aux", "cop") or plain[child].endswith(" not")
    ]


def is_negated(words: Words, verb: int) -> bool:
    """Whether "not" or the like stands with a verb; "not only" does not count."""
    below = words.children[verb]
    return any(
        not _NOT.isdisjoint(words.plain[child].split())
        for child in below
        if words.relations[child] in ("advmod", "aux", "aux:pass", "det", "cop", "dep")
    ) and not any(words.plain[child] in _NO_NEGATION for child in below)


def has_nobody(words: Words, verb: int) -> bool:
    """Whether a verb's subject is nobody: "no", "neither", "not a single" or "no one"."""
    signs = signs_of(words)
    if verb not in signs.of_nobody:
        return signs.no_one and _follows_no_one(words, verb)
    for child in words.children[verb]:
        if child > verb:
            break
        if words.relations[child] in _SUBJECTS:
            return _is_nobody(words, child) or _follows_no_one(words, verb)
    return _follows_no_one(words, verb)


def _follows_no_one(words: Words, verb: int) -> bool:
    """Whether "no-one" stands right before a verb and its helpers. In its parts the model's grammar
    is of no help: it may hang each on the other.
    """
    before = verb - 1
    while before >= 0 and words.relations[before] in _HELPERS:
        before -= 1
    if before < 0 or not words.low[before].endswith("one"):
        return False
    end = words.ends[before]
    return words.text[max(end - len(NO_ONE), 0) : end].lower() == NO_ONE


def _is_nobody(words: Words, subject: int) -> bool:
    if words.names[subject] != "O" or words.plain[subject] in SURE:
        return False  # "No Child Left Behind"; "no doubt"
    if words.plain[subject] in NOBODY:
        return True
    before = []
    for child in words.children[subject]:
        if child > subject:
            break
        before.append(words.plain[child])
        if before[-1] in ("no", "neither") and words.relations[child] != "case":
            return True
    return "not" in before and ("single" in before or "one" in before)


def has_none(words: Words, head: int) -> bool:
    """Whether "no" says that there was none of it, or that nobody did it."""
    kind = words.tags[head][0]
    if kind == "N":
        return _is_none(words, head)
    if kind != "V" or not has_nobody(words, head):
        return False
    return (
        words.plain[head] not in _BEING
        and not is_negated(words, head)
        and not _is_open(words, head)
    )


def _is_open(words: Words, verb: int) -> bool:
    """Whether a condition, a question or a modal leaves open whether it was done."""
    return any(
        words.tags[child] == "MD" or words.plain[child] in _OPENING
        for child in words.children[verb]
    )


def _is_none(words: Words, noun: int) -> bool:
    governor = words.heads[noun]
    if _has_no(words, noun):
        modal = any(words.tags[child] == "MD" for child in words.children[governor])
        real = words.plain[noun] not in SURE and words.names[noun] == "O"
        return real and not modal and not is_negated(words, governor)
    return (
        words.relations[noun] == "nmod"
        and words.plain[governor] in _SIGNS_OF
        and _has_no(words, governor)
        and not any(words.plain[child] == "the" for child in words.children[noun])
    )


def _has_no(words: Words, noun: int) -> bool:
    if noun not in signs_of(words).no:
        return False
    for child in words.children[noun]:
        if words.plain[child] == "no" and child < noun and words.tags[child] == "DT":
            return True
    return False
