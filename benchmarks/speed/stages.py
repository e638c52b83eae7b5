"""Where the time of a page goes: the stages of reading, each by the processor."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any

import sayso.reader.reader as reading
from benchmarks.speed.rates import WARM_UP, read_texts
from sayso.reader.reader import Reader
from sayso.reading import Page

STAGES = {
    "find_quotations": "quotation marks, tokens, windows",
    "tokenize": "quotation marks, tokens, windows",
    "cut_windows": "quotation marks, tokens, windows",
    "decode": "scores to relations",
    "analyse": "scores to words with their grammar",
    "build_statements": "statements and who is who",
    "find_times": "times and quantities",
    "find_quantities": "times and quantities",
    "date_statements": "times and quantities",
    "draft_events": "events and disputes",
    "write_events": "events and disputes",
    "find_disputes": "events and disputes",
}
"""The stage that each function belongs to which `sayso.reader.reader` calls."""
ENGINE = "the engine"
REST = "the text to blocks, and the rest"


@contextmanager
def watched(spent: dict[str, float]) -> Iterator[None]:
    """Adds the seconds that the stages of reading take to `spent`."""
    plain = {name: getattr(reading, name) for name in STAGES}

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def run(*arguments: Any, **options: Any) -> Any:
            started = time.thread_time()
            try:
                return function(*arguments, **options)
            finally:
                spent[stage] = spent.get(stage, 0.0) + time.thread_time() - started

        return run

    try:
        for name, stage in STAGES.items():
            setattr(reading, name, timed(stage, plain[name]))
        yield
    finally:
        for name, function in plain.items():
            setattr(reading, name, function)


def stages(pages: Sequence[Page], threads: int) -> dict[str, float]:
    """Seconds of the processor a page for each stage."""
    reader = Reader(threads=threads)
    read_texts(reader, pages[:WARM_UP])
    spent = dict.fromkeys((ENGINE, *STAGES.values(), REST), 0.0)
    with watched(spent):
        whole, own = time.process_time(), time.thread_time()
        read_texts(reader, pages)
        whole, own = time.process_time() - whole, time.thread_time() - own
    reader.close()
    spent[REST] = own - sum(spent.values())
    spent[ENGINE] = whole - own
    return {stage: seconds / len(pages) for stage, seconds in spent.items()}
