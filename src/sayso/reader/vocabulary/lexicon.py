"""How word lists are written down."""

from __future__ import annotations


def lexicon(*lines: str) -> frozenset[str]:
    """The words of `lines`, which white space parts. Refuses to be empty."""
    words = frozenset(word for line in lines for word in line.split())
    if not words:
        raise ValueError("A lexicon needs at least one word, and these lines have none.")
    return words
