"""How an archive grows, and what asking it costs: `python -m benchmarks.archive [--pages N]`.

Fills an archive with pages varied from the repository's own (their Readings vary with them, so
nothing is read: 100,000 take 20 minutes of one core), and prints:
- what keeping a page costs, step by step for every 5,000 pages, and at the start and at the end, in
  time of the processor, and beside it what making the page up took, which shows the machine's pace:
  what else runs on it changes that by a tenth and more;
- how long questions take: what somebody said, and searches, of rare and of common words;
- the file's size beside that of what must be kept: packed inputs and Readings.
And, on the repository's own pages, which share of adding them is keeping and not reading.

`--times N` then makes the archive so many times as large within minutes, by copying its rows under
other numbers, and keeps some more pages: names, words and sentences are shared by as many pages
then as if they had been kept one by one, but each has others that are just like it.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial, wraps
from pathlib import Path
from types import ModuleType
from typing import Annotated
from unittest.mock import patch

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.synthetic import Varied
from sayso.api import read_opened
from sayso.archive import Archive
from sayso.archive import keep as keep_module
from sayso.archive.packing import pack_reading
from sayso.archive.profiles import find_profiles
from sayso.archive.said import said
from sayso.archive.search import search_pages, search_statements
from sayso.collect.adding import keep_reading
from sayso.pages import Opened, open_originals
from sayso.reading import Reading
from sayso.stories import filing

EDGE = 0.05
"""Share of the pages that are "the start" and "the end"."""
SAMPLED = 20
"""Of so many pages one is measured for its size."""
EVERY = 5000
"""Pages after which it is printed what they cost."""
STEPS: dict[str, tuple[ModuleType, str]] = {
    "words": (keep_module, "index_reading"),
    "profiles": (keep_module, "link_entities"),
    "copies": (filing, "join_page"),
    "stories": (filing, "place_page"),
}
"""The parts of keeping a page that may grow, and what is called for each."""
NUMBERED = {
    "page_id": "pages",
    "version_id": "versions",
    "entity_key": "entities",
    "statement_key": "statements",
    "profile_id": "profiles",
    "story_id": "stories",
}
"""Columns that number the rows of a table, wherever they stand."""
ALSO_NUMBERED = {"of_id": "page_id", "other_id": "story_id", "merged_into": "profile_id"}
COPIED = {
    "pages": "page_id", "originals": "digest", "versions": "version_id", "readings": "version_id",
    "addresses": "page_id", "entities": "entity_key", "statements": "statement_key",
    "events": "page_id", "profiles": "profile_id", "profile_keys": "profile_id",
    "profile_facts": "profile_id", "profile_log": "entity_key", "stories": "story_id",
    "story_pages": "page_id", "story_postings": "page_id", "related_stories": "page_id",
    "copy_keys": "page_id", "copies": "page_id",
}  # fmt: skip
"""Tables, and the column that says which of their rows were there at first."""
UNIQUE = {("originals", "digest"), ("versions", "digest"), ("addresses", "url")}
WARM, MORE = 500, 2000
"""Pages that are kept, and then measured, after the archive was multiplied."""
QUESTIONS = 100
"""Of each kind; each in other words."""
ROOT = Path(__file__).resolve().parent.parent

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
console = Console()


@app.command()
def main(
    pages: Annotated[int, typer.Option(min=100, help="How many pages the archive gets.")] = 100_000,
    file: Annotated[Path | None, typer.Option(help="Where; kept then. Must not be there.")] = None,
    times: Annotated[int, typer.Option(min=1, help="How often its rows are copied.")] = 1,
) -> None:
    """Prints what an archive of that many pages costs."""
    opened, seconds = read_own_pages()
    with tempfile.TemporaryDirectory() as folder:
        path = file or Path(folder) / "sayso.db"
        if path.exists():
            raise typer.BadParameter(f"{path} is there already")
        share_of_adding(opened, seconds, Path(folder) / "own.db")
        reading = seconds / len(opened)
        varied = Varied([reading for _, reading in opened])
        with Archive(path, create=True) as archive:
            fill(archive, varied, pages, reading)
            if times > 1:
                multiply(archive, times)
                keep_more(archive, varied, pages)
            ask(archive, varied, pages * times)


def read_own_pages() -> tuple[list[tuple[Opened, Reading]], float]:
    """The repository's pages with their Readings, and how long opening and reading them took."""
    list(read_opened(list(open_originals([ROOT / "examples" / "dam.txt"]))))
    started = time.process_time()
    items = open_originals([ROOT / "examples"])
    read = [item for item in read_opened(items) if isinstance(item, tuple)]
    return read, time.process_time() - started


def share_of_adding(opened: Sequence[tuple[Opened, Reading]], seconds: float, path: Path) -> None:
    """Prints what keeping the repository's pages takes beside reading them."""
    with Archive(path, create=True) as archive:
        started = time.process_time()
        for page, reading in opened:
            keep_reading(archive, page, reading)
        keeping = time.process_time() - started
    share = keeping / (keeping + seconds)
    console.print(
        f"{len(opened)} own pages, in time of the processor: {1000 * seconds / len(opened):.1f} ms "
        f"to read one, {1000 * keeping / len(opened):.1f} ms to keep it: {share:.1%} of adding "
        "(floor ≤ 15%)"
    )


@contextmanager
def clocked() -> Iterator[defaultdict[str, float]]:
    """What each of `STEPS` takes meanwhile, in seconds of the processor."""
    spent: defaultdict[str, float] = defaultdict(float)

    def clock(step: str, function: Callable[..., object]) -> Callable[..., object]:
        @wraps(function)
        def clocked_function(*args: object, **options: object) -> object:
            started = time.process_time()
            try:
                return function(*args, **options)
            finally:
                spent[step] += time.process_time() - started

        return clocked_function

    with ExitStack() as stack:
        for step, (module, name) in STEPS.items():
            stack.enter_context(patch.object(module, name, clock(step, getattr(module, name))))
        yield spent


def print_costs(
    number: int, costs: Sequence[float], paces: Sequence[float], spent: defaultdict[str, float]
) -> None:
    """Prints what each of the last pages cost, and starts anew. `paces`: what making it up took."""
    parts = {step: spent[step] for step in STEPS}
    parts["the rest"] = sum(costs) - sum(parts.values())
    told = ", ".join(f"{step} {1000 * part / len(costs):.2f}" for step, part in parts.items())
    console.print(
        f"{number:7,} pages: {1000 * statistics.fmean(costs):.2f} ms each ({told});"
        f" {1000 * statistics.fmean(paces):.2f} to make it up",
        highlight=False,
        soft_wrap=True,
    )
    spent.clear()


def fill(archive: Archive, varied: Varied, pages: int, reading_one: float) -> None:
    """Fills the archive, and prints what keeping a page costs and how large the file is."""
    with clocked() as spent:
        _fill(archive, varied, pages, reading_one, spent)


def _fill(
    archive: Archive, varied: Varied, pages: int, reading_one: float, spent: defaultdict[str, float]
) -> None:
    costs: list[float] = []
    paces: list[float] = []
    packed_inputs = packed_readings = readings = 0
    for number in range(pages):
        started = time.process_time()
        opened, reading = varied[number]
        paces.append(time.process_time() - started)
        if number % SAMPLED == 0:
            packed_inputs += SAMPLED * len(zlib.compress(opened.original.data, 6))
            packed_readings += SAMPLED * len(pack_reading(reading))
            readings += SAMPLED * len(reading.to_json().encode())
        started = time.process_time()
        keep_reading(archive, opened, reading)
        costs.append(time.process_time() - started)
        if (number + 1) % EVERY == 0:
            print_costs(number + 1, costs[-EVERY:], paces[-EVERY:], spent)
    archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    edge = max(1, int(pages * EDGE))
    first, last = statistics.fmean(costs[:edge]), statistics.fmean(costs[-edge:])
    slower = statistics.fmean(paces[-edge:]) / statistics.fmean(paces[:edge])
    size = archive.path.stat().st_size
    table = Table(title=f"{pages:,} pages", title_justify="left")
    for column in ("", "figure", "floor"):
        table.add_column(column, justify="left" if not column else "right")
    table.add_row("keeping a page, at the start", f"{1000 * first:.2f} ms", "")
    table.add_row("keeping a page, at the end", f"{1000 * last:.2f} ms", "")
    table.add_row("end over start, keeping alone", f"{last / first:.2f}", "≤ 1.3")
    table.add_row("the same at the machine's pace at the start", f"{last / slower / first:.2f}", "")
    adding = (reading_one + last) / (reading_one + first)
    table.add_row("end over start, adding: reading it first", f"{adding:.2f}", "")
    table.add_row("file, a page", f"{size / pages / 1000:.1f} kB", "")
    table.add_row("packed input, a page", f"{packed_inputs / pages / 1000:.1f} kB", "")
    table.add_row("Reading as JSON, a page", f"{readings / pages / 1000:.1f} kB", "")
    table.add_row("packed Reading, a page", f"{packed_readings / pages / 1000:.1f} kB", "")
    table.add_row(
        "file over packed inputs and Readings", f"{size / (packed_inputs + readings):.2f}", "≤ 3"
    )
    table.add_row(
        "file over packed inputs and packed Readings",
        f"{size / (packed_inputs + packed_readings):.2f}",
        "",
    )
    console.print(table)


def multiply(archive: Archive, times: int) -> None:
    """Makes the archive `times` as large, each page another page, each profile another profile."""
    connection = archive.connection
    most = {
        column: connection.execute(f"SELECT max({column}) FROM {table}").fetchone()[0]
        for column, table in NUMBERED.items()
    }
    connection.execute("PRAGMA foreign_keys = OFF")
    for number in range(1, times):
        moved = {column: f"{column} + {number * number_of}" for column, number_of in most.items()}
        moved |= {column: f"{column} + {number * most[of]}" for column, of in ALSO_NUMBERED.items()}
        with archive.writing():
            for table, key in COPIED.items():
                columns = [
                    name
                    for (name,) in connection.execute(
                        "SELECT name FROM pragma_table_info(?)", (table,)
                    )
                ]
                values = [
                    f"{column} || '-{number}'"
                    if (table, column) in UNIQUE
                    else moved.get(column, column)
                    for column in columns
                ]
                which = f"{key} <= {most[key]}" if key in most else f"instr({key}, '-') = 0"
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(columns)})"
                    f" SELECT {', '.join(values)} FROM {table} WHERE {which}"
                )
            for index, columns_of, key in (
                ("pages_fts", "title, text FROM versions", "version_id"),
                ("statements_fts", "source, content FROM statements", "statement_key"),
            ):
                told = columns_of.partition(" FROM")[0]
                connection.execute(
                    f"INSERT INTO {index} (rowid, {told}) SELECT {key}, {columns_of}"
                    f" WHERE {key} > {number * most[key]} AND {key} <= {(number + 1) * most[key]}"
                )
    connection.execute("UPDATE story_terms SET pages = pages * ?", (times,))
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def keep_more(archive: Archive, varied: Varied, start: int) -> None:
    """Keeps pages in an archive that has been multiplied, and prints what they cost."""
    (there,) = archive.connection.execute("SELECT count(*) FROM pages").fetchone()
    with clocked() as spent:
        costs: list[float] = []
        paces: list[float] = []
        for number in range(start, start + WARM + MORE):
            started = time.process_time()
            opened, reading = varied[number]
            paces.append(time.process_time() - started)
            if number == start + WARM:
                # The first ones read of the file what later ones find in memory.
                costs.clear()
                paces.clear()
                spent.clear()
            started = time.process_time()
            keep_reading(archive, opened, reading)
            costs.append(time.process_time() - started)
        print_costs(there + WARM + MORE, costs, paces, spent)


def ask(archive: Archive, varied: Varied, pages: int) -> None:
    """Asks as people ask, each question once, and prints how long the answers took."""
    draw = random.Random(7)
    readings = [varied[draw.randrange(pages)][1] for _ in range(QUESTIONS)]
    names = [
        next((e.name for e in reading.entities if e.naming == "named"), "Meridian")
        for reading in readings
    ]
    words = [draw.choice(reading.page.text.split()) for reading in readings]
    pairs = [
        " ".join(reading.page.text[statement.content_spans[0].start :].split()[1:3])
        for reading in readings
        for statement in reading.statements[:1]
        if statement.content_spans
    ]
    common = ["the", "said", "police", "the minister said", "people", "not", "of the"]
    table = Table(title=f"Asking {pages:,} pages", title_justify="left")
    for column in ("question", "p50, ms", "p95, ms", "floor", "worst, ms", "p95 of the processor"):
        table.add_column(column, justify="left" if column == "question" else "right")

    def row(name: str, asks: Sequence[Callable[[], object]]) -> None:
        times, spent = [], []
        for question in asks:
            started, begun = time.perf_counter(), time.process_time()
            question()
            times.append(1000 * (time.perf_counter() - started))
            spent.append(1000 * (time.process_time() - begun))
        times.sort()
        spent.sort()
        table.add_row(
            name,
            f"{statistics.median(times):.1f}",
            f"{times[int(0.95 * (len(times) - 1))]:.1f}",
            "≤ 100",
            f"{times[-1]:.1f}",
            f"{spent[int(0.95 * (len(spent) - 1))]:.1f}",
        )

    c = archive.connection
    both = list(zip(names, words, strict=True))
    row("said, a name", [partial(said, c, name) for name in names])
    row("said, a surname", [partial(said, c, name.split()[-1]) for name in names])
    row("said, a name about a word", [partial(said, c, name, about=word) for name, word in both])
    row("statements with a word", [partial(search_statements, c, word) for word in words])
    row("statements with two words", [partial(search_statements, c, pair) for pair in pairs])
    row("statements with common words", [partial(search_statements, c, one) for one in common])
    row("pages with a word", [partial(search_pages, c, word) for word in words])
    row("pages with two words", [partial(search_pages, c, pair) for pair in pairs])
    row("pages with common words", [partial(search_pages, c, one) for one in common])
    row("profiles by a name", [partial(find_profiles, c, name) for name in names])
    console.print(table)


if __name__ == "__main__":
    app()
