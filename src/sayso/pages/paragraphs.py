"""Plain text → the stretches that are paragraphs, headings or items; no roles yet.

Three ways of saving a text are told apart, for the page as a whole:

1. paragraphs of one line, with or without blank lines between them;
2. hard-wrapped paragraphs of several lines, blank lines between them;
3. hard-wrapped paragraphs without blank lines, where a line that stops short ends a paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from sayso.reading import Span

# Not str.splitlines: form feeds, NEL and U+2028 are characters of the text here, not line ends.
_LINE: Final = re.compile(r"[^\n]+")

# Wider than any terminal or mail program wraps at; longer lines are whole paragraphs.
_MAX_WRAP: Final = 132
_MIN_WRAP: Final = 30
# Of the lines that another one follows directly, this share must be "full" (the next word would
# not have fitted) for the page to count as hard-wrapped.
_WRAPPED_SHARE: Final = 0.6
_MIN_FULL_LINES: Final = 2
# Or this share of them is full and goes on in the middle of a sentence: many short lines, such as
# headlines, hide that the others are wrapped.
_BROKEN_SHARE: Final = 0.15
_MIN_BROKEN_LINES: Final = 4

_ITEM: Final = re.compile(r"(?:[-*•‣◦▪●–—]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")


class Line(NamedTuple):
    """One line, trimmed, and whether a blank line stands before it."""

    start: int
    end: int
    after_blank: bool


def split_paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs of `text`: in order, trimmed, covering all that is not blank."""
    lines = _lines(text)
    width = _wrap_width(text, lines)
    spans: list[Span] = []
    previous: Line | None = None
    for line in lines:
        if (
            width is not None
            and previous is not None
            and not line.after_blank
            and _is_full(text, previous, line, width)
            and not _ITEM.match(text, line.start, min(line.end, line.start + 8))
        ):
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(Span(line.start, line.end))
        previous = line
    return spans


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    last_newline_run_blank = True
    for match in _LINE.finditer(text):
        raw = match.group()
        left = raw.lstrip()
        if not left:
            last_newline_run_blank = True
            continue
        start = match.end() - len(left)
        end = start + len(left.rstrip())
        if lines and text.count("\n", lines[-1].end, start) > 1:
            last_newline_run_blank = True
        lines.append(Line(start, end, last_newline_run_blank))
        last_newline_run_blank = False
    return lines


def _wrap_width(text: str, lines: list[Line]) -> int | None:
    """The column that the page is wrapped at, or None when it is not."""
    joined = [(line, following) for line, following in pairwise(lines) if not following.after_blank]
    if len(joined) < _MIN_FULL_LINES:
        return None
    width = max(max(len_of(line), len_of(following)) for line, following in joined)
    if not _MIN_WRAP <= width <= _MAX_WRAP:
        return None
    full = [pair for pair in joined if _is_full(text, *pair, width)]
    broken = sum(
        text[following.start].islower()
        and (text[line.end - 1].isalnum() or text[line.end - 1] == ",")
        for line, following in full
    )
    if len(full) >= max(_MIN_FULL_LINES, _WRAPPED_SHARE * len(joined)):
        return width
    return width if broken >= max(_MIN_BROKEN_LINES, _BROKEN_SHARE * len(joined)) else None


def len_of(line: Line) -> int:
    """Characters of the line, trimmed."""
    return line.end - line.start


def _is_full(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the first word of `following` would not have fitted at the end of `line`."""
    word_end = following.start
    stop = min(following.end, following.start + width)
    while word_end < stop and not text[word_end].isspace():
        word_end += 1
    return len_of(line) + 1 + (word_end - following.start) > width
