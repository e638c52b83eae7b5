"""What one line of a page says it is, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sayso.pages import phrases
from sayso.pages.dates import FULL_DATE

MAX_PHRASE: Final = 300
"""Longer stretches are prose whatever words they hold."""
_MAX_HEADLINE: Final = 140
_MAX_HEADLINE_WORDS: Final = 22
_CREDIT_REACH: Final = 90
"""A credit in brackets is no longer than this."""
MAX_TITLE: Final = 300
_TITLE_CASE: Final = 0.75
CLOSERS: Final = "\"'”’»)]“‘"
_WORD: Final = re.compile(r"[^\s–—-]+")
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
_WHEN: Final = re.compile(
    rf"{FULL_DATE}|\d{{1,2}}[:.]\d{{2}}|\d[/.]\d|\b(?:ago|today|yesterday)\b", re.IGNORECASE
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


def is_furniture(line: str) -> bool:
    """Whether a short line is navigation, a sign-up, a legal line or the like."""
    if len(line) > MAX_PHRASE:
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


def _has_any(line: str, keys: Sequence[str]) -> bool:
    return any(map(line.__contains__, keys))


def is_related_label(line: str) -> bool:
    """Whether a line is the heading of a list of other stories."""
    return len(line) <= _MAX_HEADLINE and bool(
        phrases.RELATED_LABEL.fullmatch(line.rstrip(" :.»›>…"))
    )


def leads_elsewhere(line: str) -> bool:
    """Whether a line names another story or shows its first words."""
    if is_cut_short(line, surely=True):
        return True
    return bool(phrases.RELATED_INLINE.match(line)) and not line.endswith(".")


def is_cut_short(line: str, *, surely: bool = False) -> bool:
    """Whether a line breaks off as the first words of another story do; if `surely`, as nothing
    else does.
    """
    if "..." not in line and "…" not in line:
        return False
    return (phrases.CUT_SHORT_SURELY if surely else phrases.CUT_SHORT).search(line) is not None


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
    if line.endswith(".") or len(line.split()) > 16:
        return False
    return bool(phrases.PUBLISHED_START.match(line) and _WHEN.search(line))


def is_caption(line: str) -> bool:
    """Whether a line is the caption or the credit of a picture."""
    end = line[-_CREDIT_REACH:]
    return bool(
        phrases.CAPTION_START.match(line)
        or (_has_any(end.lower(), phrases.CREDIT_KEYS) and phrases.CAPTION_END.search(end))
        or phrases.CAPTION_CREDIT.fullmatch(line)
    )


def is_headline(line: str) -> bool:
    """Whether a line could be the headline of a story: short, and no sentence with its stop."""
    if len(line) > _MAX_HEADLINE:
        return False
    words = line.split()
    if not 3 <= len(words) <= _MAX_HEADLINE_WORDS:
        return False
    return not line.rstrip(CLOSERS).endswith((".", ",", ";", ":"))


def is_title_cased(line: str) -> bool:
    """Whether a Line Is Written as Headlines Are in America."""
    words = [word for word in _WORD.findall(line) if word.strip(CLOSERS)[:1].isalpha()]
    long = [word.strip(CLOSERS) for word in words if word.lower() not in _SMALL_WORDS]
    if len(long) < 3:
        return False
    return sum(not word[0].islower() for word in long) >= _TITLE_CASE * len(long)


def could_be_title(line: str) -> bool:
    """Whether a line at the head of a page could be its title."""
    return (
        len(line) <= MAX_TITLE
        and len(line.split()) <= 30
        and not line.endswith((".", ",", ";", ":", ".”", ',"', '."', ",”"))
        and any(map(str.isalnum, line))
    )


def is_prose(line: str) -> bool:
    """Whether a line reads like a paragraph of the story."""
    return len(line) > MAX_TITLE or (ends_sentence(line) and len(line.split()) >= 12)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, closing marks apart."""
    return line.rstrip(CLOSERS).endswith((".", "!", "?", "…"))


def dateline_end(line: str) -> int:
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
