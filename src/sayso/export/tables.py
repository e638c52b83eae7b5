"""The tables that an archive is exported as: their columns, what these mean, and their rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sayso.export.columns import Column

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Field(Column):
    """A column with where it comes from."""

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
    columns: tuple[Field, ...]

    def rows(self, connection: sqlite3.Connection, columns: tuple[Field, ...]) -> Iterator[Row]:
        """The values of `columns`, row by row."""
        named = ", ".join(column.sql or column.name for column in columns)
        return connection.execute(f"SELECT {named} FROM {self.source}")


_PAGE: Final = Field("page_id", "whole", "the page, as in pages", required=True)
_PROFILE: Final = Field("profile_id", "whole", "who that is across pages, as in profiles")
_NAMING: Final = Field("naming", "text", "named or unnamed; empty where no source is given")

TABLES: Final = (
    ExportTable(
        "pages",
        "the current version of each page",
        "pages AS p JOIN versions AS v USING (version_id) ORDER BY p.page_id",
        (
            Field("page_id", "whole", "number of the page", required=True, sql="p.page_id"),
            Field("digest", "text", "SHA-256 of its bytes, in hexadecimal", required=True),
            Field("origin", "text", "file, address, or FILE#id of a row", required=True),
            Field("url", "text", "where it was published"),
            Field("outlet", "text", "who published it"),
            Field("title", "text", "its headline"),
            Field("byline", "text", "who wrote it"),
            Field("published", "text", "ISO 8601 date, or date-time in UTC"),
            Field("published_on", "date", "the day of that", sql="date(substr(published, 1, 10))"),
            Field("published_basis", "text", "given, metadata, text or unknown", required=True),
            Field("language", "text", "ISO 639-1 code, or und", required=True),
            Field("retrieved", "text", "when it was kept or fetched, in UTC", required=True),
            Field("version", "whole", "its version, from 1", required=True, sql="number"),
            Field("text", "text", "all of its text, never altered", required=True, long=True),
        ),
    ),
    ExportTable(
        "profiles",
        "people and bodies across pages",
        "profiles WHERE merged_into IS NULL ORDER BY profile_id",
        (
            Field("profile_id", "whole", "number of the profile", required=True),
            Field("name", "text", "the fullest that pages give", required=True),
            Field("kind", "text", "person, organization, ...", required=True),
            Field("country", "text", "ISO 3166-1 alpha-3"),
            Field("ambiguous", "whole", "1: only a part of a name is known", required=True),
        ),
    ),
    ExportTable(
        "entities",
        "who and what takes part in statements and events, page by page",
        "entities ORDER BY page_id, entity_key",
        (
            _PAGE,
            Field("id", "text", "within the page: N1", required=True),
            _PROFILE,
            Field("name", "text", "what the page calls it", required=True),
            Field("kind", "text", "person, group, organization, ...", required=True),
            Field("naming", "text", "named or unnamed", required=True),
            Field("role", "text", "what the page says that it is"),
            Field("affiliation", "text", "the name of what it belongs to"),
            Field("country", "text", "ISO 3166-1 alpha-3"),
        ),
    ),
    ExportTable(
        "statements",
        "who says what, and how",
        "statements AS s LEFT JOIN entities AS e USING (entity_key)"
        " ORDER BY s.page_id, s.statement_key",
        (
            Field("page_id", "whole", _PAGE.meaning, required=True, sql="s.page_id"),
            Field("id", "text", "within the page: Q1", required=True, sql="s.id"),
            Field("source_id", "text", "the source, as in entities: N1", sql="e.id"),
            Field("source", "text", "what the page calls the source"),
            Field("profile_id", "whole", _PROFILE.meaning, sql="s.profile_id"),
            Field("naming", "text", _NAMING.meaning, sql="s.naming"),
            Field("form", "text", "direct, indirect or mixed", required=True),
            Field("mode", "text", "speech, writing or thought", required=True),
            Field("polarity", "text", "asserts, denies, asks or declines", required=True),
            Field("cue", "text", "the words of saying", required=True),
            Field(
                "content",
                "text",
                "what is said, verbatim; […] where it is interrupted",
                required=True,
            ),
            Field("start", "whole", "where it begins, in code points of the text", required=True),
            Field("outlet", "text", "the page's"),
            Field("published", "text", "the page's"),
            Field("confidence", "number", "that all of it is exactly right, 0 to 1", required=True),
        ),
    ),
    ExportTable(
        "events",
        "what pages say happened, did not, or might",
        "events ORDER BY page_id, CAST(substr(id, 2) AS INTEGER)",
        (
            _PAGE,
            Field("id", "text", "within the page: V1", required=True),
            Field("trigger", "text", "the words that tell of it", required=True),
            Field("type", "text", "PLOVER's"),
            Field("mode", "text", "PLOVER's"),
            Field("actors", "text", "names, '; ' between them", required=True),
            Field("recipients", "text", "names, '; ' between them", required=True),
            Field("place", "text", "the name of the place"),
            Field("time", "text", "TIMEX3 value"),
            Field("factuality", "number", "-3 did not happen, to 3 happened", required=True),
            Field("settled", "text", "happened, not_happened or unsettled", required=True),
            Field("according_to", "text", "the statement that says so, as in statements: Q1"),
        ),
    ),
)
