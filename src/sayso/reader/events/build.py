"""What happened on a page: who did what to whom, whether, when, where, and on whose word.

Triggers come from the model's scores, types from their words (`plover`), who takes part from
grammar (`triggers`, `participants`). Those who do become entities together with the parties to
statements, so events are made in two steps: drafted before it is known who is who, and written down
after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sayso.reader.events.dates import Dating
from sayso.reader.events.factuality.denials import is_denied, is_said_by
from sayso.reader.events.factuality.negation import SETTLED, bounded
from sayso.reader.events.factuality.settled import settle
from sayso.reader.events.participants.find import find_participants
from sayso.reader.events.participants.nationalities import in_full
from sayso.reader.events.plover import mode_of, type_hint
from sayso.reader.events.triggers import Trigger, find_triggers, is_counted
from sayso.reader.grammar.words import Words
from sayso.reader.identity.entities import Analysis, Party
from sayso.reader.lists import where
from sayso.reader.spans import SpanIndex
from sayso.reader.vocabulary.event_words import TOLL
from sayso.reading import Event, Span, Statement, Time

THRESHOLD: Final = 0.5
"""Chance of a word's being a trigger from which it is one."""
PLAIN: Final = 0.05
"""The same for a word that plainly speaks for one of PLOVER's types. It lifts some two words of a
news article, nearly all of them events; at 0.1, one less of PLOVER's gold records is right.
"""


@dataclass(slots=True, eq=False)
class EventDraft:
    """An event before it is known who is who. Its parties get their entities from `identify`."""

    trigger: Trigger
    type: str | None
    mode: str | None
    factuality: float
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[Party, ...]

    def parties(self) -> tuple[Party, ...]:
        """Everyone and every place that takes part."""
        return (*self.actors, *self.recipients, *self.places)


def draft_events(analysis: Analysis) -> list[EventDraft]:
    """The events of a page in text order."""
    words, scores = analysis.words, analysis.events
    factualities = scores.factuality.tolist()
    drafts = []
    for trigger in find_triggers(words, _chances(words, scores.event), THRESHOLD):
        head = trigger.head
        kind = _type(words, trigger)
        factuality = bounded(words, head, factualities[head])
        mode = None if kind is None else mode_of(words, head, kind)
        who, whom, where = find_participants(words, trigger)
        actors = _actors(words, who)
        recipients, places = _parties(whom), _parties(where)
        factuality = round(factuality, 2)
        drafts.append(EventDraft(trigger, kind, mode, factuality, actors, recipients, places))
    return drafts


def _chances(words: Words, chances: NDArray[np.float32]) -> NDArray[np.float32]:
    """The chances of words to be triggers, with those lifted that plainly speak for a type, and
    those that count the dead.
    """
    doubtful = np.flatnonzero((chances >= PLAIN) & (chances < THRESHOLD))
    plain = [index for index in doubtful.tolist() if type_hint(words, index) is not None]
    plain += [index for index in where(words.low, TOLL) if is_counted(words, index)]
    lifted = chances.copy()
    lifted[plain] = np.maximum(chances[plain], THRESHOLD)
    return lifted


def _type(words: Words, trigger: Trigger) -> str | None:
    """What the words of a trigger speak for, its head first: "opened a hearing" is its verb's."""
    hint = type_hint(words, trigger.head)
    if hint is not None:
        return hint
    for index in trigger.beside:
        hint = type_hint(words, index)
        if hint is not None:
            return hint
    return None


def _actors(words: Words, spans: Sequence[Span]) -> tuple[Party, ...]:
    return _parties([in_full(words, span) for span in spans]) if spans else ()


def _parties(spans: Sequence[Span]) -> tuple[Party, ...]:
    return tuple([Party((span,), speaks=False) for span in spans]) if spans else ()


def write_events(
    words: Words,
    drafts: Sequence[EventDraft],
    statements: Sequence[Statement],
    times: Sequence[Time],
) -> tuple[Event, ...]:
    """The records of drafted events, whose parties have their entities by now.

    What a statement says of itself in its cue ("said") is no event beside it, unless it is one of
    PLOVER's ("threatened").
    """
    cues = SpanIndex([(span, s.id) for s in statements for span in s.cue_spans])
    claims = _Claims(statements)
    dating = Dating(words, times)
    events: list[Event] = []
    for draft in drafts:
        span = draft.trigger.span
        if draft.type is None and cues.touching(span):
            continue
        claim = claims.of(span)
        head, factuality = draft.trigger.head, draft.factuality
        if is_denied(words, head):
            factuality = min(-abs(factuality), -SETTLED)
        elif claim is not None and claim.polarity == "denies" and _is_told(words, head, claim):
            factuality = -abs(factuality)
        factuality += 0.0  # never -0.0
        actors, places = _entities(draft.actors), _entities(draft.places)
        events.append(
            Event(
                id=f"V{len(events) + 1}",
                trigger=span,
                type=draft.type,
                mode=draft.mode,
                actors=actors,
                recipients=_entities(draft.recipients, but=actors),
                place=places[0] if places else None,
                time=dating.time_of(head),
                factuality=factuality,
                settled=settle(factuality),
                according_to=None if claim is None else claim.id,
            )
        )
    return tuple(events)


class _Claims:
    """Which statement claims what stands at a place of the text."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._contents = SpanIndex(
            [(span, (_length(s), s)) for s in statements for span in s.content_spans]
        )

    def of(self, span: Span) -> Statement | None:
        """The innermost statement whose content holds all of a span."""
        (start, end), shortest = span, 0
        holder = None
        for (first, last), (length, told) in self._contents.touching(span):
            if first <= start and end <= last and (holder is None or length < shortest):
                holder, shortest = told, length
        return holder


def _length(statement: Statement) -> int:
    return sum(end - start for start, end in statement.content_spans)


def _is_told(words: Words, head: int, claim: Statement) -> bool:
    """Whether an event is what a statement is about, and not something told along with it."""
    return any(is_said_by(words, head, content) for content in claim.content_spans)


def _entities(parties: Sequence[Party], *, but: Sequence[str] = ()) -> tuple[str, ...]:
    if not parties:
        return ()
    found: list[str] = []
    for party in parties:
        entity = party.entity
        if entity is not None and entity not in found and entity not in but:
            found.append(entity)
    return tuple(found)
