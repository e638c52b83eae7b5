"""From the words that name a source to the word that says who it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sayso.reader.grammar.extents import name_run
from sayso.reader.grammar.noun_phrases import RELATIVE, NounPhrase, join
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.cue_words import is_noun_of
from sayso.reader.vocabulary.source_words import (
    DOCUMENTS,
    GROUP_NOUNS,
    ORGANIZATION_NOUNS,
    OUTLET_NOUNS,
    PERSON_NOUNS,
)
from sayso.reading import Span

_NOMINAL: Final = ("N", "P", "C", "W")


class SourceHead(NamedTuple):
    """The word that says who a source is."""

    head: int
    joined: NounPhrase | None
    """The coordination, if several are named: "Mr. Roe and Ms. Doe"."""

    @property
    def at(self) -> int:
        """The head of the noun phrase that stands for the source."""
        return self.head if self.joined is None else self.joined.head


def find_source(words: Words, spans: Sequence[Span]) -> SourceHead | None:
    """The head of a source's words; None if there are none.

    It is the name that the words open with ("Secretary of State Jane Roe, who …") or that an
    apposition gives ("its lawyer, Jane Roe"), else what grammar makes their head; for "who" and
    "which" the noun before.
    """
    if not spans:
        return None
    inside = words.within(spans[0])
    head = _name(words, inside)
    if head is None:
        head = _after_short_name(words, inside)
    if head is None:
        head = words.head_of(spans[0])
        if head is not None and words.tags[head][0] not in _NOMINAL:
            head = _last_noun(words, inside, head)
    if head is None:
        return None
    head = _owner(words, _apposed_name(words, head, inside))
    if words.tags[head][0] == "W" and words.written[head].lower() in RELATIVE:
        antecedent = _antecedent(words, head)
        return None if antecedent is None else SourceHead(antecedent, None)
    parts = _conjuncts(words, head, inside)
    joined = join(words, inside[0], inside[-1], (head, *parts)) if parts else None
    return SourceHead(head, joined)


def _apposed_name(words: Words, head: int, inside: range) -> int:
    """The last word of the name that stands in apposition to a singular noun and closes a source's
    words, whatever is said in between: "the company that guards the museum, Argus Nacht".
    """
    if words.tags[head] != "NN" or words.names[head] != "O":
        return head
    names = [
        child
        for child in words.children[head]
        if child > head
        and child in inside
        and words.names[child] != "O"
        and (words.relations[child] == "appos" or name_run(words, child)[0] == head + 1)
        and (child + 1 == inside.stop or words.written[child + 1] in (",", "(", "–", "—"))
    ]
    if names:
        return names[0]
    # "a dealer who has sold works by Roe, Jane Doe", with grammar that takes Doe for Roe's
    last = next((i for i in reversed(inside) if words.tags[i] != ","), head)
    first = name_run(words, last)[0]
    named = words.names[last].endswith("person") and words.kinds[head] == "person"
    return last if named and first - 1 > head and words.written[first - 1] == "," else head


_SPEAKING: Final = PERSON_NOUNS | GROUP_NOUNS | ORGANIZATION_NOUNS | OUTLET_NOUNS


def _owner(words: Words, head: int) -> int:
    """Whose words a source is when it is no one that speaks: "his" of "his best response"."""
    noun = words.plain[head]
    if (
        words.kinds[head] in ("person", "organization", "place")
        or words.names[head] != "O"
        or is_noun_of(noun, DOCUMENTS)
        or is_noun_of(noun, _SPEAKING)
    ):
        return head
    owners = [i for i in words.children[head] if words.relations[i] == "nmod:poss" and i < head]
    return next((i for i in owners if words.kinds[i] == "person"), head)


def _conjuncts(words: Words, head: int, inside: range) -> list[int]:
    """The heads that are coordinated with a source's. After a name only names count ("Jane Roe, an
    economist and lawyer" is one) and "others"; after other nouns none beyond a comma that opens no
    list. What only says more of a noun before ("China, its ally and lifeline") is one, and so is
    what a singular says more of ("Citizenship and Immigration Services, the agency").
    """
    if head + 1 >= inside.stop or (words.relations[head] == "appos" and words.heads[head] < head):
        return []
    own = range(head, name_run(words, head)[1] + 1)  # "the Dock and Quay Union" is one
    found = [
        i
        for i in words.children[head]
        if words.relations[i] == "conj" and i in inside and i > head and words.tags[i][0] == "N"
        if i not in own
    ]
    if words.names[head] != "O":
        if words.names[head].endswith("person"):
            found = _people(words, head, inside)
        elif any(
            words.relations[i] == "appos" and words.tags[i] == "NN" and i > max(found, default=i)
            for i in words.children[head]
        ):
            return []
        return [i for i in found if words.names[i] != "O" or _is_others(words, i)]
    comma = next((i for i in range(head + 1, inside.stop) if words.written[i] == ","), inside.stop)
    return found if comma == head + 1 or not found or found[0] < comma else []


def _people(words: Words, head: int, inside: range) -> list[int]:
    """The people that are named in one breath with one, whatever stands in brackets between them:
    Doe of "Jane Roe (D-Ohio) and John Doe (R-Utah)", and "others" or "other experts" at the end.
    """
    found = [head]
    for i in range(head + 1, inside.stop):
        above, relation = words.heads[i], words.relations[i]
        if words.tags[i][0] != "N" or words.blocks[i] != words.blocks[head]:
            continue
        listed = relation == "conj" and above in found
        beside = relation == words.relations[head] == "nsubj" and above == words.heads[head]
        if listed or beside:
            found.append(i)
        elif i + 1 == inside.stop and _is_others(words, i):
            found.append(i)  # grammar may give it to a noun between, or to nothing
    return found[1:]


def _is_others(words: Words, noun: int) -> bool:
    """Whether a noun is "others" or heads "other experts"."""
    return words.written[noun].lower() == "others" or (
        words.tags[noun] == "NNS" and words.written[noun - 1].lower() == "other"
    )


def _name(words: Words, inside: range) -> int | None:
    """The last word of the person's name before the first comma, bracket or end, or after the first
    comma, with nothing but a title before it, and before another or the end.

    The short name of a body, in brackets after its long one, is part of a title: "World Grain
    Council (WGC) chief Jane Roe".
    """
    labels = words.names[inside.start : inside.stop]
    if "B-person" not in labels and "I-person" not in labels:
        return None
    commas = 0
    names = False
    after_short = -1
    for i in inside:
        if i < after_short:
            continue
        closes = i + 1 == inside.stop or words.written[i + 1] in (",", "(", "–", "—", "―")
        if words.names[i].endswith("-person"):
            names = True
            if closes:
                return i
        elif words.tags[i] == "CC" and (names or _are_two(words, i)):
            return None
        elif words.tags[i] in ("``", "''"):
            continue
        elif words.written[i] == ",":
            commas += 1
            if commas > 1:
                return None
        elif words.written[i] == "(" and not commas and _is_short_name(words, i, inside):
            after_short = i + 3
        elif (
            words.written[i] == "("
            or (
                words.tags[i][0] not in ("D", "J", "N", "P", "C")
                and words.written[i] != "of"
                and words.names[i] != "I-organization"  # "Institute for Tide Research"
            )
            or (commas and words.tags[i][0] not in ("N", "J"))
        ):
            return None
    return None


def _are_two(words: Words, conjunction: int) -> bool:
    """Whether a body and a person stand on both sides of an "and": "the union and Jane Roe", but
    "the bank and insurance boss Jane Roe" is one.
    """
    body, person = conjunction - 1, conjunction + 1
    common = words.names[body] == "O" and words.tags[body][:2] == "NN"
    named = person < len(words) and words.names[person] == "B-person"
    return common and named and words.kinds[body] == "organization"


def _is_short_name(words: Words, bracket: int, inside: range) -> bool:
    """Whether a bracket holds one word in capitals, and a title goes on after it."""
    return (
        bracket + 3 in inside
        and words.written[bracket + 2] == ")"
        and words.written[bracket + 1].isupper()
        and words.tags[bracket + 3] in _TITLE
    )


def _after_short_name(words: Words, inside: range) -> int | None:
    """The noun that the words close with right after a body's short name in brackets: "officials"
    of "World Grain Council (WGC) officials".
    """
    last = inside.stop - 1
    if len(inside) < _BODY_AND_NOUN or words.written[last - 1] != ")":
        return None
    short = _is_short_name(words, last - 3, inside) and words.names[last] == "O"
    return last if short and words.tags[last][:2] == "NN" else None


_BODY_AND_NOUN: Final = 5
"""Words of a body, its short name in brackets and a noun, at least."""
_TITLE: Final = frozenset({"NN", "NNS", "NNP", "JJ", "POS"})
"""Tags of what a title may go on with."""


def _last_noun(words: Words, inside: range, head: int) -> int:
    """The last noun before the first comma or preposition, `head` if there is none."""
    found = head
    for i in inside:
        if words.written[i] in (",", "(") or (words.tags[i] == "IN" and found != head):
            break
        if words.tags[i][0] == "N":
            found = i
    return found


def _antecedent(words: Words, relative: int) -> int | None:
    """The noun that a relative pronoun stands for.

    "Who" is no place, though grammar takes the last noun: "voters in the state who say so".
    """
    noun = _noun_before(words, relative)
    if noun is None or words.low[relative] != "who" or words.kinds[noun] != "place":
        return noun
    above = words.heads[noun]
    return above if above < noun and words.kinds[above] == "person" else noun


def _noun_before(words: Words, relative: int) -> int | None:
    verb = words.heads[relative]
    for _ in range(3):
        head = words.heads[verb]
        clause = words.relations[verb] in ("acl:relcl", "acl") and head < relative
        if clause and words.tags[head][0] != "V":
            return head
        verb = head
    before = relative - 1
    while before >= 0 and not words.tags[before].startswith(("N", "P")):
        before -= 1
    return before if before >= 0 and words.blocks[before] == words.blocks[relative] else None
