"""The benchmark of participants: its gold is checked, and its scores are of what they say."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from benchmarks.participants import (
    GOLD,
    HALVES,
    Sentence,
    errors,
    heads,
    nearest,
    score,
    sentence_of,
)
from sayso.reader.events.participants.find import find_participants
from sayso.reader.events.participants.roles import Participants
from tests.reader.parsed import at, parsed

SHOT = (
    "Soldiers/NNS/2/nsubj/person shot/VBD/0/root a/DT/4/det man/NN/2/obj/person in/IN/6/case "
    "Lyon/NNP/2/obl/L ././2/punct"
)
WORDS = parsed(SHOT)


def row(**changes: Any) -> dict[str, Any]:
    event = {
        "trigger": at(WORDS, "shot"),
        "head": at(WORDS, "shot"),
        "actors": [at(WORDS, "Soldiers")],
        "recipients": [at(WORDS, "a man")],
        "places": [at(WORDS, "Lyon")],
    }
    event |= {key: value for key, value in changes.items() if key in event}
    made = {
        "corpus": "gum",
        "id": "made_up",
        "digest": sha256(WORDS.text.encode()).hexdigest()[:16],
        "sentence": (0, len(WORDS.text)),
        "events": [event],
    }
    return made | {key: value for key, value in changes.items() if key in made}


def sentence(**changes: Any) -> Sentence:
    return sentence_of(row(**changes), WORDS.text, "seen")


def test_what_is_right_counts_by_role() -> None:
    scores = score(WORDS, sentence(places=[]), find_participants)
    assert (scores["actors"].right, scores["recipients"].right) == (1, 1)
    assert (scores["places"].found, scores["places"].gold, scores["places"].right) == (1, 0, 0)


def test_a_participant_is_its_head_word_in_its_role() -> None:
    man = Participants(recipients=(at(WORDS, "a man"),))
    assert heads(WORDS, man) == heads(WORDS, Participants(recipients=(at(WORDS, "man"),)))
    assert heads(WORDS, man) != heads(WORDS, Participants(actors=(at(WORDS, "man"),)))


def test_the_plain_way_takes_the_nearest_noun_phrases() -> None:
    scores = score(WORDS, sentence(), nearest)
    assert scores["actors"].right == scores["recipients"].right == 1
    assert scores["places"].found == 0


def test_errors_name_what_is_missing_and_what_is_wrong() -> None:
    (_, line) = errors(WORDS, sentence(places=[], actors=[at(WORDS, "man")]))
    assert line == "    shot: - actor man; + actor Soldiers; + place Lyon"
    assert errors(WORDS, sentence()) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"digest": "0"}, "not the one that was annotated"),
        ({"actors": [(0, 900)]}, r"\(0, 900\) is no span of its sentence"),
        ({"actors": [(3, 3)]}, "is no span of its sentence"),
        ({"head": (0, 4)}, "does not hold its head"),
        ({"events": [row()["events"][0]] * 2}, "overlaps another trigger"),
    ],
)
def test_gold_that_cannot_be_scored_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        sentence(**changes)


def test_gold_of_a_text_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="not in gum's development part"):
        sentence_of(row(), None, "seen")


def test_the_gold_holds_offsets_only() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 60
    assert {row["corpus"] for row in rows} == {"gum", "polnear"}
    numbers = [row["sentence"] for row in rows] + [
        span
        for row in rows
        for event in row["events"]
        for span in (event["trigger"], event["head"])
    ]
    assert all(isinstance(number, int) for span in numbers for number in span)
    assert {key for row in rows for key in row} == {"corpus", "id", "digest", "sentence", "events"}
    assert len(HALVES) == 2
