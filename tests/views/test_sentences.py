"""The words around a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading import Block, Span
from sayso.views.sentences import excerpt_of, sentence_of

TEXT = (
    "A headline without a stop\n\nOne fell. Mr. Ito ran to the U.S. side! “Two fell,” he said.  \n"
)
BLOCKS = (Block(span=Span(0, 25), role="title"), Block(span=Span(27, 91), role="paragraph"))


def find(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("headline", "A headline without a stop"),
        ("fell", "One fell."),
        ("One", "One fell."),
        ("ran", "Mr. Ito ran to the U.S. side!"),
        ("side!", "Mr. Ito ran to the U.S. side!"),
        ("Two", "“Two fell,” he said."),
        ("said.", "“Two fell,” he said."),
        ("fell. Mr", "One fell. Mr. Ito ran to the U.S. side!"),
    ],
)
@pytest.mark.parametrize("blocks", [BLOCKS, ()])
def test_a_sentence_ends_with_its_stop_or_its_block(
    words: str, sentence: str, blocks: tuple[Block, ...]
) -> None:
    assert TEXT[slice(*sentence_of(TEXT, blocks, find(words)))] == sentence


@given(st.text("ab.! \n", max_size=40), st.data())
def test_a_sentence_holds_its_word_and_no_blank_ends(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    sentence = sentence_of(text, (), Span(start, end))
    assert 0 <= sentence.start <= start <= end <= sentence.end <= len(text)
    assert sentence.start == start or not text[sentence.start].isspace()
    assert sentence.end == end or not text[sentence.end - 1].isspace()


def test_a_span_beyond_the_text_does_no_harm() -> None:
    assert sentence_of("One.", (), Span(9, 12)) == Span(0, 4)
    assert sentence_of("", (), Span(0, 1)) == Span(0, 0)


def test_a_short_sentence_is_whole() -> None:
    sentence = sentence_of(TEXT, BLOCKS, find("ran"))
    assert excerpt_of(TEXT, sentence, find("ran"), 80) == ("Mr. Ito ", "ran", " to the U.S. side!")
    assert excerpt_of(TEXT, sentence, find("side"), 80).after == "!"


@pytest.mark.parametrize(
    ("words", "width", "shown"),
    [
        ("ran", 20, "Mr. Ito ran to the …"),
        ("ran", 16, "… Ito ran to …"),
        ("Mr.", 15, "Mr. Ito ran …"),
        ("side", 14, "… U.S. side!"),
        ("U.S.", 1, "… U.S. …"),
    ],
)
def test_a_long_sentence_is_cut_between_words(words: str, width: int, shown: str) -> None:
    sentence = sentence_of(TEXT, BLOCKS, find("ran"))
    assert "".join(excerpt_of(TEXT, sentence, find(words), width)) == shown


@given(st.text("ab c\n", min_size=1, max_size=60), st.integers(10, 60), st.data())
def test_an_excerpt_has_its_words_and_is_on_one_line(
    text: str, width: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 6, len(text))))
    excerpt = excerpt_of(text, Span(0, len(text)), Span(start, end), width)
    assert excerpt.words == " ".join(text[start:end].split())
    shown = "".join(excerpt)
    assert "\n" not in shown
    assert len(shown) <= width
