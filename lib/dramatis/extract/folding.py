"""Names as keys: letters folded, words taken apart, spellings of other alphabets evened out."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["SUFFIXES", "fold", "initials", "name_parts", "plain_spelling", "word_set"]

SUFFIXES = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv"})
"""Words after a surname that tell generations apart."""

LONGEST = 200
"""Characters of a name that are looked at; what is longer is no name that a reader would tell from its first 200 characters."""

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "ı": "i", "’": "'"}
)
_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*\.?|&")

_WITH_NUMBER = re.compile(r"^([a-z]{1,3})-(\d+)$")

# Pairs of spellings that the romanizations of Cyrillic, Arabic and Greek names share; applied in this order.
# ALA-LC and BGN/PCGN tables: https://www.loc.gov/catdir/cpso/roman.html
_SPELLINGS = (
    (re.compile(r"x"), "ks"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"kh|ch"), "h"),
    (re.compile(r"sch|sh|zh|dj"), "s"),
    (re.compile(r"ts|tz|cz"), "c"),
    (re.compile(r"[wv]"), "v"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"q|ck|k|c(?=[aou])"), "k"),
    (re.compile(r"[jy]"), "i"),
    (re.compile(r"ee|ie|ei|ii+|i"), "i"),
    (re.compile(r"(?<=[^aeiou])e(?=r\b)"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


def word_set(listed: str) -> frozenset[str]:
    """The words of a list that is written as one string."""
    return frozenset(listed.split())


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The text in small letters without accents, with single spaces; equal for spellings that differ in nothing else."""
    text = unicodedata.normalize("NFKD", text[:LONGEST].translate(_LETTERS))
    kept = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(kept.casefold().split())


@lru_cache(maxsize=16384)
def name_parts(text: str) -> tuple[str, ...]:
    """The folded words of a name, periods of initials and abbreviations off (``J. R. Smith, Jr.`` is j, r, smith, jr).

    Periods inside a word go too, so that ``U.S.`` and ``US`` have one key, as have ``G-7`` and ``G7``.
    A name without letters or digits is one part as it stands.
    """
    parts = tuple(_WITH_NUMBER.sub(r"\1\2", word.replace(".", "")) for word in _WORD.findall(fold(text)))
    return parts or (fold(text),)


def initials(parts: tuple[str, ...]) -> str:
    """First letters of the parts, the small words of titles left out."""
    return "".join(part[0] for part in parts if part not in _SMALL)


_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "de", "la", "&", "to", "a"})


@lru_cache(maxsize=16384)
def plain_spelling(part: str) -> str:
    """One spelling for the romanizations of one name: ``aleksandr`` and ``alexander``, ``yuriy`` and ``yuri`` are equal."""
    for pattern, replacement in _SPELLINGS:
        part = pattern.sub(replacement, part)
    return part.strip("'")
