"""A list of stories on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from sayso.stories.told import StoryLine
from sayso.views.found import NOTHING
from sayso.views.lines import MEASURE, hanging, one_line
from sayso.views.outline import plural, unique

OUTLETS_SHOWN = 4


def print_stories(stories: Sequence[StoryLine], console: Console) -> None:
    """Print each story with its number, its headline, and who told it when."""
    width = min(console.width, MEASURE)
    if not stories:
        console.print(NOTHING)
    for story in stories:
        head = Text(f"{story.story_id:>6}  ", style="dim")
        head.append(one_line(story.headline), style="bold")
        for text in (head, Text(f"        {_about(story)}")):
            for line in hanging(text, console, width, indent=8):
                console.print(line, soft_wrap=True)


def _about(story: StoryLine) -> str:
    days = unique(value and value[:10] for value in (story.first, story.last))
    outlets = [one_line(outlet) for outlet in story.outlets[:OUTLETS_SHOWN]]
    if len(story.outlets) > OUTLETS_SHOWN:
        outlets.append(f"and {len(story.outlets) - OUTLETS_SHOWN} more")
    pages = plural(story.pages, "page")
    if story.copies:
        pages += f", {story.copies} made of others"
    return " · ".join(unique([" – ".join(days), pages, ", ".join(outlets)]))
