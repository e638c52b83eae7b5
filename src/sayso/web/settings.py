"""How a room is kept: who may come in, who may write, and how much of everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sayso.errors import OptionError
from sayso.pages.limits import MIB

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
"""Names under which a machine reaches itself."""

SHORTEST_TOKEN: Final = 16
"""Characters. The room tells nobody how many guesses are left, but it does slow them down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the one who opens a room decides. Raises `OptionError` for a value that cannot be."""

    token: str | None = field(default=None, repr=False)
    """What one has to show to write; without one nobody may."""
    read_only: bool = False
    """Nobody writes, whatever they show."""
    hosts: tuple[str, ...] = LOOPBACK
    """Names that the room answers to, beside addresses; `*` for all. Others are refused, since a
    page elsewhere may have its own name lead to 127.0.0.1 and would read the archive (DNS
    rebinding)."""
    title: str = "sayso"
    views_per_minute: int = 600
    """Pages and answers that one client is given; 0 for as many as it likes."""
    reads_per_minute: int = 20
    """Pages that are read, and tokens that are tried, for one client; 0 likewise."""
    body_limit: int = 4 * MIB
    """Bytes of a request."""
    text_limit: int = 200_000
    """Characters of a page that is read here: some twenty times a long news page."""
    seconds: float = 30.0
    """That a request may take to come in, and its answer to be made."""
    waiting_limit: int = 16
    """Pages that wait to be read."""
    held_limit: int = 100
    """Readings that are held for those who sent the page, the newest."""
    held_characters: int = 4_000_000
    """Of the pages of all of these together: with what is found in them, some 200 MB."""
    held_seconds: float = 3600.0
    """For how long they are held."""

    def __post_init__(self) -> None:
        if self.token is not None and len(self.token) < SHORTEST_TOKEN:
            raise OptionError(
                f"the token has {len(self.token)} characters",
                choices=f"at least {SHORTEST_TOKEN}",
                step="make one with: python3 -c 'import secrets; print(secrets.token_urlsafe())'",
            )
        for name in (
            "views_per_minute",
            "reads_per_minute",
            "body_limit",
            "text_limit",
            "seconds",
            "waiting_limit",
            "held_limit",
            "held_characters",
            "held_seconds",
        ):
            least = 0 if name.endswith("per_minute") else 1
            if getattr(self, name) < least:
                raise OptionError(
                    f"{name} is {getattr(self, name)}", choices=f"numbers from {least} on"
                )

    @property
    def writable(self) -> bool:
        """Whether anybody may write."""
        return self.token is not None and not self.read_only
