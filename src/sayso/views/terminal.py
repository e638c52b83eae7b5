"""A Reading on the terminal: who says what, in the order of the text.

Colour tells sources apart and nothing else: whatever it says stands there as a sign or a word too,
so that the same view is whole without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import IO, Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sayso.reading import Reading
from sayso.views.outline import (
    Outline,
    Source,
    Told,
    counts,
    dated,
    joined,
    outline,
    traits,
    unique,
    visible,
)

MEASURE: Final = 84
"""Widest line, in columns: longer ones are hard to read, however wide the window is."""

PIPED_WIDTH: Final = 80
"""Width when the output is no terminal, so that a file looks the same whoever writes it."""

_COLOURS: Final = ("cyan", "green", "magenta", "blue", "yellow", "red")
"""Of the terminal's own sixteen, whose user has chosen them to be legible on the background; the
bright ones are not, on a light one."""

_INDENT: Final = 5
"""Columns before the content: a number of up to three digits, a space, and one for the bar."""


class _Console(Console):
    """A console that leaves it to its caller what becomes of a closed pipe; rich would exit."""

    def on_broken_pipe(self) -> None:
        """Raises the `BrokenPipeError` that rich is handling."""
        raise


def console_for(stream: IO[str]) -> Console:
    """A console on `stream`: in colour on a terminal, plain and 80 columns wide anywhere else.

    `NO_COLOR`, `FORCE_COLOR` and, on a terminal, `COLUMNS` are heeded.
    """
    console = _Console(file=stream, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = PIPED_WIDTH
    return console


def print_reading(reading: Reading, console: Console) -> None:
    """Print `reading`: its head, each statement, the sources, the counts.

    On a terminal lines are wrapped to it, at most `MEASURE` wide. Elsewhere no word is ever broken,
    so a longer one (a URL) stands out over the width.
    """
    width = min(console.width, MEASURE)
    contents = outline(reading)
    blocks = chain(
        [_head(reading, console, width)],
        (
            _statement(told, contents, reading.page.text, console, width)
            for told in contents.statements
        ),
        [_sources(contents, console, width), _counts(reading, console, width)],
    )
    for block in blocks:
        lines = Text("\n").join(block)
        if lines:
            console.print(lines, no_wrap=True, overflow="ignore", crop=False)


def _head(reading: Reading, console: Console, width: int) -> list[Text]:
    page = reading.page
    title = Text(_one_line(page.title) if page.title else "(no title)", style="bold")
    known = " · ".join(map(_one_line, unique([page.outlet, dated(page), page.byline])))
    origin = _one_line(page.origin)
    facts = [f"{known} · {origin}" if known else origin]
    if cell_len(facts[0]) > width and known:
        facts = [known, origin]
    return [
        *_wrapped(title, console, width),
        *_wrapped(Text("\n".join(facts), style="dim"), console, width),
        Text("─" * width, style="dim"),
    ]


def _statement(
    told: Told, contents: Outline, text: str, console: Console, width: int
) -> Iterable[Text]:
    statement = told.statement
    outer = contents.outer(told)

    who = Text().append(f"{told.number:>{_INDENT - 2}} ", style="dim")
    who.append_text(_name(told.source))
    cue = _one_line(joined(text, statement.cue_spans))
    if cue:
        who.append(" · ", style="dim").append(cue, style="italic")
    yield Text()
    form, *others = traits(told, str(outer.number) if outer else None)
    kind = Text().append(form, style="dim")
    for word in others:
        kind.append(" · ", style="dim").append(word)
    yield from _two_columns(who, kind, console, width)

    # The bar only repeats the colour, so it is left out where it would be in the way of copying.
    margin = Text(" " * _INDENT)
    if console.color_system:
        margin = Text().append("   │ ", style=_style(told.source))
    for paragraph in visible(joined(text, statement.content_spans)).split("\n"):
        if words := paragraph.strip():
            for line in _wrapped(Text(words), console, width - _INDENT):
                yield margin + line


def _sources(contents: Outline, console: Console, width: int) -> Iterable[Text]:
    if not contents.sources:
        return
    yield Text()
    yield from _two_columns(
        Text("Sources", style="bold"), Text("statements", style="dim"), console, width
    )
    for source in contents.sources:
        line = Text(" " * (_INDENT - 1)).append_text(_name(source))
        if source.entity and source.entity.role:
            line.append(f", {_one_line(source.entity.role)}")
        yield from _two_columns(
            line, Text(str(len(contents.by_source[source.number]))), console, width
        )


def _counts(reading: Reading, console: Console, width: int) -> Iterable[Text]:
    yield Text()
    yield from _wrapped(
        Text("\n".join(map(_one_line, counts(reading))), style="dim"), console, width
    )


def _name(source: Source) -> Text:
    name = Text().append(f"{source.sign} {_one_line(source.name)}", style=_style(source))
    return name.append(f" ({source.naming})") if source.naming else name


def _style(source: Source) -> str:
    colour = source.colour(len(_COLOURS))
    return "dim" if colour is None else f"bold {_COLOURS[colour]}"


def _two_columns(left: Text, right: Text, console: Console, width: int) -> Iterable[Text]:
    """`left` wrapped, and `right` at the right margin of its last line or of one more."""
    lines = _wrapped(left, console, width)
    if len(lines) > 1:
        hanging = Text(" " * (_INDENT + 1))
        rest = left[len(lines[0].plain) :]
        rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
        lines[1:] = [hanging + line for line in _wrapped(rest, console, width - len(hanging))]
    for line in _wrapped(right, console, width):
        if lines[-1].cell_len + 2 + line.cell_len > width:
            lines.append(Text())
        lines[-1] += Text(" " * (width - lines[-1].cell_len - line.cell_len)) + line
    return lines


def _wrapped(text: Text, console: Console, width: int) -> list[Text]:
    if console.is_terminal:
        lines = list(text.wrap(console, max(width, 8), overflow="fold"))
    else:
        lines = [part for line in text.split() for part in line.divide(_breaks(line.plain, width))]
    for line in lines:
        line.rstrip()
    return lines


def _breaks(words: str, width: int) -> Iterable[int]:
    """Offsets to break `words` at so that lines fit in `width`, never inside of a word."""
    column = len(words) - len(words.lstrip())
    started = False
    for word in re.finditer(r"\S+\s*", words):
        if started and column + cell_len(word[0].rstrip()) > width:
            yield word.start()
            column = 0
        column += cell_len(word[0])
        started = True


def _one_line(words: str) -> str:
    return " ".join(visible(words).split())
