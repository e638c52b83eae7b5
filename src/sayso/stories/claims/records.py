"""The records of claims: what several pages of one story tell, and from whom each has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.reading import Bound, DisputeSubject, Settled, Span

ClaimKind = Literal["statement", "event"]
Why = Literal["copy", "credit", "via", "wording"]
"""Why a telling rests on another: the page is its copy (`copy`), the whole page is credited to the
other's outlet (`credit`: a byline, a dateline), the words around it credit that outlet (`via`: "the
Gazette reported"), or they are the other's words (`wording`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that belongs to a claim, as one page gives it."""

    span: Span
    value: float
    unit: str | None
    """As in `Quantity`; of a length of time `year`, `month`, `week`, `day`, `hour` …"""
    bound: Bound = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A claim as one page tells it; a page tells a claim once, however often it repeats it."""

    page: str
    """Id of the page."""
    ids: tuple[str, ...]
    """Its statements and events that tell the claim, the one that tells it best first."""
    spans: tuple[Span, ...]
    """The words of each of `ids`: a statement's content from its first word to its last, an
    event's trigger."""
    outlet: str | None
    published: str | None
    source: str | None
    """On whose word the page tells it, as the page calls them; None for the page's own voice."""
    settled: Settled | None
    """Whether it happened, as the page has it; None where the claim is of no event."""
    figures: tuple[Figure, ...] = ()
    credits: tuple[str, ...] = ()
    """Names of the outlets that it rests on, the one that the page credits first."""
    copy_of: str | None = None
    """Id of the page whose telling this one copies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """That a telling rests on another; both by the id of their page."""

    of: str
    on: str | None
    """None where the outlet that it rests on has no page that tells the claim."""
    outlet: str | None
    """The outlet of what it rests on."""
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The same statement or event, as the pages of a story tell it."""

    id: str
    """Stays the same while the claim's first telling does, whatever else the story gains."""
    kind: ClaimKind
    tellings: tuple[Telling, ...]
    """In order of time."""
    origin: str
    """Id of the page that told it first, else the name of an outlet that is credited with it."""
    origin_outlet: str | None
    """The name of the outlet that told it first."""
    confidence: float
    """How sure it is that all its tellings tell one thing, 0 to 1: the probability that the page
    that agrees least with the others tells what they do. 1 for what one page alone tells."""
    independent: int
    """How many tellings rest on no other; tellings of one outlet count once."""
    spread: tuple[Edge, ...] = ()

    @property
    def figures(self) -> tuple[tuple[str, Figure], ...]:
        """Its figures over time: ids of pages and what they say; the first of each page."""
        return tuple((one.page, one.figures[0]) for one in self.tellings if one.figures)

    @property
    def factuality(self) -> tuple[tuple[str, Settled], ...]:
        """Whether it happened over time: ids of pages and what they hold."""
        return tuple((one.page, one.settled) for one in self.tellings if one.settled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Accounts of a story that cannot both hold."""

    about: DisputeSubject
    claims: tuple[str, ...]
    """Ids of the claims that it is about: one, told in two ways, or two; none where the two sides
    are told by one page alone."""
    between: tuple[tuple[str, str], tuple[str, str]]
    """Of each side the id of a page, and of its statement or event."""
    words: tuple[str, str]
    """The sentence of each side."""
