"""The heads as small ONNX graphs, with weights in float16 and, where much is multiplied, in int8.

In onnxruntime they obey the number of threads, as numpy's products do not.
"""

from __future__ import annotations

import numpy as np
from onnx import TensorProto
from torch import Tensor

from training.model import Heads
from training.nodes import Graph


def tags(heads: Heads, layers: tuple[str, ...], width: int) -> dict[str, bytes]:
    """Log probabilities of the given layers."""
    graph = Graph()
    x = graph.states(width)
    for layer in layers:
        graph.output(layer, graph.node("LogSoftmax", _tag(graph, x, heads, layer), axis=-1))
    return graph.files("heads")


def syntax(heads: Heads, width: int) -> dict[str, bytes]:
    """Best tags, the log odds of a sentence's start, and what arcs and relations are scored from."""
    graph = Graph()
    x = graph.states(width)
    numbers = graph.several("DynamicQuantizeLinear", x, results=3)
    for layer in ("upos", "xpos", "morph", "lemma"):
        best = graph.node("ArgMax", _tag(graph, numbers, heads, layer), axis=-1, keepdims=0)
        graph.output(layer, best, rank=1, whole=True)
    weight, bias = array(heads.tags["sents"].weight), array(heads.tags["sents"].bias)
    graph.output("sents", graph.linear(x, "odds.sents", (weight[1:] - weight[:1]).T, bias[1:] - bias[:1]))
    dep = graph.gelu(_linear(graph, x, heads, "arc_dep"))
    graph.output("arc_dep", graph.linear(dep, "arc", array(heads.arc[:-1]), array(heads.arc[-1])))
    for name in ("arc_head", "rel_dep", "rel_head"):
        graph.output(name, graph.gelu(_linear(graph, x, heads, name)))
    return graph.files("heads")


def relations(heads: Heads) -> dict[str, bytes]:
    """The best relation of pairs of words, from `rel_dep` of one and `rel_head` of the other."""
    graph = Graph()
    count, size = heads.rel.shape[0], heads.rel.shape[1] - 1
    dep, head = graph.input("dep", TensorProto.FLOAT, "n", size), graph.input("head", TensorProto.FLOAT, "n", size)
    form, right, left, bias = _parts(heads.rel)
    crossed = graph.quantized(dep, "rel.form", form, right)
    crossed = graph.node("Reshape", crossed, graph.constant([-1, count, size], np.int64))
    tall = graph.node("Reshape", head, graph.constant([-1, size, 1], np.int64))
    scores = graph.node("Squeeze", graph.node("MatMul", crossed, tall), graph.constant([2], np.int64))
    scores = graph.node("Add", scores, graph.linear(dep, "rel.dep", left, bias))
    graph.output("dep_label", graph.node("ArgMax", scores, axis=-1, keepdims=0), rank=1, whole=True)
    return graph.files("relations")


def attribution(heads: Heads, width: int) -> dict[str, bytes]:
    """Log probabilities of cues, and `word`, what every word brings to its roles."""
    graph = Graph()
    x = graph.states(width)
    graph.output("cues", graph.node("LogSoftmax", _tag(graph, x, heads, "cues"), axis=-1))
    graph.output("word", graph.gelu(_linear(graph, x, heads, "word")))
    return graph.files("heads")


def roles(heads: Heads, width: int) -> dict[str, bytes]:
    """What a cue makes of the words: `form` and `bias` by role, to be multiplied with `word`."""
    graph = Graph()
    count, size = heads.role.shape[0], heads.role.shape[1] - 1
    cue = graph.gelu(_linear(graph, graph.states(width), heads, "cue"))
    form, right, left, bias = _parts(heads.role)
    crossed = graph.linear(cue, "role.form", form, right)
    graph.output("form", graph.node("Reshape", crossed, graph.constant([-1, count, size], np.int64)), rank=3)
    graph.output("bias", graph.linear(cue, "role.cue", left, bias))
    return graph.files("roles")


def array(value: Tensor) -> np.ndarray:
    """A weight as a float32 array."""
    return value.detach().float().cpu().numpy()


def _parts(form: Tensor) -> list[np.ndarray]:
    """A bilinear form with ones on both sides as its product and bias of the right side, those of the left side."""
    size = form.shape[1] - 1
    product = form[:, :size, :size].transpose(0, 1).reshape(size, -1)
    return [array(part) for part in (product, form[:, size, :size].reshape(-1), form[:, :size, size].t(), form[:, size, size])]


def _linear(graph: Graph, x: str, heads: Heads, name: str) -> str:
    layer = getattr(heads, name)
    return graph.linear(x, name, array(layer.weight).T, array(layer.bias))


def _tag(graph: Graph, x: str | list[str], heads: Heads, layer: str) -> str:
    product = graph.linear if isinstance(x, str) else graph.quantized
    return product(x, f"tags.{layer}", array(heads.tags[layer].weight).T, array(heads.tags[layer].bias))
