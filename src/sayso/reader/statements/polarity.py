"""Whether the source asserts what it is quoted with, denies it, asks it, or declines to say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from sayso.reader.vocabulary.cue_words import (
    CueClass,
    first_known,
    is_any,
    plain,
    words_of,
)
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Polarity, StatementForm

_ASKING: Final = lexicon(
    "ask wonder question quiz inquire enquire query grill interrogate",
)
_PRESSED: Final = re.compile(
    r"(?:(?:was|were|been|being|is|are|when) (?:\w+ )?)?"
    r"(?:quizzed|grilled|press(?:ed|es|ing)?)\b"
    r"(?! (?:for|ahead|the|his|her|its|their|on with)\b)"
)
_ASKING_PHRASES: Final = re.compile(
    r"\b(?:want|wants|wanted|demand|demands|demanded|asks|asked) to know\b|\binto question\b"
    r"|\b(?:continu|keep|kept|start|began|begin|went on)\w* (?:to |by )?(?:ask|question|wonder)"
    r"|\b(?:asking|questioning|wondering)\Z"
)

_DENYING: Final = lexicon(
    "deny denial refute rebut contradict disavow repudiate debunk disagree doubt",
)
_DENYING_FORMS: Final = frozenset({"disputes", "disputed", "disputing", "denials", "doubts"})
_DENYING_PHRASES: Final = re.compile(
    r"\b(?:rule[sd]?|ruling) out\b"
    r"|\b(?:push|pushes|pushed|pushing) back (?:on|against|at)\b"
    r"|\b(?:brush|brushes|brushed|brushing|wave[sd]?|waving|batted|batting) (?:off|aside|away)\b"
    r"|\b(?:shot|shoots|shooting|knocked|knocks|knocking|batted) down\b"
    r"|\bto dispute\b|\bscoff(?:s|ed|ing)? at\b|\btook issue with\b"
)
# These deny a claim ("rejected the allegation", "dismissed it"), but "dismissed him as a joke"
# asserts something.
_REJECTING: Final = lexicon(
    "reject dismiss rebuff",
)
_CLAIMS: Final = re.compile(
    r"\b(?:that|claims?|accusations?|allegations?|suggestions?|assertions?|charges?|criticisms?|"
    r"notions?|ideas?|reports?|rumou?rs?|arguments?|speculation|concerns?|questions?|theory|"
    r"theories|characterization|implications?|attacks?|complaints?)\b"
)

_DECLINING: Final = re.compile(
    r"\b(?:declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing|al)|demurred|demurs)\b"
    r"|\b(?:no|without) (?:further |immediate |direct )?"
    r"(?:comment(?:ing)?|mention(?:ing)?|reference|answer(?:ing)?|response|responding|details|"
    r"saying|elaborating|specifying|naming|identifying|explaining|offering|providing|disclosing)\b"
    r"|\bstop(?:s|ped|ping)? short of\b"
    r"|\bfail(?:s|ed|ing)? to (?:say|mention|answer|explain|respond|disclose|specify|address)\b"
    r"|\b(?:dodge|sidestep|evade|duck|deflect|avoid)(?:s|d|ed|ped|ing|ping)?\b"
    r"|\bunwilling to\b|\bnon-?committal\b|\bcould not be reached\b|\bkept silent\b|\bmum\b"
    r"|\b(?:say|says|said|saying|tell|tells|told|disclosed?|reveal(?:ed)?) (?:\w+ ){0,2}?nothing\b"
    r"|\b(?:nothing|little) (?:more |further |new )?to (?:say|add|tell)\b"
)
# "Said nothing" and "said nothing about it", where "said nothing had changed" asserts something.
_SAYING_NOTHING: Final = re.compile(
    r"nothing (?:more |further |new |publicly )?(?:about|on|regarding|concerning|as to)\b"
    r"|nothing(?: more| further| new| publicly| in public)?\Z"
)
# "Gave no indication that", "offered no evidence that": the head of such a cue says nothing itself.
_GIVING_NONE: Final = re.compile(
    r"\b(?:g[ai]v(?:e|es|en|ing)|offer(?:s|ed|ing)?|provid(?:e|es|ed|ing)|show(?:s|ed|ing|n)?"
    r"|produc(?:e|es|ed|ing)|present(?:s|ed|ing)?|cit(?:e|es|ed|ing)) (?:absolutely )?no "
    r"(?:\w+ )?(?:indications?|evidence|proof|signs?|hints?|clues?|reasons?|explanations?|basis)\b"
)
_NOT_GUILTY: Final = re.compile(r"\b(?:plead(?:s|ed|ing)?|pled|plea) (?:of )?not guilty\b")
# "None of the officials", "no witness", where "no fewer than five", "nobody but the captain" and
# "No 10" are somebody.
_NO_SOURCE: Final = re.compile(
    r"\W*(?:(?:and|but|yet) )?(?:(?:none|nobody|no-?one|no one|neither|not one|not a single)\b"
    r"|no (?!longer|matter|doubt|less|fewer|more|other|sooner|\d)[a-z])"
    r"(?!(?: else)? (?:but|except|other than)\b)"
)
_NEGATION: Final = frozenset({"not", "never", "cannot", "neither", "nor", "hardly", "scarcely"})
_NO_REAL_NEGATION: Final = frozenset({"only", "just", "merely", "simply", "always", "surprisingly"})
# Someone who does not know, or is not sure, leaves it open; someone who does not believe denies.
_OPEN: Final = lexicon(
    "know sure certain clear decide understand remember aware recall determine",
)
_UNWILLING: Final = re.compile(
    r"\bnot (?:\w+ ){0,3}?(?:willing|ready|prepared|able) to (?:\w+ )?"
    r"(?:say|tell|comment|confirm|discuss|disclose|speak|talk|answer|name|give|reveal|explain)\b"
)
_RULES_OUT: Final = re.compile(r"\b(?:rul(?:e|es|ed|ing)|count(?:s|ed|ing)?) .{0,30}?out\b")
_NOT_YET: Final = re.compile(r"\b(?:has|have|had|having|is|are|was|were|'s|'ve) (?:\w+ )?yet to\b")
"""What somebody has yet to do they have not done: "the board has yet to say"."""
_NO_DOUBT: Final = re.compile(
    r"\b(?:no|not|never|without|little) (?:\w+ )?(?:doubt|secret|mince)"
    r"|\b(?:not|cannot) (?:\w+ )?(?:help|resist|forget|mind|hesitate)\b|\bhard not to\b"
)
_NOT_CLEAR: Final = re.compile(
    r"\b(?:not|never) (?:\w+ )?(?:clear|known|sure|certain)\b|\bunclear\b"
)
_BEGINNING: Final = 30
"""Characters of a content that may belong to its cue."""
# What a cue can lack at its beginning because it was marked too short.
_NEGATION_BEFORE: Final = re.compile(
    r"(?:\b(?:did|does|do|would|has|had|have|will|could|can|is|was|were|are|should|may|might|wo|ca)"
    r" not(?: \w+ly| yet| even| publicly)?"
    r"|\b(?:has|have|had|is|are)(?: \w+)? yet to"
    r"|\bnever|\bcannot|\b(?:declin|refus)\w+ to|\bnothing(?: more| further)?)$"
)
_QUESTION: Final = re.compile(
    r"\W*(?:(?:and|but|so|or|then|well|now)\W+)?"
    r"(?:who|whom|whose|what|when|where|why|which|how|is|are|was|were|am|do|does|did|can|could|will|"
    r"would|should|shall|has|have|had|may|might|must)\b[^.!?…'\"“”‘’]*\?\W*"
)


class _Cue(NamedTuple):
    """What the words of a cue tell before one looks at what is said."""

    settled: Polarity | None
    """The polarity that it has whatever is said, if it has one."""
    denies: bool = False
    rejects: bool = False
    """Whether it denies if what is rejected is a claim."""
    asks: bool = False
    neutral: bool = False
    """Whether a question may be what it tells."""


def find_polarity(
    cue: str, before: str, content: Sequence[str], form: StatementForm, source: str = ""
) -> Polarity:
    """The polarity of a statement from its cue and, where that is not enough, its neighbours.

    `before` is the text just before the cue, `content` the pieces of the content, `source` the
    words for who says it.

    1. A negation before the head or in the source ("none of them said"), a verb of declining, or
       nothing said: declines; over a word of thinking ("does not believe") it denies instead.
    2. Verbs of denying, and of rejecting a claim: denies.
    3. A head that asks: asks; so does a whole quotation that is one question.
    4. Everything else asserts.
    """
    text = plain(cue)
    lead = _NEGATION_BEFORE.search(plain(before))
    if lead is not None:
        text = f"{lead.group()} {text}"
    elif _NO_SOURCE.match(source.lower()) is not None:
        text = f"not {text}"
    told = _read(text)
    if told.settled is not None:
        return told.settled
    begun = content[0][:_BEGINNING].lower() if content else ""
    if begun.startswith("no") or " no" in text:  # what all these phrases have
        if form == "indirect" and content and _SAYING_NOTHING.match(plain(content[0])):
            return "declines"
        if _runs_on(_GIVING_NONE, text, begun):
            return "declines"
        if _runs_on(_NOT_GUILTY, text, begun):
            return "denies"
    if told.denies or (told.rejects and _rejects_claim(text, content)):
        return "denies"
    if told.asks:
        return "asks"
    if told.neutral and form == "direct" and len(content) == 1:
        return "asks" if _QUESTION.fullmatch(content[0].lower()) else "asserts"
    return "asserts"


@lru_cache(maxsize=4096)
def _read(text: str) -> _Cue:
    """What a cue tells; most pages have the same few."""
    words = words_of(text)
    known = first_known(words)
    settled = _settled(text, words, known)
    if settled is not None:
        return _Cue(settled)
    head = "" if known is None else words[known[0]]
    return _Cue(
        settled=None,
        denies=_DENYING_PHRASES.search(text) is not None
        or any(word in _DENYING_FORMS or is_any(word, _DENYING) for word in words),
        rejects=any(is_any(word, _REJECTING) for word in words),
        asks=is_any(head, _ASKING)
        or _PRESSED.match(text) is not None
        or _ASKING_PHRASES.search(text) is not None,
        neutral=known is None or known[1] in ("speech", "writing"),
    )


def _settled(text: str, words: list[str], known: tuple[int, CueClass] | None) -> Polarity | None:
    """The polarity that the words of a cue have whatever is said."""
    negated = _negated(words, known[0] if known else len(words)) or (
        " yet " in text and _NOT_YET.search(text) is not None
    )
    if _NO_DOUBT.search(text):
        return "asserts"
    if _NOT_CLEAR.search(text):
        return "declines"
    if negated:
        if _RULES_OUT.search(text):
            return "declines"
        if known is None:
            return "asserts"
        head = words[known[0]]
        if known[1] == "thought" and not is_any(head, _OPEN) and not _UNWILLING.search(text):
            return "denies"
        return "declines"
    return "declines" if _DECLINING.search(text) else None


def _runs_on(phrase: re.Pattern[str], cue: str, begun: str) -> bool:
    """Whether a phrase begins in the cue, wherever it ends: "offered | no evidence that"."""
    found = phrase.search(f"{cue} {begun}")
    return found is not None and found.start() < len(cue)


def _negated(words: list[str], head: int) -> bool:
    """Whether a negation stands before the head of the cue, at most four words away."""
    for place in range(max(0, head - 4), min(head, len(words))):
        following = words[place + 1] if place + 1 < len(words) else ""
        if words[place] in _NEGATION and following not in _NO_REAL_NEGATION:
            return True
    return False


def _rejects_claim(text: str, content: Sequence[str]) -> bool:
    """Whether it is a claim that is rejected, and nobody dismissed as something."""
    rejected = plain(content[0][:200]) if content else ""
    return bool(_CLAIMS.search(f"{text} {rejected}")) or " as " not in f" {text} {rejected} "
