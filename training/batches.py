"""Documents to batches: windows of changing length, variation of the text, padding."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from en_dramatis import features
from training import variation
from training.records import CUES, ENTS, IGNORE, NOMINALS, PRONOUNS, Document, Labels
from training.records import style as style_of

WORD_PIECES = 8
"""A word's pieces beyond these are not read."""
LONGEST = 256
ANY_STYLE = 0.25
"""Share of windows that are read without being told their corpus."""
SHARE = {
    "wikinews": 2.0,
    "gum_train": 2.0,
    "ewt_train_syntax": 0.6,
    "ewt_devtest_syntax_ner": 1.0,
    "wikigold": 1.0,
    "crossner_politics": 0.7,
    "crossner_science": 0.5,
    "crossner_literature": 0.3,
    "crossner_music": 0.3,
    "crossner_ai": 0.5,
    "btc_fg": 0.3,
    "silver_wikinews": 1.0,
}
"""How often a document of a corpus is read in an epoch."""
MIXED = 0.25
"""Share of the sentences with a tree that are read once more among sentences of other texts."""
NEWSLIKE = {"weblog": 1.6, "newsgroup": 1.4, "reviews": 0.7, "answers": 0.8, "email": 0.8, "academic": 0.7, "textbook": 0.8, "vlog": 0.6}


@dataclass
class Item:
    """A window ready for the network: pieces, word features and labels as arrays."""

    pieces: np.ndarray
    firsts: np.ndarray
    casing: np.ndarray
    gaps: np.ndarray
    quoted: np.ndarray
    labels: dict[str, np.ndarray]
    frames: list[tuple[int, np.ndarray]]
    style: int


class Maker:
    """Makes items of documents, with a cache of words."""

    def __init__(self, tokenizer: Tokenizer, labels: Labels):
        self.tokenizer = tokenizer
        self.cls, self.sep, self.pad, self.mask = (tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[PAD]", "[MASK]"))
        self.index = {layer: labels.index(layer) for layer in labels.values}
        self.index |= {
            "ents": {e: i for i, e in enumerate(ENTS)},
            "cues": {e: i for i, e in enumerate(CUES)},
            "nominals": {e: i for i, e in enumerate(NOMINALS)},
            "pronouns": {e: i for i, e in enumerate(PRONOUNS)},
        }
        self.cache: dict[str, list[int]] = {}
        self.pool: variation.Pool = {}

    def word(self, word: str) -> list[int]:
        """The pieces of a word, at least one."""
        if word not in self.cache:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:WORD_PIECES]
            self.cache[word] = ids or [self.tokenizer.token_to_id("[UNK]")]
        return self.cache[word]

    def item(self, document: Document, start: int, end: int, rng: random.Random | None = None, *, style: int = 0) -> Item:
        """Words `start:end` of a document; with `rng` varied for training."""
        words, gaps = document.words[start:end], document.gaps[start:end].copy()
        original, masked, renamed = words, set(), None
        quoted = document_quoted(document)[start:end]
        if rng:
            style = 0 if rng.random() < ANY_STYLE else style_of(document.corpus)
            names = document.ents[start:end] if document.ents is not None else []
            if rng.random() < variation.SWAPS:
                words = variation.swapped(words, names, self.pool, rng)
            renamed = np.array([a != b for a, b in zip(original, words, strict=True)])
            lost = variation.LOST_NEWS if document.genre == "news" else variation.LOST
            words, gaps, masked = variation.varied(words, gaps, document.sents, start, rng, lost=lost)
            masked = masked | variation.hidden(names, rng)
        labels = self.labels(document, start, end, original, words)
        if renamed is not None and document.tags is not None:
            labels["xpos"][renamed] = labels["morph"][renamed] = IGNORE
        encoded = [[self.mask] if i in masked else self.word(w) for i, w in enumerate(words)]
        sizes = np.array([len(e) for e in encoded])
        owner = np.repeat(np.arange(len(words)), sizes)
        cases = np.array([features.casing(w) for w in words])
        return Item(
            pieces=np.array([self.cls, *(p for e in encoded for p in e), self.sep]),
            firsts=np.concatenate([[0], np.cumsum(sizes)[:-1]]) + 1,
            casing=_padded(cases[owner], features.OTHER),
            gaps=_padded(gaps[owner], features.BREAK),
            quoted=_padded(quoted[owner], 0),
            labels=labels,
            frames=_frames(document, start, end),
            style=style,
        )

    def labels(self, document: Document, start: int, end: int, original: list[str], words: list[str]) -> dict[str, np.ndarray]:
        """Label numbers of every layer that the document has."""
        found = {}
        for layer in ("ents", "cues", "nominals", "pronouns"):
            values = getattr(document, layer)
            if values is not None:
                found[layer] = np.array([self.index[layer].get(v, IGNORE) for v in values[start:end]])
        if document.tags is not None:
            for layer, values in document.tags.items():
                found[layer] = np.array([self.index[layer].get(v, IGNORE) for v in values[start:end]])
            changed = [a != b for a, b in zip(original, words, strict=False)]
            found["lemma"][changed] = IGNORE
            heads = document.heads[start:end].astype(np.int64)
            own = np.arange(start, end)
            outside = (heads < start) | (heads >= end)
            found["heads"] = np.where(outside, IGNORE, np.where(heads == own, 0, heads - start + 1))
            found["sents"] = document.sents[start:end].astype(np.int64)
            found["sents"][0] = IGNORE
        return found

    def windows(self, document: Document, rng: random.Random) -> list[tuple[int, int]]:
        """A document cut into windows of random length at ends of sentences."""
        words = document.words
        starts = _unit_starts(document)
        if document.frames and document.corpus.startswith("wikinews"):
            room = rng.randint(150, LONGEST)
        else:
            room = rng.choice([1, 40, 80, 120, 180, 220, LONGEST])
        sizes = np.cumsum([0] + [len(self.word(w)) for w in words])
        cuts, begin = [], 0
        if len(starts) > 2 and rng.random() < 0.5:
            cuts.append(starts[rng.randrange(1, min(len(starts), 4))])
        for unit, until in zip(starts, [*starts[1:], len(words)], strict=False):
            if unit > begin and sizes[until] - sizes[begin] > room:
                cuts.append(unit)
                begin = unit
        bounds = sorted({0, len(words), *cuts})
        found = []
        for a, b in itertools.pairwise(bounds):
            while sizes[b] - sizes[a] > LONGEST:
                middle = int(np.searchsorted(sizes, sizes[a] + LONGEST, side="right")) - 1
                found.append((a, middle))
                a = middle
            if b > a:
                found.append((a, b))
        return found

    def epoch(self, documents: list[Document], rng: random.Random, room: int):
        """Batches of items of about `room` pieces each, in random order, alike in length within a batch."""
        items = []
        self.pool = self.pool or variation.pool_of(documents)
        for document in documents + variation.mixed(documents, rng, MIXED):
            share = 1.0 if document.genre == "mixed" else SHARE[document.corpus] * NEWSLIKE.get(document.genre, 1.0)
            for _ in range(int(share) + (rng.random() < share % 1)):
                items += [(document, a, b) for a, b in self.windows(document, rng)]
        items.sort(key=lambda i: i[2] - i[1] + rng.random() * 12)
        groups, group, longest = [], [], 0
        for item in items:
            longest = max(longest, int(1.25 * (item[2] - item[1])) + 2)
            if group and longest * (len(group) + 1) > room:
                groups.append(group)
                group, longest = [], 0
            group.append(item)
        groups.append(group)
        rng.shuffle(groups)
        for group in groups:
            yield collated([self.item(d, a, b, rng) for d, a, b in group], self.pad)


def document_quoted(document: Document) -> np.ndarray:
    """`features.quoted` of a document, kept with it."""
    if not hasattr(document, "_quoted"):
        marks = np.array([features.mark(w) for w in document.words])
        document._quoted = features.quoted(marks, document.gaps)
    return document._quoted


def _unit_starts(document: Document) -> list[int]:
    if document.sents is not None:
        return [int(i) for i in np.flatnonzero(document.sents)] or [0]
    words = document.words
    return [0] + [
        i
        for i in range(1, len(words))
        if document.gaps[i] == features.BREAK or (words[i - 1] in {".", "?", "!"} and words[i] not in {'"', "”", "'"})
    ]


def _frames(document: Document, start: int, end: int) -> list[tuple[int, np.ndarray]]:
    found = []
    for frame in document.frames or []:
        if start <= frame.anchor < end:
            roles = np.zeros(end - start, dtype=np.int64)
            for number, part in ((1, frame.source), (2, frame.content)):
                roles[[i - start for i in part if start <= i < end]] = number
            found.append((frame.anchor - start, roles))
    return found


def _padded(values: np.ndarray, edge: int) -> np.ndarray:
    return np.concatenate([[edge], values, [edge]])


def collated(items: list[Item], pad: int) -> dict:
    """Items side by side as tensors; labels stay per word, flat."""
    longest = max(len(i.pieces) for i in items)
    most = max(len(i.firsts) for i in items)
    shape = (len(items), longest)
    pieces, casing = np.full(shape, pad), np.full(shape, features.OTHER)
    gaps, quoted = np.full(shape, features.BREAK), np.zeros(shape, dtype=np.int64)
    firsts, words = np.zeros((len(items), most), dtype=np.int64), np.zeros((len(items), most), dtype=bool)
    layers = sorted({layer for i in items for layer in i.labels})
    labels = {layer: np.full((len(items), most), IGNORE) for layer in layers}
    for row, item in enumerate(items):
        n, m = len(item.pieces), len(item.firsts)
        pieces[row, :n], casing[row, :n], gaps[row, :n], quoted[row, :n] = (item.pieces, item.casing, item.gaps, item.quoted)
        firsts[row, :m], words[row, :m] = item.firsts, True
        for layer, values in item.labels.items():
            labels[layer][row, :m] = values
    tensor = torch.from_numpy
    return {
        "pieces": tensor(pieces),
        "casing": tensor(casing),
        "gaps": tensor(gaps),
        "quoted": tensor(quoted),
        "firsts": tensor(firsts),
        "words": tensor(words),
        "labels": {k: tensor(v) for k, v in labels.items()},
        "style": tensor(np.array([item.style for item in items])),
        "frames": [[(a, tensor(r)) for a, r in i.frames] for i in items],
    }
