"""Folders that are written whole or not at all, as `sayso.files` writes files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from sayso.errors import SaysoError


class FolderError(SaysoError):
    """A folder cannot be written where it is to be."""


@contextmanager
def whole_folder(path: str | Path, files: Collection[str]) -> Iterator[Path]:
    """A new folder that becomes `path` when the block ends well.

    Until then it is a hidden folder beside it, which is removed when the block raises. A folder at
    `path` is replaced if it holds nothing but `files`, which is what an earlier run has written.
    Raises `FolderError` if it holds anything else, and `OSError`.
    """
    target = Path(path).resolve()
    _check(target, files)
    partial = Path(mkdtemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part"))
    try:
        yield partial
        # mkdtemp makes folders for their owner alone; this one is as public as any other.
        umask = os.umask(0o022)
        os.umask(umask)
        partial.chmod(0o777 & ~umask)
        # Somebody may have put something there meanwhile.
        _check(target, files)
        _put(partial, target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _put(partial: Path, target: Path) -> None:
    if not target.exists():
        partial.rename(target)
        return
    # A folder with something in it cannot be replaced in one step.
    old = Path(mkdtemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".old"))
    target.replace(old / "old")
    try:
        partial.rename(target)
    except BaseException:
        (old / "old").replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _check(target: Path, files: Collection[str]) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise FolderError(
            f"{os.fspath(target)!r} is no folder", step="name a folder that is not there yet"
        )
    others = sorted({entry.name for entry in target.iterdir()} - set(files))
    if others:
        raise FolderError(
            f"the folder {os.fspath(target)!r} holds other files, such as {others[0]!r}",
            step="name a folder that is empty or not there yet",
        )
