"""What plain words leave open, however surely a page tells it: what is alleged, tried, possible,
ordered, rehearsed, or happens only in a film.
"""

from __future__ import annotations

from typing import Final

from sayso.reader.events.factuality.governing import (
    Hold,
    hold_of,
    is_content,
    is_definite,
    is_form,
    marks,
    standing,
)
from sayso.reader.events.factuality.negatives import is_negated
from sayso.reader.events.factuality.signs import HEARSAY, SO_CALLED, signs_of
from sayso.reader.events.factuality.supposed import is_open_question
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.event_words import ATTEMPTING, JOINT, LASTING, LIGHT_VERBS, SUFFERED
from sayso.reader.vocabulary.lexicon import lexicon

_FAILED: Final = lexicon(
    "coup putsch takeover assassination overthrow invasion rescue murder robbery"
)
"""What did not happen where it failed; failed talks were held."""
_ACCUSING: Final = {
    "of": lexicon("accuse suspect"),
    "with": lexicon("charge"),
    "for": lexicon("indict"),
}
_ACCUSATIONS: Final = lexicon("suspicion accusation allegation rumour rumor")
_CLAIMED: Final = _ACCUSATIONS | lexicon("speculation claim theory suggestion fear concern worry")
"""What is said or thought to be so, and may not be; "news" and "reports" tell it for so."""
_CLAIMING: Final = lexicon(
    "make raise level bring hear face deny dismiss reject generate spark fuel prompt spread",
)
"""What is done with a claim: "the claims that he made"."""
_SETTLING: Final = lexicon(
    "confirm prove admit corroborate substantiate verify deny refute rebut",
)
"""What makes a claim more than one, or is a denial of it (`denials`)."""
_UNLIKELY: Final = lexicon("unlikely improbable likely probable")
_POSSIBLE: Final = lexicon("possible imminent conceivable")
_LOOKING: Final = lexicon("appear seem look remain")
_HAD: Final = lexicon("had were should")
"""What opens a condition without "if": "had he fled, they would have followed"."""
_CONVICTING: Final = lexicon(
    "convict sentence jail guilty imprison fine condemn plead confess admit"
)
_SAID_TO: Final = lexicon(
    "believe think say report presume suspect allege rumour rumor understand fear"
)
_FEARING: Final = lexicon("fear suspect")
_TRYING: Final = lexicon("try attempt seek pretend")
_ONESELF: Final = lexicon("i we")
_MAYBE: Final = lexicon("may might")
_BANS: Final = lexicon("ban moratorium prohibition")
_BRACING: Final = lexicon("brace")
_BACKING: Final = lexicon(
    "suggest show prove establish demonstrate confirm verify claim say allege indicate find",
    "conclude state report assert",
)
"""What makes a clause be told for so; where nobody does, nothing speaks for it."""
_COMMITTING: Final = lexicon(
    "agree promise pledge vow threaten plan offer intend propose order urge ask tell hire",
)
"""What these are to do, or are told to, may be done or not."""
_EDGES: Final = lexicon("brink verge cusp")
_COMING: Final = lexicon("come")
_STAGED: Final = lexicon("simulate rehearse fake imagine")
_ORDERING: Final = lexicon("order authorise authorize")
_WARNING: Final = lexicon("warn")
_RISKS: Final = lexicon(
    "risk threat danger prospect possibility likelihood chance fear brink verge rumour rumor",
)
_REQUESTS: Final = lexicon("warrant request demand call plea appeal petition")
_CALLING: Final = lexicon("call press push appeal plead lobby")
_CASES: Final = lexicon("case event")
_FACING: Final = lexicon("face")
_AWAITED: Final = lexicon("trial extradition")
_ADVISING: Final = lexicon("advise warn caution vote")
_UNCONFIRMED: Final = lexicon("unconfirmed unverified conflicting")
_FICTION: Final = lexicon("film movie novel thriller scenario sitcom episode drama fiction")
_COMPUTED: Final = lexicon("game series show play")
_SCREENS: Final = lexicon("computer video television tv")
_TELLING: Final = lexicon("tell show depict portray imagine follow")
_AS_IF: Final = frozenset({"as if", "as though"})
_SEEMING: Final = lexicon("if though")
_TO_OF: Final = lexicon("to of")
_WISHING: Final = lexicon("wish")
_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass"})
_CLAUSES: Final = ("advcl", "obl", "nmod", "xcomp", "ccomp", "acl")
_WHICHEVER: Final = lexicon("any another further")


def is_unreal(words: Words, hold: Hold) -> bool:
    """Whether words around an event leave it open whether it happened."""
    head, governor = hold.head, hold.governor
    is_noun = words.tags[head][0] == "N"
    if head in signs_of(words).hedging:
        for child in words.children[head]:
            relation = words.relations[child]
            if relation == "advmod" and words.plain[child] in HEARSAY:
                return True
            if is_noun and relation in ("amod", "compound") and _is_so_called(words, child, head):
                # "was a planned attack" tells of what kind it was.
                return "cop" not in words.relations_below(head)
    if _is_fiction(words, head) or _is_possible(words, head):
        return True
    if governor == head:
        return False
    if _is_accused(words, hold):
        return True
    if is_noun:
        if _is_open_noun(words, hold):
            return True
        if hold.relation != "obj" or not is_form(words, governor, LIGHT_VERBS):
            return False
        hold = hold_of(words, governor)
        if _is_accused(words, hold):
            return True
    return _is_open_verb(words, hold)


def _is_possible(words: Words, verb: int) -> bool:
    """Whether it "may have" happened, or a headline says who is "to do" it."""
    tag = words.tags[verb]
    if tag == "VBN":
        return _may_have(words, verb)
    return (
        tag == "VB"
        and words.relations[verb] == "root"
        and words.plain[verb - 1] == "to"
        and not _SUBJECTS.isdisjoint(words.relations_below(verb))
    )


def _may_have(words: Words, verb: int) -> bool:
    helping = [
        words.plain[child]
        for child in words.children[verb]
        if child < verb and words.relations[child] == "aux"
    ]
    return "have" in helping and not _MAYBE.isdisjoint(helping)


def _is_so_called(words: Words, modifier: int, noun: int) -> bool:
    if words.plain[modifier] in SO_CALLED:
        return True
    return words.plain[modifier] == "failed" and is_form(words, noun, _FAILED)


def _is_accused(words: Words, hold: Hold) -> bool:
    """Whether somebody is accused of it, and the page does not say by whom."""
    governor = hold.governor
    if hold.relation not in _CLAUSES:
        return False
    for preposition in hold.opening:
        if preposition == "of" and is_form(words, governor, _ACCUSATIONS):
            return not _is_convicted(words, governor)
        if preposition in _ACCUSING and is_form(words, governor, _ACCUSING[preposition]):
            below = words.children[governor]
            return (
                words.tags[governor] in ("VBN", "JJ", "VBD")
                and not any(words.relations[child] in ("obj", "aux") for child in below)
                and not any("by" in marks(words, i) for i in below if words.relations[i] == "obl")
            )
    return False


def _is_convicted(words: Words, index: int) -> bool:
    for _ in range(3):
        governor = words.heads[index]
        if is_form(words, governor, _CONVICTING):
            return True
        index = governor
    return False


def _is_open_noun(words: Words, hold: Hold) -> bool:
    head, governor, relation, opening = hold
    if relation in ("obj", "nsubj:pass"):
        if is_form(words, governor, _STAGED):
            return True
        if is_form(words, governor, _FACING) and not is_definite(words, head):
            return is_form(words, head, SUFFERED) or is_form(words, head, _AWAITED)
        return is_form(words, governor, _ORDERING) and _is_ordered(words, head, governor)
    if relation == "nsubj":
        if _is_unlikely(words, head, governor):
            return True
        return any(words.tags[child] == "MD" for child in words.children[governor]) and any(
            words.plain[child] in _WHICHEVER for child in words.children[head]
        )
    if relation not in ("obl", "nmod") or not opening:
        return False
    if _is_close(words, hold):
        return True
    if "for" in opening and is_form(words, governor, _CALLING if relation == "obl" else _REQUESTS):
        return True
    if is_definite(words, head):
        return False
    if "on" in opening and is_form(words, governor, _BANS):
        return True
    if "for" in opening and is_form(words, governor, _BRACING):
        return True
    if relation == "obl":
        against = "against" in opening and is_form(words, governor, _ADVISING)
        return against or ("of" in opening and is_form(words, governor, _WARNING))
    if "of" not in opening:
        return False
    if is_form(words, governor, _CASES):
        return "in" in marks(words, governor)
    return is_form(words, governor, _RISKS) or any(
        words.plain[child] in _UNCONFIRMED for child in words.children[governor]
    )


def _is_unlikely(words: Words, noun: int, governor: int) -> bool:
    """Whether how likely something is is all that is said of it: "a coup seems unlikely"."""
    above = governor
    if is_form(words, governor, _LOOKING):
        above = next((i for i in words.children[governor] if words.relations[i] == "xcomp"), above)
    word = words.plain[above]
    if word in _UNLIKELY:
        # "is likely to last", "is likely the work of" say it of something else.
        return {"xcomp", "ccomp", "csubj", "nsubj"}.isdisjoint(
            [words.relations[i] for i in words.children[above] if i > above]
        )
    return word in _POSSIBLE and not is_definite(words, noun)


def _is_ordered(words: Words, noun: int, verb: int) -> bool:
    """Whether what is ordered is yet to be done; "who ordered the killing" asks of what was."""
    return (
        not is_form(words, noun, LASTING)
        and not is_form(words, noun, JOINT)
        and not is_negated(words, verb)
        and not any(
            words.tags[child] in ("WP", "WDT")
            for child in words.children[verb]
            if words.relations[child] == "nsubj"
        )
    )


def _is_impersonal(words: Words, verb: int) -> bool:
    """Whether "it" is a verb's subject, or none is: "it looks as if" takes it for so."""
    below = words.children[verb]
    subjects = [child for child in below if words.relations[child] in ("nsubj", "expl")]
    return all(words.plain[child] == "it" for child in subjects)


def _is_open_verb(words: Words, hold: Hold) -> bool:
    head, governor, relation, opening = hold
    if relation == "advcl" and _has_inverted(words, head):
        return True
    if _is_claimed(words, hold):
        return True
    if relation == "xcomp":
        if is_form(words, governor, _SAID_TO) and words.tags[head][0] == "V":
            return "aux:pass" in words.relations_below(governor)
        if words.tags[head] != "VB":
            return False
        tried = is_form(words, governor, _TRYING) and not _is_about_oneself(words, governor)
        return tried or is_form(words, governor, _COMMITTING)
    if relation == "acl" and words.tags[head] == "VB":
        return is_form(words, governor, ATTEMPTING)
    if relation == "ccomp":
        if is_form(words, governor, _BACKING) and not is_open_question(words, head):
            return standing(words, governor) == "not so"
        if is_form(words, governor, _FEARING):
            return words.tags[head] in ("VBD", "VBN")
        return is_form(words, governor, _WISHING)
    if relation in ("advcl", "obl", "nmod") and opening:
        as_if = not _AS_IF.isdisjoint(opening) or (
            "as" in opening and not _SEEMING.isdisjoint(opening)
        )
        return (as_if and not _is_impersonal(words, governor)) or _is_close(words, hold)
    return False


def _is_claimed(words: Words, hold: Hold) -> bool:
    """Whether it is what a claim or a fear is of: "on suspicion that he lied"."""
    head, governor, relation, _ = hold
    return (
        words.tags[governor][0] == "N"
        and words.tags[head] != "VB"
        and (relation in ("ccomp", "acl") or (relation == "acl:relcl" and is_content(words, head)))
        and is_form(words, governor, _CLAIMED)
        and not is_form(words, words.heads[governor], _SETTLING)
        and not is_form(words, head, _CLAIMING)
    )


def _has_inverted(words: Words, verb: int) -> bool:
    """Whether a clause is a condition because its helper stands before its subject."""
    first = words.children[verb][0] if words.children[verb] else verb
    return (
        words.plain[first].partition(" ")[0] in _HAD
        and words.relations[first] in ("aux", "aux:pass", "mark", "cop")
        and not _SUBJECTS.isdisjoint(words.relations_below(verb))
    )


def _is_about_oneself(words: Words, verb: int) -> bool:
    """Whether "I" or "we" is a verb's subject: "I have tried to answer" mostly means "I did"."""
    return any(
        words.plain[child] in _ONESELF and words.relations[child] == "nsubj"
        for child in words.children[verb]
    )


def _is_close(words: Words, hold: Hold) -> bool:
    """Whether it was only close to being done: "came close to", "on the brink of"."""
    governor = hold.governor
    if hold.relation not in ("advcl", "obl", "nmod") or _TO_OF.isdisjoint(hold.opening):
        return False
    if words.plain[governor] == "close":
        governor = words.heads[governor]
    elif words.plain[governor] in _EDGES:
        return True
    return is_form(words, governor, _COMING) and any(
        words.plain[child] == "close" for child in words.children[governor]
    )


def _is_fiction(words: Words, head: int) -> bool:
    """Whether it happens in a film or the like, which is told in the present."""
    verb = words.heads[head] if words.relations[head] == "conj" else head
    if words.tags[verb] not in ("VBZ", "VBP"):
        return False
    if any(
        _is_fictional(words, child) and "in" in marks(words, child)
        for child in words.children[verb]
        if child < verb and words.relations[child] == "obl"
    ):
        return True
    teller = words.heads[verb]
    return (
        words.relations[verb] == "ccomp"
        and is_form(words, teller, _TELLING)
        and any(
            _is_fictional(words, child) or words.plain[child] == "play"
            for child in words.children[teller]
            if words.relations[child] == "nsubj"
        )
    )


def _is_fictional(words: Words, noun: int) -> bool:
    if any(words.plain[child] == "this" for child in words.children[noun]):
        return False  # "this film" may be one of facts
    if is_form(words, noun, _FICTION):
        return True
    return is_form(words, noun, _COMPUTED) and any(
        words.plain[child] in _SCREENS for child in words.children[noun]
    )
