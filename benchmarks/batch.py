"""How a batch scales, what it withstands, and what a window of stories holds.

`python -m benchmarks.batch FOLDER` reads pages of mixed length, made of those in FOLDER, on Ray:
with one worker of one core and with two, in turns, from when their models are loaded until their
last shard is written. Each worker is held to a core of its own from its start: left alone, one
works a seventh of a core beyond its own, which two on two cores cannot (`--free` shows that).
Beside pages per second of the clock stand pages per second of the processor, which say the same
where others use the machine, too.

`--chaos N` instead runs N pages through a Reader without a model, whose workers are killed every 20
seconds, and once more through a run that is itself killed five times; both must end with every page
once, and with the files of an undisturbed run.

`--stories N` instead groups N made pages over two years and prints what is held at once.
"""

from __future__ import annotations

import json
import logging
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import psutil
import typer
from rich.console import Console
from rich.table import Table

from sayso.batch import Dataset, batch
from sayso.batch.dataset import check
from sayso.batch.engines import RayEngine
from sayso.batch.grouping import WindowCopies, WindowIndex
from sayso.batch.hand import Job
from sayso.batch.plan import Shard, plan
from sayso.models import reader_version
from sayso.pages import PageOptions, open_pages
from sayso.reading import Page
from sayso.stories.copies import body_of, join
from sayso.stories.placing import WINDOW, place
from sayso.stories.sketch import sketch_page

LENGTHS = (100, 250, 400, 750, 750, 1_200, 2_500)
"""Words of the pages, in turns."""
FAKE = "tests.batch.readers:make"
CHAOS_SHARD = 50
KILL_EVERY = 20.0
DRIVER_KILLS = 5

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def mixed(folder: Path, count: int) -> list[str]:
    """Texts of mixed length, of paragraphs drawn from the pages of `folder`."""
    rng = random.Random(0)
    pages = [page for page in open_pages([folder]) if isinstance(page, Page)]
    paragraphs = [
        page.text[block.span.start : block.span.end]
        for page in pages
        for block in page.blocks
        if block.role == "paragraph"
    ]
    texts = []
    for number in range(count):
        words, chosen = 0, [f"Page {number}"]
        while words < LENGTHS[number % len(LENGTHS)]:
            chosen.append(rng.choice(paragraphs))
            words += len(chosen[-1].split())
        texts.append("\n\n".join(chosen))
    return texts


def write_rows(texts: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"text": text, "id": number, "published": "2026-03-01"}) + "\n")


def shards_of(path: Path, pages: int, salt: str) -> list[Shard]:
    found = plan(
        [path],
        options=PageOptions(outlet=salt),
        made_by=reader_version(),
        shard_pages=pages,
    )
    return [shard for shard in found if isinstance(shard, Shard)]


def hands() -> list[psutil.Process]:
    """The processes that read."""
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any("sayso.batch.hand" in part for part in process.info["cmdline"] or ())
    ]


def actors() -> list[psutil.Process]:
    """Ray's processes that have an actor of ours."""
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(part.startswith("ray::_Actor") for part in process.info["cmdline"] or ())
    ]


def processor_seconds() -> float:
    """Of the processes that read, now."""
    total = 0.0
    for process in hands():
        with suppress(psutil.Error):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def hold() -> None:
    """Holds each of Ray's actors, and so the process that it starts, to a core of its own.

    Of a process that reads already, OpenVINO's threads would go back to all cores.
    """
    cores = sorted(os.sched_getaffinity(0))
    for number, process in enumerate(actors()):
        for thread in process.threads():
            with suppress(ProcessLookupError):
                os.sched_setaffinity(thread.id, {cores[number % len(cores)]})


def scale(folder: Path, count: int, rounds: int, *, held: bool) -> list[dict[str, Any]]:
    """Pages a second with one worker and with two."""
    import ray

    ray.init(num_cpus=2, log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
    engine = RayEngine()
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "rows.jsonl"
        write_rows(mixed(folder, count), path)
        for at in range(rounds):
            for workers in (1, 2) if at % 2 == 0 else (2, 1):
                job = Job(
                    output=str(Path(name) / f"out-{at}-{workers}"),
                    options=PageOptions(force=True),
                    seconds=120,
                    made_by=reader_version(),
                )
                shards = shards_of(path, max(count // 16, 1), f"{at}-{workers}")
                made = engine.actors(job, workers)
                ray.get([actor.__ray_ready__.remote() for actor in made])
                if held:
                    hold()
                ray.get([actor.start.remote() for actor in made])
                before, started = processor_seconds(), time.perf_counter()
                pages = sum(m.rows["pages"] for m in engine.drive(made, shards))
                seconds = time.perf_counter() - started
                used = processor_seconds() - before
                assert pages == count
                rows.append(
                    {"workers": workers, "clock": pages / seconds, "processor": pages / used}
                )
                for actor in made:
                    ray.kill(actor)
                time.sleep(2)
    ray.shutdown()
    return rows


def chaos(count: int) -> dict[str, Any]:
    """What became of runs whose workers, and which themselves, were killed."""
    os.environ["SAYSO_TEST_SECONDS"] = "0.004"
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    rng = random.Random(0)
    words = "The council met to talk of the harbour and what it will cost us all".split()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "rows.jsonl"
        write_rows(
            (f"Page {n}\n\n{' '.join(rng.choices(words, k=40))}" for n in range(count)), path
        )
        calm, killed = Path(name) / "calm", Path(name) / "killed"
        stopped = Path(name) / "stopped"
        _run(path, calm)
        stop = threading.Event()
        victims = 0

        def kill() -> None:
            nonlocal victims
            while not stop.wait(KILL_EVERY):
                found = [
                    child
                    for child in psutil.Process().children()
                    if any("sayso.batch.hand" in part for part in child.cmdline())
                ]
                found[victims % len(found)].kill()
                victims += 1

        thread = threading.Thread(target=kill)
        thread.start()
        started = time.monotonic()
        _run(path, killed)
        seconds = time.monotonic() - started
        stop.set()
        thread.join()
        for _ in range(DRIVER_KILLS):
            process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.batch", str(path), "--driver", str(stopped)]
            )
            time.sleep(seconds / (DRIVER_KILLS + 2))
            process.send_signal(signal.SIGKILL)
            process.wait()
        finished = len(list((stopped / "_shards").glob("*.json")))
        _run(path, stopped)
        return {
            "workers killed": victims,
            "pages": [_pages(out) for out in (calm, killed, stopped)],
            "shards finished before the last run": finished,
            "same files": _files(calm) == _files(killed) == _files(stopped),
        }


def _run(path: Path, out: Path) -> None:
    for _ in batch(
        [path],
        out,
        options=PageOptions(force=True),
        workers=2,
        shard_pages=CHAOS_SHARD,
        reader=FAKE,
    ):
        pass


def _pages(out: Path) -> int:
    assert list(check(Dataset(out))) == []
    keys = [m.rows["pages"] for m in Dataset(out).manifests()]
    return sum(keys)


def _files(out: Path) -> dict[str, str]:
    return {name: digest for m in Dataset(out).manifests() for name, digest in m.files.items()}


def window(folder: Path, count: int) -> dict[str, float]:
    """Pages placed a second, and bytes a page that is held takes."""
    rng = random.Random(0)
    begin = date(2024, 1, 1)
    page = next(page for page in open_pages([folder]) if isinstance(page, Page))
    page = replace(page, published=replace(page.published, value=None))
    words = sorted({word for text in mixed(folder, 50) for word in text.split()})
    index, copies = WindowIndex(), WindowCopies()
    before = _memory()
    held: list[tuple[int, int]] = []
    seconds, most, full = 0.0, 0, 0.0
    for number in range(count):
        day = begin + timedelta(days=730 * number // count)
        text = " ".join(rng.choices(words, k=500))
        made = replace(page, text=text, blocks=(), title=text[:60])
        sketch = sketch_page(made, seen=day)
        body = body_of(made, seen=f"{day}T00:00:00Z")
        started = time.perf_counter()
        while held and held[0][0] < sketch.day - WINDOW:
            copies.forget(held.pop(0)[1])
        for _ in index.forget(sketch.day - WINDOW):
            pass
        join(number, body, copies)
        terms = {sys.intern(term): value for term, value in sketch.terms.items()}
        place(number, replace(sketch, terms=terms), index)
        seconds += time.perf_counter() - started
        held.append((sketch.day, number))
        if len(held) > most:
            most, full = len(held), _memory()
    return {
        "pages": count,
        "most held": most,
        "kB a page held": (full - before) / most,
        "pages placed a second": count / seconds,
        "MB at the end beyond the fullest": (_memory() - full) / 1_000,
    }


def _memory() -> float:
    """Kilobytes that this process has."""
    bytes_held: int = psutil.Process().memory_info().rss
    return bytes_held / 1_000


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    table = Table(title="pages of mixed length, Ray, one core a worker")
    for column in ("workers", "pages/s", "pages/s of the processor"):
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(str(row["workers"]), f"{row['clock']:.2f}", f"{row['processor']:.2f}")
    return table


@app.command()
def main(
    folder: Annotated[Path, typer.Argument(help="Pages whose paragraphs are used.")],
    pages: Annotated[int, typer.Option(help="Pages of a run.")] = 192,
    rounds: Annotated[int, typer.Option(help="Runs with one worker, and with two.")] = 3,
    chaos_pages: Annotated[int, typer.Option("--chaos", help="Kill workers and runs.")] = 0,
    story_pages: Annotated[int, typer.Option("--stories", help="Fill a window.")] = 0,
    free: Annotated[bool, typer.Option("--free", help="Hold no worker to one core.")] = False,
    driver: Annotated[str | None, typer.Option(hidden=True)] = None,
) -> None:
    """Print how a batch scales, or what it withstands."""
    console = Console()
    if driver is not None:
        _run(folder, Path(driver))
        return
    if chaos_pages:
        console.print_json(json.dumps(chaos(chaos_pages)))
        return
    if story_pages:
        console.print_json(json.dumps(window(folder, story_pages)))
        return
    rows = scale(folder, pages, rounds, held=not free)
    console.print(_table(rows))
    for what in ("clock", "processor"):
        one, two = (
            sorted(row[what] for row in rows if row["workers"] == workers)[rounds // 2]
            for workers in (1, 2)
        )
        console.print(f"two workers over one, {what}, median: {two / one:.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    console.print(f"peak memory of the driver: {peak} MB")


if __name__ == "__main__":
    app()
