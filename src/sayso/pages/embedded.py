"""A page's text that stands in its data and not in its HTML (schema.org `articleBody`).

Such a text often has neither paragraphs nor any sign of where the headlines of other stories were
put in. Pages that are built by scripts carry the same text a second time as a tree, in pieces:
there each paragraph begins a string, and each headline is one.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from sayso.pages.dom import flat_paragraphs
from sayso.pages.lines import is_headline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_STRING: Final = re.compile(r'"((?:[^"\\]|\\.){25,20000})"')
_MAX_STRINGS: Final = 5_000
_MAX_BODY: Final = 200_000
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)\]]*\s*$")


def split_body(body: str, tree: HtmlElement) -> list[tuple[str, bool]]:
    """The paragraphs of `body`; with each, whether it is another story's headline."""
    if "<p" in body[:2_000]:
        return [(text, False) for text in flat_paragraphs(body)]
    lines = [" ".join(line.split()) for line in body.split("\n") if line.strip()]
    if len(lines) > 2 or len(body) > _MAX_BODY:
        return [(line, False) for line in lines]
    return [part for line in lines for part in _split_line(line, _strings(tree, line))]


def _strings(tree: HtmlElement, body: str) -> list[str]:
    found: dict[str, None] = {}
    for script in tree.iter("script"):
        if not script.text or "ld+json" in (script.get("type") or ""):
            continue
        for match in _STRING.finditer(script.text):
            try:
                text = json.loads(f'"{match.group(1)}"', strict=False)
            except ValueError:
                continue
            text = " ".join(text.split())
            if len(text) < len(body) / 2:
                found[text] = None
            if len(found) >= _MAX_STRINGS:
                return list(found)
    return list(found)


def _split_line(line: str, strings: list[str]) -> list[tuple[str, bool]]:
    cuts = {0: False}
    for text in strings:
        at = line.find(text)
        while at > 0:
            end = at + len(text)
            if _SENTENCE_END.search(line[max(0, at - 6) : at]) and not text[0].islower():
                following = line[end : end + 2].strip()
                headline = is_headline(text) and not _SENTENCE_END.search(text)
                if not headline:
                    cuts.setdefault(at, False)
                elif following and not following[0].islower() and following[0] not in ",.;:":
                    cuts[at] = True
                    cuts.setdefault(end, False)
            at = line.find(text, end)
    starts = sorted(cuts)
    return [
        (part, cuts[start])
        for start, end in zip(starts, [*starts[1:], len(line)], strict=True)
        if (part := line[start:end].strip())
    ]
