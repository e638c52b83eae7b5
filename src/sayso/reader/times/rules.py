"""The whole grammar of times, ready to be matched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sayso.reader.times import clock, days, lengths, periods, references
from sayso.reader.times.grammar import Handler

ROOMS = (days, periods, lengths, clock, references)


@cache
def _by_first() -> dict[str, list[tuple[re.Pattern[str], Handler]]]:
    """Patterns and handlers by the code with which a match begins."""
    table: dict[str, list[tuple[re.Pattern[str], Handler]]] = {}
    for room in ROOMS:
        for rule in room.RULES.rules:
            pattern, first = rule.compiled()
            for code in first:
                table.setdefault(code, []).append((pattern, rule.handler))
    return table


@cache
def beginnings() -> re.Pattern[str]:
    """Finds the next code with which a time may begin."""
    return re.compile("[" + "".join(sorted(_by_first())) + "]")


def matches_at(codes: str, index: int) -> Iterator[tuple[int, Handler]]:
    """Index after the last token, and handler, of each rule that matches, the longest first."""
    found = [
        (match.end(), handler)
        for pattern, handler in _by_first().get(codes[index], ())
        if (match := pattern.match(codes, index))
    ]
    # Rules that match alike keep their order.
    found.sort(key=lambda pair: -pair[0])
    return iter(found)
