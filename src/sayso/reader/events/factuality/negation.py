"""What the words around an event plainly say of whether it happened, where the model goes wrong.

UDS It-Happened puts what is planned, possible or yet to come as low as what is denied, for neither
had happened. A page holds the one open and the other not, so an event that nothing denies is never
below -`OPEN`, nor is one that is denied only in a condition, a wish or the like (`supposed`). And
hardly any of its events are nouns: what is weighed or demanded, as in "weighs strikes", is never
above `OPEN`; nor is what is alleged, asked, tried or staged (`unreal`). What somebody plainly did
not do, or failed to do, is below -1, and so is what was called off or prevented (`undone`).
"""

from __future__ import annotations

from typing import Final

from sayso.reader.events.factuality.governing import (
    hold_of,
    is_content,
    is_definite,
    is_form,
    marks,
    standing,
)
from sayso.reader.events.factuality.negatives import SURE, has_nobody, has_none, helping
from sayso.reader.events.factuality.signs import NEARLY, NOBODY, ONLY, Signs, is_not, signs_of
from sayso.reader.events.factuality.supposed import is_open_question, is_supposed
from sayso.reader.events.factuality.undone import is_narrowed, undone
from sayso.reader.events.factuality.unreal import is_unreal
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.event_words import ATTEMPTING, LIGHT_VERBS
from sayso.reader.vocabulary.lexicon import lexicon

OPEN: Final = 0.9
"""On the scale of UDS It-Happened: neither this nor its opposite settles anything (`settled`)."""

SETTLED: Final = 1.1
"""On the same scale, what is plainly so or not so, at the least."""

_PREVENTING: Final = lexicon(
    "deny refuse fail prevent avoid cancel reject abandon halt stop block decline forbid ban",
    "forgo scrap withhold thwart foil avert refrain prohibit veto",
)
_WEIGHING: Final = lexicon(
    "weigh consider mull contemplate ponder plan propose want seek urge demand request threaten",
    "fear expect predict anticipate advocate envision envisage prepare promise pledge vow suggest",
    "recommend risk await hope",
)
_PRESUMING: Final = lexicon("fear presume believe assume think suspect")
_FAILING: Final = lexicon("fail refuse decline neglect forget")
"""Who does this to do something does not do it."""
_DONE: Final = ("VBD", "VBN")
_MULTIPLYING: Final = lexicon("double triple treble quadruple quintuple halve match equal")
_QUANTIFYING: Final = lexicon("all every everyone everybody many much always")
_SHOWING: Final = lexicon("show suggest indicate prove demonstrate confirm imply support")
_EVIDENCE: Final = lexicon(
    "evidence proof sign indication record document data footage study trace"
)
"""What shows that something happened; where none does, nothing speaks for it."""
_HELPING: Final = lexicon(
    "do does did is are was were has have had can could may might must shall should will would",
)
_ADDRESSED: Final = lexicon("you i we they it this that")
"""Whom a question asks about that no news turns on: "are you kidding?"."""
_LEAVING_OPEN: Final = lexicon(
    "clear certain sure known obvious evident guaranteed",
    "regret forget know realise realize notice mention remember resent learn",
)
"""What says nothing against what it is said of where it is not so, or is not done."""
_ALLOWING: Final = lexicon("possible able allowed permitted easy safe")
_MANAGING: Final = lexicon("manage able allow permit let get dare bother care choose begin start")
"""Who did not do this to do something did not do it."""
_STAGING: Final = lexicon(
    "make do conduct perform commit hold undertake launch stage wage mount impose levy inflict",
    "pay give",
)
"""Light verbs that bring about even what is known: "did not hold the talks"."""
_CARRYING: Final = lexicon("carry")
_CARRIED: Final = ATTEMPTING | lexicon("threat order promise pledge sentence instruction mandate")
_UNTIL: Final = lexicon("until till")
_GOING_ON: Final = lexicon("wait last stay remain continue")
"""What "not until" says of that it was over before."""
_SETTING_FORTH: Final = lexicon("because although though since as while after whereas so once")
"""What opens clauses that tell what was."""
_FORCING: Final = lexicon("force compel persuade")
"""Whom somebody does this to do something does it."""
_HESITATING: Final = lexicon("hesitate fail forget neglect")
_PAST: Final = lexicon("did was were had have has")
_PRESENT: Final = lexicon("do does is are")
_MODAL: Final = lexicon("ca wo could would should might must")
"""Helpers that "n't" makes one word with, which has no tag of theirs."""
_THINKING: Final = lexicon("think believe expect suppose imagine guess feel")
_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass"})
_PASSING_ON: Final = frozenset(
    {"xcomp", "ccomp", "acl", "obj", "nsubj:pass", "conj", "obl", "csubj"}
)
"""Relations through which what is denied of a word is denied of what depends on it."""
_SAYING_MORE: Final = frozenset({"xcomp", "ccomp", "conj", "obj", "obl", "nsubj:pass"})
"""Relations by which what a word hangs on may say whether it happened."""
_FARTHEST: Final = 4
"""Words up the grammar that are looked at; it may go in circles."""


def bounded(words: Words, head: int, factuality: float) -> float:
    """An event's factuality, -3 to 3, within what its words allow."""
    factuality = _bounded(words, head, factuality)
    if factuality < -OPEN and is_supposed(words, head):
        return -OPEN
    return factuality


def _bounded(words: Words, head: int, factuality: float) -> float:
    above = signs_of(words)
    hold = hold_of(words, head)
    off = undone(words, hold)
    if off == "so":
        return min(factuality, -SETTLED)
    signed = _is_signed(words, above, head)
    if signed:
        if has_none(words, head):
            return min(factuality, -SETTLED)
        verb = _verb_of(words, head)
        if _is_left_undone(words, above, verb):
            late = _is_done_late(words, verb)
            return max(abs(factuality), SETTLED) if late else min(factuality, -SETTLED)
        if _is_ruled_out(words, above, head):
            return min(-abs(factuality), -SETTLED)
        if _is_weighed(words, head) or _is_alleged(words, above, head):
            factuality = min(factuality, OPEN)
    # Nor does it help to ask the model for MEANTIME's view where no word denies: of eighty events
    # that it alone held to be denied, nine in ten were only asked for or possible.
    if factuality < -OPEN and (
        _is_command(words, above, head) or not _is_denied(words, above, head)
    ):
        factuality = -OPEN
    if off == "not so" or (signed and _is_done_after_all(words, above, head)):
        factuality = max(abs(factuality), SETTLED)
    if signed and _is_nearly_done(words, head):
        factuality = min(factuality, -OPEN)
    if off == "open":
        factuality = max(factuality, -OPEN)
    if factuality > OPEN and (
        off == "open" or _is_asked(words, above, head) or is_unreal(words, hold)
    ):
        return OPEN
    return factuality


def _is_signed(words: Words, above: Signs, head: int) -> bool:
    """Whether anything may say of an event whether it happened: of half of them, nothing does."""
    return (
        head in above.all
        or words.relations[head] in _SAYING_MORE
        or words.heads[head] in above.no
        or above.no_one
    )


def _is_denied(words: Words, above: Signs, head: int) -> bool:
    """Whether an event's word, or one that it depends on, is negated or prevented."""
    current = head
    for _ in range(_FARTHEST):
        if current in above.negations or has_nobody(words, current):
            return True
        governor, relation = words.heads[current], words.relations[current]
        # "has not decided whether to attend" leaves it open.
        asked = current in above.asking
        if governor == current or relation not in _PASSING_ON or asked:
            return False
        if relation != "conj":
            if is_form(words, governor, _PREVENTING):
                return standing(words, governor) == "so"  # and not "must stop firing"
            if _is_beside(words, current, governor, relation):
                return False
        elif any(words.tags[child] == "CC" for child in words.children[current]):
            return False  # "did not wait and left"
        current = governor
    return False


def _is_beside(words: Words, clause: int, governor: int, relation: str) -> bool:
    """Whether a denial of what a clause hangs on says nothing of the clause: "does not know who
    fled", "not clear that they fled", "did not regret that they fled", "not the way to flee".
    """
    if relation in ("acl", "csubj"):
        told = bool(helping(words, governor))  # "is the way", "isn't the way"
        return told and words.tags[governor][0] in "NJ" and not is_form(words, governor, _ALLOWING)
    if relation != "ccomp":
        return False
    return is_form(words, governor, _LEAVING_OPEN) or is_open_question(words, clause)


def _is_command(words: Words, above: Signs, head: int) -> bool:
    """Whether a negated verb only tells somebody not to: "don't shoot"."""
    return (
        head in above.commanding
        and words.tags[head] in ("VB", "VBP")
        and not _has_subject(words, head)
    )


def _has_subject(words: Words, head: int) -> bool:
    return any(words.relations[child].startswith("nsubj") for child in words.children[head])


def _is_ruled_out(words: Words, above: Signs, head: int) -> bool:
    """Whether nobody did it ("nobody called"), or nothing speaks for it ("no sign that he did") or
    for what it is part of ("no sign that he decided to").
    """
    if head in above.nobody and _is_done_by_nobody(words, head):
        return True
    governor = words.heads[head]
    if words.relations[head] == "xcomp" and governor != head:
        return words.relations[governor] != "xcomp" and _is_unsupported(words, above, governor)
    return _is_unsupported(words, above, head)


def _is_done_by_nobody(words: Words, head: int) -> bool:
    return any(
        words.relations[child] in _SUBJECTS and words.plain[child] in NOBODY
        for child in words.children[head]
    )


def _is_unsupported(words: Words, above: Signs, head: int) -> bool:
    """Whether there is "no sign that" it is so, or "no evidence shows" or "nothing suggests" it."""
    governor, relation = words.heads[head], words.relations[head]
    if relation == "ccomp" and is_form(words, governor, _SHOWING):
        return head not in above.negations and _is_shown_by_none(words, above, governor)
    return (
        governor in above.no
        and not is_open_question(words, head)  # "no word on who fled"
        and (relation in ("acl", "ccomp") or (relation == "acl:relcl" and is_content(words, head)))
        and words.tags[governor][0] == "N"
        and words.plain[governor] not in SURE
    )


def _is_shown_by_none(words: Words, above: Signs, verb: int) -> bool:
    return any(
        words.plain[child] == "nothing" or (child in above.no and is_form(words, child, _EVIDENCE))
        for child in words.children[verb]
        if words.relations[child] == "nsubj"
    )


def _is_done_after_all(words: Words, above: Signs, head: int) -> bool:
    """Whether a negation says that it was done: "did not hesitate to shoot", "not only shot"."""
    if words.relations[head] == "xcomp":
        governor = words.heads[head]
        if is_form(words, governor, _FORCING):
            told = standing(words, governor) == "so" and _is_past(words, governor)
            return told and words.tags[head] == "VB"
        if governor in above.not_done:
            return is_form(words, governor, _HESITATING) and _is_past(words, governor)
    return (
        head in above.not_done
        and words.tags[head][0] == "V"
        and _is_not_only(words, head)
        and not _SUBJECTS.isdisjoint(words.relations_below(head))
        and _is_past(words, head)
    )


def _is_not_only(words: Words, verb: int) -> bool:
    return any(
        words.plain[child] in ONLY and words.plain[child - 1].endswith("not")
        for child in words.children[verb]
    )


def _is_nearly_done(words: Words, head: int) -> bool:
    """Whether it nearly was; "nearly doubled" tells how far something went."""
    return (
        words.plain[head - 1] in NEARLY
        and head > 0
        and words.heads[head - 1] == head
        and words.tags[head][0] == "V"
        and not is_form(words, head, _MULTIPLYING)
    )


def _is_asked(words: Words, above: Signs, head: int) -> bool:
    """Whether a question asks whether it is so: "Did they attack?", not "Why did they?"."""
    marked, below, first = above.asking_mark, words.children[head], words.sentences[head].start
    nowhere = marked.isdisjoint(below) and (
        first not in above.asked or marked.isdisjoint(range(first, head + 1))
    )
    if nowhere or head in above.negations:
        return False
    subjects = [child for child in below if words.relations[child].startswith("nsubj")]
    if not subjects:
        return False
    helpers = [child for child in below if words.relations[child].startswith("aux")]
    if not helpers:  # it may have been taken for the sentence's verb
        helpers = [i for i in range(first, subjects[0]) if words.plain[i] in _HELPING]
    if not (helpers and helpers[0] < subjects[0] < head):
        return False
    if marked.isdisjoint((head, helpers[0])):
        return False
    opening = range(first, helpers[0])
    return words.plain[subjects[0]] not in _ADDRESSED and not any(
        words.tags[index][0] == "W" for index in (*opening, *below)
    )


def _verb_of(words: Words, head: int) -> int:
    """The verb that says of an event's noun that it was brought about ("hold talks"); of another
    word, itself. "Did not take the offer" and "did not carry out the threat" speak of those made.
    """
    verb = words.heads[head]
    if (
        words.relations[head] not in ("obj", "nsubj:pass")
        or words.tags[head][0] != "N"
        or not is_form(words, verb, LIGHT_VERBS)
    ):
        return head
    if is_form(words, verb, _CARRYING):
        return head if is_form(words, head, _CARRIED) else verb
    return verb if is_form(words, verb, _STAGING) or not is_definite(words, head) else head


def _is_done_late(words: Words, verb: int) -> bool:
    """Whether "not until" says when it was done: "did not open until May"."""
    return not is_form(words, verb, _GOING_ON) and any(
        words.plain[opening] in _UNTIL and words.relations[opening] in ("case", "mark")
        for child in words.children[verb]
        if child > verb and words.relations[child] in ("obl", "advcl", "nmod")
        for opening in words.children[child]
    )


def _is_left_undone(words: Words, above: Signs, head: int) -> bool:
    """Whether somebody did not do it ("did not arrest"), failed to or was not able to."""
    if words.tags[head][0] != "V" or head in above.asking_mark:
        return False
    governor, relation = words.heads[head], words.relations[head]
    if relation == "xcomp":
        if governor in above.not_done and is_form(words, governor, _MANAGING):
            asked = governor in above.asking_mark or governor in above.partly
            return not asked and _is_past(words, governor)
        failing = is_form(words, governor, _FAILING)
        if failing and words.tags[governor] == "VBG":
            return _is_held_against(words, governor)
        if failing and words.tags[governor] in ("VBD", "VBN", "VBZ", "VBP"):
            # "If he refuses to sign", "those who refuse to": nobody did yet.
            supposed = words.tags[governor] in ("VBZ", "VBP") and (
                words.relations[governor] == "acl:relcl"
                or "mark" in words.relations_below(governor)
            )
            return governor not in above.negations and not supposed
    elif relation == "conj" and _is_alternative(words, head):
        head = governor  # "did not shell or bomb"
    if head not in above.not_done or head in above.partly or is_narrowed(words, head):
        return False
    if _is_past(words, head):
        return True
    return _is_plainly_not_so(words, head)


def _is_plainly_not_so(words: Words, verb: int) -> bool:
    """Whether a verb tells as plainly of the present: "does not own a car". "Do not run" may be a
    command, "you do not run" is a rule, and who does not think so thinks something else.
    """
    about = [words.plain[i] for i in words.children[verb] if words.relations[i][:5] == "nsubj"]
    if not about or "you" in about or is_form(words, verb, _THINKING):
        return False
    return _is_past(words, verb, _PRESENT)


def _is_held_against(words: Words, failing: int) -> bool:
    """Whether something was done "for failing to", or "after"."""
    done = words.heads[failing]
    return (
        words.relations[failing] in ("advcl", "acl")
        and bool(marks(words, failing))
        and standing(words, failing) == "so"
        and (words.tags[done][0] == "N" or _is_past(words, done))
    )


def _is_past(words: Words, verb: int, helpers: frozenset[str] = _PAST) -> bool:
    """Whether a verb tells of the past, or is helped by some other helper, and in no clause that
    leaves open whether it does.
    """
    below = words.children[verb]
    if any(words.tags[i] == "MD" for i in below):
        return False
    opening = [i for i in below if words.relations[i] == "mark"]
    if opening and not _is_plain_clause(words, verb, opening):
        return False
    helped = helping(words, verb)
    if not _MODAL.isdisjoint(helped):
        return False
    return not helpers.isdisjoint(helped) if helped else words.tags[verb][:3] in _DONE


def _is_plain_clause(words: Words, verb: int, opening: list[int]) -> bool:
    """Whether a clause with such an opening tells what was: "because", but not "as if"."""
    if len(opening) > 1:
        return False
    (mark,) = opening
    if words.plain[mark] == "that":
        return _is_told_plainly(words, verb)
    return (
        words.plain[mark] in _SETTING_FORTH
        and words.plain[mark - 1] != "as"
        and "fixed" not in words.relations_below(mark)
    )


def _is_told_plainly(words: Words, verb: int) -> bool:
    """Whether somebody says of a verb that it was not done: "said that it had not docked". Not what
    nobody says, or what "not" belongs to another word of: "that not all did".
    """
    return (
        words.relations[verb] == "ccomp"
        and standing(words, words.heads[verb]) == "so"
        and any(
            is_not(words.plain[child]) and words.plain[child + 1] not in _QUANTIFYING
            for child in words.children[verb]
            if child < verb
        )
    )


def _is_alternative(words: Words, conjunct: int) -> bool:
    """Whether "or" adds a verb to another, whose subject and helpers it shares."""
    if any(
        words.relations[child].startswith(("nsubj", "aux")) for child in words.children[conjunct]
    ):
        return False
    first = words.heads[conjunct]
    listed = [i for i in words.children[first] if words.relations[i] == "conj" and i > first]
    joining = sorted(
        child
        for member in (first, *listed)
        for child in words.children[member]
        if words.relations[child] == "cc" and child > first
    )
    before = [i for i in joining if max(first, *[j for j in listed if j < conjunct], 0) < i]
    return bool(before) and words.plain[before[0]] in ("or", "nor")


def _is_alleged(words: Words, above: Signs, head: int) -> bool:
    """Whether somebody unnamed says so, or it is asked whether it is so."""
    if words.relations[head] == "conj" and not _has_subject(words, head):
        head = words.heads[head]  # "whether they fired and hit"
    return head in above.alleged or (head in above.asking and _is_whether(words, head))


def _is_whether(words: Words, head: int) -> bool:
    return any(
        words.plain[child] == "whether" and words.relations[child] == "mark"
        for child in words.children[head]
    )


def _is_weighed(words: Words, head: int) -> bool:
    """Whether an event's noun is only what somebody thinks of or asks for: "weighs strikes"; or its
    adjective only what is thought: "feared dead".
    """
    kind, relation = words.tags[head][0], words.relations[head]
    if kind == "J":
        return relation == "xcomp" and is_form(words, words.heads[head], _PRESUMING)
    return (
        kind == "N"
        and relation in ("obj", "obl", "nsubj:pass")
        and is_form(words, words.heads[head], _WEIGHING)
    )
