"""Variation of the training texts: typography, case, paragraphs, masked words, other names, sentences of other texts.

What the network knows by heart teaches it nothing: after four epochs its loss on names is near nothing on the training
texts and stands still on others. Other names in the same places are new texts.
"""

from __future__ import annotations

import random
from collections import defaultdict

import numpy as np

from en_dramatis import features
from training.records import Document

SMALL_WORDS = frozenset(["of", "the", "in", "and", "to", "a", "for", "on", "at", "by", "'s"])
"""Words that headlines keep small."""
SWAPPED = ("PERSON", "ORG", "LOC", "EVENT", "MISC")
SWAPS, SWAPPED_SHARE = 0.5, 0.8
"""Share of windows in which names change, and of the names in them."""
HIDDEN, HIDDEN_SHARE = 0.3, 0.35
"""Share of windows in which words of names are masked, and of those words."""
FEWEST = 5
"""Names of one form that there must be for one to be drawn."""
SENTENCES = 12
"""Sentences in a text mixed of several."""
HEADLINE_GAPS = (0.4, 0.06)
"""How often a paragraph ends after a sentence without, and with, a mark at its end."""
UNMARKED, SHORT = 0.2, 15
"""Share of the sentences of at most `SHORT` words that lose their full stop, as headings and captions have none."""
LOST, LOST_NEWS = 0.3, 0.5
"""Share of windows in which paragraphs run into each other; of news, whose headlines and captions are to be told without."""
ENDS = frozenset([".", "!", "?", '"', "”", "''", ")", "…", ":"])

Pool = dict[tuple, list[list[str]]]


def form(word: str) -> str:
    """What a word must share with the one it is changed for: small words, numbers and initials themselves, else its case."""
    if word.islower() or not word.isalpha():
        return word if len(word) < 4 or word.islower() else "mixed"
    return "A" if word.isupper() and len(word) > 1 else "X"


def spans_of(ents: list[str | None]) -> list[tuple[int, int, str]]:
    """Spans `(start, end, label)` of BIO labels."""
    found: list[tuple[int, int, str]] = []
    for i, label in enumerate(ents):
        if label and label.startswith("I-") and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1, found[-1][2])
        elif label and label != "O":
            found.append((i, i + 1, label[2:]))
    return found


def pool_of(documents: list[Document]) -> Pool:
    """The names of the training texts by label and form, each once."""
    found: dict[tuple, set[tuple[str, ...]]] = defaultdict(set)
    for document in documents:
        if document.ents is None or document.corpus.startswith("btc"):
            continue
        for start, end, label in spans_of(document.ents):
            if label in SWAPPED:
                name = tuple(document.words[start:end])
                found[label, tuple(map(form, name))].add(name)
    return {key: sorted(map(list, names)) for key, names in found.items() if len(names) >= FEWEST}


def swapped(words: list[str], ents: list[str | None], pool: Pool, rng: random.Random) -> list[str]:
    """The words with other names of the same label and form; one name becomes one other, surnames follow full names."""
    words, whole, parts = list(words), {}, {}
    for start, end, label in sorted(spans_of(ents), key=lambda s: s[0] - s[1]):
        name = tuple(words[start:end])
        if (label, name) not in whole:
            choices = pool.get((label, tuple(map(form, name))))
            other = rng.choice(choices) if choices and rng.random() < SWAPPED_SHARE else list(name)
            if label == "PERSON" and len(name) == 1:
                other = [parts.get(name[0], other[0])]
            whole[label, name] = other
            if label == "PERSON" and len(name) > 1:
                parts |= dict(zip(name, other, strict=True))
        words[start:end] = whole[label, name]
    return words


def varied(
    words: list[str], gaps: np.ndarray, sents: np.ndarray | None, start: int, rng: random.Random, *, lost: float = LOST
) -> tuple[list[str], np.ndarray, set[int]]:
    """The words in other typography, now and then in other case; some of them to be masked."""
    if rng.random() < 0.35:
        words = typography(words, gaps, rng)
    chance = rng.random()
    if chance < 0.03:
        words = [w.upper() for w in words]
    elif chance < 0.045:
        words = [w.lower() for w in words]
    elif chance < 0.08:
        words = [w if w in SMALL_WORDS and i else w[:1].upper() + w[1:] for i, w in enumerate(words)]
    if rng.random() < lost:
        gaps[gaps == features.BREAK] = features.SPACED
    elif sents is not None and rng.random() < 0.15:
        for i in np.flatnonzero(sents[start : start + len(words)]):
            if rng.random() < 0.3:
                gaps[i] = features.BREAK
    if rng.random() < 0.1:
        gaps[:] = features.UNKNOWN
    masked = set()
    if rng.random() < 0.5:
        masked = {i for i in range(len(words)) if rng.random() < 0.06}
    return words, gaps, masked


def hidden(ents: list[str | None], rng: random.Random) -> set[int]:
    """Words of names to be masked, so that the rest of the sentence has to tell."""
    if rng.random() >= HIDDEN:
        return set()
    return {i for i, label in enumerate(ents) if label and label != "O" and rng.random() < HIDDEN_SHARE}


def typography(words: list[str], gaps: np.ndarray, rng: random.Random) -> list[str]:
    """Straight marks for curly ones or the other way round, and another dash."""
    out, opened = [], False
    curly = rng.random() < 0.7
    dash = rng.choice(["–", "—", "--", "-"])
    for i, word in enumerate(words):
        if word in {'"', "“", "”", "``", "''"}:
            opened = not opened
            word = ("“" if opened else "”") if curly else '"'
        elif word in {"–", "—", "--"} or (word == "-" and gaps[i] == features.SPACED):
            word = dash
        elif "'" in word or "’" in word:
            word = word.replace("'", "’") if curly else word.replace("’", "'")
        out.append(word)
    return out


def mixed(documents: list[Document], rng: random.Random, share: float) -> list[Document]:
    """Texts of sentences of many texts of one corpus, `share` of its sentences: where a sentence ends must show in itself."""
    found = []
    for corpus in sorted({d.corpus for d in documents if d.tags is not None and d.sents is not None}):
        own = [d for d in documents if d.corpus == corpus]
        bounds = [(d, int(a), int(b)) for d in own for a, b in _sentences(d)]
        drawn = [_unmarked(part, rng) for part in rng.sample(bounds, int(len(bounds) * share))]
        found += [_joined(drawn[i : i + SENTENCES], rng) for i in range(0, len(drawn), SENTENCES)]
    return found


def _sentences(document: Document) -> list[tuple[int, int]]:
    starts = np.flatnonzero(document.sents)
    return list(zip(starts.tolist(), [*starts[1:].tolist(), len(document.words)], strict=True))


def _unmarked(part: tuple[Document, int, int], rng: random.Random) -> tuple[Document, int, int]:
    """A sentence, if short now and then without the full stop that nothing depends on."""
    document, a, b = part
    stopped = 2 < b - a <= SHORT and document.words[b - 1] == "." and not (document.heads[a : b - 1] == b - 1).any()
    return (document, a, b - 1) if stopped and rng.random() < UNMARKED else part


def _joined(parts: list[tuple[Document, int, int]], rng: random.Random) -> Document:
    first = parts[0][0]
    out = Document(first.corpus, "mixed", "mixed", [], np.zeros(0, dtype=np.uint8))
    gaps, heads, sents = [], [], []
    layers: dict[str, list] = {layer: [] for layer in first.tags}
    ents: list | None = None if first.ents is None else []
    for document, a, b in parts:
        ended = bool(out.words) and out.words[-1] in ENDS
        own = document.gaps[a:b].copy()
        own[0] = features.BREAK if rng.random() < HEADLINE_GAPS[ended] else features.SPACED
        gaps.append(own)
        heads.append(np.where(document.heads[a:b] < 0, -1, document.heads[a:b] - a + len(out.words)))
        sents.append(np.arange(b - a) == 0)
        out.words += document.words[a:b]
        for layer, values in layers.items():
            values += document.tags[layer][a:b]
        if ents is not None:
            ents += document.ents[a:b] if document.ents is not None else [None] * (b - a)
    out.gaps, out.heads, out.sents = np.concatenate(gaps), np.concatenate(heads).astype(np.int32), np.concatenate(sents)
    out.tags, out.ents = layers, ents
    return out
