"""Copies: articles that say the same in the same words, as outlets that print a wire story do; found, clustered, the first one told.

An article is a copy of another where most of the shorter text stands in the other one too, and most of its names and figures. So a story
that was shortened, got another headline or another first paragraph is found; one that was written anew about the same event is not, and
neither is the next report of one mold (weather, markets, matches), which has the phrases but other names and figures.

A story is about its first article: whatever counts as its copy is like that one itself, never only like another copy.

References
----------
.. [1] Broder (1997), *On the resemblance and containment of documents*, SEQUENCES '97.
.. [2] Leskovec, Rajaraman, Ullman (2020), *Mining of Massive Datasets*, 3rd ed., chapter 3: banding.
"""

import hashlib
import re
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from dramatis.store.schema import empty, from_rows

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["MADE_BY", "SIMILAR", "Copies", "Words", "copies", "similarity", "words_of"]

WORDS = 4
"""Words of a shingle."""
SIMILAR = 0.6
"""Share of the shorter text's shingles from which on two articles are copies."""
LEAST_SHARE = 0.25
"""Share of all shingles of both that they must have in common too: a notice that a long article quotes is no copy of it."""
SAME_NAMES = 0.7
"""Share of the names and figures of the text that has fewer of them that the other must have too."""
LEAST_NAMES = 5
"""Texts with fewer names and figures are told by their words alone."""
LEAST_WORDS = 25
"""Texts with fewer words are not compared: short notices are alike by nature."""
BANDS, ROWS = 42, 3
"""Articles are compared where all rows of one band of their signatures are equal: 99.6 % of those with half of all shingles in common."""
SEED = 1
REPRESENTATIVES = 20
"""First articles of one band that a further one is compared with, at most; the latest before it."""
VERSION = "2"
"""Goes up when the rules change."""
MADE_BY = repr((VERSION, WORDS, SIMILAR, LEAST_SHARE, SAME_NAMES, LEAST_NAMES, LEAST_WORDS, BANDS, ROWS, SEED, REPRESENTATIVES))
"""What copies depend on besides the texts; where it is another one, everything is compared anew."""

_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")


class Words(NamedTuple):
    """What texts are compared by.

    Attributes
    ----------
    shingles : frozenset of int
        The different runs of four words, as numbers; neither case counts nor marks.
    names : frozenset of int
        The different names and figures, as numbers: words with a digit, and those with a capital that does not begin a sentence. Of a
        text that is chiefly in capitals only the figures.
    """

    shingles: frozenset[int]
    names: frozenset[int]


class Copies(NamedTuple):
    """What was found.

    Attributes
    ----------
    articles : int
        All articles.
    originals : int
        Articles without those that are copies of an earlier one.
    clusters : int
        Stories of which there are copies.
    """

    articles: int
    originals: int
    clusters: int


def copies(store: "Store") -> Copies:
    """Find the copies among all articles of a store, and keep the table ``copies`` in it.

    The outcome depends on the articles alone. Signatures of texts are kept, so that only new texts are read through.

    Returns
    -------
    Copies
        Counts with and without copies; the table is in the store.
    """
    keys = dict(store.known()[["article_id", "key"]].itertuples(index=False, name=None))
    articles = store.articles()[["article_id", "sha256"]]
    same = store.made_by("copies") == MADE_BY
    kept = store.table("signatures") if same else empty("signatures")
    signatures, new = _signatures(store, articles, kept)
    found = store.table("copies")
    headless = int(found["first"].sum()) != found["cluster"].nunique()
    if not same or new or headless or len(kept) != len(articles) or len(found) != len(articles):
        found = _rows(articles["article_id"].tolist(), _clusters(store, signatures))
        store.replace_table("signatures", signatures, keys, made_by=MADE_BY)
        store.replace_table("copies", found, keys, made_by=MADE_BY)
    return _counts(found)


def words_of(text: str) -> Words:
    """A text as what it is compared by."""
    return Words(_shingles(text), _numbers(_names(text)))


def similarity(one: Words, other: Words) -> float:
    """Share of the shorter text's shingles that the other has too; 0 where they are no copies by all shingles, or by names and figures."""
    common, shorter = len(one.shingles & other.shingles), min(len(one.shingles), len(other.shingles))
    enough = shorter >= LEAST_WORDS and common >= LEAST_SHARE * (len(one.shingles) + len(other.shingles) - common)
    fewer = min(len(one.names), len(other.names))
    named = fewer < LEAST_NAMES or len(one.names & other.names) >= SAME_NAMES * fewer
    return common / shorter if enough and named else 0.0


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    return _numbers(map(" ".join, zip(*(words[start:] for start in range(WORDS)), strict=False)))


def _names(text: str) -> Iterator[str]:
    sentences = [_WORD.findall(sentence) for sentence in _SENTENCE.split(text)]
    capitals = sum(word[0].isupper() for words in sentences for word in words) <= sum(map(len, sentences)) / 2
    for words in sentences:
        for place, word in enumerate(words):
            if (capitals and place and word[0].isupper()) or _DIGIT.search(word):
                yield word.casefold()


def _numbers(words: Iterable[str]) -> frozenset[int]:
    return frozenset(zlib.crc32(word.encode()) for word in words)


def _signatures(store: "Store", articles: pd.DataFrame, kept: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """A signature for each article, in the order of their ids, and how many of them are new."""
    from datasketch import MinHash

    known = {(row.article_id, row.sha256): row for row in kept.itertuples(index=False)}
    pairs = sorted(articles.itertuples(index=False, name=None))
    new = [article for article, sha256 in pairs if (article, sha256) not in known]
    plain = MinHash(num_perm=BANDS * ROWS, seed=SEED, hashfunc=int)
    made = {}
    for article, text in _texts(store, new):
        hashed = _shingles(text)
        minhash = MinHash(num_perm=BANDS * ROWS, seed=SEED, hashfunc=int, permutations=plain.permutations)
        minhash.update_batch(hashed)
        made[article] = (len(hashed), minhash.hashvalues.astype(np.int64))
    rows = []
    for article, sha256 in pairs:
        old = known.get((article, sha256))
        number, signature = (old.shingles, old.signature) if old else made[article]
        rows.append({"article_id": article, "sha256": sha256, "shingles": number, "signature": signature})
    return from_rows("signatures", rows), len(new)


def _texts(store: "Store", ids: list[str], batch: int = 2000) -> Iterator[tuple[str, str]]:
    for start in range(0, len(ids), batch):
        chosen = {"ids": ids[start : start + batch]}
        found = store.query("SELECT article_id, text FROM articles WHERE article_id IN (SELECT unnest($ids)) ORDER BY ALL", chosen)
        yield from found.itertuples(index=False, name=None)


def _clusters(store: "Store", signatures: pd.DataFrame) -> list[tuple[list[str], list[float]]]:
    """Clusters of two articles and more, each with its articles, first one first, and their similarities."""
    ids = signatures["article_id"].tolist()
    groups_of: dict[str, list[int]] = {}
    for number, group in enumerate(_groups(signatures)):
        for place in group:
            groups_of.setdefault(ids[place], []).append(number)
    texts = {article: _packed(text) for article, text in _texts(store, sorted(groups_of))}
    order = [article for article in store.articles()["article_id"] if article in groups_of]
    copied = _copied(order, groups_of, texts)
    found: dict[str, list[tuple[str, float]]] = {}
    for article, (first, value) in copied.items():
        found.setdefault(first, []).append((article, round(value, 3)))
    return [
        ([first, *(article for article, _ in group)], [max(value for _, value in group), *(value for _, value in group)])
        for first, group in found.items()
    ]


def _copied(
    order: list[str], groups_of: dict[str, list[int]], texts: dict[str, tuple[np.ndarray, np.ndarray]]
) -> dict[str, tuple[str, float]]:
    """Each copy to the article that it is a copy of, of all earlier ones that are no copies the most similar, and how similar it is."""
    firsts: dict[int, deque[int]] = {}
    unpacked = lru_cache(maxsize=REPRESENTATIVES * 10)(lambda place: _unpacked(texts[order[place]]))
    copied = {}
    for place, article in enumerate(order):
        known = {first for group in groups_of[article] for first in firsts.get(group, ())}
        value, back = max(((similarity(unpacked(first), unpacked(place)), -first) for first in known), default=(0.0, 0))
        if value >= SIMILAR:
            copied[article] = order[-back], value
            continue
        for group in groups_of[article]:
            firsts.setdefault(group, deque(maxlen=REPRESENTATIVES)).append(place)
    return copied


def _packed(text: str) -> tuple[np.ndarray, np.ndarray]:
    """A text as what it is compared by in a tenth of the memory, for the texts of a whole store at once."""
    shingles, names = words_of(text)
    return np.fromiter(shingles, dtype=np.uint32), np.fromiter(names, dtype=np.uint32)


def _unpacked(packed: tuple[np.ndarray, np.ndarray]) -> Words:
    return Words(*(frozenset(numbers.tolist()) for numbers in packed))


def _groups(signatures: pd.DataFrame) -> list[list[int]]:
    """Places of articles that have a band in common, each group once, in a fixed order."""
    long = np.flatnonzero(signatures["shingles"].to_numpy() >= LEAST_WORDS)
    if len(long) < 2:
        return []
    table = np.array(signatures["signature"].iloc[long].tolist(), dtype=np.uint64)
    groups: set[tuple[int, ...]] = set()
    for band in range(BANDS):
        rows = np.ascontiguousarray(table[:, band * ROWS : (band + 1) * ROWS])
        keys = rows.view([("", rows.dtype)] * ROWS).ravel()
        order = np.argsort(keys, kind="stable")
        starts = np.flatnonzero(np.concatenate([[True], keys[order][1:] != keys[order][:-1], [True]]))
        groups |= {tuple(long[order[start:end]].tolist()) for start, end in pairwise(starts.tolist()) if end - start > 1}
    return [list(group) for group in sorted(groups)]


def _rows(ids: list[str], clusters: list[tuple[list[str], list[float]]]) -> pd.DataFrame:
    made = {article: _row(article, article, 0.0) for article in ids}
    for group, similarities in clusters:
        for article, value in zip(group, similarities, strict=True):
            made[article] = _row(article, group[0], value)
    return from_rows("copies", [made[article] for article in sorted(made)])


def _row(article: str, first: str, value: float) -> dict:
    cluster = hashlib.sha256(first.encode()).hexdigest()[:16]
    return {"article_id": article, "cluster": cluster, "similarity": value, "first": article == first}


def _counts(found: pd.DataFrame) -> Copies:
    sizes = found.groupby("cluster").size()
    return Copies(len(found), len(sizes), int((sizes > 1).sum()))
