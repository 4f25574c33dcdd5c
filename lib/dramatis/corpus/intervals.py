"""How far chance alone could move a share: bootstrap over articles, and Wilson's interval for marks made by hand.

An article is drawn with all that it holds, since its mentions and quotations come together and not one by one. Everything is seeded:
the same counts give the same intervals.

References
----------
.. [1] Efron, Tibshirani (1993), *An Introduction to the Bootstrap*, chapter 13 (percentile interval), chapter 8 (units drawn whole).
.. [2] Wilson (1927), *Probable Inference, the Law of Succession, and Statistical Inference*. JASA 22.
.. [3] Hanley, Lippman-Hand (1983), *If Nothing Goes Wrong, Is Everything All Right?* JAMA 249 (the rule of three).
.. [4] Fisher (1935), *The Logic of Inductive Inference*, JRSS 98 (the exact test of a table of two by two).
.. [5] Benjamini, Hochberg (1995), *Controlling the False Discovery Rate*, JRSS B 57.
"""

import numpy as np

__all__ = ["DRAWS", "FALSE", "FEW", "difference", "discoveries", "exact", "few", "ratios", "share", "wilson"]

DRAWS = 1000
"""Samples that a bootstrap draws."""
FEW = 20
"""Fewer articles than this are few: a share over them is shown pale and read with care. With 20 articles an interval around one half is
about 45 points wide."""
FALSE = 0.05
"""Share of wrong findings that is accepted among those that stand out of many comparisons."""
_AT_ONCE = 2_000_000
"""Numbers drawn at a time, to bound the memory."""
_ENDS = (2.5, 97.5)


def few(articles: int) -> bool:
    """Whether so many articles are too few for a share to be read without care."""
    return articles < FEW


def share(count: int, of: int, *, seed: int, draws: int = DRAWS) -> tuple[float, float]:
    """The 95 percent interval of a share of articles, 0 to 1.

    To draw `of` articles with replacement, `count` of which have the trait, is to draw from a binomial distribution.
    Where none or all have it the sample cannot tell more; then the other end is that of the rule of three [3]_.

    Returns
    -------
    (float, float)
        Lower and upper end; ``(nan, nan)`` where there are no articles.
    """
    if not of:
        return (float("nan"), float("nan"))
    if count in (0, of):
        edge = min(1.0, 3 / of)
        return (0.0, edge) if not count else (1 - edge, 1.0)
    drawn = np.random.default_rng((seed, count, of)).binomial(of, count / of, draws) / of
    return _ends(drawn)


def difference(before: tuple[int, int], after: tuple[int, int], *, seed: int, draws: int = DRAWS) -> tuple[float, float]:
    """The 95 percent interval of the change of a share of articles between two periods, each given as (count, articles); -1 to 1.

    Of a period in which none or all articles have the trait the share itself is drawn first (Jeffreys' prior): that none of five has it
    does not make it certain that none of the next five has.
    """
    if not before[1] or not after[1]:
        return (float("nan"), float("nan"))
    generator = np.random.default_rng((seed, *before, *after))
    earlier, later = (generator.binomial(of, _share(count, of, generator, draws), draws) / of for count, of in (before, after))
    return _ends(later - earlier)


def exact(before: tuple[int, int], after: tuple[int, int]) -> float:
    """How probable a change of a share as great as this or greater is by chance, 0 to 1: Fisher's exact test, both sides [4]_.

    Each period is given as (count, articles).
    """
    total, articles = before[0] + after[0], before[1] + after[1]
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, articles + 1)))])
    counts = np.arange(max(0, total - after[1]), min(total, before[1]) + 1)

    def ways(of: int, taken: np.ndarray | int) -> np.ndarray:
        return logs[of] - logs[taken] - logs[of - taken]

    chances = np.exp(ways(before[1], counts) + ways(after[1], total - counts) - ways(articles, total))
    return float(min(1.0, chances[chances <= chances[before[0] - counts[0]] * (1 + 1e-9)].sum()))


def discoveries(chances: np.ndarray, *, rate: float = FALSE) -> np.ndarray:
    """Which of many comparisons stand out, so that at most a share `rate` of those that do is expected to be chance [5]_."""
    order = np.argsort(chances, kind="stable")
    passed = np.flatnonzero(chances[order] <= rate * np.arange(1, len(chances) + 1) / max(len(chances), 1))
    found = np.zeros(len(chances), dtype=bool)
    found[order[: passed[-1] + 1 if len(passed) else 0]] = True
    return found


def _share(count: int, of: int, generator: np.random.Generator, draws: int) -> float | np.ndarray:
    return generator.beta(count + 0.5, of - count + 0.5, draws) if count in (0, of) else count / of


def ratios(parts: np.ndarray, whole: np.ndarray, *, seed: int, draws: int = DRAWS) -> np.ndarray:
    """The 95 percent intervals of shares of a sum, over articles drawn whole.

    Parameters
    ----------
    parts : array, articles by items
        What each article adds to each item (words of a speaker).
    whole : array, articles
        What each article adds to the sum (all quoted words).

    Returns
    -------
    array, items by 2
        Lower and upper ends, 0 to 1; nan where the sum is nothing.
    """
    articles = len(whole)
    if not articles or not whole.sum():
        return np.full((parts.shape[1], 2), np.nan)
    generator = np.random.default_rng((seed, articles))
    step, drawn = max(1, _AT_ONCE // articles), []
    for start in range(0, draws, step):
        picks = generator.integers(0, articles, (min(step, draws - start), articles))
        weights = np.stack([np.bincount(row, minlength=articles) for row in picks]).astype(np.float64)
        sums = weights @ whole
        drawn.append(weights @ parts / np.where(sums, sums, np.nan)[:, None])
    return np.nanpercentile(np.concatenate(drawn), _ENDS, axis=0).T


def wilson(right: int, marked: int) -> tuple[float, float]:
    """Wilson's 95 percent interval of a share of independent marks [2]_; ``(0, 1)`` where nothing is marked: then nothing is known."""
    if not marked:
        return (0.0, 1.0)
    z = 1.959963984540054
    middle = (right + z * z / 2) / (marked + z * z)
    half = z * np.sqrt(right * (marked - right) / marked + z * z / 4) / (marked + z * z)
    return (max(0.0, float(middle - half)), min(1.0, float(middle + half)))


def _ends(drawn: np.ndarray) -> tuple[float, float]:
    low, high = np.percentile(drawn, _ENDS)
    return (float(low), float(high))
