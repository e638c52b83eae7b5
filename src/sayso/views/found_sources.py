"""Who speaks in an archive and how it is sourced: tables to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.archive.sources import Sources, Speaking
from sayso.archive.sourcing import Sourcing
from sayso.views.found import NOTHING
from sayso.views.lines import one_line
from sayso.views.outline import NAMED_SIGN, UNNAMED_SIGN

WIDEST: Final = 120
"""Columns of the terminal that a table takes at most."""


def print_sources(found: Sources, console: Console) -> None:
    """Print a table of sources, numbered in the order that was asked for."""
    if not found.sources:
        console.print(NOTHING if not found.offset else "There are no more.")
        return
    table = _table(console)
    table.add_column("", justify="right", style="dim", no_wrap=True)
    table.add_column("Source", ratio=1, overflow="fold")
    for heading in ("state-\nments", "\ndirect", "\npages", "\noutlets"):
        table.add_column(Text(heading), justify="right", no_wrap=True)
    table.add_column(Text("first\nlast"), no_wrap=True)
    for number, source in enumerate(found.sources, start=found.offset + 1):
        table.add_row(
            f"{number} ",
            _source(source),
            f"{source.statements:,}",
            f"{source.share_direct:.0%}",
            f"{source.pages:,}",
            f"{source.outlets:,}",
            Text(f"{_day(source.first)}\n{_day(source.last)}", style="dim"),
        )
    console.print(table)
    if found.more:
        more = f"There are more: --offset {found.offset + len(found.sources)}."
        console.print(Text(more, style="dim"))


def print_sourcing(rows: Sequence[Sourcing], console: Console) -> None:
    """Print a table of how outlets and periods are sourced, with intervals for the share."""
    if not rows:
        console.print(NOTHING)
        return
    by_outlet = any(row.outlet is not None for row in rows)
    by_time = any(row.period is not None for row in rows)
    table = _table(console)
    if by_outlet:
        table.add_column("Outlet", ratio=1, overflow="fold")
    if by_time:
        table.add_column("Period", no_wrap=True)
    for heading in ("\npages", "state-\nments", "\ndirect", "in-\ndirect", "\nmixed", "\nsources"):
        table.add_column(Text(heading), justify="right", no_wrap=True)
    table.add_column(Text("by\nunnamed"), justify="right", no_wrap=True)
    table.add_column(Text("95 %\ninterval"), justify="right", no_wrap=True)
    before: str | None = None
    for number, row in enumerate(rows):
        cells: list[str | Text] = []
        if by_outlet:
            again = number > 0 and row.outlet == before
            cells.append("" if again else one_line(row.outlet or "") or "(no outlet)")
            before = row.outlet
        if by_time:
            cells.append(one_line(row.period or "") or "(no date)")
        forms = (row.direct, row.indirect, row.mixed)
        table.add_row(
            *cells,
            f"{row.pages:,}",
            f"{row.statements:,}",
            *(f"{form / row.statements:.0%}" if row.statements else "" for form in forms),
            f"{row.sources:,}",
            "" if row.share_by_unnamed is None else f"{row.share_by_unnamed:.0%}",
            "" if row.interval is None else f"{row.interval.low:.0%}–{row.interval.high:.0%}",
        )
    console.print(table)


def _table(console: Console) -> Table:
    return Table(
        box=SIMPLE_HEAD,
        width=min(console.width, WIDEST),
        padding=(0, 0),
        show_edge=False,
        header_style="",
    )


def _source(source: Speaking) -> Text:
    sign = UNNAMED_SIGN if source.naming == "unnamed" else NAMED_SIGN
    text = Text(f"{sign} {one_line(source.name)}")
    known = [one_line(source.role)] if source.role else []
    known += [source.kind] if source.kind != "person" else []
    known += ["unnamed"] if source.naming == "unnamed" else []
    return text.append(f"\n  {', '.join(known)}", style="dim") if known else text


def _day(published: str | None) -> str:
    return one_line(published or "")[:10]
