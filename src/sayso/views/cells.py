"""Cells of the CSV that a spreadsheet, or a program, can take as they are."""

from __future__ import annotations

from typing import Final

from sayso.views.outline import visible

_FORMULA: Final = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula, whatever it was in the page."""


def cell(words: str) -> str:
    """`words`, with an apostrophe before what a spreadsheet would calculate."""
    return f"'{words}" if words.lstrip().startswith(_FORMULA) else words


def one_line(words: str) -> str:
    """`words` on one line, without anything that would act on a terminal."""
    return " ".join(visible(words).split())
