"""A quotation that its speaker signs, as letters and voices from the street are set: “…” — Jane
Roe, teacher. The dash says who says it; it is rare in news, and the model takes it for nothing.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from sayso.reader.grammar.words import Words
from sayso.reader.layout import Layout
from sayso.reader.quotation import Quotation
from sayso.reader.spans import has_word, inside, overlap
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.nested import is_somebody
from sayso.reading import Span

_DASH: Final = re.compile(r"(?:\s*(?P<long>[―—–]|---?)|[^\S\n]*(?P<hyphen>-))[^\S\n]*(?=\w)")
"""A hyphen at a line's beginning opens an item of a list."""
_CLOSED_BY_DASH: Final = re.compile(r"[\"”’'»]\s*[―—–-]")
"""What every signed quotation ends with; most pages have none."""
_LOWER: Final = re.compile(r"\n[a-zß-öø-ÿ]")
_ENDS: Final = (".", "!", "?", "…", ",")
"""What words that somebody says end with, and titles do not: “War and Peace” — Leo Tolstoy."""
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD", ":"})
_LONGEST: Final = 15
"""Words of a signature."""
_SURE: Final = 0.8
"""How sure a statement is that a signature makes out: all 23 in PolNeAR's development part are gold
statements, but of one article."""


def add_signed(words: Words, layout: Layout, drafts: list[Draft]) -> None:
    """Adds the statements of those who sign a quotation, where no other has its words."""
    if _CLOSED_BY_DASH.search(layout.text) is None:
        return
    for quotation in layout.outermost:
        signed = _signed(words, layout, quotation)
        if signed is None:
            continue
        own = Span(quotation.span.start, signed.source[0].end)
        if not any(
            overlap(span, own) and not all(inside(s, quotation.span) for s in draft.spans())
            for draft in drafts
            for span in draft.spans()
        ):
            drafts.append(signed)


def _signed(words: Words, layout: Layout, quotation: Quotation) -> Draft | None:
    span = quotation.span
    dash = _DASH.match(layout.text, span.end) if quotation.closed else None
    if dash is None or not layout.words(quotation.inner).rstrip().endswith(_ENDS):
        return None
    mark = Span(*dash.span("long" if dash["long"] else "hyphen"))
    line = layout.text.rfind("\n", 0, span.start) + 1
    end = layout.paragraph_of(mark.start).end
    feed = layout.text.find("\n", mark.end, end)
    end = end if feed < 0 else feed
    if has_word(layout.text, line, span.start) or _LOWER.match(layout.text, end) is not None:
        return None  # a sentence goes on around it
    signature = words.within(Span(dash.end(), end))
    if not 0 < len(signature) <= _LONGEST or any(words.tags[i] in _FINITE for i in signature):
        return None
    own = list(takewhile(lambda i: not _is_of_place_or_time(words, i), signature))
    while own and words.tags[own[-1]] in (",", "."):
        own.pop()
    who = words.span(own[0], own[-1]) if own else None
    head = None if who is None else words.head_of(who)
    if who is None or head is None:
        return None
    named = words.names[own[0]].endswith("person")
    if not named and (words.kinds[head] == "place" or not is_somebody(words, head)):
        return None  # "Arden, Monday"
    return Draft([mark], [who], [span], _SURE)


def _is_of_place_or_time(words: Words, index: int) -> bool:
    """Whether a word is the comma before where or when it was said: "Jane Roe, in a letter"."""
    after = index + 1
    if words.tags[index] != "," or after >= len(words):
        return False
    number = words.low[after]
    return words.tags[after] == "IN" or (number.isdigit() and len(number) == _YEAR)


_YEAR: Final = 4
"""Digits of a year; fewer are an age."""
