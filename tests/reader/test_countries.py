"""Which country words name."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.places.countries import country_of


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("France", "FRA"),
        ("Moscow", "RUS"),
        ("the Kremlin", "RUS"),
        ("10 Downing Street", "GBR"),
        ("the White House", "USA"),
        ("Two senior White House officials", "USA"),
        ("U.S. officials", "USA"),
        ("US", "USA"),
        ("the Ohio governor", "USA"),
        ("French officials", "FRA"),
        ("South Korea’s government", "KOR"),
        ("the Democratic Republic of the Congo", "COD"),
        ("Bosnia and Herzegovina", "BIH"),
        ("New Mexico", "USA"),
        ("African-American voters", "USA"),
        ("Irish Americans", "USA"),
        ("Papua New Guinea", "PNG"),
        ("South Sudanese soldiers", "SSD"),
        ("the Russian ambassador to France", "RUS"),
        ("a British official in Berlin", "GBR"),
        ("an official", None),
        ("us", None),
        ("Georgia", None),
        ("French and German officials", None),
        ("Latin American leaders", None),
        ("the New York Times", None),
        ("pro-Russian", None),
        ("polish", None),
        ("turkey", None),
        ("", None),
    ],
)
def test_country(words: str, country: str | None) -> None:
    assert country_of(words) == country


# Two countries or a country and something else share these names, or ISO 3166-1 has none of them.
_SHARED = {"GE", "XK", "EU", "UN", "EZ", "CD", "CG", "JE", "QO"}
# CLDR writes them as English newspapers do not.
_FORMAL = {"HK", "MO", "KN", "ST", "VC"}


def test_every_independent_country_of_the_cldr_is_known() -> None:
    """Those that the CLDR gives an official language, but for what is left out above."""
    spoken = {
        code
        for code, languages in get_global("territory_languages").items()
        if any(one["official_status"] == "official" for one in languages.values())
    }
    codes = {
        two[0]: three
        for three, two in get_global("territory_aliases").items()
        if len(three) == 3 and three.isalpha() and len(two) == 1
    } | {"FR": "FRA", "TL": "TLS"}
    small = {"AX", "BL", "BQ", "CC", "CX", "GG", "GP", "IM", "IO", "MF", "MP", "MQ", "MS", "NF"}
    small |= {"NU", "PM", "PN", "RE", "SH", "SJ", "SX", "TK", "UM", "WF", "YT", "AI", "AC", "TA"}
    small |= {"DG", "EA", "IC", "FK", "CK", "TF", "GS", "HM", "BV", "CP", "AQ"}
    wrong = {
        name: country_of(name)
        for code, name in Locale("en").territories.items()
        if code in spoken - _SHARED - _FORMAL - small and country_of(name) != codes.get(code)
    }
    assert wrong == {}
    known = {codes[code] for code in spoken - _SHARED - _FORMAL - small if code in codes}
    assert len(known) > 190


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    country = country_of(text)
    assert country is None or (len(country) == 3 and country.isupper())
