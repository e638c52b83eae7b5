"""What is said of something in a clause about it, as the shipped model and grammar have it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.pages import page_from_text
from sayso.reader.reader import Reader
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.repairs.relatives import fill_relatives
from tests.reader.parsed import any_span, any_words


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


@pytest.mark.parametrize(
    ("sentence", "source", "content"),
    [
        (
            "The firm hid a report that the union says would have closed the pit.",
            "the union",
            "that … would have closed the pit",
        ),
        (
            "He paid for a mill that neighbours say has stood empty for years.",
            "neighbours",
            "that … has stood empty for years",
        ),
        # Without a relative pronoun it is what the clause is about.
        (
            "Olsen is in a dispute with a bank she claims cheated her mother.",
            "she",
            "a bank … cheated her mother",
        ),
        ("They sold the mare he believes will win in May.", "he", "the mare … will win in May"),
        # Clauses that lack nothing.
        ("Olsen said that would be mad.", "Olsen", "that would be mad"),
        (
            "The road that Osei built, he said, was safe.",
            "he",
            "The road that Osei built … was safe",
        ),
    ],
)
def test_the_subject_before_who_says_it_is_said(
    reader: Reader, sentence: str, source: str, content: str
) -> None:
    reading = reader.read(page_from_text(sentence))
    found = {
        " … ".join(sentence[slice(*span)] for span in s.source_spans): " … ".join(
            sentence[slice(*span)] for span in s.content_spans
        )
        for s in reading.statements
    }
    assert found[source] == content


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_grammar_gives_spans_of_the_page(data: st.DataObject) -> None:
    words = data.draw(any_words())
    spans = data.draw(st.lists(any_span(words), max_size=4))
    drafts = [Draft([span], [spans[0]], [spans[-1]], 0.5) for span in spans]
    fill_relatives(words, drafts)
    for draft in drafts:
        assert all(0 <= s.start <= s.end <= len(words.text) for s in draft.spans())
