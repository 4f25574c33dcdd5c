"""How far linked actors can be believed: by which rules the articles of an actor were linked, and who was left apart.

Both come from the store's tables ``links`` and ``unlinked``; see :mod:`dramatis.corpus.linking`.
"""

from collections.abc import Iterator

import pandas as pd

from dramatis.corpus import evidence
from dramatis.corpus.evidence import EvidenceList
from dramatis.corpus.selection import Selection

__all__ = ["APART", "apart", "apart_lists", "perhaps", "rule_lists", "rules"]

APART = 20
"""Names left apart that a page lists, those in the greatest numbers of articles; the store has all."""

_HELD = """
, held AS (
    SELECT u.name, u.kind, u.reason, u.message, u.article_id, u.actor, c.title, c.day, c.publisher,
        count(*) OVER (PARTITION BY u.name, u.kind, u.reason) AS articles
    FROM unlinked u JOIN chosen c ON c.article_id = u.article_id WHERE $key = '' OR list_contains(u.candidates, $key)
), ranked AS (
    SELECT *, dense_rank() OVER (ORDER BY articles DESC, name, kind, reason) AS rank,
        row_number() OVER (PARTITION BY name, kind, reason ORDER BY day DESC NULLS LAST, article_id, actor) AS place
    FROM held
)
SELECT * FROM ranked WHERE rank <= $most AND place <= $kept ORDER BY rank, place"""
_LINKED = """
, each AS (
    SELECT l.rule, l.score, l.evidence, l.article_id, l.actor, c.title, c.day, c.publisher
    FROM links l JOIN chosen c ON c.article_id = l.article_id WHERE l.actor_key = $key
    QUALIFY row_number() OVER (PARTITION BY l.rule, l.article_id ORDER BY l.score, l.actor) = 1
), linked AS (
    SELECT *, count(*) OVER (PARTITION BY rule) AS articles, min(score) OVER (PARTITION BY rule) AS low,
        max(score) OVER (PARTITION BY rule) AS high,
        row_number() OVER (PARTITION BY rule ORDER BY score, day DESC NULLS LAST, article_id, actor) AS place
    FROM each
)
SELECT * FROM linked WHERE place <= $kept ORDER BY articles DESC, rule, place"""
_PERHAPS = """
SELECT DISTINCT l.name FROM links l SEMI JOIN (
    SELECT unnest(u.candidates) AS actor_key FROM unlinked u WHERE u.article_id IN (SELECT unnest($articles))
) c ON c.actor_key = l.actor_key ORDER BY l.name"""


def apart(chosen: Selection, actor_key: str = "") -> pd.DataFrame:
    """Actors of single articles that were left apart although another article may mean the same.

    Parameters
    ----------
    actor_key : str
        Only those that could be this actor; empty: all.

    Returns
    -------
    DataFrame
        A row a name and article: ``id`` (u1, u2, …, the same for one name and reason), ``name``, ``kind``, ``reason``, ``message``,
        ``articles`` (how many of that name and reason), ``article_id``, ``actor``, ``title``, ``day``, ``publisher``. At most :data:`APART`
        names, and :data:`dramatis.corpus.evidence.KEPT` articles of each.
    """
    found = chosen.ask(_HELD, key=actor_key, most=APART, kept=evidence.KEPT)
    return found.assign(id="u" + found["rank"].astype("str")).drop(columns=["rank", "place"])


def apart_lists(rows: pd.DataFrame) -> Iterator[EvidenceList]:
    """The articles behind each name of :func:`apart`, each with the reason."""
    for one, same in rows.groupby("id", sort=False):
        first = same.iloc[0]
        places = tuple(evidence.place(row, "", f"e-{row.actor}", row.message) for row in same.itertuples(index=False))
        yield EvidenceList(one, "", f"{first['name']}, left apart: {_articles(int(first['articles']))}", int(first["articles"]), places)


def perhaps(chosen: Selection, articles: list[str]) -> frozenset[str]:
    """Names of the actors that some actor of these articles could be, but was left apart from."""
    return frozenset(chosen.ask(_PERHAPS, articles=articles)["name"])


def rules(chosen: Selection, actor_key: str) -> pd.DataFrame:
    """By which rules the articles of an actor were linked.

    Returns
    -------
    DataFrame
        A row an article: ``id`` (l1, l2, …, the same for one rule), ``rule``, ``articles`` (linked by it), ``low``, ``high`` (its scores,
        0 to 1), ``score``, ``evidence``, ``article_id``, ``actor``, ``title``, ``day``, ``publisher``; of each rule the least sure first.
        Empty where the store has no links.
    """
    found = chosen.ask(_LINKED, key=actor_key, kept=evidence.KEPT).drop(columns="place")
    ranks = {rule: f"l{rank}" for rank, rule in enumerate(dict.fromkeys(found["rule"]), 1)}
    return found.assign(id=found["rule"].map(ranks).astype("str"))


def rule_lists(rows: pd.DataFrame) -> Iterator[EvidenceList]:
    """The articles behind each rule of :func:`rules`, the least sure first, each with its score and evidence."""
    for one, same in rows.groupby("id", sort=False):
        total = int(same["articles"].iloc[0])
        rows_of = same.itertuples(index=False)
        places = tuple(evidence.place(row, f"score {row.score:.2f}", f"e-{row.actor}", row.evidence) for row in rows_of)
        yield EvidenceList(one, "", f"Linked by the rule {same['rule'].iloc[0]}: {_articles(total)}", total, places)


def _articles(number: int) -> str:
    return f"{number:,} {'article' if number == 1 else 'articles'}"
