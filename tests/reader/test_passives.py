"""Who says it in the passive, as the shipped model and grammar have it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.pages import page_from_text
from sayso.reader.grammar.words import Words
from sayso.reader.reader import Reader
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.repairs.passives import name_agents
from sayso.reading import Reading, Span
from tests.reader.parsed import any_span, any_words


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def told(reading: Reading) -> list[tuple[str, str]]:
    """Source and content of each statement, in their words."""
    text = reading.page.text
    return [
        tuple(
            " … ".join(text[slice(*s)] for s in role)
            for role in (statement.source_spans, statement.content_spans)
        )
        for statement in reading.statements
    ]


@pytest.mark.parametrize(
    ("sentence", "who", "said"),
    [
        (
            "Nora Brandt has been accused by the opposition of hiding the cost of the bridge.",
            "the opposition",
            "Nora Brandt … of hiding the cost of the bridge",
        ),
        (
            "Police were accused by lawyers for the family of losing the tapes.",
            "lawyers for the family",
            "Police … of losing the tapes",
        ),
        ("Her novel was praised by critics for its wit.", "critics", "Her novel … for its wit"),
        (
            "The plan was dismissed by the finance minister as unworkable.",
            "the finance minister",
            "The plan … as unworkable",
        ),
        (
            "The firm was urged by regulators to recall the heaters.",
            "regulators",
            "The firm … to recall the heaters",
        ),
        (
            "The move, dubbed a stunt by the mayor, drew thousands to the square.",
            "the mayor",
            "The move … a stunt",
        ),
        # "It" is nobody's word, and who is told it is no part of it.
        (
            "It was revealed by the Courier last week that the bank had known for years.",
            "the Courier",
            "that the bank had known for years",
        ),
        (
            "The teachers were told by the head of the school that their jobs were safe.",
            "the head of the school",
            "that their jobs were safe",
        ),
        (
            "The minister was asked by a reporter whether he had met the banker.",
            "a reporter",
            "whether he had met the banker",
        ),
    ],
)
def test_whom_by_names_says_it(reader: Reader, sentence: str, who: str, said: str) -> None:
    assert told(reader.read(page_from_text(sentence))) == [(who, said)]


def test_who_is_told_is_the_hearer(reader: Reader) -> None:
    page = page_from_text("The teachers were told by the mayor that their jobs were safe.")
    reading = reader.read(page)
    (statement,) = reading.statements
    names = {entity.id: entity.name for entity in reading.entities}
    assert statement.addressee is not None
    assert "teachers" in names[statement.addressee]


@pytest.mark.parametrize(
    "sentence",
    [
        "The house was surrounded by soldiers by nightfall.",
        "Soldiers, called to the border by their general, slept in tents.",
    ],
)
def test_what_is_done_is_not_said(reader: Reader, sentence: str) -> None:
    assert told(reader.read(page_from_text(sentence))) == []


@settings(max_examples=50)
@given(st.data())
def test_any_grammar_makes_sound_spans(data: st.DataObject) -> None:
    words: Words = data.draw(any_words())
    spans = st.lists(any_span(words), max_size=2).map(
        lambda found: sorted(Span(*span) for span in found if span.start < span.end)
    )
    drafts = [Draft(data.draw(spans), data.draw(spans), data.draw(spans), 0.5)]
    name_agents(words, drafts)
    for draft in drafts:
        for start, end in draft.spans():
            assert 0 <= start < end <= len(words.text)
