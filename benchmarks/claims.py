"""How well claims across the pages of a story are found: `python -m benchmarks.claims`.

Annotated claims of happenings that the repository's own pages tell. An annotated telling is a page
and words of it; a claim of sayso's is taken for the annotated one when it holds statements or
events within those words on most of the pages. Of several the one whose pages are most nearly the
annotated ones is taken, without looking at its origin.

1. claims found: so many annotated claims have one of sayso's;
2. origin: of all annotated claims, those whose first teller is right;
3. independent tellings: of all annotated claims, those whose number is exactly right;
4. the same of claims that are not found but given, as they are to the plain ways: what stands
   within the annotated words on each page is taken for one claim;
5. pairs of statements or events of two pages that somebody read and said of whether they are one
   claim: how many of those that sayso has for one are, in all claims and in those that it calls
   sure, and how many that are it has for one.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.figures import Figure, Floor, as_dict, markdown, table
from sayso.reading import Reading, Span
from sayso.stories.claims import SURE, Claim
from sayso.stories.claims.find import Story
from sayso.stories.claims.order import moment_of
from sayso.stories.claims.outlets import is_same_outlet

ROOT = Path(__file__).resolve().parent.parent
PAIRS = ROOT / "benchmarks/claim_pairs.jsonl"
TEST = (ROOT / "benchmarks/claims.jsonl", ROOT / "examples/happenings")
DEV = (ROOT / "tests/stories/happenings/claims.jsonl", ROOT / "tests/stories/happenings")
HARD = (ROOT / "benchmarks/happenings/claims.jsonl", ROOT / "benchmarks/happenings")
"""Happenings of which every claim that two pages tell is annotated, be it in passing."""
ORIGIN, INDEPENDENT = Floor(85), Floor(75)
MOST = 0.5
"""Share of an annotated claim's pages on which a claim must hold it, to be taken for it."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated claim. `tellings` are pages, by the name of their file without its ending, and
    words of each."""

    happening: str
    claim: str
    kind: str
    tellings: tuple[tuple[str, str], ...]
    origin: str
    independent: int


@dataclass(frozen=True, slots=True)
class Happening:
    """The pages of a happening, by the name of their file without its ending."""

    name: str
    readings: Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class Pair:
    """Statements or events of two pages, and whether they are one claim."""

    happening: str
    kind: str
    places: tuple[tuple[str, Span], tuple[str, Span]]
    """Of each the page, by the name of its file without its ending, and where it stands."""
    same: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """An annotated claim with that of sayso's which was taken for it, None where none was."""

    gold: Gold
    happening: Happening
    places: Mapping[str, Span]
    """Page → where its words are."""
    found: Claim | None
    given: Claim | None
    """What the annotated words tell, taken for one claim; None where the reader read nothing."""

    @property
    def origin(self) -> str:
        """Who told it first, as sayso has it: by the name of the file, else of the outlet."""
        if self.found is None:
            return ""
        return self.happening_page(self.found.origin) or self.found.origin

    def happening_page(self, identity: str) -> str | None:
        """The name of the page with an id."""
        pages = self.happening.readings.items()
        return next((name for name, one in pages if one.page.id == identity), None)

    def is_origin(self, claim: Claim | None) -> bool:
        """Whether a claim's first teller is that of the annotation."""
        if claim is None:
            return False
        name = self.happening_page(claim.origin) or claim.origin
        return same_teller(name, self.gold.origin, self.happening)

    @property
    def pages(self) -> set[str]:
        """The pages that tell it, as sayso has it."""
        told = () if self.found is None else self.found.tellings
        return {name for one in told if (name := self.happening_page(one.page)) is not None}

    @property
    def origin_is_right(self) -> bool:
        """Whether that is who the annotation has."""
        return self.is_origin(self.found)

    @property
    def independent_is_right(self) -> bool:
        """Whether the number of independent tellings is exactly that of the annotation."""
        return self.found is not None and self.found.independent == self.gold.independent


def read_gold(path: Path) -> list[Gold]:
    """The annotated claims of a file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        one = json.loads(line)
        tellings = tuple((Path(t["page"]).stem, t["quote"]) for t in one["tellings"])
        found.append(
            Gold(
                happening=Path(one["happening"]).name,
                claim=one["claim"],
                kind=one["kind"],
                tellings=tellings,
                origin=one["origin"].removesuffix(".html"),
                independent=one["independent"],
            )
        )
    return found


def read_happenings(folder: Path) -> dict[str, Happening]:
    """The Readings of the pages of each folder in `folder`."""
    from sayso import Problem, read_all

    files = sorted(folder.glob("*/*.html"))
    by_folder: dict[str, dict[str, Reading]] = defaultdict(dict)
    for path, reading in zip(files, read_all(files), strict=True):
        if isinstance(reading, Problem):
            raise SystemExit(f"{path} was not read: {reading.cause}")
        by_folder[path.parent.name][path.stem] = reading
    return {name: Happening(name, readings) for name, readings in by_folder.items()}


def read_pairs(path: Path, folder: Path) -> list[Pair]:
    """The pairs of a file that are of the happenings in `folder`."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        if ROOT / one["happening"] == folder / Path(one["happening"]).name:
            first, second = (
                (page, Span(*span)) for page, span in zip(one["pages"], one["spans"], strict=True)
            )
            happening = Path(one["happening"]).name
            found.append(Pair(happening, one["kind"], (first, second), one["same"]))
    return found


def pair_figures(pairs: Sequence[Pair], happenings: Mapping[str, Happening]) -> list[Figure]:
    """How many of the pairs that are taken for one claim are, and the other way round."""
    claims = {name: Story(one.readings.values()).claims for name, one in happenings.items()}
    joined: list[bool] = []
    sure: list[bool] = []
    for pair in pairs:
        happening = happenings[pair.happening]
        holding = [
            claim
            for claim in claims[pair.happening]
            if claim.kind == pair.kind and all(_holds(claim, *at, happening) for at in pair.places)
        ]
        joined.append(bool(holding))
        sure.append(any(claim.confidence >= SURE for claim in holding))

    def precision(taken: Sequence[bool]) -> Figure:
        right = [pair.same for pair, is_taken in zip(pairs, taken, strict=True) if is_taken]
        name = "pairs of sure claims right, %" if taken is sure else "pairs of claims right, %"
        return Figure(name=name, of=len(right), value=_percent(right))

    def recall(taken: Sequence[bool]) -> Figure:
        found = [is_taken for pair, is_taken in zip(pairs, taken, strict=True) if pair.same]
        name = "right pairs in sure claims, %" if taken is sure else "right pairs in claims, %"
        return Figure(name=name, of=len(found), value=_percent(found))

    return [precision(joined), recall(joined), precision(sure), recall(sure)]


def _holds(claim: Claim, page: str, place: Span, happening: Happening) -> bool:
    identity = happening.readings[page].page.id
    return any(
        _within(span, place) > 0
        for telling in claim.tellings
        if telling.page == identity
        for span in telling.spans
    )


def _percent(right: Sequence[bool]) -> float:
    return round(100 * sum(right) / len(right), 2) if right else 0.0


def judge(gold: Sequence[Gold], happenings: Mapping[str, Happening]) -> list[Judged]:
    """Each annotated claim with the one that is taken for it."""
    stories = {
        name: Story(happening.readings.values(), alone=True)
        for name, happening in happenings.items()
    }
    claims = {name: story.claims for name, story in stories.items()}
    found = []
    for one in gold:
        happening = happenings[one.happening]
        places = {page: place_of(happening.readings[page], quote) for page, quote in one.tellings}
        taken = _taken(one, happening, places, claims)
        given = _given(happening, places, stories[one.happening])
        found.append(Judged(one, happening, places, taken, given))
    return found


def _given(happening: Happening, places: Mapping[str, Span], story: Story) -> Claim | None:
    by_id = {happening.readings[page].page.id: place for page, place in places.items()}
    units = [
        unit
        for unit in story.units.all
        if unit.page in by_id and _within(unit.span, by_id[unit.page]) > 0
    ]
    return story.claim_of(units) if units else None


def _taken(
    gold: Gold,
    happening: Happening,
    places: Mapping[str, Span],
    claims: Mapping[str, Sequence[Claim]],
) -> Claim | None:
    best: tuple[tuple[float, bool, float], Claim] | None = None
    for claim in claims[gold.happening]:
        held, covered = 0, 0.0
        pages = {telling.page for telling in claim.tellings}
        for page, place in places.items():
            identity = happening.readings[page].page.id
            telling = next((one for one in claim.tellings if one.page == identity), None)
            spans = [] if telling is None else [*telling.spans, *(f.span for f in telling.figures)]
            inside = max((_within(span, place) for span in spans), default=0.0)
            held += inside > 0
            covered += inside
        if held < min(2, len(places)) or held < MOST * len(places):
            continue
        agreement = 2 * held / (len(places) + len(pages))
        rank = (agreement, claim.kind == gold.kind, covered)
        if best is None or rank > best[0]:
            best = (rank, claim)
    return None if best is None else best[1]


def _within(span: Span, place: Span) -> float:
    """How far a span and a place are of one another, 0 where they do not meet."""
    shared = min(span.end, place.end) - max(span.start, place.start)
    if shared <= 0:
        return 0.0
    return shared / (max(span.end, place.end) - min(span.start, place.start))


def place_of(reading: Reading, quote: str) -> Span:
    """Where words stand in a page; white space and the shape of quotation marks do not matter."""
    marks = {"'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]'}
    pattern = r"\s+".join(
        "".join(marks.get(character) or re.escape(character) for character in word)
        for word in quote.split()
    )
    found = re.search(pattern, reading.page.text)
    if found is None:
        raise SystemExit(f"{reading.page.origin} does not have the words {quote!r}")
    return Span(*found.span())


def same_teller(one: str, other: str, happening: Happening) -> bool:
    """Whether two name one teller, each by the name of a page's file or of an outlet."""

    def outlets(name: str) -> Iterator[str]:
        yield name
        if name in happening.readings and (outlet := happening.readings[name].page.outlet):
            yield outlet

    return any(is_same_outlet(mine, theirs) for mine in outlets(one) for theirs in outlets(other))


def figures(judged: Sequence[Judged]) -> list[Figure]:
    """What is found and right, beside plain ways: the earliest page, and every page by itself."""

    earliest = [
        same_teller(
            min(
                (page for page, _ in one.gold.tellings),
                key=lambda page: (moment_of(one.happening.readings[page].page), page),
            ),
            one.gold.origin,
            one.happening,
        )
        for one in judged
    ]
    every = [len(one.gold.tellings) == one.gold.independent for one in judged]
    of = len(judged)
    told = [one.pages for one in judged if one.found is not None]
    pages = _Shares(judged)
    return [
        Figure(
            name="claims found, %", of=of, value=_percent([one.found is not None for one in judged])
        ),
        Figure(name="their pages right, %", of=sum(map(len, told)), value=pages.precision),
        Figure(name="annotated pages found, %", of=pages.gold, value=pages.recall),
        Figure(
            name="origin right, %",
            of=of,
            value=_percent([one.origin_is_right for one in judged]),
            plain={"earliest page": _percent(earliest)},
            floor=ORIGIN,
        ),
        Figure(
            name="independent tellings exact, %",
            of=of,
            value=_percent([one.independent_is_right for one in judged]),
            plain={"every page": _percent(every)},
            floor=INDEPENDENT,
        ),
        Figure(
            name="origin right, claims given, %",
            of=of,
            value=_percent([one.is_origin(one.given) for one in judged]),
            plain={"earliest page": _percent(earliest)},
        ),
        Figure(
            name="independent tellings exact, claims given, %",
            of=of,
            value=_percent(
                [
                    one.given is not None and one.given.independent == one.gold.independent
                    for one in judged
                ]
            ),
            plain={"every page": _percent(every)},
        ),
    ]


class _Shares:
    """How many of the pages of claims are annotated ones, and the other way round, in per cent."""

    def __init__(self, judged: Sequence[Judged]) -> None:
        annotated = [{page for page, _ in one.gold.tellings} for one in judged]
        both = sum(len(one.pages & pages) for one, pages in zip(judged, annotated, strict=True))
        told = sum(len(one.pages) for one in judged)
        self.gold = sum(map(len, annotated))
        self.precision = round(100 * both / told, 2) if told else 0.0
        self.recall = round(100 * both / self.gold, 2) if self.gold else 0.0


def error_lines(judged: Sequence[Judged]) -> Iterator[str]:
    """What is wrong, by kind."""
    for one in judged:
        if one.origin_is_right and one.independent_is_right:
            continue
        gold, found = one.gold, one.found
        kind = "missed" if found is None else "origin" if not one.origin_is_right else "independent"
        yield f"{kind}: {gold.happening}: {gold.claim}"
        yield f"    annotated: {gold.origin}, {gold.independent} of {len(gold.tellings)}"
        if found is not None:
            yield f"    sayso: {one.origin}, {found.independent} of {len(found.tellings)}"
            told = {one.happening_page(t.page): t for t in found.tellings}
            for page in dict.fromkeys([*told, *one.places]):
                mark = "=" if page in told and page in one.places else "-+"[page in told]
                edge = next((e for e in found.spread if one.happening_page(e.of) == page), None)
                why = f"{edge.why} {edge.outlet}" if edge else ""
                yield f"      {mark} {page} {why}"


@app.command()
def main(
    dev: Annotated[
        bool, typer.Option("--dev", help="Measure on pages that it was made with.")
    ] = False,
    hard: Annotated[
        bool,
        typer.Option(
            "--hard",
            help="Measure on sixty happenings that no tree saw, with all that two pages tell "
            "annotated.",
        ),
    ] = False,
    show_errors: Annotated[
        bool, typer.Option("--errors", help="Print what is wrong, before the table.")
    ] = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the table for docs/accuracy.md.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Print how well claims are found: how many, who told them first, how many are independent.

    A plain way stands beside each figure, and a floor where there is one.
    """
    if dev and hard:
        raise typer.BadParameter("--dev and --hard are two sets: measure on one at a time")
    path, folder = HARD if hard else DEV if dev else TEST
    if not path.is_file():
        typer.echo(f"there is no file {path}", err=True)
        raise typer.Exit(1)
    happenings = read_happenings(folder)
    judged = judge(read_gold(path), happenings)
    if show_errors:
        for line in error_lines(judged):
            typer.echo(line)
    title = f"Claims of {len({one.gold.happening for one in judged})} happenings"
    pairs = read_pairs(PAIRS, folder)
    of_pairs = pair_figures(pairs, happenings) if pairs else []
    groups = {title: [*figures(judged), *of_pairs]}
    if as_json:
        typer.echo(json.dumps(as_dict(groups)))
    elif as_markdown:
        typer.echo(markdown(title, groups[title]))
    else:
        Console().print(table(title, groups[title]))


if __name__ == "__main__":
    app()
