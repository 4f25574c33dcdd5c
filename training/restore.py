"""From a package back to a checkpoint: `python -m training.restore --package FOLDER --out FILE`.

Whoever has the package but not the checkpoint it came from can train on with `training.train --start`, label text with
`training.silver`, or average with `training.average`. The int8 numbers of the encoder become floats again, word
embeddings come from the base weights, which training leaves as they are, with the whole vocabulary. What the package
no longer holds is the styles of the corpora, all of which become the one it was exported in.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import spacy
import torch
from onnx import TensorProto, numpy_helper
from tokenizers import Tokenizer

from en_dramatis import storage
from en_dramatis.encoder import gaps
from training.base import check_base, default_base, load
from training.batches import Maker, collated
from training.losses import states
from training.model import LAYERS, Network
from training.records import STYLES, Document, Labels

EMBEDDINGS = ("positions", "casing", "gap", "quoted")
PRODUCTS = ("qkv", "out", "up", "down")
ALIKE = 0.99
"""Least mean cosine between a word's states in the package and in the restored network; int8 alone gives 0.998."""
PROBE = (
    "The mayor of Lima, Ana Torres, told reporters on Tuesday that the port would stay closed. “We have no choice,” she said.",
    "Flood warnings lifted\n\nShares of Northern Rail fell 4% after the Transport Committee's report was published in London.",
)


def main() -> None:
    """Restore, compare with the package, write the checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", default="lib/en_dramatis", help="name or folder of the package")
    parser.add_argument("--base", type=Path, default=default_base(), help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, default=Path("training/build/restored.pt"))
    args = parser.parse_args()
    check_base(args.base)
    nlp = load(args.package)
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    labels = Labels({k: v for k, v in nlp.get_pipe("syntax").settings.items() if isinstance(v, list)})
    network = Network(tokenizer.get_vocab_size(), labels)
    network.encoder.load_base(args.base / "model.safetensors")
    network.load_state_dict(network.state_dict() | encoder_weights(nlp) | head_weights(nlp))
    alike = likeness(nlp, network.eval(), Maker(tokenizer, labels))
    if alike < ALIKE:
        raise SystemExit(f"the restored network reads otherwise than {args.package}: cosine of states {alike:.4f}, at least {ALIKE} wanted")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"average": network.state_dict(), "labels": labels.values}, args.out)
    print(f"{args.out}: mean cosine with the states of the package {alike:.4f}")


def encoder_weights(nlp: spacy.Language) -> dict[str, torch.Tensor]:
    """The encoder's weights but for the word embeddings, from its int8 graph."""
    graph = onnx.load_from_string(nlp.get_pipe("encoder").files["encoder.onnx"]).graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    whole = {name: values for name, values in arrays.items() if name.startswith("encoder.") and values.dtype == np.float32 and values.ndim}
    for name in EMBEDDINGS:
        whole[f"encoder.{name}.weight"] = dequantized(arrays, f"encoder.{name}.weight")
    whole["encoder.style.weight"] = np.zeros((len(STYLES), whole["encoder.norm.bias"].size), dtype=np.float32)
    products = [i.name.removesuffix("_quantized") for i in graph.initializer if "MatMul" in i.name and i.name.endswith("_quantized")]
    for number, name in enumerate(products):
        layer, part = divmod(number, len(PRODUCTS))
        whole[f"encoder.layers.{layer}.{PRODUCTS[part]}.weight"] = dequantized(arrays, name).T
    if len(products) != LAYERS * len(PRODUCTS):
        raise ValueError(f"the encoder has {len(products)} products, {LAYERS * len(PRODUCTS)} expected: a package of another network")
    return {name: torch.tensor(values) for name, values in whole.items()}


def dequantized(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    """The float32 numbers behind a quantized tensor, scales of the whole or of each column."""
    numbers = arrays[f"{name}_quantized"].astype(np.float32)
    return (numbers - arrays[f"{name}_zero_point"].astype(np.float32)) * arrays[f"{name}_scale"]


def head_weights(nlp: spacy.Language) -> dict[str, torch.Tensor]:
    """The heads' weights, from the graphs of `training.graphs`, in the order in which these were built."""
    found: dict[str, np.ndarray] = {}
    for pipe, layers in (("names", ("ents",)), ("mentions", ("nominals", "pronouns"))):
        weights = half_weights(nlp, pipe, "heads.onnx")
        for layer in layers:
            found |= linear(f"tags.{layer}", weights)
    weights = half_weights(nlp, "syntax", "heads.onnx")
    for layer in ("upos", "xpos", "morph", "lemma"):
        found |= linear(f"tags.{layer}", weights)
    found |= {name: np.concatenate([-odds / 2, odds / 2]) for name, odds in linear("tags.sents", weights).items()}
    found |= linear("arc_dep", weights)
    found["arc"] = np.concatenate([weights.pop(0), weights.pop(0)[None]])
    for name in ("arc_head", "rel_dep", "rel_head"):
        found |= linear(name, weights)
    found["root"] = storage.unpacked(nlp.get_pipe("syntax").files["root.npz"])["root"]
    found["rel"] = bilinear(half_weights(nlp, "syntax", "relations.onnx"))
    weights = half_weights(nlp, "attribution", "heads.onnx")
    found |= linear("tags.cues", weights) | linear("word", weights)
    weights = half_weights(nlp, "attribution", "roles.onnx")
    found |= linear("cue", weights)
    found["role"] = bilinear(weights)
    found["distance"] = storage.unpacked(nlp.get_pipe("attribution").files["distance.npz"])["distance"]
    return {f"heads.{name}": torch.tensor(values, dtype=torch.float32) for name, values in found.items()}


def half_weights(nlp: spacy.Language, pipe: str, file: str) -> list[np.ndarray]:
    """The weights of a head's graph as float32, in its order."""
    graph = onnx.load_from_string(nlp.get_pipe(pipe).files[file]).graph
    return [numpy_helper.to_array(i).astype(np.float32) for i in graph.initializer if i.data_type == TensorProto.FLOAT16]


def linear(name: str, weights: list[np.ndarray]) -> dict[str, np.ndarray]:
    """Weight and bias of a layer, taken off the front of `weights`."""
    return {f"{name}.weight": weights.pop(0).T, f"{name}.bias": weights.pop(0)}


def bilinear(weights: list[np.ndarray]) -> np.ndarray:
    """A bilinear form with ones on both sides, put together from its four parts (`graphs._parts`)."""
    product, right, left, bias = weights
    size, count = left.shape
    form = np.zeros((count, size + 1, size + 1), dtype=np.float32)
    form[:, :size, :size] = product.reshape(size, count, size).transpose(1, 0, 2)
    form[:, :size, size] = left.T
    form[:, size, :size] = right.reshape(count, size)
    form[:, size, size] = bias
    return form


@torch.no_grad()
def likeness(nlp: spacy.Language, network: Network, maker: Maker) -> float:
    """Mean cosine between the states of words in the package and in the network, over `PROBE`."""
    found = []
    for text in PROBE:
        doc = nlp.get_pipe("encoder")(nlp.make_doc(text))
        tokens = np.array([token.i for token in doc if not token.is_space])
        words = [doc[i].text for i in tokens.tolist()]
        document = Document("probe", "probe", "news", words, gaps(doc, tokens))
        x = states(network, collated([maker.item(document, 0, len(words))], maker.pad))[0]
        there = torch.tensor(np.asarray(doc.tensor)[tokens], dtype=torch.float32)
        found.append(torch.cosine_similarity(x, there, dim=-1))
    return float(torch.cat(found).mean())


if __name__ == "__main__":
    main()
