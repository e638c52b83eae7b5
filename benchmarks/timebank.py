"""TimeBank's documents: their text, times and events, and which of them are kept from training."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from lxml import etree

from sayso.reading import Span

Half = Literal["seen", "unseen"]
HALVES: tuple[Half, Half] = ("seen", "unseen")
FILE = Path("timebank", "all.jsonl.gz")
"""Within the folder of corpora."""


@dataclass(frozen=True, slots=True)
class Timex:
    """A time, gold or found, in code points of its document's text."""

    span: Span
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document of TimeBank."""

    id: str
    text: str
    published: date
    times: tuple[Timex, ...]
    events: tuple[Span, ...] = ()
    """The words marked as EVENT, in text order; mostly one word each."""

    @property
    def half(self) -> Half:
        """`seen` or `unseen`, drawn by its name."""
        return HALVES[is_kept(self.id)]


def is_kept(document_id: str) -> bool:
    """Whether a document is of the half that no rule is written with and no model trained on.

    Drawn by a digest of its name alone.
    """
    return bool(hashlib.sha256(document_id.encode()).digest()[0] % 2)


def read_timebank(corpora: Path) -> list[Document]:
    """All documents; the publication date is not among their times."""
    with gzip.open(corpora / FILE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [read_timeml(row["id"], row["timeml"]) for row in rows]


def read_timeml(name: str, timeml: str) -> Document:
    """One document; offsets count the characters of its TEXT element."""
    root = etree.fromstring(timeml.encode())
    (body,) = root.iter("TEXT")
    (written,) = root.iterfind("DCT/TIMEX3")
    pieces: list[str] = []
    times: list[Timex] = []
    events: list[Span] = []

    def walk(element: etree._Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(element.text or "")
        for child in element:
            walk(child)
            pieces.append(child.tail or "")
        span = Span(start, sum(map(len, pieces)))
        if element.tag == "TIMEX3":
            times.append(Timex(span, element.get("type", ""), element.get("value", "")))
        elif element.tag == "EVENT":
            events.append(span)

    walk(body)
    published = date.fromisoformat(written.get("value", "")[:10])
    return Document(
        name,
        "".join(pieces),
        published,
        tuple(sorted(times, key=lambda t: t.span)),
        tuple(sorted(events)),
    )
