"""Stories in the archive: the same as in memory, kept in its tables.

Everything here happens within the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sayso.reading import Page
from sayso.stories.placing import (
    BEST,
    COMPARED,
    INDEXED,
    NEAREST,
    WINDOW,
    Neighbour,
    Placement,
    place,
)
from sayso.stories.sketch import Sketch, Vector, sketch_page

ALL: Final = ""
"""The word that stands for all pages among those that are counted."""


def place_page(
    connection: sqlite3.Connection,
    page_id: int,
    page: Page,
    *,
    seen: date,
    original: int | None = None,
) -> Placement:
    """Puts a page of the archive where it belongs; one that has a story stays in it.

    `seen` is the day on which it was fetched, `original` the page that most of it was made of: if
    that lies within the window, so does its story. A new version of a page is still that page:
    what it says may have changed, but links to its story would be broken if it moved.
    """
    placement = placement_of(connection, page_id)
    if placement is None:
        sketch = sketch_page(page, seen=seen)
        story = None if original is None else _story_near(connection, original, sketch.day)
        placement = place(page_id, sketch, ArchiveIndex(connection), original=story)
    return placement


def _story_near(connection: sqlite3.Connection, page_id: int, day: int) -> int | None:
    """The story of a page that is not too far from a day."""
    row = connection.execute(
        "SELECT story_id FROM story_pages WHERE page_id = ? AND abs(day - ?) <= ?",
        (page_id, day, WINDOW),
    ).fetchone()
    return None if row is None else int(row[0])


def placement_of(connection: sqlite3.Connection, page_id: int) -> Placement | None:
    """Where a page was placed, and why; None if it has not been."""
    row = connection.execute(
        "SELECT story_id, likeness, words FROM story_pages WHERE page_id = ?", (page_id,)
    ).fetchone()
    if row is None:
        return None
    related = connection.execute(
        "SELECT other_id FROM related_stories WHERE story_id = ? AND page_id = ?",
        (row[0], page_id),
    )
    return Placement(
        story=row[0],
        likeness=row[1],
        words=tuple(row[2].split()),
        related=tuple(other for (other,) in related),
    )


def pages_of(connection: sqlite3.Connection, story: int) -> list[int]:
    """The pages of a story by their day; none for a story that there is not."""
    rows = connection.execute(
        "SELECT page_id FROM story_pages WHERE story_id = ? ORDER BY day, page_id", (story,)
    )
    return [page_id for (page_id,) in rows]


def related_to(connection: sqlite3.Connection, story: int) -> list[int]:
    """Stories that share a page's fit with this one, either way round."""
    rows = connection.execute(
        "SELECT other_id FROM related_stories WHERE story_id = ?"
        " UNION SELECT story_id FROM related_stories WHERE other_id = ? ORDER BY 1",
        (story, story),
    )
    return [other for (other,) in rows]


class ArchiveIndex:
    """The pages that have been placed in an archive."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ids: dict[str, int] = {}
        """Of the words of the page that is being placed."""

    def count(self, sketch: Sketch) -> tuple[int, Mapping[str, int]]:
        """See `Index.count`."""
        terms = [ALL, *sketch.terms]
        known = self._known(terms)
        self._connection.executemany(
            "UPDATE story_terms SET pages = pages + 1 WHERE term_id = ?",
            ((term_id,) for _, term_id, _ in known),
        )
        self._ids = {term: term_id for term, term_id, _ in known}
        having = {term: pages + 1 for term, _, pages in known}
        new = [term for term in terms if term not in having]
        self._connection.executemany(
            "INSERT INTO story_terms (term, pages) VALUES (?, 1)", ((term,) for term in new)
        )
        for term, term_id, pages in self._known(new):
            self._ids[term], having[term] = term_id, pages
        return having.pop(ALL), having

    def _known(self, terms: Sequence[str]) -> list[tuple[str, int, int]]:
        """Those of the words that are there, each with its number and how many pages have it."""
        return self._connection.execute(
            "SELECT term, term_id, pages FROM json_each(?) JOIN story_terms ON term = value",
            (json.dumps(terms),),
        ).fetchall()

    def near(self, terms: Mapping[str, float], day: int) -> list[Neighbour]:
        """See `Index.near`."""
        sums: defaultdict[int, float] = defaultdict(float)
        for term, value in terms.items():
            for page_id in self._postings(self._ids[term], day):
                sums[page_id] += value
        least = min(sorted(sums.values())[-COMPARED:], default=0.0)
        likely = [page_id for page_id, value in sums.items() if value >= least]
        most = sorted(likely, key=lambda page_id: (-sums[page_id], page_id))[:COMPARED]
        rows = self._connection.execute(
            "SELECT page_id, story_id, day, vector FROM json_each(?)"
            " JOIN story_pages ON page_id = value ORDER BY key",
            (json.dumps(most),),
        ).fetchall()
        vectors = _unpack([vector for *_, vector in rows], self._ids)
        return [
            Neighbour(page=page_id, story=story, day=when, vector=vector)
            for (page_id, story, when, _), vector in zip(rows, vectors, strict=True)
        ]

    def _postings(self, term_id: int, day: int) -> list[int]:
        """The pages on either side of a day that are nearest to it."""
        rows = self._connection.execute(
            "SELECT page_id FROM (SELECT page_id FROM story_postings"
            " WHERE term_id = ?1 AND day BETWEEN ?2 - ?3 AND ?2"
            " ORDER BY day DESC, page_id DESC LIMIT ?4)"
            " UNION ALL SELECT page_id FROM (SELECT page_id FROM story_postings"
            " WHERE term_id = ?1 AND day BETWEEN ?2 + 1 AND ?2 + ?3"
            " ORDER BY day, page_id LIMIT ?4)",
            (term_id, day, WINDOW, NEAREST),
        )
        return [page_id for (page_id,) in rows]

    def size(self, story: int) -> int:
        """See `Index.size`."""
        (size,) = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM story_pages WHERE story_id = ? LIMIT {BEST})",
            (story,),
        ).fetchone()
        return int(size)

    def add(self, page: int, day: int, vector: Vector, placement: Placement | None) -> int:
        """See `Index.add`."""
        found = placement or Placement(story=self._new_story())
        ids = [self._ids[term] for term in vector]
        self._connection.execute(
            "INSERT INTO story_pages (page_id, story_id, day, likeness, words, vector)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                page,
                found.story,
                day,
                found.likeness,
                " ".join(found.words),
                struct.pack(f"<{len(ids)}I{len(ids)}e", *ids, *vector.values()),
            ),
        )
        self._connection.executemany(
            "INSERT INTO story_postings (term_id, day, page_id) VALUES (?, ?, ?)",
            ((term_id, day, page) for term_id in ids[:INDEXED]),
        )
        self._connection.executemany(
            "INSERT INTO related_stories (story_id, other_id, page_id) VALUES (?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            ((found.story, other, page) for other in found.related),
        )
        return found.story

    def _new_story(self) -> int:
        story = self._connection.execute("INSERT INTO stories DEFAULT VALUES").lastrowid
        assert story is not None
        return story


def _unpack(packed: Sequence[bytes], ids: Mapping[str, int]) -> list[dict[str, float]]:
    """Vectors, as far as their words are among those whose numbers are `ids`."""
    if not packed:
        return []
    # Word by word in Python, this was most of what placing a page took.
    import numpy as np

    terms = sorted(ids, key=ids.__getitem__)
    known = np.array([ids[term] for term in terms], "<u4")
    counts = [len(data) // 6 for data in packed]
    ends = [4 * count for count in counts]
    numbers = np.frombuffer(b"".join(d[:end] for d, end in zip(packed, ends, strict=True)), "<u4")
    weights = np.frombuffer(b"".join(d[end:] for d, end in zip(packed, ends, strict=True)), "<f2")
    whose = np.repeat(np.arange(len(packed)), counts)
    at = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    hits = np.flatnonzero(known[at] == numbers)
    found: list[dict[str, float]] = [{} for _ in packed]
    for which, term, weight in zip(
        whose[hits].tolist(), at[hits].tolist(), weights[hits].tolist(), strict=True
    ):
        found[which][terms[term]] = weight
    return found
