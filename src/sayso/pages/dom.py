"""The HTML tree of a page: its stretches of text, and what stands around each.

Everything here is linear in the size of the tree; libxml2 bounds its depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

BLOCK_TAGS: Final = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody "
    "td tfoot th thead tr ul".split()
)
HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
MAX_DEPTH: Final = 2_000
"""Deeper than this libxml2 stops reading (at 2,048 levels), without saying so."""
MAX_ANCESTORS: Final = 100
"""Real pages are 10 to 40 levels deep; without a bound, unclosed tags would cost quadratic time."""
_SKIPPED_TAGS: Final = frozenset(
    "script style noscript template iframe svg math object embed canvas audio video select option "
    "textarea button input head map meter progress dialog link meta title base".split()
)
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES: Final = re.compile(r"[^\S\n]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_AROUND_BREAK: Final = re.compile(r" ?\n ?")


@dataclass(slots=True)
class Piece:
    """A stretch of running text in the page: a paragraph, heading, item, caption or loose line."""

    element: HtmlElement
    text: str
    order: int
    """Its place in the page."""
    linked: float
    """Which share of its letters stands in links."""

    @property
    def is_prose(self) -> bool:
        """Whether it reads like a paragraph of a story."""
        return len(self.text) >= 80 and self.linked < 0.5 and self.text.count(" ") >= 10


def parse(source: str) -> HtmlElement | None:
    """The tree of `source`, None when there is no element in it."""
    # Scripts stay: metadata is read from them. A declared encoding no longer holds for a string.
    # huge_tree lifts libxml2's limits of 10 MB a text and 256 levels (to MAX_DEPTH).
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    try:
        tree = document_fromstring(source.encode("utf-8"), parser=parser, ensure_head_body=True)
    except ParserError:  # no element in it
        return None
    return tree if len(tree) else None


def pieces(tree: HtmlElement) -> list[Piece] | None:
    """All stretches of visible text in `tree`, in order; None when it is nested too deeply.

    A stretch ends where a block element begins or ends, and at two line breaks in a row.
    """
    found: list[Piece] = []
    open_: list[str] = []
    linked = total = 0
    owner: HtmlElement = tree

    def close() -> None:
        nonlocal linked, total
        if open_:
            raw = "".join(open_)
            share = linked / total if total else 0.0
            for part in _split(raw):
                found.append(Piece(owner, part, len(found), share))
            open_.clear()
            linked = total = 0

    def add(text: str | None, in_link: bool) -> None:
        nonlocal linked, total
        if text:
            open_.append(text.replace("\n", " "))
            letters = len(text) - text.count(" ") - text.count("\n")
            total += letters
            if in_link:
                linked += letters

    # An explicit stack: deep pages must not meet Python's recursion limit.
    stack: list[tuple[HtmlElement, bool, HtmlElement, bool]] = [(tree, False, tree, False)]
    depth = 0
    while stack:
        element, leaving, block, in_link = stack.pop()
        tag = element.tag
        if leaving:
            depth -= 1
            if tag in BLOCK_TAGS:
                close()
                owner = block
            add(element.tail, in_link)
            continue
        if not isinstance(tag, str) or tag in _SKIPPED_TAGS or _is_hidden(element):
            add(element.tail, in_link)
            continue
        if tag == "br":
            open_.append("\n")
            add(element.tail, in_link)
            continue
        depth += 1
        if depth > MAX_DEPTH:
            return None
        is_block = tag in BLOCK_TAGS
        if is_block:
            close()
            owner = element
        stack.append((element, True, block, in_link))
        inner_link = in_link or tag == "a"
        add(element.text, inner_link)
        inner_block = element if is_block else block
        stack.extend((child, False, inner_block, inner_link) for child in reversed(element))
    close()
    return found


def _split(raw: str) -> Iterator[str]:
    raw = _AROUND_BREAK.sub("\n", _SPACES.sub(" ", raw.replace("\xad", "")))
    for part in re.split(r"\n{2,}", raw):
        part = part.strip()
        if part:
            yield part


def _is_hidden(element: HtmlElement) -> bool:
    attributes = element.attrib
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and len(style) < 2_000 and _HIDDEN_STYLE.search(style))


def squeeze(text: str) -> str:
    """`text` without white space: what survives any way of laying it out."""
    return "".join(text.split())


def ancestors(element: HtmlElement, *, below: HtmlElement | None) -> Iterator[HtmlElement]:
    """`element` and what it stands in, up to but without `below`, `MAX_ANCESTORS` at most."""
    current: HtmlElement | None = element
    for _ in range(MAX_ANCESTORS):
        if current is None or current is below:
            return
        yield current
        current = current.getparent()


def names(element: HtmlElement) -> str:
    """Class, id and the like of an element, for patterns to look at; lower case."""
    attributes = element.attrib
    if not attributes:
        return ""
    parts = [
        attributes.get(key, "")
        for key in (
            "class",
            "id",
            "data-component",
            "data-testid",
            "role",
            "itemprop",
            "aria-label",
        )
    ]
    # camelCase names are taken apart, so that their words can be found.
    return _CAMEL.sub("-", " ".join(part for part in parts if part)[:300]).lower()


_TAG: Final = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)?[^<>]*>")
_DROPPED: Final = ("script", "style", "noscript", "template", "svg", "textarea")


def flat_paragraphs(source: str) -> list[str]:
    """The text of HTML that no parser can make a tree of: tags cut out, block tags as breaks."""
    rest = source
    for tag in _DROPPED:
        rest = _without(rest, tag)

    def gap(match: re.Match[str]) -> str:
        name = (match.group(1) or "").lstrip("/").lower()
        return "\n\n" if name in BLOCK_TAGS else "\n" if name == "br" else ""

    return list(_split(unescape(_TAG.sub(gap, rest.replace("\n", " ")))))


def _without(source: str, tag: str) -> str:
    """`source` without what stands between `<tag` and `</tag`, in linear time."""
    if f"<{tag}" not in source.lower():
        return source
    lower = source.lower()
    kept: list[str] = []
    at = 0
    while (start := lower.find(f"<{tag}", at)) >= 0:
        kept.append(source[at:start])
        end = lower.find(f"</{tag}", start)
        if end < 0:
            return "".join(kept)
        at = end
    kept.append(source[at:])
    return "".join(kept)
