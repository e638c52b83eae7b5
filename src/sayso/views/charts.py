"""The share of unnamed sourcing over time as a chart: SVG or PNG.

Lines differ in marker and dash as well as in colour, and their names stand beside them, so that the
chart is whole without colour. The same counts make the same file, byte by byte.
"""

from __future__ import annotations

import io
import re
import warnings
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal

from sayso.archive.sourcing import Sourcing, wilson
from sayso.errors import OptionError
from sayso.extras import extra_module
from sayso.views.lines import one_line
from sayso.views.outline import plural, shortened

ChartFormat = Literal["svg", "png"]

MOST_LINES: Final = 6
"""Outlets with a line of their own, those with most statements; more lines cannot be told apart.
What is left is one line."""

FEW: Final = 20
"""Statements below which a point is hollow: its interval spans 30 percentage points and more."""

_BANDS: Final = 3
"""Lines up to which their intervals are drawn as well; those of more would hide one another."""

_COLOURS: Final = ("#0072B2", "#C44E00", "#00735A", "#A3307E", "#5B5BD6", "#7A5C00")
"""Like Okabe and Ito's, but dark enough for text: each has a contrast of 4.5 on white."""
_MARKERS: Final = "osD^vPX"
_DASHES: Final = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 2)))
_REST: Final = "#767676"
"""Grey that has a contrast of 4.5 on white."""

_NAME: Final = 26
"""Characters of a name beside its line."""
_GAP: Final = 0.055
"""Least distance of two names, as a share of the height."""


@dataclass(frozen=True, slots=True)
class _Point:
    day: date
    """The first day of the period."""
    period: str
    statements: int
    unnamed: int

    @property
    def share(self) -> float:
        return self.unnamed / self.statements


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    points: tuple[_Point, ...]
    rest: bool = False


def unnamed_chart(rows: Sequence[Sourcing], format_: ChartFormat = "svg") -> bytes:
    """A chart of the share of statements by unnamed sources over time, a line an outlet.

    `rows` are divided by a period, and perhaps by outlet. Those without a date, and those without a
    statement, have no place in it. Points of fewer than `FEW` statements are hollow.

    Raises `OptionError` when there is nothing to draw, and `MissingExtraError` without matplotlib.
    """
    if rows and not any(row.period for row in rows):
        raise OptionError(
            "there is no time to draw a chart along",
            step="divide the counts by month, or by another period",
        )
    lines = _lines(rows)
    if not lines:
        raise OptionError(
            "there is nothing to draw: no statement on a page with a date fits",
            step="leave out a filter",
        )
    matplotlib = extra_module("matplotlib", "charts", "charts")
    settings = {
        "svg.hashsalt": "sayso",
        # Text as text: it can be read out, searched and copied.
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "font.size": 10,
        "axes.unicode_minus": False,
    }
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        # A name in a script that the font lacks is drawn with boxes, and is right in the SVG.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = _figure(lines)
        stream = io.BytesIO()
        nothing = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}
        figure.savefig(stream, format=format_, dpi=150, metadata=nothing[format_])
    data = stream.getvalue()
    return _described(data.decode(), lines).encode() if format_ == "svg" else data


def _lines(rows: Sequence[Sourcing]) -> list[_Line]:
    """What is drawn, those with most statements first, what is left last."""
    by_outlet: defaultdict[str | None, list[_Point]] = defaultdict(list)
    for row in rows:
        day = _first_day(row.period)
        if day is not None and row.statements:
            by_outlet[row.outlet].append(
                _Point(day, row.period or "", row.statements, row.statements_by_unnamed)
            )
    several = len(by_outlet) > 1 or None not in by_outlet
    ranked = sorted(
        (outlet for outlet in by_outlet if outlet is not None),
        key=lambda outlet: (-sum(point.statements for point in by_outlet[outlet]), outlet),
    )
    if not several:
        return [_Line("All pages", _by_day(by_outlet[None]))]
    own = ranked[:MOST_LINES]
    lines = [_Line(one_line(outlet) or "(no name)", _by_day(by_outlet[outlet])) for outlet in own]
    left = [point for outlet in by_outlet if outlet not in own for point in by_outlet[outlet]]
    if left:
        others = len(ranked) - len(own)
        name = plural(others, "other outlet") if others else "No outlet"
        lines.append(_Line(name, _by_day(left), rest=True))
    return lines


def _by_day(points: Sequence[_Point]) -> tuple[_Point, ...]:
    """The points in order, those of one period together."""
    together: dict[date, _Point] = {}
    for point in points:
        known = together.get(point.day)
        together[point.day] = _Point(
            point.day,
            point.period,
            point.statements + (known.statements if known else 0),
            point.unnamed + (known.unnamed if known else 0),
        )
    return tuple(together[day] for day in sorted(together))


def _first_day(period: str | None) -> date | None:
    if period is None:
        return None
    try:
        if "W" in period:
            return date.fromisoformat(f"{period}-1")
        return date.fromisoformat(period + "-01-01"[len(period) - 4 :])
    except ValueError:
        return None


def _figure(lines: Sequence[_Line]) -> Any:
    figures = extra_module("matplotlib.figure", "charts", "charts")
    dates = extra_module("matplotlib.dates", "charts", "charts")
    ticker = extra_module("matplotlib.ticker", "charts", "charts")
    figure = figures.Figure(figsize=(9, 4.8), facecolor="white")
    axes = figure.add_axes((0.075, 0.14, 0.67, 0.72))
    for number, line in enumerate(lines):
        _draw(axes, line, number, banded=len(lines) <= _BANDS)
    days = [point.day for line in lines for point in line.points]
    if min(days) == max(days):
        axes.set_xlim(min(days) - timedelta(days=1), max(days) + timedelta(days=1))
    _name_lines(axes, lines)
    axes.set_ylim(0, _top(lines))
    axes.yaxis.set_major_formatter(ticker.PercentFormatter(xmax=1, decimals=0))
    locator = dates.AutoDateLocator(minticks=2, maxticks=8)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    figure.text(0.075, 0.93, TITLE, fontsize=13, fontweight="bold", ha="left")
    figure.text(0.075, 0.03, _note(lines), fontsize=8.5, color="#444444", ha="left")
    return figure


TITLE: Final = "Share of statements by unnamed sources"


def _top(lines: Sequence[_Line]) -> float:
    """Where the chart ends: a little above what is drawn highest, 10 % at least."""
    points = [point for line in lines for point in line.points]
    if len(lines) <= _BANDS:
        highest = max(_interval(point)[1] for point in points)
    else:
        highest = max(point.share for point in points)
    return min(max(highest * 1.05, 0.1), 1)


def _interval(point: _Point) -> tuple[float, float]:
    interval = wilson(point.unnamed, point.statements)
    assert interval is not None
    return interval


def _colour(line: _Line, number: int) -> str:
    return _REST if line.rest else _COLOURS[number % len(_COLOURS)]


def _draw(axes: Any, line: _Line, number: int, *, banded: bool) -> None:
    colour = _colour(line, number)
    days = [point.day for point in line.points]
    shares = [point.share for point in line.points]
    if banded:
        intervals = [_interval(point) for point in line.points]
        lows, highs = [low for low, _ in intervals], [high for _, high in intervals]
        axes.fill_between(days, lows, highs, color=colour, alpha=0.12, linewidth=0)
    axes.plot(
        days,
        shares,
        color=colour,
        linestyle=(0, (1, 2)) if line.rest else _DASHES[number % len(_DASHES)],
        linewidth=1.6,
    )
    for hollow in (False, True):
        points = [point for point in line.points if (point.statements < FEW) == hollow]
        axes.plot(
            [point.day for point in points],
            [point.share for point in points],
            linestyle="none",
            marker=_MARKERS[number % len(_MARKERS)],
            markersize=5,
            markeredgecolor=colour,
            markerfacecolor="white" if hollow else colour,
            clip_on=False,
            zorder=3,
        )


def _name_lines(axes: Any, lines: Sequence[_Line]) -> None:
    """The names at the right, each beside the end of its line as far as there is room."""
    top = _top(lines)
    order = sorted(range(len(lines)), key=lambda number: lines[number].points[-1].share)
    places: dict[int, float] = {}
    lowest = 0.0
    for number in order:
        places[number] = max(lines[number].points[-1].share / top, lowest)
        lowest = places[number] + _GAP
    highest = 1.0
    for number in reversed(order):
        places[number] = min(places[number], highest)
        highest = places[number] - _GAP
    for number, line in enumerate(lines):
        colour = _colour(line, number)
        axes.plot(
            [1.02],
            [places[number]],
            transform=axes.transAxes,
            marker=_MARKERS[number % len(_MARKERS)],
            markersize=5,
            color=colour,
            clip_on=False,
        )
        text = axes.text(
            1.04,
            places[number],
            shortened(line.name, _NAME),
            transform=axes.transAxes,
            verticalalignment="center",
            color=colour,
            fontweight="normal" if line.rest else "bold",
        )
        # A name may have dollar signs, which would make it a formula.
        text.set_parse_math(False)


def _note(lines: Sequence[_Line]) -> str:
    statements = sum(point.statements for line in lines for point in line.points)
    words = [f"{statements:,} statements"]
    if any(point.statements < FEW for line in lines for point in line.points):
        words.append(f"hollow: fewer than {FEW} in the period")
    if len(lines) <= _BANDS:
        words.append("shaded: 95 % interval")
    return "; ".join(words)


def _described(svg: str, lines: Sequence[_Line]) -> str:
    """`svg` with a title and a description, which screen readers read."""
    told = ". ".join(map(_in_words, lines))
    described = f"{_note(lines)}. {told}."
    head, start, rest = svg.partition("<svg ")
    attributes, close, body = rest.partition(">")
    return (
        f'{head}{start}role="img" aria-labelledby="sayso-title sayso-desc" {attributes}{close}\n'
        f' <title id="sayso-title">{_escaped(TITLE)}</title>\n'
        f' <desc id="sayso-desc">{_escaped(described)}</desc>{body}'
    )


def _in_words(line: _Line) -> str:
    ends = [line.points[0], line.points[-1]] if len(line.points) > 1 else [line.points[0]]
    told = " to ".join(
        f"{point.share:.0%} of {plural(point.statements, 'statement')} in {point.period}"
        for point in ends
    )
    return f"{line.name}: {told}"


_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _escaped(words: str) -> str:
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NOT_IN_XML.sub("\ufffd", words)
