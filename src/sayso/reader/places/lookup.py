"""Which country a place is in, where that is settled: by the page, or by everybody.

"Paris, Texas" is where the page says; Texas, Bavaria and Aleppo each are in one country. Where two
countries share a name (Georgia, Birmingham, Victoria) nothing is said. `regions.tsv` was written
down from general knowledge; `cities.tsv` is made of GeoNames by `training/places.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from sayso.reader.places.countries import country_named, country_of

CITIES: Final = Path(str(files("sayso.reader.places") / "cities.tsv"))
"""The table of cities."""
REACH: Final = 40
"""Code points after a mention in which the page may say where the place is."""


def country_of_place(name: str, after: Iterable[str] = ()) -> str | None:
    """ISO 3166-1 alpha-3 of the country that a place is in, or None where that is not settled.

    `after` holds what follows its mentions in the page (`REACH` is enough): ", Texas, on Monday".
    """
    told = {code for words in after if (code := _told(name, words))}
    if told:
        return told.pop() if len(told) == 1 else None
    return _region(name) or country_of(name) or _city(name)


_QUALIFIER: Final = re.compile(
    r"\s?(?:, |\()(?:in )?(?:the )?((?:[A-Z][^\W\d_]*\.?-?(?: (?=[A-Z])| of (?=[A-Z]))?){1,6})"
    r"(?! and\b| or\b|, [^,.;]* and\b)"
)


def _told(name: str, after: str) -> str | None:
    """The country that the page gives right after a place: "Aleppo, Syria", "Paris (Texas)"."""
    found = _QUALIFIER.match(after)
    if found is None:
        return None
    words = found[1].split()
    for length in range(len(words), 0, -1):
        land = " ".join(words[:length])
        if land.removesuffix(".") == "Georgia":
            return _georgia(name)
        for name_of_land in (land, land.removesuffix(".")):
            code = _ABBREVIATED.get(name_of_land) or _region(name_of_land)
            code = code or country_named(name_of_land)
            if code is not None:
                return code
    return None


def _georgia(name: str) -> str | None:
    """The country or the state of that name: whichever a city is known in, the state for a city
    that is known elsewhere (Athens, Georgia).
    """
    known = _region(name) or country_of(name) or _city(name)
    return None if known is None else "GEO" if known == "GEO" else "USA"


_STATES: Final = (
    "Ala Ariz Ark Calif Colo Conn Del Fla Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev "
    "N.H N.J N.M N.Y N.C N.D Okla Ore Pa R.I S.C S.D Tenn Tex Vt Va Wash W.Va Wis Wyo D.C "
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM "
    "NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
)
_ABBREVIATED: Final = {
    **{f"{state}{point}": "USA" for state in _STATES.split() for point in ("", ".")},
    "Ga.": "USA",
    **dict.fromkeys(("Ont.", "Que.", "B.C.", "Alta.", "Man.", "Sask.", "N.S.", "N.B."), "CAN"),
}
"""As newspapers write them after a city."""

_AROUND: Final = re.compile(
    r"^(?:[a-z'’-]+ )+|(?:['’]s?)$| (?:province|governorate|oblast|prefecture|district|region|area|"
    r"city|suburbs?|airport|metro|Province|Governorate|Oblast|Prefecture|Region)$"
)
"""What a place may be called beside its name: "the city of Aleppo", "Aleppo province"."""


_PLAIN: Final = str.maketrans({"’": "'", "‘": "'", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d",
                        "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})  # fmt: skip
"""What Unicode takes for letters of their own."""


def folded(name: str) -> str:
    """A name without accents and with straight apostrophes, as the tables have it."""
    if name.isascii():
        return name
    parts = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _region(name: str) -> str | None:
    return _lookup(name, _regions())


def _city(name: str) -> str | None:
    return _lookup(name, _cities())


def _lookup(name: str, known: dict[str, str]) -> str | None:
    plain = " ".join(name.split())
    code = known.get(folded(plain))
    if code:
        return code
    bare = plain
    for _ in range(3):
        bare = _AROUND.sub("", bare)
    return None if bare == plain else known.get(folded(bare))


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    return _read(Path(str(files("sayso.reader.places") / "regions.tsv")))


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    return _read(CITIES)


def _read(table: Path) -> dict[str, str]:
    known: dict[str, str] = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, names = line.partition("\t")
            known.update(dict.fromkeys(names.split("|"), code))
    return known
