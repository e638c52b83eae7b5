"""Two sides that count the same and come to different numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from sayso.reader.disputes.sides import EMPTY_FORMS, Sides, content_forms, inside_of
from sayso.reader.events.plover import sentence_around
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.base_forms import base_form, base_forms
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Dispute, Event, Quantity, Span, Statement

# Different words for one outcome that is counted.
_OUTCOMES: Final = {
    word: outcome
    for outcome, forms in {
        "kill": "kill die dead death toll fatality slay perish dying body killing",
        "injure": "injure wound hurt injury casualty wounded injured",
        "arrest": "arrest detain detention",
        "flee": "flee displace",
    }.items()
    for word in forms.split()
}
_ANYBODY: Final = frozenset({None, "person", "people", "death", "dead", "fatality", "body"})
_ACTIVE: Final = lexicon("die perish dead flee")
_TOLLS: Final = lexicon("number toll count tally")
_CHANGING: Final = lexicon(
    "rise climb increase grow fall drop revise update now later earlier initial initially so-far",
    "previous previously still already another additional further first second since expect could",
    "would may might will include including among other more most daily annual average each",
    "every per capacity if total altogether combined whom remain yesterday",
)
"""Beside a number, these tell of a change, a part, a rate or a guess."""
_ABOUT: Final = 0.25
"""How far two numbers must lie apart where one is "about", as a part of the greater."""
_APART: Final = 1200
"""Characters between two counts of one event of which only one says which event that is."""


@dataclass(frozen=True, slots=True)
class _Count:
    """A quantity with what it counts."""

    quantity: Quantity
    statement: Statement
    outcome: str
    unit: str | None
    scope: frozenset[str]
    """What else the statement says, by base forms."""
    names: frozenset[str]
    time: str | None


def disputed_counts(
    words: Words,
    statements: Sequence[Statement],
    events: Sequence[Event],
    quantities: Sequence[Quantity],
    sides: Sides,
) -> Iterator[Dispute]:
    """Pairs of statements that count the same of one event and cannot both be right."""
    if len(quantities) < 2 or len(statements) < 2:
        return
    told = [
        (quantity, head, outcome)
        for quantity in quantities
        if (head := words.head_of(quantity.span)) is not None
        and (outcome := _outcome(words, head, words.within(quantity.span))) is not None
    ]
    if len(told) < 2:
        return
    times = {one.trigger: one.time for one in events}
    counts = [
        count
        for quantity, head, outcome in told
        if (count := _count(words, quantity, head, outcome, statements, times)) is not None
    ]
    for one, other in combinations(counts, 2):
        if (
            sides.differ(one.statement, other.statement)
            and other.statement.within != one.statement.id
            and one.statement.within != other.statement.id
            and _same_counted(one, other)
            and _incompatible(one.quantity, other.quantity)
        ):
            yield Dispute(between=(one.statement.id, other.statement.id), about="quantity")


def _count(
    words: Words,
    quantity: Quantity,
    head: int,
    outcome: tuple[int, str],
    statements: Sequence[Statement],
    times: dict[Span, str | None],
) -> _Count | None:
    statement = _teller(quantity.span, statements)
    if statement is None or statement.polarity != "asserts":
        return None
    inside = words.within(quantity.span)
    verb, form = outcome
    sentence = sentence_around(words, head)
    if any(
        known in _CHANGING
        for index in sentence
        if index not in inside or quantity.bound == "exact"
        for known in base_forms(words.plain[index])
    ):
        return None
    content = inside_of(words, statement.content_spans)
    scope = content_forms(words, (i for i in content if i not in inside and i != verb))
    unit = None if quantity.unit in _ANYBODY else quantity.unit
    return _Count(
        quantity=quantity,
        statement=statement,
        outcome=form,
        unit=unit,
        scope=frozenset(scope - _FORMS),
        names=frozenset(base_form(words.plain[i]) for i in content if words.names[i] != "O"),
        time=times.get(words.span(verb, verb)),
    )


_FORMS: Final = frozenset(base_form(word) for word in (*_OUTCOMES, "number", "put", "people"))


def _teller(span: Span, statements: Sequence[Statement]) -> Statement | None:
    """The innermost statement in whose content a span stands."""
    first, last = span
    inside = [
        one
        for one in statements
        for start, end in one.content_spans
        if start <= first and last <= end
    ]
    return min(
        inside,
        key=lambda one: sum(content.end - content.start for content in one.content_spans),
        default=None,
    )


def _outcome(words: Words, head: int, inside: range) -> tuple[int, str] | None:
    """The word that tells what befell those who are counted, and one form for its like."""
    above, relation = words.heads[head], words.relations[head]
    below = [c for c in words.children[head] if words.relations[c] in ("acl", "amod", "xcomp")]
    told = [*inside, *below]
    if relation in ("nsubj:pass", "obj", "nmod"):
        told.append(above)
    if relation == "nsubj" and not _ACTIVE.isdisjoint(base_forms(words.plain[above])):
        told.append(above)
    for child in words.children[above]:
        if relation == "obj" and words.relations[child] == "xcomp":
            # "left 12 people dead"
            told.append(child)
        elif (
            words.relations[child] in ("obj", "nsubj", "nsubj:pass")
            and child not in inside
            and not _TOLLS.isdisjoint(base_forms(words.plain[child]))
        ):
            # "put the number of dead at 30"
            told += [child, *words.children[child]]
    for index in told:
        for form in base_forms(words.plain[index]):
            if form in _OUTCOMES:
                return index, _OUTCOMES[form]
    if relation in ("nsubj:pass", "obj") and words.tags[above][:1] == "V":
        form = base_form(words.plain[above])
        return None if form in EMPTY_FORMS else (above, form)
    return None


def _same_counted(one: _Count, other: _Count) -> bool:
    """Whether two counts are of the same, as far as their words tell."""
    if one.outcome != other.outcome or one.unit != other.unit:
        return False
    if one.time is not None and other.time is not None and one.time != other.time:
        return False
    if one.names and other.names and one.names.isdisjoint(other.names):
        return False
    if one.scope and other.scope:
        return not one.scope.isdisjoint(other.scope)
    # "Police said 12 people were killed. The group put the number of dead at 30."
    known = one.outcome in _OUTCOMES.values()
    gap = other.quantity.span.start - one.quantity.span.end
    return known and gap <= _APART and one.unit is None


def _incompatible(one: Quantity, other: Quantity) -> bool:
    low, high = sorted((one, other), key=lambda quantity: quantity.value)
    if low.value == high.value:
        return False
    if "about" in (low.bound, high.bound):
        near = (high.value - low.value) <= _ABOUT * high.value
        if near:
            return False
    # The lower one may be more, or the higher one less.
    return low.bound != "at_least" and high.bound != "at_most"
