"""The sourcing label as a small picture: SVG that stands in an HTML page.

Two bars of the page's statements, by source and by form, and one of its events where it has any.
How full a part is says how firm its footing is, so that the picture is whole without colour: it
takes the colour of the text it stands in, in the light, in the dark and on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.reading import Reading
from sayso.views.label import Parts, event_parts, listed, parts_of
from sayso.views.outline import plural

WIDTH: Final = 340
"""Of the picture and its bars, in its own units; text is 12 of them high."""

_ROW: Final = 62
_LAST_ROW: Final = 50
_BAR: Final = 14
_KEY: Final = (0, 116, 232)
"""Where the words of each part begin: thirds of the width, since how wide text is is not known."""

_EVENT_KEY: Final = (0, 106, 212)
"""The same for events, whose last words are the longest."""

_FILLS: Final = ("full", "half", "none")


def label_picture(reading: Reading, identity: str) -> str:
    """The picture, empty for a page without statements and events; `identity` begins its ids.

    Only numbers and words of its own stand in it, nothing that the page says.
    """
    statements, events = parts_of(reading), event_parts(reading.label)
    counted = []
    rows: list[tuple[Parts, tuple[int, ...]]] = []
    if all(parts.total for parts in statements):
        counted.append(plural(reading.label.statements, "statement"))
        rows += ((parts, _KEY) for parts in statements)
    if events.total:
        counted.append(plural(events.total, "event"))
        rows.append((events, _EVENT_KEY))
    if not rows:
        return ""
    height = _ROW * (len(rows) - 1) + _LAST_ROW
    words = ". ".join(f"{parts.title.capitalize()}: {listed(parts.parts)}" for parts, _ in rows)
    drawn = "".join(
        mark
        for number, (parts, key) in enumerate(rows)
        for mark in _row(parts, key, number * _ROW, f"{identity}-hatch")
    )
    return (
        f'<svg class="picture" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-labelledby="{identity}-label {identity}-label-says">'
        f'<title id="{identity}-label">'
        f"Sourcing label: {', '.join(counted)}</title>"
        f'<desc id="{identity}-label-says">{words}.</desc>'
        f'<defs><pattern id="{identity}-hatch" width="5" height="5"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="full" width="2" height="5"/></pattern></defs>'
        f"{drawn}</svg>"
    )


def _row(parts: Parts, key: Sequence[int], top: int, hatch: str) -> Iterator[str]:
    """A bar of the parts, its heading above it and its key below it."""
    yield f'<text class="by" x="0" y="{top + 11}">{parts.title}</text>'
    done = 0
    for fill, left, part in zip(_FILLS, key, parts.parts, strict=True):
        start, end = (round(WIDTH * at / parts.total, 1) for at in (done, done + part.number))
        done += part.number
        if part.number:
            yield _part(fill, start, top + 16, end - start, _BAR, hatch)
        yield _part(fill, left, top + 36, 10, 10, hatch)
        yield f'<text x="{left + 15}" y="{top + 45}">{part.number} {part.words}</text>'


def _part(fill: str, x: float, y: float, width: float, height: float, hatch: str) -> str:
    # Inset by half of the outline, so that neighbours' outlines stand side by side.
    inner = max(width - 1, 0.5)
    box = f'x="{x + 0.5:.1f}" y="{y + 0.5:.1f}" width="{inner:.1f}" height="{height - 1:.0f}"'
    paint = f' fill="url(#{hatch})"' if fill == "half" else ""
    return f'<rect class="{fill}" {box}{paint}/>'
