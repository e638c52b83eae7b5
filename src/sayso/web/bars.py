"""Numbers over time as bars: SVG to stand in a page, or by itself to be saved.

Only numbers, and words given as labels, stand in it. In a page it takes the page's colours; by
itself it brings its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from markupsafe import Markup

WIDTH: Final = 640
HEIGHT: Final = 150
_BASE: Final = 120
_TOP: Final = 14
_LABEL: Final = 72
"""Room that a label below the bars takes."""
_NAMESPACE: Final = 'xmlns="http://www.w3.org/2000/svg"'


def bars(columns: Sequence[tuple[str, int]], *, title: str, alone: bool = False) -> Markup:
    """A bar for each of `columns`, which are labels and numbers, in order.

    `alone` is for a file of its own.
    """
    most = max((number for _, number in columns), default=0)
    described = f"{title}: {', '.join(f'{label} {number}' for label, number in columns)}"
    colours = ' fill="#1c1c1e" font-family="sans-serif" font-size="12"' if alone else ""
    paper = f'<rect width="{WIDTH}" height="{HEIGHT + 20}" fill="#fff"/>' if alone else ""
    heading = f'<text x="0" y="{HEIGHT + 14}">{escape(title)}</text>' if alone else ""
    height = HEIGHT + 20 if alone else HEIGHT
    return Markup(
        f'<svg class="bars" {_NAMESPACE} viewBox="0 0 {WIDTH} {height}" role="img"{colours}>'
        f"<title>{escape(described)}</title>{paper}{''.join(_drawn(columns, most))}{heading}</svg>"
    )


def _drawn(columns: Sequence[tuple[str, int]], most: int) -> Iterator[str]:
    step = WIDTH / max(len(columns), 12)
    every = math.ceil(_LABEL / step)
    yield f'<path class="axis" d="M0 {_BASE}.5H{WIDTH}" stroke="#84848a" fill="none"/>'
    for place, (label, number) in enumerate(columns):
        left = place * step
        height = (_BASE - _TOP) * number / most if most else 0
        if number:
            yield (
                f'<rect class="bar-of" x="{left + step * 0.1:.1f}" y="{_BASE - height:.1f}"'
                f' width="{step * 0.8:.1f}" height="{height:.1f}">'
                f"<title>{escape(label)}: {number}</title></rect>"
            )
        if number and (step > _LABEL / 2 or number == most):
            middle, top = left + step / 2, _BASE - height - 3
            yield f'<text x="{middle:.1f}" y="{top:.1f}" text-anchor="middle">{number}</text>'
        if place % every == 0:
            yield f'<text x="{left + step * 0.1:.1f}" y="{_BASE + 16}">{escape(label)}</text>'
