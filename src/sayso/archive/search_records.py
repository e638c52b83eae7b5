"""What is found in the archive: statements and pages, as people read them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.archive.search_plan import Latest, Question
from sayso.reading import Naming, Polarity, Span, StatementForm, StatementMode


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """A statement with what is needed to cite it."""

    page_id: int
    id: str
    """Within the page: `Q1`."""
    source: str | None
    """What the page calls the source; None where it gives none."""
    profile_id: int | None
    """Who that is across pages."""
    naming: Naming | None
    form: StatementForm
    mode: StatementMode
    polarity: Polarity
    cue: str
    content: str
    """Verbatim, line ends apart; ` […] ` stands where it is interrupted."""
    matches: tuple[Span, ...] = ()
    """Where in `content` the words stand that were looked for, in code points."""
    confidence: float
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page with words of it."""

    page_id: int
    title: str | None
    title_matches: tuple[Span, ...] = ()
    """Where in `title` the words stand that were looked for, in code points."""
    excerpt: str
    """Some words of its text on one line, `…` where words are left out at an end."""
    matches: tuple[Span, ...] = ()
    """The same as of the title, in `excerpt`."""
    statements: int
    outlet: str | None
    published: str | None
    url: str | None
    origin: str


EXCERPT: Final = 32
"""Words of an excerpt: two lines."""

BEFORE: Final = 8
"""Words of an excerpt before the first that was found."""

OPEN: Final = "\ufdd0"
CLOSE: Final = "\ufdd1"
"""What FTS5 puts around words that it found: noncharacters, which no text is made of."""


def highlighted(
    connection: sqlite3.Connection, question: Question, index: str, latest: Latest
) -> dict[int, tuple[str | None, str]]:
    """The two columns of each row of `index` with marks around the words that were found."""
    return _rows(
        connection, question, index, latest.keys, _columns(index), in_a_row=latest.in_a_row
    )


def _columns(index: str) -> str:
    return ", ".join(f"highlight({index}, {column}, '{OPEN}', '{CLOSE}')" for column in range(2))


def _rows(
    connection: sqlite3.Connection,
    question: Question,
    index: str,
    keys: Sequence[int],
    columns: str,
    *,
    in_a_row: bool = False,
) -> dict[int, tuple[str | None, str]]:
    if question.match is None or not keys:
        return {}
    query = f"SELECT rowid, {columns} FROM {index} WHERE {index} MATCH ?"
    if question.begun or in_a_row:
        # Once for all of them is the faster way here.
        marks = ", ".join("?" * len(keys))
        rows = connection.execute(
            f"{query} AND rowid BETWEEN ? AND ? AND +rowid IN ({marks}) ORDER BY rowid DESC",
            (question.match, min(keys), max(keys), *keys),
        ).fetchall()
    else:
        rows = [
            row
            for key in keys
            for row in connection.execute(f"{query} AND rowid = ?", (question.match, key))
        ]
    return {key: (first, second) for key, first, second in rows}


def statements_of(
    connection: sqlite3.Connection, keys: Sequence[int], question: Question
) -> tuple[FoundStatement, ...]:
    """The statements with these keys, in this order."""
    found = _rows(connection, question, "statements_fts", keys, _columns("statements_fts"))
    return tuple(_statement(connection, key, found.get(key)) for key in keys)


def pages_of(
    connection: sqlite3.Connection, versions: Sequence[int], question: Question
) -> tuple[FoundPage, ...]:
    """The pages with these versions, in this order."""
    found = _rows(connection, question, "pages_fts", versions, _columns("pages_fts"))
    return tuple(_page(connection, version_id, found.get(version_id)) for version_id in versions)


def marked(words: str) -> tuple[str, tuple[Span, ...]]:
    """`words` on one line without the marks in them, and where they stood."""
    matches: list[Span] = []
    parts: list[str] = []
    length = 0
    for number, piece in enumerate(" ".join(words.split()).split(OPEN)):
        found, close, rest = piece.partition(CLOSE)
        if number and close:
            matches.append(Span(length, length + len(found)))
            piece = found + rest
        piece = piece.replace(CLOSE, "")
        parts.append(piece)
        length += len(piece)
    return "".join(parts), tuple(matches)


def _statement(
    connection: sqlite3.Connection, key: int, found: tuple[str | None, str] | None
) -> FoundStatement:
    row = connection.execute(
        "SELECT s.page_id, s.id, s.source, s.profile_id, s.naming, s.form, s.mode, s.polarity,"
        " s.cue, s.content, s.confidence, v.outlet, v.published, v.title, v.url, v.origin"
        " FROM statements AS s JOIN pages AS p USING (page_id)"
        " JOIN versions AS v ON v.version_id = p.version_id WHERE s.statement_key = ?",
        (key,),
    ).fetchone()
    matches: tuple[Span, ...] = ()
    if found:
        words, spans = marked(found[1])
        # A text that has the marks itself is shown without.
        matches = spans if words == row[9] else ()
    return FoundStatement(
        page_id=row[0],
        id=row[1],
        source=row[2],
        profile_id=row[3],
        naming=row[4],
        form=row[5],
        mode=row[6],
        polarity=row[7],
        cue=row[8],
        content=row[9],
        matches=matches,
        confidence=row[10],
        outlet=row[11],
        published=row[12],
        title=row[13],
        url=row[14],
        origin=row[15],
    )


def _page(
    connection: sqlite3.Connection, version_id: int, found: tuple[str | None, str] | None
) -> FoundPage:
    row = connection.execute(
        "SELECT page_id, title, substr(text, 1, 400), outlet, published, url, origin,"
        " (SELECT count(*) FROM statements AS s WHERE s.page_id = v.page_id)"
        " FROM versions AS v WHERE version_id = ?",
        (version_id,),
    ).fetchone()
    title: str | None = row[1]
    title_matches: tuple[Span, ...] = ()
    excerpt = _beginning(row[2], title)
    matches: tuple[Span, ...] = ()
    if found:
        if found[0] is not None:
            title, title_matches = marked(found[0])
        excerpt, matches = marked(_excerpt(found[1], title) or excerpt)
    return FoundPage(
        page_id=row[0],
        title=title,
        title_matches=title_matches,
        excerpt=excerpt,
        matches=matches,
        statements=row[7],
        outlet=row[3],
        published=row[4],
        url=row[5],
        origin=row[6],
    )


def _beginning(text: str, title: str | None) -> str:
    """The first words of a page's text, after its title."""
    words = text.removeprefix(title or "").split()
    head = " ".join(words[:EXCERPT])
    return f"{head} …" if len(words) > EXCERPT else head


def _excerpt(text: str, title: str | None) -> str:
    """The words around what was found in the paragraph that has most of it, the marks included;
    empty where that stands in the title alone."""
    paragraphs = [
        paragraph
        for paragraph in text.split("\n")
        if OPEN in paragraph and marked(paragraph)[0] != title
    ]
    if not paragraphs:
        return ""
    words = max(paragraphs, key=lambda paragraph: paragraph.count(OPEN)).split()
    first = next(number for number, word in enumerate(words) if OPEN in word)
    start = max(min(first - BEFORE, len(words) - EXCERPT), 0)
    end = start + EXCERPT
    # Where a phrase of several words goes on, its end is needed.
    while end < len(words) and OPEN in "".join(words[start:end]).rpartition(CLOSE)[2]:
        end += 1
    head = "… " if start else ""
    return f"{head}{' '.join(words[start:end])}{' …' if end < len(words) else ''}"
