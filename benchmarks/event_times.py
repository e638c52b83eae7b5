"""Which time dates an event: `python -m benchmarks.event_times CORPORA`.

Reads TimeBank's links between events and times of the same sentence. Triggers are TimeBank's, and
so are the times; the grammar is the model's. A link counts that says the event lies in the time,
is as long as it or lasts through it. Beside stands the plain way: the nearest time of the sentence.

TimeBank does not link everything: an event that it says nothing of is no evidence. So `precision`
is over all answers, and `judged` over those whose event and time TimeBank links in some way or
whose event it dates with another time of the sentence.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from lxml import etree

from benchmarks.timebank import HALVES, Half, is_kept
from sayso.pages import page_from_text
from sayso.reader.events.dates import Dating
from sayso.reader.events.plover import sentence_around
from sayso.reader.grammar.words import Words
from sayso.reader.reader import Reader
from sayso.reading import Span, Time

WITHIN = frozenset({"IS_INCLUDED", "SIMULTANEOUS", "DURING", "IDENTITY"})
"""Relations of an event to a time that dates it."""
_INVERSE = {"INCLUDES": "IS_INCLUDED", "DURING_INV": "DURING", "BEFORE": "AFTER", "AFTER": "BEFORE"}

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

Finder = Callable[[Words, int, Sequence[Time]], str | None]


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document with its events, times and what TimeBank says of each pair."""

    id: str
    half: Half
    text: str
    events: dict[str, Span]
    times: tuple[Time, ...]
    links: dict[tuple[str, str], str]
    """The relation of an event to a time, by their ids."""


@dataclass(slots=True)
class Counts:
    """Answers, those that are right, those that TimeBank judges, and links there are."""

    right: int = 0
    found: int = 0
    judged: int = 0
    gold: int = 0
    wrong: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, float]:
        """In per cent."""
        return {
            "precision": round(100 * self.right / max(1, self.found), 1),
            "judged precision": round(100 * self.right / max(1, self.judged), 1),
            "recall": round(100 * self.right / max(1, self.gold), 1),
            "links": self.gold,
            "answers": self.found,
        }


def read_links(corpora: Path) -> list[LinkedDocument]:
    """All documents of TimeBank with the links between their events and times."""
    with gzip.open(corpora / "timebank" / "all.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [read_linked(row["id"], row["timeml"]) for row in map(json.loads, lines)]


def read_linked(name: str, timeml: str) -> LinkedDocument:
    """One document; offsets count the characters of its TEXT element."""
    root = etree.fromstring(timeml.encode())
    (body,) = root.iter("TEXT")
    pieces: list[str] = []
    events: dict[str, Span] = {}
    times: list[Time] = []

    def walk(element: etree._Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(element.text or "")
        for child in element:
            walk(child)
            pieces.append(child.tail or "")
        span = Span(start, sum(map(len, pieces)))
        if element.tag == "TIMEX3":
            times.append(
                Time(
                    id=element.get("tid", ""),
                    span=span,
                    type=element.get("type"),
                    value=element.get("value", ""),
                )
            )
        elif element.tag == "EVENT":
            events[element.get("eid", "")] = span

    walk(body)
    instances = {
        made.get("eiid", ""): made.get("eventID", "") for made in root.iter("MAKEINSTANCE")
    }
    links: dict[tuple[str, str], str] = {}
    for link in root.iter("TLINK"):
        relation = link.get("relType", "")
        if link.get("eventInstanceID") and link.get("relatedToTime"):
            event, time = link.get("eventInstanceID"), link.get("relatedToTime")
        elif link.get("timeID") and link.get("relatedToEventInstance"):
            event, time = link.get("relatedToEventInstance"), link.get("timeID")
            relation = _INVERSE.get(relation, relation)
        else:
            continue
        links[instances.get(event, ""), time] = relation
    text = "".join(pieces)
    return LinkedDocument(
        name,
        HALVES[is_kept(name)],
        text,
        events,
        tuple(sorted(times, key=lambda t: t.span)),
        links,
    )


def dated(words: Words, head: int, times: Sequence[Time]) -> str | None:
    """The reader's own way."""
    return Dating(words, times).time_of(head)


def nearest(words: Words, head: int, times: Sequence[Time]) -> str | None:
    """The plain way: the time of the sentence that is nearest to the trigger."""
    near = list(_in_sentence(words, head, times))
    if not near:
        return None
    return min(near, key=lambda time: abs(time.span.start - words.starts[head])).id


def measure(
    documents: Sequence[LinkedDocument], words_of: Callable[[str], Words | None], finder: Finder
) -> Counts:
    """Counts over documents; links whose event and time stand in two sentences are left out."""
    counts = Counts()
    for document in documents:
        words = words_of(document.text)
        if words is None:
            continue
        for name, span in document.events.items():
            head = words.head_of(span)
            if head is None:
                continue
            near = [time.id for time in _in_sentence(words, head, document.times)]
            dating = {t for t in near if document.links.get((name, t)) in WITHIN}
            counts.gold += bool(dating)
            found = finder(words, head, document.times)
            if found is None:
                continue
            counts.found += 1
            counts.right += found in dating
            counts.judged += bool(dating) or (name, found) in document.links
            if found not in dating:
                around = " ".join(document.text[span.start - 60 : span.end + 60].split())
                told = {t.id: document.text[t.span.start : t.span.end] for t in document.times}
                gold = [told[t] for t in dating] or document.links.get((name, found))
                trigger = document.text[span.start : span.end]
                counts.wrong.append(f"{document.id} {trigger!r} {told[found]!r} {gold}: {around}")
    return counts


def _in_sentence(words: Words, head: int, times: Sequence[Time]) -> Iterator[Time]:
    sentence = sentence_around(words, head)
    span = words.span(sentence[0], sentence[-1])
    for time in times:
        if span.start <= time.span.start < span.end:
            yield time


@app.command()
def main(
    corpora: Annotated[Path, typer.Argument(help="Folder that holds timebank/all.jsonl.gz.")],
    show_errors: Annotated[
        bool, typer.Option("--errors", help="Print what is wrong in the seen half.")
    ] = False,
) -> None:
    """Print precision and recall of events' times on TimeBank's seen and unseen half, as JSON."""
    reader = Reader()
    analysed: dict[str, Words | None] = {}

    def words_of(text: str) -> Words | None:
        if text not in analysed:
            analysis = reader.analyse(page_from_text(text))
            analysed[text] = None if analysis is None else analysis.words
        return analysed[text]

    documents = read_links(corpora)
    ways: dict[str, Finder] = {"sayso": dated, "nearest": nearest}
    for half in HALVES:
        members = [document for document in documents if document.half == half]
        for way, finder in ways.items():
            counts = measure(members, words_of, finder)
            if show_errors and half == "seen" and way == "sayso":
                typer.echo("\n".join(counts.wrong))
            typer.echo(json.dumps({"half": half, "way": way, **counts.as_dict()}))


if __name__ == "__main__":
    app()
