"""What somebody means who types a name: the actor of a store that is called so, or names that come near."""

from typing import NamedTuple

import pandas as pd

from dramatis.corpus.counts import KINDS
from dramatis.corpus.selection import Selection
from dramatis.errors import ParameterError
from dramatis.markup import visible

__all__ = ["Found", "found_actor", "named_so", "near_names"]

NEAR = 5

_NAMED = """
SELECT p.actor_key, min(p.name) AS name, min(p.kind) AS kind, count(DISTINCT p.article_id) AS articles, sum(p.mentions)::BIGINT AS mentions,
    bool_or(p.actor_key = $asked) AS whole
FROM people p JOIN chosen c ON c.article_id = p.article_id JOIN actors a ON a.article_id = p.article_id AND a.id = p.actor
WHERE p.actor_key = $asked OR lower(p.name) = lower($asked) OR lower(a.name) = lower($asked)
    OR list_contains(list_transform(a.aliases, alias -> lower(alias)), lower($asked))
GROUP BY p.actor_key ORDER BY whole DESC, articles DESC, mentions DESC, p.actor_key"""
_MOST = """
SELECT p.actor_key, min(p.name) AS name, min(p.kind) AS kind, count(DISTINCT p.article_id) AS articles
FROM people p JOIN chosen c ON c.article_id = p.article_id WHERE p.kind IN (SELECT unnest($kinds))
GROUP BY p.actor_key ORDER BY articles DESC, sum(p.mentions) DESC, p.actor_key LIMIT 1"""
_NEAR = """
SELECT p.name, count(DISTINCT p.article_id) AS articles FROM people p JOIN chosen c ON c.article_id = p.article_id
GROUP BY p.name
ORDER BY greatest(jaro_winkler_similarity(lower(p.name), lower($asked)), contains(lower(p.name), lower($asked))::INT * 0.99) DESC,
    articles DESC, p.name
LIMIT $near"""


class Found(NamedTuple):
    """The actor that is meant, and the others that are called so: ``actor_key``, ``name``, ``kind``, ``articles``."""

    actor_key: str
    name: str
    kind: str
    others: pd.DataFrame


def found_actor(selection: Selection, asked: str) -> Found:
    """The actor with this key or name; of several that are called so, the one that most articles name.

    Raises
    ------
    ParameterError
        Where there is none, with names that come near.
    """
    rows = named_so(selection, asked)
    if rows.empty:
        near = near_names(selection, asked)
        hint = f"; names that come near: {', '.join(map(visible, near))}" if near else ""
        raise ParameterError(f"parameter actor has the value {visible(asked)!r}, and no actor of these articles is called so{hint}")
    first = rows.iloc[0]
    return Found(first["actor_key"], first["name"], first["kind"], rows.iloc[1:].reset_index(drop=True))


def named_so(selection: Selection, asked: str) -> pd.DataFrame:
    """All actors with this key, name or other name (capitals aside), best first; for an empty name the one that most articles name."""
    if not asked.strip():
        return selection.ask(_MOST, people=True, kinds=list(KINDS))
    return selection.ask(_NAMED, people=True, asked=asked.strip())


def near_names(selection: Selection, asked: str) -> list[str]:
    """The names that come nearest."""
    return list(selection.ask(_NEAR, people=True, asked=asked.strip(), near=NEAR)["name"])
