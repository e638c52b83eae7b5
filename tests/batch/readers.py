"""Readers without a model that die and hang when a page tells them to; made in other processes."""

from __future__ import annotations

import os
import signal
import time

from sayso.reading import Page, Reading
from tests.fakes import FakeReader

READER = "tests.batch.readers:make"
SECONDS = "SAYSO_TEST_SECONDS"
"""The variable that says how long a page takes."""


class UnrulyReader(FakeReader):
    """Is killed by @SEGV@, hangs at @HANG@ and raises at @CRASH@, which stand in no real page."""

    def read(self, page: Page) -> Reading:
        if "@SEGV@" in page.text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "@HANG@" in page.text:
            time.sleep(3_600)
        return super().read(page)


def make(threads: int | None = None) -> UnrulyReader:
    return UnrulyReader(threads, seconds=float(os.environ.get(SECONDS, "0")), crash_on="@CRASH@")


def make_none(threads: int | None = None) -> UnrulyReader:
    raise RuntimeError("there is no model here")
