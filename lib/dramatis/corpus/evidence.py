"""The articles behind every number of a page: which list belongs to which count, and what stands in it.

A list holds at most :data:`KEPT` articles (one of a calendar bin :data:`KEPT_BY_BIN`), those with most mentions first; the number says
how many there are. Which of them have a page of their own is for the report to find out.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from dramatis.corpus.selection import Selection
from dramatis.corpus.voice import SAID

__all__ = ["KEPT", "EvidenceList", "Place", "actor_lists", "article_lists", "first_sentences", "lists_of", "subject_lists", "voice_lists"]

KEPT, KEPT_BY_BIN = 100, 20
"""Articles of one list, and of one list of a calendar bin, that are kept for the page and its files; the store has them all."""
SHOWN = 3
"""Articles of one list that a page shows with the sentence concerned."""

_RANKED = """
SELECT a.key, h.bin, c.article_id, c.title, c.day, c.publisher, h.number, h.anchor, h.total FROM (
    SELECT hits.*, c.bin, c.publisher, count(*) OVER (PARTITION BY place, {by}) AS total,
        row_number() OVER (PARTITION BY place, {by} ORDER BY number DESC, c.day DESC NULLS LAST, hits.nth) AS rank
    FROM hits JOIN chosen c ON c.nth = hits.nth QUALIFY rank <= $kept
) h JOIN asked a ON a.place = h.place JOIN chosen c ON c.nth = h.nth ORDER BY a.key, {h_by}, h.rank"""
"""Ends a question whose ``asked`` numbers the keys (``key``, ``place``); ``hits`` has ``place``, ``nth``, ``number``, ``anchor``."""
_KEYS = """
, asked AS MATERIALIZED (SELECT unnest($keys::VARCHAR[]) AS key, unnest(range(len($keys)))::INTEGER AS place)"""
_ACTORS = """
, codes_asked AS MATERIALIZED (SELECT hash(key) AS code, place FROM asked),
hits AS MATERIALIZED (
    SELECT a.place, n.nth, sum(n.mentions)::BIGINT AS number, min(n.actor) AS anchor
    FROM (SELECT * FROM named UNION ALL SELECT * FROM aside WHERE $aside) n JOIN codes_asked a ON a.code = n.code GROUP BY a.place, n.nth
)"""
_SUBJECTS = """
, hits AS MATERIALIZED (
    SELECT a.place, c.nth, max(k.score) AS number, '' AS anchor
    FROM codes k JOIN (SELECT unnest($codes) AS code, unnest($tops) AS top) t ON t.code = k.code JOIN asked a ON a.key = t.top
    JOIN chosen c ON c.article_id = k.article_id GROUP BY a.place, c.nth
)"""
_WATCHED = """
, hits AS MATERIALIZED (
    SELECT a.place, c.nth, sum(t.mentions)::BIGINT AS number, min(t.id) AS anchor
    FROM topics t JOIN asked a ON a.key = t.label JOIN chosen c ON c.article_id = t.article_id
    WHERE t.rule = 'watched' AND t.mentions > 0 GROUP BY a.place, c.nth
)"""
_VOICES = """
, codes_asked AS MATERIALIZED (SELECT CASE WHEN key <> '' THEN hash(key) END AS code, place FROM asked),
hits AS MATERIALIZED (
    SELECT a.place, s.nth, sum(s.words)::BIGINT AS number, coalesce(min(s.speaker), 'none') AS anchor
    FROM said s JOIN codes_asked a ON a.code IS NOT DISTINCT FROM s.code GROUP BY a.place, s.nth
)"""
_ALL = """
, hits AS (SELECT 0 AS place, nth, words AS number, '' AS anchor FROM chosen)"""
_SENTENCES = """
, wanted AS MATERIALIZED (SELECT unnest($articles) AS article_id, unnest($actors) AS actor),
found AS MATERIALIZED (
    SELECT m.article_id, m.actor, m.sentence, m.start, m."end" FROM mentions m WHERE m.article_id IN (SELECT article_id FROM wanted)
), texts AS MATERIALIZED (SELECT article_id, text FROM articles WHERE article_id IN (SELECT article_id FROM wanted)),
bounds AS MATERIALIZED (SELECT article_id, id, start, "end" FROM sentences WHERE article_id IN (SELECT article_id FROM wanted)),
firsts AS (
    SELECT n.article_id, n.actor, arg_min(n.sentence, n.start) AS sentence, min(n.start) AS start, arg_min(n."end", n.start) AS "end"
    FROM found n JOIN wanted w ON w.article_id = n.article_id AND w.actor = n.actor GROUP BY n.article_id, n.actor
)
SELECT f.article_id, f.actor, f.start, f."end", substring(t.text, b.start + 1, least(b."end" - b.start, 240)) AS words
FROM firsts f JOIN bounds b ON b.article_id = f.article_id AND b.id = f.sentence JOIN texts t ON t.article_id = f.article_id
ORDER BY f.article_id, f.actor"""


class Place(NamedTuple):
    """An article that a number counts: what it adds, an anchor in its own page, and the words concerned; empty where there are none."""

    article_id: str
    title: str
    day: str
    publisher: str
    note: str
    anchor: str = ""
    words: str = ""


class EvidenceList(NamedTuple):
    """The places behind one number: id without ``e-``, the group it belongs to (or ``""``), a heading, how many there are, those kept."""

    id: str
    group: str
    heading: str
    total: int
    places: tuple[Place, ...]


def actor_lists(selection: Selection, keys: Iterable[str], *, by: str = "bin", aside: bool = False) -> pd.DataFrame:
    """The articles that name each actor, those with most mentions first, by ``bin`` or by ``publisher``.

    Where `aside` is true, those too that name it as a place of posts or as the label of who asks alone.

    Returns
    -------
    DataFrame
        ``key``, ``bin``, ``article_id``, ``title``, ``day``, ``publisher``, ``number`` (mentions), ``anchor`` (the actor's id in that
        article), ``total`` (articles of that key and bin).
    """
    return _asked(
        selection, _ACTORS, {"bin": "c.bin", "publisher": "c.publisher"}[by], people=True, keys=list(dict.fromkeys(keys)), aside=aside
    )


def subject_lists(selection: Selection, tops: dict[str, str], *, watched: Iterable[str] = ()) -> pd.DataFrame:
    """The articles of each subject code and of each watched topic, by bin; as :func:`actor_lists`.

    `tops` leads from a code to the highest one above it, under which it counts.
    """
    above = list(dict.fromkeys(tops.values()))
    coded = _asked(selection, _SUBJECTS, "c.bin", keys=above, codes=list(tops), tops=list(tops.values()))
    names = list(watched)
    return pd.concat([coded, _asked(selection, _WATCHED, "c.bin", keys=names)], ignore_index=True) if names else coded


def voice_lists(selection: Selection, keys: Iterable[str], *, by: str = "") -> pd.DataFrame:
    """The articles that quote each speaker, those with most words first, in one list or ``by`` bin; ``number`` counts words."""
    selection.keep("said", SAID, people=True)
    return _asked(selection, _VOICES, "c.bin" if by == "bin" else "1", people=True, keys=list(dict.fromkeys(keys)))


def article_lists(selection: Selection) -> pd.DataFrame:
    """The articles of each bin, the longest first; ``key`` is ``all``, ``number`` counts words."""
    return _asked(selection, _ALL, "c.bin", keys=["all"])


def first_sentences(selection: Selection, wanted: pd.DataFrame) -> dict[tuple[str, str], tuple[str, str]]:
    """For articles and actors (``article_id``, ``anchor``): the first mention's anchor in the article's page, and its sentence's words."""
    if wanted.empty:
        return {}
    found = selection.ask(_SENTENCES, articles=list(wanted["article_id"]), actors=list(wanted["anchor"]))
    return {(row.article_id, row.actor): (f"m{row.start}-{row.end}", row.words) for row in found.itertuples(index=False)}


def lists_of(
    rows: pd.DataFrame, id: str, name: str, slugs: dict[pd.Timestamp, tuple[str, str]], unit: str, words: dict | None = None
) -> list[EvidenceList]:
    """The lists of one key, one for each bin that has articles, in a group that holds them all.

    Parameters
    ----------
    rows : DataFrame
        Rows of one key; see :func:`actor_lists`.
    id, name : str
        Of the group, and what is counted in it.
    slugs : dict
        First day of a bin to its slug and label.
    unit : str
        What ``number`` counts: ``mention`` or ``word``; empty: it is not said.
    words : dict, optional
        See :func:`first_sentences`.
    """
    made = []
    ordered = rows.sort_values("bin", kind="stable").itertuples(index=False)  # thousands of lists: one pass is faster than a table for each
    for day, found in groupby(ordered, key=lambda row: None if pd.isna(row.bin) else row.bin):
        same = list(found)
        slug, label = slugs.get(day, ("undated", "without a date"))
        total = int(same[0].total)
        heading = f"{name}, {label}: {total:,} {'article' if total == 1 else 'articles'}"
        made.append(EvidenceList(f"{id}-{slug}", id, heading, total, tuple(_place(row, unit, words or {}) for row in same)))
    return made


def place(row, note: str, anchor: str = "", words: str = "") -> Place:
    """A place from a row with ``article_id``, ``title``, ``day`` and ``publisher``."""
    day = "" if pd.isna(row.day) else f"{row.day:%Y-%m-%d}"
    title, publisher = (value if isinstance(value, str) else "" for value in (row.title, row.publisher))
    return Place(row.article_id, title or row.article_id, day, publisher, note, anchor, words)


def _place(row, unit: str, words: dict) -> Place:
    note = f"{row.number:,.0f} {unit}{'' if row.number == 1 else 's'}" if unit else ""
    anchor, sentence = words.get((row.article_id, row.anchor), ("", ""))
    return place(row, note, anchor or (f"e-{row.anchor}" if row.anchor else ""), sentence)


def _asked(selection: Selection, hits: str, by: str, *, people: bool = False, **values) -> pd.DataFrame:
    ranked = _RANKED.format(by=by, h_by=by.replace("c.", "h."))
    rows = selection.ask(_KEYS + hits + ranked, people=people, kept=KEPT if by == "1" else KEPT_BY_BIN, **values)
    return rows.astype(dict.fromkeys(rows.columns[rows.dtypes == "str"], object))  # read row by row, texts are quicker as objects
