"""Bytes multiplied by floats: scores are much the same whatever the processor can do."""

import numpy as np
import pytest

from sayso.models import SHIPPED
from sayso.reader.scoring import engine as engine_module
from sayso.reader.scoring.engine import Engine
from sayso.reader.scoring.integers import are_exact
from sayso.reader.scoring.tokens import load_tokenizer, tokenize
from sayso.reader.scoring.windows import Window
from sayso.reading import Span

TEXT = "The harbour master warned on Monday that the quay would close, two pilots said. " * 8


def test_floats_are_exact_everywhere() -> None:
    assert are_exact(floats=True)


def test_floats_give_the_scores_of_integers(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = tokenize(TEXT, [Span(0, len(TEXT))], [], load_tokenizer(SHIPPED))
    window = Window(0, 0, len(tokens))
    outputs = []
    for exact in (True, False):
        monkeypatch.setattr(engine_module, "are_exact", lambda exact=exact: exact)
        engine = Engine(SHIPPED, threads=1, precision="f32")
        outputs.append(engine.submit(tokens, window).result().output)
        engine.close()
    integers, floats = outputs
    # Where integers are not exact, they are off by some 2 % of what scores vary by.
    assert np.abs(integers - floats).mean() < 0.05 * integers.std()
    assert np.corrcoef(integers.ravel(), floats.ravel())[0, 1] > 0.99
