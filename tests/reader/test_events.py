"""Events from scores and grammar: what is one, who takes part, whether it happened, who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.events.build import draft_events, write_events
from sayso.reader.events.factuality.settled import settle
from sayso.reader.grammar.words import Words
from sayso.reader.identity.entities import Analysis
from sayso.reader.quotation import find_quotations
from sayso.reader.scoring.event_scores import FACTUALITY_LABELS, TRIGGER_LABELS, EventScores
from sayso.reader.scoring.relation import Relation
from sayso.reader.statements.build import build_statements
from sayso.reader.times import find_times
from sayso.reading import Entity, Event, Page, Span, Statement, Time
from tests.reader.analysed import analysis_of
from tests.reader.parsed import any_span, any_words, at, parsed

FRIDAY = date(2025, 9, 5)


@dataclass(frozen=True, slots=True)
class Told:
    """What was written down of a text."""

    words: Words
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    times: tuple[Time, ...]

    def event(self, trigger: str) -> Event:
        (found,) = (e for e in self.events if self.words.text[slice(*e.trigger)] == trigger)
        return found

    def triggers(self) -> list[str]:
        return [self.words.text[slice(*event.trigger)] for event in self.events]

    def names(self, ids: Sequence[str | None]) -> list[str | None]:
        names = {entity.id: entity.name for entity in self.entities}
        return [None if name is None else names[name] for name in ids]


def written(analysis: Analysis, relations: Sequence[Relation]) -> Told:
    """The record of analysed words with some relations, as the reader makes it."""
    words = analysis.words
    drafts = draft_events(analysis)
    entities, statements = build_statements(
        Page(id="0" * 64, origin="-", text=words.text),
        relations,
        find_quotations(words.text),
        analysis,
        [party for draft in drafts for party in draft.parties()],
    )
    times = find_times(words.text, [Span(0, len(words.text))], FRIDAY)
    events = write_events(words, drafts, statements, times)
    return Told(words, entities, statements, events, times)


def told(
    notation: str,
    happening: Mapping[str, float],
    *says: tuple[str, str, str],
) -> Told:
    """The record of a text in which `says` are relations as source, cue and content."""
    words = parsed(notation)
    analysis = analysis_of(words, happening=happening)
    relations = [
        Relation(
            source=(at(words, source),) if source else (),
            cue=(at(words, cue),),
            content=(at(words, content),),
            score=0.9,
        )
        for source, cue, content in says
    ]
    return written(analysis, relations)


WEIGHED = (
    "Trump/NNP/2/nsubj/P weighed/VBD/0/root a/DT/4/det strike/NN/2/obj/event on/IN/6/case "
    "Iran/NNP/4/nmod/L ././2/punct"
)
KILLED = (
    "Lee/NNP/3/nsubj:pass/P was/VBD/3/aux:pass killed/VBN/0/root by/IN/5/case "
    "soldiers/NNS/3/obl/person in/IN/7/case Yangon/NNP/3/obl/L on/IN/9/case "
    "Tuesday/NNP/3/obl/time ././3/punct"
)
SAID_RESIGNED = (
    "Officials/NNS/2/nsubj/person said/VBD/0/root Roe/NNP/4/nsubj/P resigned/VBD/2/ccomp "
    "././2/punct\nCrowds/NNS/2/nsubj/person cheered/VBD/0/root ././2/punct"
)
SAID_ADMITTED = (
    "Officials/NNS/2/nsubj/person said/VBD/0/root Roe/NNP/4/nsubj/P admitted/VBD/2/ccomp "
    "she/PRP/6/nsubj lied/VBD/4/ccomp ././2/punct"
)
THREATENED = (
    "Iran/NNP/2/nsubj/L threatened/VBD/0/root to/TO/4/mark strike/VB/2/xcomp Israel/NNP/4/obj/L "
    "././2/punct"
)


def test_a_weighed_strike_is_no_strike() -> None:
    record = told(WEIGHED, {"weighed": 2.6, "strike": 0.1})
    assert record.event("weighed").settled == "happened"
    strike = record.event("strike")
    assert (strike.type, strike.settled, strike.factuality) == ("ASSAULT", "unsettled", 0.1)
    assert record.names(strike.recipients) == ["Iran"]


PLANNED = (
    "The/DT/2/det army/NN/3/nsubj/organization plans/VBZ/0/root to/TO/5/mark invade/VB/3/xcomp "
    "Kenya/NNP/5/obj/L ././3/punct"
)
NOT_DECIDED = (
    "The/DT/2/det army/NN/5/nsubj/organization has/VBZ/5/aux not/RB/5/advmod decided/VBN/0/root "
    "to/TO/7/mark invade/VB/5/xcomp Kenya/NNP/7/obj/L ././5/punct"
)
NO_SIGN = (
    "There/EX/2/expl is/VBZ/0/root no/DT/4/det sign/NN/2/nsubj that/IN/8/mark Roe/NNP/8/nsubj/P "
    "has/VBZ/8/aux decided/VBN/4/acl to/TO/10/mark strike/VB/8/xcomp Iran/NNP/10/obj/L "
    "././2/punct"
)
WHETHER = (
    "Roe/NNP/4/nsubj/P has/VBZ/4/aux not/RB/4/advmod decided/VBN/0/root whether/IN/7/mark "
    "to/TO/7/mark strike/VB/4/xcomp Iran/NNP/7/obj/L ././4/punct"
)
DO_NOT = "Do/VB/3/aux n't/RB/3/advmod shoot/VB/0/root him/PRP/3/obj/person ././3/punct"
FAILED = (
    "Roe/NNP/2/nsubj/P failed/VBD/0/root to/TO/4/mark escape/VB/2/xcomp and/CC/6/cc "
    "surrendered/VBD/2/conj ././2/punct"
)


NOBODY = "Nobody/NN/3/nsubj has/VBZ/3/aux called/VBN/0/root ././3/punct"


def test_what_is_weighed_or_ruled_out_did_not_happen_whatever_the_model_holds() -> None:
    assert told(WEIGHED, {"strike": 2.8}).event("strike").settled == "unsettled"
    assert told(NO_SIGN, {"decided": 2.8}).event("decided").settled == "not_happened"
    assert told(NOBODY, {"called": 2.8}).event("called").settled == "not_happened"


@pytest.mark.parametrize(
    ("notation", "word", "settled"),
    [
        (PLANNED, "invade", "unsettled"),
        (NOT_DECIDED, "invade", "not_happened"),
        (NO_SIGN, "decided", "not_happened"),
        (NO_SIGN, "strike", "not_happened"),
        (WHETHER, "decided", "not_happened"),
        (WHETHER, "strike", "unsettled"),
        (DO_NOT, "shoot", "unsettled"),
        (FAILED, "escape", "not_happened"),
        (FAILED, "surrendered", "unsettled"),
    ],
)
def test_what_is_only_not_yet_is_left_open_and_what_is_denied_is_not(
    notation: str, word: str, settled: str
) -> None:
    # UDS It-Happened puts either below 0.
    assert told(notation, {word: -2.2}).event(word).settled == settled


def test_participants_are_entities_and_the_passive_turns_them_round() -> None:
    record = told(KILLED, {"killed": 2.9})
    killed = record.event("killed")
    assert record.names(killed.recipients) == ["Lee"]
    assert record.names(killed.actors) == ["soldiers"]
    assert record.names([killed.place]) == ["Yangon"]
    (tuesday,) = record.times
    assert (killed.time, tuesday.value) == (tuesday.id, "2025-09-02")


def test_what_a_statement_claims_is_on_its_word_and_the_rest_on_the_page_s() -> None:
    record = told(
        SAID_RESIGNED, {"resigned": 2.0, "cheered": 2.9}, ("Officials", "said", "Roe resigned")
    )
    (statement,) = record.statements
    assert record.event("resigned").according_to == statement.id
    assert record.event("cheered").according_to is None


def test_of_statements_within_one_another_the_innermost_claims_it() -> None:
    record = told(
        SAID_ADMITTED,
        {"lied": 2.0},
        ("Officials", "said", "Roe admitted she lied"),
        ("Roe", "admitted", "she lied"),
    )
    inner = next(s for s in record.statements if s.within is not None)
    assert record.event("lied").according_to == inner.id


def test_saying_is_no_event_beside_its_statement_but_threatening_is() -> None:
    said = told(SAID_RESIGNED, {"said": 3.0}, ("Officials", "said", "Roe resigned"))
    assert said.triggers() == []
    threatened = told(
        THREATENED, {"threatened": 3.0, "strike": 0.0}, ("Iran", "threatened", "strike Israel")
    )
    assert threatened.event("threatened").type == "THREATEN"
    assert threatened.event("threatened").settled == "happened"
    assert threatened.event("strike").settled == "unsettled"


DENIED = (
    "Roe/NNP/2/nsubj/P denied/VBD/0/root that/IN/5/mark she/PRP/5/nsubj fled/VBD/2/ccomp "
    "after/IN/7/mark voting/VBG/5/advcl ././2/punct"
)


def test_what_a_source_denies_did_not_happen_on_its_word() -> None:
    record = told(
        DENIED, {"fled": 2.0, "voting": 2.0}, ("Roe", "denied", "that she fled after voting")
    )
    assert record.event("fled").settled == "not_happened"
    assert record.event("voting").settled == "happened"


def test_what_is_no_political_event_is_kept_without_a_type() -> None:
    record = told(SAID_RESIGNED, {"cheered": 2.9})
    assert [event.type for event in record.events] == [None]


def test_a_word_that_speaks_for_a_type_is_listed_though_the_model_doubts_it() -> None:
    words = parsed(WEIGHED)
    analysis = analysis_of(words)
    strike, weighed = words.text.index("strike"), words.text.index("weighed")
    doubted = np.array([0.2 * (start in (strike, weighed)) for start in words.starts], np.float32)
    drafts = draft_events(replace(analysis, events=replace(analysis.events, event=doubted)))
    assert [(draft.trigger.span.start, draft.type) for draft in drafts] == [(strike, "ASSAULT")]


LEAVES_DEAD = (
    "Blast/NN/2/nsubj/event leaves/VBZ/0/root 12/CD/4/nummod dead/JJ/2/xcomp in/IN/6/case "
    "Aleth/NNP/2/obl/L ././2/punct"
)
SOLDIERS_DEAD = (
    "Two/CD/2/nummod soldiers/NNS/0/root dead/JJ/2/amod ,/,/2/punct dozens/NNS/6/nsubj "
    "injured/VBN/2/conj ././2/punct"
)
DEAD_ENDS = "Both/DT/4/det two/CD/4/nummod dead/JJ/4/amod ends/NNS/0/root ././4/punct"
DEAD_SEA = "The/DT/3/det Dead/JJ/3/amod Sea/NN/4/nsubj shrinks/VBZ/0/root ././4/punct"


@pytest.mark.parametrize(
    ("notation", "listed"),
    [
        (LEAVES_DEAD, ["dead"]),
        (SOLDIERS_DEAD, ["dead", "injured"]),
        (DEAD_ENDS, []),
        (DEAD_SEA, []),
    ],
)
def test_so_many_dead_is_an_event_though_no_verb_tells_it(notation: str, listed: list[str]) -> None:
    words = parsed(notation)
    analysis = analysis_of(words)
    none = np.zeros(len(words), np.float32)
    drafts = draft_events(replace(analysis, events=replace(analysis.events, event=none)))
    assert [words.text[slice(*draft.trigger.span)] for draft in drafts] == listed


FEARED_DEAD = "Dozens/NNS/2/nsubj:pass feared/VBN/0/root dead/JJ/2/xcomp ././2/punct"


def test_who_is_feared_dead_may_live() -> None:
    assert told(FEARED_DEAD, {"dead": 2.5}).event("dead").settled == "unsettled"


@given(st.data())
def test_the_promises_of_the_record_hold_on_any_grammar(data: st.DataObject) -> None:
    words = data.draw(any_words())
    random = np.random.default_rng(data.draw(st.integers(0, 99)))
    scores = EventScores.of(
        random.normal(size=(len(words), len(TRIGGER_LABELS)), scale=3).astype(np.float32),
        random.normal(size=(len(words), len(FACTUALITY_LABELS)), scale=3).astype(np.float32),
    )
    analysis = replace(analysis_of(words), events=scores)
    spans = st.lists(any_span(words), max_size=2).map(lambda found: tuple(sorted(found)))
    relations = data.draw(
        st.lists(
            st.builds(Relation, cue=spans, source=spans, content=spans, score=st.floats(0, 1)),
            max_size=4,
        )
    )
    record = written(analysis, relations)

    events = record.events
    assert [event.id for event in events] == [f"V{n + 1}" for n in range(len(events))]
    known = {entity.id for entity in record.entities}
    after = 0
    for event in events:
        assert after <= event.trigger.start < event.trigger.end <= len(words.text)
        assert words.text[slice(*event.trigger)].strip() != ""
        after = event.trigger.end
        place = set() if event.place is None else {event.place}
        assert {*event.actors, *event.recipients, *place} <= known
        assert not {*event.actors} & {*event.recipients}
        assert -3 <= event.factuality <= 3
        assert str(event.factuality) != "-0.0"
        assert event.settled == settle(event.factuality)
        assert event.according_to in {None, *(statement.id for statement in record.statements)}
        assert event.time in {None, *(time.id for time in record.times)}
