"""Fits what claims know of meaning: `python -m training.meaning CORPORA`.

A branch on the states of the reader's lower layers: the upper layers of all-MiniLM-L6-v2, which go
on from there as well as from their own lower ones, and then learn to say of every token what
all-mpnet-base-v2 does (Song et al. 2020; Apache-2.0), in its main directions (Hinton et al. 2015).
Its tenth layer and its twelfth, the last, tell more together than either: 256 of their 1,536
directions hold 73 % of how its tokens differ, and claims can be told by them as well as by all.
They learn it from sentences of which nothing is known but their words. The reader's graph stays as
it is; the branch is a graph of its own, which the engine puts onto it.
"""

from __future__ import annotations

import copy
import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
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

from sayso.models import SHIPPED
from sayso.reader.scoring.engine import CLS, SEP, STEP
from sayso.reader.scoring.tokens import Tokens, load_tokenizer, tokenize
from sayso.reading import Span
from sayso.stories.claims.meaning import BRANCH, DIRECTIONS
from sayso.stories.claims.sentences import sentences_in
from training.branch import EventGraph, Floats, take_weights
from training.corpus import hold_out, read_polnear
from training.events import read_meantime, read_uds
from training.fit import log, rate
from training.losses import grouped
from training.network import LAYERS, TAPPED, WIDTH, Encoder, Layer, attention_bias
from training.teacher import PADDING, load_mpnet
from training.words import read_corenlp, read_gum, sentences

BELOW = TAPPED[0]
"""Layers of words that the branch goes on from."""
LENGTHS = range(4, 91)
"""Tokens of the sentences that are learned from."""
WORDS = range(5, 61)
"""The same in words."""
SAMPLE = 2500
"""Sentences of which the teacher's main directions are found."""
HEARD = (12, 10)
"""The teacher's layers that are learned from."""
SOLVED, RIDGE = 2400, 10.0
"""Sentences by which the last layer is found to begin with, and what great weights cost."""
CALIBRATING = 300
"""Sentences by which the ranges of integers are set."""
TEACHER_OPENS, TEACHER_CLOSES, TEACHER_TOKENS = 0, 2, 4096
"""The teacher's special tokens, and how many tokens it reads at once when padded."""


@dataclass(frozen=True, slots=True)
class MeaningRecipe:
    """How the branch is fitted. The values are those of the shipped one.

    That went on from an earlier version, which had seen 40,000 of the sentences three times and
    heard the last layer alone.
    """

    share: float = 0.6
    """Of the sentences, drawn."""
    epochs: int = 5
    tokens: int = 3072
    """In a batch, when padded."""
    rate: float = 3e-4
    """Of the branch's layers."""
    out_rate: float = 5e-4
    warmup: float = 0.04
    weight_decay: float = 0.01
    average: float = 0.99
    """Decay of the running average of the weights, which is what is shipped."""
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
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS - BELOW))
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
        for own, layer in zip(self.layers, encoder.layers[BELOW:], strict=True):
            own.load_state_dict(layer.state_dict())

    def load(self, path: Path) -> None:
        """Takes the layers of a branch that was written."""
        core = ov.Core()
        # Or the file would be in use when it is written again.
        core.set_property({"ENABLE_MMAP": False})
        nodes = {node.get_friendly_name(): node for node in core.read_model(path).get_ops()}
        take_weights(self, lambda name: nodes[f"__module.{name}"])


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
    found += read_stories(corpora)
    return [one for one in dict.fromkeys(found) if len(one.split()) in WORDS]


def read_stories(corpora: Path) -> Iterator[str]:
    """The sentences of PLOVER's synthetic stories, but for those with gaps to be filled."""
    with gzip.open(corpora / "plover/synthetic.jsonl.gz", "rt", encoding="utf-8") as lines:
        for story in map(json.loads, lines):
            for line in (story["title"] or "", *story["text"].splitlines()):
                paragraph = " ".join(line.split())
                if "{" not in paragraph:
                    for span in sentences_in(paragraph, Span(0, len(paragraph))):
                        yield paragraph[slice(*span)]


def tokens_of(text: str, tokenizer: Tokenizer) -> Tokens:
    """A sentence's tokens as the branch sees them when it is read."""
    return tokenize(text, [Span(0, len(text))], [], tokenizer)


class Teacher:
    """MPNet, and the main directions of what it says."""

    def __init__(self, tokenizer: Tokenizer, sample: Sequence[Tokens]) -> None:
        """Finds the directions in what it says of some sentences.

        The layers count alike: each is seen from the middle of its tokens, and by how far they lie
        from there on average.
        """
        self._model, own = load_mpnet()
        its_ids = own.get_vocab()
        self._ids = {number: its_ids[token] for token, number in tokenizer.get_vocab().items()}
        seen = np.concatenate([s for batch in _lots(sample) for s in self._states(batch)])
        self._middles = seen.mean(axis=0)
        seen -= self._middles
        self._scales = np.linalg.norm(seen, axis=2).mean(axis=0)[:, None]
        _, main = np.linalg.eigh(np.cov((seen / self._scales).reshape(len(seen), -1).T))
        self._main = main[:, ::-1][:, :DIRECTIONS].astype(np.float32)

    def say(self, sentences: Sequence[Tokens]) -> Iterator[Taught]:
        """What it says of each, those of like length together."""
        said = 0
        for batch in _lots(sorted(sentences, key=len)):
            for tokens, states in zip(batch, self._states(batch), strict=True):
                seen = (states - self._middles) / self._scales
                yield Taught(tokens, (seen.reshape(len(seen), -1) @ self._main).astype(np.float16))
            said += len(batch)
            log(f"meaning: {said} of {len(sentences)} sentences taught")

    @torch.no_grad()
    def _states(self, batch: Sequence[Tokens]) -> list[Floats]:
        """Of each sentence `[tokens, layers, width]`."""
        rows = [
            torch.tensor(
                [TEACHER_OPENS, *(self._ids[i] for i in tokens.ids.tolist()), TEACHER_CLOSES]
            )
            for tokens in batch
        ]
        given = pad_sequence(rows, batch_first=True, padding_value=PADDING)
        with torch.autocast("cpu", torch.bfloat16):
            every = self._model(
                input_ids=given, attention_mask=given != PADDING, output_hidden_states=True
            ).hidden_states
        heard = torch.stack([every[layer] for layer in HEARD], dim=2)
        return [s[1 : len(t) + 1].float().numpy() for s, t in zip(heard, batch, strict=True)]


def _lots(sentences: Iterable[Tokens]) -> Iterator[list[Tokens]]:
    """Sentences in their order, as many together as the teacher reads at once."""
    lot: list[Tokens] = []
    for tokens in sentences:
        longest = max(map(len, (*lot, tokens))) + 2
        if lot and longest * (len(lot) + 1) > TEACHER_TOKENS:
            yield lot
            lot = []
        lot.append(tokens)
    if lot:
        yield lot


def teach(texts: Sequence[str], tokenizer: Tokenizer, recipe: MeaningRecipe) -> list[Taught]:
    """What the teacher says of some sentences."""
    rng = random.Random(recipe.seed)
    read = (tokens_of(text, tokenizer) for text in texts)
    every = [tokens for tokens in read if len(tokens) in LENGTHS]
    sample = sorted(rng.sample(every, min(SAMPLE, len(every))), key=len)
    teacher = Teacher(tokenizer, sample)
    return list(teacher.say(rng.sample(every, round(recipe.share * len(every)))))


def inputs_of(tokens: Tokens) -> tuple[NDArray[np.int64], ...]:
    """The reader's inputs for one sentence, padded as the engine pads."""
    length = len(tokens)
    arrays = np.zeros((3, 1, -(length + 2) // STEP * -STEP), np.int64)
    arrays[0, 0, : length + 2] = [CLS, *tokens.ids, SEP]
    arrays[1, 0, 1 : length + 1] = tokens.shapes
    arrays[2, 0, : length + 2] = 1
    return tuple(arrays)


def fit(data: Sequence[Taught], branch: Branch, graph: EventGraph, recipe: MeaningRecipe) -> Branch:
    """A branch that goes on from one, with the running average of its weights."""
    torch.manual_seed(recipe.seed)
    seen = [
        torch.from_numpy(graph.states(inputs_of(one.tokens))[0][0, : len(one.tokens) + 2]).half()
        for one in data
    ]
    log(f"meaning: {sum(map(len, seen))} tokens in {len(seen)} sentences")
    for part in branch.modules():
        if isinstance(part, nn.Dropout):
            part.p = 0.0
    _solve(branch, seen, data, recipe)
    average = copy.deepcopy(branch).eval()
    branch.train()
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
    ours: list[Tensor] = list(average.parameters())
    learning: list[Tensor] = list(branch.parameters())
    losses: list[float] = []
    for step, places in enumerate(order, 1):
        loss = _loss(branch, [seen[p] for p in places], [data[p] for p in places])
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


@torch.no_grad()
def _solve(
    branch: Branch, seen: Sequence[Tensor], data: Sequence[Taught], recipe: MeaningRecipe
) -> None:
    """Has the last layer begin as that which says what the teacher does best (least squares)."""
    some = random.Random(recipe.seed).sample(range(len(data)), min(SOLVED, len(data)))
    rows = []
    for place in some:
        states = seen[place].float()[None]
        bias = states.new_zeros(1, 1, 1, 1)
        for layer in branch.layers:
            states = layer(states, bias)
        rows.append(F.pad(states[0, 1:-1], (0, 1), value=1.0))
    given = torch.cat(rows)
    gold = torch.cat([torch.from_numpy(data[place].gold).float() for place in some])
    square = given.T @ given + RIDGE * torch.eye(WIDTH + 1)
    weights = torch.linalg.solve(square, given.T @ gold)
    branch.out.weight.copy_(weights[:-1].T)
    branch.out.bias.copy_(weights[-1])


def _batches(seen: Sequence[Tensor], epoch: int, recipe: MeaningRecipe) -> list[list[int]]:
    rng = random.Random(recipe.seed * 1000 + epoch)
    order = sorted(range(len(seen)), key=lambda place: len(seen[place]) + rng.uniform(-4, 4))
    made = list(grouped(order, [len(seen[place]) for place in order], recipe.tokens))
    rng.shuffle(made)
    return [list(one) for one in made]


def _loss(branch: Branch, seen: Sequence[Tensor], data: Sequence[Taught]) -> Tensor:
    """How far tokens, and the tokens of a sentence together, lie from where the teacher has them.

    By the square of the distance, as a share of what the teacher's tokens have from their middle;
    and by the angle, where what the teacher has far from the middle counts more.
    """
    states = pad_sequence(list(seen), batch_first=True).float()
    mask = pad_sequence([torch.ones(len(one)) for one in seen], batch_first=True)
    with torch.autocast("cpu", torch.bfloat16):
        said = branch(states, attention_bias(mask, states)).float()
    gold = pad_sequence([torch.from_numpy(one.gold) for one in data], batch_first=True).float()
    inside = pad_sequence([torch.ones(len(one.tokens)) for one in data], batch_first=True)
    said = said[:, 1 : gold.shape[1] + 1] * inside[:, :, None]
    weight = gold.norm(dim=2)
    apart = (said - gold).square().sum() / weight.square().sum()
    each = ((1 - F.cosine_similarity(said, gold, dim=2)) * weight).sum() / weight.sum()
    together = 1 - F.cosine_similarity(said.sum(1), gold.sum(1), dim=1)
    return apart + each + together.mean()


def write(branch: Branch, data: Sequence[Taught], graph: EventGraph, path: Path) -> None:
    """Writes the branch in int8, its inputs named as the nodes of the reader's graph that they are.

    Sentences set the ranges of integers.
    """
    some = random.Random(1).sample(list(data), min(CALIBRATING, len(data)))
    windows = [
        [lower, bias]
        for lower, *_, bias, _ in (graph.states(inputs_of(one.tokens)) for one in some)
    ]
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
    for port, name in zip(made.inputs, (graph.inlets[0], graph.inlets[-1]), strict=True):
        port.get_node().set_friendly_name(name)
    ov.save_model(made, path, compress_to_fp16=True)


def main(
    corpora: Annotated[Path, typer.Argument(help="Folder of the corpora.")],
    out: Annotated[Path, typer.Option(help="Where to write it.")] = BRANCH,
    anew: Annotated[
        bool, typer.Option("--anew", help="Begin with MiniLM's layers, not with those of `out`.")
    ] = False,
) -> None:
    """Fits the branch of meaning and writes it."""
    recipe = MeaningRecipe()
    data = teach(read_sentences(corpora), load_tokenizer(SHIPPED), recipe)
    graph, branch = EventGraph(SHIPPED), Branch()
    if anew:
        branch.load_minilm()
    else:
        branch.load(out)
    write(fit(data, branch, graph, recipe), data, graph, out)
    log(f"{out}: {out.with_suffix('.bin').stat().st_size} bytes")


if __name__ == "__main__":
    typer.run(main)
