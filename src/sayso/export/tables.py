"""The tables that an archive is exported as: their columns, what these mean, and their rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

Kind = Literal["text", "whole", "number", "date"]
"""Of a column: text, a whole number, a number, or a day."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    """Whether every row has it."""
    sql: str | None = None
    """What it is read from, where that is not a column of the same name."""
    long: bool = False
    """Whether it is a whole text, which no spreadsheet has a cell for."""


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table, with where its rows come from and in which order."""

    name: str
    meaning: str
    source: str
    columns: tuple[Column, ...]

    def rows(self, connection: sqlite3.Connection, columns: tuple[Column, ...]) -> Iterator[Row]:
        """The values of `columns`, row by row."""
        named = ", ".join(column.sql or column.name for column in columns)
        return connection.execute(f"SELECT {named} FROM {self.source}")


_PAGE: Final = Column("page_id", "whole", "the page, as in pages", required=True)
_PROFILE: Final = Column("profile_id", "whole", "who that is across pages, as in profiles")
_NAMING: Final = Column("naming", "text", "named or unnamed; empty where no source is given")

TABLES: Final = (
    ExportTable(
        "pages",
        "the current version of each page",
        "pages AS p JOIN versions AS v USING (version_id) ORDER BY p.page_id",
        (
            Column("page_id", "whole", "number of the page", required=True, sql="p.page_id"),
            Column("digest", "text", "SHA-256 of its bytes, in hexadecimal", required=True),
            Column("origin", "text", "file, address, or FILE#id of a row", required=True),
            Column("url", "text", "where it was published"),
            Column("outlet", "text", "who published it"),
            Column("title", "text", "its headline"),
            Column("byline", "text", "who wrote it"),
            Column("published", "text", "ISO 8601 date, or date-time in UTC"),
            Column("published_on", "date", "the day of that", sql="date(substr(published, 1, 10))"),
            Column("published_basis", "text", "given, metadata, text or unknown", required=True),
            Column("language", "text", "ISO 639-1 code, or und", required=True),
            Column("retrieved", "text", "when it was kept or fetched, in UTC", required=True),
            Column("version", "whole", "its version, from 1", required=True, sql="number"),
            Column("text", "text", "all of its text, never altered", required=True, long=True),
        ),
    ),
    ExportTable(
        "profiles",
        "people and bodies across pages",
        "profiles WHERE merged_into IS NULL ORDER BY profile_id",
        (
            Column("profile_id", "whole", "number of the profile", required=True),
            Column("name", "text", "the fullest that pages give", required=True),
            Column("kind", "text", "person, organization, ...", required=True),
            Column("country", "text", "ISO 3166-1 alpha-3"),
            Column("ambiguous", "whole", "1: only a part of a name is known", required=True),
        ),
    ),
    ExportTable(
        "entities",
        "who and what takes part in statements and events, page by page",
        "entities ORDER BY page_id, entity_key",
        (
            _PAGE,
            Column("id", "text", "within the page: N1", required=True),
            _PROFILE,
            Column("name", "text", "what the page calls it", required=True),
            Column("kind", "text", "person, group, organization, ...", required=True),
            Column("naming", "text", "named or unnamed", required=True),
            Column("role", "text", "what the page says that it is"),
            Column("affiliation", "text", "the name of what it belongs to"),
            Column("country", "text", "ISO 3166-1 alpha-3"),
        ),
    ),
    ExportTable(
        "statements",
        "who says what, and how",
        "statements AS s LEFT JOIN entities AS e USING (entity_key)"
        " ORDER BY s.page_id, s.statement_key",
        (
            Column("page_id", "whole", _PAGE.meaning, required=True, sql="s.page_id"),
            Column("id", "text", "within the page: Q1", required=True, sql="s.id"),
            Column("source_id", "text", "the source, as in entities: N1", sql="e.id"),
            Column("source", "text", "what the page calls the source"),
            Column("profile_id", "whole", _PROFILE.meaning, sql="s.profile_id"),
            Column("naming", "text", _NAMING.meaning, sql="s.naming"),
            Column("form", "text", "direct, indirect or mixed", required=True),
            Column("mode", "text", "speech, writing or thought", required=True),
            Column("polarity", "text", "asserts, denies, asks or declines", required=True),
            Column("cue", "text", "the words of saying", required=True),
            Column(
                "content",
                "text",
                "what is said, verbatim; […] where it is interrupted",
                required=True,
            ),
            Column("start", "whole", "where it begins, in code points of the text", required=True),
            Column("outlet", "text", "the page's"),
            Column("published", "text", "the page's"),
            Column(
                "confidence", "number", "that all of it is exactly right, 0 to 1", required=True
            ),
        ),
    ),
    ExportTable(
        "events",
        "what pages say happened, did not, or might",
        "events ORDER BY page_id, CAST(substr(id, 2) AS INTEGER)",
        (
            _PAGE,
            Column("id", "text", "within the page: V1", required=True),
            Column("trigger", "text", "the words that tell of it", required=True),
            Column("type", "text", "PLOVER's"),
            Column("mode", "text", "PLOVER's"),
            Column("actors", "text", "names, '; ' between them", required=True),
            Column("recipients", "text", "names, '; ' between them", required=True),
            Column("place", "text", "the name of the place"),
            Column("time", "text", "TIMEX3 value"),
            Column("factuality", "number", "-3 did not happen, to 3 happened", required=True),
            Column("settled", "text", "happened, not_happened or unsettled", required=True),
            Column("according_to", "text", "the statement that says so, as in statements: Q1"),
        ),
    ),
)
