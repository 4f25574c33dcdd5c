"""Which articles are copies of which, where all are in the order of their dates and told by their place in it.

An article is held against those that share a bucket with it, come before it and are no copies themselves (*firsts*): the latest
:data:`REPRESENTATIVES` of each bucket. It is a copy of the one it is most like, or a first itself. So nothing changes before a new article,
and after it only what is held against an article that became a first, or is one no more.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Mapping
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

__all__ = ["REPRESENTATIVES", "Buckets", "Outcome", "clustered"]

REPRESENTATIVES = 20
"""First articles of one bucket that a further one is compared with, at most; the latest before it."""
Outcome = dict[int, tuple[int, float]]
"""Each copy to the first that it is a copy of, and how like it is."""


class Buckets(NamedTuple):
    """Which articles share a bucket.

    Attributes
    ----------
    members, own : callable
        From a bucket to its articles, in order; from an article to its buckets.
    articles : list of int
        The articles that are in any bucket, in order.
    """

    members: Callable[[int], list[int]]
    own: Callable[[int], list[int]]
    articles: list[int]

    @classmethod
    def of(cls, buckets: np.ndarray, articles: np.ndarray) -> "Buckets":
        """Buckets from pairs of bucket and article, by both."""
        return cls(_lists(buckets, articles), _lists(articles, buckets), np.unique(articles).tolist())


def clustered(
    buckets: Buckets,
    known: Collection[int],
    copied: Mapping[int, tuple[int, float]],
    likeness: Callable[[int, int], float],
    ahead: Callable[[Collection[int], Callable[[], set[int]]], None],
) -> Outcome:
    """The outcome over all articles, from the one over those that were known.

    Parameters
    ----------
    buckets : Buckets
        Of all articles.
    known : collection of int
        The articles whose outcome holds as long as no other changes it.
    copied : mapping
        Their outcome.
    likeness : callable
        Of a first and a later article: how like they are; 0 where the one is no copy of the other.
    ahead : callable
        Told which articles are compared next, and how to know those of all that is still to be done.
    """
    found, firsts = dict(copied), set(known) - set(copied)
    queue = [place for place in buckets.articles if place not in known]
    queued = set(queue)
    lists: dict[int, list[int]] = {}

    def of(bucket: int) -> list[int]:
        if bucket not in lists:
            lists[bucket] = [place for place in buckets.members(bucket) if place in firsts]
        return lists[bucket]

    def against(place: int) -> set[int]:
        ends = ((of_bucket, bisect_left(of_bucket, place)) for of_bucket in map(of, buckets.own(place)))
        return {first for of_bucket, end in ends for first in of_bucket[max(0, end - REPRESENTATIVES) : end]}

    def concerned(place: int, bucket: int) -> list[int]:
        """The known articles that are held against one of their bucket, if that is a first."""
        after = bisect_right(of(bucket), place)
        last = of(bucket)[after : after + REPRESENTATIVES][REPRESENTATIVES - 1 :]
        return [other for other in buckets.members(bucket) if place < other <= (last or [other])[0] and other in known]

    while queue:
        place = heappop(queue)
        others = against(place)
        ahead({place, *others}, lambda: set(queue).union(*map(against, queue)))
        value, nearest = max(((likeness(first, place), -first) for first in others), default=(0.0, 0))
        was, is_first = place in firsts, value == 0
        found.pop(place, None)
        if not is_first:
            found[place] = -nearest, value
        if was == is_first:
            continue
        own = buckets.own(place)
        later = {other for bucket in own for other in concerned(place, bucket)} - queued if known else set()
        for of_bucket in map(of, own):
            insort(of_bucket, place) if is_first else of_bucket.remove(place)
        firsts ^= {place}
        queued |= later
        for other in later:
            heappush(queue, other)
    return found


def _lists(keys: np.ndarray, values: np.ndarray) -> Callable[[int], list[int]]:
    """From a key to its values, in order."""
    order = np.lexsort((values, keys))
    keys, values = keys[order], values[order]
    return lambda key: values[np.searchsorted(keys, key) : np.searchsorted(keys, key, "right")].tolist()
