"""Who rose and who fell: the share of articles that name an actor, in the latest whole period against the one before it."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from dramatis.corpus import intervals

__all__ = ["Periods", "movers", "periods"]


class Periods(NamedTuple):
    """Two stretches of whole calendar bins, one right after the other: the bins, and numbers of articles; empty where there are none."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    articles_before: int = 0
    articles_after: int = 0


def periods(over: pd.DataFrame) -> Periods:
    """The two latest stretches of whole bins that can be compared.

    The shortest ones of equal length in which each has :data:`dramatis.corpus.intervals.FEW` articles or more; where no stretches
    have so many, the two halves of all whole bins. Bins that are covered in part are left out, since a part of a month is no month.

    Parameters
    ----------
    over : DataFrame
        See :func:`dramatis.corpus.counts.articles_by_bin`.
    """
    whole = over[~over["partial"]]
    names, counts = list(whole["bin"]), list(whole["articles"])
    for length in range(1, len(names) // 2 + 1):
        after, before = sum(counts[-length:]), sum(counts[-2 * length : -length])
        if min(before, after) >= intervals.FEW or length == len(names) // 2:
            return Periods(tuple(names[-2 * length : -length]), tuple(names[-length:]), int(before), int(after))
    return Periods()


def movers(found: pd.DataFrame, over: pd.DataFrame, compared: Periods, *, top_n: int, seed: int) -> pd.DataFrame:
    """The actors whose share of articles changed most between the two periods.

    Parameters
    ----------
    found : DataFrame
        See :func:`dramatis.corpus.counts.presence`.
    over : DataFrame
        The calendar bins.
    compared : Periods
        See :func:`periods`.
    top_n, seed : int
        How many actors; seed of the intervals.

    Returns
    -------
    DataFrame
        ``actor_key``, ``name``, ``kind``, ``before``, ``after`` (articles), ``share_before``, ``share_after``, ``change`` (difference of
        the shares, -1 to 1), ``low``, ``high`` (95 percent), ``clear`` (whether the interval leaves out no change, and the change stands
        out although so many actors were compared, see :func:`dramatis.corpus.intervals.discoveries`); greatest change first.
        Empty where no two periods can be compared. Its ``attrs["compared"]`` is the number of actors that were compared.
    """
    columns = ["actor_key", "name", "kind", "before", "after", "share_before", "share_after", "change", "low", "high", "clear"]
    if not (compared.articles_before and compared.articles_after):
        return pd.DataFrame(columns=columns).astype({"name": "str", "clear": "bool", "share_before": "float64", "share_after": "float64"})
    named = found.merge(over[["bin", "start"]].rename(columns={"bin": "slug"}), left_on="bin", right_on="start", validate="many_to_one")
    sums = [named[named["slug"].isin(period)].groupby("actor_key")["articles"].sum() for period in (compared.before, compared.after)]
    table = pd.DataFrame({"before": sums[0], "after": sums[1]}).fillna(0).astype("int64").rename_axis("actor_key").reset_index()
    names = found.drop_duplicates("actor_key")[["actor_key", "name", "kind"]]
    table = table.merge(names, on="actor_key", validate="one_to_one")
    table["share_before"], table["share_after"] = table["before"] / compared.articles_before, table["after"] / compared.articles_after
    table["change"] = table["share_after"] - table["share_before"]
    number = len(table)
    sizes = compared.articles_before, compared.articles_after
    chances = [intervals.exact((row.before, sizes[0]), (row.after, sizes[1])) for row in table.itertuples(index=False)]
    table["clear"] = intervals.discoveries(np.array(chances, dtype=float))
    order = table.assign(size=table["change"].abs().round(9), all=table["before"] + table["after"])
    table = order.sort_values(["size", "all", "name", "actor_key"], ascending=[False, False, True, True]).head(top_n).reset_index(drop=True)
    ends = [_ends(row, compared, seed) for row in table.itertuples(index=False)]
    table = table.assign(low=[low for low, _ in ends], high=[high for _, high in ends])
    table["clear"] &= (table["low"] > 0) | (table["high"] < 0)
    table.attrs["compared"] = number
    return table[columns]


def _ends(row, compared: Periods, seed: int) -> tuple[float, float]:
    before, after = (int(row.before), compared.articles_before), (int(row.after), compared.articles_after)
    return intervals.difference(before, after, seed=seed)
