"""Tokens joined to text as people write it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.sentences import WRITTEN, join


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("The ferry did n't sail , did it ?", "The ferry didn't sail, did it?"),
        ("They ca n't , and she can not .", "They can't, and she cannot."),
        (
            "The mayor 's boat is n't his ; he 'd sell it .",
            "The mayor's boat isn't his; he'd sell it.",
        ),
        ('" We left , " she said , " early . "', '"We left," she said, "early."'),
        ('It sank , " he said .', 'It sank," he said.'),
        ("`` We left , '' she said .", '"We left," she said.'),
        ("The sailors ' union agreed .", "The sailors' union agreed."),
        ("The ' deal ' is off .", "The 'deal' is off."),
        ("He paid $ 5 , or 4 % ( of 125 ) .", "He paid $5, or 4% (of 125)."),
        ("He paid -LRB- late -RRB- .", "He paid (late)."),
        ("A 15 - year term and / or 12 - 14 jobs", "A 15-year term and/or 12-14 jobs"),
        ("A state - of - the - art yard", "A state-of-the-art yard"),
        ("It works - I tried .", "It works - I tried."),
        ("It works -- mostly ... we think", "It works -- mostly... we think"),
        ("I 'm gon na go", "I'm gonna go"),
    ],
)
def test_texts_are_as_people_write_them(tokens: str, text: str) -> None:
    assert join(tokens.split(" "))[0] == text


def test_each_token_has_its_place() -> None:
    tokens = ["Was", "n't", "😀", "``", "it", "''", "?"]
    text, spans = join(tokens)
    assert text == 'Wasn\'t 😀 "it"?'
    assert [text[span.start : span.end] for span in spans] == [
        *("Was", "n't", "😀", '"', "it", '"', "?")
    ]


def test_nothing_gives_nothing() -> None:
    assert join([]) == ("", [])


MARKS = [*WRITTEN, *"\"'-/.,#$()", "n't", "'s", "can", "not", "the", "ships", "5", "é😀"]
TOKENS = st.lists(
    st.sampled_from(MARKS) | st.text(st.characters(categories=["L", "P"]), min_size=1)
)


@given(TOKENS)
def test_no_token_is_lost_and_only_single_spaces_are_added(tokens: list[str]) -> None:
    text, spans = join(tokens)
    assert [text[s.start : s.end] for s in spans] == [WRITTEN.get(t, t) for t in tokens]
    gaps = [text[a.end : b.start] for a, b in pairwise(spans)]
    assert set(gaps) <= {"", " "}
    assert len(text) == sum(len(WRITTEN.get(t, t)) for t in tokens) + gaps.count(" ")
