"""Who is quoted: words by speaker over many articles, and how many words could not be given to anybody."""

import numpy as np
import pandas as pd

from dramatis.corpus import intervals
from dramatis.corpus.selection import Selection

__all__ = ["KIND", "SAID", "SOURCE", "UNRESOLVED", "quoted_in", "spoken", "voices", "voices_by_bin"]

UNRESOLVED = ""
"""The key of quotations whose speaker could not be told."""
OTHERS = "others"
SOURCE = "q.reason IS DISTINCT FROM 'interviewer'"
"""SQL for what is said by a source: not the questions of an interviewer, which are the publisher's own words."""
KIND = "CASE WHEN starts_with(q.rule, 'turn') THEN 'turn' ELSE q.kind END"
"""SQL for the kind of a quotation as a reader is told it: as in the table ``quotes``, turns of an interview apart."""
_STEADY = 10_000_000
"""Articles times draws above which fewer samples are drawn: the interval of so many articles is narrow, and hardly moves."""

SAID = f"""
SELECT c.nth, n.code, q.speaker, q.words::INTEGER AS words FROM quotes q JOIN picked c ON c.article_id = q.article_id
LEFT JOIN (SELECT * FROM named UNION ALL SELECT * FROM aside) n ON n.nth = c.nth AND n.actor = q.speaker WHERE {SOURCE}"""  # noqa: S608 (words of our own)
"""A row for each quotation; ``code`` is missing where the speaker could not be told."""
_SPOKEN = """
, speakers AS (
    SELECT s.code, w.actor_key, sum(s.words) AS words, count(DISTINCT s.nth) AS articles
    FROM said s JOIN who w ON w.code = s.code GROUP BY s.code, w.actor_key
), chief AS (
    SELECT code FROM speakers QUALIFY row_number() OVER (ORDER BY words DESC, actor_key) <= $largest
        OR row_number() OVER (ORDER BY articles DESC, words DESC, actor_key) <= $largest
), grouped AS (
    SELECT s.nth, h.code, s.code IS NOT NULL AS known, count(*) AS quotations, sum(s.words)::BIGINT AS words
    FROM said s LEFT JOIN chief h ON h.code = s.code GROUP BY ALL
)
SELECT g.nth AS article, c.bin, c.original, coalesce(w.actor_key, CASE WHEN g.known THEN $others ELSE '' END) AS actor_key,
    w.name, w.kind, g.quotations, g.words
FROM grouped g JOIN chosen c ON c.nth = g.nth LEFT JOIN who w ON w.code = g.code ORDER BY 1, 4"""


def spoken(selection: Selection, *, largest: int = 40) -> pd.DataFrame:
    """Quoted words in each article by speaker.

    Returns
    -------
    DataFrame
        ``article`` (a number), ``bin``, ``original``, ``actor_key`` (:data:`UNRESOLVED` where the speaker could not be told,
        ``others`` for all but those with most words and those in most articles, `largest` of each),
        ``name``, ``kind``, ``quotations``, ``words``. Words of direct and of reported speech, without the questions of interviewers.
    """
    selection.keep("said", SAID, people=True)
    return selection.ask(_SPOKEN, people=True, largest=largest, others=OTHERS)


def quoted_in(said: pd.DataFrame, articles: int, *, top_n: int, seed: int) -> pd.DataFrame:
    """The speakers whom most articles quote: ``id`` (y1, y2, …), ``actor_key``, ``name``, ``articles``, ``originals`` (without copies),
    ``words``, ``quotations``, ``share`` of all `articles` with ``low`` and ``high``.
    """
    known = said[~said["actor_key"].isin((UNRESOLVED, OTHERS))]
    grouped = known.groupby("actor_key", as_index=False)
    table = grouped.agg(
        name=("name", "first"),
        articles=("article", "nunique"),
        originals=("original", "sum"),
        words=("words", "sum"),
        quotations=("quotations", "sum"),
    )
    table = table.sort_values(["articles", "words", "actor_key"], ascending=[False, False, True]).head(top_n).reset_index(drop=True)
    table.insert(0, "id", pd.Series([f"y{rank}" for rank in range(1, len(table) + 1)], index=table.index, dtype="str"))
    ends = [intervals.share(count, articles, seed=seed) for count in table["articles"]]
    return table.assign(share=table["articles"] / max(articles, 1), low=[low for low, _ in ends], high=[high for _, high in ends])


def voices(said: pd.DataFrame, *, top_n: int, seed: int) -> pd.DataFrame:
    """The speakers with most quoted words, all others together, and the unresolved.

    Parameters
    ----------
    said : DataFrame
        See :func:`spoken`.

    Returns
    -------
    DataFrame
        ``id`` (v1, v2, …; ``others``; ``none`` for the unresolved), ``actor_key``, ``name``, ``words``, ``originals`` (words without
        copies), ``quotations``, ``articles``, ``share`` of all quoted words with ``low`` and ``high`` (95 percent, articles drawn whole).
        The words add up to all quoted words.
    """
    if said.empty:
        return pd.DataFrame(columns=["id", "actor_key", "name", "words", "originals", "quotations", "articles", "share", "low", "high"])
    known = said[~said["actor_key"].isin((UNRESOLVED, OTHERS))]
    order = known.groupby("actor_key")["words"].sum().reset_index().sort_values(["words", "actor_key"], ascending=[False, True])
    chief = list(order["actor_key"].head(top_n))
    key = said["actor_key"].where(said["actor_key"].isin([*chief, UNRESOLVED]), OTHERS)
    grouped = said.assign(actor_key=key, first=said["words"].where(said["original"], 0)).groupby("actor_key")
    names = known.drop_duplicates("actor_key").set_index("actor_key")["name"]
    columns = {
        "words": ("words", "sum"),
        "originals": ("first", "sum"),
        "quotations": ("quotations", "sum"),
        "articles": ("article", "nunique"),
    }
    table = grouped.agg(**columns)
    rows = [key for key in (*chief, OTHERS, UNRESOLVED) if key in table.index]
    table = table.loc[rows].reset_index()
    ids = [f"v{rank}" for rank in range(1, len(chief) + 1)] + [{OTHERS: "others", UNRESOLVED: "none"}[key] for key in rows[len(chief) :]]
    table.insert(0, "id", ids)
    table.insert(2, "name", [names.get(key, "") for key in rows])
    ends = _intervals(said.assign(actor_key=key), rows, seed)
    return table.assign(share=table["words"] / max(1, table["words"].sum()), low=ends[:, 0], high=ends[:, 1])


def voices_by_bin(said: pd.DataFrame, over: pd.DataFrame) -> pd.DataFrame:
    """Quoted words by calendar bin, and how many of them could not be given to anybody.

    Returns
    -------
    DataFrame
        One row a bin, without quotations too: ``bin``, ``label``, ``partial``, ``quotations``, ``words``, ``unresolved`` (words),
        ``share`` (unresolved of all; missing where nothing is quoted).
    """
    sums = (
        said.assign(unresolved=said["words"].where(said["actor_key"] == UNRESOLVED, 0))
        .groupby("bin")[["quotations", "words", "unresolved"]]
        .sum()
    )
    sums.index = pd.DatetimeIndex(sums.index).as_unit("us")
    table = over[["bin", "start", "label", "partial"]].merge(sums, left_on="start", right_index=True, how="left", validate="one_to_one")
    table = table.drop(columns="start").fillna({"quotations": 0, "words": 0, "unresolved": 0})
    table = table.astype({"quotations": "int64", "words": "int64", "unresolved": "int64"})
    return table.assign(share=table["unresolved"] / table["words"].where(table["words"] > 0))


def _intervals(said: pd.DataFrame, keys: list[str], seed: int) -> np.ndarray:
    """Intervals of the shares of `keys`, over the articles that quote anybody."""
    places = {key: place for place, key in enumerate(keys)}
    rows, articles = pd.factorize(said["article"])
    parts = np.zeros((len(articles), len(keys)))
    np.add.at(parts, (rows, said["actor_key"].map(places).to_numpy()), said["words"].to_numpy(dtype=float))
    draws = min(intervals.DRAWS, max(100, _STEADY // max(1, len(articles))))
    return intervals.ratios(parts, parts.sum(axis=1), seed=seed, draws=draws)
