"""Whose deed it is by the words before its noun: "a Russian missile strike", "rebel attacks"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sayso.reader.events.participants.parties import noun_phrase
from sayso.reader.grammar.extents import case_of, name_run
from sayso.reader.grammar.words import Words
from sayso.reader.places.countries import country_named, is_country
from sayso.reader.places.peoples import BESIDE, country_of_people
from sayso.reader.vocabulary.cue_words import is_noun_of
from sayso.reader.vocabulary.event_words import is_form
from sayso.reader.vocabulary.role_words import AIDING, ARMS, BANDS, DEEDS, GROUPS, MEANS
from sayso.reading import Span

_DEEDS_AND_ARMS: Final = DEEDS | ARMS
_UNNAMED: Final = ("O", "B-other")


def doer_before(words: Words, noun: int, known: frozenset[str] = DEEDS) -> int | None:
    """The nationality or group before the noun of a deed that tells who does it; None without one.

    What stands between must say how it is done or what it is like: in "the Israeli embassy attack"
    an Israeli thing is attacked.
    """
    word = words.low[noun]
    if not is_form(word, known):
        return None
    if is_form(word, AIDING) and not _has_receiver(words, noun):
        return None
    for part in words.children[noun]:
        if part < noun and words.relations[part] in BESIDE and _tells_who(words, part):
            between = range(part + 1, noun)
            return part if all(_tells_how(words, i, noun) for i in between) else None
    return None


def whose(words: Words, noun: int) -> int | None:
    """Whose arms or deeds a noun is of, by a nationality or a group before it."""
    return doer_before(words, noun, _DEEDS_AND_ARMS)


def in_full(words: Words, span: Span) -> Span:
    """Where a page first names the country whose people a span names ("Russian"), or first tells of
    the group ("rebel"); the span itself where it is anything else, or the page has no such place.
    """
    index = words.head_of(span)
    if index is None or words.relations[index] not in BESIDE:
        return span
    code = country_of_people(words, index)
    if code is not None:
        return next((words.span(*run) for run in _lands(words, code)), span)
    if is_noun_of(words.low[index], BANDS) and words.names[index] in _UNNAMED:
        group = words.low[index]
        return next((noun_phrase(words, i) for i in _groups(words, group)), span)
    return span


def _lands(words: Words, code: str) -> Iterator[tuple[int, int]]:
    for first, label in enumerate(words.names):
        if label == "B-place" and words.tags[first][0] == "N":
            run = name_run(words, first)
            name = words.text[slice(*words.span(*run))]
            if country_named(name) == code and is_country(name):
                yield run


def _groups(words: Words, group: str) -> Iterator[int]:
    for index, word in enumerate(words.low):
        if word.startswith(group) and word in (group, f"{group}s"):
            own = words.tags[index][0] == "N" and words.relations[index] not in BESIDE
            if own and words.names[index] in _UNNAMED:
                yield index


def _tells_who(words: Words, part: int) -> bool:
    if is_noun_of(words.low[part], GROUPS):
        return words.names[part] in _UNNAMED
    return country_of_people(words, part) is not None


def _tells_how(words: Words, index: int, noun: int) -> bool:
    """Whether a word before a deed's noun says how it is done, or what it is like."""
    if words.tags[index][0] in ("J", "V", "C", "H", "R") or words.tags[index] in (",", "HYPH"):
        return True
    return is_noun_of(words.low[index], MEANS) or words.heads[index] != noun


def _has_receiver(words: Words, noun: int) -> bool:
    return any(
        words.relations[child] in ("nmod", "obl") and case_of(words, child) in ("to", "for")
        for child in words.children[noun]
    )
