"""What every view shows of a Reading: its sources in order, its statements in words.

Views get their words from here, so that the terminal and the HTML page say the same things.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.reading import Entity, Page, Reading, Span, Statement

LOW_CONFIDENCE = 0.4
"""Statements below this confidence are marked. On news pages that is about one statement in five
(the mean is about 0.6): few enough to be noticed, and those that are most likely wrong in a word.
At 0.3 it is one in seven. Look again when a new model's confidences are distributed otherwise."""

NAMED_SIGN = "◆"
UNNAMED_SIGN = "◇"
NO_SOURCE_SIGN = "–"
NO_SOURCE = "no source given"
OMISSION = "[…]"

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
        return "unnamed: a pronoun" if forms == {"pronoun"} else "unnamed"

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
    )


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
    try:
        day = date.fromisoformat(page.published.value[:10])
    except ValueError:
        words = page.published.value
    else:
        words = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{words} (from the text)" if page.published.basis == "text" else words


def unique(items: Iterable[str | None]) -> list[str]:
    """The items that say something, each once, in order."""
    return list(dict.fromkeys(item for item in items if item))


def counts(reading: Reading) -> list[str]:
    """The sourcing label in words: lines for statements, sources, and outlets that are credited."""
    label = reading.label
    if not label.statements:
        return ["no statements"]
    forms = _listed((label.direct, "direct"), (label.indirect, "indirect"), (label.mixed, "mixed"))
    sources = _listed((label.named_sources, "named"), (label.unnamed_sources, "unnamed"))
    lines = [f"{plural(label.statements, 'statement')}: {forms}"]
    if label.sources:
        lines.append(f"{plural(label.sources, 'source')}: {sources}")
    if label.statements_by_unnamed:
        lines.append(f"{plural(label.statements_by_unnamed, 'statement')} by unnamed sources")
    names = {entity.id: entity.name for entity in reading.entities}
    if credited := unique(names.get(outlet) for outlet in label.outlets_credited):
        lines.append(f"credits {', '.join(' '.join(name.split()) for name in credited)}")
    return lines


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


def _listed(*numbered: tuple[int, str]) -> str:
    return ", ".join(f"{number} {word}" for number, word in numbered if number)
