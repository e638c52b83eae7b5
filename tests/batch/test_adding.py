"""A dataset in an archive: as if the archive had read the pages itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.archive.stored import original_of, reading_of
from sayso.batch import DatasetError, add_dataset, open_dataset
from sayso.pages import page_of
from tests.batch.conftest import run_batch
from tests.batch.readers import READER

Write = Callable[..., Path]


def test_an_archive_takes_a_dataset_in(write_rows: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch([write_rows(30, extra={4: "@CRASH@"})], out)
    with Archive(tmp_path / "a.db", create=True) as archive:
        added = list(add_dataset(archive, out))
        assert Counter(item.outcome for item in added) == {"new": 29}
        for item, (opened, reading) in zip(added, open_dataset(out), strict=True):
            assert reading_of(archive.connection, item.page_id) == reading
            (version,) = archive.connection.execute(
                "SELECT version_id FROM pages WHERE page_id = ?", (item.page_id,)
            ).fetchone()
            original, origin, options = original_of(archive.connection, version)
            assert original == opened.original
            assert page_of(original, origin=origin, options=options) == opened.page
        models = archive.connection.execute("SELECT DISTINCT model FROM readings").fetchall()
        assert models == [(READER,)]
        (stories,) = archive.connection.execute("SELECT count(*) FROM story_pages").fetchone()
        assert stories == 29
        again = list(add_dataset(archive, out))
        assert Counter(item.outcome for item in again) == {"known": 29}


def test_what_is_no_dataset_is_told_at_once(tmp_path: Path) -> None:
    with (
        Archive(tmp_path / "a.db", create=True) as archive,
        pytest.raises(DatasetError, match=r"is no dataset: it has no _sayso\.json"),
    ):
        add_dataset(archive, tmp_path)
