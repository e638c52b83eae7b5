"""What a page of the room weighs, however much there is: lists go on, without a script."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Final

import pytest
from fastapi.testclient import TestClient

from sayso.archive import Archive
from sayso.collect import keep_reading
from sayso.pages import PageOptions
from sayso.reading import Dispute, Reading, Span
from sayso.stories.claims import StoryTelling, tell
from sayso.web.inputs import opened_text
from sayso.web.parts import part_of
from tests.fakes import FakeReader
from tests.web.rooms import TOKEN, room

pytestmark = pytest.mark.slow

MOST: Final = 200_000
"""Bytes of a page before it is packed."""
PAGES: Final = 230
SPEAKERS: Final = ("Aldous", "Benedek", "Castellan", "Dravic", "Ebbers", "Falkner")
THINGS: Final = ("wall", "crane", "fence", "vessel", "beacon", "tunnel", "ladder")
DEEDS: Final = ("collapse", "be painted", "cost millions", "drown the town", "move north")


def text_of(number: int) -> str:
    """A page of the story that all of them are of."""
    said = "\n\n".join(
        f"“The harbour {THINGS[n % 7]} of Kelmouth will {DEEDS[n % 5]} in {n + 2} {THINGS[n % 6]}s'"
        f" time, {'it’s a <shame>, ' * (40 if n < 2 else 1)}as whoever wants to {DEEDS[n % 5]}"
        f" knows,” {SPEAKERS[n % len(SPEAKERS)]} said. They met."
        for n in range(30)
    )
    return f"Harbour wall of Kelmouth is to be raised\n\n{said}\n\nIt is report {number}."


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with one story of many long pages, in which six people say thousands of things."""
    path = tmp_path_factory.mktemp("large") / "large.db"
    with Archive(path, create=True) as archive:
        for number in range(PAGES):
            outlet = f"The {SPEAKERS[number % 6]} and Northern Counties Courier {number % 130}"
            options = PageOptions(
                url=f"https://courier-{number}.example/harbour/{'wall-' * 20}{number}",
                outlet=outlet,
                published=f"2026-03-{12 + number % 3:02}T{number % 24:02}:00:00Z",
            )
            opened = opened_text(text_of(number), html=False, options=options)
            read = FakeReader().read(opened.page)
            people = tuple(
                replace(
                    one,
                    name=f"Ada {one.name}",
                    role=f"engineer number {number} of the board of works",
                )
                for one in read.entities
            )
            keep_reading(archive, opened, replace(read, entities=people))
    return path


def told(readings: Iterable[Reading], copies: Mapping[str, str]) -> StoryTelling:
    """What the pages tell with some of what they say; comparing all of it takes a while."""
    return tell([replace(r, statements=r.statements[:14], events=()) for r in readings], copies)


@pytest.fixture(scope="module")
def client(large: Path) -> Iterator[TestClient]:
    with room(large, token=TOKEN, compare=told) as found:
        yield found


BEARER: Final = {"Authorization": f"Bearer {TOKEN}"}
PATHS: Final = [
    "/",
    "story",
    "story/pages",
    "story/voices",
    "story/claims",
    "story/claims?show=claims",
    "story/claims?show=timeline",
    "story/claims?after=100",
    "page",
    "source",
    "source/who",
    "/sources",
    "/sources?q=ada",
    "/search?q=harbour",
    "/search?q=harbour&kind=pages",
    "/search?order=newest&form=direct",
    "/outlets",
    "/outlets?by=day",
    "/api",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_heavy_nor_is_what_it_leads_on_to(client: TestClient, path: str) -> None:
    story = client.get("/api/stories").json()["items"][0]
    assert story["pages"] == PAGES
    source = client.get("/api/sources?q=Ada Castellan").json()["items"][0]
    assert source["statements"] == 5 * PAGES
    for name, address in (
        ("story", f"/stories/{story['story_id']}"),
        ("source", f"/sources/{source['profile_id']}"),
        ("page", f"/pages/{story['page_id']}"),
    ):
        if path.partition("/")[0] == name:
            path = address + path.removeprefix(name)
    followed = 0
    while path and followed < 4:
        page = client.get(path, headers=BEARER)
        while page.status_code == 202 or "is being counted" in page.text:
            time.sleep(0.1)  # or asking would take the processor from what is waited for
            page = client.get(path, headers=BEARER)
        assert page.status_code == 200
        assert 1_500 < len(page.content) <= MOST
        further = re.search(r'<a href="([^"]+)" rel="next">', page.text)
        path = unescape(further[1]) if further else ""
        followed += 1


WORDS: Final = {
    "plain": "“We will pay for the wall,” Smith said. They met and met.\n\n",
    "escaped": "“We'll \"pay\" <b>&amp; it's 'ours'</b>,” O_Neill said. They met & met.\n\n",
    "wide": "“Мы заплатим за стену, 我们会付钱,” Смит said. They met, 他们 met.\n\n",
    "dense": "met met met “a” B said. ",
    "one word": "“" + "x" * 5000 + "” Smith said. ",
}


@pytest.mark.parametrize("kind", WORDS)
def test_a_long_reading_comes_in_parts(kind: str) -> None:
    words = WORDS[kind]
    text = words * (150_000 // len(words) if len(words) > 1_000 else 60_000 // len(words))
    with room() as client:
        first = client.post("/read", data={"text": text, "force": "yes"})
        seen: list[str] = []
        events: list[str] = []
        path, number = first.url.path, 0
        while path:
            page = client.get(path)
            assert page.status_code == 200
            assert len(page.content) <= MOST
            number += 1
            seen += re.findall(r'data-row="\d+" data-id="(Q\d+)"', page.text)
            events += re.findall(r'<span id="(V\d+)"></span>', page.text)
            further = re.search(r'<a href="([^"]+)" rel="next">', page.text)
            path = unescape(further[1]) if further else ""
    assert number > 1
    assert f"shown in {number} parts" in first.text
    assert list(dict.fromkeys(seen)) == [f"Q{n}" for n in range(1, text.count(" said.") + 1)]
    assert events == [f"V{n}" for n in range(1, len(re.findall(r"\bmet\b", text)) + 1)]


def long_reading() -> Reading:
    """One of several parts, in which something at the beginning and at the end cannot both hold."""
    text = WORDS["plain"] * 600
    opened = opened_text(text, html=False, options=PageOptions())
    reading = FakeReader().read(opened.page)
    disputes = (
        Dispute(between=("Q1", "Q599"), about="other"),
        Dispute(between=("V1", "V2"), about="happened"),
    )
    return replace(reading, disputes=disputes)


def test_parts_are_the_whole_and_each_record_is_in_one() -> None:
    whole = long_reading()
    first = part_of(whole)
    assert first.number == 1
    assert first.last > 3
    ends = [span.end for span in first.spans]
    assert [span.start for span in first.spans] == [0, *ends[:-1]]
    assert ends[-1] == len(whole.page.text)
    parts = [replace(first, number=number).reading() for number in range(1, first.last + 1)]
    assert "".join(part.page.text for part in parts) == whole.page.text
    assert [s.id for part in parts for s in part.statements] == [s.id for s in whole.statements]
    assert [e.id for part in parts for e in part.events] == [e.id for e in whole.events]
    for part in parts:
        for statement in part.statements:
            assert part.page.text[slice(*statement.content_spans[0])].startswith("“We will pay")
            assert part.page.text[slice(*statement.source_spans[0])] == "Smith"
        assert {part.page.text[slice(*event.trigger)] for event in part.events} == {"met"}
        assert part.label.statements == len(part.statements)
    # What cannot both hold is told where both stand, or else on both their pages.
    assert [len(part.disputes) for part in parts] == [1] + [0] * (first.last - 1)
    last = part_of(whole, at="Q599")
    assert last.number == first.last
    assert [(here.id, there.id) for here, there in first.apart()] == [("Q1", "Q599")]
    assert [(here.id, there.id) for here, there in last.apart()] == [("Q599", "Q1")]
    assert part_of(whole, at="Q0").number == 1


def test_a_statement_that_goes_over_a_border_is_in_both_parts() -> None:
    whole = long_reading()
    border = part_of(whole).spans[0].end
    across = replace(
        whole.statements[0], id="Q9999", content_spans=(Span(border - 30, border + 30),)
    )
    whole = replace(whole, statements=(*whole.statements, across))
    held = [
        number
        for number in (1, 2, 3)
        for statement in part_of(whole, number).reading().statements
        if statement.id == "Q9999"
    ]
    assert held == [1, 2]


def test_most_pages_have_one_part_and_are_as_they_were() -> None:
    reading = FakeReader().read(
        opened_text("“We will pay,” Smith said.", html=False, options=PageOptions()).page
    )
    part = part_of(reading)
    assert part.last == 1
    assert part.reading() is reading


def test_a_part_that_there_is_not_is_not_found() -> None:
    with room() as client:
        page = client.post("/read", data={"text": WORDS["plain"] * 3})
        assert "data-parts" not in page.text
        beyond = client.get(f"{page.url.path}?part=2")
        assert beyond.status_code == 404
        assert "This page has no part 2" in beyond.text


def test_long_words_are_cut_around_what_was_looked_for(client: TestClient) -> None:
    page = client.get("/search?q=knows&form=direct").text
    contents = re.findall(r'<p class="content">(.*?)</p>', page)
    assert contents
    for content in contents:
        shown = unescape(re.sub("<[^>]+>", "", content))
        assert len(shown) <= 620
        assert "<mark>knows</mark>" in content
