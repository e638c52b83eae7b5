"""How long, how long ago and how often."""

from __future__ import annotations

from sayso.reader.times.grammar import Match, Meant, Rules, as_date
from sayso.reader.times.values import duration, month_value, unit_value, year_earlier
from sayso.reader.times.vocabulary import SETS

RULES = Rules()


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
    counts = [value for value in match.values("number", "year", "couple") if value != ""]
    count = 1 if match.has("a", "an") and not counts else (counts[0] if counts else None)
    if match.has("couple"):
        count = 2
    elif match.has(*SETS["VAGUE"].split()) or not isinstance(count, int | float):
        return as_date(reference)
    sign = 1 if ahead else -1
    if unit == "Y" and count % 1 == 0 and match.focus.quarter and not ahead:
        return as_date(year_earlier(match.focus.quarter, sign * int(count)))
    anchor = match.published if match.has("ago", "hence") else match.focus.day()
    if unit.startswith("T"):
        return Meant("TIME", reference)
    if unit == "2W":
        unit, count = "W", 2 * count
    if count % 1:
        months = {"Y": 12, "M": 1}.get(unit, 0)
        return as_date(
            unit_value("M" if unit == "Y" else unit, sign * round(count * max(1, months)), anchor)
        )
    if anchor is None and not match.has("ago", "hence"):
        return as_date(reference) if not match.focus.value else as_date(unit_value(unit, 0, None))
    return as_date(unit_value(unit, sign * int(count), anchor))


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
    return Meant("SET" if rate else "DURATION", duration(1, unit))


@RULES.add(
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
def _duration(match: Match) -> Meant | None:
    unit = match.unit()
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
        return Meant("DURATION", joined)
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
    return Meant("DURATION", duration(numbers[0], unit))


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
    "number|times|once|twice A unit",
    "once|twice A unit",
    "times A unit",
)
def _each(match: Match) -> Meant | None:
    if match.has("number") and not match.has("units"):
        return None
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
