"""Which key phrases belong together: shared words, near meaning, and sentences that hold both."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dramatis.extract.background import zipf
from dramatis.extract.candidates import generic_words
from dramatis.extract.meaning import direction
from dramatis.extract.scheme import Words

__all__ = ["Phrase", "affinity", "clusters"]

JOINED = 0.35
"""Mean affinity (0 to 1) from which two groups of phrases become one topic."""
SHARED, MEANING, TOGETHER = 0.6, 1.0, 0.25
"""Weights of the three signs; the affinity is their sum, at most 1."""
RELATED = 0.35
"""Cosine of two phrases' vectors from which they are taken to be near in meaning."""


class Phrase(NamedTuple):
    """One key phrase: `spans` count words, `weights` say how much each lemma carries,
    `proper` whether it ends in a proper noun; `vector` has length one or is None.
    """

    id: str
    text: str
    score: float
    spans: list[tuple[int, int]]
    lemmas: tuple[str, ...]
    weights: dict[str, float]
    sentences: frozenset[int]
    proper: bool
    vector: np.ndarray | None

    @classmethod
    def made(cls, identifier: str, text: str, score: float, spans: list[tuple[int, int]], doc_words: Words) -> "Phrase":
        """A phrase with what its affinity to others is told by; its lemmas are those of the place that reads like it."""
        start, end = next((span for span in spans if _reads(doc_words, span) == _plain(text)), spans[0])
        lemmas = tuple(lemma for lemma in doc_words.lemma[start:end] if any(map(str.isalnum, lemma)))
        lemmas = lemmas or (text.lower(),)
        weights = {lemma: _weight(lemma) for lemma in lemmas}
        sentences = frozenset(doc_words.sentence[first] for first, _ in spans)
        proper = doc_words.pos[end - 1] == "PROPN"
        return cls(identifier, text, score, spans, lemmas, weights, sentences, proper, direction(weights))


def affinity(one: Phrase, other: Phrase) -> float:
    """How much two phrases belong together, 0 to 1."""
    shared = sum(min(weight, other.weights[lemma]) for lemma, weight in one.weights.items() if lemma in other.weights)
    least = min(sum(one.weights.values()), sum(other.weights.values())) or 1.0
    both = len(one.sentences & other.sentences)
    together = both / (1 + math.sqrt(len(one.sentences) * len(other.sentences)))
    return min(1.0, SHARED * shared / least + MEANING * _nearness(one, other) + TOGETHER * together)


def clusters(phrases: Sequence[Phrase]) -> list[list[Phrase]]:
    """Phrases grouped by mean affinity, the nearest two groups first, until none reach :data:`JOINED`; best phrase first in each.

    References
    ----------
    Average linkage (UPGMA): Sokal and Michener 1958. Ties are decided by the order of the phrases, so that the result is always the same.
    """
    groups = [[place] for place in range(len(phrases))]
    near = np.full((len(phrases), len(phrases)), -1.0)
    for first, one in enumerate(phrases):
        for second in range(first):
            near[first, second] = near[second, first] = affinity(one, phrases[second])
    while len(groups) > 1:
        place = int(near.argmax())
        first, second = sorted(divmod(place, len(groups)))
        if near[first, second] < JOINED:
            break
        sizes = len(groups[first]), len(groups[second])
        merged = (near[first] * sizes[0] + near[second] * sizes[1]) / sum(sizes)
        near[first], near[:, first] = merged, merged
        near[first, first] = -1.0
        near = np.delete(np.delete(near, second, 0), second, 1)
        groups[first] += groups.pop(second)
    return [[phrases[place] for place in sorted(group)] for group in groups]


def _reads(doc_words: Words, span: tuple[int, int]) -> str:
    return _plain("".join(doc_words.lower[span[0] : span[1]]))


def _plain(text: str) -> str:
    return "".join(text.lower().split())


def _weight(lemma: str) -> float:
    """How much a lemma carries: rare words much, words that only count or point little."""
    generic = generic_words()
    if lemma in generic["noun"] or lemma in generic["adjective"]:
        return 0.1
    return max(0.2, 8 - zipf(lemma))


def _nearness(one: Phrase, other: Phrase) -> float:
    """How near two phrases are in meaning: 0 at :data:`RELATED` and below, 1 where they point the same way."""
    if one.vector is None or other.vector is None:
        return 0.0
    return max(0.0, (float(one.vector @ other.vector) - RELATED) / (1 - RELATED))
