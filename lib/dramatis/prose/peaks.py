"""Words for when a share is greatest, or for that no time stands out; see :mod:`dramatis.corpus.peaks`."""

import pandas as pd

from dramatis.corpus import intervals
from dramatis.corpus.peaks import peaks
from dramatis.prose.words import Escape, capital, number, plain

__all__ = ["at", "no_peak", "title"]


def at(label: str, over: pd.DataFrame, escape: Escape = plain) -> str:
    """A calendar bin after its preposition: ``in 2020 Q4``, ``on 2 Mar 2021``."""
    return f"{'on' if over['unit'].iloc[0] == 'day' else 'in'} {escape(label)}"


def no_peak(rows: pd.DataFrame, over: pd.DataFrame) -> str:
    """Why no time is called a peak, where :func:`dramatis.corpus.peaks.peaks` finds none; no full stop."""
    unit = over["unit"].iloc[0]
    if (rows["of"] >= intervals.FEW).any():
        return f"No {unit} stands out by more than chance explains"
    return f"No {unit} has {number(intervals.FEW)} articles, so no peak can be told from chance"


def title(rows: pd.DataFrame, over: pd.DataFrame) -> str:
    """The highest share that stands out from the rest of its row, or that none does. Plain text."""
    if not rows["articles"].any():
        return "None of them occurs"
    found = peaks(rows)
    if found.empty:
        return no_peak(rows, over)
    best = found.iloc[0]
    rest = rows[(rows["id"] == best["id"]) & (rows["bin"] != best["bin"])]
    own, others = (f"{int(articles):,} of {int(of):,}" for articles, of in (best[["articles", "of"]], rest[["articles", "of"]].sum()))
    unit = over["unit"].iloc[0]
    return f"{plain(capital(best['name']))} peaks {at(best['label'], over)}: {own} articles, {others} in all other {unit}s"
