"""Who did what to whom, where and when, as the shipped model and the words around it have it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from sayso.pages import page_from_text
from sayso.reader.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


@dataclass(frozen=True, slots=True)
class Told:
    """An event by the names of who takes part."""

    actors: list[str]
    recipients: list[str]
    place: str | None
    time: str | None


_REST = "\n\nThe morning was quiet in the hills above the river."


def told(reader: Reader, text: str, trigger: str) -> Told:
    reading = reader.read(page_from_text(text))
    page = reading.page.text
    names = {entity.id: entity.name for entity in reading.entities}
    times = {time.id: page[slice(*time.span)] for time in reading.times}
    (event,) = (e for e in reading.events if trigger in page[slice(*e.trigger)].split())
    return Told(
        [names[one] for one in event.actors],
        [names[one] for one in event.recipients],
        names.get(event.place or ""),
        times.get(event.time or ""),
    )


def sentence(text: str) -> str:
    """A page whose headline says nothing."""
    return f"Notes from a long week\n\n{text}"


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("The seizure of a ship by pirates alarmed insurers.", "seizure", ["pirates"], ["a ship"]),
        (
            "Relatives recalled the execution of the general by the junta.",
            "execution",
            ["the junta"],
            ["the general"],
        ),
        (
            "The arrest by border police of two smugglers went unnoticed.",
            "arrest",
            ["border police"],
            ["two smugglers"],
        ),
        ("The arrest by members of the guard was unlawful.", "arrest", ["members"], []),
        ("Shelling by Armenian troops went on.", "Shelling", ["Armenian troops"], []),
    ],
)
def test_who_does_it_by_a_by_that_hangs_on_the_noun_between(
    reader: Reader, text: str, trigger: str, actors: list[str], recipients: list[str]
) -> None:
    found = told(reader, sentence(text), trigger)
    assert (found.actors, found.recipients) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("A Turkish air strike on Dohuk injured a shepherd.", "strike", ["Turkish"]),
        ("A Turkish strike hurt two men. Turkey denied it.", "strike", ["Turkey"]),
        ("A U.S. strike on a boat killed four men.", "strike", ["U.S."]),
        ("Rebel attacks left ten dead in Beni. The rebels fled.", "attacks", ["The rebels"]),
        ("A Turkish drone hit a village near Dohuk.", "hit", ["Turkish"]),
        ("A bomb attack at the Israeli embassy hurt a guard.", "attack", []),
        ("Students marched after the Chinese embassy attack.", "attack", []),
    ],
)
def test_a_nationality_or_group_before_a_deed_does_it(
    reader: Reader, text: str, trigger: str, actors: list[str]
) -> None:
    assert told(reader, sentence(text), trigger).actors == actors


def test_a_nationality_that_does_something_is_a_land(reader: Reader) -> None:
    reading = reader.read(page_from_text(sentence("A Turkish air strike on Dohuk hurt a boy.")))
    (land,) = (entity for entity in reading.entities if entity.name == "Turkish")
    assert (land.kind, land.country) == ("place", "TUR")


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Fishermen rescued off Oman", "rescued", [], ["Fishermen"]),
        ("Two journalists detained in Minsk", "detained", [], ["Two journalists"]),
        ("Priest kidnapped over land dispute", "kidnapped", [], ["Priest"]),
        ("Protesters marched in Tbilisi", "marched", ["Protesters"], []),
        ("Army captured border town", "captured", ["Army"], ["border town"]),
        ("Norway to lend frigates to Greece", "lend", ["Norway"], ["Greece"]),
        ("Brazil to recall ambassador", "recall", ["Brazil"], ["ambassador"]),
    ],
)
def test_headlines_leave_out_the_verb_of_being(
    reader: Reader, text: str, trigger: str, actors: list[str], recipients: list[str]
) -> None:
    found = told(reader, text + _REST, trigger)
    assert (found.actors, found.recipients) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("Nothing kept the miners from blocking the road.", "blocking", ["the miners"]),
        ("Warsaw accused Minsk of jamming its radars.", "jamming", ["Minsk"]),
        ("The judge jailed the brothers for kidnapping a nurse.", "kidnapping", ["the brothers"]),
        ("The bank was fined for helping the cartel.", "helping", ["The bank"]),
        ("The union apologized for attacking the driver.", "attacking", ["The union"]),
    ],
)
def test_who_is_kept_from_it_or_blamed_for_it_does_it(
    reader: Reader, text: str, trigger: str, actors: list[str]
) -> None:
    assert told(reader, sentence(text), trigger).actors == actors


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        (
            "A splinter group claimed responsibility for the bombing of the station.",
            "bombing",
            ["A splinter group"],
        ),
        ("No group claimed responsibility for the attack.", "attack", []),
        (
            "Ankara blamed Kurdish militants for the attack on the barracks.",
            "attack",
            ["Kurdish militants"],
        ),
        ("The massacre was blamed on the militia.", "massacre", ["the militia"]),
        ("Two brothers were charged with the murder of an imam.", "murder", ["Two brothers"]),
        ("The gang was behind the kidnapping of the banker.", "kidnapping", ["The gang"]),
        ("He pleaded guilty to the murder of his neighbour.", "murder", ["He"]),
        ("A jury found the man not guilty of the murder of his wife.", "murder", []),
    ],
)
def test_who_answers_for_a_deed_does_it(
    reader: Reader, text: str, trigger: str, actors: list[str]
) -> None:
    assert told(reader, sentence(text), trigger).actors == actors


@pytest.mark.parametrize(
    ("text", "trigger", "recipients", "place"),
    [
        ("Insurgents bombed the city of Maiduguri.", "bombed", ["Maiduguri"], "Maiduguri"),
        ("Troops arrested the mayor in the southern province of Helmand.", "arrested",
         ["the mayor"], "Helmand"),
        ("Jets bombed a warehouse in Idlib.", "bombed", ["a warehouse"], "Idlib"),
        ("Agents arrested the smuggler at a motel in El Paso.", "arrested", ["the smuggler"],
         "El Paso"),
        ("The army withdrew from Goma at dawn.", "withdrew", [], "Goma"),
    ],
)  # fmt: skip
def test_a_place_is_the_one_that_has_a_name(
    reader: Reader, text: str, trigger: str, recipients: list[str], place: str
) -> None:
    found = told(reader, sentence(text), trigger)
    assert (found.recipients, found.place) == (recipients, place)


@pytest.mark.parametrize(
    ("text", "trigger", "recipients"),
    [
        ("The regime launched missiles at Idlib.", "launched", ["Idlib"]),
        ("The jets dropped leaflets on the camp.", "dropped", ["the camp"]),
        ("The North fired two missiles.", "fired", []),
        ("Guards shot down two missiles.", "shot", ["two missiles"]),
        ("The bus was the target of an ambush by bandits.", "ambush", ["The bus"]),
        ("The village came under attack by looters.", "attack", ["The village"]),
        ("Among those arrested was the editor Sara Lind.", "arrested", ["Sara Lind"]),
        ("Also killed was a photographer.", "killed", ["a photographer"]),
    ],
)
def test_whom_it_is_done_to(reader: Reader, text: str, trigger: str, recipients: list[str]) -> None:
    assert told(reader, sentence(text), trigger).recipients == recipients


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Chad, along with Niger, closed its border.", ["Chad", "Niger"]),
        ("Estonia, as well as Latvia, closed the port.", ["Estonia", "Latvia"]),
    ],
)
def test_who_does_it_along_with_others(reader: Reader, text: str, actors: list[str]) -> None:
    assert told(reader, sentence(text), "closed").actors == actors


@pytest.mark.parametrize(
    ("text", "trigger", "time"),
    [
        ("The attack on a church in Lahore on Sunday was denounced.", "attack", "Sunday"),
        ("The bombing of a hotel in Mombasa in 2002 is remembered.", "bombing", "2002"),
        ("On Friday, rebels burned the market and soldiers shelled the port.", "shelled", "Friday"),
        ("On Friday, rebels burned the market but soldiers fled.", "fled", None),
    ],
)
def test_when_a_deed_was_done(reader: Reader, text: str, trigger: str, time: str | None) -> None:
    assert told(reader, sentence(text), trigger).time == time


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("You’ve lied to the court.", "lied", ["You"], ["the court"]),
        ("Ada Roe worked for the bank. She's resigned.", "resigned", ["Ada Roe"], []),
        ("Ada Roe worked for the bank. She's arrested now.", "arrested", [], ["Ada Roe"]),
        ("Ada Roe said she'd been robbed.", "robbed", [], ["Ada Roe"]),
    ],
)
def test_a_short_have_makes_no_passive(
    reader: Reader, text: str, trigger: str, actors: list[str], recipients: list[str]
) -> None:
    found = told(reader, sentence(text), trigger)
    assert (found.actors, found.recipients) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        (
            "Ruritania's removal of thousands of voters angered the court.",
            "removal",
            ["Ruritania"],
            [],
        ),
        ("Ada Roe's removal by the board was lawful.", "removal", ["the board"], ["Ada Roe"]),
        ("Ada Roe's death of cancer was announced.", "death", [], ["Ada Roe"]),
        ("Critics of Friday's raid gathered in Lima.", "raid", [], []),
        ("Ben Doe's overthrow led to riots.", "overthrow", [], ["Ben Doe"]),
        ("The ouster of Ben Doe led to riots.", "ouster", [], ["Ben Doe"]),
    ],
)
def test_whose_deed_it_is_and_to_whom_it_is_done(
    reader: Reader, text: str, trigger: str, actors: list[str], recipients: list[str]
) -> None:
    found = told(reader, sentence(text), trigger)
    assert (found.actors, found.recipients) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("Witnesses saw a man throwing stones.", "throwing", ["a man"]),
        ("She posted a clip of her brother dancing.", "dancing", ["her brother"]),
        ("He filmed two guards beating a boy.", "beating", ["two guards"]),
        ("The number of tourists visiting Malta fell.", "visiting", ["tourists"]),
        ("The boxer left the ring bleeding.", "bleeding", ["The boxer"]),
    ],
)
def test_a_participle_is_about_the_one_right_before_it(
    reader: Reader, text: str, trigger: str, actors: list[str]
) -> None:
    assert told(reader, sentence(text), trigger).actors == actors
