"""Fits what claims know of meaning: `python -m training.meaning CORPORA`.

A branch on the states that the reader's layers of words and of events share: the upper layers of
all-MiniLM-L6-v2, which go on from there as well as from their own lower ones, and then learn to say
of every token what all-mpnet-base-v2 does (Song et al. 2020; Apache-2.0), in its main directions
(Hinton et al. 2015): 256 of 768, which hold 82 % of how its tokens differ. They learn it from
sentences of which nothing is known but their words. The reader's graph stays as it is; the branch
is a graph of its own, which the engine puts onto it.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import nncf
import numpy as np
import openvino as ov
import torch
import typer
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pad_sequence
from transformers import MPNetModel

from sayso.models import SHIPPED
from sayso.reader.engine import CLS, SEP, STEP
from sayso.reader.tokens import Tokens, load_tokenizer, tokenize
from sayso.reading import Span
from sayso.stories.claims.meaning import BRANCH, DIRECTIONS
from training.branch import EventGraph, Floats
from training.corpus import hold_out, read_polnear
from training.events import read_meantime, read_uds
from training.fit import log, rate
from training.losses import grouped
from training.network import LAYERS, SHARED, WIDTH, Encoder, Layer, attention_bias
from training.teacher import PADDING, load_mpnet
from training.words import read_corenlp, read_gum, sentences

LENGTHS = range(4, 91)
"""Tokens of the sentences that are learned from."""
WORDS = range(5, 61)
"""The same in words."""
SAMPLE = 1500
"""Sentences of which the teacher's main directions are found."""
CALIBRATING = 300
"""Sentences by which the ranges of integers are set."""
TEACHER_OPENS, TEACHER_CLOSES, TEACHER_ROWS = 0, 2, 32
"""The teacher's special tokens, and how many sentences it reads at once."""


@dataclass(frozen=True, slots=True)
class MeaningRecipe:
    """How the branch is fitted. The values are those of the shipped one."""

    epochs: int = 3
    tokens: int = 3072
    """In a batch, when padded."""
    rate: float = 3e-4
    """Of the branch's layers."""
    out_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    average: float = 0.99
    """Decay of the running average of the weights, which is what is shipped."""
    pooled: float = 1.0
    """Weight of the loss of a sentence's tokens together, beside that of each."""
    clip: float = 1.0
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Taught:
    """A sentence and what the teacher says of it."""

    tokens: Tokens
    gold: NDArray[np.float16]
    """`[tokens, directions]`."""


class Branch(nn.Module):
    """What goes on from the shared states: layers, and the directions of meaning."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS - SHARED))
        self.out = nn.Linear(WIDTH, DIRECTIONS)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """`[rows, length, directions]`, of states and what keeps attention off padding."""
        for layer in self.layers:
            states = layer(states, bias)
        found: Tensor = self.out(states)
        return found

    def load_minilm(self) -> None:
        """Takes all-MiniLM-L6-v2's upper layers."""
        encoder = Encoder()
        encoder.load_minilm()
        for own, layer in zip(self.layers, encoder.layers[SHARED:], strict=True):
            own.load_state_dict(layer.state_dict())


def read_sentences(corpora: Path) -> list[str]:
    """Sentences of news and other prose.

    Raises `FileNotFoundError` if the corpora are not there.
    """
    articles, _ = hold_out(read_polnear(corpora, "train"))
    words = read_corenlp(corpora, "train")
    texts = [(a.text, words[a.id].words) for a in articles if a.id in words]
    texts += [(text.text, text.words) for text in read_gum(corpora, "train")]
    found = [one for text, its_words in texts for one in sentences(text, its_words)]
    found += [one.text for one in (*read_uds(corpora, "train"), *read_meantime(corpora, "train"))]
    return [one for one in dict.fromkeys(found) if len(one.split()) in WORDS]


def tokens_of(text: str, tokenizer: Tokenizer) -> Tokens:
    """A sentence's tokens as the branch sees them when it is read."""
    return tokenize(text, [Span(0, len(text))], [], tokenizer)


def teach(texts: Sequence[str], tokenizer: Tokenizer, recipe: MeaningRecipe) -> Iterator[Taught]:
    """What the teacher says of sentences, those of like length together."""
    read = (tokens_of(text, tokenizer) for text in texts)
    every = sorted((tokens for tokens in read if len(tokens) in LENGTHS), key=len)
    teacher, its_tokenizer = load_mpnet()
    its_ids = its_tokenizer.get_vocab()
    ids = {number: its_ids[token] for token, number in tokenizer.get_vocab().items()}
    some = sorted(random.Random(recipe.seed).sample(every, min(SAMPLE, len(every))), key=len)
    seen = np.concatenate([s for batch in _lots(some) for s in _states(batch, teacher, ids)])
    middle = seen.mean(axis=0)
    _, main = np.linalg.eigh(np.cov((seen - middle).T))
    main = main[:, ::-1][:, :DIRECTIONS].astype(np.float32)
    for place, batch in enumerate(_lots(every)):
        for tokens, states in zip(batch, _states(batch, teacher, ids), strict=True):
            yield Taught(tokens, ((states - middle) @ main).astype(np.float16))
        if place % 100 == 0:
            log(f"meaning: {place * TEACHER_ROWS} of {len(every)} sentences taught")


def _lots(tokens: Sequence[Tokens]) -> Iterator[Sequence[Tokens]]:
    for first in range(0, len(tokens), TEACHER_ROWS):
        yield tokens[first : first + TEACHER_ROWS]


@torch.no_grad()
def _states(batch: Sequence[Tokens], teacher: MPNetModel, ids: dict[int, int]) -> list[Floats]:
    rows = [
        torch.tensor([TEACHER_OPENS, *(ids[i] for i in tokens.ids.tolist()), TEACHER_CLOSES])
        for tokens in batch
    ]
    given = pad_sequence(rows, batch_first=True, padding_value=PADDING)
    with torch.autocast("cpu", torch.bfloat16):
        states = teacher(input_ids=given, attention_mask=given != PADDING).last_hidden_state
    return [s[1 : len(t) + 1].float().numpy() for s, t in zip(states, batch, strict=True)]


def inputs_of(tokens: Tokens) -> tuple[NDArray[np.int64], ...]:
    """The reader's inputs for one sentence, padded as the engine pads."""
    length = len(tokens)
    arrays = np.zeros((3, 1, -(length + 2) // STEP * -STEP), np.int64)
    arrays[0, 0, : length + 2] = [CLS, *tokens.ids, SEP]
    arrays[1, 0, 1 : length + 1] = tokens.shapes
    arrays[2, 0, : length + 2] = 1
    return tuple(arrays)


def fit(data: Sequence[Taught], graph: EventGraph, recipe: MeaningRecipe) -> Branch:
    """The branch, with the running average of its weights."""
    torch.manual_seed(recipe.seed)
    seen = [
        torch.from_numpy(graph.states(inputs_of(one.tokens))[0][0, : len(one.tokens) + 2]).half()
        for one in data
    ]
    log(f"meaning: {sum(map(len, seen))} tokens in {len(seen)} sentences")
    branch = Branch()
    branch.load_minilm()
    average = copy.deepcopy(branch).eval()
    branch.train()
    for part in branch.modules():
        if isinstance(part, nn.Dropout):
            part.p = 0.0
    optimizer = torch.optim.AdamW(
        [
            {"params": branch.layers.parameters(), "lr": recipe.rate},
            {"params": branch.out.parameters(), "lr": recipe.out_rate},
        ],
        weight_decay=recipe.weight_decay,
        fused=True,
    )
    order = [lot for epoch in range(recipe.epochs) for lot in _batches(seen, epoch, recipe)]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, partial(rate, steps=len(order), warmup=recipe.warmup)
    )
    ours, learning = list(average.parameters()), list(branch.parameters())
    losses: list[float] = []
    for step, places in enumerate(order, 1):
        loss = _loss(branch, [seen[p] for p in places], [data[p] for p in places], recipe)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(learning, recipe.clip)
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            torch._foreach_lerp_(ours, learning, 1 - min(recipe.average, step / (step + 9)))
        losses.append(float(loss.detach()))
        if step % 50 == 0:
            log(f"meaning, step {step}/{len(order)}: loss {sum(losses[-50:]) / 50:.4f}")
    return average


def _batches(seen: Sequence[Tensor], epoch: int, recipe: MeaningRecipe) -> list[list[int]]:
    rng = random.Random(recipe.seed * 1000 + epoch)
    order = sorted(range(len(seen)), key=lambda place: len(seen[place]) + rng.uniform(-4, 4))
    made = list(grouped(order, [len(seen[place]) for place in order], recipe.tokens))
    rng.shuffle(made)
    return [list(one) for one in made]


def _loss(
    branch: Branch, seen: Sequence[Tensor], data: Sequence[Taught], recipe: MeaningRecipe
) -> Tensor:
    """How far tokens, and the tokens of a sentence together, lie from where the teacher has them.

    By the angle; what the teacher has far from the middle of all tokens counts more.
    """
    states = pad_sequence(list(seen), batch_first=True).float()
    mask = pad_sequence([torch.ones(len(one)) for one in seen], batch_first=True)
    with torch.autocast("cpu", torch.bfloat16):
        said = branch(states, attention_bias(mask, states)).float()
    gold = pad_sequence([torch.from_numpy(one.gold) for one in data], batch_first=True).float()
    inside = pad_sequence([torch.ones(len(one.tokens)) for one in data], batch_first=True)
    said = said[:, 1 : gold.shape[1] + 1] * inside[:, :, None]
    weight = gold.norm(dim=2)
    each = (1 - F.cosine_similarity(said, gold, dim=2)) * weight
    together = 1 - F.cosine_similarity(said.sum(1), gold.sum(1), dim=1)
    return each.sum() / weight.sum() + recipe.pooled * together.mean()


def write(branch: Branch, data: Sequence[Taught], graph: EventGraph, path: Path) -> None:
    """Writes the branch in int8, its inputs named as the nodes of the reader's graph that they are.

    Sentences set the ranges of integers.
    """
    some = random.Random(1).sample(list(data), min(CALIBRATING, len(data)))
    windows = [graph.states(inputs_of(one.tokens))[:2] for one in some]
    example = tuple(torch.from_numpy(array) for array in windows[0])
    made = ov.convert_model(branch.eval(), example_input=example)
    made.reshape(dict(zip(made.inputs, ([-1, -1, WIDTH], [-1, 1, 1, -1]), strict=True)))
    made = nncf.quantize(
        made,
        nncf.Dataset(windows, lambda window: window),
        model_type=nncf.ModelType.TRANSFORMER,
        subset_size=len(windows),
        preset=nncf.QuantizationPreset.MIXED,
    )
    made = nncf.compress_weights(made, mode=nncf.CompressWeightsMode.INT8_SYM)
    for port, name in zip(made.inputs, graph.inlets, strict=True):
        port.get_node().set_friendly_name(name)
    ov.save_model(made, path, compress_to_fp16=True)


def main(
    corpora: Annotated[Path, typer.Argument(help="Folder of the corpora.")],
    out: Annotated[Path, typer.Option(help="Where to write it.")] = BRANCH,
) -> None:
    """Fits the branch of meaning and writes it."""
    recipe = MeaningRecipe()
    data = list(teach(read_sentences(corpora), load_tokenizer(SHIPPED), recipe))
    graph = EventGraph(SHIPPED)
    write(fit(data, graph, recipe), data, graph, out)
    log(f"{out}: {out.with_suffix('.bin').stat().st_size} bytes")


if __name__ == "__main__":
    typer.run(main)
