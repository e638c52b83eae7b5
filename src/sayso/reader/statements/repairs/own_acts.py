"""What the model takes for a statement and is none: somebody's own act or decision ("voters passed
the increase", "was appointed manager"), a word before a noun ("the confirmed caseload"), what
nobody in particular may say or think ("if you think that you are ill", "someone who knows"), and
what only leads from one sentence to the next ("That said, the road is open").

Only drafts that the model is less than sure of are looked at, and none with a quotation or a clause
that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.reader.grammar.clauses import is_passive
from sayso.reader.grammar.words import Words
from sayso.reader.layout import Layout
from sayso.reader.statements.drafts import Draft
from sayso.reader.vocabulary.cue_words import cue_class, is_any
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Span

_SURE: Final = 0.75
"""Drafts of this score or more are kept: of PolNeAR's development part 98 in 100 are statements."""
_ACTS: Final = lexicon(
    "pass sentence jail imprison arrest appoint elect ban adopt reissue fine",
    "award re-issue",
)
_NAMING: Final = lexicon("name call appoint elect identify intend design title entitle")
_JUDGING: Final = lexicon("define rate brand bill")
_NOBODY: Final = lexicon("you someone somebody anyone anybody everyone everybody nobody whoever")
_ANYBODY: Final = _NOBODY | lexicon("they he she")
_THOSE: Final = lexicon("someone somebody anyone anybody those people person everyone one")
_IF: Final = lexicon("if unless whether")
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSAL: Final = _FINITE | {"TO", "``", "''"}


def without_acts(words: Words, layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` without those that are plainly no statements."""
    return [
        draft
        for draft in drafts
        if draft.score >= _SURE
        or not draft.cue
        or (_is_quoted(layout, draft) and not _is_link(words, draft))
        or not (
            _is_before_noun(words, draft)
            or _is_hypothetical(words, draft)
            or _is_act(words, draft)
            or _is_link(words, draft)
        )
    ]


def _is_link(words: Words, draft: Draft) -> bool:
    """Whether the cue is "said" of "That said, …", "That being said, …" or "Having said that, …"
    at the beginning of a clause: what was said is what stands before, and nothing that follows.
    """
    said = next((i for s in draft.cue for i in words.within(s) if words.low[i] == "said"), None)
    if said is None:
        return False
    sentence = words.sentences[said]
    first = last = said
    if said + 1 in sentence and words.low[said + 1] in _THIS:
        last = said + 1
        if said - 1 not in sentence or words.low[said - 1] != "having":
            return False
        first = said - 1
    else:
        while first - 1 in sentence and words.low[first - 1] in _BEING:
            first -= 1
        first -= 1
        if first not in sentence or words.low[first] not in _THIS:
            return False
    opens = first == sentence.start or (
        words.tags[first - 1] in _OPENERS or words.low[first - 1] == "with"
    )
    return opens and last + 1 in sentence and words.low[last + 1] == ","


_THIS: Final = frozenset({"that", "this"})
_BEING: Final = frozenset({"being", "having", "been", "all"})
_OPENERS: Final = frozenset({"CC", ":", "``", "''", "PDT", "DT", "UH"})


def _is_quoted(layout: Layout, draft: Draft) -> bool:
    return any(layout.quotations.touching(span) for span in draft.content)


def _verb(words: Words, cue: Sequence[Span]) -> int | None:
    """The verb of a cue that its auxiliaries belong to."""
    verbs = [i for span in cue for i in words.within(span) if words.tags[i][:2] == "VB"]
    main = [i for i in verbs if words.relations[i] not in ("aux", "aux:pass", "cop")]
    return next(iter(main or verbs), None)


def _is_clause(words: Words, draft: Draft) -> bool:
    """Whether something of the content is a clause, and not a name of things alone."""
    return any(words.tags[i] in _CLAUSAL for span in draft.content for i in words.within(span))


def _is_act(words: Words, draft: Draft) -> bool:
    if not draft.content or _is_clause(words, draft):
        return False
    verb = _verb(words, draft.cue)
    if verb is None:
        return False
    if is_passive(words, verb) and not draft.source:
        word = words.low[verb]
        done = cue_class(word) is None and not is_any(word, _JUDGING)
        return done or is_any(word, _NAMING)
    return is_any(words.low[verb], _ACTS)


def _is_before_noun(words: Words, draft: Draft) -> bool:
    """Whether the cue is but a participle before a noun: "the state's confirmed caseload"."""
    inner = [i for span in draft.cue for i in words.within(span)]
    return (
        len(inner) == 1
        and words.tags[inner[0]] in ("VBN", "JJ")
        and words.relations[inner[0]] == "amod"
        and words.heads[inner[0]] > inner[0]
        and not any(words.relations[i] == "ccomp" for i in words.children[inner[0]])
    )


def _is_hypothetical(words: Words, draft: Draft) -> bool:
    """Whether nobody in particular is to say it, or it is only supposed that they do."""
    source = [i for span in draft.source for i in words.within(span)]
    if len(source) != 1:
        return False
    verb = _verb(words, draft.cue)
    if verb is None:
        return False
    who = words.low[source[0]]
    if who in ("who", "that") and source[0] > 0:
        return words.low[source[0] - 1] in _THOSE
    supposed = any(
        words.relations[i] == "mark" and words.low[i] in _IF for i in words.children[verb]
    )
    return supposed and who in _ANYBODY
