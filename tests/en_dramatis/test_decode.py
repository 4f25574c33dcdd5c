"""Decoding: labels that may follow one another, and trees."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from en_dramatis import attribution, decode

LABELS = ["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG"]


def random_scores(seed, rows, columns, scale=4.0):
    return np.random.default_rng(seed).normal(size=(rows, columns)).astype(np.float32) * scale


def best_by_trying(scores, penalties):
    def total(path):
        steps = penalties[0, path[0]] + sum(penalties[a, b] for a, b in itertools.pairwise(path))
        return steps + sum(scores[i, label] for i, label in enumerate(path))

    return max(itertools.product(range(scores.shape[1]), repeat=len(scores)), key=total)


@pytest.mark.parametrize("seed", range(12))
def test_labels_are_the_best_allowed_sequence(seed):
    scores = random_scores(seed, 5, len(LABELS), scale=2.0)
    penalties = decode.allowed(LABELS)
    found = decode.spans(scores, penalties, np.zeros(5, dtype=bool))
    assert tuple(found) == best_by_trying(scores, penalties)


@given(st.integers(0, 10_000), st.integers(1, 40))
def test_inside_never_follows_anything_but_its_own_kind(seed, count):
    scores = random_scores(seed, count, len(LABELS))
    breaks = np.random.default_rng(seed).random(count) < 0.1
    found = [LABELS[i] for i in decode.spans(scores, decode.allowed(LABELS), breaks)]
    for i, label in enumerate(found):
        if label.startswith("I-"):
            assert i > 0
            assert not breaks[i]
            assert found[i - 1] in {label, "B-" + label[2:]}


def test_a_name_does_not_run_into_the_next_paragraph():
    scores = np.full((2, len(LABELS)), -9.0, dtype=np.float32)
    scores[0, 1], scores[1, 2] = 0.0, 0.0
    joined = decode.spans(scores, decode.allowed(LABELS), np.array([False, False]))
    parted = decode.spans(scores, decode.allowed(LABELS), np.array([False, True]))
    assert [LABELS[i] for i in joined] == ["B-PERSON", "I-PERSON"]
    assert LABELS[parted[1]] != "I-PERSON"


@settings(max_examples=200)
@given(st.integers(0, 100_000), st.integers(1, 12))
def test_heads_are_a_tree_with_one_root(seed, count):
    heads = decode.tree(random_scores(seed, count, count + 1))
    assert (heads == np.arange(count)).sum() == 1
    for word in range(count):
        steps = 0
        while heads[word] != word:
            word, steps = heads[word], steps + 1
            assert steps <= count


@pytest.mark.parametrize("seed", range(30))
def test_tree_is_the_best_one_for_its_root(seed):
    scores = random_scores(seed, 4, 5)
    found = decode.tree(scores)
    root = int(np.flatnonzero(found == np.arange(4))[0])

    def is_tree(heads):
        return all(_reaches(heads, word, root) for word in range(4))

    def total(heads):
        return sum(scores[i, 0] if i == root else scores[i, h + 1] for i, h in enumerate(heads))

    every = (h for h in itertools.product(range(4), repeat=4) if h[root] == root and is_tree(h))
    best = max(every, key=total)
    assert total(found) == pytest.approx(total(best), abs=1e-4)


def _reaches(heads, word, root):
    for _ in range(len(heads)):
        if word == root:
            return True
        if heads[word] == word:
            return False
        word = heads[word]
    return word == root


@settings(max_examples=80, deadline=None)
@given(cues=st.integers(1, 4), width=st.integers(1, 30), spread=st.floats(0.2, 8), lean=st.floats(-3, 3), seed=st.integers(0, 10**6))
def test_roles_by_stretches_are_the_best_roles(cues, width, spread, lean, seed):
    scores = np.random.default_rng(seed).normal(size=(cues, width, 3)) * spread
    scores[:, :, 0] += lean
    change = np.where(np.eye(3, dtype=bool), 0.0, -attribution.CHANGE)
    assert np.array_equal(attribution.roles(scores), decode.viterbi(scores, change))
