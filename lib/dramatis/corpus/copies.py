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
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from dramatis.corpus import signatures
from dramatis.corpus.clustering import REPRESENTATIVES, Buckets, Outcome, clustered
from dramatis.corpus.signatures import BANDS, ROWS, SEED, Signed
from dramatis.store.schema import from_rows

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
"""Texts with fewer words are copies only where they are equal: short notices are alike by nature."""
VERSION = "3"
"""Goes up when the rules change."""
MADE_BY = repr((VERSION, WORDS, SIMILAR, LEAST_SHARE, SAME_NAMES, LEAST_NAMES, LEAST_WORDS, BANDS, ROWS, SEED, REPRESENTATIVES))
"""What copies depend on besides the texts; where it is another one, everything is compared anew."""
_OF = " of "
"""Stands between :data:`MADE_BY` and the number of articles that were compared, in the note that the store keeps."""
_BATCH = 2000
"""Texts that are read at a time."""
_HELD = 2000
"""Texts that are held ready to be compared; the others are packed."""

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

    The outcome depends on the articles alone. Signatures of texts are kept, so that only new texts are read through; and only new articles
    are compared, and those that they make copies or firsts. Where an article was forgotten or got another text, all are compared anew.

    Returns
    -------
    Copies
        Counts with and without copies; the table is in the store.
    """
    known = store.known()
    keys = dict(zip(known["article_id"], known["key"], strict=True))
    made_by, _, number = store.made_by("copies").partition(_OF)
    same = made_by == MADE_BY
    before = signatures.kept(store) if same else signatures.none()
    found = store.query("SELECT article_id, cluster, similarity, first FROM copies")
    whole = same and number == str(len(before.ids)) == str(len(found)) and keys.keys() >= set(found["article_id"])
    signed, new = signatures.signed(known, before, lambda ids: _texts(store, ids), _shingles)
    if new or not whole:
        order = _order(known)
        ids = [signed.ids[place] for place in order]
        found = _rows(ids, _copied(store, signed, order, found if whole else found.iloc[:0]))
        pieces = [*({"signatures": piece} for piece in signatures.pieces(signed)), {"copies": found}]
        store.replace_tables(("signatures", "copies"), pieces, keys, made_by=f"{MADE_BY}{_OF}{len(ids)}")
    return _counts(found)


def words_of(text: str) -> Words:
    """A text as what it is compared by."""
    return Words(_shingles(text), _numbers(_names(text)))


def similarity(one: Words, other: Words) -> float:
    """Share of the shorter text's shingles that the other has too; 0 where they are no copies by all shingles, or by names and figures."""
    if one == other and one.shingles:
        return 1.0
    fewer = min(len(one.names), len(other.names))
    if fewer >= LEAST_NAMES and len(one.names & other.names) < SAME_NAMES * fewer:
        return 0.0
    common, shorter = len(one.shingles & other.shingles), min(len(one.shingles), len(other.shingles))
    enough = shorter >= LEAST_WORDS and common >= LEAST_SHARE * (len(one.shingles) + len(other.shingles) - common)
    return common / shorter if enough else 0.0


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


def _texts(store: "Store", ids: list[str]) -> Iterator[tuple[str, str]]:
    for start in range(0, len(ids), _BATCH):
        chosen = {"ids": ids[start : start + _BATCH]}
        found = store.query("SELECT article_id, text FROM articles WHERE article_id IN (SELECT unnest($ids)) ORDER BY ALL", chosen)
        yield from found.itertuples(index=False, name=None)


def _order(known: pd.DataFrame) -> list[int]:
    """Places of articles, by date and id, undated ones last."""
    dates = [date if isinstance(date, str) else "" for date in known["date"]]
    return sorted(range(len(dates)), key=lambda place: (not dates[place], dates[place], place))


def _copied(store: "Store", signed: Signed, order: list[int], found: pd.DataFrame) -> Outcome:
    """The outcome over all articles, each told by its place in `order`; `found` is the one before the new articles came, or empty."""
    ids = [signed.ids[place] for place in order]
    place_of = {article: place for place, article in enumerate(ids)}
    of_cluster = {row.cluster: place_of[row.article_id] for row in found.itertuples(index=False) if row.first}
    copied = {place_of[row.article_id]: (of_cluster[row.cluster], row.similarity) for row in found.itertuples(index=False) if not row.first}
    long = np.flatnonzero(_compared(signed)[order])
    buckets, rows = signatures.bands(signed.matrix[np.array(order, dtype=np.int64)[long]])
    packed: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def ahead(places: Collection[int], following: Callable[[], set[int]]) -> None:
        if not packed.keys() >= set(places):
            wanted = (following() | set(places)) - packed.keys()
            packed.update((place_of[article], _packed(text)) for article, text in _texts(store, sorted(ids[place] for place in wanted)))

    unpacked = lru_cache(maxsize=_HELD)(lambda place: _unpacked(packed[place]))

    def likeness(first: int, place: int) -> float:
        value = similarity(unpacked(first), unpacked(place))
        return value if value >= SIMILAR else 0.0

    known = {place_of[article] for article in found["article_id"]}
    return clustered(Buckets.of(buckets, long[rows]), known, copied, likeness, ahead)


def _compared(signed: Signed) -> np.ndarray:
    """Which articles are compared: those that are long enough, and short ones of which another one is letter for letter the same."""
    times = Counter(signed.hashes)
    doubled = np.array([times[text] > 1 for text in signed.hashes], dtype=bool)
    return (signed.shingles >= LEAST_WORDS) | (doubled & (signed.shingles > 0))


def _packed(text: str) -> tuple[np.ndarray, np.ndarray]:
    """A text as what it is compared by in a tenth of the memory, for the texts of a whole store at once."""
    shingles, names = words_of(text)
    return np.fromiter(shingles, dtype=np.uint32), np.fromiter(names, dtype=np.uint32)


def _unpacked(packed: tuple[np.ndarray, np.ndarray]) -> Words:
    return Words(*(frozenset(numbers.tolist()) for numbers in packed))


def _rows(ids: list[str], copied: Outcome) -> pd.DataFrame:
    """The table ``copies``, by id; a first is as like as the copy that is most like it."""
    likest: dict[int, float] = {}
    for first, value in copied.values():
        likest[first] = max(value, likest.get(first, 0.0))
    made = []
    for place, article in enumerate(ids):
        first, value = copied.get(place, (place, likest.get(place, 0.0)))
        cluster = hashlib.sha256(ids[first].encode()).hexdigest()[:16]
        made.append({"article_id": article, "cluster": cluster, "similarity": round(value, 3), "first": first == place})
    return from_rows("copies", sorted(made, key=lambda row: row["article_id"]))


def _counts(found: pd.DataFrame) -> Copies:
    sizes = found.groupby("cluster").size()
    return Copies(len(found), len(sizes), int((sizes > 1).sum()))
