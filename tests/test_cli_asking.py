"""The commands that ask an archive, and those that put right who is who in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.archive.stored import page_ids
from sayso.reading import Reading
from tests.archive.made import opened, put
from tests.commands import Ran

PAGES = [
    ("The Courier", "2026-03-10", "“The bridge is not safe,” Whitlock said."),
    ("The Echo", "2026-03-11", "“I would not drive over the bridge,” Okoro said."),
    ("The Courier", "2026-03-12", "“It opens in May,” Whitlock said. “We shall see,” Okoro said."),
]


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "sayso.db"
    monkeypatch.setenv("SAYSO_ARCHIVE", str(path))
    with Archive(path, create=True) as kept:
        for number, (outlet, day, said) in enumerate(PAGES):
            text = f"The bridge over the Orne, day {number}.\n\n{said}\n"
            url = f"https://{outlet.split()[1].lower()}.example/{number}"
            put(kept, opened(text, outlet=outlet, published=day, url=url))
    return path


def contents(ran: Ran) -> list[str]:
    return [json.loads(line)["content"] for line in ran.out.splitlines()]


def test_search_finds_what_was_said(run: Callable[..., Ran], archive: Path) -> None:
    ran = run("search", "bridges")
    assert ran.code == 0
    assert "◆ Okoro · said" in ran.out
    assert "“The bridge is not safe,”" in ran.out
    assert "https://courier.example/0" in ran.out
    assert "It opens" not in ran.out
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_filters_narrow_a_search(run: Callable[..., Ran], archive: Path) -> None:
    assert contents(run("search", "bridge", "--outlet", "The Echo", "--json")) == [
        "“I would not drive over the bridge,”"
    ]
    assert contents(run("search", "--since", "2026-03-12", "--json", "opens")) == [
        "“It opens in May,”"
    ]
    assert contents(run("search", "--json", "--unnamed", "bridge")) == []
    assert contents(run("search", "--json", "--", "bridge", "-drive")) == [
        "“The bridge is not safe,”"
    ]


def test_nothing_found_is_no_failure(run: Callable[..., Ran], archive: Path) -> None:
    ran = run("search", "volcano")
    assert (ran.code, ran.err) == (0, "")
    assert "Nothing found" in ran.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search", "bridge", "--since", "March"], "March"),
        (["search", "bridge", "--json", "--csv"], "give --csv or --json"),
        (["said", "Whitlock", "--limit", "0"], "greater than or equal to 1"),
    ],
)
def test_wrong_usage_is_said(
    run: Callable[..., Ran], archive: Path, arguments: list[str], message: str
) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert message in ran.err


def test_an_outlet_that_is_not_there_is_named(run: Callable[..., Ran], archive: Path) -> None:
    ran = run("search", "bridge", "--outlet", "The Couriers")
    assert ran.code == 1
    assert "The Courier" in ran.err


def test_said_is_verbatim_and_newest_first(run: Callable[..., Ran], archive: Path) -> None:
    assert contents(run("said", "whitlock", "--json")) == [
        "“It opens in May,”",
        "“The bridge is not safe,”",
    ]
    assert contents(run("said", "Whitlock", "--about", "May", "--json")) == ["“It opens in May,”"]
    ran = run("said", "Whitlock", "-n", "1")
    assert ran.out.index("It opens in May") > 0
    assert "There are more" in ran.out


def test_sources_are_counted(run: Callable[..., Ran], archive: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("sources", "--csv", "--order", "name").out)))
    assert [(row["name"], row["statements"], row["outlets"]) for row in rows] == [
        ("Okoro", "2", "2"),
        ("Whitlock", "2", "1"),
    ]


def test_two_become_one_and_two_again(run: Callable[..., Ran], archive: Path) -> None:
    def number(name: str) -> str:
        found = re.search(r"^ +(\d+) ", run("who", name).out)
        assert found
        return found[1]

    one, other = number("Whitlock"), number("Okoro")
    ran = run("merge", one, other, "--why", "married")
    assert ran.code == 0
    assert "Taken back by: sayso undo 1" in ran.out
    assert len(contents(run("said", "Whitlock", "--json"))) == 4
    assert run("undo", "1").code == 0
    assert len(contents(run("said", "Whitlock", "--json"))) == 2
    again = run("undo", "1")
    assert again.code == 1
    assert "has been taken back already" in again.err


def test_some_pages_of_one_are_somebody_else(run: Callable[..., Ran], archive: Path) -> None:
    profile = re.search(r"\d+", run("who", "Whitlock").out)
    assert profile
    with Archive(archive, readonly=True) as kept:
        first = next(iter(page_ids(kept.connection)))
    assert run("split", profile[0], "--page", first, "--why", "a namesake").code == 0
    assert contents(run("said", profile[0], "--json")) == ["“It opens in May,”"]
    assert run("split", profile[0], "--why", "no reason").code == 1


def test_who_says_why(run: Callable[..., Ran], archive: Path) -> None:
    ran = run("who", "Okoro")
    assert "2 statements on 2 pages" in ran.out
    assert re.search(r"page 3 Okoro · 2026-03-12 · The Courier: \w+", ran.out)
    nobody = run("who", "Nobody", "Known")
    assert (nobody.code, nobody.out) == (0, "")
    assert "is called 'Nobody Known'" in nobody.err


def test_sql_shows_what_can_be_asked_and_answers(run: Callable[..., Ran], archive: Path) -> None:
    shown = run("sql").out
    assert "said_by (view): Every statement" in shown
    tables, _, examples = shown.partition("What has Dana Whitlock denied?")
    assert all(len(line) <= 80 for line in tables.splitlines())
    assert "SELECT" in examples
    query = "SELECT name, count(*) AS n FROM said_by GROUP BY name ORDER BY name"
    assert [json.loads(line) for line in run("sql", query, "--json").out.splitlines()] == [
        {"name": "Okoro", "n": 2},
        {"name": "Whitlock", "n": 2},
    ]
    answer = run("sql", "-", "--csv", stdin=query.encode()).out
    assert answer.split() == ["name,n", "Okoro,2", "Whitlock,2"]
    assert "Okoro" in run("sql", query).out


def test_sql_changes_nothing(run: Callable[..., Ran], archive: Path) -> None:
    for query in ("DELETE FROM pages", "DROP TABLE statements", "ATTACH 'x.db' AS x"):
        ran = run("sql", query)
        assert ran.code == 1
        assert "Traceback" not in ran.err
    assert json.loads(run("sql", "SELECT count(*) AS n FROM pages", "--json").out) == {"n": 3}


def test_export_writes_what_others_read(
    run: Callable[..., Ran], archive: Path, tmp_path: Path
) -> None:
    tables = tmp_path / "tables"
    ran = run("export", "--format", "csv", tables)
    assert ran.code == 0
    assert "4 statements" in ran.err
    with (tables / "statements.csv").open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 4
    lines = run("export", "-f", "jsonl", "-", "--quiet").out.splitlines()
    assert [Reading.from_json(line).page.outlet for line in lines] == [p[0] for p in PAGES]
    other = run("export", tmp_path / "none" / "tables")
    assert other.code == 2
    assert "cannot be written" in other.err


def test_label_without_an_input_counts_the_archive(
    run: Callable[..., Ran], archive: Path, tmp_path: Path
) -> None:
    rows = list(csv.DictReader(io.StringIO(run("label", "--by", "outlet", "--csv").out)))
    assert [(row["outlet"], row["pages"], row["statements"]) for row in rows] == [
        ("The Courier", "2", "3"),
        ("The Echo", "1", "1"),
    ]
    chart = tmp_path / "unnamed.svg"
    assert run("label", "--by", "day", "--chart", chart).code == 0
    assert chart.read_text(encoding="utf-8").startswith("<?xml")
    wrong = run("label", "--chart", tmp_path / "unnamed.pdf")
    assert wrong.code == 2
    assert "end its name in .svg or .png" in wrong.err
    page = tmp_path / "page.txt"
    page.write_text("The bridge is shut.")
    assert "for an archive: no INPUT" in run("label", "--by", "month", page).err
