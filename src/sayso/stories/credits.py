"""To which agency or outlet a page credits itself: its byline, its dateline, its last lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sayso.reading import Page
from sayso.stories.bodies import fold

_DATELINE: Final = re.compile(r"^[^()\n]{0,60}\(([^()\n]{2,40})\)\s*[—–:-]")
_FOOT: Final = re.compile(
    r"^\W*(?:©|\(c\)|copyright|(?:source|credit|text|story|from)\s*:|with (?:files|reporting) from"
    r"|(?:additional )?reporting by|this (?:story|article|report)|(?:re)?published|reprinted)"
    r"[^\n]{0,160}$"
    r"|^[^\n]{0,120}\bcontributed to this (?:report|story|article)\b",
    re.IGNORECASE,
)
_FOOT_LINES: Final = 3
"""So many of a page's last blocks may say where it is from."""
_AGENCIES: Final = {
    "associated press": ("ap", "the ap"),
    "agence france presse": ("afp",),
    "press association": ("pa", "pa media"),
    "united press international": ("upi",),
    "deutsche presse agentur": ("dpa",),
    "canadian press": ("cp",),
    "australian associated press": ("aap",),
    "reuters": ("thomson reuters",),
    "bloomberg": ("bloomberg news",),
    "xinhua": ("xinhua news agency",),
    "kyodo": ("kyodo news",),
    "tass": ("itar tass",),
    "efe": (),
    "ansa": (),
}
_SHORT: Final = {short: name for name, shorts in _AGENCIES.items() for short in shorts}
_ALONE: Final = frozenset({"pa", "cp"})
"""What is an agency only where it stands alone: PA is a state, too."""


def credits_of(page: Page) -> tuple[str, ...]:
    """What a page says of where it is from, folded; agencies by their full names."""
    return tuple(dict.fromkeys(line for line in map(_folded, _lines(page)) if line))


def credited(lines: tuple[str, ...], outlet: str | None) -> bool:
    """Whether those lines name an outlet."""
    name = _folded(outlet or "")
    return bool(name) and any(f" {name} " in f" {line} " for line in lines)


def agency_of(lines: tuple[str, ...]) -> str | None:
    """The agency that those lines name, if it is one that is widely known."""
    return next((name for name in _AGENCIES if credited(lines, name)), None)


def _lines(page: Page) -> Iterator[str]:
    if page.byline:
        yield page.byline
    for block in page.blocks:
        if block.role == "byline":
            yield page.text[block.span.start : block.span.end]
    prose = [block.span for block in page.blocks if block.role in ("paragraph", "dateline")]
    for start, end in prose[:2]:
        found = _DATELINE.match(page.text[start:end])
        if found:
            yield found[1]
    for block in page.blocks[-_FOOT_LINES:]:
        text = page.text[block.span.start : block.span.end].strip()
        if _FOOT.search(text):
            yield text


def _folded(line: str) -> str:
    words = " ".join(fold(line))
    words = words.removeprefix("by ").removeprefix("the ")
    if words in _SHORT:
        return _SHORT[words]
    # "ap" in the midst of other words is no agency unless it is written so.
    for short in re.findall(r"\b[A-Z]{2,4}\b", line):
        name = _SHORT.get(short.casefold())
        if name and short.casefold() not in _ALONE:
            words = f"{words} {name}"
    return words
