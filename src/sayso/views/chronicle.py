"""What every view shows of a Reading's events: in order of their time, who did what to whom, on
whose word, and what cannot both hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sayso.reading import (
    Dispute,
    DisputeSubject,
    Entity,
    Event,
    Polarity,
    Reading,
    Settled,
    Span,
    Time,
)
from sayso.views.outline import Order, Outline, Source, Told
from sayso.views.sentences import sentence_of
from sayso.views.timex import Period, known_part, period_of

SIGNS: Final[Mapping[Settled, str]] = {"happened": "●", "unsettled": "◐", "not_happened": "○"}
"""How full it is says how settled; the same as in the bars of the label."""
SETTLED: Final[Mapping[Settled, str]] = {
    "happened": "happened",
    "unsettled": "unsettled",
    "not_happened": "did not happen",
}
"""The class of an event in words."""
SUBJECTS: Final[Mapping[DisputeSubject, str]] = {
    "happened": "whether it happened",
    "quantity": "how many or how much",
    "other": "what happened",
}
"""What a dispute is about, in words."""

OWN_VOICE: Final = "the page's own words"
LOST: Final = "On the word of a statement that is not there"
PARTLY_DATED: Final = "Not fully dated"
UNDATED: Final = "Undated"

_DOES_NOT_ASSERT: Final[Mapping[Polarity, str]] = {
    "denies": "denies it",
    "asks": "asks about it",
    "declines": "declines to say",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event with its place among the events of the page, and whom and what it names."""

    number: int
    """1 for the event whose trigger comes first in the text, and so on."""
    event: Event
    words: str
    """Of the trigger, on one line."""
    sentence: Span
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    place: Entity | None
    time: Time | None
    period: Period | None
    """What the time means on the calendar, None where that is open."""
    told: Told | None
    """The statement that claims it, None for the page's own voice."""

    @property
    def sign(self) -> str:
        """Its class as a sign."""
        return SIGNS[self.event.settled]

    @property
    def settled(self) -> str:
        """Its class in words."""
        return SETTLED[self.event.settled]

    @property
    def own_voice(self) -> bool:
        """Whether it is the page itself that says it, and no statement in it."""
        return self.event.according_to is None


Party = Happening | Told | str
"""What takes part in a dispute: an event, a statement, or an id that is neither's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A dispute with its number and what it is between."""

    number: int
    about: str
    ids: tuple[str, str]
    between: tuple[Party, Party]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Events that stand together in a list; `source` is whose word they stand on, in that order.

    `heading` is empty where there is a source to say what it would.
    """

    heading: str
    source: Source | None
    events: tuple[Happening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """The events of a Reading, in text order, and its disputes."""

    events: tuple[Happening, ...]
    conflicts: tuple[Conflict, ...]
    disputed: Mapping[str, tuple[Conflict, ...]]
    """Id of an event or a statement → the disputes that it is in."""

    def against(self, identity: str) -> tuple[str, ...]:
        """Ids of the events and statements that cannot hold if that with this id does."""
        return tuple(
            dict.fromkeys(
                other
                for conflict in self.disputed.get(identity, ())
                for other in conflict.ids
                if other != identity
            )
        )

    def by_time(self) -> tuple[Happening, ...]:
        """The dated ones in order, then those whose date is partly open, then the undated."""
        return tuple(sorted(self.events, key=_when))

    def grouped(self, by: Order, contents: Outline) -> Iterator[Group]:
        """The events by day, or by on whose word they stand, the page's own first; in time."""
        timely = self.by_time()
        if by == "text":
            for heading, events in groupby(timely, key=_heading):
                yield Group(heading=heading, source=None, events=tuple(events))
            return
        own = tuple(event for event in timely if event.own_voice)
        if own:
            yield Group(heading=OWN_VOICE.capitalize(), source=None, events=own)
        for source in contents.grouped:
            theirs = tuple(e for e in timely if e.told and e.told.source.number == source.number)
            if theirs:
                yield Group(heading="", source=source, events=theirs)
        lost = tuple(event for event in timely if event.told is None and not event.own_voice)
        if lost:
            yield Group(heading=LOST, source=None, events=lost)


def chronicle(reading: Reading, contents: Outline) -> Chronicle:
    """The chronicle of `reading`, whose outline is `contents`."""
    page = reading.page
    events = tuple(
        Happening(
            number=number,
            event=event,
            words=" ".join(page.text[slice(*event.trigger)].split()),
            sentence=sentence_of(page.text, page.blocks, event.trigger),
            actors=_known(event.actors, contents.entities),
            recipients=_known(event.recipients, contents.entities),
            place=contents.entities.get(event.place or ""),
            time=contents.times.get(event.time or ""),
            period=period_of(contents.times.get(event.time or "")),
            told=contents.by_id.get(event.according_to or ""),
        )
        for number, event in enumerate(sorted(reading.events, key=lambda e: e.trigger), start=1)
    )
    by_id: dict[str, Party] = {**contents.by_id, **{one.event.id: one for one in events}}
    conflicts = tuple(
        _conflict(number, dispute, by_id)
        for number, dispute in enumerate(reading.disputes, start=1)
    )
    disputed: dict[str, list[Conflict]] = {}
    for conflict in conflicts:
        for identity in dict.fromkeys(conflict.ids):
            disputed.setdefault(identity, []).append(conflict)
    return Chronicle(
        events=events,
        conflicts=conflicts,
        disputed={identity: tuple(theirs) for identity, theirs in disputed.items()},
    )


def facts_of(happening: Happening, contents: Outline, *, dated: bool) -> list[str]:
    """What is worth saying of an event in a few words each: PLOVER's type and mode, place, time.

    The day is among it if `dated`; the hour and the page's own words for the time always are.
    """
    event = happening.event
    words = [f"{event.type}: {event.mode}" if event.mode else event.type] if event.type else []
    if happening.place:
        words.append(f"in {happening.place.name}")
    said = contents.text[slice(*happening.time.span)] if happening.time else ""
    if period := happening.period:
        day = period.words if dated else ""
        clock = "" if period.clock in said else period.clock
        words.append(f"{day}, {clock}" if day and clock else day or clock)
    if said.strip():
        words.append(f"“{said}”")
    return [line for line in (" ".join(part.split()) for part in words) if line]


def word_of(happening: Happening) -> str:
    """On whose word an event stands: `the page's own words`, `according to Dana Whitlock`."""
    if happening.own_voice:
        return OWN_VOICE
    told = happening.told
    if told is None:
        # The record names a statement that it does not have.
        return f"according to {happening.event.according_to}"
    if told.source.entity is None:
        who, pronoun = "a statement without a source", "which"
    else:
        who, pronoun = " ".join(told.source.name.split()), "who"
    how = _DOES_NOT_ASSERT.get(told.statement.polarity)
    return f"according to {who}, {pronoun} {how}" if how else f"according to {who}"


def _conflict(number: int, dispute: Dispute, by_id: Mapping[str, Party]) -> Conflict:
    one, other = dispute.between
    return Conflict(
        number=number,
        about=SUBJECTS[dispute.about],
        ids=dispute.between,
        between=(by_id.get(one, one), by_id.get(other, other)),
    )


def _known(ids: Iterable[str], entities: Mapping[str, Entity]) -> tuple[Entity, ...]:
    return tuple(entities[identity] for identity in ids if identity in entities)


def _when(happening: Happening) -> tuple[int, str, int]:
    """Where an event stands in the order of time."""
    if period := happening.period:
        return 0, f"{period.begins.isoformat()} {period.rank} {period.hour}", happening.number
    known = known_part(happening.time)
    if known is not None:
        # Of which nothing is known, last.
        return 1, known or "X", happening.number
    return 2, "", happening.number


def _heading(happening: Happening) -> str:
    if period := happening.period:
        return period.words
    return UNDATED if known_part(happening.time) is None else PARTLY_DATED
