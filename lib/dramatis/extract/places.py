"""Where a character lies: the sentence and the paragraph it belongs to."""

from bisect import bisect_right

import pandas as pd

__all__ = ["Places"]


class Places:
    """Looks characters up in a table of sentences, in logarithmic time."""

    def __init__(self, sentences: pd.DataFrame) -> None:
        self._starts = sentences["start"].tolist()
        self._paragraphs = sentences["paragraph"].tolist()

    def sentence(self, position: int) -> int:
        """Id of the sentence that the character lies in, or that ends last before it; 0 before the first."""
        return max(0, bisect_right(self._starts, position) - 1)

    def paragraph(self, position: int) -> int:
        """Number of the paragraph that the character lies in."""
        return self._paragraphs[self.sentence(position)] if self._paragraphs else 0
