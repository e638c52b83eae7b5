"""An entity on its way: what is known of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.reader.grammar.noun_phrases import Gender, NounPhrase, singular
from sayso.reader.vocabulary.cue_words import plain


@dataclass(slots=True, eq=False)
class Referent:
    """An entity on its way: its phrases by number, and what is known of it."""

    phrases: list[int]
    gender: Gender = ""
    many: bool = False
    kinds: dict[str, int] = field(default_factory=dict)
    kind: str = "none"
    """The kind that most of its phrases have."""
    nouns: set[str] = field(default_factory=set)
    named: bool = False
    """Whether one of its phrases is a name."""
    names: set[tuple[str, ...]] = field(default_factory=set)
    outlet: bool = False
    """Whether one of its names is an outlet's."""
    own_outlet: bool = False
    """Whether that is the outlet of the page."""

    def add(self, number: int, phrase: NounPhrase) -> None:
        """Takes in one more phrase."""
        self.phrases.append(number)
        if not self.gender:
            self.gender = phrase.gender
        if phrase.form == "pronoun":
            return
        kinds, kind = self.kinds, phrase.kind
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind != self.kind:
            self.kind = max(kinds, key=kinds.__getitem__) if len(kinds) > 1 else kind
        if phrase.nouns:
            self.nouns |= phrase.nouns
        if phrase.name:
            self.named = True
            self.names.add(phrase.name)

    @property
    def called(self) -> set[str]:
        """The words of its names, singular and in lower case."""
        return {singular(plain(word)) for name in self.names for word in name}
