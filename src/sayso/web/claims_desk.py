"""What the pages of a story tell together: found when somebody asks, and held while the story stays
as it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from sayso.archive.index import words
from sayso.archive.stored import reading_of
from sayso.reading import DisputeSubject, Reading, Settled
from sayso.stories.board import StoryPage, count_pages, first_pages
from sayso.stories.claims import SURE, Claim, Conflict, Rest, StoryTelling
from sayso.views.sentences import excerpt_of, sentence_of
from sayso.web.counting import Counting
from sayso.web.shelf import Shelf

MOST: Final = 20
"""Pages of a story that are compared at once. What comparing takes grows with more than the square
of them: in the largest story of an archive of 3,000 pages 3 seconds of a processor for 20, 11 for
35."""
FIRST: Final = 10
"""Pages of the beginning of a story that all later ones are compared with, twenty at a time, since
who told it first is most often among them: 9 seconds for each twenty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim as one page tells it."""

    page_id: int
    id: str
    outlet: str | None
    published: str | None
    source: str | None
    words: str
    settled: Settled | None
    figures: tuple[str, ...]
    """As the page gives them: `at least 31 people`."""
    rests_on: str | None
    """The outlet that it has the claim from; empty where that is not said, None where from none."""
    why: Literal["copy", "credit", "via", "wording"] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldClaim:
    """A claim of a story with all of its tellings."""

    id: str
    kind: Literal["statement", "event"]
    words: str
    """Of its first telling."""
    origin: str
    """The outlet that told it first, as far as is known."""
    independent: int
    """Tellings that rest on no other."""
    confidence: float
    """How sure it is that the tellings are of one thing, 0 to 1."""
    tellings: tuple[Told, ...]
    edges: tuple[tuple[int, int | None, str], ...]
    """Of each telling that rests on another: its place among the tellings, that of the other or
    None where that has no page, and the other's outlet."""
    figures_differ: bool
    accounts_differ: bool
    """Whether some hold that it happened and others do not."""

    @property
    def is_sure(self) -> bool:
        """Whether the tellings are said to be of one thing, and not that they may be."""
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that happens on a day, as the page says that tells it last."""

    day: str
    """ISO 8601: a day, a month or a year."""
    words: str
    settled: Settled
    source: str | None
    """On whose word, None for the page's own voice."""
    outlet: str | None
    page_id: int
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An account that cannot hold if the other does."""

    outlet: str | None
    words: str
    page_id: int
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """Two accounts that cannot both hold."""

    about: DisputeSubject
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """What the pages of a story tell together."""

    claims: tuple[ToldClaim, ...]
    """What at least two of them tell, the most often told first."""
    disputes: tuple[Disputed, ...]
    timeline: tuple[Moment, ...]
    rests: tuple[Rest, ...]
    """Which outlets rest on which."""
    after: int = 0
    """How many pages came before those that were compared."""
    compared: int = 0
    """How many were, those with each other and with the first pages of the story."""
    pages: int = 0
    """How many the story has."""


Compare = Callable[[Sequence[Reading], Mapping[str, str]], StoryTelling]
"""As `sayso.stories.claims.tell`."""


class ClaimsDesk:
    """Compares the pages of one story at a time, in the background. Used from any thread."""

    def __init__(self, shelf: Shelf, compare: Compare) -> None:
        self._shelf = shelf
        self._compare = compare
        self._counting: Counting[ToldStory] = Counting()

    def told(self, story_id: int, *, after: int = 0, patience: float) -> ToldStory | None:
        """What pages of a story tell together; None if that takes longer than `patience`.

        The pages are the first `MOST`, or those that come `after` so many (of whole lots of them).
        It goes on being found out, so whoever asks again will be told. Raises `UnknownStoryError`.
        """
        after -= after % MOST
        with self._shelf.reading() as connection:
            total, _ = count_pages(connection, story_id)
            pages = first_pages(connection, story_id, limit=MOST, offset=after)
            first = first_pages(connection, story_id, limit=FIRST) if after else ()
            marks = ", ".join("?" * len(first + pages))
            versions = connection.execute(
                f"SELECT version_id FROM pages WHERE page_id IN ({marks}) ORDER BY page_id",
                [page.page_id for page in first + pages],
            ).fetchall()
        copies = [page.copy_of for page in first + pages]
        key = (story_id, after, *(version for (version,) in versions), *copies)
        # The key changes with the pages, so that what is held is never old, and not with others.
        held = self._counting.ask(key, lambda: self._find(first, pages), state=0, patience=patience)
        return None if held is None else replace(held.result, after=after, pages=total)

    def close(self) -> None:
        """Ends the thread."""
        self._counting.close()

    def _find(self, first: Sequence[StoryPage], pages: Sequence[StoryPage]) -> ToldStory:
        if not pages:
            return ToldStory(claims=(), disputes=(), timeline=(), rests=())
        with self._shelf.reading() as connection:
            readings = {
                page.page_id: reading_of(connection, page.page_id) for page in (*first, *pages)
            }
        digests = {page_id: reading.page.id for page_id, reading in readings.items()}
        copies = {
            digests[page.page_id]: digests[page.copy_of]
            for page in (*first, *pages)
            if page.copy_of in digests
        }
        story = self._compare(list(readings.values()), copies)
        return _told(story, readings, {digests[page.page_id] for page in pages})


def _told(
    story: StoryTelling, readings: Mapping[int, Reading], about: Collection[str]
) -> ToldStory:
    """What is told by the pages that it is `about`, perhaps together with others."""
    page_ids = {reading.page.id: page_id for page_id, reading in readings.items()}
    outlets = {page.id: page.outlet for page in story.pages}
    theirs = {outlets.get(page) for page in about}

    def side(page: str, record_id: str) -> Side:
        page_id = page_ids[page]
        return Side(
            outlet=outlets.get(page),
            words=_words(readings[page_id], record_id),
            page_id=page_id,
            id=record_id,
        )

    def disputed(conflict: Conflict) -> Disputed:
        one, other = conflict.between
        return Disputed(about=conflict.about, sides=(side(*one), side(*other)))

    return ToldStory(
        claims=tuple(
            _claim(claim, page_ids, readings)
            for claim in story.distinct()
            if any(telling.page in about for telling in claim.tellings)
        ),
        disputes=tuple(
            disputed(conflict)
            for conflict in story.conflicts
            if any(page in about for page, _ in conflict.between)
        ),
        timeline=tuple(
            Moment(
                day=moment.day,
                words=moment.words,
                settled=moment.settled,
                source=moment.source,
                outlet=outlets.get(moment.page),
                page_id=page_ids[moment.page],
                id=moment.event,
            )
            for moment in story.timeline
            if moment.page in about
        ),
        rests=tuple(rest for rest in story.rests if rest.outlet in theirs),
        compared=len(about),
    )


def _claim(claim: Claim, page_ids: Mapping[str, int], readings: Mapping[int, Reading]) -> ToldClaim:
    places = {telling.page: place for place, telling in enumerate(claim.tellings)}
    edges = {edge.of: edge for edge in claim.spread}
    tellings = []
    for telling in claim.tellings:
        page_id = page_ids[telling.page]
        text = readings[page_id].page.text
        edge = edges.get(telling.page)
        tellings.append(
            Told(
                page_id=page_id,
                id=telling.ids[0],
                outlet=telling.outlet,
                published=telling.published,
                source=telling.source,
                words=_words(readings[page_id], telling.ids[0]),
                settled=telling.settled,
                figures=tuple(words(text, [figure.span]) for figure in telling.figures[:2]),
                rests_on=(edge.outlet or "") if edge else None,
                why=edge.why if edge else None,
            )
        )
    first = {figure.value for _, figure in claim.figures}
    return ToldClaim(
        id=claim.id,
        kind=claim.kind,
        words=tellings[0].words,
        origin=claim.origin_outlet or claim.tellings[0].outlet or "",
        independent=claim.independent,
        confidence=claim.confidence,
        tellings=tuple(tellings),
        edges=tuple(
            (places[edge.of], places.get(edge.on or ""), edge.outlet or "")
            for edge in claim.spread
            if edge.of in places
        ),
        figures_differ=len(first) > 1,
        accounts_differ=len({settled for _, settled in claim.factuality}) > 1,
    )


def _words(reading: Reading, record_id: str) -> str:
    """What a statement or an event says: the content, or the sentence around the trigger."""
    page = reading.page
    for statement in reading.statements:
        if statement.id == record_id:
            return words(page.text, statement.content_spans)
    for event in reading.events:
        if event.id == record_id:
            sentence = sentence_of(page.text, page.blocks, event.trigger)
            excerpt = excerpt_of(page.text, sentence, event.trigger, 200)
            return " ".join(f"{excerpt.before}{excerpt.words}{excerpt.after}".split())
    return record_id
