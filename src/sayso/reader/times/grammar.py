"""Patterns over the classes of words, and what a handler sees of a match.

A pattern is a line of classes (`vocabulary.SETS`, or one word's own), parted by spaces: `a|b`
either, `a?` may be missing, `<a` stands before the time and `>a` after it, `!a` is any but that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sayso.reader.times.tense import Direction, direction_at
from sayso.reader.times.tokens import Tokens
from sayso.reader.times.vocabulary import SETS, Value, codes
from sayso.reading import TimeType


class Meant(NamedTuple):
    """What a match says."""

    type: TimeType
    value: str


@dataclass(slots=True)
class Focus:
    """What the page spoke of last, to which "that year" and "a year earlier" refer."""

    value: str = ""
    quarter: str = ""

    def day(self) -> date | None:
        """The day, or the first one of what was spoken of; None where it is open."""
        found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])", self.value)
        if not found:
            return None
        try:
            return date(*(int(part or 1) for part in found.groups()))
        except ValueError:  # February 29 of another year than it was meant for
            return None


@dataclass(slots=True, eq=False)
class Match:
    """A pattern found at tokens `first` to `last`; nothing changes one."""

    tokens: Tokens
    first: int
    last: int
    published: date | None
    focus: Focus

    def kinds(self) -> list[str]:
        """The classes of its tokens."""
        return self.tokens.kinds[self.first : self.last + 1]

    def has(self, *kinds: str) -> bool:
        """Whether a token is of one of these classes."""
        return not set(kinds).isdisjoint(self.kinds())

    def values(self, *kinds: str) -> list[Value]:
        """Values of its tokens of these classes, in text order."""
        tokens = self.tokens
        found = range(self.first, self.last + 1)
        return [tokens.values[index] for index in found if tokens.kinds[index] in kinds]

    def number(self, *kinds: str) -> int | None:
        """The first whole number of these classes."""
        numbers = [value for value in self.values(*kinds) if isinstance(value, int | float)]
        return int(numbers[0]) if numbers and numbers[0] % 1 == 0 else None

    def unit(self) -> str:
        """The unit that it names last, as a duration writes it."""
        kinds = SETS["ANY_UNIT"].split()
        index = max(i for i, kind in enumerate(self.kinds()) if kind in kinds)
        seconds = self.tokens.kinds[self.first + index] == "second"
        return "TS" if seconds else str(self.tokens.values[self.first + index])

    def year(self) -> int | None:
        """The year that it names or points to."""
        named = self.number("year")
        if named is not None:
            return named
        step = self.step()
        if step is None or not self.published:
            return None
        return self.published.year + step

    def direction(self) -> Direction:
        """Whether it lies ahead or behind, by its clause."""
        return direction_at(self.tokens, self.first, self.last)

    def word(self, offset: int) -> str:
        """A word beside it: -1 is the one before it, 1 the one after it; empty where a break is."""
        index = self.first + offset if offset < 0 else self.last + offset
        return self.tokens.words[index] if 0 <= index < len(self.tokens) else ""

    def kind(self, offset: int) -> str:
        """The class of a word beside it."""
        return self.tokens.kind(self.first + offset if offset < 0 else self.last + offset)

    def step(self) -> int | None:
        """-1 for last, 0 for this, 1 for next."""
        for step, words in ((-1, "LAST"), (0, "THIS"), (1, "NEXT")):
            if self.has(*SETS[words].split()):
                return step
        return None

    def anchor(self) -> date | None:
        """What last, this and next count from."""
        if self.has("previous", "following"):
            return self.focus.day() or self.published
        return self.published


Handler = Callable[[Match], Meant | None]


class Element(NamedTuple):
    """One place of a pattern."""

    members: str
    """Codes of the classes that may stand there."""
    optional: bool
    beside: str
    """How `re` opens a group for what stands beside the time; empty for what is part of it."""


class Rule(NamedTuple):
    """A pattern and its handler, which refuses a match that is no time by None."""

    pattern: str
    handler: Handler

    def elements(self) -> list[Element]:
        """The places of the pattern."""
        table = codes()
        elements = []
        for place in self.pattern.split():
            side = place[0] if place[0] in "<>" else ""
            rest = place.removeprefix(side).removesuffix("?")
            names = rest.removeprefix("!").split("|")
            for _ in range(2):  # a set may name sets
                names = " ".join(SETS.get(name, name) for name in names).split()
            beside = f"?{side.strip('>')}{'!' if rest[0] == '!' else '='}" if side else ""
            members = "".join(table[name] for name in names)
            elements.append(Element(members, place.endswith("?"), beside))
        return elements

    def compiled(self) -> re.Pattern[str]:
        """The pattern over codes of classes."""
        return re.compile(
            "".join(
                f"({beside}[{members}])" if beside else f"[{members}]{'?' if optional else ''}"
                for members, optional, beside in self.elements()
            )
        )

    def beginnings(self) -> set[str]:
        """The two codes with which a match may begin, or the one of which it may consist."""
        own = [element for element in self.elements() if not element.beside]
        found = set()
        for index, first in enumerate(own):
            rest = own[index + 1 :]
            for second in rest:
                found |= {one + other for one in first.members for other in second.members}
                if not second.optional:
                    break
            else:
                found |= set(first.members)
            if not first.optional:
                break
        return found


@dataclass(slots=True)
class Rules:
    """The rules of one room of the grammar, in the order in which they were written."""

    rules: list[Rule] = field(default_factory=list)

    def add(self, *patterns: str) -> Callable[[Handler], Handler]:
        """Makes a function the handler of patterns."""

        def keep(handler: Handler) -> Handler:
            self.rules.extend(Rule(pattern, handler) for pattern in patterns)
            return handler

        return keep


def as_date(value: str | None) -> Meant | None:
    """A DATE, unless there is no value."""
    return Meant("DATE", value) if value else None
