"""Articles to training examples: windows with gold labels."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from sayso.reader.quotation import find_quotations
from sayso.reader.scoring.coreference import MENTION_LABELS
from sayso.reader.scoring.event_scores import FACTUALITY_LABELS, TRIGGER_LABELS
from sayso.reader.scoring.syntax import NAME_LABELS, RELATION_LABELS, TAG_LABELS
from sayso.reader.scoring.tokens import Tokens, tokenize
from sayso.reader.scoring.windows import cut_windows
from sayso.reading import Span
from training.corpus import Article
from training.events import EventText
from training.words import Text

CLS, SEP, MASK = 101, 102, 103
UNKNOWN = -100
"""Label of what nobody annotated."""
LAYERS = (
    *("tags", "names", "heads", "relations", "mentions"),
    *TRIGGER_LABELS,
    *FACTUALITY_LABELS,
    *(f"taught_{label}" for label in FACTUALITY_LABELS),
)
"""What each token is by itself; its head is the index of a token.

Whether it is a trigger is 0 or 1, its factuality counts thousandths above -3: a score of 0 is 3000.
"""
THOUSANDTHS = 1000
LOWEST = -3
_PARAGRAPH = re.compile(r"\S(?:.*\S)?")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A tokenized text; relations hold token runs `[first, after)`."""

    article: Article
    tokens: Tokens
    relations: tuple[dict[str, list[tuple[int, int]]], ...]
    layers: dict[str, NDArray[np.int64]]
    entities: dict[int, int]
    """Number of the entity that each mention's head token is of."""
    attributed: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """One window: inputs `[length]` with the special tokens, and what is to be said of it."""

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    cue_labels: NDArray[np.int64]
    unary_labels: NDArray[np.int64]
    cues: tuple[tuple[int, int], ...]
    role_labels: tuple[NDArray[np.int64], ...]
    layers: dict[str, NDArray[np.int64]]
    mentions: tuple[tuple[int, int, int], ...]
    """Of those that the window owns: place in the window, place in the text, entity."""
    attributed: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples padded to one length; `rows` says which example each cue belongs to."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    cue_labels: Tensor
    unary_labels: Tensor
    rows: Tensor
    cues: Tensor
    role_labels: Tensor
    layers: dict[str, Tensor]
    mentions: Tensor
    """`[mentions, 4]`: row, place in the row, place in the text, entity."""
    attributed: bool


def paragraphs(text: str) -> list[Span]:
    """The lines of `text` that are not blank, trimmed."""
    return [Span(*match.span()) for match in _PARAGRAPH.finditer(text)]


def encode(article: Article, tokenizer: Tokenizer, words: Text | None = None) -> Encoded:
    """Tokenizes an article as the reader does and aligns its annotations with the tokens."""
    tokens = tokenize(
        article.text, paragraphs(article.text), find_quotations(article.text), tokenizer
    )

    def runs(spans: Sequence[Span]) -> list[tuple[int, int]]:
        found = [_run(tokens, span) for span in spans]
        return [run for run in found if run[0] < run[1]]

    layers, entities = _layers(tokens, words)
    return Encoded(
        article,
        tokens,
        tuple(
            {role: runs(getattr(a, role)) for role in ("source", "cue", "content")}
            for a in article.attributions
        ),
        layers,
        entities,
    )


def encode_text(text: Text, tokenizer: Tokenizer) -> Encoded:
    """The same for a text in which nobody marked attributions."""
    encoded = encode(Article(text.id, text.text, ()), tokenizer, text)
    return replace(encoded, attributed=False)


def encode_events(text: EventText, tokenizer: Tokenizer) -> Encoded:
    """The same for a text with its events. A trigger is marked at its last word's first token."""
    encoded = encode(Article("", text.text, ()), tokenizer)
    tokens, layers = encoded.tokens, encoded.layers
    if text.counting is not None:
        first_pieces = [not goes_on(number, tokenizer) for number in tokens.ids.tolist()]
        layers[text.counting][first_pieces] = 0
    for trigger in text.triggers:
        span = trigger.span
        word = Span(span.start + text.text[slice(*span)].rfind(" ") + 1, span.end)
        first, after = _run(tokens, word)
        if first == after:
            continue
        if text.counting is not None:
            layers[text.counting][first] = 1
        if trigger.factuality is not None:
            layers[text.scale][first] = _thousandths(trigger.factuality)
        for label, taught in zip(FACTUALITY_LABELS, trigger.taught or (), strict=False):
            layers[f"taught_{label}"][first] = _thousandths(taught)
    return replace(encoded, attributed=False)


def goes_on(number: int, tokenizer: Tokenizer) -> bool:
    """Whether a token is no first one of its word."""
    piece = tokenizer.id_to_token(number)
    assert piece is not None, number
    return piece.startswith("##")


def _thousandths(factuality: float) -> int:
    """Above the lowest."""
    return max(0, round((factuality - LOWEST) * THOUSANDTHS))


def _run(tokens: Tokens, span: Span) -> tuple[int, int]:
    start, end = span
    first = int(np.searchsorted(tokens.ends, start, side="right"))
    return first, int(np.searchsorted(tokens.starts, end))


def _layers(
    tokens: Tokens, words: Text | None
) -> tuple[dict[str, NDArray[np.int64]], dict[int, int]]:
    layers = {name: np.full(len(tokens), UNKNOWN, np.int64) for name in LAYERS}
    if words is None:
        return layers, {}
    places = [_run(tokens, word.span) for word in words.words]
    before = "O"
    for word, (first, after) in zip(words.words, places, strict=True):
        if word.tag in TAG_LABELS:
            layers["tags"][first:after] = TAG_LABELS.index(word.tag)
        layers["relations"][first:after] = RELATION_LABELS.index("goeswith")
        layers["relations"][first : first + 1] = RELATION_LABELS.index(word.relation)
        layers["heads"][first:after] = first
        layers["heads"][first : first + 1] = places[word.head][0]
        if word.name is not None:
            begin = 0 if word.name == "O" else NAME_LABELS.index(f"B-{word.name}")
            layers["names"][first:after] = begin + (begin > 0)
            if word.name != before:
                layers["names"][first : first + 1] = begin
            before = word.name
    if words.mentions is None:
        return layers, {}
    layers["mentions"][:] = 0
    numbers: dict[str, int] = {}
    entities = {}
    for mention in words.mentions:
        head = places[mention.head][0]
        if head < len(tokens):
            layers["mentions"][head] = MENTION_LABELS.index(mention.kind)
            entities[head] = numbers.setdefault(mention.entity, len(numbers))
    return layers, entities


def examples(encoded: Encoded, *, size: int, context: int) -> Iterator[Example]:
    """The windows of an article, cut as the reader cuts them."""
    tokens = encoded.tokens
    length = len(tokens)
    cue_labels = np.zeros(length, np.int64)
    unary_labels = np.zeros(length, np.int64)
    for relation in encoded.relations:
        for role, target, begin in (
            ("content", unary_labels, 3),
            ("source", unary_labels, 1),
            ("cue", cue_labels, 1),
        ):
            for first, after in relation[role]:
                target[first:after] = begin + 1
                target[first] = begin
    for start, owned, end in cut_windows(tokens, size=size, context=context):
        cues, role_labels = [], []
        for relation in encoded.relations:
            if not relation["cue"] or not owned <= relation["cue"][0][0] < end:
                continue
            first, after = relation["cue"][0]
            labels = np.zeros(end - start + 2, np.int64)
            for role, begin in (("content", 3), ("source", 1)):
                for a, b in relation[role]:
                    a, b = max(a, start), min(b, end)
                    if a < b:
                        labels[a - start + 1 : b - start + 1] = begin + 1
                        labels[a - start + 1] = begin
            cues.append((first - start + 1, min(after, end) - start + 1))
            role_labels.append(labels)
        yield Example(
            np.concatenate(([CLS], tokens.ids[start:end], [SEP])).astype(np.int64),
            np.pad(tokens.shapes[start:end], 1).astype(np.int64),
            _opened(cue_labels[start:end]),
            _opened(unary_labels[start:end]),
            tuple(cues),
            tuple(role_labels),
            {name: _cut(name, encoded.layers[name], start, end) for name in LAYERS},
            tuple(
                (place - start + 1, place, entity)
                for place, entity in encoded.entities.items()
                if owned <= place < end
            ),
            encoded.attributed,
        )


def _cut(name: str, labels: NDArray[np.int64], start: int, end: int) -> NDArray[np.int64]:
    """A layer's labels in a window; heads are places in it, unknown where they lie outside."""
    labels = labels[start:end].copy()
    if name == "heads":
        outside = (labels < start) | (labels >= end)
        labels = np.where(outside, UNKNOWN, labels - start + 1)
    return np.pad(labels, 1, constant_values=UNKNOWN)


def _opened(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Labels with the special tokens' zeros; a run that the window cuts begins with it."""
    labels = labels.copy()
    if len(labels) and labels[0] and labels[0] % 2 == 0:
        labels[0] -= 1
    return np.pad(labels, 1)


def batches(
    encoded: Sequence[Encoded], *, rows: int, rng: random.Random, sizes: Sequence[int], context: int
) -> list[Batch]:
    """One epoch: every text cut into windows of a size drawn for it.

    Windows of articles come with others of like length, those of other texts with their own text's.
    """
    cut = [
        (text.attributed, list(examples(text, size=rng.choice(sizes), context=context)))
        for text in encoded
    ]
    found = [example for attributed, windows in cut if attributed for example in windows]
    found.sort(key=lambda e: len(e.ids) + rng.uniform(-16, 16))
    made = [pad(found[i : i + rows]) for i in range(0, len(found), rows)]
    made += [
        pad(windows[i : i + rows])
        for attributed, windows in cut
        if not attributed
        for i in range(0, len(windows), rows)
    ]
    rng.shuffle(made)
    return made


def pad(found: Sequence[Example]) -> Batch:
    """Stacks examples, zeros past their ends."""
    length = max(len(e.ids) for e in found)

    def stack(arrays: Sequence[NDArray[np.int64]], filling: int = 0) -> Tensor:
        out = np.full((len(arrays), length), filling, np.int64)
        for target, array in zip(out, arrays, strict=True):
            target[: len(array)] = array
        return torch.from_numpy(out)

    rows = [i for i, e in enumerate(found) for _ in e.cues]
    cues = np.zeros((len(rows), length), np.float32)
    for target, (first, after) in zip(cues, (c for e in found for c in e.cues), strict=True):
        target[first:after] = 1 / (after - first)
    return Batch(
        ids=stack([e.ids for e in found]),
        shapes=stack([e.shapes for e in found]),
        mask=stack([np.ones(len(e.ids), np.int64) for e in found]),
        cue_labels=stack([e.cue_labels for e in found]),
        unary_labels=stack([e.unary_labels for e in found]),
        rows=torch.tensor(rows, dtype=torch.long),
        cues=torch.from_numpy(cues),
        role_labels=stack([labels for e in found for labels in e.role_labels]),
        layers={name: stack([e.layers[name] for e in found], UNKNOWN) for name in LAYERS},
        mentions=torch.tensor(
            [(row, *mention) for row, e in enumerate(found) for mention in e.mentions],
            dtype=torch.long,
        ).reshape(-1, 4),
        attributed=found[0].attributed,
    )
