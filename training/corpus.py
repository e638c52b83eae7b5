"""Reads PolNeAR (Newell, Margolin & Ruths 2018) as prepared in the corpora folder."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from sayso.reading import Span

ROLES = ("source", "cue", "content")
HELD_OUT = 0.06
"""Share of the training articles kept from fitting: they choose and calibrate."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One gold attribution relation; several spans where a role is interrupted."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its gold relations; spans are code points of `text`."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]


def read_polnear(corpora: Path, split: str) -> list[Article]:
    """The articles of `split` (`train` or `dev`). Raises `FileNotFoundError` if there are none."""
    with gzip.open(corpora / "polnear" / f"{split}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [_article(json.loads(line)) for line in lines]


def _article(row: dict[str, object]) -> Article:
    relations = row["attributions"]
    assert isinstance(relations, list)
    return Article(
        str(row["id"]),
        str(row["text"]),
        tuple(
            Attribution(**{role: tuple(Span(*span) for span in relation[role]) for role in ROLES})
            for relation in relations
            if relation["cue"]
        ),
    )


def hold_out(articles: list[Article]) -> tuple[list[Article], list[Article]]:
    """Articles for fitting and for choosing, told apart by a digest of their ids."""
    held = [a for a in articles if _unit(a.id) < HELD_OUT]
    return [a for a in articles if _unit(a.id) >= HELD_OUT], held


def _unit(key: str) -> float:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) / 2**32
