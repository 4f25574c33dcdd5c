"""Which share of a row stands out from the rest of the row: a time in which an actor is named more than at others, by more than chance."""

import numpy as np
import pandas as pd

from dramatis.corpus import intervals

__all__ = ["peaks"]


def peaks(rows: pd.DataFrame) -> pd.DataFrame:
    """The cells whose share is greater than that of the other cells of their row, by more than chance explains.

    Each cell is held against all others of its ``id`` together by Fisher's exact test; of all cells at most 5 percent of those that stand
    out are expected to be chance (:func:`dramatis.corpus.intervals.discoveries`). A cell over fewer than
    :data:`dramatis.corpus.intervals.FEW` articles never stands out, nor one held against so few.

    Parameters
    ----------
    rows : DataFrame
        ``id``, ``articles``, ``of`` (the articles of the time or publisher) and what else there is.

    Returns
    -------
    DataFrame
        Those rows, the greatest share first.
    """
    sums = rows.groupby("id")[["articles", "of"]].transform("sum")
    rest = sums - rows[["articles", "of"]]
    enough = (rows["of"] >= intervals.FEW) & (rest["of"] >= intervals.FEW)
    cells, rest = rows[enough], rest[enough]
    pairs = zip(rest["articles"], rest["of"], cells["articles"], cells["of"], strict=True)
    chances = [intervals.exact((int(a), int(b)), (int(c), int(d))) for a, b, c, d in pairs]
    above = (cells["articles"] * rest["of"] > rest["articles"] * cells["of"]).to_numpy(dtype=bool)
    found = cells[intervals.discoveries(np.array(chances, dtype=float)) & above]
    shares = (found["articles"] / found["of"]).sort_values(ascending=False, kind="stable")
    return found.loc[shares.index]
