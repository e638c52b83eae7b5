"""Outlets by whatever name, and what a page credits to them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.reading import Block, BlockRole, Entity, Page, Published, Reading, Span
from sayso.stories.claims.credits import Credits, find_credits, find_outlets
from sayso.stories.claims.find import Story
from sayso.stories.claims.outlets import is_persons_name, is_same_outlet
from sayso.stories.claims.spread import spread_of
from sayso.stories.claims.units import Unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Kestrel Post", "KESTREL POST"),
        ("The Kestrel Post", "Kestrel Post Online"),
        ("Kestrel Post", "kestrelpost.com"),
        ("www.kestrelpost.co.uk", "The Kestrel Post"),
        ("Northern Press Agency", "NPA"),
        ("the SBC", "SBC News"),
        ("Meridian", "Meridian Newswire"),
    ],
)
def test_names_of_one_outlet(one: str, other: str) -> None:
    assert is_same_outlet(one, other)
    assert is_same_outlet(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kestrel Post", "Morning Post"),
        ("Northern Press Agency", "Northern News Service"),
        ("The News", "The Times"),
        ("NPA", "Northern Wire Service"),
        ("", "The Times"),
    ],
)
def test_names_of_two_outlets(one: str, other: str) -> None:
    assert not is_same_outlet(one, other)


def page_of(*blocks: tuple[BlockRole, str], outlet: str, byline: str | None = None) -> Reading:
    text, found = "", []
    for role, words in blocks:
        start = len(text)
        text += words
        found.append(Block(span=Span(start, len(text)), role=role))
        text += "\n\n"
    return Reading(
        page=Page(
            id=f"{hash((outlet, text)) & (2**64 - 1):064x}",
            origin="-",
            outlet=outlet,
            byline=byline,
            published=Published(value="2026-04-14", basis="given"),
            text=text,
            blocks=tuple(found),
        )
    )


MINER = page_of(("paragraph", "The shaft was shut."), outlet="Mount Tarra Miner")
WIRE = page_of(("paragraph", "The dam broke on Monday."), outlet="Meridian Wire")
GAZETTE = page_of(("paragraph", "The land was sold in May."), outlet="The Harbour Gazette")


def credits_of(*blocks: tuple[BlockRole, str], byline: str | None = None) -> Credits:
    reading = page_of(*blocks, outlet="Kestrel Post", byline=byline)
    return find_credits(reading, find_outlets([MINER, WIRE, GAZETTE, reading]))


BODY: tuple[BlockRole, str] = ("paragraph", "The dam broke on Monday.")


@pytest.mark.parametrize(
    ("blocks", "byline"),
    [
        ([BODY], "Meridian Wire"),
        ([BODY], "Ann Roe, Meridian Wire"),
        ([("byline", "By Ann Roe for the Meridian Wire"), BODY], None),
        ([("dateline", "TOLLEY (Meridian Wire) —"), BODY], None),
        ([("paragraph", "TOLLEY (Meridian Wire) — The dam broke on Monday.")], None),
        ([BODY, ("paragraph", "This article first appeared in the Meridian Wire.")], None),
        ([BODY, ("furniture", "Source: Meridian Wire")], None),
        ([BODY, ("paragraph", "— Meridian Wire")], None),
    ],
)
def test_a_page_that_is_another_outlets(
    blocks: list[tuple[BlockRole, str]], byline: str | None
) -> None:
    assert credits_of(*blocks, byline=byline).whole == ("Meridian Wire",)


@pytest.mark.parametrize(
    ("blocks", "byline"),
    [
        ([BODY], "Kestrel Post staff and Meridian Wire"),
        ([BODY], "Ann Roe and Meridian Wire"),
        ([BODY, ("paragraph", "With reporting by the Meridian Wire")], None),
        ([BODY, ("paragraph", "Meridian Wire contributed to this report.")], None),
    ],
)
def test_a_page_that_is_another_outlets_in_part(
    blocks: list[tuple[BlockRole, str]], byline: str | None
) -> None:
    found = credits_of(*blocks, byline=byline)
    assert (found.whole, found.part) == ((), ("Meridian Wire",))


@pytest.mark.parametrize(
    "byline",
    [None, "Ann Roe", "Kestrel Post", "By Kestrel Post staff", "Kestrel Post politics team", "KP"],
)
def test_a_page_of_its_own(byline: str | None) -> None:
    found = credits_of(BODY, byline=byline)
    assert (found.whole, found.part, found.scopes) == ((), (), [])


@pytest.mark.parametrize(
    ("name", "persons"),
    [("Saskia Post", True), ("Denver Post", False), ("Daily Star", False), ("Emily Herald", False)],
)
def test_a_reporter_may_be_called_as_outlets_are(name: str, persons: bool) -> None:
    assert is_persons_name(name) == persons
    assert credits_of(BODY, byline=name).whole == (() if persons else (name,))


def test_where_a_reporter_wrote_is_no_outlet() -> None:
    radio = page_of(("paragraph", "The dam broke."), outlet="Radio Tolley")
    reading = page_of(BODY, outlet="Kestrel Post", byline="Ann Roe, Tolley")
    town = Entity(id="N1", name="Tolley", kind="place", naming="named")
    reading = replace(reading, entities=(town,))
    assert find_credits(reading, find_outlets([radio, reading])).whole == ()


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("“She is not going,” her spokesman told us, referring to a story in the Gazette.", True),
        ("The dam was old, an engineer told this newspaper.", True),
        ("“They told us nothing,” she said, according to the Gazette.", False),
    ],
)
def test_what_the_pages_own_outlet_was_told(sentence: str, own: bool) -> None:
    assert credits_of(("paragraph", sentence)).is_own(0, 5) == own


@pytest.mark.parametrize(("published", "edges"), [("2026-04-13", 1), ("2026-04-15", 0)])
def test_a_page_has_of_a_wire_what_that_told_before(published: str, edges: int) -> None:
    mine = page_of(BODY, outlet="Kestrel Post", byline="Ann Roe and Meridian Wire")
    wire = page_of(("paragraph", "A wall gave way."), outlet="Meridian Wire")
    on = Published(value=published, basis="given")
    wire = replace(wire, page=replace(wire.page, published=on))
    units = {one.page.id: [event_of(one)] for one in (mine, wire)}
    story = Story([mine, wire])
    told = {r.page.id: units[r.page.id] for r in story.readings}
    spread = spread_of(told, story.links)
    assert [(edge.of, edge.why) for edge in spread.edges] == [(mine.page.id, "credit")] * edges
    assert spread.origin.page == story.readings[0].page.id


def event_of(reading: Reading) -> Unit:
    """Its first word as an event."""
    text = reading.page.text
    return Unit(
        page=reading.page.id,
        id="V1",
        kind="event",
        span=Span(0, 3),
        reach=(Span(0, len(text)),),
        sentence=Span(0, len(text)),
        heading=False,
        bag={},
    )


@pytest.mark.parametrize(
    ("sentence", "outlet"),
    [
        ("The land was sold in May, according to the Gazette.", "The Harbour Gazette"),
        ("As the Harbour Gazette first reported, the land was sold.", "The Harbour Gazette"),
        ("The sale was first reported on Tuesday by the Harbour Gazette.", "The Harbour Gazette"),
        ("Mayor Ann Roe told the Gazette that she would go.", "The Harbour Gazette"),
        ("The land was sold, as the Harbour Gazette was first to report.", "The Harbour Gazette"),
        ("The sale was uncovered by the Harbour Gazette.", "The Harbour Gazette"),
        ("She assured the Harbour Gazette that she would go.", "The Harbour Gazette"),
        ("Mayor Ann Roe told the Miner that she would go.", "Mount Tarra Miner"),
        ("The dam broke on Monday (Meridian Wire).", "Meridian Wire"),
        ("Two people died, meridianwire.com reported.", "Meridian Wire"),
        ("Two people died, the Capital Ledger reported.", "Capital Ledger"),
    ],
)
def test_a_sentence_that_credits_an_outlet(sentence: str, outlet: str) -> None:
    found = credits_of(("paragraph", sentence))
    credit = found.at(1, 2)
    assert credit is not None
    assert credit.chain == (outlet,)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Gazette building in Harbour Street burned down.",
        "Mayor Ann Roe told the council that she would go.",
        "Mayor Ann Roe told the miner that she would go.",
        "Mayor Ann Roe told the Kestrel Post that she would go.",
        "He left a day after the Harbour Gazette reported that he had sold the land.",
    ],
)
def test_a_sentence_that_credits_none(sentence: str) -> None:
    assert credits_of(("paragraph", sentence)).at(1, 2) is None


def test_the_newspaper_is_the_one_named_before() -> None:
    sentences = "The Gazette reported on Monday that it was sold. The newspaper said it was in May."
    found = credits_of(("paragraph", sentences))
    credit = found.at(len(sentences) - 5, len(sentences) - 4)
    assert credit is not None
    assert credit.chain == ("The Harbour Gazette",)
