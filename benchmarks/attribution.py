"""How exactly sayso finds who says what: `python -m benchmarks.attribution CORPORA --split dev`.

Reads the PolNeAR articles of a split as plain-text pages, exactly as `sayso read` does, and
compares the statements with the gold attribution relations. Agreement between people is printed
beside it (24 articles, five or six annotators, every pair compared).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.metrics import ROLES, Score, calibration_error, compare, covered, normal, strict
from sayso.pages import page_from_text
from sayso.reader.reader import Reader
from sayso.reading import Reading, Statement

PEOPLE = {"cue": 70.5, "source": 77.7, "content": 65.7, "relation": 55.9}
PEOPLE_COVERED = {"cue": 68.6, "source": 81.0, "content": 90.7}
FLOORS = {"cue": 73.5, "source": 80.5, "content": 67.5, "relation": 59.0}

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Spans of one relation, gold or found."""

    source: Spans
    cue: Spans
    content: Spans


def read_gold(path: Path) -> list[tuple[str, list[Relation]]]:
    """Text and gold relations of each article; relations without a cue are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        (
            row["text"],
            [
                Relation(*(tuple(map(tuple, a[role])) for role in ("source", "cue", "content")))
                for a in row["attributions"]
                if a["cue"]
            ],
        )
        for row in rows
    ]


def relation_of(statement: Statement) -> Relation:
    """Its spans alone."""
    return Relation(statement.source_spans, statement.cue_spans, statement.content_spans)


def readings(texts: Sequence[str], *, quiet: bool) -> Iterator[Reading]:
    """The texts through the whole reader."""
    pages = [page_from_text(text, origin=str(n)) for n, text in enumerate(texts)]
    console = Console(stderr=True, quiet=quiet)
    return iter(track(Reader().read_many(pages), "reading", len(pages), console=console))


@dataclass(frozen=True, slots=True)
class Figures:
    """What is reported; precision, recall and F1 by role, in per cent."""

    articles: int
    exact: dict[str, dict[str, float]]
    """Pieces parted by white space alone count as one."""
    exact_pieces: dict[str, dict[str, float]]
    """Every piece must be cut alike."""
    characters: dict[str, dict[str, float]]
    calibration_error: float


def measure(articles: Sequence[tuple[str, list[Relation]]], found: Sequence[Reading]) -> Figures:
    """Compares the readings of `articles` with their gold relations.

    Statements that stand inside another's content are left out: the corpus marks none (0 of the
    2,193 relations of its dev part), so it can tell neither that they are right nor that they are
    wrong.
    """
    exact = {role: Score() for role in ROLES}
    pieces = dict(exact)
    characters = {role: Score() for role in ROLES[:3]}
    confidence: list[float] = []
    right: list[bool] = []
    for (text, gold), reading in zip(articles, found, strict=True):
        outer = [statement for statement in reading.statements if statement.within is None]
        relations = [relation_of(statement) for statement in outer]
        exact = _plus(exact, compare(gold=gold, found=relations, text=text))
        pieces = _plus(pieces, compare(gold=gold, found=relations, text=text, spans=strict))
        characters = _plus(characters, covered(gold=gold, found=relations, text=text))
        keys = {_key(relation, text) for relation in gold}
        confidence += [statement.confidence for statement in outer]
        right += [_key(relation, text) in keys for relation in relations]
    return Figures(
        articles=len(articles),
        exact={role: _figures(score) for role, score in exact.items()},
        exact_pieces={role: _figures(score) for role, score in pieces.items()},
        characters={role: _figures(score) for role, score in characters.items()},
        calibration_error=round(calibration_error(confidence=confidence, right=right), 4),
    )


def _plus(total: dict[str, Score], more: dict[str, Score]) -> dict[str, Score]:
    return {role: total[role] + more[role] for role in total}


def _key(relation: Relation, text: str) -> tuple[Spans, ...]:
    return tuple(normal(s, text) for s in (relation.cue, relation.source, relation.content))


def _figures(score: Score) -> dict[str, float]:
    return {
        "precision": round(100 * score.precision, 2),
        "recall": round(100 * score.recall, 2),
        "f1": round(100 * score.f1, 2),
    }


def _table(figures: dict[str, dict[str, float]], people: dict[str, float], title: str) -> Table:
    table = Table("", "precision", "recall", "F1", "people's F1", title=title, title_justify="left")
    for role, row in figures.items():
        values = [f"{row[name]:.1f}" for name in ("precision", "recall", "f1")]
        table.add_row(role, *values, f"{people[role]:.1f}")
    return table


@app.command()
def main(
    corpora: Annotated[Path, typer.Argument(help="Folder that holds polnear/SPLIT.jsonl.gz.")],
    split: Annotated[str, typer.Option(help="train, dev or test.")] = "dev",
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Print precision, recall and F1 by role, exact and in characters; calibration error."""
    articles = read_gold(corpora / "polnear" / f"{split}.jsonl.gz")
    found = list(readings([text for text, _ in articles], quiet=as_json))
    figures = measure(articles, found)
    if as_json:
        typer.echo(json.dumps(asdict(figures)))
        return
    console = Console()
    for rows, people, title in (
        (figures.exact, PEOPLE, "Exact spans (pieces parted by white space alone are one)"),
        (figures.exact_pieces, PEOPLE, "Exact spans, every piece cut alike"),
        (figures.characters, PEOPLE_COVERED, "Characters covered"),
    ):
        console.print(_table(rows, people, title))
    console.print(f"{figures.articles} articles; floors for exact F1: {FLOORS}")
    console.print(f"expected calibration error {figures.calibration_error}")


if __name__ == "__main__":
    app()
