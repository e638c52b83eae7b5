"""Statements inside of what is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reader.grammar.words import Words
from sayso.reader.spans import inside
from sayso.reader.statements.nested import NestedRelation, find_nested
from tests.reader.parsed import any_span, any_words, at, layout_of, parsed, said


def nested(notation: str, content: str) -> tuple[Words, list[NestedRelation]]:
    words = parsed(notation)
    return words, find_nested(words, layout_of(words), [at(words, content)])


def parts(words: Words, relation: NestedRelation) -> tuple[list[str | None], ...]:
    return tuple(
        [said(words, span) for span in spans]
        for spans in (relation.source, relation.cue, relation.content)
    )


def test_a_source_that_quotes_another() -> None:
    words, found = nested(
        "One/CD/5/nsubj of/IN/4/case the/DT/4/det officials/NNS/1/nmod said/VBD/0/root "
        "Roe/NNP/8/nsubj/P has/VBZ/8/aux told/VBN/5/ccomp aides/NNS/8/obj that/IN/12/mark "
        "he/PRP/12/nsubj left/VBD/8/ccomp ././5/punct",
        "Roe has told aides that he left",
    )
    assert [parts(words, one) for one in found] == [
        (["Roe"], ["has told"], ["that he left"]),
    ]


def test_a_quotation_inside_a_quotation() -> None:
    words, found = nested(
        "He/PRP/2/nsubj said/VBD/0/root :/:/2/punct “/``/6/punct She/PRP/6/nsubj told/VBD/2/ccomp "
        "me/PRP/6/obj ,/,/6/punct ‘/``/11/punct Go/VB/6/ccomp home/RB/10/advmod ././10/punct "
        "’/''/10/punct ”/''/6/punct",
        "“She told me, ‘Go home.’”",
    )
    assert [parts(words, one) for one in found] == [
        (["She"], ["told"], ["‘Go home.’"]),
    ]


def test_according_to_inside_of_what_is_said() -> None:
    words, found = nested(
        "He/PRP/2/nsubj said/VBD/0/root that/IN/6/mark the/DT/5/det plan/NN/6/nsubj "
        "died/VBD/2/ccomp "
        ",/,/6/punct according/VBG/10/case to/IN/8/fixed Roe/NNP/6/obl/P ././2/punct",
        "that the plan died, according to Roe",
    )
    assert [parts(words, one) for one in found] == [
        (["Roe"], ["according to"], ["that the plan died"]),
    ]


@pytest.mark.parametrize(
    "content",
    [
        # Nobody in particular.
        "People/NNS/2/nsubj say/VBP/0/root that/IN/5/mark he/PRP/5/nsubj left/VBD/2/ccomp",
        "I/PRP/2/nsubj said/VBD/0/root that/IN/5/mark he/PRP/5/nsubj left/VBD/2/ccomp",
        "It/PRP/2/nsubj says/VBZ/0/root that/IN/5/mark he/PRP/5/nsubj left/VBD/2/ccomp",
        # Not said, or not said yet.
        (
            "Roe/NNP/3/nsubj/P would/MD/3/aux say/VB/0/root that/IN/6/mark he/PRP/6/nsubj "
            "left/VBD/3/ccomp"
        ),
        (
            "Roe/NNP/3/nsubj/P never/RB/3/advmod said/VBD/0/root that/IN/6/mark he/PRP/6/nsubj "
            "left/VBD/3/ccomp"
        ),
        (
            "If/IN/3/mark Roe/NNP/3/nsubj/P says/VBZ/7/advcl he/PRP/5/nsubj left/VBD/3/ccomp "
            "we/PRP/7/nsubj go/VBP/0/root"
        ),
        # No clause is said.
        "Roe/NNP/2/nsubj/P said/VBD/0/root goodbye/NN/2/obj",
        "Roe/NNP/2/nsubj/P says/VBZ/0/root whatever/WDT/5/obj he/PRP/5/nsubj wants/VBZ/2/ccomp",
        # Thought, not said.
        "Roe/NNP/2/nsubj/P thinks/VBZ/0/root that/IN/5/mark he/PRP/5/nsubj left/VBD/2/ccomp",
    ],
)
def test_what_is_no_statement(content: str) -> None:
    words = parsed(content)
    assert nested(content, words.text)[1] == []


@given(st.data())
@settings(max_examples=300)
def test_wrong_grammar_never_raises_and_spans_lie_in_the_content(data: st.DataObject) -> None:
    words = data.draw(any_words())
    content = data.draw(st.lists(any_span(words), max_size=2))
    for relation in find_nested(words, layout_of(words), content):
        for spans in (relation.cue, relation.source, relation.content):
            for span in spans:
                assert span.start < span.end
                assert any(inside(span, place) for place in content)
