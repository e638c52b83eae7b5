"""What the archive's pages of one story tell together."""

from __future__ import annotations

import sqlite3

from sayso.archive.stored import find, reading_of
from sayso.errors import UnknownStoryError
from sayso.stories.claims import StoryTelling, tell
from sayso.stories.kept import pages_of, placement_of
from sayso.stories.kept_copies import copy_of


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
