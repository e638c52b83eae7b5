"""What a page says of a source around one mention: how many, who, whose, on what grounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from sayso.reader.grammar.extents import name_run, text_of
from sayso.reader.grammar.words import Words
from sayso.reader.sources.affiliations import find_affiliation
from sayso.reader.sources.grounds import find_grounds
from sayso.reader.sources.nouns import BELIEVERS, is_people
from sayso.reader.sources.numbers import PARTS, count_people, find_part
from sayso.reader.sources.roles import own_role, role_before, role_heads, role_phrase
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import PRONOUNS
from sayso.reader.vocabulary.titles import ADDRESS, TITLES
from sayso.reading import Span

_ONE_PERSON: Final = lexicon("he she i him her me his hers my mine himself herself myself")


class Footing(NamedTuple):
    """What one mention of a source, and what stands around it, say of the source."""

    number: int | None = None
    """How many people; None when the page does not say, and for what is no people."""
    part_of: Span | None = None
    """The noun phrase of those that the source is some of: "the officials" of "one of them"."""
    role: str | None = None
    """In the page's words, without the name and its article."""
    affiliation: Span | None = None
    """The noun phrase of the organization, outlet or place that the source belongs to."""
    grounds: Span | None = None
    """Why the page trusts an unnamed source, in its words."""


def read_footing(words: Words, mention: Span, cue: Span | None = None) -> Footing:
    """What the page says of a source in and around one mention of it.

    `mention` may be a name or a noun phrase alone or with all that belongs to it. `cue` is the word
    of saying, where the mention is the source of a statement: grounds may hang on it ("…, speaking
    on condition of anonymity").
    """
    head = _head_of(words, mention)
    if head is None:
        return Footing()
    run = _person_name(words, mention, head)
    if run is not None:
        return _named(words, mention, run, head)
    if words.low[head] in PRONOUNS or words.tags[head] in ("PRP", "PRP$", "WP", "WP$"):
        return Footing(
            number=1 if words.low[head] in _ONE_PERSON else None,
            grounds=find_grounds(words, head, cue),
        )
    if words.names[head] != "O" and not is_people(words, head):
        return Footing()
    part = find_part(words, head)
    people = words.head_of(part) if part is not None else None
    if _companions(words, mention, (head, head)):
        return Footing(part_of=part, grounds=_grounds_of(words, head, cue))
    return Footing(
        number=count_people(words, head),
        part_of=part,
        role=own_role(words, head),
        affiliation=find_affiliation(words, head if people is None else people),
        # "one of the officials, who asked not to be named": grammar may give "who" to either.
        grounds=_grounds_of(words, head, cue)
        or (None if people is None else _grounds_of(words, people, cue)),
    )


def read_role(words: Words, mention: Span) -> str | None:
    """The role that the page gives a source in and around one mention of it."""
    head = _head_of(words, mention)
    run = None if head is None else _person_name(words, mention, head)
    if head is None or run is None:
        return read_footing(words, mention).role
    if _companions(words, mention, run):
        return None
    name = _without_address(words, run)
    before = role_before(words, name[0], run[0])
    return telling_role(_roles(words, before, role_heads(words, name, head)))


def _head_of(words: Words, mention: Span) -> int | None:
    """The noun that heads a mention, even where the grammar takes "briefed" for its head."""
    head = words.head_of(mention)
    if head is None or words.tags[head][0] in "NPDW":
        return head
    inside = words.within(mention)
    if words.tags[head] == "CD" and head + 1 in inside:
        # "one Democrat", with the grammar torn between the two
        after = head + 1
        if words.tags[after][0] == "N" or words.low[after] in BELIEVERS:
            head = after
            while head + 1 in inside and words.tags[head + 1][0] == "N":
                head += 1
            return head
    if words.tags[head][0] == "C" or words.low[head] in BELIEVERS:
        return head
    noun = next((i for i in inside if words.tags[i][0] == "N"), None)
    while noun is not None and noun + 1 in inside and words.tags[noun + 1][0] == "N":
        noun += 1
    return head if noun is None else noun


def _person_name(words: Words, mention: Span, head: int) -> tuple[int, int] | None:
    """The name of the person that a mention is of; None where it is no person's."""
    if words.names[head].endswith("-person"):
        return name_run(words, head)
    # "Secretary of State Jane Roe", with grammar that takes the title for the head.
    inside = words.within(mention)
    for index in inside:
        if words.names[index] == "B-person" and index > head:
            before = range(head, index)
            titled = any(words.low[i] in TITLES for i in before)
            capitals = all(words.written[i][0].isupper() or words.low[i] == "of" for i in before)
            if titled and capitals and words.low[index - 1] != "of":
                return name_run(words, index)
    for child in words.children[head]:
        if words.relations[child] == "appos" and words.names[child].endswith("-person"):
            run = name_run(words, child)
            # Of "officials, Jane Roe and John Doe" each is one.
            if child > head and words.tags[head] in ("NN", "NNP"):
                return run
    return None


def _named(words: Words, mention: Span, run: tuple[int, int], head: int) -> Footing:
    """What the page says of those whom it names; `run` is the first name's first and last word."""
    others = _companions(words, mention, run)
    if others:
        named = all(words.names[other].endswith("-person") for other in others)
        return Footing(number=1 + len(others) if named else None)
    first, last = _without_address(words, run)
    before = role_before(words, first, run[0])
    titles = list(role_heads(words, (first, last), head))
    plural = words.tags[last] in ("NNPS", "NNS")
    return Footing(
        number=None if plural else 1,
        role=telling_role(_roles(words, before, titles)),
        affiliation=_affiliation(words, (first, last), titles, titled=before[0] <= before[1]),
    )


def _without_address(words: Words, run: tuple[int, int]) -> tuple[int, int]:
    """A name without "Mr." and the like."""
    first, last = run
    while first < last and words.low[first] in ADDRESS:
        first += 1
    return first, last


def _roles(words: Words, before: tuple[int, int], titles: Iterable[int]) -> Iterator[str]:
    """The roles of a named person: what stands `before` the name, if anything, and the others."""
    start, end = before
    if start <= end:
        yield text_of(words, start, end)
    for title in titles:
        yield role_phrase(words, title)


def _affiliation(
    words: Words, name: tuple[int, int], titles: Sequence[int], *, titled: bool
) -> Span | None:
    """What a person belongs to: by what stands around the name, where a title (`titled`) stands
    before it, else first by the titles after it.
    """
    own = find_affiliation(words, name[1], name) if titled else None
    if own is not None:
        return own
    for title in titles:
        found = find_affiliation(words, title)
        if found is not None:
            return found
    return None if titled else find_affiliation(words, name[1], name)


def telling_role(roles: Iterable[str | None]) -> str | None:
    """The first role that is more than how somebody is addressed, else the first."""
    address: str | None = None
    for role in roles:
        if role and role.lower().rstrip(".") not in _ADDRESSED:
            return role
        address = address or role or None
    return address


_ADDRESSED: Final = frozenset({"dr", "prof"})


def _companions(words: Words, mention: Span, run: tuple[int, int]) -> list[int]:
    """The heads of those whom a mention joins to the first one: Doe of "Roe and Doe"."""
    inside = words.within(mention)
    if run[1] + 1 >= inside.stop:
        return []
    found: list[int] = []
    waiting = list(range(run[0], run[1] + 1))
    while waiting:
        current = waiting.pop()
        for child in words.children[current]:
            joined = words.relations[child] == "conj" and child in inside and child > run[1]
            if joined and child not in found and words.tags[child][0] in "NPC":
                found.append(child)
                waiting.append(child)
    return found


def _grounds_of(words: Words, head: int, cue: Span | None) -> Span | None:
    if not (is_people(words, head) or words.low[head] in PARTS):
        return None
    return find_grounds(words, head, cue)
