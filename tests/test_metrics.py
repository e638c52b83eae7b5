"""The metrics of the benchmarks, on cases counted by hand."""

from dataclasses import dataclass

import pytest

from benchmarks.metrics import Score, calibration_error, compare, covered, normal, strict

TEXT = "“Yes,” Ann said. “No.”"


@dataclass
class Relation:
    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


GOLD = Relation(((7, 10),), ((11, 15),), ((0, 6), (17, 22)))


def test_the_same_is_right() -> None:
    scores = compare(gold=[GOLD], found=[GOLD], text=TEXT)
    assert {role: score.f1 for role, score in scores.items()} == dict.fromkeys(scores, 1.0)


def test_one_missing_piece_spoils_content_and_relation_only() -> None:
    found = Relation(GOLD.source, GOLD.cue, GOLD.content[:1])
    scores = compare(gold=[GOLD], found=[found], text=TEXT)
    assert [scores[role].right for role in ("source", "cue", "content", "relation")] == [1, 1, 0, 0]


def test_a_source_too_many_spoils_the_relation() -> None:
    gold = Relation((), GOLD.cue, GOLD.content)
    scores = compare(gold=[gold], found=[GOLD], text=TEXT)
    assert scores["source"] == Score(right=0, found=1, gold=0)
    assert scores["relation"].right == 0


def test_precision_and_recall_are_not_swapped() -> None:
    scores = compare(gold=[GOLD], found=[GOLD, Relation((), ((0, 3),), ())], text=TEXT)
    assert scores["cue"].precision == pytest.approx(0.5)
    assert scores["cue"].recall == pytest.approx(1.0)


def test_white_space_between_pieces_is_no_matter_unless_strict() -> None:
    assert normal([(0, 1), (2, 4)], "a bc") == ((0, 4),)
    assert normal([(0, 2)], "a bc") == ((0, 1),)
    assert strict([(2, 4), (0, 1)], "a bc") == ((0, 1), (2, 4))


def test_characters_covered() -> None:
    found = Relation((), (), ((0, 6),))
    score = covered(gold=[GOLD], found=[found], text=TEXT)["content"]
    assert (score.right, score.found, score.gold) == (6, 6, 11)


def test_calibration_error_of_the_sure_and_wrong() -> None:
    assert calibration_error(confidence=[1.0, 1.0], right=[True, False]) == pytest.approx(0.5)
    assert calibration_error(confidence=[0.55] * 20, right=[True] * 11 + [False] * 9) < 1e-9
    assert calibration_error(confidence=[], right=[]) == 0
