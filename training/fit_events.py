"""Teaches a fitted network events: their own layers and heads, on an encoder that stays.

Taught together with attribution, events cost it half a point of F1 of relations and most of a point
of contents; so nothing that they share with it is touched. They are taught in two steps:

1. a teacher, a copy of the network all of whose layers learn events and nothing else;
2. the network's own layers of events, which begin as the teacher's upper ones, narrowed. They learn
   what annotators say, and how surely the teacher holds that each event happened.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pad_sequence

from sayso.reader.event_scores import FACTUALITY_LABELS, TRIGGER_LABELS
from training.examples import (
    LOWEST,
    THOUSANDTHS,
    UNKNOWN,
    Batch,
    Encoded,
    Example,
    examples,
    pad,
)
from training.fit import log, rate
from training.network import Network


@dataclass(frozen=True, slots=True)
class EventRecipe:
    """How events are taught. The values are those of the shipped model, but for its teacher's.

    That was two networks, for UDS 0.7 of one that had learned attribution and events together and
    0.3 of one that had learned events while it was held to attribution; its own layers were cut
    from the latter. For MEANTIME it was one with a single layer of events. Those judged with r 0.82
    and 0.50. Of its own weights those after the fourth and the sixth epoch were mixed, 3 to 7.
    """

    teacher_epochs: int = 4
    teacher_rate: float = 1.2e-4
    """Of the teacher's layers; its embeddings stay."""
    epochs: int = 6
    tokens: int = 3072
    """In a batch, when padded."""
    layer_rate: float = 4e-4
    """Of the events' own layers."""
    head_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    average: float = 0.99
    """Decay of the running average of the weights, which is what is shipped."""
    dropout: float = 0.1
    """Of the encoder's states as they come in."""
    meantime: int = 2
    """How often an epoch goes through MEANTIME, which is small."""
    triggers: float = 0.5
    """Weight of the losses of events' triggers, as either corpus counts them."""
    annotated: tuple[float, float] = (0.5, 0.5)
    """Weight of factuality as annotators judge it, on the scale of UDS and of MEANTIME."""
    taught: tuple[float, float] = (0.7, 0.3)
    """The same as the teacher judges it."""
    sample: int = 200
    sample_length: int = 48
    """Windows by which the layers are narrowed, and how much of each is taken."""
    size: int = 254
    context: int = 32
    clip: float = 5.0
    seed: int = 13


@dataclass(frozen=True, slots=True)
class _Window:
    example: Example
    state: Tensor
    """What the events' layers see of it, `[length, WIDTH]` in half precision."""
    taught: Tensor
    """How surely each token happened, as the teacher judges, `[length, 2]`."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """Windows padded to one length."""

    batch: Batch
    states: Tensor
    taught: Tensor


T = TypeVar("T")


def fit_events(network: Network, events: Sequence[Encoded], *, recipe: EventRecipe) -> Network:
    """The network with its layers and heads of events fitted (running average of the weights)."""
    torch.manual_seed(recipe.seed)
    network.eval().requires_grad_(False)
    found = []
    for text in events:
        for window in examples(text, size=recipe.size, context=recipe.context):
            of_meantime = (window.layers["meantime"] != UNKNOWN).any()
            found += [window] * (recipe.meantime if of_meantime else 1)
    log(f"events: {len(found)} windows")
    teacher = _teacher(network, found, recipe)
    windows = _seen(network, teacher, found, recipe)
    happening, encoder = network.heads.happening, network.encoder
    encoder.narrow_events(teacher.encoder, _sample(windows, recipe))
    happening.load_state_dict(teacher.heads.happening.state_dict())

    def scores(seen: _Seen) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            states = encoder.of_events(F.dropout(seen.states, recipe.dropout), seen.batch.mask)
        result: Tensor = happening(states.float())
        return result

    def loss(seen: _Seen) -> Tensor:
        given = scores(seen)
        from_annotators = _annotated_loss(given, seen.batch, recipe.triggers, recipe.annotated)
        return from_annotators + _taught_loss(given, seen, recipe.taught)

    own = nn.ModuleDict({"layers": encoder.event_layers, "heads": happening})
    _learn(
        own.requires_grad_(True),
        [(own["layers"], recipe.layer_rate), (own["heads"], recipe.head_rate)],
        lambda epoch: [_padded(group) for group in _groups(windows, _length, epoch, recipe)],
        loss,
        recipe.epochs,
        recipe,
    )
    return network.eval()


def _teacher(network: Network, found: Sequence[Example], recipe: EventRecipe) -> Network:
    """A copy of the network that has forgotten words for events."""
    teacher = copy.deepcopy(network)
    layers, happening = teacher.encoder.layers, teacher.heads.happening

    def loss(batch: Batch) -> Tensor:
        return _annotated_loss(_of_teacher(teacher, batch), batch, recipe.triggers, (1.0, 1.0))

    _learn(
        nn.ModuleList([layers, happening]).requires_grad_(True),
        [(layers, recipe.teacher_rate), (happening, recipe.head_rate)],
        lambda epoch: [pad(group) for group in _groups(found, lambda e: len(e.ids), epoch, recipe)],
        loss,
        recipe.teacher_epochs,
        recipe,
    )
    return teacher.eval()


def _of_teacher(teacher: Network, batch: Batch) -> Tensor:
    """The columns of events as the teacher has them: read off the states of its words."""
    encoder = teacher.encoder
    with torch.autocast("cpu", torch.bfloat16):
        shared = encoder.shared(encoder.embedded(batch.ids, batch.shapes), batch.mask)
        states = encoder.of_words(shared, batch.mask)
    scores: Tensor = teacher.heads.happening(states.float())
    return scores


def _learn(
    own: nn.Module,
    rates: Sequence[tuple[nn.Module, float]],
    batches: Callable[[int], list[T]],
    loss: Callable[[T], Tensor],
    epochs: int,
    recipe: EventRecipe,
) -> None:
    """Fits `own`, and leaves it with the running average of its weights."""
    average = copy.deepcopy(own)
    own.train()
    optimizer = torch.optim.AdamW(
        [{"params": list(part.parameters()), "lr": speed} for part, speed in rates],
        weight_decay=recipe.weight_decay,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, partial(rate, steps=epochs * len(batches(0)), warmup=recipe.warmup)
    )
    ours, learning = list(average.parameters()), list(own.parameters())
    for epoch in range(epochs):
        total = 0.0
        todo = batches(epoch)
        for batch in todo:
            value = loss(batch)
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            nn.utils.clip_grad_norm_(learning, recipe.clip)
            optimizer.step()
            schedule.step()
            total += float(value.detach())
            with torch.no_grad():
                torch._foreach_lerp_(ours, learning, 1 - recipe.average)
        log(f"events, epoch {epoch + 1}: loss {total / len(todo):.3f}")
    own.load_state_dict(average.state_dict())
    own.eval()


@torch.no_grad()
def _seen(
    network: Network, teacher: Network, found: Sequence[Example], recipe: EventRecipe
) -> list[_Window]:
    """Windows with what the layers make of them that words and events have in common."""
    windows: list[_Window] = []
    encoder = network.encoder
    order = sorted(found, key=lambda window: len(window.ids))
    for group in _grouped(order, [len(window.ids) for window in order], recipe.tokens):
        batch = pad(group)
        states = encoder.shared(encoder.embedded(batch.ids, batch.shapes), batch.mask).half()
        taught = _of_teacher(teacher, batch)[..., len(TRIGGER_LABELS) :]
        windows += [
            _Window(window, state[: len(window.ids)].clone(), judged[: len(window.ids)].clone())
            for window, state, judged in zip(group, states, taught, strict=True)
        ]
    return windows


def _sample(windows: Sequence[_Window], recipe: EventRecipe) -> Tensor:
    """States of some windows, cut to one length."""
    long = [window.state for window in windows if len(window.state) >= recipe.sample_length]
    drawn = random.Random(recipe.seed).sample(long, min(len(long), recipe.sample))
    return torch.stack([state[: recipe.sample_length] for state in drawn]).float()


def _length(window: _Window) -> int:
    return len(window.state)


def _padded(windows: Sequence[_Window]) -> _Seen:
    def stack(found: Iterator[Tensor]) -> Tensor:
        return pad_sequence(list(found), batch_first=True).float()

    return _Seen(
        pad([window.example for window in windows]),
        stack(window.state for window in windows),
        stack(window.taught for window in windows),
    )


def _groups(
    windows: Sequence[T], length: Callable[[T], int], epoch: int, recipe: EventRecipe
) -> list[Sequence[T]]:
    """An epoch's batches: windows of like length, in an order drawn anew."""
    rng = random.Random(recipe.seed * 1000 + epoch)
    order = sorted(windows, key=lambda window: length(window) + rng.uniform(-16, 16))
    made = list(_grouped(order, [length(window) for window in order], recipe.tokens))
    rng.shuffle(made)
    return made


def _grouped(found: Sequence[T], lengths: Sequence[int], tokens: int) -> Iterator[Sequence[T]]:
    """Windows in turn, together no longer when padded than `tokens`."""
    first, longest = 0, 0
    for after, length in enumerate(lengths):
        longest = max(longest, length)
        if after > first and (after + 1 - first) * longest > tokens:
            yield found[first:after]
            first, longest = after, length
    if found:
        yield found[first:]


def _annotated_loss(
    scores: Tensor, batch: Batch, triggers: float, factuality: tuple[float, float]
) -> Tensor:
    """Of triggers, and of how surely they happened, as annotators say; for a hundred tokens."""
    columns = iter(scores.unbind(2))
    loss = scores.new_zeros(())
    for layer in TRIGGER_LABELS:
        given, gold = _known(batch, layer, next(columns))
        loss += triggers * F.binary_cross_entropy_with_logits(given, gold, reduction="sum")
    for layer, weight in zip(FACTUALITY_LABELS, factuality, strict=True):
        given, gold = _known(batch, layer, next(columns))
        loss += weight * _FACTUALITY_LOSSES[layer](
            given, gold / THOUSANDTHS + LOWEST, reduction="sum"
        )
    return 100 * loss / batch.mask.sum()


def _taught_loss(scores: Tensor, seen: _Seen, weights: tuple[float, float]) -> Tensor:
    """Of how surely any corpus's triggers happened, as the teacher says; for a hundred tokens."""
    layers = seen.batch.layers
    marked = torch.stack([layers[layer] == 1 for layer in TRIGGER_LABELS]).any(0)
    loss = scores.new_zeros(())
    for layer, weight, given, taught in zip(
        FACTUALITY_LABELS,
        weights,
        scores[marked][:, len(TRIGGER_LABELS) :].unbind(1),
        seen.taught[marked].unbind(1),
        strict=True,
    ):
        loss += weight * _FACTUALITY_LOSSES[layer](given, taught, reduction="sum")
    return 100 * loss / seen.batch.mask.sum()


def _known(batch: Batch, layer: str, scores: Tensor) -> tuple[Tensor, Tensor]:
    """The scores and labels of the tokens that have one."""
    labels = batch.layers[layer]
    known = labels != UNKNOWN
    return scores[known], labels[known].to(scores.dtype)


_FACTUALITY_LOSSES = {"uds": F.smooth_l1_loss, "meantime": F.mse_loss}
"""Nine in ten of MEANTIME's events are at 3, and an absolute error would learn nothing but that."""
