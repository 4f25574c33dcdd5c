"""Copies: articles that say the same in the same words, as outlets that print a wire story do; found, clustered, the first one told.

An article is a copy of another where most of the shorter text stands in the other one too. So a story that was shortened, got another
headline or another first paragraph is found; one that was written anew about the same event is not.

References
----------
.. [1] Broder (1997), *On the resemblance and containment of documents*, SEQUENCES '97.
.. [2] Leskovec, Rajaraman, Ullman (2020), *Mining of Massive Datasets*, 3rd ed., chapter 3: banding.
"""

import hashlib
import re
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from dramatis.store.schema import empty, from_rows

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["MADE_BY", "SIMILAR", "Copies", "copies", "shingles", "similarity"]

WORDS = 4
"""Words of a shingle."""
SIMILAR = 0.6
"""Share of the shorter text's shingles from which on two articles are copies."""
LEAST_SHARE = 0.25
"""Share of all shingles of both that they must have in common too: a notice that a long article quotes is no copy of it."""
LEAST_WORDS = 25
"""Texts with fewer words are not compared: short notices are alike by nature."""
BANDS, ROWS = 42, 3
"""Articles are compared where all rows of one band of their signatures are equal: 99.6 % of those with half of all shingles in common."""
SEED = 1
REPRESENTATIVES = 20
"""Articles of one band that a further one is compared with, at most."""
VERSION = "1"
"""Goes up when the rules change."""
MADE_BY = repr((VERSION, WORDS, SIMILAR, LEAST_SHARE, LEAST_WORDS, BANDS, ROWS, SEED, REPRESENTATIVES))
"""What copies depend on besides the texts; where it is another one, everything is compared anew."""

_WORD = re.compile(r"[^\W_]+")


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


def shingles(text: str) -> frozenset[int]:
    """The different runs of four words of a text, as numbers; neither case counts nor marks."""
    words = _WORD.findall(text.casefold())
    runs = zip(*(words[start:] for start in range(WORDS)), strict=False)
    return frozenset(zlib.crc32(" ".join(run).encode()) for run in runs)


def similarity(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the shorter text's shingles that the other has too; 0 where they are no copies by their share of all shingles."""
    common, shorter = len(one & other), min(len(one), len(other))
    enough = shorter >= LEAST_WORDS and common >= LEAST_SHARE * (len(one) + len(other) - common)
    return common / shorter if enough else 0.0


def _signatures(store: "Store", articles: pd.DataFrame, kept: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """A signature for each article, in the order of their ids, and how many of them are new."""
    from datasketch import MinHash

    known = {(row.article_id, row.sha256): row for row in kept.itertuples(index=False)}
    pairs = sorted(articles.itertuples(index=False, name=None))
    new = [article for article, sha256 in pairs if (article, sha256) not in known]
    plain = MinHash(num_perm=BANDS * ROWS, seed=SEED, hashfunc=int)
    made = {}
    for article, text in _texts(store, new):
        hashed = shingles(text)
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
    groups = [[ids[place] for place in group] for group in _groups(signatures)]
    sets = {article: _packed(text) for article, text in _texts(store, sorted({one for group in groups for one in group}))}
    parent = {article: article for article in sets}
    for group in groups:
        _join(group, sets, parent)
    members: dict[str, list[str]] = {}
    for article in sets:
        members.setdefault(_root(article, parent), []).append(article)
    order = {article: number for number, article in enumerate(store.articles()["article_id"])}
    found = [sorted(group, key=order.__getitem__) for group in members.values() if len(group) > 1]
    return [(group, _similarities([_unpacked(sets[one]) for one in group])) for group in found]


def _join(group: list[str], sets: dict[str, np.ndarray], parent: dict[str, str]) -> None:
    """Note in `parent` which articles of a group are copies of one another; each is compared with those that differ, until one is alike."""
    apart: dict[str, frozenset[int]] = {}
    for article in group:
        own = _unpacked(sets[article])
        same = next((one for one, other in apart.items() if _root(one, parent) == _root(article, parent) or _alike(other, own)), None)
        if same is not None:
            left, right = sorted((_root(same, parent), _root(article, parent)))
            parent[right] = left
        elif len(apart) < REPRESENTATIVES:
            apart[article] = own


def _packed(text: str) -> np.ndarray:
    """The shingles of a text in a tenth of the memory, for the texts of a whole store at once."""
    return np.fromiter(shingles(text), dtype=np.uint32)


def _unpacked(packed: np.ndarray) -> frozenset[int]:
    return frozenset(packed.tolist())


def _root(article: str, parent: dict[str, str]) -> str:
    while parent[article] != article:
        parent[article] = parent[parent[article]]
        article = parent[article]
    return article


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    return similarity(one, other) >= SIMILAR


def _similarities(sets: list[frozenset[int]]) -> list[float]:
    """Of each to the first; of the first to the one that is most like it."""
    others = [len(sets[0] & one) / max(min(len(sets[0]), len(one)), 1) for one in sets[1:]]
    return [round(value, 3) for value in (max(others), *others)]


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
