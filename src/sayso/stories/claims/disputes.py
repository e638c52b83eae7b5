"""What the pages of a story do not agree on, each by itself and one with another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from sayso.reading import DisputeSubject
from sayso.stories.claims.find import Story
from sayso.stories.claims.records import Claim, Conflict, Figure, Telling
from sayso.stories.claims.sureness import SURE

_ABOUT = 0.1
"""How far two numbers must lie apart where one is "about", as a part of the greater."""


def find_conflicts(story: Story) -> tuple[Conflict, ...]:
    """The accounts of a story that cannot both hold, each pair once.

    1. What is disputed within a page, as its reading has it.
    2. A sure claim of which some tellings have it that it happened and others that it did not.
    3. A sure claim of which tellings give different numbers.
    4. A statement that denies what another asserts.
    """
    found: dict[frozenset[tuple[str, str]], Conflict] = {}
    for conflict in (*_within(story), *_across(story), *_denials(story)):
        # A statement and the event in it are disputed in the same two sentences.
        pages = (page for page, _ in conflict.between)
        found.setdefault(frozenset(zip(pages, conflict.words, strict=True)), conflict)
    return tuple(found.values())


def _within(story: Story) -> Iterator[Conflict]:
    claim_of = _claim_of(story)
    for reading in story.readings:
        page = reading.page.id
        for dispute in reading.disputes:
            one, other = ((page, identity) for identity in dispute.between)
            claims = (claim_of.get(one), claim_of.get(other))
            yield Conflict(
                about=dispute.about,
                claims=tuple(dict.fromkeys(claim for claim in claims if claim is not None)),
                between=(one, other),
                words=(story.sentence_of(*one), story.sentence_of(*other)),
            )


def _across(story: Story) -> Iterator[Conflict]:
    for claim in story.claims:
        if claim.confidence < SURE:
            continue  # they may not be of one thing
        if (pair := _opposite(claim)) is not None:
            yield _conflict(story, "happened", claim, pair)
        if (pair := _other_figures(claim)) is not None:
            yield _conflict(story, "quantity", claim, pair)


def _conflict(
    story: Story, about: DisputeSubject, claim: Claim, pair: tuple[Telling, Telling]
) -> Conflict:
    one, other = ((telling.page, telling.ids[0]) for telling in pair)
    words = (story.sentence_of(*one), story.sentence_of(*other))
    return Conflict(about=about, claims=(claim.id,), between=(one, other), words=words)


def _opposite(claim: Claim) -> tuple[Telling, Telling] | None:
    """The first telling that has it happened and the first that has it not."""
    if claim.kind != "event":
        return None
    happened = next((one for one in claim.tellings if one.settled == "happened"), None)
    denied = next((one for one in claim.tellings if one.settled == "not_happened"), None)
    if happened is None or denied is None:
        return None
    order = {telling.page: place for place, telling in enumerate(claim.tellings)}
    one, other = sorted((happened, denied), key=lambda telling: order[telling.page])
    return one, other


def _other_figures(claim: Claim) -> tuple[Telling, Telling] | None:
    """The two tellings whose numbers are farthest apart, if both cannot be right."""
    counted = [one for one in claim.tellings if one.figures]
    apart = [
        (one, other)
        for one, other in combinations(counted, 2)
        if _exclude(one.figures[0], other.figures[0])
    ]
    return max(
        apart,
        key=lambda pair: abs(pair[0].figures[0].value - pair[1].figures[0].value),
        default=None,
    )


def _exclude(one: Figure, other: Figure) -> bool:
    low, high = sorted((one, other), key=lambda figure: figure.value)
    if low.value == high.value or low.bound == "at_least" or high.bound == "at_most":
        return False
    near = high.value - low.value <= _ABOUT * abs(high.value)
    return not (near and "about" in (low.bound, high.bound))


def _denials(story: Story) -> Iterator[Conflict]:
    claim_of = _claim_of(story)
    order = {reading.page.id: place for place, reading in enumerate(story.readings)}
    said = sorted(
        (unit for unit in story.units.all if unit.kind == "statement" and not unit.heading),
        key=lambda unit: (order[unit.page], unit.span, unit.id),
    )
    denials = [unit for unit in said if unit.polarity == "denies"]
    for denial in denials:
        for other in said:
            if story.matcher.opposes(denial, other):
                first, second = sorted((denial, other), key=said.index)
                claims = (claim_of.get(first.key), claim_of.get(second.key))
                yield Conflict(
                    about="happened",
                    claims=tuple(dict.fromkeys(claim for claim in claims if claim is not None)),
                    between=(first.key, second.key),
                    words=(story.sentence_of(*first.key), story.sentence_of(*second.key)),
                )
                break


def _claim_of(story: Story) -> dict[tuple[str, str], str]:
    return {
        (telling.page, identity): claim.id
        for claim in reversed(story.claims)
        for telling in claim.tellings
        for identity in telling.ids
    }
