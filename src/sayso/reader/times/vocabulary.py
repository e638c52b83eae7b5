"""The words of time: to which class each belongs and what it is worth.

A class has a name, under which the rules know it, and a value of the word within it.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from sayso.reader.vocabulary.number_words import NUMBER_WORDS, ORDINALS

Value = str | int | float


class Meaning(NamedTuple):
    """What a word is to the rules."""

    kind: str
    """Its class: `month`, `unit`, …"""
    value: Value = ""


MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
SHORT_MONTHS: Final = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8} | {
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
SHORT_WEEKDAYS: Final = {
    "mon": 1,
    "tue": 2,
    "tues": 2,
    "wed": 3,
    "weds": 3,
    "thu": 4,
    "thur": 4,
} | {
    "thurs": 4,
    "fri": 5,
    "sat": 6,
    "sun": 7,
}
UNITS: Final = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W"} | {
    "month": "M",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "fortnight": "2W",
    "weekend": "WE",
    "quarter": "Q",
}
"""Units as TIMEX3 writes them in a duration, `T` for those of the clock."""
PLURALS: Final = {unit + "s": value for unit, value in UNITS.items() if unit != "century"} | {
    "centuries": "CE",
    "hrs": "TH",
    "mins": "TM",
}
SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAY_PARTS: Final = {"morning": "MO", "mornings": "MO", "afternoon": "AF", "afternoons": "AF"} | {
    "evening": "EV",
    "evenings": "EV",
    "night": "NI",
    "nights": "NI",
    "overnight": "NI",
    "midday": "MI",
}
HOURS: Final = {"noon": "T12:00", "midnight": "T24:00", "midday": "T12:00"}
NAMED_DECADES: Final = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6} | {
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}
FREQUENCIES: Final = {"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W"} | {
    "fortnightly": "P2W",
    "monthly": "P1M",
    "yearly": "P1Y",
    "annually": "P1Y",
}
ZONES: Final = {"gmt": "Z", "utc": "Z", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00"} | {
    "est": "-05:00",
    "edt": "-04:00",
    "cst": "-06:00",
    "cdt": "-05:00",
    "mst": "-07:00",
    "mdt": "-06:00",
    "pst": "-08:00",
    "pdt": "-07:00",
    "et": "",
    "ct": "",
    "pt": "",
}
"""Zones and how far they are from UTC; empty where that hangs on the season."""
REFERENCES: Final = {
    "now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "recently": "PAST_REF",
    "previously": "PAST_REF",
    "lately": "PAST_REF",
    "soon": "FUTURE_REF",
}
"""Words that point to now, before or after, and say no more."""
HOLIDAYS: Final = {"christmas": "12-25", "halloween": "10-31", "juneteenth": "06-19"} | {
    "thanksgiving": "11-4-4",
}
HOLIDAY_DAYS: Final = {"labor": "09-1-1", "memorial": "05-5-1", "veterans": "11-11"} | {
    "valentine": "02-14",
}
"""Holidays by month and day, or by month, which weekday of it (5: the last) and weekday."""
DAYS: Final = {"today": 0, "tomorrow": 1, "yesterday": -1}
LITERAL: Final = frozenset(
    "the its a an this that these those last past previous current next coming following"
    " upcoming latest recent future early late mid earlier later beginning start end middle close"
    " ago before after few several many some couple dozens hundreds thousands each every of in"
    " over during for within throughout through since until till by from to or and about around"
    " approximately nearly almost roughly under up more less fewer than at least most so half"
    " full entire whole first fiscal financial period on local time tonight right near distant"
    " immediate foreseeable times once twice per old hence same ahead o eve new".split()
)
"""Words that rules name one by one; each is a class of its own."""

SETS: Final[dict[str, str]] = {
    "THE": "the its",
    "A": "a an",
    "LAST": "last past previous",
    "THIS": "this current",
    "NEXT": "next coming following",
    "DEICTIC": "last past previous this current next coming following",
    "VAGUE": "few several many some couple dozens hundreds thousands",
    "UNIT": "unit second quarter",
    "UNITS": "units quarters",
    "ANY_UNIT": "unit second quarter units quarters",
    "NUMBER": "number year",
    "ORDINAL": "ordinal first second",
    "DAY_NUMBER": "number ordinal first second",
    "EACH": "each every",
    "PREPOSITION": "in over during for within throughout through since until till by from before"
    " after of around about",
}
"""Names under which rules speak of several classes at once."""


@cache
def meanings() -> dict[str, Meaning]:
    """Every word of the vocabulary in lower case, with its likeliest class.

    Which of its senses "May", "second" and other ambiguous words have, the tokens decide.
    """
    words = {word: Meaning(word) for word in LITERAL}
    words |= {name: Meaning("month", number) for number, name in enumerate(MONTHS, start=1)}
    words |= {name: Meaning("month", number) for name, number in SHORT_MONTHS.items()}
    words |= {name: Meaning("weekday", number) for number, name in enumerate(WEEKDAYS, start=1)}
    words |= {name: Meaning("weekday", number) for name, number in SHORT_WEEKDAYS.items()}
    words |= {f"{name}s": Meaning("weekdays", n) for n, name in enumerate(WEEKDAYS, start=1)}
    words |= {name: Meaning("unit", value) for name, value in UNITS.items()}
    words |= {name: Meaning("units", value) for name, value in PLURALS.items()}
    words |= {"quarter": Meaning("quarter", "Q"), "quarters": Meaning("quarters", "Q")}
    words |= {name: Meaning("season", value) for name, value in SEASONS.items()}
    words |= {name: Meaning("day_part", value) for name, value in DAY_PARTS.items()}
    words |= {name: Meaning("hour", value) for name, value in HOURS.items()}
    words |= {name: Meaning("frequency", value) for name, value in FREQUENCIES.items()}
    words |= {name: Meaning("zone", value) for name, value in ZONES.items()}
    words |= {name: Meaning("reference", value) for name, value in REFERENCES.items()}
    words |= {name: Meaning("day_word", value) for name, value in DAYS.items()}
    words |= {name: Meaning("ordinal", value) for name, value in ORDINALS.items()}
    words |= {name: Meaning("decade", f"XX{value}") for name, value in NAMED_DECADES.items()}
    words |= {word: Meaning("holiday", value) for word, value in HOLIDAYS.items()}
    words |= {word: Meaning("holiday_day", value) for word, value in HOLIDAY_DAYS.items()}
    words |= {"clock": Meaning("clock_word")}
    words |= {word: Meaning("spelled") for word in NUMBER_WORDS}
    words |= {"first": Meaning("first", 1), "second": Meaning("second", 2)}
    return words


@cache
def codes() -> dict[str, str]:
    """One character for each class; rules are matched on strings of them."""
    classes = sorted(
        {meaning.kind for meaning in meanings().values()}
        | set("number year decade clock iso slash comma hyphen possessive stop break other".split())
    )
    return {name: chr(0x100 + number) for number, name in enumerate(classes)}
