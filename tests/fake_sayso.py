"""The command `sayso` with a Reader that has no model, as a process of its own.

`SAYSO_TEST_SECONDS` is how long a page takes.
"""

from __future__ import annotations

import os

import sayso.api
from sayso.cli import main
from tests.fakes import FakeReader

if __name__ == "__main__":
    sayso.api.make_reader = lambda threads=None: FakeReader(  # type: ignore[assignment, return-value]
        threads, seconds=float(os.environ.get("SAYSO_TEST_SECONDS", "0"))
    )
    main()
