"""How a claim spread, as a small picture: a dot for each telling, a line to what it rests on.

Time runs from left to right, in the order of the tellings; those that rest on no other stand in the
upper row, filled, and what rests on another below it, hollow. The list of tellings beside it says
the same in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Final

from markupsafe import Markup

from sayso.web.claims_desk import ToldClaim

_STEP: Final = 122
_LEFT: Final = 61
_UPPER, _LOWER = 34, 96
_HEIGHT: Final = 126
_NAME: Final = 19
"""Characters of an outlet's name that have room."""


def spread_graph(claim: ToldClaim, most: int | None = None) -> Markup:
    """The picture, of the first `most` tellings; empty where nothing rests on anything."""
    if most is not None and len(claim.tellings) > most:
        claim = _cut(claim, most)
    if not claim.edges:
        return Markup("")
    elsewhere = list(dict.fromkeys(outlet for _, on, outlet in claim.edges if on is None))
    width = _STEP * (len(claim.tellings) + len(elsewhere))
    resting = {of for of, _, _ in claim.edges}
    says = "; ".join(
        f"{claim.tellings[of].outlet or 'a page'} has it from {outlet or 'another page'}"
        for of, _, outlet in claim.edges
    )
    return Markup(
        f'<svg class="spread" viewBox="0 0 {width} {_HEIGHT}" width="{width}" height="{_HEIGHT}"'
        f' role="img"><title>{escape(f"How it spread: {says}")}</title>'
        f"{''.join(_lines(claim, elsewhere))}{''.join(_dots(claim, elsewhere, resting))}</svg>"
    )


def _cut(claim: ToldClaim, most: int) -> ToldClaim:
    edges = (edge for edge in claim.edges if edge[0] < most and (edge[1] or 0) < most)
    return replace(claim, tellings=claim.tellings[:most], edges=tuple(edges))


def _lines(claim: ToldClaim, elsewhere: list[str]) -> Iterator[str]:
    resting = {of for of, _, _ in claim.edges}
    for of, on, outlet in claim.edges:
        start_x, start_y = _place(len(elsewhere) + of, of in resting)
        if on is None:
            end_x, end_y = _place(elsewhere.index(outlet), False)
        else:
            end_x, end_y = _place(len(elsewhere) + on, on in resting)
        bend = (start_y + end_y) / 2 + (24 if start_y == end_y else 0)
        yield (
            f'<path class="from" d="M{start_x} {start_y}C{start_x} {bend:.0f} {end_x} {bend:.0f}'
            f' {end_x} {end_y}"/>'
        )


def _dots(claim: ToldClaim, elsewhere: list[str], resting: set[int]) -> Iterator[str]:
    for place, outlet in enumerate(elsewhere):
        yield from _dot(place, False, "away-from", outlet)
    for number, telling in enumerate(claim.tellings):
        rests = number in resting
        kind = "resting" if rests else "own"
        yield from _dot(len(elsewhere) + number, rests, kind, telling.outlet or "a page")


def _dot(place: int, rests: bool, kind: str, name: str) -> Iterator[str]:
    x, y = _place(place, rests)
    shown = name if len(name) <= _NAME else f"{name[: _NAME - 1].rstrip()}…"
    yield f'<circle class="{kind}" cx="{x}" cy="{y}" r="6"><title>{escape(name)}</title></circle>'
    yield (
        f'<text x="{x}" y="{y + 22 if rests else y - 14}" text-anchor="middle">'
        f"{escape(shown)}</text>"
    )


def _place(place: int, rests: bool) -> tuple[int, int]:
    return _LEFT + place * _STEP, _LOWER if rests else _UPPER
