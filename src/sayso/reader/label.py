"""The sourcing label of a page: what a standards editor counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from sayso.reading import Entity, Event, EventCounts, Label, Statement

_WORD: Final = re.compile(r"[^\W_]+")
_HOST: Final = re.compile(r"(?:www\.)?(\S+?)(?:\.(?:com?|org|net))?\.[a-z]{2,}")


def build_label(
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    events: Sequence[Event] = (),
    *,
    outlet: str | None = None,
) -> Label:
    """Count statements by form, sources by naming, and events by outcome.

    Sources are the entities that some statement has as its source. `outlet` is the page's own: it
    is not credited by its own page, however short that calls it.
    """
    forms = [statement.form for statement in statements]
    by_source = Counter([s.source for s in statements if s.source is not None])
    relays = {relay for statement in statements for relay in statement.via}
    sources = [entity for entity in entities if entity.id in by_source]
    unnamed = [entity for entity in sources if entity.naming == "unnamed"]
    settled = [event.settled for event in events]
    return Label(
        statements=len(statements),
        direct=forms.count("direct"),
        indirect=forms.count("indirect"),
        mixed=forms.count("mixed"),
        sources=len(sources),
        named_sources=len(sources) - len(unnamed),
        unnamed_sources=len(unnamed),
        statements_by_unnamed=sum(by_source[entity.id] for entity in unnamed),
        outlets_credited=tuple(
            entity.id
            for entity in entities
            if entity.kind == "outlet"
            and (entity.id in by_source or entity.id in relays)
            and not (outlet and _is_own(entity.name, outlet))
        ),
        events=EventCounts(
            happened=settled.count("happened"),
            not_happened=settled.count("not_happened"),
            unsettled=settled.count("unsettled"),
        ),
        events_in_own_voice=[event.according_to for event in events].count(None),
    )


def _is_own(name: str, outlet: str) -> bool:
    """Whether a page of `outlet` calls that by `name`: all of its name, its beginning or its end.

    A `Harbour Gazette` calls itself the Gazette, `KBX News` calls itself KBX; of an outlet of which
    the host is known and no more, `thecourier.example`, the letters are compared.
    """
    if name.casefold() == outlet.casefold():
        return True  # of signs alone, too, which are no words
    called, full = _words(name), _words(outlet)
    letters = "".join(full)
    return bool(called) and (
        called in (full[: len(called)], full[-len(called) :])
        or "".join(called) in (letters, letters.removeprefix("the"))
    )


def _words(name: str) -> list[str]:
    name = name.casefold().strip()
    host = _HOST.fullmatch(name)
    words = _WORD.findall(name if host is None else host[1])
    return words[1:] if words[:1] == ["the"] else words
