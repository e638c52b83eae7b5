"""An archive of the repository's own pages, read once for all tests of the room."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.collect import add
from sayso.pages import Problem


@pytest.fixture(scope="session")
def happenings(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """An archive with three happenings and two other pages; the ferry page has two versions."""
    path = tmp_path_factory.mktemp("room") / "room.db"
    ferry = (examples / "ferry.html").read_text("utf-8")
    changed = path.parent / "ferry.html"
    changed.write_text(ferry.replace("14 knots", "16 knots").replace("31 people", "33 people"))
    folders = ["01-varn-footbridge", "02-kelmouth-dock-strike", "10-merrowdam-museum-theft"]
    inputs = [examples / "happenings" / folder for folder in folders]
    with Archive(path, create=True) as archive:
        results = [*add(archive, [*inputs, examples / "ferry.html", examples / "dam.txt"])]
        results += add(archive, [changed])
    assert not [result for result in results if isinstance(result, Problem)]
    return path
