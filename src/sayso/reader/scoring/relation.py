"""What the model hands over: one attribution relation, as spans of the page."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.reading import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A cue with its source and its content (an attribution relation: Pareti 2012).

    Spans are code points of the page's text, in text order within a role; several where the words
    are interrupted. `source` is empty when the page gives none.
    """

    cue: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    score: float
    """Calibrated probability that all three roles are exactly right, in [0, 1]."""
