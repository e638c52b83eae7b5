"""How well events are told apart by PLOVER's types, over the sentences of its gold records.

A sentence has one gold type. Of several typed events the reader's answer is the one that stands
highest in the sentence's grammar, and of those as high the first; a sentence without any is wrong.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, Floor
from benchmarks.metrics import share
from benchmarks.observed import Observed
from sayso.reader.events.plover import TYPE_LABELS
from sayso.reader.grammar.words import Words

FILE = Path("plover", "gold.jsonl.gz")
"""Within the folder of corpora."""

NEWER = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
"""The records are labelled by PLOVER's first draft; these types were merged since."""


RIGHT = Floor(70.0)
"""Per cent of the sentences."""


@dataclass(frozen=True, slots=True)
class Record:
    """A sentence and its PLOVER type."""

    id: str
    text: str
    type: str


@dataclass(frozen=True, slots=True)
class Told:
    """A record and the type that the reader gives it; None where it types no event."""

    record: Record
    type: str | None

    @property
    def is_right(self) -> bool:
        return self.type == self.record.type


def read_records(corpora: Path) -> list[Record]:
    """The records, with today's types. Raises `ValueError` for types that there are not."""
    with gzip.open(corpora / FILE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    records = [
        Record(row["id"], row["text"], NEWER.get(row["event"], row["event"])) for row in rows
    ]
    unknown = {record.type for record in records} - set(TYPE_LABELS[1:])
    if unknown:
        raise ValueError(f"{FILE}: types that are not PLOVER's: {', '.join(sorted(unknown))}")
    return records


def type_of(observed: Observed) -> str | None:
    """The type of the typed event nearest to a sentence's root."""
    words = observed.analysis.words
    typed = [
        (_depth(words, observed.told_by(event)), event.trigger, event.type)
        for event in observed.reading.events
        if event.type is not None
    ]
    return min(typed)[2] if typed else None


def _depth(words: Words, index: int) -> int:
    """Arcs from a word to its sentence's root; grammar that goes in circles is as deep as it is
    long.
    """
    depth = 0
    while words.heads[index] != index and depth < len(words):
        index, depth = words.heads[index], depth + 1
    return depth


def tell(records: Sequence[Record], observed: Sequence[Observed]) -> list[Told]:
    """Each record with the reader's type."""
    return [Told(record, type_of(one)) for record, one in zip(records, observed, strict=True)]


def figures(told: Sequence[Told]) -> list[Figure]:
    """How many sentences get their type, beside the most common one for all."""
    counts = Counter(one.record.type for one in told)
    majority = counts.most_common(1)[0][0]
    right = share(one.is_right for one in told)
    plain = share(one.record.type == majority for one in told)
    typed = share(one.is_right for one in told if one.type is not None)
    return [
        Figure(
            name="right type, %",
            of=right.of,
            value=right.percent,
            plain={f"all {majority}": plain.percent},
            floor=RIGHT,
        ),
        Figure(name="right type where any event is typed, %", of=typed.of, value=typed.percent),
    ]


def confusions(told: Sequence[Told]) -> Iterator[str]:
    """Which types are taken for which, the most common first."""
    counts = Counter((one.record.type, one.type) for one in told if not one.is_right)
    for (gold, given), count in counts.most_common():
        yield f"{count:3} {gold} -> {given or 'none'}"


def errors(told: Sequence[Told]) -> Iterator[str]:
    """A line for each sentence with another type than gold."""
    for one in told:
        if not one.is_right:
            yield f"{one.record.id}: gold {one.record.type}, given {one.type}  {one.record.text}"
