"""Pages a second: the encoder, the graph, statements only, everything, and HTML in front."""

from __future__ import annotations

import html
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.models import SHIPPED
from sayso.pages import PageOptions, open_pages, page_from_text
from sayso.reader.quotation import find_quotations
from sayso.reader.reader import GROUP, Reader
from sayso.reader.scoring.engine import HIDDEN, Engine
from sayso.reader.scoring.tokens import Tokens, load_tokenizer, tokenize
from sayso.reader.scoring.windows import SIZE, Window, cut_windows
from sayso.reading import READ_ROLES, Page

ROUNDS = 3
WARM_UP = 20
"""Pages that are read before the clock starts: engines plan each length of window once."""
STRIDE = 192
"""Tokens from one window to the next where they overlap by a quarter."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a page costs, in seconds."""

    clock: float
    processor: float
    """Of all threads of the process. On a machine that others use too, this is what to believe."""


def rate(work: Callable[[], object], pages: int) -> Rate:
    """What each page costs of work on so many."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Rate((time.perf_counter() - clock) / pages, (time.process_time() - processor) / pages)


def in_turns(works: Mapping[str, tuple[Callable[[], object], int]]) -> dict[str, Rate]:
    """The median rate of each work, by the processor; a machine that slows down slows all."""
    found: dict[str, list[Rate]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, (work, pages) in works.items():
            found[name].append(rate(work, pages))
    return {
        name: sorted(rates, key=lambda r: r.processor)[ROUNDS // 2] for name, rates in found.items()
    }


def pages_of(folder: Path) -> list[Page]:
    """The pages of a folder that can be read."""
    return [page for page in open_pages([folder], options=PageOptions()) if isinstance(page, Page)]


def windows_of(pages: Sequence[Page]) -> list[tuple[Tokens, list[Window]]]:
    """The windows that reading `pages` would score."""
    tokenizer = load_tokenizer(SHIPPED)
    cut = []
    for page in pages:
        spans = [block.span for block in page.blocks if block.role in READ_ROLES]
        tokens = tokenize(page.text, spans, find_quotations(page.text), tokenizer)
        cut.append((tokens, cut_windows(tokens)))
    return cut


def overlapping(tokens: Tokens) -> list[Window]:
    """Windows as encoders of that length are commonly run, each a quarter over the one before."""
    starts = range(0, max(len(tokens) - SIZE, 0) + STRIDE, STRIDE)
    return [Window(start, start, min(start + SIZE, len(tokens))) for start in starts]


def encode(engine: Engine, windows: Iterable[tuple[Tokens, list[Window]]]) -> None:
    """Runs the graph alone, on as many windows together as a reader would."""
    waiting = [(tokens, window) for tokens, cut in windows for window in cut]
    futures = [
        future
        for first in range(0, len(waiting), GROUP)
        for future in engine.submit_all(waiting[first : first + GROUP])
    ]
    for future in futures:
        future.result()


def read_texts(reader: Reader, pages: Iterable[Page]) -> None:
    """From text to Reading, blocks and language included."""
    for _ in reader.read_many(page_from_text(page.text, origin=page.origin) for page in pages):
        pass


def read_folder(reader: Reader, folder: Path) -> None:
    """From the bytes of files to Reading."""
    found = open_pages([folder], options=PageOptions())
    for _ in reader.read_many(page for page in found if isinstance(page, Page)):
        pass


def as_html(text: str) -> str:
    """A text as the page of a site: its paragraphs among what a reader is to leave out."""
    title, *paragraphs = [html.escape(part) for part in text.split("\n\n") if part.strip()]
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(40))
    teasers = "".join(
        f'<article><a href="/story/{n}"><h3>Another story {n}</h3></a><p>Read on.</p></article>'
        for n in range(12)
    )
    body = "\n".join(f"<p>{part}</p>" for part in paragraphs)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>{".a { margin: 0 } " * 200}</style><script>{"var a = 1; " * 400}</script></head><body>
<header><nav><ul>{links}</ul></nav></header>
<main><article><h1>{title}</h1>{body}</article></main>
<aside>{teasers}</aside><footer><ul>{links}</ul><p>All rights reserved.</p></footer></body></html>
"""


def write_html(pages: Iterable[Page], folder: Path) -> None:
    """A file of HTML for each page."""
    for number, page in enumerate(pages):
        (folder / f"{number:05}.html").write_text(as_html(page.text), encoding="utf-8")


def rates(pages: Sequence[Page], site: Path, threads: int) -> dict[str, Rate]:
    """What a page costs, in several ways; `site` is a folder of HTML."""
    encoder = Engine(SHIPPED, threads=threads, output=HIDDEN)
    graph = Engine(SHIPPED, threads=threads)
    everything = Reader(threads=threads)
    statements = Reader(threads=threads, sources=False)
    windows = windows_of(pages)
    plain = [(tokens, overlapping(tokens)) for tokens, _ in windows]
    of_site = len(pages_of(site))
    for engine in (encoder, graph):
        encode(engine, windows[:WARM_UP])
    for reader in (statements, everything):
        read_texts(reader, pages[:WARM_UP])
    count = len(pages)
    found = in_turns(
        {
            "the bare encoder": (lambda: encode(encoder, windows), count),
            f"it, every {STRIDE} tokens": (lambda: encode(encoder, plain), count),
            "the whole graph": (lambda: encode(graph, windows), count),
            "statements only": (lambda: read_texts(statements, pages), count),
            "everything": (lambda: read_texts(everything, pages), count),
            "everything, HTML in front": (lambda: read_folder(everything, site), of_site),
            "HTML alone": (lambda: pages_of(site), of_site),
        }
    )
    for used in (encoder, graph, statements, everything):
        used.close()
    return found
