"""Which pieces of the vocabulary are kept."""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import Tokenizer

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def kept_pieces(tokenizer: Tokenizer, words: Iterable[str], count: int) -> list[int]:
    """Ids of `count` pieces: special ones, single letters, those of `words`, then the vocabulary's first.

    The vocabulary of BERT is in order of frequency; pieces of other scripts that no
    word needs are left out.
    """
    tokenizer.no_padding()
    tokenizer.no_truncation()
    vocabulary = tokenizer.get_vocab()
    kept = {vocabulary[p] for p in SPECIAL}
    kept |= {i for p, i in vocabulary.items() if len(p.removeprefix("##")) == 1}
    for encoding in tokenizer.encode_batch(sorted(set(words)), add_special_tokens=False):
        kept.update(encoding.ids)
    latin = [i for p, i in vocabulary.items() if p.isascii() and not p.startswith("[unused")]
    for i in sorted(latin):
        if len(kept) >= count:
            break
        kept.add(i)
    return sorted(kept)
