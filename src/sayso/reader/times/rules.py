"""The whole grammar of times, ready to be matched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from sayso.reader.times import clock, days, lengths, periods, references
from sayso.reader.times.grammar import Handler, Rule

ROOMS: Final = (days, periods, lengths, clock, references)


@cache
def _rules() -> list[Rule]:
    return [rule for room in ROOMS for rule in room.RULES.rules]


@cache
def _by_beginning() -> dict[str, list[int]]:
    """Numbers of the rules by the one or two codes with which a match begins."""
    table: dict[str, list[int]] = {}
    for number, rule in enumerate(_rules()):
        for beginning in rule.beginnings():
            table.setdefault(beginning, []).append(number)
    return table


@cache
def _pattern(number: int) -> re.Pattern[str]:
    # A page needs few of the patterns, and to compile all takes longer than to read it.
    return _rules()[number].compiled()


@cache
def beginnings() -> re.Pattern[str]:
    """Finds the next one or two codes with which a time may begin."""
    seconds: dict[str, str] = {}
    for key in sorted(_by_beginning()):
        seconds[key[0]] = seconds.get(key[0], "") + key[1:]
    # What may begin with one code alone may also go on with any.
    ways = [
        first if first in _by_beginning() else f"{first}[{after}]"
        for first, after in seconds.items()
    ]
    return re.compile("|".join(ways))


def matches_at(codes: str, index: int) -> Iterator[tuple[int, Handler]]:
    """Index after the last token, and handler, of each rule that matches, the longest first."""
    table = _by_beginning()
    found = [
        (-match.end(), number)
        for key in (codes[index], codes[index : index + 2])
        for number in table.get(key, ())
        if (match := _pattern(number).match(codes, index))
    ]
    # Of those that are as long the one that was written first comes first.
    found.sort()
    return ((-end, _rules()[number].handler) for end, number in found)
