"""The words around numbers: money, measures, bounds, and what makes a number a name."""

from __future__ import annotations

from typing import Final

from sayso.reading import Bound

CURRENCIES: Final = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₩": "KRW"} | {
    "₽": "RUB",
    "₴": "UAH",
    "₪": "ILS",
    "₺": "TRY",
    "₦": "NGN",
}
"""Signs; that of Japan's yen is also China's, and the dollar's that of others, which news then
names."""
DOLLARS: Final = {"us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD"} | {
    "hk": "HKD",
    "s": "SGD",
    "r": "BRL",
    "nt": "TWD",
}
"""Letters before a dollar sign."""
CODES: Final = frozenset(
    "USD EUR GBP JPY CHF CAD AUD NZD CNY RMB HKD SGD INR KRW RUB UAH ILS TRY BRL MXN ZAR SEK NOK"
    " DKK PLN CZK HUF AED SAR".split()
)
MONEY: Final = {"dollar": "USD", "euro": "EUR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY"} | {
    "ruble": "RUB",
    "rouble": "RUB",
    "hryvnia": "UAH",
    "shekel": "ILS",
    "rand": "ZAR",
    "zloty": "PLN",
}
"""Names of currencies that say which one; a "pound" may be a weight, a "rupee" anyone's."""
NATIONAL_DOLLARS: Final = {
    "canadian": "CAD",
    "australian": "AUD",
    "american": "USD",
    "us": "USD",
} | {
    "singapore": "SGD",
    "taiwan": "TWD",
}
MEASURES: Final = frozenset(
    "km kg mg cm mm mph kph kmh lb lbs ft sq mw gw kw mwh gwh kwh gb tb mb kb hz mhz ghz ml".split()
)
"""Abbreviated units, taken as they are written."""

VAGUE: Final = {"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000} | {
    "millions": 1_000_000,
    "billions": 1_000_000_000,
    "trillions": 1_000_000_000_000,
}

BOUNDS: Final[dict[tuple[str, ...], Bound]] = {
    ("several",): "at_least",
    ("a", "few"): "at_least",
    ("more", "than"): "at_least",
    ("greater", "than"): "at_least",
    ("at", "least"): "at_least",
    ("no", "fewer", "than"): "at_least",
    ("no", "less", "than"): "at_least",
    ("not", "less", "than"): "at_least",
    ("upwards", "of"): "at_least",
    ("in", "excess", "of"): "at_least",
    ("a", "minimum", "of"): "at_least",
    ("well", "over"): "at_least",
    ("over",): "at_least",
    ("above",): "at_least",
    ("exceeding",): "at_least",
    ("up", "to"): "at_most",
    ("as", "many", "as"): "at_most",
    ("as", "much", "as"): "at_most",
    ("no", "more", "than"): "at_most",
    ("not", "more", "than"): "at_most",
    ("fewer", "than"): "at_most",
    ("less", "than"): "at_most",
    ("at", "most"): "at_most",
    ("a", "maximum", "of"): "at_most",
    ("under",): "at_most",
    ("below",): "at_most",
    ("about",): "about",
    ("around",): "about",
    ("some",): "about",
    ("roughly",): "about",
    ("approximately",): "about",
    ("nearly",): "about",
    ("almost",): "about",
    ("close", "to"): "about",
    ("an", "estimated"): "about",
    ("estimated",): "about",
    ("~",): "about",
}
"""Words before a number that make it a bound; of those that end alike the longest counts."""
LONGEST_BOUND: Final = max(map(len, BOUNDS))

# Words that a number after them names, rather than counts something.
NAMED: Final = frozenset(
    "no nos number flight section title article room channel route highway chapter page boeing"
    " airbus apollo formula area unit psalm rule resolution proposition prop interstate type class"
    " grade level phase stage day week version part act game ward district precinct bowl pier gate"
    " exhibit figure table item point covid engine model apartment apt suite box line step round"
    " iphone category windows building warehouse pillar basic form schedule season episode volume"
    " chapter verse track platform hangar lot cell ps xbox studio radio news fox pm am bbc mark"
    " amendment clause paragraph annex protocol group super top fortune world war".split()
)
# Words that end what is counted, where no grammar tells.
ENDS: Final = frozenset(
    "a an the this that these those of in on at by for from to with without within into onto over"
    " under between among against during after before since until as than and or but nor if when"
    " while where who whom whose which what how why because though although is are was were be been"
    " being am has have had do does did will would can could may might must shall should not n't it"
    " he she they we you i his her their our my your its him them us me said says say told there"
    " here also then now later earlier ago more less most least about around per each every so yet"
    " including killed wounded injured died left came went took were was dead alive out up down off"
    " across along through near".split()
)
# Wholes of a share: "three in five", "one in 100".
WHOLES: Final = frozenset([3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000, 10_000, 100_000])
# What "one" before it does not count.
UNCOUNTED: Final = frozenset(
    "thing point way side hand reason time moment sense word end part level place day".split()
)
PARTS: Final = frozenset(
    "half third thirds quarters fourth fourths fifth fifths sixths tenth tenths".split()
)
