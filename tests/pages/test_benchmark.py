"""The benchmark of pages: its counting, and the floors where its data is at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from benchmarks.pages import Gold, read_gold, read_text, score
from sayso.errors import EmptyPageError
from tests.pages.samples import LEAD, SECOND, STORY

GOLD = Gold(
    file="a.html",
    url="https://times.example.test/",
    data=f"<html><body>{''.join(f'<p>{text}</p>' for text in STORY)}</body></html>".encode(),
    wanted=("two members  of the board", "never there"),
    unwanted=("ferry terminal", "nowhere"),
)


def test_counts_by_hand() -> None:
    result = score([GOLD], lambda gold: LEAD)
    assert (result.wanted, result.wanted_all) == (1, 2)
    assert (result.unwanted, result.unwanted_all) == (1, 2)
    assert result.misses == [
        ("a.html", "not read", "never there"),
        ("a.html", "read", "ferry terminal"),
    ]


def test_reading_nothing_and_everything() -> None:
    nothing = score([GOLD], lambda gold: "")
    assert (nothing.wanted, nothing.unwanted) == (0, 0)
    everything = score([GOLD], lambda gold: gold.data.decode() + " never there nowhere")
    assert (everything.wanted, everything.unwanted) == (2, 2)


def test_a_page_that_fails_counts_as_missed() -> None:
    def fails(gold: Gold) -> str:
        raise EmptyPageError("nothing there")

    result = score([GOLD], fails)
    assert (result.wanted, result.wanted_all) == (0, 2)
    assert result.misses[0][1] == "failed"


def test_phrases_do_not_match_across_what_is_not_read() -> None:
    html = f"<p>{LEAD}</p><p><a href='/x'>Mayor drops plan for second tunnel</a></p><p>{SECOND}</p>"
    gold = Gold(
        "a.html", GOLD.url, f"<html><body>{html}".encode(), ("pay for its repair. “We",), ()
    )
    assert LEAD in read_text(gold)
    assert "Mayor drops" not in read_text(gold)
    assert score([gold], read_text).wanted == 0


def test_an_index_without_phrases_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(GOLD.data)
    index = tmp_path / "index.jsonl"
    index.write_text(json.dumps({"file": "a.html", "url": GOLD.url, "with": [""], "without": []}))
    with pytest.raises(ValueError, match="row 1: no phrases, or an empty one"):
        list(read_gold(index))


def test_floors() -> None:
    """On adbar/trafilatura's saved news pages: what is read, and what is left alone."""
    folder = os.environ.get("SAYSO_PAGES")
    if not folder:
        pytest.skip("SAYSO_PAGES names no folder of saved pages with an index.jsonl")
    result = score(list(read_gold(Path(folder) / "index.jsonl")), read_text)
    assert result.wanted >= 0.95 * result.wanted_all, result.misses
    assert result.unwanted <= 0.07 * result.unwanted_all, result.misses
