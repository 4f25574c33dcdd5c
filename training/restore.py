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
import spacy
import torch
from tokenizers import Tokenizer

from en_dramatis.encoder import gaps
from training.base import check_base, default_base, load
from training.batches import Maker, collated
from training.losses import states
from training.model import WIDTH, Network
from training.records import STYLES, Document, Labels
from training.weights import package_weights

WORDS = "encoder.words.weight"
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
    network.load_state_dict(network.state_dict() | restored(nlp))
    alike = likeness(nlp, network.eval(), Maker(tokenizer, labels))
    if alike < ALIKE:
        raise SystemExit(f"the restored network reads otherwise than {args.package}: cosine of states {alike:.4f}, at least {ALIKE} wanted")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"average": network.state_dict(), "labels": labels.values}, args.out)
    print(f"{args.out}: mean cosine with the states of the package {alike:.4f}")


def restored(nlp: spacy.Language) -> dict[str, torch.Tensor]:
    """The network's weights but for the word embeddings; every corpus reads in the package's style."""
    found = {name: torch.tensor(values) for name, values in package_weights(nlp).items() if name != WORDS}
    return found | {"encoder.style.weight": torch.zeros(len(STYLES), WIDTH)}


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
