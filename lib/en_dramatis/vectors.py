"""Word vectors for telling which words are about the same thing.

The table of about 30,000 frequent words, 64 numbers each, is not part of the pipeline
and is read only when asked for. Vectors have length one: their product is the cosine,
from -1 to 1, higher is closer.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from . import storage

FILE = Path(__file__).parent / "vectors.npz"


class Vectors(NamedTuple):
    """Rows of `matrix` by word in lower case."""

    rows: dict[str, int]
    matrix: np.ndarray

    def __contains__(self, word: object) -> bool:
        return word in self.rows

    def of(self, words: Iterable[str]) -> np.ndarray:
        """The vector of some words together: the mean of those known, of length one; zeros if none is."""
        known = [self.rows[w] for w in (word.lower() for word in words) if w in self.rows]
        mean = self.matrix[known].sum(axis=0) if known else np.zeros(self.matrix.shape[1], dtype=np.float32)
        length = np.linalg.norm(mean)
        return mean / length if length else mean

    def similarity(self, some: Iterable[str], others: Iterable[str]) -> float:
        """The cosine of two groups of words; 0 where one has no known word."""
        return float(self.of(some) @ self.of(others))


@cache
def read(path: Path = FILE) -> Vectors:
    """The table, read once per process.

    Raises
    ------
    WeightsError
        If the file is missing.
    """
    if not path.exists():
        raise storage.WeightsError(f"{path} is missing: the word vectors are not installed, install the package anew")
    arrays = storage.unpacked(path.read_bytes())
    words = arrays["words"].tobytes().decode("utf-8").split("\n")
    return Vectors({word: i for i, word in enumerate(words)}, arrays["vectors"])
