"""Whom a report cites, as the shipped model and grammar have it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.pages import page_from_text
from sayso.reader.reader import Reader
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.repairs.citing import part_citing
from tests.reader.parsed import any_span, any_words


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


@pytest.mark.parametrize(
    ("sentence", "who", "outlet", "said"),
    [
        (
            "Reuters reported, citing three diplomats, that the talks had collapsed.",
            "three diplomats",
            "Reuters",
            "that the talks had collapsed",
        ),
        (
            "CNN reported Tuesday, citing two officials, that the envoy had quit.",
            "two officials",
            "CNN",
            "that the envoy had quit",
        ),
        (
            "The daily Posten said, quoting a doctor, that the singer was in a coma.",
            "a doctor",
            "Posten",
            "that the singer was in a coma",
        ),
        (
            "The minister has resigned, state television said, quoting his office.",
            "his office",
            "state television",
            "The minister has resigned",
        ),
        (
            "The bridge was closed, the Sun reported, citing an engineer.",
            "an engineer",
            "Sun",
            "The bridge was closed",
        ),
    ],
)
def test_whom_an_outlet_cites_is_the_source_of_what_it_reports(
    reader: Reader, sentence: str, who: str, outlet: str, said: str
) -> None:
    reading = reader.read(page_from_text(sentence))
    text = reading.page.text
    names = {entity.id: entity.name for entity in reading.entities}
    found = {
        " ".join(text[slice(*span)] for span in one.content_spans): one
        for one in reading.statements
    }
    assert names[found[said].source or ""] == who
    assert [names[one] for one in found[said].via] == [outlet]
    assert who in found


def test_who_is_no_outlet_says_what_they_cite_others_for(reader: Reader) -> None:
    reading = reader.read(page_from_text("The mayor said, citing a study, that the air was clean."))
    text = reading.page.text
    names = {entity.id: entity.name for entity in reading.entities}
    told = [
        (names[one.source or ""], text[slice(*one.content_spans[0])]) for one in reading.statements
    ]
    assert sorted(told) == [("The mayor", "a study"), ("The mayor", "that the air was clean")]


@pytest.mark.parametrize(
    ("sentence", "outlets"),
    [
        ("In remarks carried by KNA, the minister said the border would stay shut.", ["KNA"]),
        ("He said, in an interview published by Die Zeit, that he was ill.", ["Die Zeit"]),
        ("A memo seen by Reuters says the plant will close in June.", ["Reuters"]),
        ("A letter to staff, reviewed by the BBC, said bonuses would be cut.", ["BBC"]),
        ("In a speech aired by state television, he said the war was won.", ["state television"]),
        ("In a letter seen by the police, he said the war was won.", []),
        ("In a statement released by the firm, Roe said the war was won.", []),
    ],
)
def test_who_carries_or_has_seen_what_is_said_relays_it(
    reader: Reader, sentence: str, outlets: list[str]
) -> None:
    reading = reader.read(page_from_text(sentence))
    names = {entity.id: entity.name for entity in reading.entities}
    (statement,) = reading.statements
    assert [names[one] for one in statement.via] == outlets


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Sales will cost $30 million, per a company filing.",
            [("a company filing", "Sales will cost $30 million")],
        ),
        ("Per Reuters, the tanker was empty.", [("Reuters", "the tanker was empty")]),
        ("He earns $20 per hour.", []),
    ],
)
def test_per_is_according_to(
    reader: Reader, sentence: str, expected: list[tuple[str, str]]
) -> None:
    reading = reader.read(page_from_text(sentence))
    text = reading.page.text
    names = {entity.id: entity.name for entity in reading.entities}
    assert [
        (names[one.source or ""], text[slice(*one.content_spans[0])]) for one in reading.statements
    ] == expected


def test_who_speaks_in_what_an_outlet_is_cited_for_is_the_source_of_it(reader: Reader) -> None:
    sentence = 'The deputy called the plan "shameful," according to the Herald.'
    outer, inner = reader.read(page_from_text(sentence)).statements
    assert inner.within == outer.id
    assert sentence[slice(*inner.source_spans[0])] == "The deputy"
    assert sentence[slice(*inner.content_spans[0])] == 'the plan "shameful,"'
    assert inner.via == (outer.source,)


@pytest.mark.parametrize(
    ("sentence", "hearer", "said"),
    [
        (
            "She told NBC News' Today show that she was ready.",
            "NBC News' Today show",
            "that she was ready",
        ),
        (
            "He told CNN Tuesday's strike was a mistake.",
            "CNN",
            "Tuesday's strike was a mistake",
        ),
    ],
)
def test_outlets_are_told_things(reader: Reader, sentence: str, hearer: str, said: str) -> None:
    reading = reader.read(page_from_text(sentence))
    (statement,) = reading.statements
    names = {entity.id: entity.name for entity in reading.entities}
    assert names[statement.addressee or ""] == hearer
    assert sentence[slice(*statement.content_spans[0])] == said
    assert len(statement.via) == 1


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_grammar_gives_spans_of_the_page(data: st.DataObject) -> None:
    words = data.draw(any_words())
    spans = data.draw(st.lists(any_span(words), max_size=3))
    drafts = [Draft([span], [span], [span], 0.5) for span in spans]
    for draft in part_citing(words, drafts):
        assert all(0 <= s.start <= s.end <= len(words.text) for s in draft.spans())
