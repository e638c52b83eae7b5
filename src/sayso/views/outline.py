"""What every view shows of a Reading: its sources in order, its statements in words.

Views get their words from here, so that the terminal and the HTML page say the same things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sayso.reading import Entity, Page, Reading, Span, Statement, Time

Order = Literal["text", "source"]
"""How a view orders statements: as they stand in the text, or by who says them."""

LOW_CONFIDENCE = 0.4
"""Statements below this confidence are marked. On news pages that is about one statement in five
(the mean is about 0.6): few enough to be noticed, and those that are most likely wrong in a word.
At 0.3 it is one in seven. Look again when a new model's confidences are distributed otherwise."""

NAMED_SIGN = "◆"
UNNAMED_SIGN = "◇"
NO_SOURCE_SIGN = "–"
NO_SOURCE = "no source given"
OMISSION = "[…]"

OWN_WORDS = 40
"""Characters of the words that name a source at one statement, where they are not its name."""

# What would move the cursor, recolour the terminal or reorder the line it stands in. Control
# pictures for C0, so that it can be seen that something stands there; nothing for directional
# overrides; U+FFFD for what UTF-8 has no bytes for.
_VISIBLE = {
    **{code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], None),
    **dict.fromkeys((0x2028, 0x2029), 0x0A),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source of the page; `entity` is None for the one that stands for "no source given"."""

    number: int
    """1 for the source whose statement comes first, and so on."""
    entity: Entity | None

    @property
    def name(self) -> str:
        """What the page calls it."""
        return self.entity.name if self.entity else NO_SOURCE

    @property
    def unnamed(self) -> bool:
        """Whether the page gives a source here, but no name for it."""
        return self.entity is not None and self.entity.naming == "unnamed"

    @property
    def naming(self) -> str:
        """In words that it is unnamed, empty when it is not."""
        if self.entity is None or not self.unnamed:
            return ""
        forms = {mention.form for mention in self.entity.mentions}
        # "he" is most often somebody whom the page names elsewhere, and readers should not take
        # him for a source that asked not to be named.
        return "unnamed: a pronoun, not resolved" if forms == {"pronoun"} else "unnamed"

    @property
    def sign(self) -> str:
        """Whether it is named, unnamed or not there, as a sign."""
        if self.entity is None:
            return NO_SOURCE_SIGN
        return UNNAMED_SIGN if self.unnamed else NAMED_SIGN

    def colour(self, palette_size: int) -> int | None:
        """Index into a palette of that many colours, None when there is no source to colour.

        Colours recur when there are more sources than colours; signs, numbers and names do not.
        """
        return None if self.entity is None else (self.number - 1) % palette_size


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement with its place among the statements of the page and its source."""

    number: int
    """1 for the statement that starts first in the text, and so on."""
    statement: Statement
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The statements of a Reading in text order and its sources in order of their first one."""

    statements: tuple[Told, ...]
    sources: tuple[Source, ...]

    by_source: Mapping[int, tuple[Told, ...]]
    """Number of a source → its statements."""
    by_id: Mapping[str, Told]

    text: str
    """The page's."""
    entities: Mapping[str, Entity]
    times: Mapping[str, Time]

    @property
    def grouped(self) -> tuple[Source, ...]:
        """The sources, those whom the page gives first and "no source given" last."""
        return tuple(sorted(self.sources, key=lambda source: source.entity is None))

    def outer(self, told: Told) -> Told | None:
        """The statement that this one stands inside of."""
        return None if told.statement.within is None else self.by_id.get(told.statement.within)


def outline(reading: Reading) -> Outline:
    """The outline of `reading`."""
    entities = {entity.id: entity for entity in reading.entities}
    sources: dict[str | None, Source] = {}
    statements: list[Told] = []
    by_source: dict[int, list[Told]] = {}
    for number, statement in enumerate(sorted(reading.statements, key=_place), start=1):
        entity = entities.get(statement.source) if statement.source is not None else None
        key = entity.id if entity else None
        source = sources.setdefault(key, Source(number=len(sources) + 1, entity=entity))
        told = Told(number=number, statement=statement, source=source)
        statements.append(told)
        by_source.setdefault(source.number, []).append(told)
    return Outline(
        statements=tuple(statements),
        sources=tuple(sources.values()),
        by_source={number: tuple(told) for number, told in by_source.items()},
        by_id={told.statement.id: told for told in statements},
        text=reading.page.text,
        entities=entities,
        times={time.id: time for time in reading.times},
    )


def place_of(source: Source, contents: Outline) -> list[str]:
    """Who a source is beside its name: role, affiliation, country; not what the name says too."""
    entity = source.entity
    if entity is None:
        return []
    affiliation = contents.entities.get(entity.affiliation or "")
    said = [entity.name]
    found: list[str] = []
    for words in (entity.role, affiliation.name if affiliation else None, entity.country):
        if words and not any(_holds(held, words) for held in said):
            found.append(" ".join(words.split()))
            said.append(words)
    return [words for words in found if words]


def footing_of(source: Source, contents: Outline) -> list[str]:
    """On what footing an unnamed source stands: that it is unnamed, how many people it is, of whom
    it is a part, and why the page trusts it, in the page's words. Empty for one with a name.

    What its description says already ("two aides", "people briefed on the plans") is left out.
    """
    entity = source.entity
    if entity is None or not source.unnamed:
        return []
    words = [source.naming]
    whole = contents.entities.get(entity.part_of or "")
    if whole is not None:
        words.append(f"{entity.number or 'some'} of “{' '.join(whole.name.split())}”")
    elif (entity.number or 0) > 1 and not _numbered(entity):
        words.append(f"{entity.number} people")
    if entity.grounds and not _holds(entity.name, entity.grounds):
        words.append(f"“{' '.join(entity.grounds.split())}”")
    return words


def chain_of(told: Told, contents: Outline) -> list[str]:
    """How a statement came to the page: to whom it was said, through whom, where and when.

    What the words of saying tell already ("said on Thursday") is left out, dates excepted.
    """
    statement = told.statement
    words = []
    if addressee := contents.entities.get(statement.addressee or ""):
        words.append(f"to {addressee.name}")
    relays = unique(
        contents.entities[relay].name for relay in statement.via if relay in contents.entities
    )
    if relays:
        words.append("via " + ", from ".join(relays))
    in_cue = [(cue.start, cue.end) for cue in statement.cue_spans]

    def told_by_cue(span: Span) -> bool:
        return any(start <= span.start and span.end <= end for start, end in in_cue)

    if (occasion := statement.occasion) and not told_by_cue(occasion):
        words.append(contents.text[slice(*occasion)])
    if time := contents.times.get(statement.time or ""):
        if day := _day(time.value):
            words.append(day)
        elif not told_by_cue(time.span):
            words.append(contents.text[slice(*time.span)])
    return [line for line in (" ".join(part.split()) for part in words) if line]


def own_words(told: Told, contents: Outline) -> str:
    """The words that name the source at this statement ("he"); empty where its name tells them."""
    entity = told.source.entity
    words = " ".join(joined(contents.text, told.statement.source_spans).split())
    if entity is None or not words or _same_name(entity.name, words):
        return ""
    return shortened(words, OWN_WORDS)


def traits(told: Told, inside: str | None = None) -> list[str]:
    """What is worth saying of a statement in a few words each, its form first.

    `inside` is how the view calls the statement that this one stands in, if it stands in one.

    Speech and assertion go without saying, and so does confidence that is not low.
    """
    statement = told.statement
    words = [str(statement.form)]
    if statement.mode != "speech":
        words.append(statement.mode)
    if statement.polarity != "asserts":
        words.append(statement.polarity)
    if inside is not None:
        words.append(f"inside {inside}")
    if statement.confidence < LOW_CONFIDENCE:
        words.append(f"{statement.confidence:.0%} sure")
    return words


def joined(text: str, spans: Sequence[Span]) -> str:
    """The words of `spans`, with a mark where words of the page between them are left out.

    Where only white space is left out a line feed remains of it if it had one, and a space if not.
    """
    parts: list[str] = []
    end: int | None = None
    for span in sorted(spans):
        if end is not None:
            gap = text[end : max(end, span.start)]
            if gap.strip():
                parts.append(f" {OMISSION} ")
            elif gap:
                parts.append("\n" if "\n" in gap else " ")
        parts.append(text[span.start if end is None else max(end, span.start) : span.end])
        end = span.end if end is None else max(end, span.end)
    return "".join(parts)


def shortened(words: str, width: int) -> str:
    """`words` on one line of at most `width` characters, cut between words where it must be."""
    line = " ".join(words.split())
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > width // 2 else cut) + "…"


def visible(words: str) -> str:
    """`words` without anything that would act on a terminal instead of being shown by it."""
    return words.translate(_VISIBLE)


def dated(page: Page) -> str | None:
    """The publication date in words, and on what basis where it is not the page's own word."""
    if page.published.value is None:
        return None
    words = _day(page.published.value) or page.published.value
    return f"{words} (from the text)" if page.published.basis == "text" else words


def unique(items: Iterable[str | None]) -> list[str]:
    """The items that say something, each once, in order."""
    return list(dict.fromkeys(item for item in items if item))


def plural(number: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
"""`strftime` would write them in the language of the machine."""


def _place(statement: Statement) -> tuple[int, int]:
    """Where a statement starts: its first word of any part, the outer of two at one place first."""
    spans = [*statement.content_spans, *statement.source_spans, *statement.cue_spans]
    if not spans:
        return (0, 0)
    return (min(span.start for span in spans), -max(span.end for span in spans))


def _day(value: str) -> str | None:
    """An ISO 8601 date or date-time in words, None for anything less exact than a day."""
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return None
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _words(words: str) -> list[str]:
    return re.findall(r"\w+", words.casefold())


def _holds(longer: str, shorter: str) -> bool:
    """Whether the words of `shorter` stand in `longer`, in one piece."""
    return f" {' '.join(_words(shorter))} " in f" {' '.join(_words(longer))} "


def _same_name(name: str, words: str) -> bool:
    """Whether one of the two only shortens the other: “Whitlock”, “Mayor Dana Whitlock, 52,”."""
    ours, theirs = (set(_words(each)) - {"the", "a", "an", "s"} for each in (name, words))
    return ours <= theirs or theirs <= ours


def _numbered(entity: Entity) -> bool:
    """Whether an entity's name says how many it is: “two aides”, “12 people”."""
    number = entity.number or 0
    said = {str(number), _NUMBERS[number] if number < len(_NUMBERS) else ""}
    return not said.isdisjoint(_words(entity.name))


_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
