"""The benchmark of claims: what it takes for an annotated one, and that claims are found as well as
they were, on pages that the matcher was made with and on others."""

from __future__ import annotations

import pytest

from benchmarks import claims
from sayso.reading import Page, Reading, Span


@pytest.fixture(scope="module")
def judged() -> list[claims.Judged]:
    path, folder = claims.DEV
    return claims.judge(claims.read_gold(path), claims.read_happenings(folder))


def test_each_annotated_claim_is_judged_once(judged: list[claims.Judged]) -> None:
    assert [one.gold for one in judged] == claims.read_gold(claims.DEV[0])


def test_what_counts_as_found_holds_the_annotated_words(judged: list[claims.Judged]) -> None:
    for one in judged:
        if one.found is not None:
            assert len(one.pages & {page for page, _ in one.gold.tellings}) >= 1


def test_one_that_is_not_found_is_not_right(judged: list[claims.Judged]) -> None:
    missed = [one for one in judged if one.found is None]
    assert missed
    assert not any(one.origin_is_right or one.independent_is_right for one in missed)


def test_claims_keep_what_they_reach(judged: list[claims.Judged]) -> None:
    found = {figure.name: figure.value or 0 for figure in claims.figures(judged)}
    # A little below what they reach: that moves by a claim or two with each change of the reader.
    assert found["claims found, %"] >= 94
    assert found["their pages right, %"] >= 94
    assert found["origin right, %"] >= 91
    assert found["independent tellings exact, %"] >= 81
    assert found["origin right, claims given, %"] >= 93
    assert found["independent tellings exact, claims given, %"] >= 85


def test_claims_of_other_pages_keep_what_they_reach() -> None:
    path, folder = claims.TEST
    happenings = claims.read_happenings(folder)
    judged = claims.judge(claims.read_gold(path), happenings)
    figures = claims.figures(judged)
    figures += claims.pair_figures(claims.read_pairs(claims.PAIRS, folder), happenings)
    found = {figure.name: figure.value or 0 for figure in figures}
    assert found["claims found, %"] >= 89
    assert found["their pages right, %"] >= 95
    assert found["origin right, %"] >= 83
    assert found["independent tellings exact, %"] >= 74
    assert found["pairs of claims right, %"] >= 73
    assert found["pairs of sure claims right, %"] >= 84


def test_words_are_found_whatever_their_quotation_marks_and_white_space() -> None:
    text = 'She said:  "It is\nours," and left.'
    reading = Reading(page=Page(id="0", origin="-", text=text))
    place = claims.place_of(reading, "said: “It is ours,”")
    assert text[slice(*place)] == 'said:  "It is\nours,"'
    with pytest.raises(SystemExit, match="does not have the words 'theirs'"):
        claims.place_of(reading, "theirs")


def test_what_meets_only_in_part_counts_in_part() -> None:
    assert claims._within(Span(0, 10), Span(5, 15)) == pytest.approx(1 / 3)
    assert claims._within(Span(0, 5), Span(5, 9)) == 0
