"""Who is named in how many articles: in all, over time, by publisher; with copies and without.

An article counts once for an actor, however often it names the actor. The number of articles is what time, publishers and actors are
compared by, always as a share of all articles there, since a busy month is no finding about anybody.
"""

import pandas as pd

from dramatis.corpus import intervals
from dramatis.corpus.selection import NO_PUBLISHER, Selection

__all__ = ["KINDS", "LARGEST", "actors", "actors_by_bin", "actors_by_publisher", "articles_by_bin", "presence", "publishers", "totals"]

KINDS = ("person", "organization", "group")
"""The kinds of actors that are taken for somebody; places, events and works are counted apart."""
LARGEST = 300
"""How many actors, those that most articles name, are followed over time and between publishers."""

_ARTICLES_BY_BIN = """
SELECT bin, coalesce(publisher, $unknown) AS publisher, count(*) AS articles, count(*) FILTER (WHERE original) AS originals,
    sum(words)::BIGINT AS words
FROM chosen GROUP BY ALL ORDER BY ALL"""
_PRESENCE = """
, rows AS MATERIALIZED (
    SELECT w.code, w.kind = 'place' AS place, r.number FROM (SELECT code, count(*) AS number FROM named GROUP BY code) r
    JOIN who w ON w.code = r.code WHERE w.kind IN (SELECT unnest($kinds))
), most AS MATERIALIZED (
    SELECT code, place FROM rows
    QUALIFY row_number() OVER (PARTITION BY place ORDER BY number DESC) <= CASE WHEN place THEN $places ELSE $largest END
), of_most AS MATERIALIZED (
    SELECT code, nth, sum(mentions)::BIGINT AS mentions FROM named WHERE code IN (SELECT code FROM most) GROUP BY code, nth
), least AS (
    SELECT place, min(articles) AS articles FROM (
        SELECT m.place, count(*) AS articles FROM of_most f JOIN most m ON m.code = f.code GROUP BY m.place, m.code
    ) GROUP BY place
), more AS (
    SELECT r.code FROM rows r JOIN least l ON l.place = r.place
    WHERE r.number >= l.articles AND r.code NOT IN (SELECT code FROM most)
), found AS (
    SELECT code, nth, mentions FROM of_most UNION ALL
    SELECT code, nth, sum(mentions)::BIGINT FROM named WHERE code IN (SELECT code FROM more) GROUP BY code, nth
), sizes AS (
    SELECT code, count(*) AS articles, sum(mentions) AS mentions FROM found GROUP BY code
), chief AS (
    SELECT w.code, w.actor_key, w.name, w.kind,
        row_number() OVER (PARTITION BY w.kind = 'place' ORDER BY s.articles DESC, s.mentions DESC, w.name, w.actor_key) AS rank
    FROM sizes s JOIN who w ON w.code = s.code QUALIFY rank <= CASE WHEN w.kind = 'place' THEN $places ELSE $largest END
)
SELECT h.actor_key, any_value(h.name) AS name, any_value(h.kind) AS kind, c.bin,
    CASE WHEN h.rank <= $apart THEN coalesce(c.publisher, $unknown) ELSE '' END AS publisher, count(*) AS articles,
    count(*) FILTER (WHERE c.original) AS originals, sum(f.mentions)::BIGINT AS mentions
FROM found f JOIN chief h ON h.code = f.code JOIN chosen c ON c.nth = f.nth GROUP BY h.actor_key, c.bin, 5
ORDER BY h.actor_key, c.bin, publisher"""
"""An article can have several rows of one actor, so that an actor is in as many articles as it has rows, or fewer. Those with most rows
(``most``) are counted by article first, and then all others that have no fewer rows than the last of these has articles; the others cannot
be among the chief."""
_TOTALS = """
SELECT count(*) AS articles, count(*) FILTER (WHERE original) AS originals, count(*) FILTER (WHERE day IS NULL) AS undated,
    count(*) FILTER (WHERE publisher IS NULL) AS unpublished, sum(words)::BIGINT AS words, count(DISTINCT publisher) AS publishers,
    (SELECT count(*) FROM copies) AS compared, (SELECT count(DISTINCT article_id) FROM links) AS linked,
    (SELECT count(*) FROM unlinked WHERE article_id IN (SELECT article_id FROM chosen)) AS apart
FROM chosen"""


def totals(selection: Selection) -> dict[str, int]:
    """The size of a selection: ``articles``, ``originals`` (without copies), ``undated``, ``unpublished``, ``words``, ``publishers``.

    And ``apart`` (actors of these articles that were left apart as ambiguous). Of the whole store: ``compared`` (articles in which copies
    were looked for), ``linked`` (articles whose actors were linked across articles).
    """
    return {name: int(value) for name, value in selection.ask(_TOTALS).iloc[0].items()}


def articles_by_bin(selection: Selection) -> pd.DataFrame:
    """How many articles fall into each calendar bin.

    Returns
    -------
    DataFrame
        All columns of :func:`dramatis.corpus.bins.bins`, and ``articles``, ``originals`` (without copies), ``words``; 0 for a bin without
        articles. Undated articles are in none.
    """
    found = selection.ask(_ARTICLES_BY_BIN, unknown=NO_PUBLISHER).groupby("bin")[["articles", "originals", "words"]].sum()
    return _over_bins(selection.bins, found)


def publishers(selection: Selection, *, top_n: int = 8) -> pd.DataFrame:
    """The publishers with most articles: ``publisher``, ``articles``, ``originals``, ``words``.

    Articles of an unknown publisher stand under :data:`dramatis.corpus.selection.NO_PUBLISHER`.
    """
    found = (
        selection.ask(_ARTICLES_BY_BIN, unknown=NO_PUBLISHER).groupby("publisher", as_index=False)[["articles", "originals", "words"]].sum()
    )
    return found.sort_values(["articles", "publisher"], ascending=[False, True]).head(top_n).reset_index(drop=True)


def presence(selection: Selection, *, largest: int = LARGEST, apart: int = 50, places: int = 10) -> pd.DataFrame:
    """In how many articles each of the chief actors is named, by calendar bin and publisher.

    Chief are the `largest` that most articles name, and beside them as many `places`. The first `apart` are counted for each publisher,
    the others for all together (``publisher`` is empty).

    Returns
    -------
    DataFrame
        ``actor_key``, ``name``, ``kind``, ``bin`` (first day; missing for undated articles), ``publisher``, ``articles``, ``originals``,
        ``mentions``; only bins and publishers that name the actor.
    """
    return selection.ask(_PRESENCE, people=True, kinds=[*KINDS, "place"], largest=largest, apart=apart, places=places, unknown=NO_PUBLISHER)


def actors(found: pd.DataFrame, articles: int, *, top_n: int, seed: int) -> pd.DataFrame:
    """The actors that most articles name.

    Parameters
    ----------
    found : DataFrame
        See :func:`presence`.
    articles : int
        All articles of the selection.
    top_n, seed : int
        How many actors; seed of the intervals.

    Returns
    -------
    DataFrame
        ``id`` (x1, x2, …), ``actor_key``, ``name``, ``kind``, ``articles``, ``originals``, ``mentions``, ``publishers`` (how many name the
        actor), ``share`` of all articles with ``low`` and ``high`` (95 percent, see :mod:`dramatis.corpus.intervals`).
    """
    grouped = found.groupby("actor_key", sort=False)
    table = grouped.agg(name=("name", "first"), kind=("kind", "first"), articles=("articles", "sum"), originals=("originals", "sum"))
    table = table.assign(mentions=grouped["mentions"].sum(), publishers=grouped["publisher"].nunique()).reset_index()
    table = table.sort_values(["articles", "mentions", "name", "actor_key"], ascending=[False, False, True, True]).head(top_n)
    ends = [intervals.share(count, articles, seed=seed) for count in table["articles"]]
    table = table.assign(share=table["articles"] / max(articles, 1), low=[low for low, _ in ends], high=[high for _, high in ends])
    table.insert(0, "id", pd.Series([f"x{rank}" for rank in range(1, len(table) + 1)], index=table.index, dtype="str"))
    return table.reset_index(drop=True)


def actors_by_bin(found: pd.DataFrame, chosen: pd.DataFrame, over: pd.DataFrame) -> pd.DataFrame:
    """In how many articles of each calendar bin each actor is named.

    Parameters
    ----------
    found : DataFrame
        See :func:`presence`; any table with ``actor_key``, ``bin``, ``articles``, ``originals`` and ``mentions`` will do.
    chosen : DataFrame
        The actors: ``id``, ``actor_key``, ``name``.
    over : DataFrame
        See :func:`articles_by_bin`.

    Returns
    -------
    DataFrame
        One row an actor and bin, bins without the actor too: ``id``, ``name``, ``bin``, ``label``, ``partial``, ``articles`` (0 where none
        names the actor), ``originals``, ``mentions``, ``of`` (all articles of the bin), ``share`` (missing where the bin has no article).
    """
    parts = []
    for row in chosen[["id", "actor_key", "name"]].itertuples(index=False):
        own = found[found["actor_key"] == row.actor_key].groupby("bin")[["articles", "originals", "mentions"]].sum()
        parts.append(
            _over_bins(over[["bin", "start", "label", "partial", "articles"]].rename(columns={"articles": "of"}), own).assign(
                id=row.id, name=row.name
            )
        )
    columns = ["id", "name", "bin", "label", "partial", "articles", "originals", "mentions", "of", "share"]
    if not parts:
        return pd.DataFrame(columns=columns)
    table = pd.concat(parts, ignore_index=True)
    return table.assign(share=table["articles"] / table["of"].where(table["of"] > 0))[columns]


def actors_by_publisher(found: pd.DataFrame, chosen: pd.DataFrame, by: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """In which share of each publisher's articles each actor is named.

    Returns
    -------
    DataFrame
        One row an actor and publisher: ``id``, ``name``, ``publisher``, ``articles``, ``originals``, ``of``, ``share``, ``low``, ``high``.
    """
    sums = found.groupby(["actor_key", "publisher"])[["articles", "originals"]].sum()
    rows = []
    for actor in chosen.itertuples(index=False):
        for one in by.itertuples(index=False):
            articles, originals = (
                map(int, sums.loc[actor.actor_key, one.publisher]) if (actor.actor_key, one.publisher) in sums.index else (0, 0)
            )
            low, high = intervals.share(articles, int(one.articles), seed=seed)
            rows.append((actor.id, actor.name, one.publisher, articles, originals, int(one.articles), articles / one.articles, low, high))
    return pd.DataFrame(rows, columns=["id", "name", "publisher", "articles", "originals", "of", "share", "low", "high"])


def _over_bins(bins: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Counts by first day of a bin, laid over all bins: nought where there are none."""
    counts = found.copy()
    counts.index = pd.DatetimeIndex(counts.index).as_unit("us")
    table = bins.merge(counts, left_on="start", right_index=True, how="left", validate="one_to_one")
    return table.assign(**{name: table[name].fillna(0).astype("int64") for name in counts.columns})
