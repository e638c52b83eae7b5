"""The sourcing labels of many pages: a table to look at, CSV for spreadsheets, JSON Lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, TextIO

from sayso.reading import Label, Reading
from sayso.views.cells import cell, one_line
from sayso.views.label import credited, event_parts, share_by_unnamed

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

COLUMNS: Final = (
    "origin",
    "outlet",
    "title",
    "published",
    "statements",
    "direct",
    "indirect",
    "mixed",
    "sources",
    "named_sources",
    "unnamed_sources",
    "statements_by_unnamed",
    "share_by_unnamed",
    "outlets_credited",
    "events",
    "events_happened",
    "events_unsettled",
    "events_not_happened",
    "events_in_own_voice",
)
"""Of the CSV; those that are counted have the names that they have in the record."""

COUNTED: Final = COLUMNS[4:12]

WIDEST: Final = 120
"""Columns of the terminal that the table takes at most."""

_HEADINGS: Final = (
    "state-\nments", "\ndirect", "in-\ndirect", "\nmixed", "named\nsources", "unnamed\nsources",
    "by\nunnamed",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A page in the table: what it is and its label, without its text."""

    origin: str
    outlet: str | None
    title: str | None
    published: str | None
    label: Label
    outlets: tuple[str, ...]
    """The names of the outlets that it credits."""


def row_of(reading: Reading) -> Row:
    """The row of `reading`, which holds nothing of the page's text."""
    page = reading.page
    return Row(
        origin=page.origin,
        outlet=page.outlet,
        title=page.title,
        published=page.published.value,
        label=reading.label,
        outlets=tuple(credited(reading)),
    )


class LabelCsv:
    """CSV (RFC 4180: CRLF, quoted where needed), a row a page, under a row of names."""

    def __init__(self, stream: TextIO) -> None:
        self._writer = csv.writer(stream, lineterminator="\r\n")
        self._writer.writerow(COLUMNS)

    def write(self, row: Row) -> None:
        """Write one row. A cell that a spreadsheet would calculate gets an apostrophe before it."""
        label = row.label
        share = share_by_unnamed(label)
        self._writer.writerow(
            [
                # The origin as it is, so that rows can be brought together with their files.
                cell(row.origin),
                *(cell(one_line(it or "")) for it in (row.outlet, row.title, row.published)),
                *(getattr(label, name) for name in COUNTED),
                "" if share is None else f"{share:.3f}",
                cell(one_line("; ".join(row.outlets))),
                event_parts(label).total,
                label.events.happened,
                label.events.unsettled,
                label.events.not_happened,
                label.events_in_own_voice,
            ]
        )


def label_json(reading: Reading) -> str:
    """One line of JSON: what the page is, its label, and the names of the outlets it credits."""
    page = reading.page
    record = {
        "origin": page.origin,
        "title": page.title,
        "outlet": page.outlet,
        "published": asdict(page.published),
        "label": asdict(reading.label),
        # In the label they are ids, which mean nothing without the Reading.
        "credits": credited(reading),
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def print_labels(rows: Sequence[Row], console: Console) -> None:
    """Print a table of `rows`, and under several of them their sum and their mean."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=SIMPLE_HEAD,
        width=min(console.width, WIDEST),
        padding=(0, 0),
        show_edge=False,
        leading=1,
        header_style="",
    )
    table.add_column("Page", ratio=1, overflow="fold")
    for heading in _HEADINGS:
        table.add_column(Text(heading), justify="right", no_wrap=True)
    for row in rows:
        table.add_row(_page(row), *_figures(_counts(row.label)))
    if len(rows) > 1:
        # A source that two pages have is counted in both.
        sums = [sum(counts) for counts in zip(*(_counts(row.label) for row in rows), strict=True)]
        table.add_section()
        table.add_row(f"All {len(rows)} pages", *_figures(sums), style="bold")
        table.add_row("Mean of a page", *(f"{number / len(rows):.1f}" for number in sums))
    console.print(table)


def _page(row: Row) -> Text:
    from rich.text import Text

    page = Text(one_line(row.title or "") or one_line(row.origin))
    if row.outlet:
        page.append("\n" + one_line(row.outlet), style="dim")
    if row.outlets:
        page.append(f"\ncredits {one_line(', '.join(row.outlets))}", style="dim")
    return page


def _counts(label: Label) -> tuple[int, ...]:
    return (
        label.statements,
        label.direct,
        label.indirect,
        label.mixed,
        label.named_sources,
        label.unnamed_sources,
        label.statements_by_unnamed,
    )


def _figures(counts: Sequence[int]) -> list[str]:
    """`_counts` as they are shown, the last with its share of the first."""
    statements, *_, unnamed = counts
    share = f" ({unnamed / statements:.0%})" if statements else ""
    return [*map(str, counts[:-1]), f"{unnamed}{share}"]
