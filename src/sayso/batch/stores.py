"""Files on disk and in object stores, behind fsspec.

Addresses with a scheme (`s3://bucket/folder`) lead to the store of that scheme; all else is a path.
"""

from __future__ import annotations

import os
import posixpath
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final
from uuid import uuid4

from sayso.batch.errors import DatasetError
from sayso.errors import SaysoError
from sayso.extras import MissingExtraError

PART: Final = ".part"
"""Ending of a file that is being written; its name begins with a full stop."""
WEB: Final = frozenset({"http", "https"})
_LIBRARIES: Final = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What tells whether a file is still the one that was read."""

    size: int
    version: str
    """When it was last changed, or what the store calls this state of it."""


def scheme_of(address: str) -> str:
    """The scheme of an address in a store, empty for a path."""
    scheme, separator, _ = address.partition("://")
    return scheme.lower() if separator and len(scheme) > 1 and scheme.isascii() else ""


def store_of(address: str) -> tuple[Any, str]:
    """The store that `address` lies in, and its path there. Raises `DatasetError`."""
    url_to_fs = _fsspec().url_to_fs
    if not scheme_of(address):
        address = os.path.abspath(address)  # noqa: PTH100  names need not be text
    try:
        store, path = url_to_fs(address)
    except ImportError as error:
        scheme = scheme_of(address)
        library = _LIBRARIES.get(scheme, "")
        raise DatasetError(
            f"the store of {address!r} needs a library that is not installed ({error})",
            step=f"install it: pip install {library}" if library else None,
        ) from None
    except ValueError as error:
        raise DatasetError(
            f"there is no kind of store for {address!r} ({error})",
            choices="valid are paths, and addresses such as s3://bucket/folder and gs://…",
        ) from None
    return store, path


def is_disk(store: Any) -> bool:
    """Whether a store is this machine's disk, which `file://…` leads to as paths do."""
    return "file" in store.protocol


def _fsspec() -> Any:
    # Slow to import, and missing where nothing but sayso itself was installed.
    try:
        return import_module("fsspec.core")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "fsspec":
            raise
        raise MissingExtraError(
            "batches and datasets need fsspec, which is not installed",
            step="install it: pip install 'sayso[ray]'",
        ) from None


def facts_of(address: str) -> Facts:
    """Raises `OSError` when there is no such file."""
    store, path = store_of(address)
    info = store.info(path)
    if info["type"] == "directory":
        raise IsADirectoryError(address)
    if is_disk(store) and not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
        raise OSError("it is a pipe or a device, which could not be read again after a stop")
    named = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "created")
    version = next((str(info[name]) for name in named if info.get(name) is not None), "")
    return Facts(size=int(info["size"] or 0), version=version)


@contextmanager
def opened(address: str) -> Iterator[IO[bytes]]:
    """The bytes of a file, unbuffered where it is on disk. Raises `OSError`."""
    if not scheme_of(address):
        with open(address, "rb", buffering=0) as stream:  # noqa: PTH123
            yield stream
        return
    store, path = store_of(address)
    with store.open(path, "rb") as stream:
        yield stream


class Folder:
    """A folder whose files are written whole or not at all."""

    def __init__(self, address: str | Path) -> None:
        self.address = os.fspath(address)
        self._store, self._root = store_of(self.address)
        self.is_local = is_disk(self._store)

    def put(self, name: str, data: bytes) -> None:
        """Writes the file `name`, whose folders are made. Raises `DatasetError`.

        On disk it is written aside and renamed; in an object store it appears when it is whole.
        """
        try:
            if self.is_local:
                _put(Path(self._root) / name, data)
            else:
                self._store.pipe_file(self._path(name), data)
        except OSError as error:
            raise self._refused(f"{name!r} could not be written to", error) from None

    def get(self, name: str) -> bytes | None:
        """The bytes of `name`; None if there is no such file. Raises `DatasetError`."""
        try:
            data = self._store.cat_file(self._path(name))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._refused(f"{name!r} could not be read from", error) from None
        return bytes(data)

    def names(self, folder: str = "") -> list[str]:
        """All files in `folder` and below it, in order; none if there is no such folder."""
        path = self._path(folder).rstrip("/")
        # Stores keep listings for a while, and others write here.
        self._store.invalidate_cache()
        try:
            found = self._store.find(path)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._refused("there is no listing of", error) from None
        start = self._root.rstrip("/") + "/"
        return sorted(name.removeprefix(start) for name in found if name.startswith(start))

    def remove(self, name: str) -> None:
        """Removes a file that may be there."""
        with suppress(FileNotFoundError):
            self._store.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        return posixpath.join(self._root, name) if name else self._root

    def _refused(self, what: str, error: OSError) -> SaysoError:
        return DatasetError(
            f"{what} {self.address!r}: {error.strerror or error}",
            step="see that the folder or bucket is there, that you may write to it, and that it "
            "has room; then run the same again, which goes on from what is finished",
        )


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{uuid4().hex}{PART}")
    try:
        with partial.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def expand_store(address: str) -> Iterator[tuple[str, bool]]:
    """The files that an address in a store stands for, and whether they were found in a folder.

    Raises `FileNotFoundError` if there is nothing, and what the store raises.
    """
    store, path = store_of(address)

    def files_in(folder: str) -> Iterator[tuple[str, bool]]:
        for name in sorted(store.find(folder)):
            if not _is_hidden(name, folder):
                yield _address_of(name, store, path, address), True

    if any(mark in path for mark in "*?["):
        found = store.glob(path, detail=True)
        if not found:
            raise FileNotFoundError(address)
        start = re.split(r"[*?\[]", path)[0].rpartition("/")[0]
        for name, facts in sorted(found.items()):
            if _is_hidden(name, start) and not re.search(r"/\.", path):
                continue
            if facts["type"] != "directory":
                yield _address_of(name, store, path, address), False
            # ** gives the folders and what is in them; once is enough.
            elif "**" not in path:
                yield from files_in(name)
        return
    if store.isdir(path):
        yield from files_in(path)
        return
    if not store.exists(path):
        raise FileNotFoundError(address)
    yield address, False


def _is_hidden(name: str, folder: str) -> bool:
    """Whether a file, or a folder that it lies in within `folder`, begins with a full stop."""
    return "/." in name.removeprefix(folder.rstrip("/"))


def _address_of(name: str, store: Any, path: str, given: str) -> str:
    """The address of a file that was found by the address `given`, which leads to `path`."""
    start = given.rstrip("/")
    if start.endswith(path):
        # With its host, if the scheme has one.
        return start.removesuffix(path) + name
    return str(store.unstrip_protocol(name))
