"""What the analyst decided about actors (``actors.csv``) in the articles looked at: merged, parted, renamed, hidden by hand."""

from collections.abc import Iterator

import pandas as pd

from dramatis.corpus import evidence
from dramatis.corpus.company import counted
from dramatis.corpus.evidence import EvidenceList
from dramatis.corpus.selection import Selection

__all__ = ["decided", "decided_lists"]

LISTED = 50
"""Decisions that a page lists, those that act in the greatest numbers of articles."""

_DECIDED = r"""
, told AS (
    SELECT DISTINCT f.article_id, regexp_extract(f.message, '^Line [0-9]+ of actors\.csv: (.*)\.$', 1) AS what
    FROM findings f WHERE f.kind = 'lexicon-applied' AND ($key = '' OR f.article_id IN (
        SELECT p.article_id FROM people p JOIN actors a ON a.article_id = p.article_id AND a.id = p.actor
        WHERE p.actor_key = $key AND (contains(f.message, '“' || a.name || '”') OR contains(f.message, '“' || p.name || '”'))))
), ranked AS (
    SELECT t.what, c.article_id, c.title, c.day, c.publisher, count(*) OVER (PARTITION BY t.what) AS articles,
        row_number() OVER (PARTITION BY t.what ORDER BY c.day DESC NULLS LAST, c.article_id) AS place
    FROM told t JOIN chosen c ON c.article_id = t.article_id WHERE t.what <> ''
)
SELECT *, dense_rank() OVER (ORDER BY articles DESC, what) AS rank FROM ranked WHERE place <= $kept
QUALIFY rank <= $listed ORDER BY rank, place"""


def decided(chosen: Selection, actor_key: str = "") -> pd.DataFrame:
    """The lines of ``actors.csv`` that acted on these articles.

    Parameters
    ----------
    actor_key : str
        Only those that name this actor; empty: all.

    Returns
    -------
    DataFrame
        A row a decision and article: ``id`` (d1, d2, …, the same for one decision), ``what`` (in words), ``articles`` (in how many it
        acted), ``article_id``, ``title``, ``day``, ``publisher``. Empty where nothing was decided, or nothing of it acted.
    """
    found = chosen.ask(_DECIDED, people=True, key=actor_key, kept=evidence.KEPT, listed=LISTED)
    return found.assign(id="d" + found["rank"].astype("str")).drop(columns=["rank", "place"])


def decided_lists(rows: pd.DataFrame) -> Iterator[EvidenceList]:
    """The articles behind each decision."""
    for one, same in rows.groupby("id", sort=False):
        total = int(same["articles"].iloc[0])
        places = tuple(evidence.place(row, "") for row in same.itertuples(index=False))
        yield EvidenceList(one, "", f"By actors.csv: {same['what'].iloc[0]}: {counted(total, 'article')}", total, places)
