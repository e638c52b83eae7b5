"""Figures beside plain ways and floors, as a table and for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Floor:
    """What a figure must reach, or with `at_most` must not exceed."""

    value: float
    at_most: bool = False

    def is_met(self, value: float | None) -> bool:
        """Whether a figure is good enough; one that is not defined is not."""
        if value is None:
            return False
        return value <= self.value if self.at_most else value >= self.value

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.value:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A row of a table; None stands for what is not defined."""

    name: str
    of: int
    """How many cases it is a figure of."""
    value: float | None
    plain: Mapping[str, float | None] = field(default_factory=dict)
    """The same by plain ways, by their names."""
    floor: Floor | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the floor is met; None without one."""
        return None if self.floor is None else self.floor.is_met(self.value)


def table(title: str, figures: Iterable[Figure]) -> Table:
    """The figures, the plain ways and whether the floors are met."""
    shown = Table(title=title, title_justify="left")
    shown.add_column("")
    for heading in ("of", "sayso", "floor", ""):
        shown.add_column(heading, justify="right", no_wrap=True)
    shown.add_column("plain ways")
    for figure in figures:
        shown.add_row(
            figure.name,
            str(figure.of),
            number(figure.value),
            str(figure.floor or ""),
            {True: "✓ met", False: "✗ missed", None: ""}[figure.is_met],
            _plain(figure),
        )
    return shown


def markdown(title: str, figures: Iterable[Figure]) -> str:
    """The same for the documentation."""
    lines = [
        f"**{title}**",
        "",
        "| | of | sayso | plain ways | floor |",
        "|---|---|---|---|---|",
    ]
    for figure in figures:
        met = {True: ", met", False: ", missed", None: ""}[figure.is_met]
        cells = (
            figure.name.replace("|", r"\|"),
            str(figure.of),
            number(figure.value),
            _plain(figure),
            f"{figure.floor or ''}{met}",
        )
        lines.append("|" + "".join(f" {cell} |" if cell else " |" for cell in cells))
    return "\n".join(lines)


def _plain(figure: Figure) -> str:
    return "; ".join(f"{way} {number(value)}" for way, value in figure.plain.items())


def number(value: float | None) -> str:
    """As it is shown."""
    return "undefined" if value is None else f"{value:.2f}"


def as_dict(groups: Mapping[str, Sequence[Figure]]) -> dict[str, list[dict[str, Any]]]:
    """For JSON, by title."""
    return {
        title: [
            {
                "name": figure.name,
                "of": figure.of,
                "value": figure.value,
                "plain": dict(figure.plain),
                "floor": str(figure.floor) if figure.floor else None,
                "met": figure.is_met,
            }
            for figure in figures
        ]
        for title, figures in groups.items()
    }
