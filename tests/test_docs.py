"""Contracts between the documentation and the program, in both directions."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import click
import pytest
import typer.main

from docs import build
from sayso import Page, Problem, json_schema, open_pages, read_all
from sayso.cli import app
from sayso.pages.inputs import PAGE_SUFFIXES
from sayso.pages.limits import MAX_PAGE_BYTES, MIB
from sayso.reading import Reading

ROOT = Path(__file__).resolve().parent.parent
MARKDOWN = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*.md")]
    if path.is_file()
)
RECORD = ROOT / "docs/record.md"
NOT_FILLED = "†"

RUN_PY = "python3 run.py"
OF_RUN_PY = {"test", "check", "docs", "wheel"}


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(markdown: str, *languages: str) -> list[str]:
    """The fenced blocks in these languages."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", markdown, re.DOTALL | re.MULTILINE)
    return [body for language, body in found if language in languages]


# --- the record ------------------------------------------------------------------------------


def schema_records() -> dict[str, dict[str, Any]]:
    """Name and properties of each record of the schema."""
    schema = json_schema()
    records = {"Reading": schema["properties"]}
    for name, definition in schema["$defs"].items():
        if "properties" in definition:
            records[name] = definition["properties"]
    return records


def documented_records() -> dict[str, dict[str, tuple[str, str, bool]]]:
    """Per record its fields: type, meaning, and whether it is marked as not filled."""
    records: dict[str, dict[str, tuple[str, str, bool]]] = {}
    sections = re.split(r"^## ", text_of(RECORD), flags=re.MULTILINE)[1:]
    for section in sections:
        name = section.splitlines()[0].strip()
        all_unfilled = (
            section.partition("| field")[0].strip().endswith(f"{NOT_FILLED} Not filled yet.")
        )
        rows = re.findall(r"^\| `(\w+)`( †)? \| (.+?) \| (.+) \|$", section, re.MULTILINE)
        if rows:
            records[name] = {
                field: (kind, meaning, bool(mark) or all_unfilled)
                for field, mark, kind, meaning in rows
            }
    return records


def values_of(definition: dict[str, Any]) -> set[str]:
    """The values of a field that has a fixed set of them."""
    return set(definition.get("enum", ()))


def test_every_field_is_documented_and_every_documented_field_exists() -> None:
    schema = {name: set(properties) for name, properties in schema_records().items()}
    documented = {name: set(rows) for name, rows in documented_records().items()}
    assert documented == schema


def test_fields_that_may_be_null_are_said_to_be() -> None:
    for name, properties in schema_records().items():
        for field, definition in properties.items():
            nullable = {"type": "null"} in definition.get("anyOf", [])
            kind, _, _ = documented_records()[name][field]
            assert kind.endswith("or null") == nullable, f"{name}.{field}"


def test_every_value_is_documented_and_every_documented_value_exists() -> None:
    for name, properties in schema_records().items():
        for field, definition in properties.items():
            if not (values := values_of(definition)):
                continue
            _, meaning, _ = documented_records()[name][field]
            ours = set(re.findall(r"`(\w+)`", meaning))
            assert ours == values, f"{name}.{field}"


@pytest.mark.parametrize("page", ["dam.txt", "ferry.html", "desk.jsonl"])
def test_fields_marked_as_not_filled_hold_nothing(page: str, examples: Path) -> None:
    documented = documented_records()
    for reading in read_all([examples / page]):
        assert not isinstance(reading, Problem)
        for record in walk(reading):
            for field, (_, _, unfilled) in documented.get(type(record).__name__, {}).items():
                if unfilled:
                    value = getattr(record, field)
                    assert empty(value), f"{type(record).__name__}.{field} is {value!r}"


def walk(record: Any) -> Iterator[Any]:
    """A record and all records in it."""
    if isinstance(record, tuple):
        for item in record:
            yield from walk(item)
    elif is_dataclass(record):
        yield record
        for field in fields(record):
            yield from walk(getattr(record, field.name))


def empty(value: Any) -> bool:
    if is_dataclass(value):
        return all(empty(getattr(value, field.name)) for field in fields(value))
    return value in (None, (), 0)


# --- links -----------------------------------------------------------------------------------


def anchor(heading: str) -> str:
    """What a heading's anchor is on common forges."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_within_the_repository_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(path)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, fragment = target.partition("#")
        other = (path.parent / name).resolve() if name else path
        assert other.exists(), f"{path.name} links to {target}"
        if fragment:
            headings = re.findall(r"^#+ (.+)$", text_of(other), re.MULTILINE)
            assert fragment in map(anchor, headings), f"{path.name} links to {target}"


# --- commands --------------------------------------------------------------------------------


def shell_commands(markdown: str) -> list[list[str]]:
    """The calls of sayso in shell blocks, without what comes before and after."""
    found = []
    for block in blocks(markdown, "sh", ""):
        for line in block.replace("\\\n", " ").splitlines():
            call = re.match(rf"(?:sayso|{re.escape(RUN_PY)}) (?P<rest>[^|#>]*)", line.strip())
            if call:
                found.append(shlex.split(call["rest"]))
    return found


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_exist_with_their_options_and_pages(path: Path) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, click.Group) or hasattr(group, "commands")
    for name, *arguments in shell_commands(text_of(path)):
        if name in OF_RUN_PY:
            continue
        command = group.commands.get(name)  # type: ignore[attr-defined]
        assert command, f"{path.name}: there is no command {name}"
        options = {
            option
            for parameter in command.params
            for option in (*parameter.opts, *parameter.secondary_opts)
        }
        for argument in arguments:
            if argument.startswith("-") and argument != "-":
                assert argument in options, f"{path.name}: {name} has no {argument}"
            elif argument.startswith("examples"):
                assert (ROOT / argument).exists(), f"{path.name}: there is no {argument}"


def test_readme_begins_with_the_two_commands() -> None:
    first = blocks(text_of(ROOT / "README.md"), "")[0].splitlines()
    assert [line.split()[:3] for line in first] == [
        ["python3", "run.py", "read"],
        ["python3", "run.py", "test"],
    ]
    before = text_of(ROOT / "README.md").partition("```")[0]
    assert len(before.splitlines()) <= 3


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_that_are_run_exist(path: Path) -> None:
    for block in blocks(text_of(path), "sh", ""):
        for module in re.findall(r"python3? -m ((?:benchmarks|training)[\w.]*)", block):
            file = ROOT / module.replace(".", "/")
            assert file.with_suffix(".py").is_file() or (file / "__main__.py").is_file(), module


def test_endings_and_limits_are_those_of_the_program() -> None:
    markdown = text_of(ROOT / "docs/command-line.md")
    (row,) = [line for line in markdown.splitlines() if line.startswith("| a folder |")]
    assert set(re.findall(r"`(\.\w+)`", row)) == PAGE_SUFFIXES | {".gz"}
    assert f"A page may have {MAX_PAGE_BYTES // MIB} MiB" in markdown


# --- Python ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "docs/index.md",
        "docs/python.md",
        "docs/events.md",
        "docs/archive.md",
    ],
)
def test_python_blocks_run_one_after_the_other(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(ROOT)
    found = blocks(text_of(ROOT / name), "python")
    assert found
    names: dict[str, Any] = {}
    for block in found:
        exec(compile(block, name, "exec"), names)
        assert capsys.readouterr().out.strip(), f"a block of {name} prints nothing:\n{block}"


# --- generated parts -------------------------------------------------------------------------


@pytest.mark.parametrize("path", build.pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_generated_from_the_code_is_current(path: Path) -> None:
    markdown = text_of(path)
    assert build.rebuilt(markdown, build.STABLE) == markdown, "run: python3 run.py docs"


def test_every_generated_part_is_used_once_and_can_be_made() -> None:
    used = [part["name"] for path in build.pages() for part in build.PART.finditer(text_of(path))]
    assert sorted(used) == sorted(build.STABLE | build.BY_MODEL)


def test_example_statement_is_one_of_the_example() -> None:
    """It is what some model said, so it need not be what this one says, but it must be sound."""
    markdown = text_of(ROOT / "docs/index.md")
    (block,) = blocks(markdown, "json")
    (page,) = open_pages([ROOT / build.EXAMPLE])
    assert isinstance(page, Page)
    statement = json.loads(block)
    assert set(statement) == set(schema_records()["Statement"])
    reading = Reading.from_json(
        json.dumps(
            {"page": json.loads(Reading(page=page).to_json())["page"], "statements": [statement]}
        )
    )
    ((start, end), *_) = reading.statements[0].content_spans
    assert page.text[start] == "“"
    assert page.text[end - 1] == "”"


def test_example_view_is_about_the_example() -> None:
    (page,) = open_pages([ROOT / build.EXAMPLE])
    assert isinstance(page, Page)
    view = build.PART.search(text_of(ROOT / "README.md"))
    assert view
    assert view["name"] == "example-view"
    words = set(re.findall(r"“(\w+ \w+ \w+)", view["body"]))
    assert len(words) > 2
    assert [phrase for phrase in words if f"“{phrase}" not in page.text] == []
