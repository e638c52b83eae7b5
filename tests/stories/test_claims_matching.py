"""Which units are joined, by how likely pairs of them are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading import Span
from sayso.stories.claims.features import NAMES, Features
from sayso.stories.claims.grouping import JOINED, group
from sayso.stories.claims.rivals import Pair, standings
from sayso.stories.claims.rules import settled
from sayso.stories.claims.sureness import sureness
from sayso.stories.claims.trees import LEAVES, Trees, trees
from sayso.stories.claims.units import Unit


def unit(page: str, place: int, sentence: int | None = None) -> Unit:
    """The `place`-th event of a page."""
    start = place * 10
    first = start if sentence is None else sentence * 100
    return Unit(
        page=page,
        id=f"E{place}",
        kind="event",
        span=Span(start, start + 5),
        reach=(Span(start, start + 5),),
        sentence=Span(first, first + 100),
        heading=False,
        bag={},
    )


UNITS = [unit(page, place) for page in "abc" for place in range(3)]
LIKELY = 0.9


@st.composite
def chances(draw: st.DrawFn) -> dict[Pair, float]:
    pairs = [
        (i, j)
        for i in range(len(UNITS))
        for j in range(i + 1, len(UNITS))
        if UNITS[i].page != UNITS[j].page
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True))
    # No two alike: of two that are, the order of pages is allowed to decide.
    values = draw(
        st.lists(st.integers(1, 999), min_size=len(chosen), max_size=len(chosen), unique=True)
    )
    return {pair: value / 1000 for pair, value in zip(chosen, values, strict=True)}


@given(chances())
def test_every_unit_is_in_one_group(given_chances: dict[Pair, float]) -> None:
    members = [one.key for members in group(UNITS, given_chances) for one in members]
    assert sorted(members) == sorted(one.key for one in UNITS)


@given(chances())
def test_what_is_joined_has_a_likely_pair(given_chances: dict[Pair, float]) -> None:
    places = {one.key: place for place, one in enumerate(UNITS)}
    for members in group(UNITS, given_chances):
        for one in members if len(members) > 1 else []:
            partners = (tuple(sorted((places[one.key], places[two.key]))) for two in members)
            assert max(given_chances.get((i, j), 0.0) for i, j in partners) >= JOINED


@given(chances(), st.permutations(range(len(UNITS))))
def test_the_order_of_units_does_not_matter(
    given_chances: dict[Pair, float], order: list[int]
) -> None:
    def groups(units: list[Unit], known: dict[Pair, float]) -> set[frozenset[tuple[str, str]]]:
        return {frozenset(one.key for one in members) for members in group(units, known)}

    new = {old: place for place, old in enumerate(order)}
    moved = {
        (min(new[i], new[j]), max(new[i], new[j])): chance
        for (i, j), chance in given_chances.items()
    }
    assert groups(UNITS, given_chances) == groups([UNITS[old] for old in order], moved)


def test_a_page_that_does_not_agree_keeps_groups_apart() -> None:
    # a0 and b0 are one, b1 and c0 are; that a0 may be c0 joins them only where b agrees.
    units = [unit("a", 0), unit("b", 0), unit("b", 1), unit("c", 0), unit("d", 0)]
    one = {(0, 1): LIKELY, (2, 3): LIKELY, (3, 4): LIKELY, (2, 4): LIKELY, (0, 3): 0.13}
    assert sorted(map(len, group(units, one))) == [2, 3]
    assert sorted(map(len, group(units, one | {(1, 3): LIKELY, (0, 4): LIKELY}))) == [5]


def test_what_is_faint_beside_the_rest_stays_out() -> None:
    units = [unit(page, 0) for page in "abcd"]
    close = {(0, 1): LIKELY, (0, 2): LIKELY, (1, 2): LIKELY}
    faint = {(0, 3): 0.2, (1, 3): 0.2, (2, 3): 0.2}
    assert sorted(map(len, group(units, close | faint))) == [1, 3]
    assert sorted(map(len, group(units, dict.fromkeys(close, 0.2) | faint))) == [4]


def test_pages_that_copy_one_another_do_not_keep_another_wording_out() -> None:
    units = [unit(page, 0) for page in "abcd"]
    copies = {(0, 1): 0.99, (0, 2): 0.99, (1, 2): 0.99}
    reworded = {(0, 3): 0.3, (1, 3): 0.3, (2, 3): 0.3}
    assert sorted(map(len, group(units, copies | reworded))) == [4]


@given(chances())
def test_what_a_third_page_tells_as_well_supports_a_pair(known: dict[Pair, float]) -> None:
    def have(i: int, j: int) -> float:
        return known.get((min(i, j), max(i, j)), 0.0)

    for (i, j), seen in zip(known, standings(UNITS, known), strict=True):
        thirds = [
            min(have(i, k), have(j, k))
            for k, third in enumerate(UNITS)
            if third.page not in (UNITS[i].page, UNITS[j].page)
        ]
        assert seen.third == max(thirds)
        assert seen.thirds == pytest.approx(sum(sorted(thirds)[-3:]))


def test_a_pair_stands_above_what_its_units_have_with_other_sentences() -> None:
    units = [unit("a", 0), unit("b", 0, sentence=1), unit("b", 1, sentence=1), unit("b", 2, 2)]
    first, second, last = standings(units, {(0, 1): 0.8, (0, 2): 0.5, (0, 3): 0.2})
    assert (first.chance, first.lead, first.rank) == (0.8, pytest.approx(0.6), 0)
    assert (second.lead, second.rank, second.most) == (pytest.approx(0.3), 1, 0.8)
    assert last.rank == 2
    assert last.lead == pytest.approx(-0.6)


def test_a_third_page_that_tells_it_too_speaks_for_a_pair() -> None:
    units = [unit("a", 0), unit("b", 0), unit("c", 0)]
    alone, _, _ = standings(units, {(0, 1): 0.4, (0, 2): 0.9, (1, 2): 0.7})
    assert (alone.third, alone.pages) == (0.7, 3)
    (lonely,) = standings(units, {(0, 1): 0.4})
    assert lonely.third == 0


def tree(*nodes: tuple[int, float, int], value: Sequence[float]) -> dict[str, Any]:
    """A tree as `Trees` has it: of each decision what it is about, up to what it goes left, and the
    leaves on its left, as bits."""
    beyond = [(0, np.inf, 0)] * (LEAVES - 1 - len(nodes))
    feature, threshold, left = zip(*nodes, *beyond, strict=True)
    values = [*value, *[0.0] * (LEAVES - len(value))]
    return {
        "feature": feature,
        "threshold": threshold,
        "kept": [255 & ~leaves for leaves in left],
        "value": values,
    }


def forest(*grown: dict[str, Any]) -> Trees:
    of = {"feature": np.int16, "threshold": np.float64, "kept": np.uint8, "value": np.float64}
    return Trees(**{field: np.array([t[field] for t in grown], of[field]) for field in of})


def test_trees_add_up_what_their_leaves_say() -> None:
    # Is the first number at most 1? Is the second at most 5? Each adds 1 or takes 1.
    two = forest(
        tree((0, 1.0, 0b1), value=[1.0, -1.0]),
        tree((1, 5.0, 0b1), value=[1.0, -1.0]),
    )
    seen = np.array([[1.0, 5.0], [2.0, 5.0], [2.0, 6.0]])
    assert two.probabilities(seen) == pytest.approx(1 / (1 + np.exp([-2.0, 0.0, 2.0])))
    assert len(two.probabilities(np.zeros((0, 2)))) == 0


@given(st.lists(st.floats(-9, 9), min_size=2, max_size=2))
def test_a_tree_is_walked_down_as_it_is_drawn(numbers: list[float]) -> None:
    one, other = numbers
    # At the root the first number, and on either side the second.
    deep = forest(tree((0, 0.0, 0b11), (1, -3.0, 0b1), (1, 3.0, 0b100), value=[1.0, 2.0, 3.0, 4.0]))
    expected = (1 if other <= -3 else 2) if one <= 0 else (3 if other <= 3 else 4)
    found = deep.probabilities(np.array([numbers]))
    assert found == pytest.approx([1 / (1 + np.exp(-expected))])


def test_the_shipped_trees_ask_for_what_is_seen() -> None:
    alone, among = trees("alone"), trees("among")
    assert alone.feature.max() < len(NAMES)
    assert among.feature.max() >= len(NAMES)
    for one in (alone, among):
        assert np.isfinite(one.value).all()
        assert one.kept.all(), "some leaf is left on the right of every decision"


def seen(**known: float) -> Features:
    return Features(**(dict.fromkeys(NAMES, 0.0) | known))


def test_sureness_rises_with_what_the_trees_say_and_with_the_same_word() -> None:
    event = seen(event=1)
    assert sureness(event, 0.1) < sureness(event, 0.5) < sureness(event, 0.9)
    assert sureness(event, 0.5) < sureness(seen(event=1, same_word=1), 0.5)
    assert 0 < sureness(event, 0.0) < sureness(event, 1.0) < 1


def test_what_killed_another_number_years_ago_is_another_event() -> None:
    now, then = unit("a", 0), replace(unit("b", 0), past=True)
    assert settled(now, then, seen(event=1, other_number=1)) is False
    assert settled(then, then, seen(event=1, other_number=1)) is None
    assert settled(now, then, seen(event=1)) is None


def test_the_same_words_between_quotation_marks_are_one_claim() -> None:
    one, other = (replace(unit(page, 0), kind="statement") for page in "ab")
    assert settled(one, other, seen(quotation=1)) is True
    assert settled(one, other, seen(other_source=1)) is False
    assert settled(one, replace(other, polarity="declines"), seen()) is False
    assert settled(one, other, seen()) is None


def test_what_somebody_denies_and_asserts_may_be_one_thing() -> None:
    one, other = (replace(unit(page, 0), kind="statement") for page in "ab")
    denial = replace(other, polarity="denies")
    assert settled(one, denial, seen(one_denies=1)) is False
    assert settled(one, denial, seen(one_denies=1, same_source=1)) is None
    assert settled(one, denial, seen(one_denies=1, same_source=1, covered=0.7)) is False
    assert settled(one, other, seen(one_denies=1)) is None
