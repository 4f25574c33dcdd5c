"""What words mean, as directions: the small table of vectors that comes with the embedded pipeline."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

__all__ = ["direction", "directions"]


def direction(weights: Mapping[str, float]) -> np.ndarray | None:
    """The direction of some words together: the weighted mean of their vectors, of length one.

    Parameters
    ----------
    weights : mapping
        Words in lower case, with what each counts for; parts of words with hyphens count for the whole.

    Returns
    -------
    ndarray or None
        None where no word has a vector, or there is no table.

    References
    ----------
    The table: :mod:`en_dramatis.vectors`, 30,000 words by 64 numbers, distilled from all-MiniLM-L6-v2.
    """
    return directions([weights])[0]


def directions(all_weights: Sequence[Mapping[str, float]]) -> list[np.ndarray | None]:
    """The directions of many groups of words, each as :func:`direction` has it; quicker than one by one."""
    found: list[np.ndarray | None] = [None] * len(all_weights)
    table = _table()
    if table is None:
        return found
    rows, matrix = table
    known = [
        [(weight, rows[part]) for word, weight in weights.items() for part in word.split("-") if part in rows] for weights in all_weights
    ]
    places = [place for place, parts in enumerate(known) if parts]
    if not places:
        return found
    pairs = np.array([pair for place in places for pair in known[place]])
    starts = np.cumsum([0] + [len(known[place]) for place in places[:-1]])
    totals = np.add.reduceat(pairs[:, :1] * matrix[pairs[:, 1].astype("int64")].astype("float64"), starts, axis=0)
    lengths = np.sqrt((totals * totals).sum(axis=1))
    for place, total, length in zip(places, totals, lengths.tolist(), strict=True):
        found[place] = total / length if length else None
    return found


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], np.ndarray] | None:
    """Rows by word, and the vectors; None where another pipeline is installed without ours."""
    try:
        from en_dramatis import vectors

        table = vectors.read()
    except (ImportError, OSError, ValueError):
        return None
    return table.rows, table.matrix
