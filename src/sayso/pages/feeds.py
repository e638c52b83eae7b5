"""Bytes → feed: RSS, Atom and JSON Feed, and OPML, which lists feeds.

XML that declares entities of its own is refused whatever they are: feeds need none, and a few that
name each other make gigabytes of a kilobyte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from html.entities import html5
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from sayso.errors import FeedError
from sayso.pages.dates import iso_date
from sayso.pages.decode import decode
from sayso.pages.roots import FEED_ROOTS, root_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY: Final = "<!ENTITY"
_AMPERSAND: Final = re.compile(r"&(?!#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};)([A-Za-z]\w{1,31};)?")
_XML_NAMES: Final = frozenset({"lt;", "gt;", "amp;", "quot;", "apos;"})
_FEED_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_VALID: Final = "feeds are RSS, Atom or JSON Feed, and lists of feeds are OPML"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """What a feed says of one page."""

    url: str
    title: str | None = None
    published: str | None = None
    """ISO 8601 date or date-time; when it was changed, if nothing else is said."""
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, its entries in the order that it gives them: mostly the newest first."""

    url: str
    title: str | None = None
    entries: tuple[FeedEntry, ...] = ()
    without_url: int = 0
    """How many entries more there are, with no address of the web."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """The addresses of feeds, as OPML lists them; each once."""

    url: str
    feeds: tuple[str, ...]


def parse_feed(data: bytes, *, url: str, charset: str | None = None) -> Feed | FeedList:
    """The feed in `data`, which lay at `url`; `charset` is an encoding that came with it (HTTP).

    Raises `FeedError` when it is something else, and what `decode` raises.
    """
    declared = _DECLARED.match(data[:400])
    label = charset or (declared[1].decode("ascii") if declared else None)
    text = decode(data, declared=label).lstrip("\ufeff \t\n")
    if text.startswith(("{", "[")):
        return _json_feed(text, url)
    root = root_of(text)
    if root == "html":
        raise _is_html(text, url)
    if any(_ENTITY in piece for piece, cdata in _pieces(text) if not cdata):
        raise FeedError(
            "it declares XML entities of its own (<!ENTITY …>), as files do that are made to "
            "exhaust who reads them",
            step="no feed needs them; tell its publisher",
        )
    if root not in FEED_ROOTS and root != "opml":
        what = f"XML of another kind (<{root}>)" if root else "neither XML nor JSON"
        raise FeedError(f"this is no feed but {what}", choices=_VALID)
    tree = _tree(_DECLARATION.sub("", text))
    return _opml(tree, url) if root == "opml" else _xml_feed(tree, url)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in pieces, and of each whether it is CDATA. The last may lack its end."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", start)
        yield text[at:start], False
        yield text[start : end + 3 if end >= 0 else None], True
        if end < 0:
            return
        at = end + 3
    yield text[at:], False


def _tree(text: str) -> _Element:
    """The XML in `text`, mended where it must be. No entity is resolved, nothing is fetched."""
    from lxml import etree

    options = {"resolve_entities": False, "no_network": True}
    try:
        return etree.fromstring(text.encode(), etree.XMLParser(**options))
    except etree.XMLSyntaxError:
        pass
    # What is most often wrong: names of HTML's characters, and & alone.
    mended = "".join(
        piece if cdata else _AMPERSAND.sub(_character, piece) for piece, cdata in _pieces(text)
    )
    try:
        root = etree.fromstring(mended.encode(), etree.XMLParser(recover=True, **options))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise FeedError("it is no XML that could be read", choices=_VALID)
    return root


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if not name:
        return "&amp;"
    return found[0] if name in _XML_NAMES else escape(html5.get(name, found[0]))


def _is_html(text: str, url: str) -> FeedError:
    from lxml import html

    feeds: list[str] = []
    try:
        for link in html.document_fromstring(text.encode()).iter("link"):
            kind = (link.get("type") or "").strip().lower()
            if "alternate" in (link.get("rel") or "").lower().split() and kind in _FEED_TYPES:
                feeds.append(urljoin(url, (link.get("href") or "").strip()))
    except ValueError:  # nothing in it, or an address that is none
        pass
    return FeedError(
        "this is a web page (HTML), not a feed",
        choices=f"it names the feed {feeds[0]}" if feeds else _VALID,
        step="give that address" if feeds else "look on the page for a link to its feed (RSS)",
    )


def _xml_feed(tree: _Element, url: str) -> Feed:
    import feedparser  # slow to import
    from lxml import etree

    # Written anew it is well-formed. Of what is not, feedparser can be made to take hours.
    found = feedparser.parse(
        BytesIO(etree.tostring(tree, encoding="utf-8")),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": url,
        },
        # What stands in entries is not shown.
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    return _feed(
        url,
        title=found.feed.get("title"),
        entries=(
            (
                entry.get("link") or entry.get("id"),
                entry.get("title"),
                _moment(entry.get("published_parsed") or entry.get("updated_parsed")),
                entry.get("id"),
            )
            for entry in found.entries
        ),
    )


def _moment(parsed: Any) -> str | None:
    """A `time.struct_time` in UTC as ISO 8601."""
    try:
        year, month, day, hour, minute, second = parsed[:6]
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (TypeError, ValueError):
        return None
    return moment.isoformat().replace("+00:00", "Z")


def _json_feed(text: str, url: str) -> Feed:
    """A JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"it is no valid JSON ({error})", choices=_VALID) from None
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(found.get("version")):
        raise FeedError("this is JSON, but no JSON Feed", choices=_VALID)
    return _feed(
        url,
        title=found.get("title"),
        entries=(
            (
                item.get("url") or item.get("external_url") or item.get("id"),
                item.get("title"),
                iso_date(str(item.get("date_published") or item.get("date_modified") or "")),
                item.get("id"),
            )
            for item in items
            if isinstance(item, dict)
        ),
    )


def _feed(
    url: str,
    *,
    title: object,
    entries: Iterable[tuple[object, object, str | None, object]],
) -> Feed:
    kept: dict[str, FeedEntry] = {}
    without_url = 0
    for link, name, published, identity in entries:
        address = _address(link, url)
        if address is None:
            without_url += 1
            continue
        entry = FeedEntry(url=address, title=_line(name), published=published, id=_line(identity))
        kept.setdefault(address, entry)
    return Feed(url=url, title=_line(title), entries=tuple(kept.values()), without_url=without_url)


def _address(link: object, base: str) -> str | None:
    """`link` as an address of the web; None when it is none."""
    if not isinstance(link, str) or not link.strip() or link.startswith(("urn:", "tag:")):
        return None
    try:
        address = urljoin(base, link.strip())
    except ValueError:
        return None
    return address if address.lower().startswith(("http://", "https://")) else None


def _line(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _opml(tree: _Element, url: str) -> FeedList:
    feeds: dict[str, None] = {}
    for outline in tree.iter("{*}outline"):
        named = {name.lower(): value for name, value in outline.attrib.items()}
        address = _address(named.get("xmlurl"), url)
        if address is not None:
            feeds[address] = None
    if not feeds:
        raise FeedError(
            "this OPML file lists no feeds", choices='each is an <outline xmlUrl="https://…">'
        )
    return FeedList(url=url, feeds=tuple(feeds))
