"""What the sides of a comparison are called, and under which names their actors are compared."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from dramatis.corpus.comparison import Side

__all__ = ["actor_keys", "bare", "named_apart", "with_one_name"]

_APART = re.compile(r" \(in “.*”\)$")
_BESIDE = re.compile(r" \((?:in “.*”|[^()“”]*)\)$")
"""What a store adds to a name: the article of an actor that was left apart; that, or the country of one that others are called like."""


def named_apart(sides: "list[Side]") -> "list[Side]":
    """The sides, each with a name of its own: articles of one publisher have their titles, those of one title the day too, or a number."""
    dated = _renamed(_renamed(sides, _titled), _dated)
    seen: Counter[str] = Counter()
    named = []
    for side in dated:
        seen[side.name] += 1
        named.append(side if seen[side.name] == 1 else replace(side, name=f"{side.name} ({seen[side.name]})"))
    return named


def with_one_name(sides: "list[Side]") -> "list[Side]":
    """With one name for an actor that one side has with a country (*Senate (United States)*) and another without, or left apart.

    A store that could not tell whose senate an article means leaves it apart, and says in which article; beside an article that has but
    one senate it is taken for that.
    """
    known: dict[tuple[str, str], set[str]] = {}
    for name, kind in {pair for side in sides for pair in zip(side.actors["name"], side.actors["kind"], strict=True)}:
        known.setdefault((bare(name), kind), set()).add(name)
    whole = {key: [name for name in names if not _APART.search(name)] for key, names in known.items()}
    told = {key: [name for name in names if name != key[0]] or names for key, names in whole.items()}
    chosen = {key: names[0] if names else key[0] for key, names in told.items() if len(names) < 2}
    return [replace(side, actors=_called(side.actors, chosen)) for side in sides]


def actor_keys(kinds: pd.Series, names: pd.Series) -> pd.Series:
    """By what actors of different sides are compared: kind and name, in lower case."""
    return kinds + ":" + names.str.lower()


def bare(name: str) -> str:
    """A name without what a store adds to it in brackets."""
    return _BESIDE.sub("", name)


def _called(actors: pd.DataFrame, chosen: dict[tuple[str, str], str]) -> pd.DataFrame:
    pairs = zip(actors["name"], actors["kind"], strict=True)
    names = pd.Series([chosen.get((bare(name), kind), name) for name, kind in pairs], index=actors.index, dtype="str")
    return actors.assign(name=names, key=actor_keys(actors["kind"], names))


def _renamed(sides: "list[Side]", name: "Callable[[Side], str]") -> "list[Side]":
    """With another name for the sides of one article that share theirs with another."""
    often = Counter(side.name for side in sides)
    return [replace(side, name=name(side)) if often[side.name] > 1 and side.total == 1 else side for side in sides]


def _titled(side: "Side") -> str:
    title = side.articles["title"].iloc[0]
    return title if isinstance(title, str) and title else side.name


def _dated(side: "Side") -> str:
    day = side.articles["day"].iloc[0]
    return side.name if pd.isna(day) else f"{side.name}, {day.day} {day:%B %Y}"
