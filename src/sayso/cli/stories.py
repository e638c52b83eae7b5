"""Commands on what several pages tell: `stories`, `story`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sayso.cli.app import app
from sayso.cli.options import ARCHIVE, ArchivePath, AsCsv, AsJson, Limit, Offset, Output
from sayso.cli.output import asked, write_hits


@app.command(short_help="List stories: pages about the same happening.")
def stories(
    archive: ArchivePath = ARCHIVE,
    at_least: Annotated[
        int, typer.Option(metavar="N", min=1, help="Only stories of so many pages.")
    ] = 1,
    limit: Limit = 20,
    offset: Offset = 0,
    json: AsJson = False,
    csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the stories of an archive, those first that a page came to last, each with its number.

    \b
    Examples:
      sayso stories
      sayso stories --at-least 3 -n 100
      sayso stories --json | jq 'select(.copies > 0)'
    """
    from sayso.stories.told import StoryLine, newest_stories
    from sayso.views.stories import print_stories

    with asked(archive) as connection:
        found = newest_stories(connection, at_least=at_least, limit=limit, offset=offset)
        write_hits(
            found,
            lambda to: print_stories(found, to),
            kind=StoryLine,
            json=json,
            csv=csv,
            output=output,
        )


@app.command(short_help="Show what the pages of a story tell together.")
def story(
    name: Annotated[
        str,
        typer.Argument(
            metavar="STORY",
            help="The number of a story, or the address or digest of a page of it.",
            show_default=False,
        ),
    ],
    archive: ArchivePath = ARCHIVE,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show a story: what happened when, who says what, which outlet told a claim first and through
    whom it reached the others, how many tell it independently, and what is disputed.

    \b
    Examples:
      sayso story 5
      sayso story https://example.com/story.html
      sayso story 5 --json | jq '.claims[] | {origin_outlet, independent, confidence}'
    """
    from dataclasses import asdict
    from json import dumps

    from sayso.stories.told import find_story, tell_story
    from sayso.views.lines import console_for
    from sayso.views.story import print_story

    with asked(archive) as connection:
        telling = tell_story(connection, find_story(connection, name))
        if json:
            typer.echo(dumps(asdict(telling), ensure_ascii=False))
        else:
            print_story(telling, console_for(sys.stdout))
