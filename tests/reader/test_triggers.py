"""From words that are likely to tell of an event to the spans that name one each."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.events.triggers import Trigger, find_triggers
from sayso.reader.grammar.words import Words
from sayso.reader.spans import overlap
from tests.reader.parsed import any_words, parsed

STRIKES = (
    "Rebels/NNS/2/nsubj/person carried/VBD/0/root out/RP/2/compound:prt strikes/NNS/2/obj/event "
    "on/IN/7/case a/DT/7/det convoy/NN/2/obl/object ././2/punct"
)
SHOT_DOWN = (
    "The/DT/2/det army/NN/3/nsubj/organization shot/VBD/0/root down/RP/3/compound:prt a/DT/6/det "
    "drone/NN/3/obj/object ././3/punct"
)
SHOT_IT_DOWN = (
    "The/DT/2/det army/NN/3/nsubj/organization shot/VBD/0/root it/PRP/3/obj/object "
    "down/RP/3/compound:prt ././3/punct"
)
TOOK_PLACE = (
    "The/DT/2/det meeting/NN/3/nsubj/event took/VBD/0/root place/NN/3/obj in/IN/6/case "
    "Geneva/NNP/3/obl/L ././3/punct"
)
SET_FIRE = (
    "Protesters/NNS/2/nsubj/person set/VBD/0/root fire/NN/2/obj to/TO/6/case a/DT/6/det "
    "house/NN/2/obl/place ././2/punct"
)
DECISION = (
    "The/DT/2/det mayor/NN/3/nsubj/person made/VBD/0/root a/DT/5/det decision/NN/3/obj/abstract "
    "to/TO/7/mark resign/VB/5/acl ././3/punct"
)
SPEECH = "Roe/NNP/2/nsubj/P gave/VBD/0/root a/DT/4/det speech/NN/2/obj/event ././2/punct"
UNDER = (
    "The/DT/2/det company/NN/5/nsubj/organization is/VBZ/5/cop under/IN/5/case "
    "investigation/NN/0/root ././5/punct"
)
REVIEW = (
    "The/DT/2/det plan/NN/6/nsubj/abstract is/VBZ/6/cop under/IN/6/case federal/JJ/6/amod "
    "review/NN/0/root ././6/punct"
)
ATTACKED = (
    "The/DT/2/det town/NN/3/nsubj/place came/VBD/0/root under/IN/5/case attack/NN/3/obl/event "
    "././3/punct"
)
GOING = (
    "The/DT/2/det troops/NNS/4/nsubj/person are/VBP/4/aux going/VBG/0/root to/TO/6/mark "
    "leave/VB/4/xcomp ././4/punct"
)
GOING_HOME = (
    "The/DT/2/det troops/NNS/4/nsubj/person are/VBP/4/aux going/VBG/0/root to/TO/6/case "
    "Kabul/NNP/4/obl/L ././4/punct"
)
HAD_TO = (
    "They/PRP/2/nsubj had/VBD/0/root to/TO/4/mark leave/VB/2/xcomp and/CC/7/cc "
    "could/MD/7/aux return/VB/2/conj ././2/punct"
)
MADE = (
    "Strikes/NNS/3/nsubj:pass/event were/VBD/3/aux:pass carried/VBN/0/root out/RP/3/compound:prt "
    "././3/punct"
)
BUILT = "They/PRP/2/nsubj made/VBD/0/root a/DT/4/det chair/NN/2/obj/object ././2/punct"


def chances(words: Words, *likely: str) -> np.ndarray:
    return np.array([0.9 if words.written[i] in likely else 0.1 for i in range(len(words))])


def triggers(notation: str, *likely: str) -> list[tuple[str, str]]:
    """Head and words of each trigger."""
    words = parsed(notation)
    found = find_triggers(words, chances(words, *likely), 0.5)
    return [(words.written[one.head], words.text[slice(*one.span)]) for one in found]


@pytest.mark.parametrize(
    ("notation", "likely", "expected"),
    [
        (STRIKES, ["strikes"], [("strikes", "carried out strikes")]),
        (STRIKES, ["carried"], [("strikes", "carried out strikes")]),
        (STRIKES, ["carried", "strikes"], [("strikes", "carried out strikes")]),
        (SHOT_DOWN, ["shot"], [("shot", "shot down")]),
        (SHOT_IT_DOWN, ["shot"], [("shot", "shot")]),
        (TOOK_PLACE, ["took"], [("took", "took place")]),
        (SET_FIRE, ["set"], [("set", "set fire")]),
        (
            DECISION,
            ["made", "decision", "resign"],
            [("decision", "made a decision"), ("resign", "resign")],
        ),
        (SPEECH, ["gave"], [("speech", "gave a speech")]),
        (UNDER, ["is", "investigation"], [("investigation", "under investigation")]),
        (REVIEW, ["review"], [("review", "under federal review")]),
        (ATTACKED, ["came", "attack"], [("attack", "came under attack")]),
        (GOING, ["are", "going", "leave"], [("leave", "leave")]),
        (GOING_HOME, ["are", "going"], [("going", "going")]),
        (HAD_TO, ["had", "leave", "could", "return"], [("leave", "leave"), ("return", "return")]),
        (MADE, ["Strikes", "carried", "were"], [("Strikes", "Strikes")]),
        (BUILT, ["made"], [("made", "made")]),
    ],
)
def test_trigger(notation: str, likely: list[str], expected: list[tuple[str, str]]) -> None:
    assert triggers(notation, *likely) == expected


def test_nothing_likely_gives_nothing() -> None:
    assert triggers(STRIKES) == []


def test_the_threshold_itself_is_enough() -> None:
    words = parsed(SPEECH)
    assert len(find_triggers(words, chances(words, "speech"), 0.9)) == 1
    assert find_triggers(words, chances(words, "speech"), 0.91) == []


def test_pronouns_and_punctuation_are_no_triggers() -> None:
    assert triggers(HAD_TO, "They", ".", "to") == []


@given(any_words(), st.data())
def test_any_grammar_gives_triggers_that_share_no_word(words: Words, data: st.DataObject) -> None:
    likely = data.draw(
        st.lists(st.floats(0, 1), min_size=len(words), max_size=len(words)), label="chances"
    )
    found = find_triggers(words, np.array(likely), 0.3)
    assert found == sorted(found, key=lambda trigger: trigger.span)
    for one in found:
        inside = words.within(one.span)
        assert one.head in inside
        assert one.span == words.span(inside[0], inside[-1])
        assert len({words.blocks[i] for i in inside}) == 1
    assert not any(overlap(a.span, b.span) for a, b in pairwise(found))


def test_a_trigger_is_made_of_its_head_its_span_and_the_words_beside_it() -> None:
    words = parsed(SHOT_DOWN)
    assert find_triggers(words, chances(words, "shot"), 0.5) == [Trigger(2, words.span(2, 3), (3,))]
