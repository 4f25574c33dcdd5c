"""What words mean, as directions: the small table of vectors that comes with the embedded pipeline."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

__all__ = ["direction"]


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
    table = _table()
    if table is None:
        return None
    rows, matrix = table
    known = [(weight, rows[part]) for word, weight in weights.items() for part in word.split("-") if part in rows]
    if not known:
        return None
    total = np.array([weight for weight, _ in known]) @ matrix[[row for _, row in known]].astype("float64")
    length = float(np.linalg.norm(total))
    return total / length if length else None


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], np.ndarray] | None:
    """Rows by word, and the vectors; None where another pipeline is installed without ours."""
    try:
        from en_dramatis import vectors

        table = vectors.read()
    except (ImportError, OSError, ValueError):
        return None
    return table.rows, table.matrix
