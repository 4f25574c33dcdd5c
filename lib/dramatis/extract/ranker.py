"""The small learned scorer of coreference: two layers over the numbers of :mod:`dramatis.extract.cast_state`.

It was trained by ``training/coreference.py``; its weights ship as ``data/models/coreference.npz`` and need numpy only.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from dramatis.resources import resource

__all__ = ["Ranker", "load_ranker"]


class Ranker(NamedTuple):
    """Weights of the two scorers, for candidates and for *stands for no actor*: one hidden layer each."""

    hidden: np.ndarray
    hidden_bias: np.ndarray
    out: np.ndarray
    none_hidden: np.ndarray
    none_hidden_bias: np.ndarray
    none_out: np.ndarray
    none_bias: np.ndarray

    def probabilities(self, candidates: list[list[float]], none: list[float]) -> np.ndarray:
        """Probability of every candidate and, last, of none of them; they add up to 1."""
        scores = [float(np.tanh(np.asarray(none) @ self.none_hidden + self.none_hidden_bias) @ self.none_out + self.none_bias[0])]
        if candidates:
            scores = [*(np.tanh(np.asarray(candidates) @ self.hidden + self.hidden_bias) @ self.out).tolist(), *scores]
        powers = np.exp(np.asarray(scores) - max(scores))
        return powers / powers.sum()


@cache
def load_ranker() -> Ranker:
    """The scorer that ships."""
    with np.load(resource("data/models/coreference.npz")) as stored:
        return Ranker(**{name: stored[name].astype(np.float64) for name in Ranker._fields})
