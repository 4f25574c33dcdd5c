import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dramatis.corpus.intervals import difference, discoveries, exact, ratios, share, wilson


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 3))
def test_a_share_lies_in_its_interval_and_the_seed_decides(one, other, seed):
    count, of = min(one, other), max(one, other)
    low, high = share(count, of, seed=seed)
    if of:
        assert 0 <= low <= count / of <= high <= 1
        assert (low, high) == share(count, of, seed=seed)
    else:
        assert math.isnan(low)


def test_more_articles_make_a_narrower_interval():
    widths = [np.subtract(*reversed(share(n // 5, n, seed=0))) for n in (20, 200, 2000)]
    assert widths[0] > 2 * widths[1] > 4 * widths[2]


def test_none_of_many_leaves_room_for_the_rule_of_three():
    assert share(0, 30, seed=0) == (0.0, 0.1)
    assert share(30, 30, seed=0) == (0.9, 1.0)


def test_a_share_of_articles_is_what_drawing_articles_gives():
    """The binomial short cut equals the bootstrap over a list of articles, within what a thousand draws can tell."""
    traits = np.array([1] * 30 + [0] * 70)
    drawn = np.random.default_rng(5).choice(traits, (4000, 100)).mean(axis=1)
    assert share(30, 100, seed=0) == pytest.approx(tuple(np.percentile(drawn, (2.5, 97.5))), abs=0.02)


def test_change_is_clear_only_where_it_is_large_or_the_articles_many():
    assert difference((2, 20), (4, 20), seed=0)[0] < 0
    assert difference((200, 2000), (400, 2000), seed=0)[0] > 0
    assert all(map(math.isnan, difference((0, 0), (1, 5), seed=0)))


def test_none_of_a_few_articles_is_no_clear_fall():
    assert difference((30, 300), (0, 5), seed=0)[1] > 0
    assert difference((30, 300), (0, 300), seed=0)[1] < 0


def test_ratios_draw_articles_whole():
    """One article with nearly all words makes a wide interval, though the words are many."""
    parts = np.zeros((50, 2))
    parts[0, 0], parts[1:, 1] = 10_000, 10
    low, high = ratios(parts, parts.sum(axis=1), seed=1)[0]
    assert low < 0.01
    assert high > 0.95
    assert np.isnan(ratios(np.zeros((3, 1)), np.zeros(3), seed=1)).all()


def test_wilson_is_the_published_formula():
    assert wilson(18, 20) == pytest.approx((0.699, 0.972), abs=0.001)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(20, 20)[1] == 1.0


def test_the_exact_test_gives_published_values():
    assert exact((3, 4), (1, 4)) == pytest.approx(34 / 70)  # Fisher's tea: half of all ways are as extreme, but for one
    assert exact((1, 12), (9, 12)) == pytest.approx(0.0027594, rel=1e-4)
    assert exact((0, 5), (0, 5)) == 1.0


def test_of_many_comparisons_those_stand_out_that_benjamini_and_hochberg_reject():
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert discoveries(np.array(chances)).tolist() == [True] * 4 + [False] * 11  # the example of their paper
    assert discoveries(np.array(chances[::-1])).tolist() == [False] * 11 + [True] * 4
    assert discoveries(np.array([])).tolist() == []
