"""How fast sayso reads: `python -m benchmarks.speed FOLDER`.

In one run, on the pages of FOLDER: the bare encoder on the same windows (graph cut before the
heads, same engine settings), the whole reading, the latency of single pages, cold start, and peak
memory.
The *overhead* is the time of the whole reading over that of the bare encoder.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from sayso.models import SHIPPED
from sayso.pages import PageOptions, open_pages, page_from_text
from sayso.reader.engine import HIDDEN, Engine, available_threads
from sayso.reader.quotation import find_quotations
from sayso.reader.reader import Reader
from sayso.reader.tokens import Tokens, load_tokenizer, tokenize
from sayso.reader.windows import Window, cut_windows
from sayso.reading import READ_ROLES, Page

SINGLE_PAGES = 50
ROUNDS = 3

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def windows_of(pages: Sequence[Page]) -> list[tuple[Tokens, list[Window]]]:
    """The windows that reading `pages` would score."""
    tokenizer = load_tokenizer(SHIPPED)
    cut = []
    for page in pages:
        spans = [block.span for block in page.blocks if block.role in READ_ROLES]
        tokens = tokenize(page.text, spans, find_quotations(page.text), tokenizer)
        cut.append((tokens, cut_windows(tokens)))
    return cut


def time_encoder(engine: Engine, windows: Sequence[tuple[Tokens, list[Window]]]) -> float:
    """Seconds for the graph alone."""
    started = time.perf_counter()
    futures = [engine.submit(tokens, window) for tokens, cut in windows for window in cut]
    for future in futures:
        future.result()
    return time.perf_counter() - started


def time_reading(reader: Reader, pages: Sequence[Page]) -> float:
    """Seconds from text to Reading, blocks and language included."""
    started = time.perf_counter()
    again = (page_from_text(page.text, origin=page.origin) for page in pages)
    for _ in reader.read_many(again):
        pass
    return time.perf_counter() - started


def latencies(reader: Reader, pages: Sequence[Page]) -> list[float]:
    """Seconds for each page read by itself."""
    seconds = []
    for page in pages:
        started = time.perf_counter()
        reader.read(page_from_text(page.text, origin=page.origin))
        seconds.append(time.perf_counter() - started)
    return seconds


def cold_start(page: Page) -> float:
    """Seconds of a fresh process that reads one page from a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.txt"
        path.write_text(page.text, encoding="utf-8")
        command = [sys.executable, "-m", "sayso", "read", "--quiet", "--json", str(path)]
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started


def help_time() -> float:
    """Seconds of `sayso --help`."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "sayso", "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def peak_memory(folder: Path) -> float:
    """MB at the most of a fresh process that reads the whole folder."""
    command = [sys.executable, "-m", "sayso", "read", "--quiet", "--json", str(folder)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def measure(folder: Path, threads: int) -> dict[str, float]:
    """All figures; times in seconds, memory in MB."""
    found = open_pages([folder], options=PageOptions())
    pages = [page for page in found if isinstance(page, Page)]
    if not pages:
        raise typer.BadParameter(f"{folder} holds no page that can be read")
    words = sum(len(page.text.split()) for page in pages)
    memory = peak_memory(folder)
    engine, reader = Engine(SHIPPED, threads=threads, output=HIDDEN), Reader(threads=threads)
    plain = Reader(threads=threads, sources=False)
    windows = windows_of(pages)
    time_encoder(engine, windows[:20])
    time_reading(reader, pages[:20])
    time_reading(plain, pages[:20])
    # Taken in turn, so that a machine that slows down slows all.
    encoder = [0.0] * ROUNDS
    reading = [0.0] * ROUNDS
    statements = [0.0] * ROUNDS
    for n in range(ROUNDS):
        encoder[n] = time_encoder(engine, windows)
        statements[n] = time_reading(plain, pages)
        reading[n] = time_reading(reader, pages)
    alone = latencies(reader, pages[:SINGLE_PAGES])
    return {
        "pages": len(pages),
        "words_per_page": words / len(pages),
        "threads": threads,
        "encoder_pages_per_second": len(pages) / float(np.median(encoder)),
        "pages_per_second": len(pages) / float(np.median(reading)),
        "words_per_second": words / float(np.median(reading)),
        "overhead": float(np.median(reading) / np.median(encoder)),
        "times_statements_alone": float(np.median(reading) / np.median(statements)),
        "latency_p50": float(np.percentile(alone, 50)),
        "latency_p95": float(np.percentile(alone, 95)),
        "cold_start": float(np.median([cold_start(pages[0]) for _ in range(3)])),
        "help": float(np.median([help_time() for _ in range(3)])),
        "peak_memory_mb": memory,
    }


@app.command()
def main(
    folder: Annotated[Path, typer.Argument(help="Folder of pages, plain text for the floors.")],
    threads: Annotated[int, typer.Option(help="Processors to use; 0 for all.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Print pages and words a second, overhead over the bare encoder, latency, memory, start-up."""
    figures = measure(folder, threads or available_threads())
    if as_json:
        typer.echo(json.dumps(figures))
        return
    table = Table("", "", show_header=False)
    for name, value in figures.items():
        table.add_row(name.replace("_", " "), f"{value:,.2f}")
    Console().print(table)


if __name__ == "__main__":
    app()
