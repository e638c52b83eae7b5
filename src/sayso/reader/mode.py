"""How a statement was made: spoken, written or thought (Semino & Short 2004)."""

from __future__ import annotations

import re

from sayso.reader.cue_words import (
    SPEECH,
    WRITINGS,
    cue_class,
    first_known,
    is_any,
    plain,
    words_of,
)
from sayso.reading import EntityKind, StatementForm, StatementMode

# "in a statement", "on Twitter", "via email"; but an opening statement is spoken, and what is said
# on a site or in a report's presentation is too rare to matter.
_IN_WRITING = re.compile(
    r"\b(?:in|on|via|through|by|with|from)\s+"
    r"(?:(?:an?|the|his|her|its|their|my|our|one|another|several|separate|this|that)\s+)?"
    r"(?:(?!opening\b|closing\b)[\w'.-]+\s+){0,3}?"
    r"(?P<noun>[\w-]+)"
)
_SPOKEN_STATEMENT = re.compile(r"\b(?:opening|closing|televised|video|oral)\s+statement")


def find_mode(cue: str, around: str, source_kind: EntityKind, form: StatementForm) -> StatementMode:
    """The mode of a statement.

    `cue` is the cue's text; `around` is the text of the cue's sentence that belongs neither to the
    source nor to the content ("in a statement" may stand there); `source_kind` says what the source
    is, for documents and outlets do not speak.

    1. A cue whose head is a word of thinking makes it thought, whoever thinks.
    2. A word for something written, in the cue or as an adverbial beside it, makes it writing.
    3. A source that is a document or an outlet makes it writing.
    4. The rest is speech; verbs of evidence (shows, finds) without a person are writing.
    """
    words = words_of(plain(cue))
    known = first_known(words)
    written_source = source_kind in ("document", "outlet")
    if known is not None and known[1] == "thought":
        return "writing" if source_kind == "document" else "thought"
    spoken = _SPOKEN_STATEMENT.search(plain(cue)) is not None
    if not spoken and any(cue_class(word) == "writing" for word in words):
        return "writing"
    if written_source:
        return "writing"
    if _in_writing(plain(around)):
        return "writing"
    if known is not None and known[1] == "evidence" and form == "indirect":
        shared = is_any(words[known[0]], SPEECH)
        if not shared and source_kind not in ("person", "group", "author"):
            return "writing"
    return "speech"


def _in_writing(around: str) -> bool:
    for found in _IN_WRITING.finditer(around):
        if _SPOKEN_STATEMENT.search(found.group()):
            continue
        if is_any(found.group("noun"), WRITINGS):
            return True
    return False
