"""Tokens to windows: stretches of a page that the encoder reads at once.

A window holds whole paragraphs where they fit. It opens with up to `CONTEXT` tokens of what went
before, which it reads but does not answer for: each token is *owned* by exactly one window, so that
no statement is written down twice. Relations across paragraphs are rare (0.8 % on PolNeAR).
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from sayso.reader.scoring.tokens import Tokens

SIZE: Final = 254
"""Tokens in a window at the most; with the encoder's two special tokens, 256."""
CONTEXT: Final = 32
"""Tokens of the text before that a window opens with, at the most.

Swept with the shipped model over 0, 32, 64 and 100: relation F1 on PolNeAR dev 58.6, 59.6, 59.3 and
59.0, on held-out articles 58.7, 59.7, 59.5 and 59.6, for 87, 99, 116 and 144 thousand tokens read.
Windows of 190 with 32: 59.3 and 59.0. Sweep again when the model changes.
"""


class Window(NamedTuple):
    """Tokens `[start, end)`, of which `[owned, end)` are this window's own."""

    start: int
    owned: int
    end: int


def cut_windows(tokens: Tokens, *, size: int = SIZE, context: int = CONTEXT) -> list[Window]:
    """Windows over `tokens` in order; every token is owned once."""
    paragraph_ends = np.append(np.flatnonzero(np.diff(tokens.paragraphs)) + 1, len(tokens))
    windows: list[Window] = []
    owned = 0
    while owned < len(tokens):
        start = max(0, owned - context)
        fits = paragraph_ends[np.searchsorted(paragraph_ends, owned, side="right") :]
        last = np.searchsorted(fits, start + size, side="right") - 1
        end = int(fits[last]) if last >= 0 else start + size
        windows.append(Window(start, owned, end))
        owned = end
    return windows
