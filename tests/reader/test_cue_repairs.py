"""Cues that grammar cuts anew, as the shipped model and grammar have them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.pages import page_from_text
from sayso.reader.reader import Reader
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.repairs.cue_repairs import repair_cues
from tests.reader.parsed import any_span, any_words


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content", "polarity"),
    [
        (
            "He reportedly instructed the staff to go.",
            "",
            "reportedly",
            "He … instructed the staff to go",
            "asserts",
        ),
        # The model has no cue in these.
        (
            "The minister reportedly owns two villas on the coast.",
            "",
            "reportedly",
            "The minister … owns two villas on the coast",
            "asserts",
        ),
        (
            "Reportedly, the ship sank within minutes.",
            "",
            "Reportedly",
            "the ship sank within minutes",
            "asserts",
        ),
        (
            "He took the keys and reportedly drove to the border.",
            "",
            "reportedly",
            "He … drove to the border",
            "asserts",
        ),
        (
            "The bridge was reportedly built without a permit, but nobody was fined.",
            "",
            "reportedly",
            "The bridge was … built without a permit",
            "asserts",
        ),
        (
            "Winslow said the ship had reportedly sunk within minutes.",
            "Winslow",
            "said",
            "the ship had reportedly sunk within minutes",
            "asserts",
        ),
        # A verb of saying before who says it.
        (
            "Added Osei: “Nobody has asked the fishermen.”",
            "Osei",
            "Added",
            "“Nobody has asked the fishermen.”",
            "asserts",
        ),
        (
            "Wrote Winslow: “The canal must close.”",
            "Winslow",
            "Wrote",
            "“The canal must close.”",
            "asserts",
        ),
        (
            "Asked Marit Olsen, the owner: “Who will pay for the fence?”",
            "Marit Olsen, the owner",
            "Asked",
            "“Who will pay for the fence?”",
            "asks",
        ),
        (
            "Winslow added: “The canal must close.”",
            "Winslow",
            "added:",
            "“The canal must close.”",
            "asserts",
        ),
        (
            "Notes from the harbour: “The ferry is late.”",
            "Notes from the harbour",
            ":",
            "“The ferry is late.”",
            "asserts",
        ),
        (
            "The striker reportedly said he wants to leave.",
            "The striker",
            "reportedly said",
            "he wants to leave",
            "asserts",
        ),
        (
            "“Who will pay?” one farmer wanted to know.",
            "one farmer",
            "wanted to know",
            "“Who will pay?”",
            "asks",
        ),
        (
            "The mayor wanted to know why the bridge was shut.",
            "The mayor",
            "wanted to know",
            "why the bridge was shut",
            "asks",
        ),
        (
            "The union accused the firm on Monday of breaking its word.",
            "The union",
            "accused",
            "the firm … of breaking its word",
            "asserts",
        ),
        (
            "She accused her boss last year of touching her.",
            "She",
            "accused",
            "her boss … of touching her",
            "asserts",
        ),
        (
            "Dunn on Tuesday accused the bank of fraud.",
            "Dunn",
            "accused",
            "the bank of fraud",
            "asserts",
        ),
    ],
)
def test_cues_and_contents_are_cut_by_grammar(
    reader: Reader, sentence: str, source: str, cue: str, content: str, polarity: str
) -> None:
    reading = reader.read(page_from_text(sentence))
    (statement,) = reading.statements
    text = reading.page.text
    parts = [
        " … ".join(text[slice(*span)] for span in spans)
        for spans in (statement.source_spans, statement.cue_spans, statement.content_spans)
    ]
    assert parts == [source, cue, content]
    assert statement.polarity == polarity


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_grammar_gives_spans_of_the_page(data: st.DataObject) -> None:
    words = data.draw(any_words())
    spans = data.draw(st.lists(any_span(words), max_size=4))
    drafts = [Draft([span], [spans[0]], [spans[-1]], 0.5) for span in spans]
    repair_cues(words, drafts)
    for draft in drafts:
        assert all(0 <= s.start <= s.end <= len(words.text) for s in draft.spans())
