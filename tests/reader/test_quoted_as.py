"""What somebody is quoted as saying, as the shipped model and grammar have it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.pages import page_from_text
from sayso.reader.grammar.words import Words
from sayso.reader.layout import Layout
from sayso.reader.reader import Reader
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.repairs.quoted_as import quote_as
from sayso.reading import Reading, Span, Statement
from tests.reader.parsed import layout_of


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def parts(reading: Reading, statement: Statement) -> tuple[str, str, str]:
    """Source, cue and content, each in its words."""
    text = reading.page.text
    spans = (statement.source_spans, statement.cue_spans, statement.content_spans)
    source, cue, content = (" … ".join(text[slice(*span)] for span in role) for role in spans)
    return source, cue, content


@pytest.mark.parametrize(
    ("sentence", "who", "outlet", "said"),
    [
        (
            "The Herald quoted spokesman Jan Dorn on Wednesday as saying that it was too early.",
            "spokesman Jan Dorn",
            "Herald",
            "that it was too early",
        ),
        (
            "State television cited Defence Minister Ada Holm as saying the troops would leave.",
            "Defence Minister Ada Holm",
            "State television",
            "the troops would leave",
        ),
        (
            "Reuters reported the minister as having said that no ship had sunk.",
            "the minister",
            "Reuters",
            "that no ship had sunk",
        ),
        (
            "The Times quoted a general as telling aides that the war was lost.",
            "a general",
            "Times",
            "that the war was lost",
        ),
        (
            'The Gazette quoted a farmer: "The water came up to the roof."',
            "a farmer",
            "Gazette",
            '"The water came up to the roof."',
        ),
        (
            'The Herald also quoted her brother as calling the trial "a circus".',
            "her brother",
            "Herald",
            'the trial "a circus"',
        ),
        (
            "The BBC quoted the minister saying that the bridge was safe.",
            "the minister",
            "BBC",
            "that the bridge was safe",
        ),
    ],
)
def test_whom_an_outlet_quotes_makes_a_statement_inside_of_its_own(
    reader: Reader, sentence: str, who: str, outlet: str, said: str
) -> None:
    reading = reader.read(page_from_text(sentence))
    outer, inner = reading.statements
    names = {entity.id: entity.name for entity in reading.entities}
    assert parts(reading, inner)[::2] == (who, said)
    assert inner.within == outer.id
    assert [names[one] for one in inner.via] == [outlet]
    whole = parts(reading, outer)[2]
    assert whole.startswith(who)
    assert whole.endswith(said)


def test_whom_an_outlet_cites_says_it_in_a_clause_of_his_own(reader: Reader) -> None:
    reading = reader.read(
        page_from_text("The Globe cited a banker who said that the loan had been forged.")
    )
    outer, inner = reading.statements
    names = {entity.id: entity.name for entity in reading.entities}
    assert names[inner.source or ""] == "a banker"
    assert parts(reading, inner)[1:] == ("said", "that the loan had been forged")
    assert [names[one] for one in inner.via] == ["Globe"]
    assert inner.within == outer.id


@pytest.mark.parametrize(
    ("sentence", "expected", "via"),
    [
        (
            "Mr Holm was quoted by the agency as saying the talks had failed.",
            ("Mr Holm", "was quoted … as saying", "the talks had failed"),
            ["the agency"],
        ),
        (
            "A rebel commander was cited as saying his men had left the town.",
            ("A rebel commander", "was cited as saying", "his men had left the town"),
            [],
        ),
        (
            "“We are ready,” the newspaper quoted the general as saying.",
            ("the general", "quoted … as saying", "“We are ready,”"),
            ["the newspaper"],
        ),
        (
            'Colonel Vass "never slept", the newspaper quoted his driver as saying.',
            ("his driver", "quoted … as saying", 'Colonel Vass "never slept"'),
            ["the newspaper"],
        ),
    ],
)
def test_who_is_quoted_by_others_is_the_source(
    reader: Reader, sentence: str, expected: tuple[str, str, str], via: list[str]
) -> None:
    reading = reader.read(page_from_text(sentence))
    (statement,) = reading.statements
    names = {entity.id: entity.name for entity in reading.entities}
    assert parts(reading, statement) == expected
    assert [names[one] for one in statement.via] == via


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister was never quoted as saying that the dam was safe.",
        "He could be quoted as saying that the dam was safe.",
        "That should not be read as saying that the dam is safe.",
        "The law is the same as saying nothing of the dam.",
        "Police reported two men as missing after the flood.",
        'He cited two reasons: "cost and time".',
    ],
)
def test_nobody_is_quoted_where_nobody_was(reader: Reader, sentence: str) -> None:
    page = page_from_text(sentence)
    analysis = reader.analyse(page)
    assert analysis is not None
    assert quote_as(analysis.words, Layout(page, ()), []) == []


_WORDS = (
    "CNN he a man was quoted reported has never as as saying telling calling having said that it"
    ' left : "A man left ." .'
)


@st.composite
def quoting_words(draw: st.DrawFn) -> Words:
    """Words of quoting in any order, with grammar as wrong as it can be."""
    written = draw(st.lists(st.sampled_from(_WORDS.split()), min_size=4, max_size=20))
    like = draw(st.randoms(use_true_random=False))
    count = len(written)
    starts = [sum(len(word) + 1 for word in written[:i]) for i in range(count)]
    return Words(
        text=" ".join(written),
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, written, strict=True)],
        tags=[like.choice(("VBN", "VBD", "VBG", "NN", "NNP", "IN", ".")) for _ in written],
        names=[like.choice(("O", "B-person", "I-person")) for _ in written],
        kinds=["none"] * count,
        heads=[like.randrange(count) for _ in written],
        relations=[like.choice(("obj", "nsubj:pass", "aux", "acl", "obl")) for _ in written],
        blocks=[0] * count,
    )


@settings(max_examples=300, deadline=None)
@given(quoting_words(), st.data())
def test_any_grammar_gives_spans_of_the_page(words: Words, data: st.DataObject) -> None:
    edges = st.integers(0, len(words.text) - 1)
    spans = [Span(start, start + 1) for start in data.draw(st.lists(edges, max_size=3))]
    drafts = [Draft([span], [], [span], 0.5) for span in spans]
    for draft in quote_as(words, layout_of(words), drafts):
        assert draft.cue
        assert all(0 <= s.start < s.end <= len(words.text) for s in draft.spans())
