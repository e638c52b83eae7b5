"""Pages a second of several processes of one thread each, and of lesser processors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from benchmarks.speed.rates import WARM_UP, Rate, pages_of, rate, read_texts
from sayso.models import SHIPPED
from sayso.reader.garbage import collect_rarely
from sayso.reader.reader import Reader
from sayso.reader.scoring.engine import Engine
from sayso.reading import Page

LESSER = {
    "AVX-512 with VNNI": ("AVX512_CORE_VNNI", "avx512_vnni"),
    "AVX-512": ("AVX512_CORE", "avx512bw"),
    "AVX2 with VNNI": ("AVX2_VNNI", "avx_vnni"),
    "AVX2": ("AVX2", "avx2"),
}
"""Processors without bfloat16: oneDNN's names for what they can do, and what one must be able to do
to be held to it.
"""
FEW = 12
"""Pages that lesser processors are tried with: the least of them are slow."""
LONGEST = 3_600
"""Seconds that processes may take."""
_CAPABILITIES = (
    "amx_int8",
    "amx_bf16",
    "avx512_bf16",
    "avx512_vnni",
    "avx_vnni",
    "avx512bw",
    "avx2",
)


def processor() -> tuple[str, frozenset[str]]:
    """Name and capabilities of this machine's processor, as far as the system tells."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    told_of = (line.split(":", 1) for line in lines if ":" in line)
    known = {name.strip(): value.strip() for name, value in told_of}
    flags = frozenset(known.get("flags", "").split()) & frozenset(_CAPABILITIES)
    return known.get("model name", "unknown"), flags


def with_processes(pages: Sequence[Page], count: int) -> Rate:
    """What a page costs where `count` processes of one thread read at once."""
    context = get_context("spawn")
    together, results = context.Barrier(count), context.Queue()
    readers = [context.Process(target=_read, args=(pages, together, results)) for _ in range(count)]
    for reader in readers:
        reader.start()
    found: list[Rate] = [results.get(timeout=LONGEST) for _ in readers]
    for reader in readers:
        reader.join()
    return Rate(
        max(one.clock for one in found) / count, sum(one.processor for one in found) / count
    )


def _read(pages: Sequence[Page], together: Barrier, results: Queue[Rate]) -> None:
    collect_rarely()
    reader = Reader(threads=1)
    read_texts(reader, pages[:WARM_UP])
    together.wait(timeout=LONGEST)
    results.put(rate(lambda: read_texts(reader, pages), len(pages)))


def on_lesser(folder: Path, precision: str = "", instructions: str = "") -> Rate | None:
    """What a page costs on one thread of a processor that is held to less; None where the engine
    refuses that.

    Two variables are needed: oneDNN reads the one, OpenVINO's own kernels the other.
    """
    limits = dict.fromkeys(("ONEDNN_MAX_CPU_ISA", "OV_CPU_MAX_ISA"), instructions)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed.processes", str(folder), precision],
        env=os.environ | limits if instructions else None,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return Rate(**json.loads(done.stdout)) if done.returncode == 0 else None


def lesser(folder: Path) -> dict[str, Rate | None]:
    """What a page costs on one thread of this processor, and of those that can do less."""
    flags = processor()[1]
    found = {"this processor": on_lesser(folder), "without bfloat16": on_lesser(folder, "f32")}
    for name, (instructions, flag) in LESSER.items():
        if flag in flags:
            found[name] = on_lesser(folder, "f32", instructions)
    return found


def main(folder: Path, precision: str) -> None:
    """Prints what a page costs on one thread."""
    collect_rarely()
    reader = Reader(engine=Engine(SHIPPED, threads=1, precision=precision or None))
    pages = pages_of(folder)[:FEW]
    read_texts(reader, pages)
    print(json.dumps(asdict(rate(lambda: read_texts(reader, pages), len(pages)))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
