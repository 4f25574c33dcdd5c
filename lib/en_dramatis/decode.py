"""From scores to labels and trees.

References
----------
Viterbi 1967; Chu and Liu 1965, Edmonds 1967 (maximum spanning arborescence).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SURE = 7.0
"""A word whose "outside" beats every other label by this much (natural log) is outside."""
NEVER = -1e9


def allowed(labels: Sequence[str]) -> np.ndarray:
    """Which label may follow which, as penalties `[before, after]` (0 or `NEVER`): `I-x` only `B-x` or `I-x`."""
    table = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for j, after in enumerate(labels):
        if after.startswith("I-"):
            for i, before in enumerate(labels):
                if before not in (after, "B-" + after[2:]):
                    table[i, j] = NEVER
    return table


def spans(scores: np.ndarray, penalties: np.ndarray, breaks: np.ndarray) -> np.ndarray:
    """The best allowed sequence of BIO labels.

    Parameters
    ----------
    scores : array [words, labels]
        Log probabilities or logits; label 0 is `O`.
    penalties : array [labels, labels]
        `allowed` of the labels.
    breaks : array of bool [words]
        Words that no label may run into from the word before.

    Returns
    -------
    array of int [words]
        Label numbers.
    """
    best = np.zeros(len(scores), dtype=np.int64)
    unsure = scores[:, 1:].max(axis=1, initial=NEVER) > scores[:, 0] - SURE
    if not unsure.any():
        return best
    opens = unsure & (np.roll(~unsure, 1) | breaks)
    opens[0] = unsure[0]
    starts = np.flatnonzero(opens)
    stops = np.flatnonzero(unsure & np.append(~unsure[1:] | breaks[1:], True)) + 1
    lengths = stops - starts
    for length in np.unique(lengths):
        rows = starts[lengths == length][:, None] + np.arange(length)
        best[rows] = viterbi(scores[rows], penalties)
    return best


def viterbi(scores: np.ndarray, penalties: np.ndarray) -> np.ndarray:
    """Viterbi over sequences of one length, `[sequences, words, labels]`."""
    total = scores[:, 0] + penalties[0]
    back = []
    for i in range(1, scores.shape[1]):
        paths = total[:, :, None] + penalties[None]
        back.append(paths.argmax(axis=1))
        total = paths.max(axis=1) + scores[:, i]
    labels = [total.argmax(axis=1)]
    rows = np.arange(len(scores))
    for pointers in reversed(back):
        labels.append(pointers[rows, labels[-1]])
    return np.stack(labels[::-1], axis=1)


def tree(scores: np.ndarray) -> np.ndarray:
    """The best tree with one root.

    Parameters
    ----------
    scores : array [words, words + 1]
        Score of every head for every word; head 0 is the root, head `i + 1` word `i`.

    Returns
    -------
    array of int [words]
        Heads as word numbers; the root is its own head.
    """
    n = len(scores)
    scores = scores.copy()
    scores[np.arange(n), np.arange(n) + 1] = NEVER
    heads = scores.argmax(axis=1)
    if (heads == 0).sum() != 1 or not _reaches_root(heads):
        heads = _one_root(scores)
    own = np.arange(n)
    return np.where(heads == 0, own, heads - 1)


def _reaches_root(heads: np.ndarray) -> bool:
    at = np.concatenate([[0], heads])
    for _ in range(max(1, len(heads)).bit_length()):
        at = at[at]
    return not at.any()


def _one_root(scores: np.ndarray) -> np.ndarray:
    """Heads of the best tree, the root being the word that loses most by another head."""
    gain = scores[:, 0] - scores[:, 1:].max(axis=1)
    root = int(gain.argmax())
    square = np.full((len(scores) + 1, len(scores) + 1), NEVER)
    square[1:] = scores
    square[1:, 0] = NEVER / 10
    square[root + 1] = NEVER
    square[root + 1, 0] = 0.0
    return _arborescence(square)[1:]


def _arborescence(scores: np.ndarray) -> np.ndarray:
    """Chu-Liu-Edmonds over `[node, head]`, node 0 being the root; head 0 for node 0."""
    heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    kept = scores[cycle, heads[cycle]]
    entry = scores[np.ix_(cycle, outside)] - kept[:, None]
    leave = scores[np.ix_(outside, cycle)]
    size = len(outside)
    smaller = np.full((size + 1, size + 1), NEVER)
    smaller[:size, :size] = scores[np.ix_(outside, outside)]
    smaller[size, :size] = entry.max(axis=0)
    smaller[:size, size] = leave.max(axis=1)
    found = _arborescence(smaller)
    result = heads.copy()
    for i, node in enumerate(outside.tolist()):
        if node:
            result[node] = cycle[leave[i].argmax()] if found[i] == size else outside[found[i]]
    into = found[size]
    result[cycle[entry[:, into].argmax()]] = outside[into]
    return result


def _cycle(heads: np.ndarray) -> np.ndarray | None:
    seen = np.zeros(len(heads), dtype=np.int64)
    following = heads.tolist()
    for start in range(1, len(heads)):
        path, at = [], start
        while at and not seen[at]:
            seen[at] = start
            path.append(at)
            at = following[at]
        if at and seen[at] == start:
            return np.array(path[path.index(at) :])
    return None


def log_softmax(scores: np.ndarray) -> np.ndarray:
    """Log probabilities over the last axis."""
    scores = scores - scores.max(axis=-1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))
