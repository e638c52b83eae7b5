"""A story on the terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import Problem, Reading, read_all
from sayso.stories.claims import tell
from sayso.views.lines import console_for
from sayso.views.story import print_story
from tests.strategies import readings

HAPPENINGS = Path(__file__).parent.parent / "stories" / "happenings"


def shown(found: list[Reading]) -> str:
    stream = io.StringIO()
    print_story(tell(found), console_for(stream))
    return stream.getvalue()


@pytest.fixture(scope="module")
def bridge() -> list[Reading]:
    found = []
    for reading in read_all([HAPPENINGS / "bridge"]):
        assert not isinstance(reading, Problem), reading
        found.append(reading)
    return found


def test_its_headline_is_that_of_a_page(bridge: list[Reading]) -> None:
    headline = shown(bridge).splitlines()[0]
    assert headline in {reading.page.title for reading in bridge}
    assert "Calder Bridge" in headline


def test_it_says_who_told_what_and_who_rests_on_whom(bridge: list[Reading]) -> None:
    text = " ".join(shown(bridge).split())
    assert "5 pages of 5 outlets · 14 April 2026 – 15 April 2026" in text
    assert "first Meridian Wire · then The Kestrel Post" in text
    assert "◆ Imogen Sparrow" in text
    assert "The Kestrel Post → Meridian Wire · is credited to it" in text


def test_it_is_eighty_columns_wide(bridge: list[Reading]) -> None:
    assert max(map(len, shown(bridge).splitlines())) <= 80


def test_what_is_disputed_stands_with_both_sides(bridge: list[Reading]) -> None:
    disputed = shown(bridge).partition("Disputed")[2]
    assert "6 weeks" in disputed
    assert "10 weeks" in disputed


@given(st.lists(readings(), max_size=2))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_story_can_be_shown_and_acts_on_no_terminal(found: list[Reading]) -> None:
    assert not set(shown(found)) & {"\x1b", "\x07", "\x00", "\u202e"}
