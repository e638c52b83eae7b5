"""Which country a place is in, and where that is left open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.identity.entities import Party, identify
from sayso.reader.places.lookup import CITIES, country_of_place
from sayso.reading import Entity
from tests.reader.parsed import at, parsed
from tests.reader.test_entities import analysis_of
from training.places import settled, table


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Paris", "FRA"),
        ("Aleppo", "SYR"),
        ("Houston", "USA"),
        ("Springfield", "USA"),  # there are many, all in one country
        ("Athens", "GRC"),  # a capital
        ("Dublin", "IRL"),
        ("Texas", "USA"),
        ("Bavaria", "DEU"),
        ("Niger Delta", "NGA"),
        ("Brooklyn", "USA"),
        ("the city of Aleppo", "SYR"),
        ("downtown Chicago", "USA"),
        ("Idlib province", "SYR"),
        ("Kyiv’s suburbs", "UKR"),
        ("northern Syria", "SYR"),
        ("São Paulo", "BRA"),
        ("Sao Paulo", "BRA"),
        ("Wrocław", "POL"),
        ("New York City", "USA"),
        ("Kiev", "UKR"),
        ("Georgia", None),
        ("Birmingham", None),
        ("Cambridge", None),
        ("Victoria", None),
        ("Manchester", None),
        ("Hyderabad", None),
        ("the area", None),
        ("Europe", None),
        ("aleppo", None),
        ("", None),
    ],
)
def test_what_everybody_knows(name: str, country: str | None) -> None:
    assert country_of_place(name) == country


@pytest.mark.parametrize(
    ("name", "after", "country"),
    [
        ("Paris", ", Texas, on Monday", "USA"),
        ("Aleppo", ", Syria.", "SYR"),
        ("Cambridge", ", Mass., said", "USA"),
        ("Cambridge", ", England", "GBR"),
        ("Victoria", ", British Columbia.", "CAN"),
        ("London", " (Ontario)", "CAN"),
        ("Aurora", ", in the United States, where", "USA"),
        ("Moscow", ", ID", "USA"),
        ("Athens", ", Georgia, on", "USA"),
        ("Athens", ", Ga.", "USA"),
        ("Tbilisi", ", Georgia, on", "GEO"),
        ("Smallville", ", Georgia", None),
        ("Birmingham", ", where", None),
        ("Birmingham", ", Roe said", None),
        # Lists of places:
        ("Moscow", ", Washington and Beijing", "RUS"),
        ("Kabul", ", Pakistan and Iran", "AFG"),
        ("Cambridge", ", Ohio, Texas and Maine", None),
    ],
)
def test_what_the_page_says(name: str, after: str, country: str | None) -> None:
    assert country_of_place(name, [after]) == country


def test_one_mention_that_says_is_enough() -> None:
    assert country_of_place("Cambridge", [" on Monday", ", Mass.", "."]) == "USA"


def test_a_page_that_says_two_countries_settles_nothing() -> None:
    assert country_of_place("Paris", [", Texas", ", France"]) is None


def only_entity(notation: str, name: str) -> Entity:
    """What a page makes of a party that does not speak."""
    words = parsed(notation)
    party = Party((at(words, name),), speaks=False)
    (entity,) = identify(analysis_of(words), words.text, [party])
    return entity


def test_an_entity_that_is_a_place_has_its_country() -> None:
    page = "Rebels/NNS/2/nsubj/person shelled/VBD/0/root Aleppo/NNP/2/obj/L ././2/punct"
    entity = only_entity(page, "Aleppo")
    assert (entity.kind, entity.country) == ("place", "SYR")


def test_the_page_says_which_country_an_entity_is_in() -> None:
    page = (
        "She/PRP/2/nsubj flew/VBD/0/root to/IN/4/case Paris/NNP/2/obl/L ,/,/6/punct "
        "Texas/NNP/4/appos/L ././2/punct"
    )
    assert only_entity(page, "Paris").country == "USA"


def test_a_person_with_the_name_of_a_city_is_of_no_country() -> None:
    page = "Paris/NNP/2/compound/P Roe/NNP/3/nsubj/p left/VBD/0/root ././3/punct"
    assert only_entity(page, "Paris Roe").country is None


def city(name: str, country: str, population: int, *others: str) -> Mapping[str, Any]:
    return {
        "name": name,
        "alternatenames": list(others),
        "countrycode": country,
        "population": population,
    }


def test_a_city_is_settled_when_nearly_all_its_people_live_in_one_country() -> None:
    names = settled(
        [
            city("Ayton", "GB", 500_000),
            city("Ayton", "US", 40_000),
            city("Beeton", "GB", 500_000),
            city("Beeton", "US", 100_000),
            city("Ceeton", "US", 40_000),
            city("Ceeton", "US", 50_000),
            city("Deeton", "GB", 20_000),
            city("Éton", "FR", 90_000),
            city("Effton", "GB", 300_000),
            city("Great Town", "HK", 9_000_000, "Effton"),
        ]
    )
    assert names == {"Ayton": "GB", "Ceeton": "US", "Eton": "FR", "Great Town": "HK"}


def test_the_table_is_in_order_and_leaves_out_what_it_cannot_hold() -> None:
    lines = table(
        {"Lyon": "FR", "Brest": "FR", "A|B": "FR", "Leeds": "GB"}, {"FR": "FRA", "GB": "GBR"}
    )
    assert lines.splitlines()[1:] == ["FRA\tBrest|Lyon", "GBR\tLeeds"]


def test_the_shipped_table_names_no_city_twice() -> None:
    rows = [line.split("\t") for line in CITIES.read_text(encoding="utf-8").splitlines()[1:]]
    names = [name for _, cell in rows for name in cell.split("|")]
    assert len(names) == len(set(names)) > 15_000
    assert all(len(code) == 3 and code.isupper() for code, _ in rows)


@given(st.text(), st.lists(st.text(max_size=60), max_size=3))
def test_any_text_is_read(name: str, after: list[str]) -> None:
    country = country_of_place(name, after)
    assert country is None or (len(country) == 3 and country.isupper())
