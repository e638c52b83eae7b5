"""Words that were looked for, marked in what was found."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from sayso.reading import Span


def marked(words: str | None, matches: Iterable[Span]) -> Markup:
    """`words`, escaped, with `matches` in `<mark>`.

    >>> str(marked("a <b> c", [Span(2, 5)]))
    'a <mark>&lt;b&gt;</mark> c'
    """
    words = words or ""
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
