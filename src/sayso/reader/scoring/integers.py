"""Whether a processor multiplies bytes exactly.

An int8 layer adds up products of two bytes. Processors with VNNI, AMX or Arm's dot products add
them in 32 bits; the older instruction adds two of them in 16 and cuts off what is larger (Intel 64
and IA-32 Architectures Software Developer's Manual, VPMADDUBSW), so that great values come out too
small.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

WITHOUT_INTEGERS: Final = {"LP_TRANSFORMS_MODE": "OFF"}
"""What tells the engine to round to bytes where the graph says so, but to compute with floats."""

_ALONE: Final = {
    "INFERENCE_NUM_THREADS": "1",
    "NUM_STREAMS": "1",
    "INFERENCE_PRECISION_HINT": "f32",
}
"""Not in bfloat16, which rounds such sums and would tell nothing of the integers."""
_LENGTH, _VALUE, _WEIGHT = 64, 255, 127


@cache
def are_exact(*, floats: bool = False) -> bool:
    """Whether the engine's int8 layers are right for the largest bytes that there are.

    A layer is run to see, for no flag of a processor says what the engine makes of it. With
    `floats`, whether they are so when it computes with floats.
    """
    import openvino as ov
    from openvino import opset13 as op

    data = op.parameter([1, 1, _LENGTH], np.float32)
    low, high = np.float32(0), np.float32(_VALUE)
    rounded = op.fake_quantize(data, low, high, low, high, 256)
    weights = op.multiply(
        op.convert(op.constant(np.full((_LENGTH, _LENGTH), _WEIGHT, np.int8)), np.float32),
        op.constant(np.ones((_LENGTH, 1), np.float32)),
    )
    product = op.matmul(rounded, weights, transpose_a=False, transpose_b=True)
    settings = {**_ALONE, **(WITHOUT_INTEGERS if floats else {})}
    layer = ov.Core().compile_model(ov.Model([product], [data]), "CPU", settings)
    result = layer([np.full((1, 1, _LENGTH), high)])[0]
    return bool(np.all(result == _VALUE * _WEIGHT * _LENGTH))
