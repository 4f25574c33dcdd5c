"""The encoder as an ONNX graph with int8 weights, built node by node.

It computes what `training.model.Encoder` computes for one window, but for what nobody reads: in the last layer
only the states that are asked for. Normalization is written out, as onnxruntime's own node for it takes a third of
the time that all products take; queries, keys and values are three products, so that nothing has to be split.
"""

from __future__ import annotations

import math

import numpy as np
from onnx import TensorProto

from training.nodes import Graph

EPSILON = 1e-12
FEATURES = ("casing", "gap", "quoted")


def encoder_files(weights: dict[str, np.ndarray], *, layers: int, heads: int) -> dict[str, bytes]:
    """`encoder.onnx` and `encoder.npz`.

    Parameters
    ----------
    weights : dict of array
        Float32 weights by the names that they have in `training.model.Encoder`; `words.weight` with the
        pieces that are kept, styles already added to the positions.
    layers, heads : int
        Layers of the network, heads of each layer's attention.
    """
    graph = Graph()
    x = _embedded(graph, weights)
    firsts = graph.input("firsts", TensorProto.INT64, "words")
    for number in range(layers):
        asked = graph.node("Gather", x, firsts, axis=1) if number == layers - 1 else x
        x = _layer(graph, weights, f"layers.{number}", x, asked, heads)
    graph.output("states", graph.node("Squeeze", x, graph.constant([0], np.int64)))
    return graph.files("encoder")


def _embedded(graph: Graph, weights: dict[str, np.ndarray]) -> str:
    """Pieces, their places and features as vectors `[1, length, width]`."""
    pieces = graph.input("pieces", TensorProto.INT64, 1, "length")
    numbers, scale, zero = _bytes(weights["words.weight"])
    rows = graph.node("Gather", graph.weight("words.weight", numbers), pieces)
    x = graph.node("DequantizeLinear", rows, graph.weight("words.scale", scale, half=False), graph.weight("words.zero", zero))
    length = graph.node("Slice", graph.node("Shape", pieces), *(graph.constant([i], np.int64) for i in (1, 2)))
    places = graph.weight("positions.weight", weights["positions.weight"], half=False)
    first = graph.constant([0], np.int64)
    x = graph.node("Add", x, graph.node("Slice", places, first, length, first))
    for name in FEATURES:
        table = graph.weight(f"{name}.weight", weights[f"{name}.weight"], half=False)
        x = graph.node("Add", x, graph.node("Gather", table, graph.input(name, TensorProto.INT64, 1, "length")))
    return _normalized(graph, x, "norm", weights)


def _layer(graph: Graph, weights: dict[str, np.ndarray], name: str, x: str, asked: str, heads: int) -> str:
    """A transformer layer: states of the pieces `asked`, which look at all of `x`."""
    width = weights["norm.weight"].size
    everything = graph.several("DynamicQuantizeLinear", x, results=3)
    parts = []
    for number, part in enumerate(("query", "key", "value")):
        columns = slice(number * width, (number + 1) * width)
        weight, bias = weights[f"{name}.qkv.weight"].T[:, columns], weights[f"{name}.qkv.bias"][columns]
        parts.append(graph.quantized(asked if part == "query" and asked != x else everything, f"{name}.{part}", weight, bias))
    seen = graph.node("MultiHeadAttention", *parts, num_heads=heads, scale=1 / math.sqrt(width // heads))
    x = _normalized(graph, graph.node("Add", _product(graph, weights, f"{name}.out", seen), asked), f"{name}.norm1", weights)
    inner = graph.gelu(_product(graph, weights, f"{name}.up", x))
    return _normalized(graph, graph.node("Add", _product(graph, weights, f"{name}.down", inner), x), f"{name}.norm2", weights)


def _product(graph: Graph, weights: dict[str, np.ndarray], name: str, x: str) -> str:
    return graph.quantized(x, name, weights[f"{name}.weight"].T, weights[f"{name}.bias"])


def _normalized(graph: Graph, x: str, name: str, weights: dict[str, np.ndarray]) -> str:
    """Layer normalization."""
    weight, bias = (graph.weight(f"{name}.{part}", weights[f"{name}.{part}"], half=False) for part in ("weight", "bias"))
    centered = graph.node("Sub", x, graph.node("ReduceMean", x, axes=[-1]))
    return graph.node("Add", graph.node("SimplifiedLayerNormalization", centered, weight, axis=-1, epsilon=EPSILON), bias)


def _bytes(table: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Numbers between 0 and 255, their scale and the number that stands for nought."""
    low, high = min(float(table.min()), 0.0), max(float(table.max()), 0.0)
    scale = np.float32((high - low) / 255)
    zero = np.rint(-low / scale)
    return np.clip(np.rint(table / scale) + zero, 0, 255).astype(np.uint8), np.array(scale), np.array(zero, dtype=np.uint8)
