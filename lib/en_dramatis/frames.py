"""From roles of words to whole pieces: what a network's attributions need before they are shown.

Runs are half-open ranges of word numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

Run = tuple[int, int]

SHORTEST = 3
"""Words that a further piece of content has at least."""
SHARE = 0.3
"""Share of a quotation, or `ENOUGH` words of it, that must be content for the whole of it to be."""
ENOUGH = 6
CONJUNCTIONS = frozenset({"that", ",", ":"})


@dataclass
class Frame:
    """One attribution: its cue, the source if there is one, and pieces of content with their probabilities."""

    cue: Run
    label: str
    sure: float
    source: Run | None = None
    source_score: float = 0.0
    contents: list[tuple[Run, float]] = field(default_factory=list)


def tidied(frames: list[Frame], breaks: np.ndarray, inside: np.ndarray, texts: list[str]) -> list[Frame]:
    """Frames with whole quotations, no piece across a paragraph, no word of content in two frames.

    Parameters
    ----------
    frames : list of Frame
        Attributions as the network has them.
    breaks : array of bool
        Words that open a paragraph.
    inside : array of int
        Words within quotation marks, the marks included.
    texts : list of str
        The words in lower case.

    Returns
    -------
    list of Frame
        Those of which some content is left.
    """
    quotations = _quotations(inside, breaks)
    for frame in frames:
        pieces = [(part, score) for run, score in frame.contents for part in _parted(run, breaks)]
        pieces = [(_whole(run, quotations, frame), score) for run, score in pieces]
        pieces = [(_trimmed(run, texts), score) for run, score in _merged(pieces)]
        frame.contents = _long_enough(pieces)
    _settle(frames)
    return [frame for frame in frames if frame.contents]


def _quotations(inside: np.ndarray, breaks: np.ndarray) -> list[Run]:
    """Stretches within quotation marks, cut where paragraphs begin."""
    edges = np.flatnonzero(np.diff(inside.astype(np.int8), prepend=0, append=0)).tolist()
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        found += _parted((start, end), breaks)
    return found


def _parted(run: Run, breaks: np.ndarray) -> list[Run]:
    """A run cut where paragraphs begin."""
    start, end = run
    cuts = [start, *(np.flatnonzero(breaks[start + 1 : end]) + start + 1).tolist(), end]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _whole(run: Run, quotations: list[Run], frame: Frame) -> Run:
    """A run that takes in the quotations it mostly holds and leaves those it hardly touches."""
    start, end = run
    for first, last in quotations:
        common = min(end, last) - max(start, first)
        if common <= 0 or (first <= start and end <= last and common < SHORTEST):
            continue
        if first < frame.cue[1] and frame.cue[0] < last:
            continue
        if common >= min(ENOUGH, SHARE * (last - first)):
            start, end = min(start, first), max(end, last)
        elif start < first:
            end = first
        elif last < end:
            start = last
    return start, end


def _merged(pieces: list[tuple[Run, float]]) -> list[tuple[Run, float]]:
    """Pieces in order, those that overlap made one."""
    found: list[tuple[Run, float]] = []
    for (start, end), score in sorted(pieces):
        if found and start < found[-1][0][1]:
            (first, last), other = found[-1]
            found[-1] = ((first, max(last, end)), max(score, other))
        else:
            found.append(((start, end), score))
    return found


def _trimmed(run: Run, texts: list[str]) -> Run:
    """A run without the conjunction it begins with."""
    start, end = run
    while start < end - 1 and texts[start] in CONJUNCTIONS:
        start += 1
    return start, end


def _long_enough(pieces: list[tuple[Run, float]]) -> list[tuple[Run, float]]:
    """The longest piece, and others that are more than a word or two."""
    if not pieces:
        return []
    longest = max(pieces, key=lambda piece: piece[0][1] - piece[0][0])
    return [p for p in pieces if p is longest or p[0][1] - p[0][0] >= SHORTEST]


def _settle(frames: list[Frame]) -> None:
    """Give a piece that two frames claim to the one whose cue is nearer."""
    claims = sorted((run, _gap(run, frame.cue), number) for number, frame in enumerate(frames) for run, _ in frame.contents)
    lost: dict[int, set[Run]] = {}
    for i, (run, gap, number) in enumerate(claims):
        for other, other_gap, other_number in claims[i + 1 :]:
            if other[0] >= run[1]:
                break
            shorter = min(run[1] - run[0], other[1] - other[0])
            if other_number != number and 2 * (min(run[1], other[1]) - other[0]) > shorter:
                loser = (number, run) if gap > other_gap else (other_number, other)
                lost.setdefault(loser[0], set()).add(loser[1])
    for number, runs in lost.items():
        frames[number].contents = [piece for piece in frames[number].contents if piece[0] not in runs]


def _gap(run: Run, cue: Run) -> int:
    """Words between a run and a cue."""
    return max(run[0] - cue[1], cue[0] - run[1], 0)
