"""How common a word is in general English: the background that an article's words stand out from."""

from functools import lru_cache

from dramatis.resources import resource

__all__ = ["RARE", "known_share", "zipf"]

FREQUENCIES = "data/lexicon/english-frequencies.txt"
RARE = 2.3
"""The value given to words that the table lacks: just below its rarest."""


def zipf(word: str) -> float:
    """How common `word` is, on the Zipf scale: log10 of its occurrences in a thousand million words of English.

    Parameters
    ----------
    word : str
        A word in lower case. One with hyphens that the table lacks is as rare as its rarest part.

    Returns
    -------
    float
        From 7.7 (*the*) down to :data:`RARE`; lower is rarer.

    References
    ----------
    Robyn Speer, wordfreq 3.1 (doi 10.5281/zenodo.7199437); the scale: van Heuven et al. 2014, doi 10.1080/17470218.2013.850521.
    """
    table = _table()
    value = table.get(word)
    if value is None and "-" in word:
        return min((table.get(part, RARE) for part in word.split("-") if part), default=RARE)
    return RARE if value is None else value


def known_share(words: list[str]) -> float:
    """The share of `words` (in lower case) that are words of English, 0 to 1; 0 where there are none."""
    table = _table()
    return sum(word in table for word in words) / len(words) if words else 0.0


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    values: dict[str, float] = {}
    with resource(FREQUENCIES).open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                value, *words = line.split()
                values.update(dict.fromkeys(words, float(value)))
    return values
