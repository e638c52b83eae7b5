"""What a page says of a source around one mention: how many, who, whose, on what grounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.reader.cue_words import is_any
from sayso.reader.extents import LOOSE, clip, low, name_run, prepositions, reach
from sayso.reader.grammar import Words
from sayso.reader.grounds import find_grounds
from sayso.reader.lexicon import lexicon
from sayso.reader.source_words import (
    CALENDAR,
    GROUP_NOUNS,
    ORGANIZATION_NOUNS,
    ORGANIZATION_SIGNS,
    OUTLET_SIGNS,
    PERSON_NOUNS,
    PRONOUNS,
)
from sayso.reading import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
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


NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        start=1,
    )
} | {"dozen": 12, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a": 1, "an": 1}
_ONE = lexicon("one another either neither someone somebody")
_INEXACT = lexicon(
    "least most more less fewer about nearly almost around roughly approximately over under up",
    "some to only than or between dozens hundreds",
)
_ONE_PERSON = lexicon("he she i him her me his hers my mine himself herself myself")
_PARTS = lexicon(
    "one two three four five six seven eight nine ten another several some many most few any",
    "each none half majority member members either neither dozen others third quarter percent",
)
_BELIEVERS = lexicon("democrat republican conservative liberal libertarian independent socialist")
_PAIRS = {"couple": 2, "pair": 2, "duo": 2, "trio": 3, "quartet": 4}

TITLES = lexicon(
    "sen senator rep representative gov governor gen general lt lieutenant col colonel sgt",
    "sergeant capt captain adm admiral maj major cmdr commander prof professor rev reverend dr",
    "doctor",
    "president vice secretary justice judge speaker mayor chairman chairwoman chair chancellor",
    "minister ambassador pope king queen prince princess bishop cardinal archbishop rabbi pastor",
    "imam ayatollah sheikh emir sultan congressman congresswoman councilman councilwoman",
    "alderman assemblyman commissioner treasurer comptroller sheriff chief director deputy",
    "attorney premier leader nominee candidate czar ceo coach",
)
_COURTESY = lexicon("mr mrs ms miss mx sir madam dame lord lady")
_GENERIC = lexicon(
    "person people individual someone somebody man men woman women source sources one ones other",
    "others member members those boy girl family anyone everyone somebody some many most several",
    "percent half majority third quarter",
)
_AGENT = re.compile(
    r".*(?:man|men|woman|women|person|ist|ists|cian|cians|[aeit]or|ors|grapher|ologist|nomer|keeper|"
    r"maker|worker|holder|owner|writer|lawyer|player|singer|dancer|rapper|banker|plumber|farmer|"
    r"baker|trainer|lover|actress|nurse|clerk|student|agent|guard|pilot|chef|host|critic|"
    r"comic|soldier|marine|veteran|entrepreneur|physician|surgeon|scholar|fellow|intern|"
    r"correspondent|columnist|co-founder|founder|manager|officer|adviser|advisor|donor|"
    r"counsel|aide|expert|hopeful|front-runner|frontrunner|contender|incumbent|graduate|newcomer|"
    r"attendee|employee|appointee|detainee|trainee|refugee|"
    r"mogul|tycoon|analyst|partner|retiree|homemaker|chaplain|spokes\w+)s?"
)
_SENIOR = lexicon("vice deputy assistant associate acting interim")


def is_role(word: str) -> bool:
    """Whether a noun (lower case) tells what somebody is: "chairman", "plumber"."""
    if word in _GENERIC or word in CALENDAR:
        return False
    known = TITLES | PERSON_NOUNS | GROUP_NOUNS
    return word in known or word.removesuffix("s") in known or _AGENT.fullmatch(word) is not None


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
    if low(words, head) in PRONOUNS or words.tags[head] in ("PRP", "PRP$", "WP", "WP$"):
        return Footing(
            number=1 if low(words, head) in _ONE_PERSON else None,
            grounds=find_grounds(words, head, cue),
        )
    if words.names[head] != "O" and not _is_people(words, head):
        return Footing()
    part = _part_of(words, head)
    people = words.head_of(part) if part is not None else None
    if _companions(words, mention, (head, head)):
        return Footing(part_of=part, grounds=_grounds_of(words, head, cue))
    return Footing(
        number=_number(words, head),
        part_of=part,
        role=_own_role(words, head),
        affiliation=_affiliation(words, head if people is None else people),
        # "one of the officials, who asked not to be named": grammar may give "who" to either.
        grounds=_grounds_of(words, head, cue)
        or (None if people is None else _grounds_of(words, people, cue)),
    )


def _head_of(words: Words, mention: Span) -> int | None:
    """The noun that heads a mention, even where the grammar takes "briefed" for its head."""
    head = words.head_of(mention)
    inside = words.within(mention)
    if head is not None and words.tags[head] == "CD" and head + 1 in inside:
        # "one Democrat", with the grammar torn between the two
        after = head + 1
        if words.tags[after][:1] == "N" or low(words, after) in _BELIEVERS:
            head = after
            while head + 1 in inside and words.tags[head + 1][:1] == "N":
                head += 1
            return head
    if head is None or words.tags[head][:1] in "NPCDW" or low(words, head) in _BELIEVERS:
        return head
    noun = next((i for i in inside if words.tags[i][:1] == "N"), None)
    while noun is not None and noun + 1 in inside and words.tags[noun + 1][:1] == "N":
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
            titled = any(low(words, i) in TITLES for i in before)
            capitals = all(words.word(i)[0].isupper() or low(words, i) == "of" for i in before)
            if titled and capitals and low(words, index - 1) != "of":
                return name_run(words, index)
    for child in words.children(head):
        if words.relations[child] == "appos" and words.names[child].endswith("-person"):
            run = name_run(words, child)
            # Of "officials, Jane Roe and John Doe" each is one.
            if child > head and words.tags[head] in ("NN", "NNP"):
                return run
    return None


def _named(words: Words, mention: Span, run: tuple[int, int], head: int) -> Footing:
    first, last = run
    while first < last and low(words, first) in TITLES | _COURTESY:
        first += 1
    others = _companions(words, mention, run)
    if others:
        named = [other for other in others if words.names[other].endswith("-person")]
        return Footing(number=1 + len(others) if named == others else None)
    roles: list[str] = []
    belongs: list[Span] = []
    start, end = _before_name(words, first, run[0])
    if start <= end:
        roles.append(_text(words, start, end))
    for title in _role_heads(words, (first, last), head):
        roles.append(_phrase(words, title))
        if (found := _affiliation(words, title)) is not None:
            belongs.append(found)
    own = _affiliation(words, last, name=(first, last))
    if own is not None:
        belongs.insert(0 if start <= end or not belongs else 1, own)
    plural = words.tags[last] in ("NNPS", "NNS")
    return Footing(
        number=None if plural else 1,
        role=next(filter(None, roles), None),
        affiliation=next(iter(belongs), None),
    )


def _companions(words: Words, mention: Span, run: tuple[int, int]) -> list[int]:
    """The heads of those whom a mention joins to the first one: Doe of "Roe and Doe"."""
    inside = words.within(mention)
    found: list[int] = []
    waiting = list(range(run[0], run[1] + 1))
    while waiting:
        current = waiting.pop()
        for child in words.children(current):
            joined = words.relations[child] == "conj" and child in inside and child > run[1]
            if joined and child not in found and words.tags[child][:1] in "NPC":
                found.append(child)
                waiting.append(child)
    return found


_IN_TITLES = ("NN", "NNP", "NNPS", "JJ", "HYPH", "VBN")


def _before_name(words: Words, first: int, own: int) -> tuple[int, int]:
    """First and last word of the role right before a name; the first after the last if none.

    Titles from word `own` on are part of the name as the grammar has it.
    """
    end = first - 1
    while end >= 0 and low(words, end) in _COURTESY and words.blocks[end] == words.blocks[first]:
        end -= 1
    start = end + 1
    while start > 0 and first - start < 12 and words.blocks[start - 1] == words.blocks[first]:
        index = start - 1
        word = low(words, index)
        linking = word in ("of", "for", "and", "the") and start <= end
        if linking:
            if not _titled_to_the_left(words, index, word):
                break
        elif word in CALENDAR or not (
            words.tags[index] in _IN_TITLES or (words.tags[index] == "NNS" and start <= end)
        ):
            break
        elif words.names[index].endswith("-person") and start > end and index < own:
            break  # but "Doe campaign manager Jane Roe" has a name inside of the role
        start = index
    while start <= end and words.tags[start] in ("HYPH", "VBN", "POS", "CC", "DT", "IN"):
        start += 1
    if start > end:
        return start, end
    words_in = [low(words, i) for i in range(start, end + 1)]
    titled = any(is_role(word) or word in TITLES for word in words_in)
    common = words.tags[end] == "NN" and words.relations[end] in ("compound", "amod", "nmod")
    common = common and (start == 0 or words.tags[start - 1] != "TO")
    known = any(is_role(part) for part in words_in[-1].split("-"))
    if (titled and ("of" in words_in or known)) or common:
        return start, end
    return end + 1, end


def _titled_to_the_left(words: Words, index: int, word: str) -> bool:
    """Whether "of" or "and" at a word continues a capitalised title: "Secretary of State"."""
    before = index - 1
    if word == "the" and before >= 0 and low(words, before) in ("of", "for"):
        before -= 1
    if before < 0:
        return False
    title = low(words, before)
    return words.tags[before].startswith("NN") and (title in TITLES or title.endswith("director"))


def _role_heads(words: Words, run: tuple[int, int], head: int) -> Iterator[int]:
    """The nouns that say who a named person is, in apposition or in a clause with "who"."""
    first, last = run
    seen: set[int] = set()
    waiting = [*range(first, last + 1), *([] if first <= head <= last else [head])]
    if not first <= head <= last and is_role(low(words, head)):
        yield head
    while waiting:
        current = waiting.pop(0)
        seen.add(current)
        if first <= current <= last and words.relations[current] == "appos":
            other = words.heads[current]
            if other < first and words.names[other] == "O" and is_role(low(words, other)):
                yield other
        for child in words.children(current):
            if child in seen or child <= last or child - last > 30:
                continue
            relation = words.relations[child]
            if words.blocks[child] != words.blocks[last]:
                continue
            if relation in ("appos", "dep", "nummod") and words.tags[child] == "CD":
                waiting.append(child)
            elif relation == "appos" and words.tags[child][:1] == "N":
                named = words.names[child].endswith(("-person", "-place"))
                if not named and len(words.word(child)) > 2:  # "(D)" is a party
                    yield child
            elif relation in ("acl:relcl", "acl"):
                yield from _said_to_be(words, child)
    yield from _apposed_by_commas(words, last)


def _said_to_be(words: Words, verb: int) -> Iterator[int]:
    """The noun of "who is the chairman", "who serves as chairman"."""
    children = words.children(verb)
    relative = any(low(words, child) == "who" for child in children)
    if not relative:
        return
    if words.tags[verb][:1] == "N" and any(words.relations[c] == "cop" for c in children):
        yield verb
    elif is_any(low(words, verb), frozenset({"serve", "work", "act"})):
        for child in children:
            if words.tags[child][:1] == "N" and "as" in prepositions(words, child):
                yield child


def _apposed_by_commas(words: Words, last: int) -> Iterator[int]:
    """The noun of ", 45, a plumber from Ohio," right after a name, where the grammar missed it."""
    index = last + 1
    if index >= len(words) or words.word(index) != ",":
        return
    index += 1
    if index + 1 < len(words) and words.tags[index] == "CD" and words.word(index + 1) == ",":
        index += 2
    opening = index
    while index < len(words) and index - opening < 10 and words.blocks[index] == words.blocks[last]:
        tag = words.tags[index]
        if not (tag[:2] in ("NN", "JJ") or tag in ("DT", "PRP$", "POS", "HYPH", "VBN", "CD")):
            break
        index += 1
    noun = index - 1
    if noun <= opening or not words.tags[noun].startswith("NN"):
        return
    opens = words.tags[opening] in ("DT", "PRP$") or low(words, opening) == "former"
    if opens and is_role(low(words, noun)) and index < len(words):
        follows = low(words, index)
        if follows in (",", "of", "for", "at", "from", "in", "with", "who", "and"):
            yield noun


def _phrase(words: Words, head: int) -> str:
    """The words of a noun phrase up to what is said about it, without its article."""
    skip = LOOSE | {"cop", "nsubj", "nsubj:pass", "aux", "mark", "advmod", "obl", "xcomp"}
    first, last = reach(words, head, skip)
    # What the phrase's own sentence goes on with, after wrong grammar.
    last = max(head, clip(words, head, last, (",", ":", "(", ")", "VBD", "VBZ", "VBP", "MD")))
    last = _before_aside(words, head, last)
    while first < head and (
        words.tags[first] in ("DT", "PDT", "CD", "RB", ",", "WP") or _poss(words, first)
    ):
        first += 1
    if words.tags[last] in ("IN", "TO", "DT", "CC"):
        last = max(head, last - 1)
    return _text(words, first, last)


def _before_aside(words: Words, head: int, last: int) -> int:
    """The last word of a role before an example, another role or what else is said of it."""
    for index in range(head + 1, last + 1):
        example = low(words, index) in ("like", "including", "such")
        another = words.tags[index] == "CC" and words.tags[min(index + 1, last)] in ("DT", "PRP$")
        said_of_it = words.heads[index] == head and words.relations[index] == "amod"
        if example or another or said_of_it:
            return index - 1
    return last


def _poss(words: Words, index: int) -> bool:
    return words.tags[index] in ("PRP$", "POS", "WP$")


def _text(words: Words, first: int, last: int) -> str:
    start, end = words.span(first, last)
    return " ".join(words.text[start:end].split())


def _own_role(words: Words, head: int) -> str | None:
    """The role that an unnamed source is described by; None for "a source", "two people"."""
    if is_role(low(words, head)):
        return _phrase(words, head) or None
    for child in words.children(head):
        if words.relations[child] == "appos" and child > head and is_role(low(words, child)):
            return _phrase(words, child) or None
    return None


# Affiliation


def _is_body(words: Words, index: int) -> bool:
    """Whether a word heads the name or description of an organization or outlet."""
    if words.tags[index][:1] != "N":
        return False
    if words.names[index].endswith("-organization"):
        return True
    if words.names[index].endswith("-person"):
        return False
    word = low(words, index)
    named = ORGANIZATION_SIGNS.fullmatch(words.word(index)) or OUTLET_SIGNS.fullmatch(
        words.word(index)
    )
    described = word in ORGANIZATION_NOUNS and word not in _TRADES
    return bool(named) or described or words.kinds[index] == "organization"


def _is_field(words: Words, index: int) -> bool:
    """Whether a word is only what a title is about: "State" in "Secretary of State"."""
    unnamed = words.names[index] == "O" and index > 0
    return low(words, index) == "state" or (unnamed and low(words, index - 1) == "of")


def _is_place(words: Words, index: int) -> bool:
    return words.names[index].endswith("-place") and words.tags[index][:1] == "N"


_TRADES = frozenset({"service", "fund"})
"""What one works in rather than for: "customer service", "hedge fund"."""
_ADVISING = lexicon("adviser advisor aide consultant counsel lawyer attorney liaison")
_BELONGING = frozenset({"for", "of", "at", "with", "from", "within", "inside"})


def _affiliation(words: Words, head: int, name: tuple[int, int] | None = None) -> Span | None:
    """The organization, outlet or place that the person or people of a noun phrase belong to."""
    if name is None and _is_body(words, head):
        return None
    people = name is not None or _is_people(words, head)
    first = head if name is None else name[0]
    before = _stretch_before(words, first)
    bodies = [i for i in before if _is_body(words, i) and not _is_field(words, i)]
    body = next(reversed(bodies), None)
    outlet = next((i for i in bodies if _is_outlet(words, i)), None)
    if body is not None:
        return _body_before(words, body if outlet is None else outlet, before[0])
    place: Span | None = None
    for child in _complements(words, head):
        case = next(iter(prepositions(words, child)), "")
        if name is not None and case not in ("of", "at", "with", "from"):
            continue  # "Roe for the House": not hers
        somewhere = case == "at" and words.tags[child].startswith("NNP")
        advised = case == "to" and is_any(low(words, head), _ADVISING)
        belongs = case in _BELONGING or case in ("in", "on") or advised
        if somewhere or (belongs and _is_body(words, child)):
            if words.word(child) != "state":  # "secretary of state"
                return _noun_phrase(words, child)
        elif _is_place(words, child) and case in ("of", "from", "for") and place is None:
            place = _noun_phrase(words, child)
    if not people:
        return None
    found = next((i for i in reversed(before) if _is_place(words, i)), None)
    if found is not None:
        run = name_run(words, found)
        return words.span(max(run[0], before[0]), min(run[1], before[-1]))
    return place


def _complements(words: Words, head: int) -> list[int]:
    """The nouns with prepositions after a head, its own before those of its other parts."""
    found: list[int] = []
    for top in (head, *(i for i in words.children(head) if words.relations[i] == "conj")):
        own = [
            i
            for i in words.children(top)
            if top < i <= head + 20
            and words.relations[i] in ("nmod", "obl")
            and words.blocks[i] == words.blocks[head]
        ]
        found.extend(own)
        # "professor of law at the university", with "at" taken for the law's.
        found.extend(
            i
            for complement in own
            for i in words.children(complement)
            if complement < i <= head + 20
            and words.relations[i] == "nmod"
            and prepositions(words, i)[:1] in (["at"], ["for"], ["with"])
        )
    return found


_SIDES = frozenset({"minority", "majority"})


def _is_outlet(words: Words, index: int) -> bool:
    run = name_run(words, index)
    return OUTLET_SIGNS.search(_text(words, *run)) is not None


def _stretch_before(words: Words, head: int) -> list[int]:
    """The words of a noun phrase that stand before its head, possessives included."""
    start = head
    while start > 0 and head - start < 14 and words.blocks[start - 1] == words.blocks[head]:
        tag = words.tags[start - 1]
        if not (tag[:2] in ("NN", "JJ") or tag in ("POS", "HYPH", "DT", "PRP$", "CD")):
            of = low(words, start - 1) == "of" and start > 1 and words.names[start - 2] != "O"
            inner = of and words.names[start - 1] != "O"
            if not inner:
                break
        if low(words, start - 1) in CALENDAR:
            break
        start -= 1
        if words.tags[start] in ("DT", "PRP$") and (start == 0 or words.tags[start - 1] != "POS"):
            break
    return list(range(start, head))


def _body_before(words: Words, body: int, limit: int) -> Span:
    """The span of an organization's noun phrase that stands before a head: "the Roe campaign"."""
    first, last = name_run(words, body)
    first = max(first, limit)
    # "Senate Minority Leader" taken for one name.
    while last > first and (is_role(low(words, last)) or low(words, last) in _SIDES):
        last -= 1
    while first > limit:
        tag, word = words.tags[first - 1], words.word(first - 1)
        capital = word[:1].isupper() and not is_role(low(words, first - 1))
        common = tag == "NN" and not is_role(low(words, first - 1))
        described = tag in ("POS", "PRP$") or common or (capital and tag[:2] in ("NN", "JJ"))
        if words.names[body] == "O" and described:
            first -= 1
        elif (
            tag == "DT"
            and word.lower() == "the"
            and last + 1 < len(words)
            and (words.tags[last + 1] == "POS")
        ):
            first -= 1
            break
        else:
            break
    return words.span(first, last)


def _noun_phrase(words: Words, head: int) -> Span:
    first, last = reach(words, head)
    run = name_run(words, head)
    first, last = min(first, run[0]), max(last, run[1])
    last = max(head, clip(words, head, last, (",", ":", "(", ")", "VBD", "VBZ", "VBP", "MD")))
    return words.span(first, last)


# Number and parts


def _number(words: Words, head: int) -> int | None:
    word = low(words, head)
    if word in _ONE and word != "ones":
        return 1
    value = _value(words, head)
    if value is not None:
        return value
    if not _is_people(words, head):
        return None
    before = [i for i in _stretch_before(words, head) if words.heads[i] == head]
    for child in words.children(head):
        if child >= head or words.relations[child] not in ("nummod", "amod", "det", "dep"):
            continue
        value = _value(words, child)
        if value is not None:
            return value if words.tags[head] in ("NNS", "NNPS") or value == 1 else None
        if words.tags[child] == "CD":
            return None
    openings = {low(words, i) for i in before}
    if word in _PAIRS:
        of = _complements(words, head)
        return _PAIRS[word] if not of or _is_people(words, of[0]) else None
    if words.tags[head] in ("NN", "NNP") and word not in GROUP_NOUNS:
        return None if openings & {"every", "each", "no", "any"} else 1
    return 2 if "both" in openings and words.tags[head] == "NNS" else None


def _value(words: Words, index: int) -> int | None:
    """The number that a numeral says exactly; None for "about 20", "at least two"."""
    if words.tags[index] != "CD" and low(words, index) != "dozen":
        return None
    for near in {*words.children(index), index - 1, index - 2}:
        if 0 <= near < index and index - near < 4 and low(words, near) in _INEXACT:
            return None
    for near in words.children(index):
        if low(words, near) == "half":
            return 6 if low(words, index) == "dozen" else None
    word = low(words, index).replace(",", "")
    if index + 1 < len(words) and low(words, index + 1) in ("percent", "%", "dozen", "million"):
        return (
            _value(words, index + 1) if low(words, index + 1) == "dozen" and word == "a" else None
        )
    if word.isascii() and word.isdigit() and len(word) < 7:
        return int(word) or None
    return NUMBERS.get(word)


def _is_people(words: Words, head: int) -> bool:
    word = low(words, head)
    if word in PERSON_NOUNS or word in GROUP_NOUNS or word in _GENERIC or word in _PAIRS:
        return True
    if word.removesuffix("s") in _BELIEVERS:
        return True
    if words.kinds[head] in ("organization", "place", "event", "time") or _is_body(words, head):
        return False
    if words.names[head].endswith(("-organization", "-place")):
        return False
    return words.kinds[head] == "person" or is_role(word)


def _grounds_of(words: Words, head: int, cue: Span | None) -> Span | None:
    if not (_is_people(words, head) or low(words, head) in _PARTS):
        return None
    return find_grounds(words, head, cue)


def _part_of(words: Words, head: int) -> Span | None:
    if low(words, head) not in _PARTS and words.tags[head] != "CD":
        return None
    for child in words.children(head):
        if child > head and "of" in prepositions(words, child):
            below = words.children(child)
            definite = any(
                low(words, i) in ("the", "these", "those") or words.relations[i] == "nmod:poss"
                for i in below
                if i < child
            )
            people = _is_people(words, child) or words.tags[child] == "PRP"
            if people and (definite or words.tags[child] == "PRP"):
                return _noun_phrase(words, child)
    return None
