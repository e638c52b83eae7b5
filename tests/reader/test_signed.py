"""Quotations that their speakers sign with a dash, as the shipped model and grammar have them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.pages import page_from_text
from sayso.reader.reader import Reader
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.repairs.signed import add_signed
from tests.reader.parsed import any_words, layout_of


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


@pytest.mark.parametrize(
    ("text", "who", "cue", "said"),
    [
        (
            "“The bridge has never been safe, and all of us know it.” — Petra Lindqvist",
            "Petra Lindqvist",
            "—",
            "“The bridge has never been safe, and all of us know it.”",
        ),
        (
            "“We moved here for the schools.” – Omar Haddad, 41, bus driver",
            "Omar Haddad, 41, bus driver",
            "–",
            "“We moved here for the schools.”",
        ),
        (
            '"I would vote for anyone who fixed the water." -- Lucia Ferreira, Port Arden',
            "Lucia Ferreira, Port Arden",
            "--",
            '"I would vote for anyone who fixed the water."',
        ),
        (
            "“Three weeks without heating. Three.”\n— Agnes Moreau, pensioner",
            "Agnes Moreau, pensioner",
            "—",
            "“Three weeks without heating. Three.”",
        ),
        # Nobody that has a name; when and where it was said is no part of who says it.
        (
            "“It's the best market in the county.” — a stallholder from Dunmore",
            "a stallholder from Dunmore",
            "—",
            "“It's the best market in the county.”",
        ),
        (
            "“The quay was ours once.” — Mayor Dora Winslow, in a letter to the council, 2015",
            "Mayor Dora Winslow",
            "—",
            "“The quay was ours once.”",
        ),
    ],
)
def test_a_signature_says_who_says_it(
    reader: Reader, text: str, who: str, cue: str, said: str
) -> None:
    reading = reader.read(page_from_text(text))
    (statement,) = reading.statements
    parts = [
        [reading.page.text[slice(*span)] for span in spans]
        for spans in (statement.source_spans, statement.cue_spans, statement.content_spans)
    ]
    assert parts == [[who], [cue], [said]]
    assert (statement.form, statement.polarity) == ("direct", "asserts")


def test_every_line_of_voices_is_its_own_speakers(reader: Reader) -> None:
    page = page_from_text(
        "Voices from the harbour\n\nReaders wrote about the ferry.\n\n"
        "“I have taken it for thirty years.” — Petra Lindqvist, nurse\n“It smells.” — Omar Haddad\n"
        "“My brother said it would never last.” — Lucia Ferreira, 23\n\nThe board meets in May."
    )
    reading = reader.read(page)
    names = {entity.id: entity.name for entity in reading.entities}
    signed = [s for s in reading.statements if page.text[slice(*s.cue_spans[0])] == "—"]
    assert [names[s.source or ""] for s in signed] == [
        "Petra Lindqvist",
        "Omar Haddad",
        "Lucia Ferreira",
    ]
    inner = [s for s in reading.statements if s.within == signed[-1].id]
    assert [page.text[slice(*s.source_spans[0])] for s in inner] == ["My brother"]


@pytest.mark.parametrize(
    "text",
    [
        "“War and Peace” — Leo Tolstoy",
        "“The Long Road” – a novel by Ada Roe",
        "“Good night, Arden.” — The band left the stage at ten.",
        "“We will go.” — and then nobody did.",
        "“Tea, milk and bread.” - £4.50",
        "“The ferry is late.”\n\n- Petra Lindqvist\n\n- Omar Haddad",
    ],
)
def test_what_follows_a_dash_is_not_always_a_signature(reader: Reader, text: str) -> None:
    reading = reader.read(page_from_text(text))
    dashes = ("—", "–", "-")
    assert not [s for s in reading.statements if text[slice(*s.cue_spans[0])] in dashes]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_grammar_gives_spans_of_the_page(data: st.DataObject) -> None:
    words = data.draw(any_words())
    drafts: list[Draft] = []
    add_signed(words, layout_of(words), drafts)
    for draft in drafts:
        assert all(0 <= s.start < s.end <= len(words.text) for s in draft.spans())
