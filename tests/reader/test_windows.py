"""Windows: every token is owned once, and paragraphs stay whole where they fit."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.scoring.tokens import Tokens
from sayso.reader.scoring.windows import cut_windows


def tokens_of(lengths: list[int]) -> Tokens:
    """Tokens of paragraphs of so many tokens each."""
    zeros = np.zeros(sum(lengths), np.int32)
    paragraphs = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    return Tokens(zeros, zeros, zeros, zeros, paragraphs)


lengths = st.lists(st.integers(1, 90), max_size=30)


@given(lengths, st.integers(20, 60), st.integers(0, 15))
def test_every_token_is_owned_by_one_window(lengths: list[int], size: int, context: int) -> None:
    windows = cut_windows(tokens_of(lengths), size=size, context=context)
    owned = [i for w in windows for i in range(w.owned, w.end)]
    assert owned == list(range(sum(lengths)))
    assert all(w.end - w.start <= size for w in windows)
    assert all(w.owned - w.start <= context for w in windows)


@given(st.lists(st.integers(1, 20), max_size=30))
def test_paragraphs_that_fit_are_not_cut(lengths: list[int]) -> None:
    ends = set(np.cumsum(lengths).tolist())
    windows = cut_windows(tokens_of(lengths), size=40, context=10)
    assert {w.end for w in windows} <= ends


def test_no_tokens_no_windows() -> None:
    assert cut_windows(tokens_of([])) == []
