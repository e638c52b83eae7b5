"""Tokens point at the text they came from and carry what an uncased encoder cannot see."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.models import SHIPPED
from sayso.reader.quotation import find_quotations
from sayso.reader.scoring.tokens import (
    CASES,
    PLACES,
    QUOTES,
    SHAPE_SIZES,
    SPACES,
    load_tokenizer,
    tokenize,
)
from sayso.reading import Span

TOKENIZER = load_tokenizer(SHIPPED)


def shapes_of(text: str) -> list[tuple[str, str, str, str, str]]:
    """Each token's words, case, quote, place and space."""
    tokens = tokenize(text, [Span(0, len(text))], find_quotations(text), TOKENIZER)
    digits = np.array(np.unravel_index(tokens.shapes, SHAPE_SIZES)).T.tolist()
    return [
        (text[start:end], CASES[c], QUOTES[q], PLACES[p], SPACES[s])
        for start, end, (c, q, p, s) in zip(tokens.starts, tokens.ends, digits, strict=True)
    ]


def test_case_is_kept() -> None:
    cases = {word: case for word, case, *_ in shapes_of("The FBI told McCain 2016 nothing !")}
    assert cases["The"] == "title"
    assert cases["FBI"] == "upper"
    assert cases["told"] == "lower"
    assert cases["McCain"] == "mixed"
    assert cases["2016"] == "digit"
    assert cases["!"] == "other"


def test_quotation_marks_are_known() -> None:
    quotes = [(word, quote) for word, _, quote, *_ in shapes_of("She said “I saw ‘it’ now” then")]
    assert quotes == [
        ("She", "outside"),
        ("said", "outside"),
        ("“", "opening"),
        ("I", "double"),
        ("saw", "double"),
        ("‘", "opening"),
        ("it", "nested"),
        ("’", "closing"),
        ("now", "double"),
        ("”", "closing"),
        ("then", "outside"),
    ]


def test_first_and_last_of_a_paragraph_and_space_before() -> None:
    (word, _, _, place, space), *_, last = shapes_of("Yes, no.")
    assert (word, place, space) == ("Yes", "first", "spaced")
    assert (last[0], last[3], last[4]) == (".", "last", "joined")


@given(st.text(max_size=200))
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    tokens = tokenize(text, [Span(0, len(text))], find_quotations(text), TOKENIZER)
    assert (tokens.starts < tokens.ends).all() or not len(tokens)
    assert (tokens.ends <= len(text)).all()
    assert (np.diff(tokens.starts) >= 0).all()


@given(st.lists(st.text("ab C“”'\n", min_size=1, max_size=20), min_size=1, max_size=5))
def test_paragraphs_are_tokenized_apart(parts: list[str]) -> None:
    text = "".join(parts)
    ends = np.cumsum([len(part) for part in parts]).tolist()
    spans = [Span(end - len(part), end) for part, end in zip(parts, ends, strict=True)]
    tokens = tokenize(text, spans, find_quotations(text), TOKENIZER)
    for start, end, n in zip(tokens.starts, tokens.ends, tokens.paragraphs, strict=True):
        assert spans[n].start <= start < end <= spans[n].end
