"""Subject codes: which of the IPTC Media Topics an article, or one of its topics, is about.

Each code of ``data/lexicon/mediatopics.csv`` has a profile of terms that speak for it. A text fits a code as far as it holds terms of the
profile: many different ones, often, and such as few other codes have. Where nothing fits well there is no code.
"""

import csv
import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from dramatis import tables
from dramatis.article import Article
from dramatis.extract import patterns
from dramatis.extract.background import zipf
from dramatis.extract.meaning import direction
from dramatis.extract.scheme import Words
from dramatis.resources import resource

__all__ = ["ARTICLE_FLOOR", "TOPIC_FLOOR", "Code", "Evidence", "codes", "evidence", "known_codes", "profile_words", "topic_code", "within"]

MEDIATOPICS = "data/lexicon/mediatopics.csv"
ARTICLE_FLOOR = 0.3
"""Score (0 to 1) below which an article gets no code."""
TOPIC_FLOOR = 0.33
"""Score below which a topic gets no code."""
MOST = 5
"""Codes of one article."""
RELATIVE = 0.6
"""Share of the best code's score that a further code of the article must reach."""
ALONE = 0.5
"""What the fit of a code to a topic counts for where the code does not fit the article at all; it counts in full where it fits fully."""
CONTEXT = 0.15
"""Weight of a term in a sentence that speaks of the topic, against one inside the topic's own words."""
FAR, NEAR = 0.7, 0.8
"""Evidence counts for 0.7 where the phrases point nowhere near a code's terms, and for 0.8 times the cosine more where they do."""
DEEPER = 0.35
"""Share of the evidence for the two best narrower codes that speaks for the broader one too."""


class Code(NamedTuple):
    """One subject code: `terms` are the words that speak for it, `under` the next broader code listed (empty at the top)."""

    code: str
    name: str
    under: str
    terms: tuple[str, ...]


class Profiles(NamedTuple):
    """All codes, made ready: `patterns` finds terms in a text, `weights` says for each term what it is worth to which codes,
    `above` names for each code the next broader one; `directions` holds
    a row for each code: where its terms point. Codes are named by their place in the list.
    """

    codes: tuple[Code, ...]
    patterns: patterns.PatternIndex
    weights: dict[str, tuple[tuple[int, float], ...]]
    above: tuple[int | None, ...]
    directions: np.ndarray | None


class Evidence(NamedTuple):
    """The terms that an article holds, with their places, and how well each code fits the whole (by its place in the list), best first."""

    found: list[patterns.Match]
    fits: list[tuple[int, float]]


def known_codes() -> dict[str, str]:
    """Code to name, of all codes that may be given."""
    return {code.code: code.name for code in _profiles().codes}


@lru_cache(maxsize=1)
def profile_words() -> frozenset[str]:
    """The words of all terms, in lower case; acronyms left out."""
    terms = (term for code in _profiles().codes for term in code.terms if not _is_acronym(term))
    return frozenset(piece for term in terms for piece in patterns.parts(term.lower()))


def evidence(doc_words: Words, about: np.ndarray | None = None) -> Evidence:
    """The places of all profile terms in a text, and what they say together; `about` is the direction of its key phrases."""
    found = patterns.matches(doc_words, _profiles().patterns)
    spoken = sum(pos in ("NOUN", "PROPN", "VERB", "ADJ") for pos in doc_words.pos)
    counts = Counter(match.key for match in found)
    worth = {term: math.log2(1 + count) for term, count in counts.items()}
    return Evidence(found, _scores(worth, math.sqrt(25 + spoken) / 2, about))


def codes(article: Article, seen: Evidence) -> pd.DataFrame:
    """The article's codes, best first; an empty table where none reaches :data:`ARTICLE_FLOOR`."""
    best = seen.fits[0][1] if seen.fits else 0.0
    chosen = [(place, score) for place, score in seen.fits[:MOST] if score >= max(ARTICLE_FLOOR, RELATIVE * best)]
    values = {
        "article_id": [article.id] * len(chosen),
        "code": [_profiles().codes[place].code for place, _ in chosen],
        "name": [_profiles().codes[place].name for place, _ in chosen],
        "score": [round(score, 4) for _, score in chosen],
    }
    return tables.from_columns("codes", values)


def topic_code(
    seen: Evidence, spans: list[tuple[int, int]], sentences: set[int], doc_words: Words, about: np.ndarray | None = None
) -> str | None:
    """The code that fits a topic best.

    Parameters
    ----------
    seen : Evidence
        See :func:`evidence`.
    spans : list of (int, int)
        The topic's places, in words.
    sentences : set of int
        The sentences that speak of it: their terms count too, but for little.
    doc_words : Words
        The words of the text.
    about : ndarray, optional
        The direction of the topic's phrases.

    Returns
    -------
    str or None
        None where no code reaches :data:`TOPIC_FLOOR`.
    """
    inside = {place for start, end in spans for place in range(start, end)}
    own: Counter[str] = Counter()
    near: Counter[str] = Counter()
    for match in seen.found:
        if match.start in inside and match.end - 1 in inside:
            own[match.key] += 1
        elif doc_words.sentence[match.start] in sentences:
            near[match.key] += 1
    if not own and len(near) < 2:
        return None
    worth = {term: math.log2(1 + own[term]) + CONTEXT * math.log2(1 + near[term]) for term in {**own, **near}}
    fit = dict(seen.fits)
    scored = [
        (score * (ALONE + (1 - ALONE) * fit.get(place, 0.0)), -place) for place, score in _scores(dict(sorted(worth.items())), 1.0, about)
    ]
    score, place = max(scored, default=(0.0, 0))
    return _profiles().codes[-place].code if score >= TOPIC_FLOOR else None


def within(code: str | None, article_codes: Sequence[str]) -> str | None:
    """The code of a topic where it lies in a branch that the article has a code in, or the article has none; else None."""
    if code is None or not article_codes:
        return code
    tops = _tops()
    return code if tops[code] in {tops[one] for one in article_codes} else None


@lru_cache(maxsize=1)
def _tops() -> dict[str, str]:
    """Each code to the highest one above it."""
    under = {code.code: code.under for code in _profiles().codes}
    tops = {}
    for code in under:
        top = code
        while under[top]:
            top = under[top]
        tops[code] = top
    return tops


def _scores(worth: dict[str, float], scale: float, about: np.ndarray | None) -> list[tuple[int, float]]:
    """Codes (by their place in the list) with scores, best first; `scale` is the evidence that makes a score of one half."""
    profiles = _profiles()
    raw: dict[int, float] = {}
    for term, amount in worth.items():
        for place, weight in profiles.weights[term]:
            raw[place] = raw.get(place, 0.0) + amount * weight
    lifted = dict(raw)
    narrower: dict[int, list[float]] = {}
    for place, value in raw.items():
        if profiles.above[place] is not None:
            narrower.setdefault(profiles.above[place], []).append(value)
    for place, values in narrower.items():
        lifted[place] = lifted.get(place, 0.0) + DEEPER * sum(sorted(values, reverse=True)[:2])
    near = None if about is None or profiles.directions is None else np.round(profiles.directions @ about, 6).tolist()
    scored = ((place, value * (FAR + NEAR * max(0.0, near[place]) if near else 1.0)) for place, value in lifted.items())
    return sorted(((place, value / (value + scale)) for place, value in scored), key=lambda pair: (-pair[1], pair[0]))


@lru_cache(maxsize=1)
def _profiles() -> Profiles:
    with resource(MEDIATOPICS).open(encoding="utf-8", newline="") as lines:
        listed = tuple(
            Code(row["code"], row["name"], row["under"], tuple(term.strip() for term in row["terms"].split("|")))
            for row in csv.DictReader(lines)
        )
    holders: dict[str, list[int]] = {}
    for place, code in enumerate(listed):
        for term in code.terms:
            holders.setdefault(term, []).append(place)
    weights = {term: tuple((place, _worth(term, len(places))) for place in places) for term, places in holders.items()}
    place_of = {code.code: place for place, code in enumerate(listed)}
    above = tuple(place_of.get(code.under) for code in listed)
    return Profiles(listed, patterns.index((term, _is_acronym(term)) for term in holders), weights, above, _directions(listed, weights))


def _directions(listed: tuple[Code, ...], weights: dict[str, tuple[tuple[int, float], ...]]) -> np.ndarray | None:
    """The direction of each code's terms, less what all have in common."""
    found = []
    for code in listed:
        counts: Counter[str] = Counter()
        for term in code.terms:
            for piece in patterns.parts(term.lower()):
                counts[piece] += weights[term][0][1]
        found.append(direction(counts))
    if any(one is None for one in found):
        return None
    centered = np.array(found) - np.mean(found, axis=0)
    return centered / np.linalg.norm(centered, axis=1, keepdims=True)


def _worth(term: str, holders: int) -> float:
    """What a term says for a code: more where it is rare in English and where few codes have it."""
    pieces = patterns.parts(term.lower())
    rarity = (8 - min(zipf(piece) for piece in pieces)) / 4
    return min(1.4, rarity) * (1.25 if len(pieces) > 1 else 1.0) / holders**0.6


def _is_acronym(term: str) -> bool:
    """Whether a term must stand in the text as written (*WHO*, *AIDS*)."""
    return term.isupper() and len(term) < 6
