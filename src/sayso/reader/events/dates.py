"""Which time of its sentence dates an event: the one that depends on its trigger, as a rule.

Where the trigger has no time of its own, that of the verb above it counts if both are one event in
two words ("held talks on Monday"), follow on each other ("exploded on Monday, killing two") or have
one subject ("flew to Rome on Monday and met the pope"). A clause that is told never takes the time
of the telling.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.reader.grammar.extents import case_of
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.base_forms import base_forms
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Span, Time

_OF_AN_EVENT: Final = frozenset(
    "obl obl:unmarked nmod nmod:poss advmod compound amod nummod dep nmod:unmarked".split()
)
# A time after one of these is a limit of the event or lies outside of it.
_NOT_AT: Final = lexicon(
    "before after until till since by from than through to for past unlike of like within"
)
_NOT_LASTING: Final = _NOT_AT - {"for"}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}|[\dX]{4}-WXX")
# "Six years after she was released" is when something else was.
_AFTERWARDS: Final = re.compile(r"\s+(?:after|before|since|until)\b")
_PARTS_OF_TIME: Final = lexicon(
    "start beginning end middle half part morning evening afternoon night course hours hour days",
    "day weeks week months month year years weekend eve anniversary height outset wake dawn",
)
_LIGHT: Final = lexicon(
    "hold make launch carry conduct stage give take have deliver issue impose file sign reach open",
    "begin start do perform commit mount organize organise undertake suffer win cast place throw",
)
_HAPPENING: Final = lexicon(
    "happen occur take begin start end come erupt break unfold follow last resume continue go",
    "kill wound injure leave destroy damage claim hit strike rock cause",
)
_PHASES: Final = lexicon(
    "begin start continue resume stop cease finish fail manage force try proceed go help be get",
    "forbid allow compel keep quit",
)
_STAGES: Final = lexicon("begin start continue resume stop cease finish end")
_LONGEST: Final = 4
"""Arcs from a trigger up to the word that has the time; no sound case was longer."""
_QUOTES: Final = '“”"«»'
_RANK: Final = {"TIME": 0, "DATE": 0, "DURATION": 1, "SET": 1}


class Dating:
    """Dates the events of one page, whose times are given in text order."""

    def __init__(self, words: Words, times: Sequence[Time]) -> None:
        self._words = words
        self._times = times
        self._starts = [time.span.start for time in times]
        self._attached: dict[int, list[tuple[Time, int | None]]] = {}

    def time_of(self, head: int) -> str | None:
        """The id of the time that dates the event whose trigger is word `head`; None without one.

        Dates and clock times win over durations and sets.
        """
        near = self._near(head)
        return self._dated(head, near) if near else None

    def _dated(self, head: int, near: Sequence[tuple[Time, int | None]]) -> str | None:
        words = self._words
        for steps, bearer in enumerate(_bearers(words, head)):
            found = [
                (_RANK[time.type], abs(words.starts[head] - time.span.start), time)
                for time, at in near
                if at == bearer
                and not _apart(words, head, time.span)
                and (steps == 0 or time.type in ("DATE", "TIME"))
            ]
            if found:
                return min(found, key=lambda item: item[:2])[2].id
        return self._nested(head, near) or self._fronted(head, near)

    def _nested(self, head: int, near: Sequence[tuple[Time, int | None]]) -> str | None:
        """The time that grammar hangs on whom or what the noun of an event is about."""
        words = self._words
        if words.tags[head][0] != "N" or words.kinds[head] not in ("event", "none"):
            return None
        for bearer in _participants_of(words, head):
            for time, at in near:
                index = words.head_of(time.span)
                if (
                    at == bearer
                    and index is not None
                    and index > bearer
                    and time.type in ("DATE", "TIME")
                    and case_of(words, index) in _ON
                ):
                    return time.id
        return None

    def _fronted(self, head: int, near: Sequence[tuple[Time, int | None]]) -> str | None:
        """The time that a sentence opens with, for an event of its second clause: "On Monday,
        gunmen looted a bank and soldiers shelled a mosque".
        """
        words = self._words
        above = words.heads[head]
        if not _is_second_clause(words, head, above):
            return None
        first = words.sentences[head][0]
        if words.sentences[above][0] != first:
            return None
        for time, at in near:
            index = words.head_of(time.span)
            opens = index is not None and all(
                words.tags[i] in _OPENING for i in range(first, words.within(time.span)[0])
            )
            dates = at == above and time.type in ("DATE", "TIME")
            led = index is not None and case_of(words, index) in ("on", "in", "at", "during")
            if opens and dates and led and not _apart(words, head, time.span):
                return time.id
        return None

    def _near(self, head: int) -> list[tuple[Time, int | None]]:
        """The times of a word's sentence, each with the word that it says when of."""
        if not self._times:
            return []
        sentence = self._words.sentences[head]
        near = self._attached.get(sentence.start)
        if near is None:
            near = self._attached[sentence.start] = self._attachments(sentence)
        return near

    def _attachments(self, sentence: range) -> list[tuple[Time, int | None]]:
        words = self._words
        first = bisect_left(self._starts, words.starts[sentence[0]])
        last = bisect_left(self._starts, words.ends[sentence[-1]], first)
        return [(time, _attachment(words, time)) for time in self._times[first:last]]


_OPENING: Final = frozenset({"IN", "DT", "RB", "CC", "``"})
"""Tags of what may stand before the time that a sentence opens with."""


_CLAUSE_BELOW: Final = frozenset({"ccomp", "aux", "advcl"})


def _is_second_clause(words: Words, head: int, above: int) -> bool:
    """Whether a verb with a subject of its own is coordinated with another."""
    return (
        words.relations[head] == "conj"
        and above < head
        and words.tags[head] == words.tags[above]
        and words.tags[head][0] == "V"
        and _CLAUSE_BELOW.isdisjoint(words.relations_below(above))
        and "mark" not in words.relations_below(head)
        and _has_and(words, head)
    )


def _has_and(words: Words, head: int) -> bool:
    """Whether "and", and no "but", joins a clause to the one before."""
    own = [c for c in words.children[head] if words.relations[c] in ("nsubj", "nsubj:pass")]
    return any(
        words.relations[child] == "cc" and words.low[child] == "and" and child < head
        for top in (head, *own)
        for child in words.children[top]
    )


def _attachment(words: Words, time: Time) -> int | None:
    """The word that a time says when of; None where it only limits, or says something else."""
    index = words.head_of(time.span)
    if _AFTERWARDS.match(words.text, time.span.end):
        return None
    for _ in range(_LONGEST):
        if index is None or words.relations[index] not in _OF_AN_EVENT:
            return None
        cases = {
            words.plain[child]
            for child in words.children[index]
            if words.relations[child] in ("case", "mark")
        }
        above = words.heads[index]
        inner = _is_any(words, above, _PARTS_OF_TIME) and words.tags[above][0] == "N"
        if words.tags[above][0] == "N":
            cases -= {"of"}
        # "Scheduled for Tuesday" is not on Tuesday, but "a loss for the quarter" is in it.
        lasting = time.type == "DURATION" or not _DAY.match(time.value)
        if cases & (_NOT_LASTING if lasting else _NOT_AT):
            return None
        if above == index:
            return None
        if not inner:
            return above
        index = above
    return None


def _bearers(words: Words, head: int) -> Iterator[int]:
    """The trigger, then the words whose time is its time, too."""
    yield head
    if _is_any(words, head, _STAGES):
        # "began trading on Monday"
        yield from (c for c in words.children[head] if words.relations[c] == "xcomp")
    if words.tags[head][0] == "V" and _is_any(words, head, _HAPPENING):
        # "Tuesday's strike killed nine people"
        yield from (c for c in words.children[head] if words.relations[c] == "nsubj")
    current = head
    for _ in range(_LONGEST):
        above = _shared(words, current)
        if above is None:
            return
        yield above
        current = above


_ABOUT: Final = frozenset({"of", "on", "in", "at", "against", "near", "by", "outside"})
_ON: Final = frozenset({"on", "in", "during"})
_TAKING_PART: Final = frozenset({"person", "organization", "place", "object"})


def _participants_of(words: Words, noun: int, steps: int = 2) -> Iterator[int]:
    """Whom and where an event's noun is about: "a church" and "Lahore" of "the attack on a church
    in Lahore on Sunday".
    """
    for child in words.children[noun]:
        about = child > noun and words.relations[child] == "nmod"
        if about and words.kinds[child] in _TAKING_PART and case_of(words, child) in _ABOUT:
            yield child
            if steps > 1:
                yield from _participants_of(words, child, steps - 1)


def _shared(words: Words, index: int) -> int | None:
    """The word above whose time a word shares, or None."""
    above, relation = words.heads[index], words.relations[index]
    if above == index:
        return None
    children = words.children[index]
    if words.tags[index][0] == "N" and relation != "conj":
        if relation in ("obj", "nsubj:pass") and _is_any(words, above, _LIGHT):
            return above
        if relation == "nsubj" and _is_any(words, above, _HAPPENING):
            return above
        return None
    if relation == "xcomp":
        return above if _is_any(words, above, _PHASES) else None
    if relation == "advcl":
        plain_participle = words.tags[index] == "VBG" and not any(
            words.relations[child] in ("mark", "case", "nsubj", "aux") for child in children
        )
        return above if plain_participle and index > above else None
    if relation == "conj" and words.tags[above][0] == words.tags[index][0]:
        own = any(words.relations[child] in ("nsubj", "nsubj:pass", "aux") for child in children)
        return None if own else above
    return None


def _is_any(words: Words, index: int, known: frozenset[str]) -> bool:
    return not known.isdisjoint(base_forms(words.plain[index]))


def _apart(words: Words, head: int, time: Span) -> bool:
    """Whether a quotation begins or ends between a trigger and a time."""
    start, end = sorted((words.starts[head], time.start))
    between = words.text[start:end]
    return sum(between.count(mark) for mark in _QUOTES) % 2 == 1
