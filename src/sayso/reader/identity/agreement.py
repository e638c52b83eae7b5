"""Whether a phrase may be of an entity: by gender, number, kind, and what each is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.reader.grammar.extents import prepositions
from sayso.reader.grammar.noun_phrases import IT, NounPhrase
from sayso.reader.grammar.words import Words
from sayso.reader.identity.referent import Referent
from sayso.reader.vocabulary.cue_words import plain
from sayso.reader.vocabulary.kindred import is_other_body

FORMER: Final = frozenset("former vice deputy acting ex".split())
"""What keeps two holders of one office apart."""
_OF_FIELDS: Final = frozenset(
    "ministry department committee bureau directorate secretariat".split()
)
_PRESS: Final = frozenset(
    "newspaper paper magazine broadcaster network outlet website site station channel agency wire "
    "publication daily weekly tabloid blog program programme podcast".split()
)
_FIRMS: Final = frozenset("company group organization organisation firm".split())


class Agreement:
    """Compares the noun phrases of a page with entities of some of them."""

    def __init__(self, words: Words, phrases: Sequence[NounPhrase]) -> None:
        self.words = words
        self.phrases = phrases
        self._narrowings: dict[int, frozenset[tuple[str, str]]] = {}

    def agrees(self, phrase: NounPhrase, referent: Referent) -> bool:
        """Whether gender, number and kind let a phrase be of an entity."""
        first = self.phrases[referent.phrases[0]]
        if first.speaker or (first.predicate and len(referent.phrases) == 1):
            return False
        if phrase.gender and referent.gender and phrase.gender != referent.gender:
            return False
        kind = referent.kind
        if referent.outlet and not self._calls_outlet(phrase, referent):
            return False
        if phrase.form == "pronoun":
            if phrase.gender:
                return kind in ("person", "none") and not referent.many
            if self.words.written[phrase.head].lower() in IT:
                return kind != "person"
            if kind in ("event", "time"):
                return False
            return referent.many or kind != "person" or "person" not in referent.kinds
        if phrase.form == "nominal" and not self._called_alike(phrase, referent):
            return False
        if phrase.form == "nominal" and self._is_anothers(phrase, referent):
            return False
        if phrase.form == "nominal" and phrase.kind == "organization":
            names = {plain(word) for i in referent.phrases for word in self.phrases[i].name}
            if any(is_other_body(noun, names) for noun in phrase.nouns):
                return False
        if phrase.kind == "organization" and kind == "person":
            # "The company" after "Northway", whom the model has for a person for want of context.
            bare = referent.named and not referent.gender and not referent.nouns
            return bare and all(len(name) == 1 for name in referent.names)
        if phrase.kind == "person" or kind == "person":
            return phrase.kind == kind and (phrase.count == "many") == referent.many
        return True

    def _calls_outlet(self, phrase: NounPhrase, referent: Referent) -> bool:
        """Whether an outlet may be called so: a page tells what others say to its own outlet, not
        what that one says.
        """
        if phrase.form == "pronoun":
            return not referent.own_outlet
        return any(noun in _PRESS for noun in phrase.nouns) or (
            not referent.own_outlet and any(noun in _FIRMS for noun in phrase.nouns)
        )

    def _is_anothers(self, phrase: NounPhrase, referent: Referent) -> bool:
        """Whether a person is called somebody's something, and something else was said of the
        entity: "Norland's president" is no "Jane Roe, a tractor driver", and "the minister's
        spokeswoman" nobody of whom nothing was said.
        """
        words = self.words
        owners = [
            child
            for child in words.children[phrase.head]
            if words.relations[child] == "nmod:poss" and words.tags[child][0] == "N"
        ]
        if not owners or phrase.kind != "person" or referent.nouns & phrase.nouns:
            return False
        return bool(referent.nouns) or all(words.names[owner] == "O" for owner in owners)

    def _called_alike(self, phrase: NounPhrase, referent: Referent) -> bool:
        """Whether a description fits an entity of the same noun: no "president" is "the former
        president", and no "head of the bank" the head of the union.
        """
        if referent.nouns.isdisjoint(phrase.nouns):
            if self._named_at_once(phrase):
                return False
            proper = self._proper(phrase) if phrase.kind != "person" and referent.named else None
            return not proper or not proper.isdisjoint(referent.called)
        former, narrowed = FORMER & phrase.modifiers, self.narrowed(phrase)
        proper = self._proper(phrase)
        alike = [self.phrases[i] for i in referent.phrases if self.phrases[i].nouns & phrase.nouns]
        fields = self._fields(phrase)
        known = set[str]().union(*map(self._fields, alike))
        if fields and known and fields.isdisjoint(known):
            return False
        return all(FORMER & other.modifiers == former for other in alike) and any(
            narrowed <= self.narrowed(other)
            and not (proper and (others := self._proper(other)) and proper.isdisjoint(others))
            for other in alike
        )

    def _fields(self, phrase: NounPhrase) -> set[str]:
        """What a part of a government is for: defence of "the defence ministry", which is not the
        interior ministry.
        """
        words = self.words
        if phrase.nouns.isdisjoint(_OF_FIELDS):
            return set()
        return {
            words.plain[i]
            for i in range(phrase.first, phrase.head)
            if words.heads[i] == phrase.head
            and words.names[i] == "O"
            and words.relations[i] in ("compound", "amod")
        }

    def _proper(self, phrase: NounPhrase) -> set[str]:
        """The names of people and bodies that narrow a description down, in lower case: Roe of
        "the Roe administration", which is not the Doe administration.
        """
        words = self.words
        return {
            words.plain[i]
            for i in range(phrase.first, phrase.head)
            if words.names[i].endswith(("person", "organization"))
        }

    def narrowed(self, phrase: NounPhrase) -> frozenset[tuple[str, str]]:
        """What follows a description and narrows it down: ("of", "bank") of "head of the bank"."""
        narrowed = self._narrowings.get(phrase.head)
        if narrowed is None:
            words = self.words
            narrowed = self._narrowings[phrase.head] = frozenset(
                (preposition, words.plain[child])
                for child in words.children[phrase.head]
                if child > phrase.head and words.relations[child] == "nmod"
                for preposition in prepositions(words, child)
            )
        return narrowed

    def _named_at_once(self, phrase: NounPhrase) -> bool:
        """Whether a name in apposition says who a person is: "the minister of trade, Mr. Roe"."""
        words, head = self.words, phrase.head
        return phrase.kind == "person" and any(
            words.relations[child] == "appos" and words.names[child].endswith("person")
            for child in words.children[head]
            if child > head
        )
