"""Building an ONNX graph node by node, its weights in a file of their own.

A graph is a few kilobytes that say what is computed; its weights stand in an `.npz` file beside it, by the
network's names, and are handed to onnxruntime when a session is opened (`en_dramatis.component.open_session`).
So a faster graph costs no new weights, and whoever has the package can read them with numpy alone.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from en_dramatis import storage

OPSET = 17
CONTRIBUTED = frozenset(["DynamicQuantizeMatMul", "MatMulIntegerToFloat", "MultiHeadAttention", "Gelu"])
"""Nodes of onnxruntime's own set."""
LEVELS = 127


class Graph:
    """Nodes and weights of a graph being built; methods give the names of their results."""

    def __init__(self):
        self.nodes: list = []
        self.constants: list = []
        self.weights: dict[str, np.ndarray] = {}
        self.inputs: list = []
        self.outputs: list = []

    def input(self, name: str, kind: int, *shape: int | str) -> str:
        """An input; lengths that vary have a name."""
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def states(self, width: int) -> str:
        """The input `states`, float16 `[words, width]`, as float32."""
        return self.node("Cast", self.input("states", TensorProto.FLOAT16, "n", width), to=TensorProto.FLOAT)

    def several(self, op: str, *inputs: str, results: int, **attributes) -> list[str]:
        """A node with several results."""
        names = [f"v{len(self.nodes)}.{i}" for i in range(results)]
        domain = "com.microsoft" if op in CONTRIBUTED else ""
        self.nodes.append(helper.make_node(op, list(inputs), names, domain=domain, **attributes))
        return names

    def node(self, op: str, *inputs: str, **attributes) -> str:
        """A node with one result."""
        return self.several(op, *inputs, results=1, **attributes)[0]

    def weight(self, name: str, value: np.ndarray, *, half: bool = True) -> str:
        """A weight, floats kept as float16 unless told otherwise and used as float32."""
        value = np.asarray(value, order="C")
        self.weights[name] = value.astype(np.float16) if half and value.dtype == np.float32 else value
        return name

    def constant(self, values: list, kind: type) -> str:
        """A constant."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(values, dtype=kind), name))
        return name

    def linear(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """`x @ weight + bias`."""
        return self.node("Add", self.node("MatMul", x, self.weight(f"{name}.weight", weight)), self.weight(f"{name}.bias", bias))

    def quantized(self, x: str | list[str], name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """The same with int8 weights, `x` being floats or the three results of `DynamicQuantizeLinear`."""
        numbers, scale = quantized(weight)
        kept = (
            self.weight(f"{name}.weight", numbers),
            self.weight(f"{name}.scale", scale, half=False),
            self.weight(f"{name}.bias", bias, half=False),
        )
        if isinstance(x, str):
            return self.node("DynamicQuantizeMatMul", x, kept[0], kept[1], "", kept[2])
        return self.node("MatMulIntegerToFloat", x[0], kept[0], x[1], kept[1], x[2], "", kept[2])

    def gelu(self, x: str) -> str:
        """The exact Gaussian error linear unit."""
        return self.node("Gelu", x)

    def output(self, name: str, x: str, *, rank: int = 2, whole: bool = False) -> None:
        """Give a result a name."""
        self.nodes.append(helper.make_node("Identity", [x], [name]))
        kind = TensorProto.INT64 if whole else TensorProto.FLOAT
        self.outputs.append(helper.make_tensor_value_info(name, kind, ["n", *(f"{name}{i}" for i in range(1, rank))]))

    def files(self, name: str) -> dict[str, bytes]:
        """The graph `NAME.onnx` and its weights `NAME.npz`."""
        outside = [_declared(key, value) for key, value in self.weights.items()]
        graph = helper.make_graph(self.nodes, name, self.inputs, self.outputs, [*self.constants, *outside])
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
        return {f"{name}.onnx": model.SerializeToString(), f"{name}.npz": storage.packed(self.weights)}


def quantized(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Numbers between -127 and 127 and the scale of every column."""
    scale = (np.abs(weight).max(axis=0) / LEVELS).astype(np.float32)
    return np.rint(weight / scale).astype(np.int8), scale


def _declared(name: str, value: np.ndarray) -> TensorProto:
    """A weight that the graph names and does not hold."""
    kind = np.dtype(np.float32) if value.dtype == np.float16 else value.dtype
    tensor = TensorProto(name=name, dims=value.shape, data_type=helper.np_dtype_to_tensor_dtype(kind), data_location=TensorProto.EXTERNAL)
    tensor.external_data.append(onnx.StringStringEntryProto(key="location", value="npz"))
    return tensor
