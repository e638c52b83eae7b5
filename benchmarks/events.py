"""How well events are read: `python -m benchmarks.events CORPORA`.

All figures of events on the parts of corpora that no model is trained on, each beside a plain way:

1. factuality at gold triggers, on UDS It-Happened and MEANTIME (`factuality`);
2. what is wrongly called happened, and what is wrongly not (`factuality`);
3. triggers, on UDS It-Happened and the kept half of TimeBank (`triggers`);
4. PLOVER's types, on its gold records (`event_types`);
5. times, on the kept half of TimeBank (`times`);
6. who takes part (`participants`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated, Protocol

import typer
from rich.console import Console

from benchmarks import event_types, factuality, times, triggers
from benchmarks.event_types import Record, Told
from benchmarks.factuality import Judged
from benchmarks.figures import Figure, Floor, as_dict, markdown, table
from benchmarks.metrics import Score
from benchmarks.observed import Observed, Reads, observe
from benchmarks.sentences import Sentence, read_sentences
from benchmarks.timebank import FILE as TIMEBANK
from benchmarks.timebank import Document, is_kept, read_timebank
from benchmarks.triggers import Case
from sayso.models import SHIPPED
from sayso.reader.reader import Reader

UDS = Path("uds-ih2")
MEANTIME = Path("meantime")
TRAIN, DEV = "train.jsonl.gz", "dev.jsonl.gz"
NEEDED = (
    UDS / TRAIN,
    UDS / DEV,
    MEANTIME / TRAIN,
    MEANTIME / DEV,
    TIMEBANK,
    event_types.FILE,
    Path("gum", "dev.conllu.gz"),
    Path("polnear", "dev.jsonl.gz"),
)
"""What is read of the folder of corpora; GUM and PolNeAR by `participants`."""
WORST = 60
"""Errors of a kind that are printed."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Gold:
    """What annotators say."""

    uds: Sequence[Sentence]
    uds_training: Sequence[float]
    """Factuality of the training part's events, for the plain way."""
    meantime: Sequence[Sentence]
    meantime_training: Sequence[float]
    kept: Sequence[Document]
    """The kept half of TimeBank."""
    records: Sequence[Record]


@dataclass(frozen=True, slots=True)
class Results:
    """Gold, and what the reader makes of it."""

    gold: Gold
    uds: Sequence[Judged]
    meantime: Sequence[Judged]
    """By the head that learned to judge as MEANTIME does."""
    meantime_by_uds: Sequence[Judged]
    """By the head that learned to judge as UDS It-Happened does, which the record follows."""
    predicates: Sequence[Case]
    events: Sequence[Case]
    told: Sequence[Told]


class ParticipantScores(Protocol):
    """What is shown of a record of `benchmarks.participants`."""

    @property
    def way(self) -> str: ...

    @property
    def half(self) -> str: ...

    @property
    def scores(self) -> Mapping[str, Score]: ...


def missing(corpora: Path) -> list[Path]:
    """The files that are needed and not there."""
    return [corpora / name for name in NEEDED if not (corpora / name).is_file()]


def read_gold(corpora: Path) -> Gold:
    """All but the participants. Raises `OSError` for files that cannot be read."""

    def training(folder: Path) -> list[float]:
        sentences = read_sentences(corpora / folder / TRAIN)
        return [event.factuality for sentence in sentences for event in sentence.events]

    return Gold(
        uds=read_sentences(corpora / UDS / DEV),
        uds_training=training(UDS),
        meantime=read_sentences(corpora / MEANTIME / DEV),
        meantime_training=training(MEANTIME),
        kept=[document for document in read_timebank(corpora) if is_kept(document.id)],
        records=event_types.read_records(corpora),
    )


def evaluate(gold: Gold, reader: Reads) -> Results:
    """Reads every text, each sentence as a page of its own."""
    uds = observe(reader, [sentence.text for sentence in gold.uds])
    meantime = observe(reader, [sentence.text for sentence in gold.meantime])
    kept = observe(reader, [document.text for document in gold.kept])
    records = observe(reader, [record.text for record in gold.records])
    return Results(
        gold=gold,
        uds=factuality.judge(gold.uds, uds),
        meantime=factuality.judge(gold.meantime, meantime, "meantime"),
        meantime_by_uds=factuality.judge(gold.meantime, meantime),
        predicates=[_case(sentence, one) for sentence, one in zip(gold.uds, uds, strict=True)],
        events=[
            Case(document.id, document.events, one)
            for document, one in zip(gold.kept, kept, strict=True)
        ],
        told=event_types.tell(gold.records, records),
    )


def _case(sentence: Sentence, observed: Observed) -> Case:
    return Case(sentence.id, [event.trigger for event in sentence.events], observed)


def groups(results: Results) -> dict[str, list[Figure]]:
    """The figures of what was read, by title."""
    gold = results.gold
    return {
        "Factuality at gold triggers, UDS-IH2 dev": factuality.agreement_figures(
            results.uds, gold.uds_training, factuality.UDS_PEARSON, factuality.UDS_ERROR
        ),
        "Called happened, UDS-IH2 dev": factuality.happened_figures(results.uds),
        "Factuality at gold triggers, MEANTIME dev, as MEANTIME judges": (
            factuality.agreement_figures(
                results.meantime, gold.meantime_training, factuality.MEANTIME_PEARSON
            )
        ),
        "Factuality at gold triggers, MEANTIME dev, as UDS It-Happened judges": (
            factuality.agreement_figures(results.meantime_by_uds, gold.meantime_training)
        ),
        "Triggers, UDS-IH2 dev: annotated predicates, mostly verbs": triggers.figures(
            results.predicates, triggers.predicates
        ),
        "Triggers, TimeBank's kept half: EVENTs": triggers.figures(results.events, triggers.events),
        "PLOVER types of sentences, PLOVER's gold records": event_types.figures(results.told),
        "Times, TimeBank's kept half": time_figures(gold.kept),
    }


def time_figures(documents: Sequence[Document]) -> list[Figure]:
    """F1 of times beside dateparser alone."""
    own = times.as_dict(times.measure(documents, times.sayso_times))
    plain = times.as_dict(times.measure(documents, times.dateparser_times))
    return [
        Figure(
            name=f"{name} F1, %",
            of=sum(len(document.times) for document in documents),
            value=own[name]["f1"],
            plain={"dateparser": plain[name]["f1"]},
            floor=Floor(floor),
        )
        for name, floor in times.FLOORS.items()
    ]


def read_participants(
    corpora: Path, reader: Reader
) -> tuple[Sequence[ParticipantScores], Mapping[str, float]]:
    """The records of `benchmarks.participants`, and its floors by role."""
    from benchmarks.participants import FLOORS, participants_table

    return participants_table(corpora, reader), FLOORS


def participant_figures(
    records: Sequence[ParticipantScores], floors: Mapping[str, float]
) -> list[Figure]:
    """F1 by role on the unseen half, beside the other ways there."""
    own, *others = [record for record in records if record.half == "unseen"]
    return [
        Figure(
            name=f"{role} F1, %",
            of=score.gold,
            value=round(100 * score.f1, 2),
            plain={other.way: round(100 * other.scores[role].f1, 2) for other in others},
            floor=Floor(floors[role]) if role in floors else None,
        )
        for role, score in own.scores.items()
    ]


def error_lines(results: Results) -> Iterator[str]:
    """What is most wrong, by kind; nothing of TimeBank's kept half, which nobody is to read."""
    kinds: dict[str, Callable[[], Iterator[str]]] = {
        "Factuality, UDS-IH2 dev": lambda: factuality.errors(results.uds),
        "Factuality, MEANTIME dev": lambda: factuality.errors(results.meantime),
        "Triggers, UDS-IH2 dev": lambda: triggers.errors(results.predicates, triggers.predicates),
        "PLOVER types, how often which for which": lambda: event_types.confusions(results.told),
        "PLOVER types": lambda: event_types.errors(results.told),
    }
    for title, lines in kinds.items():
        yield f"{title}:"
        yield from islice(lines(), WORST)
        yield ""


@app.command()
def main(
    corpora: Annotated[
        Path,
        typer.Argument(
            help="Folder that holds uds-ih2, meantime, timebank, plover, gum and polnear."
        ),
    ],
    model: Annotated[Path, typer.Option(help="Folder of the model.")] = SHIPPED,
    sweep: Annotated[
        bool,
        typer.Option("--sweep", help="Print what other thresholds of happened give, and no more."),
    ] = False,
    show_errors: Annotated[
        bool, typer.Option("--errors", help="Print the worst errors, before the tables.")
    ] = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the tables for docs/accuracy.md.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Print how well events are read: factuality, triggers, types, times, who takes part.

    A plain way stands beside each figure, and a floor where there is one.
    """
    if absent := missing(corpora):
        for path in absent:
            typer.echo(f"there is no file {path}", err=True)
        typer.echo("CONTRIBUTING.md says what is in it and where it comes from", err=True)
        raise typer.Exit(1)
    gold = read_gold(corpora)
    reader = Reader(model=model)
    if sweep:
        observed = observe(reader, [sentence.text for sentence in gold.uds])
        for line in factuality.sweep_lines(factuality.judge(gold.uds, observed)):
            typer.echo(line)
        return
    results = evaluate(gold, reader)
    figures = groups(results)
    figures["Participants at gold triggers, unseen half"] = participant_figures(
        *read_participants(corpora, reader)
    )
    if as_json:
        typer.echo(json.dumps(as_dict(figures)))
        return
    if as_markdown:
        typer.echo("\n\n".join(markdown(title, rows) for title, rows in figures.items()))
        return
    if show_errors:
        for line in error_lines(results):
            typer.echo(line)
    console = Console()
    for title, rows in figures.items():
        console.print(table(title, rows))


if __name__ == "__main__":
    app()
