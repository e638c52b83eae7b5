"""What of a page may tell a claim: its statements and its events, as they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from sayso.reading import Event, Page, Polarity, Reading, Settled, Span, Statement, Time
from sayso.stories.claims.names import Names
from sayso.stories.claims.records import ClaimKind, Figure
from sayso.stories.claims.sentences import is_heading, quoted_words, sentence_at, sentences_of
from sayso.stories.claims.words import (
    Weights,
    is_negated,
    near_words,
    stem_of,
    tokens_of,
    trigger_form,
)

_NEARNESS: Final = 0.92
_FARTHEST: Final = 0.35
"""How much less a word tells of an event for each word between them, and how much it still does at
any distance within the sentence. Without the first, all events of one sentence look alike."""
_PARTICLES: Final = frozenset(
    "off out down up in over back away aside under through apart upon across for to".split()
)
_ACTS: Final = frozenset(
    trigger_form(verb)
    for verb in (
        "ask demand refuse accept promise threaten apologise criticise praise blame admit propose"
    ).split()
)
"""What is done by saying something and is told as something that happened."""
_ABOUT_NOW: Final = 3
"""Days around its publication of which most that a page tells is."""
_YEARS: Final = 2
"""From here on what happened is another thing than what a page is about."""
_BESIDE: Final = 24
"""Characters between a trigger and a number that belongs to it: three or four words."""
_TAKING: Final = frozenset(map(stem_of, "lose lost claim cost take took".split()))
_LIVES: Final = re.compile(r"^[^.;:]*?\b(?:life|lives)\b")
"""To lose one's life is to die."""
QUOTED: Final = 4
"""Words in a row between quotation marks that are somebody's very words, not an expression."""
_LENGTHS: Final = {
    "Y": "year",
    "M": "month",
    "W": "week",
    "D": "day",
    "TH": "hour",
    "TM": "minute",
    "TS": "second",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unit:
    """A statement or an event of a page with what it is compared by."""

    page: str
    id: str
    kind: ClaimKind
    span: Span
    """A statement's content from its first word to its last; an event's trigger."""
    reach: tuple[Span, ...]
    """The words that tell what it is about: a statement's content, an event's sentence."""
    sentence: Span | None
    heading: bool
    bag: Mapping[str, float]
    """The forms within its reach and their weights, less the farther from the trigger."""
    triggers: frozenset[str] = frozenset()
    """Forms of an event's trigger."""
    called: str = ""
    """The word of it that tells what happens, in lower case."""
    type: str | None = None
    mode: str | None = None
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    place: str | None = None
    day: str | None = None
    """The day on which an event happens, as far as it is known: `2026-04-14`, `2026-04`."""
    past: bool = False
    """Whether an event happened years before its page was published, by the day that it has."""
    dates: frozenset[str] = frozenset()
    """The days that its words name, but for those about when its page was published."""
    settled: Settled | None = None
    source: str | None = None
    """Id of the entity on whose word it stands."""
    told: bool = False
    """Whether it stands on a statement's word, even if the page does not say whose."""
    polarity: Polarity = "asserts"
    negated: bool = False
    quoted: frozenset[tuple[str, ...]] = frozenset()
    """What stands between quotation marks: every run of `QUOTED` words of it."""
    figures: tuple[Figure, ...] = ()
    near: tuple[Figure, ...] = ()
    """Those of them that stand beside an event's trigger."""

    @property
    def key(self) -> tuple[str, str]:
        """Its page and id."""
        return self.page, self.id

    @property
    def denies(self) -> bool:
        """Whether it says that something is not so, in one way or another."""
        return (self.polarity == "denies") != self.negated


class Units:
    """The units of a story's pages, and the weights of their words."""

    def __init__(self, readings: Sequence[Reading], names: Names) -> None:
        self._names = names
        self._forms = {r.page.id: _forms_of(r, names) for r in readings}
        self.words: Mapping[str, str] = _words_of(self._forms.values())
        """Form → one of the words that have it; empty for names."""
        self.weights = Weights(
            [one.form for one in self._forms[r.page.id] if s.start <= one.start < s.end]
            for r in readings
            for s in sentences_of(r.page)
        )
        self.all = tuple(
            unit for reading in readings for unit in self._of(reading) if unit.bag or unit.triggers
        )

    def _of(self, reading: Reading) -> Iterator[Unit]:
        page = reading.page
        sentences = sentences_of(page)
        lengths = tuple(_lengths(reading.times))
        numbers = tuple(
            Figure(span=q.span, value=q.value, unit=q.unit, bound=q.bound)
            for q in reading.quantities
        )
        figures = tuple(sorted((*numbers, *lengths), key=lambda figure: figure.span))
        dates = tuple(_far_dates(reading))
        statements = {statement.id: statement for statement in reading.statements}
        times = {time.id: time for time in reading.times}
        settled = {event.id: event for event in reading.events}
        for statement in reading.statements:
            if statement.content_spans:
                unit = self._statement(page, statement, sentences, figures, settled.values())
                yield replace(unit, dates=_dates_in(dates, unit.reach))
                act = self._act(page, statement, sentences, figures)
                if act is not None:
                    yield act
        for event in reading.events:
            told = statements.get(event.according_to or "")
            time = times.get(event.time or "")
            unit = self._event(page, event, told, time, sentences, figures)
            yield replace(unit, dates=_dates_in(dates, unit.reach))

    def _statement(
        self,
        page: Page,
        statement: Statement,
        sentences: Sequence[Span],
        figures: Sequence[Figure],
        events: Iterable[Event],
    ) -> Unit:
        reach = statement.content_spans
        words = " ".join(page.text[slice(*span)] for span in reach)
        told = [event for event in events if event.according_to == statement.id]
        return Unit(
            page=page.id,
            id=statement.id,
            kind="statement",
            span=Span(reach[0].start, reach[-1].end),
            reach=reach,
            sentence=sentence_at(sentences, reach[0].start),
            heading=is_heading(page, reach[0].start),
            bag=self._bag(page.id, reach, None),
            settled=_strongest(told),
            source=statement.source,
            told=True,
            polarity=statement.polarity,
            negated=is_negated(words),
            quoted=frozenset(
                tuple(one[i : i + QUOTED])
                for one in quoted_words(words)
                for i in range(len(one) - QUOTED + 1)
            ),
            figures=_inside(figures, reach),
        )

    def _act(
        self, page: Page, statement: Statement, sentences: Sequence[Span], figures: Sequence[Figure]
    ) -> Unit | None:
        """What is done by saying it, as an event: that somebody asks for something, or denies it.

        None for words of saying that do no more than that.
        """
        if not statement.cue_spans or statement.source is None:
            return None
        cue = statement.cue_spans[0]
        triggers = _trigger_forms(page.text, cue)
        if triggers.isdisjoint(_ACTS):
            return None
        reach = statement.content_spans
        addressee = () if statement.addressee is None else (statement.addressee,)
        return Unit(
            page=page.id,
            id=statement.id,
            kind="event",
            span=cue,
            reach=reach,
            sentence=sentence_at(sentences, cue.start),
            heading=is_heading(page, cue.start),
            bag=self._bag(page.id, reach, None),
            triggers=triggers,
            called=_called(page.text, cue),
            actors=self._keys(page.id, (statement.source,)),
            recipients=self._keys(page.id, addressee),
            settled="happened",
            figures=_inside(figures, reach),
        )

    def _event(
        self,
        page: Page,
        event: Event,
        told: Statement | None,
        time: Time | None,
        sentences: Sequence[Span],
        figures: Sequence[Figure],
    ) -> Unit:
        sentence = sentence_at(sentences, event.trigger.start)
        reach: tuple[Span, ...] = (sentence or event.trigger,)
        if told is not None:
            # Without who says it, and with the sentence alone of a long quotation.
            inside = tuple(_clipped(told.content_spans, reach[0]))
            if any(s.start <= event.trigger.start < s.end for s in inside):
                reach = inside
        return Unit(
            page=page.id,
            id=event.id,
            kind="event",
            span=event.trigger,
            reach=reach,
            sentence=sentence,
            heading=is_heading(page, event.trigger.start),
            bag=self._bag(page.id, reach, event.trigger),
            triggers=_trigger_forms(page.text, event.trigger),
            called=_called(page.text, event.trigger),
            type=event.type,
            mode=event.mode,
            actors=self._keys(page.id, event.actors),
            recipients=self._keys(page.id, event.recipients),
            place=self._names.key(page.id, event.place),
            day=_day(time),
            past=_is_past(_day(time), page.published.value),
            settled=event.settled,
            source=told.source if told else None,
            told=told is not None,
            figures=_inside(figures, reach),
            near=_near(figures, reach, event.trigger),
        )

    def _keys(self, page: str, ids: Iterable[str]) -> frozenset[str]:
        found = set()
        for identity in ids:
            key = self._names.key(page, identity)
            entity = self._names.entity(page, identity)
            if key is not None:
                found.add(f"@{key}")
            if entity is not None:
                # Its words too: what one page takes for a name, another may describe.
                found.update(token.form for token in tokens_of(entity.name))
        return frozenset(found)

    def _bag(self, page: str, reach: Sequence[Span], trigger: Span | None) -> dict[str, float]:
        inside = [
            (one.start, one.form)
            for one in self._forms[page]
            if any(span.start <= one.start < span.end for span in reach)
        ]
        found: dict[str, float] = {}
        at = 0
        if trigger is not None:
            at = sum(1 for position, _ in inside if position < trigger.start)
        for place, (position, form) in enumerate(inside):
            weight = self.weights[form]
            if trigger is not None:
                if trigger.start <= position < trigger.end:
                    continue
                weight *= max(_NEARNESS ** abs(place - at), _FARTHEST)
            found[form] = max(found.get(form, 0.0), weight)
        return found


class _Word(NamedTuple):
    start: int
    form: str
    word: str


def _words_of(pages: Iterable[Iterable[_Word]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for page in pages:
        for one in page:
            # Of several the first of the alphabet: the order of the pages is not to matter.
            found[one.form] = min(found.get(one.form, one.word), one.word)
    return found


def _forms_of(reading: Reading, names: Names) -> list[_Word]:
    """The forms of a page's words where they stand, names and pronouns as whose they are."""
    page = reading.page
    mentions = [
        (mention.span, mention.form, key)
        for entity in reading.entities
        if (key := names.key(page.id, entity.id)) is not None
        for mention in entity.mentions
    ]
    named = sorted((span, key) for span, form, key in mentions if form == "name")
    found = [_Word(span.start, f"@{key}", "") for span, _, key in mentions]
    at = 0
    for token in tokens_of(page.text):
        while at < len(named) and named[at][0].end <= token.start:
            at += 1
        if at < len(named) and named[at][0].start <= token.start:
            continue
        word = page.text[token.start : token.end].casefold().replace("’", "'")
        found.append(_Word(token.start, token.form, word.removesuffix("'s")))
    return sorted(found)


def _trigger_forms(text: str, trigger: Span) -> frozenset[str]:
    words = [word.casefold() for word in text[slice(*trigger)].split() if word[:1].isalpha()]
    if not words:
        return frozenset()
    if stem_of(words[0]) in _TAKING and _LIVES.search(
        text[trigger.end : trigger.end + _BESIDE * 2]
    ):
        return frozenset({trigger_form("die")})
    after = text[trigger.end : trigger.end + 12].split()
    particle = words[-1] if len(words) > 1 else after[0].casefold() if after else ""
    if particle in _PARTICLES:
        phrase = near_words().get(f"{stem_of(words[0])}_{particle}")
        if phrase is not None:
            return frozenset({phrase})
        words = words[:1]
    return frozenset(trigger_form(word) for word in words)


def _called(text: str, trigger: Span) -> str:
    words = [word.casefold() for word in text[slice(*trigger)].split() if word[:1].isalpha()]
    return words[0] if words else ""


def _clipped(spans: Iterable[Span], sentence: Span) -> Iterator[Span]:
    for span in spans:
        start, end = max(span.start, sentence.start), min(span.end, sentence.end)
        if start < end:
            yield Span(start, end)


def _inside(figures: Iterable[Figure], reach: Sequence[Span]) -> tuple[Figure, ...]:
    return tuple(
        figure
        for figure in figures
        if any(s.start <= figure.span.start and figure.span.end <= s.end for s in reach)
    )


def _near(figures: Iterable[Figure], reach: Sequence[Span], trigger: Span) -> tuple[Figure, ...]:
    """The figures within a few words of a trigger."""
    return tuple(
        figure
        for figure in _inside(figures, reach)
        if max(trigger.start - figure.span.end, figure.span.start - trigger.end) <= _BESIDE
    )


def _strongest(events: Sequence[Event]) -> Settled | None:
    """Whether what a statement tells of happened: its first event with a type, else its first."""
    typed = [event for event in events if event.type is not None]
    return (typed or list(events))[0].settled if events else None


def _day(time: Time | None) -> str | None:
    if time is None or time.type not in ("DATE", "TIME") or not time.value[:4].isdigit():
        return None
    day = time.value.split("T")[0]
    return day if "X" not in day and "W" not in day and len(day) in (4, 7, 10) else None


def _is_past(day: str | None, published: str | None) -> bool:
    now = _ordinal((published or "")[:10])
    if day is None or now is None:
        return False
    return date.fromordinal(now).year - int(day[:4]) >= _YEARS


def _far_dates(reading: Reading) -> Iterator[tuple[Span, str]]:
    """The days that a page names, but for those about when it was published."""
    published = _ordinal((reading.page.published.value or "")[:10])
    for time in reading.times:
        day = _ordinal(time.value[:10]) if time.type in ("DATE", "TIME") else None
        if day is not None and (published is None or abs(day - published) > _ABOUT_NOW):
            yield time.span, time.value[:10]


def _dates_in(dates: Iterable[tuple[Span, str]], reach: Sequence[Span]) -> frozenset[str]:
    return frozenset(
        day for at, day in dates if any(s.start <= at.start and at.end <= s.end for s in reach)
    )


def _ordinal(day: str) -> int | None:
    try:
        return date.fromisoformat(day).toordinal() if len(day) == 10 else None
    except ValueError:
        return None


def _lengths(times: Iterable[Time]) -> Iterator[Figure]:
    """Lengths of time as figures: six weeks."""
    for time in times:
        if time.type != "DURATION" or not time.value.startswith("P"):
            continue
        body = time.value[1:]
        clock = body.startswith("T")
        number, unit = body.lstrip("T")[:-1], body[-1:]
        name = _LENGTHS.get(("T" if clock else "") + unit)
        if name and number.replace(".", "", 1).isdigit():
            yield Figure(span=time.span, value=float(number), unit=name)
