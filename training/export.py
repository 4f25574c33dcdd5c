"""From a checkpoint to the package: `python -m training.export --run DIR`.

Prunes the vocabulary, writes the encoder as an int8 ONNX file and the heads as float16
arrays, puts the components together and writes `lib/en_dramatis/en_dramatis-VERSION`.
The new folder replaces the old one in one rename.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import re
import shutil
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import onnx
import spacy
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

from en_dramatis import lemmas, storage
from training import graphs
from training.base import check_base, default_base
from training.model import WIDTH, Encoder, Network
from training.pieces import kept_pieces
from training.records import CUES, ENTS, NOMINALS, PRONOUNS, STYLES, Document, Labels

SPACY = ">=3.8.7,<3.9.0"
"""Versions of spaCy that the package works with, as in pyproject.toml."""
PACKAGE = Path("lib/en_dramatis")
QUANTIZED = ["MatMul", "Gemm", "Gather"]


def main() -> None:
    """Export and write the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepared", type=Path, default=Path("training/build/prepared.pkl"))
    parser.add_argument("--base", type=Path, default=default_base(), help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--run", type=Path, default=Path("training/build/run"))
    parser.add_argument("--checkpoint", default="last.pt")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--pieces", type=int, default=23_000)
    parser.add_argument("--style", choices=STYLES, default="any", help="the corpus whose conventions the package follows")
    parser.add_argument("--weights", choices=["average", "network"], default="average")
    parser.add_argument("--package", type=Path, default=PACKAGE)
    args = parser.parse_args()
    check_base(args.base)
    state = torch.load(args.run / args.checkpoint, map_location="cpu", weights_only=False)
    labels = Labels(state["labels"])
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    with args.prepared.open("rb") as file:
        documents = pickle.load(file)["train"]
    words = {w for d in documents for w in d.words} | article_words(args.corpora / "wikinews_articles.jsonl.gz")
    kept = kept_pieces(tokenizer, words, args.pieces)
    network = Network(tokenizer.get_vocab_size(), labels)
    network.load_state_dict(state[args.weights])
    network.eval()
    nlp = assembled(network, labels, tokenizer, kept, STYLES.index(args.style))
    syntax = nlp.get_pipe("syntax")
    syntax.files["lemmas.txt"] = lemmas.write_table(lemma_table(documents))
    write_package(nlp, args.package)


def article_words(path: Path) -> set[str]:
    """The words of the unmarked articles, so that their pieces are kept too; none without the file."""
    if not path.exists():
        return set()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {word for line in file for word in re.findall(r"\w+", json.loads(line)["text"])}


def lemma_table(documents: list[Document]) -> dict[tuple[str, str], str]:
    """Lemmas of the words that have one and the same, nine times of ten, in the training documents."""
    counts: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for document in documents:
        if document.lemmas:
            for word, pos, lemma in zip(document.words, document.tags["upos"], document.lemmas, strict=True):
                if pos not in lemmas.CLOSED and not lemmas.NUMBER.fullmatch(word):
                    counts[word.lower().replace("’", "'"), pos][lemma] += 1
    best = {key: found.most_common(1)[0] for key, found in counts.items()}
    return {key: lemma for key, (lemma, n) in best.items() if n >= 0.9 * counts[key].total() and "\t" not in lemma}


def assembled(network: Network, labels: Labels, tokenizer: Tokenizer, kept: list[int], style: int) -> spacy.Language:
    """The pipeline with the network's weights."""
    nlp = spacy.blank(
        "en",
        config={
            "nlp": {
                "tokenizer": {"@tokenizers": "dramatis.tokenizer.v1"},
                "after_creation": {"@callbacks": "dramatis.noun_chunks.v1"},
            }
        },
    )
    encoder = nlp.add_pipe("dramatis_encoder", name="encoder")
    pieces = [tokenizer.id_to_token(i) for i in kept]
    encoder.files = {"encoder.onnx": encoder_onnx(network.encoder, kept, style), "pieces.txt": "\n".join(pieces).encode("utf-8")}
    encoder.settings = {"width": 384, "layers": 6, "base": "sentence-transformers/all-MiniLM-L6-v2"}
    encoder.load()
    settings = {
        "names": {"ents": list(ENTS)},
        "syntax": dict(labels.values),
        "attribution": {"cues": list(CUES)},
        "mentions": {"nominals": list(NOMINALS), "pronouns": list(PRONOUNS)},
    }
    for name, files in head_files(network).items():
        pipe = nlp.add_pipe(f"dramatis_{name}", name=name)
        pipe.files, pipe.settings = files, settings[name]
        pipe.load()
    nlp.add_pipe("dramatis_release", name="release")
    return nlp


def head_files(network: Network) -> dict[str, dict[str, bytes]]:
    """The files of every component but the encoder."""
    heads = network.heads
    fixed = {"root": heads.root, "rel_root": torch.nn.functional.gelu(heads.rel_head.bias)}
    return {
        "names": {"heads.onnx": graphs.tags(heads, ("ents",), WIDTH)},
        "syntax": {"heads.onnx": graphs.syntax(heads, WIDTH), "relations.onnx": graphs.relations(heads), "root.npz": packed(fixed)},
        "attribution": {
            "heads.onnx": graphs.attribution(heads, WIDTH),
            "roles.onnx": graphs.roles(heads, WIDTH),
            "distance.npz": packed({"distance": heads.distance}),
        },
        "mentions": {"heads.onnx": graphs.tags(heads, ("nominals", "pronouns"), WIDTH)},
    }


def packed(tensors: dict[str, torch.Tensor]) -> bytes:
    """Tensors as float16 arrays in a file's bytes."""
    return storage.packed({k: v.detach().numpy().astype(np.float16) for k, v in tensors.items()})


class Exported(nn.Module):
    """The encoder with its vocabulary pruned, giving the states of words of one window."""

    def __init__(self, encoder: Encoder, kept: list[int], style: int):
        super().__init__()
        self.encoder = encoder
        words = nn.Embedding(len(kept), encoder.words.weight.shape[1])
        words.weight.data = encoder.words.weight.data[torch.tensor(kept)].clone()
        encoder.words = words
        encoder.positions.weight.data += encoder.style.weight.data[style]
        encoder.style.weight.data.zero_()

    def forward(self, pieces, casing, gap, quoted, firsts):
        return self.encoder(pieces, (casing, gap, quoted), pieces[:, 0] * 0)[0][firsts]


def encoder_onnx(encoder: Encoder, kept: list[int], style: int) -> bytes:
    """The encoder as a quantized ONNX file."""
    module = Exported(encoder, kept, style).eval()
    row = torch.ones(1, 9, dtype=torch.long)
    names = ["pieces", "casing", "gap", "quoted", "firsts"]
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder, "plain.onnx"), Path(folder, "small.onnx")
        torch.onnx.export(
            module,
            (row, row, row, row, torch.arange(4)),
            str(plain),
            input_names=names,
            output_names=["states"],
            dynamic_axes={**{n: {1: "length"} for n in names[:4]}, "firsts": {0: "words"}, "states": {0: "words"}},
            opset_version=17,
            dynamo=False,
            do_constant_folding=True,
        )
        fused = optimized(plain)
        quantize_dynamic(
            fused,
            small,
            op_types_to_quantize=QUANTIZED,
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
        )
        return small.read_bytes()


def optimized(path: Path) -> Path:
    """The graph with whole attention, normalization and GELU nodes."""
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    model = optimizer.optimize_model(str(path), model_type="bert", num_heads=12, hidden_size=384, optimization_options=options, opt_level=0)
    print(model.get_fused_operator_statistics())
    out = path.with_name("fused.onnx")
    if not any(o.domain == "com.microsoft" for o in model.model.opset_import):
        model.model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    onnx.save(model.model, str(out))
    return out


def write_package(nlp: spacy.Language, package: Path) -> None:
    """Write the pipeline's data beside the package's code, replacing the old in one rename."""
    package.mkdir(parents=True, exist_ok=True)
    known = package / "meta.json" if (package / "meta.json").exists() else PACKAGE / "meta.json"
    meta = json.loads(known.read_text(encoding="utf-8"))
    nlp.meta.update({k: v for k, v in meta.items() if k not in {"labels", "pipeline", "components", "performance"}})
    nlp.meta["spacy_version"] = SPACY
    folder = package / f"en_dramatis-{meta['version']}"
    fresh, old = package / "new-data", package / "old-data"
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh)
    written = json.loads((fresh / "meta.json").read_text(encoding="utf-8"))
    written["sha256"] = {
        str(path.relative_to(fresh)): storage.digest(path.read_bytes())
        for path in sorted(fresh.rglob("*"))
        if path.suffix in {".onnx", ".npz", ".txt"}
    }
    for target in (fresh / "meta.json", package / "meta.json"):
        target.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    print(f"{folder}: {sum(p.stat().st_size for p in folder.rglob('*') if p.is_file()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
