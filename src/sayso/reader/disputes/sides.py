"""Who tells what: whether two tellings on a page are by two different sides, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sayso.reader.grammar.words import Words
from sayso.reader.spans import overlap
from sayso.reader.vocabulary.base_forms import base_form
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Entity, Span, Statement

_EMPTY: Final = lexicon(
    "be have do say tell ask add think believe make take get go come give put let see also",
    "other more most such own same so very only just claim allegation accusation report charge",
    "show indicate suggest mean want need seem appear feel like look plan expect hope try know",
    "thing anything something nothing one two way time year day month week people person",
)
EMPTY_FORMS: Final = frozenset(base_form(word) for word in _EMPTY)
"""What says too little to tell one event from another; as `base_form` gives it."""


class Sides:
    """The statements of a page by their sources."""

    def __init__(self, statements: Sequence[Statement], entities: Sequence[Entity]) -> None:
        self._statements = {one.id: one for one in statements}
        self._entities = {one.id: one for one in entities}

    def statement(self, key: str | None) -> Statement | None:
        """The statement with an id, None for the page's own voice."""
        return None if key is None else self._statements.get(key)

    def differ(self, one: Statement | None, other: Statement | None) -> bool:
        """Whether two sides tell: two known sources, or the page (None) and a source.

        Somebody and the body that they speak for are one side.
        """
        if one is None or other is None:
            known = one or other
            return known is not None and known.source is not None
        if one.source is None or other.source is None:
            return False
        return self._side(one.source).isdisjoint(self._side(other.source))

    def speaks_of_itself(self, statement: Statement, spans: Iterable[Span]) -> bool:
        """Whether the source of a statement is mentioned in some spans."""
        entity = self._entities.get(statement.source or "")
        return entity is not None and any(
            overlap(mention.span, span) for span in spans for mention in entity.mentions
        )

    def _side(self, key: str) -> set[str]:
        entity = self._entities.get(key)
        related = (key,) if entity is None else (key, entity.affiliation, entity.part_of)
        return {one for one in related if one is not None}


def content_forms(words: Words, indexes: Iterable[int]) -> set[str]:
    """The base forms of the nouns, verbs, adjectives and numbers among words that say something."""
    forms = set()
    for index in indexes:
        tag = words.tags[index]
        if tag[:1] in ("N", "V", "J") or tag in ("CD", "FW"):
            if words.relations[index] in ("aux", "aux:pass", "cop"):
                continue
            forms.add(base_form(words.plain[index]))
    return forms - EMPTY_FORMS


def inside_of(words: Words, spans: Iterable[Span]) -> list[int]:
    """The words of some spans."""
    return [index for span in spans for index in words.within(span)]
