"""Lines for people, on a terminal or in a file: wrapped, indented, in two columns, without harm."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import IO, Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sayso.views.outline import visible

MEASURE: Final = 84
"""Widest line, in columns: longer ones are hard to read, however wide the window is."""

PIPED_WIDTH: Final = 80
"""Width when the output is no terminal, so that a file looks the same whoever writes it."""

INDENT: Final = 6
"""Columns that the further lines of a wrapped entry are indented by."""


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


def can_print(characters: str, console: Console) -> bool:
    """Whether the output's encoding has all of `characters`."""
    try:
        characters.encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def two_columns(left: Text, right: Text, console: Console, width: int) -> Iterable[Text]:
    """`left` wrapped, and `right` at the right margin of its last line or of one more."""
    lines = hanging(left, console, width)
    for line in wrapped(right, console, width):
        if lines[-1].cell_len + 2 + line.cell_len > width:
            lines.append(Text())
        lines[-1] += Text(" " * (width - lines[-1].cell_len - line.cell_len)) + line
    return lines


def hanging(text: Text, console: Console, width: int, indent: int = INDENT) -> list[Text]:
    """`text` wrapped, its further lines indented."""
    lines = wrapped(text, console, width)
    if len(lines) > 1:
        margin = Text(" " * indent)
        rest = text[len(lines[0].plain) :]
        rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
        lines[1:] = [margin + line for line in wrapped(rest, console, width - indent)]
    return lines


def wrapped(text: Text, console: Console, width: int) -> list[Text]:
    """The lines of `text`, at most `width` wide; off a terminal a longer word is not broken."""
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


def one_line(words: str) -> str:
    """`words` with nothing in them that moves the cursor."""
    return " ".join(visible(words).split())
