"""Fits the network to PolNeAR."""

from __future__ import annotations

import copy
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.reader.attribution import CUE_LABELS
from training.corpus import Article
from training.evaluate import as_line, f1, score_by_network, scorer_of
from training.examples import Batch, batches, encode
from training.network import LAYERS, Network


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the network is fitted. The values are those of the shipped model."""

    epochs: int = 7
    """Over which the rates fall."""
    last: int = 5
    """The epoch after which fitting ends. F1 of whole relations on the held-out articles, before
    the rules that make statements of them, was 57.9, 58.4, 58.1 and 57.6 after epochs 3 to 6: it
    learns articles by heart. Four epochs with a tenth of the words masked were no better."""
    rows: int = 12
    rate: float = 2.5e-4
    """Of the encoder's last layer; each layer below learns at `decay` times the one above."""
    decay: float = 0.85
    head_rate: float = 1.5e-3
    warmup: float = 0.06
    """Share of the steps over which the rates rise; they then fall to 0 along a cosine."""
    weight_decay: float = 0.01
    average: float = 0.995
    """Decay of the running average of the weights, which is what is shipped."""
    unary: float = 0.5
    """Weight of the loss of the unary role labels by themselves."""
    sizes: tuple[int, ...] = (254, 222, 190)
    """Window sizes, drawn anew for each article and epoch so that cuts fall elsewhere."""
    context: int = 32
    clip: float = 5.0
    seed: int = 13


def loss_of(network: Network, batch: Batch, unary_weight: float) -> Tensor:
    """Mean loss a window: cues, unary roles, and roles given each gold cue."""
    tags, features = network(batch.ids, batch.shapes, batch.mask)
    heads = network.heads
    inside = batch.mask.bool()
    loss = heads.cue_crf(tags[..., : len(CUE_LABELS)], batch.cue_labels, inside).sum()
    unary = tags[..., len(CUE_LABELS) :][inside]
    loss += unary_weight * F.cross_entropy(unary, batch.unary_labels[inside], reduction="sum")
    if len(batch.rows):
        roles = heads.roles(tags, features, batch.rows, batch.cues)
        loss += heads.role_crf(roles, batch.role_labels, inside[batch.rows]).sum()
    return loss / len(batch.ids)


def fit(
    articles: Sequence[Article],
    held: Sequence[Article],
    tokenizer: Tokenizer,
    *,
    recipe: Recipe,
    checkpoint: Path,
) -> Network:
    """A fitted network (running average of the weights).

    After every epoch the state goes to `checkpoint`, from which an interrupted fit carries on.
    """
    torch.manual_seed(recipe.seed)
    network = Network()
    network.encoder.load_minilm()
    average = copy.deepcopy(network)
    encoded = [encode(article, tokenizer) for article in articles]
    held_encoded = [encode(article, tokenizer) for article in held]

    def epoch_batches(epoch: int) -> list[Batch]:
        rng = random.Random(recipe.seed * 1000 + epoch)
        return batches(
            encoded, rows=recipe.rows, rng=rng, sizes=recipe.sizes, context=recipe.context
        )

    steps = recipe.epochs * len(epoch_batches(0))
    optimizer = torch.optim.AdamW(_groups(network, recipe), weight_decay=recipe.weight_decay)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, partial(_rate, steps=steps, warmup=recipe.warmup)
    )
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        first = state["epochs"]
    for epoch in range(first, recipe.last):
        network.train()
        started, seen, total = time.monotonic(), 0, 0.0
        todo = epoch_batches(epoch)
        for number, batch in enumerate(todo, 1):
            loss = loss_of(network, batch, recipe.unary)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), recipe.clip)
            optimizer.step()
            schedule.step()
            _follow(average, network, recipe.average)
            seen, total = seen + int(batch.mask.sum()), total + float(loss.detach())
            if number % 20 == 0:
                pace = seen / (time.monotonic() - started)
                log(
                    f"epoch {epoch + 1} step {number}/{len(todo)} loss {total / number:.3f} "
                    f"{pace:.0f} tokens/s"
                )
        torch.save(
            {
                "network": network.state_dict(),
                "average": average.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "epochs": epoch + 1,
            },
            checkpoint,
        )
        scores = f1(scorer_of(average), score_by_network(average, held_encoded))
        log(f"epoch {epoch + 1}: held out {as_line(scores)}")
    return average.eval()


def _groups(network: Network, recipe: Recipe) -> list[dict[str, object]]:
    encoder = network.encoder
    groups: list[dict[str, object]] = [
        {"params": list(network.heads.parameters()), "lr": recipe.head_rate},
        {"params": list(encoder.shape_parts.parameters()), "lr": recipe.head_rate},
    ]
    for depth, layer in enumerate(encoder.layers):
        rate = recipe.rate * recipe.decay ** (LAYERS - 1 - depth)
        groups.append({"params": list(layer.parameters()), "lr": rate})
    lowest = [*encoder.words.parameters(), *encoder.places.parameters(), *encoder.norm.parameters()]
    groups.append({"params": lowest, "lr": recipe.rate * recipe.decay**LAYERS})
    return groups


def _rate(step: int, *, steps: int, warmup: float) -> float:
    rising = steps * warmup
    if step < rising:
        return step / rising
    return 0.5 * (1 + math.cos(math.pi * (step - rising) / (steps - rising)))


@torch.no_grad()
def _follow(average: Network, network: Network, decay: float) -> None:
    ours = list(average.parameters())
    torch._foreach_lerp_(ours, list(network.parameters()), 1 - decay)


def log(line: str) -> None:
    print(time.strftime("%H:%M:%S"), line, flush=True)
