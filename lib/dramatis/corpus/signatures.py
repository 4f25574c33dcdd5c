"""Signatures of texts: a few numbers for each, by which texts that have much in common are found without comparing each with each.

References
----------
.. [1] Broder (1997), *On the resemblance and containment of documents*, SEQUENCES '97.
.. [2] Leskovec, Rajaraman, Ullman (2020), *Mining of Massive Datasets*, 3rd ed., chapter 3: banding.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from dramatis.store.queries import arrow

if TYPE_CHECKING:
    import pandas as pd

    from dramatis.store import Store

__all__ = ["BANDS", "ROWS", "SEED", "Signed", "bands", "kept", "none", "pieces", "signed"]

BANDS, ROWS = 42, 3
"""Articles are compared where all rows of one band of their signatures are equal: 99.6 % of those with half of all shingles in common."""
SEED = 1
_PIECE = 10_000
"""Signatures that are written at a time."""
_KEPT = "SELECT article_id, sha256, shingles, signature FROM signatures ORDER BY article_id"
_MIXED = tuple(map(np.uint64, (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)))


class Signed(NamedTuple):
    """Signatures of articles, by id.

    Attributes
    ----------
    ids, hashes : list of str
        Id of each article, and the hash of its text.
    shingles : array
        How many different shingles the text has.
    matrix : array, articles by numbers
        The signatures (MinHash).
    """

    ids: list[str]
    hashes: list[str]
    shingles: np.ndarray
    matrix: np.ndarray


def none() -> Signed:
    """No signatures."""
    return Signed([], [], np.zeros(0, dtype=np.int64), np.zeros((0, BANDS * ROWS), dtype=np.uint32))


def kept(store: "Store") -> Signed:
    """The signatures that a store has of its articles as they are now."""
    rows = arrow(store.folder, _KEPT)
    matrix = rows["signature"].combine_chunks().flatten().to_numpy().astype(np.uint32).reshape(-1, BANDS * ROWS)
    return Signed(rows["article_id"].to_pylist(), rows["sha256"].to_pylist(), rows["shingles"].to_numpy(), matrix)


def signed(
    known: "pd.DataFrame",
    before: Signed,
    texts: Callable[[list[str]], Iterable[tuple[str, str]]],
    shingled: Callable[[str], Collection[int]],
) -> tuple[Signed, int]:
    """The signatures of all articles, and how many of them are new.

    Parameters
    ----------
    known : DataFrame
        ``article_id`` and ``sha256`` of all articles, by id.
    before : Signed
        Those that there are.
    texts, shingled : callable
        From ids to ids and texts; from a text to its shingles.
    """
    ids, hashes = known["article_id"].tolist(), known["sha256"].tolist()
    places = {pair: place for place, pair in enumerate(zip(before.ids, before.hashes, strict=True))}
    found = np.array([places.get(pair, -1) for pair in zip(ids, hashes, strict=True)], dtype=np.int64)
    shingles, matrix = np.zeros(len(ids), dtype=np.int64), np.zeros((len(ids), BANDS * ROWS), dtype=np.uint32)
    shingles[found >= 0], matrix[found >= 0] = before.shingles[found[found >= 0]], before.matrix[found[found >= 0]]
    new = np.flatnonzero(found < 0).tolist()
    place_of = {ids[place]: place for place in new}
    for article, number, signature in _made(texts([ids[place] for place in new]), shingled):
        shingles[place_of[article]], matrix[place_of[article]] = number, signature
    return Signed(ids, hashes, shingles, matrix), len(new)


def pieces(all_of: Signed) -> Iterator[dict[str, Any]]:
    """The columns of the store's table, some rows at a time."""
    for start in range(0, len(all_of.ids), _PIECE):
        some = slice(start, start + _PIECE)
        yield {
            "article_id": all_of.ids[some],
            "sha256": all_of.hashes[some],
            "shingles": all_of.shingles[some],
            "signature": all_of.matrix[some],
        }


def bands(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Buckets of rows of which all numbers of one band are equal, as pairs of bucket and row, by both; those of two rows and more."""
    buckets, rows, base = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)], 0
    for band in range(BANDS if len(matrix) else 0):
        one, two, three = (matrix[:, band * ROWS + row].astype(np.uint64) for row in range(ROWS))
        keys = ((one << np.uint64(32) | two) * _MIXED[0]) ^ (three * _MIXED[1])
        order = np.argsort(keys, kind="stable")
        number = np.cumsum(np.concatenate([[0], keys[order][1:] != keys[order][:-1]]))
        several = np.bincount(number)[number] > 1
        buckets.append(number[several] + base)
        rows.append(order[several])
        base += int(number[-1]) + 1
    return np.concatenate(buckets), np.concatenate(rows)


def _made(texts: Iterable[tuple[str, str]], shingled: Callable[[str], Collection[int]]) -> Iterator[tuple[str, int, np.ndarray]]:
    from datasketch import MinHash

    plain = MinHash(num_perm=BANDS * ROWS, seed=SEED, hashfunc=int)
    for article, text in texts:
        hashed = shingled(text)
        minhash = MinHash(num_perm=BANDS * ROWS, seed=SEED, hashfunc=int, permutations=plain.permutations)
        minhash.update_batch(hashed)
        yield article, len(hashed), minhash.hashvalues
