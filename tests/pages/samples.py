"""Pieces of pages written for the tests, and how to look at a page's blocks."""

from __future__ import annotations

from sayso.pages import page_from_text
from sayso.reading import READ_ROLES, BlockRole, Page

LEAD = (
    "The harbour board will vote on Tuesday on a plan to close the old ferry terminal, two members "
    "of the board said, after months of argument over who should pay for its repair."
)
SECOND = (
    "“We cannot wait another winter,” said Ines Calder, who chairs the board. The city has not "
    "said whether it will share the cost."
)
THIRD = (
    "Workers at the terminal were told of the plan on Friday, according to an email that was seen "
    "by this newspaper. It gives no date."
)
STORY = (LEAD, SECOND, THIRD)


def blocks_of(page: Page) -> list[tuple[BlockRole, str]]:
    """The blocks of a page, as pairs of role and text."""
    return [(block.role, page.text[block.span.start : block.span.end]) for block in page.blocks]


def roles_of(*paragraphs: str, gap: str = "\n\n") -> list[tuple[BlockRole, str]]:
    """The blocks of the plain text that these paragraphs make."""
    return blocks_of(page_from_text(gap.join(paragraphs)))


def read_text(page: Page) -> str:
    """What is read of a page, joined by spaces."""
    return " ".join(text for role, text in blocks_of(page) if role in READ_ROLES)
