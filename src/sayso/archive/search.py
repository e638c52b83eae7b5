"""Words → the statements or the pages of the archive that have them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar

from sayso.archive.filters import EVERYTHING, Filters, with_outlets
from sayso.archive.search_plan import (
    Latest,
    Question,
    latest_pages,
    latest_statements,
    newest_pages,
    newest_statements,
    page_question,
    statement_question,
)
from sayso.archive.search_ranking import IN_SOURCE, IN_TITLE, ranked
from sayso.archive.search_records import (
    FoundPage,
    FoundStatement,
    highlighted,
    pages_of,
    statements_of,
)
from sayso.archive.search_words import wanted

Ranking = Literal["best", "newest"]
"""The best first, or the newest by the date of publication."""

STATEMENTS_RANKED: Final = 1000
"""Of the statements that have the words, those that came last are ranked. To rank all takes
seconds for words like “the president”, and of such words it is the last weeks that are asked about.
Rarer words are ranked among all that has them."""
STATEMENTS_RANKED_OF_COMMON: Final = 150
"""The same where pages must be walked through for them, which takes longer."""
PAGES_RANKED: Final = 200
"""The same for pages, whose texts are long: of 1,200 characters, 400 take 17 ms of the processor
and 200 take 11, and most news is longer."""
TITLES_RANKED: Final = 100
"""And of the pages that have the words in their titles, which are about them, however long ago."""

Hit = TypeVar("Hit", FoundStatement, FoundPage)


# Without slots: Python 3.11 cannot make a generic dataclass that is frozen and has them.
@dataclass(frozen=True, kw_only=True)
class Found(Generic[Hit]):
    """What was found, in the order that was asked for."""

    hits: tuple[Hit, ...]
    more: bool
    """Whether there are more after these."""
    offset: int = 0
    """How many came before these."""
    among: int | None = None
    """Where the best are not the best of all that has the words, among how many they are: those
    that came last, and of pages those that came last with the words in their titles."""


def search_statements(
    connection: sqlite3.Connection,
    words: str,
    filters: Filters = EVERYTHING,
    *,
    order: Ranking = "best",
    limit: int = 20,
    offset: int = 0,
) -> Found[FoundStatement]:
    """The statements that have `words` in their content or in the name of their source.

    All of the words, “phrases” in quotation marks, `OR`, `-without`, `begin*`; without any, all
    that fit `filters`, the newest first. Raises `OptionError` and `UnknownOutletError`.
    """
    asked = wanted(words)
    question = statement_question(asked, with_outlets(connection, filters))
    count = offset + limit + 1
    among = None
    if order == "newest" or not asked.groups:
        keys = newest_statements(connection, question, count)
    else:
        latest = latest_statements(
            connection,
            question,
            max(STATEMENTS_RANKED, count),
            max(STATEMENTS_RANKED_OF_COMMON, count),
        )
        among = None if latest.complete else len(latest.keys)
        keys = ranked(highlighted(connection, question, "statements_fts", latest), IN_SOURCE)
    return Found(
        hits=statements_of(connection, keys[offset : offset + limit], question),
        more=len(keys) >= count,
        offset=offset,
        among=among,
    )


def search_pages(
    connection: sqlite3.Connection,
    words: str,
    filters: Filters = EVERYTHING,
    *,
    order: Ranking = "best",
    limit: int = 20,
    offset: int = 0,
) -> Found[FoundPage]:
    """The pages that have `words` in their title or text.

    As `search_statements`; what `filters` ask of statements, one of the page's must fulfil.
    """
    asked = wanted(words)
    filters = with_outlets(connection, filters)
    question = page_question(asked, filters)
    count = offset + limit + 1
    among = None
    if order == "newest" or not asked.groups:
        keys = newest_pages(connection, question, count)
    else:
        latest = latest_pages(connection, question, max(PAGES_RANKED, count))
        # With statements to look at as well, finding more to choose from takes too long.
        if not latest.complete and not filters.of_statements:
            latest = _with_titles(connection, latest, page_question(asked, filters, column="title"))
        among = None if latest.complete else len(latest.keys)
        keys = ranked(highlighted(connection, question, "pages_fts", latest), IN_TITLE)
    return Found(
        hits=pages_of(connection, keys[offset : offset + limit], question),
        more=len(keys) >= count,
        offset=offset,
        among=among,
    )


def _with_titles(connection: sqlite3.Connection, latest: Latest, titles: Question) -> Latest:
    """`latest` and those that answer `titles`, the last first."""
    found = latest_pages(connection, titles, TITLES_RANKED)
    keys = sorted({*latest.keys, *found.keys}, reverse=True)
    return Latest(keys=keys, complete=False, in_a_row=True)
