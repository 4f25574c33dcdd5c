"""Quotations that two sides have in common, whole or in part, and those that only one has."""

from itertools import combinations

import pandas as pd

from dramatis.corpus.wording import words_of
from dramatis.extract.function_words import is_function_word

__all__ = ["LEAST", "LONG", "TELLING", "common_run", "particular_quotes", "same_words", "shared_quotes"]

LEAST, TELLING, LONG = 5, 5, 10
"""Words in a row that two quotations must have in common to be the same words: :data:`LEAST` where that is all that one of them says, else
:data:`TELLING` that are no function words, or :data:`LONG` of any kind. Shorter runs (*that the Prime Minister's advice to*) are common by
chance where two texts are about the same matter."""


def same_words(one: str, other: str) -> int:
    """The length, in words, of the longest run that two texts have in common, without regard to capitals and punctuation."""
    return len(common_run(one, other))


def common_run(one: str, other: str) -> list[str]:
    """The longest run of words that two texts have in common, in lower case; the first of several of one length."""
    first, second = _words(one), _words(other)
    best, end, previous = 0, 0, [0] * (len(second) + 1)
    for at, word in enumerate(first, 1):
        current = [0] * (len(second) + 1)
        for place, another in enumerate(second, 1):
            if word == another:
                current[place] = previous[place - 1] + 1
                if current[place] > best:
                    best, end = current[place], at
        previous = current
    return first[end - best : end]


def shared_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    """Quotations with words in common between sides.

    Parameters
    ----------
    quotes : DataFrame
        ``side``, ``words`` (text), and whatever else is known of them.

    Returns
    -------
    DataFrame
        The rows that share words enough in a row (:data:`LEAST`) with a quotation of another side, with ``group`` (1, 2, …, the longest
        common run first), ``common`` (its length) and ``run`` (its words); rows of a group are in the order of sides.
    """
    runs = _runs(quotes.reset_index(drop=True))
    groups: dict[int, int] = {}
    for _, one, other in sorted(runs, key=lambda run: (-len(run[0]), run[1], run[2])):
        known = [groups[place] for place in (one, other) if place in groups]
        target = min(known, default=len(set(groups.values())) + 1)
        for place, group in list(groups.items()):
            groups[place] = target if group in known else group
        groups[one] = groups[other] = target
    best = {place: max((run for run, *pair in runs if place in pair), key=len) for place in groups}
    rows = quotes.reset_index(drop=True).loc[sorted(groups)]
    length = {place: len(run) for place, run in best.items()}
    rows = rows.assign(group=pd.Series(groups, dtype="int64"), common=pd.Series(length, dtype="int64"))
    rows = rows.assign(run=pd.Series({place: " ".join(run) for place, run in best.items()}, dtype="str"))
    longest = rows.groupby("group")["common"].transform("max")
    rows = rows.assign(longest=longest).sort_values(["longest", "group", "side"], ascending=[False, True, True], kind="stable")
    return rows.assign(group=pd.factorize(rows["group"])[0] + 1).drop(columns="longest").reset_index(drop=True)


def particular_quotes(quotes: pd.DataFrame, shared: pd.DataFrame) -> pd.DataFrame:
    """The quotations that no other side has, by side, the longest first."""
    keys = ["side", "article_id", "id"]
    known = set(shared[keys].itertuples(index=False, name=None)) if len(shared) else set()
    own = pd.Series([row not in known for row in quotes[keys].itertuples(index=False, name=None)], index=quotes.index, dtype="bool")
    return quotes[own].sort_values(["side", "number"], ascending=[True, False], kind="stable").reset_index(drop=True)


def _runs(quotes: pd.DataFrame) -> list[tuple[list[str], int, int]]:
    """The common run and the places of each pair of different sides with words enough in common; those without a run are not compared."""
    holders: dict[tuple[str, ...], list[int]] = {}
    spoken = [_words(text) for text in quotes["words"]]
    for place, words in enumerate(spoken):
        for run in {tuple(words[at : at + LEAST]) for at in range(len(words) - LEAST + 1)}:
            holders.setdefault(run, []).append(place)
    pairs = {pair for places in holders.values() for pair in combinations(sorted(places), 2)}
    sides, texts = quotes["side"].tolist(), quotes["words"].tolist()
    runs = [(common_run(texts[one], texts[other]), one, other) for one, other in sorted(pairs) if sides[one] != sides[other]]
    return [(run, one, other) for run, one, other in runs if _is_enough(run, min(len(spoken[one]), len(spoken[other])))]


def _is_enough(run: list[str], shorter: int) -> bool:
    telling = sum(not is_function_word(word) for word in run)
    return len(run) >= LONG or telling >= TELLING or len(run) >= max(LEAST, shorter)


def _words(text: str) -> list[str]:
    return [word for word, _ in words_of(text)]
