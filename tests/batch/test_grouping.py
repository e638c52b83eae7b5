"""Copies and stories of a dataset: those of an archive with the same pages."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.stories import b_cubed, read_articles
from sayso.archive import Archive
from sayso.batch import Dataset, DatasetError, is_dataset, open_dataset
from sayso.batch.grouping import COPIES, STORIES, WindowCopies, WindowIndex, group_dataset
from sayso.batch.tables import PAGES
from sayso.collect import keep_reading
from sayso.pages import PageOptions, open_pages
from sayso.stories.copies import body_of, join
from sayso.stories.kept import pages_of
from sayso.stories.placing import WINDOW, place
from sayso.stories.sketch import sketch_page
from tests.batch.conftest import run_batch

Write = Callable[..., Path]


def table_of(out: Path, name: str) -> list[dict]:  # type: ignore[type-arg]
    from pyarrow import parquet

    return [
        row
        for path in sorted((out / name).rglob("*.parquet"))
        for row in parquet.ParquetFile(path).read().to_pylist()
    ]


def stories_in(out: Path) -> set[frozenset[str]]:
    """Each story as the origins of its pages."""
    origins = {
        row["page"]: row["origin"]
        for manifest in Dataset(out).manifests()
        for row in Dataset(out).rows(manifest, PAGES, ("page", "origin"))
    }
    stories = defaultdict(set)
    for row in table_of(out, STORIES.name):
        stories[row["story"]].add(origins[row["page"]])
    return {frozenset(pages) for pages in stories.values()}


def archive_of(path: Path, out: Path) -> set[frozenset[str]]:
    """The stories of an archive that has taken the dataset in, in the order of days."""
    with Archive(path, create=True) as archive:
        pages = sorted(
            open_dataset(out),
            key=lambda one: (one[1].page.published.value or "9", one[0].page.origin),
        )
        origins = {}
        for opened, reading in pages:
            kept = keep_reading(archive, opened, reading)
            origins[kept.page_id] = opened.page.origin
        numbers = [n for (n,) in archive.connection.execute("SELECT story_id FROM stories")]
        return {
            frozenset(origins[page] for page in pages_of(archive.connection, number))
            for number in numbers
        }


@pytest.fixture(scope="module")
def happenings(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples as a dataset, whose pages are told of in several voices."""
    out = tmp_path_factory.mktemp("happenings") / "out"
    run_batch([root / "examples" / "happenings"], out, shard_pages=16)
    return out


def test_stories_are_those_of_an_archive(happenings: Path, tmp_path: Path) -> None:
    grouped = group_dataset(happenings)
    found = stories_in(happenings)
    assert grouped.stories == len(found)
    assert grouped.pages == len(table_of(happenings, "stories")) == sum(map(len, found)) > 50
    expected = archive_of(tmp_path / "a.db", happenings)
    origins = sorted(origin for story in expected for origin in story)
    ours, theirs = (
        [next(i for i, s in enumerate(sorted(map(sorted, group))) if o in s) for o in origins]
        for group in (found, expected)
    )
    assert b_cubed(theirs, ours)[2] >= 99


def test_more_workers_change_nothing(happenings: Path) -> None:
    group_dataset(happenings)
    before = [table_of(happenings, name) for name in ("stories", "copies")]
    group_dataset(happenings, workers=2)
    assert [table_of(happenings, name) for name in ("stories", "copies")] == before
    manifest = json.loads((happenings / "_stories.json").read_text())
    assert manifest["window"] == WINDOW
    assert manifest["pages"] == len(before[0])


def test_copies_lead_to_pages(happenings: Path) -> None:
    grouped = group_dataset(happenings)
    pages = {row["page"] for row in table_of(happenings, "stories")}
    copies = table_of(happenings, "copies")
    assert grouped.copies == len(copies) > 0
    for row in copies:
        assert {row["page"], row["of"]} <= pages
        assert row["page"] != row["of"]
        assert row["kind"] in ("copy", "cut", "rewrite")
    assert [column.name for column in COPIES.columns] == list(copies[0])


def test_memory_is_bounded_by_the_window(happenings: Path) -> None:
    whole, day = group_dataset(happenings), group_dataset(happenings, window=1)
    assert day.pages == whole.pages
    assert day.most_held < whole.most_held / 3


def test_a_window_forgets_all_of_what_is_gone(root: Path) -> None:
    index, copies = WindowIndex(), WindowCopies()
    article = root / "examples" / "ferry.html"
    (page,) = open_pages([article])
    begin = date(2026, 1, 1)
    for number in range(20):
        day = begin + timedelta(days=number)
        sketch = sketch_page(replace(page, published=replace(page.published, value=None)), seen=day)
        join(number, body_of(page, seen=f"{day}T00:00:00Z"), copies)
        place(number, sketch, index)
    assert list(index.forget((begin + timedelta(days=19)).toordinal())) == []
    assert list(index.pages) == [19]
    assert list(index.forget((begin + timedelta(days=20)).toordinal())) == [1]
    for number in range(20):
        copies.forget(number)
    held = [index.pages, index._postings, index._sizes, index._having_now, index._terms]
    assert not any(held)
    assert not any((copies.copies, copies._packed, copies._holders, copies._keys))


def test_what_is_no_dataset_has_no_stories(tmp_path: Path) -> None:
    assert not is_dataset(tmp_path)
    with pytest.raises(DatasetError, match="is no dataset"):
        group_dataset(tmp_path)


@pytest.mark.corpora
def test_stories_of_a_corpus_are_within_a_point_of_an_archives(
    corpora: Path, tmp_path: Path
) -> None:
    articles = read_articles(corpora / "news-clusters/dev.jsonl.gz")
    path, out = tmp_path / "articles.jsonl", tmp_path / "out"
    with path.open("w", encoding="utf-8") as file:
        for number, article in enumerate(articles):
            page = article.page
            row = {"id": number, "text": page.text, "title": page.title, "outlet": page.outlet}
            file.write(json.dumps({**row, "published": page.published.value}) + "\n")
    run_batch([path], out, options=PageOptions(force=True))
    group_dataset(out)
    events = {f"{path}#{number}": article.event for number, article in enumerate(articles)}
    ours, theirs = (
        {origin: number for number, story in enumerate(stories) for origin in story}
        for stories in (stories_in(out), archive_of(tmp_path / "a.db", out))
    )
    assert ours.keys() == theirs.keys() == events.keys()
    scores = [
        b_cubed(list(events.values()), [found[origin] for origin in events])[2]
        for found in (ours, theirs)
    ]
    assert abs(scores[0] - scores[1]) < 1, scores
    assert scores[0] > 90
