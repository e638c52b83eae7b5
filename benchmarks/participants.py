"""How well participants of events are found: `python -m benchmarks.participants CORPORA`.

`participants.jsonl` beside this file says of 60 sentences drawn at random (30 of GUM's development
part, 30 of PolNeAR's) who did what to whom, and where, by careful reading. It holds offsets only; a
digest tells whether a text is the one that was annotated. What counts as an event there: what
happens or is done, whether or not it did, but no state, no attitude, and no mere saying, which
statements hold. Actors are who does it: people, bodies, countries. Recipients are whom it is done
to, or what, if that is a place or can be touched; the receiver where something is given.

Given the gold triggers, each (trigger, role, head word of a participant) is right or wrong. The
head of a span is taken in the same way on both sides. Beside sayso stands the plain way: the
nearest noun phrase before the trigger is its actor, the nearest after it its recipient.

Every other sentence is seen: rules were written with what is wrong in those in view, and the
others' figures are the ones that count. All were annotated before there were rules, but by the same
hand, and they are few: take a difference of three points for none.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.metrics import Score
from sayso.pages import page_from_text
from sayso.reader.events.participants.find import find_participants
from sayso.reader.events.participants.roles import Participants
from sayso.reader.events.triggers import Trigger
from sayso.reader.grammar.noun_phrases import find_noun_phrases
from sayso.reader.grammar.words import Words
from sayso.reader.reader import Reader
from sayso.reading import Span
from training.words import read_gum

GOLD = Path(__file__).with_suffix(".jsonl")
ROLES = ("actors", "recipients", "places")
Half = Literal["seen", "unseen"]
HALVES: tuple[Half, Half] = ("seen", "unseen")
FLOORS = {"actors": 80.0, "recipients": 72.0, "all": 76.0}
"""Least F1 on the unseen half, in per cent: a little under what was reached, as one participant
more or less moves it by one. There are too few places for a floor."""

Find = Callable[[Words, Trigger], Participants]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Event:
    """A gold event; spans in code points of its text."""

    trigger: Span
    head: Span
    participants: Participants


@dataclass(frozen=True, slots=True)
class Sentence:
    """An annotated sentence of a document."""

    id: str
    text: str
    """The whole document's."""
    span: Span
    half: Half
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The scores of one way on one half, by role and over all roles (`all`)."""

    way: str
    half: Half
    sentences: int
    events: int
    scores: dict[str, Score]


def read_gold(corpora: Path) -> list[Sentence]:
    """The annotated sentences. Raises `ValueError` on gold that cannot be scored."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    texts = {("gum", text.id): text.text for text in read_gum(corpora, "dev")}
    with gzip.open(corpora / "polnear" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts |= {("polnear", row["id"]): row["text"] for row in map(json.loads, lines)}
    return [
        sentence_of(row, texts.get((row["corpus"], row["id"])), HALVES[number % 2])
        for number, row in enumerate(rows)
    ]


def sentence_of(row: dict[str, Any], text: str | None, half: Half) -> Sentence:
    """An annotated sentence of its row and its text.

    Raises `ValueError` where the two do not fit: another text, spans that are empty or lie outside
    of the sentence, triggers that overlap or do not hold their head.
    """
    if text is None:
        raise ValueError(f"{row['id']}: annotated, but not in {row['corpus']}'s development part")
    if sha256(text.encode()).hexdigest()[:16] != row["digest"]:
        raise ValueError(f"{row['id']}: the text is not the one that was annotated")
    span = Span(*row["sentence"])
    events = tuple(
        Event(
            Span(*event["trigger"]),
            Span(*event["head"]),
            Participants(**{role: tuple(Span(*one) for one in event[role]) for role in ROLES}),
        )
        for event in row["events"]
    )
    end = 0
    for event in sorted(events, key=lambda event: event.trigger):
        people = [one for role in ROLES for one in getattr(event.participants, role)]
        for one in (event.trigger, event.head, *people):
            if not (span.start <= one.start < one.end <= span.end <= len(text)):
                raise ValueError(f"{row['id']}: {tuple(one)} is no span of its sentence")
        if not (event.trigger.start <= event.head.start <= event.head.end <= event.trigger.end):
            raise ValueError(f"{row['id']}: {tuple(event.trigger)} does not hold its head")
        if event.trigger.start < end:
            raise ValueError(f"{row['id']}: {tuple(event.trigger)} overlaps another trigger")
        end = event.trigger.end
    return Sentence(row["id"], text, span, half, events)


def nearest(words: Words, trigger: Trigger) -> Participants:
    """The plain way: the noun phrases right before and right after."""
    phrases = find_noun_phrases(words)
    starts = [words.starts[phrase.first] for phrase in phrases]
    before = bisect_left(starts, trigger.span.start)
    after = bisect_left(starts, trigger.span.end)
    return Participants(
        actors=tuple(phrase.span(words) for phrase in phrases[max(before - 1, 0) : before]),
        recipients=tuple(phrase.span(words) for phrase in phrases[after : after + 1]),
    )


WAYS: dict[str, Find] = {"sayso": find_participants, "nearest": nearest}
"""What is measured."""


def heads(words: Words, participants: Participants) -> set[tuple[str, int | None]]:
    """Role and head word of each participant."""
    return {(role, words.head_of(span)) for role in ROLES for span in getattr(participants, role)}


def score(words: Words, sentence: Sentence, find: Find) -> dict[str, Score]:
    """The scores of one way on one sentence, by role."""
    scores = dict.fromkeys(ROLES, Score())
    for event in sentence.events:
        gold = heads(words, event.participants)
        found = heads(words, find(words, trigger_of(words, event)))
        for role in ROLES:
            wanted = {one for one in gold if one[0] == role}
            got = {one for one in found if one[0] == role}
            scores[role] += Score(right=len(wanted & got), found=len(got), gold=len(wanted))
    return scores


def trigger_of(words: Words, event: Event) -> Trigger:
    """A gold trigger among the page's words. Raises `ValueError` if no word is there."""
    head = words.head_of(event.head)
    if head is None:
        raise ValueError(f"no word was read at {tuple(event.head)}")
    return Trigger(head, event.trigger)


def participants_table(
    corpora: Path, reader: Reader, ways: Iterable[str] = tuple(WAYS)
) -> list[Record]:
    """The scores of each way on each half."""
    sentences = read_gold(corpora)
    words = _words_of(reader, sentences)
    return [
        _record(way, half, [s for s in sentences if s.half == half], words)
        for half in HALVES
        for way in ways
    ]


def _words_of(reader: Reader, sentences: Sequence[Sentence]) -> dict[str, Words]:
    found = {}
    for text in dict.fromkeys(sentence.text for sentence in sentences):
        analysis = reader.analyse(page_from_text(text))
        assert analysis is not None
        found[text] = analysis.words
    return found


def _record(way: str, half: Half, sentences: Sequence[Sentence], words: dict[str, Words]) -> Record:
    totals = dict.fromkeys((*ROLES, "all"), Score())
    for sentence in sentences:
        for role, one in score(words[sentence.text], sentence, WAYS[way]).items():
            totals[role] += one
            totals["all"] += one
    events = sum(len(sentence.events) for sentence in sentences)
    return Record(way, half, len(sentences), events, totals)


def errors(words: Words, sentence: Sentence) -> list[str]:
    """The sentence and a line for each of its events of which sayso has something wrong."""
    lines = []
    for event in sentence.events:
        gold = heads(words, event.participants)
        found = heads(words, find_participants(words, trigger_of(words, event)))
        wrong = [f"{sign} {role[:-1]} {words.written[head]}" for sign, ones in
                 (("-", gold - found), ("+", found - gold))
                 for role, head in sorted(ones, key=str) if head is not None]  # fmt: skip
        if wrong:
            lines.append(f"    {sentence.text[slice(*event.trigger)]}: {'; '.join(wrong)}")
    return [f"{sentence.id}: {sentence.text[slice(*sentence.span)]}", *lines] if lines else []


def as_dict(record: Record) -> dict[str, Any]:
    """A record for JSON, in per cent."""
    return {
        "way": record.way,
        "half": record.half,
        "sentences": record.sentences,
        "events": record.events,
        **{
            role: {
                "gold": one.gold,
                "precision": round(100 * one.precision, 1),
                "recall": round(100 * one.recall, 1),
                "f1": round(100 * one.f1, 1),
            }
            for role, one in record.scores.items()
        },
    }


def table(half: Half, records: Sequence[Record]) -> Table:
    """The figures of one half, in per cent; the first record's way is sayso's."""
    own, *others = [record for record in records if record.half == half]
    title = f"Participants, {half} half: {own.sentences} sentences, {own.events} events"
    shown = Table(title=title, title_justify="left")
    shown.add_column("per cent", no_wrap=True)
    plain = [f"{other.way} F1" for other in others]
    for heading in ("of", "precision", "recall", "F1", "floor", *plain):
        shown.add_column(heading, justify="right")
    for role, one in own.scores.items():
        floor = f"{FLOORS[role]:.1f}" if half == "unseen" and role in FLOORS else ""
        figures = (one.precision, one.recall, one.f1)
        rest = [f"{100 * other.scores[role].f1:.1f}" for other in others]
        shown.add_row(role, str(one.gold), *(f"{100 * f:.1f}" for f in figures), floor, *rest)
    return shown


@app.command()
def main(
    corpora: Annotated[
        Path,
        typer.Argument(help="Folder that holds gum/dev.conllu.gz and polnear/dev.jsonl.gz."),
    ],
    show_errors: Annotated[
        bool,
        typer.Option("--errors", help="Print what is wrong in the seen half, before the tables."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Print precision, recall and F1 of actors, recipients and places, given the gold triggers."""
    reader = Reader()
    records = participants_table(corpora, reader)
    if as_json:
        typer.echo(json.dumps({"records": [as_dict(one) for one in records], "floors": FLOORS}))
        return
    if show_errors:
        seen = [sentence for sentence in read_gold(corpora) if sentence.half == "seen"]
        words = _words_of(reader, seen)
        for sentence in seen:
            for line in errors(words[sentence.text], sentence):
                typer.echo(line)
    for half in HALVES:
        Console().print(table(half, records))


if __name__ == "__main__":
    app()
