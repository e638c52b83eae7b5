"""How well pages of one happening come together: `python -m benchmarks.stories CORPORA`.

Feeds the articles of `news-clusters/dev.jsonl.gz` one by one, in order of date, and compares the
stories that they end up in with the events they are of: B³ (Bagga and Baldwin 1998), in per cent,
once on whole articles and once on the first 100 words of each. Beside sayso stand plain ways: each
article its own story, all one story, and one pass over plain TF-IDF (an article joins the story
whose mean vector is nearest) at the threshold that is best for it on these very articles.

The same for the pages of `examples/happenings` and `tests/stories/happenings`, which tell of
invented happenings in three to five voices each.

Whether this was fitted to these articles:

- thresholds beside the one that is used;
- the threshold chosen on half of the events, and the figure on the other half;
- the PolNeAR articles of `polnear/dev.jsonl.gz` fed in between, each on the day of one of the
  others: how many of them get into a story that is not theirs, and the figure for the rest;
- the figure in an archive that has counted the words of those articles many times over, as one of
  thousands of pages has.

And how fast: pages a second of the processor, in memory, of pages made by shuffling the words of
the articles.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from benchmarks.figures import Figure, Floor, as_dict, table
from sayso.pages import PageOptions, page_from_text
from sayso.pages.page import page_from_bytes
from sayso.reading import Page
from sayso.stories import placing
from sayso.stories.memory import MemoryIndex
from sayso.stories.placing import place
from sayso.stories.sketch import Sketch, sketch_page
from sayso.stories.words import read_text

FLOORS = {"whole": 90.0, "first 100 words": 85.0}
"""B³ F1, per cent."""
OWN = ("examples/happenings", "tests/stories/happenings")
"""Folders of pages written for this repository, in each of their folders those of one happening."""
CUT = 100
"""Words."""
THRESHOLDS = (0.1, 0.12, 0.13, 0.14, 0.15, 0.16, 0.18, 0.2)
PLAIN_THRESHOLDS = tuple(n / 100 for n in range(4, 50, 2))
SPLITS = 20
MANY = 100
SPEED_PAGES = 20_000

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page, and the event that it is of; None where that is not known."""

    event: str | None
    page: Page


def read_articles(path: Path, *, words: int | None = None) -> list[Article]:
    """The articles of a corpus in order of date; with `words`, only so many words of each."""
    if not path.is_file():
        raise typer.BadParameter(f"there is no {path}")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles = [_article(json.loads(line), words) for line in file]
    return sorted(articles, key=lambda article: (article.page.published.value or "", _id(article)))


def _article(row: Mapping[str, Any], words: int | None) -> Article:
    text = row["text"]
    if words is not None:
        text = _first(text, words)
    options = PageOptions(published=row["date"], outlet=row.get("outlet"), force=True)
    page = page_from_text(text, origin=row["id"], title=row["title"], options=options)
    return Article(event=row.get("event"), page=page)


def read_own(root: Path, *, words: int | None = None) -> list[Article]:
    """The pages of the repository's own happenings, in order of publication."""
    options = PageOptions(force=True)
    paths = [path for folder in OWN for path in sorted((root / folder).glob("*/*.html"))]
    articles = []
    for path in paths:
        page = page_from_bytes(path.read_bytes(), origin=str(path), options=options)
        if words is not None:
            page = replace(page, text=_first(read_text(page), words), blocks=())
        articles.append(Article(event=path.parent.name, page=page))
    return sorted(articles, key=lambda article: (article.page.published.value or "", _id(article)))


def _first(text: str, words: int) -> str:
    return "".join(re.findall(r"\s*\S+", text)[:words])


def _id(article: Article) -> str:
    return article.page.origin


def sketches(articles: Iterable[Article]) -> list[Sketch]:
    """The sketches of articles, whose dates are all known."""
    return [sketch_page(article.page, seen=date.max) for article in articles]


def group(fed: Sequence[Sketch], threshold: float = placing.THRESHOLD) -> list[int]:
    """The story of each of the pages, fed in their order."""
    index = MemoryIndex()
    return [
        place(number, sketch, index, threshold=threshold).story for number, sketch in enumerate(fed)
    ]


def group_plainly(
    articles: Sequence[Article], threshold: float, *, window: int | None = None
) -> list[int]:
    """One pass over plain TF-IDF: into the story with the nearest mean, or into a new one.

    With `window`, into none whose last article is older than so many days.
    """
    having: Counter[str] = Counter()
    stories: list[defaultdict[str, float]] = []
    last: list[int] = []
    found = []
    for number, article in enumerate(articles, start=1):
        text = f"{article.page.title} {article.page.text}"
        counts = Counter(re.findall(r"\w+", text.casefold()))
        having.update(counts.keys())
        vector = {
            word: (1 + math.log(count)) * math.log((1 + number) / having[word])
            for word, count in counts.items()
        }
        norm = math.hypot(*vector.values()) or 1.0
        vector = {word: weight / norm for word, weight in vector.items()}
        day = date.fromisoformat((article.page.published.value or "")[:10]).toordinal()
        nearest = [
            (_cosine(vector, story), -i)
            for i, story in enumerate(stories)
            if window is None or day - last[i] <= window
        ]
        best, at = max(nearest, default=(0.0, 0))
        if not nearest or best < threshold:
            stories.append(defaultdict(float))
            last.append(day)
            at = 1 - len(stories)
        for word, weight in vector.items():
            stories[-at][word] += weight
        last[-at] = day
        found.append(-at)
    return found


def _cosine(vector: Mapping[str, float], story: Mapping[str, float]) -> float:
    norm = math.hypot(*story.values()) or 1.0
    return sum(weight * story[word] for word, weight in vector.items() if word in story) / norm


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a grouping against another, in per cent."""
    both = Counter(zip(gold, found, strict=True))
    in_gold, in_found = Counter(gold), Counter(found)
    pairs = list(zip(gold, found, strict=True))
    precision = 100 * sum(both[g, f] / in_found[f] for g, f in pairs) / len(pairs)
    recall = 100 * sum(both[g, f] / in_gold[g] for g, f in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def held_out(articles: Sequence[Article]) -> float:
    """B³ F1 on half of the events at the threshold that is best on the other half, on average."""
    events = sorted({article.event or "" for article in articles})
    scores = []
    for seed in range(SPLITS):
        seen = set(random.Random(seed).sample(events, len(events) // 2))
        halves = [
            [a for a in articles if (a.event in seen) is is_seen] for is_seen in (True, False)
        ]
        tuned, judged = (sketches(half) for half in halves)
        gold = [[article.event for article in half] for half in halves]
        best = max(THRESHOLDS, key=lambda value: (b_cubed(gold[0], group(tuned, value))[2], value))
        scores.append(b_cubed(gold[1], group(judged, best))[2])
    return sum(scores) / len(scores)


def with_others(articles: Sequence[Article], others: Sequence[Article]) -> tuple[float, int]:
    """B³ F1 with other articles in between, and how many of those got into a story of these."""
    rng = random.Random(0)
    fed = [
        (sketch, article.event)
        for sketch, article in zip(sketches(articles), articles, strict=True)
    ]
    days = [sketch.day for sketch, _ in fed]
    fed += [(replace(sketch, day=rng.choice(days)), None) for sketch in sketches(others)]
    fed.sort(key=lambda pair: pair[0].day)
    found = group([sketch for sketch, _ in fed])
    own = [(event, story) for (_, event), story in zip(fed, found, strict=True) if event]
    stories = {story for _, story in own}
    strange = sum(s in stories for (_, event), s in zip(fed, found, strict=True) if not event)
    return b_cubed(*zip(*own, strict=True))[2], strange


def in_archive(articles: Sequence[Article], others: Sequence[Article]) -> float:
    """B³ F1 where the words of other articles have been counted `MANY` times before."""
    index = MemoryIndex()
    for sketch in sketches(others):
        for _ in range(MANY):
            index.count(sketch)
    found = [place(n, sketch, index).story for n, sketch in enumerate(sketches(articles))]
    return b_cubed([article.event for article in articles], found)[2]


def made_sketches(articles: Sequence[Article], count: int) -> Iterable[Sketch]:
    """Pages of words drawn from two of the articles each, on a hundred pages a day."""
    rng = random.Random(0)
    words = [list(sketch.terms) for sketch in sketches(articles)]
    begin = date(2026, 1, 1)
    for number in range(count):
        one, other = rng.sample(words, 2)
        drawn = rng.sample(one, len(one) // 2) + rng.sample(other, len(other) // 2)
        # Names, which make up most of what is rare, are new with each few pages.
        drawn += [f"name{rng.randrange(count)}" for _ in range(20)]
        day = begin + timedelta(days=number // 100)
        yield Sketch(terms={word: 1 + rng.random() for word in drawn}, day=day.toordinal())


def speed(articles: Sequence[Article], count: int) -> dict[str, float]:
    """Pages placed in memory a second of the processor, among the first and the last of `count`."""
    fed = list(made_sketches(articles, count))
    index = MemoryIndex()
    seconds: defaultdict[int, float] = defaultdict(float)
    for number, sketch in enumerate(fed):
        started = time.process_time()
        place(number, sketch, index)
        seconds[10 * number // count] += time.process_time() - started
    started = time.process_time()
    for article in articles:
        sketch_page(article.page, seen=date.max)
    sketched = time.process_time() - started
    tenth = count / 10
    return {
        "first tenth": tenth / seconds[0],
        "second tenth": tenth / seconds[1],
        "last tenth": tenth / seconds[9],
        "sketching": len(articles) / sketched,
    }


def figures(corpora: Path, root: Path) -> dict[str, list[Figure]]:
    """All figures of accuracy, by title."""
    groups: dict[str, list[Figure]] = {}
    others = read_articles(corpora / "polnear/dev.jsonl.gz")
    for name, words in (("whole", None), ("first 100 words", CUT)):
        articles = read_articles(corpora / "news-clusters/dev.jsonl.gz", words=words)
        beside, strange = with_others(articles, others)
        groups[name] = [
            *_figures(articles, FLOORS[name]),
            Figure(name="B³ F1, threshold from other events", of=SPLITS, value=held_out(articles)),
            Figure(name="B³ F1 with PolNeAR in between", of=len(articles), value=beside),
            Figure(name="PolNeAR pages in a story not theirs", of=len(others), value=strange),
            Figure(
                name=f"B³ F1 after {MANY * len(others):,} pages",
                of=len(articles),
                value=in_archive(articles, others),
            ),
        ]
        if own := read_own(root, words=words):
            groups[f"own happenings, {name}"] = _figures(own, None)
    return groups


def _figures(articles: Sequence[Article], floor: float | None) -> list[Figure]:
    gold = [article.event for article in articles]
    fed = sketches(articles)
    scores = {
        "each its own": b_cubed(gold, range(len(gold))),
        "all one": b_cubed(gold, [0] * len(gold)),
    }
    for way, window in (("plain TF-IDF", None), ("the same in days", placing.WINDOW)):
        scores[way] = max(
            (
                b_cubed(gold, group_plainly(articles, value, window=window))
                for value in PLAIN_THRESHOLDS
            ),
            key=lambda score: score[2],
        )
    ours = b_cubed(gold, group(fed))
    parts = [
        Figure(
            name=f"B³ {part}",
            of=len(gold),
            value=ours[at],
            plain={way: score[at] for way, score in scores.items()},
            floor=Floor(floor) if floor is not None and part == "F1" else None,
        )
        for at, part in enumerate(("precision", "recall", "F1"))
    ]
    return parts + [
        Figure(name=f"B³ F1 at {value}", of=len(gold), value=b_cubed(gold, group(fed, value))[2])
        for value in THRESHOLDS
    ]


@app.command()
def main(
    corpora: Annotated[
        Path, typer.Argument(help="Folder with news-clusters/ and polnear/dev.jsonl.gz.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    show_errors: Annotated[
        bool, typer.Option("--errors", help="Print the events that are not one story.")
    ] = False,
    count: Annotated[
        int, typer.Option("--pages", help="Made pages to place for the rate.")
    ] = SPEED_PAGES,
) -> None:
    """Print B³ of stories on news-clusters beside plain ways, and pages placed a second."""
    articles = read_articles(corpora / "news-clusters/dev.jsonl.gz")
    measured = figures(corpora, Path(__file__).resolve().parent.parent)
    rates = speed(articles, count)
    if as_json:
        typer.echo(json.dumps({**as_dict(measured), "pages per second": rates}))
        return
    console = Console()
    for title, rows in measured.items():
        console.print(table(title, rows))
    console.print(
        f"pages/s, {count:,} made pages: " + ", ".join(f"{n} {r:,.0f}" for n, r in rates.items())
    )
    if show_errors:
        _print_errors(console, articles)


def _print_errors(console: Console, articles: Sequence[Article]) -> None:
    found = group(sketches(articles))
    stories: defaultdict[str | None, set[int]] = defaultdict(set)
    events: defaultdict[int, set[str | None]] = defaultdict(set)
    for article, story in zip(articles, found, strict=True):
        stories[article.event].add(story)
        events[story].add(article.event)
    for article, story in zip(articles, found, strict=True):
        if len(stories[article.event]) > 1 or len(events[story]) > 1:
            page = article.page
            console.print(article.event, story, page.published.value, page.title, markup=False)


if __name__ == "__main__":
    app()
