"""Texts with relations written into them, so that tests read like pages.

`<1s>Ada</> <1c>said</> <1x>“yes”</>`: source, cue and content of relation 1. Marks may nest.
"""

from __future__ import annotations

import re

from sayso.reader.quotation import find_quotations
from sayso.reader.scoring.relation import Relation
from sayso.reader.statements.build import build_statements
from sayso.reading import Block, Entity, Page, Span, Statement

_TAG = re.compile(r"<(\d+)([scx])>|</>")


def parse(marked: str, scores: dict[int, float] | None = None) -> tuple[str, list[Relation]]:
    """The plain text and the relations that were written into it."""
    text = ""
    last = 0
    still_open: list[tuple[int, str, int]] = []
    found: dict[int, dict[str, list[Span]]] = {}
    for tag in _TAG.finditer(marked):
        text += marked[last : tag.start()]
        last = tag.end()
        if tag[1]:
            still_open.append((int(tag[1]), tag[2], len(text)))
        else:
            number, role, start = still_open.pop()
            roles = found.setdefault(number, {"s": [], "c": [], "x": []})
            roles[role].append(Span(start, len(text)))
    assert not still_open
    text += marked[last:]
    relations = [
        Relation(
            cue=tuple(sorted(roles["c"])),
            source=tuple(sorted(roles["s"])),
            content=tuple(sorted(roles["x"])),
            score=(scores or {}).get(number, 0.8),
        )
        for number, roles in sorted(found.items())
    ]
    return text, relations


class Built:
    """The statements of a marked text, with their words."""

    def __init__(
        self,
        marked: str,
        scores: dict[int, float] | None = None,
        blocks: tuple[Block, ...] = (),
    ) -> None:
        self.text, relations = parse(marked, scores)
        page = Page(id="0" * 64, origin="-", text=self.text, blocks=blocks)
        self.entities: tuple[Entity, ...]
        self.statements: tuple[Statement, ...]
        self.entities, self.statements = build_statements(
            page, relations, find_quotations(self.text)
        )

    def words(self, spans: tuple[Span, ...]) -> list[str]:
        """The words of some spans."""
        return [self.text[span.start : span.end] for span in spans]

    def contents(self) -> list[list[str]]:
        """The words of each statement's content."""
        return [self.words(statement.content_spans) for statement in self.statements]

    def only(self) -> Statement:
        """The one statement that there is."""
        (statement,) = self.statements
        return statement
