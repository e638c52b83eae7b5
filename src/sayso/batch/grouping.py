"""A dataset's pages → their copies and stories, by the functions that an archive files pages with.

1. Each shard is sketched by itself (`sketch_shard`), on as many cores as there are: the words of
   its pages and their wording, which is most of the work.
2. Days are gone through in their order, as an archive meets them. Only the pages of the last
   `window` days are held, which is how far back a page is compared.

What is written, beside the other tables:

    DATASET/stories/month=2026-03/part.parquet
    DATASET/copies/month=2026-03/part.parquet
    DATASET/_stories.json                    written last: without it the two are not whole
"""

from __future__ import annotations

import json
import pickle
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from sys import intern
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from sayso.archive.packing import pack, unpack
from sayso.batch.dataset import Dataset, Manifest
from sayso.batch.stores import scheme_of
from sayso.batch.tables import PAGES, Table, month_of, parquet_of
from sayso.export.columns import Column
from sayso.reading import Reading
from sayso.stories.bodies import Body
from sayso.stories.copies import Copy, body_of, join
from sayso.stories.filing import MOSTLY
from sayso.stories.memory import MemoryCopies, MemoryIndex
from sayso.stories.placing import INDEXED, WINDOW, Placement, place
from sayso.stories.sketch import Sketch, Vector, sketch_page

STORIES: Final = Table(
    "stories",
    "which pages tell of one happening",
    (
        Column("page", "text", "the page, as in pages", required=True),
        Column("story", "text", "the story: the key of its first page", required=True),
        Column("day", "text", "the day that it was placed by, ISO 8601", required=True),
        Column(
            "likeness", "number", "to the rest of the story; 0 for its first page", required=True
        ),
        Column("words", "texts", "the weightiest words that it shares with the nearest page"),
        Column("related", "texts", "other stories that it would have fitted"),
    ),
)
COPIES: Final = Table(
    "copies",
    "which pages were made of which",
    (
        Column("page", "text", "the page, as in pages", required=True),
        Column("of", "text", "the page that it was made of", required=True),
        Column("kind", "text", "copy, cut or rewrite", required=True),
        Column("shared", "number", "share of its wording that is the other’s", required=True),
        Column("kept", "number", "share of the other’s wording that it has", required=True),
        Column("other_headline", "flag", "whether it has another headline", required=True),
        Column("credit", "text", "the outlet or agency that it credits"),
    ),
)
MANIFEST: Final = "_stories.json"
RARE: Final = 1
"""Words on no more pages than this are forgotten when the last of these leaves the window: there is
no end to them, most are slips of the pen, and a word that comes again counts as rare as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketched:
    """All that placing a page takes."""

    key: str
    sketch: Sketch
    body: Body
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """What grouping came to."""

    pages: int
    stories: int
    copies: int
    most_held: int
    """Pages that were held at once."""


def group_dataset(
    address: str | Path,
    *,
    window: int = WINDOW,
    workers: int | None = None,
    engine: str = "local",
    ray_address: str | None = None,
) -> Grouped:
    """Finds the copies and stories of a dataset, and writes the tables `stories` and `copies`.

    `window` is how many days back a page is compared; an archive compares 90. Pages come in the
    order of their days, and of one day by their keys; pages without a day come on the last one.
    `engine` runs the sketching: `local`, by default in this process, with more `workers` in as many
    others; or `ray`, on the cluster that this program is connected to, or else that at
    `ray_address` or RAY_ADDRESS. Raises `DatasetError`, and `BatchError` when there is no cluster.
    """
    dataset = Dataset(address)
    manifests = list(dataset.manifests())
    last = _last_day(dataset, manifests)
    run = partial(_sketch_on_ray, ray_address) if engine == "ray" else partial(_sketch_locally)
    # Others may run in another folder.
    name = str(address) if scheme_of(str(address)) else str(Path(address).resolve())
    with TemporaryDirectory(prefix="sayso-stories-") as folder:
        for days in run(name, manifests, last, workers):
            for day, packed in days.items():
                with (Path(folder) / f"{day:08d}").open("ab") as stream:
                    stream.write(packed)
        grouped = _group(_stored(Path(folder)), _Writer(dataset), window)
    dataset.folder.put(MANIFEST, json.dumps({"window": window, **asdict(grouped)}).encode())
    return grouped


def _stored(folder: Path) -> Iterator[Sketched]:
    """All pages in the order of their days, and of one day by their keys."""
    for path in sorted(folder.iterdir()):
        day: list[Sketched] = []
        with path.open("rb") as stream:
            while stream.peek(1):
                day += pickle.load(stream)
        yield from sorted(day, key=lambda page: page.key)


def sketch_shard(address: str, manifest: Manifest, last: str) -> dict[int, bytes]:
    """The pages of a shard by their days, packed. `last` is the day of those that have none."""
    dataset = Dataset(address)
    days: defaultdict[int, list[Sketched]] = defaultdict(list)
    for row in dataset.rows(manifest, PAGES, ("page", "reading", "retrieved")):
        page = _sketched(row, last)
        days[page.sketch.day].append(page)
    return {day: pickle.dumps(pages) for day, pages in days.items()}


def _sketched(row: Mapping[str, Any], last: str) -> Sketched:
    page = Reading.from_json(row["reading"]).page
    seen = row["retrieved"] or last
    return Sketched(
        key=row["page"],
        sketch=sketch_page(page, seen=date.fromisoformat(seen[:10])),
        body=body_of(page, seen=seen),
        seen=seen,
    )


def _last_day(dataset: Dataset, manifests: Iterable[Manifest]) -> str:
    """The last day of any page: that on which a dataset could have been collected."""
    last = date.min.isoformat()
    for manifest in manifests:
        for row in dataset.rows(manifest, PAGES, ("published", "retrieved")):
            last = max(last, (row["retrieved"] or row["published"] or last)[:10])
    try:
        return date.fromisoformat(last).isoformat()
    except ValueError:
        return date.max.isoformat()


def _sketch_locally(
    address: str, manifests: list[Manifest], last: str, workers: int | None
) -> Iterator[dict[int, bytes]]:
    if workers is None or workers == 1 or len(manifests) < 2:
        for manifest in manifests:
            yield sketch_shard(address, manifest, last)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        count = len(manifests)
        yield from pool.map(sketch_shard, [address] * count, manifests, [last] * count)


def _sketch_on_ray(
    ray_address: str | None, address: str, manifests: list[Manifest], last: str, workers: int | None
) -> Iterator[dict[int, bytes]]:
    from sayso.batch.engines import connected

    with connected(ray_address) as ray:
        remote = ray.remote(num_cpus=1, max_retries=-1)(sketch_shard)
        todo = iter(manifests)
        cores = workers or max(int(ray.cluster_resources().get("CPU", 1)), 1)
        running = [remote.remote(address, m, last) for m in islice(todo, 2 * cores)]
        while running:
            (done,), running = ray.wait(running, num_returns=1)
            if (following := next(todo, None)) is not None:
                running.append(remote.remote(address, following, last))
            yield ray.get(done)


def _group(pages: Iterable[Sketched], writer: _Writer, window: int) -> Grouped:
    index, copies = WindowIndex(), WindowCopies()
    held: deque[_Held] = deque()
    keys: dict[int, str] = {}
    """Of the pages that are held, and of those that copies of them were made of."""
    old: deque[tuple[int, int]] = deque()
    """Days and numbers of the pages that are not held any more."""
    names: dict[int, str] = {}
    """The first page of each story that may still be joined."""
    count = most = stories = made = 0
    day = 0

    def leave(before: int) -> None:
        """What is older than `before` is forgotten, and what it was made of written."""
        nonlocal made
        while held and held[0].day < before:
            page = held.popleft()
            if (copy := copies.copies.get(page.number)) is not None:
                writer.copy(page, copy, keys[copy.of])
                made += 1
            copies.forget(page.number)
            old.append((page.day, page.number))
        for story in index.forget(before):
            del names[story]
        while old and old[0][0] < before - window:
            del keys[old.popleft()[1]]

    for number, page in enumerate(pages, start=1):
        if page.sketch.day > day:
            day = page.sketch.day
            leave(day - window)
        count += 1
        keys[number] = page.key
        copy = join(number, page.body, copies)
        original = None
        if copy is not None and copy.shared >= MOSTLY and copy.of in index.pages:
            original = index.pages[copy.of].story
        # Each page came with words of its own, which are the same for all.
        terms = {intern(term): count for term, count in page.sketch.terms.items()}
        sketch = Sketch(terms=terms, day=day)
        placement = place(number, sketch, index, original=original)
        if placement.story not in names:
            names[placement.story] = page.key
            stories += 1
        now = _Held(number=number, key=page.key, day=day)
        writer.story(now, placement, names)
        held.append(now)
        most = max(most, len(held))
    leave(date.max.toordinal() + 1)
    writer.close()
    return Grouped(pages=count, stories=stories, copies=made, most_held=most)


class _Held(NamedTuple):
    """A page that others may still be compared to."""

    number: int
    key: str
    day: int


class WindowIndex(MemoryIndex):
    """An index that forgets the pages of days gone by. What it has counted of words stays."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = 0
        self._present: Counter[int] = Counter()
        """Pages that are held, by story."""
        self._having_now: Counter[str] = Counter()
        """Of those pages, how many have a word."""
        self._terms: deque[tuple[int, int, tuple[str, ...]]] = deque()
        """Days, numbers and words of those pages, in the order of their days."""
        self._counting: tuple[str, ...] = ()

    def count(self, sketch: Sketch) -> tuple[int, Mapping[str, int]]:
        """See `Index.count`."""
        self._counting = tuple(sketch.terms)
        self._having_now.update(self._counting)
        return super().count(sketch)

    def add(self, page: int, day: int, vector: Vector, placement: Placement | None) -> int:
        """See `Index.add`. Pages come in the order of their days."""
        if placement is None:
            # By how many there are now, numbers would be used again.
            self._begun += 1
            placement = Placement(story=self._begun)
        self._present[placement.story] += 1
        self._terms.append((day, page, self._counting))
        return super().add(page, day, vector, placement)

    def forget(self, before: int) -> Iterator[int]:
        """Takes the pages of earlier days out; the stories that have none left."""
        self.related.clear()
        while self._terms and self._terms[0][0] < before:
            _, page, terms = self._terms.popleft()
            neighbour = self.pages.pop(page)
            for term in list(neighbour.vector)[:INDEXED]:
                postings = self._postings[term]
                del postings[: bisect_left(postings, (before,))]
                if not postings:
                    del self._postings[term]
            for term in terms:
                self._having_now[term] -= 1
                if not self._having_now[term]:
                    del self._having_now[term]
                    if self._having[term] <= RARE:
                        del self._having[term]
            # What an archive knows of a story's size it knows of all its pages, old ones too.
            self._present[neighbour.story] -= 1
            if not self._present[neighbour.story]:
                del self._present[neighbour.story], self._sizes[neighbour.story]
                yield neighbour.story


class WindowCopies(MemoryCopies):
    """The wording of the pages that are held."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: dict[int, list[int]] = {}
        self._packed: dict[int, bytes] = {}
        """Bodies, which as they are would be most of what a page takes; few are asked for."""

    def body(self, page: int) -> Body | None:
        """See `CopyIndex.body`."""
        packed = self._packed.get(page)
        return None if packed is None else pickle.loads(unpack(packed))

    def add(self, page: int, body: Body, keys: Iterable[int]) -> None:
        """See `CopyIndex.add`."""
        kept = list(keys)
        self._keys[page] = kept
        super().add(page, body, kept)
        del self._bodies[page]
        self._packed[page] = pack(pickle.dumps(body))

    def forget(self, page: int) -> None:
        """Takes a page out."""
        del self._packed[page]
        self.copies.pop(page, None)
        for key in self._keys.pop(page):
            holders = self._holders[key]
            holders.remove(page)
            if not holders:
                del self._holders[key]


class _Writer:
    """Writes rows by month, a file each, when the month is over."""

    def __init__(self, dataset: Dataset) -> None:
        self._folder = dataset.folder
        self._rows: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        self._folder.remove(MANIFEST)
        for table in (STORIES, COPIES):
            for name in self._folder.names(table.name):
                self._folder.remove(name)

    def story(self, page: _Held, placement: Placement, names: Mapping[int, str]) -> None:
        """A row of `stories`."""
        row = {
            "page": page.key,
            "story": names[placement.story],
            "day": date.fromordinal(page.day).isoformat(),
            "likeness": placement.likeness,
            "words": list(placement.words),
            "related": [names[story] for story in placement.related],
        }
        self._add(STORIES, page, row)

    def copy(self, page: _Held, copy: Copy, of: str) -> None:
        """A row of `copies`."""
        row = {
            "page": page.key,
            "of": of,
            "kind": copy.kind,
            "shared": copy.shared,
            "kept": copy.kept,
            "other_headline": copy.other_headline,
            "credit": copy.credit,
        }
        self._add(COPIES, page, row)

    def _add(self, table: Table, page: _Held, row: dict[str, Any]) -> None:
        month = month_of(date.fromordinal(page.day).isoformat())
        # Pages come in the order of their days: an earlier month is whole.
        for named in [key for key in self._rows if key[0] == table.name and key[1] != month]:
            self._write(table, named[1], self._rows.pop(named))
        self._rows[table.name, month].append(row)

    def _write(self, table: Table, month: str, rows: list[dict[str, Any]]) -> None:
        self._folder.put(f"{table.name}/month={month}/part.parquet", parquet_of(table, rows))

    def close(self) -> None:
        """Writes what is left."""
        for (name, month), rows in self._rows.items():
            self._write(STORIES if name == STORIES.name else COPIES, month, rows)
        self._rows.clear()
