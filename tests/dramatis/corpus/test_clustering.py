"""What is found of copies as articles come, against what is found of all at once."""

import random

import numpy as np
import pytest

from dramatis.corpus import clustering
from dramatis.corpus.clustering import Buckets, clustered


def buckets_of(articles, shared):
    """Buckets of articles in an order: those that `shared` gives to two or more of them."""
    pairs = [(bucket, place) for place, article in enumerate(articles) for bucket in shared[article]]
    numbers = [bucket for bucket, _ in pairs]
    kept = sorted(pair for pair in pairs if numbers.count(pair[0]) > 1)
    return Buckets.of(*(np.array([pair[side] for pair in kept], dtype=np.int64) for side in (0, 1)))


def outcome(articles, shared, alike, before=()):
    """Each copy to its first and the likeness, by name; `before` is the outcome of some of the articles."""
    place_of = {article: place for place, article in enumerate(articles)}
    copied = {place_of[one]: (place_of[first], value) for one, (first, value) in dict(before and before[1]).items()}
    known = {place_of[one] for one in (before[0] if before else ())}
    found = clustered(
        buckets_of(articles, shared), known, copied, lambda one, other: alike[articles[one], articles[other]], lambda *_: None
    )
    return {articles[place]: (articles[first], value) for place, (first, value) in found.items()}


@pytest.mark.parametrize("seed", range(40))
def test_articles_that_come_one_after_the_other_are_clustered_as_all_at_once(seed, monkeypatch):
    monkeypatch.setattr(clustering, "REPRESENTATIVES", 2)
    chance = random.Random(seed)
    articles = [f"{number:02}" for number in range(24)]
    shared = {article: chance.sample(range(5), chance.randint(1, 3)) for article in articles}
    alike = {(one, other): chance.choice((0.0, 0.0, 0.7, 0.8)) for one in articles for other in articles}
    arrival = chance.sample(articles, len(articles))
    there, made = [], {}
    while arrival:
        come = arrival[: chance.randint(1, 5)]
        arrival = arrival[len(come) :]
        now = sorted([*there, *come])
        made = outcome(now, shared, alike, (there, made))
        assert made == outcome(now, shared, alike)
        there = now
    assert made


def test_an_article_that_comes_last_is_the_only_one_that_is_compared():
    articles = [f"{number:02}" for number in range(50)]
    shared = {article: [0] for article in articles}
    compared = []
    clustered(buckets_of(articles, shared), set(range(49)), {}, lambda one, other: compared.append(other) or 0.0, lambda *_: None)
    assert set(compared) == {49}
    assert len(compared) == clustering.REPRESENTATIVES
