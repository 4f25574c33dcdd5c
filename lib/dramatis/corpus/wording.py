"""Words that one text prefers against others: weighted log-odds with an informative prior.

References
----------
.. [1] Monroe, Colaresi, Quinn (2008), *Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content of Political
   Conflict*. Political Analysis 16(4): equations 16 (prior), 20 (variance) and 22 (z-score).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt

import pandas as pd

from dramatis.extract.function_words import is_function_word

__all__ = ["CLEAR", "PRIOR", "particular_words", "word_counts", "words_of"]

PRIOR = 0.5
"""Weight of the prior, as a share of the words of all sides: as if each side had also used half as many words as all have, in the
proportions of all. So words that all sides use cancel out, and a word that is rare everywhere needs more uses to stand out."""
CLEAR = 1.96
"""A z-score above which chance alone is an unlikely reason (95 percent, one word looked at alone)."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def words_of(text: str, without: Iterable[tuple[int, int]] = ()) -> list[tuple[str, int]]:
    """The words of a text in lower case, with their places; those that touch a span of `without` (names, quotations) are left out."""
    spans = sorted(without)
    found, at = [], 0
    for match in _WORD.finditer(text):
        while at < len(spans) and spans[at][1] <= match.start():
            at += 1
        if not (at < len(spans) and spans[at][0] < match.end()):
            found.append((match[0].lower().replace("’", "'"), match.start()))
    return found


def word_counts(words: Iterable[tuple[str, int]]) -> Counter[str]:
    """How often each word occurs."""
    return Counter(word for word, _ in words)


def particular_words(sides: Mapping[str, Counter[str]], *, top_n: int = 12, least: int = 2) -> pd.DataFrame:
    """The words that each side prefers against all others together.

    Parameters
    ----------
    sides : mapping
        Name of a side to the counts of its words.
    top_n : int
        How many words of each side.
    least : int
        How often a side must use a word.

    Returns
    -------
    DataFrame
        ``side``, ``word``, ``here`` and ``elsewhere`` (uses), ``z`` (higher: more particular to this side), ``clear`` (whether z is above
        :data:`CLEAR`); the greatest z first. Only words with a positive z that are no function words (*the*,
        *and*). Empty where there are fewer than two sides.
    """
    rows = []
    for name, here in sides.items() if len(sides) > 1 else ():
        elsewhere = sum((counts for other, counts in sides.items() if other != name), Counter())
        scored = [(word, uses, elsewhere[word], _z(word, here, elsewhere)) for word, uses in here.items() if uses >= least]
        chosen = sorted((row for row in scored if row[3] > 0 and not is_function_word(row[0])), key=lambda row: (-row[3], row[0]))[:top_n]
        rows += [(name, *row, row[3] > CLEAR) for row in chosen]
    return pd.DataFrame(rows, columns=["side", "word", "here", "elsewhere", "z", "clear"])


def _z(word: str, here: Counter[str], elsewhere: Counter[str]) -> float:
    weight = PRIOR * (here.total() + elsewhere.total())
    prior = PRIOR * (here[word] + elsewhere[word])
    rest = [counts.total() + weight - counts[word] - prior for counts in (here, elsewhere)]
    if min(rest) <= 0:  # a side has no other word, so nothing can be said of this one
        return 0.0
    odds = [log((counts[word] + prior) / others) for counts, others in zip((here, elsewhere), rest, strict=True)]
    return (odds[0] - odds[1]) / sqrt(1 / (here[word] + prior) + 1 / (elsewhere[word] + prior))
