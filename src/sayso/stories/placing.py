"""Where a page belongs: into a story that is there, or into one of its own.

A page is compared to the pages of the last and the next 90 days that share a weighty word with it,
of each such word no more than a fixed number: so placing one costs the same however many are kept.
A page that is placed stays where it is, and so do the others. Where a page would fit two stories it
joins the likelier, and the other is noted as related; nothing is merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from sayso.stories.sketch import Sketch, Vector, likeness, weigh

THRESHOLD: Final = 0.14
"""A page joins the story to which it is as like as this. From 0.12 to 0.15 B³ F1 is the same within
half a point on news-clusters, on whole pages and on their first 100 words, and on the happenings in
`examples/`."""
WINDOW: Final = 90
"""Days between two pages beyond which they are not compared. With 30 days B³ F1 is a point lower,
with 400 two points higher: a few of those stories came up again months later."""
SLOWNESS: Final = 14.0
"""After so many days two pages must be 1.4 times as alike as on one day, after thrice as many
twice: of pages on one beat those of one happening stand close together. With 30 a few more of those
old stories are found again, and more of PolNeAR's campaign grows together."""
BEST: Final = 3
"""A page is as like a story as it is, on average, to this many of its pages, or to all of fewer:
with one alone stories grow into each other, with all of them long ones lose their ends."""
INDEXED: Final = 16
"""Words by which a page is found, the heaviest of it."""
NEAREST: Final = 24
"""Pages looked at for each of those words on either side of the page's own day. With 16 and 48 the
figures of news-clusters are the same, also among 5,000 pages made of its words on its days."""
COMPARED: Final = 40
"""Pages that are compared, those that share most with the page. With 24, B³ F1 among those made
pages is half a point lower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A page that shares a weighty word with another."""

    page: int
    story: int
    day: int
    vector: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a page belongs, and how like it is to the rest of that story."""

    story: int
    likeness: float = 0.0
    """From 0 to 1; 0 for a story's first page."""
    words: tuple[str, ...] = ()
    """Words that the page shares with the nearest page of the story, the weightiest first."""
    related: tuple[int, ...] = ()
    """Other stories that it would have fitted."""


class Index(Protocol):
    """The pages that have been placed, in memory or in an archive."""

    def count(self, sketch: Sketch) -> tuple[int, Mapping[str, int]]:
        """Counts a page in; how many pages there are now, and how many have each of its terms."""
        ...

    def near(self, terms: Mapping[str, float], day: int) -> Iterable[Neighbour]:
        """At most `COMPARED` pages that share most of `terms`, by the sum of their values.

        Of each term, the last `NEAREST` pages up to `day` and the first `NEAREST` after it count,
        by day and number, as far as they lie within `WINDOW`; of equal sums, lower pages first.
        """
        ...

    def size(self, story: int) -> int:
        """How many pages a story has; `BEST` may stand for more."""
        ...

    def add(self, page: int, day: int, vector: Vector, placement: Placement | None) -> int:
        """Keeps a page, in a new story without a placement; the number of its story."""
        ...


def place(
    page: int,
    sketch: Sketch,
    index: Index,
    *,
    original: int | None = None,
    threshold: float = THRESHOLD,
) -> Placement:
    """Puts a page where it belongs, and says where that is.

    `original` is the story of the page that it was made of, which it joins however short it is.
    """
    pages, having = index.count(sketch)
    vector = weigh(sketch, pages=pages, having=having.__getitem__)
    found = choose(vector, sketch.day, index, original=original, threshold=threshold)
    story = index.add(page, sketch.day, vector, found)
    return found or Placement(story=story)


def choose(
    vector: Vector,
    day: int,
    index: Index,
    *,
    original: int | None = None,
    threshold: float = THRESHOLD,
) -> Placement | None:
    """The story that a page belongs to; None where it begins one."""
    terms = dict(list(vector.items())[:INDEXED])
    likenesses: dict[int, list[float]] = {}
    nearest: dict[int, tuple[float, Neighbour]] = {}
    for neighbour in index.near({term: weight**2 for term, weight in terms.items()}, day):
        value = likeness(vector, neighbour.vector) * fading(abs(day - neighbour.day))
        likenesses.setdefault(neighbour.story, []).append(value)
        if value > nearest.get(neighbour.story, (0.0,))[0]:
            nearest[neighbour.story] = (value, neighbour)
    fits: dict[int, float] = {}
    for story, values in likenesses.items():
        alike = sum(sorted(values)[-BEST:])
        # The rest of a story can but lower this, so of most stories it need not be asked for.
        if story == original or alike / min(BEST, len(values)) >= threshold:
            fits[story] = alike / min(BEST, max(index.size(story), len(values)))
    # Equal ones in the order in which the stories began.
    fitting = sorted(
        (story for story, value in fits.items() if value >= threshold),
        key=lambda story: (-fits[story], story),
    )
    if original is not None:
        fitting = [original, *(story for story in fitting if story != original)]
    if not fitting:
        return None
    best = fitting[0]
    return Placement(
        story=best,
        likeness=round(min(fits.get(best, 0.0), 1.0), 4),
        words=_shared(vector, nearest[best][1].vector) if best in nearest else (),
        related=tuple(fitting[1:]),
    )


def fading(days: int) -> float:
    """How much a likeness counts across so many days."""
    return float((1 + days / SLOWNESS) ** -0.5) if days <= WINDOW else 0.0


def _shared(one: Vector, other: Vector) -> tuple[str, ...]:
    shared = [term for term in one if term in other]
    return tuple(sorted(shared, key=lambda term: -one[term] * other[term])[:_SHOWN])


_SHOWN: Final = 5
