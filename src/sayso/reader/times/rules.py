"""The grammar of times: patterns over classes of words, and what each is worth.

A pattern is a line of classes (`vocabulary.SETS`, or one word's own), parted by spaces: `a|b`
either, `a?` may be missing, `<a` stands before the time and `>a` after it, `!a` is any but that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from sayso.reader.times.tense import Direction, direction_at
from sayso.reader.times.tokens import Tokens
from sayso.reader.times.values import (
    SEASON_MONTHS,
    day_value,
    duration,
    month_day_value,
    month_value,
    moved,
    unit_value,
    year_earlier,
)
from sayso.reader.times.vocabulary import SETS, codes
from sayso.reading import TimeType


class Reading(NamedTuple):
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
        return date(*(int(part or 1) for part in found.groups()))


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found at tokens `first` to `last`."""

    tokens: Tokens
    first: int
    last: int
    published: date | None
    focus: Focus

    def kinds(self) -> list[str]:
        """The classes of its tokens."""
        return [self.tokens.kind(index) for index in range(self.first, self.last + 1)]

    def has(self, *kinds: str) -> bool:
        """Whether a token is of one of these classes."""
        return any(kind in kinds for kind in self.kinds())

    def values(self, *kinds: str) -> list[str | int | float]:
        """Values of its tokens of these classes, in text order."""
        found = (self.tokens.meanings[index] for index in range(self.first, self.last + 1))
        return [meaning.value for meaning in found if meaning.kind in kinds]

    def number(self, *kinds: str) -> int | None:
        """The first whole number of these classes."""
        numbers = [value for value in self.values(*kinds) if isinstance(value, int | float)]
        return int(numbers[0]) if numbers and numbers[0] % 1 == 0 else None

    def direction(self) -> Direction:
        """Whether it lies ahead or behind, by its clause."""
        return direction_at(self.tokens, self.first, self.last)

    def word(self, offset: int) -> str:
        """A word beside it: -1 is the one before it, 1 the one after it; empty where a break is."""
        index = self.first + offset if offset < 0 else self.last + offset
        if not 0 <= index < len(self.tokens):
            return ""
        return self.tokens.words[index]

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


Handler = Callable[[Match], Reading | None]


class Rule(NamedTuple):
    """A pattern and its handler."""

    pattern: re.Pattern[str]
    first: frozenset[str]
    """Codes with which a match may begin."""
    handler: Handler


FAR_AHEAD = 2
"""Months: a date that is nearer than this on one side of the publication is on that side whatever
its clause says; of one that lies ten months off on the other side, news would give the year."""

_RULES: list[tuple[str, Handler]] = []


def rule(*patterns: str) -> Callable[[Handler], Handler]:
    """Makes a function the handler of patterns."""

    def keep(handler: Handler) -> Handler:
        _RULES.extend((pattern, handler) for pattern in patterns)
        return handler

    return keep


@cache
def rules_by_first() -> dict[str, list[Rule]]:
    """The rules by the code of the class with which a match begins."""
    table: dict[str, list[Rule]] = {}
    for pattern, handler in _RULES:
        compiled = Rule(*_compiled(pattern), handler)
        for code in compiled.first:
            table.setdefault(code, []).append(compiled)
    return table


def _compiled(pattern: str) -> tuple[re.Pattern[str], frozenset[str]]:
    table = codes()
    parts = []
    first: set[str] = set()
    open_ = True
    for element in pattern.split():
        optional = element.endswith("?")
        side = element[0] if element[0] in "<>" else ""
        rest = element.removeprefix(side).removesuffix("?")
        negated = rest.startswith("!")
        names = " ".join(SETS.get(n, n) for n in rest.removeprefix("!").split("|")).split()
        members = " ".join(SETS.get(name, name) for name in names).split()
        group = "[" + "".join(table[name] for name in members) + "]"
        if side:
            parts.append(f"(?{'<' if side == '<' else ''}{'!' if negated else '='}{group})")
            continue
        parts.append(group + ("?" if optional else ""))
        if open_:
            first |= {table[name] for name in members}
            open_ = optional
    return re.compile("".join(parts)), frozenset(first)


def matches_at(codes_of_text: str, index: int) -> Iterator[tuple[int, Handler]]:
    """Index after the last token, and handler, of each rule that matches, the longest first."""
    found = [
        (match.end(), rule.handler)
        for rule in rules_by_first().get(codes_of_text[index], ())
        if (match := rule.pattern.match(codes_of_text, index))
    ]
    return iter(sorted(found, key=lambda pair: -pair[0]))


def _unit(match: Match) -> str:
    """The unit that a match names last, as a duration writes it."""
    index = max(i for i, kind in enumerate(match.kinds()) if kind in SETS["ANY_UNIT"].split())
    meaning = match.tokens.meanings[match.first + index]
    return "TS" if meaning.kind == "second" else str(meaning.value)


def _year_of(match: Match) -> int | None:
    """The year that a match names or points to."""
    named = match.number("year")
    if named is not None:
        return named
    step = match.step()
    if step is None or not match.published:
        return None
    return match.published.year + step


def _date(value: str | None) -> Reading | None:
    return Reading("DATE", value) if value else None


# --- Days --------------------------------------------------------------------------------------


@rule("iso")
def _iso(match: Match) -> Reading | None:
    written = match.tokens.original(match.first)
    try:
        date.fromisoformat(written[:10])
    except ValueError:
        return None
    return Reading("TIME" if "T" in written else "DATE", written)


@rule("slash")
def _slash(match: Match) -> Reading | None:
    parts = match.tokens.original(match.first).split("/")
    if parts == ["9", "11"]:
        return _date("2001-09-11")
    if len(parts) < 3:
        return None
    first, second = int(parts[0]), int(parts[1])
    year = int(parts[2]) if len(parts[2]) == 4 else None
    if year is None and match.published:
        near = match.published.year
        year = min(
            (near // 100 * 100 + int(parts[2]) + c for c in (-100, 0, 100)),
            key=lambda y: abs(y - near),
        )
    # Americans write the month first, others the day; where both may be meant, both stay open.
    if first > 12 or (first == second <= 12):
        return _date(month_day_value(second, first, year) if 0 < second <= 12 else None)
    if second > 12:
        return _date(month_day_value(first, second, year) if first else None)
    return _date(f"{'XXXX' if year is None else f'{year:04}'}-XX-XX")


@rule("right? day_word")
def _day_word(match: Match) -> Reading | None:
    # A name: "USA Today"; a headline's capitals are no names.
    before = match.tokens.original(match.first - 1)
    if match.tokens.original(match.first) == "Today" and before[:1].isupper():
        return None
    step = match.number("day_word") or 0
    return Reading("DATE", unit_value("D", step, match.published))


@rule(
    "month DAY_NUMBER comma? year",
    "month the? DAY_NUMBER",
    "weekday comma? month DAY_NUMBER",
    "weekday comma? month DAY_NUMBER comma? year",
    "the? DAY_NUMBER of? month",
    "the? DAY_NUMBER of? month comma? year",
    "weekday comma? the? DAY_NUMBER of? month",
    "weekday comma? the? DAY_NUMBER of? month comma? year",
    "month DAY_NUMBER of? LAST|THIS|NEXT unit",
    "month DAY_NUMBER comma LAST|THIS|NEXT unit",
)
def _month_day(match: Match) -> Reading | None:
    day, month = match.number(*SETS["DAY_NUMBER"].split()), match.number("month")
    if day is None or month is None or (match.has("unit") and _unit(match) != "Y"):
        return None
    year = _year_of(match)
    if year is None and match.published and month_day_value(month, day, None):
        year = _nearest_year(match, month, day)
    return _date(month_day_value(month, day, year))


@rule("<month <DAY_NUMBER <hyphen|to|and DAY_NUMBER")
def _second_day(match: Match) -> Reading | None:
    # The end of "Nov. 1-3"; a number that counts something else has a noun after it.
    if match.kind(1) == "other" and match.word(-1) == "and":
        return None
    day = match.number(*SETS["DAY_NUMBER"].split())
    before = re.match(r"([\dX]{4})-(\d\d)-\d\d", match.focus.value)
    if day is None or not before:
        return None
    year = None if "X" in before[1] else int(before[1])
    return _date(month_day_value(int(before[2]), day, year))


def _nearest_year(match: Match, month: int, day: int = 15) -> int | None:
    """Of a month or a day without a year: before or after the publication, as its clause says."""
    published = match.published
    if not published:
        return None
    direction = "past" if match.word(-1) == "since" else match.direction()
    ahead = (month - published.month) % 12
    if direction == "past" and 0 < ahead <= FAR_AHEAD:
        direction = "future"
    elif direction == "future" and 12 - ahead <= FAR_AHEAD:
        direction = "past"
    if direction == "future" or (not direction and ahead <= 6):
        return published.year + (month < published.month)
    return published.year - (month > published.month)


@rule(
    "weekday",
    "LAST|THIS|NEXT weekday",
    "the LAST|NEXT weekday",
    "weekday LAST|THIS|NEXT unit",
    "weekday of LAST|THIS|NEXT unit",
)
def _weekday(match: Match) -> Reading | None:
    weekday = match.number("weekday") or 1
    if match.has("unit"):
        if _unit(match) != "W":
            return None
        week = unit_value("W", match.step() or 0, match.published)
        day = _day_of_week(week, weekday)
        return _date(day_value(day) if day else f"XXXX-WXX-{weekday}")
    anchor = match.anchor()
    if anchor is None:
        return _date(f"XXXX-WXX-{weekday}")
    back = (anchor.isoweekday() - weekday) % 7
    step = match.step()
    if step == -1:
        return _date(day_value(moved(anchor, -(back or 7))))
    if step == 1 or (step is None and match.direction() == "future") or step == 0:
        ahead = (weekday - anchor.isoweekday()) % 7
        if step == 0 and match.direction() == "past":
            return _date(day_value(moved(anchor, -back)))
        return _date(day_value(moved(anchor, ahead or (7 if step == 1 else 0))))
    return _date(day_value(moved(anchor, -back)))


def _day_of_week(week: str, weekday: int) -> date | None:
    found = re.fullmatch(r"(\d{4})-W(\d\d)", week)
    return date.fromisocalendar(int(found[1]), int(found[2]), weekday) if found else None


@rule("that|same unit", "the? same unit", "the unit")
def _that_unit(match: Match) -> Reading | None:
    unit = _unit(match)
    if unit == "WE" and match.has("the"):
        return _weekend(match)
    if match.has("the") and not match.has("same"):
        return _the_unit(match, unit)
    if unit.startswith("T") or unit == "2W":
        return None
    if unit == "D" and not re.fullmatch(r"\d{4}-\d\d-\d\d", match.focus.value):
        return _date(unit_value(unit, 0, None))
    return _date(unit_value(unit, 0, match.focus.day()))


def _the_unit(match: Match, unit: str) -> Reading | None:
    """ "the year", which is a time where a preposition makes it one."""
    if unit == "Y" and match.word(-1) in ("for", "in", "of", "during", "throughout", "through"):
        return _date(unit_value("Y", 0, match.published))
    if unit == "W" and match.word(-1) in ("for", "of", "during", "throughout", "in"):
        return _date(unit_value("W", 0, match.published))
    if unit == "M" and match.word(-1) in ("of", "during", "for"):
        return _date(unit_value("M", 0, match.published))
    return None


def _weekend(match: Match) -> Reading:
    published, step = match.published, match.step()
    if published is None:
        return Reading("DATE", "XXXX-WXX-WE")
    if step is None or step == 0:
        behind = match.direction() != "future" and published.isoweekday() < 6
        step = -1 if behind and (step is None or published.isoweekday() < 3) else 0
    return Reading("DATE", unit_value("WE", step, published))


# --- Weeks, months, years ------------------------------------------------------------------------


@rule(
    "the? DEICTIC|latest unit|quarter",
    "the? DEICTIC fiscal|full unit",
)
def _deictic_unit(match: Match) -> Reading | None:
    unit = _unit(match)
    if match.has("latest"):
        if unit == "Q" and match.focus.quarter:
            return _date(match.focus.quarter)
        return _date(unit_value(unit, -1, match.published)) if unit == "Q" else None
    step = match.step() or 0
    if unit == "WE":
        return _weekend(match)
    if (
        unit.startswith("T")
        or unit == "2W"
        or (match.has("past", "last") and unit in ("DE", "CE", "D"))
    ):
        if step and unit != "TS":
            return Reading("DURATION", duration(1, unit))
        return None
    if match.has("past") and unit != "Y":
        return Reading("DURATION", duration(1, unit))
    if unit == "D" and step == 0:
        return None
    return _date(unit_value(unit, step, match.anchor()))


@rule("earlier|later in the unit|quarter", "earlier|later in|on the unit|quarter")
def _earlier_in(match: Match) -> Reading | None:
    return _date(unit_value(_unit(match), 0, match.published))


@rule(
    "month comma? year",
    "month of year",
    "month of? LAST|THIS|NEXT unit",
    "month",
    "LAST|THIS|NEXT month",
    "the? LAST|NEXT month",
)
def _month(match: Match) -> Reading | None:
    month = match.number("month") or 1
    published = match.published
    if match.has("unit") and _unit(match) != "Y":
        return None
    if match.has("unit", "year") or published is None:
        return _date(month_value(month, _year_of(match)))
    step = match.step()
    if step is None:
        return _date(month_value(month, _nearest_year(match, month)))
    if step == 0:
        return _date(month_value(month, published.year))
    turn = month >= published.month if step < 0 else month <= published.month
    return _date(month_value(month, published.year + step * turn))


@rule(
    "year",
    "the unit year",
    "the? fiscal unit? year",
    "fiscal hyphen year",
    "unit year",
    "year fiscal unit",
)
def _year(match: Match) -> Reading | None:
    year = match.number("year")
    if match.has("unit") and _unit(match) != "Y":
        return None
    if year is None or not (match.has("unit", "fiscal") or _is_year(match, year)):
        return None
    return _date(f"{year:04}")


@rule("the unit number")
def _year_in_words(match: Match) -> Reading | None:
    year = match.number("number")
    if _unit(match) != "Y" or year is None or not 1000 <= year < 2200:
        return None
    return _date(f"{year:04}")


_YEAR_PREPOSITIONS = frozenset(
    "in since of from until till by before after during through to early late mid circa around"
    " between due and or for".split()
)


def _is_year(match: Match, year: int) -> bool:
    """Whether a number of four digits is a year here, rather than a count."""
    tokens, index = match.tokens, match.first
    before, after = tokens.original(index - 1), match.word(1)
    if before in ("$", "£", "€", "¥", "#", "No", "@", "%", "."):
        return before == "." and tokens.starts[index] > tokens.ends[index - 1] and year >= 1900
    if tokens.kind(index + 1) in ("unit", "units", "hyphen", "clock", "zone") and after != "-":
        return False
    if after in ("%", "percent", "people", "million", "billion", "per", "°", "/"):
        return False
    if before == "/" or (tokens.kind(index + 1) == "hyphen" and tokens.kind(index + 2) != "year"):
        return tokens.kind(index + 2) in ("number", "year")
    joined = index > 0 and tokens.ends[index - 1] == tokens.starts[index]
    if (
        joined
        and before in ("-", "–")
        and tokens.kind(index - 2) != "year"
        and tokens.words[index - 2] != "mid"
    ):
        return False
    if match.word(-1) in _YEAR_PREPOSITIONS:
        return 1100 <= year <= 2100 and not _counts(tokens, index + 1)
    return 1900 <= year <= 2060 and not _counts(tokens, index + 1)


def _counts(tokens: Tokens, index: int) -> bool:
    """Whether the word after a number seems to be what it counts: a plural in lower case."""
    word = tokens.original(index)
    return (
        word.islower()
        and len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "was", "has", "does", "olympics", "elections"))
    )


@rule("the? decade", "the? mid hyphen decade", "mid hyphen decade")
def _decade(match: Match) -> Reading | None:
    (digits,) = map(str, match.values("decade"))
    written = match.tokens.words[match.last]
    if not written[0].isdigit() and match.kinds()[0] != "the" and written[0] not in "'’‘":
        return None
    if digits.startswith("X") and match.published:
        here, decade = match.published.year // 10, int(digits[-1])
        digits = f"{here - (here - decade) % 10:03}"
    return _date(digits)


@rule("mid hyphen year|month", "mid hyphen weekday")
def _mid(match: Match) -> Reading | None:
    if match.has("month"):
        return _month(match)
    if match.has("weekday"):
        return _weekday(match)
    return _date(f"{match.number('year') or 0:04}")


@rule("the? ORDINAL hyphen? unit")
def _century(match: Match) -> Reading | None:
    number = match.number(*SETS["ORDINAL"].split())
    if _unit(match) != "CE" or number is None or not 1 <= number <= 30:
        return None
    return _date(f"{number - 1:02}")


@rule(
    "the? fiscal? ORDINAL quarter",
    "the? fiscal hyphen ORDINAL quarter",
    "ORDINAL hyphen quarter",
    "the? ORDINAL fiscal? quarter of? comma? year",
    "the? year ORDINAL quarter",
    "the? ORDINAL quarter of LAST|THIS|NEXT unit",
    "the? ORDINAL quarter LAST|THIS|NEXT unit",
    "the? LAST|THIS|NEXT unit possessive ORDINAL quarter",
)
def _quarter(match: Match) -> Reading | None:
    number = match.number(*SETS["ORDINAL"].split())
    if number is None or not 1 <= number <= 4:
        return None
    year = _year_of(match)
    if year is None and match.published:
        here = (match.published.month + 2) // 3
        ahead = number > here and match.direction() != "future"
        year = match.published.year - ahead
    value = f"{'XXXX' if year is None else f'{year:04}'}-Q{number}"
    match.focus.quarter = "" if year is None else value
    return _date(value)


@rule("the quarter", "the full quarter", "the latest period", "the year quarter|period")
def _the_quarter(match: Match) -> Reading | None:
    year = match.number("year")
    if year is not None:
        quarter = match.focus.quarter[4:] if match.focus.quarter else ""
        return _date(f"{year:04}{quarter}")
    if match.focus.quarter:
        return _date(match.focus.quarter)
    if match.has("period") or match.word(1) in ("of", "-"):
        return None
    return _date(f"{match.published.year:04}-QX" if match.published else "XXXX-QX")


@rule(
    "the? LAST|first|second half of year",
    "the? LAST|first|second half of the|THIS|LAST|NEXT unit",
    "the? LAST|first|second half of the? decade",
)
def _half(match: Match) -> Reading | None:
    if match.has("decade"):
        return _decade_within(match)
    if match.has("unit") and _unit(match) != "Y":
        return None
    half = 1 if match.has("first") else 2
    year = match.number("year")
    if year is None:
        year = match.published.year if match.published else None
    return _date(f"{'XXXX' if year is None else f'{year:04}'}-H{half}")


def _decade_within(match: Match) -> Reading | None:
    inner = Match(match.tokens, match.last, match.last, match.published, match.focus)
    return _decade(inner)


@rule("the? full|fiscal unit", "the full fiscal unit")
def _full_year(match: Match) -> Reading | None:
    if _unit(match) != "Y" or not match.has("the", "its", "fiscal"):
        return None
    return _date(unit_value("Y", 0, match.published))


@rule("unit hyphen? end")
def _unit_end(match: Match) -> Reading | None:
    unit = _unit(match)
    if unit not in ("Y", "M"):
        return None
    step = -1 if match.word(-1) == "since" else 0
    value = unit_value(unit, step, match.published)
    return _date(f"{value}-12-31" if unit == "Y" else value)


# --- Seasons -------------------------------------------------------------------------------------


@rule(
    "season of? year",
    "season comma year",
    "LAST|THIS|NEXT season",
    "the LAST|NEXT season",
    "season of? LAST|THIS|NEXT unit",
    "the season of year",
    "the? early|late season",
    "the? mid hyphen season",
    "<in|since|by|until|through|throughout|during|over|next|for the? season",
    "<in|since|by|until|through|throughout|during|over|next|for season",
)
def _season(match: Match) -> Reading | None:
    (season,) = match.values("season")
    if match.tokens.words[match.last] == "fall" and match.kind(-1) == "for":
        return None
    year = _year_of(match) if match.has("year", "unit") else None
    published, step = match.published, match.step()
    if published and year is None:
        begins, here = SEASON_MONTHS[str(season)], published.month
        year = published.year
        if step is None:
            step = 1 if match.direction() == "future" else -1
            year += (step == 1 and here >= begins + 3) - (step == -1 and here < begins)
        else:
            year += (step == 1 and here >= begins) - (step == -1 and here < begins + 3)
    return _date(f"{'XXXX' if year is None else f'{year:04}'}-{season}")


# --- Before and after ----------------------------------------------------------------------------


@rule(
    "A|NUMBER ANY_UNIT ago|earlier|later|hence",
    "A|NUMBER ANY_UNIT and a half ago|earlier|later",
    "A|NUMBER ANY_UNIT or so ago|earlier|later",
    "A? VAGUE of? UNITS ago|earlier|later",
    "A? VAGUE of? UNITS or so ago",
    "NUMBER hyphen|to|or NUMBER UNITS ago|earlier|later",
    "UNITS ago",
)
def _ago(match: Match) -> Reading | None:
    unit = _unit(match)
    ahead = match.has("later", "hence")
    reference = "FUTURE_REF" if ahead else "PAST_REF"
    counts = [value for value in match.values("number", "year", "couple") if value != ""]
    count = 1 if match.has("a", "an") and not counts else (counts[0] if counts else None)
    if match.has("couple"):
        count = 2
    elif match.has(*SETS["VAGUE"].split()) or not isinstance(count, int | float):
        return _date(reference)
    sign = 1 if ahead else -1
    if unit == "Y" and count % 1 == 0 and match.focus.quarter and not ahead:
        return _date(year_earlier(match.focus.quarter, sign * int(count)))
    anchor = match.published if match.has("ago", "hence") else match.focus.day()
    if unit.startswith("T"):
        return Reading("TIME", reference)
    if unit == "2W":
        unit, count = "W", 2 * count
    if count % 1:
        months = {"Y": 12, "M": 1}.get(unit, 0)
        return _date(
            unit_value("M" if unit == "Y" else unit, sign * round(count * max(1, months)), anchor)
        )
    if anchor is None and not match.has("ago", "hence"):
        return _date(reference) if not match.focus.value else _date(unit_value(unit, 0, None))
    return _date(unit_value(unit, sign * int(count), anchor))


@rule(
    "unit hyphen ago|earlier",
    "the unit hyphen ago|earlier quarter|period",
    "the unit hyphen ago|earlier number units",
)
def _year_ago(match: Match) -> Reading | None:
    units = match.values("unit")
    if units[0] != "Y":
        return None
    if match.has("number"):
        return Reading("DURATION", duration(match.number("number"), _unit(match)))
    if match.focus.quarter:
        return _date(year_earlier(match.focus.quarter))
    return _date(unit_value("Y", -1, match.published))


@rule("A unit >!ago|earlier|later", "A hyphen? unit", "half A unit", "A half hyphen? unit")
def _a_unit(match: Match) -> Reading | None:
    unit = _unit(match)
    if match.has("second", "quarter") or unit in ("CE", "WE"):
        return None
    if match.has("half"):
        return Reading("DURATION", duration(0.5, unit))
    before = match.word(-1)
    rate = (
        match.kind(-1) in ("number", "year", "times", "once", "twice", "units")
        or before in ("%", "percent", "million", "billion", "people", "trips")
        or (
            match.kind(-1) == "other"
            and len(before) > 3
            and before.endswith("s")
            and not before.endswith("ss")
        )
    )
    if match.kind(1) == "hyphen":
        return None
    return Reading("SET" if rate else "DURATION", duration(1, unit))


@rule(
    "the? first|full|LAST|NEXT? NUMBER UNITS >!old",
    "the? LAST|NEXT|first NUMBER number? UNITS",
    "NUMBER unit >!old",
    "NUMBER hyphen unit|units",
    "A NUMBER hyphen unit period",
    "NUMBER hyphen unit period",
    "the? LAST|NEXT|first? NUMBER to|or|hyphen NUMBER UNITS",
    "NUMBER hyphen to hyphen NUMBER hyphen unit",
    "the? LAST|NEXT|first? NUMBER UNITS or so",
    "NUMBER and a half UNITS",
    "A unit and a half",
    "A unit or so",
    "the? LAST|NEXT unit or so",
    "A unit or NUMBER",
    "NUMBER UNITS and NUMBER UNITS",
)
def _duration(match: Match) -> Reading | None:
    unit = _unit(match)
    numbers = [n for n in match.values("number", "year") if isinstance(n, int | float)]
    if match.has("second") and not match.has("hyphen"):
        return None
    if match.has("quarter") and not match.has("hyphen"):
        return None
    if not numbers:
        numbers = [1]
    units = match.values("unit", "units")
    if match.kind(1) == "hyphen" and match.word(2) == "old":
        return None
    if (
        match.kinds()[-2:-1] != ["hyphen"]
        and "unit" in match.kinds()
        and match.has("number")
        and numbers[0] != 1
        and not match.has("hyphen", "units")
    ):
        return None
    if "and" in match.kinds() and len(numbers) == 2 and len(units) == 2 and units[0] != units[1]:
        long, short = (duration(n, str(u)) for n, u in zip(numbers, units, strict=True))
        joined = long + short.removeprefix("P")
        if long.startswith("PT") and short.startswith("PT"):
            joined = long + short.removeprefix("PT")
        return Reading("DURATION", joined)
    if match.has("half"):
        numbers[0] += 0.5
    spread = (
        len(numbers) == 2
        and not match.has("and")
        and match.has("to", "or", "hyphen")
        and match.has("number")
    )
    if spread and match.kinds().count("number") == 2:
        numbers = numbers[:1]
    return Reading("DURATION", duration(numbers[0], unit))


@rule(
    "the? LAST|NEXT|first? VAGUE of? UNITS",
    "A VAGUE of? UNITS",
    "VAGUE more? UNITS",
    "the? recent|past|coming UNITS",
    "recent UNITS and|or UNITS",
    "UNITS or UNITS",
    "the UNITS ahead",
    "<in|for|within|over|after|until|before|by|about|of UNITS >!of",
    "<over|in|through|for the UNITS",
    "the first|early|LAST|NEXT UNITS",
)
def _vague_duration(match: Match) -> Reading | None:
    if match.has("quarters", "some") and not match.has("recent", *SETS["DEICTIC"].split()):
        return None
    if match.has("second"):
        return None
    units = [str(value) for value in match.values("units", "quarters")]
    number = 2.0 if match.has("couple") else None
    return Reading("DURATION", duration(number, units[0]))


# --- Again and again -----------------------------------------------------------------------------


@rule(
    "EACH unit",
    "EACH NUMBER UNITS",
    "EACH quarter",
    "per unit",
    "number|times|once|twice A unit",
    "once|twice A unit",
    "times A unit",
)
def _each(match: Match) -> Reading | None:
    if match.has("number") and not match.has("units"):
        return None
    number = match.number("number", "year") if match.has("units") else 1
    unit = _unit(match)
    if unit == "TS" or (match.has("per") and unit in ("TH", "TM")):
        return None
    return Reading("SET", duration(number or 1, unit))


@rule(
    "EACH weekday|month|season|day_part",
    "weekdays",
    "weekday day_part >!other",
    "weekdays and weekdays",
)
def _each_day(match: Match) -> Reading | None:
    weekday = match.number("weekday", "weekdays")
    if weekday is not None and match.has("each", "every", "weekdays"):
        return Reading("SET", f"XXXX-WXX-{weekday}")
    if match.has("month"):
        return Reading("SET", month_value(match.number("month") or 1, None))
    if match.has("season"):
        return Reading("SET", f"XXXX-{match.values('season')[0]}")
    if match.has("day_part") and match.has("each", "every"):
        return Reading("SET", f"XXXX-XX-XXT{match.values('day_part')[0]}")
    return None


@rule("frequency")
def _frequency(match: Match) -> Reading:
    return Reading("SET", str(match.values("frequency")[0]))


# --- Of the day ----------------------------------------------------------------------------------


@rule("weekday day_part", "day_word day_part", "LAST|NEXT weekday day_part")
def _part_of_day(match: Match) -> Reading | None:
    day = _day_word(match) if match.has("day_word") else _weekday(match)
    return Reading("TIME", f"{day.value}T{match.values('day_part')[0]}") if day else None


@rule("THIS|LAST|NEXT|that day_part", "tonight", "the previous|following day_part")
def _this_morning(match: Match) -> Reading:
    part = match.values("day_part")[0] if match.has("day_part") else "NI"
    if match.has("that"):
        day = day_value(match.focus.day())
    else:
        day = unit_value("D", match.step() or 0, match.anchor())
    return Reading("TIME", f"{day}T{part}")


@rule("the day_part", "<by|at|until|before|after day_part")
def _morning(match: Match) -> Reading | None:
    if match.kind(-1) not in (*SETS["PREPOSITION"].split(), "to", "at", "early", "late"):
        return None
    if match.tokens.words[match.last] == "overnight":
        return None
    return Reading("TIME", f"XXXX-XX-XXT{match.values('day_part')[0]}")


@rule(
    "clock",
    "clock zone",
    "clock local? time",
    "number zone",
    "year zone",
    "hour",
    "hour zone",
    "hour local? time",
    "number o'clock",
)
def _clock(match: Match) -> Reading | None:
    zone = str(match.values("zone")[0]) if match.has("zone") else ""
    if match.has("number", "year"):
        written = match.tokens.original(match.first)
        if len(written) != 4 or not written.isdecimal() or written[:2] > "23" or written[2:] > "59":
            return None
        clock = f"T{written[:2]}:{written[2:]}"
    else:
        clock = str(match.values("clock", "hour")[0])
    plain = match.has("clock") and "m" not in match.tokens.words[match.first]
    if not clock or (plain and not match.has("zone", "time") and not _is_clock(match)):
        return None
    return Reading("TIME", f"XXXX-XX-XX{clock}{zone}")


def _is_clock(match: Match) -> bool:
    """Whether "10:30" is a time, and no score."""
    return match.word(-1) in (
        "at",
        "by",
        "until",
        "till",
        "from",
        "around",
        "about",
        "before",
        "after",
        "to",
    )


# --- Now, before, to come ------------------------------------------------------------------------


@rule(
    "reference",
    "right reference",
    "current >other",
    "recent >other",
    "future >other",
    "the past >!unit",
    "the recent past",
    "the near|immediate|distant|foreseeable? future",
    "this time",
)
def _reference(match: Match) -> Reading | None:
    for kind in ("reference", "current", "recent", "past", "future"):
        if match.has(kind):
            break
    else:
        return None
    if kind == "reference":
        written = match.tokens.original(match.last)
        if match.word(-1) in ("as", "so", "too") or written == "previously":
            return None
        return _date(str(match.values("reference")[0]))
    value = {
        "current": "PRESENT_REF",
        "recent": "PAST_REF",
        "past": "PAST_REF",
        "future": "FUTURE_REF",
    }
    return _date(value[kind])


@rule("these units >!of")
def _these_days(match: Match) -> Reading | None:
    return _date("PRESENT_REF") if _unit(match) == "D" else None
