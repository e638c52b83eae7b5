"""How fast the reading room is: `python -m benchmarks.room ARCHIVE [--load 60]`.

Opens a room over the archive in a process of its own, on loopback, and asks it for pages of every
kind, each time another one, so that no answer is a held one; and for what must be heaviest: the
largest stories, who is heard most, the pages with most statements, a Reading of as long a text as
the room takes. Prints for each kind what an answer costs of a processor (the mean, which other work
on the machine does not change), how long answers take, and what they weigh, packed as a browser
takes them and unpacked.

`--load SECONDS` then asks for pages over 64 connections at once, most of them for what everybody
looks at and one in ten for something else, while pages are being read through the API; prints
rates, times, errors, and the memory of the room before and after, beside what they should be.
`--no-pages` does that alone. `benchmarks.archive --file` makes an archive of any size.
"""

from __future__ import annotations

import asyncio
import gzip
import itertools
import multiprocessing
import random
import re
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
from urllib.parse import quote, urlencode

import psutil
import typer
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 64
CHANGED = 0.1
"""Of requests under load the share for something that nobody else looks at."""
MOST_MS = 150
"""That a page may take (p95, one worker),"""
MOST_BYTES = 200_000
"""weigh before it is packed,"""
MOST_MS_UNDER_LOAD = 500
"""and take under load (p95)."""
MOST_GROWTH = 0.1
"""Share by which a process may grow from the middle of the load to its end."""
LONG = 199_000
"""Characters of a long text; the room takes 200,000."""
HEAVIEST = 10
"""Of each kind."""
IN_THE_MAKING = (b"Comparing the pages", b"is being counted")
"""What pages say whose content is made in the background; they are asked for again until it is
there, and the times are those of all these answers."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
# As wide as its tables where nobody says how wide, as in a file.
console = Console(width=None if sys.stdout.isatty() else 140)


@app.command()
def main(
    archive: Annotated[Path, typer.Argument(help="The archive.", exists=True)],
    rounds: Annotated[int, typer.Option(help="Pages of each kind.")] = 60,
    load: Annotated[int, typer.Option(help="Seconds of load; 0 for none.")] = 0,
    pages: Annotated[bool, typer.Option(help="Ask for pages of each kind one by one.")] = True,
    seed: int = 1,
) -> None:
    """Prints what the pages of a room over an archive cost."""
    # However this ends, the room is closed.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    draw = random.Random(seed)
    kinds = addresses(archive, rounds, draw)
    with served(archive) as (port, process):
        if pages:
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

    (last,) = connection.execute("SELECT max(statement_key) FROM statements").fetchone()
    said = [
        row
        for number in draw.sample(range(last), min(last, 6 * rounds))
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

    def most(table: str, column: str) -> list[int]:
        return [
            row[0]
            for row in connection.execute(
                f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL GROUP BY 1"
                " ORDER BY count(*) DESC LIMIT ?",
                (HEAVIEST,),
            )
        ]

    largest, loudest = most("story_pages", "story_id"), most("statements", "profile_id")
    longest = most("statements", "page_id")
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
        "largest stories": [
            f"/stories/{number}{part}" for number in largest for part in ("", "/pages", "/voices")
        ],
        "most heard": [f"/sources/{number}{part}" for number in loudest for part in ("", "/who")],
        "most statements": [f"/pages/{number}" for number in longest],
        "what a story's pages tell": [
            f"/stories/{number}/claims{part}"
            for number in largest[:3]
            for part in ("", "?show=claims", "?after=20")
        ],
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
    body: bytes = b""
    """The last."""


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

    async def send(self, path: str, fields: dict[str, str], answered: Answered) -> str:
        """Sends a form; returns where that leads to."""
        body = urlencode(fields).encode()
        head = f"POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        headers = await self._ask(f"{head}Content-Length: {len(body)}\r\n", body, answered)
        return headers["location"]

    async def _ask(self, head: str, body: bytes, answered: Answered) -> dict[str, str]:
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
        answered.body = gzip.decompress(data) if packed else data
        answered.unpacked.append(len(answered.body))
        return headers


async def each_kind(port: int, process: psutil.Process, kinds: dict[str, list[str]]) -> None:
    """Asks for each page of each kind, one after another."""
    client = Client(port)
    for path in ("/", "/search?q=warm", "/read"):
        await client.get(path, Answered())
    table = Table(
        "page", "n", "CPU ms", "p50 ms", "p95 ms", "most ms", "most kB", "unpacked", "statuses",
        title=f"One after another (at most: p95 {MOST_MS} ms, {MOST_BYTES // 1000} kB unpacked)",
        title_justify="left",
    )  # fmt: skip
    late: list[str] = []
    heavy: list[str] = []
    kinds = {**kinds, "a long Reading": await long_reading(client)}
    for kind, paths in kinds.items():
        answered = Answered()
        before = sum(process.cpu_times()[:2])
        for path in paths:
            await client.get(path, answered)
            while any(words in answered.body for words in IN_THE_MAKING):
                await asyncio.sleep(0.5)
                await client.get(path, answered)
        spent = sum(process.cpu_times()[:2]) - before
        if at(answered.seconds, 0.95) > MOST_MS / 1000:
            late.append(kind)
        if max(answered.unpacked) > MOST_BYTES:
            heavy.append(kind)
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
    console.print(f"over {MOST_MS} ms (p95): {', '.join(late) or 'none'}")
    console.print(f"over {MOST_BYTES // 1000} kB: {', '.join(heavy) or 'none'}")


async def long_reading(client: Client) -> list[str]:
    """The parts of a Reading of as much text as the room takes."""
    text = "\n\n".join(
        path.read_text("utf-8") for path in sorted((ROOT / "examples").rglob("*.txt"))
    )
    text = (f"{text}\n\n" * (LONG // len(text) + 1))[:LONG]
    answered = Answered()
    place = await client.send("/read", {"text": text}, answered)
    while b"data-waiting" in answered.body or not answered.body:
        await asyncio.sleep(0.5)
        await client.get(place, answered)
    found = re.search(rb"shown in (\d+) parts", answered.body)
    return [f"{place}?part={number + 1}" for number in range(int(found[1]) if found else 1)]


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
    table = Table(
        "under load", "a second", "p50 ms", "p95 ms", "p99 ms", "statuses",
        title=f"{CONNECTIONS} connections, {seconds} s", title_justify="left",
    )  # fmt: skip
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
    console.print(verdicts(views, reads, memory))


def verdicts(views: Answered, reads: Answered, memory: list[list[float]]) -> Table:
    """What was found beside what it should be."""
    errors = [
        f"{status}×{count}"
        for answered in (views, reads)
        for status, count in answered.statuses.items()
        if status not in (200, 202, 304)
    ]
    # Processes are started in the first half; what each holds then is what it needs.
    middle, end = memory[len(memory) // 2], memory[-1]
    growth = sum(end) / sum(middle) - 1
    p95 = 1000 * at(views.seconds, 0.95)
    table = Table("", "found", "should be", "")
    for name, found, floor, good in (
        (
            "page views, p95",
            f"{p95:.0f} ms",
            f"≤ {MOST_MS_UNDER_LOAD} ms",
            p95 <= MOST_MS_UNDER_LOAD,
        ),
        ("errors", " ".join(errors) or "0", "0", not errors),
        ("readings made meanwhile", str(len(reads.seconds)), "> 0", bool(reads.seconds)),
        (
            "growth in the second half",
            f"{growth:+.1%}",
            f"≤ {MOST_GROWTH:.0%}",
            growth <= MOST_GROWTH,
        ),
    ):
        table.add_row(name, found, floor, "ok" if good else "NOT MET")
    return table


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
