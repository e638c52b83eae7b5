"""Paragraph spans → blocks with roles.

One cascade for plain text and HTML; HTML brings hints from its tags, which stand unless a phrase
says otherwise. Where nothing speaks for another role, a stretch is a paragraph, so that text is
read rather than lost.

1. lines that say what they are: separators, furniture, bylines, dates, captions, list items;
2. labels of other stories ("Read more") and the headlines under them; first words of other
   stories, cut short, one after another;
3. the run of other stories' headlines at the end;
4. the title, also where it stands twice, and what stands around it;
5. author biographies at the end;
6. subheads;
7. datelines, cut off the paragraph that they begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sayso.pages import phrases
from sayso.pages.lines import (
    CLOSERS,
    MAX_PHRASE,
    MAX_TITLE,
    dateline_end,
    ends_sentence,
    is_byline,
    is_caption,
    is_cut_short,
    is_date_line,
    is_furniture,
    is_headline,
    is_related_label,
    is_title_cased,
    leads_elsewhere,
)
from sayso.pages.stretch import Stretch
from sayso.pages.titles import HEAD, mark_titles
from sayso.reading import Block, BlockRole, Span

_MAX_SUBHEAD: Final = 100
_MAX_SUBHEAD_WORDS: Final = 14
_ANNOUNCED_WITHIN: Final = 4_000
"""So many characters after a quoted subhead, its words come again."""
_MIN_RUN: Final = 2
_TAIL: Final = 6
"""So many blocks from the end, teasers and furniture apart, can be about the author."""
_OPENERS: Final = "\"'“‘«„"
_STOPS: Final = (".", "!", "?", "…", ":", ";", ",")
_BULLET: Final = re.compile(r"(?:[-*•‣◦▪●]|[–—](?=\s))\s*(?=\S)")
_NUMBERED: Final = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+(?=\S)")
_QUOTED_LINE: Final = re.compile(r"(?:‘[^’]*(?:’\w[^’]*)*’|'[^\n]*'|“[^”]*”|\"[^\"]*\")")


def assign_roles(
    text: str,
    spans: Sequence[Span],
    *,
    hints: Sequence[BlockRole | None] | None = None,
    title: str | None = None,
) -> tuple[Block, ...]:
    """Blocks for `spans` of `text`; `hints` and `title` are what the input itself says."""
    given = hints or [None] * len(spans)
    stretches = [
        Stretch(span, text[span.start : min(span.end, span.start + MAX_TITLE + 1)], role)
        for span, role in zip(spans, given, strict=True)
    ]
    _own_words(stretches)
    _list_items(stretches)
    _related(stretches)
    _cut_short(stretches)
    _closing_run(stretches)
    mark_titles(stretches, title)
    _biographies(stretches)
    _subheads(stretches, text)
    return tuple(_blocks(text, stretches))


# 1


def _own_words(stretches: Sequence[Stretch]) -> None:
    """Lines that say what they are, wherever they stand."""
    prose = False
    for place, stretch in enumerate(stretches):
        line = stretch.text
        if stretch.role in ("furniture", "teaser", "title"):
            continue
        if len(line) > MAX_PHRASE:
            prose = True
        elif phrases.SEPARATOR.fullmatch(line):
            stretch.role = "furniture"
        elif is_related_label(line):
            stretch.role, stretch.related = "furniture", True
        elif place > 0 and leads_elsewhere(line):
            stretch.role = "teaser"
        elif is_furniture(line):
            stretch.role = "furniture"
        elif is_byline(line, strict=prose and len(stretches) - place > _TAIL):
            stretch.role = "byline"
        elif is_date_line(line):
            stretch.role = "dateline"
        elif stretch.role is None and is_caption(line):
            stretch.role = "caption"
        elif ends_sentence(line) and len(line.split()) >= 12:
            prose = True


def _list_items(stretches: Sequence[Stretch]) -> None:
    numbered = [
        bool(stretch.role is None and _NUMBERED.match(stretch.text)) for stretch in stretches
    ]
    for place, stretch in enumerate(stretches):
        if stretch.role is not None:
            continue
        beside = any(numbered[max(0, place - 1) : place]) or any(numbered[place + 1 : place + 2])
        if _BULLET.match(stretch.text) or (numbered[place] and beside):
            stretch.role = "list_item"


# 2


def _related(stretches: Sequence[Stretch]) -> None:
    """What stands under "Read more" is other stories' headlines, as long as it looks so."""
    under = False
    for stretch in stretches:
        if stretch.related:
            under = True
        elif under and stretch.role in (None, "list_item", "subhead") and is_headline(stretch.text):
            stretch.role = "teaser"
        elif stretch.role not in ("dateline", "byline", "furniture", "teaser"):
            under = False


def _cut_short(stretches: Sequence[Stretch]) -> None:
    """First words of stories, ending in an ellipsis: one may be a quotation, two are a list."""
    last: Stretch | None = None
    after_date = False
    for place, stretch in enumerate(stretches):
        if stretch.role not in (None, "list_item", "paragraph"):
            after_date = stretch.role == "dateline" and place > HEAD
            continue
        short = stretch.span.end - stretch.span.start <= MAX_TITLE
        ends_so = short and is_cut_short(stretch.text)
        if ends_so and last is not None:
            last.role = stretch.role = "teaser"
        elif ends_so and after_date:
            stretch.role = "teaser"
        last = stretch if ends_so else None
        after_date = False


# 3


def _closing_run(stretches: Sequence[Stretch]) -> None:
    """The run of headlines that the page ends with, after its last paragraph."""
    run: list[Stretch] = []
    for stretch in reversed(stretches):
        if stretch.role in ("furniture", "teaser", "byline", "dateline", "caption"):
            continue
        if stretch.role not in (None, "subhead") or not is_headline(stretch.text):
            break
        run.append(stretch)
    else:
        return  # nothing but headlines: they are the page
    titled = sum(is_title_cased(stretch.text) for stretch in run)
    if len(run) > _MIN_RUN or (len(run) == _MIN_RUN and titled):
        for stretch in run:
            stretch.role = "teaser"


# 5


def _biographies(stretches: Sequence[Stretch]) -> None:
    """ "Jane Doe is a reporter for …" at the end: about the author, not of the story."""
    seen = 0
    for stretch in reversed(stretches):
        if stretch.role in ("furniture", "teaser", "byline", "dateline"):
            continue
        seen += 1
        if seen > _TAIL:
            break
        if (
            stretch.role is None
            and phrases.BIOGRAPHY.match(stretch.text)
            and phrases.BIOGRAPHY_WORK.search(stretch.text)
            and "”" not in stretch.text
            and '"' not in stretch.text
        ):
            stretch.role = "furniture"
        elif stretch.role is None:
            break


# 6


def _subheads(stretches: Sequence[Stretch], text: str) -> None:
    open_ = [stretch for stretch in stretches if stretch.role not in ("furniture", "teaser")]
    for place, stretch in enumerate(open_):
        if stretch.role is not None:
            continue
        stretch.role = "paragraph"
        following = open_[place + 1] if place + 1 < len(open_) else None
        if (
            following is not None
            and place > 0
            and following.role in (None, "paragraph", "list_item", "caption")
            and not _is_short(following.text)
            and _could_be_subhead(stretch, text)
        ):
            stretch.role = "subhead"


def _is_short(line: str) -> bool:
    return len(line) <= _MAX_SUBHEAD and not ends_sentence(line) and not line.endswith(CLOSERS[:5])


def _could_be_subhead(stretch: Stretch, text: str) -> bool:
    line = stretch.text
    words = line.split()
    if len(line) > _MAX_SUBHEAD or len(words) > _MAX_SUBHEAD_WORDS or not words:
        return False
    if not any(map(str.isalpha, line)):
        return False
    if _QUOTED_LINE.fullmatch(line):
        # A whole line in double quotation marks that ends like a sentence is somebody talking,
        # unless the words come again: then it announces them.
        if line[-2] not in ".,!?…" or (line[0] in "‘'" and line[-2] in "!?"):
            return True
        words_only = line[1:-1].rstrip(".,!?…")
        after = stretch.span.end
        return text.find(words_only, after, after + _ANNOUNCED_WITHIN) >= 0
    bare = line.rstrip(CLOSERS)
    if bare.endswith("?"):
        return (
            line.endswith("?") and len(words) > 2 and line[0] not in _OPENERS and words[0] != "Q:"
        )
    return not bare.endswith(_STOPS)


# 7


def _blocks(text: str, stretches: Sequence[Stretch]) -> list[Block]:
    blocks: list[Block] = []
    for stretch in stretches:
        start, end = stretch.span
        role = stretch.role or "paragraph"
        if role == "paragraph":
            cut = dateline_end(stretch.text)
            if cut:
                dateline = Span(start, start + len(text[start : start + cut].rstrip()))
                blocks.append(Block(span=dateline, role="dateline"))
                start += cut
        blocks.append(Block(span=Span(start, end), role=role))
    return blocks
