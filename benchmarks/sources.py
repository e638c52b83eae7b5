"""How well sayso knows who each source is: `python -m benchmarks.sources CORPORA`.

Reads the PolNeAR articles whose sources are known (`polnear/SPLIT.sources.jsonl.gz`) from text to
Reading, and asks of each gold attribution:

1. Is it matched: is there a statement whose content overlaps its content by at least half of the
   shorter? Of several, one that stands within no other statement, then one whose cue overlaps the
   gold cue, then the one with the greatest overlap.
2. Is its source the right entity? In each article entities are assigned to gold sources one to one,
   so that as many attributions as possible are right: neither one entity for everybody nor one for
   each wording scores well.
3. Are that entity's naming and kind those of the gold source?

Attributions without any gold source are counted by themselves: right when the statement has none.
Beside sayso stand two plain ways to tell who is who, on the same statements: the literal source
words, and for pronouns the person's name (CoreNLP's) that stands nearest before.
"""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import typer
from rich.console import Console
from rich.table import Table
from scipy.optimize import linear_sum_assignment

from benchmarks.attribution import Relation, Spans, readings
from benchmarks.metrics import Score, Share, share
from sayso.reading import Entity, Reading, Span, Statement
from training.words import Word, read_corenlp

FLOORS = {
    "identity": 80.0,
    "identity_of_matched": 88.0,
    "identity_of_pronouns": 85.0,
    "naming": 94.0,
    "unnamed_f1": 88.0,
    "kind": 88.0,
}
"""Per cent."""

PERSONAL = frozenset(
    """i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his
    himself she her hers herself it its itself they them their theirs themselves""".split()
)
RELATIVE = frozenset("who whom whose which that".split())

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Source:
    """Who is behind some attributions of an article; `number` tells those of one article apart."""

    number: int
    name: str
    kind: str
    naming: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """A gold attribution; without a source where the article gives none."""

    id: str
    spans: Relation
    source: Source | None


@dataclass(frozen=True, slots=True)
class Article:
    """A text and its gold attributions, in the order of the file."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A gold attribution, the statement matched to it and that statement's source."""

    article: Article
    gold: Attribution
    statement: Statement | None
    entity: Entity | None


Key = Hashable | None
"""What stands for a source in one way of telling them apart; None where it finds none."""


def read_gold(corpora: Path, split: str) -> list[Article]:
    """The articles whose sources are known. Raises `ValueError` on gold that cannot be scored."""
    texts = {row["id"]: row for row in _rows(corpora / "polnear" / f"{split}.jsonl.gz")}
    articles = []
    for row in _rows(corpora / "polnear" / f"{split}.sources.jsonl.gz"):
        if row["id"] not in texts:
            raise ValueError(f"{row['id']}: sources of an article that is not in {split}.jsonl.gz")
        articles.append(article_of(texts[row["id"]], row["sources"]))
    return articles


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def article_of(row: dict[str, Any], sources: Sequence[dict[str, Any]]) -> Article:
    """An article of its row in the corpus and its sources. Raises `ValueError` when they differ."""
    whose: dict[str, Source] = {}
    for number, source in enumerate(sources):
        for attribution in source["attributions"]:
            if attribution in whose:
                raise ValueError(f"{row['id']}: {attribution} has two sources")
            whose[attribution] = Source(number, source["name"], source["kind"], source["naming"])
    unknown = whose.keys() - {attribution["id"] for attribution in row["attributions"]}
    if unknown:
        raise ValueError(f"{row['id']}: sources of no attribution: {', '.join(sorted(unknown))}")
    return Article(
        row["id"],
        row["text"],
        tuple(
            Attribution(
                gold["id"],
                Relation(*(tuple(map(tuple, gold[role])) for role in ("source", "cue", "content"))),
                whose.get(gold["id"]),
            )
            for gold in row["attributions"]
        ),
    )


def match(gold: Attribution, statements: Iterable[Statement]) -> Statement | None:
    """The statement that says the same; None if none does."""
    content, cue = _places(gold.spans.content), _places(gold.spans.cue)

    def rank(found: tuple[Statement, int]) -> tuple[bool, bool, int]:
        statement, common = found
        return statement.within is None, bool(cue & _places(statement.cue_spans)), common

    fitting = []
    for statement in statements:
        other = _places(statement.content_spans)
        common = len(content & other)
        if common and 2 * common >= min(len(content), len(other)):
            fitting.append((statement, common))
    return max(fitting, key=rank)[0] if fitting else None


def _places(spans: Spans | tuple[Span, ...]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def cases_of(article: Article, reading: Reading) -> list[Case]:
    """The attributions of an article beside a reading. Raises `ValueError` if it is of another."""
    if reading.page.text != article.text:
        raise ValueError(f"{article.id}: the reading is of another text")
    entities = {entity.id: entity for entity in reading.entities}
    cases = []
    for gold in article.attributions:
        statement = match(gold, reading.statements)
        source = statement.source if statement else None
        cases.append(Case(article, gold, statement, entities[source] if source else None))
    return cases


def assign(pairs: Iterable[tuple[Key, int]]) -> dict[Hashable, int]:
    """One gold source at most for each key, one key at most for each, with most pairs agreeing.

    `pairs` holds for each attribution of one article what was found and its gold source's number.
    """
    counts = Counter((key, source) for key, source in pairs if key is not None)
    keys = list(dict.fromkeys(key for key, _ in counts))
    sources = sorted({source for _, source in counts})
    table = np.array([[counts[key, source] for source in sources] for key in keys], int)
    if not keys:
        return {}
    rows, columns = linear_sum_assignment(table, maximize=True)
    return {
        keys[row]: sources[column]
        for row, column in zip(rows, columns, strict=True)
        if table[row, column]
    }


def by_entity(case: Case) -> Key:
    """What sayso says."""
    return case.entity.id if case.entity else None


def by_words(case: Case) -> Key:
    """The literal source words, case apart."""
    return _words(case.statement.source_spans, case.article.text) if case.statement else None


def by_nearest_name(names: Sequence[Span]) -> Callable[[Case], Key]:
    """The literal words but for pronouns, which get the last of `names` that ends before them.

    `names` are spans of the article's text in text order.
    """
    ends = [name.end for name in names]

    def key(case: Case) -> Key:
        words = by_words(case)
        if words is None or words not in PERSONAL | RELATIVE or case.statement is None:
            return words
        before = bisect_left(ends, case.statement.source_spans[0].start + 1)
        return _words((names[before - 1],), case.article.text) if before else words

    return key


def _words(spans: Spans | tuple[Span, ...], text: str) -> str | None:
    return " ".join(" ".join(text[start:end] for start, end in spans).casefold().split()) or None


def person_names(words: Iterable[Word], text: str) -> list[Span]:
    """Spans of the people's names among the words of a text."""
    names: list[Span] = []
    within = False
    for word in words:
        if word.name == "person":
            if within and not text[names[-1].end : word.span.start].strip():
                names[-1] = Span(names[-1].start, word.span.end)
            else:
                names.append(word.span)
        within = word.name == "person"
    return names


_WORD = re.compile(r"[^\W_]+")


def same_name(found: str, gold: str) -> bool:
    """Whether the words of one name stand in the other in a row; case and punctuation apart."""
    one, other = (f" {' '.join(_WORD.findall(name.casefold()))} " for name in (found, gold))
    return bool(one.strip() and other.strip()) and (one in other or other in one)


Way = Literal["sayso", "literal_words", "nearest_name"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is reported; the keys that have a floor are those of `FLOORS`."""

    articles: int
    shares: dict[Way, dict[str, Share]]
    unnamed: Score

    def percent(self, name: str, way: Way = "sayso") -> float:
        """A figure by its name, in per cent."""
        if name.startswith("unnamed_"):
            return round(100 * float(getattr(self.unnamed, name.removeprefix("unnamed_"))), 2)
        return self.shares[way][name].percent


@dataclass(frozen=True, slots=True)
class Judged:
    """A case, what one way calls its source, and whether that is right (of sourceless ones too)."""

    case: Case
    key: Key
    right: bool
    whose: int | None
    """Number of the gold source that the key is assigned to."""


def judge(cases: Sequence[Case], key_of: Callable[[Case], Key]) -> list[Judged]:
    """The cases of one article, told apart in one way."""
    keys = [key_of(case) for case in cases]
    pairs = [
        (key, case.gold.source.number)
        for key, case in zip(keys, cases, strict=True)
        if case.gold.source
    ]
    assigned = assign(pairs)
    judged = []
    for case, key in zip(cases, keys, strict=True):
        whose = assigned.get(key) if key is not None else None
        if case.gold.source:
            right = whose == case.gold.source.number
        else:
            right = case.statement is not None and key is None
        judged.append(Judged(case, key, right, whose))
    return judged


def measure(
    articles: Sequence[Article], found: Iterable[Reading], names: Sequence[Sequence[Span]]
) -> Figures:
    """Compares readings of `articles` with gold; `names` are the people's names in each."""
    judged: dict[Way, list[Judged]] = {"sayso": [], "literal_words": [], "nearest_name": []}
    for article, reading, spans in zip(articles, found, names, strict=True):
        cases = cases_of(article, reading)
        judged["sayso"] += judge(cases, by_entity)
        judged["literal_words"] += judge(cases, by_words)
        judged["nearest_name"] += judge(cases, by_nearest_name(spans))
    shares = {way: _identity(one) for way, one in judged.items()}
    known = [case for case in (one.case for one in judged["sayso"]) if case.gold.source]
    matched = [case for case in known if case.statement]
    shares["sayso"] |= {
        "matched": share(case.statement is not None for case in known),
        "same_name": share(
            case.entity is not None and same_name(case.entity.name, case.gold.source.name)
            for case in known
            if case.gold.source
        ),
        "naming": share(_same(case, "naming") for case in matched),
        "kind": share(_same(case, "kind") for case in matched),
    }
    unnamed = Score(
        right=sum(_is_unnamed(case.entity) and _is_unnamed(case.gold.source) for case in matched),
        found=sum(_is_unnamed(case.entity) for case in matched),
        gold=sum(_is_unnamed(case.gold.source) for case in matched),
    )
    return Figures(articles=len(articles), shares=shares, unnamed=unnamed)


def _identity(judged: Sequence[Judged]) -> dict[str, Share]:
    known = [one for one in judged if one.case.gold.source]
    matched = [one for one in known if one.case.statement]

    def of(words: frozenset[str]) -> Share:
        return share(one.right for one in matched if source_words(one.case) in words)

    return {
        "identity": share(one.right for one in known),
        "identity_of_matched": share(one.right for one in matched),
        "identity_of_pronouns": of(PERSONAL | RELATIVE),
        "identity_of_personal_pronouns": of(PERSONAL),
        "identity_of_relative_pronouns": of(RELATIVE),
        "identity_of_others": share(
            one.right for one in matched if source_words(one.case) not in PERSONAL | RELATIVE
        ),
        "none_where_none_is_given": share(
            one.right for one in judged if not one.case.gold.source and one.case.statement
        ),
    }


def source_words(case: Case) -> str | None:
    """The gold source's words, in small letters."""
    return _words(case.gold.spans.source, case.article.text)


def _same(case: Case, field: Literal["naming", "kind"]) -> bool:
    return case.entity is not None and getattr(case.entity, field) == getattr(
        case.gold.source, field
    )


def _is_unnamed(source: Entity | Source | None) -> bool:
    return source is not None and source.naming == "unnamed"


def errors(cases: Sequence[Case]) -> list[str]:
    """A line for each attribution of one article of which something is wrong."""
    judged = judge(cases, by_entity)
    names = {case.gold.source.number: case.gold.source.name for case in cases if case.gold.source}
    entities = {one.case.entity.id: one.case.entity for one in judged if one.case.entity}
    holders = {one.whose: one.key for one in judged if one.whose is not None}
    lines = []
    for one in judged:
        case, gold = one.case, one.case.gold
        wrong = []
        if not case.statement:
            wrong = ["not matched"] if gold.source else []
        elif not gold.source:
            wrong = [] if one.right else [f"should have no source, has {_told(case.entity)}"]
        elif not case.entity:
            wrong = ["no source"]
        else:
            if not one.right:
                rival = entities.get(str(holders.get(gold.source.number)))
                taken = f", who is {names[one.whose]!r}" if one.whose is not None else ""
                held = f"; it is {_told(rival)}" if rival else ""
                wrong.append(f"{_told(case.entity)}{taken}{held}")
            for field in ("naming", "kind"):
                given, meant = getattr(case.entity, field), getattr(gold.source, field)
                if given != meant:
                    wrong.append(f"{given}, not {meant}")
        if wrong:
            words, cue = (
                _words(spans, case.article.text) or "-"
                for spans in (gold.spans.source, gold.spans.cue)
            )
            meant = gold.source.name if gold.source else "-"
            lines.append(
                f"{case.article.id} {gold.id} {meant!r}: {_short(words)} [{_short(cue)}]\n"
                f"    {'; '.join(wrong)}"
            )
    return lines


def _told(entity: Entity | None) -> str:
    return f"{entity.id} {_short(entity.name)!r}" if entity else "none"


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"


ROWS = {
    "matched": "gold attributions matched",
    "identity": "identity, end to end",
    "identity_of_matched": "identity of matched ones",
    "identity_of_pronouns": "  where the source is a pronoun",
    "identity_of_personal_pronouns": "    he, she, they, …",
    "identity_of_relative_pronouns": "    who, which, …",
    "identity_of_others": "  where it is none",
    "same_name": "name agrees, end to end",
    "naming": "naming",
    "unnamed_precision": "unnamed: precision",
    "unnamed_recall": "unnamed: recall",
    "unnamed_f1": "unnamed: F1",
    "kind": "kind",
    "none_where_none_is_given": "none where gold has none, matched",
}


def table(figures: Figures) -> Table:
    """The figures and their floors, in per cent."""
    shown = Table(title=f"Sources of {figures.articles} articles", title_justify="left")
    shown.add_column("per cent", no_wrap=True)
    for heading in ("of", "sayso", "floor", "literal words", "nearest name"):
        shown.add_column(heading, justify="right")
    for name, heading in ROWS.items():
        floor = f"{FLOORS[name]:.1f}" if name in FLOORS else ""
        if name.startswith("unnamed_"):
            of = figures.unnamed.found if name == "unnamed_precision" else figures.unnamed.gold
            shown.add_row(heading, str(of), f"{figures.percent(name):.1f}", floor, "", "")
            continue
        plain = [
            f"{figures.percent(name, way):.1f}" if name in figures.shares[way] else ""
            for way in ("literal_words", "nearest_name")
        ]
        of = figures.shares["sayso"][name].of
        shown.add_row(heading, str(of), f"{figures.percent(name):.1f}", floor, *plain)
    return shown


def as_dict(figures: Figures) -> dict[str, Any]:
    """The figures for JSON, in per cent; `of` says of how many."""
    unnamed = ("unnamed_precision", "unnamed_recall", "unnamed_f1")
    shares: dict[str, dict[str, float]] = {
        way: {name: one.percent for name, one in of_way.items()}
        for way, of_way in figures.shares.items()
    }
    shares["sayso"] |= {name: figures.percent(name) for name in unnamed}
    return {
        "articles": figures.articles,
        "of": {name: one.of for name, one in figures.shares["sayso"].items()},
        **shares,
        "floors": FLOORS,
    }


@app.command()
def main(
    corpora: Annotated[
        Path,
        typer.Argument(
            help="Folder that holds polnear/SPLIT.jsonl.gz, SPLIT.sources.jsonl.gz and"
            " SPLIT.corenlp.jsonl.gz."
        ),
    ],
    split: Annotated[str, typer.Option(help="The part whose sources are known.")] = "dev",
    show_errors: Annotated[
        bool,
        typer.Option(
            "--errors",
            help="Print each attribution that is wrong and what is wrong, before the table.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Print how many sources are the right entity, with the right naming and kind.

    An entity is right when it is assigned to the gold source, one to one within an article.

    The literal words and, for pronouns, the nearest person's name before stand beside it.
    """
    articles = read_gold(corpora, split)
    grammar = read_corenlp(corpora, split)
    names = [person_names(grammar[article.id].words, article.text) for article in articles]
    found = list(readings([article.text for article in articles], quiet=as_json))
    figures = measure(articles, found, names)
    if as_json:
        typer.echo(json.dumps(as_dict(figures)))
        return
    if show_errors:
        for article, reading in zip(articles, found, strict=True):
            for line in errors(cases_of(article, reading)):
                typer.echo(line)
    Console().print(table(figures))


if __name__ == "__main__":
    app()
