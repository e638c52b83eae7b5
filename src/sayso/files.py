"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import TextIO


@contextmanager
def whole_file(path: str | Path) -> Iterator[TextIO]:
    """A UTF-8 text stream whose content becomes the file `path` when the block ends well.

    Until then it is a hidden file beside it, which is removed when the block raises, and a file
    that was at `path` stays as it was. A link is followed; a device or a pipe is written as it is.
    Raises `OSError` when the file cannot be made.
    """
    target = Path(path).resolve()
    mode = _mode(target)
    if mode is not None and not stat.S_ISREG(mode):
        with target.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    descriptor, name = mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        # mkstemp makes files for their owner alone; this one is as public as any other.
        partial.chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        partial.replace(target)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    # The only way to know it is to set it.
    umask = os.umask(0o022)
    os.umask(umask)
    return umask
