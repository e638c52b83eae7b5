"""Pages of one happening come together as they arrive, and stay together."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.pages import PageOptions, page_from_text
from sayso.reading import Page
from sayso.stories.memory import MemoryIndex
from sayso.stories.placing import NEAREST, WINDOW, Index, Placement, place
from sayso.stories.sketch import Sketch, sketch_page, weigh
from sayso.stories.words import terms_of

STORIES = {
    "tram": (
        "Tram leaves rails in Oxmoor, five hurt",
        """A tram left the rails near the Oxmoor depot on Monday morning, and five passengers were
        taken to hospital. The operator, Valley Lines, said that the driver had braked.""",
    ),
    "again": (
        "Valley Lines driver braked before Oxmoor bend",
        """The driver of the tram that derailed at the Oxmoor depot had braked, Valley Lines said.
        Five passengers are in hospital. No tram runs beyond the bend until the rails hold.""",
    ),
    "later": (
        "Oxmoor tram: inspectors look at the rails",
        """Inspectors began to measure the rails at the bend near the Oxmoor depot, where a tram of
        Valley Lines derailed. Two of the passengers have left hospital.""",
    ),
    "fares": (
        "Valley Lines to raise fares by a tenth",
        """Valley Lines will raise fares in May, the company said. A season ticket will cost ninety
        crowns. The council, which owns a third of the company, voted against it last week.""",
    ),
    "cheese": (
        "Cheese fair draws a record crowd",
        """More than nine thousand visitors tasted cheese at the fair in Lower Hambleford, and a
        blue from a farm with eleven goats took the gold medal.""",
    ),
}
TRAM, TRAM_AGAIN, TRAM_LATER, FARES, CHEESE = STORIES.values()


def page(told: tuple[str, str], day: str | None = "2026-03-02") -> Page:
    title, text = told
    return page_from_text(text, title=title, options=PageOptions(published=day, force=True))


def placed(pages: Sequence[Page], index: Index | None = None) -> list[Placement]:
    index = index or MemoryIndex()
    seen = date(2026, 6, 1)
    return [place(n, sketch_page(p, seen=seen), index) for n, p in enumerate(pages, start=1)]


def test_pages_of_one_happening_are_one_story() -> None:
    first, second, third = placed(
        [page(TRAM), page(TRAM_AGAIN, "2026-03-03"), page(TRAM_LATER, "2026-03-07")]
    )
    assert first.story == second.story == third.story
    assert first.likeness == 0
    assert 0 < second.likeness <= 1
    assert {"tram", "oxmoor"} <= set(second.words)


def test_another_happening_of_the_same_company_is_another_story() -> None:
    tram, fares, cheese = placed([page(TRAM), page(FARES), page(CHEESE)])
    assert len({tram.story, fares.story, cheese.story}) == 3
    assert not tram.related
    assert not fares.related


def test_a_happening_that_is_long_past_is_not_joined() -> None:
    first, second = placed(
        [page(TRAM, "2026-01-01"), page(TRAM_AGAIN, str(date(2026, 1, 2) + timedelta(WINDOW)))]
    )
    assert first.story != second.story


def test_pages_may_arrive_in_any_order() -> None:
    later, first = placed([page(TRAM_LATER, "2026-03-07"), page(TRAM, "2026-03-02")])
    assert later.story == first.story


def test_a_page_without_a_date_belongs_to_the_day_it_was_seen() -> None:
    undated = page(TRAM_AGAIN, None)
    assert undated.published.value is None
    index = MemoryIndex()
    first = place(1, sketch_page(page(TRAM), seen=date(2026, 3, 4)), index)
    second = place(2, sketch_page(undated, seen=date(2026, 3, 4)), index)
    assert first.story == second.story


def test_a_date_to_come_is_not_believed() -> None:
    seen = date(2026, 3, 4)
    assert sketch_page(page(TRAM, "2062-03-02"), seen=seen).day == seen.toordinal()
    assert sketch_page(page(TRAM, "2026-03-02"), seen=seen).day == date(2026, 3, 2).toordinal()


@pytest.mark.parametrize("text", ["Photos", "The and of it.", "Live: Oxmoor"])
def test_pages_of_hardly_any_word_are_not_lumped_together(text: str) -> None:
    told = (text, text)
    first, second = placed([page(TRAM), page(told)])
    assert first.story != second.story


def test_two_pages_of_the_same_few_words_are_no_proof() -> None:
    first, second = placed([page(("Photos", "Photos, Monday")), page(("Photos", "Photos, Friday"))])
    assert first.story != second.story


def test_a_page_that_fits_two_stories_joins_one_and_relates_them() -> None:
    both = (TRAM[0], f"{TRAM[1]} {CHEESE[0]}. {CHEESE[1]}")
    tram, cheese, bridge, after = placed([page(TRAM), page(CHEESE), page(both), page(CHEESE)])
    assert bridge.story == tram.story
    assert bridge.related == (cheese.story,)
    # The past stays as it was.
    assert after.story == cheese.story


def test_a_round_up_of_many_happenings_joins_none() -> None:
    others = [
        " ".join(f"{word}{n}" for word in ("harbour", "minister", "verdict", "storm", "mine"))
        for n in range(30)
    ]
    text = " ".join([TRAM[0], *others])
    tram, *_, round_up = placed([page(TRAM), page(("The week", text))])
    assert round_up.story != tram.story


def test_plurals_possessives_and_cases_are_one_word() -> None:
    assert list(terms_of("Trams’ TRAM the tram's companies' didn’t")) == [
        "tram",
        "tram",
        "tram",
        "company",
    ]


def test_weights_do_not_depend_on_the_order_of_words() -> None:
    one = Sketch(terms={"tram": 2.0, "rail": 1.0, "depot": 1.0}, day=1)
    other = Sketch(terms={"depot": 1.0, "rail": 1.0, "tram": 2.0}, day=1)
    having = dict.fromkeys(one.terms, 1).__getitem__
    assert list(weigh(one, pages=1, having=having).items()) == list(
        weigh(other, pages=1, having=having).items()
    )


def test_a_page_is_placed_at_the_same_cost_however_many_are_kept() -> None:
    """Counted in pages that are looked at, which no busy machine changes."""

    class Counting(MemoryIndex):
        looked = 0

        def near(self, terms: object, day: int) -> list[object]:  # type: ignore[override]
            found = super().near(terms, day)  # type: ignore[arg-type]
            self.looked = max(self.looked, len(found))
            return found  # type: ignore[return-value]

    index = Counting()
    placed([page(TRAM) for _ in range(3 * NEAREST)], index)  # type: ignore[arg-type]
    assert index.looked <= 40
    assert len({neighbour.story for neighbour in index.pages.values()}) == 1


WORDS = [f"{a}{b}" for a in "bdfgklmn" for b in ("ator", "ilk", "ump", "esk", "orn", "usty")]
SKETCHES = st.lists(
    st.builds(
        lambda terms, day: Sketch(terms=terms, day=day),
        st.dictionaries(st.sampled_from(WORDS), st.floats(1, 6), max_size=12),
        st.integers(1000, 1000 + 2 * WINDOW),
    ),
    max_size=25,
)


@given(SKETCHES)
def test_placing_is_deterministic(fed: list[Sketch]) -> None:
    once, again = MemoryIndex(), MemoryIndex()
    assert [place(n, s, once) for n, s in enumerate(fed)] == [
        place(n, s, again) for n, s in enumerate(fed)
    ]


@given(SKETCHES, st.randoms(use_true_random=False))
def test_what_came_before_stays_as_it_was(fed: list[Sketch], rng: random.Random) -> None:
    cut = rng.randint(0, len(fed))
    short, long = MemoryIndex(), MemoryIndex()
    before = [place(n, s, short).story for n, s in enumerate(fed[:cut])]
    for n, sketch in enumerate(fed):
        place(n, sketch, long)
    assert [long.pages[n].story for n in range(cut)] == before
    stories = [long.pages[n].story for n in range(len(fed))]
    # Numbered as they begin, without a gap.
    assert list(dict.fromkeys(stories)) == list(range(1, len(set(stories)) + 1))


@given(SKETCHES)
def test_related_stories_are_others_that_there_are(fed: list[Sketch]) -> None:
    index = MemoryIndex()
    for n, sketch in enumerate(fed):
        found = place(n, sketch, index)
        assert found.story not in found.related
        assert 0 <= found.likeness <= 1
        assert set(found.related) <= {p.story for p in index.pages.values()}
