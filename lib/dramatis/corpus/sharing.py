"""Quotations that two sides have in common, whole or in part, and those that only one has."""

import re
from itertools import combinations

import pandas as pd

__all__ = ["LEAST", "particular_quotes", "same_words", "shared_quotes"]

LEAST = 5
"""Words in a row that two quotations must have in common to be the same words; shorter runs are common by chance."""
_WORD = re.compile(r"[^\W_]+")


def same_words(one: str, other: str) -> int:
    """The length, in words, of the longest run that two texts have in common, without regard to capitals and punctuation."""
    first, second = _words(one), _words(other)
    best, previous = 0, [0] * (len(second) + 1)
    for word in first:
        current = [0] * (len(second) + 1)
        for place, another in enumerate(second, 1):
            if word == another:
                current[place] = previous[place - 1] + 1
                best = max(best, current[place])
        previous = current
    return best


def shared_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    """Quotations with words in common between sides.

    Parameters
    ----------
    quotes : DataFrame
        ``side``, ``words`` (text), and whatever else is known of them.

    Returns
    -------
    DataFrame
        The rows that share :data:`LEAST` words in a row or more with a quotation of another side, with ``group`` (1, 2, …, the longest
        common run first) and ``common`` (its length); rows of a group are in the order of sides.
    """
    runs = _runs(quotes.reset_index(drop=True))
    groups: dict[int, int] = {}
    for _, one, other in sorted(runs, key=lambda run: (-run[0], run[1], run[2])):
        known = [groups[place] for place in (one, other) if place in groups]
        target = min(known, default=len(set(groups.values())) + 1)
        for place, group in list(groups.items()):
            groups[place] = target if group in known else group
        groups[one] = groups[other] = target
    best = {place: max(length for length, *pair in runs if place in pair) for place in groups}
    rows = quotes.reset_index(drop=True).loc[sorted(groups)]
    rows = rows.assign(group=pd.Series(groups, dtype="int64"), common=pd.Series(best, dtype="int64"))
    longest = rows.groupby("group")["common"].transform("max")
    rows = rows.assign(longest=longest).sort_values(["longest", "group", "side"], ascending=[False, True, True], kind="stable")
    return rows.assign(group=pd.factorize(rows["group"])[0] + 1).drop(columns="longest").reset_index(drop=True)


def particular_quotes(quotes: pd.DataFrame, shared: pd.DataFrame) -> pd.DataFrame:
    """The quotations that no other side has, by side, the longest first."""
    keys = ["side", "article_id", "id"]
    known = set(shared[keys].itertuples(index=False, name=None)) if len(shared) else set()
    own = pd.Series([row not in known for row in quotes[keys].itertuples(index=False, name=None)], index=quotes.index, dtype="bool")
    return quotes[own].sort_values(["side", "number"], ascending=[True, False], kind="stable").reset_index(drop=True)


def _runs(quotes: pd.DataFrame) -> list[tuple[int, int, int]]:
    """Length and places of each pair of different sides with words enough in common; only pairs that share a run are compared."""
    holders: dict[tuple[str, ...], list[int]] = {}
    for place, text in enumerate(quotes["words"]):
        words = _words(text)
        for run in {tuple(words[at : at + LEAST]) for at in range(len(words) - LEAST + 1)}:
            holders.setdefault(run, []).append(place)
    pairs = {pair for places in holders.values() for pair in combinations(sorted(places), 2)}
    sides, texts = quotes["side"].tolist(), quotes["words"].tolist()
    return [(same_words(texts[one], texts[other]), one, other) for one, other in sorted(pairs) if sides[one] != sides[other]]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
