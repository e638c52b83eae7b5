"""What roles are worked out on."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.reading import BlockRole, Span


@dataclass(slots=True)
class Stretch:
    """A paragraph span on its way to a block."""

    span: Span
    text: str
    role: BlockRole | None = None
    """What is known so far; None is open."""
    related: bool = False
    """Whether it is the heading of a list of other stories."""
