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
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sayso.pages import phrases
from sayso.pages.dates import FULL_DATE
from sayso.reading import Block, BlockRole, Span

_MAX_PHRASE: Final = 300
"""Longer stretches are prose whatever words they hold."""
_MAX_HEADLINE: Final = 140
_MAX_HEADLINE_WORDS: Final = 22
_MAX_SUBHEAD: Final = 100
_MAX_SUBHEAD_WORDS: Final = 14
_ANNOUNCED_WITHIN: Final = 4_000
"""So many characters after a quoted subhead, its words come again."""
_CREDIT_REACH: Final = 90
"""A credit in brackets is no longer than this."""
_MAX_TITLE: Final = 300
_TITLE_CASE: Final = 0.75
_MIN_RUN: Final = 2
_HEAD: Final = 12
"""So many blocks from the start, at most, can be title, byline or date of the page."""
_MIN_MENU: Final = 4
_MAX_MENU: Final = 60
_MENU_WORDS: Final = 3
_TAIL: Final = 6
"""So many blocks from the end, teasers and furniture apart, can be about the author."""

_CLOSERS: Final = "\"'”’»)]“‘"
_OPENERS: Final = "\"'“‘«„"
_SITE_NAME: Final = re.compile(r"\s(?:[|–—·•»]|-)\s[^|–—·•»]{2,40}$")
_STOPS: Final = (".", "!", "?", "…", ":", ";", ",")
_WORD: Final = re.compile(r"[^\s–—-]+")
_BULLET: Final = re.compile(r"(?:[-*•‣◦▪●]|[–—](?=\s))\s*(?=\S)")
_NUMBERED: Final = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+(?=\S)")
_QUOTED_LINE: Final = re.compile(r"(?:‘[^’]*(?:’\w[^’]*)*’|'[^\n]*'|“[^”]*”|\"[^\"]*\")")

_LOOKALIKES: Final = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_MIXED_WORD: Final = re.compile(
    "[a-zA-Z]+[\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f]+[a-zA-Z]"
)

_AGENCY: Final = r"\((?:[A-Z][\w .&/’'-]{1,40})\)"
_PLACE: Final = r"(?:[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]*| (?:de|la|of|the|upon|du|del))*)"
_REGION: Final = r"(?:, (?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,3})"
_DAY: Final = (
    r"(?:, (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,? )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?)"
)
_DASH: Final = r"(?:[—–―]|--?)"
_DATELINE: Final = re.compile(
    # WASHINGTON (AP) — ; KOBE – ; MIDWAY, Ga., Oct. 4 (UPI) -
    rf"(?:(?:{_PLACE}(?:/{_PLACE})?{_REGION}?{_DAY}? {_AGENCY}"
    rf"|{_PLACE}(?:/{_PLACE})?{_REGION}?{_DAY}?"
    # Washington (AFP) –
    rf"|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){{0,3}}{_REGION}?{_DAY}? {_AGENCY})"
    rf"\s?{_DASH}\s(?=\S)"
    # LONDON (Reuters) Ministers …
    rf"|{_PLACE}{_REGION}?{_DAY}? {_AGENCY}:? (?=[A-Z“\"‘']))"
)
_BARE_DATELINE: Final = re.compile(rf"{_PLACE}{_REGION}?{_DAY}?(?: {_AGENCY})?\s?{_DASH}")
_DASHES: Final = " —–―-"
_DATELINE_REACH: Final = 120
_DATE_LINE: Final = re.compile(
    rf"(?:[\w ,|•·–—-]{{0,24}}?\b)?{FULL_DATE}"
    r"(?:[\s,|•·–—@/-]|at|on|\d{1,2}[:.]\d{2}|[ap]\.?m\.?|[A-Z]{2,4}\b|published|updated|posted)*",
    re.IGNORECASE,
)
_SMALL_WORDS: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "if",
        "in",
        "into",
        "is",
        "of",
        "on",
        "onto",
        "or",
        "over",
        "per",
        "so",
        "than",
        "that",
        "the",
        "to",
        "up",
        "via",
        "vs",
        "vs.",
        "with",
        "nor",
        "out",
        "off",
        "its",
        "it",
        "be",
        "are",
        "was",
    ]
)
_WEEKDAYS_AND_MONTHS: Final = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "now",
        "then",
        "tomorrow",
    ]
)


@dataclass(slots=True)
class Stretch:
    """A paragraph span on its way to a block."""

    span: Span
    text: str
    role: BlockRole | None = None
    """What is known so far; None is open."""
    related: bool = False
    """Whether it is the heading of a list of other stories."""


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
        Stretch(span, text[span.start : min(span.end, span.start + _MAX_TITLE + 1)], role)
        for span, role in zip(spans, given, strict=True)
    ]
    _own_words(stretches)
    _list_items(stretches)
    _related(stretches)
    _cut_short(stretches)
    _closing_run(stretches)
    _titles(stretches, title)
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
        if len(line) > _MAX_PHRASE:
            prose = True
        elif phrases.SEPARATOR.fullmatch(line):
            stretch.role = "furniture"
        elif is_related_label(line):
            stretch.role, stretch.related = "furniture", True
        elif place > 0 and _leads_elsewhere(line):
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


def _leads_elsewhere(line: str) -> bool:
    """Whether a line names another story or shows its first words."""
    if phrases.CUT_SHORT_SURELY.search(line):
        return True
    return bool(phrases.RELATED_INLINE.match(line)) and not line.endswith(".")


def is_related_label(line: str) -> bool:
    """Whether a line is the heading of a list of other stories."""
    return len(line) <= _MAX_HEADLINE and bool(
        phrases.RELATED_LABEL.fullmatch(line.rstrip(" :.»›>…"))
    )


def is_furniture(line: str) -> bool:
    """Whether a short line is navigation, a sign-up, a legal line or the like."""
    if len(line) > _MAX_PHRASE:
        return False
    if _is_disguised(line):
        return True
    lower = line.lower()
    start = line.lstrip(" \t*•-–—>»▶→|[(")
    return bool(
        phrases.FURNITURE_START.match(start)
        or (
            _has_any(lower, phrases.FURNITURE_ANYWHERE_KEYS)
            and phrases.FURNITURE_ANYWHERE.search(line)
        )
        or (_has_any(lower, phrases.PITCH_KEYS) and _is_pitch(line))
    )


def _has_any(line: str, keys: Sequence[str]) -> bool:
    return any(key in line for key in keys)


def _is_pitch(line: str) -> bool:
    """Whether the publisher talks to its readers: offers, appeals, instructions."""
    if any(mark in line for mark in '“”"'):
        return False  # somebody is quoted
    strong = len({match.group().lower() for match in phrases.PITCH_STRONG.finditer(line)})
    if not strong:
        return False
    weak = len({match.group().lower() for match in phrases.PITCH_WEAK.finditer(line)})
    return weak > 0 and 2 * strong + weak >= phrases.PITCH_SCORE


def _is_disguised(line: str) -> bool:
    """Whether Latin words are spelt with look-alike letters of other scripts, as advertisers do
    to pass by filters: no editor prints "сontасt uѕ" with Cyrillic letters in it.
    """
    if line.isascii() or not _LOOKALIKES.search(line):
        return False
    return len(_MIXED_WORD.findall(line)) >= 2


def is_byline(line: str, *, strict: bool = False) -> bool:
    """Whether a line only says who wrote the page; if `strict`, only "By" and names will do."""
    words = line.split()
    if not 1 < len(words) <= 20:
        return False
    match = phrases.BYLINE_START.match(line)
    if strict and (match is None or len(words) > 12):
        return False
    if match is None:
        return len(words) <= 9 and bool(
            phrases.BYLINE_END.search(line) and words[0][0].isupper() and _is_name_like(words)
        )
    names = line[match.end() :].split()
    if not names or names[0].strip(",.").lower() in _WEEKDAYS_AND_MONTHS:
        return False
    if line.endswith((".", "!", "?")) and not re.search(r"\b(?:[A-Z]|Jr|Sr|[A-Z]\.[A-Z])\.$", line):
        return False
    return len(names) <= 16 and _is_name_like(names)


def _is_name_like(words: Sequence[str]) -> bool:
    for word in words:
        bare = word.strip("(),.;:|/•·–—-\"'“”‘’@")
        if not bare or not bare[0].isalpha() or bare[0].isupper() or word.startswith("@"):
            continue
        if not bare[0].islower():  # a script without case
            continue
        if bare.lower() not in phrases.BYLINE_WORDS:
            return False
    return True


def is_date_line(line: str) -> bool:
    """Whether a line only says when the page was published."""
    if len(line) > 120:
        return False
    if _BARE_DATELINE.fullmatch(line) and _is_place(line):
        return True
    if not any(map(str.isdigit, line)):
        return False
    if _DATE_LINE.fullmatch(line):
        return True
    match = phrases.PUBLISHED_START.match(line)
    return bool(match) and not line.endswith(".") and len(line.split()) <= 16


def is_caption(line: str) -> bool:
    """Whether a line is the caption or the credit of a picture."""
    return bool(
        phrases.CAPTION_START.match(line)
        or phrases.CAPTION_END.search(line[-_CREDIT_REACH:])
        or phrases.CAPTION_CREDIT.fullmatch(line)
    )


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
            after_date = stretch.role == "dateline" and place > _HEAD
            continue
        ends_so = stretch.span.end - stretch.span.start <= _MAX_TITLE and bool(
            phrases.CUT_SHORT.search(stretch.text)
        )
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
    titled = sum(_is_title_cased(stretch.text) for stretch in run)
    if len(run) > _MIN_RUN or (len(run) == _MIN_RUN and titled):
        for stretch in run:
            stretch.role = "teaser"


def is_headline(line: str) -> bool:
    """Whether a line could be the headline of a story: short, and no sentence with its stop."""
    if len(line) > _MAX_HEADLINE:
        return False
    words = line.split()
    if not 3 <= len(words) <= _MAX_HEADLINE_WORDS:
        return False
    return not line.rstrip(_CLOSERS).endswith((".", ",", ";", ":"))


def _is_title_cased(line: str) -> bool:
    words = [word for word in _WORD.findall(line) if word.strip(_CLOSERS)[:1].isalpha()]
    long = [word.strip(_CLOSERS) for word in words if word.lower() not in _SMALL_WORDS]
    if len(long) < 3:
        return False
    return sum(not word[0].islower() for word in long) >= _TITLE_CASE * len(long)


# 4


def _titles(stretches: Sequence[Stretch], title: str | None) -> None:
    start = _menu(stretches)
    head: list[Stretch] = []
    for stretch in stretches[start : start + _HEAD]:
        if stretch.role in (None, "title", "subhead"):
            if _is_prose(stretch.text):
                break
            head.append(stretch)
        elif stretch.role == "list_item":
            break
    if title:
        known = _key(title)
        for stretch in stretches[start : start + _HEAD]:
            if known in _keys(stretch.text):
                stretch.role = "title"
                if stretch not in head:
                    head.append(stretch)
    if any(stretch.role == "title" for stretch in head):
        _section_names(head)
        return
    counts = Counter(key for stretch in head for key in _keys(stretch.text))
    doubled = next(
        (key for stretch in head for key in _keys(stretch.text) if counts[key] > 1), None
    )
    if doubled is not None:
        for stretch in head:
            if doubled in _keys(stretch.text):
                stretch.role = "title"
        _section_names(head)
        return
    _section_names(head)
    for stretch in head:
        if stretch.role is None:
            if len(stretches) > 1 and _could_be_title(stretch.text):
                stretch.role = "title"
            break


def _menu(stretches: Sequence[Stretch]) -> int:
    """How many lines at the start are a menu ("Home", "World", "Sport", …); they are furniture."""
    count = 0
    for stretch in stretches[:_MAX_MENU]:
        line = stretch.text
        if (
            stretch.role not in (None, "furniture", "list_item")
            or len(line.split()) > _MENU_WORDS
            or ends_sentence(line)
        ):
            break
        count += 1
    if count < _MIN_MENU or count == len(stretches):
        return 0
    for stretch in stretches[:count]:
        stretch.role = "furniture"
    return count


def _section_names(head: Sequence[Stretch]) -> None:
    """The name of a section ("World", "US politics") before the title is furniture."""
    for stretch, following in pairwise(head):
        words = [word.strip("/|›>») ").lower() for word in stretch.text.split()]
        if stretch.role is not None or len(words) > 3:
            break
        if all(word in phrases.SECTIONS or not word for word in words) and len(
            following.text.split()
        ) > len(words):
            stretch.role = "furniture"


def _is_prose(line: str) -> bool:
    return len(line) > _MAX_TITLE or (ends_sentence(line) and len(line.split()) >= 12)


def _could_be_title(line: str) -> bool:
    return (
        len(line) <= _MAX_TITLE
        and len(line.split()) <= 30
        and not line.endswith((".", ",", ";", ":", ".”", ',"', '."', ",”"))
        and any(map(str.isalnum, line))
    )


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, closing marks apart."""
    return line.rstrip(_CLOSERS).endswith((".", "!", "?", "…"))


def _key(line: str) -> str:
    return " ".join(line.split()).casefold()


def _keys(line: str) -> set[str]:
    """What a title is known again by: itself, and itself without the site's name behind it."""
    key = _key(line)
    bare = _SITE_NAME.sub("", key)
    return {key, bare} if len(bare.split()) > 2 else {key}


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
    return len(line) <= _MAX_SUBHEAD and not ends_sentence(line) and not line.endswith(_CLOSERS[:5])


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
    bare = line.rstrip(_CLOSERS)
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
            cut = _dateline_end(stretch.text)
            if cut:
                dateline = Span(start, start + len(text[start : start + cut].rstrip()))
                blocks.append(Block(span=dateline, role="dateline"))
                start += cut
        blocks.append(Block(span=Span(start, end), role=role))
    return blocks


def _dateline_end(line: str) -> int:
    """Where the paragraph proper begins after "WASHINGTON (AP) —"; 0 when there is no dateline."""
    match = _DATELINE.match(line[:_DATELINE_REACH])
    if match is None or not _is_place(match.group()):
        return 0
    return match.end() if match.end() < len(line) else 0


def _is_place(dateline: str) -> bool:
    """Whether what stands before the comma, agency or dash is no longer than places' names are;
    else it is the beginning of a sentence in capitals.
    """
    place = re.split(r"[,(/]", dateline)[0].strip(_DASHES)
    return len(place) >= 3 and len(place.split()) <= (5 if "(" in dateline else 3)
