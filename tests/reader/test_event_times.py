"""Which time dates an event, and which times of its sentence do not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.events.dates import Dating
from sayso.reader.grammar.words import Words
from sayso.reader.times import find_times
from sayso.reading import Span, Time
from tests.reader.parsed import any_span, any_words, at, parsed, said


def time_words(words: Words, word: str) -> str | None:
    times = find_times(words.text, (Span(0, len(words.text)),), date(2025, 9, 5))
    head = words.head_of(at(words, word))
    assert head is not None
    found = Dating(words, times).time_of(head)
    return said(words, {time.id: time.span for time in times}.get(found or ""))


@pytest.mark.parametrize(
    ("word", "time", "notation"),
    [
        (
            "said",
            "Tuesday",
            (
                "The/DT/2/det minister/NN/3/nsubj said/VBD/0/root on/IN/5/case "
                "Tuesday/NNP/3/obl that/IN/9/mark he/PRP/9/nsubj had/VBD/9/aux "
                "met/VBN/3/ccomp the/DT/11/det envoy/NN/9/obj last/JJ/13/amod "
                "week/NN/9/obl:unmarked ././3/punct"
            ),
        ),
        (
            "met",
            "last week",
            (
                "The/DT/2/det minister/NN/3/nsubj said/VBD/0/root on/IN/5/case "
                "Tuesday/NNP/3/obl that/IN/9/mark he/PRP/9/nsubj had/VBD/9/aux "
                "met/VBN/3/ccomp the/DT/11/det envoy/NN/9/obj last/JJ/13/amod "
                "week/NN/9/obl:unmarked ././3/punct"
            ),
        ),
        (
            "strike",
            "Tuesday",
            (
                "Tuesday/NNP/3/nmod:poss 's/POS/1/case strike/NN/4/nsubj killed/VBD/0/root "
                "nine/CD/6/nummod people/NNS/4/obj ././4/punct"
            ),
        ),
        (
            "killed",
            "Tuesday",
            (
                "Tuesday/NNP/3/nmod:poss 's/POS/1/case strike/NN/4/nsubj killed/VBD/0/root "
                "nine/CD/6/nummod people/NNS/4/obj ././4/punct"
            ),
        ),
        (
            "election",
            "2019",
            (
                "The/DT/2/det party/NN/3/nsubj lost/VBD/0/root the/DT/6/det 2019/CD/6/nummod "
                "election/NN/3/obj ././3/punct"
            ),
        ),
        (
            "talks",
            "Monday",
            (
                "The/DT/3/det two/CD/3/nummod sides/NNS/4/nsubj held/VBD/0/root "
                "talks/NNS/4/obj on/IN/7/case Monday/NNP/4/obl ././4/punct"
            ),
        ),
        (
            "held",
            "Monday",
            (
                "The/DT/3/det two/CD/3/nummod sides/NNS/4/nsubj held/VBD/0/root "
                "talks/NNS/4/obj on/IN/7/case Monday/NNP/4/obl ././4/punct"
            ),
        ),
        (
            "killing",
            "Monday",
            (
                "A/DT/2/det bomb/NN/3/nsubj exploded/VBD/0/root on/IN/5/case Monday/NNP/3/obl "
                ",/,/7/punct killing/VBG/3/advcl two/CD/9/nummod guards/NNS/7/obj ././3/punct"
            ),
        ),
        (
            "met",
            "Friday",
            (
                "The/DT/2/det envoy/NN/3/nsubj flew/VBD/0/root to/IN/5/case Rome/NNP/3/obl/L "
                "on/IN/7/case Friday/NNP/3/obl and/CC/9/cc met/VBD/3/conj the/DT/11/det "
                "pope/NN/9/obj ././3/punct"
            ),
        ),
        (
            "withdrew",
            None,
            (
                "The/DT/2/det army/NN/3/nsubj withdrew/VBD/0/root after/IN/5/case "
                "Sunday/NNP/3/obl ././3/punct"
            ),
        ),
        (
            "marched",
            "March",
            (
                "Protesters/NNS/2/nsubj marched/VBD/0/root for/IN/5/case three/CD/5/nummod "
                "days/NNS/2/obl in/IN/7/case March/NNP/2/nmod ././2/punct"
            ),
        ),
        (
            "resigned",
            "Thursday",
            (
                "On/IN/2/case Thursday/NNP/5/obl the/DT/4/det mayor/NN/5/nsubj "
                "resigned/VBD/0/root ././5/punct"
            ),
        ),
        (
            "bombed",
            None,
            (
                "“/``/10/punct We/PRP/3/nsubj bombed/VBD/10/ccomp the/DT/5/det "
                "bridge/NN/3/obj ,/,/10/punct ”/''/10/punct the/DT/9/det general/NN/10/nsubj "
                "said/VBD/0/root on/IN/12/case Sunday/NNP/10/obl ././10/punct"
            ),
        ),
        (
            "resign",
            None,
            (
                "The/DT/2/det mayor/NN/3/nsubj promised/VBD/0/root on/IN/5/case "
                "Friday/NNP/3/obl to/TO/7/mark resign/VB/3/xcomp ././3/punct"
            ),
        ),
        (
            "began",
            "May",
            (
                "The/DT/2/det plant/NN/3/nsubj began/VBD/0/root hiring/VBG/3/xcomp "
                "in/IN/6/case May/NNP/4/obl ././3/punct"
            ),
        ),
        (
            "stay",
            None,
            (
                "The/DT/2/det factory/NN/4/nsubj will/MD/4/aux stay/VB/0/root "
                "closed/VBN/4/root until/IN/7/case Friday/NNP/5/obl ././4/punct"
            ),
        ),
        (
            "attack",
            "Monday",
            (
                "The/DT/2/det attack/NN/3/nsubj killed/VBD/0/root nine/CD/5/nummod "
                "people/NNS/3/obj on/IN/7/case Monday/NNP/3/obl ././3/punct"
            ),
        ),
        (
            "attack",
            None,
            (
                "Senators/NNS/2/nsubj/X condemned/VBD/0/root the/DT/4/det attack/NN/2/obj "
                "on/IN/6/case Friday/NNP/2/nmod ././2/punct"
            ),
        ),
        (
            "scheduled",
            None,
            (
                "The/DT/2/det meeting/NN/4/nsubj:pass is/VBZ/4/aux:pass scheduled/VBN/0/root "
                "for/IN/6/case Tuesday/NNP/4/obl ././4/punct"
            ),
        ),
        (
            "left",
            "the end of last week",
            (
                "At/IN/3/case the/DT/3/det end/NN/9/obl of/IN/6/case last/JJ/6/amod "
                "week/NN/3/nmod the/DT/8/det troops/NNS/9/nsubj left/VBD/0/root ././9/punct"
            ),
        ),
        (
            "arrested",
            None,
            (
                "He/PRP/3/nsubj:pass was/VBD/3/aux:pass arrested/VBN/0/root after/IN/6/mark "
                "he/PRP/6/nsubj met/VBD/3/advcl her/PRP/6/obj on/IN/9/case Monday/NNP/6/obl "
                "././3/punct"
            ),
        ),
        (
            "met",
            "Monday",
            (
                "He/PRP/3/nsubj:pass was/VBD/3/aux:pass arrested/VBN/0/root after/IN/6/mark "
                "he/PRP/6/nsubj met/VBD/3/advcl her/PRP/6/obj on/IN/9/case Monday/NNP/6/obl "
                "././3/punct"
            ),
        ),
    ],
)
def test_time_of_an_event(word: str, time: str | None, notation: str) -> None:
    assert time_words(parsed(notation), word) == time


def test_a_distance_between_two_events_dates_neither() -> None:
    words = parsed(
        "She/PRP/2/nsubj returned/VBD/0/root six/CD/4/nummod years/NNS/7/obl:unmarked "
        "after/IN/7/mark she/PRP/7/nsubj left/VBD/2/advcl ././2/punct"
    )
    assert time_words(words, "left") is None
    assert time_words(words, "returned") is None


def test_a_time_in_the_next_sentence_dates_nothing() -> None:
    words = parsed(
        "The/DT/2/det mayor/NN/3/nsubj resigned/VBD/0/root ././3/punct\n"
        "Monday/NNP/3/nsubj was/VBD/3/cop quiet/JJ/0/root ././3/punct"
    )
    assert time_words(words, "resigned") is None


@given(any_words(), st.data())
def test_any_grammar_gives_one_of_the_times_or_none(words: Words, data: st.DataObject) -> None:
    spans = sorted(data.draw(st.lists(any_span(words), max_size=4)))
    times = [
        Time(id=f"T{number}", span=span, type="DATE", value="2025-09-02")
        for number, span in enumerate(spans)
    ]
    dating = Dating(words, times)
    for head in range(len(words)):
        assert dating.time_of(head) in (None, *(time.id for time in times))
