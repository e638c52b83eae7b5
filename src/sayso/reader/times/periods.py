"""Weeks, months, quarters, seasons, years, decades and centuries."""

from __future__ import annotations

from typing import Final

from sayso.reader.times.days import nearest_year, weekday, weekend
from sayso.reader.times.grammar import Match, Meant, Rules, as_date
from sayso.reader.times.tokens import Tokens
from sayso.reader.times.values import (
    SEASON_MONTHS,
    duration,
    month_value,
    unit_value,
)
from sayso.reader.times.vocabulary import SETS

RULES: Final = Rules()


@RULES.add(
    "the? DEICTIC|latest unit|quarter",
    "the? DEICTIC fiscal|full unit",
)
def _deictic_unit(match: Match) -> Meant | None:
    unit = match.unit()
    if match.has("latest"):
        if unit == "Q" and match.focus.quarter:
            return as_date(match.focus.quarter)
        return as_date(unit_value(unit, -1, match.published)) if unit == "Q" else None
    # "the last week of August" is not last week, “This Week” a programme.
    if match.word(1) == "of" or (
        match.tokens.original(match.last)[0].isupper()
        and match.word(-1) in ('"', "“", "‘", "'", "`")
    ):
        return None
    step = match.step() or 0
    if unit == "WE":
        return weekend(match)
    if (
        unit.startswith("T")
        or unit == "2W"
        or (match.has("past", "last") and unit in ("DE", "CE", "D"))
    ):
        if step and unit != "TS":
            return Meant("DURATION", duration(1, unit))
        return None
    if match.has("past") and unit != "Y":
        return Meant("DURATION", duration(1, unit))
    if unit == "D" and step == 0:
        return None
    return as_date(unit_value(unit, step, match.anchor()))


@RULES.add("earlier|later in the unit|quarter", "earlier|later in|on the unit|quarter")
def _earlier_in(match: Match) -> Meant | None:
    return as_date(unit_value(match.unit(), 0, match.published))


@RULES.add(
    "month comma? year",
    "month of year",
    "month of? LAST|THIS|NEXT unit",
    "month",
    "LAST|THIS|NEXT month",
    "the? LAST|NEXT month",
)
def _month(match: Match) -> Meant | None:
    month = match.number("month") or 1
    published = match.published
    if match.has("unit") and match.unit() != "Y":
        return None
    step = match.step()
    if match.has("unit", "year") or (step is not None and published is None):
        return as_date(month_value(month, match.year()))
    if step is None or published is None:
        return as_date(month_value(month, nearest_year(match, month)))
    if step == 0:
        return as_date(month_value(month, published.year))
    turn = month >= published.month if step < 0 else month <= published.month
    return as_date(month_value(month, published.year + step * turn))


@RULES.add(
    "year",
    "the unit year",
    "the? fiscal unit? year",
    "fiscal hyphen year",
    "unit year",
    "year fiscal unit",
)
def _year(match: Match) -> Meant | None:
    year = match.number("year")
    if match.has("unit") and match.unit() != "Y":
        return None
    if year is None or not (match.has("unit", "fiscal") or _is_year(match, year)):
        return None
    return as_date(f"{year:04}")


@RULES.add("the unit number")
def _year_in_words(match: Match) -> Meant | None:
    year = match.number("number")
    if match.unit() != "Y" or year is None or not 1000 <= year < 2200:
        return None
    return as_date(f"{year:04}")


_YEAR_PREPOSITIONS: Final = frozenset(
    "in since of from until till by before after during through to early late mid circa around"
    " between due and or for (".split()
)
# Years that a number may be that nothing around it makes a year; a count of thousands mostly has a
# comma, and a plural after it.
PLAIN_YEARS: Final = range(1700, 2061)
# Years after a preposition.
YEARS: Final = range(1100, 2101)


def _is_year(match: Match, year: int) -> bool:
    """Whether a number of four digits is a year here, rather than a count."""
    tokens, index = match.tokens, match.first
    before, after = tokens.original(index - 1), match.word(1)
    joined = tokens.ends[index - 1] == tokens.starts[index] if index else False
    if before in _SIGNS or (before == "." and (joined or match.word(-2) in ("no", "nos"))):
        return False
    if after in _COUNTED or tokens.kind(index + 1) in ("unit", "units", "clock", "zone"):
        return False
    if _counts(tokens, index + 1):
        return False
    if _in_range(tokens, index):
        return year in YEARS
    # Parts of other things: "1990-A", "A-1990", "12/1990"
    if tokens.kind(index + 1) == "hyphen" and tokens.kind(index + 2) != "number":
        return False
    if before == "/" or (joined and before in "-–" and match.word(-2) != "mid"):
        return False
    return year in (YEARS if match.word(-1) in _YEAR_PREPOSITIONS else PLAIN_YEARS)


_SIGNS: Final = frozenset("$ £ € ¥ # @ %".split())
_COUNTED: Final = frozenset("% percent people million billion per ° / bce bc".split())


def _in_range(tokens: Tokens, index: int) -> bool:
    """Whether another year is on the other side of a hyphen or a dash: "1990–1995"."""
    return any(
        tokens.original(index + side) in ("-", "–", "—") and tokens.kind(index + 2 * side) == "year"
        for side in (-1, 1)
        if index + 2 * side >= 0
    )


def _counts(tokens: Tokens, index: int) -> bool:
    """Whether the word after a number seems to be what it counts: a plural in lower case."""
    word = tokens.original(index)
    return (
        word.islower()
        and len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "was", "has", "does", "olympics", "elections"))
    )


@RULES.add("the? decade", "the? mid hyphen decade", "mid hyphen decade")
def _decade(match: Match) -> Meant | None:
    (digits,) = map(str, match.values("decade"))
    written = match.tokens.words[match.last]
    if not written[0].isdigit() and match.kinds()[0] != "the" and written[0] not in "'’‘":
        return None
    if digits.startswith("X") and match.published:
        here, decade = match.published.year // 10, int(digits[-1])
        digits = f"{here - (here - decade) % 10:03}"
    return as_date(digits)


@RULES.add("mid hyphen year|month", "mid hyphen weekday")
def _mid(match: Match) -> Meant | None:
    if match.has("month"):
        return _month(match)
    if match.has("weekday"):
        return weekday(match)
    return as_date(f"{match.number('year') or 0:04}")


@RULES.add("the? ORDINAL hyphen? unit")
def _century(match: Match) -> Meant | None:
    number = match.number(*SETS["ORDINAL"].split())
    if match.unit() != "CE" or number is None or not 1 <= number <= 30:
        return None
    return as_date(f"{number - 1:02}")


@RULES.add(
    "the? fiscal? ORDINAL quarter",
    "the? fiscal hyphen ORDINAL quarter",
    "ORDINAL hyphen quarter",
    "the? ORDINAL fiscal? quarter of? comma? year",
    "the? year ORDINAL quarter",
    "the? ORDINAL quarter of LAST|THIS|NEXT unit",
    "the? ORDINAL quarter LAST|THIS|NEXT unit",
    "the? LAST|THIS|NEXT unit possessive ORDINAL quarter",
)
def _quarter(match: Match) -> Meant | None:
    number = match.number(*SETS["ORDINAL"].split())
    if number is None or not 1 <= number <= 4:
        return None
    year = match.year()
    if year is None and match.published:
        here = (match.published.month + 2) // 3
        ahead = number > here and match.direction() != "future"
        year = match.published.year - ahead
    value = f"{'XXXX' if year is None else f'{year:04}'}-Q{number}"
    match.focus.quarter = "" if year is None else value
    return as_date(value)


@RULES.add("the quarter", "the full quarter", "the latest period", "the year quarter|period")
def _the_quarter(match: Match) -> Meant | None:
    year = match.number("year")
    if year is not None:
        quarter = match.focus.quarter[4:] if match.focus.quarter else ""
        return as_date(f"{year:04}{quarter}")
    if match.focus.quarter:
        return as_date(match.focus.quarter)
    if match.has("period") or match.word(1) in ("of", "-"):
        return None
    return as_date(f"{match.published.year:04}-QX" if match.published else "XXXX-QX")


@RULES.add(
    "the? LAST|first|second half of year",
    "the? LAST|first|second half of the|THIS|LAST|NEXT unit",
    "the? LAST|first|second half of the? decade",
)
def _half(match: Match) -> Meant | None:
    if match.has("decade"):
        return _decade_within(match)
    if match.has("unit") and match.unit() != "Y":
        return None
    half = 1 if match.has("first") else 2
    year = match.number("year")
    if year is None:
        year = match.published.year if match.published else None
    return as_date(f"{'XXXX' if year is None else f'{year:04}'}-H{half}")


def _decade_within(match: Match) -> Meant | None:
    inner = Match(match.tokens, match.last, match.last, match.published, match.focus)
    return _decade(inner)


@RULES.add("the? full|fiscal unit", "the full fiscal unit")
def _full_year(match: Match) -> Meant | None:
    if match.unit() != "Y" or not match.has("the", "its", "fiscal"):
        return None
    return as_date(unit_value("Y", 0, match.published))


@RULES.add("unit hyphen? end", "unit possessive end", "the unit possessive end")
def _unit_end(match: Match) -> Meant | None:
    unit = match.unit()
    if unit not in ("Y", "M"):
        return None
    step = -1 if match.word(-1) == "since" else 0
    value = unit_value(unit, step, match.published)
    return as_date(f"{value}-12-31" if unit == "Y" else value)


@RULES.add(
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
def _season(match: Match) -> Meant | None:
    (season,) = match.values("season")
    if match.tokens.words[match.last] == "fall" and match.kind(-1) == "for":
        return None
    year = match.year() if match.has("year", "unit") else None
    published, step = match.published, match.step()
    if published and year is None:
        begins, here = SEASON_MONTHS[str(season)], published.month
        year = published.year
        if step is None:
            step = 1 if match.direction() == "future" else -1
            year += (step == 1 and here >= begins + 3) - (step == -1 and here < begins)
        else:
            year += (step == 1 and here >= begins) - (step == -1 and here < begins + 3)
    return as_date(f"{'XXXX' if year is None else f'{year:04}'}-{season}")
