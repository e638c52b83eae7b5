"""Texts with events: their triggers, and whether they happened.

UDS It-Happened v2 (White et al. 2016; Rudinger et al. 2018), MEANTIME (Minard et al. 2016, unified
by Stanovsky et al. 2017), and TimeBank (Pustejovsky et al. 2003).
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from benchmarks.sentences import join
from benchmarks.timebank import is_kept, read_timebank
from sayso.reading import Span

Counting = Literal["event", "predicate"]
Scale = Literal["uds", "meantime"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words of an event, in code points, and how surely it happened, if that was judged."""

    span: Span
    factuality: float | None = None
    taught: tuple[float, float] | None = None
    """What a teacher holds, on the scale of UDS and of MEANTIME."""


@dataclass(frozen=True, slots=True)
class EventText:
    """A text with its events."""

    text: str
    triggers: tuple[Trigger, ...]
    """All that there are."""
    counting: Counting | None
    """Whose notion of an event they follow; None where nobody annotated any."""
    scale: Scale = "uds"
    """Who judged whether they happened."""


PACKS = (1, 1, 1, 1, 2, 3, 4)
"""Sentences in a text, drawn: half of the sentences stand among others, as they do on a page."""


def read_uds(corpora: Path, split: str) -> list[EventText]:
    """UDS It-Happened's sentences."""
    rows = _rows(corpora / "uds-ih2" / f"{split}.jsonl.gz")
    return [_sentence(row, "predicate", "uds") for row in rows]


def read_meantime(corpora: Path, split: str) -> list[EventText]:
    """MEANTIME's sentences."""
    rows = _rows(corpora / "meantime" / f"{split}.jsonl.gz")
    return [_sentence(row, "event", "meantime") for row in rows]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _sentence(row: dict[str, Any], counting: Counting, scale: Scale) -> EventText:
    text, spans = join(row["tokens"])
    triggers = (Trigger(spans[token], float(factuality)) for token, factuality in row["events"])
    return EventText(text, tuple(triggers), counting, scale)


def pack(sentences: Sequence[EventText], *, seed: int) -> Iterator[EventText]:
    """Sentences of one corpus, several that follow each other to a text."""
    draw = random.Random(seed)
    first = 0
    while first < len(sentences):
        after = first + draw.choice(PACKS)
        yield _joined(sentences[first:after])
        first = after


def _joined(sentences: Sequence[EventText]) -> EventText:
    text, triggers = "", list[Trigger]()
    for sentence in sentences:
        base = len(text) + (1 if text else 0)
        text += (" " if text else "") + sentence.text
        for trigger in sentence.triggers:
            start, end = trigger.span
            triggers.append(replace(trigger, span=Span(base + start, base + end)))
    return replace(sentences[0], text=text, triggers=tuple(triggers))


def read_events_of_timebank(corpora: Path) -> list[EventText]:
    """TimeBank's documents with their events, but for those kept for measuring."""
    return [
        EventText(document.text, tuple(map(Trigger, document.events)), "event")
        for document in read_timebank(corpora)
        if not is_kept(document.id)
    ]
