"""How well sayso knows who is who across pages: `python -m benchmarks.profiles CORPORA`.

Beside it stands the plain way: the same words, case apart, are the same.

1. Cases (`profiles.jsonl`): pairs of names on two pages each, written for this, of which it is
   known whether they are one. Each is linked in an archive of its own, once in the order of the
   file and once with the pages in the other order. They were written in three goes,
   each after the rules for those before: when first run, the second was told with F1 89.5
   (precision 85.0) and the third with 85.7 (87.1). What they showed was then put right.
2. PolNeAR: its dev articles whose sources are known, read from text to Reading and kept in order
   of date. In each article entities are assigned to the named sources one to one, as
   `benchmarks.sources` does it; sources of two articles are one when their full names are.
3. GUM: the people and bodies that its annotators linked to Wikipedia, as they are named in the
   text, without a reader in between; those of two documents are one when their link is.
4. Growth: pages varied over many names are added until the archive has so many entities; what
   linking a page costs at the end, beside what it cost at the start.

For 2 and 3: B³ (Bagga & Baldwin 1998) over one item for each entity of each document, and precision
and recall of pairs of items of two documents.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sqlite3
import statistics
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.attribution import readings
from benchmarks.profile_cases import page_of_case
from benchmarks.sources import Article, by_entity, cases_of, judge, read_gold
from sayso.archive import Archive
from sayso.archive.index import index_reading
from sayso.archive.keep import keep
from sayso.archive.profiles import find_profiles, link_entities
from sayso.pages import Opened, Original, PageOptions
from sayso.reading import Block, Entity, EntityKind, Mention, Page, Published, Reading, Span
from training.words import Text, read_gum

CASES = Path(__file__).with_name("profiles.jsonl")

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@contextmanager
def an_archive() -> Iterator[Archive]:
    """An archive that goes when it is left."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive(Path(folder) / "a.db", create=True) as one,
    ):
        yield one


def put(archive: Archive, opened: Opened, reading: Reading) -> int:
    """Keeps a page, which links it, and gives its id."""
    with archive.writing() as connection:
        return keep(connection, opened, reading, model="benchmark").page_id


def who(archive: Archive, page_id: int, name: str) -> int | None:
    """The profile of an entity by its name on a page."""
    row = archive.connection.execute(
        "SELECT profile_id FROM entities WHERE page_id = ? AND name = ?", (page_id, name)
    ).fetchone()
    return row[0] if row else None


# --- Cases


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case in one order."""

    id: int
    what: str
    same: bool
    found: bool
    plain: bool
    reversed: bool
    reason: str


def run_cases(path: Path = CASES) -> list[Outcome]:
    """Links the pages of each case, in both orders."""
    cases = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [_run_case(case, backwards=order) for case in cases for order in (False, True)]


def _run_case(case: dict[str, Any], *, backwards: bool) -> Outcome:
    numbered = list(enumerate(case["pages"]))
    last = len(numbered) - 1
    with an_archive() as archive:
        ids = {}
        for number, page in reversed(numbered) if backwards else numbered:
            opened, reading = page_of_case(
                page["entities"],
                outlet=page["outlet"],
                published=page["published"],
                name=f"{case['id']}-{number}",
            )
            ids[number] = put(archive, opened, reading)
        one, other = case["pair"]
        profiles = who(archive, ids[last - 1], one), who(archive, ids[last], other)
        page, name = (last - 1, one) if backwards else (last, other)
        row = archive.connection.execute(
            "SELECT e.reason || ': ' || l.words FROM entities AS e JOIN profile_log AS l"
            " USING (entity_key) WHERE e.page_id = ? AND e.name = ?",
            (ids[page], name),
        ).fetchone()
    return Outcome(
        id=case["id"],
        what=case["what"],
        same=case["same"],
        found=None not in profiles and profiles[0] == profiles[1],
        plain=one.casefold() == other.casefold(),
        reversed=backwards,
        reason=row[0] if row else f"{name} is of nobody",
    )


# --- Clusters


@dataclass(frozen=True, slots=True)
class Item:
    """One entity of one document: who it is, and who it is said to be."""

    document: str
    name: str
    gold: Hashable
    found: Hashable
    plain: str | tuple[str, int] | None
    named: bool = True
    """Whether the reading has it as one with a name; of others, nothing can be linked."""


@dataclass(frozen=True, slots=True)
class Rates:
    """In per cent."""

    precision: float
    recall: float
    f1: float


def _rates(precision: float, recall: float) -> Rates:
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Rates(*(round(100 * value, 1) for value in (precision, recall, f1)))


def b_cubed(items: Sequence[Item], key: Callable[[Item], Hashable]) -> Rates:
    """B³ over all items."""
    gold, found = Counter(i.gold for i in items), Counter(key(i) for i in items)
    both = Counter((i.gold, key(i)) for i in items)
    precision = sum(both[i.gold, key(i)] / found[key(i)] for i in items) / len(items)
    recall = sum(both[i.gold, key(i)] / gold[i.gold] for i in items) / len(items)
    return _rates(precision, recall)


def pairs(items: Sequence[Item], key: Callable[[Item], Hashable]) -> tuple[Rates, int, int]:
    """Precision and recall of pairs across documents; how many were found, and how many are."""
    right = found = gold = 0
    for one, other in combinations(items, 2):
        if one.document == other.document:
            continue
        same, said = one.gold == other.gold, key(one) == key(other)
        right += same and said
        found += said
        gold += same
    return _rates(right / found if found else 0.0, right / gold if gold else 0.0), found, gold


# --- PolNeAR

SAME_NAME = {
    "donald j. trump": "donald trump", "elijah e. cummings": "elijah cummings",
    "wallace": "chris wallace", "the washington post": "washington post",
    "the wall street journal": "wall street journal", "u.n.": "united nations",
}  # fmt: skip
"""Full names of gold sources that are one person or body."""
PARTIES = frozenset({"person", "organization", "outlet"})


def polnear(corpora: Path, *, quiet: bool) -> list[Item]:
    """The named sources of PolNeAR's dev articles, as they are read."""
    with gzip.open(corpora / "polnear" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        about = {row["id"]: row for row in map(json.loads, lines)}
    articles = sorted(read_gold(corpora, "dev"), key=lambda one: about[one.id]["date"])
    found = readings([article.text for article in articles], quiet=quiet)
    items: list[Item] = []
    with an_archive() as archive:
        for article, read in zip(articles, found, strict=True):
            row = about[article.id]
            opened, reading = _opened(
                read, outlet=row["publisher"], published=row["date"], name=article.id
            )
            page_id = put(archive, opened, reading)
            items += _items_of_article(archive, page_id, article, reading)
        return _with_profiles(archive, items)


def _opened(reading: Reading, *, outlet: str, published: str, name: str) -> tuple[Opened, Reading]:
    page = replace(
        reading.page,
        id=f"{abs(hash(name)):064x}",
        origin=name,
        outlet=outlet,
        published=Published(value=published, basis="given"),
    )
    opened = Opened(
        page=page,
        original=Original(data=page.text.encode(), html=False),
        options=PageOptions(outlet=outlet, published=published),
    )
    return opened, replace(reading, page=page)


def _items_of_article(
    archive: Archive, page_id: int, article: Article, reading: Reading
) -> Iterator[Item]:
    judged = judge(cases_of(article, reading), by_entity)
    sources = {one.case.gold.source for one in judged if one.case.gold.source is not None}
    holders = {one.whose: one.case.entity for one in judged if one.whose is not None}
    for source in sorted(sources, key=lambda source: source.number):
        if source.naming != "named" or source.kind not in PARTIES:
            continue
        entity = holders.get(source.number)
        key = None
        if entity is not None and entity.naming == "named":
            (key,) = archive.connection.execute(
                "SELECT entity_key FROM entities WHERE page_id = ? AND id = ?",
                (page_id, entity.id),
            ).fetchone()
        name = source.name.casefold()
        yield Item(
            document=article.id,
            name=entity.name if entity is not None else "-",
            gold=SAME_NAME.get(name, name),
            found=key,
            named=key is not None,
            plain=entity.name.casefold() if key is not None and entity is not None else None,
        )


def _with_profiles(archive: Archive, items: Iterable[Item]) -> list[Item]:
    """The items with the profiles that their entities have at the end."""
    done = []
    for number, item in enumerate(items):
        alone = ("alone", number)
        row = archive.connection.execute(
            "SELECT profile_id FROM entities WHERE entity_key = ?", (item.found,)
        ).fetchone()
        found = row[0] if row and row[0] is not None else alone
        done.append(replace(item, found=found, plain=item.plain or alone))
    return done


# --- GUM

_LINKED = re.compile(r"\(([^()]+)")
_PROPER = frozenset({"NNP", "NNPS"})
_IN_NAMES = frozenset({"IN", "DT", "POS", ".", ",", "CC", "HYPH"})
_KINDS: dict[str, EntityKind] = {"person": "person", "organization": "organization"}


def gum(corpora: Path) -> list[Item]:
    """The people and bodies of GUM that have a link, by their names in the text."""
    items: list[Item] = []
    with an_archive() as archive:
        for split in ("train", "dev"):
            links = _links(corpora, split)
            for text in read_gum(corpora, split):
                items += _items_of_text(archive, text, links.get(text.id, {}))
        return _with_profiles(archive, items)


def _links(corpora: Path, split: str) -> dict[str, dict[str, str]]:
    """For each document its entities' links."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    document = ""
    with gzip.open(corpora / "gum" / f"{split}.conllu.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                document = line.split("=")[1].strip()
            elif not line.startswith("#") and "Entity=" in line:
                code = line.split("Entity=")[1].split("|")[0]
                for entity in _LINKED.findall(code.strip()):
                    # Number, kind, status, salience, centring, head, link type; then the link.
                    parts = entity.split("-", 7)
                    if len(parts) > 7:
                        found[document][parts[0]] = parts[7]
                    elif len(parts) == 7 and parts[6][:1].isupper():
                        found[document][parts[0]] = parts[6]
    return found


def _items_of_text(archive: Archive, text: Text, links: dict[str, str]) -> Iterator[Item]:
    entities: dict[str, list[Span]] = {}
    kinds: dict[str, EntityKind] = {}
    for mention in text.annotated or ():
        kind = _KINDS.get(mention.kind)
        if kind is None or mention.entity not in links:
            continue
        inside = [
            word for word in text.words if mention.span.start <= word.span.start < mention.span.end
        ]
        # A name, and no description that has one in it.
        tags = {word.tag for word in inside}
        if tags & _PROPER and tags <= _PROPER | _IN_NAMES:
            entities.setdefault(mention.entity, []).append(mention.span)
            kinds[mention.entity] = kind
    if not entities:
        return
    made: list[Entity] = []
    for entity, spans in entities.items():
        names = [" ".join(text.text[slice(*span)].split()) for span in spans]
        made.append(
            Entity(
                id=f"N{len(made) + 1}",
                name=max(names, key=len),
                kind=kinds[entity],
                naming="named",
                mentions=tuple(Mention(span=span, form="name") for span in sorted(spans)),
            )
        )
    page = Page(
        id=f"{abs(hash(text.id)):064x}",
        origin=text.id,
        text=text.text,
        blocks=(Block(span=Span(0, len(text.text)), role="paragraph"),),
    )
    opened = Opened(
        page=page, original=Original(data=text.text.encode(), html=False), options=PageOptions()
    )
    page_id = put(archive, opened, Reading(page=page, entities=tuple(made)))
    keys = dict(
        archive.connection.execute(
            "SELECT id, entity_key FROM entities WHERE page_id = ?", (page_id,)
        ).fetchall()
    )
    for entity, one in zip(entities, made, strict=True):
        yield Item(text.id, one.name, links[entity], keys[one.id], one.name.casefold())


# --- Growth

_FIRST = (
    "Mira Tobias Ines Hal Grace Robert Bob Elena Dorothy Nadia Ruth Ada Ilse Karim Marcus Greta "
    "Walt Petra David John Mary William Irene Sara Kathy Howard James Karen Jane Lucia Dana Luke "
    "Julia Nina Alex Thomas Viktor Priya Leo Otto Magnus Adaeze Jan Luz Owen Colin Harold Quentin"
).split()
_SYLLABLES = "ba ren ko lin dor mar vel tas hu per ost wick man fel sor gan ril bek ton ay".split()
_ROLES = ("senator", "governor", "nurse", "lawyer", "mayor", "professor", "spokeswoman")


@dataclass(frozen=True, slots=True)
class Growth:
    """What linking a page costs, in milliseconds of the CPU."""

    entities: int
    profiles: int
    start: float
    end: float
    ratio: float
    find_p95: float
    """95th percentile of looking a first name or a surname up."""


def grow(most: int, *, seed: int = 7) -> Growth:
    """Adds pages until there are `most` entities, of whom some come again and again."""
    choice = random.Random(seed)
    people = [f"{choice.choice(_FIRST)} {_word(choice, 3)}" for _ in range(most // 6)]
    ends = ("Bank", "Council", "Police")
    bodies = [f"{_word(choice, 3)} {choice.choice(ends)}" for _ in range(most // 20)]
    costs: list[float] = []
    count = 0
    with an_archive() as archive:
        while count < most:
            entities = _entities(choice, people, bodies)
            _, reading = page_of_case(
                entities,
                outlet=f"Outlet {choice.randint(1, 40)}",
                published=f"2025-{choice.randint(1, 12):02}-{choice.randint(1, 28):02}",
                name=str(len(costs)),
            )
            count += len(entities)
            with archive.writing() as connection:
                page_id = _rows_of(connection, reading)
                began = time.process_time()
                link_entities(connection, page_id, reading)
                costs.append(time.process_time() - began)
        part = len(costs) // 10
        # From the second tenth on there is an archive to look into.
        tenths = costs[part : 2 * part], costs[-part:]
        start, end = (1000 * statistics.median(some) for some in tenths)
        taken = []
        for _ in range(200):
            began = time.process_time()
            find_profiles(archive.connection, choice.choice(choice.choice(people).split()))
            taken.append(time.process_time() - began)
        (profiles,) = archive.connection.execute("SELECT count(*) FROM profiles").fetchone()
    return Growth(
        entities=count,
        profiles=profiles,
        start=round(start, 2),
        end=round(end, 2),
        ratio=round(end / start, 2),
        find_p95=round(1000 * sorted(taken)[int(0.95 * len(taken))], 1),
    )


def _rows_of(connection: sqlite3.Connection, reading: Reading) -> int:
    """A page with no more of its rows than linking looks at."""
    page = reading.page
    connection.execute(
        "INSERT INTO originals (digest, form, data) VALUES (?, 'page', x'')", (page.id,)
    )
    page_id = connection.execute("INSERT INTO pages (version_id) VALUES (0)").lastrowid
    version_id = connection.execute(
        "INSERT INTO versions (page_id, number, digest, origin, options, retrieved, outlet,"
        " published, published_basis, language, text)"
        " VALUES (?, 1, ?, ?, '{}', '2026-01-01', ?, ?, 'given', 'en', ?)",
        (page_id, page.id, page.origin, page.outlet, page.published.value, page.text),
    ).lastrowid
    assert page_id is not None
    assert version_id is not None
    connection.execute("UPDATE pages SET version_id = ? WHERE page_id = ?", (version_id, page_id))
    index_reading(connection, page_id, version_id, reading)
    return page_id


def _word(choice: random.Random, most: int) -> str:
    return "".join(choice.choices(_SYLLABLES, k=choice.randint(2, most))).capitalize()


def _entities(
    choice: random.Random, people: Sequence[str], bodies: Sequence[str]
) -> list[dict[str, Any]]:
    """Who is on a page: as in the news, a few are everywhere, and most are seen a few times."""

    def some(names: Sequence[str], count: int) -> list[str]:
        return sorted({names[int(len(names) * choice.random() ** 3)] for _ in range(count)})

    def role(name: str) -> str | None:
        # A page in three says what somebody is; a name in ten is that of two people.
        bearer = choice.random() < 0.5 and zlib.crc32(name.encode()) % 10 == 0
        return _ROLES[(len(name) + 3 * bearer) % len(_ROLES)] if choice.random() < 1 / 3 else None

    entities: list[dict[str, Any]] = [
        {"name": name, "role": role(name)} for name in some(people, 6)
    ]
    # And somebody by surname alone.
    entities.append({"name": some(people, 1)[0].split()[1]})
    return entities + [{"name": name, "kind": "organization"} for name in some(bodies, 3)]


# --- All


def summary(items: Sequence[Item]) -> dict[str, Any]:
    """The figures of sayso and the plain way."""
    ways: dict[str, Callable[[Item], Hashable]] = {
        "sayso": lambda item: item.found,
        "same words": lambda item: item.plain,
    }
    told: dict[str, Any] = {"documents": len({i.document for i in items}), "items": len(items)}
    named = [item for item in items if item.named]
    for way, key in ways.items():
        rates, _, told["pairs"] = pairs(items, key)
        of_named, _, told["pairs of named"] = pairs(named, key)
        told[way] = {
            "b_cubed": asdict(b_cubed(items, key)),
            "pairs": asdict(rates),
            "pairs of named": asdict(of_named),
        }
    return told


def summary_of_cases(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """How many pairs are told right."""
    told: dict[str, Any] = {"cases": len(outcomes) // 2, "tellings": len(outcomes)}
    for way in ("found", "plain"):
        joined = [one for one in outcomes if getattr(one, way)]
        same = [one for one in outcomes if one.same]
        right = sum(one.same for one in joined)
        told["sayso" if way == "found" else "same words"] = {
            **asdict(_rates(right / len(joined), right / len(same))),
            "right": sum(getattr(one, way) == one.same for one in outcomes),
        }
    return told


def wrong_pairs(items: Sequence[Item]) -> Iterator[str]:
    """A line for each pair across documents that is told wrong."""
    for one, other in combinations(items, 2):
        said, same = one.found == other.found, one.gold == other.gold
        if one.document != other.document and said != same:
            what = "joined" if said else "missed"
            yield f"{what}: {one.name!r} ({one.gold}) {other.name!r} ({other.gold})"


@app.command()
def main(
    corpora: Annotated[
        Path | None,
        typer.Argument(help="Folder that holds polnear/ and gum/; cases alone without."),
    ] = None,
    growth: Annotated[int, typer.Option(help="Entities to grow an archive to; 0 for none.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    errors: Annotated[bool, typer.Option(help="List what is wrong.")] = False,
) -> None:
    """Print how well people and bodies are told apart and joined across pages."""
    told: dict[str, Any] = {}
    lines: list[str] = []
    outcomes = run_cases()
    told["cases"] = summary_of_cases(outcomes)
    for one in outcomes:
        if one.found != one.same:
            order = "backwards" if one.reversed else "forwards"
            same = "one" if one.same else "two"
            lines.append(f"case {one.id}, {order}: {one.what} ({same})\n    {one.reason}")
    if corpora is not None:
        for name, items in (("polnear", polnear(corpora, quiet=as_json)), ("gum", gum(corpora))):
            told[name] = summary(items)
            lines += [f"{name} {line}" for line in wrong_pairs(items)]
    if growth:
        told["growth"] = asdict(grow(growth))
    if errors:
        for line in lines:
            typer.echo(line)
    if as_json:
        typer.echo(json.dumps(told))
        return
    Console().print(_table(told))
    if "growth" in told:
        Console().print(told["growth"])


def _table(told: dict[str, Any]) -> Table:
    shown = Table(title="Who is who across pages, per cent", title_justify="left")
    for heading in ("", "of", "way", "precision", "recall", "F1"):
        shown.add_column(heading, justify="left" if heading in ("", "way") else "right")
    for name, figures in told.items():
        for way in ("sayso", "same words"):
            one = figures.get(way)
            if one is None:
                continue
            if name == "cases":
                rows = [("cases, both orders", figures["tellings"], one)]
            else:
                rows = [
                    (f"{name}: B³", figures["items"], one["b_cubed"]),
                    (f"{name}: pairs across pages", figures["pairs"], one["pairs"]),
                ]
                if figures["pairs of named"] != figures["pairs"]:
                    of_named = figures["pairs of named"], one["pairs of named"]
                    rows.append((f"{name}: of those read as named", *of_named))
            for heading, of, rates in rows:
                shown.add_row(
                    heading,
                    str(of),
                    way,
                    *(f"{rates[k]:.1f}" for k in ("precision", "recall", "f1")),
                )
    return shown


if __name__ == "__main__":
    app()
