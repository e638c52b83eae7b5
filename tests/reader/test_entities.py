"""Who a page's sources are: the certain cases on written grammar, the promises on any grammar."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.identity.entities import Party, Quote, identify
from sayso.reader.label import build_label
from sayso.reader.quotation import find_quotations
from sayso.reader.scoring.coreference import LINK, Mentions
from sayso.reader.scoring.relation import Relation
from sayso.reader.statements.build import build_statements
from sayso.reading import Entity, Page, Span
from tests.reader.analysed import analysis_of
from tests.reader.parsed import any_span, any_words, parsed


def people(
    notation: str,
    *sources: str,
    likes: tuple[tuple[str, str], ...] = (),
    byline: str | None = None,
    outlet: str | None = None,
) -> tuple[list[Entity], list[str | None]]:
    """The entities of a text whose sources are these words, found one after the other."""
    words = parsed(notation)
    parties, place = [], 0
    for source in sources:
        start = words.text.index(source, place)
        place = start + 1
        parties.append(Party((Span(start, start + len(source)),)))
    entities = identify(
        analysis_of(words, likes), words.text, parties, byline=byline, outlet=outlet
    )
    by_id = {entity.id: entity.name for entity in entities}
    return list(entities), [by_id[p.entity] if p.entity else None for p in parties]


INTRODUCED = (
    "Mayor/NNP/3/compound Ana/NNP/3/compound/P Reyes/NNP/4/nsubj/p spoke/VBD/0/root ././4/punct\n"
)


def test_a_surname_and_a_title_are_the_person_who_was_introduced() -> None:
    entities, names = people(
        INTRODUCED + "Reyes/NNP/2/nsubj/P left/VBD/0/root ././2/punct\n"
        "The/DT/2/det mayor/NN/3/nsubj slept/VBD/0/root ././3/punct",
        "Mayor Ana Reyes",
        "Reyes left".removesuffix(" left"),
        "The mayor",
    )
    assert names == ["Ana Reyes"] * 3
    assert [entity.naming for entity in entities] == ["named"]
    assert [mention.form for mention in entities[0].mentions] == ["name", "name", "nominal"]


def test_a_former_mayor_is_not_the_mayor() -> None:
    _, names = people(
        INTRODUCED + "The/DT/3/det former/JJ/3/amod mayor/NN/4/nsubj slept/VBD/0/root ././4/punct",
        "Mayor Ana Reyes",
        "The former mayor",
    )
    assert names == ["Ana Reyes", "The former mayor"]


def test_a_pronoun_goes_where_gender_allows() -> None:
    two = (
        "Ana/NNP/2/compound/P Reyes/NNP/5/nsubj/p met/VBD/0/root Tom/NNP/5/compound/P "
        "Ward/NNP/3/obj/p ././3/punct\n"
    )
    for pronoun, name in (("She", "Ana Reyes"), ("He", "Tom Ward")):
        _, names = people(
            two + f"{pronoun}/PRP/2/nsubj left/VBD/0/root ././2/punct",
            "Ana Reyes",
            pronoun,
            likes=((pronoun, "Reyes"), (pronoun, "Ward")),
        )
        assert names[1] == name


def test_where_nothing_speaks_for_a_link_it_is_left_out() -> None:
    entities, names = people(
        INTRODUCED + "They/PRP/2/nsubj left/VBD/0/root ././2/punct", "Mayor Ana Reyes", "They"
    )
    assert names == ["Ana Reyes", "They"]
    assert [entity.naming for entity in entities] == ["named", "unnamed"]


def test_two_people_of_one_surname_stay_two() -> None:
    _, names = people(
        "Ana/NNP/2/compound/P Reyes/NNP/5/nsubj/p and/CC/5/cc Leo/NNP/5/compound/P "
        "Reyes/NNP/6/nsubj/P left/VBD/0/root ././6/punct\n"
        "Leo/NNP/2/compound/P Reyes/NNP/3/nsubj/p slept/VBD/0/root ././3/punct",
        "Ana Reyes",
        "Leo Reyes",
        "Leo Reyes",
    )
    assert names == ["Ana Reyes", "Leo Reyes", "Leo Reyes"]


def test_an_apposition_names_whom_it_describes() -> None:
    _, names = people(
        "Her/PRP$/2/nmod:poss lawyer/NN/6/nsubj ,/,/2/punct Jo/NNP/5/compound/P "
        "Marsh/NNP/2/appos/p ,/,/2/punct left/VBD/0/root ././7/punct\n"
        "The/DT/2/det lawyer/NN/3/nsubj slept/VBD/0/root ././3/punct",
        "Her lawyer, Jo Marsh,",
        "The lawyer",
    )
    assert names == ["Jo Marsh", "Jo Marsh"]


def test_who_is_the_noun_before() -> None:
    _, names = people(
        "Ana/NNP/2/compound/P Reyes/NNP/6/nsubj/p ,/,/2/punct who/WP/5/nsubj knew/VBD/2/acl:relcl "
        "left/VBD/0/root ././6/punct",
        "who",
    )
    assert names == ["Ana Reyes"]


def test_two_people_together_are_a_source_of_their_own() -> None:
    entities, names = people(
        "Ana/NNP/2/compound/P Reyes/NNP/6/nsubj/p and/CC/5/cc Tom/NNP/5/compound/P "
        "Ward/NNP/2/conj/p left/VBD/0/root ././6/punct",
        "Ana Reyes and Tom Ward",
    )
    assert names == ["Ana Reyes and Tom Ward"]
    assert [(e.kind, e.naming, e.number) for e in entities] == [("group", "named", 2)]


@pytest.mark.parametrize("said_of", [2, 3, 6])
def test_who_is_no_place_where_there_is_somebody(said_of: int) -> None:
    # Grammar gives the clause to a verb, to the people, to the place.
    _, names = people(
        "It/PRP/2/nsubj angers/VBZ/0/root voters/NNS/2/obj/person in/IN/6/case the/DT/6/det "
        f"state/NN/3/nmod/place who/WP/8/nsubj say/VBP/{said_of}/acl:relcl so/RB/8/advmod",
        "who",
    )
    assert names == ["voters"]


def test_who_is_a_place_where_there_is_nobody_else() -> None:
    _, names = people(
        "It/PRP/2/nsubj is/VBZ/0/root in/IN/5/case the/DT/5/det "
        "state/NN/2/obl/place who/WP/7/nsubj says/VBZ/5/acl:relcl so/RB/7/advmod",
        "who",
    )
    assert names == ["the state"]


def test_i_is_whoever_is_quoted_and_outside_of_quotations_the_author() -> None:
    words = parsed(
        INTRODUCED + "I/PRP/2/nsubj left/VBD/0/root ././2/punct\nI/PRP/2/nsubj slept/VBD/0/root"
    )
    mayor, quoted, own = (
        Party((Span(words.text.index(s), words.text.index(s) + n),))
        for s, n in (("Mayor", len("Mayor Ana Reyes")), ("I left", 1), ("I slept", 1))
    )
    start = words.text.index("I left")
    quote = Quote(Span(start, start + len("I left.")), mayor)
    entities = identify(
        analysis_of(words), words.text, [mayor, quoted, own], [quote], byline="Kim Vale"
    )
    assert quoted.entity == mayor.entity != own.entity
    assert [(e.name, e.kind, e.naming) for e in entities] == [
        ("Ana Reyes", "person", "named"),
        ("Kim Vale", "author", "named"),
    ]


def test_an_acronym_is_its_long_form() -> None:
    _, names = people(
        "The/DT/4/det Harbor/NNP/4/compound/G Pilots/NNPS/4/compound/g Association/NNP/5/nsubj/g "
        "left/VBD/0/root ././5/punct\nThe/DT/2/det HPA/NNP/3/nsubj/G slept/VBD/0/root",
        "The Harbor Pilots Association",
        "The HPA",
    )
    assert names == ["Harbor Pilots Association"] * 2


def test_grammar_that_goes_in_circles_ends() -> None:
    _, names = people(
        "house/NN/2/compound lawyer/NN/1/compound ,/,/2/punct Jo/NNP/5/compound/P "
        "Marsh/NNP/6/nsubj/p left/VBD/0/root",
        "Jo Marsh",
    )
    assert names == ["Jo Marsh"]


@given(st.data())
def test_the_promises_of_the_record_hold_on_any_grammar(data: st.DataObject) -> None:
    words = data.draw(any_words())
    spans = st.lists(any_span(words), max_size=2).map(lambda found: tuple(sorted(found)))
    relations = data.draw(
        st.lists(
            st.builds(Relation, cue=spans, source=spans, content=spans, score=st.floats(0, 1)),
            max_size=5,
        )
    )
    generator = np.random.default_rng(data.draw(st.integers(0, 9)))
    features = generator.normal(size=(2, len(words), 2 * LINK)).astype(np.float32)
    analysis = analysis_of(words)
    mentions = Mentions(*features, analysis.mentions.places, analysis.mentions.ids)
    page = Page(id="0" * 64, origin="-", text=words.text)
    entities, statements = build_statements(
        page,
        relations,
        find_quotations(words.text),
        replace(analysis, mentions=mentions),
    )
    ids = {entity.id for entity in entities}
    assert len(ids) == len(entities)
    placed = [mention.span for entity in entities for mention in entity.mentions]
    assert len(placed) == len(set(placed))
    assert all(0 <= start < end <= len(words.text) for start, end in placed)
    for entity in entities:
        assert {entity.affiliation, entity.part_of} - {None} <= ids - {entity.id}
    outer = {statement.id: statement.within for statement in statements}
    for statement in statements:
        assert {statement.source, statement.addressee, *statement.via} - {None} <= ids
        assert (statement.source is None) == (not statement.source_spans)
        steps, inside = 0, statement.within
        while inside is not None:
            steps, inside = steps + 1, outer[inside]
            assert steps <= len(statements)
    label = build_label(statements, entities)
    assert label.sources == len({s.source for s in statements} - {None})
    assert label.named_sources + label.unnamed_sources == label.sources


TOLD = (
    "Harbor/NNP/2/compound/G Foods/NNPS/3/nsubj/g told/VBD/0/root the/DT/5/det Ledger/NNP/3/obj/G "
    "././3/punct\nIt/PRP/2/nsubj refused/VBD/0/root ././2/punct\n"
    "The/DT/2/det company/NN/3/nsubj/organization closed/VBD/0/root ././3/punct"
)


@pytest.mark.parametrize(("outlet", "it"), [("The Capital Ledger", "It"), (None, "Ledger")])
def test_a_page_tells_nothing_of_its_own_outlet_as_it(outlet: str | None, it: str) -> None:
    _, names = people(TOLD, "It", likes=(("It", "Ledger"),), outlet=outlet)
    assert names == [it]


def test_no_outlet_is_a_union() -> None:
    union = TOLD.replace("company", "union")
    likes = (("union", "Ledger"),)
    assert people(TOLD, "The company", likes=(("company", "Ledger"),))[1] == ["Ledger"]
    assert people(union, "The union", likes=likes)[1] == ["The union"]


def test_two_parts_of_one_verb_are_two() -> None:
    _, names = people(
        "An/DT/2/det inspector/NN/3/nsubj/person warned/VBD/0/root the/DT/5/det "
        "operator/NN/3/obj/person ././3/punct",
        "An inspector",
        "the operator",
        likes=(("operator", "inspector"),),
    )
    assert names == ["An inspector", "the operator"]


def test_a_states_president_is_nobody_of_whom_something_else_was_said() -> None:
    driver = (
        "Ilo/NNP/2/compound/P Orsk/NNP/6/nsubj/p ,/,/2/punct a/DT/5/det driver/NN/2/appos/person "
        "slept/VBD/0/root ././6/punct\n"
    )
    _, names = people(
        driver
        + "Norland/NNP/3/nmod:poss/L ’s/POS/1/case president/NN/4/nsubj/person left/VBD/0/root",
        "Ilo Orsk",
        "Norland’s president",
        likes=(("president", "Orsk"), ("president", "driver")),
    )
    assert names == ["Ilo Orsk", "Norland’s president"]


def test_a_name_after_what_is_said_of_somebody_is_who_it_is() -> None:
    entities, names = people(
        "A/DT/2/det dealer/NN/10/nsubj/person who/WP/4/nsubj sold/VBD/2/acl:relcl Roe/NNP/4/obj/P "
        ",/,/8/punct Jane/NNP/8/compound/P Doe/NNP/5/appos/p ,/,/8/punct left/VBD/0/root",
        "A dealer who sold Roe, Jane Doe,",
    )
    assert names == ["Jane Doe"]
    assert entities[0].naming == "named"


def test_a_title_is_no_part_of_a_full_name() -> None:
    entities, names = people(
        "Inspector/NNP/3/compound/P Jane/NNP/3/compound/p Roe/NNP/4/nsubj/p left/VBD/0/root "
        "././4/punct\nDr/NNP/2/compound/P Doe/NNP/3/nsubj/p stayed/VBD/0/root ././3/punct",
        "Inspector Jane Roe",
        "Dr Doe",
    )
    assert names == ["Jane Roe", "Dr Doe"]
    assert entities[0].role == "Inspector"


def test_how_one_is_addressed_is_no_role_where_the_page_says_another() -> None:
    entities, _ = people(
        "Dr/NNP/3/compound/P Jane/NNP/3/compound/p Roe/NNP/8/nsubj/p ,/,/3/punct the/DT/6/det "
        "director/NN/3/appos/person ,/,/3/punct left/VBD/0/root ././8/punct",
        "Dr Jane Roe, the director,",
    )
    assert (entities[0].name, entities[0].role) == ("Jane Roe", "director")


def test_things_are_no_group_of_people() -> None:
    entities, _ = people(
        "Further/JJ/2/amod tests/NNS/3/nsubj/abstract showed/VBD/0/root it/PRP/3/obj ././3/punct\n"
        "Further/JJ/2/amod guests/NNS/3/nsubj/person said/VBD/0/root it/PRP/3/obj ././3/punct",
        "Further tests",
        "Further guests",
    )
    assert [entity.kind for entity in entities] == ["other", "group"]


def test_the_town_that_an_outlet_is_called_after_is_not_the_outlet() -> None:
    town = (
        "Alder/NNP/2/nsubj/L voted/VBD/0/root ././2/punct\n"
        "It/PRP/2/nsubj refused/VBD/0/root ././2/punct"
    )
    _, names = people(town, "It", likes=(("It", "Alder"),), outlet="KALD Alder")
    assert names == ["Alder"]
