"""A fitted network to what ships: an int8 graph for OpenVINO, and the decoder's weights."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import nncf
import numpy as np
import openvino as ov
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.reader.scoring.attribution import Scorer
from sayso.reader.scoring.coreference import Linker
from sayso.reader.scoring.engine import HIDDEN, STEP
from training.examples import Example
from training.network import Network, attention_bias, minilm_folder, tapped

CALIBRATION_WINDOWS = 300
IN_FLOATS = nncf.IgnoredScope(types=["GroupConvolution"], validate=False)
"""What is not quantised: of convolutions of bytes whose length is not known before, OpenVINO
2026.4's plugin for processors puts out nothing, and raises nothing."""


class Graph(nn.Module):
    """The network with its shape table laid out and its heads as one, `[rows, length, …]`."""

    table: Tensor

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.eval().encoder
        self.happening, self.words = network.heads.happening, _as_one(network.heads.of_words())
        self.register_buffer("table", self.encoder.shape_table().detach())

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        embedded = self.encoder.embed(ids, F.embedding(shapes, self.table))
        states = self.encoder.run(embedded, attention_bias(mask, embedded))
        return torch.cat([self.words(states[-1]), self.happening(tapped(states), mask)], 2)


@torch.no_grad()
def _as_one(linears: Sequence[nn.Linear]) -> nn.Linear:
    """One layer that puts out what `linears` put out, side by side."""
    one = nn.Linear(linears[0].in_features, sum(linear.out_features for linear in linears))
    one.weight.copy_(torch.cat([linear.weight for linear in linears]))
    one.bias.copy_(torch.cat([linear.bias for linear in linears]))
    return one


def inputs_of(example: Example) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The graph's inputs for one window, padded as the engine pads."""
    length = len(example.ids)
    padded = -(-length // STEP) * STEP
    arrays = np.zeros((3, 1, padded), np.int64)
    arrays[0, 0, :length] = example.ids
    arrays[1, 0, :length] = example.shapes
    arrays[2, 0, :length] = 1
    return arrays[0], arrays[1], arrays[2]


def export_graph(
    network: Network, windows: Sequence[Example], folder: Path, *, quantise: bool = True
) -> None:
    """Writes `sayso.xml` and `sayso.bin` to `folder`; `windows` set the int8 ranges."""
    example = tuple(torch.from_numpy(a) for a in inputs_of(windows[0]))
    model = ov.convert_model(Graph(network), example_input=example)
    for port, name in zip(model.inputs, ("ids", "shapes", "mask"), strict=True):
        port.get_node().set_friendly_name(name)
    model.reshape({port: ov.PartialShape([1, -1]) for port in model.inputs})
    if quantise:
        step = max(1, len(windows) // CALIBRATION_WINDOWS)
        data = nncf.Dataset(list(windows[::step]), inputs_of)
        model = nncf.quantize(
            model,
            data,
            model_type=nncf.ModelType.TRANSFORMER,
            subset_size=CALIBRATION_WINDOWS,
            preset=nncf.QuantizationPreset.MIXED,
            ignored_scope=IN_FLOATS,
        )
        model = nncf.compress_weights(model, mode=nncf.CompressWeightsMode.INT8_SYM)
    _last_norm(model).set_friendly_name(HIDDEN)
    folder.mkdir(parents=True, exist_ok=True)
    ov.save_model(model, folder / "sayso.xml", compress_to_fp16=quantise)


def _last_norm(model: ov.Model) -> ov.Node:
    """The node that gives the last hidden states of words."""
    norms = [op for op in model.get_ordered_ops() if op.get_type_name() == "MVN"]
    node = next(op for op in reversed(norms) if "encoder.layers" in op.get_friendly_name())
    while node.get_type_name() != "Add":
        (target,) = node.output(0).get_target_inputs()
        node = target.get_node()
    return node


def export_decoder(scorer: Scorer, linker: Linker, folder: Path) -> None:
    """Writes the weights for decoding and for links, and the tokenizer, beside the graph."""
    for file, weights in (("decoder.npz", scorer), ("links.npz", linker)):
        arrays = {name: getattr(weights, name) for name in weights.__dataclass_fields__}
        np.savez(folder / file, **arrays)
    shutil.copy(minilm_folder() / "tokenizer.json", folder / "tokenizer.json")
