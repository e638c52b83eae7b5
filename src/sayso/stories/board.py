"""Stories as lists of them and their own pages show them: what is asked of the archive for them.

Each question is bounded, however large the archive and the story are; lists go on where they end.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sayso.errors import UnknownStoryError
from sayso.stories.kept import related_to

NEWEST: Final = 400
"""Pages that a front page is made of, the newest: some days of many feeds."""
UNDATED: Final = 50
"""Of those that do not say when they were published, the last that came."""
PAGES: Final = 200
"""Pages of a story that are looked at together, the newest: for its headline, its outlets, and who
says what in it."""
VOICES: Final = 40
"""Sources that are given with a story, the first."""
_SOURCED: Final = 20
"""Pages of a story whose sourcing stands for it in a list, the newest."""
_RELATED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """How the statements of some pages are sourced, in counts."""

    named: int = 0
    unnamed: int = 0
    no_source: int = 0

    @property
    def total(self) -> int:
        """All statements."""
        return self.named + self.unnamed + self.no_source


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A page of a story."""

    page_id: int
    title: str | None
    origin: str
    outlet: str | None
    url: str | None
    published: str | None
    retrieved: str
    copy_of: int | None
    """The page that it was made of."""
    copy_kind: Literal["copy", "cut", "rewrite"] | None
    credit: str | None
    """The outlet or agency that a copy credits."""

    @property
    def when(self) -> str:
        """When it was published, or, where it does not say so, fetched."""
        return self.published or self.retrieved


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story in the list of stories."""

    story_id: int
    headline: str
    """Of its first page that was not made of another."""
    page_id: int
    """That page."""
    outlets: tuple[str, ...]
    """In the order in which they told it; of its newest pages, where it has very many."""
    pages: int
    independent: int
    """Pages that were not made of another that is here."""
    first: str
    """When its first and its newest page were published, or, where they do not say, fetched."""
    newest: str
    newest_published: bool
    """Whether that is when it was published."""
    sourcing: Footing


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A source in a story, and how often each outlet has it."""

    profile_id: int | None
    name: str
    named: bool
    statements: int
    by_outlet: Mapping[str, int]
    content: str
    """One of the statements, the surest."""
    page_id: int
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story: its pages and its voices."""

    line: StoryLine
    pages: tuple[StoryPage, ...]
    """The newest, in order of time."""
    voices: tuple[Voice, ...]
    """Those of the most outlets, in these pages."""
    heard: int
    """How many there are of them in all."""
    related: tuple[StoryLine, ...]


def front_page(
    connection: sqlite3.Connection, *, limit: int, offset: int = 0
) -> tuple[list[StoryLine], bool]:
    """The stories that have the newest pages, and whether there are more.

    By when the newest page of each was published.
    """
    newest = connection.execute(
        "SELECT s.story_id, max(w) FROM ("
        " SELECT * FROM (SELECT page_id, published AS w FROM versions"
        " WHERE published IS NOT NULL ORDER BY published DESC LIMIT ?)"
        " UNION ALL SELECT * FROM (SELECT page_id, retrieved AS w FROM versions"
        " WHERE published IS NULL ORDER BY version_id DESC LIMIT ?)"
        ") JOIN story_pages AS s USING (page_id) GROUP BY s.story_id"
        " ORDER BY max(w) DESC, s.story_id DESC LIMIT ? OFFSET ?",
        (NEWEST, UNDATED, limit + 1, offset),
    ).fetchall()
    lines = [story_line(connection, story_id) for story_id, _ in newest[:limit]]
    return lines, len(newest) > limit


def story_line(connection: sqlite3.Connection, story_id: int) -> StoryLine:
    """A story for the list of stories. Raises `UnknownStoryError`."""
    return _line(connection, story_id, story_pages(connection, story_id))


def story_pages(
    connection: sqlite3.Connection, story_id: int, *, limit: int = PAGES, offset: int = 0
) -> tuple[StoryPage, ...]:
    """The newest pages of a story, or those before the newest `offset`, in order of time.

    By their days, which the index has in order, however many they are. Raises `UnknownStoryError`.
    """
    pages = _pages(
        connection,
        "SELECT page_id FROM story_pages WHERE story_id = ?"
        " ORDER BY day DESC, page_id DESC LIMIT ? OFFSET ?",
        (story_id, limit, offset),
    )
    if not pages:
        count_pages(connection, story_id)
    return pages


def first_pages(
    connection: sqlite3.Connection, story_id: int, *, limit: int, offset: int = 0
) -> tuple[StoryPage, ...]:
    """The first pages of a story, or those after the first `offset`, in order of time."""
    return _pages(
        connection,
        "SELECT s.page_id FROM story_pages AS s JOIN pages USING (page_id)"
        " JOIN versions AS v USING (version_id) WHERE s.story_id = ?"
        " ORDER BY coalesce(v.published, v.retrieved), s.page_id LIMIT ? OFFSET ?",
        (story_id, limit, offset),
    )


def _pages(
    connection: sqlite3.Connection, chosen: str, values: tuple[int, ...]
) -> tuple[StoryPage, ...]:
    rows = connection.execute(
        "SELECT s.page_id, v.title, v.origin, v.outlet, v.url, v.published, v.retrieved,"
        " c.of_id, c.kind, c.credit"
        f" FROM ({chosen}) AS s"
        " JOIN pages AS p USING (page_id) JOIN versions AS v USING (version_id)"
        " LEFT JOIN copies AS c ON c.page_id = s.page_id",
        values,
    )
    pages = (
        StoryPage(
            page_id=row[0],
            title=row[1],
            origin=row[2],
            outlet=row[3],
            url=row[4],
            published=row[5],
            retrieved=row[6],
            copy_of=row[7],
            copy_kind=row[8],
            credit=row[9],
        )
        for row in rows
    )
    return tuple(sorted(pages, key=lambda page: (page.when, page.page_id)))


def names_of(connection: sqlite3.Connection, pages: Iterable[StoryPage]) -> Mapping[int, str]:
    """By what to call the pages that these were made of: their outlet, else their headline."""
    wanted = list(dict.fromkeys(page.copy_of for page in pages if page.copy_of is not None))
    rows = connection.execute(
        "SELECT page_id, coalesce(v.outlet, v.title) FROM pages JOIN versions AS v"
        f" USING (page_id, version_id) WHERE page_id IN ({_marks(wanted)})",
        wanted,
    )
    return {page_id: name for page_id, name in rows if name}


def count_pages(connection: sqlite3.Connection, story_id: int) -> tuple[int, int]:
    """How many pages a story has, and how many of them were made of another.

    Raises `UnknownStoryError`.
    """
    pages, copies = connection.execute(
        "SELECT count(*), count(c.page_id) FROM story_pages AS s"
        " LEFT JOIN copies AS c ON c.page_id = s.page_id WHERE s.story_id = ?",
        (story_id,),
    ).fetchone()
    if not pages:
        raise UnknownStoryError(
            f"the archive has no story {story_id}", step="look at the front page, or search"
        )
    return int(pages), int(copies)


def story_of(connection: sqlite3.Connection, story_id: int) -> Story:
    """A story. Raises `UnknownStoryError`."""
    pages = story_pages(connection, story_id)
    voices = voices_of(connection, [page.page_id for page in pages])
    return Story(
        line=_line(connection, story_id, pages),
        pages=pages,
        voices=voices[:VOICES],
        heard=len(voices),
        related=tuple(
            story_line(connection, other) for other in related_to(connection, story_id)[:_RELATED]
        ),
    )


def _line(connection: sqlite3.Connection, story_id: int, pages: Sequence[StoryPage]) -> StoryLine:
    own = [page for page in pages if page.copy_of is None] or list(pages)
    head = next((page for page in own if page.title), own[0])
    total, independent = len(pages), len(own)
    if total == PAGES:
        total, copies = count_pages(connection, story_id)
        independent = total - copies or total
    return StoryLine(
        story_id=story_id,
        headline=" ".join((head.title or head.origin).split()),
        page_id=head.page_id,
        outlets=tuple(dict.fromkeys(page.outlet for page in pages if page.outlet)),
        pages=total,
        independent=independent,
        first=pages[0].when,
        newest=pages[-1].when,
        newest_published=pages[-1].published is not None,
        sourcing=sourcing_of(connection, [page.page_id for page in pages[-_SOURCED:]]),
    )


def sourcing_of(connection: sqlite3.Connection, page_ids: Sequence[int]) -> Footing:
    """How the statements of these pages are sourced."""
    rows = connection.execute(
        "SELECT coalesce(naming, 'none'), count(*) FROM statements"
        f" WHERE page_id IN ({_marks(page_ids)}) GROUP BY 1",
        page_ids,
    )
    counts = dict(rows.fetchall())
    return Footing(
        named=counts.get("named", 0),
        unnamed=counts.get("unnamed", 0),
        no_source=counts.get("none", 0),
    )


def voices_of(connection: sqlite3.Connection, page_ids: Sequence[int]) -> tuple[Voice, ...]:
    """Who is quoted in these pages, those in most outlets first, then those who say most."""
    rows = connection.execute(
        "SELECT s.profile_id, coalesce(p.name, s.source), s.naming, s.outlet, s.content,"
        " s.page_id, s.id, s.confidence"
        " FROM statements AS s LEFT JOIN profiles AS p ON p.profile_id = s.profile_id"
        f" WHERE s.page_id IN ({_marks(page_ids)}) AND s.source IS NOT NULL",
        page_ids,
    )
    said: defaultdict[tuple[int | None, str], list[tuple[object, ...]]] = defaultdict(list)
    for row in rows:
        # The unnamed of two pages are not taken for one because they are called the same.
        key = (row[0], "" if row[0] else f"{row[1]} {row[5]}")
        said[key].append(row)
    voices = []
    for (profile_id, _), theirs in said.items():
        best = max(theirs, key=lambda row: (row[7], len(str(row[4]))))
        by_outlet: defaultdict[str, int] = defaultdict(int)
        for row in theirs:
            by_outlet[str(row[3] or "")] += 1
        voices.append(
            Voice(
                profile_id=profile_id,
                name=" ".join(str(best[1]).split()),
                named=best[2] == "named",
                statements=len(theirs),
                by_outlet=dict(by_outlet),
                content=str(best[4]),
                page_id=int(str(best[5])),
                id=str(best[6]),
            )
        )
    voices.sort(key=lambda voice: (-len(voice.by_outlet), -voice.statements, voice.name))
    return tuple(voices)


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
