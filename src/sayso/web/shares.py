"""Shares over time as pictures: SVG to stand in a page, or by itself to be saved.

How full a part is says how firm its footing is, as in the sourcing label, so that nothing is said
by colour alone. Only numbers, and words given as labels, stand in them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from markupsafe import Markup

WIDTH: Final = 640
HEIGHT: Final = 210
_LEFT: Final = 40
_RIGHT: Final = 30
"""So that the last label has room, with the bar that it stands under."""
_TOP: Final = 10
_BASE: Final = 160
_LABEL: Final = 72
"""Room that a label below the bars takes."""
_FILLS: Final = ("full", "half", "none")
_PAINT: Final = {"full": "#1c1c1e", "half": "#a9a9ad", "none": "#ffffff"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The parts of a period, 0 to 1, firmest first; `low` and `high` are where the first lies."""

    label: str
    parts: tuple[float, ...]
    total: int
    low: float | None = None
    high: float | None = None


def shares(
    columns: Sequence[Column], words: Sequence[str], *, title: str, alone: bool = False
) -> Markup:
    """Stacked bars of `columns`, whose parts are called `words`. `alone` is for a file."""
    told = "; ".join(
        f"{column.label}: "
        + ", ".join(f"{part:.0%} {word}" for part, word in zip(column.parts, words, strict=False))
        for column in columns
    )
    height = HEIGHT + 26 if alone else HEIGHT
    around = (
        f'<rect width="{WIDTH}" height="{height}" fill="#fff" stroke="none"/>'
        f'<text x="{_LEFT}" y="{HEIGHT + 16}">{escape(title)}</text>'
        if alone
        else ""
    )
    dress = ' fill="#1c1c1e" font-family="sans-serif" font-size="12"' if alone else ""
    return Markup(
        f'<svg class="shares" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        f' role="img"{dress}><title>{escape(f"{title}. {told}")}</title>{around}'
        f"{''.join(_axis())}{''.join(_columns(columns))}{''.join(_key(words))}</svg>"
    )


def _axis() -> Iterator[str]:
    for share in (0.0, 0.5, 1.0):
        y = _BASE - (_BASE - _TOP) * share
        yield (
            f'<path class="axis" d="M{_LEFT} {y:.1f}H{WIDTH}" stroke="#84848a"'
            ' stroke-opacity="0.5" fill="none"/>'
            f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{share:.0%}</text>'
        )


def _columns(columns: Sequence[Column]) -> Iterator[str]:
    step = (WIDTH - _LEFT - _RIGHT) / max(len(columns), 10)
    every = math.ceil(_LABEL / step)
    for place, column in enumerate(columns):
        left = _LEFT + place * step
        bottom = float(_BASE)
        for fill, part in zip(_FILLS, column.parts, strict=False):
            height = (_BASE - _TOP) * part
            if height:
                yield _box(fill, left + step * 0.12, bottom - height, step * 0.76, height)
            bottom -= height
        if column.low is not None and column.high is not None:
            middle = left + step / 2
            low, high = (_BASE - (_BASE - _TOP) * at for at in (column.low, column.high))
            yield (
                f'<path class="whisker" d="M{middle:.1f} {low:.1f}V{high:.1f}" stroke="#b8860b"'
                ' stroke-width="2" fill="none"/>'
            )
        if place % every == 0:
            x = left + step * 0.12
            # One that may not fit before the edge ends there, so that it is whole.
            where = f'x="{x:.1f}"' if x + _LABEL <= WIDTH else f'x="{WIDTH}" text-anchor="end"'
            yield f'<text {where} y="{_BASE + 16}">{escape(column.label)}</text>'


def _key(words: Sequence[str]) -> Iterator[str]:
    for place, (fill, word) in enumerate(zip(_FILLS, words, strict=False)):
        x, y = _LEFT + place * 190, HEIGHT - 16
        yield _box(fill, x, y, 11, 11)
        yield f'<text x="{x + 17}" y="{y + 10}">{escape(word)}</text>'


def _box(fill: str, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="{fill}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        f' fill="{_PAINT[fill]}" stroke="#1c1c1e" stroke-width="0.75"/>'
    )
