"""Which statements and pages are looked at for a question, and in which order.

Words that stand in few statements are looked up in the index of words. For words that stand all
over the archive, its pages are walked through, the newest first, until there are enough. Either
alone would take seconds for the other's questions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.archive.filters import (
    Condition,
    Filters,
    page_conditions,
    statement_conditions,
    where,
)
from sayso.archive.search_words import Wanted, match
from sayso.errors import OptionError

FEW: Final = 10_000
"""Rows that have the words, each of which can be looked at: that takes 1 to 4 µs, as they lie."""
FEW_OF_A_KIND: Final = 100_000
"""The same where statements of a kind are asked for, of which a walk may find none for long."""
MANY: Final = 200_000
"""Rows that have the words, of which a set can be made for a walk: that takes 0.2 µs for each. With
more, each page that a walk comes to is looked up in the index of words, which takes 70 µs."""
_TIMES: Final = 5
"""How many times that must be where statements are asked for that are few themselves."""
LITTLE: Final = 100
"""Statements of somebody, each of which is looked up in the index of words."""
FEW_PAGES: Final = 500
"""Pages that are walked through, however rare the words are, where no others are asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """What has the words and came last, to choose from."""

    keys: list[int]
    complete: bool
    """Whether that is all that has the words."""
    in_a_row: bool
    """Whether it takes less to go through the index from the first of these to the last, than to
    look up each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, as the index of words takes it, and the rest."""

    match: str | None
    """None where nothing is looked for."""
    begun: bool = False
    """Whether words are looked for that only begin so: finding all of those takes milliseconds
    each time that the index of words is asked."""
    filters: Filters
    """With outlets as the archive spells them."""


def statement_question(words: Wanted, filters: Filters, *, column: str | None = None) -> Question:
    """What to ask of statements; `words` are looked for in `column`, by default in both."""
    return _question([(words, column), (filters.wanted_source, "source")], filters)


def page_question(words: Wanted, filters: Filters, *, column: str | None = None) -> Question:
    """What to ask of pages; `words` are looked for in `column`, by default in titles and texts."""
    return _question([(words, column)], filters)


def _question(asked: Sequence[tuple[Wanted, str | None]], filters: Filters) -> Question:
    looked_for = [match(words.groups, column=column) for words, column in asked if words.groups]
    unwanted = [match([words.without], column=column) for words, column in asked if words.without]
    if not looked_for:
        if unwanted:
            raise OptionError(
                "the words say only what must not be there", step="add a word to look for"
            )
        return Question(match=None, filters=filters)
    query = " AND ".join(f"({each})" for each in looked_for)
    if unwanted:
        query = f"({query}) NOT ({' OR '.join(f'({each})' for each in unwanted)})"
    begun = any(term.prefix for words, _ in asked for group in words.groups for term in group)
    return Question(match=query, begun=begun, filters=filters)


def newest_statements(connection: sqlite3.Connection, question: Question, count: int) -> list[int]:
    """The keys of the `count` newest statements, by the date of publication; those of one page in
    the order of its text."""
    if question.match is None or not _is_rare(connection, question, _STATEMENTS):
        return _walked(connection, question, count)
    conditions = where(_of_statements(question.filters))
    return _keys(
        connection,
        "SELECT s.statement_key FROM statements_fts AS f"
        " CROSS JOIN statements AS s ON s.statement_key = f.rowid"
        f" WHERE statements_fts MATCH ? AND {conditions.sql}"
        " ORDER BY s.published DESC, s.page_id DESC, s.statement_key LIMIT ?",
        question.match,
        *conditions.values,
        count,
    )


def latest_statements(
    connection: sqlite3.Connection, question: Question, count: int, fewer: int
) -> Latest:
    """The keys of at most `count` statements that have the words and came last.

    Where words are so common that pages are walked through, they are `fewer`, and last by date.
    """
    assert question.match is not None
    filters = question.filters
    scattered = filters.of_pages or filters.profile is not None or filters.of_few
    if scattered and not _is_rare(connection, question, _STATEMENTS):
        keys = _walked(connection, question, fewer)
        return Latest(keys=keys, complete=len(keys) < fewer, in_a_row=False)
    asked = _of_statements(filters)
    conditions = where(asked)
    # Where nothing is asked no row needs a look: the index has those of current versions alone.
    rows = " CROSS JOIN statements AS s ON s.statement_key = f.rowid" if asked else ""
    keys = _keys(
        connection,
        f"SELECT f.rowid FROM statements_fts AS f{rows}"
        f" WHERE statements_fts MATCH ? AND {conditions.sql} ORDER BY f.rowid DESC LIMIT ?",
        question.match,
        *conditions.values,
        count,
    )
    return Latest(keys=keys, complete=len(keys) < count, in_a_row=True)


def newest_pages(connection: sqlite3.Connection, question: Question, count: int) -> list[int]:
    """The current versions of the `count` newest pages, by the date of publication."""
    conditions = where(_of_pages(question.filters))
    order = "ORDER BY v.published DESC, v.version_id DESC LIMIT ?"
    if question.match is None:
        query = f"SELECT v.version_id FROM {_CURRENT} WHERE {conditions.sql} {order}"
        return _keys(connection, query, *conditions.values, count)
    if _is_rare(connection, question, _PAGES):
        query = (
            "SELECT v.version_id FROM pages_fts AS f"
            " CROSS JOIN versions AS v ON v.version_id = f.rowid"
            f" WHERE pages_fts MATCH ? AND {conditions.sql} {order}"
        )
    else:
        query = (
            f"SELECT v.version_id FROM {_CURRENT} WHERE +v.version_id IN"
            " (SELECT rowid FROM pages_fts WHERE pages_fts MATCH ?)"
            f" AND {conditions.sql} {order}"
        )
    return _keys(connection, query, question.match, *conditions.values, count)


def latest_pages(connection: sqlite3.Connection, question: Question, count: int) -> Latest:
    """The current versions of at most `count` pages that have the words and came last."""
    assert question.match is not None
    pages = where(page_conditions(question.filters, "v"))
    among = f"+f.rowid IN (SELECT v.version_id FROM versions AS v WHERE {pages.sql})"
    if not question.filters.of_pages:
        among = "1"
    asked = _having_statements(question.filters)
    statements = where(asked)
    rows = " CROSS JOIN versions AS v ON v.version_id = f.rowid" if asked else ""
    keys = _keys(
        connection,
        f"SELECT f.rowid FROM pages_fts AS f{rows}"
        f" WHERE pages_fts MATCH ? AND {among} AND {statements.sql}"
        " ORDER BY f.rowid DESC LIMIT ?",
        question.match,
        *pages.values,
        *statements.values,
        count,
    )
    return Latest(keys=keys, complete=len(keys) < count, in_a_row=True)


def fitting(question: Question) -> Condition:
    """What the statements `s` that `question` asks for fulfil, words and all."""
    conditions = _of_statements(question.filters)
    if question.match is not None:
        sql = "s.statement_key IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?)"
        conditions.append(Condition(sql, (question.match,)))
    return where(conditions)


_STATEMENTS: Final = "statements_fts"
_PAGES: Final = "pages_fts"
_CURRENT: Final = (
    "versions AS v CROSS JOIN pages AS p ON p.page_id = v.page_id AND p.version_id = v.version_id"
)
"""The current versions; the index of dates gives them in its order, so that a walk can stop."""


def _walked(connection: sqlite3.Connection, question: Question, count: int) -> list[int]:
    """The keys of the newest statements, each page or each of a profile's statements looked at."""
    filters = question.filters
    conditions = where(_of_statements(filters))
    if filters.profile is not None:
        having = _having(connection, question)
        return _keys(
            connection,
            f"SELECT s.statement_key FROM statements AS s WHERE {conditions.sql} AND {having.sql}"
            " ORDER BY s.published DESC, s.page_id DESC, s.statement_key LIMIT ?",
            *conditions.values,
            *having.values,
            count,
        )
    pages = where(page_conditions(filters, "v"))
    if question.match is not None and not question.begun:
        few = filters.of_pages and _are_few(connection, pages)
        # Of what few statements are, pages have some only where they have the words many times.
        many = MANY * _TIMES if filters.of_few else MANY
        if few or _more_than(many, connection, question, _STATEMENTS):
            return _looked_up(connection, question, pages, conditions, count)
    if question.match is not None and filters.of_few:
        return _of_few(connection, question, count)
    having = _having(connection, question)
    return _keys(
        connection,
        f"SELECT s.statement_key FROM {_CURRENT}"
        " CROSS JOIN statements AS s ON s.page_id = p.page_id"
        f" WHERE {pages.sql} AND {having.sql} AND {conditions.sql}"
        " ORDER BY v.published DESC, v.version_id DESC, s.statement_key LIMIT ?",
        *pages.values,
        *having.values,
        *conditions.values,
        count,
    )


def _looked_up(
    connection: sqlite3.Connection,
    question: Question,
    pages: Condition,
    conditions: Condition,
    count: int,
) -> list[int]:
    """The keys of the newest statements, page by page from the index of words."""
    assert question.match is not None
    found: list[int] = []
    walk = connection.execute(
        f"SELECT p.page_id FROM {_CURRENT} WHERE {pages.sql}"
        " ORDER BY v.published DESC, v.version_id DESC",
        pages.values,
    )
    for (page_id,) in walk:
        # The statements of a page have keys that follow one another.
        first, last = connection.execute(
            "SELECT min(statement_key), max(statement_key) FROM statements WHERE page_id = ?",
            (page_id,),
        ).fetchone()
        if first is None:
            continue
        found += _keys(
            connection,
            "SELECT f.rowid FROM statements_fts AS f"
            " CROSS JOIN statements AS s ON s.statement_key = f.rowid"
            " WHERE statements_fts MATCH ? AND f.rowid BETWEEN ? AND ?"
            f" AND s.page_id = ? AND {conditions.sql} ORDER BY f.rowid",
            question.match,
            first,
            last,
            page_id,
            *conditions.values,
        )
        if len(found) >= count:
            break
    return found[:count]


def _of_few(connection: sqlite3.Connection, question: Question, count: int) -> list[int]:
    """The keys of the newest statements of a polarity that few have, from all that has the words.

    A walk through so few might find none with the words for long.
    """
    assert question.match is not None
    filters = question.filters
    # What the index of them tells without a look at each.
    told = where(_of_statements(replace(filters, outlets=(), profile=None)))
    conditions = where(_of_statements(filters))
    return _keys(
        connection,
        "SELECT s.statement_key FROM statements_fts AS f"
        " CROSS JOIN statements AS s ON s.statement_key = f.rowid"
        " WHERE statements_fts MATCH ? AND +f.rowid IN (SELECT s.statement_key"
        f" FROM statements AS s INDEXED BY statements_not_asserting WHERE {told.sql})"
        f" AND {conditions.sql}"
        " ORDER BY s.published DESC, s.page_id DESC, s.statement_key LIMIT ?",
        question.match,
        *told.values,
        *conditions.values,
        count,
    )


def _having(connection: sqlite3.Connection, question: Question) -> Condition:
    """That the statement has the words."""
    if question.match is None:
        return Condition("1")
    looks = _says_little(connection, question.filters) or _is_common(connection, question)
    if question.begun or not looks:
        sql = "+s.statement_key IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?)"
    else:
        sql = (
            "EXISTS (SELECT 1 FROM statements_fts AS f"
            " WHERE statements_fts MATCH ? AND f.rowid = s.statement_key)"
        )
    return Condition(sql, (question.match,))


def _of_statements(filters: Filters) -> list[Condition]:
    """What statements must fulfil beside having the words."""
    return [*page_conditions(filters, "s"), *statement_conditions(filters, "s")]


def _of_pages(filters: Filters) -> list[Condition]:
    """What versions must fulfil beside having the words."""
    return [*page_conditions(filters, "v"), *_having_statements(filters)]


def _having_statements(filters: Filters) -> list[Condition]:
    """That a statement of the version's page is as it must be."""
    if not filters.of_statements:
        return []
    conditions = where(statement_conditions(filters, "s"))
    source = statement_question(Wanted(), filters).match
    if source is not None:
        sql = (
            "v.page_id IN (SELECT s.page_id FROM statements_fts AS f"
            " CROSS JOIN statements AS s ON s.statement_key = f.rowid"
            f" WHERE statements_fts MATCH ? AND {conditions.sql})"
        )
        return [Condition(sql, (source, *conditions.values))]
    rare = filters.of_few and any((filters.form, filters.naming, filters.mode))
    if filters.profile is not None or rare:
        # The other way round, each page's statements would be looked at.
        sql = f"v.page_id IN (SELECT s.page_id FROM statements AS s WHERE {conditions.sql})"
    else:
        sql = (
            "EXISTS (SELECT 1 FROM statements AS s INDEXED BY statements_of_page"
            f" WHERE s.page_id = v.page_id AND {conditions.sql})"
        )
    return [Condition(sql, conditions.values)]


def _is_rare(connection: sqlite3.Connection, question: Question, index: str) -> bool:
    """Whether few rows have the words."""
    filters = question.filters
    of_a_kind = any((filters.form, filters.naming, filters.mode)) and not filters.of_few
    few = FEW_OF_A_KIND if of_a_kind and index == _STATEMENTS else FEW
    return not _more_than(few, connection, question, index)


def _says_little(connection: sqlite3.Connection, filters: Filters) -> bool:
    """Whether a profile is asked for that has so few statements that each can be looked up."""
    if filters.profile is None:
        return False
    query = "SELECT 1 FROM statements WHERE profile_id = ? LIMIT 1 OFFSET ?"
    return connection.execute(query, (filters.profile, LITTLE)).fetchone() is None


def _is_common(connection: sqlite3.Connection, question: Question) -> bool:
    """Whether so many statements have the words that it takes too long to list them."""
    return _more_than(MANY, connection, question, _STATEMENTS)


def _more_than(number: int, connection: sqlite3.Connection, question: Question, index: str) -> bool:
    query = f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1 OFFSET ?"
    return connection.execute(query, (question.match, number)).fetchone() is not None


def _are_few(connection: sqlite3.Connection, pages: Condition) -> bool:
    query = f"SELECT 1 FROM versions AS v WHERE {pages.sql} LIMIT 1 OFFSET ?"
    return connection.execute(query, (*pages.values, FEW_PAGES)).fetchone() is None


def _keys(connection: sqlite3.Connection, query: str, *values: str | int) -> list[int]:
    return [key for (key,) in connection.execute(query, values)]
