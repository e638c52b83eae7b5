"""Who is told, asked or hears something, as the shipped model and grammar have it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.pages import page_from_text
from sayso.reader.reader import Reader
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.repairs.hearers import find_hearer, withdraw_hearers
from sayso.reading import Reading, Statement
from tests.reader.parsed import any_span, any_words, parsed


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def who(reading: Reading, statement: Statement) -> tuple[str | None, str | None]:
    """Source and addressee by name."""
    names = {entity.id: entity.name for entity in reading.entities}
    return names.get(statement.source or ""), names.get(statement.addressee or "")


def content(reading: Reading, statement: Statement) -> str:
    text = reading.page.text
    return " … ".join(text[slice(*span)] for span in statement.content_spans)


@pytest.mark.parametrize(
    ("sentence", "source", "hearer", "said"),
    [
        (
            "The court heard that the driver had been drinking.",
            None,
            "The court",
            "that the driver had been drinking",
        ),
        (
            "The committee heard from a vet that the horses were starved.",
            "a vet",
            "The committee",
            "that the horses were starved",
        ),
        (
            "Parliament was told that the jets would arrive in spring.",
            None,
            "Parliament",
            "that the jets would arrive in spring",
        ),
        (
            "Winslow was asked if the pit would close.",
            None,
            "Winslow",
            "if the pit would close",
        ),
        (
            "The pilots were asked whether they had slept.",
            None,
            "The pilots",
            "whether they had slept",
        ),
        (
            "Staff were told that the shop would close.",
            None,
            "Staff",
            "that the shop would close",
        ),
        (
            "MPs were told by the minister that the fund was empty.",
            "the minister",
            "MPs",
            "that the fund was empty",
        ),
        ("Nurse stole drugs, tribunal told", None, "tribunal", "Nurse stole drugs"),
        (
            "The neighbours heard that she was moving.",
            "The neighbours",
            None,
            "that she was moving",
        ),
        (
            "The prosecutor told the court that the rope was cut.",
            "The prosecutor",
            "the court",
            "that the rope was cut",
        ),
    ],
)
def test_who_hears_it_does_not_say_it(
    reader: Reader, sentence: str, source: str | None, hearer: str | None, said: str
) -> None:
    reading = reader.read(page_from_text(sentence))
    (statement,) = reading.statements
    assert who(reading, statement) == (source, hearer)
    assert content(reading, statement) == said


@pytest.mark.parametrize(
    ("sentence", "asker", "speaker"),
    [
        (
            "Mayor Ana Ruiz, asked if the beaches were safe, said people should stay away.",
            None,
            "Ana Ruiz",
        ),
        ("Asked by CNN whether he would resign, Holm said he would not.", "CNN", "Holm"),
        ("Asked about the strike, the minister said talks would go on.", None, "the minister"),
        (
            "Inspector Roy, asked by local radio if more arrests were likely, said no.",
            "local radio",
            "Inspector Roy",
        ),
        (
            "“We will see,” Ruiz told reporters when asked how long the curfew would last.",
            None,
            "Ruiz",
        ),
    ],
)
def test_who_is_asked_answers(
    reader: Reader, sentence: str, asker: str | None, speaker: str
) -> None:
    reading = reader.read(page_from_text(sentence))
    answer = next(one for one in reading.statements if one.polarity == "asserts")
    question = next(one for one in reading.statements if one.polarity == "asks")
    assert who(reading, question) == (asker, speaker)
    assert who(reading, answer)[0] == speaker
    if "reporters" not in sentence:
        assert who(reading, answer)[1] == asker


def test_who_was_asked_is_who_speaks_next(reader: Reader) -> None:
    reading = reader.read(
        page_from_text(
            "Pat Dale said the ships had gone. Minister Ruth Cole was asked twice if she knew. "
            "Twice she said no."
        )
    )
    assert who(reading, reading.statements[-1])[0] == "Ruth Cole"


def test_what_somebody_was_asked_is_no_part_of_the_answer(reader: Reader) -> None:
    reading = reader.read(
        page_from_text("Holm said, when asked about the money, that he had never seen it.")
    )
    answer = next(one for one in reading.statements if one.polarity == "asserts")
    assert content(reading, answer) == "that he had never seen it"


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_grammar_gives_spans_of_the_page(data: st.DataObject) -> None:
    words = data.draw(any_words())
    spans = data.draw(st.lists(any_span(words), max_size=4))
    drafts = [Draft([span], [spans[0]], [spans[-1]], 0.5) for span in spans]
    withdraw_hearers(words, drafts)
    for draft in drafts:
        assert all(0 <= s.start <= s.end <= len(words.text) for s in draft.spans())


def test_who_is_asked_is_the_one_with_the_name() -> None:
    words = parsed(
        "Asked/VBN/8/advcl about/IN/3/case it/PRP/1/obl ,/,/8/punct Secretary/NNP/8/nsubj "
        "Ada/NNP/7/compound/P Roe/NNP/8/nsubj/p declined/VBD/0/root ././8/punct"
    )
    hearer = find_hearer(words, 0)
    assert hearer is not None
    assert words.written[hearer] == "Roe"
