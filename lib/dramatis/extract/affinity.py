"""Which key phrases belong together: shared words, near meaning, and sentences that hold both."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from dramatis.extract.background import zipf
from dramatis.extract.candidates import generic_words
from dramatis.extract.lexicons import nouns
from dramatis.extract.meaning import directions
from dramatis.extract.scheme import Words

__all__ = ["Phrase", "affinities", "clusters", "is_wider", "known_phrases"]

JOINED = 0.4
"""Mean affinity (0 to 1) from which two groups of phrases become one topic."""
SHARED, MEANING, TOGETHER = 0.6, 1.0, 0.25
"""Weights of the three signs; the affinity is their sum, at most 1."""
APART = 0.2
"""Factor on the affinity of two phrases whose last words name neither the same nor nearly the same: what they share only describes."""
LIKE = 0.75
"""Cosine of two last words' vectors from which they name nearly the same (*car* and *vehicle* 0.86); below it lie the merely related
(*game* and *team* 0.63, *ballot* and *election* 0.69, *male* and *female* 0.71, *sale* and *price* 0.74)."""
ALIKE = 0.6
"""Cosine of a word and one that it ends from which they name the same (*quake* and *earthquake* 0.73; *strike* and *airstrike* 0.15)."""
ROOT, SIBLING = 5, 0.85
"""Letters by which two words are told to come from one, and the cosine from which such name nearly the same: *vaccine* and *vaccination*
0.90, *flood* and *flooding* 0.93, but not *explosion* and *explosive* 0.79, *protest* and *protester* 0.79."""
SAME, ENDED = 0.15, 0.4
"""What two phrases have beyond the three signs where they have one last word, and where the last word of one ends that of the other,
so that it names its kind (*strike* and *airstrike*)."""
PART, REST, EVERYDAY = 4, 3, 4.0
"""Letters of a word that ends another, those of the rest at least, and how common that must be (Zipf value): *air* of *airstrike*,
not *fe* of *female*, nor *g* of *ground*."""
NUMERALS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
RELATED = 0.35
"""Cosine of two phrases' vectors from which they are taken to be near in meaning."""


class Phrase(NamedTuple):
    """One key phrase: `spans` count words, `weights` say how much each lemma carries,
    `proper` whether it ends in a proper noun; `vector` and `head` (of all words, of the last one) have length one or are None.
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
    head: np.ndarray | None


def known_phrases(told: Iterable[tuple[str, str, float, list[tuple[int, int]]]], doc_words: Words) -> list[Phrase]:
    """Phrases, each told by id, text, score and places in words, with what their affinity is told by.

    The lemmas of a phrase are those of the place that reads like it.
    """
    shown = [(row, _place(row[1], row[3], doc_words)) for row in told]
    rows = [(row, end, _lemmas(row[1], (start, end), doc_words)) for row, (start, end) in shown]
    weights = [{lemma: _weight(lemma) for lemma in lemmas} for *_, lemmas in rows]
    pointed = directions([*weights, *({lemmas[-1]: 1.0} for *_, lemmas in rows)])
    return [
        Phrase(
            *row,
            lemmas=lemmas,
            weights=weighed,
            sentences=frozenset(doc_words.sentence[first] for first, _ in row[3]),
            proper=doc_words.pos[end - 1] == "PROPN",
            vector=vector,
            head=head,
        )
        for (row, end, lemmas), weighed, vector, head in zip(rows, weights, pointed[: len(rows)], pointed[len(rows) :], strict=True)
    ]


def affinities(phrases: Sequence[Phrase]) -> np.ndarray:
    """How much each two phrases belong together, 0 to 1, as a symmetric matrix."""
    weights = np.array([sum(phrase.weights.values()) for phrase in phrases])
    counts = np.array([len(phrase.sentences) for phrase in phrases], dtype="float64")
    shared = _shared(phrases) / np.minimum.outer(weights, weights)
    together = _together(phrases) / (1 + np.sqrt(np.outer(counts, counts)))
    signs = SHARED * shared + MEANING * _nearness([phrase.vector for phrase in phrases], RELATED) + TOGETHER * together
    kinds = _kinds([_kind(phrase) for phrase in phrases])
    heads = [phrase.head if _kind(phrase) == phrase.lemmas[-1] else None for phrase in phrases]
    alike = (kinds > 0) | (_nearness(heads, LIKE) > _siblings([phrase.lemmas[-1] for phrase in phrases]))
    return np.minimum(1.0, signs + kinds) * np.where(alike, 1.0, APART)


def clusters(phrases: Sequence[Phrase]) -> list[list[Phrase]]:
    """Phrases grouped by mean affinity, the nearest two groups first, until none reach :data:`JOINED`; best phrase first in each.

    References
    ----------
    Average linkage (UPGMA): Sokal and Michener 1958. Ties are decided by the order of the phrases, so that the result is always the same.
    """
    groups = [[place] for place in range(len(phrases))]
    if len(groups) < 2:
        return [list(phrases)] if groups else []
    near = affinities(phrases)
    np.fill_diagonal(near, -1.0)
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


def is_wider(phrase: Phrase, other: Phrase) -> bool:
    """Whether the last word of a phrase ends that of the other and means something wider (*strike* and *airstrike*; not *quake*)."""
    last, longer = phrase.lemmas[-1], other.lemmas[-1]
    if last == longer or not longer.endswith(last):
        return False
    return phrase.head is None or other.head is None or round(float(phrase.head @ other.head), 6) < ALIKE


def _kind(phrase: Phrase) -> str:
    """What a phrase names by its last word; by all words where *of* makes another thing of a body or place (*state of emergency*)."""
    return " ".join(phrase.lemmas) if " of " in phrase.text and phrase.lemmas[-1] in nouns() else phrase.lemmas[-1]


def _lemmas(text: str, place: tuple[int, int], doc_words: Words) -> tuple[str, ...]:
    """The lemmas of a phrase at the place that reads like it, its head last."""
    start, end = place
    words = zip(doc_words.lemma[start:end], doc_words.pos[start:end], strict=True)
    lemmas = tuple(lemma for lemma, pos in words if pos not in ("DET", "PRON") and any(map(str.isalnum, lemma)))
    if "of" in lemmas[1:-1]:
        lemmas = lemmas[lemmas.index("of") + 1 :] + lemmas[: lemmas.index("of")]
    return lemmas or (text.lower(),)


def _place(text: str, spans: list[tuple[int, int]], doc_words: Words) -> tuple[int, int]:
    """The first place that reads like a phrase or ends like it, without what it is not shown with; else the first one."""
    plain = "".join(text.lower().split())
    for start, end in spans:
        read = "".join(doc_words.lower[start:end])
        while len(read) > len(plain):
            read = read[len(doc_words.lower[start]) :]
            start += 1
        if read == plain:
            return start, end
    return spans[0]


def _weight(lemma: str) -> float:
    """How much a lemma carries: rare words much, words that only count or point little."""
    generic = generic_words()
    if lemma in generic["noun"] or lemma in generic["adjective"]:
        return 0.1
    return max(0.2, 8 - zipf(lemma))


def _shared(phrases: Sequence[Phrase]) -> np.ndarray:
    """The weight of the lemmas that each two phrases share."""
    holders: dict[str, list[int]] = {}
    for place, phrase in enumerate(phrases):
        for lemma in phrase.weights:
            holders.setdefault(lemma, []).append(place)
    shared = np.zeros((len(phrases), len(phrases)))
    for lemma, places in holders.items():
        if len(places) > 1:
            shared[np.ix_(places, places)] += phrases[places[0]].weights[lemma]
    return shared


def _together(phrases: Sequence[Phrase]) -> np.ndarray:
    """The number of sentences that hold both of each two phrases."""
    column = {sentence: place for place, sentence in enumerate(sorted({sentence for phrase in phrases for sentence in phrase.sentences}))}
    holds = np.zeros((len(phrases), len(column)))
    for place, phrase in enumerate(phrases):
        holds[place, [column[sentence] for sentence in phrase.sentences]] = 1.0
    return holds @ holds.T


def _kinds(heads: Sequence[str]) -> np.ndarray:
    """What each two phrases have for naming one kind of thing: by one last word, or by one that ends the other."""
    kinds = np.zeros((len(heads), len(heads)))
    by_end: dict[str, list[int]] = {}
    for place, head in enumerate(heads):
        by_end.setdefault(head[-PART:], []).append(place)
    for one, two in (pair for places in by_end.values() for pair in combinations(places, 2)):
        same = heads[one] == heads[two]
        kinds[one, two] = kinds[two, one] = SAME if same else _ended(*sorted((heads[one], heads[two]), key=len))
    return kinds


def _siblings(heads: Sequence[str]) -> np.ndarray:
    """How near two last words must be for being alike, as :func:`_nearness` tells: nearer where both come from one word."""
    least = np.zeros((len(heads), len(heads)))
    by_root: dict[str, list[int]] = {}
    for place, head in enumerate(heads):
        by_root.setdefault(head[:ROOT], []).append(place)
    for one, two in (pair for places in by_root.values() for pair in combinations(places, 2)):
        if heads[one] != heads[two]:
            least[one, two] = least[two, one] = (SIBLING - LIKE) / (1 - LIKE)
    return least


def _ended(short: str, long: str) -> float:
    rest = long.removesuffix(short)
    return ENDED if len(short) >= PART and long != rest and len(rest) >= REST and zipf(rest) > EVERYDAY and rest not in NUMERALS else 0.0


def _nearness(vectors: Sequence[np.ndarray | None], least: float) -> np.ndarray:
    """How near each two vectors are in meaning: 0 at a cosine of `least` and below, 1 where they point the same way."""
    width = next((len(vector) for vector in vectors if vector is not None), 1)
    rows = np.array([np.zeros(width) if vector is None else vector for vector in vectors])
    # Rounded, so that the order in which a processor adds does not decide what belongs together.
    return np.round(np.maximum(0.0, (rows @ rows.T - least) / (1 - least)), 6)
