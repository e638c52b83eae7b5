"""Quotations that plainly go on with a statement, though no relation claims them.

A quotation goes on with the statement of the one before it when

1. it runs on after the attribution in its paragraph: “Yes,” he said. “But …”;
2. the one before was left open at the end of its paragraph, and this one takes it up, past links
   to other stories, too;
3. it is a paragraph of its own, right after one that quotes the same speaker;
4. or, the other way round, it was left open and the next paragraph's statement takes it up;
5. it is a paragraph of its own, right after one without quotations that ends with what one person
   says.

Whatever may be another speaker's, a scare quote, a title or a pull quote is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sayso.reader.layout import SENTENCE_ENDS, Layout
from sayso.reader.quotation import Quotation
from sayso.reader.spans import SpanIndex, has_word, inside, overlap, tidy, without
from sayso.reader.statements.contents import joined
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.nested import SAYING
from sayso.reader.vocabulary.cue_words import is_any, plain, words_of
from sayso.reading import Span

_LONGEST_ATTRIBUTION: Final = 400  # characters
_PULL_QUOTE_REACH: Final = 3000  # how far back a pull quote's words are looked for, in characters
_SHORTEST_FLOATING: Final = (
    6  # words; shorter ones are as often a chant, a title or another speaker
)
_TERMINALS: Final = (".", "!", "?", "…", "—", "–", "-")
_SENTENCE_END: Final = re.compile(r"[.!?…:][\"”’'»)\]]*\Z")
_LOWER_START: Final = re.compile(r"\W*[a-zß-öø-ÿ]")


def attach_quotations(layout: Layout, drafts: Sequence[Draft]) -> None:
    """Give quotations that nobody claims to the statement they go on with."""
    if not all(quotation.closed for quotation in layout.outermost):
        _attach_onward(layout, drafts).finish()  # who goes on has what goes on from there, too
        _hand_back(layout, drafts)
    attaching = _attach_onward(layout, drafts)
    outermost = layout.outermost
    for place in range(len(outermost) - 2, -1, -1):
        draft = attaching.only_owner(place + 1)
        if draft is not None and attaching.is_free(place):
            this, after = outermost[place], outermost[place + 1]
            if layout.goes_on(this, after) and layout.is_prose(this.span):
                attaching.attach(place, draft)
    attaching.finish()


def _attach_onward(layout: Layout, drafts: Sequence[Draft]) -> _Attaching:
    """Give quotations that nobody claims to the statement of the one before."""
    attaching = _Attaching(layout, drafts)
    outermost = layout.outermost
    for place in range(len(outermost)):
        if not attaching.is_free(place):
            continue
        last, this = outermost[max(place - 1, 0)], outermost[place]
        speaker = attaching.spoke_before(this)
        if speaker is not None:
            attaching.attach(place, speaker)
            continue
        draft = attaching.only_owner(place - 1) if place else None
        if draft is not None and (
            layout.goes_on(last, this)
            or attaching.runs_on(last, this, draft)
            or attaching.floats(last, this, draft)
        ):
            attaching.attach(place, draft)
    return attaching


def _hand_back(layout: Layout, drafts: Sequence[Draft]) -> None:
    """Take a quotation that goes on from those who speak in another paragraph than its own.

    What was left open before has one speaker, whom its paragraph names, or one before it; this is
    theirs too, and so is the full stop at the end of the open one.
    """
    content = SpanIndex((span, draft) for draft in drafts for span in draft.content)

    def has_words_of(span: Span, quotation: Quotation) -> bool:
        rest = without(layout.text, [quotation.span], [span])
        return not any(has_word(layout.text, *part) for part in rest)

    def speaks_in(draft: Draft, paragraph: Span) -> bool:
        return any(overlap(cue, paragraph) for cue in draft.cue)

    speaker: Draft | None = None
    for last, this in pairwise(layout.outermost):
        if not layout.goes_on(last, this):
            speaker = None
            continue
        if speaker is None:
            paragraph = layout.paragraph_of(last.span.start)
            own = {d for span, d in content.touching(last.span) if has_words_of(span, last)}
            owners = {draft for draft in own if speaks_in(draft, paragraph)} or {
                draft for draft in own if draft.cue and draft.cue[-1].end <= paragraph.start
            }
            if len(owners) != 1:
                continue
            speaker = owners.pop()
            speaker.content = joined(layout.text, tidy(layout.text, [*speaker.content, last.span]))
        paragraph = layout.paragraph_of(this.span.start)
        for _, other in content.touching(this.span):
            if other is not speaker and not speaks_in(other, paragraph):
                other.content = without(layout.text, other.content, [this.span])


class _Attaching:
    def __init__(self, layout: Layout, drafts: Sequence[Draft]) -> None:
        self._layout = layout
        self._text = layout.text
        self._content = SpanIndex((span, draft) for draft in drafts for span in draft.content)
        self._everything = SpanIndex((span, draft) for draft in drafts for span in draft.spans())
        # For each outermost quotation the drafts that claim words of it; None when it is part of
        # an attribution.
        self._owners = [self._claimants(quotation) for quotation in layout.outermost]
        self._attached: dict[int, Draft] = {}

    def only_owner(self, place: int) -> Draft | None:
        """The one draft that has all of a quotation."""
        owners = self._owners[place]
        if owners is None or len(owners) != 1:
            return None
        owner, span = owners[0], self._layout.outermost[place].span
        if self._attached.get(place) is owner or any(
            draft is owner and inside(span, piece) for piece, draft in self._content.touching(span)
        ):
            return owner
        return None

    def is_free(self, place: int) -> bool:
        """Whether nobody claims a quotation."""
        return self._owners[place] == []

    def attach(self, place: int, draft: Draft) -> None:
        """Make a quotation the draft's own."""
        self._owners[place] = [draft]
        self._attached[place] = draft

    def finish(self) -> None:
        """Write down what was attached."""
        gained: dict[int, tuple[Draft, list[Span]]] = {}
        for place, draft in self._attached.items():
            span = self._layout.outermost[place].span
            gained.setdefault(id(draft), (draft, []))[1].append(span)
        for draft, spans in gained.values():
            draft.content = joined(self._text, tidy(self._text, [*draft.content, *spans]))

    def runs_on(self, last: Quotation, this: Quotation, draft: Draft) -> bool:
        gap = Span(last.span.end, this.span.start)
        paragraph = self._layout.paragraph_of(this.span.start)
        if not inside(last.span, paragraph) or gap.end - gap.start > _LONGEST_ATTRIBUTION:
            return False
        if any(other is not draft for _, other in self._everything.touching(gap)):
            return False
        attribution = sorted([*draft.cue, *draft.source])
        if not any(overlap(span, gap) for span in attribution):
            return False
        between = self._layout.words(gap).rstrip()
        rest = without(self._text, [gap], attribution)
        bare = not any(has_word(self._text, *span) for span in rest)
        if bare and between.endswith((",", ":", "—", "–", "-")):
            return True  # “Yes,” he said, “but …”
        if not self._is_whole(this) or _SENTENCE_END.search(between) is None:
            return False
        return len(SENTENCE_ENDS.findall(between + " ")) <= 1

    def floats(self, last: Quotation, this: Quotation, draft: Draft) -> bool:
        layout, text = self._layout, self._text
        place = layout.paragraph_number(this.span.start)
        before = layout.prose_before(place)
        if before is None or not self._is_whole(this) or not last.closed:
            return False
        paragraph = layout.paragraphs[place]
        alone = not (
            has_word(text, paragraph.start, this.span.start)
            or has_word(text, this.span.end, paragraph.end)
        )
        if not alone or not inside(last.span, before) or not layout.is_prose(paragraph):
            return False
        if text[this.span.start] != text[last.span.start]:
            return False
        if len(layout.words(this.inner).split()) < _SHORTEST_FLOATING or self._repeats(this):
            return False
        # No other speaker, and at most the attribution itself, after the quotation before.
        tail = Span(last.span.end, before.end)
        if any(other is not draft for _, other in self._everything.touching(tail)):
            return False
        if not self._is_whole(last) and not any(overlap(span, tail) for span in draft.cue):
            return False
        return len(SENTENCE_ENDS.findall(layout.words(tail) + " ")) <= 1

    def spoke_before(self, this: Quotation) -> Draft | None:
        """Who alone speaks in the paragraph before one that is a whole quotation, in its last
        sentence: “He would go, Roe said.” / “I have had enough of all this.”
        """
        layout = self._layout
        place = layout.paragraph_number(this.span.start)
        before = layout.prose_before(place)
        if before is None or not self._is_alone(this, place) or self._repeats(this):
            return None
        if any(overlap(quotation.span, before) for quotation in layout.outermost):
            return None
        if len(layout.words(this.inner).split()) < _SHORTEST_FLOATING:
            return None
        speaking = {draft for _, draft in self._everything.touching(before) if draft.source}
        if len(speaking) != 1:
            return None
        draft = speaking.pop()
        last = layout.sentence_start(before.end - 1)
        whole = all(inside(span, before) for span in draft.spans())
        if not whole or not draft.cue or draft.cue[0].start < last or not draft.content:
            return None
        said = [word for span in draft.cue for word in words_of(plain(layout.words(span)))]
        return draft if any(is_any(word, SAYING) for word in said) else None

    def _is_alone(self, this: Quotation, place: int) -> bool:
        """Whether a quotation is all of a paragraph of the running text, and whole."""
        paragraph = self._layout.paragraphs[place]
        return (
            self._is_whole(this)
            and self._layout.is_prose(paragraph)
            and not has_word(self._text, paragraph.start, this.span.start)
            and not has_word(self._text, this.span.end, paragraph.end)
        )

    def _claimants(self, quotation: Quotation) -> list[Draft] | None:
        owners: list[Draft] = []
        for _, draft in self._content.touching(quotation.span):
            if draft not in owners and not any(inside(cue, quotation.span) for cue in draft.cue):
                owners.append(draft)
        if not owners:
            for _, draft in self._everything.touching(quotation.span):
                if not all(inside(span, quotation.span) for span in draft.spans()):
                    return None
        return owners

    def _repeats(self, quotation: Quotation) -> bool:
        """Whether it begins with words that stand not far before it: a pull quote."""
        start, end = quotation.inner
        opening = self._text[start : min(start + 30, end)].rstrip()
        return opening in self._text[max(0, start - _PULL_QUOTE_REACH) : quotation.span.start]

    def _is_whole(self, quotation: Quotation) -> bool:
        """Whether a quotation is of whole sentences: it begins with a capital and ends as one."""
        words = self._layout.words(quotation.inner).strip()
        after = self._text[quotation.span.end : quotation.span.end + 1]
        begins = _LOWER_START.match(words) is None
        return begins and (
            not quotation.closed or words.endswith(_TERMINALS) or after in _TERMINALS[:4]
        )
