"""How well pages are cut out of HTML: what is read of the main text, and what of the rest.

    python benchmarks/pages.py INDEX

INDEX is a JSON Lines file beside saved pages: `file`, `url`, `with` (phrases of the main text) and
`without` (phrases that are not of it), as in the evaluation set of adbar/trafilatura. A phrase is
read when all of it stands in blocks that are read. trafilatura alone and "everything in the page"
are measured the same way.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sayso.errors import PageError
from sayso.pages import PageOptions, page_from_bytes
from sayso.reading import READ_ROLES, Page


@dataclass(frozen=True)
class Gold:
    """One page and its phrases."""

    file: str
    url: str
    data: bytes
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


@dataclass
class Score:
    """How many phrases were read, of how many."""

    wanted: int = 0
    wanted_all: int = 0
    unwanted: int = 0
    unwanted_all: int = 0
    seconds: float = 0.0
    misses: list[tuple[str, str, str]] = field(default_factory=list)


def read_gold(index: Path) -> Iterator[Gold]:
    """The pages of an index. Raises `ValueError` on rows that could not be scored."""
    for number, line in enumerate(index.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        path = index.parent / row["file"]
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        phrases = [*row["with"], *row["without"]]
        if not phrases or not all(phrase.strip() for phrase in phrases):
            raise ValueError(f"{index}, row {number}: no phrases, or an empty one")
        yield Gold(row["file"], row["url"], data, tuple(row["with"]), tuple(row["without"]))


def read_text(gold: Gold) -> str:
    """What sayso reads of the page: the blocks' texts, a blank line between those of the text."""
    options = PageOptions(url=gold.url, force=True)
    return _read(page_from_bytes(gold.data, origin=gold.file, options=options, html=True))


def _read(page: Page) -> str:
    # Unread text becomes a mark that no phrase has, so that no phrase can match across it.
    return "\x00".join(
        page.text[block.span.start : block.span.end] if block.role in READ_ROLES else "\x00"
        for block in page.blocks
    )


def trafilatura_text(gold: Gold) -> str:
    """trafilatura at its defaults, without comments."""
    import trafilatura

    return trafilatura.extract(gold.data, url=gold.url, include_comments=False) or ""


def everything(gold: Gold) -> str:
    """All text of the page."""
    source = gold.data.decode("utf-8", "replace")
    source = re.sub(r"(?is)<(script|style|noscript)\b.*?</\1>", " ", source)
    return html.unescape(re.sub(r"<[^<>]*>", " ", source))


def score(gold: list[Gold], read: Callable[[Gold], str]) -> Score:
    """`read` on every page. A page that fails counts as all of its phrases missed."""
    result = Score()
    for page in gold:
        started = time.perf_counter()
        try:
            text = _normal(read(page))
        except PageError as error:
            result.misses.append((page.file, "failed", str(error)))
            text = ""
        result.seconds += time.perf_counter() - started
        for phrase in page.wanted:
            found = _normal(phrase) in text
            result.wanted += found
            if not found:
                result.misses.append((page.file, "not read", phrase))
        for phrase in page.unwanted:
            found = _normal(phrase) in text
            result.unwanted += found
            if found:
                result.misses.append((page.file, "read", phrase))
        result.wanted_all += len(page.wanted)
        result.unwanted_all += len(page.unwanted)
    return result


def _normal(text: str) -> str:
    return " ".join(text.replace("\x00", " \x00 ").split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("index", type=Path, help="JSON Lines: file, url, with, without")
    parser.add_argument("--misses", action="store_true", help="print sayso's misses")
    arguments = parser.parse_args()
    gold = list(read_gold(arguments.index))
    ways: dict[str, Callable[[Gold], str]] = {
        "sayso": read_text,
        "trafilatura": trafilatura_text,
        "everything": everything,
    }
    for way in ways.values():
        way(gold[0])  # imports are not what is measured
    print(f"{len(gold)} pages\n")
    print(f"{'':12} {'with read':>18} {'without read':>18} {'ms a page':>10}")
    for name, way in ways.items():
        result = score(gold, way)
        print(
            f"{name:12} {_share(result.wanted, result.wanted_all):>18} "
            f"{_share(result.unwanted, result.unwanted_all):>18} "
            f"{1000 * result.seconds / len(gold):10.1f}"
        )
        if name == "sayso":
            misses = result.misses
    if arguments.misses:
        print()
        for file, what, phrase in misses:
            print(f"{what:9} {file}: {phrase}")


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.1%}" if whole else "-"


if __name__ == "__main__":
    main()
