"""The head of a page: its title, and the menu and section names before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sayso.pages import phrases
from sayso.pages.lines import could_be_title, ends_sentence, is_prose
from sayso.pages.stretch import Stretch

_MIN_MENU: Final = 4
_MAX_MENU: Final = 60
_MENU_WORDS: Final = 3
_SITE_NAME: Final = re.compile(r"\s(?:[|–—·•»]|-)\s[^|–—·•»]{2,40}$")
HEAD: Final = 12
"""So many blocks from the start, at most, can be title, byline or date of the page."""


def mark_titles(stretches: Sequence[Stretch], title: str | None) -> None:
    """Give the role of title to what stands as such at the head, twice if it stands twice, and that
    of furniture to a menu or section names before it. `title` is what the input itself says.
    """
    start = _menu(stretches)
    head: list[Stretch] = []
    for stretch in stretches[start : start + HEAD]:
        if stretch.role in (None, "title", "subhead"):
            if is_prose(stretch.text):
                break
            head.append(stretch)
        elif stretch.role == "list_item":
            break
    if title:
        known = _key(title)
        for stretch in stretches[start : start + HEAD]:
            if known in _keys(stretch.text):
                stretch.role = "title"
                if stretch not in head:
                    head.append(stretch)
    if any(stretch.role == "title" for stretch in head):
        _section_names(head)
        return
    counts = Counter(key for stretch in head for key in _keys(stretch.text))
    doubled = next(
        (key for stretch in head for key in _keys(stretch.text) if counts[key] > 1), None
    )
    if doubled is not None:
        for stretch in head:
            if doubled in _keys(stretch.text):
                stretch.role = "title"
        _section_names(head)
        return
    _section_names(head)
    for stretch in head:
        if stretch.role is None:
            if len(stretches) > 1 and could_be_title(stretch.text):
                stretch.role = "title"
            break


def _menu(stretches: Sequence[Stretch]) -> int:
    """How many lines at the start are a menu ("Home", "World", "Sport", …); they are furniture."""
    count = 0
    for stretch in stretches[:_MAX_MENU]:
        line = stretch.text
        if (
            stretch.role not in (None, "furniture", "list_item")
            or len(line.split()) > _MENU_WORDS
            or ends_sentence(line)
        ):
            break
        count += 1
    if count < _MIN_MENU or count == len(stretches):
        return 0
    for stretch in stretches[:count]:
        stretch.role = "furniture"
    return count


def _section_names(head: Sequence[Stretch]) -> None:
    """The name of a section ("World", "US politics") before the title is furniture."""
    for stretch, following in pairwise(head):
        words = [word.strip("/|›>») ").lower() for word in stretch.text.split()]
        if stretch.role is not None or len(words) > 3:
            break
        if all(word in phrases.SECTIONS or not word for word in words) and len(
            following.text.split()
        ) > len(words):
            stretch.role = "furniture"


def _key(line: str) -> str:
    return " ".join(line.split()).casefold()


def _keys(line: str) -> set[str]:
    """What a title is known again by: itself, and itself without the site's name behind it."""
    key = _key(line)
    bare = _SITE_NAME.sub("", key)
    return {key, bare} if len(bare.split()) > 2 else {key}
