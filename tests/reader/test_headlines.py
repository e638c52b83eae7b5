"""Who says what in headlines, as the shipped model and grammar have it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.pages import page_from_text
from sayso.reader.grammar.words import Words
from sayso.reader.layout import Layout
from sayso.reader.reader import Reader
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.repairs.headlines import read_headlines
from sayso.reading import Block, Page, Span
from tests.reader.parsed import any_span, any_words


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def told(reader: Reader, headline: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each statement of a headline."""
    text = f"{headline}\n\nThe weather has been mild all week, and the fields are dry again."
    reading = reader.read(page_from_text(text))
    found = []
    for statement in reading.statements:
        roles = (statement.source_spans, statement.cue_spans, statement.content_spans)
        source, cue, content = (
            " … ".join(reading.page.text[slice(*span)] for span in role) for role in roles
        )
        found.append((source, cue, content))
    return found


@pytest.mark.parametrize(
    ("headline", "statement"),
    [
        (
            "Blast at fuel depot kills six – police",
            ("police", "–", "Blast at fuel depot kills six"),
        ),
        (
            "Warehouse fire under control - fire chief Amy Dodd",
            ("fire chief Amy Dodd", "-", "Warehouse fire under control"),
        ),
        (
            "Rents rose by a tenth last year: report",
            ("report", ":", "Rents rose by a tenth last year"),
        ),
        ("Rebels seized airfield, says army", ("army", "says", "Rebels seized airfield")),
        (
            "Bank knew of fraud for years, admits former boss",
            ("former boss", "admits", "Bank knew of fraud for years"),
        ),
        ("Troops fired on crowd, ministry claims", ("ministry", "claims", "Troops fired on crowd")),
        ("Ship had no radio, inquiry told", ("", "told", "Ship had no radio")),
        ("Ex-minister accused of taking bribes", ("", "accused of", "Ex-minister … taking bribes")),
        ("Villagers told to boil water", ("", "told", "Villagers … to boil water")),
        ("Minister: No plan to raise taxes", ("Minister", ":", "No plan to raise taxes")),
    ],
)
def test_who_says_a_headline(
    reader: Reader, headline: str, statement: tuple[str, str, str]
) -> None:
    assert told(reader, headline) == [statement]


@pytest.mark.parametrize(
    "headline",
    [
        "Toy maker sued over toxic paint",
        "Coronavirus: £500 fine for no mask",
        "Analysis: why the vote matters",
        "Spurs 2-1 Villa: Kane strikes late",
        "Live: Storm Odette reaches the coast",
    ],
)
def test_labels_and_who_is_sued_say_nothing(reader: Reader, headline: str) -> None:
    assert told(reader, headline) == []


@settings(max_examples=50)
@given(st.data())
def test_no_role_runs_out_of_a_headline_whatever_the_grammar(data: st.DataObject) -> None:
    words: Words = data.draw(any_words())
    if not len(words):
        return
    end = words.ends[data.draw(st.integers(0, len(words) - 1))]
    title = Block(span=Span(words.starts[0], end), role="title")
    layout = Layout(Page(id="0" * 64, origin="-", text=words.text, blocks=(title,)), [])
    spans = st.lists(any_span(words), min_size=1, max_size=2).map(
        lambda found: sorted(Span(*span) for span in found if span.start < span.end)
    )
    drafts = [Draft(data.draw(spans), data.draw(spans), data.draw(spans), 0.5)]
    for draft in read_headlines(words, layout, [d for d in drafts if d.cue]):
        if max(span.end for span in draft.cue) <= end:
            assert all(span.end <= end for span in draft.spans())
