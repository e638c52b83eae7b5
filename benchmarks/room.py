"""How fast the reading room is: `python -m benchmarks.room ARCHIVE [--load 60]`.

Opens a room over the archive in a process of its own, on loopback, and asks it for pages of every
kind, each time another one, so that no answer is a held one. Prints for each kind what an answer
costs of a processor (the mean, which other work on the machine does not change), how long answers
take, and what they weigh, packed as a browser takes them and unpacked.

`--load SECONDS` then asks for pages over many connections at once, most of them for what everybody
looks at and one in ten for something else, while pages are being read through the API; prints
rates, times, errors, and the memory of the room before and after. `benchmarks.archive --file` makes
an archive of any size.
"""

from __future__ import annotations

import asyncio
import gzip
import itertools
import multiprocessing
import random
import signal
import socket
import sqlite3
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import psutil
import typer
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 64
CHANGED = 0.1
"""Of requests under load the share for something that nobody else looks at."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
console = Console()


@app.command()
def main(
    archive: Annotated[Path, typer.Argument(help="The archive.", exists=True)],
    rounds: Annotated[int, typer.Option(help="Pages of each kind.")] = 60,
    load: Annotated[int, typer.Option(help="Seconds of load; 0 for none.")] = 0,
    seed: int = 1,
) -> None:
    """Prints what the pages of a room over an archive cost."""
    # However this ends, the room is closed.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    draw = random.Random(seed)
    kinds = addresses(archive, rounds, draw)
    with served(archive) as (port, process):
        asyncio.run(each_kind(port, process, kinds))
        if load:
            asyncio.run(under_load(port, process, kinds, load, draw))


def addresses(archive: Path, rounds: int, draw: random.Random) -> dict[str, list[str]]:
    """Addresses of each kind, none of them twice where the archive has so many."""
    connection = sqlite3.connect(f"{archive.absolute().as_uri()}?mode=ro", uri=True)

    def some(table: str, column: str) -> list[int]:
        (most,) = connection.execute(f"SELECT max({column}) FROM {table}").fetchone()
        found = {
            row[0]
            for number in draw.sample(range(most + 1), min(most, 4 * rounds))
            for row in connection.execute(
                f"SELECT {column} FROM {table} WHERE {column} >= ? LIMIT 1", (number,)
            )
        }
        return sorted(found)[:rounds]

    (most,) = connection.execute("SELECT max(statement_key) FROM statements").fetchone()
    said = [
        row
        for number in draw.sample(range(most), min(most, 6 * rounds))
        for row in connection.execute(
            "SELECT content, profile_id FROM statements WHERE statement_key >= ? LIMIT 1",
            (number,),
        )
    ]
    words = list(dict.fromkeys(draw.choice(row[0].split() or ["a"]) for row in said))
    heard = list(dict.fromkeys(row[1] for row in said if row[1]))[:rounds]
    names = [
        connection.execute("SELECT name FROM profiles WHERE profile_id = ?", (one,)).fetchone()[0]
        for one in heard
    ]
    stories, pages = some("stories", "story_id"), some("pages", "page_id")
    connection.close()
    return {
        "front page": [f"/?offset={number}" for number in range(min(rounds, 100))],
        "story": [f"/stories/{number}" for number in stories],
        "page": [f"/pages/{number}" for number in pages],
        "sources": [f"/sources?q={quote(name)}" for name in names],
        "source": [f"/sources/{number}" for number in heard],
        "search statements": [f"/search?q={quote(word)}" for word in words[:rounds]],
        "search pages": [f"/search?kind=pages&q={quote(word)}" for word in words[:rounds]],
        "outlets": [f"/outlets?until={year}" for year in range(2100, 2100 + min(rounds, 20))],
        "read": [f"/read?{number}" for number in range(rounds)],
        "API: statements": [f"/api/statements?q={quote(word)}" for word in words[:rounds]],
        "API: a page": [f"/api/pages/{number}" for number in pages],
        # Last, since it goes on in the background.
        "what a story's pages tell": [f"/stories/{number}/claims" for number in stories[:10]],
    }


@contextmanager
def served(archive: Path) -> Iterator[tuple[int, psutil.Process]]:
    """The port of a room over `archive`, and its process."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    room = multiprocessing.get_context("spawn").Process(target=serve, args=(archive, port))
    room.start()
    try:
        for _ in range(600):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, psutil.Process(room.pid)
    finally:
        room.terminate()
        room.join()


def serve(archive: Path, port: int) -> None:
    """Opens a room, for ever."""
    import uvicorn

    from sayso.web import Settings, create_app

    settings = Settings(views_per_minute=0, reads_per_minute=0)
    uvicorn.run(create_app(archive, settings=settings), port=port, log_level="warning")


@dataclass
class Answered:
    """What came back."""

    seconds: list[float] = field(default_factory=list)
    packed: list[int] = field(default_factory=list)
    unpacked: list[int] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


class Client:
    """One connection, kept open."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, answered: Answered) -> None:
        """Asks for a page and notes what came."""
        await self._ask(f"GET {path} HTTP/1.1\r\n", b"", answered)

    async def post(self, path: str, body: bytes, answered: Answered) -> None:
        """Sends JSON."""
        head = f"POST {path} HTTP/1.1\r\nContent-Type: application/json\r\n"
        await self._ask(f"{head}Content-Length: {len(body)}\r\n", body, answered)

    async def _ask(self, head: str, body: bytes, answered: Answered) -> None:
        begun = time.perf_counter()
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        rest = f"Host: 127.0.0.1:{self._port}\r\nAccept-Encoding: gzip\r\n\r\n"
        writer.write((head + rest).encode() + body)
        status = int((await reader.readline()).split()[1])
        headers: dict[str, str] = {}
        while line := (await reader.readline()).decode("latin-1").strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        data = await reader.readexactly(int(headers.get("content-length", "0")))
        answered.seconds.append(time.perf_counter() - begun)
        answered.statuses[status] += 1
        answered.packed.append(len(data))
        packed = headers.get("content-encoding") == "gzip"
        answered.unpacked.append(len(gzip.decompress(data)) if packed else len(data))


async def each_kind(port: int, process: psutil.Process, kinds: dict[str, list[str]]) -> None:
    """Asks for each page of each kind, one after another."""
    client = Client(port)
    for path in ("/", "/search?q=warm", "/read"):
        await client.get(path, Answered())
    table = Table(
        "page", "n", "CPU ms", "p50 ms", "p95 ms", "most ms", "most kB", "unpacked", "statuses"
    )
    for kind, paths in kinds.items():
        answered = Answered()
        before = sum(process.cpu_times()[:2])
        for path in paths:
            await client.get(path, answered)
        spent = sum(process.cpu_times()[:2]) - before
        table.add_row(
            kind,
            str(len(paths)),
            f"{1000 * spent / len(paths):.0f}",
            *(f"{1000 * at(answered.seconds, share):.0f}" for share in (0.5, 0.95, 1)),
            f"{max(answered.packed) / 1000:.0f}",
            f"{max(answered.unpacked) / 1000:.0f}",
            " ".join(f"{status}×{count}" for status, count in answered.statuses.items()),
        )
    console.print(table)


async def under_load(
    port: int,
    process: psutil.Process,
    kinds: dict[str, list[str]],
    seconds: int,
    draw: random.Random,
) -> None:
    """Asks over many connections at once while pages are read."""
    looked_at = ["front page", "story", "page", "source", "search statements", "search pages"]
    common = [kinds[kind][0] for kind in looked_at] + [kinds["story"][1], kinds["page"][1]]
    rare = [path for kind in looked_at for path in kinds[kind]]
    text = (ROOT / "examples" / "dam.txt").read_text("utf-8")
    until = time.perf_counter() + seconds
    views, reads = Answered(), Answered()
    memory = [memory_of(process)]

    async def look() -> None:
        client = Client(port)
        while time.perf_counter() < until:
            path = draw.choice(rare if draw.random() < CHANGED else common)
            await client.get(path, views)

    async def read() -> None:
        client = Client(port)
        for number in itertools.count():
            if time.perf_counter() > until:
                break
            body = f'{{"text": {_json(f"{text} {number}")}}}'.encode()
            await client.post("/api/read", body, reads)

    async def watch() -> None:
        while time.perf_counter() < until:
            await asyncio.sleep(seconds / 6)
            memory.append(memory_of(process))

    await asyncio.gather(*(look() for _ in range(CONNECTIONS)), read(), watch())
    table = Table("under load", "a second", "p50 ms", "p95 ms", "p99 ms", "statuses")
    for kind, answered in (("views", views), ("readings", reads)):
        table.add_row(
            kind,
            f"{len(answered.seconds) / seconds:.0f}",
            *(f"{1000 * at(answered.seconds, share):.0f}" for share in (0.5, 0.95, 0.99)),
            " ".join(f"{status}×{count}" for status, count in answered.statuses.items()),
        )
    console.print(table)
    console.print(
        "memory of the room and of its workers, MB:",
        ", ".join("+".join(f"{mb:.0f}" for mb in each) for each in memory),
    )


def memory_of(process: psutil.Process) -> list[float]:
    """What a room holds, and each process that it has started, in MB."""
    return [one.memory_info().rss / 1e6 for one in (process, *process.children(recursive=True))]


def at(values: list[float], share: float) -> float:
    """The value below which that share of `values` lies."""
    if len(values) == 1 or share == 1:
        return max(values)
    return statistics.quantiles(values, n=1000, method="inclusive")[round(share * 1000) - 1]


def _json(text: str) -> str:
    import json

    return json.dumps(text)


if __name__ == "__main__":
    app()
