"""The layers and heads of events as they stand in a graph: read, run up to, and replaced.

Everything else in the graph stays as it is, to the bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import nncf
import numpy as np
import openvino as ov
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from sayso.reader.scoring.engine import HIDDEN
from sayso.reader.scoring.integers import WITHOUT_INTEGERS, are_exact
from training.export import IN_FLOATS
from training.network import LAYERS, TAPPED, Happening

Floats = NDArray[np.float32]

NAME = "events/"
"""What names of the branch's nodes begin with once it has been replaced."""


class Branch(nn.Module):
    """What is said of events, of states that come one by one."""

    def __init__(self, happening: Happening) -> None:
        super().__init__()
        self.happening = happening

    def forward(self, lower: Tensor, middle: Tensor, upper: Tensor, mask: Tensor) -> Tensor:
        """The columns of triggers and of factuality."""
        scores: Tensor = self.happening(torch.cat([lower, middle, upper], 2), mask)
        return scores


class EventGraph:
    """A model folder's graph, seen as a branch of events on what comes before it."""

    def __init__(self, folder: Path) -> None:
        core = ov.Core()
        # Or the file would be in use when it is written again.
        core.set_property({"ENABLE_MMAP": False})
        self.model = core.read_model(folder / "sayso.xml")
        self._nodes = {node.get_friendly_name(): node for node in self.model.get_ops()}
        norms = [f"encoder.layers.{tap - 1}.norm_outer/aten::layer_norm/Add" for tap in TAPPED]
        tapped = [
            self._nodes[HIDDEN] if tap == LAYERS else self._node(norm)
            for tap, norm in zip(TAPPED, norms, strict=True)
        ]
        attention = self._node("encoder.layers.0/aten::scaled_dot_product_attention/")
        bias = attention.input(3).get_source_output()
        states = [node.output(0) for node in tapped]
        self._inputs = [*states, self._nodes["mask"].output(0)]
        self.inlets = tuple(one.get_node().get_friendly_name() for one in [*states, bias])
        """The names of the nodes that give what a branch may go on from: states, and last bias."""
        self._outlet = self.model.get_results()[0].input(0).get_source_output().get_node().input(1)
        """Where the branch's columns go in."""
        cut = ov.Model(
            [*states, bias, self._outlet.get_source_output()], self.model.get_parameters()
        )
        self._run = core.compile_model(cut, "CPU", {} if are_exact() else WITHOUT_INTEGERS)

    def states(self, inputs: Sequence[NDArray[np.int64]]) -> list[Floats]:
        """Of one window: the `TAPPED` states, bias, and what the branch says."""
        return [array.copy() for array in self._run(list(inputs)).values()]

    def replace(self, happening: Happening, windows: Iterable[Sequence[NDArray[np.int64]]]) -> None:
        """Puts another branch into the graph, in int8; what it sees of windows, which come as the
        graph's inputs, sets the ranges.
        """
        data = [[*self.states(window)[: len(TAPPED)], window[-1]] for window in windows]
        example = tuple(torch.from_numpy(array) for array in data[0])
        made = ov.convert_model(Branch(happening.eval()), example_input=example)
        shapes = [*([1, -1, -1] for _ in TAPPED), [1, -1]]
        made.reshape(dict(zip(made.inputs, shapes, strict=True)))
        made = nncf.quantize(
            made,
            nncf.Dataset(data, lambda window: window),
            model_type=nncf.ModelType.TRANSFORMER,
            subset_size=len(data),
            preset=nncf.QuantizationPreset.MIXED,
            ignored_scope=IN_FLOATS,
        )
        for node in made.get_ops():
            node.set_friendly_name(NAME + node.get_friendly_name())
        for port, source in zip(made.inputs, self._inputs, strict=True):
            for target in port.get_node().output(0).get_target_inputs():
                target.replace_source_output(source)
        self._outlet.replace_source_output(made.get_results()[0].input(0).get_source_output())
        self.model.validate_nodes_and_infer_types()

    def save(self, folder: Path) -> None:
        """Writes `sayso.xml` and `sayso.bin`."""
        ov.save_model(self.model, folder / "sayso.xml", compress_to_fp16=True)

    def _node(self, name: str) -> ov.Node:
        """The one whose name has `name` in it, and not within the name of its quantisation."""
        found = [
            node
            for full, node in self._nodes.items()
            if f".{name}" in full and (full.endswith(name) or name.endswith("/"))
        ]
        (node,) = found
        return node


@torch.no_grad()
def take_weights(module: nn.Module, node_of: Callable[[str], ov.Node]) -> None:
    """Gives the linear layers and the norms of a module the weights that a graph's integers stand
    for; `node_of` finds a node by what its name ends with.
    """
    for name, part in module.named_modules():
        if isinstance(part, nn.Linear):
            linear = f"{name}/aten::linear"
            product, shifted = node_of(f"{linear}/MatMul"), node_of(f"{linear}/Add")
            weight = _value(_source(product, 1))
            read = _source(product, 0)
            if read.get_type_name() == "FakeQuantize":
                read = _source(read, 0)
            if "smooth_quant" in read.get_friendly_name():
                weight = weight * _value(_source(read, 1)).reshape(1, -1)
            bias = _value(_source(shifted, 1))
        elif isinstance(part, nn.LayerNorm):
            weight = _value(_source(node_of(f"{name}/aten::layer_norm/Multiply_1"), 1))
            bias = _value(_source(node_of(f"{name}/aten::layer_norm/Add"), 1))
        else:
            continue
        part.weight.copy_(torch.from_numpy(weight).reshape(part.weight.shape))
        part.bias.copy_(torch.from_numpy(bias).reshape(part.bias.shape))


def _source(node: ov.Node, index: int) -> ov.Node:
    return node.input(index).get_source_output().get_node()


def _value(node: ov.Node) -> Floats:
    """Of a constant, or of one in integers with its scale."""
    if node.get_type_name() == "Constant":
        return np.array(node.get_data(), np.float32)
    values = [_value(_source(node, index)) for index in range(len(node.inputs()))]
    return values[0] if node.get_type_name() == "Convert" else values[0] * values[1]
