"""What a worker has read of a shard, kept until the shard is written, though its process dies."""

from __future__ import annotations

import os
import pickle
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sayso.batch.tables import Failure
from sayso.pages import Opened
from sayso.reading import Reading

Result = tuple[Opened, Reading] | Failure

_LENGTH: Final = struct.Struct("<Q")


class Spool:
    """A file of results. It lies in a folder of the worker's own, which nobody else writes to."""

    def __init__(self, path: Path) -> None:
        """Opens what an earlier process has left, without the record that it died in."""
        self.count = 0
        # Unbuffered: what was added is there though the process is killed.
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._file = os.fdopen(descriptor, "r+b", buffering=0)
        whole = 0
        for data in self._records():
            self.count += 1
            whole += _LENGTH.size + len(data)
        self._file.truncate(whole)
        self._file.seek(whole)

    def add(self, result: Result) -> None:
        """Keeps a result. Raises `OSError`."""
        data = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
        left = memoryview(_LENGTH.pack(len(data)) + data)
        while left:
            left = left[self._file.write(left) :]
        self.count += 1

    def __iter__(self) -> Iterator[Result]:
        for data in self._records():
            yield pickle.loads(data)

    def _records(self) -> Iterator[bytes]:
        self._file.seek(0)
        size = os.fstat(self._file.fileno()).st_size
        at = 0
        while at + _LENGTH.size <= size:
            (length,) = _LENGTH.unpack(self._file.read(_LENGTH.size))
            at += _LENGTH.size + length
            if at > size:
                return
            data = self._file.read(length)
            while len(data) < length:
                data += self._file.read(length - len(data))
            yield data

    def close(self) -> None:
        """Closes the file, which stays."""
        self._file.close()
