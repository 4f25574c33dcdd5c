"""The topics that articles share, over time: those of :mod:`dramatis.corpus.topics`, counted like everything else here.

At most :data:`MOST` articles are looked at, drawn by a hash of their ids, so that the same store gives the same topics and a large store
takes no longer than a small one; shares are then of the articles looked at.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

import pandas as pd

from dramatis.corpus import evidence, subjects
from dramatis.corpus.evidence import EvidenceList
from dramatis.corpus.selection import Selection
from dramatis.corpus.topics import CorpusTopics, corpus_topics, representative

__all__ = ["MOST", "Themes", "folded", "theme_lists", "themes"]

MOST = 1000
"""Articles whose topics are folded."""

_LOOKED = "SELECT article_id, title, day, publisher, bin, original FROM chosen ORDER BY md5(article_id), article_id LIMIT $most"
_TOPICS = """
SELECT article_id, id, label, code, mentions, salience, rule FROM topics WHERE article_id IN (SELECT unnest($articles))
ORDER BY article_id, id"""
_PHRASES = "SELECT * FROM phrases WHERE article_id IN (SELECT unnest($articles)) ORDER BY article_id, id"
_MENTIONS = """
SELECT m.article_id, m.topic, m.sentence FROM topic_mentions m WHERE m.article_id IN (SELECT unnest($articles))
ORDER BY m.article_id, m.topic, m.start"""
_SENTENCES = """
WITH wanted AS MATERIALIZED (SELECT unnest($articles) AS article_id, unnest($sentences) AS sentence),
texts AS MATERIALIZED (SELECT article_id, text FROM articles WHERE article_id IN (SELECT article_id FROM wanted)),
bounds AS MATERIALIZED (SELECT article_id, id, start, "end" FROM sentences WHERE article_id IN (SELECT article_id FROM wanted))
SELECT DISTINCT w.article_id, w.sentence, substring(t.text, b.start + 1, b."end" - b.start) AS words
FROM wanted w JOIN bounds b ON b.article_id = w.article_id AND b.id = w.sentence JOIN texts t ON t.article_id = w.article_id
ORDER BY w.article_id, w.sentence"""


class Themes(NamedTuple):
    """The topics that articles share.

    Attributes
    ----------
    table : DataFrame
        ``id`` (k1, k2, …), ``topic`` (its id in the corpus), ``name``, ``articles``, ``originals``, ``share`` of the articles looked at,
        ``low``, ``high``, ``phrases`` (the commonest), ``new`` (not among the topics that the earlier articles share, whose names hold);
        most articles first.
    over_time : DataFrame
        See :func:`dramatis.corpus.subjects.by_bin`.
    looked_at, unplaced : int
        Articles whose topics were folded, and those of them that share no topic with another.
    places : DataFrame
        A row an article and topic: ``topic``, ``article_id``, ``title``, ``day``, ``publisher``, ``bin``, ``number``, ``anchor``.
    sentences : DataFrame
        The sentences that speak most of each topic: ``topic``, ``article_id``, ``title``, ``day``, ``publisher``, ``sentence``, ``words``.
    """

    table: pd.DataFrame
    over_time: pd.DataFrame
    looked_at: int
    unplaced: int
    places: pd.DataFrame
    sentences: pd.DataFrame


def themes(chosen: Selection, over: pd.DataFrame, *, top_n: int, most: int = MOST, came: Collection[str] | None = None) -> Themes:
    """The topics that the articles of a selection share.

    Parameters
    ----------
    chosen, over : Selection, DataFrame
        The articles, and their numbers by calendar bin.
    top_n, most : int
        How many topics are told, and how many articles are looked at, at most.
    came : collection of str, optional
        Ids of the articles that came after an earlier look: the topics of all others keep their ids and names, and what these do not
        share is new. By default those of the last bin.
    """
    made, looked = folded(chosen, over, most=most, came=came)
    ids = list(looked["article_id"])
    own = made.members.groupby(["corpus_topic", "article_id"], as_index=False).agg(number=("mentions", "sum"), anchor=("topic", "first"))
    places = own.rename(columns={"corpus_topic": "topic"}).merge(looked, on="article_id", validate="many_to_one")
    counted = places.groupby(["topic", "bin"], dropna=False, as_index=False).agg(
        articles=("article_id", "count"), originals=("original", "sum")
    )
    labels = dict(zip(made.topics["id"], made.topics["label"], strict=True))
    table = subjects.with_shares(counted, labels, len(ids), prefix="k", top_n=top_n, seed=chosen.seed)
    words = dict(zip(made.topics["id"], made.topics["phrases"], strict=True))
    new = set(made.topics.loc[made.topics["new"], "id"])
    table = table.assign(
        new=table["topic"].isin(new),
        phrases=pd.Series([", ".join(words[topic]) for topic in table["topic"]], index=table.index, dtype="str"),
    )
    part = over if len(ids) == int(over["articles"].sum()) else _of(over, looked)
    return Themes(
        table,
        subjects.by_bin(counted, table, part),
        len(ids),
        made.unplaced["article_id"].nunique(),
        places,
        _sentences(chosen, made.members, table, looked),
    )


def folded(
    chosen: Selection, over: pd.DataFrame, *, most: int = MOST, came: Collection[str] | None = None
) -> tuple[CorpusTopics, pd.DataFrame]:
    """The topics that the articles of a selection share, and the articles looked at; parameters as of :func:`themes`."""
    looked = chosen.ask(_LOOKED, most=most)
    ids = list(looked["article_id"])
    topics, phrases = (chosen.asked.query(sql, {"articles": ids}) for sql in (_TOPICS, _PHRASES))
    earlier = _earlier(topics, phrases, looked, _last(looked, over) if came is None else came)
    return corpus_topics(topics, phrases, articles=ids, earlier=earlier), looked


def theme_lists(made: Themes, slugs: dict[pd.Timestamp, tuple[str, str]]) -> Iterator[EvidenceList]:
    """The articles behind each topic, by calendar bin."""
    rows = made.places.sort_values(["number", "day", "article_id"], ascending=[False, False, True], kind="stable")
    rows = rows.assign(total=rows.groupby(["topic", "bin"], dropna=False)["article_id"].transform("count"))
    rows = dict(iter(rows.groupby(["topic", "bin"], dropna=False).head(evidence.KEPT_BY_BIN).groupby("topic", sort=False)))
    for one in made.table.itertuples(index=False):
        yield from evidence.lists_of(rows[one.topic], one.id, one.name, slugs, "mention")


def _last(looked: pd.DataFrame, over: pd.DataFrame) -> Collection[str]:
    """The articles that are not of a bin before the last; all of them where there is but one bin."""
    early = looked["bin"] < over["start"].iloc[-1] if len(over) > 1 else pd.Series(data=False, index=looked.index)
    return set(looked.loc[~early, "article_id"])


def _earlier(topics: pd.DataFrame, phrases: pd.DataFrame, looked: pd.DataFrame, came: Collection[str]) -> pd.DataFrame | None:
    """The topics that the articles share that did not come later; None where there are no such articles."""
    before = set(looked["article_id"]) - set(came)
    own = [table[table["article_id"].isin(before)].reset_index(drop=True) for table in (topics, phrases)]
    return corpus_topics(*own).topics if len(own[0]) else None


def _sentences(chosen: Selection, members: pd.DataFrame, table: pd.DataFrame, looked: pd.DataFrame) -> pd.DataFrame:
    own = members[members["corpus_topic"].isin(set(table["topic"]))]
    if own.empty:
        return pd.DataFrame(columns=["topic", "article_id", "sentence", "mentions", "words", "title", "day", "publisher"])
    mentions = chosen.asked.query(_MENTIONS, {"articles": list(dict.fromkeys(own["article_id"]))})
    found = representative(own, mentions, per_topic=2).rename(columns={"corpus_topic": "topic"})
    words = chosen.asked.query(_SENTENCES, {"articles": list(found["article_id"]), "sentences": [int(each) for each in found["sentence"]]})
    found = found.merge(words, on=["article_id", "sentence"], how="left", validate="many_to_one")
    return found.merge(looked[["article_id", "title", "day", "publisher"]], on="article_id", how="left", validate="many_to_one")


def _of(over: pd.DataFrame, looked: pd.DataFrame) -> pd.DataFrame:
    """The calendar bins with the articles looked at alone."""
    counts = looked["bin"].value_counts()
    return over.assign(articles=over["start"].map(counts).fillna(0).astype("int64"))
