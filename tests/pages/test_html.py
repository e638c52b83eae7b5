"""HTML → page. The pages are written for the tests; what is left out is asserted too."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import EmptyPageError, PageError
from sayso.pages import PageOptions, page_from_bytes, page_from_html
from sayso.reading import BlockRole, Page, Published
from tests.pages.samples import LEAD, SECOND, STORY, THIRD, blocks_of, read_text
from tests.pages.test_text import check_blocks

FORCE = PageOptions(force=True)
HEAD = """<title>Harbour Board Weighs End of Terminal | The Example Times</title>
<meta property="og:title" content="Harbour Board Weighs End of Terminal">
<meta property="og:site_name" content="The Example Times">
<meta property="article:published_time" content="2025-09-05T10:00:00Z">
<meta name="author" content="Jane Doe">
<link rel="canonical" href="https://times.example.test/harbour">"""
TITLE = "Harbour Board Weighs End of Terminal"
NAV = "".join(
    f'<li><a href="/{name}">{name}</a></li>' for name in ("Home", "World", "Sport", "Opinion")
)
FOOTER = "<p>Terms of Use</p><p>© 2025 Example Media. All rights reserved.</p>"


def page_of(*inside: str, head: str = HEAD, options: PageOptions = FORCE) -> Page:
    """A news page with the usual furniture, `inside` as its article."""
    source = f"""<!DOCTYPE html><html lang="en"><head>{head}</head><body class="has-newsletter">
<header class="site-header"><nav><ul>{NAV}</ul></nav></header>
<main><div class="article-wrapper"><article class="story">
<h1>{TITLE}</h1>
<div class="article-body">
{"".join(inside)}
</div></article></div></main>
<footer class="site-footer">{FOOTER}</footer></body></html>"""
    page = page_from_html(source, origin="a.html", options=options)
    check_blocks(page)
    return page


def p(text: str, name: str = "") -> str:
    return f'<p class="{name}">{text}</p>' if name else f"<p>{text}</p>"


BODY = tuple(map(p, (*STORY, *(text.replace("terminal", "pier") for text in STORY))))


def role_of(page: Page, words: str) -> BlockRole | None:
    """The role of the block that holds `words`, None when the page leaves them out."""
    return next((role for role, text in blocks_of(page) if words in text), None)


def is_read(page: Page, words: str) -> bool:
    return words in read_text(page)


def test_title_then_paragraphs() -> None:
    page = page_of(*map(p, STORY))
    assert page.text == "\n\n".join((TITLE, *STORY))
    assert blocks_of(page) == [("title", TITLE), *(("paragraph", text) for text in STORY)]


def test_metadata() -> None:
    page = page_of(*BODY)
    assert page.title == TITLE
    assert page.outlet == "The Example Times"
    assert page.byline == "Jane Doe"
    assert page.published == Published(value="2025-09-05T10:00:00Z", basis="metadata")
    assert page.url == "https://times.example.test/harbour"
    assert page.language == "en"


def test_given_metadata_beats_the_pages() -> None:
    options = PageOptions(
        published="2024-01-02", outlet="Other", url="https://other.example.test/", force=True
    )
    page = page_of(*BODY, options=options)
    assert page.published == Published(value="2024-01-02", basis="given")
    assert page.outlet == "Other"
    assert page.url == "https://other.example.test/"


def test_schema_org_metadata() -> None:
    head = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
    {"@type": "NewsArticle", "headline": "Harbour Board Weighs End of Terminal",
     "datePublished": "2025-09-05", "author": [{"name": "Jane Doe"}, {"name": "Richard Roe"}],
     "publisher": {"@type": "Organization", "name": "The Example Times"}}]}</script>"""
    page = page_of(*BODY, head=head)
    assert page.title == TITLE
    assert page.byline == "Jane Doe; Richard Roe"
    assert page.outlet == "The Example Times"
    assert page.published == Published(value="2025-09-05", basis="metadata")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2025-09-05T23:30:00-04:00", "2025-09-05T23:30:00-04:00"),
        # The time of another day is that of a change, or of something else.
        ("2025-09-07T10:00:00Z", "2025-09-05"),
        ("5 September", "2025-09-05"),
    ],
)
def test_the_time_of_day_is_that_of_the_day_of_publication(stated: str, expected: str) -> None:
    head = f"""<title>Harbour Board Weighs End of Terminal</title>
    <meta property="article:published_time" content="2025-09-05">
    <meta name="pubdate" content="{stated}">"""
    assert page_of(*BODY, head=head).published == Published(value=expected, basis="metadata")


def test_page_without_metadata_claims_none() -> None:
    page = page_of(*BODY, head="")
    assert page.published == Published(value=None, basis="unknown")
    assert page.byline is None
    assert page.url is None


def test_dates_of_other_stories_date_nothing() -> None:
    box = '<ul class="related"><li><a href="/x">Storm of 3 May 2019 remembered</a></li></ul>'
    page = page_of(*BODY, box, head="<title>Harbour Board Weighs End of Terminal</title>")
    assert page.published.basis == "unknown"


def test_site_furniture_is_not_read() -> None:
    page = page_of(*BODY)
    for words in ("Home", "Sport", "Terms of Use", "All rights reserved"):
        assert not is_read(page, words)


@pytest.mark.parametrize(
    ("box", "words"),
    [
        (
            (
                '<div class="newsletter-signup"><h3>The Morning Harbour</h3>'
                "<p>A look at what moves the coast, daily before breakfast, from our desk</p></div>"
            ),
            "before breakfast",
        ),
        (
            (
                "<div class='factbox'><h3>Sign up for the Example newsletter</h3>"
                "<p>Simply pop your address into the box and get all the news to you here</p>"
                "</div>"
            ),
            "Simply pop",
        ),
        (
            (
                '<aside class="related-content"><h4>Related</h4><ul>'
                '<li><a href="/1">Mayor drops plan for second tunnel</a></li>'
                '<li><a href="/2">Storm closes schools along the coast</a></li></ul></aside>'
            ),
            "Mayor drops plan",
        ),
        (
            '<p><b>READ MORE: <a href="/1">Mayor drops plan for second tunnel</a></b></p>',
            "Mayor drops plan",
        ),
        (
            '<p><a href="/1">Mayor drops plan for second tunnel</a></p>',
            "Mayor drops plan",
        ),
        (
            (
                "<ul><li><b>GUIDE:</b> <a href='/1'>How do I get to the ferry now?</a></li>"
                "<li><b>MAP:</b> <a href='/2'>The piers of the coast, old and new</a></li></ul>"
            ),
            "How do I get",
        ),
        (
            (
                '<div class="author-bio"><p>Jane Doe has covered ports for ten years, and '
                "lives in Port Ellis with two cats and one very old boat.</p></div>"
            ),
            "two cats",
        ),
        (
            '<div class="share-tools"><span>Share on Facebook</span> <span>Email</span></div>',
            "Share on Facebook",
        ),
        (
            (
                '<p class="c-letters-cta">We want to hear what you think about this article. '
                "Submit a letter to the editor.</p>"
            ),
            "We want to hear",
        ),
        ("<div class='ad-slot'>Advertisement</div>", "Advertisement"),
        (
            (
                "<p>For the latest stories and news updates download the Example apps for iOS and "
                "Android.</p>"
            ),
            "download the Example apps",
        ),
        (
            (
                '<section class="comments"><p>I have lived by this harbour for forty years and '
                "never once saw the board spend a penny on it, says somebody.</p></section>"
            ),
            "never once saw",
        ),
    ],
    ids=lambda value: value[:30],
)
def test_boxes_inside_the_story_are_not_read(box: str, words: str) -> None:
    page = page_of(*BODY[:3], box, *BODY[3:])
    assert not is_read(page, words)
    for text in STORY:
        assert is_read(page, text)


def test_what_is_not_read_is_kept_where_it_stands() -> None:
    page = page_of(
        '<p class="byline">By Jane Doe</p>',
        *BODY[:2],
        '<aside class="related"><h4>Related</h4>'
        '<a href="/1">Mayor drops plan for tunnel</a></aside>',
        *BODY[2:],
        '<div class="newsletter"><p>The Morning Harbour, in your inbox every day.</p></div>',
    )
    found = blocks_of(page)
    places = [
        found.index(("title", TITLE)),
        found.index(("byline", "By Jane Doe")),
        found.index(("paragraph", LEAD)),
        found.index(("teaser", "Mayor drops plan for tunnel")),
        found.index(("paragraph", THIRD)),
        found.index(("furniture", "The Morning Harbour, in your inbox every day.")),
    ]
    assert places == sorted(places)


def test_lists_subheads_captions_and_quotes_are_kept() -> None:
    page = page_of(
        *BODY[:2],
        "<h2>What the plan says</h2>",
        "<ul><li>Close the terminal in May, before the season begins.</li>"
        "<li>Move the boats to Port Ellis.</li></ul>",
        "<blockquote><p>“No board has ever asked so much of so few boats,” the email says, and it "
        "goes on to list them one by one.</p></blockquote>",
        '<figure><img src="a.jpg"><figcaption>The old terminal in winter.</figcaption></figure>',
        *BODY[2:],
    )
    assert role_of(page, "What the plan says") == "subhead"
    assert role_of(page, "Close the terminal in May") == "list_item"
    assert role_of(page, "Move the boats") == "list_item"
    assert role_of(page, "No board has ever") == "paragraph"
    assert role_of(page, "in winter") in ("caption", None)


def test_table_of_data() -> None:
    rows = "<table><tr><td>Repair</td><td>$4 million</td></tr></table>"
    page = page_of(*BODY[:3], rows, *BODY[3:])
    assert role_of(page, "$4 million") in ("list_item", None)


def test_table_that_lays_out_the_page() -> None:
    inside = "<br><br>".join((f"<b>{TITLE}</b>", "By JANE DOE", *STORY, "“No,” she said."))
    page = page_from_html(
        f"<html><head><title>{TITLE}</title></head><body><table><tr><td><a href='/'>Home</a></td>"
        f"<td><font size=2>{inside}</font></td></tr></table></body></html>",
        origin="a.html",
    )
    assert blocks_of(page)[-5:] == [
        ("byline", "By JANE DOE"),
        *(("paragraph", text) for text in (*STORY, "“No,” she said.")),
    ]


def test_dateline_and_byline() -> None:
    page = page_of('<p class="byline">By Jane Doe</p>', p(f"PORT ELLIS (AP) — {LEAD}"), *BODY[1:])
    assert role_of(page, "PORT ELLIS") == "dateline"
    assert role_of(page, "The harbour board will vote") == "paragraph"
    assert role_of(page, "By Jane Doe") in ("byline", None)


def test_inline_tags_and_spaces() -> None:
    page = page_of(
        p(
            "The <b>harbour</b>\n   board<a href='/x'> met</a>&nbsp;on <i>Tues</i>day"
            + " to vote" * 9
        ),
        *BODY,
    )
    assert "The harbour board met on Tuesday to vote to vote" in page.text


def test_two_line_breaks_make_paragraphs() -> None:
    page = page_of(f"<div>{LEAD}<br><br>{SECOND}<br/>{THIRD}</div>")
    assert [text for role, text in blocks_of(page) if role == "paragraph"] == [
        LEAD,
        f"{SECOND}\n{THIRD}",
    ]


def test_text_is_composed() -> None:
    page = page_of(p(LEAD.replace("board", "Cafe\u0301 board")), *BODY)
    assert "Caf\xe9 board" in page.text


def test_hidden_text_is_left_out() -> None:
    page = page_of(*BODY[:3], f'<p style="display: none">{LEAD.upper()}</p>', *BODY[3:])
    assert LEAD.upper() not in page.text


def test_page_that_is_data() -> None:
    data = "\\n\\n".join(text.replace('"', '\\"') for text in STORY)
    page = page_from_html(
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": '
        f'"{TITLE}", "articleBody": "{data}"}}</script></head><body><div id="app"></div></body>',
        origin="a.html",
    )
    assert read_text(page) == " ".join((TITLE, *STORY))


def test_headline_inside_data_is_a_teaser() -> None:
    other = "Mayor says tunnel plan is ‘dead in the water’"
    body = f"{LEAD} {other} {SECOND}"
    page = page_from_html(
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "articleBody": '
        f'"{body}"}}</script><script>var state = {{"kids": [{{"data": "{LEAD}"}}, '
        f'{{"data": "{other}"}}, {{"data": "{SECOND}"}}]}}</script></head><body><p>Hi</p></body>',
        origin="a.html",
    )
    assert role_of(page, other) == "teaser"
    assert blocks_of(page)[-1] == ("paragraph", SECOND)


def test_html_that_never_closes() -> None:
    page = page_from_html("<html><body><div><p>" + "<p>".join(STORY), origin="a.html")
    assert [text for _, text in blocks_of(page)] == list(STORY)


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote"])
def test_tags_that_never_close_lose_no_text(tag: str) -> None:
    lines = [f"Sentence number {number} of the story." for number in range(5_000)]
    page = page_from_html(
        "<html><body>" + "".join(f"<{tag}>{line} " for line in lines), origin="a.html"
    )
    assert lines[0] in page.text
    assert lines[-1] in page.text


@pytest.mark.parametrize(
    "source",
    [
        "<html><body>" + "<p>He said that it goes on and on.</p>" * 20_000,
        "<html><body>" + '<a href="x">link text here</a> ' * 15_000,
        "<html><body>" + '<a href="x">link text here</a> ' * 60_000 + p(LEAD),
        "<html><body>" + "<div>item text here" * 1_900,
        "<html><body>" + "<" * 500_000,
        "<html><body><p " + 'a="b" ' * 100_000 + ">hi there</p>",
        "<html><body>" + "a" * 1_000_000,
        "<html><body><p>Hello there</p>" + "<script>" * 100_000,
        "<html><body><p>Hello there</p><!--" + "x" * 1_000_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>x y z</p>",
        "<html><body><table>" + "<tr><td>cell<td>other cell with text" * 10_000,
    ],
    ids=lambda source: source[-24:],
)
def test_hostile_pages_end(source: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(PageError):
        page_from_html(source, origin="a.html", options=FORCE)
    assert time.perf_counter() - started < 30  # none takes more than 2 s on an idle machine


@pytest.mark.parametrize(
    "source",
    ["<html></html>", "<html><body></body>", "<p></p>", "<script>x</script>", "<!-- -->"],
)
def test_nothing_in_it(source: str) -> None:
    with pytest.raises(EmptyPageError, match="No text was found in the HTML"):
        page_from_html(source, origin="a.html")


def test_plain_text_in_an_html_file_is_read() -> None:
    page = page_from_bytes(LEAD.encode(), origin="a.html", html=True)
    assert read_text(page) == LEAD


def test_bytes_that_look_like_html_are() -> None:
    assert page_from_bytes(f"\n<!DOCTYPE HTML>{p(LEAD)}".encode(), origin="-").text == LEAD
    assert page_from_bytes(b"a < b, said the board.", origin="-").text == "a < b, said the board."


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='related'>",
        "</div>",
        "<h1>",
        "</h2>",
        "<br>",
        "<ul><li>",
        "<table><td>",
        "<a href='x'>",
        "</a>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<![CDATA[",
        "<?php",
        "&amp;",
        "&#0;",
        "&#xD800;",
        "&#8203;",
        "<title>",
        LEAD,
        SECOND,
        "Read more",
        "\u0301",
        "\u202e",
        "<",
        ">",
        '"',
        "\x01",
        "\x1c",
        "\u2028",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=30).map("".join))
def test_any_html_is_a_page_or_refused(source: str) -> None:
    source = source.encode("utf-8", "ignore").decode()
    try:
        page = page_from_html(source, origin="a.html", options=FORCE)
    except PageError:
        return
    check_blocks(page)
    assert page == page_from_html(source, origin="a.html", options=FORCE)


def figure(caption: str) -> str:
    return f'<figure><img src="a.jpg" alt=""><figcaption>{caption}</figcaption></figure>'


def test_captions_within_the_article_are_read_as_captions() -> None:
    lead = "The terminal at dusk last week, when officials said that nobody knew of the plan."
    inner = "Crane drivers on Monday. The union said that they would vote before the month is out."
    other = "A ferry in the bay, from another story, which its owner said was not for sale."
    page = page_of(
        "</div>", figure(lead), '<div class="article-body">', *BODY, figure(inner), *BODY
    )
    assert [text for role, text in blocks_of(page) if role == "caption"] == [lead, inner]

    page = page_of(*BODY, f"</div></article><aside>{figure(other)}</aside><article><div>")
    assert not is_read(page, other)


OTHERS = (
    '<aside><p class="date">2025-08-01</p><p><a href="/x">Ferry sold</a></p></aside>'
    '<ul id="recentcomments"><li><span class="comment-author-link"><a rel="nofollow"'
    ' href="https://example.test">Rick Roe</a></span> on <a href="/y">Pier</a></li></ul>'
)


def test_the_day_that_stands_over_the_story_beats_that_of_another_one() -> None:
    page = page_of(p("Written: 2025-09-05 15:03:30", "date"), *BODY, OTHERS, head="")
    assert page.published == Published(value="2025-09-05", basis="text")


def test_who_comments_on_a_story_has_not_written_it() -> None:
    assert page_of(*BODY, OTHERS, head="").byline is None
    written = page_of(p("By Jane Doe", "byline"), *BODY, OTHERS, head="")
    assert written.byline == "Jane Doe"
