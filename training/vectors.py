"""A small table of word vectors: `python -m training.vectors`.

The untouched MiniLM reads each word by itself; the means of its states, without their
common part, are projected to their 64 main directions. The words are the most frequent
ones of English by `wordfreq` (Robyn Speer; data CC BY-SA 4.0).

References
----------
Mu and Viswanath 2018, "All-but-the-Top: simple and effective postprocessing for word
representations".
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from en_dramatis import storage
from training.base import check_base, default_base
from training.model import WIDTH, Encoder

COUNT, DIMENSIONS, COMMON, AT_ONCE = 30_000, 64, 1, 512


def main() -> None:
    """Write `lib/en_dramatis/vectors.npz`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, default=default_base(), help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, default=Path("lib/en_dramatis/vectors.npz"))
    args = parser.parse_args()
    check_base(args.base)
    words = frequent_words(COUNT)
    vectors = reduced(states(args.base, words))
    joined = np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)
    args.out.write_bytes(storage.packed({"words": joined, "vectors": vectors.astype(np.float16)}))
    print(f"{args.out}: {len(words)} words, {args.out.stat().st_size / 1e6:.1f} MB")


def frequent_words(count: int) -> list[str]:
    """The most frequent words in lower case, of letters, hyphens and apostrophes."""
    from wordfreq import top_n_list

    found = (w for w in top_n_list("en", 2 * count) if w.replace("-", "").replace("'", "").isalpha() and w.isascii())
    return list(dict.fromkeys(found))[:count]


@torch.no_grad()
def states(base: Path, words: list[str]) -> np.ndarray:
    """The mean states of every word read by itself, as long as one."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    encoder = Encoder(tokenizer.get_vocab_size())
    encoder.load_base(base / "model.safetensors")
    for extra in (encoder.casing, encoder.gap, encoder.quoted, encoder.style):
        extra.weight.zero_()
    encoder.eval()
    pieces = [e.ids for e in tokenizer.encode_batch(words)]
    found = np.zeros((len(words), WIDTH), dtype=np.float32)
    by_length = sorted(range(len(words)), key=lambda i: len(pieces[i]))
    start = 0
    while start < len(words):
        length = len(pieces[by_length[start]])
        rows = [i for i in by_length[start : start + AT_ONCE] if len(pieces[i]) == length]
        batch = torch.tensor([pieces[i] for i in rows])
        zero = torch.zeros_like(batch)
        found[rows] = encoder(batch, (zero, zero, zero), zero[:, 0]).mean(1).numpy()
        start += len(rows)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def reduced(vectors: np.ndarray) -> np.ndarray:
    """Vectors without their mean and first directions, in `DIMENSIONS` numbers, as long as one."""
    centered = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centered, full_matrices=False)
    kept = centered @ directions[COMMON : COMMON + DIMENSIONS].T
    return kept / np.linalg.norm(kept, axis=1, keepdims=True)


if __name__ == "__main__":
    main()
