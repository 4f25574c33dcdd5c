"""Who is named with whom: pairs of actors that one sentence mentions, counted by articles."""

import pandas as pd

from dramatis.corpus.selection import Selection

__all__ = ["pair_articles", "pairs"]

_JOINT = """
, chief AS (SELECT unnest($keys) AS actor_key, unnest($ids) AS id),
seen AS (
    SELECT DISTINCT m.article_id, m.sentence, h.id FROM mentions m
    JOIN people p ON p.article_id = m.article_id AND p.actor = m.actor
    JOIN chief h ON h.actor_key = p.actor_key JOIN chosen c ON c.article_id = m.article_id
)
SELECT one.id AS actor, two.id AS other, c.article_id, any_value(c.title) AS title, any_value(c.day) AS day,
    any_value(c.publisher) AS publisher, any_value(c.original) AS original, count(*) AS sentences, min(one.sentence) AS sentence
FROM seen one JOIN seen two ON one.article_id = two.article_id AND one.sentence = two.sentence AND one.id < two.id
JOIN chosen c ON c.article_id = one.article_id GROUP BY one.id, two.id, c.article_id
ORDER BY one.id, two.id, day DESC NULLS LAST, c.article_id"""


def pair_articles(selection: Selection, actors: pd.DataFrame) -> pd.DataFrame:
    """The articles in which one sentence mentions two of the actors.

    Parameters
    ----------
    actors : DataFrame
        ``id`` and ``actor_key``; a dozen or so.

    Returns
    -------
    DataFrame
        One row a pair and article: ``actor``, ``other`` (ids), ``article_id``, ``title``, ``day``, ``publisher``, ``original``,
        ``sentences`` (how many mention both), ``sentence`` (the first).
    """
    return selection.ask(_JOINT, people=True, keys=list(actors["actor_key"]), ids=list(actors["id"]))


def pairs(found: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Pairs by the number of articles in which a sentence mentions both.

    Returns
    -------
    DataFrame
        ``actor``, ``name``, ``other``, ``other_name``, ``articles``, ``originals``, ``sentences``; most articles first. The actor comes
        before the other in `actors`.
    """
    rank = {actor: place for place, actor in enumerate(actors["id"])}
    names = dict(zip(actors["id"], actors["name"], strict=True))
    table = found.groupby(["actor", "other"], as_index=False).agg(
        articles=("article_id", "nunique"), originals=("original", "sum"), sentences=("sentences", "sum")
    )
    swap = table["actor"].map(rank) > table["other"].map(rank)
    one, other = table["actor"].where(~swap, table["other"]), table["other"].where(~swap, table["actor"])
    table = table.assign(
        actor=one, other=other, name=one.map(names), other_name=other.map(names), place=one.map(rank) * len(rank) + other.map(rank)
    )
    table = table.sort_values(["articles", "sentences", "place"], ascending=[False, False, True]).reset_index(drop=True)
    return table[["actor", "name", "other", "other_name", "articles", "originals", "sentences"]]
