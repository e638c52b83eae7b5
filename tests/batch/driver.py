"""A batch as a process of its own, which tests may kill: `… ENGINE WORKERS OUTPUT INPUT…`."""

from __future__ import annotations

import sys

from sayso.batch import batch
from tests.batch.readers import READER

if __name__ == "__main__":
    engine, workers, output, *inputs = sys.argv[1:]
    for _ in batch(
        inputs, output, engine=engine, workers=int(workers), shard_pages=25, reader=READER
    ):
        pass
