"""Who takes part in a statement besides what is said: its source, relays, hearer and occasion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.reader.grammar.words import Words
from sayso.reader.identity.entities import Analysis, Party, Quote
from sayso.reader.layout import Layout
from sayso.reader.sources.outlets import is_outlet
from sayso.reader.spans import overlap
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.nested import find_nested, find_relayed
from sayso.reader.statements.telling.chain import Chain, find_chain
from sayso.reading import Span

_NESTED: Final = 0.8
"""How sure a statement found inside another one is, for one that is sure."""


@dataclass(slots=True, eq=False)
class Telling:
    """How one statement was told. Its parties get their entities from `identify`."""

    source: Party
    via: tuple[Party, ...]
    addressee: Party | None
    occasion: Span | None
    marked: list[Span]
    """The quotations that what is said touches."""
    quotes: tuple[Quote, ...]
    """Those of them that are the source's own."""

    @classmethod
    def of(cls, layout: Layout, draft: Draft, analysis: Analysis | None) -> Telling:
        """The telling of a draft. Where a source only relays, the deeper one takes its place."""
        if analysis is None or not len(analysis.words):
            chain = Chain()
        else:
            chain = find_chain(analysis.words, draft.cue, draft.source, draft.content)
        if chain.source is not None:
            draft.source = [chain.source]
        source = Party(tuple(draft.source), cue=draft.cue[0] if draft.cue else None)
        marked: list[Span] = []
        quotes: list[Quote] = []
        for span in draft.content:
            for quotation, _ in layout.quotations.touching(span):
                marked.append(quotation)
                if _is_own(span, quotation) and not _is_told_in(layout, draft, quotation):
                    quotes.append(Quote(quotation, source))
        return cls(
            source=source,
            via=tuple([Party((span,), speaks=False) for span in chain.via]),
            addressee=(
                None if chain.addressee is None else Party((chain.addressee,), speaks=chain.answers)
            ),
            occasion=chain.occasion,
            marked=marked,
            quotes=tuple(quotes),
        )

    def parties(self) -> Iterator[Party]:
        """Everyone who takes part."""
        yield self.source
        yield from self.via
        if self.addressee is not None:
            yield self.addressee

    def relays(self) -> tuple[str, ...]:
        """The entities that relay the statement, outermost first, each once."""
        if not self.via:
            return ()
        found = (party.entity for party in self.via)
        return tuple(dict.fromkeys(e for e in found if e is not None and e != self.source.entity))


def _is_own(content: Span, quotation: Span) -> bool:
    """Whether a quotation is of what a content says, and not one that the content is quoted in."""
    common = min(content.end, quotation.end) - max(content.start, quotation.start)
    return 2 * common >= quotation.end - quotation.start


def _is_told_in(layout: Layout, draft: Draft, quotation: Span) -> bool:
    """Whether a quotation is of somebody who tells what is said: all of "“Roe told me it was so,”
    Doe said" is Doe's. A transcript may stand in marks, and is of no one else.
    """
    return any(overlap(cue, quotation) and layout.words(cue) != ":" for cue in draft.cue)


def nested_drafts(words: Words, layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """The statements inside the contents of `drafts` that are not among them."""
    taken = [span for draft in drafts for span in draft.cue]
    found: list[Draft] = []
    for draft in drafts:
        relations = find_nested(words, layout, draft.content)
        first = words.within(draft.cue[0])[:1] if draft.cue and draft.source else ()
        outlet = None
        if first and words.low[first[0]] == "according":
            outlet = words.head_of(draft.source[0])
        if outlet is not None and is_outlet(words, outlet):
            relayed = find_relayed(words, outlet, draft.content)
            relations += [] if relayed is None else [relayed]
        for relation in relations:
            if any(overlap(cue, span) for cue in relation.cue for span in taken):
                continue
            taken.extend(relation.cue)
            found.append(
                Draft(
                    list(relation.cue),
                    list(relation.source),
                    list(relation.content),
                    draft.score * _NESTED,
                )
            )
    return found
