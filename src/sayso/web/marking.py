"""Words that were looked for, marked in what was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup, escape

from sayso.reading import Span

_BEFORE: Final = 80
"""Characters that are kept before the first match of what is cut."""


def marked(words: str | None, matches: Iterable[Span], most: int | None = None) -> Markup:
    """`words`, escaped, with `matches` in `<mark>`.

    Of more than `most` characters only so many are given, around the first match.

    >>> str(marked("a <b> c", [Span(2, 5)]))
    'a <mark>&lt;b&gt;</mark> c'
    """
    words = words or ""
    if most is not None and len(words) > most:
        words, matches = _cut(words, sorted(matches), most)
    parts: list[Markup] = []
    done = 0
    for start, end in sorted(matches):
        if start < done:
            continue
        parts.append(escape(words[done:start]))
        parts.append(Markup("<mark>{}</mark>").format(words[start:end]))
        done = end
    parts.append(escape(words[done:]))
    return Markup("").join(parts)


def _cut(words: str, matches: list[Span], most: int) -> tuple[str, list[Span]]:
    """`most` characters of `words`, and where the matches are in them."""
    first = matches[0].start if matches else 0
    begin = 0 if first < most - _BEFORE else first - _BEFORE
    begin = words.find(" ", begin) + 1 if begin and " " in words[begin:first] else begin
    end = min(begin + most, len(words))
    before, after = "… " if begin else "", " …" if end < len(words) else ""
    moved = len(before) - begin
    kept = [
        Span(start + moved, min(stop, end) + moved)
        for start, stop in matches
        if begin <= start < end
    ]
    return f"{before}{words[begin:end]}{after}", kept
