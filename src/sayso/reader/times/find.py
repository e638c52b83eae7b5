"""Finds the times of a page and resolves them.

1. The blocks that are read become tokens of the vocabulary of time.
2. At each token the longest pattern of the grammar that has a value is taken.
3. It takes in words that only shade it: "late", "the end of", "more than".
4. A clock time and the day beside it are one time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sayso.reader.times.grammar import Focus, Match, Meant
from sayso.reader.times.rules import beginnings, matches_at
from sayso.reader.times.tokens import Tokens, tokens_of
from sayso.reader.times.values import is_valid
from sayso.reading import Span, Time, TimeType


@dataclass(slots=True)
class _Found:
    first: int
    last: int
    type: TimeType
    value: str


def find_times(text: str, spans: Sequence[Span], published: date | None) -> tuple[Time, ...]:
    """The times in `spans` of `text` (code points), in text order, with TIMEX3 values.

    What hangs on the publication date stays open (X) where it is None: a Tuesday is then
    `XXXX-WXX-2`.
    """
    tokens = tokens_of(text, tuple(spans))
    found = _with_clocks(tokens, _found(tokens, published))
    return tuple(
        Time(
            id=f"T{number}",
            span=Span(tokens.starts[one.first], tokens.ends[one.last]),
            type=one.type,
            value=one.value,
        )
        for number, one in enumerate(found, start=1)
    )


def _found(tokens: Tokens, published: date | None) -> list[_Found]:
    codes = tokens.codes()
    focus = Focus()
    found: list[_Found] = []
    index = 0
    while begins := beginnings().search(codes, index):
        one = _at(tokens, codes, begins.start(), published, focus)
        if one is None:
            index = begins.start() + 1
            continue
        index = one.last + 1
        free = found[-1].last + 1 if found else 0
        one.first = _widened(tokens, one, free)
        found.append(one)
        if one.type in ("DATE", "TIME") and not one.value.endswith("_REF"):
            focus.value = one.value
    return found


def _at(
    tokens: Tokens, codes: str, index: int, published: date | None, focus: Focus
) -> _Found | None:
    for end, handler in matches_at(codes, index):
        last = end - 1
        while last > index and tokens.kind(last) == "comma":
            last -= 1
        meant = handler(Match(tokens, index, last, published, focus))
        if meant and is_valid(*meant):
            return _Found(index, last, meant.type, meant.value)
    return None


_EDGES: Final = frozenset("beginning start end middle close".split())
_APPROXIMATE: Final = frozenset(
    "about around approximately nearly almost roughly over under some".split()
)


def _widened(tokens: Tokens, one: _Found, free: int) -> int:
    """Index of the first token with the words before it that shade it; not before `free`."""
    first = one.first
    nothing = [""] * (free - first + 5)
    kinds = nothing + tokens.kinds[max(free, first - 5) : first]
    # "early next year", "late Tuesday", "the late 1970s", "mid-1996", "earlier this month"
    if one.type in ("DATE", "TIME") and kinds[-1] in ("early", "late", "earlier", "later", "mid"):
        taken = 1 if kinds[-2] not in ("as", "the") or not _dated(one) else 2
        return first - taken if kinds[-2] != "as" else first
    if one.type == "DATE" and kinds[-1] == "of" and kinds[-2] in _EDGES and _dated(one):
        return first - (3 if kinds[-3] == "the" else 2)
    lengths = one.type == "DURATION" or tokens.kind(one.last) == "ago"
    if lengths or (one.type == "DATE" and kinds[-1] in ("about", "around") and _dated(one)):
        if kinds[-1] in _APPROXIMATE and not _spatial(tokens, first - 1, one):
            return first - 1
        if kinds[-1] == "than" and kinds[-2] in ("more", "less", "fewer"):
            return first - 2
        if kinds[-1] in ("least", "most") and tokens.words[first - 2 : first - 1] == ["at"]:
            return first - 2
        if kinds[-2:] == ["up", "to"]:
            return first - 2
    return first


def _dated(one: _Found) -> bool:
    return one.value[:1].isdigit() or one.value[:1] == "X"


def _spatial(tokens: Tokens, index: int, one: _Found) -> bool:
    """Whether "over" says during: "over the past year", "over three years"."""
    word = tokens.words[index]
    if word == "over" and tokens.kind(one.last) == "period":
        return True
    if word == "over":
        return tokens.words[one.first] in ("the", "its") or tokens.kind(index - 1) == "other"
    return tokens.words[one.first] in ("the", "its")


_JOINTS: Final = frozenset(["on", "comma", "of", "possessive"])


def _with_clocks(tokens: Tokens, found: list[_Found]) -> list[_Found]:
    """Joins a clock time or a part of the day with the day beside it."""
    joined: list[_Found] = []
    for one in found:
        before = joined[-1] if joined else None
        if before is None or not _beside(tokens, before, one):
            joined.append(one)
            continue
        clock, day = (before, one) if _is_open(before) else (one, before)
        if _is_open(clock) and _is_day(day):
            value = Meant("TIME", day.value + clock.value.removeprefix("XXXX-XX-XX"))
            if is_valid(*value):
                joined[-1] = _Found(before.first, one.last, *value)
                continue
        joined.append(one)
    return joined


def _beside(tokens: Tokens, before: _Found, one: _Found) -> bool:
    between = range(before.last + 1, one.first)
    return len(between) == 0 or (
        len(between) == 1
        and (tokens.kind(between[0]) in _JOINTS or tokens.words[between[0]] == "at")
    )


def _is_open(one: _Found) -> bool:
    return one.type == "TIME" and one.value.startswith("XXXX-XX-XXT")


def _is_day(one: _Found) -> bool:
    return one.type == "DATE" and re.fullmatch(r"[\dX]{4}-(?:..-..|W..-\d)", one.value) is not None
