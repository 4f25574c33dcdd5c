"""Cutting a long text into overlapping windows for the encoder.

Every word belongs to one window, which also sees some words before and after its
own. A cut is made at a paragraph's end if there is one near, else after the end
of a sentence, else where the room ends.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

ROOM = 256
"""Pieces in a window, the two special ones left out."""
LEFT, RIGHT = 24, 12
"""Pieces of context before and after the words a window owns."""


class Window(NamedTuple):
    """Words `start:end` are read, of which `own_start:own_end` are kept."""

    start: int
    end: int
    own_start: int
    own_end: int


def windows(sizes: np.ndarray, breaks: np.ndarray, stops: np.ndarray) -> list[Window]:
    """Windows over words with `sizes` pieces each.

    Parameters
    ----------
    sizes : array of int
        Pieces of every word, each at most a quarter of `ROOM`.
    breaks : array of bool
        Words that open a paragraph.
    stops : array of bool
        Words that end a sentence, roughly (`.`, `!`, `?`).

    Returns
    -------
    list of Window
        Their own words, in order, are all words once; empty for no words.
    """
    ends = np.cumsum(sizes)
    total = len(sizes)
    found: list[Window] = []
    own = 0
    while own < total:
        before = int(ends[own - 1]) if own else 0
        start = int(np.searchsorted(ends, before - LEFT, side="left")) + 1 if before > LEFT else 0
        start = min(start, own)
        used = before - (int(ends[start - 1]) if start else 0)
        room = ROOM - used
        if int(ends[-1]) - before <= room:
            found.append(Window(start, total, own, total))
            break
        last = int(np.searchsorted(ends, before + room - RIGHT, side="right"))
        cut = _cut(own, max(last, own + 1), breaks, stops)
        end = int(np.searchsorted(ends, before + room, side="right"))
        end = max(cut, min(end, int(np.searchsorted(ends, ends[cut - 1] + RIGHT, side="right"))))
        found.append(Window(start, end, own, cut))
        own = cut
    return found


def _cut(own: int, last: int, breaks: np.ndarray, stops: np.ndarray) -> int:
    """Where, in the last third of `own:last`, the window's own words best end."""
    low = own + max(1, (last - own) * 3 // 5)
    paragraphs = np.flatnonzero(breaks[low : last + 1])
    if len(paragraphs):
        return low + int(paragraphs[-1])
    sentences = np.flatnonzero(stops[low - 1 : last - 1])
    if len(sentences):
        return low + int(sentences[-1])
    return last
