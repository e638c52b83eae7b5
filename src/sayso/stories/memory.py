"""Stories in memory, for pages that are grouped once: a benchmark, a batch of some days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from sayso.stories.bodies import Body
from sayso.stories.copies import HOLDERS, Copy
from sayso.stories.placing import (
    BEST,
    COMPARED,
    INDEXED,
    NEAREST,
    WINDOW,
    Neighbour,
    Placement,
)
from sayso.stories.sketch import Sketch, Vector


class MemoryIndex:
    """An index of placed pages that is gone with the process."""

    def __init__(self) -> None:
        self.pages: dict[int, Neighbour] = {}
        self.related: set[tuple[int, int]] = set()
        """Pairs of stories, the one that was joined first."""
        self._having: Counter[str] = Counter()
        self._counted = 0
        self._postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._sizes: Counter[int] = Counter()

    def count(self, sketch: Sketch) -> tuple[int, Mapping[str, int]]:
        """See `Index.count`."""
        self._counted += 1
        self._having.update(sketch.terms.keys())
        return self._counted, {term: self._having[term] for term in sketch.terms}

    def near(self, terms: Mapping[str, float], day: int) -> list[Neighbour]:
        """See `Index.near`."""
        sums: defaultdict[int, float] = defaultdict(float)
        for term, value in terms.items():
            postings = self._postings.get(term, [])
            at = bisect_right(postings, (day + 1,))
            before, after = postings[max(0, at - NEAREST) : at], postings[at : at + NEAREST]
            for when, page in (*before, *after):
                if abs(when - day) <= WINDOW:
                    sums[page] += value
        most = sorted(sums, key=lambda page: (-sums[page], page))[:COMPARED]
        return [self.pages[page] for page in most]

    def size(self, story: int) -> int:
        """See `Index.size`."""
        return min(self._sizes[story], BEST)

    def add(self, page: int, day: int, vector: Vector, placement: Placement | None) -> int:
        """See `Index.add`. Stories are numbered from 1."""
        story = placement.story if placement else len(self._sizes) + 1
        self._sizes[story] += 1
        self.pages[page] = Neighbour(page=page, story=story, day=day, vector=vector)
        self.related.update((story, other) for other in (placement.related if placement else ()))
        for term in list(vector)[:INDEXED]:
            insort(self._postings[term], (day, page))
        return story


class MemoryCopies:
    """The wording of pages, gone with the process."""

    def __init__(self) -> None:
        self.copies: dict[int, Copy] = {}
        self._bodies: dict[int, Body] = {}
        self._holders: defaultdict[int, list[int]] = defaultdict(list)

    def holders(self, key: int) -> dict[int, int]:
        """See `CopyIndex.holders`."""
        pages = self._holders.get(key, [])[:HOLDERS]
        return {page: self.copies[page].of if page in self.copies else page for page in pages}

    def body(self, page: int) -> Body | None:
        """See `CopyIndex.body`."""
        return self._bodies.get(page)

    def copy_of(self, page: int) -> Copy | None:
        """See `CopyIndex.copy_of`."""
        return self.copies.get(page)

    def put(self, copy: Copy) -> None:
        """See `CopyIndex.put`."""
        self.copies[copy.page] = copy

    def drop(self, page: int) -> None:
        """See `CopyIndex.drop`."""
        del self.copies[page]

    def add(self, page: int, body: Body, keys: Iterable[int]) -> None:
        """See `CopyIndex.add`."""
        self._bodies[page] = body
        for key in keys:
            holders = self._holders[key]
            at = bisect_left(holders, page)
            if holders[at : at + 1] != [page]:
                holders.insert(at, page)
