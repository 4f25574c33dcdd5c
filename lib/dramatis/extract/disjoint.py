"""No word twice: the rows of reported speech, none of which lies over another."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Any

__all__ = ["disjoint"]

_WORD = re.compile(r"\w+")
_EDGES = " \t\n,;:—–-.…\"“”„«»‘’'"
_MARK = re.compile(r"[\"“”„«»]|``|''")
_FEWEST_WORDS = 3
_LEAST_SHARE = 0.5
"""Share of a row's words that must be left for the rest of it to stay a row."""


def disjoint(text: str, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, in the order of the text, with spans that do not overlap.

    Turns keep their words, then direct quotations, then the surest. Another row keeps what is left of it where that is at least half
    of its words and three of them, else it is dropped.
    """
    taken: list[tuple[int, int]] = []
    kept: list[dict[str, Any]] = []
    for row in sorted(rows, key=_rank):
        span = _free(text, taken, row["start"], row["end"])
        if span is not None:
            insort(taken, span)
            kept.append(row if span == (row["start"], row["end"]) else _cut(text, row, span))
    return sorted(kept, key=lambda row: (row["start"], row["end"]))


def _rank(row: dict[str, Any]) -> tuple[int, float, int]:
    order = 0 if row["rule"] in ("turn", "block") else 1 if row["kind"] == "direct" else 2
    return order, -row["confidence"], row["start"]


def _free(text: str, taken: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The longest stretch of the span that is not taken; None where too little is left."""
    at = max(0, bisect_left(taken, (start, start)) - 1)
    place, pieces = start, []
    while at < len(taken) and taken[at][0] < end:
        if taken[at][1] > start:
            pieces.append((place, taken[at][0]))
            place = max(place, taken[at][1])
        at += 1
    if place == start and not pieces:
        return start, end
    first, last = max((*pieces, (place, end)), key=lambda piece: piece[1] - piece[0])
    while first < last and text[first] in _EDGES:
        first += 1
    while last > first and text[last - 1] in _EDGES:
        last -= 1
    words = len(_WORD.findall(text, first, last)) if first < last else 0
    enough = words >= _FEWEST_WORDS and words >= _LEAST_SHARE * len(_WORD.findall(text, start, end))
    return (first, last) if enough else None


def _cut(text: str, row: dict[str, Any], span: tuple[int, int]) -> dict[str, Any]:
    marked = row["kind"] == "mixed" and _MARK.search(text, *span)
    return row | {"start": span[0], "end": span[1], "kind": "mixed" if marked else "direct" if row["kind"] == "direct" else "indirect"}
