"""Those of whom something is said in a noun, as the shipped model and grammar have them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.pages import page_from_text
from sayso.reader.reader import Reader
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.repairs.targets import part_targets
from tests.reader.parsed import any_span, any_words, at, parsed, said


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Ministers face questions about the price of the ferry.", "the price of the ferry"),
        (
            "The mayor faced accusations of favouring his brother's firm.",
            "favouring his brother's firm",
        ),
        ("The bank has drawn criticism for closing its last branch.", "closing its last branch"),
        ("Osei has received praise for his calm.", "his calm"),
    ],
)
def test_who_is_asked_or_judged_does_not_say_it(
    reader: Reader, sentence: str, content: str
) -> None:
    reading = reader.read(page_from_text(sentence))
    (statement,) = reading.statements
    assert statement.source is None
    assert statement.source_spans == ()
    assert " … ".join(sentence[slice(*span)] for span in statement.content_spans) == content


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The farmers voiced criticism of the quarry.", "The farmers"),
        ("Olsen raised questions about the price of the ferry.", "Olsen"),
        ("The union renewed its call for a strike.", "The union"),
        ("The minister won an argument over whether the pit should close.", "The minister"),
    ],
)
def test_who_asks_or_judges_says_it(reader: Reader, sentence: str, source: str) -> None:
    reading = reader.read(page_from_text(sentence))
    (statement,) = reading.statements
    assert [sentence[slice(*span)] for span in statement.source_spans] == [source]


def test_whom_from_names_says_it() -> None:
    words = parsed(
        "The/DT/2/det quarry/NN/4/nsubj has/VBZ/4/aux drawn/VBN/0/root criticism/NN/4/obj "
        "from/IN/7/case farmers/NNS/5/nmod ././4/punct"
    )
    draft = Draft(
        [at(words, "has drawn criticism")], [at(words, "The quarry")], [at(words, "farmers")], 0.5
    )
    part_targets(words, [draft])
    assert [said(words, span) for span in draft.source] == ["farmers"]
    assert [said(words, span) for span in draft.content] == ["The quarry"]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_grammar_gives_spans_of_the_page(data: st.DataObject) -> None:
    words = data.draw(any_words())
    spans = data.draw(st.lists(any_span(words), max_size=4))
    drafts = [Draft([span], [spans[0]], [spans[-1]], 0.5) for span in spans]
    part_targets(words, drafts)
    for draft in drafts:
        assert all(0 <= s.start <= s.end <= len(words.text) for s in draft.spans())
