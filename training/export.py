"""From a checkpoint to the package: `python -m training.export --run DIR`.

Prunes the vocabulary, writes the encoder and the heads as ONNX graphs with their weights
in int8 and float16 beside them, puts the components together and writes `lib/en_dramatis/en_dramatis-VERSION`.
The new folder replaces the old one in one rename.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import re
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import spacy
import torch
from tokenizers import Tokenizer

from en_dramatis import lemmas, storage
from training import graphs
from training.base import check_base, default_base
from training.encoding import encoder_files
from training.model import HEADS, LAYERS, WIDTH, Encoder, Network
from training.pieces import kept_pieces
from training.records import CUES, ENTS, NOMINALS, PRONOUNS, STYLES, Document, Labels

SPACY = ">=3.8.7,<3.9.0"
"""Versions of spaCy that the package works with, as in pyproject.toml."""
PACKAGE = Path("lib/en_dramatis")


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
    weights = encoder_weights(network.encoder, kept, style)
    encoder.files = {**encoder_files(weights, layers=LAYERS, heads=HEADS), "pieces.txt": "\n".join(pieces).encode("utf-8")}
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
        "names": graphs.tags(heads, ("ents",), WIDTH),
        "syntax": {**graphs.syntax(heads, WIDTH), **graphs.relations(heads), "root.npz": packed(fixed)},
        "attribution": {
            **graphs.attribution(heads, WIDTH),
            **graphs.roles(heads, WIDTH),
            "distance.npz": packed({"distance": heads.distance}),
        },
        "mentions": graphs.tags(heads, ("nominals", "pronouns"), WIDTH),
    }


def packed(tensors: dict[str, torch.Tensor]) -> bytes:
    """Tensors as float16 arrays in a file's bytes."""
    return storage.packed({k: graphs.array(v).astype(np.float16) for k, v in tensors.items()})


def encoder_weights(encoder: Encoder, kept: list[int], style: int) -> dict[str, np.ndarray]:
    """The encoder's weights with the pieces that are kept and the style's embedding within the positions."""
    weights = {name: graphs.array(value) for name, value in encoder.state_dict().items()}
    weights["words.weight"] = weights["words.weight"][kept]
    weights["positions.weight"] = weights["positions.weight"] + weights.pop("style.weight")[style]
    return weights


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
