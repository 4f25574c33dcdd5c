"""The heads as small ONNX graphs with float16 weights.

In onnxruntime they obey the number of threads, as numpy's products do not. Built node
by node: each is a few products, and the exporter would store the weights as float32.
"""

from __future__ import annotations

import math

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from training.model import Heads

OPSET = 17


class Graph:
    """Nodes and weights of a graph being built; methods give the names of their results."""

    def __init__(self):
        self.nodes: list = []
        self.weights: list = []
        self.inputs: list = []
        self.outputs: list = []

    def input(self, name: str, width: int, *, half: bool = True) -> str:
        """An input `[words, width]`; float16 ones are made float32."""
        kind = TensorProto.FLOAT16 if half else TensorProto.FLOAT
        self.inputs.append(helper.make_tensor_value_info(name, kind, ["n", width]))
        return self.node("Cast", name, to=TensorProto.FLOAT) if half else name

    def node(self, op: str, *inputs: str, **attributes) -> str:
        """A node with one result."""
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [name], **attributes))
        return name

    def weight(self, value: Tensor) -> str:
        """A weight kept as float16, used as float32."""
        name = f"w{len(self.weights)}"
        array = value.detach().contiguous().cpu().numpy().astype(np.float16)
        self.weights.append(numpy_helper.from_array(array, name))
        return self.node("Cast", name, to=TensorProto.FLOAT)

    def constant(self, values: list, kind: type) -> str:
        """A constant."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.array(values, dtype=kind), name))
        return name

    def linear(self, x: str, weight: Tensor, bias: Tensor) -> str:
        """`x @ weight + bias`."""
        return self.node("Add", self.node("MatMul", x, self.weight(weight)), self.weight(bias))

    def gelu(self, x: str) -> str:
        """The exact Gaussian error linear unit."""
        scaled = self.node("Mul", x, self.constant([1 / math.sqrt(2)], np.float32))
        half = self.node("Mul", x, self.constant([0.5], np.float32))
        one = self.node("Add", self.node("Erf", scaled), self.constant([1.0], np.float32))
        return self.node("Mul", half, one)

    def output(self, name: str, x: str, *, rank: int = 2, whole: bool = False) -> None:
        """Give a result a name."""
        self.nodes.append(helper.make_node("Identity", [x], [name]))
        kind = TensorProto.INT64 if whole else TensorProto.FLOAT
        self.outputs.append(helper.make_tensor_value_info(name, kind, ["n", *(f"{name}{i}" for i in range(1, rank))]))

    def data(self) -> bytes:
        """The graph as an ONNX file."""
        graph = helper.make_graph(self.nodes, "heads", self.inputs, self.outputs, self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
        onnx.checker.check_model(model)
        return model.SerializeToString()


def tags(heads: Heads, layers: tuple[str, ...], width: int) -> bytes:
    """Log probabilities of the given layers."""
    graph = Graph()
    x = graph.input("states", width)
    for layer in layers:
        graph.output(layer, graph.node("LogSoftmax", _tag(graph, x, heads, layer), axis=-1))
    return graph.data()


def syntax(heads: Heads, width: int) -> bytes:
    """Best tags, the log odds of a sentence's start, and what arcs and relations are scored from."""
    graph = Graph()
    x = graph.input("states", width)
    for layer in ("upos", "xpos", "morph", "lemma"):
        best = graph.node("ArgMax", _tag(graph, x, heads, layer), axis=-1, keepdims=0)
        graph.output(layer, best, rank=1, whole=True)
    sents = heads.tags["sents"]
    graph.output("sents", graph.linear(x, (sents.weight[1:] - sents.weight[:1]).t(), sents.bias[1:] - sents.bias[:1]))
    dep = graph.gelu(_linear(graph, x, heads.arc_dep))
    graph.output("arc_dep", graph.linear(dep, heads.arc[:-1], heads.arc[-1]))
    for name in ("arc_head", "rel_dep", "rel_head"):
        graph.output(name, graph.gelu(_linear(graph, x, getattr(heads, name))))
    return graph.data()


def relations(heads: Heads) -> bytes:
    """The best relation of pairs of words, from `rel_dep` of one and `rel_head` of the other."""
    graph = Graph()
    count, size = heads.rel.shape[0], heads.rel.shape[1] - 1
    dep, head = graph.input("dep", size, half=False), graph.input("head", size, half=False)
    form, left, right, bias = _parts(heads.rel)
    crossed = graph.linear(dep, form, right)
    crossed = graph.node("Reshape", crossed, graph.constant([-1, count, size], np.int64))
    tall = graph.node("Reshape", head, graph.constant([-1, size, 1], np.int64))
    scores = graph.node("Squeeze", graph.node("MatMul", crossed, tall), graph.constant([2], np.int64))
    scores = graph.node("Add", scores, graph.linear(dep, left, bias))
    graph.output("dep_label", graph.node("ArgMax", scores, axis=-1, keepdims=0), rank=1, whole=True)
    return graph.data()


def attribution(heads: Heads, width: int) -> bytes:
    """Log probabilities of cues, and `word`, what every word brings to its roles."""
    graph = Graph()
    x = graph.input("states", width)
    graph.output("cues", graph.node("LogSoftmax", _tag(graph, x, heads, "cues"), axis=-1))
    graph.output("word", graph.gelu(_linear(graph, x, heads.word)))
    return graph.data()


def roles(heads: Heads, width: int) -> bytes:
    """What a cue makes of the words: `form` and `bias` by role, to be multiplied with `word`."""
    graph = Graph()
    count, size = heads.role.shape[0], heads.role.shape[1] - 1
    cue = graph.gelu(_linear(graph, graph.input("states", width), heads.cue))
    form, left, right, bias = _parts(heads.role)
    graph.output("form", graph.node("Reshape", graph.linear(cue, form, right), graph.constant([-1, count, size], np.int64)), rank=3)
    graph.output("bias", graph.linear(cue, left, bias))
    return graph.data()


def _parts(form: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """A bilinear form with ones on both sides as its product, its two linear parts and its bias."""
    size = form.shape[1] - 1
    product = form[:, :size, :size].transpose(0, 1).reshape(size, -1)
    return product, form[:, :size, size].t(), form[:, size, :size].reshape(-1), form[:, size, size]


def _linear(graph: Graph, x: str, layer) -> str:
    return graph.linear(x, layer.weight.t(), layer.bias)


def _tag(graph: Graph, x: str, heads: Heads, layer: str) -> str:
    return _linear(graph, x, heads.tags[layer])
