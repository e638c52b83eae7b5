"""What an HTML page says about itself: title, author, date, outlet, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sayso.pages.dates import iso_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

_WORD: Final = re.compile(r"\w+")
_SITE_SUFFIX: Final = re.compile(r"\s+[|–—·•»-]\s+[^|–—·•»]{2,60}$|\s+\|\s+.{2,80}$")
_MAX_TITLE: Final = 300
_MIN_OUTLET: Final = 5
_MAX_OUTLET_WORDS: Final = 7
_NO_AUTHOR: Final = re.compile(
    r"^(?:no author|article by|by|admin|staff|editor|unknown|none|anonymous|author|posted by)$",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(
    r"(?<![a-z])(?:recent)?comments(?![a-z])"
    r"|comment[-_]?(?:list|author|area|body|form|link|thread|meta|content|item)",
    re.IGNORECASE,
)
_LD_JSON_LIMIT: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was found; None where the page does not say."""

    title: str | None = None
    byline: str | None = None
    published: str | None = None
    guessed: bool = False
    """Whether that is only a day which stands somewhere on the page."""
    outlet: str | None = None
    url: str | None = None
    body: str | None = None
    """The whole text, where the page carries it as data (schema.org `articleBody`)."""


def collect(tree: HtmlElement, document: Document | None) -> Metadata:
    """The metadata in `tree`; `document` is what trafilatura found."""
    linked = list(_linked_data(tree))
    metas = _metas(tree)
    outlet = _outlet(linked, metas, document)
    published, guessed = _published(tree, linked, metas, document)
    return Metadata(
        title=_title(tree, linked, metas, outlet),
        byline=_byline(tree, linked, metas, document),
        published=published,
        guessed=guessed,
        outlet=outlet,
        url=document.url if document is not None else None,
        body=_body(linked),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name")
        value = element.get("content")
        if key and value and value.strip():
            found.setdefault(key.lower(), " ".join(value.split()))
    return found


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The schema.org objects of the page that are articles, outermost first."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        if len(script.text) > _LD_JSON_LIMIT:
            continue
        try:
            value = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        queue = [value]
        while queue:
            item = queue.pop(0)
            if isinstance(item, list):
                queue.extend(item[:200])
            elif isinstance(item, dict):
                queue.extend(item.get(key) for key in ("@graph", "mainEntity", "hasPart"))
                kinds = item.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(k, str) and k.endswith(("Article", "Posting")) for k in kinds):
                    yield item


def _title(
    tree: HtmlElement, linked: list[dict[str, Any]], metas: dict[str, str], outlet: str | None
) -> str | None:
    """The heading that says most of what the page's own title says; else that title itself."""
    declared = [
        value
        for value in (
            metas.get("og:title"),
            next((_text(item.get("headline")) for item in linked), None),
            metas.get("twitter:title"),
            next((" ".join(e.itertext()) for e in tree.iter("title")), None),
        )
        if value and value.strip()
    ]
    wanted = set(_WORD.findall(" ".join(declared).casefold()))
    best, best_share = None, 0.0
    headings = [h for level in ("h1", "h2") for h in tree.iter(level)][:60]
    for heading in headings:
        text = " ".join("".join(heading.itertext()).split())
        words = set(_WORD.findall(text.casefold()))
        if not len(words) >= 3 or len(text) > _MAX_TITLE:
            continue
        if outlet and text.casefold() == outlet.casefold():
            continue
        share = len(words & wanted) / len(words)
        if share > best_share + (0.2 if heading.tag == "h2" else 0.0):
            best, best_share = text, share
    if best is not None and best_share >= 0.6:
        return best
    for value in declared:
        text = " ".join(value.split())
        text = _SITE_SUFFIX.sub("", text) or text
        if len(_WORD.findall(text)) >= 2 and len(text) <= _MAX_TITLE:
            return text
    first = next((" ".join("".join(h.itertext()).split()) for h in tree.iter("h1")), None)
    return first if first and len(first) <= _MAX_TITLE else None


def _outlet(
    linked: list[dict[str, Any]], metas: dict[str, str], document: Document | None
) -> str | None:
    publishers = (item.get("publisher") for item in linked)
    named = (p.get("name") if isinstance(p, dict) else p for p in publishers)
    choices = [
        metas.get("og:site_name"),
        *(_text(name) for name in named),
        metas.get("application-name"),
        document.sitename if document is not None else None,
        document.hostname if document is not None else None,
    ]
    host = document.hostname if document is not None else None
    for choice in choices:
        if not choice:
            continue
        name = re.split(r"\s[|–—·•»]\s|\s-\s", choice.strip())[0].strip()
        if len(name) < _MIN_OUTLET and name.lower() not in (host or ""):
            continue  # a section of the site, such as "U.S."
        same_as_title = document is not None and document.title and name in document.title[:80]
        if (
            name
            and len(name.split()) <= _MAX_OUTLET_WORDS
            and (not same_as_title or len(name.split()) <= 3)
        ):
            return name
    return None


_PUBLISHED_METAS: Final = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "pubdate",
    "date",
)


def _published(
    tree: HtmlElement,
    linked: list[dict[str, Any]],
    metas: dict[str, str],
    document: Document | None,
) -> tuple[str | None, bool]:
    """The day that was found, with the time of that day where the page states one; and whether no
    part of the page that is made for machines states it.
    """
    day = document.date and iso_date(document.date) if document is not None else None
    if not day:
        return None, False
    stated = (
        *(_text(item.get("datePublished")) for item in linked),
        *(metas.get(name) for name in _PUBLISHED_METAS),
        *(element.get("datetime") for element in tree.iter("time")),
    )
    moments = [moment for value in stated if value and (moment := iso_date(value))]
    full = next((moment for moment in moments if moment.startswith(f"{day}T")), day)
    return full, not any(value and day in value for value in stated)


def _byline(
    tree: HtmlElement,
    linked: list[dict[str, Any]],
    metas: dict[str, str],
    document: Document | None,
) -> str | None:
    for item in linked:
        authors = item.get("author")
        names = [
            name
            for author in (authors if isinstance(authors, list) else [authors])
            if (name := _text(author.get("name") if isinstance(author, dict) else author))
            and not name.startswith("http")
        ]
        if names:
            joined = "; ".join(dict.fromkeys(names))
            more = document.author if document is not None else None
            return more if more and joined in more and "; " in more else joined
    for key in ("author", "article:author", "parsely-author", "byl", "dc.creator"):
        value = metas.get(key)
        if value and not value.startswith("http") and not _NO_AUTHOR.match(value):
            return value.removeprefix("By ").strip()
    author = document.author if document is not None else None
    if not author or _NO_AUTHOR.match(author.strip()) or _comments(tree, author):
        return None
    return author


def _comments(tree: HtmlElement, author: str) -> bool:
    """Whether a name stands among readers' comments and nowhere else by itself."""
    found = [
        element
        for element in tree.iter("a", "span", "b", "strong", "cite", "p", "div")
        if " ".join((element.text or "").split()) == author
    ]
    return bool(found) and all(
        any(
            _COMMENT.search(f"{above.get('class', '')} {above.get('id', '')}")
            for above in (element, *element.iterancestors())
        )
        for element in found
    )


def _body(linked: list[dict[str, Any]]) -> str | None:
    bodies = [body for item in linked if isinstance(body := item.get("articleBody"), str)]
    return max(bodies, key=len, default=None)


def _text(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return " ".join(value.split()) or None if isinstance(value, str) else None
