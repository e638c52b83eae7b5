"""Words to noun phrases: every name, description and pronoun that may stand for somebody."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import Final, Literal

from sayso.reader.grammar.words import Words
from sayso.reader.lists import where
from sayso.reader.scoring.syntax import NAME_LABELS, TAG_LABELS
from sayso.reader.vocabulary.cue_words import is_noun_of
from sayso.reader.vocabulary.kindred import alike
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import (
    COLLECTIVES,
    DOCUMENTS,
    GROUP_NOUNS,
    ORGANIZATION_NOUNS,
    OUTLET_NOUNS,
    PERSON_NOUNS,
    SURNAMES,
)
from sayso.reader.vocabulary.titles import ADDRESS, PARTISANS
from sayso.reading import MentionForm, Span

Gender = Literal["he", "she", ""]
Count = Literal["one", "many", ""]

_LONGEST: Final = 24
"""Words that may stand before the head of a noun phrase."""

HE: Final = lexicon("he him his himself")
SHE: Final = lexicon("she her hers herself")
THEY: Final = lexicon("they them their theirs themselves")
IT: Final = lexicon("it its itself")
WE: Final = lexicon("we us our ours ourselves")
SPEAKER: Final = lexicon("i me my mine myself")
ADDRESSEE: Final = lexicon("you your yours yourself yourselves")
POSSESSIVES: Final = lexicon("my our your his her its their")
RELATIVE: Final = lexicon("who whom whose which that")
DEFINITE: Final = lexicon("the this that these those")

_MEN: Final = lexicon(
    "mr sir lord king prince pope father dad son brother husband uncle nephew grandfather widower",
    "man men boy spokesman chairman congressman businessman salesman councilman policeman",
    "gentleman grandson stepson fiance",
)
_WOMEN: Final = lexicon(
    "mrs ms miss madam dame lady queen princess mother mom daughter sister wife aunt niece",
    "grandmother widow woman women girl spokeswoman chairwoman congresswoman businesswoman",
    "councilwoman policewoman granddaughter stepdaughter actress fiancee",
)


@dataclass(slots=True, eq=False)
class NounPhrase:
    """A noun phrase by its words: `first` to `last` without what follows the head.

    Nothing changes one, but to make a frozen one, of which a page has 160, takes three times as
    long.
    """

    head: int
    first: int
    last: int
    form: MentionForm
    kind: str
    """Of its head: one of `coreference.MENTION_LABELS`."""
    name: tuple[str, ...]
    """The words of the proper name that it is, as they stand; empty for other forms."""
    nouns: frozenset[str]
    """The head of a description, or what stands before a name ("Secretary of State", "Mayor")."""
    modifiers: frozenset[str]
    """What narrows a description down: "opinion" and "latest" of "the latest opinion poll"."""
    determiner: str
    """The article, number, possessive pronoun or other determiner it opens with, or nothing."""
    gender: Gender
    count: Count
    parts: tuple[int, ...] = ()
    """Heads of the conjuncts, for "Mr. Roe and Ms. Doe"; `head` is then what joins the last."""

    predicate: bool = False
    """Whether it only says what something is: "a lawyer" in "he is a lawyer"."""
    speaker: bool = False
    """Whether it is whoever speaks: "I", "my"."""

    def span(self, words: Words) -> Span:
        """Its code points."""
        return Span(words.starts[self.first], words.ends[self.last])


def find_noun_phrases(
    words: Words, heads: Collection[int] = (), joined: Iterable[NounPhrase] = ()
) -> list[NounPhrase]:
    """The names, the pronouns and the descriptions of people and bodies of a page.

    They come in order of their heads, one for each head. `heads` are words that must head one,
    whatever they look like, and so must other words of the same noun; `joined` are coordinations,
    which nothing but their being a source sets apart.
    """
    runs = _name_runs(words)
    nouns = _nouns_like(words, heads)
    surnames = _surnames(words, runs)
    in_name = {index: run for run in runs for index in range(run[0], run[1] + 1)}
    wanted = set(heads)
    certain = wanted.union([last for _, last in runs])
    found: list[NounPhrase] = []
    speakers = _speaker_labels(words, heads)
    for index in sorted(certain.union(where(words.tags, _HEADING))):
        tag = words.tags[index]
        run = in_name.get(index)
        if index in speakers:
            found.append(replace(_name(words, *speakers[index]), kind="person"))
        elif run is not None:
            if index != run[1]:
                continue
            if run[0] == index and _is_loud_pronoun(words, index):
                found.append(_pronoun(words, index))  # a headline's "HE" is nobody's name
            elif _is_common(words, run) or _is_common_in_headline(words, run):
                found.append(_description(words, index))
            else:
                found.append(_name(words, *run))
        elif tag in ("PRP", "PRP$"):
            found.append(_pronoun(words, index))
        elif (
            index in wanted
            or (
                words.kinds[index] in ("person", "organization")
                and not _is_party(words.written[index])
            )
            or (words.relations[index] != "compound" and singular(words.plain[index]) in nouns)
        ):
            name = _unmarked_name(words, index)
            if tag == "NNP" and words.written[index] in surnames:
                found.append(replace(_name(words, index, index), kind="person"))
            else:
                found.append(_description(words, index) if name is None else _name(words, *name))
    more = {phrase.head: phrase for phrase in joined}
    if not more:
        return found
    by_head = {phrase.head: phrase for phrase in found} | more
    return [by_head[head] for head in sorted(by_head)]


def _nouns_like(words: Words, heads: Collection[int]) -> set[str]:
    """The nouns among some words, in the singular, and those that may stand for them."""
    nouns = {singular(words.plain[head]) for head in heads if words.tags[head][0] == "N"}
    nouns.update([other for noun in nouns for other in alike(noun, ())])
    return nouns


def _surnames(words: Words, runs: Sequence[tuple[int, int]]) -> set[str]:
    """The last words of people's names."""
    return {words.written[last] for _, last in runs if words.names[last].endswith("person")}


def _is_loud_pronoun(words: Words, index: int) -> bool:
    """Whether a word is "HE" or "HER", as headlines in capitals have them."""
    return words.low[index] in _PEOPLE and words.written[index].isupper()


_PEOPLE: Final = HE | SHE
_HEADING: Final = frozenset(tag for tag in TAG_LABELS if tag.startswith(("N", "C", "D", "PRP")))
"""Tags of what may head a noun phrase."""


def by_word(phrases: Sequence[NounPhrase]) -> dict[int, int]:
    """The number of the phrase that each word heads, or is part of the name of: grammar may make
    any word of "Association of Pilots" its head.
    """
    found: dict[int, int] = {}
    for number, phrase in enumerate(phrases):
        if phrase.name and phrase.first < phrase.last:
            for index in range(phrase.first, phrase.last):
                found[index] = number
    found.update(zip([phrase.head for phrase in phrases], count(), strict=False))
    return found


def join(words: Words, first: int, last: int, parts: tuple[int, ...]) -> NounPhrase:
    """The coordination from word `first` to `last` of the phrases with these heads."""
    between = range(parts[-1], parts[0], -1)
    return NounPhrase(
        head=next((i for mark in ("CC", ",") for i in between if words.tags[i] == mark), first),
        first=first,
        last=last,
        form="nominal",
        kind=words.kinds[parts[0]],
        name=(),
        nouns=frozenset(),
        modifiers=frozenset(),
        determiner="",
        gender="",
        count="many",
        parts=parts,
    )


def _speaker_labels(words: Words, heads: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The names in capitals before a colon, as transcripts set them, that some words end: "ANA
    REYES:".
    """
    final = len(words.written) - 1
    return {
        head: _speaker_label(words, head)
        for head in heads
        if head < final and words.written[head + 1] == ":" and words.written[head].isupper()
    }


def _speaker_label(words: Words, last: int) -> tuple[int, int]:
    first = last
    while (
        first
        and words.written[first - 1].isupper()
        and words.blocks[first - 1] == words.blocks[last]
        and words.tags[first - 1][:1] == "N"
    ):
        first -= 1
    return first, last


def _is_common(words: Words, run: tuple[int, int]) -> bool:
    """Whether what was taken for a name is none: "one Republican", a headline's "New Poll", and
    "the Democrat".
    """
    first, last = run
    if first == last and words.low[last] in PARTISANS and first and words.low[first - 1] == "the":
        return True
    if words.names[last].endswith("other") and is_noun_of(words.plain[last], _COMMON):
        return True
    return first == last and _is_counted(words, last)


_COMMON: Final = DOCUMENTS | GROUP_NOUNS | PERSON_NOUNS | OUTLET_NOUNS
_IN_HEADLINES: Final = _COMMON - SURNAMES | lexicon(
    "agency bank company firm union university college school association court website"
)


def _is_common_in_headline(words: Words, run: tuple[int, int]) -> bool:
    """Whether a headline's capitals make a name of a description: "New Poll", "Popular Website"."""
    first, last = run
    if words.blocks[last]:
        return False
    if first == last == words.sentences[last][0] and words.low[last] in ORGANIZATION_NOUNS:
        return True  # "Ministry denies that …"
    if not is_noun_of(words.plain[last], _IN_HEADLINES):
        return False
    return all(words.relations[i] == "amod" for i in range(first, last))


def _is_counted(words: Words, head: int) -> bool:
    """Whether a proper noun stands for one or some of many: "one Republican", "a Democrat"."""
    for child in words.children[head]:
        if child >= head:
            return False
        if words.tags[child] == "CD" or words.written[child].lower() in _COUNTING:
            return True
    return False


_COUNTING: Final = lexicon("a an another some many several few most other no every each")


def _unmarked_name(words: Words, head: int) -> tuple[int, int] | None:
    """A proper noun of a kind that has names, which nobody marked as one."""
    if words.tags[head] != "NNP" or words.kinds[head] not in ("person", "organization", "place"):
        return None
    if _is_counted(words, head) or _is_common_in_headline(words, (head, head)):
        return None
    first = head
    while (
        first
        and words.tags[first - 1] == "NNP"
        and words.names[first - 1] == "O"
        and words.blocks[first - 1] == words.blocks[head]
    ):
        first -= 1
    return first, head


def _name_runs(words: Words) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index in where(words.names, _NAMED):
        label = words.names[index]
        tag = words.tags[index]
        if tag in ("VBZ", "VBD"):
            continue  # a headline's verb has a capital, too
        if tag == "POS" and words.names[index + 1 : index + 2] != [label]:
            continue  # but "the Farm Workers' Union"
        if _is_party(words.written[index]):
            continue
        if runs and _continues(words, runs[-1], index):
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    named = [
        (first, last)
        for first, last in runs
        if not _NAMING.isdisjoint(words.tags[first : last + 1])
    ]
    return _completed(words, named)


_NAMED: Final = frozenset(NAME_LABELS) - {"O"}
_NAMING: Final = frozenset(tag for tag in TAG_LABELS if tag.startswith(("N", "J")))
"""Tags one of which a name has."""
_PARTY: Final = re.compile(r"[DRI]-[A-Z].*")


def _is_party(word: str) -> bool:
    """Whether a word is party and state of a member of Congress: "R-S.C."."""
    return word[1:2] == "-" and _PARTY.fullmatch(word) is not None


def _completed(words: Words, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs, those that miss a first word that the same name has elsewhere with it: "Hedge" of
    "Blue Hedge" on a page that has "Blue Hedge" for a name.
    """
    openings = {words.written[first] for first, last in runs if first < last}
    if openings.isdisjoint([words.written[first - 1] for first, _ in runs]):
        return runs
    known = {tuple(words.written[first : last + 1]) for first, last in runs}
    found: list[tuple[int, int]] = []
    for first, last in runs:
        free = first > 0 and (not found or found[-1][1] < first - 1)
        longer = free and tuple(words.written[first - 1 : last + 1]) in known
        found.append((first - 1, last) if longer else (first, last))
    return found


def _continues(words: Words, run: tuple[int, int], index: int) -> bool:
    """Whether a word of a name goes on with the name before: "Wells" and "Fargo", "Association" and
    "of Flight Attendants", whatever types the two were given.
    """
    first, last = run
    if words.blocks[first] != words.blocks[index]:
        return False
    if (
        first < last
        and words.names[last].endswith("organization")
        and words.names[index] == "B-person"
    ):
        return False  # "told the Alder Times Ward said"
    if last == index - 1:
        return words.names[index][0] == "I" or (
            words.relations[last] == "compound" and words.heads[last] >= index
        )
    bodies = words.names[last].endswith("organization") and (
        words.names[index].endswith("organization")
    )
    return bodies and last == index - 2 and words.written[last + 1] in ("of", "for", "&")


def _name(words: Words, first: int, last: int) -> NounPhrase:
    kind = words.names[last][2:] or words.kinds[last]
    while kind == "person" and last - first > 1 and words.low[first] in ADDRESS:
        first += 1  # "Dr Jane Roe" is called Jane Roe, but "Dr Roe" not Roe
    opening = first
    while kind == "person" and first < last and words.low[first] in PARTISANS:
        first += 1  # "Republican Jane Roe" is Jane Roe, and "Democrat Roe" Roe
    before = _before(words, last, first - 1)
    titles = words.plain[opening:first]
    modifiers: frozenset[str] = frozenset()
    if before:
        titles += _tagged(words, before, "N")
        modifiers = frozenset(_tagged(words, before, "JN"))
    elif first and _is_title(words, first - 1, last):
        titles.append(words.plain[first - 1])
    name = tuple(words.written[first : last + 1])
    return NounPhrase(
        head=last,
        first=first,
        last=last,
        form="name",
        kind="object" if kind == "other" else kind,
        name=name,
        nouns=frozenset(titles),
        modifiers=modifiers,
        determiner="",
        gender=_gender([*titles, words.plain[first]]),
        count="many" if _is_family(words, first, last) else "one",
    )


def _is_title(words: Words, noun: int, name: int) -> bool:
    """Whether a noun says what the person is whose name follows, though grammar hangs both on what
    stands before: "its chair, the retired judge Jane Roe".
    """
    return (
        words.tags[noun] == "NN"
        and words.kinds[noun] == "person"
        and words.names[name].endswith("person")
        and words.blocks[noun] == words.blocks[name]
        and words.heads[noun] == words.heads[name]
    )


def _is_family(words: Words, first: int, last: int) -> bool:
    """Whether a plural is the name of several people: "the Roes", but not "Brooks said"."""
    if words.tags[last] != "NNPS" or not words.names[last].endswith("person"):
        return False
    return first > 0 and words.written[first - 1].lower() in ("the", "both", "two")


def _pronoun(words: Words, index: int) -> NounPhrase:
    word = words.written[index].lower()
    kind = words.kinds[index]
    if word in HE or word in SHE or word in SPEAKER or word in WE or word in ADDRESSEE:
        kind = "person"
    return NounPhrase(
        head=index,
        first=index,
        last=index,
        form="pronoun",
        kind=kind,
        name=(),
        nouns=frozenset(),
        modifiers=frozenset(),
        determiner="",
        gender="he" if word in HE else "she" if word in SHE else "",
        count="many" if word in THEY or word in WE else "one" if word not in ADDRESSEE else "",
        speaker=word in SPEAKER,
    )


_DETERMINERS: Final = frozenset({"DT", "PRP$", "PDT", "CD", "WDT", "WP$"})
_DETERMINING: Final = lexicon("several many most few other another such both all")


def _description(words: Words, head: int) -> NounPhrase:
    before = _before(words, head, head - 1)
    first = before[0] if before else head
    noun = singular(words.plain[head])
    opening = words.written[first].lower()
    determined = words.tags[first] in _DETERMINERS or opening in _DETERMINING
    modifiers = frozenset(_tagged(words, before, "JNV"))
    plural = words.tags[head] in ("NNS", "NNPS") or opening in ("some", "many", "several", "both")
    return NounPhrase(
        head=head,
        first=first,
        last=head,
        form="nominal",
        kind=words.kinds[_counted(words, head)],
        name=(),
        nouns=frozenset({noun}),
        modifiers=modifiers,
        determiner=opening if determined else "",
        gender=_gender([noun]),
        count="many" if plural else "one",
        predicate="cop" in words.relations_below(head),
    )


def _counted(words: Words, head: int) -> int:
    """What a description is about: "shootings" of "thousands of shootings"."""
    if words.plain[head] not in COLLECTIVES:
        return head
    after = (i for i in words.children[head] if i > head and words.relations[i] == "nmod")
    return next((i for i in after if words.kinds[i] != "none"), head)


_PREMODIFIERS: Final = lexicon("det amod compound nummod nmod:poss advmod dep")


def _before(words: Words, head: int, end: int) -> range:
    """The words up to `end` that stand before a head and belong to it, without a gap."""
    inside: set[int] = set()
    for child in words.children[head]:
        if child >= head:
            break
        if words.relations[child] in _PREMODIFIERS:
            inside.add(child)
            if words.children[child]:
                inside |= words.below(child)
    first = end + 1
    if not inside:
        return range(first, first)
    farthest, block = max(head - _LONGEST, 0), words.blocks[head]
    while first > farthest and first - 1 in inside and words.blocks[first - 1] == block:
        first -= 1
    return range(first, end + 1)


def _tagged(words: Words, indexes: Iterable[int], letters: str) -> list[str]:
    """Those of some words whose tags begin with one of `letters`."""
    return [words.plain[i] for i in indexes if words.tags[i][0] in letters]


def _gender(nouns: Iterable[str]) -> Gender:
    he = she = False
    for noun in nouns:
        bare = noun.rstrip(".")
        if bare in _MEN:
            he = True
        elif bare in _WOMEN:
            she = True
    return "" if he == she else "he" if he else "she"


_IRREGULAR: Final = {"men": "man", "women": "woman", "people": "person", "children": "child"}
_IRREGULAR_ENDINGS: Final = tuple(_IRREGULAR)


@lru_cache(maxsize=8192)
def singular(noun: str) -> str:
    """The singular of a noun in lower case, by the regular endings."""
    if noun.endswith(_IRREGULAR_ENDINGS):
        for plural, one in _IRREGULAR.items():
            if noun.endswith(plural):
                return noun.removesuffix(plural) + one
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "news")):
        return noun[:-1]
    return noun
