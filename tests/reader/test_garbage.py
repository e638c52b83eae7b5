"""How often Python looks for garbage."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from sayso.reader.garbage import RARELY, collect_rarely


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)


def test_importing_changes_nothing_for_other_programs() -> None:
    imports = "import sayso.api, sayso.reader.reader"
    program = f"import gc; was = gc.get_threshold(); {imports}; assert gc.get_threshold() == was"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_program_that_reads_looks_rarely() -> None:
    _, *others = gc.get_threshold()
    collect_rarely()
    assert gc.get_threshold() == (RARELY, *others)
    assert gc.isenabled()
