"""Files that are written whole or not at all, on disk and in a store."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from sayso.batch.errors import DatasetError
from sayso.batch.stores import Folder, facts_of, scheme_of


@pytest.fixture(params=["disk", "store"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Folder]:
    store = fsspec.filesystem("memory")
    yield Folder(tmp_path / "out" if request.param == "disk" else "memory://bucket/out")
    store.store.clear()
    store.pseudo_dirs[:] = [""]


def test_files_are_put_listed_and_removed(folder: Folder) -> None:
    assert folder.names() == []
    folder.put("a/b.txt", b"one")
    folder.put("a/b.txt", b"two")
    folder.put("c.txt", b"three")
    assert folder.names() == ["a/b.txt", "c.txt"]
    assert folder.names("a") == ["a/b.txt"]
    assert folder.get("a/b.txt") == b"two"
    assert folder.get("a/none.txt") is None
    folder.remove("c.txt")
    folder.remove("c.txt")
    assert folder.names() == ["a/b.txt"]


def test_a_disk_that_is_full_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)
    folder.put("a.txt", b"before")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DatasetError, match=r"could not be written to .*: No space left on device"):
        folder.put("a.txt", b"after")
    assert folder.get("a.txt") == b"before"
    assert folder.names() == ["a.txt"]


def test_a_bucket_that_may_not_be_written_to_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    store = fsspec.filesystem("memory")

    def refused(self: Any, path: str, data: bytes, **options: Any) -> None:
        raise PermissionError(errno.EACCES, "The specified bucket is not yours")

    monkeypatch.setattr(type(store), "pipe_file", refused)
    with pytest.raises(DatasetError, match=r"The specified bucket is not yours.*may write to it"):
        Folder("memory://bucket/out").put("a.txt", b"")


@pytest.mark.parametrize(
    ("address", "scheme"),
    [("s3://bucket/a", "s3"), ("/a/b", ""), ("a://b", ""), ("C:\\a", ""), ("GS://b", "gs")],
)
def test_what_is_an_address(address: str, scheme: str) -> None:
    assert scheme_of(address) == scheme


def test_what_tells_whether_a_file_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    before = facts_of(str(path))
    assert before.size == 3
    assert before == facts_of(str(path))
    with pytest.raises(IsADirectoryError):
        facts_of(str(tmp_path))
    with pytest.raises(FileNotFoundError):
        facts_of(str(tmp_path / "b"))
