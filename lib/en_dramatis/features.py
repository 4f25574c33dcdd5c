"""What the encoder sees of a word besides its pieces: casing, gap, quotation.

The encoder's vocabulary is uncased; casing comes in as an embedding of its own,
and so do the gap before a word and whether the word stands in quotation marks.
Training and run time both use these functions, so that they cannot drift apart.
"""

from __future__ import annotations

import numpy as np

LOWER, CAPITALIZED, UPPER, MIXED, DIGIT, OTHER = range(6)
JOINED, SPACED, BREAK, UNKNOWN = range(4)
NO_MARK, OPENING, CLOSING, STRAIGHT = range(4)

MARKS = {
    '"': STRAIGHT,
    "``": OPENING,
    "''": CLOSING,
    "“": OPENING,
    "”": CLOSING,
    "„": OPENING,
    "«": OPENING,
    "»": CLOSING,
}
"""Double quotation marks; single ones are apostrophes too often."""

LONGEST_QUOTE = 400
"""Words after which an unclosed quotation is given up."""


def casing(word: str) -> int:
    """The casing class of a word."""
    if word.islower():
        return DIGIT if any(c.isdigit() for c in word) else LOWER
    if word.isupper():
        return UPPER if len(word) > 1 and not word.endswith(".") else CAPITALIZED
    if any(c.isdigit() for c in word):
        return DIGIT
    if word[:1].isupper() and word[1:].islower():
        return CAPITALIZED
    return MIXED if any(c.isalpha() for c in word) else OTHER


def mark(word: str) -> int:
    """Which kind of double quotation mark the word is, `NO_MARK` for others."""
    return MARKS.get(word, NO_MARK)


def quoted(marks: np.ndarray, gaps: np.ndarray) -> np.ndarray:
    """Which words stand within double quotation marks, the marks included.

    Parameters
    ----------
    marks : array of int
        `mark` of every word.
    gaps : array of int
        The gap before every word: `JOINED`, `SPACED` or `BREAK` (a paragraph).

    Returns
    -------
    array of uint8
        1 within a quotation. A quotation ends at a paragraph's end, as news
        opens it anew in the next; a straight mark opens when a space is before
        it and none after it, closes when it is the other way round, and
        otherwise does what is due.
    """
    inside = np.zeros(len(marks), dtype=np.uint8)
    events = np.flatnonzero((marks != NO_MARK) | (gaps == BREAK))
    start = -1
    for i in events.tolist():
        if gaps[i] == BREAK and start >= 0:
            inside[start : min(i, start + LONGEST_QUOTE)] = 1
            start = -1
        kind = marks[i]
        if kind == STRAIGHT:
            kind = _direction(gaps, i, start >= 0)
        if kind == OPENING and start < 0:
            start = i
        elif kind == CLOSING and start >= 0:
            inside[start : min(i + 1, start + LONGEST_QUOTE)] = 1
            start = -1
    if start >= 0:
        inside[start : start + LONGEST_QUOTE] = 1
    return inside


def _direction(gaps: np.ndarray, i: int, is_open: bool) -> int:
    before = gaps[i] != JOINED
    after = i + 1 >= len(gaps) or gaps[i + 1] != JOINED
    if before != after:
        return OPENING if before else CLOSING
    return CLOSING if is_open else OPENING
