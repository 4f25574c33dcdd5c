"""Of which article each near copy is one."""

import pandas as pd

from dramatis.corpus.selection import Selection

__all__ = ["with_firsts"]

_FIRSTS = """
SELECT c.article_id, f.article_id AS first_id, coalesce(a.title, f.article_id) AS first_title, a.date AS first_day
FROM copies c JOIN copies f ON f.cluster = c.cluster AND f.first JOIN articles a ON a.article_id = f.article_id
WHERE c.article_id IN (SELECT unnest($articles::VARCHAR[])) AND NOT c.first ORDER BY c.article_id"""


def with_firsts(chosen: Selection, articles: pd.DataFrame) -> pd.DataFrame:
    """Articles (``article_id``, …) with ``first_id``, ``first_title`` and ``first_day`` of the one that each is a near copy of, if any."""
    found = chosen.ask(_FIRSTS, articles=list(articles["article_id"]))
    return articles.merge(found, on="article_id", how="left", validate="one_to_one")
