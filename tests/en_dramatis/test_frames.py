"""Attributions made whole."""

import numpy as np
import pytest

from en_dramatis.frames import Frame, tidied

#        0   1    2      3   4    5      6   7    8     9   10  11   12    13    14
TEXT = ['"', "we", "will", "go", ",", '"', "he", "said", ",", '"', "and", "we", "stay", ".", '"']
INSIDE = np.array([1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1])
NOWHERE = np.zeros(len(TEXT), dtype=bool)


def frame(cue, *contents, source=None):
    return Frame(cue, "speech", 0.9, source=source, contents=[(run, 0.8) for run in contents])


def contents(frames):
    return [[run for run, _ in f.contents] for f in frames]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([(2, 5)], [(0, 6)]),  # most of a quotation becomes all of it
        ([(1, 5), (10, 13)], [(0, 6), (9, 15)]),  # on both sides of the cue
        ([(0, 6), (9, 10)], [(0, 6)]),  # a stray mark is no content
    ],
)
def test_quotations_become_whole(given, expected):
    assert contents(tidied([frame((7, 8), *given)], NOWHERE, INSIDE, TEXT)) == [expected]


def test_no_piece_runs_over_a_paragraph():
    breaks = NOWHERE.copy()
    breaks[9] = True
    assert contents(tidied([frame((6, 7), (8, 14))], breaks, INSIDE, TEXT)) == [[(9, 15)]]


def test_a_conjunction_is_left_out():
    texts = ["he", "said", "that", "they", "will", "go"]
    assert contents(tidied([frame((1, 2), (2, 6))], np.zeros(6, dtype=bool), np.zeros(6), texts)) == [[(3, 6)]]


def test_a_piece_belongs_to_the_nearer_cue():
    texts = ["w"] * 40
    first, second = frame((5, 6), (7, 15)), frame((30, 31), (7, 15), (32, 39))
    assert contents(tidied([first, second], np.zeros(40, dtype=bool), np.zeros(40), texts)) == [[(7, 15)], [(32, 39)]]


def test_an_attribution_without_content_is_none():
    texts = ["w"] * 40
    first, second = frame((5, 6), (7, 15)), frame((30, 31), (7, 15))
    assert len(tidied([first, second], np.zeros(40, dtype=bool), np.zeros(40), texts)) == 1
