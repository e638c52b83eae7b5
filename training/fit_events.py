"""Teaches a fitted network events: their own last layer and its heads, on an encoder that stays.

Taught together with attribution, events cost it half a point of F1 of relations and most of a point
of contents; so nothing that they share with it is touched.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
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
    """How events are taught. The values are those of the shipped model."""

    epochs: int = 6
    tokens: int = 3072
    """In a batch, when padded."""
    layer_rate: float = 4e-4
    """Of the events' own layer, which begins as MiniLM's last one."""
    head_rate: float = 1.5e-3
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
    size: int = 254
    context: int = 32
    clip: float = 5.0
    seed: int = 13


@dataclass(frozen=True, slots=True)
class _Window:
    example: Example
    state: Tensor
    """What the events' layer sees of it, `[length, WIDTH]` in half precision."""


def fit_events(network: Network, events: Sequence[Encoded], *, recipe: EventRecipe) -> Network:
    """The network with its layer and heads of events fitted (running average of the weights)."""
    torch.manual_seed(recipe.seed)
    cut = [
        window
        for text in events
        for window in examples(text, size=recipe.size, context=recipe.context)
    ]
    windows = []
    for window in _seen(network, cut, recipe):
        of_meantime = (window.example.layers["meantime"] != UNKNOWN).any()
        windows += [window] * (recipe.meantime if of_meantime else 1)
    log(f"events: {len(windows)} windows")
    own = nn.ModuleDict(
        {"layer": network.encoder.event_layer, "heads": network.heads.happening}
    ).train()
    average = copy.deepcopy(own)

    def epoch_batches(epoch: int) -> list[tuple[Batch, Tensor]]:
        rng = random.Random(recipe.seed * 1000 + epoch)
        order = sorted(windows, key=lambda w: len(w.example.ids) + rng.uniform(-16, 16))
        made = [
            (
                pad([window.example for window in group]),
                pad_sequence([window.state for window in group], batch_first=True).float(),
            )
            for group in _grouped(order, [len(w.example.ids) for w in order], recipe.tokens)
        ]
        rng.shuffle(made)
        return made

    steps = recipe.epochs * len(epoch_batches(0))
    optimizer = torch.optim.AdamW(
        [
            {"params": list(own["layer"].parameters()), "lr": recipe.layer_rate},
            {"params": list(own["heads"].parameters()), "lr": recipe.head_rate},
        ],
        weight_decay=recipe.weight_decay,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, partial(rate, steps=steps, warmup=recipe.warmup)
    )
    for epoch in range(recipe.epochs):
        total = 0.0
        todo = epoch_batches(epoch)
        for batch, states in todo:
            loss = _loss(network, batch, F.dropout(states, recipe.dropout), recipe)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(own.parameters(), recipe.clip)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
            with torch.no_grad():
                ours = list(average.parameters())
                torch._foreach_lerp_(ours, list(own.parameters()), 1 - recipe.average)
        log(f"events, epoch {epoch + 1}: loss {total / len(todo):.3f}")
    own.load_state_dict(average.state_dict())
    return network.eval()


@torch.no_grad()
def _seen(network: Network, cut: Sequence[Example], recipe: EventRecipe) -> list[_Window]:
    """Windows with what the encoder's layers but the last make of them."""
    network.eval()
    found: list[_Window] = []
    order = sorted(cut, key=lambda window: len(window.ids))
    for group in _grouped(order, [len(window.ids) for window in order], recipe.tokens):
        batch = pad(group)
        states = network.encoder.shared(batch.ids, batch.shapes, batch.mask).half()
        found += [
            _Window(window, state[: len(window.ids)].clone())
            for window, state in zip(group, states, strict=True)
        ]
    return found


T = TypeVar("T")


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


def _loss(network: Network, batch: Batch, states: Tensor, recipe: EventRecipe) -> Tensor:
    """Triggers and how surely they happened, for a hundred tokens. The layer runs in bfloat16 where
    the processor has it.
    """
    with torch.autocast("cpu", torch.bfloat16):
        events = network.encoder.events(states, batch.mask)
    scores = iter(network.heads.happening(events.float()).unbind(2))
    loss = states.new_zeros(())
    for layer in TRIGGER_LABELS:
        given, gold = _known(batch, layer, next(scores))
        loss += recipe.triggers * F.binary_cross_entropy_with_logits(given, gold, reduction="sum")
    for layer in FACTUALITY_LABELS:
        given, gold = _known(batch, layer, next(scores))
        loss += _FACTUALITY_LOSSES[layer](given, gold / THOUSANDTHS + LOWEST, reduction="sum")
    return 100 * loss / batch.mask.sum()


def _known(batch: Batch, layer: str, scores: Tensor) -> tuple[Tensor, Tensor]:
    """The scores and labels of the tokens that have one."""
    labels = batch.layers[layer]
    known = labels != UNKNOWN
    return scores[known], labels[known].to(scores.dtype)


_FACTUALITY_LOSSES = {"uds": F.smooth_l1_loss, "meantime": F.mse_loss}
"""Nine in ten of MEANTIME's events are at 3, and an absolute error would learn nothing but that."""
