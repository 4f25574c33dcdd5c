"""What somebody means who types a name: the actor of a store that is called so, or names that come near."""

from typing import NamedTuple

import pandas as pd

from dramatis.corpus.counts import KINDS
from dramatis.corpus.selection import Selection
from dramatis.errors import ParameterError
from dramatis.markup import visible

__all__ = ["Found", "found_actor", "named_so", "near_names", "nearness"]

NEAR = 5
ALIKE = 0.88
"""Likeness (0 to 1) from which a name comes near another; below it a list of near names is noise."""


def nearness(column: str) -> str:
    """SQL for how near the text of a column comes to ``$asked``, 0 to 1: as a whole, as a part, or the last words of both."""
    words, asked = f"lower({column})", "lower($asked)"
    last = f"jaro_winkler_similarity(string_split({words}, ' ')[-1], string_split({asked}, ' ')[-1]) * 0.98"
    return f"greatest(jaro_winkler_similarity({words}, {asked}), contains({words}, {asked})::INT * 0.99, {last})"


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
_NEAR = f"""
SELECT p.name, count(DISTINCT p.article_id) AS articles FROM people p JOIN chosen c ON c.article_id = p.article_id
GROUP BY p.name HAVING {nearness("p.name")} >= {ALIKE} ORDER BY {nearness("p.name")} DESC, articles DESC, p.name LIMIT $near"""  # noqa: S608 (words of our own)


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
    """The names that come nearest; none where none comes near (:data:`ALIKE`)."""
    return list(selection.ask(_NEAR, people=True, asked=asked.strip(), near=NEAR)["name"])
