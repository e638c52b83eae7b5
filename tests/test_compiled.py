"""A wheel whose rules are compiled reads as the rules do that are not."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

WHEEL = "SAYSO_WHEEL"
FILES = ("ferry.html", "dam.txt", "desk.jsonl", "happenings")
SHOW_RULES = "import sayso.reader.identity.resolver as rules; print(rules.__file__)"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Where the wheel that SAYSO_WHEEL names is unpacked."""
    wheel = os.environ.get(WHEEL)
    if wheel is None:
        pytest.skip(f"{WHEEL} names no compiled wheel (docs/batch.md says how one is built)")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "wheel")
    return tmp_path / "wheel"


def _python(source: Path, *arguments: object, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(source)},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.timeout(300)
def test_a_compiled_wheel_reads_the_same(installed: Path, root: Path, tmp_path: Path) -> None:
    inputs = [root / "examples" / name for name in FILES]
    compiled, plain = (
        _python(source, "-m", "sayso", "read", "--json", *inputs, cwd=tmp_path)
        for source in (installed, root / "src")
    )

    assert compiled == plain
    rules = _python(installed, "-c", SHOW_RULES, cwd=tmp_path).strip()
    assert Path(rules).is_relative_to(installed)
    assert not rules.endswith(".py")
