"""Sentences with their grammar in a compact notation, and random grammar for property tests.

One word is `word/tag/head/relation` or `word/tag/head/relation/name`, parted by white space: heads
count from 1 within a sentence, 0 is the root; names are P, G, L and X (person, organization, place,
other) where one begins and p, g, l and x where it goes on. In place of a name stands the kind of
what another word is the head of a mention of (`coreference.MENTION_LABELS`). Lines are sentences,
blank lines part paragraphs.
"""

from __future__ import annotations

import random

from hypothesis import strategies as st

from sayso.reader.grammar.words import Words
from sayso.reader.layout import Layout
from sayso.reader.quotation import find_quotations
from sayso.reader.scoring.coreference import MENTION_LABELS
from sayso.reader.scoring.syntax import NAME_LABELS, RELATION_LABELS, TAG_LABELS
from sayso.reading import Page, Span

_NAMES = {
    "P": "B-person", "p": "I-person", "G": "B-organization", "g": "I-organization",
    "L": "B-place", "l": "I-place", "X": "B-other", "x": "I-other",
}  # fmt: skip
_KINDS = {"P": "person", "G": "organization", "L": "place"}
_NO_SPACE_BEFORE = frozenset(", . : ; ? ! ’s 's ’ ” ) n't".split())
_NO_SPACE_AFTER = frozenset("“ ( ‘ $".split())


def parsed(notation: str) -> Words:
    """The words that `notation` writes down."""
    text = ""
    starts: list[int] = []
    ends: list[int] = []
    tags: list[str] = []
    names: list[str] = []
    kinds: list[str] = []
    heads: list[int] = []
    relations: list[str] = []
    blocks: list[int] = []
    block = 0
    for line in notation.strip().splitlines():
        if not line.strip():
            block += 1
            text += "\n\n"
            continue
        first = len(starts)
        for item in line.split():
            word, tag, head, relation, *name = item.split("/")
            glued = word in _NO_SPACE_BEFORE or text[-1:] in ("", "\n", *_NO_SPACE_AFTER)
            text += word if glued else f" {word}"
            starts.append(len(text) - len(word))
            ends.append(len(text))
            tags.append(tag)
            label = name[0] if name else ""
            names.append(_NAMES.get(label, "O"))
            person = tag in ("PRP", "WP") and not label
            kind = label if label in MENTION_LABELS else _KINDS.get(label.upper(), "none")
            kinds.append("person" if person else kind)
            heads.append(len(starts) - 1 if head == "0" else first + int(head) - 1)
            relations.append(relation)
            blocks.append(block)
    return Words(text, starts, ends, tags, names, kinds, heads, relations, blocks)


def layout_of(words: Words) -> Layout:
    """The layout of a page that has these words and no blocks."""
    page = Page(id="0" * 64, origin="-", text=words.text)
    return Layout(page, find_quotations(words.text))


def at(words: Words, quoted: str) -> Span:
    """Where some words first stand; an empty span for no words."""
    start = words.text.index(quoted)
    return Span(start, start + len(quoted))


def said(words: Words, span: Span | None) -> str | None:
    """The words of a span."""
    return None if span is None else words.text[span.start : span.end]


_VOCABULARY = (
    "one two of the officials who said told CNN according to citing , “ ” . Roe Jane 's at a news "
    "conference on condition anonymity familiar with matter spokesman for campaign that 45 dozen "
    "least and , Secretary State president his she I Reuters reported quoted by"
).split()


@st.composite
def any_words(draw: st.DrawFn) -> Words:
    """Words with grammar as wrong as it can be: circles, heads anywhere, broken names."""
    count = draw(st.integers(0, 30))
    # Drawn from one seed: labels one by one took most of the tests' time.
    rng = random.Random(draw(st.integers(0, 2**32)))
    text = ""
    starts: list[int] = []
    ends: list[int] = []
    for _ in range(count):
        text += rng.choice(("", " ", " ", "\n\n")) if text else ""
        starts.append(len(text))
        text += rng.choice(_VOCABULARY)
        ends.append(len(text))
    return Words(
        text,
        starts,
        ends,
        rng.choices(TAG_LABELS, k=count),
        rng.choices(NAME_LABELS, k=count),
        rng.choices(MENTION_LABELS, k=count),
        rng.choices(range(count), k=count) if count else [],
        rng.choices(RELATION_LABELS, k=count),
        sorted(rng.choices(range(3), k=count)),
    )


@st.composite
def any_span(draw: st.DrawFn, words: Words) -> Span:
    """A span of the text, whether it fits words or not; sometimes empty."""
    start = draw(st.integers(0, len(words.text)))
    return Span(start, draw(st.integers(start, len(words.text))))
