"""Which pages are copies of which: whole, cut or rewritten, each joined to its original.

Pages are found by MinHash: of each sentence the runs of words with the lowest hashes are its keys,
so that a sentence is found again wherever it stands, whatever was cut around it, and mostly even if
some of its words were changed. What is found is then compared run by run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol

from sayso.archive.packing import utc
from sayso.reading import Page, Span
from sayso.stories.bodies import Body, Sentence, sentences_of
from sayso.stories.credits import agency_of, credited, credits_of

CopyKind = Literal["copy", "cut", "rewrite"]

WHOLE: Final = 0.8
"""Share of a page's wording that is the other's, from which on it counts as all of it."""
SHARED: Final = 0.3
"""Share of the shorter page's wording that stands in the other, from which on one was made of the
other. On news-clusters, of two pages about one event 18 of 352 share as much, and they are agency
stories that both took; of the 334 others four share more than 0.2."""
CREDITED: Final = 0.2
"""The same where one credits the other's outlet, or both credit the same agency."""
SAME_OUTLET: Final = 0.6
"""The same where both are of one outlet, whose pages share lines about it and what went before."""
LEAST: Final = 12
"""Runs that are shared at least, about two sentences: of short pages a few phrases are a third."""
TOUCHED: Final = 0.2
"""Share of a sentence's runs that stand in a sentence of the other page, from which on that is what
it was made of."""
KEYS: Final = 2
"""Keys of a sentence."""
SEED: Final = 1
LEAST_RUNS: Final = 5
"""Runs of a sentence that has keys: eight words. Shorter ones are many pages' by chance."""
LEAST_KEYS: Final = 2
"""Keys that two pages share at least before they are compared."""
HOLDERS: Final = 16
"""Pages looked at for a key, the first that came: what more pages share are phrases, or an agency's
story, whose original is among the first. With 64 `benchmarks.copies` gives the same."""
FORMULA: Final = 4
"""A sentence that pages of so many different origins have says nothing of where a page is from."""
TRIED: Final = 5
"""Pages that are compared, those that share most, and least common, keys."""
MISSES: Final = 2
"""After so many that are no copies the rest, which share less, are not compared any more: reading
their wording back is most of what a page costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A page that was made of another."""

    page: int
    of: int
    kind: CopyKind
    """`copy`: all of the other and little else; `cut`: nothing else, but not all of it;
    `rewrite`: a good part of either is the other's."""
    shared: float
    """Share of the page's wording that stands in the other."""
    kept: float
    """Share of the other's wording that stands in the page."""
    other_headline: bool
    credit: str | None = None
    """The outlet that it credits itself to, or the agency that both do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a copy changed, in spans of sentences in the text of the page that is named."""

    headline: tuple[str | None, str | None] | None
    """The other's and the page's, where they differ."""
    cut: tuple[Span, ...]
    """Sentences of the other that the page has not."""
    added: tuple[Span, ...]
    """Sentences of the page that the other has not."""
    changed: tuple[tuple[Span, Span], ...]
    """Sentences that both have, not in the same words: the other's, and the page's."""


class CopyIndex(Protocol):
    """The pages whose wording is known, in memory or in an archive."""

    def holders(self, key: int) -> Mapping[int, int]:
        """The first `HOLDERS` pages that have a key, each with what it was made of, or itself."""
        ...

    def body(self, page: int) -> Body | None:
        """The wording of a page; None if it is not there any more."""
        ...

    def copy_of(self, page: int) -> Copy | None:
        """What a page was made of."""
        ...

    def put(self, copy: Copy) -> None:
        """Notes what a page was made of, in place of what was noted before."""
        ...

    def drop(self, page: int) -> None:
        """Notes that a page was made of none that is there."""
        ...

    def add(self, page: int, body: Body, keys: Iterable[int]) -> None:
        """Keeps a page's wording and its keys."""
        ...


def body_of(page: Page, *, seen: str) -> Body:
    """The wording of a page. `seen` is when it was fetched, in ISO 8601 and UTC.

    A day without a time is taken for its end: who gives the time of day was there before.
    """
    moment = utc(page.published.value) or seen
    if len(moment) <= len("2026-03-02"):
        moment += "~"
    sentences = sentences_of(page)
    return Body(
        sentences=sentences,
        runs=frozenset().union(*(sentence.runs for sentence in sentences)),
        moment=moment,
        title=page.title,
        outlet=page.outlet,
        credits=credits_of(page),
    )


def keys_of(body: Body) -> dict[int, Sentence]:
    """The keys by which a page is found, each a number of 33 bits, and the sentence it is of."""
    # rensa ships no type information.
    from rensa import RMinHash  # type: ignore[import-untyped]

    keys: dict[int, Sentence] = {}
    for sentence in body.sentences:
        if len(sentence.runs) >= LEAST_RUNS:
            # One by one: many at once go through a pool of threads, which a page is too small for.
            lowest = RMinHash(KEYS, SEED)
            lowest.update(sorted(sentence.runs))
            for number, value in enumerate(lowest.digest()):
                keys.setdefault((number << 32) | value, sentence)
    return keys


def join(page: int, body: Body, index: CopyIndex) -> Copy | None:
    """Notes what a page was made of, and which pages that are there were made of it.

    A page that has changed is joined again. What was made of it before stays what it was.
    """
    keys = keys_of(body)
    holders = {key: index.holders(key) for key in keys}
    common = _common(holders)
    formulas = frozenset().union(*(keys[key].runs for key in common))
    body = _without(body, formulas)
    originals: list[tuple[bool, str, int, Body]] = []
    followers: list[tuple[int, Body]] = []
    misses = 0
    telling = {key: pages for key, pages in holders.items() if key not in common}
    for number in _candidates(telling, page):
        if misses == MISSES:
            break
        found = index.body(number)
        if found is None or not is_made_of(body, other := _without(found, formulas)):
            misses += 1
            continue
        if comes_before(number, other, page, body):
            named = credited(body.credits, other.outlet)
            originals.append((not named, other.moment, number, other))
        else:
            followers.append((number, other))
    index.add(page, body, keys)
    copy = None
    if originals:
        *_, number, other = min(originals, key=lambda found: found[:3])
        copy = _copy(page, body, number, other)
        index.put(copy)
    elif index.copy_of(page) is not None:
        index.drop(page)
    for number, other in followers:
        before = index.copy_of(number)
        if before is not None and before.of != page:
            present = index.body(before.of)
            if present is not None and comes_before(before.of, present, page, body):
                continue
        if number not in _chain(page, index):
            index.put(_copy(number, other, page, body))
    return copy


def _common(holders: Mapping[int, Mapping[int, int]]) -> set[int]:
    """The keys of sentences that pages of many origins have: lines about the outlet, say."""
    return {key for key, pages in holders.items() if len(set(pages.values())) >= FORMULA}


def _without(body: Body, runs: frozenset[str]) -> Body:
    return replace(body, runs=body.runs - runs) if runs else body


def _candidates(holders: Mapping[int, Mapping[int, int]], but: int) -> list[int]:
    weights: defaultdict[int, float] = defaultdict(float)
    shared: defaultdict[int, int] = defaultdict(int)
    for pages in holders.values():
        for page in pages:
            weights[page] += 1 / len(pages)
            shared[page] += 1
    enough = [page for page, count in shared.items() if count >= LEAST_KEYS and page != but]
    return sorted(enough, key=lambda page: (-weights[page], page))[:TRIED]


def _chain(page: int, index: CopyIndex) -> set[int]:
    """The pages that a page was made of, and those that they were made of."""
    chain: set[int] = set()
    while (copy := index.copy_of(page)) is not None and copy.of not in chain:
        chain.add(copy.of)
        page = copy.of
    return chain


def is_made_of(one: Body, other: Body) -> bool:
    """Whether one of two pages was made of the other, or both of a third."""
    shared = len(one.runs & other.runs)
    shorter = min(len(one.runs), len(other.runs))
    if shared < LEAST:
        return False
    if one.outlet is not None and one.outlet == other.outlet:
        return shared / shorter >= SAME_OUTLET
    return shared / shorter >= (CREDITED if credit_between(one, other) else SHARED)


def credit_between(one: Body, other: Body) -> str | None:
    """The outlet of one that the other credits, or the agency that both credit."""
    if credited(one.credits, other.outlet):
        return other.outlet
    if credited(other.credits, one.outlet):
        return one.outlet
    agency = agency_of(one.credits)
    return agency if agency and agency == agency_of(other.credits) else None


def comes_before(one: int, body: Body, other: int, other_body: Body) -> bool:
    """Whether page `one` is the original of the two: it is credited by the other, or is earlier.

    Of two of one moment it is the one that came in first.
    """
    is_named = credited(other_body.credits, body.outlet)
    names = credited(body.credits, other_body.outlet)
    if is_named != names:
        return is_named
    return (body.moment, one) < (other_body.moment, other)


def _copy(page: int, body: Body, of: int, original: Body) -> Copy:
    common = len(body.runs & original.runs)
    shared, kept = common / len(body.runs), common / len(original.runs)
    kind: CopyKind = "rewrite"
    if shared >= WHOLE:
        kind = "copy" if kept >= WHOLE else "cut"
    return Copy(
        page=page,
        of=of,
        kind=kind,
        shared=round(shared, 4),
        kept=round(kept, 4),
        other_headline=body.title != original.title,
        credit=credit_between(body, original),
    )


def changes_between(page: Body, of: Body) -> Changes:
    """What `page` changed of `of`, sentence by sentence."""
    added: list[Span] = []
    changed: list[tuple[Span, Span]] = []
    for sentence in _worded(page):
        share, nearest = _nearest(sentence, of)
        if nearest is None or share < TOUCHED:
            added.append(sentence.span)
        elif sentence.runs != nearest.runs:
            changed.append((nearest.span, sentence.span))
    cut = [s.span for s in _worded(of) if len(s.runs & page.runs) < TOUCHED * len(s.runs)]
    return Changes(
        headline=(of.title, page.title) if of.title != page.title else None,
        cut=tuple(cut),
        added=tuple(added),
        changed=tuple(changed),
    )


def _worded(body: Body) -> list[Sentence]:
    """Sentences that have words enough outside of quotation marks to be compared."""
    return [sentence for sentence in body.sentences if sentence.runs]


def _nearest(sentence: Sentence, other: Body) -> tuple[float, Sentence | None]:
    """The sentence of the other page that shares most runs, and how many of all those are."""
    best = max(
        other.sentences, key=lambda s: (len(s.runs & sentence.runs), -len(s.runs)), default=None
    )
    if best is None:
        return 0.0, None
    return len(best.runs & sentence.runs) / len(sentence.runs), best
