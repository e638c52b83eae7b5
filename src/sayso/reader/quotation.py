"""Quotation marks: which stretches of a text stand between them.

`find_quotations` is one pass over the marks of a text, in time linear in its length:

1. paragraphs are cut at blank lines or, where the text has none, at line feeds;
2. each mark is told apart by its sign and its neighbours: opens, closes, either, or an apostrophe;
3. a stack pairs them; a mark that stays without a partner is a stray one and is forgotten, except
   a double mark that opens a quotation running to the end of its paragraph;
4. the paragraphs that go on with the quotation of the paragraph before are marked.

Offsets are code points of the text given; every span includes its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from sayso.reading import Span

QuoteKind = Literal["double", "single"]


class Quotation(NamedTuple):
    """A stretch of text between quotation marks."""

    span: Span
    """The quotation with its marks."""
    inner: Span
    """The quotation without its marks."""
    depth: int
    """1 for an outermost quotation, 2 for one inside of it, and so on."""
    kind: QuoteKind
    closed: bool
    """False when it runs to the end of its paragraph without a closing mark."""
    continues: bool = False
    """True when the quotation of the paragraph before was left open and goes on here."""


def find_quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """All quotations of `text[start:end]`, in text order, an outer one before those inside it.

    Knows curly, straight and angle marks, low opening marks, a pair of apostrophes or grave accents
    as a double mark, and singles. Apostrophes (don't, the Clintons', '90s, rock 'n' roll) are no
    marks. Never raises and never reads outside of `[start, end)`.
    """
    end = len(text) if end is None else min(end, len(text))
    start = max(start, 0)
    found: list[Quotation] = []
    left_open: QuoteKind | None = None
    # A single mark that is never closed is a quotation only if the next paragraph takes it up,
    # so it waits here until that paragraph has been read.
    waiting: Quotation | None = None
    for paragraph in find_paragraphs(text, start, end):
        scan = _Paragraph(text, paragraph, left_open)
        quotations, unclosed_single = scan.run()
        if quotations and left_open is not None and quotations[0].span.start == paragraph.start:
            first = quotations[0]
            if first.kind == left_open:
                quotations[0] = first._replace(continues=True)
                if waiting is not None:
                    begin = waiting.span.start
                    found = [
                        one._replace(depth=one.depth + 1) if one.span.start >= begin else one
                        for one in found
                    ]
                    found.append(waiting)
        waiting = unclosed_single
        found.extend(quotations)
        left_open = next((q.kind for q in quotations if not q.closed), None)
        if left_open is None and waiting is not None:
            left_open = "single"
    found.sort(key=lambda quotation: (quotation.span.start, -quotation.span.end))
    return found


_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n")


def find_paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    """The paragraphs of `text[start:end]` in order, trimmed, without the blank ones.

    Blank lines part them or, where there are none, line feeds.
    """
    blank = _BLANK_LINE.search(text, start, end) is not None
    position = start
    while position < end:
        stop, following = _next_break(text, position, end, blank=blank)
        while position < stop and text[position].isspace():
            position += 1
        last = stop
        while last > position and text[last - 1].isspace():
            last -= 1
        if position < last:
            yield Span(position, last)
        position = following


def _next_break(text: str, position: int, end: int, *, blank: bool) -> tuple[int, int]:
    """Where the paragraph at `position` ends, and where to look for the next one."""
    if not blank:
        line_feed = text.find("\n", position, end)
        return (end, end) if line_feed < 0 else (line_feed, line_feed + 1)
    found = _BLANK_LINE.search(text, position, end)
    return (end, end) if found is None else (found.start(), found.end())


# Apostrophes inside of a word never get as far as the state machine; nor do the marks of a tag that
# was left in the text (its length is bounded to keep the time linear). What begins no mark is
# refused first, before all alternatives are tried on it.
_MARK: Final = re.compile(
    r"(?=[“”„‟\"«»‹›‘‚‛<`'’])(?:"
    r"[“”„‟\"«»‹›‘‚‛]"
    r"|</?[A-Za-z][^<>\n]{0,400}>"
    r"|`{1,2}"
    r"|'{2,}|’{2,}"
    r"|(?<!\w)['’]|['’](?!\w))"
)
_ELISION: Final = re.compile(
    r"(?:\d\ds?|em|til|till|tis|twas|twere|cause|cuz|bout|round|neath|n|ere)\b", re.IGNORECASE
)
_FEET_AND_INCHES: Final = re.compile(r"\d['’]\s?\d{1,2}\Z")
_INVISIBLE: Final = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_OPENING_BRACKETS: Final = frozenset("([{")
_DASHES: Final = frozenset("-–—―/")
_ENDING: Final = frozenset(".,;:!?)]}…")
_MARKS: Final = frozenset("“”„‟\"«»‹›‘’‚‛'`")
_AFTER_CLOSING: Final = _DASHES | _MARKS | _OPENING_BRACKETS | frozenset("<")


class _Open(NamedTuple):
    """An opening mark that waits for its closing one."""

    start: int
    end: int
    kind: QuoteKind
    sign: str


class _Paragraph:
    """The state machine over the marks of one paragraph."""

    def __init__(self, text: str, span: Span, left_open: QuoteKind | None) -> None:
        self.text = text
        self.span = span
        self.left_open = left_open
        self.stack: list[_Open] = []
        self.doubles: list[int] = []  # where in the stack the double marks are
        # Of the single mark on top: the first mark that may close it or be an apostrophe.
        self.weak: dict[int, Span] = {}
        self.closed: list[tuple[_Open, Span]] = []
        self.last_opened = -1

    def run(self) -> tuple[list[Quotation], Quotation | None]:
        """The quotations of the paragraph, and a single one left open, if there is one."""
        for mark in _MARK.finditer(self.text, self.span.start, self.span.end):
            self._take(mark.start(), mark.end(), mark.group())
        return self._finish()

    def _take(self, start: int, end: int, sign: str) -> None:
        match sign:
            case "“" | "„" | "‟" | "``" | "”" | '"' | "''" | "’’":
                self._double(start, end, sign)
            case "«" | "»" | "‹" | "›":
                self._angle(start, end, sign)
            case "'''" | "’’’":
                # A single and a double mark; the inner one is nearer to the words.
                if self._opens(start, end) and not self._closes(start, end):
                    self._double(start, start + 2, sign[:2])
                    self._single(start + 2, end, sign[:1])
                else:
                    self._single(start, start + 1, sign[:1])
                    self._double(start + 1, end, sign[:2])
            case "‘" | "’" | "'" | "‚" | "‛" | "`":
                self._single(start, end, sign)
            case _:
                pass  # a tag, or so many apostrophes that they are a rule or a typing error

    # --- what the neighbours of a mark allow -------------------------------------------------

    def _before(self, start: int) -> str:
        return self.text[start - 1] if start > self.span.start else " "

    def _after(self, end: int) -> str:
        return self.text[end] if end < self.span.end else " "

    def _opens(self, start: int, end: int) -> bool:
        before, after = self._before(start), self._after(end)
        at_left = (
            _blank(before)
            or before in _OPENING_BRACKETS
            or before in _DASHES
            or self.last_opened == start
        )
        return at_left and not _blank(after) and (after not in _ENDING or after in ".…")

    def _closes(self, start: int, end: int) -> bool:
        before, after = self._before(start), self._after(end)
        if _blank(before) or before in _OPENING_BRACKETS or self.last_opened == start:
            return False
        return _blank(after) or after in _ENDING or after in _AFTER_CLOSING

    # --- the kinds of marks ------------------------------------------------------------------

    def _double(self, start: int, end: int, sign: str) -> None:
        opens, closes = self._opens(start, end), self._closes(start, end)
        is_open = bool(self.doubles)
        if sign in {"„", "‟", "``"}:
            self._push(start, end, "double", sign)
            return
        if sign == "“":
            # German text closes with it, and so do slips of the hand.
            low = is_open and self.stack[self.doubles[-1]].sign == "„"
            if is_open and not opens and (closes or low or end == self.span.end):
                self._close_double(start, end)
            elif opens or not closes:
                self._push(start, end, "double", sign)
            return
        if sign in {"”", "’’"}:
            if is_open:
                self._close_double(start, end)
            elif sign == "’’" and self._top_is_single():
                self._close_top(start, end)
            elif opens and not closes:
                self._push(start, end, "double", sign)
            else:
                self._close_from_before(start, end, "double")
            return
        if sign == '"' and _FEET_AND_INCHES.search(self.text[max(start - 5, 0) : start]):
            return
        if opens and not closes:
            self._push(start, end, "double", sign)
        elif is_open:
            self._close_double(start, end)
        elif closes and not opens:
            if sign == "''" and self._top_is_single():
                self._close_top(start, end)
            else:
                self._close_from_before(start, end, "double")
        else:
            self._push(start, end, "double", sign)

    def _angle(self, start: int, end: int, sign: str) -> None:
        kind: QuoteKind = "double" if sign in "«»" else "single"
        partner = {"«": "»", "»": "«", "‹": "›", "›": "‹"}[sign]
        if self.stack and self.stack[-1].sign == partner:
            opens, closes = self._opens(start, end), self._closes(start, end)
            if sign in "»›" or not opens or closes:
                self._close_top(start, end)
                return
        if sign in "«‹" or self._opens(start, end):
            self._push(start, end, kind, sign)

    def _single(self, start: int, end: int, sign: str) -> None:
        after = self._after(end)
        if self._opens(start, end) and not self._closes(start, end):
            if sign != "`" and _ELISION.match(self.text, end, self.span.end):
                return
            # ’word is an apostrophe in typeset text; ’word’ as a quotation is too rare to allow.
            if sign == "’":
                return
            self._settle_weak()
            self._push(start, end, "single", sign)
        elif self._top_is_single() and not after.isalnum() and not _blank(self._before(start)):
            if sign in {"‚", "‛", "‘"}:
                if sign == "‘" and self.stack[-1].sign == "‚":
                    self._close_top(start, end)
                return
            if self._is_weak(start, end):
                self.weak.setdefault(len(self.stack) - 1, Span(start, end))
            else:
                self._close_top(start, end)

    def _is_weak(self, start: int, end: int) -> bool:
        """Whether a mark may be the apostrophe of "the Clintons' plan" or "goin' home"."""
        text = self.text
        before = text[start - 1]
        if end + 1 >= self.span.end or text[end] != " " or not text[end + 1].isalnum():
            return False
        return before in "sS" or (before in "nN" and text[max(start - 2, 0)] in "iI")

    # --- the stack ---------------------------------------------------------------------------

    def _push(self, start: int, end: int, kind: QuoteKind, sign: str) -> None:
        if kind == "double":
            self._settle_weak()
            self.doubles.append(len(self.stack))
        self.stack.append(_Open(start, end, kind, sign))
        self.last_opened = end

    def _pop(self) -> _Open:
        top = self.stack.pop()
        self.weak.pop(len(self.stack), None)
        if self.doubles and self.doubles[-1] == len(self.stack):
            self.doubles.pop()
        return top

    def _top_is_single(self) -> bool:
        return bool(self.stack) and self.stack[-1].kind == "single"

    def _settle_weak(self) -> None:
        """Let the weak mark close the single quotation on top, if it has one."""
        weak = self.weak.get(len(self.stack) - 1)
        if weak is not None:
            self.closed.append((self._pop(), weak))

    def _close_top(self, start: int, end: int) -> None:
        self.closed.append((self._pop(), Span(start, end)))

    def _close_double(self, start: int, end: int) -> None:
        while len(self.stack) - 1 > self.doubles[-1]:
            self._settle_or_pop()
        self._close_top(start, end)

    def _settle_or_pop(self) -> None:
        weak = self.weak.get(len(self.stack) - 1)
        top = self._pop()
        if weak is not None:
            self.closed.append((top, weak))

    def _close_from_before(self, start: int, end: int, kind: QuoteKind) -> None:
        """A closing mark without an opening one ends the quotation of the paragraph before."""
        if self.left_open == kind and not self.closed and not self.stack:
            begin = self.span.start
            self.closed.append((_Open(begin, begin, kind, ""), Span(start, end)))

    # --- the end of the paragraph ------------------------------------------------------------

    def _finish(self) -> tuple[list[Quotation], Quotation | None]:
        rest: list[_Open] = []
        while self.stack:
            weak = self.weak.get(len(self.stack) - 1)
            top = self._pop()
            if weak is not None:
                self.closed.append((top, weak))
            else:
                rest.append(top)
        rest.reverse()
        doubles = self._pair_misspaced([mark for mark in rest if mark.kind == "double"])
        quotations = [
            _Found(Span(mark.start, close.end), Span(mark.end, close.start), mark.kind, True)
            for mark, close in self.closed
        ]
        unclosed_single: Quotation | None = None
        if doubles and self._runs_to_the_end(doubles[-1]):
            mark = doubles[-1]
            quotations.append(
                _Found(
                    Span(mark.start, self.span.end), Span(mark.end, self.span.end), "double", False
                )
            )
        elif rest and rest[0].kind == "single" and self._runs_to_the_end(rest[0]):
            mark = rest[0]
            unclosed_single = Quotation(
                span=Span(mark.start, self.span.end),
                inner=Span(mark.end, self.span.end),
                depth=1,
                kind="single",
                closed=False,
            )
        return _with_depth(quotations), unclosed_single

    def _pair_misspaced(self, doubles: list[_Open]) -> list[_Open]:
        """Pair marks that only look like opening ones: `"Well, "he said`; return the others."""
        others: list[_Open] = []
        for mark in doubles:
            looks_closing = self._after(mark.end).islower() and mark.sign in {'"', "''"}
            if others and looks_closing:
                self.closed.append((others.pop(), Span(mark.start, mark.end)))
            else:
                others.append(mark)
        return others

    def _runs_to_the_end(self, mark: _Open) -> bool:
        """Whether an unclosed mark opens a quotation to the paragraph's end, or is a stray one.

        It is a stray one when a later quotation of its kind ends the paragraph.
        """
        if mark.end >= self.span.end:
            return False
        last = self.span.end
        return not any(
            close.end >= last - 1 and later.kind == mark.kind and later.start > mark.start
            for later, close in self.closed
        )


class _Found(NamedTuple):
    span: Span
    inner: Span
    kind: QuoteKind
    closed: bool


def _with_depth(found: list[_Found]) -> list[Quotation]:
    """Quotations in text order; they nest, so depth is the number of those still open."""
    found.sort(key=lambda item: (item.span.start, -item.span.end))
    quotations: list[Quotation] = []
    ends: list[int] = []
    for span, inner, kind, closed in found:
        while ends and ends[-1] <= span.start:
            ends.pop()
        ends.append(span.end)
        quotations.append(
            Quotation(span=span, inner=inner, depth=len(ends), kind=kind, closed=closed)
        )
    return quotations


def _blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE
