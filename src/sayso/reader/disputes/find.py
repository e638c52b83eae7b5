"""Which statements and events of a page cannot both hold.

Most pages have none. What is taken for one must be plain in its words:

1. a source denies what another asserts, or what the page tells, in the same words;
2. one event happened on one side's word and did not on another's;
3. two sides count the same and come to different numbers (`counts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.reader.disputes.counts import disputed_counts
from sayso.reader.disputes.sides import EMPTY_FORMS, Sides, content_forms, inside_of
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.base_forms import base_form, base_forms
from sayso.reader.vocabulary.cue_words import plain
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Dispute, Entity, Event, Quantity, Statement, Time

_UNREAL: Final = lexicon(
    "if unless whether would could should may might can will shall must ever yet until before",
    "again longer anymore only just merely simply almost nearly always usually often perhaps",
    "possibly probably likely enough necessarily alone directly deliberately intentionally",
    "knowingly fully exactly every all any",
)
"""Beside an event, these say that not it, but some case or part of it is told."""
_PARTICIPANTS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "nmod:poss"})
_CIRCUMSTANCES: Final = frozenset({"obl", "nmod", "advcl"})
_DEFINITE: Final = lexicon("the this that these those")

_CLAIMING: Final = lexicon("accuse allege claim charge blame")
_ANAPHORIC: Final = re.compile(
    r"(?:the|this|that|these|those|such|any|all|his|her|its|their|it|all of|of|both)?\W*"
    r"(?:the|of)?\s*(?:accusation|allegation|claim|charge)s?\W*"
)
_NEXT: Final = 300
"""Characters from an accusation to the denial that takes it up without its words."""
_LEAST: Final = 2
"""Content words in which a denial must say what it denies."""


def find_disputes(
    words: Words,
    statements: Sequence[Statement],
    events: Sequence[Event],
    entities: Sequence[Entity],
    quantities: Sequence[Quantity],
    times: Sequence[Time] = (),
) -> tuple[Dispute, ...]:
    """The disputes of a page, each pair once, in the order of the page's statements and events.

    `times` tell whether two events with different times may be one; without them those are two.
    """
    sides = Sides(statements, entities)
    found: dict[frozenset[str], Dispute] = {}

    def add(disputes: Iterator[Dispute]) -> None:
        for dispute in disputes:
            found.setdefault(frozenset(dispute.between), dispute)

    add(_denials(words, statements, events, sides))
    opposite = list(_opposite_events(words, events, sides, times))
    told = {one.id: one.according_to for one in events} if opposite else {}
    for dispute in opposite:
        # Both statements are disputed already: nothing new.
        if frozenset(told[id_] or "" for id_ in dispute.between) not in found:
            add(iter((dispute,)))
    add(disputed_counts(words, statements, events, quantities, sides))
    return tuple(found.values())


# --- 1. Denials ------------------------------------------------------------------------------


def _denials(
    words: Words, statements: Sequence[Statement], events: Sequence[Event], sides: Sides
) -> Iterator[Dispute]:
    denials = [one for one in statements if one.polarity == "denies" and one.content_spans]
    if not denials:
        return
    asserted = [one for one in statements if one.polarity == "asserts" and one.content_spans]
    contents = {
        one.id: content_forms(words, inside_of(words, one.content_spans)) for one in asserted
    }
    for denial in denials:
        denied = content_forms(words, inside_of(words, denial.content_spans))
        text = " ".join(plain(words.text[slice(*span)]) for span in denial.content_spans)
        if _ANAPHORIC.fullmatch(text):
            claim = _accusation_before(words, denial, statements)
            if claim is not None and sides.differ(claim, denial):
                yield Dispute(between=(claim.id, denial.id), about="happened")
            continue
        content = inside_of(words, denial.content_spans)
        own = _is_of_the_denier(words, content)
        # Without a verb it is somebody or something that is denied: "denied single mothers".
        claims = any(words.tags[index][:2] == "VB" for index in content)
        if len(denied) < _LEAST or not claims or _is_unreal(words, content):
            continue
        for one in asserted:
            if (
                denied <= contents[one.id]
                and denial.within != one.id
                and sides.differ(one, denial)
                and (not own or sides.speaks_of_itself(denial, one.content_spans))
                and not _is_negated(words, inside_of(words, one.content_spans))
            ):
                yield Dispute(between=_ordered(one, denial), about="happened")
        inside = set(content)
        for event in events:
            head = words.head_of(event.trigger)
            if (
                head is not None
                and head not in inside
                and event.settled == "happened"
                and event.according_to is None
                and base_form(words.plain[head]) in denied
                and denied <= content_forms(words, words.below(head))
                and sides.differ(None, denial)
                and (not own or denial.source in event.actors + event.recipients)
            ):
                yield Dispute(between=(event.id, denial.id), about="happened")


def _ordered(one: Statement, other: Statement) -> tuple[str, str]:
    first, second = sorted((one, other), key=lambda statement: statement.content_spans)
    return first.id, second.id


def _accusation_before(
    words: Words, denial: Statement, statements: Sequence[Statement]
) -> Statement | None:
    """The accusation that the statement just before a denial makes, if it makes one."""
    start = min(span.start for span in denial.cue_spans or denial.content_spans)
    before = [
        one
        for one in statements
        if one.content_spans and one.id != denial.id and one.content_spans[-1].end <= start
    ]
    if not before:
        return None
    last = max(before, key=lambda one: one.content_spans[-1].end)
    if start - last.content_spans[-1].end > _NEXT or last.polarity != "asserts":
        return None
    cue = inside_of(words, last.cue_spans)
    claims = any(form in _CLAIMING for i in cue for form in base_forms(words.plain[i]))
    return last if claims else None


def _is_of_the_denier(words: Words, content: Sequence[int]) -> bool:
    """Whether a denial leaves out who did it, or says it with a pronoun: "denied taking bribes"."""
    subjects = [i for i in content if words.relations[i] in ("nsubj", "nsubj:pass", "nmod:poss")]
    return not any(words.tags[index][:1] == "N" for index in subjects[:1])


def _is_negated(words: Words, indexes: Sequence[int]) -> bool:
    return any(
        words.plain[index].strip() in ("not", "never", "no", "neither", "nor", "without")
        for index in indexes
    )


def _is_unreal(words: Words, indexes: Sequence[int]) -> bool:
    return any(words.plain[index] in _UNREAL for index in indexes)


# --- 2. Events -------------------------------------------------------------------------------


def _opposite_events(
    words: Words, events: Sequence[Event], sides: Sides, times: Sequence[Time]
) -> Iterator[Dispute]:
    if all(event.settled != "not_happened" for event in events):
        return
    values = {time.id: time.value for time in times}
    by_form: dict[str, list[tuple[Event, int]]] = {}
    for event in events:
        head = None if event.settled == "unsettled" else words.head_of(event.trigger)
        if head is not None:
            by_form.setdefault(base_form(words.plain[head]), []).append((event, head))
    for form, members in by_form.items():
        if len(members) < 2 or form in EMPTY_FORMS:
            continue
        denied = [member for member in members if member[0].settled == "not_happened"]
        for one, one_head in members:
            if one.settled != "happened":
                continue
            for other, other_head in denied:
                if (
                    _told_apart(one, other, sides)
                    and _same_time(one, other, values)
                    and _same_event(words, (one, one_head), (other, other_head))
                ):
                    pair = sorted((one, other), key=lambda event: event.trigger)
                    yield Dispute(between=(pair[0].id, pair[1].id), about="happened")


def _told_apart(one: Event, other: Event, sides: Sides) -> bool:
    return sides.differ(sides.statement(one.according_to), sides.statement(other.according_to))


def _same_time(one: Event, other: Event, values: dict[str, str]) -> bool:
    """Whether two events may have happened at one time."""
    if one.time is None or other.time is None or one.time == other.time:
        return True
    first, second = sorted((values.get(one.time, "1"), values.get(other.time, "2")), key=len)
    return second.startswith(first)


def _same_event(words: Words, one: tuple[Event, int], other: tuple[Event, int]) -> bool:
    """Whether two events with one trigger are one: nobody in them differs, and somebody is shared.

    What did not happen may be only a circumstance of it ("was not killed by police"), so its
    circumstances must be those of what happened.
    """
    (happened, happened_head), (denied, denied_head) = one, other
    if any(_is_unreal(words, _clause(words, head)) for head in (happened_head, denied_head)):
        return False
    shared = False
    for mine, theirs in (
        (happened.actors, denied.actors),
        (happened.recipients, denied.recipients),
    ):
        if mine and theirs:
            if set(mine) != set(theirs):
                return False
            shared = True
    if happened.place and denied.place and happened.place != denied.place:
        return False
    for relations in (("nsubj:pass", "obj"), ("nsubj", "nmod:poss")):
        mine_, theirs_ = (
            _named(words, head, frozenset(relations)) for head in (happened_head, denied_head)
        )
        if mine_ and theirs_ and mine_.isdisjoint(theirs_):
            return False
    common = _definite(words, happened_head) & _definite(words, denied_head)
    if not (shared or common):
        return False
    around = content_forms(words, words.below(happened_head))
    return _named(words, denied_head, _CIRCUMSTANCES) <= around


def _clause(words: Words, head: int) -> list[int]:
    """A trigger and what depends on it, without further clauses."""
    return [head, *words.children[head]]


def _named(words: Words, head: int, relations: frozenset[str]) -> set[str]:
    """The nouns that depend on a word in certain ways."""
    return {
        base_form(words.plain[child])
        for child in words.children[head]
        if words.relations[child] in relations and words.tags[child][:1] in ("N", "V")
    }


def _definite(words: Words, head: int) -> set[str]:
    """Names and definite descriptions that take part, and the trigger if it is one itself."""
    if any(words.relations[child] == "cop" for child in words.children[head]):
        return set()
    taking_part = [c for c in words.children[head] if words.relations[c] in _PARTICIPANTS]
    if words.tags[head][:1] == "N":
        taking_part.append(head)
    found = set()
    for index in taking_part:
        if words.tags[index][:1] != "N":
            continue
        determined = any(
            words.plain[child] in _DEFINITE or _is_owner(words, child)
            for child in words.children[index]
        )
        if determined or words.names[index] != "O":
            found.add(base_form(words.plain[index]))
    return found


def _is_owner(words: Words, index: int) -> bool:
    """Whether a word names whose something is; "his" may be anybody's."""
    return words.relations[index] == "nmod:poss" and words.tags[index][:1] == "N"
