"""The benchmark of stories: its measure, its plain way, its floors."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.stories import (
    CUT,
    FLOORS,
    b_cubed,
    group,
    group_plainly,
    read_articles,
    read_own,
    sketches,
    with_others,
)


def test_b_cubed_of_a_known_case() -> None:
    # Amigó et al. 2009: each item's precision and recall, averaged over items.
    precision, recall, f1 = b_cubed("aaab", [1, 1, 2, 2])
    assert precision == pytest.approx(100 * (1 + 1 + 0.5 + 0.5) / 4)
    assert recall == pytest.approx(100 * (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))
    assert b_cubed("aab", [5, 5, 9]) == (100, 100, 100)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Four articles of two events, the last one first in the file."""
    rows = [
        ("4", "2026-03-04", "Storm Edda breaks the Hale sea wall", "storm"),
        ("1", "2026-03-01", "Tram leaves the rails in Oxmoor bend", "tram"),
        ("3", "2026-03-03", "Sea wall at Hale broken by storm Edda", "storm"),
        ("2", "2026-03-02", "Rails of Oxmoor bend broken before tram left", "tram"),
    ]
    path = tmp_path / "made.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for id_, day, title, event in rows:
            text = f"{title}. {'Beyond that nothing is known of it so far. ' * 40}"
            row = {"id": id_, "date": day, "title": title, "text": text, "event": event}
            file.write(json.dumps(row) + "\n")
    return path


def test_articles_come_in_order_of_date_and_are_cut(articles: Path) -> None:
    read = read_articles(articles, words=5)
    assert [article.page.origin for article in read] == ["1", "2", "3", "4"]
    assert read[0].page.text == "Tram leaves the rails in"


def test_the_plain_way_groups_what_shares_words(articles: Path) -> None:
    read = read_articles(articles, words=8)
    assert group_plainly(read, 0.99) == [0, 1, 2, 3]
    assert group_plainly(read, 0.0) == [0, 0, 0, 0]
    assert group_plainly(read, 0.2) == [0, 0, 1, 1]
    assert group_plainly(read, 0.0, window=0) == [0, 1, 2, 3]


@pytest.mark.corpora
@pytest.mark.parametrize(("name", "words"), [("whole", None), ("first 100 words", CUT)])
def test_stories_reach_their_floors(corpora: Path, name: str, words: int | None) -> None:
    read = read_articles(corpora / "news-clusters/dev.jsonl.gz", words=words)
    found = group(sketches(read))
    assert b_cubed([article.event for article in read], found)[2] >= FLOORS[name]


@pytest.mark.corpora
def test_other_pages_in_between_are_not_swallowed(corpora: Path) -> None:
    read = read_articles(corpora / "news-clusters/dev.jsonl.gz", words=CUT)
    score, strange = with_others(read, read_articles(corpora / "polnear/dev.jsonl.gz"))
    assert score >= FLOORS["first 100 words"]
    assert strange <= 2


@pytest.mark.parametrize("words", [None, CUT])
def test_the_repositorys_own_happenings_come_together(root: Path, words: int | None) -> None:
    read = read_own(root, words=words)
    precision, recall, _ = b_cubed([a.event for a in read], group(sketches(read)))
    assert precision >= 97
    assert recall >= 85
