"""The outermost element of a document, which tells what it is."""

from __future__ import annotations

import re
from typing import Final

FEED_ROOTS: Final = frozenset({"rss", "feed", "rdf", "channel"})

_BEFORE_ROOT: Final = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>|<![A-Za-z][^>]*>", re.DOTALL)
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")


def root_of(text: str) -> str:
    """The name of the outermost element in lower case; empty when there is none."""
    at = 0
    while found := _BEFORE_ROOT.match(text, at):
        if found[0].startswith("<!") and "[" in found[0] and not found[0].startswith("<!--"):
            # A document type with declarations in it: its end is not worth finding.
            element = _ROOT.search(text, found.end())
            return element[1].lower() if element else ""
        at = found.end()
    element = _ROOT.match(text, at)
    return element[1].lower() if element else ""
