"""How statements are sourced, in counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """How the statements of some pages are sourced."""

    named: int = 0
    unnamed: int = 0
    no_source: int = 0

    @property
    def total(self) -> int:
        """All statements."""
        return self.named + self.unnamed + self.no_source
