"""What units mean, by the shipped branch: paraphrases are nearer than what shares their words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest

from sayso import read_text
from sayso.reading import Page, Reading
from sayso.stories.claims.find import Story
from sayso.stories.claims.meaning import Meanings
from sayso.stories.claims.units import Unit

LEADER = (
    "The finance minister stepped down on Monday after weeks of criticism. "
    "The finance minister flew home from the summit on Sunday."
)
PARAPHRASE = (
    "Ms Torvald has quit her post at the treasury, the government said. "
    "A storm shut the pass above the valley."
)


def story_of(*texts: str) -> tuple[Sequence[Unit], dict[str, Page]]:
    readings: list[Reading] = [read_text(text) for text in texts]
    story = Story(readings)
    return story.units.all, {reading.page.id: reading.page for reading in readings}


def event(units: Sequence[Unit], called: str) -> Unit:
    return next(unit for unit in units if unit.kind == "event" and unit.called == called)


@pytest.fixture(scope="module")
def told() -> tuple[Sequence[Unit], dict[str, Page]]:
    return story_of(LEADER, PARAPHRASE)


def test_a_paraphrase_is_nearer_than_another_event(
    told: tuple[Sequence[Unit], dict[str, Page]],
) -> None:
    units, pages = told
    meanings = Meanings(units, pages)
    leaves, quits = event(units, "stepped"), event(units, "quit")
    near = meanings.nearness(leaves, quits)
    for other in ("flew", "shut"):
        far = meanings.nearness(event(units, other), quits)
        assert near.sentence > far.sentence
        assert near.clause > far.clause
        assert near.beside > far.beside
        assert near.core > far.core


def test_nearness_is_of_directions(told: tuple[Sequence[Unit], dict[str, Page]]) -> None:
    meanings = Meanings(*told)
    for unit in told[0]:
        assert meanings.nearness(unit, unit) == pytest.approx((1, 1, 1, 1), abs=1e-3)


def test_nearness_is_mutual(told: tuple[Sequence[Unit], dict[str, Page]]) -> None:
    meanings = Meanings(*told)
    for one, other in combinations(told[0], 2):
        assert meanings.nearness(one, other) == meanings.nearness(other, one)


def test_the_order_of_units_does_not_matter(
    told: tuple[Sequence[Unit], dict[str, Page]],
) -> None:
    units, pages = told
    one, other = Meanings(units, pages), Meanings(units[::-1], pages)
    np.testing.assert_array_equal(one.sentences(units), other.sentences(units))


def test_a_sentence_longer_than_a_window_is_read_in_pieces() -> None:
    names = ", ".join(f"Torvald{number}" for number in range(200))
    units, pages = story_of(f"The guests were {names}, and the mayor resigned in tears.")
    resigned = event(units, "resigned")
    assert Meanings(units, pages).nearness(resigned, resigned).core == pytest.approx(1, abs=1e-3)


def test_denials_are_compared_though_they_share_no_word() -> None:
    readings = [
        read_text("“That is pure invention,” said Ada Roth, the mayor of Kelmouth."),
        read_text("Ada Roth denied that the harbour money had been spent on her villa."),
    ]
    matcher = Story(readings).matcher
    pairs = [
        [matcher.units["statement"][place] for place in pair] for pair in matcher.seen["statement"]
    ]
    assert [[unit.denies for unit in pair] for pair in pairs] == [[True, True]]
