"""Writes the generated parts of the documentation: `python3 run.py docs`.

A generated part of a Markdown file stands between `<!-- generated: NAME -->` and
`<!-- end of NAME -->`. The parts that come from the code and the model card (`STABLE`) are compared
with them by the tests. The others are what the shipped model says about an example page; they are
made anew with each model, and the tests only ask that they speak of that page.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CARD = "src/sayso/models/MODEL_CARD.md"
EXAMPLE = "examples/ferry.html"
EXAMPLE_STATEMENTS = 10
"""How many the README shows."""

PART = re.compile(
    r"(?P<open><!-- generated: (?P<name>[\w-]+) -->\n)"
    r"(?P<body>.*?)"
    r"(?P<close><!-- end of (?P=name) -->)",
    re.DOTALL,
)


def help_of(*command: str) -> str:
    """The help of a command, 80 columns wide, as a fenced block."""
    from typer.testing import CliRunner

    from sayso.cli import app

    result = CliRunner().invoke(
        app, [*command, "--help"], prog_name="sayso", terminal_width=80, color=False
    )
    if result.exit_code:
        raise RuntimeError(f"sayso {' '.join(command)} --help ended with {result.exit_code}")
    return fenced(result.output.strip(), "text")


def example_view() -> str:
    """The head of what `sayso read` prints about the example, not on a terminal."""
    head, *statements = sayso("read", EXAMPLE, "--quiet").split("\n\n")
    return fenced("\n\n".join([head, *statements[:EXAMPLE_STATEMENTS], "…"]), "text")


def example_label() -> str:
    """The foot of the same: the counts."""
    text = sayso("read", EXAMPLE, "--quiet").rstrip()
    return fenced(text.rsplit("\n\n", 1)[-1], "text")


def example_statement() -> str:
    """The first direct statement of the example, as JSON."""
    reading = json.loads(sayso("read", EXAMPLE, "--quiet", "--json"))
    statement = next(s for s in reading["statements"] if s["form"] == "direct")
    rows = (f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in statement.items())
    return fenced("{\n" + ",\n".join(rows) + "\n}", "json")


def card_section(heading: str) -> str:
    """A section of the model card, without its heading."""
    card = (ROOT / CARD).read_text(encoding="utf-8")
    section = rf"^## {re.escape(heading)}\n+(.*?)\n*(?=^## |\Z)"
    found = re.search(section, card, re.DOTALL | re.MULTILINE)
    if found is None:
        raise RuntimeError(f"{CARD} has no section {heading!r}")
    return found[1] + "\n"


def sayso(*arguments: str) -> str:
    """What the command prints, run as a user runs it, in the repository's folder."""
    command = [sys.executable, "-m", "sayso", *arguments]
    return subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout


def fenced(text: str, language: str) -> str:
    """A fenced block of Markdown, with a line feed at its end."""
    return f"```{language}\n{text}\n```\n"


COMMANDS = (
    "read", "label", "events", "schema",
    "add", "watch", "reread", "changes",
    "search", "said", "sources", "stories", "story", "export", "sql",
    "who", "merge", "split", "undo", "serve", "batch",
)  # fmt: skip
"""Whose help stands in `docs/command-line.md`, in this order."""

STABLE: dict[str, Callable[[], str]] = {
    "help": help_of,
    **{f"help-{name}": partial(help_of, name) for name in COMMANDS},
    "card-figures": lambda: card_section("Figures"),
    "card-weaknesses": lambda: card_section("Known weaknesses"),
}

BY_MODEL: dict[str, Callable[[], str]] = {
    "example-view": example_view,
    "example-label": example_label,
    "example-statement": example_statement,
}


def rebuilt(markdown: str, parts: dict[str, Callable[[], str]]) -> str:
    """`markdown` with those of its generated parts made anew that `parts` can make."""

    def replace(match: re.Match[str]) -> str:
        make = parts.get(match["name"])
        return match[0] if make is None else match["open"] + make() + match["close"]

    return PART.sub(replace, markdown)


def pages() -> list[Path]:
    """The Markdown files that may have generated parts."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def main() -> None:
    """Write every generated part anew and name the files that changed."""
    for path in pages():
        before = path.read_text(encoding="utf-8")
        after = rebuilt(before, STABLE | BY_MODEL)
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: written anew")


if __name__ == "__main__":
    main()
