"""How well mentions are told apart by what they mean: `python -m benchmarks.coreference CORPORA`.

Scores clusters of mentions against GUM's (`gum/SPLIT.conllu.gz`, the genres that may be used
commercially): MUC, B³ and CEAFe by scorch's scorers, and their average (CoNLL-2012; Pradhan et al.
2014). All of GUM's mentions are in the key, singletons and those that share a head included. A
mention is right when it covers exactly the same words.

Counts are summed over documents before precision and recall are taken, as CoNLL's scorer does.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table
from scorch.scores import b_cubed, ceaf_e, muc

from sayso.pages import page_from_text
from sayso.reader.grammar.extents import reach
from sayso.reader.grammar.noun_phrases import find_noun_phrases
from sayso.reader.identity.resolver import Resolver
from sayso.reader.reader import Reader
from sayso.reading import Span
from training.words import Text, read_gum

Predict = Callable[[str], list[list[Span]]]
"""Text → clusters of mentions, singletons included; spans in code points, none in two clusters."""

WordRange = tuple[int, int]
"""First and last word."""
Clusters = list[set[WordRange]]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1, in per cent."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What is reported of one way."""

    mentions: Rates
    muc: Rates
    b_cubed: Rates
    ceaf_e: Rates
    conll: float
    """Mean of the F1 of the last three, in per cent."""


def gold_clusters(text: Text) -> Clusters:
    """GUM's entities as ranges of words, in order of their first mentions."""
    entities: dict[str, set[WordRange]] = {}
    mentions = sorted(text.annotated or (), key=lambda mention: mention.span)
    places = as_words(text, [[mention.span] for mention in mentions])
    for mention, (place,) in zip(mentions, places, strict=True):
        entities.setdefault(mention.entity, set()).add(place)
    return list(entities.values())


def as_words(text: Text, clusters: Iterable[Iterable[Span]]) -> Clusters:
    """Clusters of spans as ranges of the words that they touch.

    A range belongs to the first cluster that has it: scorers need clusters that do not overlap.
    Spans without a word and clusters without a mention are left out.
    """
    starts = [word.span.start for word in text.words]
    ends = [word.span.end for word in text.words]
    taken: set[WordRange] = set()
    ranges: Clusters = []
    for cluster in clusters:
        places = set()
        for span in cluster:
            place = (bisect_right(ends, span.start), bisect_left(starts, span.end) - 1)
            if place[0] <= place[1] and place not in taken:
                places.add(place)
                taken.add(place)
        if places:
            ranges.append(places)
    return ranges


_PRONOUNS = "me my we us our you your he him his she her it its they them their"
_MENTION = re.compile(
    rf"\b(?:I|{'|'.join(f'[{p[0]}{p[0].upper()}]{p[1:]}' for p in _PRONOUNS.split())})\b"
    r"|[A-Z]\w*(?:[.’'-]\w+)*(?:[ \t]+[A-Z]\w*(?:[.’'-]\w+)*)*"
)


def same_words(text: str) -> list[list[Span]]:
    """The plain way: pronouns and runs of capitalised words are one when their words are.

    A word alone is no run when it also stands in small letters: it has its capital for beginning a
    sentence.
    """
    small = set(re.findall(r"\b[a-z]\w*", text))
    small -= set(_PRONOUNS.split())
    clusters: dict[str, list[Span]] = {}
    for match in _MENTION.finditer(text):
        words = " ".join(match.group().casefold().split())
        if words not in small:
            clusters.setdefault(words, []).append(Span(*match.span()))
    return list(clusters.values())


def by_sayso() -> Predict:
    """What sayso makes of every noun phrase; a mention is a head with all that depends on it."""
    reader = Reader()

    def predict(text: str) -> list[list[Span]]:
        analysis = reader.analyse(page_from_text(text))
        if analysis is None:
            return []
        words = analysis.words
        heads = [index for index, kind in enumerate(words.kinds) if kind != "none"]
        phrases = find_noun_phrases(words, heads)
        links = analysis.links([phrase.head for phrase in phrases])
        referents = Resolver(words, phrases, links, lambda _: None).resolve()
        return [
            [words.span(*reach(words, phrases[number].head, ())) for number in referent.phrases]
            for referent in referents
        ]

    return predict


WAYS: dict[str, Callable[[], Predict]] = {"same words": lambda: same_words, "sayso": by_sayso}
"""What is measured, each made only when it is."""


def _links(clusters: Clusters) -> int:
    return sum(len(cluster) - 1 for cluster in clusters)


def _mentions(clusters: Clusters) -> int:
    return sum(len(cluster) for cluster in clusters)


_SCORERS = {"muc": (muc, _links), "b_cubed": (b_cubed, _mentions), "ceaf_e": (ceaf_e, len)}
"""Each scorer, and what its recall is a share of in the key, its precision in the response."""


def score(documents: Sequence[tuple[Clusters, Clusters]]) -> Figures:
    """Figures over all documents; each is its gold clusters and those that were found."""
    rates = {}
    for name, (scorer, size) in _SCORERS.items():
        recalled = found_right = 0.0
        for gold, found in documents:
            if not set().union(*gold) & set().union(*found):
                # Nothing is right, which scorch divides by.
                continue
            recall, precision, _ = scorer(gold, found)
            recalled += recall * size(gold)
            found_right += precision * size(found)
        rates[name] = _rates(
            found_right,
            sum(size(found) for _, found in documents),
            recalled,
            sum(size(gold) for gold, _ in documents),
        )
    right = sum(len(set().union(*gold) & set().union(*found)) for gold, found in documents)
    return Figures(
        mentions=_rates(
            right,
            sum(_mentions(found) for _, found in documents),
            right,
            sum(_mentions(gold) for gold, _ in documents),
        ),
        **rates,
        conll=round(sum(one.f1 for one in rates.values()) / len(rates), 2),
    )


def _rates(precise: float, found: int, recalled: float, gold: int) -> Rates:
    precision = precise / found if found else 0.0
    recall = recalled / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Rates(*(round(100 * value, 2) for value in (precision, recall, f1)))


def measure(texts: Iterable[Text], predict: Predict) -> Figures:
    """The figures of one way on documents of GUM."""
    return score([(gold_clusters(text), as_words(text, predict(text.text))) for text in texts])


@app.command()
def main(
    corpora: Annotated[Path, typer.Argument(help="Folder that holds gum/SPLIT.conllu.gz.")],
    split: Annotated[str, typer.Option(help="train or dev.")] = "dev",
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Print MUC, B³, CEAFe and their average (CoNLL) on GUM, singletons included.

    Beside it the plain way: names and pronouns of the same words are the same.
    """
    texts = read_gum(corpora, split)
    console = Console(stderr=True, quiet=as_json)
    figures = {
        way: measure(track(texts, way, console=console), make()) for way, make in WAYS.items()
    }
    if as_json:
        typer.echo(json.dumps({way: asdict(one) for way, one in figures.items()}))
        return
    shown = Table(title=f"F1 on {len(texts)} documents of GUM {split}", title_justify="left")
    for heading in ("", "mentions", "MUC", "B³", "CEAFe", "CoNLL"):
        shown.add_column(heading, justify="right" if heading else "left")
    for way, one in figures.items():
        f1 = (one.mentions.f1, one.muc.f1, one.b_cubed.f1, one.ceaf_e.f1, one.conll)
        shown.add_row(way, *(f"{value:.1f}" for value in f1))
    Console().print(shown)


if __name__ == "__main__":
    app()
