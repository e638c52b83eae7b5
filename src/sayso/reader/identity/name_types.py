"""Names as the whole page has them: how far they reach, and whether they are people's.

The model marks each mention by itself. Names that it has never met it often takes for people's
("Pallister Dyes"), and of names with a small word inside it marks the last part ("Union" of "the
Dock and Quay Union").
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from sayso.reader.grammar.extents import name_run
from sayso.reader.grammar.words import Words
from sayso.reader.identity.first_names import gender_of
from sayso.reader.lists import where
from sayso.reader.scoring.syntax import NAME_LABELS
from sayso.reader.vocabulary.cue_words import is_noun_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import (
    ORGANIZATION_NOUNS,
    ORGANIZATION_SIGNS,
    OUTLET_NOUNS,
    OUTLET_SIGNS,
)
from sayso.reader.vocabulary.titles import ADDRESS

Run = tuple[int, int]
"""First and last word of a name."""

_BODIES = (ORGANIZATION_NOUNS - {"house", "state", "team", "force", "military"}) | OUTLET_NOUNS
_BODIES |= lexicon(
    "group airline insurer retailer manufacturer carmaker charity utility station channel chain",
    "website startup brewery brewer hospital maker newswire orchestra museum hotel publisher",
)
"""Nouns that tell of the name beside them that it is a body's."""
_OF_BODIES: Final = lexicon(
    "chairman chairwoman shareholder subsidiary share profit board customer executive listener",
    "reader newsroom headquarters pension investor",
)
"""What only a body has: "Solvane's shareholders"."""
_OF_STATES: Final = lexicon(
    "parliament government army navy coastguard capital border president premier ministry minister",
    "embassy ambassador king queen constitution currency",
)
"""What only a state has, of what is called by one word and nobody's name."""
_PLACING: Final = lexicon("in from across throughout near")
_SMALL: Final = frozenset({"and", "&", "of", "for"})
_NAMED: Final = frozenset(NAME_LABELS) - {"O"}
"""Labels of the words of names."""
_FARTHEST: Final = 6
"""Words that a name may be longer than what was marked of it."""


def settle_names(words: Words) -> None:
    """Corrects the extents and types of names in `words.names` and `words.kinds`, in place."""
    runs = _runs(words)
    surnames = _surnames(words, runs)
    settled: list[Run] = []
    before: Run | None = None
    for first, last in runs:
        if (
            before is not None
            and before[1] == first - 1
            and words.written[last] not in surnames
            and _goes_on(words, before, first, last)
        ):
            first = before[0]
            _mark(words, first, last, "organization")
        elif words.names[last].endswith("organization"):
            first = _begin(words, first, last)
            _mark(words, first, last, "organization")
        before = first, last
        while settled and settled[-1][1] >= first:
            begun, _ = settled.pop()
            if begun < first:
                settled.append((begun, first - 1))
        settled.append(before)
    _retype(words, settled)


def _surnames(words: Words, runs: list[Run]) -> set[str]:
    """The last words of people's names, of those that stand apart from other names."""
    after = {last + 1 for _, last in runs}
    return {
        words.written[last]
        for first, last in runs
        if words.names[last].endswith("person") and first not in after
    }


def _goes_on(words: Words, before: Run, first: int, last: int) -> bool:
    """Whether what was marked as another name, right after one, is the end of a body's: "Radio" and
    "Nord".
    """
    if words.blocks[before[1]] != words.blocks[first]:
        return False
    if not words.names[before[1]].endswith("organization"):
        return False
    if words.low[before[1]] == "of" and before[0] < before[1]:
        return True  # "Restaurants Association of" and "Norland"
    return (
        first == last
        and words.names[first] == "B-person"
        and words.heads[before[1]] == last
        and words.relations[before[1]] == "compound"
    )


def _runs(words: Words) -> list[Run]:
    runs: list[Run] = []
    last = -1
    for index in where(words.names, _NAMED):
        if index > last:
            last = name_run(words, index)[1]
            runs.append((index, last))
    return runs


def _mark(words: Words, first: int, last: int, kind: str) -> None:
    words.names[first] = f"B-{kind}"
    for index in range(first + 1, last + 1):
        words.names[index] = f"I-{kind}"
    words.kinds[last] = kind


def _begin(words: Words, first: int, last: int) -> int:
    """Where the name of a body begins, of which the words `first` to `last` were marked.

    It begins after its article, where all in between belongs to a name: "the Dock and Quay Union",
    "the Farm Workers' Union", and with "St" in "St Anne's Hospital".
    """
    article = next(
        (
            child
            for child in words.children[last]
            if words.relations[child] == "det" and words.low[child] == "the" and child < first
        ),
        None,
    )
    if article is not None and first - article <= _FARTHEST:
        between = range(article + 1, first)
        if between and _is_inside(words, between):
            return article + 1
    mark, owner = first - 1, first - 2
    if owner < 1 or words.tags[mark] != "POS" or words.blocks[owner] != words.blocks[first]:
        return first
    if words.low[owner - 1] == "st":
        return owner - 1
    if _is_of_many(words, mark) and words.names[owner].endswith("organization"):
        return name_run(words, owner)[0]
    return first


def _is_of_many(words: Words, mark: int) -> bool:
    """Whether a possessive's mark follows a plural: workers' and teachers' are parts of a body's
    name, "Norway's" is whose it is.
    """
    return words.written[mark] in ("’", "'") and words.written[mark - 1][-1:] == "s"


def _is_inside(words: Words, between: range) -> bool:
    if words.blocks[between[0]] != words.blocks[between[-1] + 1]:
        return False
    for index in between:
        word = words.written[index]
        if words.names[index].endswith("-person"):
            return False
        if words.tags[index] == "POS":
            if not _is_of_many(words, index):
                return False
        elif not word[:1].isupper():
            if words.low[index] not in _SMALL or index == between[0]:
                return False
        elif words.tags[index] not in ("NNP", "NNPS"):
            return False
    return True


def _retype(words: Words, names: list[Run]) -> None:
    """Gives the names taken for people's that are a body's or place's the type they have."""
    texts: dict[str, list[Run]] = defaultdict(list)
    for first, last in names:
        texts[words.text[words.starts[first] : words.ends[last]]].append((first, last))
    labels = {text: [words.names[last][2:] for _, last in runs] for text, runs in texts.items()}
    marked = [text for text, among in labels.items() if "person" in among]
    plainly = {text for text in marked if _is_person(words, text, texts[text])}
    bodies = {
        text
        for text in marked
        if text not in plainly and any(_is_body(words, *run) for run in texts[text])
    }
    people = {
        part
        for text in marked
        if text in plainly or (" " in text and text not in bodies)
        for part in (text, text.split()[-1], text.split()[0])
    }
    first_words = {text.split()[0] for text in bodies if " " in text}
    for text in marked:
        if text in people:
            continue
        runs = texts[text]
        kind = None
        if text in bodies or text in first_words:
            kind = "organization"
        elif " " not in text and any(_is_state(words, *run) for run in runs):
            kind = "place"
        elif " " not in text:
            kind = max(("person", "organization", "place"), key=labels[text].count)
        if kind in ("organization", "place"):
            for first, last in runs:
                if words.names[last].endswith("person"):
                    _mark(words, first, last, kind)


def _is_body(words: Words, first: int, last: int) -> bool:
    """Whether what stands around a name says that it is a body's."""
    name = words.text[words.starts[first] : words.ends[last]]
    if words.low[last] in ORGANIZATION_NOUNS:
        return True
    if ORGANIZATION_SIGNS.search(name) or OUTLET_SIGNS.search(name):
        return True
    head, relation = words.heads[last], words.relations[last]
    if relation == "appos" and head < first and words.tags[head] == "NN":
        # "the company, Pallister Dyes", but not "the head of the company, Jane Roe"
        return is_noun_of(words.low[head], _BODIES) and words.relations[head] != "nmod"
    before = first - 1
    if (
        before >= 0
        and words.tags[before] == "NN"
        and words.blocks[before] == words.blocks[first]
        and (words.heads[before] == last or head == before)
        and is_noun_of(words.low[before], _BODIES)
    ):
        return True  # "filter maker Brightwater"
    if any(
        words.relations[child] == "appos"
        and child > last
        and words.tags[child] == "NN"
        and is_noun_of(words.low[child], _BODIES)
        for child in words.children[last]
    ):
        return True  # "Solvane, the chemicals group"
    if words.tags[last] == "NNP" and before >= 0 and words.low[before] == "the":
        return words.heads[before] == last  # "the Clarion"
    after = last + 1
    if after + 1 < len(words) and words.written[after] == "," and words.low[after + 1] == "which":
        return True
    owned = words.low[head]
    return relation == "nmod:poss" and head > last and is_noun_of(owned, _OF_BODIES)


def _is_state(words: Words, first: int, last: int) -> bool:
    """Whether a name of one word is a state's or a town's: "in Merrin", "Merrin's parliament"."""
    if first and words.names[last].endswith("place") and words.low[first - 1] in _PLACING:
        return True
    owned = words.heads[last]
    return (
        words.relations[last] == "nmod:poss"
        and owned > last
        and is_noun_of(words.low[owned], _OF_STATES)
    )


def _is_person(words: Words, text: str, runs: list[Run]) -> bool:
    """Whether a name is plainly a person's: by a title, a first name, or "who"."""
    parts = text.split()
    if len(parts) > 1 and gender_of(parts[0]):
        return True
    for first, last in runs:
        if first and words.low[first - 1] in ADDRESS:
            return True
        if words.low[first] in ADDRESS and last > first:
            return True
        after = last + 1
        if after < len(words) and words.written[after] == ",":
            after += 1
        if after < len(words) and words.low[after] in ("who", "whose"):
            return True
    return False
