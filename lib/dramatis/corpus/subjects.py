"""What it is about over time: subject codes (IPTC Media Topics) and the topics that the analyst watches.

Both are counted by articles: an article counts once for a subject, with all subjects that it has.
"""

import pandas as pd

from dramatis.corpus import intervals
from dramatis.corpus.selection import Selection
from dramatis.store.subjects import ancestors, subject_names

__all__ = ["ancestors", "by_bin", "codes", "narrower", "subject_names", "watched", "with_shares"]

_CODES = """
SELECT t.top AS topic, c.bin, count(DISTINCT c.article_id) AS articles, count(DISTINCT c.article_id) FILTER (WHERE c.original) AS originals
FROM codes k JOIN chosen c ON c.article_id = k.article_id JOIN (SELECT unnest($codes) AS code, unnest($tops) AS top) t ON t.code = k.code
GROUP BY ALL ORDER BY ALL"""
_NO_CODE = """
SELECT c.bin, count(*) AS articles, count(*) FILTER (WHERE c.original) AS originals
FROM chosen c WHERE c.article_id NOT IN (SELECT article_id FROM codes) GROUP BY ALL ORDER BY ALL"""
_WATCHED = """
SELECT t.label AS topic, c.bin, count(DISTINCT c.article_id) FILTER (WHERE t.mentions > 0) AS articles,
    count(DISTINCT c.article_id) FILTER (WHERE t.mentions > 0 AND c.original) AS originals
FROM topics t JOIN chosen c ON c.article_id = t.article_id WHERE t.rule = 'watched' GROUP BY ALL ORDER BY ALL"""


def narrower(code: str) -> list[str]:
    """The code itself and all codes below it."""
    tops = ancestors()
    return [each for each, above in tops.items() if code in above]


def codes(selection: Selection) -> pd.DataFrame:
    """In how many articles each subject of the highest level was found, by calendar bin.

    Returns
    -------
    DataFrame
        ``topic`` (the code), ``bin``, ``articles``, ``originals``; an article with a narrower code counts for the subject above it.
        The rows with an empty ``topic`` count the articles without any code.
    """
    above = {code: line[-1] for code, line in ancestors().items()}
    found = selection.ask(_CODES, codes=list(above), tops=list(above.values()))
    without = selection.ask(_NO_CODE)
    return pd.concat([found, without.assign(topic="")], ignore_index=True)[["topic", "bin", "articles", "originals"]]


def watched(selection: Selection) -> pd.DataFrame:
    """In how many articles each watched topic occurs, by calendar bin: ``topic`` (its name), ``bin``, ``articles``, ``originals``.

    With 0 where the topic was watched for and did not occur; empty where nothing is watched.
    """
    return selection.ask(_WATCHED)


def with_shares(found: pd.DataFrame, names: dict[str, str], articles: int, *, prefix: str, top_n: int, seed: int) -> pd.DataFrame:
    """Subjects by number of articles.

    Parameters
    ----------
    found : DataFrame
        See :func:`codes` and :func:`watched`; rows with an empty ``topic`` are left out.
    names : dict
        What each topic is called; a topic that is not in it goes by its own name.
    articles : int
        All articles of the selection.
    prefix : str
        Of the ids.

    Returns
    -------
    DataFrame
        ``id``, ``topic``, ``name``, ``articles``, ``originals``, ``share``, ``low``, ``high``; most articles first.
    """
    sums = found[found["topic"] != ""].groupby("topic", as_index=False)[["articles", "originals"]].sum()
    table = sums.sort_values(["articles", "topic"], ascending=[False, True]).head(top_n).reset_index(drop=True)
    ends = [intervals.share(int(count), articles, seed=seed) for count in table["articles"]]
    table.insert(0, "id", pd.Series([f"{prefix}{rank}" for rank in range(1, len(table) + 1)], index=table.index, dtype="str"))
    table.insert(2, "name", pd.Series([names.get(topic, topic) for topic in table["topic"]], dtype="str"))
    return table.assign(share=table["articles"] / max(articles, 1), low=[low for low, _ in ends], high=[high for _, high in ends])


def by_bin(found: pd.DataFrame, chosen: pd.DataFrame, over: pd.DataFrame) -> pd.DataFrame:
    """Subjects over time, a row for each and each bin; as :func:`dramatis.corpus.counts.actors_by_bin`, without mentions."""
    from dramatis.corpus.counts import actors_by_bin

    as_actors = found.rename(columns={"topic": "actor_key"}).assign(mentions=0)
    return actors_by_bin(as_actors, chosen.rename(columns={"topic": "actor_key"}), over).drop(columns="mentions")
