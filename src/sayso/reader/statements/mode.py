"""How a statement was made: spoken, written or thought (Semino & Short 2004)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from sayso.reader.vocabulary.cue_words import (
    SPEECH,
    WRITINGS,
    CueClass,
    cue_class,
    first_known,
    is_any,
    is_noun_of,
    plain,
    words_of,
)
from sayso.reading import EntityKind, StatementForm, StatementMode

# "in a statement", "on Twitter", "via email", at the beginning of a stretch, at most after a time
# ("Tuesday in a letter"); further on it belongs to something else ("a name that appeared in his
# book"). An opening statement is spoken.
_IN_WRITING: Final = re.compile(
    r"\W*(?:(?:and|but|also|later|then|earlier|again)\s+)?"
    r"(?:(?:on|last|this|late|early|earlier|later)\s+)?"
    r"(?:\w+day\s+)?(?:(?:morning|afternoon|evening|night)\s+)?"
    r"(?:in|on|via|through|by|with|from)\s+"
    r"(?:(?:an?|the|his|her|its|their|my|our|one|another|several|separate|this|that)\s+)?"
    r"(?P<noun>[\w-]+)"
)
_SPOKEN_STATEMENT: Final = re.compile(r"\b(?:opening|closing|televised|video|oral)\s+statement")


class _Cue(NamedTuple):
    """What the words of a cue tell of the mode."""

    head: CueClass | None
    """The class of its head, None where no lexicon has it."""
    writes: bool
    """Whether one of its words is a word for something written."""
    speaks: bool
    """Whether its head is a verb of speech, whatever else it is."""


def find_mode(
    cue: str, around: Iterable[str], source_kind: EntityKind, form: StatementForm
) -> StatementMode:
    """The mode of a statement.

    `cue` is the cue's text; `around` are the stretches of the cue's sentence that belong neither to
    it nor to the source nor to the content ("in a statement" may stand there); `source_kind` says
    what the source is, for documents and outlets do not speak.

    1. A cue whose head is a word of thinking makes it thought, whoever thinks.
    2. A word for something written, in the cue or as an adverbial beside it, makes it writing.
    3. A source that is a document or an outlet makes it writing.
    4. The rest is speech; verbs of evidence (shows, finds) without a person are writing.
    """
    told = _read(cue)
    if told.head == "thought":
        return "writing" if source_kind == "document" else "thought"
    if told.writes or source_kind in ("document", "outlet"):
        return "writing"
    if any(_in_writing(plain(stretch)) for stretch in around):
        return "writing"
    shows = told.head == "evidence" and not told.speaks and form == "indirect"
    if shows and source_kind not in ("person", "group", "author"):
        return "writing"
    return "speech"


@lru_cache(maxsize=4096)
def _read(cue: str) -> _Cue:
    """What a cue tells; most pages have the same few."""
    words = words_of(plain(cue))
    if "out" in words:  # to rule something out is no ruling
        words = [word for word in words if word not in {"rule", "rules", "ruled", "ruling"}]
    known = first_known(words)
    spoken = _SPOKEN_STATEMENT.search(plain(cue)) is not None
    return _Cue(
        head=None if known is None else known[1],
        writes=not spoken and any(cue_class(word) == "writing" for word in words),
        speaks=known is not None and is_any(words[known[0]], SPEECH),
    )


def _in_writing(stretch: str) -> bool:
    # The noun is the first of up to four words that names a writing.
    lead = _IN_WRITING.match(stretch)
    if lead is None or _SPOKEN_STATEMENT.search(stretch):
        return False
    words = words_of(stretch[lead.start("noun") :])[:4]
    return any(is_noun_of(word, WRITINGS) for word in words)
