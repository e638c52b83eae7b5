"""The sourcing label of a page: what a standards editor counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sayso.reading import Entity, Event, EventCounts, Label, Statement


def build_label(
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    events: Sequence[Event] = (),
    *,
    outlet: str | None = None,
) -> Label:
    """Count statements by form, sources by naming, and events by outcome.

    Sources are the entities that some statement has as its source. `outlet` is the page's own: it
    is not credited by its own page.
    """
    forms = Counter(statement.form for statement in statements)
    by_source = Counter(s.source for s in statements if s.source is not None)
    relays = {relay for statement in statements for relay in statement.via}
    sources = [entity for entity in entities if entity.id in by_source]
    unnamed = [entity for entity in sources if entity.naming == "unnamed"]
    own = None if outlet is None else outlet.casefold()
    settled = Counter(event.settled for event in events)
    return Label(
        statements=len(statements),
        direct=forms["direct"],
        indirect=forms["indirect"],
        mixed=forms["mixed"],
        sources=len(sources),
        named_sources=len(sources) - len(unnamed),
        unnamed_sources=len(unnamed),
        statements_by_unnamed=sum(by_source[entity.id] for entity in unnamed),
        outlets_credited=tuple(
            entity.id
            for entity in entities
            if entity.kind == "outlet"
            and (entity.id in by_source or entity.id in relays)
            and entity.name.casefold() != own
        ),
        events=EventCounts(
            happened=settled["happened"],
            not_happened=settled["not_happened"],
            unsettled=settled["unsettled"],
        ),
        events_in_own_voice=sum(event.according_to is None for event in events),
    )
