"""What the model hands over: one attribution relation, as spans of the page."""

from __future__ import annotations

from typing import NamedTuple

from sayso.reading import Span


class Relation(NamedTuple):
    """A cue with its source and its content (an attribution relation: Pareti 2012).

    Spans are code points of the page's text, in text order within a role; several where the words
    are interrupted. `source` is empty when the page gives none.
    """

    cue: tuple[Span, ...]
    score: float
    """Calibrated probability that all three roles are exactly right, in [0, 1]."""
    source: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
