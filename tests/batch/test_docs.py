"""What docs/batch.md says of the tables is what they have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sayso.batch import SCHEMA_VERSION, SHARD_PAGES, TABLES
from sayso.batch.grouping import COPIES, STORIES
from sayso.batch.run import PAGE_SECONDS
from sayso.stories.placing import WINDOW


@pytest.fixture(scope="module")
def markdown(root: Path) -> str:
    return (root / "docs" / "batch.md").read_text(encoding="utf-8")


def test_every_column_is_documented_and_every_documented_one_exists(markdown: str) -> None:
    documented = {}
    for section in re.split(r"^### ", markdown, flags=re.MULTILINE)[1:]:
        rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", section, re.MULTILINE)
        documented[section.split("\n", 1)[0]] = [
            (name, not kind.endswith("or null"), meaning) for name, kind, meaning in rows
        ]
    assert documented == {
        table.name: [(column.name, column.required, column.meaning) for column in table.columns]
        for table in (*TABLES, STORIES, COPIES)
    }


def test_numbers_are_those_of_the_program(markdown: str) -> None:
    assert f"Version {SCHEMA_VERSION}." in markdown
    assert f"*shards* of {SHARD_PAGES} pages" in markdown
    assert f"A page may take {PAGE_SECONDS:g} seconds" in markdown
    assert f"a window of {WINDOW} days" in markdown


def test_the_block_of_python_runs(
    markdown: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    (block,) = re.findall(r"^```python\n(.*?)^```$", markdown, re.DOTALL | re.MULTILINE)
    exec(compile(block, "docs/batch.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "'pages': 5" in printed or "'pages': 4" in printed
