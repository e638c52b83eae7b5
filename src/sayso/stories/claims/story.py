"""A story as all its pages tell it: what happened when, who says what, what is disputed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from sayso.reading import Naming, Polarity, Reading, Settled, Span
from sayso.stories.claims.disputes import find_conflicts
from sayso.stories.claims.find import Story
from sayso.stories.claims.records import Claim, Conflict, Why
from sayso.stories.claims.sentences import sentence_at, sentences_of
from sayso.stories.claims.units import Unit
from sayso.stories.claims.words import tokens_of

_LEAD: Final = 3
"""Sentences of a page, its title among them, that tell what it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A page of a story."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that happens on a day, as the page says that tells it last."""

    day: str
    """ISO 8601: a day, a month or a year."""
    claim: str | None
    """Id of the claim, None for what one page alone tells."""
    page: str
    event: str
    words: str
    """The sentence that tells it."""
    settled: Settled
    source: str | None
    """On whose word, None for the page's own voice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a source says, with the outlets that have it."""

    claim: str | None
    """Id of the claim, None for what one page alone tells."""
    page: str
    statement: str
    words: str
    polarity: Polarity
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySource:
    """A source of the story, who may speak on several of its pages."""

    name: str
    naming: Naming
    role: str | None
    outlets: tuple[str, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """That an outlet rests on another, and in how many claims."""

    outlet: str
    on: str
    claims: int
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTelling:
    """A story as its pages tell it; everything in it is in their words."""

    headline: str | None
    """The headline that has most of what all pages are about; that of one of them."""
    headline_page: str | None
    pages: tuple[StoryPage, ...]
    """In order of time."""
    timeline: tuple[Moment, ...]
    sources: tuple[StorySource, ...]
    """Those first of whom most outlets have something."""
    claims: tuple[Claim, ...]
    words: Mapping[str, str]
    """Id of a claim → how its first page puts it: what is said, or the event's sentence."""
    conflicts: tuple[Conflict, ...]
    rests: tuple[Rest, ...]

    def distinct(self) -> tuple[Claim, ...]:
        """The claims, without those that the words of one before tell too, on pages that have it:
        what somebody says, and the event in it.
        """
        found: list[Claim] = []
        for claim in self.claims:
            words, pages = self.words.get(claim.id, ""), {one.page for one in claim.tellings}
            if not any(
                pages <= {one.page for one in other.tellings}
                and _is_inside(words, self.words.get(other.id, ""))
                for other in found
            ):
                found.append(claim)
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """It as JSON has it: records as objects, in the order of their fields."""
        return asdict(self)


def _is_inside(one: str, other: str) -> bool:
    return one in other or other in one


def tell(readings: Iterable[Reading], copies: Mapping[str, str] | None = None) -> StoryTelling:
    """The story that the pages of `readings` tell together; they may come in any order.

    `copies` says of pages (by id) of which earlier page they are a copy.
    """
    story = Story(readings, copies)
    central = _central(story)
    return StoryTelling(
        headline=_line(central.page.title) if central is not None else None,
        headline_page=None if central is None else central.page.id,
        pages=tuple(
            StoryPage(
                id=reading.page.id,
                title=_line(reading.page.title),
                outlet=story.outlets.of_page(reading.page.id),
                published=reading.page.published.value,
                url=reading.page.url,
            )
            for reading in story.readings
        ),
        timeline=_timeline(story),
        sources=_sources(story),
        claims=story.claims,
        words={claim.id: _words_of(story, claim) for claim in story.claims},
        conflicts=find_conflicts(story),
        rests=_rests(story),
    )


def _line(words: str | None) -> str | None:
    return " ".join(words.split()) if words and words.strip() else None


def _central(story: Story) -> Reading | None:
    """The page whose title has most of what the other pages begin with, the first of equals."""
    titled = [reading for reading in story.readings if _line(reading.page.title)]
    leads = {r.page.id: _lead_forms(r) for r in story.readings}

    def share(reading: Reading) -> float:
        forms = {token.form for token in tokens_of(reading.page.title or "")}
        others = [lead for page, lead in leads.items() if page != reading.page.id]
        held = sum(len(forms & lead) for lead in others)
        return held / (len(forms) + 1) if forms else 0.0

    return max(titled, key=share, default=None)


def _lead_forms(reading: Reading) -> set[str]:
    page = reading.page
    spans = sentences_of(page)[:_LEAD]
    return {token.form for span in spans for token in tokens_of(page.text, *span)}


def _words_of(story: Story, claim: Claim) -> str:
    first = claim.tellings[0]
    return _quoted(story, first.page, first.spans[0], claim.kind == "statement")


def _quoted(story: Story, page: str, span: Span, said: bool) -> str:
    """The words of a statement, or the sentence that an event stands in."""
    text = story.by_page[page].page.text
    if said:
        return _line(text[slice(*span)]) or ""
    sentence = sentence_at(sentences_of(story.by_page[page].page), span.start) or span
    return _line(text[slice(*sentence)]) or ""


def _timeline(story: Story) -> tuple[Moment, ...]:
    """The dated events, one for a sentence: those of claims, and those of a type of one page."""
    found: list[tuple[int, Moment]] = []
    taken: set[tuple[str, str]] = set()
    in_claims: set[tuple[str, str]] = set()
    for claim, units in zip(story.claims, story.claim_units, strict=True):
        if claim.kind != "event":
            continue
        in_claims.update(unit.key for unit in units)
        days = Counter(unit.day for unit in units if unit.day)
        if not days:
            continue
        # Of several days the one that most pages give, and of those the most exact one.
        day = max(days, key=lambda one: (days[one], len(one), one))
        last = claim.tellings[-1].page
        unit = min((u for u in units if u.page == last), key=lambda u: (u.heading, u.span, u.id))
        found += _moment(story, unit, day, claim.id, taken)
    for unit in story.units.all:
        if unit.day and unit.type and unit.kind == "event" and unit.key not in in_claims:
            found += _moment(story, unit, unit.day, None, taken)
    return tuple(moment for _, moment in sorted(found, key=lambda one: (one[1].day, one[0])))


def _moment(
    story: Story, unit: Unit, day: str, claim: str | None, taken: set[tuple[str, str]]
) -> Iterator[tuple[int, Moment]]:
    words = _quoted(story, unit.page, unit.span, False)
    if unit.settled is None or (day, words) in taken:
        return
    taken.add((day, words))
    source = story.names.entity(unit.page, unit.source)
    order = next(i for i, r in enumerate(story.readings) if r.page.id == unit.page)
    yield (
        order * 1_000_000 + unit.span.start,
        Moment(
            day=day,
            claim=claim,
            page=unit.page,
            event=unit.id,
            words=words,
            settled=unit.settled,
            source=_line(source.name) if source is not None else None,
        ),
    )


def _sources(story: Story) -> tuple[StorySource, ...]:
    claim_of = {
        unit.key: (claim, units)
        for claim, units in zip(story.claims, story.claim_units, strict=True)
        if claim.kind == "statement"
        for unit in units
    }
    said: dict[str, list[Said]] = defaultdict(list)
    entities: dict[str, tuple[str, Naming, str | None]] = {}
    told: set[tuple[str, str]] = set()
    for reading in story.readings:
        page = reading.page.id
        for unit in story.units.all:
            if unit.page != page or unit.kind != "statement" or unit.source is None:
                continue
            entity = story.names.entity(page, unit.source)
            if entity is None or story.outlets.resolve(entity.name) is not None:
                # Outlets relay what others say.
                continue
            name = " ".join(entity.name.split())
            # Those without a name are one where they are called the same.
            who = story.names.key(page, unit.source) or f"{entity.naming} {name.casefold()}"
            known = entities.get(who, (name, entity.naming, entity.role))
            longer = max(known[0], name, key=len) if entity.naming == "named" else known[0]
            entities[who] = (longer, known[1], known[2] or entity.role)
            claim, units = claim_of.get(unit.key, (None, [unit]))
            if claim is not None and (who, claim.id) in told:
                continue
            if claim is not None:
                told.add((who, claim.id))
            theirs = {
                one.page
                for one in units
                if story.names.kinship((page, unit.source), (one.page, one.source))
                in ("same", "related")
            }
            pages = [r.page.id for r in story.readings if r.page.id in theirs | {page}]
            outlets = dict.fromkeys(o for p in pages if (o := story.outlets.of_page(p)))
            said[who].append(
                Said(
                    claim=claim.id if claim is not None else None,
                    page=page,
                    statement=unit.id,
                    words=_quoted(story, page, unit.span, True),
                    polarity=unit.polarity,
                    outlets=tuple(outlets),
                )
            )
    found = [
        StorySource(
            name=entities[who][0],
            naming=entities[who][1],
            role=entities[who][2],
            outlets=tuple(dict.fromkeys(o for one in theirs for o in one.outlets)),
            said=tuple(theirs),
        )
        for who, theirs in said.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.outlets), -len(one.said))))


def _rests(story: Story) -> tuple[Rest, ...]:
    found: dict[tuple[str, str], list[Why]] = defaultdict(list)
    for claim in story.claims:
        for edge in claim.spread:
            outlet = story.outlets.of_page(edge.of)
            if outlet is not None and edge.outlet is not None:
                found[outlet, edge.outlet].append(edge.why)
    rests = [
        Rest(outlet=one, on=other, claims=len(why), why=tuple(sorted(set(why))))
        for (one, other), why in found.items()
    ]
    return tuple(sorted(rests, key=lambda one: (-one.claims, one.outlet, one.on)))
