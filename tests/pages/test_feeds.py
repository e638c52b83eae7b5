"""Feeds: RSS, Atom, JSON Feed and OPML; what is none, and what would do harm."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import FeedError, PageError
from sayso.pages import page_from_bytes
from sayso.pages.feeds import Feed, FeedEntry, FeedList, parse_feed

URL = "https://courier.test/feeds/news.xml"
RSS = """<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0"><channel><title>The Courier – News</title><link>https://courier.test/</link>
<item><title>Board  weighs
plan</title><link>https://courier.test/a?x=1&amp;y=2</link><guid isPermaLink="false">17</guid>
<pubDate>Fri, 05 Sep 2025 10:46:53 +0200</pubDate></item>
<item><title>Ferry “hits” pier</title><link>/b</link></item>
<item><guid>https://courier.test/c</guid></item>
<item><title>Nowhere</title><guid isPermaLink="false">tag:x</guid></item>
<item><title>Again</title><link>https://courier.test/b</link></item>
</channel></rss>"""
ENTRIES = (
    FeedEntry(
        url="https://courier.test/a?x=1&y=2",
        title="Board weighs plan",
        published="2025-09-05T08:46:53Z",
        id="17",
    ),
    FeedEntry(url="https://courier.test/b", title="Ferry “hits” pier"),
    FeedEntry(url="https://courier.test/c", id="https://courier.test/c"),
)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">The &lt;b&gt;Courier</title>
<entry><title>Plan</title><id>urn:17</id><updated>2025-09-05T10:46:53Z</updated>
<link rel="self" href="https://courier.test/feed"/><link href="/a"/></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://courier.test/"><title>The Courier</title></channel>
<item rdf:about="https://courier.test/a"><title>Plan</title><link>https://courier.test/a</link>
<dc:date>2025-09-05T10:46:53Z</dc:date></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Courier",
    "items": [
        {
            "id": "17",
            "url": "/a",
            "title": "Plan",
            "date_published": "2025-09-05T10:46:53Z",
        },
        {"id": 18, "content_text": "no address"},
        {"id": "https://courier.test/b"},
        "no item",
    ],
}
OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body>
<outline text="Local"><outline text="A" type="rss" xmlUrl="https://a.test/feed"/>
<outline text="B" XMLURL="https://b.test/feed"/></outline>
<outline text="A" xmlUrl="https://a.test/feed"/><outline text="none" htmlUrl="https://c.test/"/>
</body></opml>"""
BOMB = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<rss version="2.0"><channel><title>&d;</title><item><title>&d;</title></item></channel></rss>"""


def feed(text: str | bytes, **options: str) -> Feed:
    data = text.encode() if isinstance(text, str) else text
    found = parse_feed(data, url=URL, **options)
    assert isinstance(found, Feed)
    return found


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16"])
def test_rss(charset: str) -> None:
    found = feed(RSS.format(charset=charset).encode(charset))
    assert found.title == "The Courier – News"
    assert found.entries == ENTRIES
    assert found.without_url == 1


def test_charset_of_the_server() -> None:
    text = RSS.format(charset="utf-8").replace("Ferry", "Färja på Öland åt")
    found = feed(text.encode("cp1252"), charset="windows-1252")
    assert found.entries[1].title == "Färja på Öland åt “hits” pier"


@pytest.mark.parametrize(("said", "is_in"), [("utf-8", "cp1252"), ("iso-8859-1", "utf-8")])
def test_wrong_charset(said: str, is_in: str) -> None:
    found = feed(RSS.format(charset=said).encode(is_in))
    assert found.title == "The Courier – News"
    assert found.entries == ENTRIES


def test_atom() -> None:
    found = feed(ATOM)
    assert found.entries == (
        FeedEntry(
            url="https://courier.test/a",
            title="Plan",
            published="2025-09-05T10:46:53Z",
            id="urn:17",
        ),
    )


def test_rdf() -> None:
    found = feed(RDF)
    assert [entry.url for entry in found.entries] == ["https://courier.test/a"]
    assert found.entries[0].published == "2025-09-05T10:46:53Z"


def test_json_feed() -> None:
    found = feed(json.dumps(JSON_FEED))
    assert found.title == "The Courier"
    assert found.entries == (
        FeedEntry(
            url="https://courier.test/a", title="Plan", published="2025-09-05T10:46:53Z", id="17"
        ),
        FeedEntry(url="https://courier.test/b", id="https://courier.test/b"),
    )
    assert found.without_url == 1


@pytest.mark.parametrize("text", [RSS.format(charset="utf-8"), ATOM, RDF, "<!-- a -->\n" + ATOM])
@pytest.mark.parametrize("html", [True, False, None])
def test_feed_is_no_page(text: str, html: bool | None) -> None:
    with pytest.raises(PageError, match=r"^This is a feed, not a page\. Keep the pages that it"):
        page_from_bytes(text.encode(), origin="a.xml", html=html)


def test_feed_that_is_not_well_formed() -> None:
    text = RSS.format(charset="utf-8").replace("Ferry", "Caf&eacute;&nbsp;&no; & co&#x2019;s")
    found = feed(text.replace("/b<", "<![CDATA[/b?x&y=1]]><"))
    assert [entry.title for entry in found.entries[:2]] == [
        "Board weighs plan",
        "Café &no; & co’s “hits” pier",
    ]
    assert found.entries[1].url == "https://courier.test/b?x&y=1"


def test_feed_cut_off() -> None:
    data = RSS.format(charset="utf-8")
    found = feed(data[: data.index("<item><guid>")].encode())
    assert found.entries == ENTRIES[:2]


def test_feed_without_entries() -> None:
    assert feed("<rss version='2.0'><channel><title>A</title></channel></rss>").entries == ()


def test_opml() -> None:
    found = parse_feed(OPML.encode(), url=URL)
    assert found == FeedList(url=URL, feeds=("https://a.test/feed", "https://b.test/feed"))


HTML = """<!DOCTYPE html><html><head><title>News</title>
<link rel="alternate" hreflang="de" href="/de">
<link rel="Alternate" type="application/rss+xml" href="/feed.xml"></head><body><p>a</body></html>"""


@pytest.mark.parametrize("start", ["", "\n<!-- a <rss> -->", '<?xml version="1.0"?>\n'])
def test_html(start: str) -> None:
    with pytest.raises(FeedError) as caught:
        feed(start + HTML)
    assert str(caught.value) == (
        "This is a web page (HTML), not a feed. It names the feed https://courier.test/feed.xml. "
        "Give that address."
    )


def test_html_without_a_feed() -> None:
    with pytest.raises(FeedError, match=r"not a feed\. Feeds are RSS, .*Look on"):
        feed("<html><body></body></html>")


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        BOMB.replace("rss", "opml"),
        BOMB.replace("<?xml", "<!-- <a> --><?xml"),
        BOMB.replace("<!DOCTYPE", "<![CDATA[ <a> ]]><!DOCTYPE"),
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><title>&a;</title></rss>',
        '<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://127.0.0.1/">%a;]><rss></rss>',
        f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]><rss>{"&a;" * 50_000}</rss>',
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_entities_are_refused(text: str, charset: str) -> None:
    started = time.monotonic()
    with pytest.raises(FeedError, match=r"XML entities of its own \(<!ENTITY|XML of another kind"):
        feed(text.encode(charset))
    assert time.monotonic() - started < 2


def test_entity_declared_within_cdata_is_text() -> None:
    found = feed("<rss><channel><title><![CDATA[a <!ENTITY b]]></title></channel></rss>")
    assert found.title == "a <!ENTITY b"


def test_unfinished_cdata_takes_no_time() -> None:
    started = time.monotonic()
    with pytest.raises(FeedError, match="XML entities"):
        feed("<rss>" + "<![CDATA[]]>" * 100_000 + "<!ENTITY")
    assert feed("<rss>" + "<![CDATA[" * 100_000 + "<!ENTITY").entries == ()
    assert feed("<rss>" + "<item><title><" * 50_000 + BOMB[-60:]).entries == ()
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"<urlset></urlset>", r"no feed but XML of another kind \(<urlset>\)"),
        (b"Hello.", "no feed but neither XML nor JSON. Feeds are RSS, Atom or JSON Feed, and"),
        (b"{}", "This is JSON, but no JSON Feed"),
        (b"[1]", "This is JSON, but no JSON Feed"),
        (b"{", "It is no valid JSON"),
        (b"<opml><body/></opml>", "This OPML file lists no feeds"),
        (b"<opml", "This OPML file lists no feeds"),
        (b"", "The page is empty"),
        (b"\x89PNG\r\n\x1a\n\0", "a PNG image"),
    ],
)
def test_what_is_no_feed(data: bytes, cause: str) -> None:
    with pytest.raises(PageError, match=cause):
        feed(data)


PIECES = [
    *(RSS[:80], "<rss>", "</rss>", "<item>", "<link>", "&a;", "<!DOCTYPE x [", "<!ENTITY a 'b'>"),
    *("<![CDATA[", "]]>", "<feed>", "<entry>", "<html>", '<link href="http://[b">', "<?xml", "?>"),
    *("<opml><outline xmlUrl='http://[a'>", "<!--", "-->", '{"version": "', "\ud800", "\0"),
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=12))
def test_any_text_is_a_feed_or_a_page_error(pieces: list[str]) -> None:
    try:
        found = parse_feed("".join(pieces).encode("utf-8", "surrogatepass"), url=URL)
    except PageError:
        return
    assert isinstance(found, Feed | FeedList)
