"""How long, how long ago and how often."""

from __future__ import annotations

from typing import Final

from sayso.reader.times.grammar import Match, Meant, Rules, as_date
from sayso.reader.times.values import duration, month_value, unit_value, year_earlier
from sayso.reader.times.vocabulary import SETS
from sayso.reader.vocabulary.plurals import is_plural

RULES: Final = Rules()


@RULES.add(
    "A|NUMBER ANY_UNIT ago|earlier|later|hence",
    "A|NUMBER ANY_UNIT and a half ago|earlier|later",
    "A|NUMBER ANY_UNIT or so ago|earlier|later",
    "A? VAGUE of? UNITS ago|earlier|later",
    "A? VAGUE of? UNITS or so ago",
    "NUMBER hyphen|to|or NUMBER UNITS ago|earlier|later",
    "UNITS ago",
)
def _ago(match: Match) -> Meant | None:
    unit = match.unit()
    ahead = match.has("later", "hence")
    reference = "FUTURE_REF" if ahead else "PAST_REF"
    counts = _numbers(match)
    count = counts[0] if counts else 2 if match.has("couple") else 1 if match.has("a", "an") else 0
    vague = match.has(*SETS["VAGUE"].split()) and not match.has("couple")
    if vague or not count:
        return as_date(reference)
    sign = 1 if ahead else -1
    if unit == "Y" and count % 1 == 0 and match.focus.quarter and not ahead:
        return as_date(year_earlier(match.focus.quarter, sign * int(count)))
    anchor = match.published if match.has("ago", "hence") else match.focus.day()
    if unit.startswith("T"):
        return Meant("TIME", reference)
    if unit == "2W":
        unit, count = "W", 2 * count
    if unit == "Y" and count % 1:
        unit, count = "M", 12 * count
    if not match.focus.value and not match.has("ago", "hence"):
        return as_date(reference)
    return as_date(unit_value(unit, sign * round(count), anchor))


@RULES.add(
    "unit hyphen ago|earlier",
    "the unit hyphen ago|earlier quarter|period",
    "the unit hyphen ago|earlier number units",
)
def _year_ago(match: Match) -> Meant | None:
    units = match.values("unit")
    if units[0] != "Y":
        return None
    if match.has("number"):
        return Meant("DURATION", duration(match.number("number"), match.unit()))
    if match.focus.quarter:
        return as_date(year_earlier(match.focus.quarter))
    return as_date(unit_value("Y", -1, match.published))


@RULES.add("A unit >!ago|earlier|later", "A hyphen? unit", "half A unit", "A half hyphen? unit")
def _a_unit(match: Match) -> Meant | None:
    unit = match.unit()
    if match.has("second", "quarter") or unit in ("CE", "WE"):
        return None
    if match.has("half"):
        return Meant("DURATION", duration(0.5, unit))
    if match.kind(1) == "hyphen":
        return None
    return Meant("SET" if _is_rate(match) else "DURATION", duration(1, unit))


def _is_rate(match: Match) -> bool:
    """Whether "a year" stands after what is counted by it: "$3 million a year"."""
    before = match.word(-1)
    counted = match.kind(-1) == "other" and (before in ("%", "percent") or is_plural(before))
    return counted or match.kind(-1) in ("number", "year", "units")


@RULES.add(
    "the? first|full|LAST|NEXT? NUMBER UNITS >!old",
    "the? LAST|NEXT|first? NUMBER to|or|hyphen NUMBER UNITS >!old",
    "the? LAST|NEXT|first? NUMBER UNITS or so",
    "NUMBER and a half UNITS",
)
def _duration(match: Match) -> Meant:
    # Of "two to six days" the least.
    number = _numbers(match)[0] + (0.5 if match.has("half") else 0)
    return Meant("DURATION", duration(number, match.unit()))


def _numbers(match: Match) -> list[float]:
    return [float(n) for n in match.values("number", "year") if isinstance(n, int | float)]


@RULES.add(
    "NUMBER hyphen unit|units",
    "NUMBER hyphen second",
    "NUMBER hyphen to hyphen NUMBER hyphen unit",
    "A? NUMBER hyphen unit period",
)
def _hyphened(match: Match) -> Meant | None:
    # How old somebody is tells when nothing was.
    if match.kind(1) == "hyphen" and match.word(2) == "old":
        return None
    return Meant("DURATION", duration(_numbers(match)[0], match.unit()))


@RULES.add(
    "NUMBER unit >!old",
    "A unit and a half",
    "A unit or so",
    "the? LAST|NEXT unit or so",
    "A unit or NUMBER",
)
def _one_unit(match: Match) -> Meant | None:
    counted = match.kinds()[0] in ("number", "year")
    if counted and _numbers(match)[0] != 1:
        return None
    return Meant("DURATION", duration(1.5 if match.has("half") else 1, match.unit()))


@RULES.add("NUMBER UNITS and NUMBER UNITS")
def _two_lengths(match: Match) -> Meant | None:
    long, short = (
        duration(number, str(unit))
        for number, unit in zip(_numbers(match), match.values("units"), strict=False)
    )
    clock = "PT" if long.startswith("PT") else "P"
    return Meant("DURATION", long + short.removeprefix(clock))


@RULES.add(
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
def _vague_duration(match: Match) -> Meant | None:
    if match.has("quarters", "some") and not match.has("recent", *SETS["DEICTIC"].split()):
        return None
    if match.has("second"):
        return None
    units = [str(value) for value in match.values("units", "quarters")]
    number = 2.0 if match.has("couple") else None
    return Meant("DURATION", duration(number, units[0]))


@RULES.add(
    "EACH unit",
    "EACH NUMBER UNITS",
    "EACH quarter",
    "per unit",
    "times|once|twice A unit",
)
def _each(match: Match) -> Meant | None:
    number = match.number("number", "year") if match.has("units") else 1
    unit = match.unit()
    if unit == "TS" or (match.has("per") and unit in ("TH", "TM")):
        return None
    return Meant("SET", duration(number or 1, unit))


@RULES.add(
    "EACH weekday|month|season|day_part",
    "weekdays",
    "weekday day_part >!other",
)
def _each_day(match: Match) -> Meant | None:
    weekday = match.number("weekday", "weekdays")
    if weekday is not None and match.has("each", "every", "weekdays"):
        return Meant("SET", f"XXXX-WXX-{weekday}")
    if match.has("month"):
        return Meant("SET", month_value(match.number("month") or 1, None))
    if match.has("season"):
        return Meant("SET", f"XXXX-{match.values('season')[0]}")
    if match.has("day_part") and match.has("each", "every"):
        return Meant("SET", f"XXXX-XX-XXT{match.values('day_part')[0]}")
    return None


@RULES.add("frequency")
def _frequency(match: Match) -> Meant:
    return Meant("SET", str(match.values("frequency")[0]))
