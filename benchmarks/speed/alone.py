"""Single pages and fresh processes: latency, cold start, memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sayso.pages import page_from_text
from sayso.reader.reader import Reader
from sayso.reading import Page

SINGLE_PAGES = 50
STARTS = 3


def alone(pages: Sequence[Page], folder: Path, threads: int) -> dict[str, float]:
    """Seconds, and MB at the most of a fresh process that reads the whole folder."""
    memory = peak_memory(folder)
    waits = latencies(Reader(threads=threads), pages[:SINGLE_PAGES])
    return {
        "one page, median": float(np.percentile(waits, 50)),
        "one page, 95th percentile": float(np.percentile(waits, 95)),
        "first page of a process": float(np.median([cold_start(pages[0]) for _ in range(STARTS)])),
        "sayso --help": float(np.median([_seconds("--help") for _ in range(STARTS)])),
        "peak memory, MB": memory,
    }


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
        return _seconds("read", "--quiet", "--json", str(path))


def peak_memory(folder: Path) -> float:
    """MB at the most of a fresh process that reads the whole folder; taken before any other process
    is started, for the system tells it of the greatest.
    """
    _seconds("read", "--quiet", "--json", str(folder))
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _seconds(*arguments: str) -> float:
    started = time.perf_counter()
    command = [sys.executable, "-m", "sayso", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started
