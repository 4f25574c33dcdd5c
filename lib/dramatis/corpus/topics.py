"""Topics over many articles: the topics of each article folded into those that several articles share.

Every topic of an article is known by the words of its label, folded to their base form. Labels are taken one by one, those of most articles
first; each joins the topic it is nearest to, or opens a topic of its own. So a run on two articles works as one on a hundred thousand, the
same tables give the same result, and a topic that an earlier run has opened is opened again, before any other.

References
----------
The leader algorithm: Hartigan 1975, *Clustering Algorithms*, chapter 3.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from dramatis.extract.background import RARE, zipf
from dramatis.extract.candidates import generic_words
from dramatis.extract.meaning import direction

__all__ = ["CorpusTopics", "base_form", "corpus_topics", "representative"]

NEAR = 0.72
"""Cosine of two labels from which they are one topic."""
SAME_HEAD = 0.58
"""Cosine from which labels that end in the same word are one topic (*presidential election*, *election*)."""
FEWEST = 2
"""Articles that a topic of the corpus must have."""
WIDTH = 64
"""Numbers of a word's vector."""
SHOWN = 8
"""Phrases that are listed with a topic."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "crises": "crisis",
    "wolves": "wolf",
    "lives": "life",
}
_SINGULAR = ("ss", "us", "is", "ics", "series", "species", "news")
_TOPICS = {
    "id": "str", "label": "str", "code": "str", "articles": "int64", "mentions": "int64", "salience": "float64",
    "phrases": "object", "labels": "object", "new": "bool",
}  # fmt: skip
_MEMBERS = {"article_id": "str", "topic": "str", "corpus_topic": "str", "mentions": "int64", "salience": "float64"}


class CorpusTopics(NamedTuple):
    """What :func:`corpus_topics` returns.

    Attributes
    ----------
    topics : DataFrame
        Most articles first: ``id``, ``label``, ``code`` (or missing), ``articles``, ``mentions``, ``salience`` (summed over articles),
        ``phrases`` and ``labels`` (tuples, the commonest first), ``new`` (not among the earlier ones).
    members : DataFrame
        ``article_id``, ``topic`` (the id within the article), ``corpus_topic``, ``mentions``, ``salience``.
    unplaced : DataFrame
        ``article_id``, ``reason``: ``no-topic`` where the article has none, ``alone`` where it shares none with another article.
    """

    topics: pd.DataFrame
    members: pd.DataFrame
    unplaced: pd.DataFrame


def corpus_topics(
    topics: pd.DataFrame, phrases: pd.DataFrame, *, articles: Sequence[str] = (), earlier: pd.DataFrame | None = None
) -> CorpusTopics:
    """The topics that articles share.

    Parameters
    ----------
    topics, phrases : DataFrame
        The tables of that name, of all articles together; watched topics are left out, since they are counted by their own name.
    articles : sequence of str, optional
        Ids of all articles, so that those without a topic are counted as not placed.
    earlier : DataFrame, optional
        ``topics`` of an earlier run: its topics keep their ids and labels, and whatever joined one joins it again.

    Returns
    -------
    CorpusTopics
        Empty tables where no topic is shared by two articles.
    """
    found = topics[topics["rule"] != "watched"].sort_values(["article_id", "id"])
    keys = {label: base_form(label) for label in found["label"].unique()}
    found = found.assign(key=found["label"].map(keys).astype("str"))
    found = found[np.array([not _says_little(key) for key in found["key"]], dtype=bool)]
    held, known = _held(earlier)
    found = found.assign(leader=found["key"].map(_leaders(_by_number(found), held)))
    counts = found.groupby("leader")["article_id"].nunique()
    shared = set(counts[counts >= FEWEST].index) | (set(counts.index) & set(known))
    placed = found[found["leader"].isin(shared)]
    rows = _rows(placed, known)
    listed = _frame(sorted(_with_phrases(rows, placed, phrases), key=lambda row: (-row["articles"], -row["mentions"], row["id"])), _TOPICS)
    ids = {row["leader"]: row["id"] for row in rows}
    members = placed.assign(topic=placed["id"], corpus_topic=placed["leader"].map(ids))[list(_MEMBERS)].astype(_MEMBERS)
    return CorpusTopics(listed, members.reset_index(drop=True), _unplaced(found, placed, articles))


def representative(members: pd.DataFrame, topic_mentions: pd.DataFrame, *, per_topic: int = 3) -> pd.DataFrame:
    """The sentences that speak most of each topic, at most one of an article.

    Parameters
    ----------
    members : DataFrame
        From :func:`corpus_topics`.
    topic_mentions : DataFrame
        The table of that name, of the same articles.

    Returns
    -------
    DataFrame
        ``corpus_topic``, ``article_id``, ``sentence``, ``mentions``: most mentions in the sentence first, then the articles where the
        topic weighs most.
    """
    joined = topic_mentions[["article_id", "topic", "sentence"]].merge(
        members[["article_id", "topic", "corpus_topic", "salience"]], on=["article_id", "topic"], validate="many_to_one"
    )
    keys = ["corpus_topic", "article_id", "sentence"]
    counted = joined.groupby(keys, as_index=False).agg(mentions=("topic", "size"), salience=("salience", "max"))
    counted = counted.sort_values(
        ["corpus_topic", "mentions", "salience", "article_id", "sentence"], ascending=[True, False, False, True, True]
    )
    best = counted.drop_duplicates(["corpus_topic", "article_id"]).groupby("corpus_topic").head(per_topic)
    return best[[*keys, "mentions"]].reset_index(drop=True)


def base_form(label: str) -> str:
    """The words of a label in lower case, hyphens parted, the last one in the singular: *Wheat harvests* and *wheat-harvest* are one."""
    words = [word.lower() for word in _WORD.findall(label)]
    return " ".join([*words[:-1], _singular(words[-1])]) if words else label.lower()


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(_SINGULAR):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    known = (form for form in (word[:-1], word[:-2]) if zipf(form) > RARE)
    return word[:-2] if word.endswith(("xes", "ches", "shes", "sses")) else next(known, word[:-1])


def _by_number(found: pd.DataFrame) -> list[str]:
    """The labels' keys in the order in which they are placed: those of most articles first."""
    counts = found.groupby("key")["article_id"].nunique()
    return sorted(counts.index, key=lambda key: (-int(counts[key]), key))


def _held(earlier: pd.DataFrame | None) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Keys to the key of the earlier topic that took them, and those topics' ids and labels."""
    if earlier is None:
        return {}, {}
    leaders = [base_form(label) for label in earlier["label"]]
    held = dict(zip(leaders, leaders, strict=True))
    for leader, labels in zip(leaders, earlier["labels"], strict=True):
        for label in labels:
            held.setdefault(base_form(label), leader)
    return held, dict(zip(leaders, zip(earlier["id"], earlier["label"], strict=True), strict=True))


def _leaders(keys: list[str], held: dict[str, str]) -> dict[str, str]:
    """Each key to the key that opened its topic: the one that held it before, else the nearest."""
    leaders = list(dict.fromkeys(held.values()))
    matrix = np.zeros((len(leaders) + len(keys) + 1, WIDTH), dtype="float32")
    by_head: dict[str, list[int]] = {}
    for place, key in enumerate(leaders):
        by_head.setdefault(_head(key), []).append(place)
        matrix[place] = _vector(key)
    leader_of = dict(held)
    for key in (key for key in keys if key not in held):
        own = _vector(key)
        joined = _nearest(key, own, matrix[: len(leaders)], by_head)
        if joined is None:
            joined = len(leaders)
            by_head.setdefault(_head(key), []).append(joined)
            matrix[joined] = own
            leaders.append(key)
        leader_of[key] = leaders[joined]
    return leader_of


def _nearest(key: str, own: np.ndarray, matrix: np.ndarray, by_head: dict[str, list[int]]) -> int | None:
    """The topic that a label joins: the nearest in meaning among those near enough; None where it joins none."""
    if not len(matrix) or not own.any():
        return None
    # Rounded, so that the order in which a processor adds does not decide what belongs together.
    cosines = np.round(matrix @ own, 4)
    lifted = cosines.copy()
    same = by_head.get(key.rsplit(maxsplit=1)[-1], [])
    lifted[same] += NEAR - SAME_HEAD
    best = int(lifted.argmax())
    return best if lifted[best] >= NEAR else None


def _head(key: str) -> str:
    """The word that says what kind of thing a label names: the last, or the one before *of*."""
    return key.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1]


def _says_little(key: str) -> bool:
    """Whether a label is a single word that points or measures (*statement*, *number*): it names no topic of several articles."""
    generic = generic_words()
    return " " not in key and (key in generic["noun"] or key in generic["shell"])


def _vector(key: str) -> np.ndarray:
    weights = Counter({word: 8 - zipf(word) for word in key.split()})
    found = direction(weights)
    return np.zeros(WIDTH, dtype="float32") if found is None else found.astype("float32")


def _rows(placed: pd.DataFrame, known: dict[str, tuple[str, str]]) -> list[dict]:
    """The topics of the corpus, their phrases still to come; called as most articles call them, or as before."""
    grouped = placed.groupby("leader")
    sums = grouped.agg(articles=("article_id", "nunique"), mentions=("mentions", "sum"), salience=("salience", "sum"))
    coded = placed.dropna(subset=["code"]).groupby("leader")["article_id"].nunique()
    labels, codes = _counted(placed, "label"), _counted(placed, "code")
    rows = []
    for leader, articles, mentions, salience in sums.itertuples(name=None):
        one, label = known.get(leader, (leader.replace(" ", "-"), _spelling(leader, labels[leader])))
        row = {
            "id": one,
            "label": label,
            "code": codes[leader][0] if 2 * coded.get(leader, 0) > articles else None,
            "articles": articles,
            "mentions": mentions,
            "salience": round(salience, 4),
            "labels": tuple(labels[leader]),
            "new": leader not in known,
            "leader": leader,
        }
        rows.append(row)
    return rows


def _spelling(leader: str, labels: list[str]) -> str:
    return next((label for label in labels if base_form(label) == leader), leader)


def _counted(placed: pd.DataFrame, column: str) -> dict[str, list[str]]:
    """Each leader to the values of a column, those of most articles first."""
    counts = placed.groupby(["leader", column])["article_id"].nunique().reset_index(name="number")
    counts = counts.sort_values(["leader", "number", column], ascending=[True, False, True])
    return counts.groupby("leader")[column].agg(list).to_dict()


def _with_phrases(rows: list[dict], placed: pd.DataFrame, phrases: pd.DataFrame) -> list[dict]:
    """The rows with the key phrases of their topics, those of most articles first, the better ones among equals."""
    own = phrases.dropna(subset=["topic"])[["article_id", "topic", "text", "score"]].merge(
        placed[["article_id", "id", "leader"]].rename(columns={"id": "topic"}), on=["article_id", "topic"], validate="many_to_one"
    )
    counted = own.groupby(["leader", "text"], as_index=False).agg(articles=("article_id", "nunique"), score=("score", "sum"))
    counted = counted.sort_values(["leader", "articles", "score", "text"], ascending=[True, False, False, True])
    best = counted.groupby("leader").head(SHOWN).groupby("leader")["text"].agg(tuple).to_dict()
    return [row | {"phrases": best.get(row["leader"], ())} for row in rows]


def _unplaced(found: pd.DataFrame, placed: pd.DataFrame, articles: Sequence[str]) -> pd.DataFrame:
    has, shares = set(found["article_id"]), set(placed["article_id"])
    rows = [{"article_id": article, "reason": "alone" if article in has else "no-topic"} for article in sorted({*articles, *has} - shares)]
    return _frame(rows, {"article_id": "str", "reason": "str"})


def _frame(rows: list[dict], columns: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in columns.items()})
