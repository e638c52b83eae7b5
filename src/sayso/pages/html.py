"""HTML → main text with roles."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.pages.paragraphs import split_paragraphs
from sayso.pages.roles import assign_roles
from sayso.reading import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What was found in an HTML page."""

    text: str
    main_text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None


def extract(source: str, *, url: str | None = None, title: str | None = None) -> Extract | None:
    """The main text of `source`, or None when there is none."""
    import trafilatura

    text = trafilatura.extract(source, url=url, include_comments=False)
    if not text:
        return None
    text = text.replace("\n", "\n\n")
    blocks = assign_roles(text, split_paragraphs(text), title=title)
    return Extract(text=text, main_text=text, blocks=blocks, title=title, url=url)
