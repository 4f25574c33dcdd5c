"""Precision, recall and F1 from counts."""

from __future__ import annotations

import numpy as np


class Counts:
    """Sums of right, predicted and gold things by name of the measure."""

    def __init__(self):
        self.sums: dict[str, np.ndarray] = {}

    def add(self, name: str, right: int, predicted: int, gold: int) -> None:
        """Add to the sums of a measure."""
        self.sums[name] = self.sums.get(name, np.zeros(3, dtype=np.int64)) + np.array([right, predicted, gold])

    def sets(self, name: str, predicted: set, gold: set) -> None:
        """Add two sets of things."""
        self.add(name, len(predicted & gold), len(predicted), len(gold))

    def scores(self) -> dict[str, list[float]]:
        """Precision, recall and F1 of every measure, 0 to 1."""
        return {
            name: [round(float(v), 4) for v in (r / max(1, p), r / max(1, g), 2 * r / max(1, p + g))]
            for name, (r, p, g) in self.sums.items()
        }
