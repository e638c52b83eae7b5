"""How an archive is sourced, by outlet and over time: `label` without an input."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sayso.cli.options import filters_of
from sayso.cli.output import asked, write_hits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.archive.sourcing import Division, Sourcing
    from sayso.views.charts import ChartFormat


class DividedBy(StrEnum):
    """What an archive may be counted by."""

    OUTLET = "outlet"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


CHART_SUFFIXES: dict[str, ChartFormat] = {".svg": "svg", ".png": "png"}


def label_archive(
    archive: Path,
    *,
    by: list[DividedBy],
    outlet: str | None,
    since: str | None,
    until: str | None,
    chart: str | None,
    csv: bool,
    json: bool,
    output: str | None,
) -> None:
    """Prints the counts of an archive, and draws their chart where one is asked for."""
    from sayso.archive.sourcing import Sourcing, sourcing
    from sayso.views.found_sources import print_sourcing

    suffix = Path(chart).suffix.lower() if chart else ""
    if chart and suffix not in CHART_SUFFIXES:
        raise typer.BadParameter(
            f"{chart!r} is no picture: end its name in {' or '.join(CHART_SUFFIXES)}."
        )
    divisions: list[Division] = [each.value for each in by] or ["outlet"]
    if chart and not by:
        divisions.append("month")
    filters = filters_of(outlets=[outlet] if outlet else None, since=since, until=until)
    with asked(archive) as connection:
        rows = sourcing(connection, by=divisions, filters=filters)
        write_hits(
            rows,
            lambda console: print_sourcing(rows, console),
            kind=Sourcing,
            json=json,
            csv=csv,
            output=output,
        )
        if chart:
            _draw(rows, Path(chart), CHART_SUFFIXES[suffix])


def _draw(rows: Sequence[Sourcing], path: Path, picture: ChartFormat) -> None:
    from sayso.views.charts import unnamed_chart

    data = unnamed_chart(rows, picture)
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise typer.BadParameter(f"{str(path)!r} cannot be written: {error.strerror}.") from None
