"""Who is who: noun phrases to entities.

What is certain goes by rule: one name, apposition, "who", "the poll" after "a poll". Pronouns and
other descriptions go to the entity that the model's links, with agreement in gender and number,
speak for most; where none speaks for any, the link is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

from sayso.reader.grammar.noun_phrases import (
    ADDRESSEE,
    DEFINITE,
    POSSESSIVES,
    SPEAKER,
    WE,
    NounPhrase,
    by_word,
    singular,
)
from sayso.reader.grammar.words import Words
from sayso.reader.identity.agreement import FORMER, Agreement
from sayso.reader.identity.likeness import least_link
from sayso.reader.identity.names import genders, group_names, name_key
from sayso.reader.identity.referent import Referent
from sayso.reader.sources.outlets import is_outlet
from sayso.reader.vocabulary.cue_words import plain
from sayso.reader.vocabulary.kindred import alike, covers

Links = Callable[[int], list[float]]
"""Scores of a phrase's antecedents, the nearest first; above 0 likelier than none."""

PRONOUN_THRESHOLD: Final = -3.0
DESCRIPTION_THRESHOLD: Final = -2.0
LAST_SPEAKER: Final = 2.0
"""What having spoken last adds to an entity's link with a pronoun."""
SAME_PARAGRAPH: Final = 3.0
"""What it adds besides where that was in the same paragraph, so that it outweighs a name: a page
goes on with who speaks, be it an unnamed spokesman."""
NAMED: Final = 4.0
"""What having a name adds to an entity's link with "he" or "she"."""
NAMED_DESCRIBED: Final = 0.5
"""What it adds to its link with a description."""
_SPOKEN: Final = LAST_SPEAKER + SAME_PARAGRAPH
_MOST: Final = _SPOKEN + max(NAMED, NAMED_DESCRIBED)


class Resolver:
    """Goes through a page's noun phrases in text order and says which entity each is of."""

    def __init__(
        self,
        words: Words,
        phrases: Sequence[NounPhrase],
        links: Links,
        speakers: Callable[[int], int | None],
        voices: Callable[[int], int | None] = lambda number: None,
        outlet: str | None = None,
    ) -> None:
        """`speakers(i)` is the phrase of whoever spoke last before phrase i, None for nobody;
        `voices(i)` that of whoever is quoted with phrase i. `outlet` is the page's.
        """
        self.words = words
        self.phrases = phrases
        self.links = links
        self.speakers = speakers
        self.voices = voices
        self._outlet = name_key(tuple((outlet or "").split()))
        self._outlet_initials = ("".join([word[0] for word in self._outlet]),)
        self.referents: list[Referent] = []
        self.of: dict[int, Referent] = {}
        self._by_head = by_word(phrases)
        self._names = group_names(phrases)
        self._genders = genders(phrases, self._names)
        self._about = self._only_in_headline()
        self._named: dict[int, Referent] = {}
        self._by_noun: dict[str, list[int]] = {}
        self._coordinations: dict[int, int] = {}
        """The last of the parts of each coordination, both by their numbers."""
        self._introductions: list[int] = []
        self._bodies: list[int] = []
        """Those of bodies that are new."""
        self._waiting: list[int] = []
        self._top = _top_blocks(words)
        self._employers: dict[Referent, Referent] = {}
        self._agreement = Agreement(words, phrases)

    def _only_in_headline(self) -> int | None:
        """The group of names of the one person that the headline names."""
        blocks = self.words.blocks
        end = next((i for i, block in enumerate(blocks) if block), len(blocks)) - 1
        if end < 0 or self.words.tags[end] in (".", "''"):
            return None  # it is a sentence, and no headline
        groups: set[int] = set()
        for number, phrase in enumerate(self.phrases):
            if phrase.head > end:
                break
            if phrase.name and phrase.kind == "person" and number in self._names:
                groups.add(self._names[number])
        return groups.pop() if len(groups) == 1 else None

    def resolve(self) -> list[Referent]:
        """The page's entities in order of their first phrases."""
        for number, phrase in enumerate(self.phrases):
            referent = self._find(number, phrase)
            if referent is None:
                referent = Referent([], many=phrase.count == "many")
                self.referents.append(referent)
                if phrase.form == "pronoun" and phrase.gender and self.voices(number) is None:
                    self._waiting.append(number)
            referent.add(number, phrase)
            self.of[number] = referent
            if phrase.form == "pronoun":
                continue
            if phrase.name:
                self._note_outlet(phrase, referent)
            for noun in phrase.nouns:
                noun = _TITLES.get(noun.rstrip("."), noun)
                self._by_noun.setdefault(noun, []).append(number)
            if phrase.parts:
                parts = [self._by_head.get(head, len(self.phrases)) for head in phrase.parts]
                self._coordinations[number] = max(parts)
            if phrase.kind == "person" and referent.named:
                referent = self._meet_headline(number, referent)
                referent = self._meet_pronoun(number, referent)
                self._note_employer(phrase, referent)
            elif phrase.form == "nominal":
                self._introductions.append(number)
                if self._is_new_body(phrase):
                    self._bodies.append(number)
            group = self._names.get(number)
            if group is not None:
                self._named.setdefault(group, referent)
                referent.gender = self._genders.get(group, referent.gender)
        return self.referents

    def _note_outlet(self, phrase: NounPhrase, referent: Referent) -> None:
        if not referent.own_outlet and self._is_own_outlet(phrase):
            referent.own_outlet = referent.outlet = True
        elif not referent.outlet:
            referent.outlet = is_outlet(self.words, phrase.head)

    def _is_own_outlet(self, name: NounPhrase) -> bool:
        """Whether a name is one of the page's outlet."""
        key = name_key(name.name) if self._outlet else ()
        if not key or not self.words.written[name.head][:1].isupper():
            return False
        # "the Ledger" is the page's "Capital Ledger", but Austin not its "KXAN Austin".
        short = name.kind not in ("person", "place") and key == self._outlet[-len(key) :]
        return short or key in (self._outlet, self._outlet_initials)

    def _merge(self, one: Referent, other: Referent) -> Referent:
        """Makes two entities one: the one that was mentioned first."""
        if one is other:
            return one
        one, other = sorted((one, other), key=lambda referent: referent.phrases[0])
        one.outlet, one.own_outlet = one.outlet or other.outlet, one.own_outlet or other.own_outlet
        for number in other.phrases:
            one.add(number, self.phrases[number])
            self.of[number] = one
        one.phrases.sort()
        self.referents.remove(other)
        for group, referent in self._named.items():
            if referent is other:
                self._named[group] = one
        return one

    def _find(self, number: int, phrase: NounPhrase) -> Referent | None:
        if phrase.form == "name":
            group = self._names.get(number)
            known = self._named.get(group) if group is not None else None
            apposed = self._apposed(number, phrase)
            if apposed is not None and apposed.named:
                apposed = None  # the description was taken for somebody else's
            if known is not None and apposed is not None:
                return self._merge(known, apposed)
            return known or apposed or self._introduced(phrase)
        if phrase.form == "pronoun":
            return self._pronoun(number, phrase)
        if phrase.parts:
            return self._joined(number, phrase)
        return self._apposed(number, phrase) or self._description(number, phrase)

    def _meet_headline(self, number: int, referent: Referent) -> Referent:
        """Makes a named person one with the headline's "Lawmaker" whom a title now names."""
        phrase = self.phrases[number]
        if not phrase.nouns:
            return referent
        titles = {_TITLES.get(noun.rstrip("."), noun) for noun in phrase.nouns}
        for other in self._introductions:
            known = self.phrases[other]
            if not self._in_headline(known):
                break
            same = (
                known.kind == "person"
                and known.count == "one"
                and FORMER & known.modifiers == FORMER & phrase.modifiers
                and not self.of[other].named
                and any(covers(noun, title) for noun in known.nouns for title in titles)
            )
            if same:
                return self._merge(self.of[other], referent)
        return referent

    def _meet_pronoun(self, number: int, referent: Referent) -> Referent:
        """Makes a named person one with the pronoun that looks ahead to the name, as the subject of
        its sentence: "As his first debate nears, Roe …"; or of the first one after a headline's.
        """
        words, phrase = self.words, self.phrases[number]
        if not self._waiting or words.relations[phrase.head] != "nsubj":
            return referent
        for other in self._waiting:
            known = self.phrases[other]
            ahead = words.sentences[known.head] == words.sentences[phrase.head] or (
                words.blocks[known.head] in self._top
                and words.blocks[phrase.head] <= max(self._top) + _LEAD
            )
            gender = self._genders.get(self._names.get(number, -1), phrase.gender)
            if ahead and not self.of[other].named and gender in ("", known.gender):
                referent = self._merge(self.of[other], referent)
        self._waiting = []
        return referent

    def _introduced(self, name: NounPhrase) -> Referent | None:
        """The body that was described before it is named: "a union representing flight attendants"
        before "the Association of Flight Attendants".
        """
        if name.kind != "organization" or not self._bodies:
            return None
        parts = {singular(plain(word)) for word in name.name if word[:1].isupper()}
        found: Referent | None = None
        for other in self._bodies:
            known, referent = self.phrases[other], self.of[other]
            if not referent.named and len(parts & self._content(known)) >= _ENOUGH:
                found = referent if found is None else self._merge(found, referent)
        return found

    def _is_new_body(self, phrase: NounPhrase) -> bool:
        """Whether a description is of one body that was not mentioned before."""
        return (
            phrase.kind == "organization"
            and phrase.count == "one"
            and not phrase.parts
            and (phrase.determiner in ("a", "an") or self._in_headline(phrase))
        )

    def _content(self, phrase: NounPhrase) -> set[str]:
        """The nouns and adjectives of a description and of what follows its head, singular."""
        words = self.words
        return {
            singular(words.plain[i])
            for i in words.below(phrase.head)
            if words.tags[i][0] in "NJ" and phrase.first <= i < phrase.head + _FOLLOWING
        }

    def _note_employer(self, phrase: NounPhrase, referent: Referent) -> None:
        """Takes note of whose "Harbor Bank chief Jane Roe" is, for "her bank"."""
        for child in self.words.children[phrase.head]:
            if child > phrase.head:
                break
            body = self.of.get(self._by_head.get(child, -1))
            if body is not None and body.kind == "organization":
                self._employers[referent] = body

    def _apposed(self, number: int, phrase: NounPhrase) -> Referent | None:
        """The entity that a phrase stands in apposition to."""
        words = self.words
        if phrase.name and phrase.kind == "person":
            before = self._by_head.get(self._head_before(phrase.first))
            if before is not None and self.phrases[before].form == "nominal":
                return self.of.get(before)
        if words.relations[phrase.head] == "appos":
            other = self._by_head.get(words.heads[phrase.head])
            if other is not None and other < number and not self._two_names(other, number):
                return self.of.get(other)
        return None

    def _head_before(self, first: int) -> int:
        """The singular noun right before a comma before a word: "his lawyer, Jane"; -1 for none."""
        words = self.words
        if (
            first < 2
            or words.written[first - 1] != ","
            or words.blocks[first - 2] != words.blocks[first]
        ):
            return -1
        noun = first - 2
        for _ in range(_DEEPEST):
            if words.relations[noun] not in ("compound", "nmod"):
                break
            if not 0 < first - words.heads[noun] < _DEEPEST:
                break
            noun = words.heads[noun]
        number = self._by_head.get(noun)
        if number is None or self.phrases[number].kind != "person":
            return -1
        return noun if words.tags[noun] == "NN" else -1

    def _two_names(self, i: int, j: int) -> bool:
        one, other = self.phrases[i], self.phrases[j]
        if one.name and other.name:
            return True
        if one.count != other.count or {one.kind, other.kind} == {"person", "organization"}:
            return True
        return bool(other.name) and self.of[i].kind not in (other.kind, "none")

    def _joined(self, number: int, phrase: NounPhrase) -> Referent | None:
        """The entity of the same parts."""
        parts = self._parts(phrase)
        for other in reversed(self._coordinations):
            known = self.phrases[other]
            same = (
                self.words.text[slice(*known.span(self.words))]
                == (self.words.text[slice(*phrase.span(self.words))])
            )
            if same or (None not in parts and self._parts(known) == parts):
                return self.of[other]
        return None

    def _parts(self, phrase: NounPhrase) -> list[Referent | None]:
        return [self.of.get(self._by_head.get(head, -1)) for head in phrase.parts]

    def _description(self, number: int, phrase: NounPhrase) -> Referent | None:
        definite = phrase.determiner in DEFINITE
        head_noun = next(iter(phrase.nouns), "")
        if definite and head_noun in _OF_TWO:
            return self._of_two(number, _OF_TWO[head_noun])
        if phrase.determiner in POSSESSIVES and (body := self._employer(phrase)) is not None:
            return body
        known = self._by_noun.get(head_noun)
        if known is not None:
            repeated = self._repeated(phrase, known)
            if repeated is not None:
                return repeated
            if definite and phrase.count == "one":
                for other in reversed(known):
                    if self._titled(phrase, self.phrases[other]):
                        return self.of[other]
        if definite:
            for noun in alike(head_noun, phrase.modifiers):
                for other in reversed(self._by_noun.get(noun, ())):
                    if self._repeats(phrase, other):
                        return self.of[other]
        if definite and phrase.nouns & _ANYBODY:
            speaker = self._unnamed_speaker(number, phrase)
            if speaker is not None:
                return speaker
        if self.words.tags[phrase.head][0] != "N":
            return None  # "those close to her"
        if definite or (phrase.count == "one" and not phrase.determiner):
            return self._linked(number, phrase, DESCRIPTION_THRESHOLD)
        return None

    def _repeated(self, phrase: NounPhrase, known: Sequence[int]) -> Referent | None:
        """The entity of the last description of the same noun that a description takes up, as a
        rule; where it is not definite, of the last that is narrowed down in the same way.
        """
        repeated = [other for other in reversed(known) if self._repeats(phrase, other)]
        if not repeated:
            return None
        if phrase.determiner not in DEFINITE:
            narrowed = self._agreement.narrowed(phrase)
            for other in repeated:
                if self._agreement.narrowed(self.phrases[other]) == narrowed:
                    return self.of[other]
        return self.of[repeated[0]]

    def _of_two(self, number: int, which: int) -> Referent | None:
        """The first or the second of the two who were named last, for "the former said"."""
        words, head = self.words, self.phrases[number].head
        start = words.sentences[head].start
        for _ in range(_BACK):
            if not start:
                break
            start = words.sentences[start - 1].start
            found = dict.fromkeys(
                self.of[other]
                for other in range(number)
                if self.phrases[other].head >= start
                and self.phrases[other].form != "pronoun"
                and self.phrases[other].kind in ("person", "organization")
                and not self.phrases[other].parts
                and words.relations[self.phrases[other].head] != "compound"
            )
            if len(found) > 1:
                return list(found)[which] if len(found) == 2 else None
        return None

    def _employer(self, phrase: NounPhrase) -> Referent | None:
        """The body that "his bank" is, for whom it was named as the bank's."""
        owner = self.of.get(self._by_head.get(phrase.first, -1))
        body = None if owner is None else self._employers.get(owner)
        return body if phrase.kind == "organization" and phrase.count == "one" else None

    def _unnamed_speaker(self, number: int, phrase: NounPhrase) -> Referent | None:
        """Whoever spoke last, for "the person" after "one source briefed on the plans"."""
        speaker = self.speakers(number)
        referent = None if speaker is None else self.of.get(speaker)
        if speaker is None or referent is None or referent.named:
            return None
        last = self.phrases[speaker]
        alike = last.count == phrase.count and last.form == "nominal"
        return referent if alike and self._agreement.agrees(phrase, referent) else None

    def _repeats(self, phrase: NounPhrase, other: int) -> bool:
        """Whether a description takes up an earlier one of the same noun, by its number."""
        known = self.phrases[other]
        if known.form != "nominal" or known.count != phrase.count:
            return False
        if FORMER & phrase.modifiers != FORMER & known.modifiers:
            return False
        if self._in_headline(known) and known.modifiers <= phrase.modifiers:
            proper = any(tag[:3] == "NNP" for tag in self.words.tags[phrase.first : phrase.head])
            return not (proper and self._owned(self.of[other]))
        if phrase.determiner in DEFINITE:
            if known.determiner in POSSESSIVES and not self.of[other].named:
                return False  # "the bank" after "his bank"
            if not phrase.modifiers <= known.modifiers:
                return False
        elif (
            phrase.count == "one"
            or phrase.determiner != known.determiner
            or phrase.determiner not in ("", "some", "many", "several")
            or phrase.modifiers != known.modifiers
        ):
            return False
        # "the campaign for the dam" after "the campaign against the dam" is another one.
        return self._agreement.narrowed(phrase) <= self._agreement.narrowed(known)

    def _owned(self, referent: Referent) -> bool:
        """Whether an entity was said to be somebody's: "her supporters" are no "Doe supporters"."""
        return any(self.phrases[i].determiner in POSSESSIVES for i in referent.phrases)

    def _in_headline(self, phrase: NounPhrase) -> bool:
        """Whether a phrase stands without an article in the headline or the line below it."""
        return self.words.blocks[phrase.head] in self._top and not phrase.determiner

    def _titled(self, phrase: NounPhrase, name: NounPhrase) -> bool:
        """Whether a description is the title that a name is given: "the mayor", "Mayor Roe"."""
        return (
            name.form == "name"
            and name.kind == "person"
            and FORMER & phrase.modifiers == FORMER & name.modifiers
        )

    def _pronoun(self, number: int, phrase: NounPhrase) -> Referent | None:
        word = self.words.written[phrase.head].lower()
        if word in SPEAKER or word in WE or word in ADDRESSEE:
            return None
        return self._linked(number, phrase, PRONOUN_THRESHOLD)

    def _linked(self, number: int, phrase: NounPhrase, threshold: float) -> Referent | None:
        """The entity with the best link, if that is good enough."""
        pronoun = phrase.form == "pronoun"
        voice = self.voices(number)
        free = pronoun and voice is None
        speaker = self.speakers(number) if free else None
        spoken = None if speaker is None else self.of.get(speaker)
        quoted = None if voice is None else self._quoted(voice)
        spoke = 0.0
        if speaker is not None:
            spoke = _SPOKEN if self._goes_on(speaker, number) else LAST_SPEAKER
        named = NAMED if phrase.gender else 0.0 if pronoun else NAMED_DESCRIBED
        most = spoke + named  # what is farther behind than may be added does not matter
        least = threshold - _MOST
        links, referents = self._linked_before(number)
        judged: set[Referent] = set()
        best = None
        for at in sorted(range(len(links)), key=links.__getitem__, reverse=True):
            link, referent = links[at], referents[at]
            if link + most <= threshold:
                break
            if referent in judged:
                continue
            judged.add(referent)
            score = link
            if referent is spoken:
                score += spoke
            if referent.named:
                score += named
            if score <= threshold:
                continue
            if (
                referent is not quoted  # who is quoted says "I" and not "he" or "the mayor"
                and self._agreement.agrees(phrase, referent)
                and not self._beside(phrase, referent)
                and (pronoun or link > self._least(phrase, referent))
            ):
                best, threshold = referent, score
        if best is not None and free and phrase.gender and self.of.get(speaker or -1) is not best:
            for rival in self._paired(best):
                linked = any(
                    link > least and referent is rival
                    for link, referent in zip(links, referents, strict=True)
                )
                if linked and self._agreement.agrees(phrase, rival):
                    return None  # "she" after "Jane Roe and Mary Doe met"
        return best

    def _linked_before(self, number: int) -> tuple[list[float], list[Referent]]:
        """The links of a phrase with what stands before it, the nearest first, and the entities
        they lead to. One with the last part of a coordination counts for that, too, and instead of
        its own.
        """
        links = self.links(number)
        referents = list(islice(reversed(self.of.values()), len(links)))
        if self._coordinations:
            joined = self._joined_before(number, links)
            links.extend(joined.values())
            referents.extend(joined)
        return links, referents

    def _joined_before(self, number: int, links: list[float]) -> dict[Referent, float]:
        """The entities of coordinations with the links of their last parts, which take the place
        of their own.
        """
        joined = {
            self.of[other]: links[number - last - 1]
            for other, last in self._coordinations.items()
            if 0 < number - last <= len(links)
        }
        for referent, link in joined.items():
            for own in referent.phrases:
                if number - own <= len(links):
                    links[number - own - 1] = link
        return joined

    def _least(self, phrase: NounPhrase, referent: Referent) -> float:
        """What the link of a description with an entity must be above."""
        words, head = self.words, phrase.head
        return least_link(
            next(iter(phrase.nouns), ""),
            (phrase.kind, referent.kind),
            referent.nouns,
            referent.called,
            [" ".join(name) for name in referent.names],
            rich=any(
                child > head
                and words.relations[child] in _NARROWING
                and words.tags[child] != "CD"  # "the mother of three"
                for child in words.children[head]
            ),
            many=phrase.count == "many",
            about=self._about is not None and self._named.get(self._about) is referent,
        )

    def _goes_on(self, speaker: int, number: int) -> bool:
        """Whether a paragraph is still about whoever spoke last in it: no sentence since has
        another person for its subject.
        """
        words = self.words
        if words.blocks[self.phrases[speaker].head] != words.blocks[self.phrases[number].head]:
            return False
        referent = self.of.get(speaker)
        for other in range(speaker + 1, number):
            phrase = self.phrases[other]
            if phrase.kind != "person" or phrase.form == "pronoun" or phrase.count != "one":
                continue
            verb = words.heads[phrase.head]
            leads = words.relations[phrase.head][:5] == "nsubj" and words.relations[verb] == "root"
            if leads and self.voices(other) is None and self.of.get(other) is not referent:
                return False
        return True

    def _beside(self, phrase: NounPhrase, referent: Referent) -> bool:
        """Whether an entity plays another part in what a phrase's verb says: "it" and "the
        operator" of "it warned the operator" are two, or there would be an "itself".
        """
        words, head = self.words, phrase.head
        if words.relations[head] not in _PARTS or words.low[head].endswith(("self", "selves")):
            return False
        verb = words.heads[head]
        for number in referent.phrases[-_LATEST:]:
            other = self.phrases[number].head
            if words.heads[other] == verb and words.relations[other] in _PARTS and other != head:
                return True
        return False

    def _paired(self, referent: Referent) -> list[Referent]:
        """The entities that were last named in one breath with one: "Jane Roe and Mary Doe"."""
        words, last = self.words, self.phrases[referent.phrases[-1]].head
        heads = [i for i in words.children[last] if i > last and words.relations[i] == "conj"]
        if words.relations[last] == "conj" and words.heads[last] < last:
            heads.append(words.heads[last])
        found = [(head, self.of.get(self._by_head.get(head, -1))) for head in heads]
        return [
            other
            for head, other in found
            if other is not None and self.phrases[other.phrases[-1]].head == head
        ]

    def _quoted(self, voice: int) -> Referent | None:
        """The entity of who is quoted, who says "I" and not "he" or "the mayor"."""
        group = self._names.get(voice)
        return self.of.get(voice) or (None if group is None else self._named.get(group))


def _top_blocks(words: Words) -> frozenset[int]:
    """The headline and, where they are as short, the one or two lines below it."""
    found = {0}
    blocks = words.blocks[: 3 * _LINE]
    for block in (0, 1):
        if blocks.count(block) > _LINE or blocks.count(block + 1) > _LINE:
            break
        found.add(block + 1)
    return frozenset(found)


_LINE: Final = 16
"""Words that a headline has at most, beside which it can have a line below it."""
_LEAD: Final = 2
"""Paragraphs below it, the byline's included, in which a page names whom its headline is about."""
_FOLLOWING: Final = 12
"""Words after a description's head that are looked at for a name's."""
_ENOUGH: Final = 2
"""Words that a body's description and its name share at least."""
_OF_TWO: Final = {"former": 0, "latter": 1}
_BACK: Final = 3
"""Sentences before "the former" in which the two may be."""
_ANYBODY: Final = frozenset("person source individual".split())
"""What an unnamed source is called again by."""
_PARTS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj"})
_NARROWING: Final = frozenset({"nmod", "acl", "acl:relcl"})
_LATEST: Final = 4
"""Phrases of an entity that may stand beside another phrase."""
_DEEPEST: Final = 9
"""Words and steps up the grammar, which may go in circles, from a comma to the noun before it."""
_TITLES: Final = {
    "sen": "senator",
    "rep": "congressman",
    "gov": "governor",
    "gen": "general",
    "lt": "lieutenant",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
    "adm": "admiral",
    "prof": "professor",
    "dr": "doctor",
    "rev": "reverend",
}
