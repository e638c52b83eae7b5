"""Fits the network to PolNeAR and GUM: all but events, which are taught after."""

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
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.reader.scoring.attribution import CUE_LABELS
from sayso.reader.scoring.columns import COLUMNS
from sayso.reader.scoring.syntax import ARC
from training.evaluate import as_line, f1, score_by_network, scorer_of
from training.examples import CLS, MASK, SEP, UNKNOWN, Batch, Encoded, batches
from training.network import LAYERS, Network


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the network is fitted. The values are those of the shipped model."""

    epochs: int = 6
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
    grammar: float = 0.15
    """Weight of the losses of tags, names, mentions and dependencies."""
    coreference: float = 0.3
    masked: float = 0.1
    """Share of the words that are hidden from the network, so that it learns no article by heart.

    F1 of whole relations on the held-out articles was 37.7, 53.3, 58.2, 59.5, 60.8 and 60.7 after
    epochs 1 to 6. Without grammar, coreference and hidden words that of the relations before the
    rules was best after the fourth of seven epochs, and fell from there.
    """
    sizes: tuple[int, ...] = (254, 222, 190)
    """Window sizes, drawn anew for each article and epoch so that cuts fall elsewhere."""
    context: int = 32
    clip: float = 5.0
    seed: int = 13


def loss_of(network: Network, batch: Batch, recipe: Recipe, words: Tensor) -> Tensor:
    """Mean loss a window: attribution, grammar, mentions and coreference.

    `words` are the ids that the network sees, some of them masked.
    """
    output = network(words, batch.shapes, batch.mask)
    loss = recipe.grammar * _grammar_loss(output, batch)
    if batch.attributed:
        loss += _attribution_loss(network, output, batch, recipe.unary)
    if len(batch.mentions):
        loss += recipe.coreference * _coreference_loss(network, output, batch)
    return loss / len(batch.ids)


def _attribution_loss(network: Network, output: Tensor, batch: Batch, unary: float) -> Tensor:
    """Cues, unary roles, and roles given each gold cue."""
    tags, features = output[..., COLUMNS["roles"]], output[..., COLUMNS["features"]]
    heads = network.heads
    inside = batch.mask.bool()
    loss = heads.cue_crf(tags[..., : len(CUE_LABELS)], batch.cue_labels, inside).sum()
    scores = tags[..., len(CUE_LABELS) :][inside]
    loss += unary * F.cross_entropy(scores, batch.unary_labels[inside], reduction="sum")
    if len(batch.rows):
        roles = heads.roles(tags, features, batch.rows, batch.cues)
        loss += heads.role_crf(roles, batch.role_labels, inside[batch.rows]).sum()
    return loss


def _grammar_loss(output: Tensor, batch: Batch) -> Tensor:
    """Tags, names, mentions' heads, and who depends on whom and how."""
    loss = output.new_zeros(())
    for layer in ("tags", "names", "relations", "mentions"):
        labels = batch.layers[layer].flatten()
        known = labels != UNKNOWN
        if known.any():
            scores = output[..., COLUMNS[layer]].flatten(0, 1)[known]
            loss += F.cross_entropy(scores, labels[known], reduction="sum")
    arcs = output[..., COLUMNS["dependents"]] @ output[..., COLUMNS["heads"]].transpose(1, 2)
    arcs = arcs / ARC**0.5 - 1e4 * (1 - batch.mask[:, None, :].to(arcs.dtype))
    heads = batch.layers["heads"].flatten()
    known = heads != UNKNOWN
    if known.any():
        loss += F.cross_entropy(arcs.flatten(0, 1)[known], heads[known], reduction="sum")
    return loss


def _coreference_loss(network: Network, output: Tensor, batch: Batch) -> Tensor:
    """Marginal likelihood of each mention's antecedents, none among them (Lee et al. 2017)."""
    rows, places, positions, entities = batch.mentions.unbind(1)
    output = output[rows, places]
    words = batch.ids[rows, places]
    scores = network.heads.links(
        output[:, COLUMNS["anaphors"]],
        output[:, COLUMNS["antecedents"]],
        (positions[:, None] - positions).clamp(min=1),
        words[:, None] == words,
    )
    before = positions[:, None] > positions
    scores = torch.where(before, scores, -1e4)
    none = scores.new_zeros(len(scores), 1)
    right = before & (entities[:, None] == entities)
    gold = torch.where(right, scores, -1e4)
    gold = torch.cat([torch.where(right.any(1, keepdim=True), -1e4, none), gold], 1)
    return (torch.logsumexp(torch.cat([none, scores], 1), 1) - torch.logsumexp(gold, 1)).sum()


def masked(batch: Batch, share: float, generator: torch.Generator) -> Tensor:
    """The batch's ids with a share of them hidden, so that no article is learnt by heart."""
    hidden = torch.rand(batch.ids.shape, generator=generator) < share
    return torch.where(hidden & (batch.ids != CLS) & (batch.ids != SEP), MASK, batch.ids)


def fit(
    encoded: Sequence[Encoded],
    held: Sequence[Encoded],
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

    def epoch_batches(epoch: int) -> list[Batch]:
        rng = random.Random(recipe.seed * 1000 + epoch)
        return batches(
            encoded, rows=recipe.rows, rng=rng, sizes=recipe.sizes, context=recipe.context
        )

    steps = recipe.epochs * len(epoch_batches(0))
    optimizer = torch.optim.AdamW(_groups(network, recipe), weight_decay=recipe.weight_decay)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, partial(rate, steps=steps, warmup=recipe.warmup)
    )
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        first = state["epochs"]
    for epoch in range(first, recipe.epochs):
        network.train()
        generator = torch.Generator().manual_seed(recipe.seed * 1000 + epoch)
        started, seen, total = time.monotonic(), 0, 0.0
        todo = epoch_batches(epoch)
        for number, batch in enumerate(todo, 1):
            words = masked(batch, recipe.masked, generator)
            loss = loss_of(network, batch, recipe, words)
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
        scores = f1(scorer_of(average), score_by_network(average, held))
        log(f"epoch {epoch + 1}: held out {as_line(scores)}")
    return average.eval()


def _groups(network: Network, recipe: Recipe) -> list[dict[str, object]]:
    encoder = network.encoder
    groups: list[dict[str, object]] = [
        {"params": list(network.heads.parameters()), "lr": recipe.head_rate},
        {"params": list(encoder.shape_parts.parameters()), "lr": recipe.head_rate},
    ]
    for depth, layer in enumerate(encoder.layers):
        own = recipe.rate * recipe.decay ** (LAYERS - 1 - depth)
        groups.append({"params": list(layer.parameters()), "lr": own})
    lowest = [*encoder.words.parameters(), *encoder.places.parameters(), *encoder.norm.parameters()]
    groups.append({"params": lowest, "lr": recipe.rate * recipe.decay**LAYERS})
    return groups


def rate(step: int, *, steps: int, warmup: float) -> float:
    """Share of the rates at a step: up in a line, and down along a cosine to 0."""
    rising = steps * warmup
    if step < rising:
        return step / rising
    return 0.5 * (1 + math.cos(math.pi * (step - rising) / (steps - rising)))


@torch.no_grad()
def _follow(average: Network, network: Network, decay: float) -> None:
    ours: list[Tensor] = list(average.parameters())
    torch._foreach_lerp_(ours, list(network.parameters()), 1 - decay)


def log(line: str) -> None:
    print(time.strftime("%H:%M:%S"), line, flush=True)
