"""The example pages from end to end: what must be found in them, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso import Page, Problem, Reading, Statement, open_pages, read_all
from sayso.reading import READ_ROLES, BlockRole

FILES = ["dam.txt", "ferry.html", "desk.jsonl"]
PAGES = ["dam.txt", "ferry.html", "desk.jsonl#library", "desk.jsonl#recall"]


def key(origin: str) -> str:
    return Path(origin).name


@pytest.fixture(scope="module")
def pages(examples: Path) -> dict[str, Page]:
    """The example pages by the end of their origin."""
    found = {}
    for page in open_pages([examples / name for name in FILES]):
        assert isinstance(page, Page), page
        found[key(page.origin)] = page
    return found


@pytest.fixture(scope="module")
def readings(examples: Path) -> dict[str, Reading]:
    """Their Readings."""
    found = {}
    for reading in read_all([examples / name for name in FILES]):
        assert not isinstance(reading, Problem), reading
        found[key(reading.page.origin)] = reading
    return found


def blocks(page: Page, role: BlockRole) -> list[str]:
    return [
        page.text[block.span.start : block.span.end] for block in page.blocks if block.role == role
    ]


def read_text(page: Page) -> str:
    return "\n\n".join(
        page.text[block.span.start : block.span.end]
        for block in page.blocks
        if block.role in READ_ROLES
    )


def words(reading: Reading, spans: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(reading.page.text[start:end] for start, end in spans)


def statement_with(reading: Reading, phrase: str) -> Statement:
    """The statement whose content has `phrase`; the shortest, where one stands in another."""
    found = [s for s in reading.statements if phrase in words(reading, s.content_spans)]
    assert found, f"no statement has {phrase!r}"
    return min(found, key=lambda s: len(words(reading, s.content_spans)))


class TestPages:
    def test_each_is_one_page(self, pages: dict[str, Page]) -> None:
        assert sorted(pages) == sorted(PAGES)

    def test_the_site_is_told_from_the_story(self, pages: dict[str, Page]) -> None:
        page = pages["ferry.html"]
        text = read_text(page)
        for phrase in (
            "reported a fault in her steering gear",
            "That is a matter for the investigation.",
            "“She just didn’t turn”",
            "What I can tell you is that nobody has been cleared",
            "we’ll all go back to waiting for the boat.",
        ):
            assert phrase in text
        for phrase in (
            "We use cookies",
            "Subscribe",
            "Share on Facebook",
            "Sign up for our free morning newsletter",
            "I could put my fist through that hull",
            "Pier 4 will stay closed until May",
            "everybody knew",
            "According to my bookshelf",
            "Heron stops traffic",
            "She said goodbye to her own boat",
            "All rights reserved",
        ):
            assert phrase not in text

    def test_captions_are_kept_apart_from_the_paragraphs(self, pages: dict[str, Page]) -> None:
        (caption,) = (text for text in blocks(pages["ferry.html"], "caption") if "Divers" in text)
        assert "she would not sail again before May" in caption

    def test_metadata_of_the_site(self, pages: dict[str, Page]) -> None:
        page = pages["ferry.html"]
        assert page.title == (
            "Ferry crew warned of steering fault weeks before Alder Bay crash, emails show"
        )
        assert page.outlet == "The Alder Bay Courier"
        assert page.published.value is not None
        assert page.published.value.startswith("2026-03-12")
        assert page.published.basis == "metadata"
        assert page.byline is not None
        assert "Dana Whitcombe" in page.byline
        assert "Luis Ferreira" in page.byline

    def test_plain_text_is_the_file_and_its_parts_are_told_apart(
        self, pages: dict[str, Page], examples: Path
    ) -> None:
        page = pages["dam.txt"]
        assert page.text == (examples / "dam.txt").read_text(encoding="utf-8")
        title = "Governor Weighs State Takeover of Dam as Drought Deepens"
        assert page.title == title
        assert blocks(page, "title") == [title, title]
        assert blocks(page, "subhead") == ["‘Not a drop more’", "‘Where does it end?’"]
        assert blocks(page, "dateline") == ["CARSON FALLS (Highland Wire) —"]
        teasers = blocks(page, "teaser")
        assert len(teasers) == 13
        assert teasers[0] == "Schools Chief Quits Over Bus Contract"
        assert teasers[-1] == "Senator Denies Skipping Vote for Rodeo"
        assert page.published.basis == "unknown"

    def test_rows_say_what_they_are(self, pages: dict[str, Page]) -> None:
        page = pages["desk.jsonl#library"]
        assert page.outlet == "Millbrook Daily"
        assert (page.published.value, page.published.basis) == ("2026-02-04", "given")
        assert page.url == "https://millbrook.example/ashby-library"


class TestReadings:
    @pytest.mark.parametrize("name", PAGES)
    def test_statements_stand_in_blocks_that_are_read(
        self, readings: dict[str, Reading], name: str
    ) -> None:
        reading = readings[name]
        read = {
            place
            for block in reading.page.blocks
            if block.role in READ_ROLES
            for place in range(*block.span)
        }
        assert reading.statements
        for statement in reading.statements:
            for span in (
                *statement.source_spans,
                *statement.cue_spans,
                *statement.content_spans,
            ):
                stretch = [
                    place for place in range(*span) if not reading.page.text[place].isspace()
                ]
                assert read.issuperset(stretch), words(reading, (span,))

    @pytest.mark.parametrize(
        ("name", "phrase", "source", "cue"),
        [
            ("dam.txt", "I’m prepared to do what the law allows", "Marchetti", "said"),
            ("dam.txt", "We didn’t write the license", "Douglas Pryce", "said"),
            ("dam.txt", "the arithmetic", "Nadia Okafor", "said"),
            ("dam.txt", "They’re hoping it rains", "the cabinet member", "said"),
            ("ferry.html", "Nobody has called me back", "the engineer", "told"),
            ("ferry.html", "Every report from our crews", "the company", "said"),
            ("ferry.html", "They’ll name a committee", "Gus Aylward", "said"),
            ("desk.jsonl#library", "going to stand here", "Reyes", "told"),
            ("desk.jsonl#library", "'We heard you.'", "He", "says"),
            ("desk.jsonl#recall", "too early to say", "Karlsson", "said"),
        ],
    )
    def test_plain_quotations_are_found_whole(
        self, readings: dict[str, Reading], name: str, phrase: str, source: str, cue: str
    ) -> None:
        reading = readings[name]
        statement = statement_with(reading, phrase)
        assert statement.form == "direct"
        assert source in words(reading, statement.source_spans)
        assert cue in words(reading, statement.cue_spans)

    @pytest.mark.parametrize(
        ("name", "first", "last"),
        [
            ("dam.txt", "I think people can do the arithmetic", "is just a letter.”"),
            ("ferry.html", "Emails are where you start", "go out in the morning.”"),
        ],
    )
    def test_quotations_over_two_paragraphs_are_one_statement(
        self, readings: dict[str, Reading], name: str, first: str, last: str
    ) -> None:
        reading = readings[name]
        statement = statement_with(reading, first)
        assert words(reading, statement.content_spans).endswith(last)

    def test_interrupted_quotations_are_one_statement(self, readings: dict[str, Reading]) -> None:
        reading = readings["dam.txt"]
        statement = statement_with(reading, "Nobody wants that picture")
        assert len(statement.content_spans) == 2
        assert "that is the picture we’ve got" in words(reading, statement.content_spans)

    def test_denials_and_silence_are_told(self, readings: dict[str, Reading]) -> None:
        dam, ferry = readings["dam.txt"], readings["ferry.html"]
        assert statement_with(dam, "holding back water").polarity == "denies"
        assert statement_with(ferry, "that it had ignored the warnings").polarity == "denies"
        declined = {words(ferry, s.cue_spans) for s in ferry.statements if s.polarity == "declines"}
        assert any("declined" in cue for cue in declined)

    def test_documents_can_be_sources(self, readings: dict[str, Reading]) -> None:
        reading = readings["ferry.html"]
        statement = statement_with(reading, "put off maintenance on four of its nine boats")
        assert "audit" in words(reading, statement.source_spans)
        assert statement.mode == "writing"

    def test_both_named_and_unnamed_sources(self, readings: dict[str, Reading]) -> None:
        for name in ("dam.txt", "ferry.html"):
            label = readings[name].label
            assert label.named_sources >= 5
            assert label.unnamed_sources >= 5
            assert label.statements >= 25
