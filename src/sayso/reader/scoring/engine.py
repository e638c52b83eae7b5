"""The inference engine behind one small seam: windows in, scores out.

OpenVINO runs the shipped graph on the CPU, a few windows a request and one thread a request, with
as many requests at once as there are threads. Nothing else in sayso knows which engine it is.

Measured on the 84 PolNeAR dev articles, two cores with AVX-512 VNNI: pages of 750 words a second
and relation F1 were 18.0 and 59.6 with OpenVINO int8, 7.8 and 59.4 with OpenVINO fp32, 14.7 and
57.8 with ONNX Runtime's dynamic int8, 7.6 and 59.4 with ONNX Runtime fp32.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

import numpy as np

from sayso.reader.scoring.attribution import Scores
from sayso.reader.scoring.integers import WITHOUT_INTEGERS, are_exact
from sayso.reader.scoring.tokens import Tokens
from sayso.reader.scoring.windows import Window

if TYPE_CHECKING:
    from openvino import InferRequest, Model, Node

CLS, SEP = 101, 102
STEP: Final = 16
"""Windows are padded to a multiple of this many tokens: few shapes, each planned once.

With 16 the scores are those of 32 to the bit, for up to 5 % less time; with 8 they differ.
"""


BATCH: Final = 4
"""Windows in a request at the most.

Every request costs something whatever is in it, and more if it is of another shape than the one
before. So windows are taken in order of length, and each is padded to the longest of its request.
Milliseconds of processor for the graph over a page of 800 words, with one, two, four and six
windows in a request: 78, 72, 70 and 72; one by one in the order of the text: 83. The scores are the
same to the bit, with bfloat16 and without, with AVX-512 and without. Where integers are computed
with floats, they would not be (a sum in another order is rounded to another byte): there it is one.
"""

HIDDEN: Final = "hidden"
"""Name of the node that gives the encoder's last hidden states."""


_Waiting = tuple[Tokens, Window, "Future[Scores]"]
"""A window, and the future of its scores."""


def available_threads() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _node(graph: Model, name: str) -> Node:
    return next(op for op in graph.get_ops() if op.get_friendly_name() == name)


def _joined(graph: Model, branch: Model) -> Model:
    """A graph up to where a branch goes on, and the branch."""
    import openvino as ov

    for parameter in branch.get_parameters():
        source = _node(graph, parameter.get_friendly_name()).output(0)
        for target in parameter.output(0).get_target_inputs():
            target.replace_source_output(source)
    return ov.Model(branch.get_results(), graph.get_parameters())


class Engine:
    """The compiled graph, with a pool of threads that run it."""

    def __init__(
        self,
        model: Path,
        *,
        threads: int | None = None,
        output: str | None = None,
        branch: Path | None = None,
        precision: str | None = None,
    ) -> None:
        """Compiles a model folder's graph; `output` names a node to read in place of its end.

        `branch` is a graph to go on with, in place of its end, from those of its nodes that the
        branch's inputs are named after. `precision` is what is computed with where integers are not
        ("f32", "bf16"); None for what the processor does best. Where it multiplies no bytes
        exactly, floats are multiplied in their place.
        """
        import openvino as ov

        self.threads = threads or available_threads()
        exact = are_exact()
        self._batch = BATCH if exact else 1
        core = ov.Core()
        graph = core.read_model(model / "sayso.xml")
        graph.reshape({port: ov.PartialShape([-1, -1]) for port in graph.inputs})
        if output is not None:
            graph = ov.Model([_node(graph, output).output(0)], graph.get_parameters())
        if branch is not None:
            graph = _joined(graph, core.read_model(branch))
        compiled = core.compile_model(
            graph,
            "CPU",
            {
                "PERFORMANCE_HINT": "THROUGHPUT",
                "NUM_STREAMS": str(self.threads),
                "INFERENCE_NUM_THREADS": str(self.threads),
                # Or the threads of several processes would share the first cores.
                "ENABLE_CPU_PINNING": "NO",
                **({} if exact else WITHOUT_INTEGERS),
                **({} if precision is None else {"INFERENCE_PRECISION_HINT": precision}),
            },
        )
        self._idle: SimpleQueue[InferRequest] = SimpleQueue()
        for _ in range(self.threads):
            request = compiled.create_infer_request()
            # Here and not in the pool: OpenVINO's binding looks NumPy up at its first inference,
            # and two threads that do so at once wait for each other for ever.
            request.infer(list(np.zeros((3, 1, STEP), np.int64)))
            self._idle.put(request)
        self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="sayso-engine")

    def submit(self, tokens: Tokens, window: Window) -> Future[Scores]:
        """Starts the window; the future gives its scores."""
        return self.submit_all([(tokens, window)])[0]

    def submit_all(self, windows: Sequence[tuple[Tokens, Window]]) -> list[Future[Scores]]:
        """Starts windows; the futures, in the same order, give the scores of each."""
        waiting: list[_Waiting] = [(tokens, window, Future()) for tokens, window in windows]
        alike = sorted(waiting, key=lambda one: one[1].end - one[1].start)
        size = max(1, min(self._batch, len(alike) // self.threads))
        for first in range(0, len(alike), size):
            self._pool.submit(self._run, alike[first : first + size])
        return [future for _, _, future in waiting]

    def _run(self, batch: Sequence[_Waiting]) -> None:
        try:
            scores = self._score([(tokens, window) for tokens, window, _ in batch])
        except BaseException as error:  # noqa: BLE001 (or whoever waits would do so for ever)
            for _, _, future in batch:
                future.set_exception(error)
        else:
            for (_, _, future), one in zip(batch, scores, strict=True):
                future.set_result(one)

    def _score(self, windows: Sequence[tuple[Tokens, Window]]) -> list[Scores]:
        lengths = [window.end - window.start for _, window in windows]
        padded = -(max(lengths) + 2) // STEP * -STEP
        inputs = np.zeros((3, len(windows), padded), np.int64)
        inputs[0, :, 0] = CLS
        for row, ((tokens, window), length) in enumerate(zip(windows, lengths, strict=True)):
            inputs[0, row, 1 : length + 1] = tokens.ids[window.start : window.end]
            inputs[0, row, length + 1] = SEP
            inputs[1, row, 1 : length + 1] = tokens.shapes[window.start : window.end]
            inputs[2, row, : length + 2] = 1
        request = self._idle.get()
        try:
            request.infer(list(inputs), share_inputs=True)
            output = request.get_output_tensor(0).data
            return [
                Scores(output[row, 1 : length + 1].copy()) for row, length in enumerate(lengths)
            ]
        finally:
            self._idle.put(request)

    def close(self) -> None:
        """Ends the engine's threads."""
        self._pool.shutdown()
