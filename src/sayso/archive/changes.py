"""What changed between two readings of one page."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from sayso.archive.index import words
from sayso.archive.stored import Version, reading_of, versions
from sayso.errors import UnknownPageError
from sayso.reading import Reading, Statement

SAME_CONTENT: Final = 0.6
"""Ratio of like words, in order, at which two contents are one statement that was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement in words, without places, which move when a page changes."""

    id: str
    source: str | None
    cue: str
    content: str
    polarity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A statement that both versions have, in other words or from another source."""

    before: Said
    after: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How a later reading of a page differs from an earlier one."""

    title: tuple[str | None, str | None] | None = None
    """Before and after, if the headline is another."""
    added: tuple[Said, ...] = ()
    removed: tuple[Said, ...] = ()
    changed: tuple[Changed, ...] = ()
    paragraphs_added: tuple[str, ...] = ()
    paragraphs_removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """Two versions of a page, and how the later differs from the earlier."""

    before: Version
    after: Version
    changes: Changes


def changes_of(
    connection: sqlite3.Connection, page_id: int, before: int | None, after: int | None
) -> Revision:
    """How a page has changed from the version numbered `before` to that numbered `after`.

    By default `after` is the current one and `before` the one that came before it. Raises
    `UnknownPageError` when there is no such version, or only one.
    """
    there = {version.number: version for version in versions(connection, page_id)}
    if not there:
        raise UnknownPageError(f"the archive has no page {page_id}")
    if after is None:
        after = next(version.number for version in there.values() if version.current)
    if before is None:
        before = max((number for number in there if number < after), default=after)
    if before not in there or after not in there:
        missing = before if before not in there else after
        raise UnknownPageError(
            f"page {page_id} has no version {missing}",
            choices=f"it has {', '.join(str(number) for number in there)}",
        )
    if before == after:
        raise UnknownPageError(
            f"there is nothing to compare: page {page_id} has "
            + ("one version" if len(there) == 1 else f"no version before {after}")
        )
    return Revision(
        before=there[before],
        after=there[after],
        changes=compare(
            reading_of(connection, page_id, before), reading_of(connection, page_id, after)
        ),
    )


def compare(before: Reading, after: Reading) -> Changes:
    """What is in `after` and was not in `before`, and the other way round."""
    old, new = _said(before), _said(after)
    kept = {_key(said) for said in old} & {_key(said) for said in new}
    old = [said for said in old if _key(said) not in kept]
    new = [said for said in new if _key(said) not in kept]
    changed = _pair(old, new)
    for pair in changed:
        old.remove(pair.before)
        new.remove(pair.after)
    gone, come = _paragraphs(before), _paragraphs(after)
    titles = (before.page.title, after.page.title)
    return Changes(
        title=titles if titles[0] != titles[1] else None,
        added=tuple(new),
        removed=tuple(old),
        changed=tuple(changed),
        paragraphs_added=tuple(text for text in come if text not in set(gone)),
        paragraphs_removed=tuple(text for text in gone if text not in set(come)),
    )


def _said(reading: Reading) -> list[Said]:
    names = {entity.id: entity.name for entity in reading.entities}
    text = reading.page.text

    def in_words(statement: Statement) -> Said:
        return Said(
            id=statement.id,
            source=names.get(statement.source or ""),
            cue=words(text, statement.cue_spans),
            content=words(text, statement.content_spans),
            polarity=statement.polarity,
        )

    return [in_words(statement) for statement in reading.statements]


def _key(said: Said) -> tuple[object, ...]:
    return (said.source, said.cue, said.content, said.polarity)


def _pair(old: Sequence[Said], new: Sequence[Said]) -> list[Changed]:
    """The statements that are likest, the likest first; each once."""
    likeness = sorted(
        (
            (_likeness(before.content, after.content), -i, -j)
            for i, before in enumerate(old)
            for j, after in enumerate(new)
        ),
        reverse=True,
    )
    pairs: list[Changed] = []
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for share, i, j in likeness:
        if share < SAME_CONTENT:
            break
        if -i in taken_old or -j in taken_new:
            continue
        taken_old.add(-i)
        taken_new.add(-j)
        pairs.append(Changed(before=old[-i], after=new[-j]))
    return sorted(pairs, key=lambda pair: new.index(pair.after))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _paragraphs(reading: Reading) -> list[str]:
    page = reading.page
    return [
        " ".join(page.text[block.span.start : block.span.end].split())
        for block in page.blocks
        if block.role in ("paragraph", "list_item", "subhead", "caption")
    ]
