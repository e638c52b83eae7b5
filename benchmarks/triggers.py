"""How well the words that tell of events are found.

A gold event is the word that its last code point is of, a listed one the likeliest word of its
trigger. Two corpora, which count differently:
UDS It-Happened has predicates, nearly all of them verbs, also those of saying, of being and of
what was only wished; TimeBank's EVENTs are what happens or holds true, nouns and adjectives among
them, but not every verb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.figures import Figure
from benchmarks.metrics import Score
from benchmarks.observed import Observed
from sayso.reading import Span

CHANCE = 0.5
"""From which on a head's probability counts as found."""

Found = Callable[[Observed], set[int]]
"""The words that are taken for triggers in one page."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A page and the triggers that annotators marked in it."""

    id: str
    gold: Sequence[Span]
    observed: Observed

    def words(self) -> set[int]:
        """The words of the gold triggers."""
        return {self.observed.word_at(span) for span in self.gold}


def verbs(observed: Observed) -> set[int]:
    """Every verb by the model's own tags: the plain way."""
    tags = observed.analysis.words.tags
    return {at for at, tag in enumerate(tags) if tag.startswith("VB")}


def predicates(observed: Observed) -> set[int]:
    """By the head that learned UDS's predicates."""
    return {at for at, chance in enumerate(observed.analysis.events.predicate) if chance >= CHANCE}


def events(observed: Observed) -> set[int]:
    """By the head that learned TimeBank's events."""
    return {at for at, chance in enumerate(observed.analysis.events.event) if chance >= CHANCE}


def listed(observed: Observed) -> set[int]:
    """The events of the Reading."""
    return {observed.told_by(event) for event in observed.reading.events}


def measure(cases: Sequence[Case], found: Found) -> Score:
    """Words that are triggers and found, over pages."""
    total = Score()
    for case in cases:
        gold, own = case.words(), found(case.observed)
        total += Score(right=len(gold & own), found=len(own), gold=len(gold))
    return total


def figures(cases: Sequence[Case], head: Found) -> list[Figure]:
    """Precision, recall and F1 of a head and of what Readings list, beside every verb."""
    plain = measure(cases, verbs)
    rows = []
    for who, found in (("the head", head), ("listed events", listed)):
        score = measure(cases, found)
        for name, of in (("precision", score.found), ("recall", score.gold), ("f1", score.gold)):
            rows.append(
                Figure(
                    name=f"{who}: {'F1' if name == 'f1' else name}, %",
                    of=of,
                    value=round(100 * getattr(score, name), 2),
                    plain={"every verb": round(100 * getattr(plain, name), 2)},
                )
            )
    return rows


def errors(cases: Sequence[Case], head: Found) -> Iterator[str]:
    """A line for each page in which triggers are missed or made up."""
    for case in cases:
        gold, own = case.words(), head(case.observed)
        words = case.observed.analysis.words
        missed, made_up = (
            ", ".join(f"{words.written[at]}@{words.starts[at]}" for at in sorted(some))
            for some in (gold - own, own - gold)
        )
        if missed or made_up:
            around = " ".join(words.text.split())
            shown = around if len(around) <= 200 else f"{around[:199]}…"
            yield f"{case.id}: missed {missed or '-'}; made up {made_up or '-'}  {shown}"
