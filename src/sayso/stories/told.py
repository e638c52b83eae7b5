"""What the archive's pages of one story tell together."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from sayso.archive.stored import find, reading_of
from sayso.errors import UnknownStoryError
from sayso.stories.claims import StoryTelling, tell
from sayso.stories.kept import pages_of, placement_of
from sayso.stories.kept_copies import copy_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story in a list of stories."""

    story_id: int
    headline: str
    """That of its first page, or where the page has none, where it is from."""
    pages: int
    copies: int
    """How many of its pages were made of others."""
    outlets: tuple[str, ...]
    first: str | None
    last: str | None
    """When its first and its last page were published, as far as pages tell."""


def newest_stories(
    connection: sqlite3.Connection, *, at_least: int = 1, limit: int = 20, offset: int = 0
) -> list[StoryLine]:
    """The stories of at least so many pages, those first that a page came to last."""
    rows = connection.execute(
        "SELECT story_id FROM story_pages GROUP BY story_id HAVING count(*) >= ?"
        " ORDER BY max(day) DESC, story_id DESC LIMIT ? OFFSET ?",
        (at_least, limit, offset),
    ).fetchall()
    return [_line(connection, story_id) for (story_id,) in rows]


def _line(connection: sqlite3.Connection, story_id: int) -> StoryLine:
    rows = connection.execute(
        "SELECT v.title, v.origin, v.outlet, v.published, c.page_id IS NOT NULL"
        " FROM story_pages AS s JOIN pages AS p USING (page_id)"
        " JOIN versions AS v USING (version_id)"
        " LEFT JOIN copies AS c ON c.page_id = s.page_id WHERE s.story_id = ?"
        " ORDER BY s.day, coalesce(v.published, ''), s.page_id",
        (story_id,),
    ).fetchall()
    title, origin = next(((row[0], row[1]) for row in rows if row[0]), rows[0][:2])
    dates = sorted(row[3] for row in rows if row[3])
    return StoryLine(
        story_id=story_id,
        headline=title or origin,
        pages=len(rows),
        copies=sum(row[4] for row in rows),
        outlets=tuple(dict.fromkeys(row[2] for row in rows if row[2])),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def find_story(connection: sqlite3.Connection, name: str) -> int:
    """The number of the story that a person calls `name`: that number, or a page of it, by address
    or digest.

    Raises `UnknownStoryError` and `UnknownPageError`.
    """
    if name.isdecimal():
        if not pages_of(connection, int(name)):
            raise UnknownStoryError(
                f"the archive has no story {name}", step="see which there are with sayso stories"
            )
        return int(name)
    page_id = find(connection, name)
    placement = placement_of(connection, page_id)
    if placement is None:
        raise UnknownStoryError(f"page {page_id} has no story")
    return placement.story


def tell_story(connection: sqlite3.Connection, story_id: int) -> StoryTelling:
    """The claims, the timeline and the sources of a story, from the Readings of its pages."""
    page_ids = pages_of(connection, story_id)
    readings = {page_id: reading_of(connection, page_id) for page_id in page_ids}
    copies = {}
    for page_id, reading in readings.items():
        copy = copy_of(connection, page_id)
        if copy is not None and copy.of in readings:
            copies[reading.page.id] = readings[copy.of].page.id
    return tell(readings.values(), copies)
