"""Disputes: what two sides tell that cannot both hold, and the much that is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.disputes.find import find_disputes
from sayso.reader.grammar.words import Words
from sayso.reader.quantities import find_quantities
from sayso.reading import (
    Dispute,
    Entity,
    Event,
    Mention,
    Polarity,
    Settled,
    Span,
    Statement,
    Time,
)
from tests.reader.parsed import any_span, any_words, at, parsed

LIND = Entity(id="N1", name="Ms. Lind", kind="person")
ORLOV = Entity(id="N2", name="Mr. Orlov", kind="person")
ARMY = Entity(id="N3", name="the army", kind="organization")


def statement(
    words: Words,
    id_: str,
    source: str | None,
    content: str,
    *,
    cue: str = "said",
    polarity: Polarity = "asserts",
    within: str | None = None,
) -> Statement:
    return Statement(
        id=id_,
        form="indirect",
        mode="speech",
        source=source,
        cue_spans=(at(words, cue),),
        content_spans=(at(words, content),),
        polarity=polarity,
        within=within,
        confidence=0.9,
    )


def event(
    words: Words, id_: str, trigger: str, settled: Settled, according_to: str | None, **rest: object
) -> Event:
    factuality = {"happened": 2.5, "not_happened": -2.5, "unsettled": 0.0}[settled]
    made = Event(
        id=id_,
        trigger=at(words, trigger),
        factuality=factuality,
        settled=settled,
        according_to=according_to,
    )
    return replace(made, **rest)  # type: ignore[arg-type]


# --- An event that one side says happened and the other says did not ----------------------------

BOMBED = (
    "The/DT/2/det army/NN/3/nsubj bombed/VBD/11/ccomp the/DT/5/det hospital/NN/3/obj on/IN/7/case "
    "Tuesday/NNP/3/obl ,/,/11/punct Ms./NNP/10/compound/P Lind/NNP/11/nsubj/p said/VBD/0/root "
    "././11/punct\n"
)
DID_NOT = (
    "The/DT/2/det army/NN/5/nsubj did/VBD/5/aux not/RB/5/advmod bomb/VB/11/ccomp the/DT/7/det "
    "hospital/NN/5/obj ,/,/11/punct Mr./NNP/10/compound/P Orlov/NNP/11/nsubj/p said/VBD/0/root "
    "././11/punct"
)
SIDES = {"Q1": "N1", "Q2": "N2"}


def told_of_the_army(
    notation: str = BOMBED + DID_NOT,
    *,
    trigger: str = "bomb the",
    sources: tuple[str | None, str | None] = ("N1", "N2"),
    settled: Settled = "not_happened",
    page: bool = False,
    first: dict[str, object] | None = None,
    second: dict[str, object] | None = None,
    entities: tuple[Entity, ...] = (LIND, ORLOV, ARMY),
    times: tuple[Time, ...] = (),
) -> tuple[Dispute, ...]:
    words = parsed(notation)
    statements = (
        statement(words, "Q1", sources[0], "The army bombed the hospital"),
        statement(words, "Q2", sources[1], words.text[words.text.rindex("The army") :]),
    )
    start = words.text.rindex(trigger)
    denied = event(words, "V2", trigger, settled, "Q2", **(second or {}))
    events = (
        event(words, "V1", "bombed", "happened", None if page else "Q1", **(first or {})),
        replace(denied, trigger=Span(start, words.ends[words.within(Span(start, start + 1))[0]])),
    )
    return find_disputes(words, statements, events, entities, (), times)


def test_one_side_says_it_happened_the_other_that_it_did_not() -> None:
    (dispute,) = told_of_the_army()
    assert dispute == Dispute(between=("V1", "V2"), about="happened")


def test_a_source_can_contradict_the_page() -> None:
    assert len(told_of_the_army(page=True)) == 1


@pytest.mark.parametrize(
    "sources", [("N1", "N1"), ("N1", None), (None, None)], ids=["one", "unknown", "both unknown"]
)
def test_no_dispute_without_two_known_sides(sources: tuple[str | None, str | None]) -> None:
    assert told_of_the_army(sources=sources) == ()


def test_a_body_and_who_speaks_for_it_are_one_side() -> None:
    speaker = replace(ORLOV, affiliation="N1")
    assert told_of_the_army(entities=(LIND, speaker, ARMY)) == ()


def test_what_is_left_open_contradicts_nothing() -> None:
    assert told_of_the_army(settled="unsettled") == ()


def test_no_dispute_over_two_actors_or_recipients() -> None:
    assert told_of_the_army(first={"actors": ("N3",)}, second={"actors": ("N9",)}) == ()
    assert told_of_the_army(first={"recipients": ("N4",)}, second={"recipients": ("N9",)}) == ()
    assert len(told_of_the_army(first={"actors": ("N3",)}, second={"actors": ("N3",)})) == 1


def test_no_dispute_over_two_times() -> None:
    times = tuple(
        Time(id=id_, span=Span(0, 1), type="DATE", value=value)
        for id_, value in (("T1", "2025-09-02"), ("T2", "2025-09-02"), ("T3", "2025-08-30"))
    )
    first: dict[str, object] = {"time": "T1"}
    assert told_of_the_army(first=first, second={"time": "T3"}, times=times) == ()
    assert len(told_of_the_army(first=first, second={"time": "T2"}, times=times)) == 1


@pytest.mark.parametrize(
    ("trigger", "denial"),
    [
        # not yet
        (
            "bombed",
            (
                "The/DT/2/det army/NN/6/nsubj has/VBZ/6/aux not/RB/6/advmod yet/RB/6/advmod "
                "bombed/VBN/12/ccomp the/DT/8/det hospital/NN/6/obj ,/,/12/punct "
                "Mr./NNP/11/compound/P Orlov/NNP/12/nsubj/p said/VBD/0/root ././12/punct"
            ),
        ),
        # something else
        (
            "bomb the",
            (
                "The/DT/2/det army/NN/5/nsubj did/VBD/5/aux not/RB/5/advmod bomb/VB/11/ccomp "
                "the/DT/7/det school/NN/5/obj ,/,/11/punct Mr./NNP/10/compound/P "
                "Orlov/NNP/11/nsubj/p said/VBD/0/root ././11/punct"
            ),
        ),
        # only in another way
        (
            "bomb the",
            (
                "The/DT/2/det army/NN/5/nsubj did/VBD/5/aux not/RB/5/advmod bomb/VB/14/ccomp "
                "the/DT/7/det hospital/NN/5/obj from/IN/10/case the/DT/10/det air/NN/5/obl "
                ",/,/14/punct Mr./NNP/13/compound/P Orlov/NNP/14/nsubj/p "
                "said/VBD/0/root ././14/punct"
            ),
        ),
        # not in the future
        (
            "bomb the",
            (
                "The/DT/2/det army/NN/5/nsubj would/MD/5/aux not/RB/5/advmod bomb/VB/11/ccomp "
                "the/DT/7/det hospital/NN/5/obj ,/,/11/punct Mr./NNP/10/compound/P "
                "Orlov/NNP/11/nsubj/p said/VBD/0/root ././11/punct"
            ),
        ),
    ],
    ids=["not yet", "something else", "in another way", "in the future"],
)
def test_not_the_same_event(trigger: str, denial: str) -> None:
    assert told_of_the_army(BOMBED + denial, trigger=trigger) == ()


# --- A denial -----------------------------------------------------------------------------------

ACCUSED = (
    "Ms./NNP/2/compound/P Lind/NNP/3/nsubj/p said/VBD/0/root that/IN/7/mark Mr./NNP/6/compound/P "
    "Orlov/NNP/7/nsubj/p took/VBD/3/ccomp bribes/NNS/7/obj from/IN/11/case the/DT/11/det "
    "builder/NN/7/obl ././3/punct\n"
)
DENIED = (
    "Mr./NNP/2/compound/P Orlov/NNP/3/nsubj/p denied/VBD/0/root taking/VBG/3/xcomp "
    "bribes/NNS/4/obj from/IN/8/case the/DT/8/det builder/NN/4/obl ././3/punct"
)


def told_of_bribes(
    *,
    denier: Entity = ORLOV,
    asserted: str = "that Mr. Orlov took bribes from the builder",
    denied: str = "taking bribes from the builder",
    notation: str = ACCUSED + DENIED,
    within: str | None = None,
) -> tuple[Dispute, ...]:
    words = parsed(notation)
    named = replace(denier, mentions=(Mention(span=at(words, "Mr. Orlov"), form="name"),))
    statements = (
        statement(words, "Q1", "N1", asserted),
        statement(words, "Q2", denier.id, denied, cue="denied", polarity="denies", within=within),
    )
    return find_disputes(words, statements, (), (LIND, named), ())


def test_a_denial_in_the_words_of_an_assertion() -> None:
    assert told_of_bribes() == (Dispute(between=("Q1", "Q2"), about="happened"),)


def test_a_denial_that_somebody_tells_of_is_no_dispute_with_the_teller() -> None:
    assert told_of_bribes(within="Q1") == ()


def test_a_denial_of_something_else() -> None:
    notation = ACCUSED + DENIED.replace("builder", "banker")
    assert told_of_bribes(notation=notation, denied="taking bribes from the banker") == ()


def test_to_deny_somebody_something_denies_no_claim() -> None:
    notation = ACCUSED + (
        "Mr./NNP/2/compound/P Orlov/NNP/3/nsubj/p denied/VBD/0/root the/DT/5/det "
        "builder/NN/3/iobj bribes/NNS/3/obj ././3/punct"
    )
    assert told_of_bribes(notation=notation, denied="the builder bribes") == ()


def test_what_one_denies_of_oneself_does_not_concern_others() -> None:
    notation = ACCUSED.replace("Mr./", "Mrs./").replace("Orlov/", "Dahl/") + DENIED
    asserted = "that Mrs. Dahl took bribes from the builder"
    assert told_of_bribes(notation=notation, asserted=asserted) == ()


def test_a_denial_against_the_page() -> None:
    words = parsed(
        "Mr./NNP/2/compound/P Orlov/NNP/3/nsubj/p took/VBD/0/root bribes/NNS/3/obj from/IN/7/case "
        "the/DT/7/det builder/NN/3/obl ././3/punct\n"
        "He/PRP/2/nsubj denied/VBD/0/root taking/VBG/2/xcomp bribes/NNS/3/obj ././2/punct"
    )
    denial = statement(words, "Q1", "N2", "taking bribes", cue="denied", polarity="denies")
    taken = event(words, "V1", "took", "happened", None, actors=("N2",))
    assert find_disputes(words, (denial,), (taken,), (ORLOV,), ()) == ()  # too few words
    words = parsed(
        "Mr./NNP/2/compound/P Orlov/NNP/3/nsubj/p bribed/VBD/0/root the/DT/5/det "
        "builder/NN/3/obj ././3/punct\n"
        "He/PRP/2/nsubj denied/VBD/0/root bribing/VBG/2/xcomp the/DT/5/det builder/NN/3/obj "
        "././2/punct"
    )
    denial = statement(words, "Q1", "N2", "bribing the builder", cue="denied", polarity="denies")
    bribed = event(words, "V1", "bribed", "happened", None, actors=("N2",))
    (dispute,) = find_disputes(words, (denial,), (bribed,), (ORLOV,), ())
    assert dispute == Dispute(between=("V1", "Q1"), about="happened")
    by_another = replace(bribed, actors=("N3",))
    assert find_disputes(words, (denial,), (by_another,), (ORLOV,), ()) == ()


@pytest.mark.parametrize(("cue", "disputes"), [("accused", 1), ("praised", 0)])
def test_an_accusation_that_is_denied_in_the_next_sentence(cue: str, disputes: int) -> None:
    words = parsed(
        f"Ms./NNP/2/compound/P Lind/NNP/3/nsubj/p {cue}/VBD/0/root Mr./NNP/5/compound/P "
        "Orlov/NNP/3/obj/p of/IN/7/case fraud/NN/3/obl ././3/punct\n"
        "He/PRP/2/nsubj denied/VBD/0/root the/DT/4/det accusation/NN/2/obj ././2/punct"
    )
    statements = (
        statement(words, "Q1", "N1", "of fraud", cue=cue),
        statement(words, "Q2", "N2", "the accusation", cue="denied", polarity="denies"),
    )
    found = find_disputes(words, statements, (), (LIND, ORLOV), ())
    assert found == (Dispute(between=("Q1", "Q2"), about="happened"),) * disputes


# --- Numbers ------------------------------------------------------------------------------------

KILLED = (
    "Officials/NNS/2/nsubj said/VBD/0/root 12/CD/4/nummod people/NNS/6/nsubj:pass "
    "were/VBD/6/aux:pass killed/VBN/2/ccomp in/IN/9/case the/DT/9/det blast/NN/6/obl ././2/punct\n"
)
PUT_AT = (
    "The/DT/2/det group/NN/3/nsubj put/VBD/0/root the/DT/5/det number/NN/3/obj of/IN/7/case "
    "dead/JJ/5/nmod at/IN/9/case 30/CD/3/obl ././3/punct"
)
DIED = (
    "The/DT/2/det group/NN/3/nsubj said/VBD/0/root 30/CD/5/nummod people/NNS/6/nsubj "
    "died/VBD/3/ccomp in/IN/9/case the/DT/9/det blast/NN/6/obl ././3/punct"
)
OFFICIALS = Entity(id="N4", name="officials", kind="group")
GROUP = Entity(id="N5", name="the group", kind="group")


def counted(
    first: str, second: str, *, sources: tuple[str, str] = ("N4", "N5")
) -> tuple[Dispute, ...]:
    words = parsed(first + second)
    one, other = words.text.split(". ", 1)
    statements = (
        statement(words, "Q1", sources[0], one.removeprefix("Officials said ")),
        statement(
            words,
            "Q2",
            sources[1],
            other.removeprefix("The group said ").removeprefix("The group put "),
        ),
    )
    quantities = find_quantities(words.text, (Span(0, len(words.text)),), (), words=words)
    return find_disputes(words, statements, (), (OFFICIALS, GROUP), quantities)


@pytest.mark.parametrize("second", [PUT_AT, DIED])
def test_two_sides_count_the_same_and_differ(second: str) -> None:
    assert counted(KILLED, second) == (Dispute(between=("Q1", "Q2"), about="quantity"),)


def test_one_side_may_count_twice() -> None:
    assert counted(KILLED, DIED, sources=("N4", "N4")) == ()


def test_the_same_number_is_no_dispute() -> None:
    assert counted(KILLED, DIED.replace("30", "12")) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (KILLED.replace("people", "soldiers"), DIED.replace("people", "civilians")),
        (KILLED, DIED.replace("blast", "flood")),
        (
            KILLED,
            (
                "The/DT/2/det group/NN/3/nsubj said/VBD/0/root the/DT/6/det death/NN/6/compound "
                "toll/NN/8/nsubj had/VBD/8/aux risen/VBN/3/ccomp to/TO/10/case 30/CD/8/obl "
                "././3/punct"
            ),
        ),
        (
            KILLED.replace("said/VBD/0/root 12/CD/4", "said/VBD/0/root over/IN/4/advmod 12/CD/5")
            .replace("people/NNS/6", "people/NNS/7")
            .replace("/6/aux:pass", "/7/aux:pass")
            .replace("in/IN/9", "in/IN/10")
            .replace("the/DT/9", "the/DT/10")
            .replace("blast/NN/6", "blast/NN/7"),
            DIED,
        ),
        (
            (
                "Officials/NNS/2/nsubj said/VBD/0/root 12/CD/4/nummod people/NNS/5/nsubj "
                "met/VBD/2/ccomp after/IN/8/case the/DT/8/det blast/NN/5/obl ././2/punct\n"
            ),
            DIED,
        ),
        (
            KILLED.replace("blast/NN/6/obl", "Riga/NNP/6/obl/L"),
            DIED.replace("blast/NN/6/obl", "Oslo/NNP/6/obl/L"),
        ),
    ],
    ids=["other people", "another event", "later", "a lower bound", "no victims", "elsewhere"],
)
def test_counts_that_can_both_hold(first: str, second: str) -> None:
    assert counted(first, second) == ()


# --- Anything -----------------------------------------------------------------------------------


@given(any_words(), st.data())
def test_any_records_give_disputes_between_them(words: Words, data: st.DataObject) -> None:
    statements = tuple(
        Statement(
            id=f"Q{number}",
            form="indirect",
            mode="speech",
            source=data.draw(st.sampled_from(("N1", "N2", None))),
            cue_spans=(data.draw(any_span(words)),),
            content_spans=(data.draw(any_span(words)),),
            polarity=data.draw(st.sampled_from(("asserts", "denies"))),
            confidence=0.5,
        )
        for number in range(3)
    )
    events = tuple(
        Event(
            id=f"V{number}",
            trigger=data.draw(any_span(words)),
            factuality=0,
            settled=data.draw(st.sampled_from(("happened", "not_happened"))),
            according_to=data.draw(st.sampled_from(("Q0", "Q1", None))),
        )
        for number in range(3)
    )
    quantities = find_quantities(words.text, (Span(0, len(words.text)),), (), words=words)
    ids = {one.id for one in (*statements, *events)}
    found = find_disputes(words, statements, events, (LIND, ORLOV), quantities)
    for dispute in found:
        assert set(dispute.between) <= ids
        assert dispute.between[0] != dispute.between[1]
    assert len({frozenset(dispute.between) for dispute in found}) == len(found)
