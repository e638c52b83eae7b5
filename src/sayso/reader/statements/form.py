"""Whether a statement's words are quoted: direct, mixed or indirect."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sayso.reader.spans import inside, without
from sayso.reading import Span, StatementForm

_WORD: Final = re.compile(r"\w")


def find_form(
    text: str, content: Sequence[Span], cue: Sequence[Span], quotations: Sequence[Span]
) -> StatementForm:
    """Direct when all words of the content stand in quotation marks, mixed when some do.

    `quotations` are the spans of outermost quotations that touch the content. One that holds the
    cue too quotes somebody else, who quotes this source: it does not make the content direct.
    """
    if not quotations:
        return "indirect"
    marks = {q for q in quotations if not any(inside(span, q) for span in cue)}
    if not marks:
        return "indirect"
    outside = without(text, content, sorted(marks))
    if not any(_WORD.search(text, span.start, span.end) for span in outside):
        return "direct"
    return "mixed"
