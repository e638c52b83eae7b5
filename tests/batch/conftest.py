"""Pages by the hundred, and what a batch made of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.batch import Advanced, Dataset, Finished, Planned, batch
from sayso.batch.dataset import check
from sayso.batch.tables import TABLES
from sayso.pages import Problem
from tests.batch.readers import READER

Found = list[Problem | Planned | Finished]

SENTENCES = (
    "The council met on Monday to talk about the harbour and what is to become of it.",
    "“We have not decided anything yet,” Loach said after the meeting had ended.",
    "Nobody of the port authority was there, and the plans lay open on the table.",
    "“It will cost us more than we have,” Varn said, and shook her head at the map.",
)


def text_of(number: int, extra: str = "") -> str:
    """A page of its own, in English."""
    lines = [SENTENCES[(number + at) % len(SENTENCES)] for at in range(2 + number % 3)]
    return f"Harbour plan {number}\n\n" + "\n\n".join([*lines, f"It was talk {number}.", extra])


def row_of(number: int, extra: str = "") -> dict[str, Any]:
    row = {"text": text_of(number, extra), "outlet": f"The Courier {number % 7}"}
    if number % 10:
        row["published"] = f"2026-{1 + number % 4:02d}-{1 + number % 28:02d}"
    if number % 3:
        row["id"] = f"n{number}"
    return row


@pytest.fixture
def write_rows(tmp_path: Path) -> Callable[..., Path]:
    """Writes JSON Lines of so many pages; `extra` is added to the text of those numbers."""

    def write(count: int, *, name: str = "rows.jsonl", extra: dict[int, str] | None = None) -> Path:
        path = tmp_path / name
        extra = extra or {}
        with path.open("w", encoding="utf-8") as file:
            for number in range(count):
                file.write(json.dumps(row_of(number, extra.get(number, ""))) + "\n")
                if number % 50 == 7:
                    file.write("\n")
        return path

    return write


def run_batch(inputs: list[Path], output: Path, **options: Any) -> Found:
    """Runs a batch with a Reader that has no model, to its end."""
    options = {"reader": READER, "workers": 2, "shard_pages": 25, **options}
    return [item for item in batch(inputs, output, **options) if not isinstance(item, Advanced)]


def rows_in(output: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table, by the names of the shards."""
    dataset = Dataset(output)
    wanted = next(one for one in TABLES if one.name == table)
    return [row for manifest in dataset.manifests() for row in dataset.rows(manifest, wanted)]


def digest_of(output: Path) -> dict[str, str]:
    """All files of a dataset and what is in them; it is whole."""
    assert list(check(Dataset(output))) == []
    files = (path for path in sorted(output.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(output)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
