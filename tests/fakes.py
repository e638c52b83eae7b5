"""A Reader without a model, for tests of what stands before and behind it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from itertools import islice

from sayso.reading import (
    Entity,
    Event,
    EventCounts,
    Label,
    Page,
    Reading,
    Span,
    Statement,
)


class FakeReader:
    """Finds `“…” NAME said`, and that somebody met, and nothing else. Takes pages two at a time, as
    a real one takes more.

    `seconds` is how long a page takes; a page whose text holds `crash_on` raises.
    """

    def __init__(
        self, threads: int | None = None, *, seconds: float = 0, crash_on: str = "CRASH"
    ) -> None:
        self.threads = threads
        self.seconds = seconds
        self.crash_on = crash_on
        self.closed = False

    def read(self, page: Page) -> Reading:
        time.sleep(self.seconds)
        if self.crash_on in page.text:
            raise ZeroDivisionError(self.crash_on)
        entities: dict[str, Entity] = {}
        statements = []
        for number, found in enumerate(re.finditer(r"(“[^”]*”) (\w+) (said)", page.text), start=1):
            name = found[2]
            entity = entities.setdefault(
                name,
                Entity(
                    id=f"N{len(entities) + 1}", name=name, kind="person", naming="named", number=1
                ),
            )
            statements.append(
                Statement(
                    id=f"Q{number}",
                    form="direct",
                    mode="speech",
                    source=entity.id,
                    source_spans=(Span(*found.span(2)),),
                    cue_spans=(Span(*found.span(3)),),
                    content_spans=(Span(*found.span(1)),),
                    confidence=0.9,
                )
            )
        events = tuple(
            Event(id=f"V{number}", trigger=Span(*found.span()), factuality=2.5, settled="happened")
            for number, found in enumerate(re.finditer(r"\bmet\b", page.text), start=1)
        )
        return Reading(
            page=page,
            entities=tuple(entities.values()),
            statements=tuple(statements),
            events=events,
            label=Label(
                statements=len(statements),
                direct=len(statements),
                sources=len(entities),
                named_sources=len(entities),
                events=EventCounts(happened=len(events)),
                events_in_own_voice=len(events),
            ),
        )

    def read_many(self, pages: Iterable[Page]) -> Iterator[Reading]:
        upcoming = iter(pages)
        while pair := list(islice(upcoming, 2)):
            yield from map(self.read, pair)

    def close(self) -> None:
        self.closed = True
