"""The engine: scores of windows do not depend on what they are handed over with."""

from collections.abc import Iterator

import numpy as np
import pytest

from sayso.models import SHIPPED
from sayso.reader.scoring.engine import Engine
from sayso.reader.scoring.tokens import Tokens, load_tokenizer, tokenize
from sayso.reader.scoring.windows import Window
from sayso.reading import Span

TEXT = "The ministry denied on Tuesday that any money was missing, a spokeswoman said. " * 12


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = Engine(SHIPPED, threads=1)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return tokenize(TEXT, [Span(0, len(TEXT))], [], load_tokenizer(SHIPPED))


def test_scores_of_many_windows_are_those_of_each_alone(engine: Engine, tokens: Tokens) -> None:
    windows = [Window(0, 0, end) for end in (150, 3, 90, 151, 20, 1, 149)]
    together = engine.submit_all([(tokens, window) for window in windows])
    for window, future in zip(windows, together, strict=True):
        alone = engine.submit(tokens, window).result().output
        assert len(alone) == window.end
        np.testing.assert_array_equal(future.result().output, alone)


def test_no_windows_have_no_scores(engine: Engine) -> None:
    assert engine.submit_all([]) == []


def test_whoever_waits_for_scores_is_told_what_went_wrong(engine: Engine, tokens: Tokens) -> None:
    beyond = Window(0, 0, len(tokens) + 1)
    with pytest.raises(ValueError, match="broadcast"):
        engine.submit(tokens, beyond).result(timeout=60)
    assert engine.submit(tokens, Window(0, 0, 5)).result(timeout=60).output.shape[0] == 5
