"""How well times are found and resolved: `python -m benchmarks.times CORPORA`.

Reads TimeBank and counts as TempEval-3 did: `strict` the same span, `relaxed` overlapping spans,
`type` and `value` overlapping spans that also have the same type or value; each time counts once.
The documents are split in two by a digest of their names. Rules were written with the `seen` half;
nobody looked at the `unseen` half. dateparser, which is kept up, stands beside as the plain way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.metrics import Score
from benchmarks.timebank import HALVES, Document, Timex, read_timebank
from sayso.reader.times import find_times
from sayso.reading import Span

COUNTS = ("strict", "relaxed", "type", "value")
# Of F1 on the unseen half, in per cent.
FLOORS = {"strict": 80.0, "relaxed": 90.0, "value": 74.0}

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


Finder = Callable[[str, date], Sequence[Timex]]


def sayso_times(text: str, published: date) -> list[Timex]:
    """As sayso reads the whole text."""
    found = find_times(text, (Span(0, len(text)),), published)
    return [Timex(time.span, time.type, time.value) for time in found]


def dateparser_times(text: str, published: date) -> list[Timex]:
    """dateparser alone; it knows neither durations nor sets, and gives words without offsets."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    settings = {
        "RELATIVE_BASE": datetime(published.year, published.month, published.day),
        "PREFER_DATES_FROM": "past",
    }
    parser = DateDataParser(languages=["en"], settings=settings)
    width = {"year": 4, "month": 7}
    times = []
    position = 0
    for line in text.split("\n\n"):
        for words, found in search_dates(line, languages=["en"], settings=settings) or ():
            start = text.find(words, position)
            if start < 0:
                continue
            position = start + len(words)
            period = parser.get_date_data(words).period
            if period == "time":
                timex = "TIME", found.isoformat(timespec="minutes")
            else:
                timex = "DATE", found.date().isoformat()[: width.get(period or "", 10)]
            times.append(Timex(Span(start, position), *timex))
    return times


def pairs(
    gold: Sequence[Timex], found: Sequence[Timex]
) -> Iterator[tuple[Timex | None, Timex | None]]:
    """Gold and found times that go together, the same spans first, then those that overlap.

    Each is in one pair; where it has no other, that is None.
    """
    left = {time.span: time for time in found}
    for time in gold:
        other = left.pop(time.span, None)
        if other is None:
            touching = (
                span
                for span in left
                if span.start < time.span.end
                and time.span.start < span.end
                and all(span != one.span for one in gold)
            )
            other = left.pop(next(touching, Span(0, 0)), None)
        yield time, other
    for rest in left.values():
        yield None, rest


def compare(gold: Sequence[Timex], found: Sequence[Timex]) -> dict[str, Score]:
    """Counts for one document."""
    right = dict.fromkeys(COUNTS, 0)
    for one, other in pairs(gold, found):
        if one and other:
            right["strict"] += one.span == other.span
            right["relaxed"] += 1
            right["type"] += one.type == other.type
            right["value"] += one.value == other.value
    return {name: Score(count, len(found), len(gold)) for name, count in right.items()}


def measure(documents: Sequence[Document], finder: Finder) -> dict[str, Score]:
    """Counts over documents."""
    total = dict.fromkeys(COUNTS, Score())
    for document in documents:
        found = finder(document.text, document.published)
        one = compare(document.times, found)
        total = {name: total[name] + one[name] for name in COUNTS}
    return total


def errors(document: Document, finder: Finder = sayso_times) -> Iterator[str]:
    """A line for each time that is missed, made up, cut or resolved otherwise."""
    text = document.text
    for gold, found in pairs(document.times, finder(text, document.published)):
        if gold == found:
            continue
        spans = [time.span for time in (gold, found) if time]
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}"
        kind = "missed" if found is None else "made up" if gold is None else "differs"
        shown = " / ".join(
            f"{text[time.span.start : time.span.end]!r} {time.type} {time.value}"
            for time in (gold, found)
            if time
        )
        yield f"{document.id} {document.published} {kind}: {shown}  {' '.join(around.split())}"


def as_dict(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    """In per cent."""
    return {
        name: {
            "precision": round(100 * score.precision, 1),
            "recall": round(100 * score.recall, 1),
            "f1": round(100 * score.f1, 1),
        }
        for name, score in scores.items()
    }


@app.command()
def main(
    corpora: Annotated[Path, typer.Argument(help="Folder that holds timebank/all.jsonl.gz.")],
    show_errors: Annotated[
        bool,
        typer.Option("--errors", help="Print what is wrong in the seen half, before the tables."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Print precision, recall and F1 of times on TimeBank's seen and unseen half."""
    documents = read_timebank(corpora)
    halves = {half: [d for d in documents if d.half == half] for half in HALVES}
    finders = {"sayso": sayso_times, "dateparser": dateparser_times}
    amounts = {
        half: {"documents": len(members), "times": sum(len(d.times) for d in members)}
        for half, members in halves.items()
    }
    figures = {
        half: {way: as_dict(measure(members, finder)) for way, finder in finders.items()}
        for half, members in halves.items()
    }
    if as_json:
        both = {half: {**amounts[half], **figures[half]} for half in HALVES}
        typer.echo(json.dumps({**both, "floors": FLOORS}))
        return
    if show_errors:
        for document in halves["seen"]:
            for line in errors(document):
                typer.echo(line)
    console = Console()
    for half, row in figures.items():
        documents_of, times_of = amounts[half]["documents"], amounts[half]["times"]
        title = f"TimeBank, {half} half: {documents_of} documents, {times_of} times"
        console.print(_table(title, row))


def _table(title: str, figures: dict[str, dict[str, dict[str, float]]]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("per cent", no_wrap=True)
    for heading in ("precision", "recall", "F1", "floor", *(f"{w} F1" for w in list(figures)[1:])):
        table.add_column(heading, justify="right")
    own, *others = figures.values()
    for name in COUNTS:
        values = [f"{own[name][figure]:.1f}" for figure in ("precision", "recall", "f1")]
        floor = f"{FLOORS[name]:.1f}" if name in FLOORS else ""
        table.add_row(name, *values, floor, *(f"{other[name]['f1']:.1f}" for other in others))
    return table


if __name__ == "__main__":
    app()
