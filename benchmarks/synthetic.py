"""Pages without end: the repository's own, with other names, numbers, words, dates and outlets.

A varied page keeps its Reading: every span is moved to where its words stand now, so that an
archive of any size can be filled without reading any of it.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from sayso.pages import Opened, Original, PageOptions
from sayso.reading import Published, Reading, Span

T = TypeVar("T")

DAYS = 730
OUTLETS = 300
PEOPLE = 40_000
_FIRST_DAY = date(2024, 1, 1)
_NUMBER = re.compile(r"\b\d{2,5}\b")
_WORD = re.compile(r"\b[a-z]{5,12}\b")
_NAME_WORD = re.compile(r"\b[A-Z][a-z]{2,}\b")
_SYLLABLES = "ba den kor mi lan tes ro vi sta mer hal fen dor ka lin wes ost bry ne gar".split()


class Varied:
    """The `number`-th variation of any page is always the same."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._words = sorted({w for r in readings for w in _WORD.findall(r.page.text)})

    def __getitem__(self, number: int) -> tuple[Opened, Reading]:
        """A page and its Reading."""
        draw = random.Random(number)
        reading = draw.choice(self._readings)
        text = reading.page.text
        shifts, varied = _rewritten(text, self._replacements(reading, draw))
        day = _FIRST_DAY + timedelta(days=draw.randrange(DAYS))
        outlet = f"The {_name(draw.randrange(OUTLETS), 2)} Courier"
        url = f"https://{outlet.lower().replace(' ', '-')}.example/{day}/{number}"
        original = Original(data=varied.encode(), html=False)
        options = PageOptions(url=url, outlet=outlet, published=day.isoformat())
        page = replace(
            reading.page,
            id=original.digest,
            origin=url,
            url=url,
            outlet=outlet,
            title=varied.split("\n", 1)[0][:120],
            published=Published(value=day.isoformat(), basis="given"),
            text=varied,
        )
        moved = _moved(replace(reading, page=replace(page, blocks=())), shifts)
        page = replace(page, blocks=_moved(reading.page.blocks, shifts))
        names = {}
        for entity in moved.entities:
            named = [m for m in entity.mentions if m.form == "name"]
            if entity.naming == "named" and named:
                start, end = max(named, key=lambda m: m.span.end - m.span.start).span
                names[entity.id] = varied[start:end]
        entities = tuple(replace(e, name=names.get(e.id, e.name)) for e in moved.entities)
        moved = replace(moved, page=page, entities=entities)
        return Opened(page=page, original=original, options=options), moved

    def _replacements(self, reading: Reading, draw: random.Random) -> list[tuple[Span, str]]:
        """What becomes other words: names (each the same throughout), numbers, a third of the
        longer words. People are drawn so that few are often in the news and most are hardly."""
        text = reading.page.text
        found: dict[Span, str] = {}
        renamed: dict[str, str] = {}
        for entity in reading.entities:
            if entity.naming != "named":
                continue
            for mention in entity.mentions:
                if mention.form != "name":
                    continue
                for word in _NAME_WORD.finditer(text, *mention.span):
                    if word[0] not in renamed:
                        renamed[word[0]] = _name(int(PEOPLE * draw.random() ** 3), 3)
                    found[Span(*word.span())] = renamed[word[0]]
        for number in _NUMBER.finditer(text):
            found[Span(*number.span())] = str(draw.randrange(10, 10_000))
        for word in _WORD.finditer(text):
            if draw.random() < 1 / 3:
                found[Span(*word.span())] = draw.choice(self._words)
        return sorted(found.items())


def _name(number: int, syllables: int) -> str:
    parts = []
    for _ in range(syllables):
        number, which = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[which])
    return "".join(parts).capitalize() + (_SYLLABLES[number % len(_SYLLABLES)] if number else "")


def _rewritten(
    text: str, replacements: Sequence[tuple[Span, str]]
) -> tuple[list[tuple[int, int]], str]:
    """The new text, and from which old offset on by how much offsets are moved."""
    pieces: list[str] = []
    shifts: list[tuple[int, int]] = [(0, 0)]
    at = moved = 0
    for (start, end), words in replacements:
        if start < at:
            continue
        pieces += [text[at:start], words]
        moved += len(words) - (end - start)
        shifts.append((end, moved))
        at = end
    pieces.append(text[at:])
    return shifts, "".join(pieces)


def _moved(record: T, shifts: list[tuple[int, int]]) -> T:
    """`record` with every span in it moved."""
    if isinstance(record, Span):
        return Span(*(_shift(offset, shifts) for offset in record))  # type: ignore[return-value]
    if isinstance(record, tuple):
        return tuple(_moved(item, shifts) for item in record)  # type: ignore[return-value]
    if is_dataclass(record) and not isinstance(record, type):
        values: dict[str, Any] = {
            field.name: _moved(getattr(record, field.name), shifts)
            for field in fields(record)
            if field.name != "page"
        }
        return replace(record, **values)
    return record


def _shift(offset: int, shifts: list[tuple[int, int]]) -> int:
    index = bisect_right(shifts, (offset, 1 << 60)) - 1
    return offset + shifts[index][1]
