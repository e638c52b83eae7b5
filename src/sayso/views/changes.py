"""What changed between two versions of a page, on the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from sayso.archive.changes import Changes, Revision, Said
from sayso.views.lines import MEASURE, hanging, one_line
from sayso.views.outline import NO_SOURCE, plural


def changes_json(revision: Revision) -> str:
    """The revision as one JSON object."""
    return json.dumps(asdict(revision), ensure_ascii=False)


def print_changes(revision: Revision, console: Console) -> None:
    """Print what the later version has that the earlier has not, and the other way round.

    `+` is what came, `-` what went, `~` what was changed.
    """
    width = min(console.width, MEASURE)
    for entry in _entries(revision):
        for line in hanging(entry, console, width, indent=2):
            console.print(line, soft_wrap=True)


def _entries(revision: Revision) -> Iterable[Text]:
    before, after, changes = revision.before, revision.after, revision.changes
    yield Text(one_line(after.title or after.origin), style="bold")
    yield Text(
        f"version {before.number} ({before.retrieved}) → version {after.number} "
        f"({after.retrieved})",
        style="dim",
    )
    yield Text()
    if changes.title:
        yield Text(f"~ headline: {one_line(changes.title[0] or 'none')}")
        yield Text(f"  now: {one_line(changes.title[1] or 'none')}")
    for said in changes.removed:
        yield _line("-", said, "red")
    for said in changes.added:
        yield _line("+", said, "green")
    for pair in changes.changed:
        yield _line("~", pair.before)
        yield _line("  now:", pair.after)
    for sign, paragraphs, colour in (
        ("-", changes.paragraphs_removed, "red"),
        ("+", changes.paragraphs_added, "green"),
    ):
        if paragraphs:
            yield Text()
            yield Text(f"{plural(len(paragraphs), 'paragraph')} {_VERBS[sign]}", style="bold")
        for paragraph in paragraphs:
            yield Text(f"{sign} {one_line(paragraph)}", style=colour)
    if changes == Changes():
        yield Text("No statement, headline or paragraph has changed.")


_VERBS = {"-": "went", "+": "came"}


def _line(sign: str, said: Said, colour: str = "") -> Text:
    denial = {"denies": " (denies)", "declines": " (declines)", "asks": " (asks)"}
    source = said.source or NO_SOURCE
    return Text(
        f"{sign} {one_line(source)} · {one_line(said.cue) or 'no cue'}"
        f"{denial.get(said.polarity, '')}: {one_line(said.content)}",
        style=colour,
    )
