"""The sourcing label in small: a bar that fills as the footing gets firmer, and the numbers."""

from __future__ import annotations

from html import escape
from typing import Final

from markupsafe import Markup

from sayso.stories.board import Footing
from sayso.views.label import Part, listed
from sayso.views.outline import plural

_WIDTH: Final = 160


def small_label(sourcing: Footing, *, words: bool = False) -> Markup:
    """The bar of named, unnamed and no sources, as `views.label_picture` fills them.

    With `words`, what it says stands beside it; without, it is its title. Empty of no statements.
    """
    if not sourcing.total:
        return Markup("")
    parts = (
        Part(sourcing.named, "named"),
        Part(sourcing.unnamed, "unnamed"),
        Part(sourcing.no_source, "no source"),
    )
    says = f"{plural(sourcing.total, 'statement')} by source: {listed(parts)}"
    drawn, done = [], 0.0
    for kind, part in zip(("full", "half", "none"), parts, strict=True):
        width = _WIDTH * part.number / sourcing.total
        if part.number:
            box = f'x="{done + 0.5:.1f}" y="0.5" width="{max(width - 1, 0.5):.1f}" height="9"'
            drawn.append(f'<rect class="{kind}" {box}/>')
        done += width
    bar = (
        f'<svg viewBox="0 0 {_WIDTH} 10" width="{_WIDTH}" height="10" role="img">'
        f"<title>{escape(says)}</title>{''.join(drawn)}</svg>"
    )
    share = f"{sourcing.unnamed / sourcing.total:.0%} unnamed"
    beside = says if words else f"{plural(sourcing.total, 'statement')}, {share}"
    return Markup(f'<p class="small-label">{bar} <span class="facts">{escape(beside)}</span></p>')
