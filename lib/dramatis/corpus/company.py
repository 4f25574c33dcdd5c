"""Who is named with whom: pairs of actors that one sentence mentions, counted by articles."""

from collections.abc import Iterator

import pandas as pd

from dramatis.corpus import evidence, intervals
from dramatis.corpus.evidence import EvidenceList
from dramatis.corpus.selection import Selection

__all__ = ["CHIEF", "beside", "beside_lists", "pair_articles", "pairs"]

CHIEF = """
, chief AS (
    SELECT key, min(name) AS name, min(kind) AS kind, count(*) AS articles, sum(sentences) AS sentences FROM found GROUP BY key
    ORDER BY articles DESC, sentences DESC, key LIMIT $shown
)
SELECT h.key, h.name, h.kind, h.articles, h.sentences::BIGINT AS all_sentences, f.sentences, f.sentence,
    c.article_id, c.title, c.day, c.publisher, c.original
FROM chief h JOIN found f ON f.key = h.key JOIN chosen c ON c.article_id = f.article_id
ORDER BY h.articles DESC, h.sentences DESC, h.key, c.day DESC NULLS LAST, c.article_id"""
"""What ends a question whose ``found`` holds ``key``, ``name``, ``kind``, ``article_id``, ``sentences`` and ``sentence``: a row a chief key
and article."""
_JOINT = """
, chief AS (SELECT hash(unnest($keys::VARCHAR[])) AS code, unnest($ids) AS id),
places AS MATERIALIZED (
    SELECT c.article_id, n.actor, h.id FROM named n JOIN chief h ON h.code = n.code JOIN chosen c ON c.nth = n.nth
), seen AS MATERIALIZED (
    SELECT DISTINCT m.article_id, m.sentence, p.id FROM mentions m JOIN places p ON p.article_id = m.article_id AND p.actor = m.actor
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


def beside(rows: pd.DataFrame, number: int, prefix: str, seed: int) -> pd.DataFrame:
    """What stands in one sentence with an actor or a topic, a row each, as shares of the `number` of articles that have that.

    Parameters
    ----------
    rows : DataFrame
        The answer to a question that ends in :data:`CHIEF`.

    Returns
    -------
    DataFrame
        ``id``, ``name``, ``kind``, ``articles``, ``sentences``, ``originals``, ``share``, ``low``, ``high``.
    """
    grouped = rows.groupby("key", sort=False)
    table = grouped.agg(
        name=("name", "first"),
        kind=("kind", "first"),
        articles=("articles", "first"),
        sentences=("all_sentences", "first"),
        originals=("original", "sum"),
    )
    ends = [intervals.share(int(count), number, seed=seed) for count in table["articles"]]
    table = table.assign(
        share=table["articles"] / max(number, 1), low=[low for low, _ in ends], high=[high for _, high in ends]
    ).reset_index(drop=True)
    table.insert(0, "id", pd.Series([f"{prefix}{rank}" for rank in range(1, len(table) + 1)], index=table.index, dtype="str"))
    return table


def beside_lists(rows: pd.DataFrame, prefix: str, before: str, after: str, *, unit: str = "sentence") -> Iterator[EvidenceList]:
    """The articles behind each row of :func:`beside`; a heading is `before`, the name of the row, and `after`."""
    for rank, (_, same) in enumerate(rows.groupby("key", sort=False), 1):
        first, kept = same.iloc[0], same.head(evidence.KEPT)
        places = [evidence.place(row, counted(row.sentences, unit), f"s{row.sentence}") for row in kept.itertuples(index=False)]
        heading = f"{before}{first['name'] or 'Speaker not known'}{after}: {counted(int(first['articles']), 'article')}"
        yield EvidenceList(f"{prefix}{rank}", "", heading, int(first["articles"]), tuple(places))


def counted(number: int, word: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
