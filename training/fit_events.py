"""Teaches a model folder's graph events: their own layers and heads, on an encoder that stays.

Taught together with attribution, events cost it half a point of F1 of relations and most of a point
of contents; so nothing that they share with it is touched, and what the graph has beside them stays
as it is, to the bit. They learn

1. what annotators say of sentences;
2. how surely the events in them happened by teachers (`training.teacher`) that are mixed with what
   the graph said itself until now;
3. the latter of sentences that nobody annotated, too.

A graph that was never taught events learns the first alone before.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pad_sequence

from sayso.reader.scoring.event_scores import FACTUALITY_LABELS, TRIGGER_LABELS
from sayso.reading import Span
from training.branch import EventGraph
from training.events import EventText, Trigger, pack
from training.examples import (
    LOWEST,
    THOUSANDTHS,
    UNKNOWN,
    Batch,
    Example,
    encode_events,
    examples,
    goes_on,
    pad,
)
from training.export import inputs_of
from training.fit import log, rate
from training.losses import factuality_loss, grouped
from training.network import Happening
from training.teacher import SCALES, TeacherRecipe, teach


@dataclass(frozen=True, slots=True)
class EventRecipe:
    """How events are taught. The values are those of the shipped model.

    What the graph said until then came from two layers of 256 with attention, which had learned
    from larger ones and their teachers.
    """

    teacher: TeacherRecipe = field(default_factory=TeacherRecipe)
    packs: tuple[int, ...] = (13, 21)
    """Seeds by which sentences are put together, in turn by epoch."""
    epochs: int = 12
    tokens: int = 3072
    """In a batch, when padded."""
    rate: float = 1.5e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    average: float = 0.99
    """Decay of the running average of the weights, which is what is shipped."""
    dropout: float = 0.15
    """Of the encoder's states as they come in."""
    meantime: int = 2
    """How often an epoch goes through MEANTIME, which is small."""
    triggers: float = 0.5
    """Weight of the losses of events' triggers, as either corpus counts them."""
    annotated: tuple[float, float] = (0.3, 1.0)
    """Weight of factuality as annotators judge it, on the scale of UDS and of MEANTIME."""
    taught: tuple[float, float] = (0.7, 0.6)
    """The same as the teachers and what the graph said until then have it."""
    own: tuple[float, float] = (0.3, 1.0)
    """Share of the latter. As MEANTIME judges, a teacher is no better: one of 1.3 epochs had r 0.37
    on its development part, the graph of then 0.53."""
    alone: float = 0.3
    """Weight of factuality as the graph said of whole articles, on either scale."""
    turn: float = 2.0
    """Where the loss on UDS's scale turns from a squared into an absolute error."""
    size: int = 254
    context: int = 32
    clip: float = 5.0
    seed: int = 13


@dataclass(frozen=True, slots=True)
class EventData:
    """What events are learned from."""

    judged: Sequence[EventText]
    """Sentences whose events were judged."""
    documents: Sequence[EventText]
    """Of which only the triggers are known."""
    unjudged: Sequence[str]
    """Sentences of which nothing is known."""
    articles: Sequence[str]
    """Whole articles of which nothing is known."""


@dataclass(frozen=True, slots=True)
class _Window:
    example: Example
    tapped: Tensor
    """What events see of it, `[length, states]` in half precision."""
    said: Tensor
    """What the graph said of them so far, `[length, 4]`."""
    known: bool
    """Whether it is of a text of which the graph is not alone to say something."""


def fit_events(
    folder: Path,
    data: EventData,
    articles: Sequence[Example],
    tokenizer: Tokenizer,
    *,
    recipe: EventRecipe,
    anew: bool = False,
) -> None:
    """Replaces the layers of events in a folder's graph; windows of articles set int8 ranges.

    `anew` if what the graph says of events so far is nothing that it was taught.
    """
    torch.manual_seed(recipe.seed)
    if anew:
        alone = replace(recipe, taught=(0.0, 0.0))
        _learn(folder, data.judged, replace(data, articles=()), articles, tokenizer, alone)
    graph = EventGraph(folder)
    found = [_with_triggers(text, graph, tokenizer, recipe) for text in data.unjudged]
    asked = [*data.judged, *(sentence for sentence in found if sentence.triggers)]
    sentences = _taught(asked, teach(data.judged, asked, recipe.teacher))
    _learn(folder, sentences, data, articles, tokenizer, recipe)


def _learn(
    folder: Path,
    sentences: Sequence[EventText],
    data: EventData,
    articles: Sequence[Example],
    tokenizer: Tokenizer,
    recipe: EventRecipe,
) -> None:
    graph = EventGraph(folder)
    unknown = [EventText(text, (), None) for text in data.articles]
    always = list(_windows(data.documents, graph, tokenizer, recipe))
    always += _windows(unknown, graph, tokenizer, recipe, known=False)
    epochs = []
    for seed in recipe.packs:
        of_meantime = [s for s in sentences if s.scale == "meantime"]
        parts = [
            [s for s in sentences if s.scale == "uds" and s.counting is not None],
            *[of_meantime] * recipe.meantime,
            [s for s in sentences if s.counting is None],
        ]
        texts = [text for part in parts for text in pack(part, seed=seed)]
        epochs.append([*_windows(texts, graph, tokenizer, recipe), *always])
    happening = _fit(epochs, recipe)
    graph.replace(happening, map(inputs_of, articles))
    graph.save(folder)


def _with_triggers(
    text: str, graph: EventGraph, tokenizer: Tokenizer, recipe: EventRecipe
) -> EventText:
    """A sentence with the words that the graph holds for triggers, of either notion."""
    bare = EventText(text, (), None)
    triggers = []
    tokens = encode_events(bare, tokenizer)
    for window in _windows([bare], graph, tokenizer, recipe):
        triggered = (window.said[1:-1, : len(TRIGGER_LABELS)] > 0).any(1)
        for place, is_trigger in enumerate(triggered.tolist()):
            if is_trigger and not goes_on(int(tokens.tokens.ids[place]), tokenizer):
                start, end = int(tokens.tokens.starts[place]), int(tokens.tokens.ends[place])
                triggers.append(Trigger(Span(start, end)))
    return replace(bare, triggers=tuple(triggers))


def _taught(sentences: Sequence[EventText], scores: Tensor) -> list[EventText]:
    """Sentences with what the teacher says of their triggers."""
    rows = iter(scores.tolist())
    return [
        replace(
            sentence,
            triggers=tuple(replace(t, taught=tuple(next(rows))) for t in sentence.triggers),
        )
        for sentence in sentences
    ]


def _windows(
    texts: Sequence[EventText],
    graph: EventGraph,
    tokenizer: Tokenizer,
    recipe: EventRecipe,
    *,
    known: bool = True,
) -> Iterator[_Window]:
    """The windows of texts with what the graph makes of them."""
    for text in texts:
        encoded = encode_events(text, tokenizer)
        for window in examples(encoded, size=recipe.size, context=recipe.context):
            *states, _, scores = graph.states(inputs_of(window))
            length = len(window.ids)
            tapped = torch.from_numpy(np.concatenate(states, axis=2)[0, :length])
            said = torch.from_numpy(scores[0, :length]).clone()
            yield _Window(window, tapped.half(), said, known)


def _fit(epochs: Sequence[Sequence[_Window]], recipe: EventRecipe) -> Happening:
    """With the running average of its weights."""
    happening = Happening()
    average = copy.deepcopy(happening)
    happening.train()
    optimizer = torch.optim.AdamW(
        happening.parameters(), lr=recipe.rate, weight_decay=recipe.weight_decay, fused=True
    )
    batches = [
        batch
        for epoch in range(recipe.epochs)
        for batch in _batches(epochs[epoch % len(epochs)], epoch, recipe)
    ]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, partial(rate, steps=len(batches), warmup=recipe.warmup)
    )
    ours: list[Tensor] = list(average.parameters())
    learning: list[Tensor] = list(happening.parameters())
    for step, windows in enumerate(batches, 1):
        loss = _loss(happening, windows, recipe)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(learning, recipe.clip)
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            torch._foreach_lerp_(ours, learning, 1 - min(recipe.average, step / (step + 9)))
        if step % 50 == 0:
            log(f"events, step {step}/{len(batches)}: loss {float(loss.detach()):.3f}")
    return average.eval()


def _batches(
    windows: Sequence[_Window], epoch: int, recipe: EventRecipe
) -> list[Sequence[_Window]]:
    """An epoch's: windows of like length, in an order drawn anew."""
    rng = random.Random(recipe.seed * 1000 + epoch)
    order = sorted(windows, key=lambda window: len(window.tapped) + rng.uniform(-8, 8))
    made = list(grouped(order, [len(window.tapped) for window in order], recipe.tokens))
    rng.shuffle(made)
    return made


def _loss(happening: Happening, windows: Sequence[_Window], recipe: EventRecipe) -> Tensor:
    """Of triggers, and of how surely they happened; for a hundred tokens."""
    batch = pad([window.example for window in windows])
    tapped = pad_sequence([window.tapped for window in windows], batch_first=True).float()
    scores = happening(F.dropout(tapped, recipe.dropout), batch.mask)
    loss = scores.new_zeros(())
    columns = iter(scores.unbind(2))
    for label in TRIGGER_LABELS:
        given, gold = _known(batch, label, next(columns))
        loss += recipe.triggers * F.binary_cross_entropy_with_logits(given, gold, reduction="sum")
    said = pad_sequence([window.said for window in windows], batch_first=True)
    for index, (label, scale) in enumerate(zip(FACTUALITY_LABELS, SCALES, strict=True)):
        column, before = next(columns), said[..., len(TRIGGER_LABELS) + index]
        given, gold = _known(batch, label, column)
        gold = gold / THOUSANDTHS + LOWEST
        loss += recipe.annotated[index] * factuality_loss(scale, given, gold, recipe.turn)
        given, gold = _known(batch, f"taught_{label}", column)
        before, _ = _known(batch, f"taught_{label}", before)
        gold = torch.lerp(gold / THOUSANDTHS + LOWEST, before, recipe.own[index])
        loss += recipe.taught[index] * factuality_loss(scale, given, gold, recipe.turn)
    unknown = torch.tensor([not window.known for window in windows])
    triggered = (said[..., : len(TRIGGER_LABELS)] > 0).any(2) & unknown[:, None]
    for index, scale in enumerate(SCALES):
        of_scale = len(TRIGGER_LABELS) + index
        given, before = scores[triggered][:, of_scale], said[triggered][:, of_scale]
        loss += recipe.alone * factuality_loss(scale, given, before, recipe.turn)
    known = torch.stack([batch.layers[label] != UNKNOWN for label in TRIGGER_LABELS]).any(0).any(1)
    unjudged = batch.mask.bool() & ~known[:, None]
    loss += recipe.triggers * F.binary_cross_entropy_with_logits(
        scores[unjudged][:, : len(TRIGGER_LABELS)],
        said[unjudged][:, : len(TRIGGER_LABELS)].sigmoid(),
        reduction="sum",
    )
    return 100 * loss / batch.mask.sum()


def _known(batch: Batch, layer: str, scores: Tensor) -> tuple[Tensor, Tensor]:
    """The scores and labels of the tokens that have one."""
    labels = batch.layers[layer]
    known = labels != UNKNOWN
    return scores[known], labels[known].to(scores.dtype)
