"""What changed in a store since a time: articles, new actors and topics, risers and fallers, what watched actors say.

The articles that came or changed since are held against those that were there before. "New" is what is new to the store: an old article
that is added late brings actors that were in the news long ago.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd

from dramatis.corpus import company, evidence, selection
from dramatis.corpus.counts import KINDS, LARGEST
from dramatis.corpus.evidence import EvidenceList
from dramatis.corpus.finding import named_so, near_names
from dramatis.corpus.firsts import with_firsts
from dramatis.corpus.movers import Periods, movers
from dramatis.corpus.selection import Selection
from dramatis.corpus.voice import KIND
from dramatis.errors import ParameterError
from dramatis.markup import visible

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["Changes", "changes_since", "time_of"]

QUOTED = 20
"""Quotations of one watched actor that a page shows; the newest."""
LISTED = 200
_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?")

_FRESH = """
, fresh AS (SELECT unnest($fresh::VARCHAR[]) AS article_id)"""
_COUNTS = """
SELECT count(*) AS articles, count(f.article_id) AS fresh, count(f.article_id) FILTER (WHERE c.original) AS originals
FROM chosen c LEFT JOIN fresh f ON f.article_id = c.article_id"""
_ACTORS = """
, known AS (SELECT DISTINCT p.actor_key FROM people p WHERE p.article_id NOT IN (SELECT article_id FROM fresh)),
found AS (
    SELECT p.actor_key AS key, min(p.name) AS name, min(p.kind) AS kind, p.article_id, count(DISTINCT m.sentence) AS sentences,
        min(m.sentence) AS sentence
    FROM people p JOIN fresh f ON f.article_id = p.article_id JOIN mentions m ON m.article_id = p.article_id AND m.actor = p.actor
    WHERE p.kind IN (SELECT unnest($kinds)) AND NOT p.aside
        AND p.actor_key NOT IN (SELECT actor_key FROM known)
    GROUP BY p.actor_key, p.article_id
)"""
_TOPICS = """
, known AS (
    SELECT lower(t.label) AS words FROM topics t WHERE t.mentions > 0 AND t.article_id NOT IN (SELECT article_id FROM fresh)
    UNION SELECT lower(p.text) FROM phrases p WHERE p.article_id NOT IN (SELECT article_id FROM fresh)
), found AS (
    SELECT lower(t.label) AS key, min(t.label) AS name, '' AS kind, t.article_id, count(DISTINCT m.sentence) AS sentences,
        min(m.sentence) AS sentence
    FROM topics t JOIN fresh f ON f.article_id = t.article_id JOIN topic_mentions m ON m.article_id = t.article_id AND m.topic = t.id
    WHERE lower(t.label) NOT IN (SELECT words FROM known) GROUP BY lower(t.label), t.article_id
)"""
_NUMBER = "SELECT count(DISTINCT key) AS number FROM found"
_PRESENCE = """
, counted AS (
    SELECT p.actor_key, min(p.name) AS name, min(p.kind) AS kind,
        count(DISTINCT p.article_id) FILTER (WHERE f.article_id IS NULL) AS before, count(DISTINCT f.article_id) AS after
    FROM people p LEFT JOIN fresh f ON f.article_id = p.article_id
    WHERE p.kind IN (SELECT unnest($kinds)) AND NOT p.aside AND p.article_id NOT IN (SELECT unnest($apart::VARCHAR[]))
    GROUP BY p.actor_key HAVING before > 0
)
SELECT * FROM counted
QUALIFY row_number() OVER (ORDER BY after DESC, before DESC, actor_key) <= $largest
    OR row_number() OVER (ORDER BY before DESC, after DESC, actor_key) <= $largest
ORDER BY actor_key"""
_MOVED = """
, hits AS (
    SELECT p.actor_key AS key, p.article_id, sum(p.mentions)::BIGINT AS number, min(p.actor) AS anchor, count(f.article_id) > 0 AS after
    FROM people p LEFT JOIN fresh f ON f.article_id = p.article_id
    WHERE p.actor_key IN (SELECT unnest($keys)) AND NOT p.aside AND p.article_id NOT IN (SELECT unnest($apart::VARCHAR[]))
    GROUP BY ALL
)
SELECT h.key, h.after, h.article_id, c.title, c.day, c.publisher, h.number, h.anchor
FROM hits h JOIN chosen c ON c.article_id = h.article_id
QUALIFY row_number() OVER (PARTITION BY h.key, h.after ORDER BY h.number DESC, c.day DESC NULLS LAST, c.article_id) <= $kept
ORDER BY h.key, h.after, h.number DESC, c.day DESC NULLS LAST, c.article_id"""
_SAID = f"""
SELECT q.id, q.text AS words, {KIND} AS kind, q.cue, q.words AS number, c.article_id, c.title, c.day, c.publisher, '' AS speaker,
    count(*) OVER () AS total
FROM quotes q JOIN fresh f ON f.article_id = q.article_id JOIN people p ON p.article_id = q.article_id AND p.actor = q.speaker
    JOIN chosen c ON c.article_id = q.article_id
WHERE p.actor_key = $key ORDER BY c.day DESC NULLS LAST, c.article_id, q.start LIMIT $quoted"""  # noqa: S608 (words of our own)
_CAME = """
, told AS (SELECT unnest($fresh::VARCHAR[]) AS article_id)
SELECT c.article_id, c.title, c.day, c.publisher, c.words AS number
FROM chosen c JOIN told t ON t.article_id = c.article_id ORDER BY c.day DESC NULLS LAST, c.article_id LIMIT $kept"""
_ARTICLES = """
, newest AS (
    SELECT c.* FROM chosen c JOIN fresh f ON f.article_id = c.article_id ORDER BY c.day DESC NULLS LAST, c.article_id LIMIT $listed
), names AS (
    SELECT a.article_id, list(a.name ORDER BY a.salience DESC, a.id)[:3] AS names
    FROM actors a JOIN newest n ON n.article_id = a.article_id GROUP BY a.article_id
)
SELECT n.article_id, n.title, n.day, n.publisher, n.words, n.original, coalesce(names, []) AS names
FROM newest n LEFT JOIN names USING (article_id) ORDER BY n.day DESC NULLS LAST, n.article_id"""


@dataclass(frozen=True)
class Changes:
    """What changed in a store since a time.

    Attributes
    ----------
    selection : Selection
        All articles of the store.
    since, until : str
        The time after which changes count, and that of the last change; in UTC (ISO 8601). `until` is empty where nothing changed.
    counts : dict
        ``articles`` (in the store now), ``new``, ``text`` (with another text than before), ``again`` (same text, analyzed again),
        ``forgotten``, ``fresh`` (new or with another text), ``originals`` (of these, without copies), ``before`` (all others),
        ``actors`` and ``topics`` (how many are new).
    articles : DataFrame
        The newest that are new or changed, as :func:`dramatis.report.corpus.article_table` takes them.
    actors, topics : DataFrame
        Those of added articles that no other article has, those in most articles first: ``id``, ``name``, ``kind``, ``articles``,
        ``sentences``, ``originals``, ``share`` of the added articles, ``low``, ``high``. A topic is new where its label is neither a topic
        nor a key phrase of another article. What an article with another text than before has may have stood in it before.
    periods : Periods
        The articles before, and those that were added; an article with another text than before is on neither side.
    movers : DataFrame
        Actors that were named before, by how much their share changed between these; see :func:`dramatis.corpus.movers.movers`.
    watched : DataFrame
        ``asked``, ``actor_key`` and ``name`` (empty where nobody is called so), ``others`` (more who are called so), ``near`` (names that
        come near, where nobody is), ``quotations`` (how many are new: those of articles that were added), ``unsure`` (how many stand in
        articles with another text than before; the store has not kept the earlier text, so which of them are new is not known).
    said : DataFrame
        These quotations of watched actors: ``asked``, ``unsure``, and what :func:`dramatis.report.corpus.quotes.quotation_list` takes.
    publishers : DataFrame
        ``publisher``: all that the store has.
    lists : tuple of EvidenceList
        The articles behind every number.
    """

    selection: Selection
    since: str
    until: str
    counts: dict[str, int]
    articles: pd.DataFrame
    actors: pd.DataFrame
    topics: pd.DataFrame
    periods: Periods
    movers: pd.DataFrame
    watched: pd.DataFrame
    said: pd.DataFrame
    publishers: pd.DataFrame
    lists: tuple[EvidenceList, ...] = field(default=(), repr=False)


def changes_since(store: "Store", since: str = "", *, watched: Iterable[str] = (), top_n: int = 10, seed: int = 1) -> Changes:
    """What changed in a store.

    Parameters
    ----------
    store : Store
        With one article or more.
    since : str
        See :func:`time_of`; empty: the day, in UTC, of the last change.
    watched : iterable of str
        Actors whose new quotations are wanted, by key or name.
    top_n : int
        How many new actors, movers and topics.
    seed : int
        Of the intervals.

    Raises
    ------
    ParameterError
        On a time that is none, or a store without articles.
    """
    chosen = selection.select(store, seed=seed)
    start = time_of(since) if since else _last_day(store)
    history = store.history(start)
    ids = {what: list(rows["article_id"]) for what, rows in history.groupby("what")}
    fresh = list(dict.fromkeys([*ids.get("added", []), *ids.get("text", [])]))
    counts = {name: int(value) for name, value in chosen.ask(_FRESH + _COUNTS, fresh=fresh).iloc[0].items()}
    came = {
        "added": ids.get("added", []),
        "text": sorted(set(ids.get("text", [])) - set(ids.get("added", []))),
        "again": sorted(set(ids.get("again", [])) - set(fresh)),
    }
    counts |= {"new": len(came["added"]), "text": len(came["text"]), "again": len(came["again"])}
    counts |= {"forgotten": len(ids.get("forgotten", [])), "before": counts["articles"] - counts["fresh"], "actors": 0, "topics": 0}
    made = Changes(
        chosen,
        start,
        str(history["at"].max()) if len(history) else "",
        counts,
        with_firsts(chosen, chosen.ask(_FRESH + _ARTICLES, fresh=fresh, listed=LISTED)),
        *(_nothing(chosen),) * 2,
        Periods(("before",), ("after",), counts["before"], counts["new"]),
        movers(pd.DataFrame(), pd.DataFrame(), Periods(), top_n=top_n, seed=seed),
        *_watched(chosen, watched, came["added"], came["text"]),
        chosen.store.query("SELECT DISTINCT publisher FROM articles WHERE publisher IS NOT NULL ORDER BY publisher"),
        tuple(_came(chosen, came)),
    )
    return _compared(made, came["added"], came["text"], top_n, seed) if counts["fresh"] and counts["before"] else made


def time_of(text: str, name: str = "since") -> str:
    """A time as a store's history has it: ``2026-01-31T06:00:00.000000Z``.

    A day (``2026-01-31``) is its beginning; a time without a zone is in UTC. `name` is the parameter's.

    Raises
    ------
    ParameterError
        On what is neither a day nor a time.
    """
    try:
        if not _TIME.fullmatch(text.strip()):
            raise ValueError(text)
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        accepted = "a day (2026-01-31) or a time (2026-01-31T06:00, in UTC, or with its zone: 2026-01-31T06:00+03:00)"
        raise ParameterError(f"parameter {name} has the value {visible(text)!r}; accepted is {accepted}") from error
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return f"{found.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _last_day(store: "Store") -> str:
    last = store.history()["at"].max()
    return time_of(last[:10]) if isinstance(last, str) else time_of("0001-01-01")


def _compared(made: Changes, added: list[str], changed: list[str], top_n: int, seed: int) -> Changes:
    """The same with all that takes articles from before and after."""
    chosen, number, fresh = made.selection, made.counts["new"], added
    asked = {"actors": (_FRESH + _ACTORS, {"kinds": list(KINDS)}), "topics": (_FRESH + _TOPICS, {})}
    rows = {name: chosen.ask(sql + company.CHIEF, people=True, fresh=fresh, shown=top_n, **values) for name, (sql, values) in asked.items()}
    numbers = {
        name: int(chosen.ask(sql + _NUMBER, people=True, fresh=fresh, **values)["number"].iloc[0]) for name, (sql, values) in asked.items()
    }
    found = chosen.ask(_FRESH + _PRESENCE, people=True, fresh=added, apart=changed, kinds=list(KINDS), largest=LARGEST)
    moved = movers(*_as_bins(found), made.periods, top_n=top_n, seed=seed)
    lists = (
        *made.lists,
        *company.beside_lists(rows["actors"], "n", "", ", new"),
        *company.beside_lists(rows["topics"], "t", "", ", new"),
        *_mover_lists(chosen, moved, added, changed),
    )
    return replace(
        made,
        counts=made.counts | numbers,
        actors=company.beside(rows["actors"], number, "n", seed),
        topics=company.beside(rows["topics"], number, "t", seed),
        movers=moved,
        lists=lists,
    )


def _came(chosen: Selection, came: dict[str, list[str]]) -> Iterator[EvidenceList]:
    headings = {"added": "Added", "text": "With another text than before", "again": "Analyzed again with the same text"}
    for what, ids in came.items():
        rows = chosen.ask(_CAME, fresh=ids, kept=evidence.KEPT)
        if len(rows):
            places = tuple(evidence.place(row, company.counted(row.number, "word")) for row in rows.itertuples(index=False))
            yield EvidenceList(what, "", f"{headings[what]}: {company.counted(len(ids), 'article')}", len(ids), places)


def _nothing(chosen: Selection) -> pd.DataFrame:
    rows = chosen.ask(_FRESH + _TOPICS + company.CHIEF, people=True, fresh=[], shown=0)
    return company.beside(rows, 0, "n", 0)


def _as_bins(found: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Numbers of articles before and after as if these were two calendar bins, as :func:`movers` takes them."""
    over = pd.DataFrame({"bin": ["before", "after"], "start": pd.to_datetime(["2000-01-01", "2000-01-02"])})
    starts = dict(zip(over["bin"], over["start"], strict=True))
    rows = [found.assign(bin=starts[name], articles=found[name]) for name in over["bin"]]
    return pd.concat(rows, ignore_index=True)[["actor_key", "name", "kind", "bin", "articles"]], over


def _mover_lists(chosen: Selection, moved: pd.DataFrame, added: list[str], changed: list[str]) -> Iterator[EvidenceList]:
    keys = list(moved["actor_key"])
    rows = chosen.ask(_FRESH + _MOVED, people=True, fresh=added, apart=changed, keys=keys, kept=evidence.KEPT)
    words = evidence.first_sentences(chosen, rows.groupby(["key", "after"]).head(evidence.SHOWN))
    by_key = {(key, bool(after)): found for (key, after), found in rows.groupby(["key", "after"], sort=False)}
    for rank, mover in enumerate(moved.itertuples(index=False), 1):
        for name, after, number in (("before", False, mover.before), ("after", True, mover.after)):
            if number:
                own = by_key[mover.actor_key, after].assign(bin=pd.NaT, total=number)
                (one,) = evidence.lists_of(own, f"m{rank}", f"{mover.name}, {name}", {}, "mention", words)
                yield one._replace(id=f"m{rank}-{name}", group="", heading=f"{mover.name}, {name}: {company.counted(number, 'article')}")


def _watched(chosen: Selection, names: Iterable[str], added: list[str], changed: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Who is meant by each name, and what they say in articles that were added, and in those that changed."""
    known, said = [], []
    for asked in dict.fromkeys(name.strip() for name in names if name.strip()):
        found = named_so(chosen, asked)
        if found.empty:
            known.append((asked, "", "", 0, near_names(chosen, asked), 0, 0))
            continue
        first = found.iloc[0]
        own = [_said(chosen, first["actor_key"], ids).assign(asked=asked, unsure=ids is changed) for ids in (added, changed)]
        said += own
        numbers = [int(rows["total"].max()) if len(rows) else 0 for rows in own]
        known.append((asked, first["actor_key"], first["name"], len(found) - 1, [], *numbers))
    columns = ["asked", "actor_key", "name", "others", "near", "quotations", "unsure"]
    found = pd.concat(said, ignore_index=True) if said else _said(chosen, "", []).assign(asked=pd.Series(dtype="str"), unsure=False)
    return pd.DataFrame(known, columns=columns), found


def _said(chosen: Selection, key: str, ids: list[str]) -> pd.DataFrame:
    return chosen.ask(_FRESH + _SAID, people=True, fresh=ids, key=key, quoted=QUOTED)
