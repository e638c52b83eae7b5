"""A text as tokens of the vocabulary of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import repeat
from operator import attrgetter
from typing import Final

from sayso.reader.lists import where
from sayso.reader.times.vocabulary import (
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    Meaning,
    Value,
    codes,
    meanings,
)
from sayso.reader.vocabulary.number_words import NUMBER_WORDS, SCALES, longest_number
from sayso.reading import Span

# A year that stands alone; others are numbers.
FIRST_YEAR, LAST_YEAR = 1000, 2199


@cache
def _token() -> re.Pattern[str]:
    # A blank is refused before all alternatives are tried on it; words and marks come first because
    # they are most of a text.
    # Every repetition is bounded or cannot give back what it took, so that hostile text is read
    # in linear time.
    return re.compile(
        r"""
        (?=[\S\n])
        (?:(?P<word>[^\W\d_]++)
        | (?P<mark>[^\w\s'’‘])
        | (?P<iso>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d))
        | (?P<clock>\d{1,2}(?:[:.]\d{2})?[ \u00a0\u202f]?(?:[ap]\.m\.|[ap]m\b|[AP]\.M\.|[AP]M\b)
            |\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))
        | (?P<slash>\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?(?![\d/]))
        | (?P<decade>(?:\d{2}|['’‘])?\d0['’]?s\b)
        | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
        | (?P<number>\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?)
        | (?P<break>\n[^\S\n]*+\n\s*+)
        | (?P<possessive>['’]s?\b)
        | (?P<rest>\S))
        """,
        re.VERBOSE,
    )


_TELLING: Final = frozenset("iso clock slash decade ordinal number break possessive".split())
"""Groups of the pattern that mean something even where the vocabulary lacks the token."""


@cache
def _known() -> dict[str, Meaning]:
    marks = {mark: Meaning("hyphen") for mark in "-‐‑–"}
    marks |= {mark: Meaning("stop") for mark in ".!?;:"}
    return meanings() | marks | {",": Meaning("comma"), "": Meaning("break")}


@cache
def _kinds() -> dict[str, str]:
    return {word: meaning.kind for word, meaning in _known().items()}


@cache
def _values() -> dict[str, Value]:
    return {word: meaning.value for word, meaning in _known().items()}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of the blocks that are read, in text order; the lists run in parallel."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """Code points of each token, `[start, end)`."""
    words: list[str] = field(default_factory=list)
    """In lower case; empty at the end of each block."""
    kinds: list[str] = field(default_factory=list)
    """The class of each token."""
    values: list[Value] = field(default_factory=list)
    """What each is worth within its class."""

    def __len__(self) -> int:
        return len(self.starts)

    def add(self, start: int, end: int, meaning: Meaning) -> None:
        """Appends one."""
        self.starts.append(start)
        self.ends.append(end)
        self.words.append(self.text[start:end].lower())
        self.kinds.append(meaning.kind)
        self.values.append(meaning.value)

    def mean(self, index: int, meaning: Meaning) -> None:
        """Gives a token another meaning."""
        self.kinds[index], self.values[index] = meaning

    def extend(self, other: Tokens, first: int, end: int) -> None:
        """Appends tokens of another."""
        self.starts.extend(other.starts[first:end])
        self.ends.extend(other.ends[first:end])
        self.words.extend(other.words[first:end])
        self.kinds.extend(other.kinds[first:end])
        self.values.extend(other.values[first:end])

    def codes(self) -> str:
        """One character a token, by its class."""
        return "".join(map(codes().__getitem__, self.kinds))

    def original(self, index: int) -> str:
        """A token as it is written; empty where there is none."""
        if 0 <= index < len(self.starts):
            return self.text[self.starts[index] : self.ends[index]]
        return ""

    def kind(self, index: int) -> str:
        """The class of a token; that of a break where there is none."""
        return self.kinds[index] if 0 <= index < len(self.kinds) else "break"


@lru_cache(maxsize=1)
def tokens_of(text: str, spans: tuple[Span, ...]) -> Tokens:
    """The tokens of `spans` of `text`, with a break after each span.

    Those of the last page are kept, for its times and its quantities are looked for in turn.
    """
    raw = Tokens(text)
    telling: list[tuple[int, re.Match[str]]] = []
    for start, end in spans:
        found = list(_token().finditer(text, start, end))
        groups = map(attrgetter("lastgroup"), found)
        telling.extend([(len(raw.starts) + at, found[at]) for at in where(groups, _TELLING)])
        raw.starts.extend(map(re.Match.start, found))
        raw.ends.extend(map(re.Match.end, found))
        raw.words.extend(map(str.lower, map(re.Match.group, found)))
        raw.starts.append(end)
        raw.ends.append(end)
        raw.words.append("")
    raw.kinds.extend(map(_kinds().get, raw.words, repeat("other")))
    raw.values.extend(map(_values().get, raw.words, repeat("")))
    for index, match in telling:
        if raw.kinds[index] == "other":
            raw.mean(index, _meaning(match))
    return _decided(_joined(raw))


def _meaning(match: re.Match[str]) -> Meaning:
    kind, written = match.lastgroup or "", match.group()
    if kind == "number":
        plain = written.isdecimal() and len(written) == 4 and written.isascii()
        if plain and FIRST_YEAR <= int(written) <= LAST_YEAR:
            return Meaning("year", int(written))
        # More digits than any count has are no number (and would not fit a float).
        value = written.replace(",", "")
        return Meaning("number", float(value)) if len(value) <= 15 else Meaning("other")
    if kind == "ordinal":
        return Meaning("ordinal", int(re.sub(r"\D", "", written)))
    if kind == "decade":
        digits = re.sub(r"\D", "", written)
        return Meaning("decade", digits[:-1].rjust(3, "X"))
    if kind == "clock":
        return Meaning("clock", _clock(written))
    return Meaning(kind, written)


def _clock(written: str) -> str:
    hour, *rest = (int(digits) for digits in re.findall(r"\d+", written))
    half = re.search(r"[ap]", written.lower())
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    elif half:
        return ""
    minute = rest[0] if rest else 0
    return f"T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


_JOINABLE: Final = frozenset("spelled number year a hyphen month weekday".split())


def _joined(raw: Tokens) -> Tokens:
    """Numbers of several words as one token; hyphens parted from dashes; dots of abbreviations."""
    tokens = Tokens(raw.text)
    joinable = where(raw.kinds, _JOINABLE)
    spelled = raw.words.copy()
    for index in joinable:
        if raw.kinds[index] == "hyphen":
            spelled[index] = "-"
    taken = 0  # tokens of `raw` that are in `tokens`
    for index in joinable:
        if index < taken:
            continue
        following, meaning = _unit_at(raw, spelled, index)
        if following == index + 1 and meaning is None:
            continue
        tokens.extend(raw, taken, index)
        kept = meaning or Meaning(raw.kinds[index], raw.values[index])
        tokens.add(raw.starts[index], raw.ends[following - 1], kept)
        taken = following
    tokens.extend(raw, taken, len(raw))
    return tokens


def _unit_at(raw: Tokens, spelled: list[str], index: int) -> tuple[int, Meaning | None]:
    """Index after the tokens that are one from `index` on, and what they mean together; None where
    they mean what the first one means.
    """
    kind, word = raw.kinds[index], raw.words[index]
    following = index + 1
    if kind == "hyphen":
        inside = _inside_word(raw.text, raw.starts[index])
        return following, None if inside else Meaning("other")
    after = spelled[following] if following < len(spelled) else ""
    if kind in ("month", "weekday"):
        dotted = (
            after == "."
            and (word in SHORT_MONTHS or word in SHORT_WEEKDAYS)
            and raw.starts[following] == raw.ends[index]
        )
        return following + dotted, None
    if kind == "a":
        if word != "a" or after not in SCALES:
            return following, None
        spelled[index] = "one"
    number, meaning = raw.values[index], None
    if spelled[index] in NUMBER_WORDS or (kind == "number" and after in NUMBER_WORDS):
        found = longest_number(spelled, index)
        if found:
            following, value = found
            meaning = Meaning("number", value)
            year = _spelled_year(raw, spelled, index, following, value)
            if year:
                following, meaning = year[0], Meaning("year", year[1])
            kind, number = meaning
    if kind in ("number", "year") and _fraction(raw, following):
        upper, lower = map(int, raw.words[following].split("/"))
        return following + 1, Meaning("number", float(number) + upper / lower)
    return following, meaning


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and not (text[at - 1].isspace() or text[at + 1].isspace())


def _fraction(raw: Tokens, index: int) -> bool:
    if raw.kind(index) != "slash" or raw.words[index].count("/") != 1:
        return False
    upper, lower = map(int, raw.words[index].split("/"))
    return upper < lower <= 16


def _spelled_year(
    raw: Tokens, spelled: Sequence[str], first: int, end: int, value: float
) -> tuple[int, int] | None:
    """ "nineteen ninety-six", "twenty twelve": a number from 11 to 21 before one from 10 to 99."""
    if not 11 <= value <= 20 or spelled[first] == "-" or raw.kinds[first] == "number":
        return None
    if value == 20 and end < len(raw) and spelled[end] not in NUMBER_WORDS:
        return None
    found = longest_number(spelled, end) if end < len(raw) else None
    if found and 10 <= found[1] <= 99 and spelled[end] in NUMBER_WORDS:
        return found[0], int(100 * value + found[1])
    return None


_BEFORE_MAY: Final = frozenset(
    "in of since last next this by until till through from early late mid to during before after"
    " or and on each every around about between the comma hyphen number ordinal first second"
    " weekday".split()
)


_DECIDABLE: Final = frozenset("month weekday weekdays zone last".split())
_BEFORE_VERB: Final = frozenset(
    "will would may might could should must can to not t ll don doesn didn did does do".split()
)


def _decided(tokens: Tokens) -> Tokens:
    """Takes their meaning from words that have another here."""
    for index in where(tokens.kinds, _DECIDABLE):
        kind = tokens.kinds[index]
        if kind == "zone":
            keeps = _is_zone(tokens, index)
        elif kind == "last":
            # The verb: "could last three weeks".
            keeps = tokens.words[index] != "last" or tokens.words[index - 1] not in _BEFORE_VERB
        else:
            keeps = _is_name(tokens, index)
        if not keeps:
            tokens.mean(index, Meaning("other"))
    return tokens


# Days that are called after a weekday.
_CALLED: Final = frozenset("black good super cyber holy easter giving fat ash palm bloody".split())


def _is_name(tokens: Tokens, index: int) -> bool:
    """Whether the name of a month or a weekday is one here."""
    written, word = tokens.original(index), tokens.words[index]
    if not written[0].isupper():
        return False
    following = tokens.kind(index + 1)
    dated = following in ("number", "ordinal", "year", "first", "second")
    if tokens.kind(index) == "weekday" and tokens.words[index - 1] in _CALLED:
        return not tokens.original(index - 1)[:1].isupper()
    if word == "may":
        return dated or tokens.kind(index - 1) in _BEFORE_MAY
    if word.rstrip(".") in SHORT_MONTHS and word != "may":
        return dated or word.endswith(".") or tokens.kind(index - 1) in ("number", "ordinal")
    if word.rstrip(".") in SHORT_WEEKDAYS:
        return following in ("month", "comma") and (
            following == "month" or tokens.kind(index + 2) in ("month", "clock")
        )
    return True


def _is_zone(tokens: Tokens, index: int) -> bool:
    """Whether capitals are a time zone here: only after an hour."""
    return tokens.original(index).isupper() and tokens.kind(index - 1) in (
        "clock",
        "number",
        "year",
        "hour",
    )
