"""The HTML page: the text as it was, everything escaped, nothing loaded from anywhere."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from sayso.reading import Block, Label, Page, Reading, Span, Statement
from sayso.views.html import render_fragment, render_page
from sayso.views.outline import Order
from tests.strategies import HOSTILE, readings
from tests.views.sample import LEAD, NO_ARREST, UNNAMED, eventful, sample

VOID = {"meta", "link", "img", "br", "input"}
ALLOWED = {
    "html", "head", "meta", "title", "link", "style", "body", "script", "a", "nav", "main",
    "article", "header", "div", "aside", "section", "strong", "em", "details", "summary",
    "h1", "h2", "h3", "h4", "h5", "p",
    "ul", "ol", "li", "span", "bdi", "fieldset", "legend", "label", "input", "svg", "desc", "defs",
    "pattern", "rect", "text",
}  # fmt: skip


class Parsed(HTMLParser):
    """The elements of a page, and the text inside of `<div class="text">`."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.segments: list[tuple[str, str]] = []
        self.deeds: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "div" and ("class", "text") in attrs:
            self.text.append("")
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        inside = [(tag, attributes.get("class")) for tag, attributes in self.open]
        if ("div", "text") in inside and "summary" not in dict(inside):
            self.text[-1] += data
            tag, attributes = self.open[-1]
            if tag == "span" and "data-q" in attributes:
                self.segments.append((attributes["data-q"] or "", data))
            if tag == "span" and "data-v" in attributes:
                self.deeds.append((attributes["data-v"] or "", data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def shown(text: str) -> str:
    """`text` as HTML can hold it: one character for one."""
    return re.sub(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
        + "".join(
            chr(plane + last)
            for plane in range(0x10000, 0x110000, 0x10000)
            for last in (0xFFFE, 0xFFFF)
        )
        + "]",
        "\ufffd",
        text,
    )


@given(readings())
@settings(max_examples=50, deadline=None)
def test_any_reading_is_shown_with_each_character_of_its_text_once(reading: Reading) -> None:
    page = Parsed(render_page(reading))
    assert not page.open
    assert page.text == [shown(reading.page.text)]


@given(readings())
@settings(max_examples=50, deadline=None)
def test_nothing_of_a_page_becomes_markup(reading: Reading) -> None:
    for html in (render_page([reading, reading]), render_fragment(reading)):
        page = Parsed(html)
        assert {tag for tag, _ in page.elements} <= ALLOWED
        assert len(page.all("script")) <= 1
        for _, attributes in page.elements:
            assert not any(name.startswith("on") or name == "style" for name in attributes)
            href = attributes.get("href") or ""
            assert re.match(r"#[ps]|https?://|data:,$|$", href)
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        targets = [a["href"] for a in page.all("a") if (a.get("href") or "").startswith("#")]
        assert {target[1:] for target in targets if target} <= set(ids)


@given(readings())
@settings(max_examples=50, deadline=None)
def test_every_word_of_a_statement_is_marked_as_its_own(reading: Reading) -> None:
    page = Parsed(render_page(reading))
    marked = len("".join(words for _, words in page.segments))
    expected = {
        offset
        for statement in reading.statements
        for start, end in (
            *statement.content_spans, *statement.source_spans, *statement.cue_spans,
        )
        for offset in range(start, end)
    }  # fmt: skip
    assert marked == len(expected)


@given(readings())
@settings(max_examples=50, deadline=None)
def test_every_trigger_is_marked_as_its_own(reading: Reading) -> None:
    page = Parsed(render_page(reading))
    expected = {o for event in reading.events for o in range(*event.trigger)}
    assert len("".join(words for _, words in page.deeds)) == len(expected)
    numbers = {number for numbers, _ in page.deeds for number in numbers.split()}
    assert len(numbers) == len(reading.events)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_escaped_wherever_they_stand(words: str) -> None:
    reading = eventful()
    hostile = replace(
        reading,
        events=tuple(
            replace(event, id=f"{words}{n}", type=words, mode=words, according_to=words)
            for n, event in enumerate(reading.events)
        ),
        disputes=(*reading.disputes, replace(reading.disputes[0], between=(words, words))),
        page=replace(
            reading.page, title=words, outlet=words, byline=words, origin=words, language=words
        ),
        entities=tuple(replace(entity, name=words, role=words) for entity in reading.entities),
        statements=tuple(replace(statement, id=words) for statement in reading.statements),
    )
    html = render_page(hostile)
    harmless = render_page(reading)
    assert len(Parsed(html).all("script")) == 1
    assert [tag for tag, _ in Parsed(html).elements if tag in ("img", "b")] == []
    assert html.count("<script") == harmless.count("<script")


def test_nested_statements_are_all_found_in_their_words() -> None:
    page = Parsed(render_page(sample()))
    words: dict[str, str] = {}
    for numbers, segment in page.segments:
        for number in numbers.split():
            words[number] = words.get(number, "") + segment
    assert words["4"] == (
        "One of the peoplesaid"
        "an engineer had warned of “a real danger to barges” in a letter in April"
    )
    assert words["5"] == "an engineerhad warned of“a real danger to barges”in a letter"


def test_marks_and_the_list_lead_to_one_another() -> None:
    page = Parsed(render_page(sample()))
    links = {a["id"]: a["href"] for a in page.all("a") if "id" in a}
    assert links["p1-q5"] == "#p1-l5"
    assert links["p1-l5"] == "#p1-q5"
    assert len(links) == 24
    labels = [a["aria-label"] for a in page.all("a") if a.get("class", "").startswith("mark")]  # type: ignore[union-attr]
    assert labels[4] == (
        "Statement 5, an engineer: mixed, writing, inside a statement of One of the people, "
        "33% sure"
    )
    assert labels[9] == "Statement 10, aides to the governor: indirect, via Coast Radio"


def test_unnamed_sources_are_told_by_a_word_and_a_sign() -> None:
    html = render_page(sample())
    assert html.count('<span class="naming">unnamed</span>') == 5
    assert 'data-sign="◇2"' in html
    assert 'data-sign="1"' in html
    assert 'data-sign="–"' in html


def listed(html: str, number: int) -> str:
    """The words that stand with a statement in the list of sources."""
    found = re.search(rf'id="p1-l{number}".*?<span class="facts">(.*?)</span></li>', html)
    assert found
    return re.sub("<[^>]+>", "", found[1])


def test_who_a_source_is_and_how_its_statements_came_stands_in_the_list() -> None:
    html = render_page(sample())
    facts = [
        re.sub("<[^>]+>", "", line)
        for line in re.findall(r'</h3>\n<p class="facts">(.*?)</p>', html)
    ]
    assert facts[0] == "Mayor · PORT ELLERY · USA · 4 statements"
    assert facts[2] == "1 of “Three people briefed on the inspection” · 1 statement"
    assert facts[6] == (
        "the state · 2 people · “asked not to be named because the budget is not public” · "
        "1 statement"
    )
    assert listed(html, 3) == "told · to The Ellery Courier · indirect"
    assert listed(html, 10) == "citing · via Coast Radio · indirect"
    assert listed(html, 11) == (
        "“she” · told · to reporters · At a news conference · 12 March 2026 · direct"
    )


def test_whole_statements_stand_in_the_list_and_no_source_given_is_last() -> None:
    html = render_page(sample())
    sources = html[html.index('<aside class="sources"') :]
    assert "school bus over. “So the bridge will close, and it will open again" in sources
    numbers = re.findall(r'data-source="(\d+)"', sources)
    assert numbers == ["1", "2", "3", "4", "5", "6", "8", "9", "7"]


@pytest.mark.parametrize("by", ["text", "source"])
def test_each_page_can_be_had_in_both_orders(by: Order) -> None:
    inputs = Parsed(render_page([sample(), sample()], by=by)).all("input")
    assert [(a["type"], a["name"], a["class"], "checked" in a) for a in inputs] == [
        ("radio", f"p{page}-by", f"by-{order}", order == by)
        for page in (1, 2)
        for order in ("text", "source")
    ]


def test_the_label_is_a_picture_and_words() -> None:
    html = render_page(sample())
    assert html.count("<svg") == 1
    assert "<li><bdi>5 statements by unnamed sources (42%)</bdi></li>" in html
    assert "<svg" not in render_page(replace(sample(), statements=(), label=Label()))


def test_what_is_not_read_is_folded_away_and_still_there() -> None:
    html = render_page(sample())
    folded = re.findall(r"<details.*?</details>", html, re.DOTALL)
    assert len(folded) == 1
    assert "3 blocks not read" in folded[0]
    assert "Five Walks Along the Old Canal" in folded[0]


def test_the_second_title_is_not_a_second_heading() -> None:
    html = render_page(sample())
    assert html.count("<h1") == 1
    assert '<p class="title again" dir="auto">Harbour Bridge' in html


def test_pages_of_several_have_an_index() -> None:
    html = render_page([sample(), replace(sample(), page=replace(sample().page, title="Another"))])
    assert "<title>2 pages read – who says what</title>" in html
    assert '<li><a href="#p2"><bdi>Another</bdi></a>' in html
    assert html.count("<article") == 2
    assert "<h1" in html.split("<main")[0]
    assert "<h1" not in html.split("<main")[1]


def test_the_policy_allows_what_stands_in_the_page_and_nothing_else() -> None:
    html = render_page(sample())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    directives = dict(part.strip().split(" ", 1) for part in policy[1].split(";"))
    assert directives["default-src"] == "'none'"
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(inline) == 1
        digest = b64encode(sha256(inline[0].encode()).digest()).decode()
        assert directives[directive] == f"'sha256-{digest}'"
    assert not re.search(r"(?:src|href|url)\s*[=(]\s*['\"]?(?:https?:)?//", html)


def test_only_an_address_is_a_link() -> None:
    reading = sample()
    linked = replace(reading, page=replace(reading.page, url="https://example.test/a?b=1&c=2"))
    assert '<a href="https://example.test/a?b=1&amp;c=2" rel="noopener' in render_page(linked)
    trap = replace(reading, page=replace(reading.page, url="javascript:alert(1)"))
    assert "javascript:" not in render_page(trap)


def test_spans_beyond_the_text_and_overlapping_blocks_do_no_harm() -> None:
    text = "All there is."
    statement = Statement(
        id="Q1",
        form="indirect",
        mode="speech",
        source="gone",
        content_spans=(Span(4, 99), Span(2, 9), Span(50, 60), Span(5, 5)),
        within="gone",
        confidence=0.5,
    )
    blocks = tuple(
        Block(span=Span(*span), role="paragraph") for span in ((0, 9), (4, 12), (10, 99))
    )
    reading = Reading(
        page=Page(id="", origin="-", text=text, blocks=blocks), statements=(statement,)
    )
    assert Parsed(render_page(reading)).text == [text]
    nowhere = replace(reading, statements=(replace(statement, content_spans=(Span(50, 60),)),))
    assert 'href="#p1-q1"' not in render_page(nowhere)


def test_a_fragment_brings_its_style_and_no_script() -> None:
    html = render_fragment(sample())
    assert html.startswith('<div class="sayso fragment"><style>')
    assert "<script" not in html
    assert sample()._repr_html_() == html
    for rule in re.findall(
        r"(?m)^([.:*a-z][^{@]*)\{", re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    ):  # type: ignore[index]
        assert all(".sayso" in selector for selector in re.split(r",(?![^(]*\))", rule))


def test_the_same_reading_gives_the_same_bytes() -> None:
    assert render_page(sample()) == render_page(sample())


def entries(html: str) -> list[str]:
    """The events in their list, a line each: days, and what is said of each event."""
    section = html[html.index('<section class="events"') : html.index("</section>")]
    lines = re.sub(r"</(?:h\d|p|li)>", "\n", section)
    plain = unescape(re.sub("<[^>]+>", "", lines))
    return [line.strip() for line in plain.splitlines() if line.strip()]


def test_events_are_told_by_time_with_a_sign_a_word_and_whose_word_it_is() -> None:
    arrest = "the police → arrested → two of them, some forty residents"
    assert entries(render_page(eventful())) == [
        "Events",
        "● happened ◐ unsettled ○ did not happen",
        "April 2025",
        "● happened an engineer → warned",
        UNNAMED[UNNAMED.index("One of") :],
        "THREATEN · “in April” · according to One of the people",
        "9 March 2026",
        "● happened some forty residents → marched → the town hall",
        "On 9 March some forty residents marched on the town hall.",
        "PROTEST: demo · in PORT ELLERY · “On 9 March” · the page's own words · disputed",
        f"◐ unsettled {arrest}",
        "The police arrested two of them that night, the Residents’ League said.",
        "COERCE: arrest · “that night” · according to the Residents’ League · disputed",
        "16 March 2026",
        "◐ unsettled The harbour bridge → close",
        LEAD,
        "in PORT ELLERY · “from Monday” · according to Dana Whitlock",
        "Not fully dated",
        "◐ unsettled run again",
        "It was reported in June that the ferry would run again.",
        "“in June” · according to a statement without a source",
        "Undated",
        "● happened inspection",
        LEAD,
        "the page's own words",
        "○ did not happen arrested",
        NO_ARREST,
        "COERCE: arrest · according to the police, who denies it · disputed",
        "Cannot both hold",
        "Whether it happened",
        f"{arrest} ◐ unsettled · according to the Residents’ League",
        "arrested ○ did not happen · according to the police, who denies it",
        "How many or how much",
        "some forty residents → marched → the town hall ● happened · the page's own words",
        "the number of marchers at fifteen the police",
    ]


def test_an_event_leads_to_its_trigger_its_statement_and_its_dispute_and_back() -> None:
    html = render_page(eventful())
    page = Parsed(html)
    links = {a["id"]: a["href"] for a in page.all("a") if "id" in a}
    for number in range(1, 8):
        assert links[f"p1-e{number}"] == f"#p1-v{number}"
        assert links[f"p1-v{number}"] == f"#p1-e{number}"
    assert '<a href="#p1-l12"><bdi>according to the Residents’ League</bdi></a>' in html
    assert html.count('<a href="#p1-d1">disputed</a>') == 2
    assert '<a href="#p1-events"><bdi>7 events: 3 happened' in html
    assert '<a class="skip" href="#p1-events">' in html
    assert dict(page.deeds)["5"] == "marched"
    assert dict(page.deeds)["4"] == "run again"
    marks = [a for a in page.all("a") if a.get("class") == "deed-mark"]
    assert [a["data-sign"] for a in marks] == ["◐", "●", "●", "◐", "●", "◐", "○"]
    assert marks[6]["aria-label"] == "Event 7, did not happen: arrested"


def test_a_page_without_events_says_nothing_of_them() -> None:
    body = render_page(sample()).partition("<body>")[2].partition("<script>")[0]
    for word in ("event", "deed", "settled", "disput", "data-v"):
        assert word not in body


def test_what_the_record_does_not_hold_leads_nowhere() -> None:
    reading = eventful()
    lost = replace(
        reading.events[0],
        trigger=Span(90_000, 90_010),
        actors=("gone",),
        place="gone",
        time="gone",
        according_to="Q99",
    )
    html = render_page(replace(reading, events=(lost,), disputes=()))
    assert "according to Q99" in html
    assert "p1-v1" not in html
    assert "<strong><bdi>V1</bdi></strong>" in html


def test_disputes_are_shown_without_events_too() -> None:
    reading = eventful()
    between = replace(reading.disputes[0], between=("Q13", "Q14"), about="other")
    html = render_page(replace(reading, events=(), disputes=(between,)))
    assert entries(html) == [
        "Events",
        "No events.",
        "Cannot both hold",
        "What happened",
        "The police arrested two of them that night the Residents’ League",
        "that anyone had been arrested the police",
    ]
